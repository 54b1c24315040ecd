/* Looking a word up among the facts: once for each word of a sentence, so all of it is inline. */
#ifndef SX_DESCRIBE_FACTS_PRIV_H
#define SX_DESCRIBE_FACTS_PRIV_H

#include "describe/describe_priv.h"

/* A word in lower case: its first sixteen bytes, and how many it has. */
struct sx_key {
	uint64_t low, high;
	size_t n;
	bool upper; /* as it stands, it has capitals */
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

/* The bit 7 of each byte that is a capital. */
static inline uint64_t sx_key_capitals(uint64_t word)
{
	uint64_t low = word & ~(SX_ONES << 7);
	return ((low + SX_ONES * (0x80 - 'A')) ^ (low + SX_ONES * (0x7F - 'Z'))) & ~word & SX_ONES << 7;
}

static inline struct sx_key sx_key_of(struct sx_str text, size_t at, size_t n)
{
	struct sx_key key = { .n = n };
	char bytes[SX_KEY];
	const char *p = text.p + at;
	if (text.n - at < SX_KEY) {
		memset(bytes, 0, sizeof bytes);
		memcpy(bytes, p, n < SX_KEY ? n : SX_KEY);
		p = bytes;
	}
	key.low = sx_key_load(p);
	if (n <= SX_KEY_HALF) {
		key.low = n ? key.low << (SX_KEY_HALF - n) * 8 >> (SX_KEY_HALF - n) * 8 : 0;
	} else {
		key.high = sx_key_load(p + SX_KEY_HALF);
		if (n < SX_KEY)
			key.high = key.high << (SX_KEY - n) * 8 >> (SX_KEY - n) * 8;
	}
	uint64_t low = sx_key_capitals(key.low), high = sx_key_capitals(key.high);
	key.low |= low >> 2;
	key.high |= high >> 2;
	key.upper = n > SX_KEY || (low | high);
	return key;
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
