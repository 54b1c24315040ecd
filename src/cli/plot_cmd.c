/* statext plot: claims tables or texts in, a figure out. */
#include "cli/commands.h"
#include "cli/exit.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/terminal.h"
#include "cli/where.h"
#include "plot/plot.h"

/* The parts in the order of the flow: inputs → engine → where → claims → figure. */
struct drawing {
	struct sx_inputs inputs;
	struct sx_engine engine;
	struct sx_where where;
	struct sx_claims claims;
	struct sx_plot_options options;
	struct sx_plot_report report;
	struct sx_buf stem; /* the name of what stands beside the figure, without suffix */
	bool all;
};

static const double narrowest = 40, widest = 400;

static int read_width(struct sx_plot_options *options, const char *text, struct sx_err *err)
{
	struct sx_decimal number;
	struct sx_str digits = sx_str_of(text);
	if (!text)
		return 0;
	options->columns = strcmp(text, "1col") == 0 ? 1 : strcmp(text, "2col") == 0 ? 2 : 0;
	if (options->columns)
		return 0;
	if (digits.n > 2 && strcmp(text + digits.n - 2, "mm") == 0)
		digits.n -= 2;
	if (sx_decimal_read(&number, digits) == 0)
		options->width_mm = sx_decimal_double(&number);
	if (options->width_mm >= narrowest && options->width_mm <= widest)
		return 0;
	sx_fail(err, SX_USAGE, "--width: '%s' is no width from %.0f to %.0f mm", text, narrowest, widest);
	sx_err_hint(err, "write 1col, 2col or, for example, 120mm");
	return -1;
}

static int read_dpi(struct sx_plot_options *options, const char *text, struct sx_err *err)
{
	struct sx_decimal number;
	if (!text)
		return 0;
	double dpi = sx_decimal_read(&number, sx_str_of(text)) == 0 ? sx_decimal_double(&number) : 0;
	if (!(dpi >= 30 && dpi <= 2400) || !sx_decimal_is_whole(&number))
		return sx_fail(err, SX_USAGE, "--dpi: '%s' is no whole number from 30 to 2400", text);
	options->dpi = (unsigned)dpi;
	return 0;
}

static int read_top(struct sx_plot_options *options, const char *text, struct sx_err *err)
{
	struct sx_decimal number;
	if (!text)
		return 0;
	double top = sx_decimal_read(&number, sx_str_of(text)) == 0 ? sx_decimal_double(&number) : 0;
	if (!(top >= 2 && top <= 200) || !sx_decimal_is_whole(&number))
		return sx_fail(err, SX_USAGE, "--top: '%s' is no whole number from 2 to 200", text);
	options->top = (unsigned)top;
	return 0;
}

static enum sx_plot_sort read_sort(const char *text)
{
	enum sx_plot_sort sort = SX_SORT_VALUE;
	for (int i = 0; text && sx_plot_sorts[i]; i++)
		if (strcmp(sx_plot_sorts[i], text) == 0)
			sort = (enum sx_plot_sort)i;
	return sort;
}

/* figure.svg is kept as figure.gp and figure.tsv. */
static int read_beside(struct drawing *d, const struct sx_args *args, struct sx_err *err)
{
	const char *output = d->options.output;
	bool keep = sx_args_has(args, SX_OPT_KEEP), caption = sx_args_has(args, SX_OPT_CAPTION), all = d->all;
	if (!keep && !caption && !all)
		return 0;
	if (!output || strcmp(output, "-") == 0)
		return sx_fail(err, SX_USAGE,
			       all ? "--all needs a folder: name it with -o"
				   : "--%s needs a file to stand beside: name it with -o",
			       keep ? "keep" : "caption");
	const char *slash = strrchr(output, '/');
	const char *dot = strrchr(slash ? slash : output, '.');
	sx_buf_add(&d->stem, output, dot ? (size_t)(dot - output) : strlen(output));
	if (!sx_buf_ok(&d->stem))
		return sx_fail(err, SX_NOMEM, "out of memory");
	d->options.keep = keep ? d->stem.p : NULL;
	d->options.caption = caption ? d->stem.p : NULL;
	return 0;
}

/* A column by its name, or -1 without one; -2: there is none of that name. */
static int read_column(const char *name, const char *option, struct sx_err *err)
{
	int column = name ? sx_where_column(sx_str_of(name), option, err) : -1;
	return name && column < 0 ? -2 : column;
}

static int read_options(struct drawing *d, const struct sx_args *args, struct sx_err *err)
{
	const char *scale = sx_args_value(args, SX_OPT_SCALE), *group = sx_args_value(args, SX_OPT_GROUP_BY);
	d->options = (struct sx_plot_options){
		.output = sx_args_value(args, SX_OPT_OUTPUT),
		.format = sx_args_value(args, SX_OPT_FIGURE_FORMAT),
		.preset = sx_args_value(args, SX_OPT_PRESET),
		.chart = sx_args_value(args, SX_OPT_CHART),
		.linear = scale && strcmp(scale, "linear") == 0,
		.logarithmic = scale && strcmp(scale, "log") == 0,
		.panels = sx_args_has(args, SX_OPT_PANELS),
		.label = read_column(sx_args_value(args, SX_OPT_LABEL), "label", err),
		.grouped = group != NULL,
		.group_by = read_column(group, "group-by", err),
		.sort = read_sort(sx_args_value(args, SX_OPT_SORT)),
		.term_width = sx_terminal_width(),
		.term_ascii = sx_terminal_ascii(),
	};
	d->all = sx_args_has(args, SX_OPT_ALL);
	if (d->options.label < -1 || d->options.group_by < -1)
		return -1;
	if (read_width(&d->options, sx_args_value(args, SX_OPT_WIDTH), err) < 0)
		return -1;
	if (read_dpi(&d->options, sx_args_value(args, SX_OPT_DPI), err) < 0)
		return -1;
	if (read_top(&d->options, sx_args_value(args, SX_OPT_TOP), err) < 0)
		return -1;
	return read_beside(d, args, err);
}

static int run(struct drawing *d, const struct sx_args *args, struct sx_err *err)
{
	if (read_options(d, args, err) < 0 || sx_engine_open(&d->engine, args, NULL, err) < 0)
		return -1;
	struct sx_sink rows = sx_claims_sink(&d->claims);
	if (sx_where_open(&d->where, args, &rows, err) < 0)
		return -1;
	struct sx_sink selected = sx_where_sink(&d->where);
	d->inputs = (struct sx_inputs){
		.engine = &d->engine, .sink = &selected, .output = d->options.output, .tables = true
	};
	if (sx_inputs_run(&d->inputs, args, err) < 0)
		return -1;
	return d->all ? sx_plot_all(&d->claims, &d->options, &d->report, err)
		      : sx_plot(&d->claims, &d->options, &d->report, err);
}

int sx_plot_command(const struct sx_args *args, struct sx_err *err)
{
	struct drawing d = { 0 };
	int status = run(&d, args, err);
	sx_say_lines(sx_buf_view(&d.report.messages));
	if (status == 0)
		status = sx_inputs_status(&d.inputs, args, !d.report.nothing);
	sx_inputs_release(&d.inputs);
	sx_buf_release(&d.report.messages);
	sx_buf_release(&d.stem);
	sx_claims_release(&d.claims);
	sx_where_release(&d.where);
	sx_engine_release(&d.engine);
	return status;
}
