#include "model/claim.h"

#include <criterion/criterion.h>
#include <stdio.h>

static void expect_cell(const struct sx_claim *claim, enum sx_column column, const char *want)
{
	struct sx_buf out = { 0 };
	sx_buf_z(&out, "");
	sx_claim_cell(claim, column, &out);
	cr_expect_str_eq(out.p, want, "%s: %s", sx_columns[column].name, out.p);
	sx_buf_release(&out);
}

Test(model_claim, words)
{
	for (int i = SX_EQ; i <= SX_LE; i++)
		cr_expect_eq(sx_comparator_find(sx_str_of(sx_comparator_name((enum sx_comparator)i))), i);
	for (int i = SX_NO_CHANGE; i <= SX_DECREASE; i++)
		cr_expect_eq(sx_change_find(sx_str_of(sx_change_name((enum sx_change)i))), i);
	cr_expect_str_eq(sx_comparator_name(SX_GT), "gt");
	cr_expect_eq(sx_comparator_find(SX_STR("")), -1);
	cr_expect_eq(sx_comparator_find(SX_STR(">")), -1);
	cr_expect_eq(sx_change_find(SX_STR("rise")), -1);
}

/* A text for each column, each its own, so that two columns that share a place would show. */
Test(model_claim, each_cell_there_and_back)
{
	struct sx_claim claim = { 0 };
	char texts[SX_COLUMNS][32];
	for (int i = 0; i < SX_COLUMNS; i++) {
		enum sx_column_type type = sx_columns[i].type;
		bool number = type == SX_NUMBER || type == SX_INTEGER;
		snprintf(texts[i], sizeof texts[i], number ? "%d" : "text %d", i + 1);
		if (i == SX_COL_comparator)
			strcpy(texts[i], "le");
		if (i == SX_COL_change)
			strcpy(texts[i], "decrease");
		cr_expect_eq(sx_claim_set(&claim, (enum sx_column)i, sx_str_of(texts[i])), 0, "%s", texts[i]);
	}
	for (int i = 0; i < SX_COLUMNS; i++)
		expect_cell(&claim, (enum sx_column)i, texts[i]);
}

Test(model_claim, an_empty_claim_has_empty_cells)
{
	struct sx_claim claim = { 0 };
	for (int i = 0; i < SX_COLUMNS; i++)
		expect_cell(&claim, (enum sx_column)i, i == SX_COL_comparator ? "eq" : "");
}

Test(model_claim, emptying_a_cell)
{
	struct sx_claim claim = { 0 };
	static const enum sx_column columns[] = { SX_COL_value, SX_COL_subject, SX_COL_line, SX_COL_change };
	static const char *const texts[] = { "12.50", "hosts", "7", "increase" };
	for (int i = 0; i < 4; i++) {
		cr_expect_eq(sx_claim_set(&claim, columns[i], sx_str_of(texts[i])), 0);
		expect_cell(&claim, columns[i], texts[i]);
		cr_expect_eq(sx_claim_set(&claim, columns[i], (struct sx_str){ 0 }), 0);
		expect_cell(&claim, columns[i], "");
	}
}

Test(model_claim, refuses_what_a_column_cannot_hold)
{
	static const struct {
		enum sx_column column;
		const char *text;
	} table[] = {
		{ SX_COL_value, "1,5" },
		{ SX_COL_value, "five" },
		{ SX_COL_value, "1e999" },
		{ SX_COL_confidence, "high" },
		{ SX_COL_comparator, ">" },
		{ SX_COL_comparator, "" },
		{ SX_COL_change, "up" },
		{ SX_COL_line, "-1" },
		{ SX_COL_line, "1.5" },
		{ SX_COL_start, "x" },
		{ SX_COL_page, "99999999999999999999" },
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct sx_claim claim = { 0 };
		cr_expect_eq(sx_claim_set(&claim, table[i].column, sx_str_of(table[i].text)), -1, "%s", table[i].text);
		expect_cell(&claim, table[i].column, table[i].column == SX_COL_comparator ? "eq" : "");
	}
}

Test(model_claim, an_offset_of_zero_is_a_place)
{
	struct sx_claim claim = { .start = 0, .end = 5 };
	expect_cell(&claim, SX_COL_start, "0");
	expect_cell(&claim, SX_COL_end, "5");
}
