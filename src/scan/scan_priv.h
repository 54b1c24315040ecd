#ifndef SX_SCAN_SCAN_PRIV_H
#define SX_SCAN_SCAN_PRIV_H

#include "base/arena.h"
#include "base/rx.h"
#include "base/rxset.h"
#include "lexicon/letters.h"
#include "lexicon/rules.h"
#include "lexicon/spoken.h"
#include "lexicon/units.h"
#include "lexicon/words.h"
#include "scan/block_priv.h"
#include "scan/scan.h"

enum { SX_STEPS = 8 };

/* An expression of a few marks and blanks, step by step; from `whole` on they stand together or not at all. n == 0: it
 * is more than that. */
struct sx_steps {
	uint8_t n, whole;
	struct sx_step {
		char mark[2]; /* one or the other; NUL: blanks */
		bool optional;
	} step[SX_STEPS];
};

/* A compiled element of a pattern. */
struct sx_piece {
	const struct sx_element *element;
	struct sx_rx *rx; /* NULL for an atom */
	bool zero_width;  /* nothing but look-behinds: stands where the number begins */
	bool named;       /* some groups may have names */
	struct sx_steps steps;
};

struct sx_compiled {
	const struct sx_rule *rule;
	const struct sx_pattern *pattern;
	struct sx_piece *piece;
	uint32_t order; /* among all, as the rules stand in their files */
	uint8_t rank;   /* the rule's priority, from 0 */
};

/* Where a number may stand; see trigger.c. */
enum { SX_BEGINNINGS = 1 << 15 };

struct sx_triggers {
	sx_block *block;
	struct sx_filter filter;
	unsigned char what[SX_BEGINNINGS]; /* words may be, by a hash of their first four letters */
	bool marks;                        /* a rule's word begins with something else than a letter */
	bool any_rest;                     /* of one that is short, or several words */
	bool odd_article;                  /* an article is no word of ASCII letters */
};

struct sx_scanner {
	const struct sx_lexicon *lexicon;
	struct sx_str expressions; /* that are there compiled */
	struct sx_arena arena;
	struct sx_compiled *compiled;
	uint32_t n, first_worded; /* by priority; rules with trigger words stand last, from first_worded on */
	struct sx_dispatch *dispatch;
	struct sx_rx *digits; /* the shape of a number in digits */
	bool digits_known;    /* and digits.c reads most of it */
	uint32_t groups;      /* most capture groups of any pattern */
	struct sx_triggers trigger;
	sx_lists triggers; /* lists whose words are triggers */
	sx_lists counted;  /* what an article makes a number of: a million, a quarter, a dozen */
	sx_lists hedge, hedge_after, magnitude, magnitude_abbr, magnitude_letter, magnitude_money, joint,
		refused; /* refused: words that no risky unit symbol may be */
	sx_lists power, power_behind, determiner, filler, unit_joint, per_joint, per_noun, per_kind, sign_word, ago;
	sx_lists spoken;     /* whatever may go on a number in words */
	sx_lists magnitudes; /* all four of them */
	sx_lists behind;     /* whatever stands right behind a number and belongs to it, but for units */
	uint64_t front[256]; /* of what may stand before one: by the last byte, a bit for the byte before it */
};

enum { SX_PREFIX_WORDS = 8, SX_BACKS = 3 };

/* Where the words before a place begin, nearest first. */
struct sx_backs {
	size_t at, start[SX_PREFIX_WORDS];
	unsigned n;
};

enum { SX_LATER = 4 };

/* What number begins at a place behind the trigger's, if any. */
struct sx_later {
	size_t at;
	bool found;
	struct sx_atom number, quantity;
};

/* The patterns without trigger words that can match at a number, as bits: with its unit, without, and those that read
 * the digits themselves. */
enum { SX_DISPATCH_WORDS = 32 };
struct sx_open_patterns {
	uint64_t quantity[SX_DISPATCH_WORDS], number[SX_DISPATCH_WORDS], here[SX_DISPATCH_WORDS];
};

/* A pattern that has not been run, and the best that it could come to (candidates.c). */
struct sx_waiting {
	uint64_t rank;
	uint32_t pattern;
};

enum { SX_HELD = 8 }; /* candidates that wait for better ones; beyond, the worst is dropped */

struct sx_scan {
	const struct sx_scanner *scanner;
	struct sx_rx_match *match;
	struct sx_dispatch_run *dispatch;
	bool plain;            /* every pattern is tried at every number, for tests */
	struct sx_str gave_up; /* the first rule that did since somebody asked; empty: none */

	/* The trigger at which the scan stands. */
	struct sx_str text;
	size_t trigger, floor;
	struct sx_atom number, quantity; /* the atom there, read once for all rules: by itself, and with its unit */
	bool has_number;
	struct sx_open_patterns open;
	struct sx_backs backs[SX_BACKS]; /* the number may begin at its sign, its currency or its digits */
	unsigned n_backs;
	struct sx_later later[SX_LATER];
	unsigned n_later;                 /* that were read; the last of them are kept */
	uint64_t left[SX_DISPATCH_WORDS]; /* open patterns that do not wait yet */
	uint32_t next_word;               /* where the first of them is, */
	uint64_t next_most;               /* and the best that its priority could come to; 0: there is none */
	struct sx_waiting *waiting;       /* patterns that have not been run: room for all */
	uint32_t n_waiting;
	uint32_t held; /* bit k: candidate[k] has not been handed out */
	uint64_t rank[SX_HELD];
	struct sx_candidate candidate[SX_HELD];
};

/* scan/atom.c: the atom whose number begins at `at`. Looks back for sign, currency and bracket, not before floor, when
 * `look_back`; else a sign or currency is read forward from `at`. false: no number here. */
bool sx_atom_read(struct sx_scan *scan, struct sx_str text, size_t at, size_t floor, bool look_back,
		  struct sx_atom *number, struct sx_atom *quantity);

/* Once the lists have their names. */
void sx_atom_prepare(struct sx_scanner *scanner);

/* scan/digits.c: the end of the digits at text[at], at itself where there are none. false: not decided here. */
bool sx_digits_read(struct sx_str text, size_t at, size_t *end);
/* Whether that is what this regular expression says; its bytes as a number. */
bool sx_digits_known(struct sx_str regex);
uint64_t sx_digits_hash(struct sx_str regex);

/* scan/unit.c: a unit, compound or not, behind a number at `at` (its end). */
bool sx_unit_read(const struct sx_scanner *scanner, struct sx_str text, size_t at, struct sx_unit_span *unit);
/* "per capita", "a share", after a quantity that ends at `at`: the words of what it is by. */
struct sx_range sx_per_read(const struct sx_scanner *scanner, struct sx_str text, size_t at);

/* scan/dispatch.c: fills scan->open for the number just read, and scan->left with all of them. */
int sx_dispatch_make(struct sx_scanner *scanner, struct sx_err *err);
void sx_dispatch_pack(const struct sx_scanner *scanner, struct sx_buf *image);
void sx_dispatch_free(struct sx_scanner *scanner);
struct sx_dispatch_run *sx_dispatch_run_new(const struct sx_scanner *scanner, struct sx_err *err);
void sx_dispatch_run_free(struct sx_dispatch_run *run);
void sx_dispatch(struct sx_scan *scan, struct sx_str text);
/* Of the last number: could what pattern i wants before its first atom, at `at`, begin at `start`? And where is the
 * first place in the text at which it could begin? */
size_t sx_dispatch_farthest(const struct sx_scan *scan, uint32_t i, size_t at);
bool sx_dispatch_may_begin(const struct sx_scan *scan, uint32_t i, size_t start, size_t at);
/* From where and up to where a match of the open pattern i could go at most; 0 and SIZE_MAX where it is not known. */
struct sx_range sx_dispatch_reach(const struct sx_scan *scan, uint32_t i);

/* scan/match.c: pattern i at the number just read, in the forms that are open: with its unit first. */
bool sx_match_number(struct sx_scan *scan, uint32_t i, struct sx_candidate *out);
/* A rule with trigger words of its own: does one of them stand here? And, where one does, one of its patterns. */
bool sx_match_has_trigger(const struct sx_rule *rule, struct sx_str text, size_t at);
bool sx_match_trigger(struct sx_scan *scan, const struct sx_compiled *c, struct sx_candidate *out);
/* Whether the number just read is a word by itself: no part of a name, an address, a path. */
bool sx_match_stands_free(const struct sx_scan *scan, struct sx_str text);

/* scan/steps.c: an expression as one that is read without PCRE2, if it is such a one; the end of its match at `at`. */
void sx_steps_make(struct sx_str regex, bool caseless, struct sx_steps *steps);
bool sx_steps_run(const struct sx_steps *steps, struct sx_str text, size_t at, size_t *end);

/* scan/lead.c: what a number or quantity may begin with, for one that follows in a pattern. */
void sx_lead_regex(const struct sx_scanner *scanner, struct sx_buf *regex);

/* scan/trigger.c: once the lists have their names. */
void sx_triggers_make(struct sx_scanner *scanner);
/* false: no number in words begins at text[at]; no rule's own trigger word stands there. */
bool sx_may_be_number_word(const struct sx_scanner *scanner, struct sx_str text, size_t at);
bool sx_may_be_rule_word(const struct sx_scanner *scanner, struct sx_str text, size_t at);

/* White space at text[at] of at most `most` characters: offset after it (at itself when there is none). */
static inline size_t sx_skip_blanks(struct sx_str text, size_t at, unsigned most)
{
	return sx_blanks_at(text, at, most);
}

/* The same backwards. */
static inline size_t sx_skip_blanks_back(struct sx_str text, size_t end, unsigned most)
{
	return sx_blanks_before(text, end, most);
}

static inline bool sx_is_digit(struct sx_str text, size_t at)
{
	return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

#endif
