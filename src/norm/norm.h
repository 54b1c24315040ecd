/* Candidates' spans → quantities: exact numbers, units, comparators; and dates. Sees the captured spans, not the
 * document. */
#ifndef SX_NORM_NORM_H
#define SX_NORM_NORM_H

#include "base/arena.h"
#include "lexicon/lexicon.h"
#include "model/period.h"
#include "model/quantity.h"

enum { SX_READINGS = 2 };

/* Every reading of an atom's number, the likelier in English prose first. 0: it is no number, or too long to be exact;
 * *why says which. */
unsigned sx_norm_number(const struct sx_lexicon *lexicon, struct sx_str text, const struct sx_atom *atom,
			struct sx_number out[SX_READINGS], const char **why);

/* The quantities of a candidate, given the reading chosen for each atom. Strings are made in the arena. Returns how
 * many were written to out (room for SX_ATOMS); 0: refused, *why says for what reason. */
unsigned sx_norm_candidate(const struct sx_lexicon *lexicon, struct sx_str text, const struct sx_candidate *candidate,
			   const struct sx_number *numbers, struct sx_arena *arena, struct sx_quantity *out,
			   const char **why);

/* What the words of a period mean as first and last day. `today` is the document's date (year 0: unknown; then relative
 * words have no meaning). false: it cannot be known. A point in time has start == end. */
bool sx_norm_period(const struct sx_lexicon *lexicon, struct sx_str text, const struct sx_period_span *period,
		    struct sx_date today, struct sx_date *start, struct sx_date *end);

/* "2014-05-20" → a date; false when it is none. And back, as ten characters and a NUL (years 1 to 9999). */
bool sx_date_read(struct sx_str text, struct sx_date *date);
void sx_date_write(struct sx_date date, char out[11]);

/* Add a remark to a note, with "; " between remarks. */
void sx_note(struct sx_arena *arena, struct sx_str *note, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
