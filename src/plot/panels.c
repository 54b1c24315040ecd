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

enum { MOST_PANELS = 12, MOST_ROWS = 12 };

static const double title_height = 12, letter_width = 10, gutter = 14, line_gap = 6;

struct panel {
	struct sx_series series;
	const struct sx_chart *chart;
	struct sx_str title;
};

struct panels {
	struct panel panel[MOST_PANELS];
	size_t n, more;       /* `more`: families that found no room */
	struct sx_series all; /* the rows of all of them, for the key */
};

static int plan(struct panels *panels, const struct sx_selection *selection, const struct sx_canvas *canvas,
		const struct sx_plot_options *options, struct sx_buf *messages, struct sx_err *err)
{
	struct sx_wish wish = { .rows = true, .narrow = true, .most = options->top ? options->top : MOST_ROWS };
	for (size_t k = 0; k < selection->families; k++) {
		struct panel *panel = &panels->panel[panels->n];
		struct sx_buf name = { 0 };
		if (selection->family[k].n < 2)
			continue;
		if (panels->n == MOST_PANELS) {
			panels->more++;
			continue;
		}
		if (sx_selection_series(selection, k, &panel->series, canvas->arena, err))
			return -1;
		sx_family_name(&name, &panel->series);
		sx_buf_str(messages, sx_buf_view(&name));
		sx_buf_z(messages, ": ");
		panel->title = sx_keep_text(canvas->arena, &name);
		sx_buf_release(&name);
		panel->chart = sx_figure_plan(&panel->series, canvas, options, &wish, messages, err);
		if (!panel->chart)
			return -1;
		if (!canvas->format->typed && sx_fonts_cover(canvas, &panel->series, messages, err))
			return -1;
		panels->n++;
		panels->all.n += panel->series.n;
	}
	return 0;
}

static int gather(struct panels *panels, struct sx_arena *arena)
{
	size_t n = 0;
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
		      double left, double top, double width, double *bottom, struct sx_err *err)
{
	char letter[2] = { (char)('a' + i), 0 };
	/* Bold letters are up to a tenth wider. */
	struct sx_str title = sx_wrap(panel->title, scene->font * canvas->widen * 1.1, width - letter_width - SX_EDGE,
				      1, canvas->arena)
				      .line[0];
	sx_scene_text(scene, SX_LAYER_BOLD, sx_at(left + SX_EDGE, top + 6), sx_str_of(letter));
	sx_scene_text(scene, SX_LAYER_BOLD, sx_at(left + SX_EDGE + letter_width, top + 6), title);
	return sx_rows_into(scene, panel->chart->rows, canvas, &panel->series, left, top + title_height, width, bottom,
			    err);
}

static int draw(struct panels *panels, const struct sx_canvas *canvas, struct sx_figure *figure,
		struct sx_buf *messages, struct sx_err *err)
{
	struct sx_scene scene;
	sx_scene_open(&scene, canvas);
	size_t columns = scene.page_w > SX_WIDE ? 2 : 1;
	double width = columns == 2 ? (scene.page_w - gutter) / 2 : scene.page_w;
	double top = sx_scene_head(&scene, canvas, figure);
	int status = 0;
	for (size_t i = 0; i < panels->n && status == 0; i += columns) {
		double deepest = top;
		for (size_t k = i; k < i + columns && k < panels->n && status == 0; k++) {
			double bottom = top, left = k > i ? width + gutter : 0;
			status = draw_panel(&scene, canvas, &panels->panel[k], k, left, top, width, &bottom, err);
			deepest = fmax(deepest, bottom);
		}
		top = deepest + line_gap;
	}
	scene.page_h = top;
	sx_key_add(&scene, canvas, &panels->all, false);
	sx_scene_foot(&scene, canvas, &panels->all);
	if (scene.page_h > SX_TALLEST)
		sx_buf_addf(messages, "the figure is %.0f mm high, more than a page of most journals has\n",
			    scene.page_h / 72 * 25.4 * canvas->zoom);
	return sx_scene_close(&scene, canvas, figure, err) || status ? -1 : 0;
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
	if (!panels)
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (plan(panels, selection, canvas, options, messages, err))
		return -1;
	if (panels->more)
		sx_buf_addf(messages, "%zu more families found no room in this figure: --all draws them\n",
			    panels->more);
	if (gather(panels, canvas->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	describe(figure, panels, canvas, options->title);
	if (!sx_buf_ok(&figure->title) || !sx_buf_ok(&figure->alt) || !sx_buf_ok(&figure->caption))
		return sx_fail(err, SX_NOMEM, "out of memory");
	return canvas->format->typed ? type(panels, canvas, figure, err) : draw(panels, canvas, figure, messages, err);
}
