/* Small multiples: every family in a panel of its own, each with its own honest axis. */
#include "plot/figure_priv.h"

#include "plot/describe_priv.h"
#include "plot/family_priv.h"
#include "plot/fonts_priv.h"
#include "plot/fontwidth_priv.h"
#include "plot/key_priv.h"
#include "plot/layout_priv.h"
#include "plot/render_priv.h"
#include "plot/rows_priv.h"
#include "plot/text_priv.h"
#include "plot/wrap_priv.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_PANELS = 12, MOST_COLUMNS = 2 };

static const double title_height = 12, letter_width = 10, gutter = 14, line_gap = 8;
static const double key_height = 24;   /* that the key may need below the panels */
static const double axis_share = 0.27; /* of a panel's width, at least, where axes are to stand under one another */

struct panel {
	struct sx_series series;
	const struct sx_chart *chart;
	struct sx_str title;
	size_t order, column;
	struct sx_area area;
	double height, left, right; /* as it would be alone */
};

struct panels {
	struct panel panel[MOST_PANELS];
	size_t n, more;       /* `more`: families that found no room */
	struct sx_series all; /* the rows of all of them, for the key */
};

static int plan_panel(struct panel *panel, const struct sx_canvas *canvas, const struct sx_plot_options *options,
		      const struct sx_wish *wish, struct sx_buf *messages, struct sx_err *err)
{
	struct sx_buf name = { 0 };
	sx_family_name(&name, &panel->series);
	sx_buf_str(messages, sx_buf_view(&name));
	sx_buf_z(messages, ": ");
	panel->title = sx_keep_text(canvas->arena, &name);
	sx_buf_release(&name);
	panel->chart = sx_figure_plan(&panel->series, canvas, options, wish, messages, err);
	if (!panel->chart)
		return -1;
	return canvas->format->typed ? 0 : sx_fonts_cover(canvas, &panel->series, messages, err);
}

/* The tallest first; panels of the same number of rows in the order of the table. */
static int by_rows(const void *a, const void *b)
{
	const struct panel *x = a, *y = b;
	if (x->series.n != y->series.n)
		return x->series.n > y->series.n ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* A panel for each family of two, with no more than `most` rows. */
static int plan(struct panels *panels, const struct sx_selection *selection, const struct sx_canvas *canvas,
		const struct sx_plot_options *options, size_t most, struct sx_buf *messages, struct sx_err *err)
{
	struct sx_wish wish = { .rows = true, .narrow = true, .most = most };
	panels->n = panels->more = 0;
	for (size_t k = 0; k < selection->families; k++) {
		struct panel *panel = &panels->panel[panels->n];
		if (selection->family[k].n < 2)
			continue;
		if (panels->n == MOST_PANELS) {
			panels->more++;
			continue;
		}
		*panel = (struct panel){ .order = k };
		if (sx_selection_series(selection, k, &panel->series, canvas->arena, err) ||
		    plan_panel(panel, canvas, options, &wish, messages, err))
			return -1;
		panels->n++;
	}
	qsort(panels->panel, panels->n, sizeof *panels->panel, by_rows);
	return 0;
}

/* How high each panel is, and what margins it has, by itself. */
static int measure(struct panels *panels, const struct sx_canvas *canvas, double font, double width, struct sx_err *err)
{
	for (size_t i = 0; i < panels->n; i++) {
		struct panel *panel = &panels->panel[i];
		struct sx_layout layout;
		panel->area = (struct sx_area){ .width = width, .bare = !panel->chart->rows->joined };
		if (sx_layout_rows(&layout, panel->chart->rows, canvas, &panel->series, &panel->area, font, err))
			return -1;
		panel->height = title_height + sx_layout_height(&layout) + line_gap;
		panel->left = layout.left;
		panel->right = layout.right;
	}
	return 0;
}

/* Axes under one another begin and end at the same places, where that leaves them room. */
static void align(struct panels *panels, size_t column, double width)
{
	double left = 0, right = 0;
	for (size_t i = 0; i < panels->n; i++) {
		const struct panel *panel = &panels->panel[i];
		left = panel->column == column ? fmax(left, panel->left) : left;
		right = panel->column == column ? fmax(right, panel->right) : right;
	}
	if (width - left - right < axis_share * width)
		return;
	for (size_t i = 0; i < panels->n; i++)
		if (panels->panel[i].column == column) {
			panels->panel[i].area.margin_left = left;
			panels->panel[i].area.margin_right = right;
		}
}

/* Each panel goes into the column that ends first. Returns where the longest ends. */
static double place(struct panels *panels, size_t columns, double top, double width)
{
	double end[MOST_COLUMNS] = { top, top };
	for (size_t i = 0; i < panels->n; i++) {
		struct panel *panel = &panels->panel[i];
		panel->column = columns > 1 && end[1] < end[0];
		panel->area.left = (double)panel->column * (width + gutter);
		panel->area.top = end[panel->column];
		end[panel->column] += panel->height;
	}
	for (size_t column = 0; column < columns; column++)
		align(panels, column, width);
	return fmax(end[0], columns > 1 ? end[1] : 0);
}

/* Plan with fewer and fewer rows to a panel until they all stand on one page; then with fewer panels. */
static int fit(struct panels *panels, const struct sx_selection *selection, const struct sx_canvas *canvas,
	       const struct sx_plot_options *options, const struct sx_scene *scene, double top, struct sx_buf *messages,
	       struct sx_err *err)
{
	static const size_t rows[] = { 12, 10, 8, 6, 5 };
	enum { TRIES = sizeof rows / sizeof *rows };
	size_t columns = scene->page_w > SX_WIDE ? 2 : 1;
	double width = columns == 2 ? (scene->page_w - gutter) / 2 : scene->page_w;
	double tallest = SX_TALLEST / canvas->zoom - key_height;
	struct sx_buf said = { 0 };
	int status = 0;
	for (size_t i = options->top ? TRIES - 1 : 0; i < TRIES && status == 0; i++) {
		sx_buf_clear(&said);
		status = plan(panels, selection, canvas, options, options->top ? options->top : rows[i], &said, err);
		if (status == 0)
			status = measure(panels, canvas, scene->font, width, err);
		if (status == 0 && place(panels, columns, top, width) <= tallest)
			break;
	}
	while (status == 0 && panels->n > 1 && place(panels, columns, top, width) > tallest) {
		panels->n--;
		panels->more++;
	}
	sx_buf_str(messages, sx_buf_view(&said));
	messages->failed |= said.failed;
	sx_buf_release(&said);
	return status;
}

static int gather(struct panels *panels, struct sx_arena *arena)
{
	size_t n = 0;
	for (size_t i = 0; i < panels->n; i++)
		panels->all.n += panels->panel[i].series.n;
	panels->all.row = sx_arena_alloc(arena, panels->all.n * sizeof *panels->all.row);
	if (!panels->all.row)
		return -1;
	panels->all.family = SX_FAMILY_NUMBERS;
	for (size_t i = 0; i < panels->n; i++)
		for (size_t k = 0; k < panels->panel[i].series.n; k++)
			panels->all.row[n++] = panels->panel[i].series.row[k];
	return 0;
}

static void describe(struct sx_figure *figure, const struct panels *panels, const struct sx_canvas *canvas,
		     const char *title)
{
	struct sx_figure part = { 0 };
	static const struct sx_chart all = { .what = "small multiples" };
	figure->chart = "panels";
	figure->format = canvas->format->name;
	sx_describe(&part, &all, &panels->all, title);
	sx_buf_str(&figure->title, sx_buf_view(&part.title));
	figure->title.failed |= part.title.failed || part.alt.failed || part.caption.failed;
	sx_figure_release(&part);
	sx_buf_z(&figure->caption, SX_CAPTION_HEAD);
	sx_buf_str(&figure->caption, sx_buf_view(&figure->title));
	sx_buf_z(&figure->caption, ".\n");
	for (size_t i = 0; i < panels->n; i++) {
		part = (struct sx_figure){ 0 };
		sx_describe(&part, panels->panel[i].chart, &panels->panel[i].series, NULL);
		sx_buf_addf(&figure->alt, "%s%c: ", i ? " " : "", (char)('a' + i));
		sx_buf_str(&figure->alt, sx_buf_view(&part.alt));
		sx_buf_addf(&figure->caption, "\n%c. ", (char)('a' + i));
		struct sx_str text = sx_buf_view(&part.caption);
		size_t head = sizeof SX_CAPTION_HEAD - 1;
		if (text.n > head)
			sx_buf_add(&figure->caption, text.p + head, text.n - head);
		figure->alt.failed |= part.alt.failed || part.title.failed;
		figure->caption.failed |= part.caption.failed;
		sx_figure_release(&part);
	}
}

static int draw_panel(struct sx_scene *scene, const struct sx_canvas *canvas, const struct panel *panel, size_t i,
		      struct sx_err *err)
{
	const struct sx_area *area = &panel->area;
	struct sx_area rows = *area;
	char letter[2] = { (char)('a' + i), 0 };
	/* Bold letters are up to a tenth wider. */
	struct sx_str title = sx_wrap(panel->title, scene->font * canvas->widen * 1.1,
				      area->width - letter_width - SX_EDGE, 1, canvas->arena)
				      .line[0];
	double bottom;
	sx_scene_text(scene, SX_LAYER_BOLD, sx_at(area->left + SX_EDGE, area->top + 6), sx_str_of(letter));
	sx_scene_text(scene, SX_LAYER_BOLD, sx_at(area->left + SX_EDGE + letter_width, area->top + 6), title);
	rows.top += title_height;
	if (sx_rows_into(scene, panel->chart->rows, canvas, &panel->series, &rows, &bottom, err))
		return -1;
	scene->page_h = fmax(scene->page_h, bottom + line_gap);
	return 0;
}

static int draw(struct panels *panels, const struct sx_canvas *canvas, struct sx_scene *scene, struct sx_figure *figure,
		struct sx_buf *messages, struct sx_err *err)
{
	int status = 0;
	for (size_t i = 0; i < panels->n && status == 0; i++)
		status = draw_panel(scene, canvas, &panels->panel[i], i, err);
	sx_key_add(scene, canvas, &panels->all, false);
	sx_scene_foot(scene, canvas, &panels->all);
	if (scene->page_h > SX_TALLEST / canvas->zoom)
		sx_buf_addf(messages, "the figure is %.0f mm high, more than a page of most journals has\n",
			    scene->page_h / 72 * 25.4 * canvas->zoom);
	return sx_scene_close(scene, canvas, figure, err) || status ? -1 : 0;
}

static int type(const struct panels *panels, const struct sx_canvas *canvas, struct sx_figure *figure,
		struct sx_err *err)
{
	for (size_t i = 0; i < panels->n; i++) {
		const struct panel *panel = &panels->panel[i];
		sx_buf_addf(&figure->bytes, "%s%c  ", i ? "\n" : "", (char)('a' + i));
		sx_buf_str(&figure->bytes, panel->title);
		sx_buf_z(&figure->bytes, "\n");
		if (panel->chart->type(canvas, &panel->series, figure, err))
			return -1;
	}
	return 0;
}

int sx_figure_panels(struct sx_figure *figure, const struct sx_selection *selection, const struct sx_canvas *canvas,
		     const struct sx_plot_options *options, struct sx_buf *messages, struct sx_err *err)
{
	struct panels *panels = sx_arena_alloc(canvas->arena, sizeof *panels);
	bool typed = canvas->format->typed;
	struct sx_scene scene;
	if (!panels)
		return sx_fail(err, SX_NOMEM, "out of memory");
	sx_scene_open(&scene, canvas);
	double top = canvas->titled ? SX_TITLE_ROOM : 0;
	if (typed ? plan(panels, selection, canvas, options, options->top ? options->top : 12, messages, err)
		  : fit(panels, selection, canvas, options, &scene, top, messages, err))
		return -1;
	if (panels->more)
		sx_buf_addf(messages, "%zu more famil%s no room in this figure: --all draws %s\n", panels->more,
			    panels->more == 1 ? "y finds" : "ies find", panels->more == 1 ? "it" : "them");
	if (gather(panels, canvas->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	describe(figure, panels, canvas, options->title);
	if (!sx_buf_ok(&figure->title) || !sx_buf_ok(&figure->alt) || !sx_buf_ok(&figure->caption))
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (typed)
		return type(panels, canvas, figure, err);
	sx_scene_head(&scene, canvas, figure);
	return draw(panels, canvas, &scene, figure, messages, err);
}
