#include "base/decimal.h"

#include "base/wide_priv.h"

#include <float.h>

enum { QUOTIENT_DIGITS = 15, SHORT_DIGITS = 18 /* fit into 64 bits */ };

static struct sx_wide widen(const struct sx_decimal *d)
{
	struct sx_wide w = { .n = d->limbs };
	memcpy(w.limb, d->limb, d->limbs * sizeof *d->limb);
	return w;
}

/* Make a decimal of coefficient and exponent, dropping zeros at the end only where that makes it fit. */
static int narrow(struct sx_decimal *d, bool negative, struct sx_wide *w, int exp)
{
	int excess = (int)sx_wide_digits(w) - SX_DECIMAL_DIGITS, below = -SX_DECIMAL_EXP - exp;
	exp += sx_wide_drop_zeros(w, excess > below ? excess : below);
	if (w->n == 0)
		exp = exp > 0 ? 0 : exp < -SX_DECIMAL_EXP ? -SX_DECIMAL_EXP : exp;
	if (w->n > SX_DECIMAL_LIMBS || exp < -SX_DECIMAL_EXP || exp > SX_DECIMAL_EXP)
		return -1;
	*d = (struct sx_decimal){
		.set = true, .negative = negative && w->n, .limbs = (uint8_t)w->n, .exp = (int16_t)exp
	};
	memcpy(d->limb, w->limb, w->n * sizeof *d->limb);
	return 0;
}

static struct sx_wide wide_of(uint64_t value)
{
	struct sx_wide w = { 0 };
	for (; value; value /= SX_WIDE_BASE)
		w.limb[w.n++] = (uint32_t)(value % SX_WIDE_BASE);
	return w;
}

/* The same of a coefficient of at most SHORT_DIGITS digits. */
static int narrow_short(struct sx_decimal *d, bool negative, uint64_t value, int exp)
{
	if (!value || exp < -SX_DECIMAL_EXP || exp > SX_DECIMAL_EXP) {
		struct sx_wide w = wide_of(value);
		return narrow(d, negative, &w, exp);
	}
	bool two = value >= SX_WIDE_BASE;
	*d = (struct sx_decimal){ .set = true, .negative = negative, .limbs = two ? 2 : 1, .exp = (int16_t)exp };
	d->limb[0] = (uint32_t)(two ? value % SX_WIDE_BASE : value);
	d->limb[1] = (uint32_t)(two ? value / SX_WIDE_BASE : 0);
	return 0;
}

/* "e-6" at p[*at]: its value, held within ±2^20; false when no digit follows. */
static bool read_exponent(struct sx_str text, size_t *at, int *exp)
{
	bool negative = false, any = false;
	size_t i = *at + 1;
	*exp = 0;
	if (i < text.n && (text.p[i] == '-' || text.p[i] == '+'))
		negative = text.p[i++] == '-';
	for (; i < text.n && text.p[i] >= '0' && text.p[i] <= '9'; i++, any = true)
		if (*exp < 1 << 20)
			*exp = *exp * 10 + (text.p[i] - '0');
	if (negative)
		*exp = -*exp;
	*at = i;
	return any;
}

/* The digits of the text as a coefficient. Zeros are held back until a digit follows, so that a million of them cost
 * nothing; `held` says how many stand at the end. False: too many digits. */
static bool read_digits(struct sx_str digits, struct sx_wide *w, size_t *held)
{
	*held = 0;
	for (size_t i = 0; i < digits.n; i++) {
		if (digits.p[i] == '.')
			continue;
		if (digits.p[i] == '0') {
			*held += w->n != 0;
			continue;
		}
		if (*held >= SX_DECIMAL_DIGITS || sx_wide_digits(w) + *held >= SX_DECIMAL_DIGITS)
			return false;
		sx_wide_scale_up(w, (unsigned)*held);
		sx_wide_mul(w, 10, (uint32_t)(digits.p[i] - '0'));
		*held = 0;
	}
	return true;
}

/* The usual number: few digits, no exponent. */
static bool read_short(struct sx_str digits, uint64_t *value)
{
	if (digits.n > SHORT_DIGITS)
		return false;
	*value = 0;
	for (size_t i = 0; i < digits.n; i++)
		if (digits.p[i] != '.')
			*value = *value * 10 + (uint64_t)(digits.p[i] - '0');
	return true;
}

int sx_decimal_read(struct sx_decimal *d, struct sx_str text)
{
	size_t at = 0, point = SIZE_MAX;
	bool negative = false;
	int exp = 0;
	if (text.n == 0)
		return -1;
	if (text.p[0] == '-' || text.p[0] == '+')
		negative = text.p[at++] == '-';
	size_t start = at;
	for (; at < text.n; at++) {
		if (text.p[at] == '.' && point == SIZE_MAX)
			point = at;
		else if (text.p[at] < '0' || text.p[at] > '9')
			break;
	}
	struct sx_str digits = { text.p + start, at - start };
	size_t decimals = point == SIZE_MAX ? 0 : at - point - 1;
	if (digits.n == 0 || (point != SIZE_MAX && decimals == 0))
		return -1;
	if (at < text.n && (text.p[at] | 0x20) == 'e' && !read_exponent(text, &at, &exp))
		return -1;
	uint64_t value;
	if (at == text.n && read_short(digits, &value))
		return narrow_short(d, negative, value, exp - (int)decimals);
	struct sx_wide w = { 0 };
	size_t held;
	if (at != text.n || decimals > 1 << 20 || !read_digits(digits, &w, &held) || held > 1 << 20)
		return -1;
	/* The zeros at the end go back into the coefficient where they fit: they are part of how the number was stated.
	 */
	unsigned room = SX_DECIMAL_DIGITS - sx_wide_digits(&w);
	unsigned back = held < room ? (unsigned)held : room;
	sx_wide_scale_up(&w, back);
	return narrow(d, negative, &w, exp - (int)decimals + (int)(held - back));
}

struct sx_decimal sx_decimal_of_large(int64_t value)
{
	struct sx_decimal d = { .set = true, .negative = value < 0 };
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	for (; rest; rest /= SX_WIDE_BASE)
		d.limb[d.limbs++] = (uint32_t)(rest % SX_WIDE_BASE);
	return d;
}

int sx_decimal_add(struct sx_decimal *r, const struct sx_decimal *a, const struct sx_decimal *b)
{
	if (!a->set || !b->set)
		return -1;
	if (a->exp < b->exp) {
		const struct sx_decimal *swap = a;
		a = b;
		b = swap;
	}
	if (!a->limbs || !b->limbs) {
		*r = a->limbs ? *a : *b;
		return 0;
	}
	struct sx_wide high = widen(a), low = widen(b);
	int exp = b->exp;
	if (!sx_wide_scale_up(&high, (unsigned)(a->exp - exp)))
		return -1; /* its digits would stand too far apart */
	if (a->negative == b->negative) {
		sx_wide_add(&high, &low);
		return narrow(r, a->negative, &high, exp);
	}
	if (sx_wide_cmp(&high, &low) >= 0) {
		sx_wide_sub(&high, &low);
		return narrow(r, a->negative, &high, exp);
	}
	sx_wide_sub(&low, &high);
	return narrow(r, b->negative, &low, exp);
}

int sx_decimal_mul(struct sx_decimal *r, const struct sx_decimal *a, const struct sx_decimal *b)
{
	if (!a->set || !b->set)
		return -1;
	bool negative = a->negative != b->negative;
	if (a->limbs == 1 && b->limbs == 1)
		return narrow_short(r, negative, (uint64_t)a->limb[0] * b->limb[0], a->exp + b->exp);
	struct sx_wide product = sx_wide_product(a, b);
	return narrow(r, negative, &product, a->exp + b->exp);
}

/* A quotient of short numbers that ends soon: the coefficient, and in *zeros how many zeros the dividend needed. */
static bool divide_short(const struct sx_decimal *a, const struct sx_decimal *b, uint64_t *q, int *zeros)
{
	if (a->limbs > 1 || b->limbs > 1)
		return false;
	uint64_t u = a->limbs ? a->limb[0] : 0, v = b->limb[0];
	for (*zeros = 0; *zeros < SX_WIDE_LIMB_DIGITS; ++*zeros, u *= 10)
		if (u % v == 0) {
			*q = u / v;
			return true;
		}
	return false;
}

int sx_decimal_div(struct sx_decimal *r, const struct sx_decimal *a, const struct sx_decimal *b, bool *exact)
{
	*exact = true;
	if (!a->set || !b->set || b->limbs == 0)
		return -1;
	int ideal = a->exp - b->exp, few;
	bool negative = a->negative != b->negative;
	uint64_t quotient;
	if (divide_short(a, b, &quotient, &few))
		return narrow_short(r, negative, quotient, ideal - few);
	struct sx_wide u = widen(a), v = widen(b), q;
	if (u.n == 0)
		return narrow(r, false, &u, ideal);
	if (v.n == 1 && v.limb[0] == 1) /* by a power of ten, mostly by one */
		return narrow(r, negative, &u, ideal);
	/* So many zeros that the quotient has all the digits a decimal can hold, and one more. */
	unsigned zeros = SX_DECIMAL_DIGITS + 1 + sx_wide_digits(&v) - sx_wide_digits(&u);
	sx_wide_scale_up(&u, zeros);
	bool rest = sx_wide_div(&q, &u, &v);
	int exp = ideal - (int)zeros;
	if (!rest) {
		struct sx_wide all = q;
		int all_exp = exp + sx_wide_drop_zeros(&all, (int)zeros);
		if (sx_wide_digits(&all) <= SX_DECIMAL_DIGITS)
			return narrow(r, negative, &all, all_exp);
	}
	*exact = false;
	exp += (int)sx_wide_round(&q, QUOTIENT_DIGITS, rest);
	return narrow(r, negative, &q, exp);
}

bool sx_decimal_round(struct sx_decimal *d, unsigned digits)
{
	if (d->limbs * SX_WIDE_LIMB_DIGITS <= (int)digits)
		return false;
	struct sx_wide w = widen(d), full = w;
	unsigned dropped = sx_wide_round(&w, digits ? digits : 1, false);
	if (dropped == 0)
		return false;
	d->exp = (int16_t)(d->exp + (int)dropped);
	d->limbs = (uint8_t)w.n;
	memset(d->limb, 0, sizeof d->limb);
	memcpy(d->limb, w.limb, w.n * sizeof *d->limb);
	return !sx_wide_scale_up(&w, dropped) || sx_wide_cmp(&w, &full) != 0;
}

void sx_decimal_neg(struct sx_decimal *d)
{
	d->negative = d->limbs && !d->negative;
}

void sx_decimal_scale(struct sx_decimal *d, int power_of_ten)
{
	enum { FAR = 10000, FARTHER = 3 * FAR }; /* beyond any range, and no way back by one more step */
	int power = power_of_ten > FARTHER ? FARTHER : power_of_ten < -FARTHER ? -FARTHER : power_of_ten;
	int exp = d->exp + power;
	if (d->limbs == 0)
		exp = exp > 0 ? 0 : exp < -SX_DECIMAL_EXP ? -SX_DECIMAL_EXP : exp;
	d->exp = (int16_t)(exp > FAR ? FAR : exp < -FAR ? -FAR : exp);
}

bool sx_decimal_fits(const struct sx_decimal *d)
{
	return d->set && d->exp >= -SX_DECIMAL_EXP && d->exp <= SX_DECIMAL_EXP;
}

/* Compare magnitudes of two that are not zero. */
static int compare_sizes(const struct sx_decimal *a, const struct sx_decimal *b)
{
	struct sx_wide x = widen(a), y = widen(b);
	int high_a = (int)sx_wide_digits(&x) + a->exp, high_b = (int)sx_wide_digits(&y) + b->exp;
	if (high_a != high_b)
		return high_a < high_b ? -1 : 1;
	/* Equal heights: the exponents differ by less than the digits of the longer one. */
	if (a->exp > b->exp)
		sx_wide_scale_up(&x, (unsigned)(a->exp - b->exp));
	else
		sx_wide_scale_up(&y, (unsigned)(b->exp - a->exp));
	return sx_wide_cmp(&x, &y);
}

int sx_decimal_cmp(const struct sx_decimal *a, const struct sx_decimal *b)
{
	if (!a->set || !b->set)
		return (int)a->set - (int)b->set;
	int sign_a = a->limbs ? (a->negative ? -1 : 1) : 0, sign_b = b->limbs ? (b->negative ? -1 : 1) : 0;
	if (sign_a != sign_b)
		return sign_a < sign_b ? -1 : 1;
	if (a->limbs == 1 && b->limbs == 1 && a->exp == b->exp)
		return a->limb[0] == b->limb[0] ? 0 : a->limb[0] < b->limb[0] ? -sign_a : sign_a;
	return sign_a == 0 ? 0 : sign_a * compare_sizes(a, b);
}

bool sx_decimal_is_zero(const struct sx_decimal *d)
{
	return d->set && d->limbs == 0;
}

bool sx_decimal_is_whole(const struct sx_decimal *d)
{
	if (!d->set || d->exp >= 0 || d->limbs == 0)
		return d->set;
	struct sx_wide w = widen(d);
	return !sx_wide_scale_down(&w, (unsigned)-d->exp);
}

/* The coefficient's digits, "0" for zero; how many. */
static int write_digits(const struct sx_decimal *d, char digits[static SX_DECIMAL_DIGITS + 1])
{
	char *end = digits + SX_DECIMAL_DIGITS, *p = end;
	for (unsigned i = 0; i < d->limbs; i++) {
		uint32_t limb = d->limb[i];
		for (unsigned j = 0; j < SX_WIDE_LIMB_DIGITS && (limb || i + 1 < d->limbs); j++, limb /= 10)
			*--p = (char)('0' + limb % 10);
	}
	if (p == end)
		*--p = '0';
	memmove(digits, p, (size_t)(end - p));
	digits[end - p] = '\0';
	return (int)(end - p);
}

enum { PLAIN_MOST = 39 };

/* At most PLAIN_MOST characters, of which the first `before` digits stand before the point. */
static void write_plain(const char *digits, int n, int before, struct sx_buf *out)
{
	char *to = sx_buf_room(out, PLAIN_MOST), *at = to;
	if (!to)
		return;
	if (before <= 0) {
		*at++ = '0';
		*at++ = '.';
		memset(at, '0', (size_t)-before);
		at += -before;
		before = n;
	}
	size_t whole = (size_t)(before < n ? before : n), rest = (size_t)n - whole, zeros = (size_t)before - whole;
	memcpy(at, digits, whole);
	memset(at + whole, '0', zeros);
	at += whole + zeros;
	if (rest) {
		*at++ = '.';
		memcpy(at, digits + whole, rest);
		at += rest;
	}
	*at = '\0';
	out->n += (size_t)(at - to);
}

static unsigned count_digits(uint64_t n)
{
	static const uint64_t powers[] = { 0,
					   10,
					   100,
					   1000,
					   10000,
					   100000,
					   1000000,
					   10000000,
					   100000000,
					   1000000000,
					   10000000000,
					   100000000000,
					   1000000000000,
					   10000000000000,
					   100000000000000,
					   1000000000000000,
					   10000000000000000,
					   100000000000000000,
					   1000000000000000000,
					   10000000000000000000u };
	unsigned about = (64 - (unsigned)__builtin_clzll(n | 1)) * 1233 >> 12; /* bits times log 2 */
	return about + (n >= powers[about]);
}

size_t sx_integer_write(uint64_t n, char out[SX_INTEGER_MOST])
{
	static const char pairs[] = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940"
				    "4142434445464748495051525354555657585960616263646566676869707172737475767778798081"
				    "828384858687888990919293949596979899";
	size_t length = count_digits(n), at = length;
	for (; n > UINT32_MAX; n /= 100)
		memcpy(out + (at -= 2), pairs + n % 100 * 2, 2);
	uint32_t rest = (uint32_t)n; /* most are no greater, and dividing those is less work */
	for (; rest >= 100; rest /= 100)
		memcpy(out + (at -= 2), pairs + rest % 100 * 2, 2);
	if (at == 2)
		memcpy(out, pairs + rest * 2, 2);
	else
		out[0] = (char)('0' + rest);
	return length;
}

enum { SHORT_EXP = 9, RUN = 16 };

size_t sx_decimal_short(const struct sx_decimal *d, char out[SX_DECIMAL_SHORT])
{
	char digits[SX_INTEGER_MOST + RUN] = { 0 }, *at = out;
	if (!d->set || d->limbs > 1 || d->exp < -SHORT_EXP || d->exp > SHORT_EXP || (!d->limbs && d->exp > 0))
		return 0;
	size_t n = sx_integer_write(d->limbs ? d->limb[0] : 0, digits);
	if (d->negative)
		*at++ = '-';
	/* Copies of a length that is known: what stands behind the digits is no matter. */
	if (d->exp >= 0) {
		memcpy(at, digits, RUN);
		memset(at + n, '0', SHORT_EXP);
		return (size_t)(at - out) + n + (size_t)d->exp;
	}
	size_t places = (size_t)-d->exp;
	if (n > places) {
		size_t whole = n - places;
		memcpy(at, digits, RUN);
		at += whole;
		*at++ = '.';
		memcpy(at, digits + whole, RUN);
		return (size_t)(at - out) + places;
	}
	memcpy(at, "0.000000000", 2 + SHORT_EXP);
	at += 2 + places - n;
	memcpy(at, digits, RUN);
	return (size_t)(at - out) + n;
}

void sx_decimal_write(const struct sx_decimal *d, struct sx_buf *out)
{
	char digits[SX_DECIMAL_DIGITS + 1], text[SX_DECIMAL_SHORT];
	if (!d->set)
		return;
	size_t most = sx_decimal_short(d, text);
	if (most) {
		sx_buf_add(out, text, most);
		return;
	}
	int n = write_digits(d, digits), before = n + d->exp;
	int length = d->negative + (d->exp >= 0 ? before : before > 0 ? n + 1 : n - before + 2);
	if (d->negative)
		sx_buf_c(out, '-');
	if (length > PLAIN_MOST)
		sx_buf_addf(out, "%c%s%se%d", digits[0], n > 1 ? "." : "", digits + 1, before - 1);
	else
		write_plain(digits, n, before, out);
}

double sx_decimal_double(const struct sx_decimal *d)
{
	static const long double powers[] = { 1e1L, 1e2L, 1e4L, 1e8L, 1e16L, 1e32L, 1e64L, 1e128L, 1e256L };
	long double value = 0, power = 1;
	if (!d->set)
		return 0;
	for (unsigned i = d->limbs; i-- > 0;)
		value = value * SX_WIDE_BASE + d->limb[i];
	unsigned exp = d->exp < 0 ? (unsigned)-d->exp : (unsigned)d->exp;
	for (unsigned i = 0; i < sizeof powers / sizeof *powers; i++)
		if (exp >> i & 1)
			power *= powers[i];
	value = d->exp < 0 ? value / power : value * power;
	double near = value > DBL_MAX ? DBL_MAX : (double)value;
	return d->negative ? -near : near;
}
