/* Letters, blanks and spellings in running text. */
#ifndef SX_LEXICON_LETTERS_H
#define SX_LEXICON_LETTERS_H

#include "base/str.h"

/* Whether a letter or digit stands at text[at], or ends just before text[end]; white space, punctuation and symbols of
 * the first planes beyond ASCII are none. */
bool sx_high_letter_at(struct sx_str text, size_t at); /* beyond ASCII */
bool sx_high_letter_before(struct sx_str text, size_t end);

static inline bool sx_ascii_letter(unsigned char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10;
}

static inline bool sx_letter_at(struct sx_str text, size_t at)
{
	unsigned char c = at < text.n ? (unsigned char)text.p[at] : 0;
	return c < 0x80 ? sx_ascii_letter(c) : sx_high_letter_at(text, at);
}

static inline bool sx_letter_before(struct sx_str text, size_t end)
{
	unsigned char c = end > 0 ? (unsigned char)text.p[end - 1] : 0;
	return c < 0x80 ? sx_ascii_letter(c) : sx_high_letter_before(text, end);
}

/* Does `spelling` stand at text[at]? Its end, or 0. And just before `end`? Its start, or SIZE_MAX. */
size_t sx_spelling_end(struct sx_str text, size_t at, struct sx_str spelling, bool cased);
size_t sx_spelling_before(struct sx_str text, size_t end, struct sx_str spelling, bool cased);

/* Most fail at their first byte. */
static inline size_t sx_spelling_at(struct sx_str text, size_t at, struct sx_str spelling, bool cased)
{
	bool may = at < text.n && spelling.n && (spelling.p[0] == ' ' || !((spelling.p[0] ^ text.p[at]) & ~0x20));
	return may ? sx_spelling_end(text, at, spelling, cased) : 0;
}

/* A word here is a run of ASCII letters, a run of digits, or one other character. */
size_t sx_first_word(struct sx_str text, size_t at); /* end of the word at `at` */
size_t sx_last_word(struct sx_str text, size_t end); /* start of the word before `end` */

/* White space at text[at], in bytes (0: none): ASCII, no-break and thin spaces. And just before `end`. */
size_t sx_high_blank_at(struct sx_str text, size_t at); /* beyond ASCII */
size_t sx_high_blank_before(struct sx_str text, size_t end);

static inline size_t sx_blank_at(struct sx_str text, size_t at)
{
	unsigned char c = at < text.n ? (unsigned char)text.p[at] : 0;
	if (c < 0x80)
		return c == ' ' || c == '\t' || c == '\n' || c == '\r';
	return sx_high_blank_at(text, at);
}

static inline size_t sx_blank_before(struct sx_str text, size_t end)
{
	unsigned char c = end > 0 ? (unsigned char)text.p[end - 1] : 0;
	if (c < 0x80)
		return c == ' ' || c == '\t' || c == '\n' || c == '\r';
	return sx_high_blank_before(text, end);
}

/* Over at most so many of them. A longer run than SX_BLANKS_MOST is a gap, not a space between words. */
enum { SX_BLANKS_MOST = 4 };

static inline size_t sx_blanks_at(struct sx_str text, size_t at, unsigned most)
{
	size_t step;
	while (most-- > 0 && (step = sx_blank_at(text, at)) != 0)
		at += step;
	return at;
}

static inline size_t sx_blanks_before(struct sx_str text, size_t end, unsigned most)
{
	size_t step;
	while (most-- > 0 && (step = sx_blank_before(text, end)) != 0)
		end -= step;
	return end;
}

#endif
