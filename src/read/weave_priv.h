/* Text put together from stretches of an input, characters that stand for others there, and what the reader adds; every
 * byte of it with its way back. For formats whose text is their source without the marks. */
#ifndef SX_READ_WEAVE_PRIV_H
#define SX_READ_WEAVE_PRIV_H

#include "base/buf.h"
#include "base/err.h"
#include "model/doc.h"

/* A place in the source. */
struct sx_origin {
	uint64_t source, line, column;
	unsigned step; /* source bytes of the character there, when it is ASCII */
};

/* Start as {0}. Failures (memory) are kept and told by sx_weave_give(). */
struct sx_weave {
	struct sx_str in; /* the input's piece at hand, its runs, … */
	const struct sx_run *in_runs;
	size_t in_n_runs, in_next;
	struct sx_run in_run;
	uint64_t in_at;        /* … where it begins in the decoded input, */
	size_t placed;         /* and the place of in.p[placed] in lines and columns */
	uint64_t line, column; /* from 0 */
	bool after_cr;

	struct sx_buf text; /* the output that was not handed out yet, its runs and marks */
	uint64_t text_at;   /* where it begins in the document's text */
	struct sx_run *runs;
	size_t n_runs, cap_runs;
	struct sx_mark *marks;
	size_t n_marks, cap_marks;
	struct sx_run run;    /* the one in force; text_step 0: none yet */
	uint64_t next_source; /* the source offset that would let it go on */
	size_t given, given_runs, given_marks;
	bool failed;
};

/* The next piece of the input, and its end: then the piece may go. */
void sx_weave_feed(struct sx_weave *weave, const struct sx_piece *piece);
void sx_weave_fed(struct sx_weave *weave);

/* Where in.p[at] stands. Forward only, within a piece. */
struct sx_origin sx_weave_origin(struct sx_weave *weave, size_t at);

void sx_weave_copy(struct sx_weave *weave, size_t from, size_t to);
/* A character that stands for `bytes` of the source. */
void sx_weave_put(struct sx_weave *weave, struct sx_str character, const struct sx_origin *origin, size_t bytes);
/* Characters that stand for nothing, behind what came last. */
void sx_weave_insert(struct sx_weave *weave, const char *ascii);

/* Where the next character of text will stand. */
uint64_t sx_weave_at(const struct sx_weave *weave);
void sx_weave_heading(struct sx_weave *weave, uint64_t from);

/* Hand out the text up to `until`, with its runs and marks: 1, 0 when there is none, -1. Valid until the next call of
 * any of these. */
int sx_weave_give(struct sx_weave *weave, uint64_t until, struct sx_piece *piece, struct sx_err *err);
void sx_weave_release(struct sx_weave *weave);

#endif
