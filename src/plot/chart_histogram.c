/* The size of every number, whatever it counts: a bar a power of ten. Drawn where it is asked for. */
#include "plot/axis_fit_priv.h"
#include "plot/fontwidth_priv.h"
#include "plot/layout_priv.h"
#include "plot/rows_priv.h"
#include "plot/stated_priv.h"
#include "plot/text_priv.h"

#include <math.h>
#include <stdio.h>

enum { MOST_BINS = 40 };

struct bins {
	int first, n; /* power of ten of the first */
	double step;  /* powers of ten to a bar */
	size_t count[MOST_BINS], most;
};

static bool all_zero(const struct sx_series *series)
{
	for (size_t i = 0; i < series->n; i++)
		if (fabs(series->row[i].at) > 0)
			return false;
	return true;
}

static bool fits(const struct sx_series *series, struct sx_buf *why)
{
	(void)why;
	return series->family == SX_FAMILY_NUMBERS && !all_zero(series);
}

static bool refuses(const struct sx_series *series, struct sx_buf *why)
{
	if (all_zero(series))
		sx_buf_z(why, "every number is zero");
	return all_zero(series);
}

static void fill_bins(struct bins *bins, const struct sx_series *series)
{
	double low = INFINITY, high = 0;
	for (size_t i = 0; i < series->n; i++)
		if (fabs(series->row[i].at) > 0) {
			low = fmin(low, fabs(series->row[i].at));
			high = fmax(high, fabs(series->row[i].at));
		}
	bins->first = (int)floor(log10(low) + SX_AXIS_SLACK);
	int last = (int)floor(log10(high) + SX_AXIS_SLACK), span = last - bins->first + 1;
	bins->step = ceil((double)span / MOST_BINS);
	bins->n = (int)ceil(span / bins->step);
	for (size_t i = 0; i < series->n; i++) {
		double size = fabs(series->row[i].at);
		if (!(size > 0))
			continue;
		int bin = (int)((floor(log10(size) + SX_AXIS_SLACK) - bins->first) / bins->step);
		if (++bins->count[bin] > bins->most)
			bins->most = bins->count[bin];
	}
}

/* A series of one row a bar, for the axes and for terminals. */
static struct sx_series rows_of(const struct bins *bins, struct sx_series_row row[MOST_BINS], struct sx_arena *arena)
{
	static const struct sx_claim none = { 0 };
	struct sx_buf buf = { 0 };
	for (int i = 0; i < bins->n; i++) {
		struct sx_decimal low = sx_decimal_of(1), high = low;
		sx_decimal_scale(&low, bins->first + i * (int)bins->step);
		sx_decimal_scale(&high, bins->first + (i + 1) * (int)bins->step);
		row[i] = (struct sx_series_row){ .claim = &none, .at = (double)bins->count[i] };
		row[i].low = row[i].high = row[i].at;
		sx_stated_number(&buf, &low);
		sx_buf_z(&buf, " \xE2\x80\x93 <");
		sx_stated_number(&buf, &high);
		row[i].label = sx_keep_text(arena, &buf);
		sx_buf_addf(&buf, "%zu", bins->count[i]);
		row[i].shown = sx_keep_text(arena, &buf);
	}
	sx_buf_release(&buf);
	return (struct sx_series){ .row = row, .n = (size_t)bins->n };
}

static double height_of(struct sx_str text, double font)
{
	return text.n ? font : 0;
}

static void draw_bars(struct sx_scene *scene, const struct bins *bins, const struct sx_series *rows, unsigned frame,
		      double width, double font)
{
	double widest = 0;
	for (size_t i = 0; i < rows->n; i++)
		widest = fmax(widest, sx_text_width(rows->row[i].shown, font));
	for (int i = 0; i < bins->n; i++) {
		if (!bins->count[i])
			continue;
		struct sx_place from = { .frame = frame, .x = i + 0.07 }, to = { .frame = frame, .x = i + 0.93 };
		to.y = (double)bins->count[i];
		sx_scene_line(scene, SX_LAYER_BARS, from, to, SX_BLUE);
		struct sx_place words = { .frame = frame, .x = i + 0.5, .y = to.y, .dy = -5.5 };
		if (widest + 2 < width / bins->n)
			sx_scene_text(scene, SX_LAYER_CENTER, words, rows->row[i].shown);
	}
}

/* Ticks at the edges of the bars, words at every so many that fit. */
static void draw_edges(struct sx_scene *scene, const struct bins *bins, unsigned frame, double left, double width,
		       double font)
{
	static const int steps[] = { 1, 2, 3, 6, 9, 12, 24, 48 };
	struct sx_tick tick[MOST_BINS + 1];
	for (int i = 0; i <= bins->n; i++)
		sx_decade_words(tick[i].text, bins->first + i * (int)bins->step);
	size_t k = 0;
	for (bool close = true; close && k + 1 < sizeof steps / sizeof *steps; k += close) {
		double end = -INFINITY;
		close = false;
		for (int i = 0; i <= bins->n; i += steps[k]) {
			double half = sx_text_width(sx_str_of(tick[i].text), font) / 2, x = width * i / bins->n;
			close |= x - half < end + 4;
			end = x + half;
		}
	}
	for (int i = 0; i <= bins->n; i++) {
		struct sx_place at = { .frame = frame, .x = i }, end = at, words = at;
		double half = sx_text_width(sx_str_of(tick[i].text), font) / 2;
		double over = left + width * i / bins->n + half - (scene->page_w - SX_EDGE);
		end.dy = i % steps[k] ? 1.8 : 3;
		words.dy = 9.5;
		sx_scene_line(scene, SX_LAYER_LINES, at, end, SX_BLACK);
		if (i % steps[k] == 0 && over <= 0)
			sx_scene_text(scene, SX_LAYER_CENTER, words, sx_str_of(tick[i].text));
	}
}

static void draw_counts(struct sx_scene *scene, const struct sx_axis *axis, unsigned frame, double right)
{
	sx_scene_line(scene, SX_LAYER_LINES, (struct sx_place){ .frame = frame },
		      (struct sx_place){ .frame = frame, .y = axis->high }, SX_BLACK);
	sx_scene_line(scene, SX_LAYER_LINES, (struct sx_place){ .frame = frame },
		      (struct sx_place){ .frame = frame, .x = right }, SX_BLACK);
	for (size_t i = 0; i < axis->n; i++) {
		struct sx_place at = { .frame = frame, .y = axis->tick[i].at }, end = at, words = at;
		end.dx = -3;
		words.dx = -5;
		sx_scene_line(scene, SX_LAYER_LINES, end, at, SX_BLACK);
		end.dx = 0;
		end.x = right;
		if (i)
			sx_scene_line(scene, SX_LAYER_GUIDES, at, end, SX_GUIDE);
		sx_scene_text(scene, SX_LAYER_RIGHT, words, sx_str_of(axis->tick[i].text));
	}
}

static int draw(const struct sx_canvas *canvas, const struct sx_series *series, struct sx_figure *figure,
		struct sx_err *err)
{
	struct bins bins = { 0 };
	struct sx_series_row row[MOST_BINS];
	struct sx_scene scene;
	struct sx_axis axis;
	const double height = 110;
	fill_bins(&bins, series);
	struct sx_series rows = rows_of(&bins, row, canvas->arena);
	sx_scene_open(&scene, canvas);
	double font = scene.font * canvas->widen, ticks = 0, top = 12 + sx_scene_head(&scene, canvas, figure);
	struct sx_room room = { .length = height, .gap = 4, .font = font, .width = height_of };
	sx_axis_fit(&axis, SX_AXIS_BARS, &rows, &room);
	for (size_t i = 0; i < axis.n; i++)
		ticks = fmax(ticks, sx_text_width(sx_str_of(axis.tick[i].text), font));
	double left = SX_EDGE + 12 + ticks + 5, width = scene.page_w - left - 14;
	unsigned frame = sx_scene_frame(&scene, &(struct sx_frame){ .left = left,
								    .top = top,
								    .width = width,
								    .height = height,
								    .x_high = bins.n,
								    .y_high = axis.high });
	draw_counts(&scene, &axis, frame, bins.n);
	draw_bars(&scene, &bins, &rows, frame, width, font);
	draw_edges(&scene, &bins, frame, left, width, font);
	sx_scene_text(&scene, SX_LAYER_UPRIGHT, sx_at(SX_EDGE + 4.5, top + height / 2), SX_STR("Numbers"));
	sx_scene_text(&scene, SX_LAYER_CENTER, sx_at(left + width / 2, top + height + SX_TITLE_DROP),
		      bins.step > 1 ? SX_STR("Value (logarithmic scale)")
				    : SX_STR("Value (each bar spans one power of ten)"));
	scene.page_h = top + height + SX_FOOT;
	sx_scene_foot(&scene, canvas, series);
	return sx_scene_close(&scene, canvas, figure, err);
}

static int type(const struct sx_canvas *canvas, const struct sx_series *series, struct sx_figure *figure,
		struct sx_err *err)
{
	static const struct sx_rows_style style = { .axis = SX_AXIS_BARS, .bars = true };
	struct bins bins = { 0 };
	struct sx_series_row row[MOST_BINS];
	fill_bins(&bins, series);
	struct sx_series rows = rows_of(&bins, row, canvas->arena);
	return sx_type_rows(&style, canvas, &rows, figure, err);
}

extern const struct sx_chart sx_chart_histogram;
const struct sx_chart sx_chart_histogram = { .name = "histogram",
					     .kind = "histogram",
					     .what = "a histogram of magnitudes",
					     .fits = fits,
					     .refuses = refuses,
					     .draw = draw,
					     .type = type };
