#ifndef SX_EXTRACT_EXTRACT_PRIV_H
#define SX_EXTRACT_EXTRACT_PRIV_H

#include "base/arena.h"
#include "describe/describe.h"
#include "extract/extract.h"
#include "lexicon/letters.h"
#include "lexicon/rules.h"
#include "lexicon/words.h"
#include "model/quantity.h"
#include "norm/norm.h"
#include "scan/scan.h"
#include "text/text.h"

enum {
	SEGMENT = 256 * 1024,
	/* What must stand behind a place before anything is decided about it: the longest sentence and the longest
	   match. */
	LOOKAHEAD = 2 * SX_SENTENCE_MOST + 1024,
	/* What is kept in front of it, for sentences and look-back. */
	HISTORY = 2 * SX_SENTENCE_MOST + 1024,
	GROUP = 256, /* quantities of one sentence described together; more are described in further groups */
	QUEUE = 128, /* quantities of closed groups that are put out together; a last group may make them more */
};

/* Columns that are read off the claim's sentence: those that describe finds, and those that what it finds can alter. */
#define SX_DESCRIBED                                                                                                   \
	(SX_COLUMN(subject) | SX_COLUMN(predicate) | SX_COLUMN(of) | SX_COLUMN(change) | SX_COLUMN(period) |           \
	 SX_COLUMN(period_start) | SX_COLUMN(period_end) | SX_COLUMN(place) | SX_COLUMN(attribution) |                 \
	 SX_COLUMN(note))
#define SX_TOUCHED (SX_COLUMN(kind) | SX_COLUMN(base_value) | SX_COLUMN(base_unit))

/* Runs that are gathered. */
struct sx_runs {
	struct sx_run *at;
	size_t n, cap;
};

/* A place in the document that moves forward only: line and column of an offset. */
struct sx_cursor {
	uint64_t offset, line, column;
	bool after_cr;
};

/* Headings and pages of the window that claims have not come to yet, and those in force where they have. */
struct sx_marks {
	struct sx_awaited {
		enum sx_mark_kind kind;
		uint64_t from; /* text offset from which it holds: behind a heading, at the start of a page */
		uint64_t n;    /* bytes of the heading in `words`; number of the page */
	} * awaited;
	size_t n, cap;
	struct sx_buf words; /* of the headings in `awaited`, one after another */
	struct sx_buf section;
	uint64_t page; /* 0: none */
};

/* The first place of a document at which a rule gave up. */
struct sx_lost {
	struct sx_str rule; /* empty: none did */
	uint64_t at;        /* in the document's text */
	uint64_t line, byte;
};

/* The quantities of one sentence that are described together. */
struct sx_group {
	struct sx_sentence sentence;
	bool folded; /* the sentence is; false: not known */
	size_t n;
};

struct sx_shared {
	struct sx_scanner *scanner;
	struct sx_describer *describer;
};

struct sx_extractor {
	struct sx_extract_options options;
	sx_column_set wanted;  /* never empty */
	struct sx_shared *own; /* NULL: the caller's is used */
	const struct sx_scanner *scanner;
	struct sx_scan *scan;
	struct sx_describe *describe;

	const struct sx_doc *doc;
	struct sx_number_style style;
	struct sx_date today;
	bool started; /* the head has been read: style and date are known */

	/* The window: a stretch of the document's text. Offsets into it are small; `origin` is where it begins in the
	 * document. */
	struct sx_buf window;
	uint64_t origin;
	size_t at;     /* everything before it has been scanned */
	size_t floor;  /* the end of the last claim: nothing before it can be taken */
	unsigned skip; /* quantities of the trigger at `at` that have been taken */
	struct sx_cursor cursor;

	struct sx_runs runs; /* from text offsets to the source */
	struct sx_marks marks;

	/* The group in hand, the closed ones in front of it, and the quantities of them all. */
	struct sx_arena arena;
	struct sx_group group, closed[QUEUE];
	size_t n_closed;
	struct sx_quantity quantity[QUEUE + GROUP];
	struct sx_description description[QUEUE + GROUP];
	size_t n_quantities;

	struct sx_lost lost; /* of the document at hand */
	uint64_t unmatched;  /* documents in which a rule gave up */
	uint64_t claims;
};

/* extractor.c: scan from x->at on, but for `behind` bytes at the window's end, or until no quantity is in hand at a
 * trigger at or behind `gate`: what comes then depends on nothing but x->at, x->floor, x->skip and the text. */
int sx_scan_until(struct sx_extractor *x, size_t behind, size_t gate, const struct sx_sink *sink, struct sx_err *err);
/* Let the window begin `drop` bytes later. */
void sx_drop_front(struct sx_extractor *x, size_t drop);
int sx_add_runs(struct sx_runs *to, const struct sx_run *runs, size_t n, struct sx_err *err);

/* resolve.c: the quantities that win at a trigger; *end is where to go on. Returns how many were written to out. */
unsigned sx_resolve(struct sx_extractor *x, struct sx_str text, size_t trigger, struct sx_quantity *out, size_t *end);

/* batch.c: close the group in hand, if any: no more quantities come into it, and none is in hand. Put out the closed
 * ones: describe them all, then hand their claims to the sink. Both, so that nothing is left. */
int sx_close_group(struct sx_extractor *x, const struct sx_sink *sink, struct sx_err *err);
int sx_put_out(struct sx_extractor *x, const struct sx_sink *sink, struct sx_err *err);
int sx_finish_groups(struct sx_extractor *x, const struct sx_sink *sink, struct sx_err *err);

/* assemble.c: the claim of a quantity, but for what the batch knows: section, page, sentence. What is written for it
 * lives in the arena. */
void sx_assemble_claim(struct sx_extractor *x, const struct sx_group *group, const struct sx_quantity *quantity,
		       const struct sx_description *description, struct sx_claim *claim);
/* The group's sentence as the table shows it. */
struct sx_str sx_show_sentence(struct sx_extractor *x, const struct sx_group *group, size_t first);
/* Whether white space stands in s only as single blanks between words; not in an empty one. */
bool sx_is_folded(struct sx_str s);

/* Bytes and claims that the watch has been told of so far in an input. */
struct sx_told {
	uint64_t bytes, claims;
};
void sx_tell_watch(const struct sx_watch *watch, struct sx_told *told, uint64_t bytes, uint64_t claims);

/* position.c. The cursor is moved only where somebody looks at it. */
static inline bool sx_counts_lines(const struct sx_extractor *x)
{
	return (x->wanted & (SX_COLUMN(line) | SX_COLUMN(column))) || x->options.explain;
}
void sx_cursor_move(struct sx_cursor *cursor, const struct sx_extractor *x, uint64_t to);
uint64_t sx_source_start(const struct sx_extractor *x, uint64_t text_offset);
uint64_t sx_source_end(const struct sx_extractor *x, uint64_t text_offset);

/* lost.c: a rule (empty: none) gave up at a place of the window. Of two parts of a document that which lost more in
 * front. Tell the sink at the end of the document, and count it, if something was lost. */
void sx_lost_note(struct sx_extractor *x, struct sx_str rule, size_t at);
void sx_lost_join(struct sx_lost *all, const struct sx_lost *more);
int sx_lost_tell(const struct sx_lost *lost, const struct sx_doc *doc, const struct sx_sink *sink, uint64_t *documents,
		 struct sx_err *err);

/* marks.c: take those of a piece, whose text begins at `origin`; come to a place of the text, forward only. */
int sx_marks_add(struct sx_marks *marks, const struct sx_piece *piece, uint64_t origin, struct sx_err *err);
int sx_marks_move(struct sx_marks *marks, uint64_t to, struct sx_err *err);
int sx_marks_copy(struct sx_marks *to, const struct sx_marks *from, struct sx_err *err);
void sx_marks_clear(struct sx_marks *marks);
void sx_marks_release(struct sx_marks *marks);

#endif
