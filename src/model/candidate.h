/* A place in the text where a rule matched: named spans, no meaning yet. Offsets are into the text that was scanned. */
#ifndef SX_MODEL_CANDIDATE_H
#define SX_MODEL_CANDIDATE_H

#include "base/str.h"

#include <stdint.h>

struct sx_range {
	size_t start, end; /* start == end: absent */
};

enum { SX_UNIT_PARTS = 4, SX_ATOMS = 8, SX_CAPTURES = 6, SX_HEDGES = 3 };

/* A unit in the text: km/h is kilometre to the 1 and hour to the -1. */
struct sx_unit_span {
	struct sx_range at;
	struct {
		uint32_t unit; /* number in the lexicon */
		int8_t power;
	} part[SX_UNIT_PARTS];
	uint8_t parts;
	bool before;    /* stands before the number: $5 */
	bool glued;     /* touches the number: 5km */
	bool hyphen;    /* 5-km, 20-year */
	bool risky;     /* its spelling is also an everyday word or letter */
	bool ambiguous; /* several units share the spelling */
};

/* One number with what belongs to it. */
struct sx_atom {
	struct sx_str role;            /* as the rule names it */
	struct sx_range all;           /* sign, currency, number, magnitude, unit */
	struct sx_range number;        /* digits or words */
	struct sx_range magnitude;     /* million, bn, k */
	struct sx_str magnitude_value; /* "1e6" */
	char sign;                     /* '-', '+' or 0 */
	bool words;                    /* written in words */
	bool one_word;                 /* a single one, which means `word` */
	bool brackets;                 /* accountants' (3.5) */
	bool cut;                      /* letters follow that are no unit: part of a name or code */
	uint16_t word;
	struct sx_unit_span unit; /* parts == 0: none */
	struct sx_range per;      /* what stands after "per", "a", "/" and is no unit */
};

struct sx_capture {
	struct sx_str name;
	struct sx_range at;
};

struct sx_hedge_span {
	struct sx_range at;
	struct sx_str comparator; /* "gt" … as the word list has it */
};

struct sx_candidate {
	uint32_t rule;            /* number in the lexicon */
	struct sx_range match;    /* all that the rule matched */
	struct sx_range quantity; /* from the first atom to the last, or the trigger word */
	struct sx_capture capture[SX_CAPTURES];
	uint8_t captures;
	struct sx_hedge_span hedge[SX_HEDGES]; /* nearest first */
	uint8_t hedges;
	struct sx_hedge_span after; /* behind the quantity: or more */
	struct sx_range next_word;  /* the word behind, where one follows after one blank */
	uint8_t atoms;
	struct sx_atom atom[SX_ATOMS]; /* so many are set; last, since most have but one */
};

#endif
