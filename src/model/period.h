/* When: the words in the text, and the parts of them that a rule told apart. */
#ifndef SX_MODEL_PERIOD_H
#define SX_MODEL_PERIOD_H

#include "model/candidate.h"

struct sx_date {
	int year; /* 0: unknown */
	int month, day;
};

enum { SX_PERIOD_PARTS = 8 };

struct sx_period_span {
	struct sx_range at;  /* start == end: no period */
	struct sx_str means; /* the rule's `means`: how norm is to read the parts */
	uint8_t parts;
	struct sx_capture
		part[SX_PERIOD_PARTS]; /* year, month, day, year2, month2, relative, unit, number, quarter … */
};

#endif
