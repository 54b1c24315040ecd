/* Words, blanks and letters in running text, and comparing a spelling with it. */
#include "lexicon/lexicon_priv.h"

/* The first two bytes tell enough: U+0080 to U+00BF but for ª µ º, and U+2000 to U+2BFF, U+3000 to U+303F, are no
 * letters. */
bool sx_high_letter_at(struct sx_str text, size_t at)
{
	unsigned char c = (unsigned char)text.p[at];
	unsigned char d = at + 1 < text.n ? (unsigned char)text.p[at + 1] : 0;
	if (c == 0xC2)
		return d == 0xAA || d == 0xB5 || d == 0xBA;
	if (c == 0xE2)
		return d >= 0xB0;
	return !(c == 0xE3 && d == 0x80);
}

bool sx_high_letter_before(struct sx_str text, size_t end)
{
	size_t at = end - 1;
	while (at > 0 && ((unsigned char)text.p[at] & 0xC0) == 0x80)
		at--;
	return sx_letter_at(text, at);
}

static unsigned char lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

/* Words for hashing: a run of ASCII letters and digits (letters apart from digits, so that "m2" is found by "m"), or
 * one character of any other kind; characters beyond ASCII count one by one with the letters that follow excluded. */
enum char_class { LETTER, DIGIT, OTHER };

static enum char_class class_of(unsigned char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
		return LETTER;
	return c >= '0' && c <= '9' ? DIGIT : OTHER;
}

size_t sx_first_word(struct sx_str text, size_t at)
{
	enum char_class class = class_of((unsigned char)text.p[at]);
	size_t end = at + 1;
	if (class == OTHER) {
		while (end < text.n && ((unsigned char)text.p[end] & 0xC0) == 0x80)
			end++;
		return end;
	}
	while (end < text.n && class_of((unsigned char)text.p[end]) == class)
		end++;
	return end;
}

size_t sx_last_word(struct sx_str text, size_t end)
{
	size_t at = end - 1;
	enum char_class class = class_of((unsigned char)text.p[at]);
	if (class == OTHER) {
		while (at > 0 && ((unsigned char)text.p[at] & 0xC0) == 0x80)
			at--;
		return at;
	}
	while (at > 0 && class_of((unsigned char)text.p[at - 1]) == class)
		at--;
	return at;
}

/* White space beyond ASCII: no-break space (C2 A0), the spaces of U+2000 to U+200A, U+202F. */
size_t sx_high_blank_at(struct sx_str text, size_t at)
{
	unsigned char c = (unsigned char)text.p[at];
	if (c == 0xC2 && at + 1 < text.n && (unsigned char)text.p[at + 1] == 0xA0)
		return 2;
	if (c == 0xE2 && at + 2 < text.n && (unsigned char)text.p[at + 1] == 0x80) {
		unsigned char d = (unsigned char)text.p[at + 2];
		return (d >= 0x80 && d <= 0x8A) || d == 0xAF ? 3 : 0;
	}
	return 0;
}

size_t sx_high_blank_before(struct sx_str text, size_t end)
{
	if (end >= 2 && sx_blank_at(text, end - 2) == 2)
		return 2;
	return end >= 3 && sx_blank_at(text, end - 3) == 3 ? 3 : 0;
}

static bool same(char a, char b, bool cased)
{
	return a == b || (!cased && lower((unsigned char)a) == lower((unsigned char)b));
}

size_t sx_spelling_end(struct sx_str text, size_t at, struct sx_str spelling, bool cased)
{
	size_t t = at;
	for (size_t i = 0; i < spelling.n; i++) {
		if (spelling.p[i] == ' ') {
			size_t next = sx_blanks_at(text, t, SX_BLANKS_MOST);
			if (next == t)
				return 0;
			t = next;
		} else if (t >= text.n || !same(text.p[t++], spelling.p[i], cased)) {
			return 0;
		}
	}
	return t;
}

size_t sx_spelling_before(struct sx_str text, size_t end, struct sx_str spelling, bool cased)
{
	size_t t = end;
	for (size_t i = spelling.n; i > 0; i--) {
		if (spelling.p[i - 1] == ' ') {
			size_t next = sx_blanks_before(text, t, SX_BLANKS_MOST);
			if (next == t)
				return SIZE_MAX;
			t = next;
		} else if (t == 0 || !same(text.p[--t], spelling.p[i - 1], cased)) {
			return SIZE_MAX;
		}
	}
	return t;
}
