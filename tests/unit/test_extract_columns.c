/* A sink that looks at some columns gets in them what it would get with all of them. */
#include "extract/extract.h"
#include "model/claims.h"

#include <criterion/criterion.h>

static const char text[] =
	"# Mills\n\nLast year, the town had  12 mills and 40 wells. They lost 5% of their water, said Jane Doe, and "
	"the\n"
	"river warmed by 3 °C. Sales and costs were $5m and $3m, respectively, in May 2014. In 2015 it was 7.\n\n"
	"It rose from 3 °C to 8 °C in Norway. Of 300 roofs, 20 leaked; 5 to 7 more were mended three years later.\n"
	"Number: 77. The price of a loaf rose 0.5% in May and 0.7% in June, according to the guild of bakers.\n";

static struct sx_claims extract(const struct sx_lexicon *lx, sx_column_set columns)
{
	struct sx_err err = { 0 };
	struct sx_extract_options options = { .lexicon = lx, .columns = columns };
	struct sx_extractor *x = sx_extractor_new(&options, &err);
	struct sx_claims claims = { 0 };
	struct sx_sink sink = sx_claims_sink(&claims);
	struct sx_doc doc = { .source = SX_STR("test"), .date = SX_STR("2016-02-03") };
	struct sx_run run = { .text_step = 1, .source_step = 1 };
	struct sx_mark mark = { SX_HEADING, 2, 5 };
	struct sx_piece piece = { .text = SX_STR(text), .runs = &run, .n_runs = 1, .marks = &mark, .n_marks = 1 };
	cr_assert(x && !sx_extractor_begin(x, &doc, &err) && !sx_extractor_feed(x, &piece, &sink, &err) &&
			  !sx_extractor_end(x, &sink, &err),
		  "%s", err.text);
	sx_extractor_free(x);
	return claims;
}

static void same_in(const struct sx_claims *all, const struct sx_claims *some, sx_column_set columns)
{
	struct sx_buf x = { 0 }, y = { 0 };
	cr_assert_eq(all->n, some->n, "%zu claims, not %zu", some->n, all->n);
	for (size_t i = 0; i < all->n; i++)
		for (unsigned column = 0; column < SX_COLUMNS; column++) {
			if (!(columns >> column & 1))
				continue;
			sx_buf_clear(&x);
			sx_buf_clear(&y);
			sx_claim_cell(&all->row[i], (enum sx_column)column, &x);
			sx_claim_cell(&some->row[i], (enum sx_column)column, &y);
			cr_expect(sx_str_eq(sx_buf_view(&x), sx_buf_view(&y)), "claim %zu, %s: '%s', not '%s'", i,
				  sx_columns[column].name, y.n ? y.p : "", x.n ? x.p : "");
		}
	sx_buf_release(&x);
	sx_buf_release(&y);
}

Test(extract_columns, each_alone_is_the_same)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	cr_assert(lx && !sx_lexicon_add_builtin(lx, &err) && !sx_lexicon_finish(lx, &err), "%s", err.text);
	struct sx_claims all = extract(lx, 0);
	cr_assert_gt(all.n, 12);
	for (unsigned column = 0; column < SX_COLUMNS; column++) {
		sx_column_set one = (sx_column_set)1 << column;
		struct sx_claims some = extract(lx, one);
		same_in(&all, &some, one);
		sx_claims_release(&some);
	}
	struct sx_claims bare = extract(lx, SX_COLUMN(quantity) | SX_COLUMN(start));
	cr_expect(!bare.row[0].sentence.n && !bare.row[0].subject.n && !bare.row[0].line, "what costs is left out");
	sx_claims_release(&bare);
	sx_claims_release(&all);
	sx_lexicon_free(lx);
}
