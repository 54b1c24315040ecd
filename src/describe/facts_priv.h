/* Looking a word up among the facts: once for each word of a sentence, so all of it is inline. */
#ifndef SX_DESCRIBE_FACTS_PRIV_H
#define SX_DESCRIBE_FACTS_PRIV_H

#include "describe/describe_priv.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

/* The same for fewer than sixteen, by the processor's wide registers where it has them; reads SX_KEY_READS bytes. */
#if defined(__SSE2__)
enum { SX_KEY_READS = 16 };

static inline bool sx_key_plain(const char *p, struct sx_key *key)
{
	static const unsigned char masks[32] = { 255, 255, 255, 255, 255, 255, 255, 255,
						 255, 255, 255, 255, 255, 255, 255, 255 };
	const __m128i bit = _mm_set1_epi8(0x20), last = _mm_set1_epi8(25), nine = _mm_set1_epi8(9);
	__m128i word = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i letter = _mm_sub_epi8(_mm_or_si128(word, bit), _mm_set1_epi8('a'));
	__m128i digit = _mm_sub_epi8(word, _mm_set1_epi8('0'));
	__m128i letters = _mm_cmpeq_epi8(_mm_min_epu8(letter, last), letter);
	__m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(digit, nine), digit);
	unsigned stop = ~(unsigned)_mm_movemask_epi8(_mm_or_si128(letters, digits)) & 0xFFFF;
	if (!stop || (stop & 1))
		return false;
	key->n = (size_t)__builtin_ctz(stop);
	__m128i mask = _mm_loadu_si128((const __m128i *)(const void *)(masks + 16 - key->n));
	letters = _mm_and_si128(letters, mask);
	__m128i capitals = _mm_andnot_si128(word, _mm_and_si128(letters, bit));
	word = _mm_or_si128(_mm_and_si128(word, mask), capitals);
	key->low = (uint64_t)_mm_cvtsi128_si64(word);
	key->high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(word, word));
	unsigned upper = (unsigned)_mm_movemask_epi8(_mm_slli_epi16(capitals, 2));
	key->upper = upper;
	key->caps = upper && upper == (unsigned)_mm_movemask_epi8(letters) && (upper & (upper - 1));
	return true;
}
#else
enum { SX_KEY_READS = SX_KEY_HALF };

static inline bool sx_key_plain(const char *p, struct sx_key *key)
{
	return sx_key_short(p, key);
}
#endif

static inline uint32_t sx_key_hash(const struct sx_key *key)
{
	return (uint32_t)((key->low ^ key->high * 0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93 >> 32);
}

/* NULL: nothing is known of the word. */
const struct sx_fact *sx_fact_find(const struct sx_describer *d, const struct sx_key *key, const char *word);

/* The same for a word of fewer than sixteen bytes: most are where they belong. */
static inline const struct sx_fact *sx_fact_of(const struct sx_describer *d, const struct sx_key *key, const char *word)
{
	const struct sx_fact *fact = &d->fact[sx_key_hash(key) & (d->slots - 1)];
	return fact->low == key->low && fact->high == key->high && key->n < SX_KEY ? fact : sx_fact_find(d, key, word);
}

/* tag.c: what a word's form and its capitals add to what is known of it, which the token has from the fact, if there is
 * one. */
void sx_tag_word(struct sx_str text, struct sx_tok *tok, const struct sx_key *key, const struct sx_fact *fact,
		 bool first);

#endif
