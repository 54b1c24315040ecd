/* Claims for the tests of plot, written as the cells of a table. */
#ifndef SX_TESTS_PLOT_TESTING_H
#define SX_TESTS_PLOT_TESTING_H

#include "model/claims.h"

#include <criterion/criterion.h>
#include <stdio.h>

/* Add a claim from "column=cell" strings, NULL at the end. */
static inline void add_claim(struct sx_claims *claims, const char *const *cells)
{
	struct sx_claim claim = { 0 };
	struct sx_err err = { 0 };
	for (; *cells; cells++) {
		const char *equals = strchr(*cells, '=');
		cr_assert_not_null(equals, "%s", *cells);
		int column = sx_column_find((struct sx_str){ *cells, (size_t)(equals - *cells) });
		cr_assert_geq(column, 0, "%s", *cells);
		cr_assert_eq(sx_claim_set(&claim, (enum sx_column)column, sx_str_of(equals + 1)), 0, "%s", *cells);
	}
	cr_assert_eq(sx_claims_add(claims, &claim, &err), 0);
}

#define ADD(claims, ...) add_claim(claims, (const char *const[]){ __VA_ARGS__, NULL })

/* n exact counts of "item 1", "item 2" …: first, first + step … */
static inline void add_counts(struct sx_claims *claims, int n, long first, long step)
{
	for (int i = 0; i < n; i++) {
		char subject[40], value[40];
		snprintf(subject, sizeof subject, "subject=item %d", i + 1);
		snprintf(value, sizeof value, "value=%ld", first + i * step);
		ADD(claims, subject, value, "kind=count");
	}
}

#endif
