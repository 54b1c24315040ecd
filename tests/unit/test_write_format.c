/* JSON Lines, Markdown, the terminal's table, and the list of formats. */
#include "base/utf8.h"
#include "write/write.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

static struct sx_decimal number(const char *z)
{
	struct sx_decimal d = { 0 };
	cr_assert(!*z || sx_decimal_read(&d, sx_str_of(z)) == 0);
	return d;
}

struct written {
	struct sx_out out;
	struct sx_writer *writer;
	struct sx_sink sink;
	char path[40];
};

static void begin(struct written *w, const char *format, struct sx_write_options options)
{
	struct sx_err err = { 0 };
	strcpy(w->path, "/tmp/test_write_format.XXXXXX");
	close(mkstemp(w->path));
	cr_assert_eq(sx_out_open(&w->out, w->path, &err), 0, "%s", err.text);
	w->writer = sx_writer_new(format, &options, &w->out, &err);
	cr_assert(w->writer, "%s", err.text);
	w->sink = sx_writer_sink(w->writer);
}

static void take(struct written *w, struct sx_claim claim)
{
	struct sx_err err = { 0 };
	cr_assert_eq(w->sink.take(w->sink.ctx, &claim, &err), 0, "%s", err.text);
}

/* Compare, and free all. */
static char *end(struct written *w)
{
	struct sx_err err = { 0 };
	struct sx_buf bytes = { 0 };
	cr_assert_eq(sx_writer_end(w->writer, &err), 0, "%s", err.text);
	cr_assert_eq(sx_out_commit(&w->out, &err), 0, "%s", err.text);
	sx_writer_free(w->writer);
	cr_assert_eq(sx_read_file(&bytes, w->path, 1 << 24, &err), 0);
	unlink(w->path);
	sx_buf_add(&bytes, "", 0);
	return bytes.p;
}

static void expect(struct written *w, const char *expected)
{
	char *got = end(w);
	cr_expect_str_eq(got, expected);
	free(got);
}

static struct sx_claim netizens(void)
{
	return (struct sx_claim){ .subject = SX_STR("netizens"),
				  .comparator = SX_GT,
				  .value = number("600000000"),
				  .place = SX_STR("China"),
				  .source = SX_STR("speech.txt"),
				  .line = 12 };
}

static struct sx_claim growth(void)
{
	return (struct sx_claim){ .subject = SX_STR("the output of the furniture industry of the northern provinces"),
				  .low = number("3"),
				  .high = number("3.5"),
				  .unit = SX_STR("%"),
				  .change = SX_INCREASE,
				  .period = SX_STR("last year"),
				  .source = SX_STR("speech.txt"),
				  .line = 7 };
}

Test(write_format, jsonl)
{
	static const enum sx_column columns[] = { SX_COL_subject, SX_COL_comparator, SX_COL_value, SX_COL_change,
						  SX_COL_source,  SX_COL_line,       SX_COL_start, SX_COL_end };
	struct sx_err err = { 0 };
	struct written w;
	begin(&w, "jsonl", (struct sx_write_options){ .columns = columns, .n_columns = 8 });
	take(&w, (struct sx_claim){ .subject = SX_STR("a \"b\"\n\x1B"),
				    .value = number("0.10"),
				    .source = SX_STR("7"),
				    .source_json = SX_STR("7"),
				    .end = 4 });
	take(&w, (struct sx_claim){ .value = number("1e60"), .source = SX_STR("7"), .line = 2 });
	cr_assert_eq(w.sink.skip(w.sink.ctx, SX_STR("\"x\""), 3, "no \"text\"", &err), 0);
	cr_assert_eq(w.sink.skip(w.sink.ctx, SX_STR(""), 4, "broken", &err), 0);
	expect(&w, "{\"subject\":\"a "
		   "\\\"b\\\"\\n\\u001b\",\"comparator\":\"eq\",\"value\":0.10,\"change\":null,\"source\":7,"
		   "\"line\":null,\"start\":0,\"end\":4}\n"
		   "{\"subject\":null,\"comparator\":\"eq\",\"value\":1e60,\"change\":null,\"source\":\"7\",\"line\":2,"
		   "\"start\":null,\"end\":null}\n"
		   "{\"source\":\"x\",\"line\":3,\"error\":\"no \\\"text\\\"\"}\n"
		   "{\"source\":null,\"line\":4,\"error\":\"broken\"}\n");
}

Test(write_format, markdown)
{
	static const enum sx_column columns[] = { SX_COL_subject, SX_COL_value, SX_COL_period_start };
	struct written w;
	begin(&w, "md", (struct sx_write_options){ .columns = columns, .n_columns = 3 });
	take(&w, (struct sx_claim){ .subject = SX_STR("a|b <i>*x*</i>\n`y`"), .value = number("5") });
	take(&w, (struct sx_claim){ .subject = SX_STR("z"), .low = number("1"), .high = number("2.50") });
	expect(&w, "| subject | value | period\\_start |\n"
		   "|---|---:|---|\n"
		   "| a\\|b \\<i\\>\\*x\\*\\</i\\> \\`y\\` | 5 |  |\n"
		   "| z | 1–2.50 |  |\n");
}

Test(write_format, table)
{
	struct written w;
	begin(&w, "table", (struct sx_write_options){ .width = 80 });
	take(&w, netizens());
	take(&w, growth());
	expect(&w, "subject                     change           value  unit  place  period     line\n"
		   "──────────────────────────  ────────  ─  ─────────  ────  ─────  ─────────  ────\n"
		   "netizens                              >  600000000        China               12\n"
		   "the output of the furnitu…  increase  =      3–3.5  %            last year     7\n");
}

Test(write_format, table_in_ascii)
{
	static const enum sx_column columns[] = { SX_COL_subject, SX_COL_comparator, SX_COL_value, SX_COL_low };
	struct written w;
	begin(&w, "table",
	      (struct sx_write_options){
		      .columns = columns, .n_columns = 4, .width = 40, .ascii = true, .colour = true });
	take(&w, (struct sx_claim){ .subject = SX_STR("a\tb\x1B]0;x\x07"), .comparator = SX_LE, .low = number("-5") });
	take(&w, growth());
	expect(&w, "\033[1msubject                       value  low\033[0m\n"
		   "------------------------  --  -----  ---\n"
		   "a b\\x1B]0;x\\x07           <=          -5\n"
		   "the output of the fur...  =            3\n");
}

/* Wide and combining characters, a narrow screen, and a number that is never cut. */
Test(write_format, table_cells)
{
	static const enum sx_column columns[] = { SX_COL_value, SX_COL_subject, SX_COL_place };
	struct written w;
	begin(&w, "table", (struct sx_write_options){ .columns = columns, .n_columns = 3, .width = 30 });
	take(&w, (struct sx_claim){
			 .subject = SX_STR("全国互联网用户总数量"), .place = SX_STR("中国"), .value = number("1") });
	take(&w, (struct sx_claim){ .subject = SX_STR("e\u0301te\u0301 😀"),
				    .place = SX_STR("x"),
				    .value = number("123456789012") });
	expect(&w, "       value  subject    place\n"
		   "────────────  ─────────  ─────\n"
		   "           1  全国互联…  中国\n"
		   "123456789012  e\u0301te\u0301 😀     x\n");
}

Test(write_format, long_table)
{
	struct written w;
	begin(&w, "table", (struct sx_write_options){ .width = 60 });
	for (int i = 0; i < 1000; i++)
		take(&w, i < 300 ? netizens() : growth());
	char *got = end(&w), *p = got;
	size_t lines = 0;
	for (; (p = strchr(p, '\n')); p++)
		lines++;
	cr_expect_eq(lines, 1002);
	free(got);
	begin(&w, "table", (struct sx_write_options){ 0 });
	expect(&w, "");
}

Test(write_format, names)
{
	struct sx_err err = { 0 };
	struct sx_out out = { 0 };
	if (!sx_writer_by_suffix("a.xlsx")->built) {
		cr_expect_null(sx_writer_new("xlsx", NULL, &out, &err));
		cr_expect_eq(err.code, SX_USAGE);
		cr_expect_str_eq(err.text, "the format xlsx is known but not built into this statext");
		err = (struct sx_err){ 0 };
	}
	cr_expect_null(sx_writer_new("ods", NULL, &out, &err));
	cr_expect_str_eq(err.text, "there is no output format \"ods\"");
	cr_expect_str_eq(err.hint, "the formats are csv, tsv, jsonl, md, table, xlsx");
	cr_expect_str_eq(sx_writer_by_suffix("a/b.c/claims.JSONL")->name, "jsonl");
	cr_expect_str_eq(sx_writer_by_suffix("claims.xlsx")->name, "xlsx");
	cr_expect_null(sx_writer_by_suffix("claims.d/csv"));
	cr_expect_null(sx_writer_by_suffix("claims."));
	cr_expect_null(sx_writer_by_suffix("claims"));
}
