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
