/* Which of many regular expressions could match here? One pass over the text for all of them, by a finite automaton
 * that is made as it goes. The answer may say yes where PCRE2 says no (look-arounds inside an expression, back
 * references, atomic groups are passed over), never the other way: so PCRE2 need only be asked about the few that are
 * left. After R. Cox, "Regular Expression Matching Can Be Simple And Fast" (2007), and RE2's set of expressions. */
#ifndef SX_BASE_RXSET_H
#define SX_BASE_RXSET_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

enum sx_rxset_way {
	SX_RXSET_AHEAD, /* matches begin where the text is entered, and are read forwards */
	SX_RXSET_BACK,  /* matches end where the text is entered, and are read backwards */
};

/* Read-only once it is finished, and may then be shared by threads. */
struct sx_rxset;
struct sx_rxset *sx_rxset_new(enum sx_rxset_way way, uint32_t n, struct sx_err *err); /* numbered below n */
void sx_rxset_free(struct sx_rxset *set);

/* An expression as it was read: what sx_rx_new() takes, with SX_RX_CASELESS in flags or not. */
struct sx_rxset_expression {
	struct sx_arena arena;
	const struct sx_tree *tree;
};
int sx_rxset_read(struct sx_rxset_expression *x, struct sx_str pattern, unsigned flags, struct sx_err *err);
void sx_rxset_release(struct sx_rxset_expression *x);
/* Can it, read that way, go on over many words before anything particular has to stand there? In one automaton with
 * others it would keep them all reading. And does it rule out most places at once: is something particular wanted, more
 * than blanks, words or digits, before it could go on like that? */
bool sx_rxset_is_wild(const struct sx_rxset_expression *x, enum sx_rxset_way way);
bool sx_rxset_is_particular(const struct sx_rxset_expression *x, enum sx_rxset_way way);

/* Expression number i. What this reading of it does not know makes the answer for it "yes". Numbers that are never
 * given are never answered. */
int sx_rxset_add(struct sx_rxset *set, uint32_t i, struct sx_str pattern, unsigned flags, struct sx_err *err);
int sx_rxset_add_read(struct sx_rxset *set, uint32_t i, const struct sx_rxset_expression *x, struct sx_err *err);
int sx_rxset_finish(struct sx_rxset *set, struct sx_err *err);

/* A finished set into an image, and out of it: it then uses the image where it lies. NULL: no memory. */
void sx_rxset_pack(const struct sx_rxset *set, struct sx_buf *image);
struct sx_rxset *sx_rxset_unpack(struct sx_str *image, struct sx_err *err);

/* 64-bit words that an answer takes. */
uint32_t sx_rxset_words(const struct sx_rxset *set);

/* One thread's states of the automaton: made when first met, dropped and made anew when they become too many. */
struct sx_rxset_run;
struct sx_rxset_run *sx_rxset_run_new(const struct sx_rxset *set, struct sx_err *err);
void sx_rxset_run_free(struct sx_rxset_run *run);

/* Where matches could end (on the way back: begin), in the order they were met; more than SX_RXSET_PLACES: anywhere.
 * The bits are the run's, until it makes room. */
enum { SX_RXSET_PLACES = 24 };
struct sx_rxset_places {
	uint32_t n;
	size_t at[SX_RXSET_PLACES];
	const uint64_t *bits[SX_RXSET_PLACES];
};

/* Drops all states if there was no room for one more: after a match that said so, before others whose answers are to be
 * valid together. */
void sx_rxset_make_room(struct sx_rxset_run *run);

/* Set bit i of `bits` where expression i could match at `at` (on the way back: end there); others are left as they
 * were. Looks no further than text goes. Where there is no room for the states that it takes, every bit is set, and
 * it returns false. `places` may be NULL. */
bool sx_rxset_match(struct sx_rxset_run *run, struct sx_str text, size_t at, uint64_t *bits,
		    struct sx_rxset_places *places);

#endif
