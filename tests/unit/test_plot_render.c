/* Figures drawn by gnuplot itself, and by programs that only call themselves so. */
#include "base/proc.h"
#include "plot/clean_priv.h"
#include "plot/crc_priv.h"
#include "plot/plot.h"

#include "plot/testing.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[512];

static void setup(void)
{
	struct sx_err err = { 0 };
	cr_assert_eq(sx_scratch_make(folder, sizeof folder, &err), 0, "%s", err.text);
}

static void teardown(void)
{
	sx_scratch_remove(folder);
	cr_expect_eq(access(folder, F_OK), -1, "something is left in it");
}

TestSuite(plot_render, .init = setup, .fini = teardown);

#define NEED_GNUPLOT()                                                                                                 \
	do {                                                                                                           \
		if (!sx_proc_exists("gnuplot"))                                                                        \
			cr_skip_test("gnuplot is not installed");                                                      \
	} while (0)

static const char *in_folder(char path[600], const char *name)
{
	snprintf(path, 600, "%s/%s", folder, name);
	return path;
}

static void draw_as(const struct sx_claims *claims, const struct sx_plot_options *options, struct sx_figure *figure)
{
	struct sx_plot_report report;
	struct sx_err err = { 0 };
	cr_assert_eq(sx_plot_draw(claims, options, figure, &report, &err), 0, "%s", err.text);
	sx_buf_release(&report.messages);
}

static void draw(const struct sx_claims *claims, const char *format, double width, struct sx_figure *figure)
{
	struct sx_plot_options options = { .format = format, .label = -1, .width_mm = width };
	draw_as(claims, &options, figure);
}

static void add_all_marks(struct sx_claims *claims)
{
	ADD(claims, "subject=ferries", "value=12", "source=some/where/harbour.txt");
	ADD(claims, "subject=tugs", "value=30", "comparator=gt");
	ADD(claims, "subject=barges", "value=50", "comparator=le");
	ADD(claims, "subject=yachts", "value=400", "comparator=approx");
	ADD(claims, "subject=crews", "low=70", "high=90");
	ADD(claims, "subject=depth", "value=15", "low=14", "high=16");
}

/* What stands between <text> and </text>, from *at on, its entities resolved. */
static bool next_text(const struct sx_buf *svg, size_t *at, struct sx_buf *out)
{
	static const char *const entities[][2] = {
		{ "&lt;", "<" }, { "&gt;", ">" }, { "&amp;", "&" }, { "&quot;", "\"" }
	};
	const char *from = strstr(svg->p + *at, "<text>");
	sx_buf_clear(out);
	if (!from)
		return false;
	const char *to = strstr(from, "</text>");
	cr_assert_not_null(to);
	for (from += strlen("<text>"); from < to;) {
		size_t skip = 0;
		for (size_t i = 0; i < 4 && !skip; i++)
			if (strncmp(from, entities[i][0], strlen(entities[i][0])) == 0) {
				sx_buf_z(out, entities[i][1]);
				skip = strlen(entities[i][0]);
			}
		if (!skip) {
			sx_buf_c(out, *from);
			skip = 1;
		}
		from += skip;
	}
	*at = (size_t)(to - svg->p);
	return true;
}

static bool has_text(const struct sx_buf *svg, struct sx_str wanted)
{
	struct sx_buf text = { 0 };
	bool found = false;
	for (size_t at = 0; !found && next_text(svg, &at, &text);)
		found = sx_str_eq(sx_buf_view(&text), wanted);
	sx_buf_release(&text);
	return found;
}

/* Pieces that have run commands, or broken a line, in one gnuplot context or another. MARK becomes a file name. */
static const char *const pieces[] = {
	"`touch MARK`",
	"\"",
	"'",
	"\\",
	"\n",
	"''",
	"\"\"",
	"\\\"",
	"\\'",
	"\".system(\"touch MARK\").\"",
	"'.system('touch MARK').'",
	"\n!touch MARK\n",
	"\nset output '|touch MARK'\n",
	"< touch MARK",
	"| touch MARK",
	"$(touch MARK)",
	"@x",
	"#",
	"%s",
	"%n",
	"\\n",
	"\\t",
	"\\047",
	"{/=9 x}",
	"^2",
	"_3",
	"~a{b}",
	"&{c}",
	"<b>",
	"&amp;",
	"]]>",
	"<!--",
	"</text>",
	"\t",
	"\033[2J",
	"\xE2\x80\xAE",
	"\xE7\xBD\x91",
	"word",
	" ",
	",",
	";",
	"1e5",
	"NaN",
	"?",
	"-",
};
enum { PIECES = sizeof pieces / sizeof *pieces };

static void add_piece(struct sx_buf *text, const char *piece, const char *mark)
{
	for (const char *at; (at = strstr(piece, "MARK")); piece = at + 4) {
		sx_buf_add(text, piece, (size_t)(at - piece));
		sx_buf_z(text, mark);
	}
	sx_buf_z(text, piece);
}

/* Texts made of one piece each, then of three in an order that is the same every time. */
static void hostile_text(struct sx_buf *text, unsigned i, const char *mark)
{
	unsigned state = i * 2654435761u;
	sx_buf_clear(text);
	if (i < PIECES) {
		add_piece(text, pieces[i], mark);
		return;
	}
	for (int k = 0; k < 3; k++) {
		state = state * 1664525u + 1013904223u;
		add_piece(text, pieces[(state >> 16) % PIECES], mark);
	}
}

Test(plot_render, hostile_texts_come_back_and_nothing_runs)
{
	enum { FIGURES = 52, ROWS = 200 };
	char mark[600];
	struct sx_buf text = { 0 }, wanted = { 0 };
	NEED_GNUPLOT();
	in_folder(mark, "marker");
	for (unsigned f = 0; f < FIGURES; f++) {
		struct sx_claims claims = { 0 };
		struct sx_figure figure;
		for (unsigned r = 0; r < ROWS; r++) {
			struct sx_claim claim = { .value = sx_decimal_of(100 + r), .predicate = SX_STR("happened") };
			struct sx_err err = { 0 };
			hostile_text(&text, f * ROWS + r, mark);
			claim.subject = claim.period = sx_buf_view(&text);
			claim.section = f % 4 == 1 ? sx_str_of(pieces[r % 7]) : (struct sx_str){ 0 };
			claim.unit = f % 2 ? sx_str_of(pieces[f % PIECES]) : (struct sx_str){ 0 };
			cr_assert_eq(sx_claims_add(&claims, &claim, &err), 0);
		}
		struct sx_plot_options options = { .format = "svg", .label = -1, .width_mm = 400, .top = ROWS };
		options.grouped = f % 4 == 1; /* a table, with headings */
		options.group_by = SX_COL_section;
		draw_as(&claims, &options, &figure);
		struct sx_buf all = { 0 }, names = { 0 };
		sx_buf_c(&all, '\n');
		for (size_t at = 0; next_text(&figure.bytes, &at, &text); sx_buf_c(&all, '\n'))
			sx_buf_str(&all, sx_buf_view(&text));
		sx_buf_c(&names, '\n');
		for (unsigned r = 0; r < ROWS; r++, sx_buf_c(&names, '\n'))
			sx_clean_label(&names, claims.row[r].subject);
		for (unsigned r = 0; r < ROWS; r++) {
			sx_buf_clear(&wanted);
			sx_buf_c(&wanted, '\n');
			sx_clean_label(&wanted, claims.row[r].subject);
			sx_buf_c(&wanted, '\n');
			/* Longer ones are broken, and those that read alike are joined by what tells them apart. */
			const char *first = strstr(names.p, wanted.p);
			if (wanted.n > 2 && wanted.n < 80 && !strstr(first + 1, wanted.p))
				cr_expect(strstr(all.p, wanted.p), "lost: %s", wanted.p);
		}
		sx_buf_release(&all);
		sx_buf_release(&names);
		cr_expect_eq(access(mark, F_OK), -1, "a text was run");
		sx_figure_release(&figure);
		sx_claims_release(&claims);
	}
	sx_buf_release(&text);
	sx_buf_release(&wanted);
}

Test(plot_render, same_input_same_bytes)
{
	static const char *const formats[] = { "svg", "png", "pdf", "eps" };
	NEED_GNUPLOT();
	for (size_t i = 0; i < 4; i++) {
		struct sx_claims claims = { 0 };
		struct sx_figure one, two;
		add_all_marks(&claims);
		draw(&claims, formats[i], 89, &one);
		draw(&claims, formats[i], 89, &two);
		cr_expect(sx_str_eq(sx_buf_view(&one.bytes), sx_buf_view(&two.bytes)), "%s", formats[i]);
		sx_figure_release(&one);
		sx_figure_release(&two);
		sx_claims_release(&claims);
	}
}

Test(plot_render, svg)
{
	struct sx_claims claims = { 0 };
	struct sx_figure figure;
	NEED_GNUPLOT();
	add_all_marks(&claims);
	draw(&claims, "svg", 89, &figure);
	const char *svg = figure.bytes.p;
	cr_expect(strstr(svg, " width=\"89mm\" height=\""));
	cr_expect(strstr(svg, "<title id=\"title\">6 counts as stated</title>"));
	cr_expect(strstr(svg,
			 "<desc id=\"desc\">Sorted dots on a linear axis: 6 counts, from 12 (Ferries) to about 400 "
			 "(Yachts). 1 has an uncertainty, 1 is approximate, 1 is a range, 1 is a lower bound, 1 is an "
			 "upper bound. The length of an arrow has no meaning.</desc>"));
	cr_expect(strstr(svg, "font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\""));
	cr_expect_not(strstr(svg, "Gnuplot</title>"));
	cr_expect(has_text(&figure.bytes, SX_STR("70\xE2\x80\x93"
						 "90")));
	cr_expect(has_text(&figure.bytes, SX_STR("\xE2\x89\xA4"
						 "50")));
	sx_figure_release(&figure);
	sx_claims_release(&claims);
}

static uint32_t big_endian(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

Test(plot_render, png)
{
	struct sx_claims claims = { 0 };
	struct sx_figure figure;
	unsigned resolutions = 0, texts = 0;
	NEED_GNUPLOT();
	add_all_marks(&claims);
	draw(&claims, "png", 89, &figure);
	const struct sx_buf *png = &figure.bytes;
	for (size_t at = 8; at < png->n; at += 12 + big_endian(png->p + at)) {
		uint32_t n = big_endian(png->p + at);
		struct sx_str checked = { png->p + at + 4, n + 4 };
		cr_expect_eq(sx_crc32(checked), big_endian(png->p + at + 8 + n), "checksum of %.4s", png->p + at + 4);
		if (memcmp(png->p + at + 4, "IHDR", 4) == 0)
			cr_expect_eq(big_endian(png->p + at + 8), 1051, "89 mm at 300 dots an inch");
		if (memcmp(png->p + at + 4, "pHYs", 4) == 0) {
			resolutions++;
			cr_expect_eq(big_endian(png->p + at + 8), 11811);
		}
		texts += memcmp(png->p + at + 4, "iTXt", 4) == 0;
	}
	cr_expect_eq(resolutions, 1);
	cr_expect_eq(texts, 2);
	sx_figure_release(&figure);
	sx_claims_release(&claims);
}

Test(plot_render, pdf)
{
	struct sx_claims claims = { 0 };
	struct sx_figure figure;
	NEED_GNUPLOT();
	add_all_marks(&claims);
	draw(&claims, "pdf", 89, &figure);
	const char *at = figure.bytes.p, *end = at + figure.bytes.n;
	unsigned dates = 0;
	while ((at = memmem(at, (size_t)(end - at), "Date (D:", 8))) {
		at += 8;
		cr_expect_eq(memcmp(at, "20000101000000", 14), 0, "%.14s", at);
		dates++;
	}
	cr_expect_geq(dates, 1);
	cr_expect(memmem(figure.bytes.p, figure.bytes.n, "/Title <FEFF003600200063", 24), "6 c...");
	cr_expect(memmem(figure.bytes.p, figure.bytes.n, "LiberationSans", 14) ||
			  memmem(figure.bytes.p, figure.bytes.n, "/FontFile", 9),
		  "the font is embedded");
	cr_expect_eq(memcmp(end - 6, "%%EOF\n", 6), 0);
	sx_figure_release(&figure);
	sx_claims_release(&claims);
}

/* Run sx_plot and expect a failure of this kind whose message or hint has these words. */
static void expect_failure(const struct sx_plot_options *options, enum sx_code code, const char *words)
{
	struct sx_claims claims = { 0 };
	struct sx_plot_report report;
	struct sx_err err = { 0 };
	add_all_marks(&claims);
	cr_expect_eq(sx_plot(&claims, options, &report, &err), -1, "%s", words);
	cr_expect_eq(err.code, code, "%s", err.text);
	cr_expect(strstr(err.text, words) || strstr(err.hint, words), "%s / %s", err.text, err.hint);
	cr_expect_eq(access(options->output, F_OK), -1, "a failure left %s", options->output);
	sx_buf_release(&report.messages);
	sx_claims_release(&claims);
}

Test(plot_render, a_missing_program)
{
	char output[600];
	struct sx_plot_options options = { .label = -1,
					   .output = in_folder(output, "f.svg"),
					   .gnuplot = "no-such-gnuplot" };
	expect_failure(&options, SX_MISSING, "install gnuplot-nox");
}

Test(plot_render, programs_that_fail)
{
	static const char *const fakes[][2] = {
		{ "exit 0", "wrote no svg file" },
		{ ": > fig.svg", "wrote no whole svg file" },
		{ "echo '<?xml version=\"1.0\"?><svg><g>' > fig.svg", "wrote no whole svg file" },
		{ "echo 'line 7: undefined variable' >&2; echo '<?xml ?></svg>' > fig.svg",
		  "line 7: undefined variable" },
		{ "exit 3", "status 3" },
		{ "kill -9 $$", "signal 9" },
		{ "echo '<?xml ?></svg>' > fig.svg", "of an unknown kind" },
	};
	char output[600], program[600];
	struct sx_plot_options options = { .label = -1,
					   .output = in_folder(output, "f.svg"),
					   .gnuplot = in_folder(program, "gnuplot") };
	for (size_t i = 0; i < sizeof fakes / sizeof *fakes; i++) {
		FILE *file = fopen(program, "w");
		cr_assert_not_null(file);
		fprintf(file, "#!/bin/sh\n%s\n", fakes[i][0]);
		fclose(file);
		cr_assert_eq(chmod(program, 0700), 0);
		expect_failure(&options, SX_IO, fakes[i][1]);
	}
}

Test(plot_render, what_cannot_be_asked_for)
{
	char output[600];
	struct sx_plot_options options = { .label = -1, .output = in_folder(output, "f.bmp") };
	expect_failure(&options, SX_USAGE, "names no format");
	options = (struct sx_plot_options){ .label = -1, .output = in_folder(output, "f.svg"), .format = "gif" };
	expect_failure(&options, SX_USAGE, "'gif' is no format");
	options = (struct sx_plot_options){ .label = -1, .output = output, .width_mm = 5 };
	expect_failure(&options, SX_USAGE, "40 to 400 mm");
	options = (struct sx_plot_options){
		.label = -1, .output = in_folder(output, "f.png"), .width_mm = 400, .dpi = 2400
	};
	expect_failure(&options, SX_USAGE, "pixels");
}

static void keep(const char *stem, const char *output, enum sx_code code)
{
	struct sx_plot_options options = { .label = -1, .output = output, .keep = stem };
	struct sx_claims claims = { 0 };
	struct sx_plot_report report;
	struct sx_err err = { 0 };
	add_all_marks(&claims);
	sx_plot(&claims, &options, &report, &err);
	cr_expect_eq(err.code, code, "%s", err.text);
	sx_buf_release(&report.messages);
	sx_claims_release(&claims);
}

Test(plot_render, kept_script_draws_again)
{
	static const char *const stems[] = { "plain",         "with blank", "it's",    "`touch marker`",
					     "|touch marker", "a.b",        "\xC3\xA9" };
	char stem[600], output[600], script[700];
	NEED_GNUPLOT();
	for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
		struct sx_err err = { 0 };
		struct sx_proc_result result;
		keep(in_folder(stem, stems[i]), in_folder(output, "figure.svg"), SX_OK);
		snprintf(script, sizeof script, "./%s.gp", stems[i]);
		const char *const argv[] = { "gnuplot", "-d", script, NULL };
		cr_expect_eq(sx_proc_run(&(struct sx_proc){ .argv = argv, .folder = folder }, &result, &err), 0);
		cr_expect_eq(result.status, 0, "%s: %s", stems[i], result.errors.p);
		snprintf(script, sizeof script, "%s.svg", stem);
		cr_expect_eq(access(script, F_OK), 0, "%s", script);
		cr_expect_eq(access(in_folder(output, "marker"), F_OK), -1, "%s was run", stems[i]);
		sx_buf_release(&result.output);
		sx_buf_release(&result.errors);
	}
}

Test(plot_render, keeping_spares_the_files_of_others)
{
	char stem[600], output[600], table[600];
	struct sx_buf content = { 0 };
	struct sx_err err = { 0 };
	NEED_GNUPLOT();
	FILE *file = fopen(in_folder(table, "claims.tsv"), "w");
	cr_assert_not_null(file);
	fputs("subject\tvalue\n", file);
	fclose(file);
	keep(in_folder(stem, "claims"), in_folder(output, "claims.svg"), SX_USAGE);
	cr_expect_eq(access(output, F_OK), -1);
	cr_assert_eq(sx_read_file(&content, table, 1000, &err), 0);
	cr_expect_str_eq(content.p, "subject\tvalue\n");
	keep(in_folder(stem, "ours"), in_folder(output, "ours.svg"), SX_OK);
	keep(stem, output, SX_OK);
	sx_buf_release(&content);
}

/* All figures of a folder come from one gnuplot, and each is what it would be alone. */
Test(plot_render, a_folder_of_figures)
{
	static const char *const formats[] = { "svg", "png", "pdf", "eps" };
	char path[600], name[700];
	NEED_GNUPLOT();
	in_folder(path, "all");
	for (size_t i = 0; i < 4; i++) {
		struct sx_claims claims = { 0 };
		struct sx_plot_options options = { .format = formats[i], .label = -1, .output = path };
		struct sx_plot_report report;
		struct sx_buf content = { 0 };
		struct sx_figure figure;
		struct sx_err err = { 0 };
		add_all_marks(&claims);
		draw(&claims, formats[i], 89, &figure);
		ADD(&claims, "subject=rope", "value=9", "unit=km", "kind=length");
		ADD(&claims, "subject=chain", "value=7", "unit=km", "kind=length");
		cr_assert_eq(sx_plot_all(&claims, &options, &report, &err), 0, "%s", err.text);
		cr_expect(strstr(report.messages.p, "3 figures\n"), "%s", report.messages.p);
		snprintf(name, sizeof name, "%s/counts.%s", path, formats[i]);
		cr_assert_eq(sx_read_file(&content, name, 1 << 24, &err), 0, "%s", err.text);
		cr_expect(sx_str_eq(sx_buf_view(&content), sx_buf_view(&figure.bytes)), "%s", formats[i]);
		static const char *const members[] = { "counts", "length-in-km", "numbers-histogram" };
		for (size_t k = 0; k < 3; k++) {
			snprintf(name, sizeof name, "%s/%s.%s", path, members[k], formats[i]);
			cr_expect_eq(unlink(name), 0, "%s", name);
			snprintf(name, sizeof name, "%s/%s.caption.txt", path, members[k]);
			cr_expect_eq(unlink(name), 0, "%s", name);
		}
		snprintf(name, sizeof name, "%s/index.md", path);
		cr_expect_eq(unlink(name), 0);
		cr_expect_eq(rmdir(path), 0, "something else is left");
		sx_buf_release(&content);
		sx_figure_release(&figure);
		sx_buf_release(&report.messages);
		sx_claims_release(&claims);
	}
}
