/* Digits and what becomes of them. */
#include "norm/norm.h"

#include <criterion/criterion.h>
#include <stdio.h>

struct reading {
	char text[48];
	char value[40]; /* the first reading; empty: refused */
	char other[40]; /* the second; empty: none */
};

static const struct reading readings[] = {
	{ "0", "0", "" },
	{ "12", "12", "" },
	{ "1,234", "1234", "1.234" },
	{ "1.234", "1.234", "1234" },
	{ "0.234", "0.234", "" },
	{ "1,234.50", "1234.50", "" },
	{ "1.234,50", "1234.50", "" },
	{ "1,234,567", "1234567", "" },
	{ "12,34,567", "1234567", "" },
	{ "1 234 567", "1234567", "" },
	{ "1'234'567.5", "1234567.5", "" },
	{ "12,5", "12.5", "" },
	{ ".5", "0.5", "" },
	{ "1.2e6", "1200000", "" },
	{ "1.2×10^6", "1200000", "" },
	{ "10⁻²¹", "0.000000000000000000001", "" },
	{ "1.2e9999", "", "" },
	{ "3/0", "", "" },
};

static unsigned read_number(const char *text, struct sx_number out[SX_READINGS])
{
	struct sx_atom atom = { .number = { 0, strlen(text) }, .all = { 0, strlen(text) } };
	const char *why = NULL;
	return sx_norm_number(NULL, sx_str_of(text), &atom, out, &why);
}

static bool is_written(const struct sx_decimal *d, const char *expect)
{
	struct sx_buf out = { 0 };
	sx_decimal_write(d, &out);
	bool same = sx_buf_ok(&out) && strcmp(out.p, expect) == 0;
	sx_buf_release(&out);
	return same;
}

Test(norm_number, reads_every_shape)
{
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		const struct reading *r = &readings[i];
		struct sx_number out[SX_READINGS];
		unsigned n = read_number(r->text, out);
		cr_expect_eq(n, (r->value[0] ? 1u : 0u) + (r->other[0] ? 1u : 0u), "%s: %u readings", r->text, n);
		cr_expect(!n || is_written(&out[0].value, r->value), "%s", r->text);
		cr_expect(n < 2 || is_written(&out[1].value, r->other), "%s", r->text);
	}
}

Test(norm_number, keeps_fractions_exact)
{
	static const struct {
		char text[12];
		int64_t value, over;
	} cases[] = { { "½", 1, 2 }, { "3 ½", 7, 2 }, { "2 1/2", 5, 2 }, { "92/178", 92, 178 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sx_number out[SX_READINGS];
		struct sx_decimal value = sx_decimal_of(cases[i].value), over = sx_decimal_of(cases[i].over);
		cr_assert_eq(read_number(cases[i].text, out), 1, "%s", cases[i].text);
		cr_expect(!sx_decimal_cmp(&out[0].value, &value) && !sx_decimal_cmp(&out[0].over, &over), "%s",
			  cases[i].text);
	}
}

/* What the decimal writer prints is read back as the same value. */
Test(norm_number, reads_back_what_was_written)
{
	uint64_t random = 2463534242u;
	for (unsigned i = 0; i < 200000; i++) {
		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		struct sx_decimal d = sx_decimal_of((int64_t)(random >> (i % 60 + 1)));
		sx_decimal_scale(&d, (int)(random % 24) - 16);
		struct sx_buf text = { 0 };
		struct sx_number out[SX_READINGS];
		sx_decimal_write(&d, &text);
		unsigned n = read_number(text.p, out);
		if (!n || (sx_decimal_cmp(&out[0].value, &d) && (n < 2 || sx_decimal_cmp(&out[1].value, &d))))
			cr_expect_fail("%s", text.p);
		sx_buf_release(&text);
	}
}
