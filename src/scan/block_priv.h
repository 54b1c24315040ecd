/* The first look at the text, by whatever the processor has for it. */
#ifndef SX_SCAN_BLOCK_PRIV_H
#define SX_SCAN_BLOCK_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SX_BLOCK = 64, SX_FILTER_LETTERS = 3 };

/* Bit b of low[k][c & 15] and of high[k][c >> 4]: c can be letter k of a word in bucket b. The last two are for the
 * first letter of words that have fewer than three, and for digits. */
enum { SX_BUCKET_BRIEF = 6, SX_BUCKET_DIGIT };
struct sx_filter {
	_Alignas(16) unsigned char low[SX_FILTER_LETTERS][16];
	_Alignas(16) unsigned char high[SX_FILTER_LETTERS][16];
};

/* One that lets digits through, and no word yet. */
void sx_filter_make(struct sx_filter *filter);
/* The beginning of a trigger word in small ASCII letters, zeroes where it is shorter. */
void sx_filter_add(struct sx_filter *filter, const char word[SX_FILTER_LETTERS]);

/* Bit i of may[k]: a trigger may stand at p[SX_BLOCK * k + i], in n blocks. None is left out; what may be none is for
 * the caller to find out. `before` is the byte before p (0: none); the bytes up to p[SX_BLOCK * n + 1] are read. */
typedef void sx_block(const struct sx_filter *filter, const unsigned char *p, unsigned char before, size_t n,
		      uint64_t *may);

enum sx_level { SX_PORTABLE, SX_SSE2, SX_SSSE3, SX_AVX2, SX_LEVELS };
sx_block *sx_block_of(enum sx_level level); /* NULL: not on this processor */
sx_block *sx_block_best(void);

#endif
