/* Charts of one row a claim: label, mark on the one axis, value as stated. All kinds of this family are drawn here;
 * they differ in the axis, in bars or dots, and in how rows stand together. */
#ifndef SX_PLOT_ROWS_PRIV_H
#define SX_PLOT_ROWS_PRIV_H

#include "plot/axis_priv.h"
#include "plot/chart_priv.h"
#include "plot/scene_priv.h"

struct sx_rows_style {
	enum sx_axis_kind axis;
	bool bars;
	bool table;  /* headings before groups, a column of periods */
	bool joined; /* rows of one thing stand together, told apart by their moment; they follow each other */
};

enum { SX_WIDE = 340 }; /* points: from here on there is room for a table */

int sx_draw_rows(const struct sx_rows_style *style, const struct sx_canvas *canvas, const struct sx_series *series,
		 struct sx_figure *figure, struct sx_err *err);
int sx_type_rows(const struct sx_rows_style *style, const struct sx_canvas *canvas, const struct sx_series *series,
		 struct sx_figure *figure, struct sx_err *err);

/* A part of the page for rows, in points. */
struct sx_area {
	double left, top, width;
	double margin_left, margin_right; /* of the axis, at least: for panels whose axes stand under one another */
	bool bare;                        /* without words above the columns */
};

/* Draw the rows, without key, into that area; *bottom becomes where they end. */
int sx_rows_into(struct sx_scene *scene, const struct sx_rows_style *style, const struct sx_canvas *canvas,
		 const struct sx_series *series, const struct sx_area *area, double *bottom, struct sx_err *err);

/* A chart kind of that family: ROWS_CHART(name, kind, what, narrow, style) beside functions fits_NAME and
 * refuses_NAME. */
#define SX_ROWS_CHART(id, word, words, narrowed, ...)                                                                  \
	static const struct sx_rows_style style_##id = { __VA_ARGS__ };                                                \
	static int draw_##id(const struct sx_canvas *canvas, const struct sx_series *series, struct sx_figure *figure, \
			     struct sx_err *err)                                                                       \
	{                                                                                                              \
		return sx_draw_rows(&style_##id, canvas, series, figure, err);                                         \
	}                                                                                                              \
	static int type_##id(const struct sx_canvas *canvas, const struct sx_series *series, struct sx_figure *figure, \
			     struct sx_err *err)                                                                       \
	{                                                                                                              \
		return sx_type_rows(&style_##id, canvas, series, figure, err);                                         \
	}                                                                                                              \
	extern const struct sx_chart sx_chart_##id;                                                                    \
	const struct sx_chart sx_chart_##id = { .name = #id,                                                           \
						.kind = word,                                                          \
						.what = words,                                                         \
						.fits = fits_##id,                                                     \
						.refuses = refuses_##id,                                               \
						.narrow = narrowed,                                                    \
						.draw = draw_##id,                                                     \
						.type = type_##id,                                                     \
						.rows = &style_##id }

#endif
