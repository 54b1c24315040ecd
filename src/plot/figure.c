#include "plot/figure_priv.h"

#include "plot/describe_priv.h"
#include "plot/fonts_priv.h"
#include "plot/fontwidth_priv.h"
#include "plot/labels_priv.h"
#include "plot/layout_priv.h"
#include "plot/render_priv.h"
#include "plot/scene_priv.h"
#include "plot/things_priv.h"

#include <stdlib.h>

const char *const sx_plot_sorts[] = { "value", "name", "table", "time", NULL };

/* An SVG names its fonts and is laid out the same everywhere; the others take what is here. */
int sx_figure_font(struct sx_canvas *canvas, struct sx_buf *messages, struct sx_err *err)
{
	canvas->font = "Liberation Sans";
	if (!canvas->format->terminal || strcmp(canvas->format->name, "svg") == 0)
		return 0;
	if (sx_fonts_find(canvas, messages, err))
		return -1;
	/* The letters of a picture stand on its dots. */
	if (strcmp(canvas->format->name, "png") == 0)
		canvas->widen *= sx_font_rounded(sx_scene_font(canvas) * canvas->zoom * canvas->dpi / 72);
	return 0;
}

struct sx_wish sx_wish_of(const struct sx_plot_options *options)
{
	return (struct sx_wish){
		.chart = options->chart, .log = options->logarithmic, .linear = options->linear, .most = options->top
	};
}

static int by_order(const struct sx_series_row *x, const struct sx_series_row *y)
{
	return (x->order > y->order) - (x->order < y->order);
}

static int by_name(const void *a, const void *b)
{
	const struct sx_series_row *x = a, *y = b;
	size_t n = x->label.n < y->label.n ? x->label.n : y->label.n;
	int order = n ? memcmp(x->label.p, y->label.p, n) : 0;
	return order ? order : by_order(x, y);
}

static int by_table(const void *a, const void *b)
{
	return by_order(a, b);
}

static int by_time(const void *a, const void *b)
{
	const struct sx_series_row *x = a, *y = b;
	return x->moment != y->moment ? (x->moment < y->moment ? -1 : 1) : by_order(x, y);
}

static void sort(struct sx_series *series, enum sx_plot_sort how)
{
	int (*const orders[])(const void *, const void *) = { NULL, by_name, by_table, by_time };
	if (orders[how])
		qsort(series->row, series->n, sizeof *series->row, orders[how]);
}

/* Whether a column of periods tells something that headings do not: for half of the rows, in a table for any. */
static bool has_periods(const struct sx_series *series, const struct sx_chart *chart)
{
	size_t with = 0;
	if (!chart->rows || chart->rows->joined || (chart->rows->table && series->by_period))
		return false;
	for (size_t i = 0; i < series->n; i++)
		with += series->row[i].when.n > 0;
	return chart->rows->table ? with > 0 : with * 2 >= series->n;
}

const struct sx_chart *sx_figure_plan(struct sx_series *series, const struct sx_canvas *canvas,
				      const struct sx_plot_options *options, const struct sx_wish *wish,
				      struct sx_buf *messages, struct sx_err *err)
{
	if (sx_things_find(series, options->grouped ? options->group_by : -1, canvas->arena, err))
		return NULL;
	series->grouped = options->grouped;
	series->wide = !canvas->format->typed && canvas->width_mm / canvas->zoom / 25.4 * 72 > SX_WIDE;
	const struct sx_chart *chart = sx_choose_chart(series, wish, canvas->arena, messages, err);
	series->periods = chart && series->wide && !wish->narrow && has_periods(series, chart);
	series->says_when = series->by_thing || series->periods ||
			    (chart && chart->rows && chart->rows->table && series->by_period);
	if (!chart || sx_label_rows(series, options->label, canvas->arena, err))
		return NULL;
	if (series->more)
		sx_buf_addf(messages, "the %zu largest are drawn; %zu more in the table\n", series->n, series->more);
	if (!chart->narrow)
		sort(series, options->sort);
	return chart;
}

int sx_figure_write(struct sx_figure *figure, const struct sx_chart *chart, struct sx_series *series,
		    const struct sx_canvas *canvas, const struct sx_plot_options *options, struct sx_buf *messages,
		    struct sx_err *err)
{
	figure->chart = chart->name;
	figure->format = canvas->format->name;
	sx_describe(figure, chart, series, options->title);
	if (!sx_buf_ok(&figure->title) || !sx_buf_ok(&figure->alt) || !sx_buf_ok(&figure->caption))
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (canvas->format->typed)
		return chart->type(canvas, series, figure, err);
	if (sx_fonts_cover(canvas, series, messages, err) || chart->draw(canvas, series, figure, err))
		return -1;
	if (figure->unnamed)
		sx_buf_addf(messages, "%zu of %zu values have no room beside their points: the caption has them all\n",
			    figure->unnamed, series->n);
	if (figure->height_mm > SX_TALLEST / 72.0 * 25.4 + 1)
		sx_buf_addf(messages, "the figure is %.0f mm high, more than a page of most journals has\n",
			    figure->height_mm);
	return 0;
}
