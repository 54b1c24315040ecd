/* Where may a quantity stand, and which rules match there? Text in, candidates out; numbers stay text here. */
#ifndef SX_SCAN_SCAN_H
#define SX_SCAN_SCAN_H

#include "lexicon/lexicon.h"
#include "model/candidate.h"

/* The rules of a lexicon compiled for matching; read-only, shared by threads. The lexicon must outlive it. */
struct sx_scanner;
struct sx_scanner *sx_scanner_new(const struct sx_lexicon *lexicon, struct sx_err *err);
void sx_scanner_free(struct sx_scanner *scanner);

/* What takes long to make of it: the part "scan" of what is made ready for programs, and its expressions. */
void sx_scanner_pack(const struct sx_scanner *scanner, struct sx_buf *image, struct sx_buf *expressions);

/* One thread's state. */
struct sx_scan;
struct sx_scan *sx_scan_new(const struct sx_scanner *scanner, struct sx_err *err);
void sx_scan_free(struct sx_scan *scan);

/* Where triggers may stand in the bytes from one offset of a text to another, found many at a time. It begins as {0},
 * and holds as long as the text stays what it is. */
enum { SX_AHEAD = 32 };
struct sx_ahead {
	size_t from, to;
	uint64_t may[SX_AHEAD];
};

/* The first trigger in text at or after `from` and before `to`: a digit, a vulgar fraction, a number word or a rule's
 * own trigger word. Returns its offset, or `to`. */
size_t sx_scan_next(const struct sx_scanner *scanner, struct sx_str text, size_t from, size_t to,
		    struct sx_ahead *ahead);

/* Read what stands at a trigger. Nothing before `floor` is taken (it belongs to the claim before). *skip gets the
 * offset from which to go on when no candidate holds. */
void sx_scan_start(struct sx_scan *scan, struct sx_str text, size_t trigger, size_t floor, size_t *skip);
/* The next of the rules' matches there, best first: by priority, then length, then the order of the rules; NULL: there
 * are no more. They are looked for as they are asked for. Yours to change, until the next call for this scan. */
struct sx_candidate *sx_scan_candidate(struct sx_scan *scan);

/* What stands round a candidate that is to be read: hedges in front and behind, the word behind. Once for each, before
 * norm. */
void sx_scan_surroundings(const struct sx_scan *scan, struct sx_str text, size_t floor, struct sx_candidate *candidate);

/* Whether memory has sufficed so far; if not, candidates may have been lost. */
bool sx_scan_ok(const struct sx_scan *scan);

/* The first rule since this was last asked of which a pattern ran into the limits on matching; empty: none, as in any
 * sane set of rules. */
struct sx_str sx_scan_gave_up(struct sx_scan *scan);

#endif
