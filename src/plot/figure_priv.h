/* One figure from one series, up to the point where gnuplot is asked. */
#ifndef SX_PLOT_FIGURE_PRIV_H
#define SX_PLOT_FIGURE_PRIV_H

#include "plot/choose_priv.h"
#include "plot/plot.h"
#include "plot/select_priv.h"

/* Set the canvas's font. */
int sx_figure_font(struct sx_canvas *canvas, struct sx_buf *messages, struct sx_err *err);

/* What was asked for, from the options. */
struct sx_wish sx_wish_of(const struct sx_plot_options *options);

/* Find what a series' rows have in common, choose its chart, name and sort the rows. NULL with err set. */
const struct sx_chart *sx_figure_plan(struct sx_series *series, const struct sx_canvas *canvas,
				      const struct sx_plot_options *options, const struct sx_wish *wish,
				      struct sx_buf *messages, struct sx_err *err);

/* Describe the planned figure and write its script and data, or for a terminal its bytes. */
int sx_figure_write(struct sx_figure *figure, const struct sx_chart *chart, struct sx_series *series,
		    const struct sx_canvas *canvas, const struct sx_plot_options *options, struct sx_buf *messages,
		    struct sx_err *err);

/* Every family in a panel of its own, in one figure. */
int sx_figure_panels(struct sx_figure *figure, const struct sx_selection *selection, const struct sx_canvas *canvas,
		     const struct sx_plot_options *options, struct sx_buf *messages, struct sx_err *err);

#endif
