#include "base/decimal.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

enum { MANY = 20000 };

static struct sx_decimal of(const char *text)
{
	struct sx_decimal d = { 0 };
	if (sx_decimal_read(&d, sx_str_of(text)) < 0)
		cr_assert_fail("%s was refused", text);
	return d;
}

static void expect_written(const struct sx_decimal *d, const char *want, const char *what)
{
	struct sx_buf out = { 0 };
	sx_buf_z(&out, "");
	sx_decimal_write(d, &out);
	cr_expect_str_eq(out.p, want, "%s: %s, not %s", what, out.p, want);
	sx_buf_release(&out);
}

Test(base_decimal, reads_and_writes)
{
	static const struct {
		const char *text, *written;
	} table[] = {
		{ "0", "0" },
		{ "-0", "0" },
		{ "0.00", "0.00" },
		{ "0e9", "0" },
		{ "7", "7" },
		{ "+3", "3" },
		{ "007", "7" },
		{ ".5", "0.5" },
		{ "-0.50", "-0.50" },
		{ "1.10", "1.10" },
		{ "0.001", "0.001" },
		{ "12.5", "12.5" },
		{ "1E9", "1000000000" },
		{ "4.86e6", "4860000" },
		{ "1.2e-6", "0.0000012" },
		{ "600e+6", "600000000" },
		{ "999999999999999999", "999999999999999999" },
		{ "1000000000000000000000", "1000000000000000000000" },
		{ "1000000001.000000001", "1000000001.000000001" },
		{ "123456789012345678901234567890123456789", "123456789012345678901234567890123456789" },
		{ "1234567890123456789012345678901234567890", "1.234567890123456789012345678901234567890e39" },
		{ "1e38", "100000000000000000000000000000000000000" },
		{ "1e39", "1e39" },
		{ "-1e38", "-1e38" },
		{ "1.5e-45", "1.5e-45" },
		{ "1e-37", "0.0000000000000000000000000000000000001" },
		{ "1e-38", "1e-38" },
		{ "1e400", "1e400" },
		{ "1e-400", "1e-400" },
		{ "1e0000000000000000000002", "100" },
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct sx_decimal d = of(table[i].text);
		expect_written(&d, table[i].written, table[i].text);
	}
}

Test(base_decimal, refuses_what_is_no_number)
{
	static const char *const table[] = { "",    "-",    "+",     ".",        "5.",    "-.",   "1.2.3", "1,5", "1 ",
					     " 1",  "0x1F", "1d5",   "1e",       "1e+",   "1e-",  "e5",    "--1", "inf",
					     "nan", "1e5x", "1e5.5", "\xD9\xA3", "1_000", "1e 5", "12a" };
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct sx_decimal d = of("42");
		cr_expect_eq(sx_decimal_read(&d, sx_str_of(table[i])), -1, "\"%s\"", table[i]);
		expect_written(&d, "42", "what was there stays");
	}
	struct sx_decimal d;
	cr_expect_eq(sx_decimal_read(&d, SX_STR("1\0")), -1);
	cr_expect_eq(sx_decimal_read(&d, (struct sx_str){ 0 }), -1);
}

/* `ones` digits, then `zeros`, then `tail`. */
static int read_long(struct sx_decimal *d, size_t ones, size_t zeros, const char *tail)
{
	char *text = malloc(ones + zeros + strlen(tail) + 1);
	memset(text, '1', ones);
	memset(text + ones, '0', zeros);
	strcpy(text + ones + zeros, tail);
	int rc = sx_decimal_read(d, sx_str_of(text));
	free(text);
	return rc;
}

Test(base_decimal, bounds)
{
	struct sx_decimal d;
	cr_expect_eq(read_long(&d, 72, 0, ""), 0);
	cr_expect_eq(read_long(&d, 73, 0, ""), -1);
	cr_expect_eq(read_long(&d, 72, 0, ".000"), 0, "zeros that say nothing are given up, not the number");
	cr_expect_eq(read_long(&d, 72, 0, ".001"), -1);
	cr_expect_eq(read_long(&d, 1, 400, ""), 0);
	expect_written(&d, "1.00000000000000000000000000000000000000000000000000000000000000000000000e400",
		       "1 and 400 zeros");
	cr_expect_eq(read_long(&d, 1, 471, ""), 0);
	cr_expect_eq(read_long(&d, 1, 472, ""), -1);
	cr_expect_eq(read_long(&d, 1, 1000000, ""), -1);
	cr_expect_eq(read_long(&d, 1000000, 0, ""), -1);
	cr_expect_eq(read_long(&d, 0, 1000000, ""), 0);
	cr_expect(sx_decimal_is_zero(&d));
	cr_expect_eq(read_long(&d, 1, 1000000, "e-999999"), 0, "ten");
	cr_expect_eq(sx_decimal_read(&d, SX_STR("1e401")), -1);
	cr_expect_eq(sx_decimal_read(&d, SX_STR("1e-401")), -1);
	cr_expect_eq(sx_decimal_read(&d, SX_STR("10e-401")), 0);
	cr_expect_eq(sx_decimal_read(&d, SX_STR("1.5e-400")), -1);
	cr_expect_eq(sx_decimal_read(&d, SX_STR("1e99999999999999999999")), -1);
	cr_expect_eq(sx_decimal_read(&d, SX_STR("1e-99999999999999999999")), -1);
}

Test(base_decimal, from_integers)
{
	static const int64_t table[] = { 0, 1, -1, 999999999, 1000000000, -1000000000, INT64_MAX, INT64_MIN };
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		char text[32];
		snprintf(text, sizeof text, "%" PRId64, table[i]);
		struct sx_decimal d = sx_decimal_of(table[i]);
		expect_written(&d, text, "of an integer");
	}
}

Test(base_decimal, arithmetic)
{
	static const struct {
		const char *a;
		char sign;
		const char *b, *result;
		bool exact;
	} table[] = {
		{ "1.10", '+', "2.2", "3.30", true },
		{ "0.1", '+', "0.2", "0.3", true },
		{ "5", '+', "-5.00", "0.00", true },
		{ "999999999", '+', "1", "1000000000", true },
		{ "-1", '+', "1e-9", "-0.999999999", true },
		{ "1e300", '+', "0", "1e300", true },
		{ "0", '+', "-7e-300", "-7e-300", true },
		{ "1e60", '+', "1", "1.000000000000000000000000000000000000000000000000000000000001e60", true },
		{ "4.86", '*', "1e6", "4860000", true },
		{ "-1.5", '*', "2", "-3.0", true },
		{ "-1.5", '*', "0", "0.0", true },
		{ "999999999", '*', "999999999", "999999998000000001", true },
		{ "1e-400", '*', "1e400", "1", true },
		{ "1", '/', "2", "0.5", true },
		{ "10", '/', "4", "2.5", true },
		{ "6", '/', "3", "2", true },
		{ "100", '/', "2", "50", true },
		{ "1", '/', "1024", "0.0009765625", true },
		{ "12.50", '/', "1", "12.50", true },
		{ "0", '/', "-3", "0", true },
		{ "2", '/', "3", "0.666666666666667", false },
		{ "1", '/', "3", "0.333333333333333", false },
		{ "-10", '/', "7", "-1.42857142857143", false },
		{ "1", '/', "999999999999999999999999", "1.00000000000000e-24", false },
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct sx_decimal a = of(table[i].a), b = of(table[i].b);
		bool exact = true;
		int rc = table[i].sign == '+'   ? sx_decimal_add(&a, &a, &b)
			 : table[i].sign == '*' ? sx_decimal_mul(&a, &a, &b)
						: sx_decimal_div(&a, &a, &b, &exact);
		cr_expect_eq(rc, 0, "row %zu", i);
		cr_expect_eq(exact, table[i].exact, "row %zu", i);
		expect_written(&a, table[i].result, table[i].a);
	}
}

Test(base_decimal, arithmetic_refuses)
{
	struct sx_decimal one = of("1"), zero = of("0"), huge = of("1e400"), tiny = of("1e-400"), r = of("42");
	struct sx_decimal none = { 0 }, ones;
	bool exact;
	cr_assert_eq(read_long(&ones, 72, 0, ""), 0);
	cr_expect_eq(sx_decimal_div(&r, &one, &zero, &exact), -1);
	cr_expect_eq(sx_decimal_mul(&r, &huge, &huge), -1);
	cr_expect_eq(sx_decimal_mul(&r, &tiny, &tiny), -1);
	cr_expect_eq(sx_decimal_div(&r, &huge, &tiny, &exact), -1);
	cr_expect_eq(sx_decimal_add(&r, &huge, &one), -1);
	cr_expect_eq(sx_decimal_mul(&r, &ones, &ones), -1);
	cr_expect_eq(sx_decimal_add(&r, &one, &none), -1);
	cr_expect_eq(sx_decimal_mul(&r, &none, &one), -1);
	cr_expect_eq(sx_decimal_div(&r, &one, &none, &exact), -1);
	expect_written(&r, "42", "what was there stays");
}

Test(base_decimal, rounds_half_to_even)
{
	static const struct {
		const char *text;
		unsigned digits;
		const char *rounded;
		bool changed;
	} table[] = {
		{ "2.5", 1, "2", true },
		{ "3.5", 1, "4", true },
		{ "2.51", 1, "3", true },
		{ "-2.5", 1, "-2", true },
		{ "9.96", 2, "10", true },
		{ "999", 1, "1000", true },
		{ "123", 3, "123", false },
		{ "123", 9, "123", false },
		{ "12.500", 3, "12.5", false },
		{ "0", 3, "0", false },
		{ "1250000000001", 2, "1300000000000", true },
		{ "1250000000000", 2, "1200000000000", true },
		{ "0.00125", 2, "0.0012", true },
		{ "1234567890123456789", 15, "1234567890123460000", true },
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct sx_decimal d = of(table[i].text);
		cr_expect_eq(sx_decimal_round(&d, table[i].digits), table[i].changed, "%s", table[i].text);
		expect_written(&d, table[i].rounded, table[i].text);
	}
}

Test(base_decimal, compares_by_value)
{
	static const char *const rising[] = { "-1e400", "-1000000001", "-10",  "-9.99", "-1e-400", "0",
					      "1e-400", "0.5",         "0.51", "1",     "1.01",    "9",
					      "10",     "10.001",      "1e9",  "1e400" };
	enum { N = sizeof rising / sizeof *rising };
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			struct sx_decimal a = of(rising[i]), b = of(rising[j]);
			cr_expect_eq(sx_decimal_cmp(&a, &b), (i > j) - (i < j), "%s and %s", rising[i], rising[j]);
		}
	struct sx_decimal a = of("1.10"), b = of("1.1"), c = of("1e2"), d = of("100.000"), none = { 0 };
	cr_expect_eq(sx_decimal_cmp(&a, &b), 0);
	cr_expect_eq(sx_decimal_cmp(&c, &d), 0);
	cr_expect_eq(sx_decimal_cmp(&none, &none), 0);
	cr_expect_eq(sx_decimal_cmp(&none, &a), -1);
	cr_expect_eq(sx_decimal_cmp(&a, &none), 1);
}

Test(base_decimal, scales_negates_and_asks)
{
	struct sx_decimal d = of("18.44"), none = { 0 };
	sx_decimal_scale(&d, 6);
	expect_written(&d, "18440000", "scaled");
	cr_expect(sx_decimal_is_whole(&d) && sx_decimal_fits(&d));
	sx_decimal_neg(&d);
	expect_written(&d, "-18440000", "negated");
	sx_decimal_scale(&d, 1000000000);
	cr_expect_not(sx_decimal_fits(&d));
	sx_decimal_scale(&d, -2000000000);
	cr_expect_not(sx_decimal_fits(&d));
	d = of("0.0");
	sx_decimal_neg(&d);
	sx_decimal_scale(&d, 30000);
	cr_expect(sx_decimal_is_zero(&d) && sx_decimal_fits(&d) && !d.negative);
	d = of("2.50");
	cr_expect_not(sx_decimal_is_whole(&d));
	d = of("2.000000000000000000");
	cr_expect(sx_decimal_is_whole(&d));
	cr_expect_not(sx_decimal_fits(&none) || sx_decimal_is_zero(&none) || sx_decimal_is_whole(&none));
	expect_written(&none, "", "unset");
}

Test(base_decimal, doubles)
{
	static const struct {
		const char *text;
		double value;
	} table[] = {
		{ "0", 0 },
		{ "1", 1 },
		{ "-2.5", -2.5 },
		{ "0.1", 0.1 },
		{ "0.3", 0.3 },
		{ "12.5", 12.5 },
		{ "1e22", 1e22 },
		{ "600000000", 6e8 },
		{ "1e-7", 1e-7 },
		{ "123456789.125", 123456789.125 },
		{ "9007199254740993", 9007199254740992.0 },
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct sx_decimal d = of(table[i].text);
		double got = sx_decimal_double(&d);
		cr_expect(got == table[i].value, "%s: %.17g", table[i].text, got);
	}
	struct sx_decimal huge = of("-1e400"), tiny = of("1e-400"), none = { 0 };
	cr_expect(isfinite(sx_decimal_double(&huge)) && sx_decimal_double(&huge) < -1e308);
	cr_expect(sx_decimal_double(&tiny) == 0);
	cr_expect(sx_decimal_double(&none) == 0);
}

/* Numbers of every length and height, the same in every run. */
static struct sx_decimal random_decimal(uint64_t *state, unsigned digits_most, int exp_most)
{
	char text[128];
	size_t n = 0;
	uint64_t bits = *state = *state * 6364136223846793005U + 1442695040888963407U;
	unsigned digits = 1 + (unsigned)(bits >> 33) % digits_most;
	if (bits >> 32 & 1)
		text[n++] = '-';
	for (unsigned i = 0; i < digits; i++) {
		*state = *state * 6364136223846793005U + 1442695040888963407U;
		unsigned roll = (unsigned)(*state >> 40) % 16; /* many nines and zeros, where carries hide */
		text[n++] = (char)('0' + (roll < 10 ? roll : roll < 13 ? 0 : 9));
	}
	*state = *state * 6364136223846793005U + 1442695040888963407U;
	snprintf(text + n, sizeof text - n, "e%d", (int)((*state >> 33) % (2 * (unsigned)exp_most + 1)) - exp_most);
	return of(text);
}

Test(base_decimal, identities)
{
	uint64_t state = 1;
	for (int i = 0; i < MANY; i++) {
		struct sx_decimal a = random_decimal(&state, 33, 3), b = random_decimal(&state, 33, 3), x, y,
				  minus_b = b;
		bool exact;
		sx_decimal_neg(&minus_b);
		cr_assert_eq(sx_decimal_add(&x, &a, &b), 0);
		cr_assert_eq(sx_decimal_add(&y, &b, &a), 0);
		cr_expect_eq(sx_decimal_cmp(&x, &y), 0, "a + b = b + a");
		cr_assert_eq(sx_decimal_add(&x, &x, &minus_b), 0);
		cr_expect_eq(sx_decimal_cmp(&x, &a), 0, "a + b - b = a");
		cr_assert_eq(sx_decimal_mul(&x, &a, &b), 0);
		cr_assert_eq(sx_decimal_mul(&y, &b, &a), 0);
		cr_expect_eq(sx_decimal_cmp(&x, &y), 0, "ab = ba");
		if (sx_decimal_is_zero(&b))
			continue;
		cr_assert_eq(sx_decimal_div(&x, &x, &b, &exact), 0);
		cr_expect(exact && sx_decimal_cmp(&x, &a) == 0, "ab / b = a");
	}
}

Test(base_decimal, distributes)
{
	uint64_t state = 2;
	for (int i = 0; i < MANY; i++) {
		struct sx_decimal a = random_decimal(&state, 30, 2), b = random_decimal(&state, 30, 2),
				  c = random_decimal(&state, 20, 2), left, ac, bc;
		cr_assert_eq(sx_decimal_add(&left, &a, &b), 0);
		cr_assert_eq(sx_decimal_mul(&left, &left, &c), 0);
		cr_assert_eq(sx_decimal_mul(&ac, &a, &c), 0);
		cr_assert_eq(sx_decimal_mul(&bc, &b, &c), 0);
		cr_assert_eq(sx_decimal_add(&ac, &ac, &bc), 0);
		cr_expect_eq(sx_decimal_cmp(&left, &ac), 0);
	}
}

/* A quotient that does not end is within half a unit of its fifteenth digit. */
Test(base_decimal, inexact_quotients)
{
	uint64_t state = 3;
	for (int i = 0; i < MANY; i++) {
		struct sx_decimal a = random_decimal(&state, 20, 5), b = random_decimal(&state, 20, 5), q, back, unit;
		bool exact;
		if (sx_decimal_is_zero(&a) || sx_decimal_is_zero(&b))
			continue;
		cr_assert_eq(sx_decimal_div(&q, &a, &b, &exact), 0);
		cr_assert_eq(sx_decimal_mul(&back, &q, &b), 0);
		sx_decimal_neg(&back);
		cr_assert_eq(sx_decimal_add(&back, &back, &a), 0); /* a - qb, at most |b| * unit / 2 */
		if (exact) {
			cr_expect(sx_decimal_is_zero(&back));
			continue;
		}
		back.negative = false;
		unit = b;
		unit.negative = false;
		sx_decimal_scale(&unit, q.exp);
		struct sx_decimal two = sx_decimal_of(2);
		cr_assert_eq(sx_decimal_mul(&back, &back, &two), 0);
		cr_expect_leq(sx_decimal_cmp(&back, &unit), 0);
	}
}

Test(base_decimal, what_is_written_is_read_back)
{
	uint64_t state = 4;
	struct sx_buf out = { 0 };
	for (int i = 0; i < MANY; i++) {
		struct sx_decimal a = random_decimal(&state, 72, 100), b;
		sx_buf_clear(&out);
		sx_decimal_write(&a, &out);
		cr_assert_eq(sx_decimal_read(&b, sx_buf_view(&out)), 0, "%s", out.p);
		cr_expect_eq(sx_decimal_cmp(&a, &b), 0, "%s", out.p);
		cr_expect_eq(sx_decimal_double(&a), sx_decimal_double(&b), "%s", out.p);
	}
	sx_buf_release(&out);
}

/* Short numbers are divided in one step, long ones limb by limb: with both sides times the same long number, the
 * quotient is the same to its last zero. */
Test(base_decimal, short_and_long_quotients_agree)
{
	struct sx_decimal factor, u, v, q, long_u, long_v, long_q;
	cr_assert(!sx_decimal_read(&factor, SX_STR("1000000007000000009")));
	bool exact, long_exact;
	for (int64_t a = 0; a < 400; a += 3)
		for (int64_t b = 1; b < 300; b += 7) {
			u = sx_decimal_of(a * 1000);
			v = sx_decimal_of(b);
			sx_decimal_scale(&u, -2);
			cr_assert(!sx_decimal_mul(&long_u, &u, &factor) && !sx_decimal_mul(&long_v, &v, &factor));
			cr_assert(!sx_decimal_div(&q, &u, &v, &exact));
			cr_assert(!sx_decimal_div(&long_q, &long_u, &long_v, &long_exact));
			cr_expect_eq(exact, long_exact, "%d / %d", (int)a, (int)b);
			cr_expect(memcmp(&q, &long_q, sizeof q) == 0, "%d / %d", (int)a, (int)b);
		}
}
