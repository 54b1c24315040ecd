/* What a candidate means: a number with its bounds, unit and kind. One candidate may hold several (a list that shares a
 * unit). */
#ifndef SX_MODEL_QUANTITY_H
#define SX_MODEL_QUANTITY_H

#include "model/candidate.h"
#include "model/claim.h"

struct sx_quantity {
	struct sx_range at;    /* number, magnitude and unit in the text */
	struct sx_range hedge; /* the words that bound it, in front or behind */
	struct sx_range per;
	enum sx_comparator comparator;
	struct sx_decimal value, low, high;
	struct sx_str unit, kind, base_unit;
	struct sx_decimal base_value;
	struct sx_str per_unit; /* per, when it is a unit of time behind money */
	enum sx_change change;
	struct sx_str note;
	int confidence; /* per cent */
	uint32_t rule;
};

/* One way to read a number's digits. */
enum sx_number_form {
	SX_FORM_PLAIN,         /* no other reading */
	SX_FORM_POINT_DECIMAL, /* 1.234 is one and a bit */
	SX_FORM_COMMA_DECIMAL, /* 1,234 is one and a bit */
	SX_FORM_DOT_GROUPS,    /* 1.234 is over a thousand */
	SX_FORM_COMMA_GROUPS,  /* 1,234 is over a thousand */
};

struct sx_number {
	enum sx_number_form form;
	struct sx_decimal value; /* sign and magnitude applied */
	struct sx_decimal over;  /* 1, or the denominator of a fraction */
	bool fraction;           /* two-thirds, a half, 3/4 */
	bool one;                /* the bare word "one" */
	int power;               /* of ten, behind a mantissa: 1.2 × 10^6; 0: none */
};

#endif
