/* Markdown: what is prose, which lines are headings, and where they stand. */
#include "base/buf.h"
#include "read/read.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct note {
	struct sx_buf text, headings, runs;
	char date[11], lang[4];
};

static void read_note(struct note *note, struct sx_str bytes, size_t size)
{
	struct sx_err err = { 0 };
	struct sx_doc doc;
	struct sx_piece piece;
	int rc;
	char path[] = "/tmp/test_read_markdown.XXXXXX";
	int fd = mkstemp(path);
	cr_assert(fd >= 0 && (bytes.n == 0 || write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n));
	close(fd);
	struct sx_reader *reader =
		sx_reader_open(path, &(struct sx_read_options){ .format = "markdown", .piece = size }, &err);
	unlink(path);
	cr_assert(reader, "%s", err.text);
	*note = (struct note){ 0 };
	cr_assert_eq(sx_reader_doc(reader, &doc, &err), 1);
	snprintf(note->date, sizeof note->date, "%.*s", (int)doc.date.n, doc.date.p);
	snprintf(note->lang, sizeof note->lang, "%.*s", (int)doc.lang.n, doc.lang.p);
	while ((rc = sx_reader_piece(reader, &piece, &err)) == 1) {
		for (size_t i = 0; i < piece.n_marks; i++)
			sx_buf_addf(&note->headings, "{%.*s}", (int)piece.marks[i].n,
				    piece.text.p + (piece.marks[i].text - note->text.n));
		sx_buf_add(&note->runs, piece.runs, piece.n_runs * sizeof *piece.runs);
		sx_buf_str(&note->text, piece.text);
	}
	cr_expect_eq(rc, 0, "%s", err.text);
	sx_buf_c(&note->text, 0);
	sx_buf_c(&note->headings, 0);
	sx_reader_close(reader);
}

static void release(struct note *note)
{
	sx_buf_release(&note->text);
	sx_buf_release(&note->headings);
	sx_buf_release(&note->runs);
}

struct markdown_case {
	const char *markdown, *text, *headings;
};

static const struct markdown_case cases[] = {
	{ "", "", "" },
	{ "Rain: 12 mm\nand more.\n", "Rain: 12 mm\nand more.", "" },
	/* Headings. */
	{ "# One *and* `x` #\nText\n## Two {#id}\n###\n#no", "One and \u2026\n\nText\n\nTwo\n\n#no",
	  "{One and \u2026}{Two}" },
	{ "One\nmore\n===\nTwo\n---\n---\nthree", "One\nmore\n\nTwo\n\nthree", "{One\nmore}{Two}" },
	/* Emphasis, and what looks like it. */
	{ "**12.5** *%* __a__ _b_ ***c*** 1**2**3 a_b_c 5 * 3 2*3*4", "12.5 % a b c 123 a_b_c 5 * 3 2*3*4", "" },
	{ "\\*5\\* 6\\% \\a ~~7~~8", "*5* 6% \\a 8", "" },
	/* Links, pictures, notes. */
	{ "[5 km](http://x/9 \"9\") ![6](9.png) [7][9] [8][] [9] <http://x/9> [a](<9 9>) [b](9 (9))",
	  "5 km 6 7 8 [9]  a b", "" },
	{ "5 km[^1] more\n\n[^1]: A 6 km note.\n[^2]: B.\n\n[9]: http://x/9\n[8]: 9\n",
	  "5 km more\n\nA 6 km note.\n\nB.", "" },
	{ "[a [b](c) d](e) [x](y z) [u](v", "a b d [x](y z) [u](v", "" },
	/* Code. */
	{ "use `9 ` and ``a ` 9`` and ` 5", "use \u2026 and \u2026 and ` 5", "" },
	{ "a\n```sh\n9\n\n9\n```\nb\n\n~~~~\n9\n~~~\n9\n~~~~\nc\n\n    9\n\nd\n    e", "a\n\nb\n\nc\n\nd\ne", "" },
	{ "5 km\n```\n9", "5 km", "" },
	/* Lists, quotations, rules. */
	{ "- a\n- b\n  c\n\n  d\n\n      9\n\n* * *\n1. e\n2) f\n", "a\n \nb\nc\n\nd\n \ne\n \nf", "" },
	{ "> a 5\n> b\n\n> > c\n> - d", "a 5\nb\n\nc\n \nd", "" },
	{ "It was in\n2014. Then\n1\\. x", "It was in\n2014. Then\n1. x", "" },
	/* Tables. */
	{ "| Year | Rain |\n|------|-----:|\n| 2014 | 12\\|3 |\nb", "Year \t Rain\n\n2014 \t 12|3\n\nb", "" },
	{ "Year | Rain\n-----|-----\n2014 | 12\n", "Year \t Rain\n\n2014 \t 12", "" },
	/* HTML, references, powers. */
	{ "a <b>5</b>&nbsp;km<br>b <!-- 9 --> 10<sup>6</sup> <del>9</del><code>9</code> x < 5 &amp",
	  "a 5\u00A0km\nb  10^6 \u2026 x < 5 &", "" },
	{ "<!-- 9\n\n9 -->\n\na\n\n<script>\n9\n</script>\n<div>b</div>", "a\n\nb", "" },
	{ "10^6^ 1^st^ 2^3 m^2^.", "10^6 1st 2^3 m^2.", "" },
	{ "H~2~O and CO~2~, ~5 to ~6, a~b, (~10-~20), x~", "H2O and CO2, ~5 to ~6, a~b, (~10-~20), x~", "" },
	/* Front matter, and rules that begin none. */
	{ "---\ndate: 2014-06-03\nx: 9\n---\na", "a", "" },
	{ "---\n\na\n\n---\n", "a", "" },
	{ "---\ndate: 2014-06-03\na", "date: 2014-06-03\na", "" },
	{ "a\r\nb\r\n\r\n# c\r\n", "a\rb\n\nc", "{c}" },
};

Test(read_markdown, prose)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (size_t size = 0; size < 12; size++) {
			struct note note;
			read_note(&note, sx_str_of(cases[i].markdown), size);
			cr_expect_str_eq(note.text.p, cases[i].text, "case %zu, pieces of %zu: %s", i, size,
					 note.text.p);
			cr_expect_str_eq(note.headings.p, cases[i].headings, "case %zu, pieces of %zu: %s", i, size,
					 note.headings.p);
			release(&note);
		}
	}
}

Test(read_markdown, front_matter)
{
	static const struct {
		const char *markdown, *date, *lang;
	} notes[] = {
		{ "---\ntitle: x\ndate: 2014-06-03\nlang: en-GB\n---\n", "2014-06-03", "en" },
		{ "---\r\ndate: \"2014-06-03T10:00\"\r\n...\r\n", "2014-06-03", "" },
		{ "+++\ndate = '2014-06-03'\nlanguage = 'de'\n+++\n", "2014-06-03", "de" },
		{ "---\ndate: June\n---\n", "", "" },
		{ "date: 2014-06-03\n", "", "" },
	};
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
		struct note note;
		read_note(&note, sx_str_of(notes[i].markdown), 3);
		cr_expect_str_eq(note.date, notes[i].date, "note %zu", i);
		cr_expect_str_eq(note.lang, notes[i].lang, "note %zu", i);
		release(&note);
	}
}

static void check_place(const struct note *note, const char *words, uint64_t source, uint64_t line, uint64_t column)
{
	const char *found = strstr(note->text.p, words);
	cr_assert(found, "%s", words);
	uint64_t at = (uint64_t)(found - note->text.p);
	const struct sx_run *runs = (const struct sx_run *)(const void *)note->runs.p, *run = NULL;
	for (size_t i = 0; i < note->runs.n / sizeof *runs && runs[i].text <= at; i++)
		run = &runs[i];
	cr_assert(run);
	cr_expect_eq(run->source + (at - run->text) / run->text_step * run->source_step, source, "%s", words);
	cr_expect_eq(run->line, line, "%s: line %" PRIu64, words, run->line);
	cr_expect_eq(run->column + (at - run->text) / run->text_step, column, "%s: column", words);
}

Test(read_markdown, places)
{
	for (size_t size = 0; size < 12; size++) {
		struct note note;
		read_note(&note, SX_STR("\xEF\xBB\xBF# Caf\xC3\xA9\n\n> [5 km](x) &amp; **6** mm\n\n- 7"), size);
		check_place(&note, "Caf", 5, 1, 3);
		check_place(&note, "5 km", 15, 3, 4);
		check_place(&note, "&", 24, 3, 13);
		check_place(&note, "6", 32, 3, 21);
		check_place(&note, "7", 42, 5, 3);
		release(&note);
	}
}

/* As much time as text, however it nests. */
Test(read_markdown, much_of_everything, .timeout = 60)
{
	static const char *const units[] = { "[",       "](",      "[a](",  "[a](b \"", "`",      "`a``",  "<",
					     "<a",      "*a ",     "_",     "~~",       "~~a~~~", "> ",    "- ",
					     "^",       "^a",      "&",     "\\",       "|",      "#",     "<del>",
					     "<!--",    "[^",      "![a][", "a\n",      "> a\n",  "- a\n", "    a\n\n",
					     "```\n\n", "| a |\n", "|-|\n", "[a]: b\n" };
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct sx_buf bytes = { 0 };
		struct note note;
		for (size_t n = 0; n < 100000; n++)
			sx_buf_z(&bytes, units[i]);
		read_note(&note, sx_buf_view(&bytes), 0);
		release(&note);
		sx_buf_release(&bytes);
	}
}
