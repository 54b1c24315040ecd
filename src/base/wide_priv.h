/* Whole numbers on their way between decimals: what sx_decimal's arithmetic is made of. */
#ifndef SX_BASE_WIDE_PRIV_H
#define SX_BASE_WIDE_PRIV_H

#include "base/decimal.h"

enum {
	SX_WIDE_BASE = 1000000000,
	SX_WIDE_LIMB_DIGITS = 9,
	SX_WIDE_LIMBS = 2 * SX_DECIMAL_LIMBS + 2, /* holds a product, and a dividend scaled for a full quotient */
};

/* Base 10^9, least significant limb first, no zero limb on top: n is 0 for zero. */
struct sx_wide {
	unsigned n;
	uint32_t limb[SX_WIDE_LIMBS];
};

/* w = w * factor + carry; false when it does not fit. */
bool sx_wide_mul(struct sx_wide *w, uint32_t factor, uint32_t carry);

/* Add zeros at the end, or drop that many digits there. False when they do not fit; whether a digit lost was not zero.
 */
bool sx_wide_scale_up(struct sx_wide *w, unsigned zeros);
bool sx_wide_scale_down(struct sx_wide *w, unsigned digits);

/* Drop zeros at the end while there is one and `wanted` are not yet dropped; how many. */
int sx_wide_drop_zeros(struct sx_wide *w, int wanted);

/* Leave `digits` digits, half to even; `sticky` says that something was lost below already. Returns how many went. */
unsigned sx_wide_round(struct sx_wide *w, unsigned digits, bool sticky);

unsigned sx_wide_digits(const struct sx_wide *w); /* decimal digits; 0 for zero */
int sx_wide_cmp(const struct sx_wide *a, const struct sx_wide *b);
void sx_wide_add(struct sx_wide *a, const struct sx_wide *b);
void sx_wide_sub(struct sx_wide *a, const struct sx_wide *b); /* b is not the greater one */

/* The product of two decimals' coefficients. */
struct sx_wide sx_wide_product(const struct sx_decimal *a, const struct sx_decimal *b);

/* q = u / v; whether something remains. Both operands are spent. u grows with v to at most 17 limbs (73 + 72 digits and
 * the factor that fills v's top limb), so that one is to spare. */
bool sx_wide_div(struct sx_wide *q, struct sx_wide *u, struct sx_wide *v);

#endif
