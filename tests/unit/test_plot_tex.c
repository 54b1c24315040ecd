/* Figures for LaTeX: words stay words, and what is written is a document. */
#include "base/escape.h"
#include "base/file.h"
#include "base/proc.h"
#include "plot/plot.h"

#include "plot/testing.h"

#include <unistd.h>

static unsigned state = 11;

static unsigned below(unsigned n)
{
	state = state * 1664525u + 1013904223u;
	return (state >> 12) % n;
}

static const char *const snippets[] = {
	"\\write18{touch pwned}",
	"\\input{/etc/passwd}",
	"\\end{document}",
	"^^5cwrite18",
	"%",
	"$",
	"#1",
	"&",
	"_",
	"~",
	"{",
	"}",
	"\\",
	"\n",
	"\r\\def",
	"\0",
	"--",
	"``",
	"?`",
	"<<",
	",,",
	"\"a",
	"|",
	"\xE2\x82\xAC",
	"\xC3\xA9",
	"\xFF",
	"\xC2\x85",
	"plain words",
	"5",
	" ",
	"\\csname",
	"\\catcode`\\%=12",
	"';'",
};

static void add_hostile(struct sx_buf *out)
{
	for (unsigned k = 0; k < 1 + below(6); k++) {
		const char *s = snippets[below(sizeof snippets / sizeof *snippets)];
		sx_buf_add(out, s, *s ? strlen(s) : 1);
	}
}

/* Commands that the escape itself writes; "\" before anything else would be the text's. */
static bool is_own_command(const char *at)
{
	static const char *const own[] = {
		"textbackslash{}",
		"{",
		"}",
		"$",
		"&",
		"#",
		"%",
		"_",
		"textasciicircum{}",
		"textasciitilde{}",
		"textless{}",
		"textgreater{}",
		"textbar{}",
		"char34{}",
		"textasciigrave{}",
		" ",
		",",
		"texteuro{}",
		"ensuremath{",
	};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strncmp(at, own[i], strlen(own[i])) == 0)
			return true;
	return false;
}

Test(plot_tex, no_text_is_a_command)
{
	struct sx_buf text = { 0 }, out = { 0 };
	for (int i = 0; i < 10000; i++) {
		int depth = 0;
		sx_buf_clear(&text);
		sx_buf_clear(&out);
		add_hostile(&text);
		sx_escape_tex(&out, sx_buf_view(&text));
		sx_buf_z(&out, "");
		for (const char *p = out.p; *p; p++) {
			bool command = *p == '\\';
			if (command)
				cr_assert(is_own_command(p + 1), "%s", p);
			p += command && strchr("{}$&#%_ ,", p[1]);
			if (command && p[0] != '\\')
				continue;
			cr_assert(!strchr("%$&#_^~\n\r", *p), "'%s': %s", out.p, p);
			depth += *p == '{' ? 1 : *p == '}' ? -1 : 0;
			cr_assert_geq(depth, 0, "%s", out.p);
		}
		cr_assert_eq(depth, 0, "%s", out.p);
	}
	sx_buf_release(&text);
	sx_buf_release(&out);
}

static void draw(const struct sx_claims *claims, const struct sx_plot_options *options, struct sx_figure *figure)
{
	struct sx_plot_report report;
	struct sx_err err = { 0 };
	cr_assert_eq(sx_plot_draw(claims, options, figure, &report, &err), 0, "%s", err.text);
	sx_buf_release(&report.messages);
}

static void add_claims(struct sx_claims *claims)
{
	struct sx_buf subject = { 0 };
	const char *const comparators[] = { "eq", "approx", "gt", "ge", "lt", "le" };
	char value[40], compared[40];
	for (unsigned i = 0; i < 12; i++) {
		sx_buf_clear(&subject);
		sx_buf_z(&subject, "subject=");
		/* Latin letters only: what else there is depends on the fonts of the document. */
		for (unsigned k = 0; k < 4; k++) {
			sx_buf_z(&subject, snippets[(i * 3 + k) % 24]);
			sx_buf_z(&subject, " ");
		}
		snprintf(value, sizeof value, "value=%u", 3 + i * i * i * 7);
		snprintf(compared, sizeof compared, "comparator=%s", comparators[i % 6]);
		ADD(claims, subject.p, value, compared);
	}
	ADD(claims, "subject=range", "low=20", "high=400");
	sx_buf_release(&subject);
}

Test(plot_tex, needs_no_gnuplot_and_is_the_same_twice)
{
	struct sx_claims claims = { 0 };
	struct sx_figure figure, again;
	const struct sx_plot_options options = { .format = "tex", .label = -1, .gnuplot = "/nowhere/gnuplot" };
	add_claims(&claims);
	draw(&claims, &options, &figure);
	draw(&claims, &options, &again);
	cr_expect(sx_str_eq(sx_buf_view(&figure.bytes), sx_buf_view(&again.bytes)));
	cr_expect(strstr(figure.bytes.p, "\\begin{tikzpicture}") && strstr(figure.bytes.p, "\\end{tikzpicture}"));
	cr_expect(strstr(figure.bytes.p, "\\fontsize{7bp}"), "the size of the letters");
	cr_expect(strstr(figure.bytes.p, "(252.283,"), "89 mm in points");
	cr_expect_eq(figure.script.n, 0);
	cr_expect_float_eq(figure.width_mm, 89, 1e-9);
	sx_figure_release(&figure);
	sx_figure_release(&again);
	sx_claims_release(&claims);
}

static void write_file(const char *folder, const char *name, struct sx_str bytes)
{
	char path[600];
	FILE *file;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "w");
	cr_assert(file && fwrite(bytes.p, 1, bytes.n, file) == bytes.n && fclose(file) == 0);
}

static void compile(const char *folder, const char *name)
{
	/* As a user who trusts their own documents might have set it. */
	const char *const argv[] = { "pdflatex", "-shell-escape", "-interaction=nonstopmode", "-halt-on-error", name,
				     NULL };
	struct sx_proc_result result = { 0 };
	struct sx_err err = { 0 };
	cr_assert_eq(sx_proc_run(&(struct sx_proc){ .argv = argv, .folder = folder, .seconds = 60 }, &result, &err), 0,
		     "%s", err.text);
	sx_buf_z(&result.output, "");
	cr_expect_eq(result.status, 0, "%s: %s", name,
		     result.output.n > 1500 ? result.output.p + result.output.n - 1500 : result.output.p);
	sx_buf_release(&result.output);
	sx_buf_release(&result.errors);
}

Test(plot_tex, compiles_alone_and_in_a_document)
{
	static const char document[] = "\\documentclass[11pt]{article}\\usepackage{tikz}\\begin{document}\n"
				       "\\catcode`\\;=13 \\def;{x} \\catcode`\\:=13 \\catcode`\\\"=13 "
				       "\\input{alone}\\resizebox{3cm}{!}{\\input{alone}}\\end{document}\n";
	struct sx_claims claims = { 0 };
	struct sx_figure figure;
	struct sx_err err = { 0 };
	char folder[512], path[600];
	if (!sx_proc_exists("pdflatex"))
		cr_skip_test("pdflatex is not installed");
	cr_assert_eq(sx_scratch_make(folder, sizeof folder, &err), 0, "%s", err.text);
	add_claims(&claims);
	draw(&claims, &(struct sx_plot_options){ .format = "tex", .label = -1 }, &figure);
	write_file(folder, "alone.tex", sx_buf_view(&figure.bytes));
	write_file(folder, "document.tex", sx_str_of(document));
	compile(folder, "alone.tex");
	compile(folder, "document.tex");
	snprintf(path, sizeof path, "%s/pwned", folder);
	cr_expect_eq(access(path, F_OK), -1, "a text has run");
	sx_figure_release(&figure);
	sx_claims_release(&claims);
	sx_scratch_remove(folder);
}

/* However many families there are, panels stay on a page, and standard error says what is not there. */
Test(plot_tex, panels_fit_a_page)
{
	static const char *const units[] = { "", "%", "EUR", "USD", "km", "kg", "d", "W", "Pa", "K", "L", "V" };
	struct sx_claims claims = { 0 };
	char unit[40], subject[40], value[40];
	for (unsigned i = 0; i < 12; i++)
		for (unsigned row = 0; row < 2 + i * 2; row++) {
			snprintf(unit, sizeof unit, "unit=%s", units[i]);
			snprintf(subject, sizeof subject, "subject=thing %u", row);
			snprintf(value, sizeof value, "value=%u", 10 + row * 3);
			ADD(&claims, subject, value, unit);
		}
	for (unsigned columns = 1; columns <= 2; columns++) {
		struct sx_figure figure;
		struct sx_plot_report report;
		struct sx_err err = { 0 };
		const struct sx_plot_options options = {
			.format = "tex", .label = -1, .columns = columns, .panels = true
		};
		cr_assert_eq(sx_plot_draw(&claims, &options, &figure, &report, &err), 0, "%s", err.text);
		cr_expect(figure.height_mm > 100 && figure.height_mm <= 170.5, "%g mm", figure.height_mm);
		cr_expect(strstr(report.messages.p, "room in this figure: --all draws"));
		cr_expect(strstr(figure.bytes.p, "{\\bfseries b}") && !strstr(figure.bytes.p, "{\\bfseries m}"));
		sx_figure_release(&figure);
		sx_buf_release(&report.messages);
	}
	sx_claims_release(&claims);
}
