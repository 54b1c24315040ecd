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
	uint64_t capitals; /* a bit for each, the first letter's lowest; sx_key_of: two where there may be any */
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
	key->capitals = capitals >> 7;
	return true;
}

/* The same for fewer than sixteen, by the processor's wide registers where it has them; reads SX_KEY_READS bytes. */
#if defined(__SSE2__)
enum { SX_KEY_READS = 16 };

static inline bool sx_key_plain(const char *p, struct sx_key *key)
{
	static const unsigned char masks[32] = { 255, 255, 255, 255, 255, 255, 255, 255,
						 255, 255, 255, 255, 255, 255, 255, 255 };
	const __m128i bit = _mm_set1_epi8(0x20);
	__m128i word = _mm_loadu_si128((const __m128i *)(const void *)p), lower = _mm_or_si128(word, bit);
	/* the last letter and the last digit moved to 127, the highest that a signed byte can be */
	__m128i letters = _mm_cmpgt_epi8(_mm_add_epi8(lower, _mm_set1_epi8(127 - 'z')), _mm_set1_epi8(127 - 26));
	__m128i digits = _mm_cmpgt_epi8(_mm_add_epi8(word, _mm_set1_epi8(127 - '9')), _mm_set1_epi8(127 - 10));
	key->n = (unsigned)__builtin_ctz(~(unsigned)_mm_movemask_epi8(_mm_or_si128(letters, digits)));
	if (key->n - 1 > SX_KEY - 2)
		return false;
	__m128i mask = _mm_loadu_si128((const __m128i *)(const void *)(masks + 16 - key->n));
	lower = _mm_and_si128(lower, mask); /* digits have the bit of small letters */
	key->low = (uint64_t)_mm_cvtsi128_si64(lower);
	key->high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(lower, lower));
	__m128i small = _mm_cmpeq_epi8(_mm_and_si128(word, mask), lower);
	key->capitals = (unsigned)_mm_movemask_epi8(small) ^ 0xFFFF;
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
	return (uint32_t)((key->low ^ (key->high << 29 | key->high >> 35)) * 0xD6E8FEB86659FD93 >> 32);
}

/* What is known of the word; where nothing is, an empty fact, of no letters. */
const struct sx_fact *sx_fact_find(const struct sx_facts *facts, const struct sx_key *key, const char *word);

/* The same for a word of fewer than sixteen bytes, all of it in the key. */
static inline const struct sx_fact *sx_fact_of(const struct sx_facts *facts, const struct sx_key *key)
{
	uint32_t mask = facts->slots - 1, i = sx_key_hash(key) & mask;
	while (!(facts->fact[i].low == key->low && facts->fact[i].high == key->high) && facts->fact[i].n)
		i = (i + 1) & mask;
	return &facts->fact[i];
}

static inline void sx_tag_note_place(struct sx_line *line, const struct sx_tok *t)
{
	if (t->calls & SX_CALLS_PLACE)
		line->name[line->names++] = (uint16_t)(t - line->tok);
}

/* A word that begins with a capital; `caps`: it is all capitals. Names begin with one, but so do sentences. */
static inline void sx_tag_capital(struct sx_line *line, struct sx_tok *t, bool caps, bool first, bool listed)
{
	uint32_t may_name =
		SX_TAG(NOUN) | SX_TAG(VERB) | SX_TAG(ADJECTIVE) | SX_TAG(ING) | SX_TAG(PARTICIPLE) | SX_TAG(OTHER);
	t->is |= SX_IS_CAPITAL;
	sx_tag_note_place(line, t);
	if (!sx_tag_in(t->tag, may_name))
		return;
	first |= t == &line->tok[1] &&
		 sx_tag_in(line->tok[0].tag, SX_TAG(NUMBER) | SX_TAG(SIGN) | SX_TAG(OTHER)); /* "7 Includes" */
	if (!first || (!listed && !(t->is & SX_IS_PLURAL) && t->tag == SX_T_NOUN) || caps)
		t->tag = t->tag == SX_T_ADJECTIVE && !first ? SX_T_ADJECTIVE : SX_T_PROPER;
	if (t->tag == SX_T_PROPER && !(t->is & SX_IS_SAY))
		t->is &= ~(uint32_t)SX_IS_UNSETTLED;
}

/* tag.c: what a word's form and its capitals add to what is known of it, which the token has from the fact. The word
 * may begin a sentence, and be of ASCII letters and digits alone. */
enum { SX_WORD_FIRST = 1, SX_WORD_PLAIN = 2 };
void sx_tag_word(struct sx_line *line, struct sx_tok *tok, uint64_t capitals, const struct sx_fact *fact, unsigned how);

#endif
