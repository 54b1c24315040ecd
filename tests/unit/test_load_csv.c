/* CSV and TSV tables back into claims. */
#include "load/load.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

static int load(struct sx_claims *claims, const char *text, enum sx_load_format format, struct sx_err *err)
{
	return sx_load(claims, sx_str_of(text), format, "t.csv", err);
}

static void expect_cell(const struct sx_claim *claim, enum sx_column column, const char *text)
{
	struct sx_buf cell = { 0 };
	sx_claim_cell(claim, column, &cell);
	cr_expect(sx_str_is(sx_buf_view(&cell), text), "%s: %s", sx_columns[column].name, cell.p ? cell.p : "");
	sx_buf_release(&cell);
}

Test(load_csv, rows)
{
	struct sx_claims claims = { 0 };
	struct sx_err err = { 0 };
	static const char text[] = "\xEF\xBB\xBFvalue,what,\"subject\",comparator,line,start,end,change\r\n"
				   "\r\n"
				   "12.50,x,\" a, \"\"b\"\"\nc \",gt,3,0,7,increase\r\n"
				   ", , d ,,,,,\n"
				   "\n"
				   "1E+3,,'-5,le,,,,";
	cr_assert_eq(load(&claims, text, SX_LOAD_CSV, &err), 0, "%s", err.text);
	cr_assert_eq(claims.n, 3);
	expect_cell(&claims.row[0], SX_COL_value, "12.50");
	expect_cell(&claims.row[0], SX_COL_subject, " a, \"b\"\nc ");
	expect_cell(&claims.row[0], SX_COL_comparator, "gt");
	expect_cell(&claims.row[0], SX_COL_line, "3");
	expect_cell(&claims.row[0], SX_COL_start, "0");
	expect_cell(&claims.row[0], SX_COL_end, "7");
	expect_cell(&claims.row[0], SX_COL_change, "increase");
	expect_cell(&claims.row[1], SX_COL_value, "");
	expect_cell(&claims.row[1], SX_COL_subject, " d ");
	expect_cell(&claims.row[1], SX_COL_comparator, "eq");
	expect_cell(&claims.row[2], SX_COL_value, "1000");
	expect_cell(&claims.row[2], SX_COL_subject, "-5");
	sx_claims_release(&claims);
}

Test(load_csv, guard)
{
	struct sx_claims claims = { 0 };
	struct sx_err err = { 0 };
	cr_assert_eq(load(&claims, "subject\tplace\n'=a\t''=a\n'tis\t'\n\"'\tx\"\t'@\n'\uFF0Dx\t'\uFF21\n", SX_LOAD_TSV,
			  &err),
		     0);
	cr_assert_eq(claims.n, 4);
	expect_cell(&claims.row[3], SX_COL_subject, "\uFF0Dx");
	expect_cell(&claims.row[3], SX_COL_place, "'\uFF21");
	expect_cell(&claims.row[0], SX_COL_subject, "=a");
	expect_cell(&claims.row[0], SX_COL_place, "'=a");
	expect_cell(&claims.row[1], SX_COL_subject, "'tis");
	expect_cell(&claims.row[1], SX_COL_place, "'");
	expect_cell(&claims.row[2], SX_COL_subject, "\tx");
	expect_cell(&claims.row[2], SX_COL_place, "@");
	sx_claims_release(&claims);
}

Test(load_csv, other_line_ends_and_separators)
{
	static const char *const texts[] = { "subject,value\na,1\nb,2\n", "subject,value\r\na,1\r\nb,2",
					     "subject,value\ra,1\rb,2\r", "subject;value\na;1\nb;2\n" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct sx_claims claims = { 0 };
		struct sx_err err = { 0 };
		cr_expect_eq(load(&claims, texts[i], SX_LOAD_CSV, &err), 0, "%s", err.text);
		cr_assert_eq(claims.n, 2, "table %zu", i);
		expect_cell(&claims.row[1], SX_COL_subject, "b");
		expect_cell(&claims.row[1], SX_COL_value, "2");
		sx_claims_release(&claims);
	}
}

Test(load_csv, only_a_header)
{
	struct sx_claims claims = { 0 };
	struct sx_err err = { 0 };
	cr_expect_eq(load(&claims, "subject,value", SX_LOAD_CSV, &err), 0);
	cr_expect_eq(claims.n, 0);
	sx_claims_release(&claims);
}

struct mistake {
	const char *text;
	uint32_t line, column;
	const char *shown, *says;
};

static const struct mistake mistakes[] = {
	{ "subject,value\na,1\n\n\"b\nc\",1.5.2\n", 5, 4, "c\",1.5.2",
	  "the column value holds a number such as 1234.5, not \"1.5.2\"" },
	{ "subject,value\né,12%\n", 2, 3, "é,12%", "not \"12%\"" },
	{ "value,comparator\n1,>\n", 2, 3, "1,>",
	  "the column comparator holds eq, approx, gt, ge, lt or le, not \">\"" },
	{ "line,value\r\n-1,1\r\n", 2, 1, "-1,1", "the column line holds a whole number, not \"-1\"" },
	{ "value,line\n1,2,3\n", 2, 5, "1,2,3", "the row has more cells than the header's 2" },
	{ "value,line\n\n1\n", 3, 1, "1", "the row has 1 cells where the header has 2" },
	{ "value,line,value\n", 1, 12, "value,line,value", "the column value stands twice in the header" },
	{ "name,age\nx,1\n", 1, 1, "name,age", "this is no table of claims: it has none of their columns" },
	{ "", 0, 0, "", "this is no table of claims" },
	{ "\n\n", 0, 0, "", "this is no table of claims" },
	{ "value,subject\n1,\"a\n", 2, 3, "1,\"a", "a quoted cell has no end" },
	{ "value,subject\n1,5\" pipe\n", 2, 3, "1,5\" pipe", "a quote stands inside the cell" },
	{ "value,subject\n1,\"a\"b\n", 2, 3, "1,\"a\"b", "a quote stands inside the cell" },
	{ "value,subject\n1,caf\xE9\n", 2, 6, "", "the table is not in UTF-8" },
};

Test(load_csv, mistakes)
{
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		const struct mistake *m = &mistakes[i];
		struct sx_claims claims = { 0 };
		struct sx_err err = { 0 };
		cr_expect_eq(load(&claims, m->text, SX_LOAD_CSV, &err), -1, "%s", m->text);
		cr_expect_eq(err.code, SX_INPUT);
		cr_expect_eq(err.line, m->line, "%s: line %u", m->text, err.line);
		cr_expect_eq(err.column, m->column, "%s: column %u", m->text, err.column);
		cr_expect_str_eq(err.shown, m->shown);
		cr_expect(strstr(err.text, m->says), "%s", err.text);
		cr_expect(m->line == 0 || strcmp(err.file, "t.csv") == 0);
		sx_claims_release(&claims);
	}
}

Test(load_csv, large)
{
	enum { ROWS = 100000 };
	struct sx_claims claims = { 0 };
	struct sx_err err = { 0 };
	struct sx_buf text = { 0 };
	sx_buf_z(&text, "subject,value\n");
	for (int i = 0; i < ROWS; i++)
		sx_buf_addf(&text, "item %d,%d\n", i, i);
	sx_buf_z(&text, "\"");
	for (int i = 0; i < 1000000; i++)
		sx_buf_z(&text, "word\n");
	sx_buf_z(&text, "\",x\n");
	cr_expect_eq(sx_load(&claims, sx_buf_view(&text), SX_LOAD_CSV, "t.csv", &err), -1);
	cr_expect_eq(claims.n, ROWS);
	cr_expect_eq(err.line, ROWS + 2 + 1000000);
	cr_expect_eq(err.column, 3);
	sx_claims_release(&claims);
	sx_buf_release(&text);
}

Test(load_csv, sniff)
{
	static const struct {
		const char *head;
		int format; /* -1: none of ours */
	} heads[] = {
		{ "subject,comparator,value\na,eq,1\n", SX_LOAD_CSV },
		{ "\xEF\xBB\xBFvalue,\"quantity\"\r\n", SX_LOAD_CSV },
		{ "subject;value\n", SX_LOAD_CSV },
		{ "subject\tvalue", SX_LOAD_TSV },
		{ "subject,value,a\tb\n", -1 },
		{ "value,place\n", -1 },
		{ "The subject, value and unit\n", -1 },
		{ "", -1 },
		{ "\n", -1 },
		{ "{\"subject\":\"a\",\"value\":1}\n", SX_LOAD_JSONL },
		{ "\n{\"quantity\":\"1\",\"value\":null}\n", SX_LOAD_JSONL },
		{ "{\"source\":null,\"line\":1,\"error\":\"x\"}\n{\"subject\":null,\"value\":1}\n", SX_LOAD_JSONL },
		{ "{\"subject\":\"a\",\"value\":1,\"sentence\":\"It is cut", SX_LOAD_JSONL },
		{ "{\"id\":1,\"text\":\"\\\"value\\\": 5, \\\"subject\\\": 6 and", -1 },
		{ "{\"id\":1,\"text\":\"5 km\"}\n", -1 },
		{ "{\"source\":null,\"line\":1,\"error\":\"x\"}\n", -1 },
		{ "{\n\"subject\":1,\"value\":2}", -1 },
	};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		enum sx_load_format format = SX_LOAD_CSV;
		bool ours = sx_load_sniff(sx_str_of(heads[i].head), &format);
		cr_expect_eq(ours ? (int)format : -1, heads[i].format, "%s", heads[i].head);
	}
}
