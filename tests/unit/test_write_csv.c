/* CSV and TSV: quotes only where they must be, and no cell that a spreadsheet would run. */
#include "write/write.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct cell_case {
	struct sx_str text;
	const char *csv, *tsv, *raw; /* raw: CSV without the guard */
};

#define S(literal)                                                                                                     \
	{                                                                                                              \
		(literal), sizeof(literal) - 1                                                                         \
	}
#define SAME(text)                                                                                                     \
	{                                                                                                              \
		S(text), text, text, text                                                                              \
	}

static const struct cell_case cells[] = {
	{ S(""), "\"\"", "\"\"", "\"\"" }, /* alone in its row */
	SAME("hosts"),
	SAME("naïve €5 😀"),
	SAME("it's"),
	SAME("'tis"),
	SAME("a'=b"),
	SAME("; | \\ : \x1B[0m"),
	{ S("a,b"), "\"a,b\"", "a,b", "\"a,b\"" },
	{ S("a\tb"), "a\tb", "\"a\tb\"", "a\tb" },
	{ S("say \"5\""), "\"say \"\"5\"\"\"", "\"say \"\"5\"\"\"", "\"say \"\"5\"\"\"" },
	{ S("a\nb"), "\"a\nb\"", "\"a\nb\"", "\"a\nb\"" },
	{ S("a\rb"), "\"a\rb\"", "\"a\rb\"", "\"a\rb\"" },
	{ S(" a"), "\" a\"", "\" a\"", "\" a\"" },
	{ S("a "), "\"a \"", "\"a \"", "\"a \"" },
	{ S("a\0b"), "a\uFFFDb", "a\uFFFDb", "a\uFFFDb" },
	{ S("a,\0"), "\"a,\uFFFD\"", "a,\uFFFD", "\"a,\uFFFD\"" },
	{ S("=1+2"), "'=1+2", "'=1+2", "=1+2" },
	{ S("@x"), "'@x", "'@x", "@x" },
	{ S("\uFF1D1"), "'\uFF1D1", "'\uFF1D1", "\uFF1D1" }, /* =, + and @ of full width; so are ( and A */
	{ S("\uFF0Bx"), "'\uFF0Bx", "'\uFF0Bx", "\uFF0Bx" },
	{ S("\uFF20"), "'\uFF20", "'\uFF20", "\uFF20" },
	SAME("\uFF08"),
	SAME("\uFF21"),
	SAME("a\uFF1D"),
	{ S("+3.5%"), "'+3.5%", "'+3.5%", "+3.5%" },
	{ S("-x"), "'-x", "'-x", "-x" },
	{ S("-"), "'-", "'-", "-" },
	SAME("-5"),
	SAME("+3.50"),
	SAME("-.5"),
	{ S("\tx"), "\"'\tx\"", "\"'\tx\"", "\"\tx\"" },
	{ S("\rx"), "\"'\rx\"", "\"'\rx\"", "\"\rx\"" },
	{ S("'=x"), "''=x", "''=x", "'=x" },
	{ S("''-5"), "'''-5", "'''-5", "''-5" },
	{ S("=\"a\""), "\"'=\"\"a\"\"\"", "\"'=\"\"a\"\"\"", "\"=\"\"a\"\"\"" },
	{ S("=HYPERLINK(\"x\",\"a long cell takes the other way\")"),
	  "\"'=HYPERLINK(\"\"x\"\",\"\"a long cell takes the other way\"\")\"",
	  "\"'=HYPERLINK(\"\"x\"\",\"\"a long cell takes the other way\"\")\"",
	  "\"=HYPERLINK(\"\"x\"\",\"\"a long cell takes the other way\"\")\"" },
	SAME("a long cell without anything that has a meaning"),
	{ S("a long cell, with something that has a meaning"), "\"a long cell, with something that has a meaning\"",
	  "a long cell, with something that has a meaning", "\"a long cell, with something that has a meaning\"" },
};

/* What the writer makes of these claims, as one string that the caller frees. */
static char *written(const char *format, struct sx_write_options options, const struct sx_claim *claims, size_t n)
{
	char path[] = "/tmp/test_write_csv.XXXXXX";
	struct sx_err err = { 0 };
	struct sx_out out;
	struct sx_buf bytes = { 0 };
	close(mkstemp(path));
	cr_assert_eq(sx_out_open(&out, path, &err), 0, "%s", err.text);
	struct sx_writer *writer = sx_writer_new(format, &options, &out, &err);
	cr_assert(writer, "%s", err.text);
	struct sx_sink sink = sx_writer_sink(writer);
	for (size_t i = 0; i < n; i++)
		cr_assert_eq(sink.take(sink.ctx, &claims[i], &err), 0);
	cr_assert_eq(sx_writer_end(writer, &err), 0);
	cr_assert_eq(sx_out_commit(&out, &err), 0);
	sx_writer_free(writer);
	cr_assert_eq(sx_read_file(&bytes, path, 1 << 24, &err), 0);
	unlink(path);
	return bytes.p;
}

static void check(const char *format, bool raw, struct sx_str text, const char *expected)
{
	static const enum sx_column subject = SX_COL_subject;
	struct sx_claim claim = { .subject = text };
	struct sx_buf want = { 0 };
	char *got = written(format, (struct sx_write_options){ .columns = &subject, .n_columns = 1, .raw_cells = raw },
			    &claim, 1);
	sx_buf_addf(&want, "subject\n%s\n", expected);
	cr_expect_str_eq(got, want.p);
	sx_buf_release(&want);
	free(got);
}

Test(write_csv, cells)
{
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		check("csv", false, cells[i].text, cells[i].csv);
		check("tsv", false, cells[i].text, cells[i].tsv);
		check("csv", true, cells[i].text, cells[i].raw);
	}
}

Test(write_csv, all_columns)
{
	struct sx_claim claim = { .subject = SX_STR("mobile phones"),
				  .comparator = SX_GT,
				  .unit = SX_STR("%"),
				  .change = SX_DECREASE,
				  .source = SX_STR("=x.txt"),
				  .line = 3,
				  .column = 14,
				  .start = 0,
				  .end = 18446744073709551615u };
	sx_decimal_read(&claim.value, SX_STR("-12.50"));
	sx_decimal_read(&claim.confidence, SX_STR("0.9"));
	char *got = written("csv", (struct sx_write_options){ 0 }, &claim, 1);
	cr_expect_str_eq(got, "subject,comparator,value,low,high,unit,kind,predicate,of,per,change,period,period_start,"
			      "period_end,place,attribution,quantity,hedge,base_value,base_unit,confidence,note,rule,"
			      "sentence,section,source,page,line,column,start,end\n"
			      "mobile phones,gt,-12.50,,,%,,,,,decrease,,,,,,,,,,0.9,,,,,'=x.txt,,3,14,0,"
			      "18446744073709551615\n");
	free(got);
	got = written("tsv", (struct sx_write_options){ 0 }, NULL, 0);
	cr_expect_eq(strlen(got), strlen("subject,comparator,value,low,high,unit,kind,predicate,of,per,change,period,"
					 "period_start,period_end,place,attribution,quantity,hedge,base_value,"
					 "base_unit,confidence,note,rule,sentence,section,source,page,line,column,"
					 "start,end\n"));
	cr_expect(!strchr(got, ',') && strchr(got, '\t'));
	free(got);
}

/* What a cell is in CSV, said plainly; none of these is a formula. */
static void add_plainly(struct sx_buf *out, struct sx_str cell)
{
	bool wrap = cell.n && (strchr(" \t", cell.p[0]) || strchr(" \t", cell.p[cell.n - 1]));
	for (size_t i = 0; i < cell.n; i++)
		wrap |= strchr("\",\n\r", cell.p[i]) != NULL;
	sx_buf_z(out, wrap ? "\"" : "");
	for (size_t i = 0; i < cell.n; i++) {
		sx_buf_c(out, cell.p[i]);
		if (cell.p[i] == '"')
			sx_buf_c(out, '"');
	}
	sx_buf_z(out, wrap ? "\"" : "");
}

/* Each sign at each place of cells of each length; the memory ends with the cell, so that a byte read too far is found
 * by the sanitizers. And a choice of all columns is what there is without one. */
Test(write_csv, every_sign_at_every_place)
{
	static const char signs[] = "a,\"\n\r\t ;%";
	enum { LONGEST = 50 };
	enum sx_column columns[SX_COLUMNS];
	for (unsigned i = 0; i < SX_COLUMNS; i++)
		columns[i] = (enum sx_column)i;
	for (size_t n = 2; n <= LONGEST; n++) {
		struct sx_claim claims[LONGEST * (sizeof signs - 1)] = { 0 };
		struct sx_buf want = { 0 };
		size_t rows = 0;
		char *memory = malloc((n - 1) * (sizeof signs - 1) * n), *text = memory;
		cr_assert(memory);
		for (size_t at = 1; at < n; at++)
			for (const char *sign = signs; *sign; sign++, text += n) {
				memset(text, 'x', n);
				text[at] = *sign;
				claims[rows++].sentence = (struct sx_str){ text, n };
				sx_buf_z(&want, "\n,eq,,,,,,,,,,,,,,,,,,,,,,");
				add_plainly(&want, (struct sx_str){ text, n });
				sx_buf_z(&want, ",,,,,,,");
			}
		char *got = written("csv", (struct sx_write_options){ 0 }, claims, rows);
		char *chosen = written("csv", (struct sx_write_options){ .columns = columns, .n_columns = SX_COLUMNS },
				       claims, rows);
		sx_buf_c(&want, '\n');
		cr_assert_str_eq(strchr(got, '\n'), want.p);
		cr_assert_str_eq(got, chosen);
		sx_buf_release(&want);
		free(memory);
		free(chosen);
		free(got);
	}
}

/* More than the output holds back at a time. */
Test(write_csv, many_rows)
{
	enum { ROWS = 5000 };
	struct sx_claim *claims = calloc(ROWS, sizeof *claims);
	const enum sx_column columns[] = { SX_COL_line, SX_COL_subject, SX_COL_line };
	for (size_t i = 0; i < ROWS; i++)
		claims[i] =
			(struct sx_claim){ .subject = SX_STR("forty, or a few more, characters of text"), .line = i };
	char *got = written("csv", (struct sx_write_options){ .columns = columns, .n_columns = 3 }, claims, ROWS),
	     *p = got;
	size_t lines = 0;
	for (; (p = strchr(p, '\n')); p++)
		lines++;
	cr_expect_eq(lines, ROWS + 1);
	cr_expect(strstr(got, "\n4999,\"forty, or a few more, characters of text\",4999\n"));
	free(got);
	free(claims);
}

Test(write_csv, failing_output)
{
	struct sx_err err = { 0 };
	struct sx_out out;
	struct sx_claim claim = { .subject = SX_STR("a") };
	int rc = 0;
	cr_assert_eq(sx_out_open(&out, "/dev/full", &err), 0);
	struct sx_writer *writer = sx_writer_new("csv", NULL, &out, &err);
	cr_assert(writer);
	struct sx_sink sink = sx_writer_sink(writer);
	for (int i = 0; i < 100000 && rc == 0; i++)
		rc = sink.take(sink.ctx, &claim, &err);
	cr_expect_eq(rc, -1);
	cr_expect_eq(err.code, SX_IO);
	sx_writer_free(writer);
	sx_out_abandon(&out);
}
