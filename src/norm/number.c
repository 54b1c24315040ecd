/* Digits and number words → exact decimals, in every reading that fits. */
#include "norm/norm_priv.h"

#include "base/utf8.h"

enum { PLAIN_MOST = 160 };

/* The digits with their separators told apart. */
struct shape {
	char plain[PLAIN_MOST]; /* digits, and '.' ',' as they stand; other group separators dropped */
	size_t n;
	int dots, commas;
	size_t after_last;   /* digits behind the last dot or comma */
	size_t before_first; /* digits in front of the first one */
	char first, last;    /* the first and the last separator */
	bool grouped;        /* a blank or apostrophe groups it: then the rest is settled */
	bool too_long;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void add(struct shape *shape, char c)
{
	if (shape->n < PLAIN_MOST - 1)
		shape->plain[shape->n++] = c;
	else
		shape->too_long = true;
}

static void read_shape(struct sx_str s, struct shape *shape)
{
	*shape = (struct shape){ 0 };
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (is_digit(c)) {
			add(shape, c);
			shape->after_last++;
		} else if (c == '.' || c == ',') {
			add(shape, c);
			if (!shape->first) {
				shape->first = c;
				shape->before_first = shape->after_last;
			}
			shape->last = c;
			shape->after_last = 0;
			*(c == '.' ? &shape->dots : &shape->commas) += 1;
		} else {
			shape->grouped = true; /* a blank, an apostrophe, a part of a wide space */
		}
	}
}

/* The number with `drop` as group separator and `point` as decimal mark (0: none). */
static bool read_as(const struct shape *shape, char drop, char point, struct sx_decimal *value)
{
	char text[PLAIN_MOST];
	size_t n = 0;
	for (size_t i = 0; i < shape->n; i++)
		if (shape->plain[i] != drop)
			text[n++] = shape->plain[i] == point ? '.' : shape->plain[i];
	return n > 0 && sx_decimal_read(value, (struct sx_str){ text, n }) == 0;
}

static unsigned one(struct sx_number *out, enum sx_number_form form, const struct shape *shape, char drop, char point)
{
	*out = (struct sx_number){ .form = form, .over = sx_decimal_of(1) };
	return read_as(shape, drop, point, &out->value);
}

static unsigned readings_of(const struct shape *s, struct sx_number *out)
{
	if (!s->first)
		return one(out, SX_FORM_PLAIN, s, 0, 0);
	if (s->dots && s->commas)
		return one(out, SX_FORM_PLAIN, s, s->first, s->last);
	int marks = s->dots + s->commas;
	if (marks > 1)
		return one(out, SX_FORM_PLAIN, s, s->first, 0);
	bool open =
		!s->grouped && s->after_last == 3 && s->before_first >= 1 && s->before_first <= 3 && s->plain[0] != '0';
	if (!open)
		return one(out, SX_FORM_PLAIN, s, 0, s->first);
	if (s->first == '.')
		return one(out, SX_FORM_POINT_DECIMAL, s, 0, '.') + one(out + 1, SX_FORM_DOT_GROUPS, s, '.', 0);
	return one(out, SX_FORM_COMMA_GROUPS, s, ',', 0) + one(out + 1, SX_FORM_COMMA_DECIMAL, s, 0, ',');
}

static const struct {
	const char *text;
	int64_t part, whole;
} vulgar[] = {
	{ "½", 1, 2 }, { "⅓", 1, 3 }, { "⅔", 2, 3 }, { "¼", 1, 4 }, { "¾", 3, 4 }, { "⅕", 1, 5 },
	{ "⅖", 2, 5 }, { "⅗", 3, 5 }, { "⅘", 4, 5 }, { "⅙", 1, 6 }, { "⅚", 5, 6 }, { "⅐", 1, 7 },
	{ "⅛", 1, 8 }, { "⅜", 3, 8 }, { "⅝", 5, 8 }, { "⅞", 7, 8 }, { "⅑", 1, 9 }, { "⅒", 1, 10 },
};

static bool find_vulgar(struct sx_str s, size_t *at, int64_t *part, int64_t *whole)
{
	for (size_t i = 0; i < s.n; i++)
		for (size_t k = 0; k < sizeof vulgar / sizeof *vulgar && (unsigned char)s.p[i] >= 0xC2; k++) {
			size_t n = strlen(vulgar[k].text);
			if (s.n - i >= n && memcmp(s.p + i, vulgar[k].text, n) == 0) {
				*at = i;
				*part = vulgar[k].part;
				*whole = vulgar[k].whole;
				return true;
			}
		}
	return false;
}

static struct sx_str trimmed(struct sx_str s)
{
	while (s.n && !is_digit(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* "3 ½", "½", "2 1/2", "92/178". */
static unsigned read_fraction(struct sx_str s, struct sx_number *out)
{
	int64_t part = 0, whole = 0;
	size_t at;
	struct sx_decimal p, w, add_to = sx_decimal_of(0);
	struct sx_str front = { 0 };
	const char *slash = memchr(s.p, '/', s.n);
	if (!slash)
		slash = memmem(s.p, s.n, "\xE2\x81\x84", 3);
	if (find_vulgar(s, &at, &part, &whole)) {
		p = sx_decimal_of(part);
		w = sx_decimal_of(whole);
		front = trimmed((struct sx_str){ s.p, at });
	} else if (slash) {
		size_t start = (size_t)(slash - s.p), after = start + (*slash == '/' ? 1 : 3);
		while (start > 0 && is_digit(s.p[start - 1]))
			start--;
		if (sx_decimal_read(&p, (struct sx_str){ s.p + start, (size_t)(slash - s.p) - start }) ||
		    sx_decimal_read(&w, (struct sx_str){ s.p + after, s.n - after }) || sx_decimal_is_zero(&w))
			return 0;
		front = trimmed((struct sx_str){ s.p, start });
	} else {
		return 0;
	}
	if (front.n && sx_decimal_read(&add_to, front))
		return 0;
	*out = (struct sx_number){ .form = SX_FORM_PLAIN, .over = w, .fraction = !front.n };
	if (sx_decimal_mul(&add_to, &add_to, &w) || sx_decimal_add(&out->value, &add_to, &p))
		return 0;
	return 1;
}

/* Where the mantissa of 1.2e6, 1.2×10^6, 10⁻²¹ ends and what power follows. */
static bool superscript(struct sx_str s, size_t *at, int *digit)
{
	static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻", "⁺" };
	for (int i = 0; i < 12; i++) {
		size_t n = strlen(digits[i]);
		if (s.n - *at >= n && memcmp(s.p + *at, digits[i], n) == 0) {
			*at += n;
			*digit = i;
			return true;
		}
	}
	return false;
}

static bool read_power(struct sx_str s, size_t at, int *power)
{
	int sign = 1, value = 0, digit;
	size_t begin = at;
	while (at < s.n) {
		if (s.n - at >= 3 && (memcmp(s.p + at, "−", 3) == 0 || memcmp(s.p + at, "–", 3) == 0)) {
			sign = -1;
			at += 3;
		} else if (s.p[at] == '-' || s.p[at] == '+' || s.p[at] == '^') {
			sign = s.p[at] == '-' ? -1 : sign;
			at++;
		} else if (is_digit(s.p[at])) {
			value = value < 10000 ? value * 10 + (s.p[at] - '0') : value;
			at++;
		} else if (superscript(s, &at, &digit)) {
			sign = digit == 10 ? -1 : sign;
			value = digit < 10 && value < 10000 ? value * 10 + digit : value;
		} else {
			return false;
		}
	}
	*power = sign * value;
	return at > begin;
}

static unsigned read_scientific(struct sx_str s, struct sx_number *out)
{
	static const char *const marks[] = { "e", "E", "×", "x", "·", "*", "⋅" };
	struct shape shape;
	int power;
	for (size_t i = 0; i < s.n; i++)
		for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
			size_t n = strlen(marks[k]);
			if (s.n - i < n || memcmp(s.p + i, marks[k], n) != 0)
				continue;
			struct sx_str mantissa = trimmed((struct sx_str){ s.p, i });
			size_t at = i + n;
			while (at < s.n &&
			       (s.p[at] == ' ' || (unsigned char)s.p[at] == 0xC2 || (unsigned char)s.p[at] == 0xA0))
				at++;
			if (k >= 2) {
				if (s.n - at < 3 || memcmp(s.p + at, "10", 2) != 0)
					return 0;
				at += 2;
			}
			read_shape(mantissa, &shape);
			if (!read_power(s, at, &power) || power > SX_DECIMAL_EXP || power < -SX_DECIMAL_EXP)
				return 0;
			if (!readings_of(&shape, out))
				return 0;
			out->form = SX_FORM_PLAIN;
			sx_decimal_scale(&out->value, power);
			out->power = k >= 2 ? power : 0;
			return sx_decimal_fits(&out->value);
		}
	/* 10⁻²¹, 10^6 */
	if (s.n > 3 && memcmp(s.p, "10", 2) == 0 && read_power(s, 2, &power) && !is_digit(s.p[2]) &&
	    power <= SX_DECIMAL_EXP && power >= -SX_DECIMAL_EXP) {
		*out = (struct sx_number){ .form = SX_FORM_PLAIN, .value = sx_decimal_of(1), .over = sx_decimal_of(1) };
		sx_decimal_scale(&out->value, power);
		return 1;
	}
	return 0;
}

static bool simple(struct sx_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && s.p[i] != '.' && s.p[i] != ',')
			return false;
	return true;
}

/* Digits in groups: nothing but blanks and apostrophes among them (U+00A0, U+2009, U+202F, U+2019). */
static bool grouped(struct sx_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i], next = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
		if (c == 0xC2 && next == 0xA0)
			i += 1;
		else if (c == 0xE2 && next == 0x80)
			i += 2;
		else if (!is_digit((char)c) && !strchr(".,' \t\n\r", (char)c))
			return false;
	}
	return true;
}

static struct sx_number plain(enum sx_number_form form, int64_t digits, size_t decimals)
{
	struct sx_number number = { .form = form, .value = sx_decimal_of(digits), .over = sx_decimal_of(1) };
	number.value.exp = (int16_t) - (int)decimals;
	return number;
}

enum { SHORT_MOST = 18 /* fit into 64 bits */ };

/* What nearly all are: few digits, with one dot or comma or none. 0: something else. */
static unsigned read_short(struct sx_str s, struct sx_number *out)
{
	int64_t digits = 0;
	size_t mark = s.n;
	for (size_t i = 0; i < s.n && s.n <= SHORT_MOST; i++) {
		if (is_digit(s.p[i]))
			digits = digits * 10 + (s.p[i] - '0');
		else if (mark == s.n && (s.p[i] == '.' || s.p[i] == ','))
			mark = i;
		else
			return 0;
	}
	size_t behind = mark < s.n ? s.n - mark - 1 : 0;
	if (s.n > SHORT_MOST || mark == 0 || (mark < s.n && behind == 0))
		return 0;
	out[0] = plain(SX_FORM_PLAIN, digits, behind);
	if (mark > 3 || behind != 3 || s.p[0] == '0')
		return 1;
	bool comma = s.p[mark] == ',';
	out[!comma] = plain(comma ? SX_FORM_COMMA_GROUPS : SX_FORM_DOT_GROUPS, digits, 0);
	out[comma] = plain(comma ? SX_FORM_COMMA_DECIMAL : SX_FORM_POINT_DECIMAL, digits, behind);
	return 2;
}

static unsigned read_digits(struct sx_str s, struct sx_number *out, const char **why)
{
	struct shape shape;
	unsigned few = read_short(s, out);
	if (few)
		return few;
	if (!simple(s)) {
		unsigned n = read_fraction(s, out);
		n = n ? n : read_scientific(s, out);
		if (n)
			return n;
		if (!grouped(s)) {
			*why = "no number that can be read, or one too large";
			return 0;
		}
	}
	read_shape(s, &shape);
	if (shape.too_long || shape.n > SX_DECIMAL_DIGITS + 2) {
		*why = "too long to be exact";
		return 0;
	}
	unsigned n = readings_of(&shape, out);
	if (!n)
		*why = "no number that can be read";
	return n;
}

static unsigned read_words(const struct sx_lexicon *lx, struct sx_str text, const struct sx_atom *atom,
			   struct sx_number *out, const char **why)
{
	struct sx_spoken spoken;
	if (atom->one_word) {
		*out = plain(SX_FORM_PLAIN, atom->word, 0);
		out->one = atom->word == 1;
		return 1;
	}
	if (!sx_spoken_at(lx, text, atom->number.start, &spoken)) {
		*why = "no number in words";
		return 0;
	}
	*out = (struct sx_number){ .form = SX_FORM_PLAIN,
				   .value = spoken.value,
				   .over = spoken.over,
				   .fraction = spoken.fraction,
				   .one = spoken.one_word && spoken.word == 1 };
	return 1;
}

unsigned sx_norm_number(const struct sx_lexicon *lx, struct sx_str text, const struct sx_atom *atom,
			struct sx_number out[SX_READINGS], const char **why)
{
	struct sx_str s = { text.p + atom->number.start, atom->number.end - atom->number.start };
	unsigned n = atom->words ? read_words(lx, text, atom, out, why) : read_digits(s, out, why);
	struct sx_decimal scale;
	bool scaled = atom->magnitude_value.n && sx_decimal_read(&scale, atom->magnitude_value) == 0;
	for (unsigned i = 0; i < n; i++) {
		if (scaled && sx_decimal_mul(&out[i].value, &out[i].value, &scale)) {
			*why = "too long to be exact";
			return 0;
		}
		out[i].fraction &= !scaled;
		if (atom->sign == '-')
			sx_decimal_neg(&out[i].value);
	}
	return n;
}
