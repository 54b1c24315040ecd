/* Figures measured by the SVG's own geometry: no two texts overlap, none is cut, none is too small to read; colours
 * are dark enough; widths are those asked for. */
#include "base/proc.h"
#include "plot/plot.h"

#include "plot/svgmarks.h"
#include "plot/testing.h"

#define NEED_GNUPLOT()                                                                                                 \
	do {                                                                                                           \
		if (!sx_proc_exists("gnuplot"))                                                                        \
			cr_skip_test("gnuplot is not installed");                                                      \
	} while (0)

static unsigned state = 7;

static unsigned below(unsigned n)
{
	state = state * 1664525u + 1013904223u;
	return (state >> 12) % n;
}

static void draw(const struct sx_claims *claims, const struct sx_plot_options *options, struct sx_figure *figure)
{
	struct sx_plot_report report;
	struct sx_err err = { 0 };
	cr_assert_eq(sx_plot_draw(claims, options, figure, &report, &err), 0, "%s: %s",
		     options->chart ? options->chart : "", err.text);
	sx_buf_release(&report.messages);
}

static const char *const subjects[] = {
	"wells",
	"households that were reached by the programme in the northern districts of the country",
	"\346\224\266\345\210\260\350\255\246\345\221\212\347\232\204\350\256\241\347\256\227\346\234\272\346\225\260",
	"Donaudampfschifffahrtsgesellschaftskapit\303\244nswitwen",
	"\320\266\320\270\321\202\320\265\320\273\320\270",
	"x",
	"boats, barges and ferries",
	"WWWWWWWW MMMMMMMM WWWWWWWW MMMMMMMM WWWWWWWW MMMMMMMM",
};

static const char *const comparators[] = { "eq", "eq", "approx", "gt", "ge", "lt", "le" };

/* A random claim of a thing at a time; `spread` decades, some values below zero when `below_zero`. */
static void add_random(struct sx_claims *claims, unsigned thing, unsigned year, double spread, bool below_zero,
		       bool hedged, const char *unit)
{
	char subject[200], value[40], start[40], end[40], period[40], compared[40], units[40], section[40];
	double size = pow(10, 1 + spread * below(1000) / 1000.0);
	snprintf(subject, sizeof subject, "subject=%s %u", subjects[thing % 8], thing / 8 + 1);
	snprintf(value, sizeof value, "value=%.*f", size < 50 ? 1 : 0, below_zero && below(3) == 0 ? -size : size);
	snprintf(compared, sizeof compared, "comparator=%s", hedged ? comparators[below(7)] : "eq");
	snprintf(period, sizeof period, "period=in %u", year);
	snprintf(start, sizeof start, "period_start=%u-01-01", year);
	snprintf(end, sizeof end, "period_end=%u-12-31", year);
	snprintf(units, sizeof units, "unit=%s", unit);
	snprintf(section, sizeof section, "section=%s", subjects[thing % 3]);
	ADD(claims, subject, value, compared, period, start, end, units, section);
}

static void check(const struct sx_claims *claims, struct sx_plot_options options, const char *what)
{
	static const double widths[] = { 89, 183 };
	for (size_t i = 0; i < 2; i++) {
		struct sx_figure figure;
		char name[100], width[40];
		options.format = "svg";
		options.label = -1;
		options.width_mm = widths[i];
		draw(claims, &options, &figure);
		snprintf(name, sizeof name, "%s at %g mm, a %s", what, widths[i], figure.chart);
		snprintf(width, sizeof width, " width=\"%gmm\" ", widths[i]);
		cr_expect(strstr(figure.bytes.p, width), "%s", name);
		svg_check(&figure.bytes, widths[i], name);
		sx_figure_release(&figure);
	}
}

Test(plot_geometry, rows)
{
	static const unsigned sizes[] = { 2, 5, 12, 30, 100 };
	NEED_GNUPLOT();
	for (size_t i = 0; i < 5; i++)
		for (unsigned k = 0; k < 4; k++) {
			struct sx_claims claims = { 0 };
			for (unsigned row = 0; row < sizes[i]; row++)
				add_random(&claims, row, 2000 + row, k == 0 ? 9 : k == 1 ? 1 : 3, k == 2, k != 1, "");
			check(&claims, (struct sx_plot_options){ .chart = k == 1 ? "bars" : NULL }, "rows");
			sx_claims_release(&claims);
		}
}

Test(plot_geometry, over_time)
{
	NEED_GNUPLOT();
	for (unsigned k = 0; k < 10; k++) {
		struct sx_claims claims = { 0 };
		for (unsigned thing = 0; thing <= k % 5; thing++)
			for (unsigned year = 0; year < 3 + k * 2; year++)
				add_random(&claims, thing, 1990 + year * (1 + k % 3), k % 2 ? 1 : 4, k == 4, true, "");
		check(&claims, (struct sx_plot_options){ .chart = "series" }, "course");
		sx_claims_release(&claims);
	}
}

Test(plot_geometry, pairs_tables_histograms_panels)
{
	static const char *const units[] = { "", "%", "EUR", "km" };
	NEED_GNUPLOT();
	for (unsigned k = 0; k < 6; k++) {
		struct sx_claims claims = { 0 };
		for (unsigned thing = 0; thing < 2 + 3 * k; thing++)
			for (unsigned year = 0; year < 2 + k % 2; year++)
				add_random(&claims, thing, 2010 + year, 1.2, false, k % 2, "");
		check(&claims, (struct sx_plot_options){ .chart = k % 2 ? "dumbbells" : "pairs" }, "pairs");
		check(&claims, (struct sx_plot_options){ .grouped = true, .group_by = SX_COL_period }, "table");
		check(&claims, (struct sx_plot_options){ .chart = "histogram" }, "histogram");
		check(&claims, (struct sx_plot_options){ .preset = "web" }, "web");
		for (unsigned thing = 0; thing < 12; thing++)
			add_random(&claims, thing, 2000, 1.9, k == 1, true, units[thing % 4]);
		check(&claims, (struct sx_plot_options){ .panels = true }, "panels");
		sx_claims_release(&claims);
	}
}
