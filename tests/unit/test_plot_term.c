#include "base/utf8.h"
#include "plot/plot.h"

#include "plot/testing.h"

/* Claims drawn on a terminal, held against the lines that should come. */
static void expect_lines(struct sx_claims *claims, unsigned width, bool ascii, const char *expected)
{
	struct sx_plot_options options = { .format = "term", .label = -1, .term_width = width, .term_ascii = ascii };
	struct sx_plot_report report;
	struct sx_figure figure;
	struct sx_err err = { 0 };
	cr_assert_eq(sx_plot_draw(claims, &options, &figure, &report, &err), 0, "%s", err.text);
	cr_expect_str_eq(figure.bytes.p, expected);
	sx_figure_release(&figure);
	sx_buf_release(&report.messages);
}

static void add_orchard(struct sx_claims *claims)
{
	ADD(claims, "subject=apple trees", "value=12000", "comparator=gt", "quantity=12,000");
	ADD(claims, "subject=pears", "value=900", "quantity=900");
	ADD(claims, "subject=beehives", "value=40", "comparator=lt", "quantity=40");
	ADD(claims, "subject=pickers", "value=200", "comparator=approx", "quantity=200");
	ADD(claims, "subject=\346\236\234\345\233\255", "low=2", "high=6", "quantity=2 to 6");
}

Test(plot_term, utf8)
{
	struct sx_claims claims = { 0 };
	add_orchard(&claims);
	expect_lines(&claims, 60, false,
		     "Apple trees  ·       ·       ·       ·       ·○─→  >12,000\n"
		     "      Pears  ·       ·       ·       ●       ·     900\n"
		     "    Pickers  ·       ·       ·  ○    ·       ·     about 200\n"
		     "   Beehives  ·       ·  ←─○  ·       ·       ·     <40\n"
		     "       果园  · ━━━━━ ·       ·       ·       ·     2–6\n"
		     "             ┼───────┼───────┼───────┼───────┼───\n"
		     "             1      10      100    1,000  10,000\n"
		     "                  Number (logarithmic scale)\n"
		     "\n"
		     " ● stated as exact   ○ about   ━━━ range\n"
		     " ○─→ more than   ←─○ fewer than\n");
	sx_claims_release(&claims);
}

Test(plot_term, ascii)
{
	struct sx_claims claims = { 0 };
	add_orchard(&claims);
	expect_lines(&claims, 60, true,
		     "Apple trees  .       .       .       .       .o->  >12,000\n"
		     "      Pears  .       .       .       *       .     900\n"
		     "    Pickers  .       .       .  o    .       .     about 200\n"
		     "   Beehives  .       .  <-o  .       .       .     <40\n"
		     "         ??  . ===== .       .       .       .     2-6\n"
		     "             +-------+-------+-------+-------+---\n"
		     "             1      10      100    1,000  10,000\n"
		     "                  Number (logarithmic scale)\n"
		     "\n"
		     " * stated as exact   o about   === range\n"
		     " o-> more than   <-o fewer than\n");
	sx_claims_release(&claims);
}

Test(plot_term, bars)
{
	struct sx_claims claims = { 0 };
	add_counts(&claims, 3, 10, 20);
	expect_lines(&claims, 50, false,
		     "Item 3  ██████████████████████████████████████  50\n"
		     "Item 2  ███████████████████████       ·      ·  30\n"
		     "Item 1  ████████       ·      ·       ·      ·  10\n"
		     "        ┼──────┼───────┼──────┼───────┼──────┼\n"
		     "        0     10      20     30      40     50\n"
		     "                        Number\n");
	expect_lines(&claims, 50, true,
		     "Item 3  ######################################  50\n"
		     "Item 2  #######################       .      .  30\n"
		     "Item 1  ########       .      .       .      .  10\n"
		     "        +------+-------+------+-------+------+\n"
		     "        0     10      20     30      40     50\n"
		     "                        Number\n");
	sx_claims_release(&claims);
}

/* No line is wider than the terminal, as long as the values leave room for an axis. */
Test(plot_term, width_is_kept)
{
	for (unsigned width = 40; width < 200; width += 13) {
		struct sx_plot_options options = {
			.format = "term", .label = -1, .term_width = width, .term_ascii = true
		};
		struct sx_claims claims = { 0 };
		struct sx_plot_report report;
		struct sx_figure figure;
		struct sx_err err = { 0 };
		ADD(&claims, "subject=a long name for something that is rather small", "value=3", "comparator=ge");
		ADD(&claims, "subject=b", "value=18440000", "quantity=18.44 million");
		cr_assert_eq(sx_plot_draw(&claims, &options, &figure, &report, &err), 0);
		size_t start = 0;
		for (size_t i = 0; i < figure.bytes.n; i++)
			if (figure.bytes.p[i] == '\n') {
				cr_expect_leq(i - start, width);
				start = i + 1;
			}
		sx_figure_release(&figure);
		sx_buf_release(&report.messages);
		sx_claims_release(&claims);
	}
}

static void add_of_every_kind(struct sx_claims *claims)
{
	static const char *const comparators[] = { "eq", "approx", "gt", "le" };
	char subject[80], value[40], compared[40], start[40], end[40];
	for (unsigned thing = 0; thing < 4; thing++)
		for (unsigned year = 2001; year < 2004; year++) {
			snprintf(subject, sizeof subject, "subject=caf\303\251 \346\260\264 number %u by the river",
				 thing);
			snprintf(value, sizeof value, "value=%u", (thing + 1) * 12 + year % 7);
			snprintf(compared, sizeof compared, "comparator=%s", comparators[thing]);
			snprintf(start, sizeof start, "period_start=%u-01-01", year);
			snprintf(end, sizeof end, "period_end=%u-12-31", year);
			ADD(claims, subject, value, compared, start, end, thing % 2 ? "section=A" : "section=B");
		}
	ADD(claims, "subject=stones", "value=18440000", "quantity=18.44 million", "section=A");
	ADD(claims, "subject=dust", "low=5", "high=20", "quantity=5 to 20", "section=B");
	ADD(claims, "subject=work", "value=3", "unit=year", "kind=duration");
	ADD(claims, "subject=rest", "value=20", "unit=min", "kind=duration", "comparator=lt");
	ADD(claims, "subject=silver", "value=40", "unit=%");
	ADD(claims, "subject=gold", "value=4", "unit=%");
}

/* How many ticks of the axis have words: runs parted by two blanks or more in the line under it. */
static unsigned ticks_of(const char *figure)
{
	unsigned words = 0;
	for (const char *line = figure; line; line = strchr(line + 1, '\n')) {
		const char *axis = line + 1 + strspn(line + 1, " "), *end = strchr(axis, '\n');
		if (!end || end - axis < 10 || strspn(axis, "+-") != (size_t)(end - axis))
			continue;
		for (const char *p = end + 1; *p && *p != '\n'; p++)
			words += *p != ' ' && p[-1] <= ' ' && (p[-1] == '\n' || p[-2] <= ' ');
	}
	return words;
}

/* Lines of no more cells than there are, in ASCII of ASCII alone, over an axis with two words at least. */
Test(plot_term, every_kind_at_every_width)
{
	static const char *const kinds[] = { NULL, "dots", "series", "table", "histogram", "dumbbells" };
	static const unsigned widths[] = { 40, 80, 200 };
	struct sx_claims claims = { 0 };
	add_of_every_kind(&claims);
	for (unsigned k = 0; k < 6 * 3 * 2 * 2; k++) {
		struct sx_plot_options options = { .format = "term", .label = -1, .chart = kinds[k % 6] };
		struct sx_plot_report report;
		struct sx_figure figure;
		struct sx_err err = { 0 };
		options.term_width = widths[k / 6 % 3];
		options.term_ascii = k / 18 % 2;
		options.panels = k / 36 && !options.chart;
		options.logarithmic = k / 36 && options.chart && strcmp(options.chart, "dots") == 0;
		cr_assert_eq(sx_plot_draw(&claims, &options, &figure, &report, &err), 0, "%s", err.text);
		const char *line = figure.bytes.p;
		for (const char *stop; (stop = strchr(line, '\n')); line = stop + 1)
			cr_expect_leq(sx_utf8_cells((struct sx_str){ line, (size_t)(stop - line) }), options.term_width,
				      "%u of %s:\n%s", options.term_width, figure.chart, figure.bytes.p);
		for (const char *p = figure.bytes.p; *p && options.term_ascii; p++)
			cr_assert((unsigned char)*p < 0x80, "%s", figure.bytes.p);
		if (options.term_ascii)
			cr_expect_geq(ticks_of(figure.bytes.p), 2, "%s:\n%s", figure.chart, figure.bytes.p);
		sx_figure_release(&figure);
		sx_buf_release(&report.messages);
	}
	sx_claims_release(&claims);
}
