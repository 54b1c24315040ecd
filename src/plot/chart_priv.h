/* What a chart kind is made of. A kind is one file and one line in charts.def; only choose.c knows them all. */
#ifndef SX_PLOT_CHART_PRIV_H
#define SX_PLOT_CHART_PRIV_H

#include "base/arena.h"
#include "base/err.h"
#include "model/figure.h"
#include "model/series.h"

struct sx_format; /* render_priv.h */

/* What a figure is drawn on. */
struct sx_canvas {
	const struct sx_format *format;
	double width_mm;
	unsigned dpi;
	const char *font; /* one of a closed list, see fonts_priv.h */
	double widen;     /* how much wider than Liberation Sans that font may be */
	double zoom;      /* a point of the layout is so many on paper */
	bool titled;      /* title and source stand inside the figure */
	unsigned cells;   /* width of a terminal */
	bool ascii;
	struct sx_arena *arena;
};

struct sx_rows_style; /* rows_priv.h */

struct sx_chart {
	const char *name; /* one word, unique */
	const char *kind; /* the word that --chart knows it by; several kinds of dots share one */
	const char *what; /* for people: "dots on a logarithmic axis" */

	/* Whether this kind suits the series. If so, why it does is appended to `why`, after a "because". */
	bool (*fits)(const struct sx_series *series, struct sx_buf *why);

	/* Whether this kind would mislead or cannot be drawn, though it is asked for. If so, `why` gets the reason.
	 * NULL: never. */
	bool (*refuses)(const struct sx_series *series, struct sx_buf *why);

	/* Leave the rows that this kind shows, in its order. NULL: all, the largest first, when these are few enough.
	 */
	int (*narrow)(struct sx_series *series, struct sx_arena *arena);

	/* Write the figure's gnuplot script and data, and its size. */
	int (*draw)(const struct sx_canvas *canvas, const struct sx_series *series, struct sx_figure *figure,
		    struct sx_err *err);

	/* Draw for a terminal into figure->bytes, without gnuplot. */
	int (*type)(const struct sx_canvas *canvas, const struct sx_series *series, struct sx_figure *figure,
		    struct sx_err *err);

	const struct sx_rows_style *rows; /* how its rows are drawn; NULL: it is made of no rows */
};

#endif
