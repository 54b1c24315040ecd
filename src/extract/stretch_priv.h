/* A part of a document that is scanned by itself, as if everything before it had been scanned too.
 *
 * When no quantity is in hand the scan remembers little: where it is, and where the last claim ended. So a stretch is
 * scanned from a little before its beginning, where nothing is known, and what it finds is thrown away until the first
 * such place at or behind its beginning; the stretch before runs on to the first such place at or behind its end. Where
 * the two remember the same there, all that follows is the same. Nearly always they do, for what a trigger becomes is
 * decided by the text near it. Where not, the stretch is scanned again from what the one before it remembers. */
#ifndef SX_EXTRACT_STRETCH_PRIV_H
#define SX_EXTRACT_STRETCH_PRIV_H

#include "extract/extract_priv.h"

enum {
	STRETCH = 512 * 1024, /* bytes from one beginning to the next, where the options say nothing */
	/* How far behind its end a stretch looks for a trigger to stop at. A sentence ends within SX_SENTENCE_MOST, and
	   with it what is in hand. */
	OVERRUN = 4 * SX_SENTENCE_MOST,
};

struct sx_state {
	uint64_t at, floor; /* in the document's text */
	unsigned skip;      /* quantities of the trigger at `at` that belong to what is before */
};

struct sx_stretch {
	struct sx_doc doc;
	struct sx_str why; /* not empty: a record that could not be read, and nothing below is set */
	uint64_t line;

	struct sx_str text; /* from HISTORY before `from` to OVERRUN and LOOKAHEAD behind `to`, or the document's end */
	uint64_t origin;    /* where that begins in the document */
	size_t from, to;    /* places in `text` */
	bool last;          /* the document ends here */
	bool styled;        /* else the text holds all of the document's head */
	struct sx_number_style style;
	struct sx_cursor cursor; /* at origin */
	const struct sx_run *runs;
	size_t n_runs;
	struct sx_marks marks;

	struct sx_state begin, end; /* where scanning it began and stopped */
	struct sx_lost lost;        /* on the way */
};

/* Whether it is a whole document. */
static inline bool sx_stretch_whole(const struct sx_stretch *s)
{
	return !s->from && s->last;
}

/* Scan it, from `exact` where that is not NULL. x->claims is then the number of its claims. */
int sx_stretch_scan(struct sx_extractor *x, struct sx_stretch *stretch, const struct sx_state *exact,
		    const struct sx_sink *sink, struct sx_err *err);

/* Whether the scan goes on from both in the same way. */
bool sx_state_same(const struct sx_state *a, const struct sx_state *b);

#endif
