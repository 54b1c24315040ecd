#include "model/columns.h"

#include <criterion/criterion.h>

Test(model_columns, every_name_finds_its_column)
{
	for (int i = 0; i < SX_COLUMNS; i++) {
		cr_expect_eq(sx_column_find(sx_str_of(sx_columns[i].name)), i, "%s", sx_columns[i].name);
		cr_expect_gt(strlen(sx_columns[i].meaning), 0, "%s", sx_columns[i].name);
	}
	cr_expect_eq(sx_column_find(SX_STR("")), -1);
	cr_expect_eq(sx_column_find(SX_STR("Subject")), -1);
	cr_expect_eq(sx_column_find(SX_STR("subjects")), -1);
	cr_expect_eq(sx_column_find(SX_STR("subjec")), -1);
}

/* The order of the columns is a promise to whoever reads the table by position. */
Test(model_columns, order)
{
	static const char *const names[] = { "subject",     "comparator", "value",        "low",        "high",
					     "unit",        "kind",       "predicate",    "of",         "per",
					     "change",      "period",     "period_start", "period_end", "place",
					     "attribution", "quantity",   "hedge",        "base_value", "base_unit",
					     "confidence",  "note",       "rule",         "sentence",   "section",
					     "source",      "page",       "line",         "column",     "start",
					     "end" };
	cr_assert_eq(sizeof names / sizeof *names, (size_t)SX_COLUMNS);
	for (int i = 0; i < SX_COLUMNS; i++)
		cr_expect_str_eq(sx_columns[i].name, names[i]);
}
