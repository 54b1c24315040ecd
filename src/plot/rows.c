#include "plot/rows_priv.h"

#include "plot/fontwidth_priv.h"
#include "plot/key_priv.h"
#include "plot/layout_priv.h"

#include <math.h>

static const double bar_half = 0.32, joined_half = 0.37; /* of a row */

/* What rows are drawn with. */
struct drawing {
	struct sx_scene *scene;
	const struct sx_rows_style *style;
	const struct sx_series *series;
	const struct sx_layout *layout;
	double left, top; /* of the room */
	unsigned frame;
};

/* A thing's values at two moments or three: light to dark, and of different shapes. */
static unsigned shade(const struct drawing *d, size_t moment)
{
	static const unsigned bars[] = { SX_LIGHT, SX_MEDIUM, SX_BLUE }, dots[] = { SX_MEDIUM, 0x2A7FB8, SX_BLUE };
	if (!d->style->joined)
		return SX_BLUE;
	size_t last = d->series->moments > 2 ? 2 : 1, i = moment < last ? moment : 2;
	return d->style->bars ? bars[i] : dots[i];
}

static unsigned shape(const struct drawing *d, size_t moment)
{
	if (!d->style->joined || moment + 1 >= d->series->moments)
		return SX_CIRCLE;
	return moment ? SX_TRIANGLE : SX_SQUARE;
}

static struct sx_place on(const struct drawing *d, double x, double y)
{
	return (struct sx_place){ .frame = d->frame, .x = x, .y = y };
}

/* Beside the axis, at the height of a row. */
static struct sx_place beside(const struct drawing *d, double x, double y)
{
	return sx_at(d->left + x, d->top + d->layout->top + y * SX_ROW);
}

static void draw_ticks(struct sx_scene *scene, const struct drawing *d)
{
	const struct sx_axis *axis = &d->layout->axis;
	double bottom = d->layout->rows;
	/* A logarithmic scale goes on under the arrows; a linear one need not reach below zero for them. */
	double low = axis->log ? axis->low : axis->line_low, high = axis->log ? axis->high : axis->line_high;
	sx_scene_line(scene, SX_LAYER_LINES, on(d, low, bottom), on(d, high, bottom), SX_BLACK);
	for (size_t i = 0; i < axis->n; i++) {
		struct sx_place at = on(d, axis->tick[i].at, bottom), end = at, words = at;
		end.dy = axis->tick[i].text[0] ? 3 : 1.8;
		words.dy = 9.5;
		sx_scene_line(scene, SX_LAYER_LINES, at, end, SX_BLACK);
		sx_scene_text(scene, SX_LAYER_CENTER, words, sx_str_of(axis->tick[i].text));
	}
	sx_scene_text(scene, SX_LAYER_CENTER,
		      sx_at(d->left + d->layout->title_x, d->top + d->layout->top + bottom * SX_ROW + SX_TITLE_DROP),
		      d->layout->title);
	if (d->style->bars || (axis->line_low < 0 && axis->line_high >= 0 && !axis->log))
		sx_scene_line(scene, SX_LAYER_LINES, on(d, 0, 0), on(d, 0, bottom),
			      d->style->bars ? SX_BLACK : SX_GREY);
}

static void draw_label(const struct drawing *d, const struct sx_layout_row *row)
{
	double end = d->series->periods ? d->layout->when_x - SX_COLUMN_GAP : d->layout->left - SX_LABEL_GAP;
	double x = d->style->table ? SX_EDGE + SX_INDENT : end;
	enum sx_layer layer = d->style->table ? SX_LAYER_LEFT : SX_LAYER_RIGHT;
	double up = row->label.line[1].n ? 0.34 : 0;
	sx_scene_text(d->scene, layer, beside(d, x, row->label_y - up), row->label.line[0]);
	sx_scene_text(d->scene, layer, beside(d, x, row->label_y + up), row->label.line[1]);
	sx_scene_text(d->scene, SX_LAYER_LEFT, beside(d, d->layout->when_x, row->text_y), row->when);
	sx_scene_text(d->scene, SX_LAYER_LEFT,
		      beside(d, d->layout->width - d->layout->right + SX_VALUE_GAP, row->text_y), row->shown);
	if (row->head_y > 0)
		sx_scene_text(d->scene, SX_LAYER_BOLD, beside(d, SX_EDGE, row->head_y), row->heading);
}

static void draw_row(const struct drawing *d, size_t i)
{
	const struct sx_layout_row *place = &d->layout->row[i];
	const struct sx_series_row *row = &d->series->row[i];
	const struct sx_axis *axis = &d->layout->axis;
	double half = d->style->joined ? joined_half : bar_half;
	draw_label(d, place);
	if (d->style->bars) {
		sx_scene_line(d->scene, SX_LAYER_BARS, on(d, 0, place->y - half),
			      on(d, row->at / axis->unit, place->y + half), shade(d, row->moment));
		return;
	}
	if (place->label.line[0].n)
		sx_scene_line(d->scene, SX_LAYER_GUIDES, on(d, axis->log ? axis->low : axis->line_low, place->y),
			      on(d, axis->log ? axis->high : axis->line_high, place->y), SX_GUIDE);
	sx_mark_draw(d->scene, row->mark, on(d, row->at / axis->unit, place->y), on(d, row->low / axis->unit, place->y),
		     on(d, row->high / axis->unit, place->y), false, shape(d, row->moment), shade(d, row->moment));
	if (d->style->joined && i && d->series->row[i - 1].thing == row->thing)
		sx_scene_line(d->scene, SX_LAYER_TREND, on(d, d->series->row[i - 1].at / axis->unit, place->y),
			      on(d, row->at / axis->unit, place->y), SX_MEDIUM);
}

/* "2013 2014" with their shades, where the head line has room. */
static void draw_moments(const struct drawing *d, const struct sx_canvas *canvas)
{
	double x = d->layout->left, most = d->layout->width - d->layout->right - SX_LABEL_GAP;
	double font = d->layout->font * canvas->widen, each = (most - x) / (double)d->series->moments - 12;
	for (size_t moment = 0; moment < d->series->moments; moment++) {
		struct sx_str words = { 0 };
		for (size_t i = 0; i < d->series->n && !words.n; i++)
			if (d->series->row[i].moment == moment)
				words = d->series->row[i].when;
		words = sx_wrap(words, font, each, 1, canvas->arena).line[0];
		double y = d->top + 6;
		if (d->style->bars)
			sx_scene_line(d->scene, SX_LAYER_BARS, sx_at(d->left + x, y - 2.5),
				      sx_at(d->left + x + 5, y + 2.5), shade(d, moment));
		else
			sx_scene_dot(d->scene, SX_LAYER_DOTS, sx_at(d->left + x + 2.5, y), shape(d, moment),
				     shade(d, moment));
		sx_scene_text(d->scene, SX_LAYER_LEFT, sx_at(d->left + x + 8, y), words);
		x += sx_text_width(words, font) + 18;
	}
}

static void draw_head(const struct drawing *d, const struct sx_canvas *canvas)
{
	double y = d->top + 6, right = d->left + d->layout->width - d->layout->right + SX_VALUE_GAP;
	sx_scene_text(d->scene, SX_LAYER_LEFT, sx_at(right, y), SX_STR("As stated"));
	if (d->style->joined)
		draw_moments(d, canvas);
	if (d->series->periods)
		sx_scene_text(d->scene, SX_LAYER_LEFT, sx_at(d->left + d->layout->when_x, y), SX_STR("Period"));
	if (!d->style->table)
		return;
	sx_scene_text(d->scene, SX_LAYER_LEFT, sx_at(d->left + SX_EDGE, y), SX_STR("Subject"));
	sx_scene_line(d->scene, SX_LAYER_LINES, sx_at(d->left + SX_EDGE, y + 8),
		      sx_at(d->left + d->layout->width - SX_EDGE, y + 8), SX_BLACK);
}

int sx_rows_into(struct sx_scene *scene, const struct sx_rows_style *style, const struct sx_canvas *canvas,
		 const struct sx_series *series, const struct sx_area *area, double *bottom, struct sx_err *err)
{
	struct sx_layout layout;
	if (sx_layout_rows(&layout, style, canvas, series, area, scene->font, err))
		return -1;
	struct drawing d = { scene, style, series, &layout, area->left, area->top, 0 };
	d.frame = sx_scene_frame(scene, &(struct sx_frame){
						.left = area->left + layout.left,
						.top = area->top + layout.top,
						.width = area->width - layout.left - layout.right,
						.height = layout.rows * SX_ROW,
						.x_low = layout.axis.low,
						.x_high = layout.axis.high,
						.x_log = layout.axis.log,
						.y_low = layout.rows,
					});
	if (!area->bare)
		draw_head(&d, canvas);
	draw_ticks(scene, &d);
	for (size_t i = 0; i < series->n; i++)
		draw_row(&d, i);
	*bottom = area->top + sx_layout_height(&layout);
	return 0;
}

int sx_draw_rows(const struct sx_rows_style *style, const struct sx_canvas *canvas, const struct sx_series *series,
		 struct sx_figure *figure, struct sx_err *err)
{
	struct sx_scene scene;
	sx_scene_open(&scene, canvas);
	struct sx_area area = { .top = sx_scene_head(&scene, canvas, figure), .width = scene.page_w };
	int status = sx_rows_into(&scene, style, canvas, series, &area, &scene.page_h, err);
	sx_key_add(&scene, canvas, series, false);
	sx_scene_foot(&scene, canvas, series);
	return sx_scene_close(&scene, canvas, figure, err) || status ? -1 : 0;
}
