/* Sixteen bytes at once, in the compiler's own vectors: where the processor has no such registers, the compiler makes
 * plain arithmetic of them. A lane of a mask is 0xFF or 0. */
#ifndef SX_BASE_LANES_H
#define SX_BASE_LANES_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { SX_LANES = 16 };
typedef unsigned char sx_lanes __attribute__((vector_size(SX_LANES)));

static inline sx_lanes sx_lanes_at(const char *p)
{
	sx_lanes lanes;
	memcpy(&lanes, p, sizeof lanes);
	return lanes;
}

/* The bytes of two numbers as they stand in memory. */
static inline sx_lanes sx_lanes_of(uint64_t first, uint64_t second)
{
	typedef uint64_t pair __attribute__((vector_size(SX_LANES)));
	return (sx_lanes)(pair){ first, second };
}

static inline sx_lanes sx_lanes_are(sx_lanes lanes, unsigned char c)
{
	return (sx_lanes)(lanes == c);
}

static inline sx_lanes sx_lanes_below(sx_lanes lanes, unsigned char c)
{
	return (sx_lanes)(lanes < c);
}

/* Bit i: the highest bit of lane i. The one thing that the compiler has no word for. */
static inline unsigned sx_lanes_bits_plain(sx_lanes lanes)
{
	unsigned bits = 0;
	for (unsigned i = 0; i < SX_LANES; i++)
		bits |= (unsigned)(lanes[i] >> 7) << i;
	return bits;
}

static inline unsigned sx_lanes_bits(sx_lanes lanes)
{
#if defined(__SSE2__)
	return (unsigned)_mm_movemask_epi8((__m128i)lanes);
#else
	return sx_lanes_bits_plain(lanes);
#endif
}

#endif
