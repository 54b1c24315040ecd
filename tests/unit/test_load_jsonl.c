/* JSON Lines back into claims. */
#include "load/load.h"

#include <criterion/criterion.h>

static void expect_cell(const struct sx_claim *claim, enum sx_column column, const char *text)
{
	struct sx_buf cell = { 0 };
	sx_claim_cell(claim, column, &cell);
	cr_expect(sx_str_is(sx_buf_view(&cell), text), "%s: %s", sx_columns[column].name, cell.p ? cell.p : "");
	sx_buf_release(&cell);
}

Test(load_jsonl, rows)
{
	struct sx_claims claims = { 0 };
	struct sx_err err = { 0 };
	static const char text[] =
		"\xEF\xBB\xBF\n"
		"{\"subject\":\"a\\n'=\\u00e9\",\"comparator\":\"approx\",\"value\":123456789012345678901234.50,"
		"\"low\":null,\"source\":\"x.txt\",\"line\":3,\"extra\":{\"value\":[1]}}\r\n"
		" \n"
		"{\"source\":1.50,\"line\":9,\"error\":\"no text\"}\n"
		"{\"value\":\"1e3\",\"subject\":\"b\",\"source\":10}\n"
		"{\"value\":-0.5,\"source\":{\"k\":[1.0,true]}}";
	cr_assert_eq(sx_load(&claims, SX_STR(text), SX_LOAD_JSONL, "t.jsonl", &err), 0, "%s", err.text);
	cr_assert_eq(claims.n, 3);
	expect_cell(&claims.row[0], SX_COL_subject, "a\n'=é");
	expect_cell(&claims.row[0], SX_COL_comparator, "approx");
	expect_cell(&claims.row[0], SX_COL_value, "123456789012345678901234.50");
	expect_cell(&claims.row[0], SX_COL_low, "");
	expect_cell(&claims.row[0], SX_COL_line, "3");
	expect_cell(&claims.row[0], SX_COL_source, "x.txt");
	cr_expect_eq(claims.row[0].source_json.n, 0);
	expect_cell(&claims.row[1], SX_COL_value, "1000");
	expect_cell(&claims.row[1], SX_COL_source, "10");
	cr_expect(sx_str_is(claims.row[1].source_json, "10"));
	expect_cell(&claims.row[2], SX_COL_value, "-0.5");
	expect_cell(&claims.row[2], SX_COL_comparator, "eq");
	cr_expect(sx_str_is(claims.row[2].source_json, "{\"k\":[1.0,true]}"));
	sx_claims_release(&claims);
}

Test(load_jsonl, mistakes)
{
	static const struct {
		const char *text;
		uint32_t line, column;
		const char *says;
	} mistakes[] = {
		{ "{\"value\":1}\n\n{\"value\":\"é\"x}\n", 3, 13, "malformed JSON" },
		{ "{\"value\":1}\n{\"value\":tru", 2, 13, "malformed JSON" },
		{ "[1]\n", 1, 1, "no object" },
		{ "{\"value\":\"many\"}\n", 1, 1, "the column value holds a number such as 1234.5, not \"many\"" },
		{ "{\"value\":[1]}\n", 1, 1, "the value of value is neither text nor a number" },
		{ "{\"text\":\"a\"}\n", 1, 1, "this is no table of claims" },
	};
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct sx_claims claims = { 0 };
		struct sx_err err = { 0 };
		cr_expect_eq(sx_load(&claims, sx_str_of(mistakes[i].text), SX_LOAD_JSONL, "t.jsonl", &err), -1);
		cr_expect_eq(err.code, SX_INPUT);
		cr_expect_eq(err.line, mistakes[i].line, "%s: line %u", mistakes[i].text, err.line);
		cr_expect_eq(err.column, mistakes[i].column, "%s: column %u", mistakes[i].text, err.column);
		cr_expect(strstr(err.text, mistakes[i].says), "%s", err.text);
		sx_claims_release(&claims);
	}
}

Test(load_jsonl, nothing)
{
	struct sx_claims claims = { 0 };
	struct sx_err err = { 0 };
	cr_expect_eq(sx_load(&claims, SX_STR(""), SX_LOAD_JSONL, "t.jsonl", &err), 0);
	cr_expect_eq(sx_load(&claims, SX_STR("\n \n"), SX_LOAD_JSONL, "t.jsonl", &err), 0);
	cr_expect_eq(claims.n, 0);
	sx_claims_release(&claims);
}
