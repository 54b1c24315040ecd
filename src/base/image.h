/* What the build makes ready of the rules built in, for programs to use where it lies: numbers and tables one behind
 * the other, taken out in the order in which they were put in. They hold no pointers, and are of the machine for which
 * the program is built. */
#ifndef SX_BASE_IMAGE_H
#define SX_BASE_IMAGE_H

#include "base/buf.h"

#include <stdint.h>

enum { SX_IMAGE_ALIGN = 8 };

static inline size_t sx_image_size(size_t n)
{
	return (n + SX_IMAGE_ALIGN - 1) / SX_IMAGE_ALIGN * SX_IMAGE_ALIGN;
}

static inline void sx_image_put(struct sx_buf *image, const void *bytes, size_t n)
{
	static const char zeros[SX_IMAGE_ALIGN] = { 0 };
	if (n)
		sx_buf_add(image, bytes, n);
	sx_buf_add(image, zeros, sx_image_size(n) - n);
}

static inline void sx_image_put_number(struct sx_buf *image, uint64_t number)
{
	sx_image_put(image, &number, sizeof number);
}

static inline const void *sx_image_take(struct sx_str *image, size_t n)
{
	const void *bytes = image->p;
	image->p += sx_image_size(n);
	image->n -= sx_image_size(n);
	return bytes;
}

static inline uint64_t sx_image_take_number(struct sx_str *image)
{
	uint64_t number;
	memcpy(&number, sx_image_take(image, sizeof number), sizeof number);
	return number;
}

#endif
