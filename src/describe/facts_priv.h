/* Looking a word up among the facts: once for each word of a sentence, so all of it is inline. */
#ifndef SX_DESCRIBE_FACTS_PRIV_H
#define SX_DESCRIBE_FACTS_PRIV_H

#include "describe/describe_priv.h"

/* A word in lower case: its first sixteen bytes, and how many it has. */
struct sx_key {
	uint64_t low, high;
	size_t n;
	bool upper; /* as it stands, it has capitals */
	bool caps;  /* two or more, and no other letters */
};

enum { SX_KEY = 16, SX_KEY_HALF = 8 };
#define SX_ONES UINT64_C(0x0101010101010101)

/* Eight bytes as a number, the first of them lowest. */
static inline uint64_t sx_key_load(const char *p)
{
	uint64_t word;
	memcpy(&word, p, SX_KEY_HALF);
	return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap64(word) : word;
}

/* The bit 7 of each byte from one character to another, both below 0x80. */
static inline uint64_t sx_key_between(uint64_t word, unsigned char from, unsigned char to)
{
	uint64_t low = word & ~(SX_ONES << 7);
	return ((low + SX_ONES * (0x80u - from)) ^ (low + SX_ONES * (0x7Fu - to))) & ~word & SX_ONES << 7;
}

static inline uint64_t sx_key_letters(uint64_t word)
{
	return sx_key_between(word | SX_ONES * 0x20, 'a', 'z');
}

/* Of letters those that are capitals. */
static inline uint64_t sx_key_capitals(uint64_t word, uint64_t letters)
{
	return letters & ~(word << 2);
}

struct sx_key sx_key_of(struct sx_str text, size_t at, size_t n);

/* The key of the run of ASCII letters and digits that begins at p, of fewer than eight of them; false: there is none,
 * or it is longer. Reads eight bytes. */
static inline bool sx_key_short(const char *p, struct sx_key *key)
{
	uint64_t word = sx_key_load(p), letters = sx_key_letters(word);
	uint64_t stop = ~(letters | sx_key_between(word, '0', '9')) & SX_ONES << 7;
	uint64_t mask = ((stop & -stop) >> 7) - 1; /* the bytes before it */
	if (!stop || !mask)
		return false;
	letters &= mask;
	uint64_t capitals = sx_key_capitals(word, letters);
	key->low = (word & mask) | capitals >> 2;
	key->high = 0;
	key->n = (size_t)__builtin_ctzll(stop) / 8;
	key->upper = capitals;
	key->caps = capitals == letters && (capitals & (capitals - 1));
	return true;
}

/* Beyond what the key holds. */
bool sx_key_same_rest(const char *a, const char *b, size_t n);

/* Where the word is in the table, or would be. */
static inline struct sx_fact *sx_fact_slot(const struct sx_describer *d, const struct sx_key *key, const char *word)
{
	uint64_t hash = (key->low ^ (key->high + key->n) * 0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93;
	uint32_t mask = d->slots - 1;
	for (uint32_t i = (uint32_t)(hash >> 32) & mask;; i = (i + 1) & mask) {
		struct sx_fact *fact = &d->fact[i];
		if (!fact->spelling || (fact->low == key->low && fact->high == key->high && fact->n == key->n &&
					(key->n <= SX_KEY || sx_key_same_rest(fact->spelling, word, key->n))))
			return fact;
	}
}

static inline const struct sx_fact *sx_fact_find(const struct sx_describer *d, const struct sx_key *key,
						 const char *word)
{
	const struct sx_fact *fact = sx_fact_slot(d, key, word);
	return fact->spelling ? fact : NULL;
}

/* tag.c: what a word's form and its capitals add to what is known of it. `fact` may be NULL. */
void sx_tag_word(struct sx_str text, struct sx_tok *tok, const struct sx_key *key, const struct sx_fact *fact,
		 bool first);

#endif
