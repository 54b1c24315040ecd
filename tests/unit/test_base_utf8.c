#include "base/utf8.h"

#include <criterion/criterion.h>

#define SLICE(literal)                                                                                                 \
	{                                                                                                              \
		(literal), sizeof(literal) - 1                                                                         \
	}

/* Well-formed: the corners of every row of the Unicode standard's table 3-7. */
static const struct sx_str good[] = {
	SLICE(""),
	SLICE("\x00"),
	SLICE("\x7F"),
	SLICE("\xC2\x80"),
	SLICE("\xDF\xBF"),
	SLICE("\xE0\xA0\x80"),
	SLICE("\xE0\xBF\xBF"),
	SLICE("\xE1\x80\x80"),
	SLICE("\xEC\xBF\xBF"),
	SLICE("\xED\x80\x80"),
	SLICE("\xED\x9F\xBF"),
	SLICE("\xEE\x80\x80"),
	SLICE("\xEF\xBF\xBF"),
	SLICE("\xEF\xBF\xBD"),
	SLICE("\xF0\x90\x80\x80"),
	SLICE("\xF0\xBF\xBF\xBF"),
	SLICE("\xF1\x80\x80\x80"),
	SLICE("\xF3\xBF\xBF\xBF"),
	SLICE("\xF4\x80\x80\x80"),
	SLICE("\xF4\x8F\xBF\xBF"),
};

/* Ill-formed from the first byte on, and how many U+FFFD stand for it. */
static const struct {
	struct sx_str bytes;
	size_t runs;
} bad[] = {
	{ SLICE("\x80"), 1 },
	{ SLICE("\xBF"), 1 },
	{ SLICE("\xC0\xAF"), 2 },
	{ SLICE("\xC1\xBF"), 2 }, /* overlong in two bytes */
	{ SLICE("\xE0\x80\xAF"), 3 },
	{ SLICE("\xE0\x9F\xBF"), 3 }, /* in three */
	{ SLICE("\xF0\x80\x80\xAF"), 4 },
	{ SLICE("\xF0\x8F\xBF\xBF"), 4 }, /* in four */
	{ SLICE("\xED\xA0\x80"), 3 },
	{ SLICE("\xED\xBF\xBF"), 3 },             /* surrogates */
	{ SLICE("\xED\xA0\x80\xED\xB0\x80"), 6 }, /* a pair of them */
	{ SLICE("\xF4\x90\x80\x80"), 4 },
	{ SLICE("\xF5\x80\x80\x80"), 4 }, /* beyond U+10FFFF */
	{ SLICE("\xF8\x88\x80\x80\x80"), 5 },
	{ SLICE("\xFC\x84\x80\x80\x80\x80"), 6 },
	{ SLICE("\xFE"), 1 },
	{ SLICE("\xFF"), 1 },
	{ SLICE("\xC3"), 1 },
	{ SLICE("\xE2\x82"), 1 }, /* cut */
	{ SLICE("\xF0\x9F\x98"), 1 },
	{ SLICE("\xF0\x9F"), 1 },
	{ SLICE("\xC3\xC3"), 2 },
	{ SLICE("\xE2\x82\xE2\x82"), 2 },
	{ SLICE("\xF0\x9F\xC3"), 2 },
};

Test(base_utf8, accepts_well_formed)
{
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		cr_expect_eq(sx_utf8_check(good[i]), good[i].n, "row %zu", i);
}

/* At every offset of the words that are read eight bytes at a time, with text before and after. */
Test(base_utf8, finds_the_first_bad_byte)
{
	char text[64];
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		for (size_t before = 0; before < 20; before++)
			for (size_t after = 0; after < 12; after++) {
				memset(text, 'a', sizeof text);
				memcpy(text + before, bad[i].bytes.p, bad[i].bytes.n);
				struct sx_str s = { text, before + bad[i].bytes.n + after };
				cr_expect_eq(sx_utf8_check(s), before, "row %zu at %zu", i, before);
			}
}

Test(base_utf8, never_reads_past_the_end)
{
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char *exact = malloc(bad[i].bytes.n);
		memcpy(exact, bad[i].bytes.p, bad[i].bytes.n);
		cr_expect_eq(sx_utf8_check((struct sx_str){ exact, bad[i].bytes.n }), 0);
		free(exact);
	}
}

Test(base_utf8, cleans_one_mark_a_maximal_run)
{
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct sx_buf in = { 0 }, out = { 0 }, want = { 0 };
		sx_buf_z(&in, "a");
		sx_buf_str(&in, bad[i].bytes);
		sx_buf_z(&in, "z");
		sx_buf_z(&want, "a");
		for (size_t k = 0; k < bad[i].runs; k++)
			sx_buf_z(&want, "\xEF\xBF\xBD");
		sx_buf_z(&want, "z");
		cr_expect_eq(sx_utf8_clean(&out, sx_buf_view(&in)), bad[i].runs, "row %zu", i);
		cr_expect_str_eq(out.p, want.p, "row %zu", i);
		sx_buf_release(&in);
		sx_buf_release(&out);
		sx_buf_release(&want);
	}
}

Test(base_utf8, cleaning_leaves_good_text_alone)
{
	struct sx_buf out = { 0 };
	struct sx_str text = SX_STR("na\xC3\xAFve \xE4\xB8\xAD \xEF\xBF\xBD \xF0\x9F\x98\x80");
	cr_expect_eq(sx_utf8_clean(&out, text), 0);
	cr_expect(sx_str_eq(sx_buf_view(&out), text));
	cr_expect_eq(sx_utf8_clean(&out, (struct sx_str){ 0 }), 0);
	sx_buf_release(&out);
}

Test(base_utf8, every_code_point_there_and_back)
{
	struct sx_buf buf = { 0 };
	for (uint32_t point = 0; point <= 0x10FFFF; point++) {
		if (point == 0xD800)
			point = 0xE000;
		size_t one = 0, two = 0;
		sx_buf_clear(&buf);
		sx_utf8_add(&buf, point);
		struct sx_str s = sx_buf_view(&buf);
		if (sx_utf8_check(s) != s.n || sx_utf8_at(s, 0, &one) != point || sx_utf8_next(s, 0, &two) != point ||
		    one != s.n || two != s.n)
			cr_assert_fail("U+%04X", (unsigned)point);
	}
	sx_buf_release(&buf);
}

Test(base_utf8, what_is_no_code_point_becomes_a_mark)
{
	static const uint32_t none[] = { 0xD800, 0xDFFF, 0x110000, UINT32_MAX };
	for (size_t i = 0; i < 4; i++) {
		struct sx_buf buf = { 0 };
		sx_utf8_add(&buf, none[i]);
		cr_expect_str_eq(buf.p, "\xEF\xBF\xBD");
		sx_buf_release(&buf);
	}
}

Test(base_utf8, counts_characters)
{
	cr_expect_eq(sx_utf8_length(SX_STR("")), 0);
	cr_expect_eq(sx_utf8_length(SX_STR("30 \xE2\x82\xAC")), 4);
	cr_expect_eq(sx_utf8_length(SX_STR("\xF0\x9F\x98\x80\xE4\xB8\xAD")), 2);
}

Test(base_utf8, cells_on_a_terminal)
{
	static const struct {
		uint32_t point;
		int cells;
	} table[] = {
		{ 'a', 1 },     { 0x00, 0 },    { '\n', 0 },     { 0x7F, 0 },   { 0x9F, 0 },   { 0xA0, 1 },
		{ 0xAD, 1 },    { 0xE9, 1 },    { 0x0301, 0 },   { 0x200B, 0 }, { 0x200D, 0 }, { 0x202E, 0 },
		{ 0x20AC, 1 },  { 0xFE0F, 0 },  { 0xFEFF, 0 },   { 0x1100, 2 }, { 0x1160, 0 }, { 0x3000, 2 },
		{ 0x303F, 1 },  { 0x4E2D, 2 },  { 0x9FFF, 2 },   { 0xAC00, 2 }, { 0xD7A3, 2 }, { 0xFF01, 2 },
		{ 0xFF61, 1 },  { 0x1F600, 2 }, { 0x1F1E6, 1 },  { 0x231A, 2 }, { 0x2764, 1 }, { 0x20000, 2 },
		{ 0x3FFFD, 2 }, { 0xE0001, 0 }, { 0x10FFFF, 1 }, { 0x0600, 1 }, { 0x0E31, 0 },
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		cr_expect_eq(sx_utf8_cells_of(table[i].point), table[i].cells, "U+%04X", (unsigned)table[i].point);
	cr_expect_eq(sx_utf8_cells(SX_STR("e\xCC\x81 \xE4\xB8\xAD\xE5\x9B\xBD!")), 7);
}
