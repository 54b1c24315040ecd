/* Units of measurement and currencies, their spellings, and what they are in base units. */
#ifndef SX_LEXICON_UNITS_H
#define SX_LEXICON_UNITS_H

#include "base/decimal.h"
#include "lexicon/lexicon.h"

enum {
	SX_UNIT_MONEY = 1,
	SX_UNIT_TIME = 2,
	SX_UNIT_WHOLE = 4, /* percent, index …: what stands by it is no part of the unit */
	SX_UNIT_SIGN = 8,  /* to ask for, with the others: a spelling that is a symbol */
};

struct sx_unit {
	struct sx_str id;              /* "kilometre" */
	struct sx_str symbol;          /* what the unit column shows: "km"; the id where there is no symbol */
	struct sx_str kind;            /* "length" */
	struct sx_str base;            /* "m"; empty: no conversion */
	struct sx_decimal times, over; /* quantity in base = value * times / over + offset */
	struct sx_decimal offset;
	unsigned flags;
};

enum sx_spelling_kind {
	SX_SPELLED_SYMBOL = 1,    /* km: case counts */
	SX_SPELLED_NAME = 2,      /* kilometres: any case */
	SX_SPELLED_RISKY = 4,     /* also an everyday word or letter: wants more evidence */
	SX_SPELLED_AMBIGUOUS = 8, /* several units share it; this is the usual one: say so in the note */
};

struct sx_unit_spelling {
	uint32_t unit; /* number for sx_unit() */
	unsigned how;  /* enum sx_spelling_kind, together */
	size_t end;    /* offset after it (sx_units_at), or its start (sx_units_before) */
};

const struct sx_unit *sx_unit(const struct sx_lexicon *lexicon, uint32_t number);

/* The longest unit spelling at text[at], or just before text[end]; false: none. Ends where the word ends, but a digit
 * may follow a symbol (m2). `want` is a set of unit flags that the unit must have, 0 for any. */
bool sx_units_at(const struct sx_lexicon *lexicon, struct sx_str text, size_t at, unsigned want,
		 struct sx_unit_spelling *found);
bool sx_units_before(const struct sx_lexicon *lexicon, struct sx_str text, size_t end, unsigned want,
		     struct sx_unit_spelling *found);

/* Can a unit be spelled at text[at]? */
bool sx_units_may_stand(const struct sx_lexicon *lexicon, struct sx_str text, size_t at);

/* Every spelling of the units that have one of the flags in `want`, in no order; with SX_UNIT_SIGN only symbols of
 * those. Start with *cursor = 0; false: no more. */
bool sx_units_next(const struct sx_lexicon *lexicon, unsigned want, size_t *cursor, struct sx_str *spelling);

/* The unit with that id; UINT32_MAX: none. */
uint32_t sx_unit_find(const struct sx_lexicon *lexicon, struct sx_str id);

#endif
