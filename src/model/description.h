/* What a sentence says of one of its quantities. Offsets into the text; start == end: not said. */
#ifndef SX_MODEL_DESCRIPTION_H
#define SX_MODEL_DESCRIPTION_H

#include "model/claim.h"
#include "model/period.h"

struct sx_description {
	struct sx_range subject, predicate, of, per, place, attribution;
	enum sx_change change;
	struct sx_str
		kind;  /* what the clause makes of it where the unit does not say: age, score, index; empty: nothing */
	bool target;   /* what somebody aims at, not what is so */
	bool foreseen; /* what is expected to be so */
	const char *note; /* constant text: "subject from the sentence before"; NULL: none */
	struct sx_period_span period;
};

#endif
