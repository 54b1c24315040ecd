/* UTF-8: checked once at the door by sx_utf8_check(); the other functions rely on it unless they say otherwise. */
#ifndef SX_BASE_UTF8_H
#define SX_BASE_UTF8_H

#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

/* Offset of the first byte that is not well-formed UTF-8 (overlong, surrogate, > U+10FFFF, cut), or s.n. */
size_t sx_utf8_check(struct sx_str s);

/* Decode the character at s.p[at] (checked text) and say how many bytes it takes (1 to 4). at < s.n. */
uint32_t sx_utf8_at(struct sx_str s, size_t at, size_t *bytes);

/* The same for unchecked text. Where no well-formed character stands: SX_UTF8_BAD, and *bytes is the length of the
 * maximal bad run (1 to 3), the one that becomes a single U+FFFD. */
enum { SX_UTF8_BAD = 0x110000 };
uint32_t sx_utf8_next(struct sx_str s, size_t at, size_t *bytes);

/* Append a code point; what is none (a surrogate, beyond U+10FFFF) becomes U+FFFD. */
void sx_utf8_add(struct sx_buf *out, uint32_t point);

/* Append s with every byte that belongs to no well-formed character as U+FFFD (one for each maximal bad run
 * as the Unicode standard recommends). Takes unchecked text. Returns how many were replaced. */
size_t sx_utf8_clean(struct sx_buf *out, struct sx_str s);

/* Characters (code points) in checked text. */
size_t sx_utf8_length(struct sx_str s);

/* Cells a terminal needs: 2 for East Asian wide and emoji, 0 for combining marks and controls, else 1. */
int sx_utf8_cells_of(uint32_t point);
size_t sx_utf8_cells(struct sx_str s);

#endif
