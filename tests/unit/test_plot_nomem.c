/* Every allocation of a plot fails once, in turn: nothing crashes or leaks, and the failure is told. Linked with
 * --wrap. */
#include "plot/plot.h"

#include "base/nomem.h"
#include "plot/testing.h"

#include <stdlib.h>
#include <sys/stat.h>

struct plot {
	const struct sx_claims *claims;
	const struct sx_plot_options *options;
};

static int plot(void *ctx, struct sx_err *err)
{
	const struct plot *p = ctx;
	struct sx_plot_report report;
	int status = sx_plot(p->claims, p->options, &report, err);
	sx_buf_release(&report.messages);
	return status;
}

static void plot_with_each_failing(struct sx_plot_options *options)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=a thing that is quite long, longer than one line of a label can be", "value=5000000");
	ADD(&claims, "subject=things", "value=70", "comparator=gt", "predicate=fell");
	ADD(&claims, "subject=things", "value=60", "quantity=sixty", "predicate=rose");
	ADD(&claims, "subject=shares", "value=60", "unit=%");
	ADD(&claims, "subject=shares", "value=70", "unit=%", "period=later");
	for (int year = 2001; year < 2004; year++) {
		char value[40], start[40];
		snprintf(value, sizeof value, "value=%d", year);
		snprintf(start, sizeof start, "period_start=%d-01-01", year);
		ADD(&claims, "subject=boats", value, start);
		ADD(&claims, "subject=masts", value, start);
	}
	nomem_each(plot, &(struct plot){ &claims, options }, options->chart ? options->chart : "plot");
	sx_claims_release(&claims);
}

Test(plot_nomem, term)
{
	struct sx_plot_options options = { .output = "/dev/null", .format = "term", .label = -1 };
	plot_with_each_failing(&options);
}

Test(plot_nomem, kinds_on_a_terminal)
{
	static const char *const kinds[] = { "series", "dumbbells", "table", "histogram" };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct sx_plot_options options = { .output = "/dev/null",
						   .format = "term",
						   .label = -1,
						   .chart = kinds[i],
						   .grouped = true,
						   .group_by = SX_COL_subject };
		plot_with_each_failing(&options);
	}
	struct sx_plot_options options = { .output = "/dev/null", .format = "term", .label = -1, .panels = true };
	plot_with_each_failing(&options);
}

/* A program that draws nothing, fast. */
static const char fake[] = "#!/bin/sh\n"
			   "echo '<?xml version=\"1.0\"?><svg viewBox=\"0 0 1 1\"><title/><desc></desc>' > fig.svg\n"
			   "echo '<text font-family=\"Liberation Sans\"/></svg>' >> fig.svg\n";

Test(plot_nomem, svg)
{
	char folder[512], program[600], output[600], stem[600];
	struct sx_err err = { 0 };
	cr_assert_eq(sx_scratch_make(folder, sizeof folder, &err), 0, "%s", err.text);
	snprintf(program, sizeof program, "%s/gnuplot", folder);
	snprintf(output, sizeof output, "%s/figure.svg", folder);
	snprintf(stem, sizeof stem, "%s/figure", folder);
	FILE *file = fopen(program, "w");
	cr_assert_not_null(file);
	fputs(fake, file);
	fclose(file);
	cr_assert_eq(chmod(program, 0700), 0);
	struct sx_plot_options options = { .output = output, .keep = stem, .label = -1, .gnuplot = program };
	plot_with_each_failing(&options);
	static const char *const kinds[] = { "series", "dumbbells", "table", "histogram" };
	options.preset = "web";
	options.grouped = true;
	options.group_by = SX_COL_subject;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		options.chart = kinds[i];
		plot_with_each_failing(&options);
	}
	options.chart = NULL;
	options.panels = true;
	plot_with_each_failing(&options);
	sx_scratch_remove(folder);
}
