/* Every figure that a table supports, in one folder, drawn by one gnuplot. */
#include "plot/album_priv.h"
#include "plot/family_priv.h"
#include "plot/figure_priv.h"
#include "plot/keep_priv.h"
#include "plot/plot.h"
#include "plot/preset_priv.h"
#include "plot/render_priv.h"

/* One of the figures of a folder. */
struct member {
	struct sx_buf name; /* without suffix */
};

enum { MOST_FIGURES = 200 };

struct album {
	struct sx_figure figure[MOST_FIGURES];
	struct member member[MOST_FIGURES];
	size_t n;
	bool full;
};

/* "money-usd", "length-km-series": letters and digits of a family's words. */
static void add_slug(struct sx_buf *out, struct sx_str text)
{
	size_t from = out->n;
	for (size_t i = 0; i < text.n && out->n - from < 40; i++) {
		char c = text.p[i] >= 'A' && text.p[i] <= 'Z' ? (char)(text.p[i] + 32) : text.p[i];
		bool raised = c == '\xC2' && i + 1 < text.n && (text.p[i + 1] == '\xB2' || text.p[i + 1] == '\xB3');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			sx_buf_c(out, c);
		else if (raised)
			sx_buf_c(out, text.p[++i] == '\xB2' ? '2' : '3');
		else if (out->n > from && out->p[out->n - 1] != '-')
			sx_buf_c(out, '-');
	}
	while (out->n > from && out->p[out->n - 1] == '-')
		out->n--;
}

static void name_member(struct album *album, const struct sx_series *series, const char *kind)
{
	struct sx_buf *name = &album->member[album->n].name, words = { 0 };
	sx_family_name(&words, series);
	add_slug(name, sx_buf_view(&words));
	name->failed |= words.failed;
	sx_buf_release(&words);
	if (kind)
		sx_buf_addf(name, "-%s", kind);
	size_t end = name->n, same = 1;
	for (size_t i = 0; i < album->n; i++) {
		if (!sx_str_eq(sx_buf_view(name), sx_buf_view(&album->member[i].name)))
			continue;
		name->n = end;
		sx_buf_addf(name, "-%zu", ++same);
		i = (size_t)-1; /* and again from the start */
	}
}

/* Add a figure of that kind unless the series refuses it. `kind` NULL: of the kind that follows from its rows. */
static int add_member(struct album *album, const struct sx_selection *selection, size_t k, const char *kind,
		      const struct sx_canvas *canvas, const struct sx_plot_options *options, struct sx_buf *messages,
		      struct sx_err *err)
{
	struct sx_series series;
	struct sx_wish wish = { .chart = kind, .rows = !kind, .most = options->top };
	struct sx_buf quiet = { 0 };
	struct sx_err why = { 0 };
	bool numbers = kind && strcmp(kind, "histogram") == 0;
	if (album->n == MOST_FIGURES) {
		album->full = true;
		return 0;
	}
	if (numbers ? sx_selection_numbers(selection, &series, canvas->arena, err)
		    : sx_selection_series(selection, k, &series, canvas->arena, err))
		return -1;
	const struct sx_chart *chart = sx_figure_plan(&series, canvas, options, &wish, &quiet, &why);
	int status = why.code == SX_NOMEM ? sx_fail(err, SX_NOMEM, "out of memory") : 0;
	if (chart) {
		struct sx_figure *figure = &album->figure[album->n];
		name_member(album, &series, kind);
		status = sx_figure_write(figure, chart, &series, canvas, options, messages, err);
		album->n++;
	}
	sx_buf_release(&quiet);
	return status;
}

static int fill_album(struct album *album, const struct sx_selection *selection, const struct sx_canvas *canvas,
		      const struct sx_plot_options *options, struct sx_buf *messages, struct sx_err *err)
{
	static const char *const kinds[] = { NULL, "series", "pairs", "dumbbells", "table" };
	for (size_t k = 0; k < selection->families; k++) {
		size_t paired = 0;
		if (selection->family[k].n < 2)
			continue;
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
			size_t before = album->n;
			if (i == 3 && paired) /* bars have shown them */
				continue;
			if (add_member(album, selection, k, kinds[i], canvas, options, messages, err))
				return -1;
			paired = i == 2 ? album->n - before : paired;
		}
	}
	return add_member(album, selection, 0, "histogram", canvas, options, messages, err);
}

static int write_member(struct album *album, size_t i, const struct sx_canvas *canvas,
			const struct sx_plot_options *options, struct sx_buf *index, struct sx_err *err)
{
	struct sx_buf path = { 0 }, *name = &album->member[i].name;
	const char *suffix = canvas->format->typed ? "txt" : canvas->format->name;
	sx_buf_addf(&path, "%s/", options->output);
	sx_buf_str(&path, sx_buf_view(name));
	sx_buf_c(&path, '\0'); /* a stem: what follows is cut off */
	bool ok = sx_buf_ok(name) && sx_buf_ok(&path);
	int status = ok ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
	if (status == 0 && options->keep && album->figure[i].script.n)
		status = sx_keep_figure(&album->figure[i], path.p, err);
	else if (status == 0)
		status = sx_keep_caption(&album->figure[i], path.p, err);
	if (status == 0) {
		path.n--;
		sx_buf_addf(&path, ".%s", suffix);
		status = sx_buf_ok(&path) ? sx_write_whole(path.p, sx_buf_view(&album->figure[i].bytes), err)
					  : sx_fail(err, SX_NOMEM, "out of memory");
	}
	sx_index_entry(index, sx_buf_view(name), suffix, &album->figure[i]);
	sx_buf_release(&path);
	return status;
}

static int write_album(struct album *album, const struct sx_canvas *canvas, const struct sx_plot_options *options,
		       struct sx_err *err)
{
	struct sx_buf index = { 0 }, path = { 0 };
	int status = 0;
	sx_buf_z(&index, SX_INDEX_HEAD "\n\n");
	for (size_t i = 0; i < album->n && status == 0; i++)
		status = write_member(album, i, canvas, options, &index, err);
	sx_buf_addf(&path, "%s/index.md", options->output);
	if (status == 0 && !(sx_buf_ok(&index) && sx_buf_ok(&path)))
		status = sx_fail(err, SX_NOMEM, "out of memory");
	if (status == 0)
		status = sx_keep_index(path.p, sx_buf_view(&index), err);
	sx_buf_release(&index);
	sx_buf_release(&path);
	return status;
}

static int draw_album(struct album *album, struct sx_canvas *canvas, const struct sx_claims *claims,
		      const struct sx_plot_options *options, struct sx_plot_report *report, struct sx_err *err)
{
	struct sx_selection selection;
	if (sx_selection_make(&selection, claims, canvas->arena, err))
		return -1;
	sx_selection_say(&selection, false, &report->messages);
	report->nothing = !sx_selection_draws(&selection);
	if (report->nothing)
		return 0;
	if (sx_figure_font(canvas, &report->messages, err) ||
	    fill_album(album, &selection, canvas, options, &report->messages, err))
		return -1;
	if (canvas->format->terminal &&
	    sx_render(album->figure, album->n, canvas, options->gnuplot ? options->gnuplot : "gnuplot", err))
		return -1;
	if (sx_make_folder(options->output, err) || write_album(album, canvas, options, err))
		return -1;
	sx_buf_addf(&report->messages, "%zu figures%s\n", album->n, album->full ? "; there would be more" : "");
	return 0;
}

int sx_plot_all(const struct sx_claims *claims, const struct sx_plot_options *options, struct sx_plot_report *report,
		struct sx_err *err)
{
	struct sx_arena arena = { 0 };
	struct sx_canvas canvas = { .arena = &arena };
	*report = (struct sx_plot_report){ 0 };
	struct album *album = sx_arena_alloc(&arena, sizeof *album);
	if (!album)
		return sx_fail(err, SX_NOMEM, "out of memory");
	const struct sx_format *format = sx_format_find(options->format ? options->format : "svg", NULL, err);
	int status = format ? sx_canvas_set(&canvas, options, format, err) : -1;
	if (status == 0)
		status = draw_album(album, &canvas, claims, options, report, err);
	if (status == 0 && !(sx_buf_ok(&report->messages) && sx_arena_ok(&arena)))
		status = sx_fail(err, SX_NOMEM, "out of memory");
	for (size_t i = 0; i < MOST_FIGURES; i++) {
		sx_figure_release(&album->figure[i]);
		sx_buf_release(&album->member[i].name);
	}
	sx_arena_release(&arena);
	return status;
}
