/* Sixty-four bytes at once: where a trigger may stand among them. Digits and the beginnings of words, three letters of
 * them, are sorted into eight buckets: a byte's two nibbles each say in which buckets it can be the first, second or
 * third letter, so that two table look-ups of the processor answer for a whole register of bytes. */
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
	uint64_t brief, word; /* may begin a trigger word of one letter or two; of more */
	uint64_t fraction;    /* may begin a vulgar fraction */
};

/* What stands before the sixty-four: each is 0 or 1. */
struct edge {
	uint64_t digit, letter;
};

static bool is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(unsigned char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26;
}

static struct edge edge_at(unsigned char before)
{
	return (struct edge){ is_digit(before), is_letter(before) };
}

/* A number begins at its first digit; a word where no ASCII letter or digit stands before it, and it ends where no
 * letter follows, as far as can be seen. The edge becomes that of the next sixty-four. */
static inline __attribute__((always_inline)) uint64_t triggers(const struct masks *m, struct edge *edge)
{
	uint64_t digit_before = m->digit << 1 | edge->digit, letter_before = m->letter << 1 | edge->letter;
	uint64_t word = m->word | (m->brief & ~(m->letter >> 1 & m->letter >> 2));
	*edge = (struct edge){ m->digit >> 63, m->letter >> 63 };
	return (m->digit & ~digit_before) | (m->letter & word & ~(digit_before | letter_before)) | m->fraction;
}

/* The buckets in which c can be letter k. */
static unsigned buckets(const struct sx_filter *filter, int k, unsigned char c)
{
	return (unsigned)filter->low[k][c & 15] & filter->high[k][c >> 4];
}

/* ¼ ½ ¾ (C2 BC to BE), ⅐ to ⅞ (E2 85 90 to 9E): the first two bytes. */
static bool may_be_fraction(const unsigned char *p)
{
	return (p[0] == 0xC2 && p[1] >= 0xBC) || (p[0] == 0xE2 && p[1] == 0x85);
}

static void portable(const struct sx_filter *filter, const unsigned char *p, unsigned char before, size_t n,
		     uint64_t *may)
{
	struct edge edge = edge_at(before);
	for (size_t k = 0; k < n; k++, p += SX_BLOCK) {
		struct masks m = { 0 };
		for (unsigned i = 0; i < SX_BLOCK; i++) {
			unsigned first = buckets(filter, 0, p[i]), second = first & buckets(filter, 1, p[i + 1]);
			m.letter |= (uint64_t)is_letter(p[i]) << i;
			m.digit |= (uint64_t)(first >> SX_BUCKET_DIGIT & 1) << i;
			m.brief |= (uint64_t)(first >> SX_BUCKET_BRIEF & 1) << i;
			m.word |= (uint64_t)((second & buckets(filter, 2, p[i + 2])) != 0) << i;
			m.fraction |= (uint64_t)(p[i] >= 0x80 && may_be_fraction(p + i)) << i;
		}
		may[k] = triggers(&m, &edge);
	}
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
static void sse2(const struct sx_filter *filter, const unsigned char *p, unsigned char before, size_t n, uint64_t *may)
{
	struct edge edge = edge_at(before);
	(void)filter;
	for (size_t k = 0; k < n; k++, p += SX_BLOCK) {
		struct masks m = { .word = UINT64_MAX };
		uint64_t lead = 0;
		for (unsigned i = 0; i < SX_BLOCK; i += 16) {
			__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
			__m128i two = _mm_cmpeq_epi8(c, _mm_set1_epi8((char)0xC2));
			__m128i three = _mm_cmpeq_epi8(c, _mm_set1_epi8((char)0xE2));
			m.digit |= bits(within(c, '0', 10)) << i;
			m.letter |= bits(within(_mm_or_si128(c, _mm_set1_epi8(0x20)), 'a', 26)) << i;
			lead |= bits(_mm_or_si128(two, three)) << i;
		}
		m.fraction = fractions(p, lead);
		may[k] = triggers(&m, &edge);
	}
}

#define SSSE3 __attribute__((target("ssse3")))
#define AVX2  __attribute__((target("avx2")))

/* Bytes beyond ASCII are in no bucket: the shuffle makes zeroes of them. */
SSSE3 static __m128i buckets16(const struct sx_filter *filter, const unsigned char *p, int k)
{
	__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(p + k));
	__m128i low = _mm_load_si128((const __m128i *)(const void *)filter->low[k]);
	__m128i high = _mm_load_si128((const __m128i *)(const void *)filter->high[k]);
	return _mm_and_si128(_mm_shuffle_epi8(low, c),
			     _mm_shuffle_epi8(high, _mm_and_si128(_mm_srli_epi16(c, 4), _mm_set1_epi8(15))));
}

/* Which bytes are in a bucket. */
SSSE3 static uint64_t in16(__m128i b, int bucket)
{
	return bits(_mm_slli_epi16(b, 7 - bucket));
}

SSSE3 static void ssse3(const struct sx_filter *filter, const unsigned char *p, unsigned char before, size_t n,
			uint64_t *may)
{
	struct edge edge = edge_at(before);
	for (size_t k = 0; k < n; k++, p += SX_BLOCK) {
		struct masks m = { 0 };
		uint64_t high = 0;
		for (unsigned i = 0; i < SX_BLOCK; i += 16) {
			__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
			__m128i first = buckets16(filter, p + i, 0);
			__m128i all = _mm_and_si128(
				first, _mm_and_si128(buckets16(filter, p + i, 1), buckets16(filter, p + i, 2)));
			m.digit |= in16(first, SX_BUCKET_DIGIT) << i;
			m.letter |= bits(within(_mm_or_si128(c, _mm_set1_epi8(0x20)), 'a', 26)) << i;
			m.brief |= in16(first, SX_BUCKET_BRIEF) << i;
			m.word |= (bits(_mm_cmpeq_epi8(all, _mm_setzero_si128())) ^ 0xFFFF) << i;
			high |= bits(c) << i;
		}
		m.fraction = high ? fractions(p, high) : 0;
		may[k] = triggers(&m, &edge);
	}
}

AVX2 static __m256i within32(__m256i c, char from, char count)
{
	__m256i d = _mm256_sub_epi8(c, _mm256_set1_epi8(from));
	return _mm256_cmpeq_epi8(_mm256_min_epu8(d, _mm256_set1_epi8((char)(count - 1))), d);
}

AVX2 static __m256i buckets32(const struct sx_filter *filter, const unsigned char *p, int k)
{
	__m256i c = _mm256_loadu_si256((const __m256i *)(const void *)(p + k));
	__m256i low = _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)(const void *)filter->low[k]));
	__m256i high = _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)(const void *)filter->high[k]));
	return _mm256_and_si256(
		_mm256_shuffle_epi8(low, c),
		_mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(c, 4), _mm256_set1_epi8(15))));
}

AVX2 static uint64_t bits32(__m256i m)
{
	return (uint32_t)_mm256_movemask_epi8(m);
}

AVX2 static uint64_t in32(__m256i b, int bucket)
{
	return bits32(_mm256_slli_epi16(b, 7 - bucket));
}

AVX2 static void avx2(const struct sx_filter *filter, const unsigned char *p, unsigned char before, size_t n,
		      uint64_t *may)
{
	struct edge edge = edge_at(before);
	for (size_t k = 0; k < n; k++, p += SX_BLOCK) {
		struct masks m = { 0 };
		uint64_t high = 0;
#pragma GCC unroll 2
		for (unsigned i = 0; i < SX_BLOCK; i += 32) {
			__m256i c = _mm256_loadu_si256((const __m256i *)(const void *)(p + i));
			__m256i first = buckets32(filter, p + i, 0);
			__m256i all = _mm256_and_si256(
				first, _mm256_and_si256(buckets32(filter, p + i, 1), buckets32(filter, p + i, 2)));
			m.digit |= in32(first, SX_BUCKET_DIGIT) << i;
			m.letter |= bits32(within32(_mm256_or_si256(c, _mm256_set1_epi8(0x20)), 'a', 26)) << i;
			m.brief |= in32(first, SX_BUCKET_BRIEF) << i;
			m.word |= (bits32(_mm256_cmpeq_epi8(all, _mm256_setzero_si256())) ^ 0xFFFFFFFF) << i;
			high |= bits32(c) << i;
		}
		m.fraction = high ? fractions(p, high) : 0;
		may[k] = triggers(&m, &edge);
	}
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

static void set(struct sx_filter *filter, int k, unsigned char c, unsigned bucket)
{
	filter->low[k][c & 15] |= (unsigned char)(1u << bucket);
	filter->high[k][c >> 4] |= (unsigned char)(1u << bucket);
}

/* The first letters of a word into a bucket. */
static void put(struct sx_filter *filter, const char *word, int letters, unsigned bucket)
{
	for (int k = 0; k < letters; k++) {
		set(filter, k, (unsigned char)word[k], bucket);
		set(filter, k, (unsigned char)(word[k] ^ 0x20), bucket);
	}
}

void sx_filter_make(struct sx_filter *filter)
{
	*filter = (struct sx_filter){ 0 };
	for (unsigned char c = '0'; c <= '9'; c++)
		set(filter, 0, c, SX_BUCKET_DIGIT);
}

/* The bucket in which a word of three letters lets through the fewest words that are none; -1: another word, or chance,
 * lets it through already. */
static int bucket_for(const struct sx_filter *filter, const char word[SX_FILTER_LETTERS])
{
	unsigned all = 0xFF, best = 0, least = UINT_MAX;
	for (int k = 0; k < SX_FILTER_LETTERS; k++)
		all &= buckets(filter, k, (unsigned char)word[k]);
	if (all)
		return -1;
	for (unsigned bucket = 0; bucket < SX_BUCKET_BRIEF; bucket++) {
		struct sx_filter more = *filter;
		put(&more, word, SX_FILTER_LETTERS, bucket);
		unsigned growth = width(&more, bucket) - width(filter, bucket);
		if (growth < least) {
			least = growth;
			best = bucket;
		}
	}
	return (int)best;
}

void sx_filter_add(struct sx_filter *filter, const char word[SX_FILTER_LETTERS])
{
	int bucket;
	if (!word[1] || !word[2])
		put(filter, word, 1, SX_BUCKET_BRIEF);
	else if ((bucket = bucket_for(filter, word)) >= 0)
		put(filter, word, SX_FILTER_LETTERS, (unsigned)bucket);
}
