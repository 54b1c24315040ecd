#include "plot/layout_priv.h"

#include "plot/fontwidth_priv.h"

#include <math.h>

/* Points, unless they say otherwise. */
static const double second_line = 0.62; /* what a label's second line adds, in rows */
static const double label_share = 0.40; /* of the width, at most */
static const double least_label_share = 0.20;
static const double value_share = 0.50;
static const double when_share = 0.18;
static const double axis_share = 0.22; /* at least, where labels can give way */
static const double head = 16;         /* above the plot: "As stated" */
static const double bare_head = 3;
static const double table_head = 22;                    /* the same with a rule under it */
static const double bar_pitch = 0.82, thing_gap = 0.45; /* of bars that stand together, in rows */
static const double pair_pitch = 0.72, pair_gap = 0.5;  /* of values that stand beside one row of dots */
static const double heading_gap = 0.4;

static bool read_alike(const struct sx_wrapped *a, const struct sx_wrapped *b)
{
	return sx_str_eq(a->line[0], b->line[0]) && sx_str_eq(a->line[1], b->line[1]);
}

/* Bytes that two labels begin with in common, up to the start of a word. */
static size_t common_words(struct sx_str a, struct sx_str b)
{
	size_t n = 0, words = 0;
	for (; n < a.n && n < b.n && a.p[n] == b.p[n]; n++)
		if (a.p[n] == ' ')
			words = n + 1;
	return words;
}

/* Labels that were cut to the same words: leave out what they have in common instead. Rows are few. */
static void cut_apart(struct sx_layout *layout, const struct sx_canvas *canvas, const struct sx_series *series,
		      double width, unsigned lines)
{
	double font = layout->font * canvas->widen;
	size_t *common = sx_arena_alloc(canvas->arena, series->n * sizeof *common);
	for (size_t i = 0; common && i < series->n; i++)
		for (size_t k = 0; k < series->n; k++) {
			struct sx_str a = series->row[i].label, b = series->row[k].label;
			if (k == i || sx_str_eq(a, b) || !read_alike(&layout->row[i].label, &layout->row[k].label))
				continue;
			size_t words = common_words(a, b);
			if (words && (!common[i] || words < common[i]))
				common[i] = words;
		}
	for (size_t i = 0; common && i < series->n; i++) {
		struct sx_str label = series->row[i].label;
		if (!common[i])
			continue;
		/* The break between two lines costs a word's room. */
		double rest = sx_text_width((struct sx_str){ label.p + common[i], label.n - common[i] }, font);
		double begin = fmax(0.35, (lines > 1 ? 1.5 : 1) - (rest + font) / width) * width;
		layout->row[i].label = sx_wrap(sx_elide(label, font, begin, common[i], canvas->arena), font, width,
					       lines, canvas->arena);
	}
}

static struct sx_str cut_line(struct sx_str text, const struct sx_layout *layout, const struct sx_canvas *canvas,
			      double width, double *widest)
{
	double font = layout->font * canvas->widen;
	struct sx_str line = sx_wrap(text, font, width, 1, canvas->arena).line[0];
	*widest = fmax(*widest, sx_text_width(line, font));
	return line;
}

/* Break the labels, cut values, periods and headings to the room there is. */
static void set_texts(struct sx_layout *layout, const struct sx_rows_style *style, const struct sx_canvas *canvas,
		      const struct sx_series *series, unsigned lines)
{
	double font = layout->font * canvas->widen, value = sx_text_width(SX_STR("As stated"), font);
	double when = 0, indent = style->table ? SX_INDENT : 0, wide = 0;
	bool has_when = series->periods;
	for (size_t i = 0; i < series->n; i++) {
		struct sx_layout_row *row = &layout->row[i];
		row->shown = cut_line(series->row[i].shown, layout, canvas,
				      value_share * layout->width - SX_VALUE_GAP - SX_EDGE, &value);
		if (has_when)
			row->when = cut_line(series->row[i].when.n ? series->row[i].when : SX_STR("\xE2\x80\x94"),
					     layout, canvas, when_share * layout->width, &when);
		row->heading = cut_line(series->row[i].heading, layout, canvas, layout->width * 0.8, &wide);
	}
	double taken = value + SX_VALUE_GAP + SX_EDGE + (has_when ? when + SX_COLUMN_GAP : 0);
	double share = fmax(least_label_share, fmin(label_share, 1 - axis_share - taken / layout->width));
	double label = share * layout->width - SX_LABEL_GAP - SX_EDGE - indent, widest = 0;
	for (size_t i = 0; i < series->n; i++)
		layout->row[i].label = sx_wrap(series->row[i].label, font, label, lines, canvas->arena);
	cut_apart(layout, canvas, series, label, lines);
	for (size_t i = 0; i < series->n; i++)
		for (int k = 0; k < 2; k++)
			widest = fmax(widest, sx_text_width(layout->row[i].label.line[k], font));
	layout->left = SX_EDGE + indent + widest + (style->table || has_when ? SX_COLUMN_GAP : SX_LABEL_GAP);
	layout->right = SX_VALUE_GAP + value + SX_EDGE;
	if (has_when) {
		layout->when_x = layout->left;
		layout->left += when + SX_COLUMN_GAP;
	}
}

/* Rows of one thing that stand together: the label once, in their middle. */
static size_t place_thing(struct sx_layout *layout, const struct sx_rows_style *style, const struct sx_series *series,
			  size_t from)
{
	size_t end = from + 1;
	while (end < series->n && series->row[end].thing == series->row[from].thing)
		end++;
	double n = (double)(end - from), height = n * (style->bars ? bar_pitch : pair_pitch);
	double start = layout->rows + (from ? (style->bars ? thing_gap : pair_gap) : 0);
	for (size_t i = from; i < end; i++) {
		struct sx_layout_row *row = &layout->row[i];
		row->label_y = start + height / 2;
		row->text_y = start + height * ((double)(i - from) + 0.5) / n;
		row->y = style->bars ? row->text_y : row->label_y;
		if (i > from)
			row->label = (struct sx_wrapped){ 0 };
	}
	layout->rows = start + height;
	return end;
}

static void place_rows(struct sx_layout *layout, const struct sx_rows_style *style, const struct sx_series *series)
{
	layout->rows = 0;
	for (size_t i = 0; i < series->n;) {
		struct sx_layout_row *row = &layout->row[i];
		row->head_y = 0;
		if (style->joined) {
			i = place_thing(layout, style, series, i);
			continue;
		}
		if (style->table && row->heading.n && (i == 0 || series->row[i].group != series->row[i - 1].group)) {
			layout->rows += i ? heading_gap : 0;
			row->head_y = layout->rows + 0.5;
			layout->rows += 1;
		}
		double height = row->label.line[1].n ? 1 + second_line : 1;
		row->y = row->text_y = row->label_y = layout->rows + height / 2;
		layout->rows += height;
		i++;
	}
}

/* The words of the outermost ticks must not leave the page. */
static bool widen_margins(struct sx_layout *layout, double font, double length)
{
	const struct sx_axis *axis = &layout->axis;
	bool changed = false;
	for (size_t i = 0; i < axis->n; i++) {
		double half = sx_text_width(sx_str_of(axis->tick[i].text), font) / 2;
		double x = layout->left + sx_axis_place(axis, axis->tick[i].at, length);
		double left = SX_EDGE + half - x, right = x + half + SX_EDGE - layout->width;
		if (half > 0 && left > 0.01) {
			layout->left += left;
			changed = true;
		}
		if (half > 0 && right > 0.01) {
			layout->right += right;
			changed = true;
		}
	}
	return changed;
}

static void set_axis(struct sx_layout *layout, const struct sx_rows_style *style, const struct sx_canvas *canvas,
		     const struct sx_series *series)
{
	double font = layout->font * canvas->widen;
	for (int i = 0; i < 3; i++) {
		double length = layout->width - layout->left - layout->right;
		struct sx_room room = { .length = length,
					.arrow = SX_ARROW + 3,
					.dot = 3.5,
					.gap = 5,
					.font = font,
					.width = sx_text_width };
		sx_axis_fit(&layout->axis, style->axis, series, &room);
		if (!widen_margins(layout, font, length))
			return;
	}
}

/* In the middle under the axis line, moved so far that it stays on the page. */
static int set_title(struct sx_layout *layout, const struct sx_canvas *canvas, const struct sx_series *series)
{
	struct sx_buf words = { 0 };
	double font = layout->font * canvas->widen, length = layout->width - layout->left - layout->right;
	sx_axis_title(&layout->axis, series, &words);
	layout->title = sx_wrap(sx_buf_view(&words), font, layout->width - 2 * SX_EDGE, 1, canvas->arena).line[0];
	layout->title = sx_arena_dup(canvas->arena, layout->title);
	double low = sx_axis_place(&layout->axis, layout->axis.line_low, length);
	double high = sx_axis_place(&layout->axis, layout->axis.line_high, length);
	double half = sx_text_width(layout->title, font) / 2;
	layout->title_x = layout->left + (low + high) / 2;
	layout->title_x = fmax(SX_EDGE + half, fmin(layout->width - SX_EDGE - half, layout->title_x));
	bool ok = sx_buf_ok(&words);
	sx_buf_release(&words);
	return ok ? 0 : -1;
}

int sx_layout_rows(struct sx_layout *layout, const struct sx_rows_style *style, const struct sx_canvas *canvas,
		   const struct sx_series *series, const struct sx_area *area, double font, struct sx_err *err)
{
	*layout = (struct sx_layout){ .font = font,
				      .width = area->width,
				      .top = area->bare     ? bare_head
					     : style->table ? table_head
							    : head };
	layout->row = sx_arena_alloc(canvas->arena, series->n * sizeof *layout->row);
	if (!layout->row)
		return sx_fail(err, SX_NOMEM, "out of memory");
	set_texts(layout, style, canvas, series, 2);
	place_rows(layout, style, series);
	if (sx_layout_height(layout) > SX_TALLEST / canvas->zoom) {
		set_texts(layout, style, canvas, series, 1);
		place_rows(layout, style, series);
	}
	layout->left = fmax(layout->left, area->margin_left);
	layout->right = fmax(layout->right, area->margin_right);
	set_axis(layout, style, canvas, series);
	if (set_title(layout, canvas, series) || !sx_arena_ok(canvas->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	return 0;
}
