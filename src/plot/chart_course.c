/* A thing over time, or a few: points as stated, joined by a line; dashed where it touches a bound. */
#include "plot/calendar_priv.h"
#include "plot/clean_priv.h"
#include "plot/family_priv.h"
#include "plot/fontwidth_priv.h"
#include "plot/key_priv.h"
#include "plot/layout_priv.h"
#include "plot/rows_priv.h"
#include "plot/spots_priv.h"
#include "plot/text_priv.h"
#include "plot/things_priv.h"
#include "plot/wrap_priv.h"

#include <math.h>

static const double top_margin = 8, foot_height = 16, plot_height = 138, wide_height = 190;
static const double name_gap = 6, name_mark = 8, name_line = 9, name_share = 0.3;
enum { ALL_NAMED = 12, LINES = 5, HIDES_GUIDE = 1, HIDES_TREND = 3 };

/* Dark on white, and apart in grey by their shapes. */
static const struct {
	unsigned colour, shape;
} styles[LINES] = { { SX_BLUE, SX_CIRCLE },
		    { SX_ORANGE, SX_SQUARE },
		    { 0x009E73, SX_TRIANGLE },
		    { 0x882255, SX_TRIANGLE_DOWN },
		    { SX_BLACK, SX_DIAMOND } };

static bool in_time(const struct sx_series *series, bool half, struct sx_buf *why)
{
	struct sx_arena arena = { 0 };
	size_t things, rows;
	bool most = sx_things_in_time(series, &things, &rows, &arena);
	why->failed |= !sx_arena_ok(&arena);
	sx_arena_release(&arena);
	if (things && (most || !half))
		sx_buf_addf(why, "%s stated for three periods or more",
			    things == 1 ? "one thing is" : "the same things are");
	return things && (most || !half);
}

static bool fits(const struct sx_series *series, struct sx_buf *why)
{
	return in_time(series, true, why);
}

static bool refuses(const struct sx_series *series, struct sx_buf *why)
{
	struct sx_buf words = { 0 };
	bool suits = in_time(series, false, &words);
	why->failed |= words.failed;
	sx_buf_release(&words);
	if (!suits)
		sx_buf_z(why, "nothing is stated for three dated periods or more");
	return !suits;
}

static enum sx_axis_kind axis_kind(const struct sx_series *series)
{
	double low, high;
	sx_series_span(series, &low, &high);
	if (low <= 0 || high / low < 100)
		return SX_AXIS_BARS;
	return series->family == SX_FAMILY_DURATION ? SX_AXIS_TIMES : SX_AXIS_DECADES;
}

/* What is being drawn. */
struct course {
	struct sx_scene *scene;
	const struct sx_canvas *canvas;
	const struct sx_series *series;
	struct sx_axis axis;
	struct sx_calendar calendar;
	double left, right, top, height; /* of the plot; `right` is a margin */
	double font;                     /* as wide as its letters may be */
	unsigned frame;
	struct sx_spots spots;
};

/* Words along an upright axis take their height. */
static double height_of(struct sx_str text, double font)
{
	return text.n ? font : 0;
}

static double length(const struct course *c)
{
	return c->scene->page_w - c->left - c->right;
}

static struct sx_place on(const struct course *c, double x, double y)
{
	return (struct sx_place){ .frame = c->frame, .x = x, .y = y };
}

static struct sx_place place_of(const struct course *c, const struct sx_series_row *row, double value)
{
	return on(c, sx_calendar_at(&c->calendar, row), value / c->axis.unit);
}

/* The same place in points from the page's upper left corner. */
static double across(const struct course *c, const struct sx_series_row *row)
{
	double at = sx_calendar_at(&c->calendar, row);
	return c->left + (at - c->calendar.low) / (c->calendar.high - c->calendar.low) * length(c);
}

static double down(const struct course *c, double value)
{
	return c->top + c->height - sx_axis_place(&c->axis, value / c->axis.unit, c->height);
}

static bool starts_thing(const struct course *c, size_t i)
{
	return i == 0 || c->series->row[i - 1].thing != c->series->row[i].thing;
}

static void set_margins(struct course *c)
{
	double ticks = 0, names = 0;
	for (size_t i = 0; i < c->axis.n; i++)
		ticks = fmax(ticks, sx_text_width(sx_str_of(c->axis.tick[i].text), c->font));
	for (size_t i = 0; c->series->things > 1 && i < c->series->n; i++)
		names = fmax(names, sx_text_width(c->series->row[i].label, c->font));
	c->left = SX_EDGE + 9 + 3 + ticks + 5;
	names = fmin(names + 0.5, name_share * c->scene->page_w); /* half a point for what rounding takes */
	c->right = c->series->things > 1 ? fmax(10, SX_EDGE + name_gap + name_mark + names) : 10;
}

/* "Netizens (millions)", "Unemployment, per cent". */
static struct sx_str title_of(const struct course *c)
{
	struct sx_buf title = { 0 }, out = { 0 };
	sx_axis_title(&c->axis, c->series, &title);
	struct sx_str words = sx_buf_view(&title);
	if (c->series->things == 1) {
		sx_buf_str(&out, c->series->row[0].label);
		bool number = words.n >= 6 && memcmp(words.p, "Number", 6) == 0;
		sx_buf_z(&out, number ? "" : ", ");
		if (number)
			words = (struct sx_str){ words.p + 6, words.n - 6 };
		else if (words.n > 1 && words.p[1] >= 'a' && *words.p >= 'A' && *words.p <= 'Z')
			title.p[0] = (char)(title.p[0] | 32);
	}
	sx_buf_str(&out, words);
	out.failed |= title.failed;
	struct sx_str kept = sx_keep_text(c->canvas->arena, &out);
	sx_buf_release(&title);
	sx_buf_release(&out);
	return kept;
}

static void draw_axes(struct course *c)
{
	const struct sx_axis *axis = &c->axis;
	double x0 = c->calendar.low, x1 = c->calendar.high;
	sx_scene_line(c->scene, SX_LAYER_LINES, on(c, x0, axis->low), on(c, x1, axis->low), SX_BLACK);
	sx_scene_line(c->scene, SX_LAYER_LINES, on(c, x0, axis->low), on(c, x0, axis->high), SX_BLACK);
	for (size_t i = 0; i < axis->n; i++) {
		struct sx_place at = on(c, x0, axis->tick[i].at), end = at, words = at;
		bool named = axis->tick[i].text[0];
		end.dx = named ? -3 : -1.8;
		words.dx = -5;
		sx_scene_line(c->scene, SX_LAYER_LINES, end, at, SX_BLACK);
		if (named && axis->tick[i].at > axis->low) {
			double y = down(c, axis->tick[i].at * axis->unit);
			sx_scene_line(c->scene, SX_LAYER_GUIDES, at, on(c, x1, axis->tick[i].at), SX_GUIDE);
			sx_spots_cross(&c->spots, (struct sx_box){ c->left, y, c->left + length(c), y }, HIDES_GUIDE);
		}
		sx_scene_text(c->scene, SX_LAYER_RIGHT, words, sx_str_of(axis->tick[i].text));
	}
	if (axis->line_low < 0 && !axis->log)
		sx_scene_line(c->scene, SX_LAYER_LINES, on(c, x0, 0), on(c, x1, 0), SX_GREY);
	for (size_t i = 0; i < c->calendar.n; i++) {
		struct sx_place at = on(c, c->calendar.tick[i].at, axis->low), end = at, words = at;
		end.dy = 3;
		words.dy = 9.5;
		sx_scene_line(c->scene, SX_LAYER_LINES, at, end, SX_BLACK);
		sx_scene_text(c->scene, SX_LAYER_CENTER, words, sx_str_of(c->calendar.tick[i].text));
	}
	struct sx_str title = sx_wrap(title_of(c), c->font, c->height + c->top, 1, c->canvas->arena).line[0];
	double half = sx_text_width(title, c->font) / 2, middle = fmax(c->top + c->height / 2, half + SX_EDGE);
	sx_scene_text(c->scene, SX_LAYER_UPRIGHT, sx_at(SX_EDGE + 4.5, middle), title);
}

/* Not what was counted: the line to it is dashed. */
static bool is_bound(const struct sx_series_row *row)
{
	return row->mark == SX_MARK_MORE || row->mark == SX_MARK_LESS || row->mark == SX_MARK_TARGET;
}

static void draw_points(struct course *c)
{
	bool single = c->series->things == 1;
	for (size_t i = 0; i < c->series->n; i++) {
		const struct sx_series_row *row = &c->series->row[i], *before = row - 1;
		unsigned colour = styles[row->thing].colour;
		if (!starts_thing(c, i)) {
			enum sx_layer layer = is_bound(row) || is_bound(before) ? SX_LAYER_DASHED : SX_LAYER_TREND;
			sx_scene_line(c->scene, layer, place_of(c, before, before->at), place_of(c, row, row->at),
				      single ? SX_MEDIUM : colour);
			sx_spots_cross(&c->spots,
				       (struct sx_box){ across(c, before), down(c, before->at), across(c, row),
							down(c, row->at) },
				       HIDES_TREND);
		}
		sx_mark_draw(c->scene, row->mark, place_of(c, row, row->at), place_of(c, row, row->low),
			     place_of(c, row, row->high), true, styles[row->thing].shape, colour);
		double up = row->mark == SX_MARK_MORE ? SX_ARROW + 1 : 3,
		       below = row->mark == SX_MARK_LESS ? SX_ARROW + 1 : 3, x = across(c, row);
		sx_spots_take(&c->spots,
			      (struct sx_box){ x - 3, down(c, row->high) - up, x + 3, down(c, row->low) + below });
	}
}

/* What the axis says of every value, so that the values need not: "million", "%", "km". */
static struct sx_str said_by_axis(const struct course *c, struct sx_buf *buf)
{
	double unit = c->axis.unit;
	if (c->series->family == SX_FAMILY_SHARE)
		sx_buf_z(buf, "%");
	else if (c->series->family == SX_FAMILY_MEASURE && unit <= 1 && c->series->unit.n) {
		sx_buf_c(buf, ' ');
		sx_clean_unit(buf, c->series->unit);
	} else if (c->series->family != SX_FAMILY_DURATION && unit > 1) {
		sx_buf_z(buf, unit >= 1e12 ? " trillion" : unit >= 1e9 ? " billion" : " million");
	}
	struct sx_str words = sx_keep_text(c->canvas->arena, buf);
	for (size_t i = 0; i < c->series->n; i++) {
		struct sx_str shown = c->series->row[i].shown;
		if (shown.n <= words.n || memcmp(shown.p + shown.n - words.n, words.p, words.n) != 0)
			return (struct sx_str){ 0 };
	}
	return words;
}

static bool name_value(struct course *c, size_t i, size_t without)
{
	const struct sx_series_row *row = &c->series->row[i];
	struct sx_str words = { row->shown.p, row->shown.n - without };
	double left, middle, width = sx_text_width(words, c->font);
	if (!sx_spots_find(&c->spots, across(c, row), down(c, row->at), width, c->font + 1, &left, &middle))
		return false;
	sx_scene_text(c->scene, SX_LAYER_LEFT, sx_at(left, middle), words);
	return true;
}

/* The values beside their points: the first, the last, the largest and the smallest, and of few points all. Returns how
 * many stay out, for want of room or because there are many. */
static size_t name_values(struct course *c)
{
	const struct sx_series_row *row = c->series->row;
	size_t n = c->series->n, most = 0, least = 0, named = 0;
	struct sx_buf buf = { 0 };
	size_t without = said_by_axis(c, &buf).n;
	sx_buf_release(&buf);
	for (size_t i = 0; i < n; i++) {
		most = row[i].at > row[most].at ? i : most;
		least = row[i].at < row[least].at ? i : least;
	}
	const size_t first[] = { 0, n - 1, most, least };
	for (size_t k = 0; k < 4; k++) {
		bool again = false;
		for (size_t j = 0; j < k; j++)
			again |= first[j] == first[k];
		named += !again && name_value(c, first[k], without);
	}
	for (size_t i = 1; i + 1 < n && n <= ALL_NAMED; i++)
		named += i != most && i != least && name_value(c, i, without);
	return n - named;
}

/* A thing's name at the right. */
struct name {
	struct sx_wrapped words;
	double y, height;
	size_t thing;
};

/* The names in the order of their things' last points, from the top. */
static size_t find_names(const struct course *c, struct name name[LINES], double room)
{
	size_t n = 0;
	for (size_t i = 0; i < c->series->n && n < LINES; i++) {
		if (i + 1 < c->series->n && !starts_thing(c, i + 1))
			continue;
		struct name next = { .y = down(c, c->series->row[i].at), .thing = c->series->row[i].thing };
		next.words = sx_wrap(c->series->row[i].label, c->font, room, 2, c->canvas->arena);
		next.height = name_line * (next.words.line[1].n ? 1.9 : 1);
		size_t k = n++;
		for (; k && name[k - 1].y > next.y; k--)
			name[k] = name[k - 1];
		name[k] = next;
	}
	return n;
}

/* Each at the height of its last point, pushed apart where they would touch. */
static void name_things(struct course *c)
{
	struct name name[LINES];
	double x = c->scene->page_w - c->right + name_gap, floor = c->top + c->height + name_line / 2;
	size_t n = find_names(c, name, c->right - SX_EDGE - name_gap - name_mark);
	for (size_t k = 1; k < n; k++)
		name[k].y = fmax(name[k].y, name[k - 1].y + (name[k - 1].height + name[k].height) / 2);
	for (size_t k = n; k-- > 0; floor = name[k].y - name[k].height / 2)
		name[k].y = fmin(name[k].y, floor - name[k].height / 2);
	for (size_t k = 0; k < n; k++) {
		double up = name[k].words.line[1].n ? name_line * 0.45 : 0;
		size_t thing = name[k].thing;
		sx_scene_dot(c->scene, SX_LAYER_DOTS, sx_at(x + 2.5, name[k].y), styles[thing].shape,
			     styles[thing].colour);
		sx_scene_text(c->scene, SX_LAYER_LEFT, sx_at(x + name_mark, name[k].y - up), name[k].words.line[0]);
		sx_scene_text(c->scene, SX_LAYER_LEFT, sx_at(x + name_mark, name[k].y + up), name[k].words.line[1]);
	}
}

/* Axis, margins and time follow from each other. */
static void fit_axes(struct course *c)
{
	struct sx_room room = {
		.length = c->height, .arrow = SX_ARROW + 3, .dot = 3.5, .gap = 4, .font = c->font, .width = height_of
	};
	sx_axis_fit(&c->axis, axis_kind(c->series), c->series, &room);
	set_margins(c);
	sx_calendar_fit(&c->calendar, c->series, length(c), c->font);
	for (size_t i = 0; i < c->calendar.n; i++) {
		double at = (c->calendar.tick[i].at - c->calendar.low) / (c->calendar.high - c->calendar.low);
		double half = sx_text_width(sx_str_of(c->calendar.tick[i].text), c->font) / 2;
		double over = c->left + at * length(c) + half + SX_EDGE - c->scene->page_w;
		if (over > 0)
			c->right += over / fmax(at, 0.5);
	}
	c->frame = sx_scene_frame(c->scene, &(struct sx_frame){
						    .left = c->left,
						    .top = c->top,
						    .width = length(c),
						    .height = c->height,
						    .x_low = c->calendar.low,
						    .x_high = c->calendar.high,
						    .y_low = c->axis.low,
						    .y_high = c->axis.high,
						    .y_log = c->axis.log,
					    });
}

static int draw(const struct sx_canvas *canvas, const struct sx_series *series, struct sx_figure *figure,
		struct sx_err *err)
{
	struct sx_scene scene;
	sx_scene_open(&scene, canvas);
	struct course c = { .scene = &scene, .canvas = canvas, .series = series, .font = scene.font * canvas->widen };
	c.top = top_margin + sx_scene_head(&scene, canvas, figure);
	c.height = scene.page_w < SX_WIDE ? plot_height : wide_height;
	fit_axes(&c);
	struct sx_box page = { c.left + 1, c.top - 6, scene.page_w - SX_EDGE, c.top + c.height - 1 };
	if (sx_spots_open(&c.spots, 2 * series->n + SX_MOST_TICKS, page, canvas->arena) == 0) {
		draw_axes(&c);
		draw_points(&c);
		if (series->things == 1)
			figure->unnamed = name_values(&c);
		else
			name_things(&c);
	}
	scene.page_h = c.top + c.height + foot_height;
	sx_key_add(&scene, canvas, series, true);
	sx_scene_foot(&scene, canvas, series);
	return sx_scene_close(&scene, canvas, figure, err);
}

/* On a terminal time runs downwards, a row a point. */
static int type(const struct sx_canvas *canvas, const struct sx_series *series, struct sx_figure *figure,
		struct sx_err *err)
{
	enum sx_axis_kind axis = axis_kind(series);
	struct sx_rows_style style = { .axis = axis == SX_AXIS_BARS ? SX_AXIS_FROM_ZERO : axis, .joined = true };
	return sx_type_rows(&style, canvas, series, figure, err);
}

extern const struct sx_chart sx_chart_course;
const struct sx_chart sx_chart_course = { .name = "course",
					  .kind = "series",
					  .what = "a series over time",
					  .fits = fits,
					  .refuses = refuses,
					  .narrow = sx_things_keep_in_time,
					  .draw = draw,
					  .type = type };
