/* Sixty-four bytes at once: where a trigger may stand among them. Digits are told by comparing; words by their first
 * three letters, which eight buckets sort: a byte's two nibbles each say in which buckets it can be the first, second
 * or third letter, so that two table look-ups of the processor answer for a whole register of bytes. */
#include "scan/block_priv.h"

#include <limits.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define SX_X86 1
#else
#define SX_X86 0
#endif

/* Classes of the sixty-four bytes, a bit for each. */
struct masks {
	uint64_t digit, letter;
	uint64_t starts;   /* may be the first of a trigger word's three letters */
	uint64_t fraction; /* may begin a vulgar fraction */
};

static bool is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(unsigned char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* A number begins at its first digit; a word where no ASCII letter or digit stands before it. */
static inline __attribute__((always_inline)) uint64_t triggers(const struct masks *m, unsigned char before)
{
	uint64_t digit_before = m->digit << 1 | is_digit(before);
	uint64_t letter_before = m->letter << 1 | is_letter(before);
	return (m->digit & ~digit_before) | (m->letter & m->starts & ~(digit_before | letter_before)) | m->fraction;
}

static bool may_start(const struct sx_filter *filter, const unsigned char *p)
{
	unsigned buckets = 0xFF;
	for (int k = 0; k < SX_FILTER_LETTERS; k++)
		buckets &= (unsigned)filter->low[k][p[k] & 15] & filter->high[k][p[k] >> 4];
	return buckets != 0;
}

/* ¼ ½ ¾ (C2 BC to BE), ⅐ to ⅞ (E2 85 90 to 9E): the first two bytes. */
static bool may_be_fraction(const unsigned char *p)
{
	return (p[0] == 0xC2 && p[1] >= 0xBC) || (p[0] == 0xE2 && p[1] == 0x85);
}

static uint64_t portable(const struct sx_filter *filter, const unsigned char *p, unsigned char before)
{
	struct masks m = { 0 };
	for (unsigned i = 0; i < SX_BLOCK; i++) {
		uint64_t bit = (uint64_t)1 << i;
		if (is_letter(p[i])) {
			m.letter |= bit;
			m.starts |= may_start(filter, p + i) ? bit : 0;
		} else if (is_digit(p[i])) {
			m.digit |= bit;
		} else if (p[i] >= 0x80 && may_be_fraction(p + i)) {
			m.fraction |= bit;
		}
	}
	return triggers(&m, before);
}

#if SX_X86

/* Rare, so one by one: among the bytes beyond ASCII. */
static uint64_t fractions(const unsigned char *p, uint64_t high)
{
	uint64_t found = 0;
	for (; high; high &= high - 1)
		if (may_be_fraction(p + __builtin_ctzll(high)))
			found |= high & -high;
	return found;
}

/* The sign bit of c - from < count, for bytes as unsigned numbers. */
static __m128i within(__m128i c, char from, char count)
{
	__m128i d = _mm_sub_epi8(c, _mm_set1_epi8(from));
	return _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8((char)(count - 1))), d);
}

static uint64_t bits(__m128i m)
{
	return (uint16_t)_mm_movemask_epi8(m);
}

/* Without a shuffle every letter may be a word's first; the scanner looks at the three letters itself. */
static uint64_t sse2(const struct sx_filter *filter, const unsigned char *p, unsigned char before)
{
	struct masks m = { .starts = UINT64_MAX };
	uint64_t lead = 0;
	(void)filter;
	for (unsigned i = 0; i < SX_BLOCK; i += 16) {
		__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i two = _mm_cmpeq_epi8(c, _mm_set1_epi8((char)0xC2));
		__m128i three = _mm_cmpeq_epi8(c, _mm_set1_epi8((char)0xE2));
		m.digit |= bits(within(c, '0', 10)) << i;
		m.letter |= bits(within(_mm_or_si128(c, _mm_set1_epi8(0x20)), 'a', 26)) << i;
		lead |= bits(_mm_or_si128(two, three)) << i;
	}
	m.fraction = fractions(p, lead);
	return triggers(&m, before);
}

#define SSSE3 __attribute__((target("ssse3")))
#define AVX2  __attribute__((target("avx2")))

SSSE3 static __m128i buckets16(const struct sx_filter *filter, const unsigned char *p, int k)
{
	__m128i nibble = _mm_set1_epi8(15), c = _mm_loadu_si128((const __m128i *)(const void *)(p + k));
	__m128i low = _mm_load_si128((const __m128i *)(const void *)filter->low[k]);
	__m128i high = _mm_load_si128((const __m128i *)(const void *)filter->high[k]);
	return _mm_and_si128(_mm_shuffle_epi8(low, _mm_and_si128(c, nibble)),
			     _mm_shuffle_epi8(high, _mm_and_si128(_mm_srli_epi16(c, 4), nibble)));
}

SSSE3 static uint64_t ssse3(const struct sx_filter *filter, const unsigned char *p, unsigned char before)
{
	struct masks m = { 0 };
	uint64_t high = 0;
	for (unsigned i = 0; i < SX_BLOCK; i += 16) {
		__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i b = _mm_and_si128(_mm_and_si128(buckets16(filter, p + i, 0), buckets16(filter, p + i, 1)),
					  buckets16(filter, p + i, 2));
		m.digit |= bits(within(c, '0', 10)) << i;
		m.letter |= bits(within(_mm_or_si128(c, _mm_set1_epi8(0x20)), 'a', 26)) << i;
		m.starts |= (bits(_mm_cmpeq_epi8(b, _mm_setzero_si128())) ^ 0xFFFF) << i;
		high |= bits(c) << i;
	}
	m.fraction = high ? fractions(p, high) : 0;
	return triggers(&m, before);
}

AVX2 static __m256i within32(__m256i c, char from, char count)
{
	__m256i d = _mm256_sub_epi8(c, _mm256_set1_epi8(from));
	return _mm256_cmpeq_epi8(_mm256_min_epu8(d, _mm256_set1_epi8((char)(count - 1))), d);
}

AVX2 static __m256i buckets32(const struct sx_filter *filter, const unsigned char *p, int k)
{
	__m256i nibble = _mm256_set1_epi8(15), c = _mm256_loadu_si256((const __m256i *)(const void *)(p + k));
	__m256i low = _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)(const void *)filter->low[k]));
	__m256i high = _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)(const void *)filter->high[k]));
	return _mm256_and_si256(_mm256_shuffle_epi8(low, _mm256_and_si256(c, nibble)),
				_mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(c, 4), nibble)));
}

AVX2 static uint64_t bits32(__m256i m)
{
	return (uint32_t)_mm256_movemask_epi8(m);
}

AVX2 static uint64_t avx2(const struct sx_filter *filter, const unsigned char *p, unsigned char before)
{
	struct masks m = { 0 };
	uint64_t high = 0;
#pragma GCC unroll 2
	for (unsigned i = 0; i < SX_BLOCK; i += 32) {
		__m256i c = _mm256_loadu_si256((const __m256i *)(const void *)(p + i));
		__m256i b = _mm256_and_si256(_mm256_and_si256(buckets32(filter, p + i, 0), buckets32(filter, p + i, 1)),
					     buckets32(filter, p + i, 2));
		m.digit |= bits32(within32(c, '0', 10)) << i;
		m.letter |= bits32(within32(_mm256_or_si256(c, _mm256_set1_epi8(0x20)), 'a', 26)) << i;
		m.starts |= (bits32(_mm256_cmpeq_epi8(b, _mm256_setzero_si256())) ^ 0xFFFFFFFF) << i;
		high |= bits32(c) << i;
	}
	m.fraction = high ? fractions(p, high) : 0;
	return triggers(&m, before);
}

#endif

sx_block *sx_block_of(enum sx_level level)
{
	switch (level) {
#if SX_X86
	case SX_AVX2:
		return __builtin_cpu_supports("avx2") ? avx2 : NULL;
	case SX_SSSE3:
		return __builtin_cpu_supports("ssse3") ? ssse3 : NULL;
	case SX_SSE2:
		return sse2;
#else
	case SX_AVX2:
	case SX_SSSE3:
	case SX_SSE2:
		return NULL;
#endif
	case SX_PORTABLE:
	case SX_LEVELS:
		break;
	}
	return portable;
}

sx_block *sx_block_best(void)
{
	for (int level = SX_LEVELS - 1; level > SX_PORTABLE; level--) {
		sx_block *block = sx_block_of((enum sx_level)level);
		if (block)
			return block;
	}
	return portable;
}

/* How many beginnings of lower-case letters a bucket lets through. */
static unsigned width(const struct sx_filter *filter, unsigned bucket)
{
	unsigned product = 1;
	for (int k = 0; k < SX_FILTER_LETTERS; k++) {
		unsigned n = 0;
		for (unsigned c = 'a'; c <= 'z'; c++)
			n += filter->low[k][c & 15] >> bucket & filter->high[k][c >> 4] >> bucket & 1;
		product *= n;
	}
	return product;
}

static void set(struct sx_filter *filter, unsigned k, unsigned char c, unsigned bucket)
{
	filter->low[k][c & 15] |= (unsigned char)(1u << bucket);
	filter->high[k][c >> 4] |= (unsigned char)(1u << bucket);
}

static void put(struct sx_filter *filter, const char word[SX_FILTER_LETTERS], unsigned bucket)
{
	for (unsigned k = 0; k < SX_FILTER_LETTERS; k++) {
		if (!word[k]) { /* the word has ended: whatever follows */
			for (unsigned any = 0; any < 16; any++)
				set(filter, k, (unsigned char)(any * 0x11), bucket);
			continue;
		}
		set(filter, k, (unsigned char)word[k], bucket);
		set(filter, k, (unsigned char)(word[k] ^ 0x20), bucket);
	}
}

/* Words of one or two letters, which let anything follow, have a bucket of their own; the others go where they let
 * through the fewest words that are none. */
void sx_filter_add(struct sx_filter *filter, const char word[SX_FILTER_LETTERS])
{
	unsigned best = SX_FILTER_BUCKETS - 1, least = UINT_MAX;
	if (may_start(filter, (const unsigned char *)word)) /* by chance, or for another word */
		return;
	for (unsigned bucket = 0; bucket < SX_FILTER_BUCKETS - 1 && word[SX_FILTER_LETTERS - 1]; bucket++) {
		struct sx_filter more = *filter;
		put(&more, word, bucket);
		unsigned growth = width(&more, bucket) - width(filter, bucket);
		if (growth < least) {
			least = growth;
			best = bucket;
		}
	}
	put(filter, word, best);
}
