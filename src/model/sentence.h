/* A sentence of a text, by offsets. */
#ifndef SX_MODEL_SENTENCE_H
#define SX_MODEL_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

struct sx_sentence {
	size_t start, end;
	bool cut_start, cut_end; /* bounded by the cap, not by an end of sentence */
	bool heading;            /* a line of its own without a full stop */
};

#endif
