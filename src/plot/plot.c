#include "plot/plot.h"

#include "plot/figure_priv.h"
#include "plot/keep_priv.h"
#include "plot/preset_priv.h"
#include "plot/render_priv.h"

static bool is_histogram(const struct sx_plot_options *options)
{
	return options->chart && strcmp(options->chart, "histogram") == 0;
}

static int write_one(struct sx_figure *figure, const struct sx_selection *selection, const struct sx_canvas *canvas,
		     const struct sx_plot_options *options, struct sx_buf *messages, struct sx_err *err)
{
	struct sx_series series;
	struct sx_wish wish = sx_wish_of(options);
	if (is_histogram(options) ? sx_selection_numbers(selection, &series, canvas->arena, err)
				  : sx_selection_series(selection, 0, &series, canvas->arena, err))
		return -1;
	const struct sx_chart *chart = sx_figure_plan(&series, canvas, options, &wish, messages, err);
	return chart ? sx_figure_write(figure, chart, &series, canvas, options, messages, err) : -1;
}

/* Select, name, choose and draw, everything that lives in the canvas's arena. */
static int make(struct sx_canvas *canvas, const struct sx_claims *claims, const struct sx_plot_options *options,
		struct sx_figure *figure, struct sx_plot_report *report, struct sx_err *err)
{
	struct sx_selection selection;
	struct sx_buf *messages = &report->messages;
	if (sx_selection_make(&selection, claims, canvas->arena, err))
		return -1;
	sx_selection_say(&selection, !options->panels && !is_histogram(options), messages);
	report->nothing = !sx_selection_draws(&selection);
	if (report->nothing)
		return 0;
	if (sx_figure_font(canvas, messages, err))
		return -1;
	if (options->panels ? sx_figure_panels(figure, &selection, canvas, options, messages, err)
			    : write_one(figure, &selection, canvas, options, messages, err))
		return -1;
	if (!canvas->format->terminal)
		return 0;
	return sx_render(figure, 1, canvas, options->gnuplot ? options->gnuplot : "gnuplot", err);
}

int sx_plot_draw(const struct sx_claims *claims, const struct sx_plot_options *options, struct sx_figure *figure,
		 struct sx_plot_report *report, struct sx_err *err)
{
	struct sx_arena arena = { 0 };
	struct sx_canvas canvas = { .arena = &arena };
	*figure = (struct sx_figure){ 0 };
	*report = (struct sx_plot_report){ 0 };
	const struct sx_format *format = sx_format_find(options->format, options->output, err);
	int status = format ? sx_canvas_set(&canvas, options, format, err) : -1;
	if (status == 0)
		status = make(&canvas, claims, options, figure, report, err);
	if (status == 0 && !(sx_buf_ok(&report->messages) && sx_arena_ok(&arena)))
		status = sx_fail(err, SX_NOMEM, "out of memory");
	sx_arena_release(&arena);
	return status;
}

static int write_figure(const struct sx_figure *figure, const struct sx_plot_options *options, struct sx_buf *messages,
			struct sx_err *err)
{
	if (options->keep && !figure->script.n)
		sx_buf_z(messages, "this format is drawn without gnuplot: no script to keep\n");
	else if (options->keep && sx_keep_figure(figure, options->keep, err))
		return -1;
	if (options->caption && !(options->keep && figure->script.n) && sx_keep_caption(figure, options->caption, err))
		return -1;
	return sx_write_whole(options->output, sx_buf_view(&figure->bytes), err);
}

int sx_plot(const struct sx_claims *claims, const struct sx_plot_options *options, struct sx_plot_report *report,
	    struct sx_err *err)
{
	struct sx_figure figure;
	int status = sx_plot_draw(claims, options, &figure, report, err);
	if (status == 0 && !report->nothing)
		status = write_figure(&figure, options, &report->messages, err);
	sx_figure_release(&figure);
	return status;
}
