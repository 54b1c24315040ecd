/* Numbers written in words: where they end and what they are worth. How words compose differs between languages; the
 * language's files name the words, this file knows the ways. */
#ifndef SX_LEXICON_SPOKEN_H
#define SX_LEXICON_SPOKEN_H

#include "base/decimal.h"
#include "lexicon/words.h"

struct sx_spoken {
	size_t end;              /* offset after the last word */
	struct sx_decimal value; /* of a fraction: numerator * what it is of */
	struct sx_decimal over;  /* 1, or the denominator */
	bool fraction;           /* two-thirds, half, a quarter: no magnitude followed */
	bool magnitude;          /* hundred, thousand, million … was among the words */
	bool article;            /* began with a or an */
	bool one_word;           /* or short digits: for the number `word` */
	int64_t word;
	bool mixed; /* began in digits and went on in words that are more than one magnitude: 3 million and a half */
};

/* The longest number in words at text[at]. false: none. The word lists used are number, magnitude, group_word, fraction
 * and number_joint. */
bool sx_spoken_at(const struct sx_lexicon *lexicon, struct sx_str text, size_t at, struct sx_spoken *spoken);

/* The lists whose words can go on a number in words. */
sx_lists sx_spoken_lists(const struct sx_lexicon *lexicon);

#endif
