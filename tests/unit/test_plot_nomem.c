/* Every allocation of a plot fails once, in turn: nothing crashes or leaks, and the failure is told. Linked with
 * --wrap. */
#include "plot/plot.h"

#include "plot/testing.h"

#include <stdlib.h>
#include <sys/stat.h>

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
char *__real_strdup(const char *z);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
char *__wrap_strdup(const char *z);

static long left = -1; /* allocations until one fails; -1: none will */
static bool failed;

static bool fails(void)
{
	if (left < 0)
		return false;
	failed |= left == 0;
	return left-- == 0;
}

void *__wrap_malloc(size_t n)
{
	return fails() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n)
{
	return fails() ? NULL : __real_realloc(p, n);
}

char *__wrap_strdup(const char *z)
{
	return fails() ? NULL : __real_strdup(z);
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
	long n = 0;
	do {
		struct sx_plot_report report;
		struct sx_err err = { 0 };
		failed = false;
		left = n++;
		int status = sx_plot(&claims, options, &report, &err);
		left = -1;
		cr_expect_eq(status < 0, failed, "%s: allocation %ld", options->chart ? options->chart : "", n);
		cr_expect_eq(err.code, failed ? SX_NOMEM : SX_OK, "allocation %ld: %s", n, err.text);
		sx_buf_release(&report.messages);
	} while (failed);
	cr_expect_gt(n, 1, "nothing was allocated");
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
