/* Regular expressions: PCRE2 with JIT, in UTF mode on text that was checked before. The only face of PCRE2.
 * A compiled expression is read-only and may be shared by threads; each thread has its own sx_rx_match. */
#ifndef SX_BASE_RX_H
#define SX_BASE_RX_H

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

struct sx_rx;
struct sx_rx_match;

enum {
	SX_RX_CASELESS = 1, /* letters of either case */
	SX_RX_ANCHORED = 2, /* only at the offset given */
	SX_RX_ENDED = 4,    /* the match must reach the end of the text given */
	SX_RX_GUARDED = 16, /* refused where a repeat without end holds another */
	SX_RX_TRUSTED =
		8, /* known to compile: that is put off until it is first run, and its bytes must stay till then */
};

/* *at gets the offset of a mistake in the pattern. Refused: (*…) start items, \C, recursion and callouts. */
struct sx_rx *sx_rx_new(struct sx_str pattern, unsigned flags, size_t *at, struct sx_err *err);
void sx_rx_free(struct sx_rx *rx);

/* Expressions that are kept compiled. First each by itself, then all of them as an image; out of it comes an expression
 * that can be had so, trusted, and any other as from sx_rx_new(). What another version of PCRE2 has compiled is
 * compiled anew. */
void sx_rx_pack(const struct sx_rx *rx, struct sx_buf *each);
void sx_rx_pack_all(struct sx_str each, struct sx_buf *image);
struct sx_rx *sx_rx_take(struct sx_str image, struct sx_str pattern, unsigned flags, size_t *at, struct sx_err *err);

/* Capture groups, not counting 0: no more than this. */
uint32_t sx_rx_groups_most(const struct sx_rx *rx);
/* The named groups, at most 12. */
struct sx_rx_name {
	struct sx_str name;
	uint32_t group;
};
uint32_t sx_rx_names(const struct sx_rx *rx, const struct sx_rx_name **names);

/* Results of one thread's matches: start and end offsets of group i at [2i], [2i+1]; SIZE_MAX when unset. */
struct sx_rx_match *sx_rx_match_new(uint32_t groups);
void sx_rx_match_free(struct sx_rx_match *match);
const size_t *sx_rx_spans(const struct sx_rx_match *match);

/* Whether no match has failed for want of memory so far: to be asked once, after many runs whose errors were passed
 * over. */
bool sx_rx_match_ok(const struct sx_rx_match *match);

/* 1 found, 0 not, -1 gave up (a limit; err says so). */
int sx_rx_run(const struct sx_rx *rx, struct sx_str text, size_t from, struct sx_rx_match *match, struct sx_err *err);

#endif
