/* Exact decimal numbers: sign, whole coefficient, power of ten. No binary floating point on the way.
 * What does not fit (more than SX_DECIMAL_DIGITS significant digits, an exponent beyond ±SX_DECIMAL_EXP)
 * is refused by -1, never rounded, except where a function's comment says so. */
#ifndef SX_BASE_DECIMAL_H
#define SX_BASE_DECIMAL_H

#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

enum { SX_DECIMAL_LIMBS = 8, SX_DECIMAL_DIGITS = 9 * SX_DECIMAL_LIMBS, SX_DECIMAL_EXP = 400 };

struct sx_decimal {
	bool set;      /* false: no number here */
	bool negative; /* never on zero */
	uint8_t limbs; /* limbs in use; 0 is the number zero */
	int16_t exp;   /* value = coefficient * 10^exp; trailing zeros of the text's decimals are kept ("1.10": 110, -2)
			*/
	uint32_t limb[SX_DECIMAL_LIMBS]; /* base 10^9, least significant first */
};

/* Read "12", "-0.50", "+3", ".5", "1.2e-6", "1E9"; the whole slice must be the number. -1 leaves *d as it was. */
int sx_decimal_read(struct sx_decimal *d, struct sx_str text);
struct sx_decimal sx_decimal_of_large(int64_t value);

static inline struct sx_decimal sx_decimal_of(int64_t value)
{
	if (value < 0 || value >= 1000000000)
		return sx_decimal_of_large(value);
	return (struct sx_decimal){ .set = true, .limbs = value > 0, .limb = { (uint32_t)value } };
}

/* Arithmetic. r may alias a or b and is untouched by a -1; an unset operand is a -1. */
int sx_decimal_add(struct sx_decimal *r, const struct sx_decimal *a, const struct sx_decimal *b);
int sx_decimal_mul(struct sx_decimal *r, const struct sx_decimal *a, const struct sx_decimal *b);

/* Exact where the quotient ends within SX_DECIMAL_DIGITS; else rounded half to even to 15 significant digits
 * and *exact is false. -1 for division by zero. */
int sx_decimal_div(struct sx_decimal *r, const struct sx_decimal *a, const struct sx_decimal *b, bool *exact);

/* Round half to even to that many significant digits when it has more. Returns whether it changed the value. */
bool sx_decimal_round(struct sx_decimal *d, unsigned digits);

void sx_decimal_neg(struct sx_decimal *d);
void sx_decimal_scale(struct sx_decimal *d, int power_of_ten); /* may leave the range: check sx_decimal_fits() */
bool sx_decimal_fits(const struct sx_decimal *d);
int sx_decimal_cmp(const struct sx_decimal *a, const struct sx_decimal *b); /* -1, 0, 1, by value; unset first */
bool sx_decimal_is_zero(const struct sx_decimal *d);
bool sx_decimal_is_whole(const struct sx_decimal *d);

/* The digits of a whole number; how many they are. */
enum { SX_INTEGER_MOST = 20 };
size_t sx_integer_write(uint64_t n, char out[SX_INTEGER_MOST]);

/* A decimal as sx_decimal_write() writes it, for what most of them are, one limb and few zeros; 0: it is none of them.
 */
enum { SX_DECIMAL_SHORT = 32 };
size_t sx_decimal_short(const struct sx_decimal *d, char out[SX_DECIMAL_SHORT]);

/* The number in plain digits, "4860000", "12.5", "-0.001", and from 40 characters on as "1.5e-45":
 * a valid JSON number either way. Nothing for an unset one. */
void sx_decimal_write(const struct sx_decimal *d, struct sx_buf *out);

/* The nearest double give or take its last bit, for positions on a chart only; always finite; 0 for an unset one. */
double sx_decimal_double(const struct sx_decimal *d);

#endif
