#include "plot/plot.h"

#include "plot/testing.h"

/* The chart for these claims, with its messages; "" where there is nothing to draw. */
static const char *chart_of(struct sx_claims *claims, struct sx_plot_report *report)
{
	struct sx_plot_options options = { .format = "term", .label = -1 };
	struct sx_figure figure;
	struct sx_err err = { 0 };
	cr_assert_eq(sx_plot_draw(claims, &options, &figure, report, &err), 0, "%s", err.text);
	const char *chart = figure.chart ? figure.chart : "";
	cr_expect_eq(report->nothing, !*chart);
	cr_expect_eq(report->nothing, figure.bytes.n == 0);
	sx_figure_release(&figure);
	sx_claims_release(claims);
	return chart;
}

static bool says(const struct sx_plot_report *report, const char *words)
{
	return report->messages.n && strstr(report->messages.p, words);
}

#define EXPECT_CHART(claims, name, words)                                                                              \
	do {                                                                                                           \
		struct sx_plot_report report;                                                                          \
		const char *chart = chart_of(claims, &report);                                                         \
		cr_expect_str_eq(chart, name);                                                                         \
		cr_expect(says(&report, words), "%s", report.messages.p);                                              \
		sx_buf_release(&report.messages);                                                                      \
	} while (0)

/* A family of one unit and two to four values, and the chart it asks for. */
static const struct {
	const char *unit, *kind, *comparator, *change;
	const char *values[4];
	const char *chart, *why;
} table[] = {
	{ "", "count", "eq", "", { "10", "20", "30" }, "bars", "3 counts are all exact" },
	{ "", "count", "eq", "", { "1", "99.9" }, "bars", "less than a hundred times" },
	{ "", "count", "eq", "", { "1", "100" }, "decades", "100 times the smallest" },
	{ "", "count", "eq", "", { "3", "600000000" }, "decades", "more than 10^8 times" },
	{ "", "count", "gt", "", { "10", "20" }, "dots", "2 of 2 counts are not stated as exact" },
	{ "", "count", "approx", "", { "10", "5000" }, "decades", "500 times" },
	{ "", "count", "eq", "", { "0", "20" }, "signed", "some values are zero" },
	{ "", "count", "eq", "", { "0", "2", "9000" }, "signed", "lie close to zero" },
	{ "\302\260C", "temperature", "eq", "", { "-5", "20" }, "signed", "below zero" },
	{ "%", "percent", "eq", "", { "0", "100" }, "shares", "2 shares in % lie within 0 and 100" },
	{ "%", "percent", "lt", "", { "0.5", "99" }, "shares", "" },
	{ "%", "percent", "eq", "", { "5", "120" }, "bars", "" },
	{ "%", "percent", "eq", "", { "-5", "12" }, "signed", "" },
	{ "%", "percent", "eq", "increase", { "5", "12" }, "bars", "2 changes in %" },
	{ "%", "percent", "eq", "decrease", { "5", "12" }, "signed", "below zero" },
	{ "pp", "percentage_point", "eq", "", { "1", "2" }, "bars", "percentage points" },
	{ "year", "duration", "eq", "", { "1", "20" }, "bars", "2 durations" },
	{ "year", "duration", "approx", "", { "1", "20" }, "dots", "2 durations" },
	{ "year", "duration", "eq", "", { "0.01", "20" }, "times", "2000 times the smallest" },
	{ "year", "age", "eq", "", { "20", "40" }, "bars", "2 ages" },
	{ "CNY", "money", "eq", "", { "5", "6" }, "bars", "2 amounts in CNY" },
	{ "kg", "mass", "eq", "", { "5", "6000" }, "decades", "2 values in kg" },
};

Test(plot_choose, table)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct sx_claims claims = { 0 };
		for (size_t k = 0; k < 4 && table[i].values[k]; k++) {
			char cells[6][64];
			snprintf(cells[0], 64, "subject=thing %zu", k);
			snprintf(cells[1], 64, "value=%s", table[i].values[k]);
			snprintf(cells[2], 64, "unit=%s", table[i].unit);
			snprintf(cells[3], 64, "kind=%s", table[i].kind);
			snprintf(cells[4], 64, "comparator=%s", table[i].comparator);
			snprintf(cells[5], 64, "change=%s", table[i].change);
			ADD(&claims, cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
		}
		EXPECT_CHART(&claims, table[i].chart, table[i].why);
	}
}

Test(plot_choose, bars_are_few)
{
	struct sx_claims claims = { 0 };
	add_counts(&claims, 12, 100, 10);
	EXPECT_CHART(&claims, "bars", "12 counts");
	add_counts(&claims, 13, 100, 10);
	EXPECT_CHART(&claims, "dots", "13 counts are many");
}

Test(plot_choose, thirty_rows)
{
	struct sx_claims claims = { 0 };
	add_counts(&claims, 30, 100, 10);
	EXPECT_CHART(&claims, "dots", "because 30 counts are many\n");
	add_counts(&claims, 45, 1, 10);
	EXPECT_CHART(&claims, "dots", "the 30 largest are drawn; 15 more in the table");
}

Test(plot_choose, ranges_are_not_exact)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=a", "low=3", "high=9");
	ADD(&claims, "subject=b", "value=7");
	EXPECT_CHART(&claims, "dots", "1 of 2 counts is not stated as exact");
	ADD(&claims, "subject=a", "low=-3", "high=9");
	ADD(&claims, "subject=b", "value=7");
	EXPECT_CHART(&claims, "signed", "below zero");
}

Test(plot_choose, nothing)
{
	struct sx_claims claims = { 0 };
	EXPECT_CHART(&claims, "", "nothing to plot");
	ADD(&claims, "subject=a", "comparator=gt");
	EXPECT_CHART(&claims, "", "1 claim has no value or range");
	ADD(&claims, "subject=a", "value=5", "sentence=There are five of a.");
	EXPECT_CHART(&claims, "", "There are five of a.");
	ADD(&claims, "subject=a", "value=5", "sentence=First.");
	ADD(&claims, "subject=a", "value=5", "unit=%", "sentence=Second.");
	EXPECT_CHART(&claims, "", "no two of the 2 claims can share an axis\nFirst.\n");
	ADD(&claims, "subject=a", "value=1e300");
	ADD(&claims, "subject=b", "value=1e-300");
	EXPECT_CHART(&claims, "", "2 claims are too large or too small");
}

Test(plot_choose, families)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=a", "value=5", "unit=%");
	ADD(&claims, "subject=b", "value=6", "unit=%");
	ADD(&claims, "subject=c", "value=7", "unit=%", "change=increase");
	ADD(&claims, "subject=d", "value=8", "unit=USD", "kind=money");
	ADD(&claims, "subject=e", "value=9", "unit=EUR", "kind=money");
	ADD(&claims, "subject=f", "value=9", "unit=EUR", "kind=money", "per=share");
	ADD(&claims, "subject=g", "value=9", "unit=year", "kind=duration");
	ADD(&claims, "subject=h", "value=9", "unit=year", "kind=age");
	ADD(&claims, "subject=i", "value=9", "kind=ratio");
	EXPECT_CHART(&claims, "shares",
		     "on other axes, so not in this figure: 1 change in %, 1 amount in EUR, 1 amount in EUR per share, "
		     "1 amount in USD, 1 duration, 1 age, 1 ratio\n");
}

Test(plot_choose, a_tie_goes_to_the_first)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=a", "value=5", "unit=EUR", "kind=money");
	ADD(&claims, "subject=b", "value=6");
	ADD(&claims, "subject=c", "value=6");
	ADD(&claims, "subject=d", "value=6", "unit=EUR", "kind=money");
	EXPECT_CHART(&claims, "bars", "2 amounts in EUR are");
}

Test(plot_choose, repeated_claims)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=Websites", "value=500", "period=2014", "line=1");
	ADD(&claims, "subject=websites", "value=500.0", "period=2014", "line=9");
	ADD(&claims, "subject=websites", "value=500", "period=2015");
	ADD(&claims, "subject=websites", "value=500", "period=2014", "unit=%");
	EXPECT_CHART(&claims, "bars", "1 claim was stated before");
}

Test(plot_choose, one_dimension)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=a", "value=42", "unit=km", "kind=length", "base_value=42000", "base_unit=m");
	ADD(&claims, "subject=b", "value=900", "unit=m", "kind=length", "base_value=900", "base_unit=m");
	ADD(&claims, "subject=c", "low=2", "high=3", "unit=km", "kind=length");
	ADD(&claims, "subject=d", "value=20", "unit=\302\260C", "kind=temperature", "base_value=293.15", "base_unit=K");
	ADD(&claims, "subject=e", "value=20", "unit=\302\260F", "kind=temperature", "base_value=266.5", "base_unit=K");
	EXPECT_CHART(&claims, "dots", "1 of 3 values in km");
}

/* A table whose base values make no sense is drawn by its own units. */
Test(plot_choose, base_values_that_cannot_be)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=a", "value=1", "unit=km", "kind=length", "base_value=1e300", "base_unit=m");
	ADD(&claims, "subject=b", "value=2", "unit=km", "kind=length", "base_value=0", "base_unit=m");
	ADD(&claims, "subject=c", "low=2", "high=3", "unit=km", "kind=length", "base_value=5", "base_unit=m");
	EXPECT_CHART(&claims, "dots", "1 of 3 values in km");
}

static void add_course(struct sx_claims *claims, const char *subject, unsigned from, unsigned to, long value)
{
	for (unsigned year = from; year <= to; year++) {
		char cells[4][80];
		snprintf(cells[0], 80, "subject=%s", subject);
		snprintf(cells[1], 80, "value=%ld", value + year - from);
		snprintf(cells[2], 80, "period_start=%u-01-01", year);
		snprintf(cells[3], 80, "period_end=%u-12-31", year);
		ADD(claims, cells[0], cells[1], cells[2], cells[3]);
	}
}

Test(plot_choose, over_time)
{
	struct sx_claims claims = { 0 };
	add_course(&claims, "boats", 2001, 2003, 50);
	EXPECT_CHART(&claims, "course", "a series over time, because one thing is stated for three periods or more\n");
	add_course(&claims, "boats", 2001, 2003, 50);
	ADD(&claims, "subject=masts", "value=60");
	EXPECT_CHART(&claims, "course", "1 of the 4 rows belong to no such series");
	add_course(&claims, "boats", 2001, 2003, 50);
	add_counts(&claims, 4, 60, 5);
	EXPECT_CHART(&claims, "bars", "7 counts");
	add_course(&claims, "boats", 2001, 2002, 50);
	EXPECT_CHART(&claims, "bars", "2 counts");
}

Test(plot_choose, pairs)
{
	struct sx_claims claims = { 0 };
	add_course(&claims, "boats", 2001, 2002, 50);
	add_course(&claims, "masts", 2001, 2002, 80);
	EXPECT_CHART(&claims, "pairs", "grouped bars from zero, because 2 things are stated for the same 2 periods");
	add_course(&claims, "boats", 2001, 2002, 50);
	add_course(&claims, "masts", 2001, 2002, 4000);
	EXPECT_CHART(&claims, "dumbbells", "");
	add_course(&claims, "boats", 2001, 2002, 50);
	add_course(&claims, "masts", 2001, 2002, 9000);
	EXPECT_CHART(&claims, "dumbbells_log", "");
	add_course(&claims, "boats", 2001, 2002, 50);
	add_course(&claims, "masts", 2002, 2003, 80);
	EXPECT_CHART(&claims, "bars", "");
}

/* What is asked for comes, or is refused with the reason. */
Test(plot_choose, asked_for)
{
	static const struct {
		struct sx_plot_options options;
		const char *chart, *refusal;
	} wishes[] = {
		{ { .chart = "bars" }, "bars", NULL },
		{ { .chart = "dots" }, "dots", NULL },
		{ { .chart = "dots", .logarithmic = true }, "decades", NULL },
		{ { .logarithmic = true }, "decades", NULL },
		{ { .chart = "histogram" }, "histogram", NULL },
		{ { .panels = true }, "panels", NULL },
		{ { .chart = "bars", .logarithmic = true }, NULL, "a logarithmic axis has no zero" },
		{ { .chart = "series" }, NULL, "nothing is stated for three dated periods" },
		{ { .chart = "pairs" }, NULL, "no two things are stated for the same" },
		{ { .chart = "table" }, NULL, "--group-by" },
		{ { .chart = "pie" }, NULL, "'pie' is no kind of chart" },
		{ { .preset = "poster" }, NULL, "is no preset" },
	};
	for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
		struct sx_claims claims = { 0 };
		struct sx_plot_options options = wishes[i].options;
		struct sx_plot_report report;
		struct sx_figure figure;
		struct sx_err err = { 0 };
		options.format = "term";
		options.label = -1;
		add_counts(&claims, 5, 10, 20);
		int status = sx_plot_draw(&claims, &options, &figure, &report, &err);
		cr_expect_eq(status, wishes[i].chart ? 0 : -1, "%zu: %s", i, err.text);
		if (wishes[i].chart && status == 0)
			cr_expect_str_eq(figure.chart, wishes[i].chart);
		if (wishes[i].refusal)
			cr_expect(strstr(err.text, wishes[i].refusal), "%s", err.text);
		sx_figure_release(&figure);
		sx_buf_release(&report.messages);
		sx_claims_release(&claims);
	}
}

Test(plot_choose, bars_show_no_bounds)
{
	struct sx_claims claims = { 0 };
	struct sx_plot_options options = { .format = "term", .label = -1, .chart = "bars" };
	struct sx_plot_report report;
	struct sx_figure figure;
	struct sx_err err = { 0 };
	ADD(&claims, "subject=a", "value=5", "comparator=gt");
	ADD(&claims, "subject=b", "value=7");
	ADD(&claims, "subject=c", "value=8", "note=a target");
	cr_expect_eq(sx_plot_draw(&claims, &options, &figure, &report, &err), -1);
	cr_expect(strstr(err.text, "2 of 3 values are bounds, ranges or targets"), "%s", err.text);
	sx_figure_release(&figure);
	sx_buf_release(&report.messages);
	sx_claims_release(&claims);
}

/* A refusal names each of its reasons once. */
Test(plot_choose, zeros)
{
	static const struct {
		const char *chart;
		bool log;
		const char *text;
	} rows[] = {
		{ "histogram", false, "no histogram of these claims: every number is zero" },
		{ "dots", true, "no dots of these claims: a logarithmic axis has no place for zero or what is below" },
	};
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=a", "value=0", "unit=year", "kind=duration");
	ADD(&claims, "subject=b", "value=0", "unit=year", "kind=duration");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct sx_plot_options options = {
			.format = "term", .label = -1, .chart = rows[i].chart, .logarithmic = rows[i].log
		};
		struct sx_plot_report report;
		struct sx_figure figure;
		struct sx_err err = { 0 };
		cr_expect_eq(sx_plot_draw(&claims, &options, &figure, &report, &err), -1);
		cr_expect_str_eq(err.text, rows[i].text);
		sx_figure_release(&figure);
		sx_buf_release(&report.messages);
	}
	sx_claims_release(&claims);
}
