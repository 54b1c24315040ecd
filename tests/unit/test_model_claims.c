#include "model/claims.h"

#include <criterion/criterion.h>
#include <stdio.h>

/* What a table keeps is its own: the slices it was given may go. */
Test(model_claims, copies_every_slice)
{
	struct sx_claims claims = { 0 };
	struct sx_err err = { 0 };
	struct sx_sink sink = sx_claims_sink(&claims);
	for (int n = 0; n < 200; n++) {
		char texts[SX_COLUMNS][48], json[32];
		struct sx_claim claim = { .comparator = SX_APPROX };
		for (int i = 0; i < SX_COLUMNS; i++) {
			if (sx_columns[i].type == SX_INTEGER || sx_columns[i].type == SX_NUMBER)
				snprintf(texts[i], sizeof texts[i], "%d", n * 100 + i + 1);
			else
				snprintf(texts[i], sizeof texts[i], "row %d cell %d", n, i);
			if (i != SX_COL_comparator && i != SX_COL_change)
				cr_assert_eq(sx_claim_set(&claim, (enum sx_column)i, sx_str_of(texts[i])), 0);
		}
		snprintf(json, sizeof json, "\"%d\"", n);
		claim.source_json = sx_str_of(json);
		cr_assert_eq(sink.take(sink.ctx, &claim, &err), 0);
		memset(texts, 'x', sizeof texts);
		memset(json, 'x', sizeof json);
	}
	cr_assert_eq(claims.n, 200);
	for (int n = 0; n < 200; n++) {
		struct sx_buf want = { 0 }, got = { 0 };
		for (int i = 0; i < SX_COLUMNS; i++) {
			if (i == SX_COL_comparator || i == SX_COL_change)
				continue;
			if (sx_columns[i].type == SX_INTEGER || sx_columns[i].type == SX_NUMBER)
				sx_buf_addf(&want, "%d;", n * 100 + i + 1);
			else
				sx_buf_addf(&want, "row %d cell %d;", n, i);
			sx_claim_cell(&claims.row[n], (enum sx_column)i, &got);
			sx_buf_c(&got, ';');
		}
		sx_buf_addf(&want, "\"%d\"", n);
		sx_buf_str(&got, claims.row[n].source_json);
		cr_expect_str_eq(got.p, want.p);
		cr_expect_eq(claims.row[n].comparator, SX_APPROX);
		sx_buf_release(&want);
		sx_buf_release(&got);
	}
	sx_claims_release(&claims);
	cr_expect(claims.n == 0 && claims.row == NULL);
}
