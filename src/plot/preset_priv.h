/* What journals and screens ask of a figure. */
#ifndef SX_PLOT_PRESET_PRIV_H
#define SX_PLOT_PRESET_PRIV_H

#include "plot/chart_priv.h"
#include "plot/plot.h"

/* Fill the canvas, all but its arena, from the options. `format` is used where the options name none. */
int sx_canvas_set(struct sx_canvas *canvas, const struct sx_plot_options *options, const struct sx_format *format,
		  struct sx_err *err);

#endif
