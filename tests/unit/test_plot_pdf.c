/* True points: the sizes of letters and lines that a PDF's own operators set. */
#include "base/proc.h"
#include "plot/plot.h"

#include "plot/testing.h"

#include <math.h>
#include <zlib.h>

/* The first packed stream that draws, unpacked. */
static char *drawing_of(const struct sx_buf *pdf)
{
	const size_t room = 1 << 22;
	char *text = malloc(room + 1);
	const char *at = pdf->p, *end = pdf->p + pdf->n;
	cr_assert_not_null(text);
	while ((at = memmem(at, (size_t)(end - at), "stream\n", 7))) {
		at += 7;
		uLongf n = room;
		if (uncompress((Bytef *)text, &n, (const Bytef *)at, (uLong)(end - at)) != Z_OK)
			continue;
		text[n] = '\0';
		if (strstr(text, " w\n") && strstr(text, "BT\n"))
			return text;
	}
	cr_assert_fail("no drawing in %zu bytes", pdf->n);
	return text;
}

/* The number before an operator at the end of a line or between blanks. */
static double operand(const char *text, const char *operator)
{
	const char *p = operator;
	while (p > text && (p[-1] == '.' || (p[-1] >= '0' && p[-1] <= '9')))
		p--;
	return strtod(p, NULL);
}

static void check_lines(const char *text, const char *what)
{
	static const double widths[] = { 0.25, 0.5, 0.8, 2.5,
					 0.2 }; /* the last: outlines of dots, the least there is */
	bool seen[5] = { false };
	for (const char *at = text; (at = strstr(at, " w\n")); at++) {
		double width = operand(text, at);
		bool known = false;
		for (size_t i = 0; i < 5; i++)
			if (fabs(width - widths[i]) < 1e-3)
				known = seen[i] = true;
		cr_expect(known, "%s: a line of %g pt", what, width);
	}
	for (size_t i = 0; i < 5; i++)
		cr_expect(seen[i], "%s: no line of %g pt", what, widths[i]);
}

static void check_letters(const char *text, double size, const char *what)
{
	unsigned texts = 0;
	for (const char *at = text; (at = strstr(at, " Tm\n")); at++) {
		const char *line = at;
		double a, b, c, d;
		while (line > text && line[-1] != '\n')
			line--;
		cr_assert_eq(sscanf(line, "%lf %lf %lf %lf", &a, &b, &c, &d), 4, "%.40s", line);
		cr_expect_float_eq(fmax(hypot(a, b), hypot(c, d)), size, 1e-3, "%s: letters of %g pt", what,
				   hypot(a, b));
		texts++;
	}
	cr_expect_geq(texts, 1, "%s: no text", what);
}

/* Circles are two curves, the first from the right end to the left. Those that are no holes are 4.5 pt wide. */
static unsigned dots_of(const char *text)
{
	unsigned dots = 0;
	for (const char *at = text; (at = strstr(at, " cm\n")); at++) {
		double x, y, left, same, skip;
		if (sscanf(at, " cm %lf %lf m %lf %lf %lf %lf %lf %lf c", &x, &y, &skip, &skip, &skip, &skip, &left,
			   &same) == 8)
			dots += fabs(x - left - 4.5) < 0.02 && fabs(y - same) < 0.02;
	}
	return dots;
}

Test(plot_pdf, true_points)
{
	static const struct {
		const char *preset;
		double width_mm, letters;
	} rows[] = { { "default", 89, 7 }, { "default", 183, 7.5 }, { "nature", 183, 7 } };
	if (!sx_proc_exists("gnuplot"))
		cr_skip_test("gnuplot is not installed");
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=sails", "value=52");
	ADD(&claims, "subject=tugs", "value=30", "comparator=gt");
	ADD(&claims, "subject=yachts", "value=40", "comparator=approx");
	ADD(&claims, "subject=crews", "low=70", "high=90");
	ADD(&claims, "subject=masts", "value=60", "low=50", "high=70");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sx_plot_report report;
		struct sx_figure figure;
		struct sx_err err = { 0 };
		const struct sx_plot_options options = {
			.format = "pdf", .label = -1, .preset = rows[i].preset, .width_mm = rows[i].width_mm
		};
		cr_assert_eq(sx_plot_draw(&claims, &options, &figure, &report, &err), 0, "%s", err.text);
		double left, bottom, width, height;
		const char *box = memmem(figure.bytes.p, figure.bytes.n, "/MediaBox [", 11);
		cr_assert(box && sscanf(box, "/MediaBox [ %lf %lf %lf %lf", &left, &bottom, &width, &height) == 4);
		cr_expect_float_eq(width / 72 * 25.4, rows[i].width_mm, 0.18, "%g pt wide", width);
		char *text = drawing_of(&figure.bytes);
		cr_expect_eq(strncmp(text, "1 0 0 -1 0 ", 11), 0, "a point is a point: %.40s", text);
		check_letters(text, rows[i].letters, rows[i].preset);
		if (strcmp(rows[i].preset, "default") == 0)
			check_lines(text, rows[i].preset);
		cr_expect_geq(dots_of(text), i == 2 ? 0 : 4, "dots of 4.5 pt");
		free(text);
		sx_figure_release(&figure);
		sx_buf_release(&report.messages);
	}
	sx_claims_release(&claims);
}
