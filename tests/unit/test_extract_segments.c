/* The claims of a text do not depend on how it is cut, and positions lead back to the source. */
#include "base/file.h"
#include "extract/extract.h"
#include "model/claims.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static struct sx_lexicon *lexicon(void)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	cr_assert(lx && !sx_lexicon_add_builtin(lx, &err) && !sx_lexicon_finish(lx, &err), "%s", err.text);
	return lx;
}

/* Extract text fed in pieces of `piece` bytes (never inside a character). */
static struct sx_claims extract(const struct sx_lexicon *lx, struct sx_str text, size_t piece, size_t segment)
{
	struct sx_err err = { 0 };
	struct sx_extract_options options = { .lexicon = lx, .segment = segment };
	struct sx_extractor *x = sx_extractor_new(&options, &err);
	struct sx_claims claims = { 0 };
	struct sx_sink sink = sx_claims_sink(&claims);
	struct sx_doc doc = { .source = SX_STR("test") };
	struct sx_run run = { .text_step = 1, .source_step = 1 };
	cr_assert(x && !sx_extractor_begin(x, &doc, &err), "%s", err.text);
	for (size_t at = 0; at < text.n;) {
		size_t end = text.n - at > piece ? at + piece : text.n;
		while (end < text.n && ((unsigned char)text.p[end] & 0xC0) == 0x80)
			end++;
		struct sx_piece p = { .text = { text.p + at, end - at }, .runs = &run, .n_runs = at == 0 };
		cr_assert(!sx_extractor_feed(x, &p, &sink, &err), "%s", err.text);
		at = end;
	}
	cr_assert(!sx_extractor_end(x, &sink, &err), "%s", err.text);
	sx_extractor_free(x);
	return claims;
}

/* Prose of any length: paragraphs with numbers of many forms, and now and then a long stretch with none, or with no
 * full stop. */
static struct sx_buf prose(size_t least)
{
	static const char *const parts[] = {
		"By the end of 2013, more than 600 million people in China used the network, and 12.5% of them were "
		"new. ",
		"It grew from $4.2bn to $4.35bn, between 5 and 10 million of it in May 2014.\n\n",
		"According to the ministry, 20.000 sites were hit; the year before it was\n18.000, and 1,234 of 5,678 "
		"were mended. ",
		"\xC3\x89t\xC3\xA9 caf\xC3\xA9 \xE4\xB8\xAD\xE6\x96\x87 words without any figure go on and on and on "
		"without an end to them, ",
		"Section 5 names 3 kinds of 4G masts, each 2.5 km apart, 24/7, at 10:45 on 20 May 2014. ",
	};
	struct sx_buf out = { 0 };
	unsigned seed = 7;
	while (out.n < least) {
		seed = seed * 1103515245u + 12345u;
		sx_buf_z(&out, parts[seed >> 16 & 3]);
		for (unsigned i = 0; seed >> 20 == 77 && i < 300; i++)
			sx_buf_z(&out, i % 2 ? "and 7 more " : "blah ");
		if (seed >> 18 & 1)
			sx_buf_z(&out, parts[4]);
	}
	return out;
}

static void same(const struct sx_claims *a, const struct sx_claims *b, size_t piece, size_t segment)
{
	struct sx_buf x = { 0 }, y = { 0 };
	cr_assert_eq(a->n, b->n, "piece %zu, segment %zu: %zu claims, not %zu", piece, segment, b->n, a->n);
	for (size_t i = 0; i < a->n; i++)
		for (int column = 0; column < SX_COLUMNS; column++) {
			sx_buf_clear(&x);
			sx_buf_clear(&y);
			sx_claim_cell(&a->row[i], (enum sx_column)column, &x);
			sx_claim_cell(&b->row[i], (enum sx_column)column, &y);
			cr_assert(sx_str_eq(sx_buf_view(&x), sx_buf_view(&y)),
				  "piece %zu, segment %zu, claim %zu, %s: '%s', not '%s'", piece, segment, i,
				  sx_columns[column].name, y.n ? y.p : "", x.n ? x.p : "");
		}
	sx_buf_release(&x);
	sx_buf_release(&y);
}

Test(extract_segments, any_cut_gives_the_same)
{
	static const size_t sizes[][2] = { { 1000, 1 }, { 4096, 4096 }, { 262144, 262144 }, { 350001, 50000 } };
	struct sx_lexicon *lx = lexicon();
	struct sx_buf text = prose(400000);
	struct sx_claims whole = extract(lx, sx_buf_view(&text), text.n, 1 << 24);
	cr_assert_gt(whole.n, 5000);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct sx_claims cut = extract(lx, sx_buf_view(&text), sizes[i][0], sizes[i][1]);
		same(&whole, &cut, sizes[i][0], sizes[i][1]);
		sx_claims_release(&cut);
	}
	sx_claims_release(&whole);
	sx_buf_release(&text);
	sx_lexicon_free(lx);
}

Test(extract_segments, positions)
{
	static const struct {
		const char *text;
		uint64_t line, column, start;
	} cases[] = {
		{ "We saw 59 countries.", 1, 8, 7 },
		{ "One\ntwo\n  saw 59 countries.", 3, 7, 14 },
		{ "Line\r\nWe saw 59 countries.", 2, 8, 13 },
		{ "Line\rWe saw 59 countries.", 2, 8, 12 },
		{ "\xE4\xB8\xAD\xE6\x96\x87: we saw 59 countries.", 1, 12, 15 },
		{ "\tWe saw 59 countries.", 1, 9, 8 },
		{ "\r\r\n\n\rWe saw 59 countries.", 5, 8, 12 },
		{ "Twenty bytes or more\xC3\xA9 \xE2\x80\x94\xE2\x80\x94 with \xF0\x9F\x98\x80, we saw 59 countries.",
		  1, 41, 48 },
	};
	struct sx_lexicon *lx = lexicon();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sx_claims claims = extract(lx, sx_str_of(cases[i].text), 1 << 20, 0);
		cr_assert_geq(claims.n, 1, "case %zu", i);
		const struct sx_claim *claim = &claims.row[claims.n - 1];
		cr_expect(claim->line == cases[i].line && claim->column == cases[i].column &&
				  claim->start == cases[i].start,
			  "case %zu: line %lu column %lu start %lu", i, (unsigned long)claim->line,
			  (unsigned long)claim->column, (unsigned long)claim->start);
		cr_expect_eq(claim->end, claim->start + 2, "case %zu", i);
		sx_claims_release(&claims);
	}
	sx_lexicon_free(lx);
}
