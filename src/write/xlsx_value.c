/* What a cell of a workbook can hold. */
#include "base/utf8.h"
#include "write/xlsx_priv.h"

enum {
	MOST_UNITS = 32767, /* UTF-16 units of a cell */
	EXACT_POWER = 22,   /* 10^22 is the last power of ten that is a double */
};

static bool is_escape(struct sx_str s, size_t at)
{
	if (at + 7 > s.n || s.p[at] != '_' || s.p[at + 1] != 'x' || s.p[at + 6] != '_')
		return false;
	for (size_t i = at + 2; i < at + 6; i++)
		if (!memchr("0123456789abcdefABCDEF", s.p[i], 22))
			return false;
	return true;
}

const char *sx_xlsx_text(struct sx_buf *out, struct sx_str s)
{
	size_t units = 0, bytes, cut = 0;
	sx_buf_clear(out);
	for (size_t at = 0; at < s.n; at += bytes) {
		uint32_t point = sx_utf8_next(s, at, &bytes);
		bool control = (point < ' ' && point != '\t' && point != '\n') || point == 0x7F || point == 0xFFFE ||
			       point == 0xFFFF || point == SX_UTF8_BAD;
		units += (point >= 0x10000 && !control ? 2U : 1U) + (is_escape(s, at) ? 6U : 0U);
		if (units > MOST_UNITS) {
			out->n = cut;
			sx_buf_z(out, "…");
			break;
		}
		if (is_escape(s, at))
			sx_buf_z(out, "_x005F");
		sx_utf8_add(out, control ? 0xFFFD : point);
		if (units < MOST_UNITS)
			cut = out->n;
	}
	sx_buf_add(out, "", 0);
	return out->p ? out->p : "";
}

/* The coefficient without zeros at its end, where a double and a spreadsheet hold all its digits. */
static bool take_apart(struct sx_decimal d, uint64_t *coefficient, int *power)
{
	*power = d.exp;
	while (d.limbs > 2 && d.limb[0] == 0) {
		memmove(d.limb, d.limb + 1, (size_t)--d.limbs * sizeof *d.limb);
		*power += 9;
	}
	if (d.limbs > 2)
		return false;
	uint64_t c = (d.limbs > 1 ? d.limb[1] * (uint64_t)1000000000 : 0) + (d.limbs > 0 ? d.limb[0] : 0);
	for (; c && c % 10 == 0; c /= 10)
		++*power;
	*coefficient = c;
	return c < (uint64_t)1000000000000000; /* 15 digits */
}

/* The nearest double: one rounding only, where the power of ten is a double itself. */
static double nearest(const struct sx_decimal *d, uint64_t coefficient, int power)
{
	double value = (double)coefficient, ten = 1;
	if (power < -EXACT_POWER || power > EXACT_POWER)
		return sx_decimal_double(d);
	for (int i = power < 0 ? -power : power; i > 0; i--)
		ten *= 10;
	value = power < 0 ? value / ten : value * ten;
	return d->negative ? -value : value;
}

bool sx_xlsx_number(const struct sx_decimal *d, double *value)
{
	uint64_t coefficient;
	int power;
	if (!take_apart(*d, &coefficient, &power))
		return false;
	*value = nearest(d, coefficient, power);
	return true;
}
