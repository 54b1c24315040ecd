/* Words of a number as spoken.c puts them together. */
#ifndef SX_LEXICON_SPOKEN_PRIV_H
#define SX_LEXICON_SPOKEN_PRIV_H

#include "base/decimal.h"
#include "lexicon/words.h"

/* One word of a number. */
enum sx_token_kind { NONE, DIGITS, UNIT, TENS, HUNDRED, MAGNITUDE, GROUP, FRACTION, HALF, AND, ARTICLE, POINT, OF };

struct sx_token {
	enum sx_token_kind kind;
	size_t end;
	struct sx_decimal value, over; /* over: denominators */
	int64_t whole;                 /* the value where it is small */
	bool many;                     /* of fractions: thirds, not a third */
	bool hyphen;                   /* joined to the word before */
};

/* The word behind a place, which several readings ask for in turn. */
struct sx_memo {
	size_t after, at; /* after == 0: nothing yet; no word is behind the text's begin */
	struct sx_token token;
};

struct sx_reader {
	const struct sx_lexicon *lx;
	struct sx_str text;
	sx_lists magnitudes, groups, fraction, fractions, joints, all;
	struct sx_memo *memo;
};

/* The word at `at`, and the next one after a blank or a hyphen; its offset in *at. */
struct sx_token sx_token_read(const struct sx_reader *reader, size_t at);
struct sx_token sx_token_next(const struct sx_reader *reader, size_t after, size_t *at);

#endif
