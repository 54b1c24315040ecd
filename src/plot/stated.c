#include "plot/stated_priv.h"

#include "plot/clean_priv.h"
#include "plot/marks_priv.h"

#define MINUS   "\xE2\x88\x92"
#define EN_DASH "\xE2\x80\x93"

enum { MOST_DIGITS = 24, SHORT = 6 };

/* A number as its text writes it: the digits, and how many of them stand behind the decimal sign. */
struct numeral {
	char digit[MOST_DIGITS];
	unsigned n;     /* 0: none, or too long to care */
	int after_mark; /* digits behind the last '.' or ','; -1: there is none */
};

/* How to write a value: divided by a power of ten, with at least so many decimals. */
struct form {
	int power;
	int decimals;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of a sign that may stand between two digits of one number: . , ' and a no-break, thin or plain blank. */
static size_t separator(struct sx_str s, size_t at)
{
	static const char *const signs[] = { ".",           ",", "'", " ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89",
					     "\xE2\x80\x99" };
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t n = strlen(signs[i]);
		if (s.n - at > n && memcmp(s.p + at, signs[i], n) == 0 && is_digit(s.p[at + n]))
			return n;
	}
	return 0;
}

/* Read the next number at or after *at; false when there is none. A digit that ends a word (CO2) begins no number. */
static bool next_numeral(struct sx_str s, size_t *at, struct numeral *numeral)
{
	*numeral = (struct numeral){ .after_mark = -1 };
	size_t i = *at;
	while (i < s.n && !(is_digit(s.p[i]) && (i == 0 || ((s.p[i - 1] | 32) < 'a' || (s.p[i - 1] | 32) > 'z'))))
		i++;
	bool found = i < s.n, fits = true;
	while (i < s.n) {
		size_t between = separator(s, i);
		if (between && (s.p[i] == '.' || s.p[i] == ','))
			numeral->after_mark = 0;
		if (between) {
			i += between;
			continue;
		}
		if (!is_digit(s.p[i]))
			break;
		fits &= numeral->n < MOST_DIGITS;
		if (fits && (numeral->n || s.p[i] != '0'))
			numeral->digit[numeral->n++] = s.p[i];
		numeral->after_mark += numeral->after_mark >= 0;
		i++;
	}
	if (!fits)
		numeral->n = 0;
	*at = i;
	return found;
}

/* Power of ten k with digits * 10^k == |value|; false when the digits are not the value's. */
static bool power_between(const struct numeral *numeral, const struct sx_decimal *value, int *k)
{
	char text[MOST_DIGITS + 1];
	memcpy(text, numeral->digit, numeral->n);
	struct sx_decimal digits, size = *value;
	if (!numeral->n || sx_decimal_read(&digits, (struct sx_str){ text, numeral->n }))
		return false;
	size.negative = false;
	for (*k = -MOST_DIGITS; *k <= MOST_DIGITS; ++*k) {
		struct sx_decimal scaled = digits;
		sx_decimal_scale(&scaled, *k);
		if (sx_decimal_cmp(&scaled, &size) == 0)
			return true;
	}
	return false;
}

/* Which digits of a numeral stand behind a decimal sign, k being the power of ten that its digits miss. */
static int decimals_of(const struct numeral *numeral, int k)
{
	if (numeral->after_mark != 3)
		return numeral->after_mark < 0 ? 0 : numeral->after_mark;
	return k < 0 || (k > 0 && k != 6 && k != 9 && k != 12) ? 3 : 0;
}

static int power_of(const struct sx_decimal *value)
{
	struct sx_decimal size = *value;
	size.negative = false;
	for (int power = 12; power >= 6; power -= 3) {
		struct sx_decimal limit = sx_decimal_of(1);
		sx_decimal_scale(&limit, power);
		if (sx_decimal_cmp(&size, &limit) >= 0)
			return power;
	}
	return 0;
}

/* Digits of the coefficient up to its last that is not zero. */
static unsigned significant(const struct sx_decimal *value)
{
	unsigned digits = 0, zeros = 0;
	for (unsigned i = value->limbs; i-- > 0;)
		for (uint32_t power = 100000000; power > 0; power /= 10) {
			uint32_t digit = value->limb[i] / power % 10;
			zeros = digit ? 0 : zeros + 1;
			digits += digits > 0 || digit;
		}
	return digits > zeros ? digits - zeros : 0;
}

static struct form form_of(const struct sx_decimal *value, const struct numeral *numeral)
{
	struct form form = { .power = power_of(value) };
	int k;
	if (power_between(numeral, value, &k)) {
		int decimals = decimals_of(numeral, k), magnitude = k + decimals;
		if (magnitude == 0)
			return (struct form){ 0, decimals };
		if (decimals > magnitude - form.power && decimals > 0)
			form.decimals = decimals - (magnitude - form.power);
	} else if (significant(value) > SHORT) {
		form.power = 0;
	}
	if (form.power == 0)
		form.decimals = 0;
	return form;
}

/* "-1234.50" as "−1,234.50", with at least so many decimals and no zeros beyond them. */
static void add_grouped(struct sx_buf *out, struct sx_str plain, int decimals)
{
	if (memchr(plain.p, 'e', plain.n)) {
		sx_buf_str(out, plain);
		return;
	}
	if (*plain.p == '-') {
		sx_buf_z(out, MINUS);
		plain = (struct sx_str){ plain.p + 1, plain.n - 1 };
	}
	const char *point = memchr(plain.p, '.', plain.n);
	size_t whole = point ? (size_t)(point - plain.p) : plain.n;
	for (size_t i = 0; i < whole; i++) {
		if (i && (whole - i) % 3 == 0)
			sx_buf_c(out, ',');
		sx_buf_c(out, plain.p[i]);
	}
	size_t n = point ? plain.n - whole - 1 : 0, least = decimals > 0 ? (size_t)decimals : 0;
	while (n > least && point[n] == '0')
		n--;
	if (n || least)
		sx_buf_c(out, '.');
	if (n)
		sx_buf_add(out, point + 1, n);
	for (; n < least; n++)
		sx_buf_c(out, '0');
}

static void add_number(struct sx_buf *out, const struct sx_decimal *value, struct form form)
{
	struct sx_decimal scaled = *value;
	sx_decimal_scale(&scaled, -form.power);
	struct sx_buf plain = { 0 };
	sx_decimal_write(&scaled, &plain);
	if (plain.n)
		add_grouped(out, sx_buf_view(&plain), form.decimals);
	out->failed |= plain.failed;
	sx_buf_release(&plain);
}

static void add_magnitude(struct sx_buf *out, struct form form)
{
	static const char *const words[] = { "", "", " million", " billion", " trillion" };
	sx_buf_z(out, words[form.power / 3]);
}

void sx_stated_number(struct sx_buf *out, const struct sx_decimal *value)
{
	struct form form = form_of(value, &(struct numeral){ 0 });
	add_number(out, value, form);
	add_magnitude(out, form);
}

/* Signs that go before an amount; other currencies follow it as their code. */
static const char *currency_sign(struct sx_str unit)
{
	static const char *const signs[][2] = {
		{ "USD", "$" }, { "EUR", "\xE2\x82\xAC" }, { "GBP", "\xC2\xA3" }, { "JPY", "\xC2\xA5" }
	};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (sx_str_is(unit, signs[i][0]))
			return signs[i][1];
	return NULL;
}

/* Symbols stay as they are; English words take an s. */
static bool is_word(struct sx_str unit)
{
	static const char *const words[] = { "barrel", "acre",   "day",  "week",   "month",
					     "year",   "decade", "hour", "minute", "second" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (sx_str_is(unit, words[i]))
			return true;
	return false;
}

static void add_unit(struct sx_buf *out, const struct sx_series *series, const struct sx_series_row *row)
{
	struct sx_str unit = row->claim->unit;
	if (sx_str_is(unit, "d") && series->family == SX_FAMILY_DURATION)
		unit = SX_STR("day");
	if (sx_str_is(unit, "%")) {
		sx_buf_c(out, '%');
		return;
	}
	if (!unit.n || (series->family == SX_FAMILY_MONEY && currency_sign(unit)))
		return;
	struct sx_decimal one = sx_decimal_of(1);
	bool single = row->claim->value.set && sx_decimal_cmp(&row->claim->value, &one) == 0;
	sx_buf_c(out, ' ');
	sx_clean_unit(out, unit);
	if (sx_str_is(unit, "century") && !single) {
		out->n--;
		sx_buf_z(out, "ies");
	} else if (is_word(unit) && !single) {
		sx_buf_c(out, 's');
	}
}

static void add_hedge(struct sx_buf *out, const struct sx_series_row *row)
{
	const struct sx_claim *claim = row->claim;
	bool at_least = claim->comparator == SX_GE || claim->comparator == SX_LE;
	enum sx_mark mark = row->mark;
	if (mark == SX_MARK_TARGET) { /* it may be a bound, too */
		sx_buf_z(out, "target ");
		mark = sx_mark_of_comparator(claim, row->turned);
	}
	switch (mark) {
	case SX_MARK_MORE:
		sx_buf_z(out, at_least ? "\xE2\x89\xA5" : ">");
		return;
	case SX_MARK_LESS:
		sx_buf_z(out, at_least ? "\xE2\x89\xA4" : "<");
		return;
	case SX_MARK_ABOUT:
		if (sx_str_is(claim->hedge, "nearly") || sx_str_is(claim->hedge, "almost")) {
			sx_buf_str(out, claim->hedge);
			sx_buf_c(out, ' ');
			return;
		}
		break;
	case SX_MARK_EXACT:
	case SX_MARK_SPREAD:
	case SX_MARK_RANGE:
	case SX_MARK_TARGET:
	case SX_MARKS:
		break;
	}
	if (claim->comparator == SX_APPROX)
		sx_buf_z(out, "about ");
}

/* One end of a range, or the value; a decrease stands below zero. */
static void add_amount(struct sx_buf *out, const struct sx_series *series, const struct sx_series_row *row,
		       const struct sx_decimal *amount, struct form form)
{
	struct sx_decimal value = *amount;
	if (row->turned && !sx_decimal_is_zero(&value))
		value.negative = !value.negative;
	const char *sign = series->family == SX_FAMILY_MONEY ? currency_sign(row->claim->unit) : NULL;
	if (sign && value.negative)
		sx_buf_z(out, MINUS);
	if (sign) {
		value.negative = false;
		sx_buf_z(out, sign);
	}
	add_number(out, &value, form);
}

static void add_range(struct sx_buf *out, const struct sx_series *series, const struct sx_series_row *row,
		      const struct numeral numeral[2])
{
	const struct sx_claim *claim = row->claim;
	struct form low = form_of(&claim->low, &numeral[0]), high = form_of(&claim->high, &numeral[1]);
	bool signs = row->turned || claim->low.negative || claim->high.negative;
	add_amount(out, series, row, &claim->low, low);
	if (low.power != high.power)
		add_magnitude(out, low);
	sx_buf_z(out, signs ? " to " : EN_DASH);
	if (low.power == high.power && !signs)
		add_number(out, &claim->high, high);
	else
		add_amount(out, series, row, &claim->high, high);
	add_magnitude(out, high);
}

/* Two numbers and one value (5.2 ± 0.3, 5 ft 2 in, 1 1/2), or a number in words that takes many digits (two-thirds):
 * the text's own words say it best. */
static bool needs_own_words(const struct sx_claim *claim, unsigned numerals)
{
	return claim->quantity.n && (numerals > 1 || (numerals == 0 && significant(&claim->value) > SHORT));
}

void sx_stated_value(struct sx_buf *out, const struct sx_series *series, const struct sx_series_row *row)
{
	const struct sx_claim *claim = row->claim;
	struct numeral numeral[3] = { 0 };
	unsigned n = 0;
	for (size_t at = 0; n < 3 && next_numeral(claim->quantity, &at, &numeral[n]);)
		n++;
	add_hedge(out, row);
	if (row->mark == SX_MARK_RANGE) {
		add_range(out, series, row, numeral);
	} else if (needs_own_words(claim, n)) {
		sx_buf_z(out, row->turned ? MINUS : "");
		sx_clean_text(out, claim->quantity);
		return;
	} else {
		struct form form = form_of(&claim->value, numeral);
		add_amount(out, series, row, &claim->value, form);
		add_magnitude(out, form);
	}
	add_unit(out, series, row);
}
