/* One pass over the text for the places where a number may stand. Everything costlier happens only there. */
#include "lexicon/letters.h"
#include "scan/scan_priv.h"

enum byte_class { PLAIN, LETTER, DIGIT, HIGH };

static enum byte_class class_of(unsigned char c)
{
	if (c >= 0x80)
		return HIGH;
	if (c >= '0' && c <= '9')
		return DIGIT;
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? LETTER : PLAIN;
}

/* ¼ ½ ¾ (C2 BC to BE), ⅐ to ⅞ (E2 85 90 to 9E). */
static bool vulgar_fraction(struct sx_str text, size_t at)
{
	unsigned char c = (unsigned char)text.p[at];
	unsigned char d = at + 1 < text.n ? (unsigned char)text.p[at + 1] : 0;
	unsigned char e = at + 2 < text.n ? (unsigned char)text.p[at + 2] : 0;
	return (c == 0xC2 && d >= 0xBC && d <= 0xBE) || (c == 0xE2 && d == 0x85 && e >= 0x90 && e <= 0x9E);
}

/* A word that begins like a trigger is one when it is in the lists; an article only in front of what it can count (a
 * million). */
static bool word_stands(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	struct sx_word word;
	if (sx_words_at(s->lexicon, text, at, s->triggers, &word))
		return true;
	size_t end = sx_words_at(s->lexicon, text, at, s->joint, &word);
	if (end && sx_str_is(word.value, "article")) {
		size_t next = sx_skip_blanks(text, end, 2);
		return sx_words_at(s->lexicon, text, next, s->counted, &word) != 0;
	}
	return sx_is_rule_trigger(s, text, at);
}

size_t sx_scan_next(const struct sx_scanner *s, struct sx_str text, size_t from, size_t to)
{
	bool in_word = sx_letter_before(text, from);
	for (size_t i = from; i < to; i++) {
		unsigned char c = (unsigned char)text.p[i];
		switch (class_of(c)) {
		case DIGIT:
			if (i == 0 || class_of((unsigned char)text.p[i - 1]) != DIGIT)
				return i;
			in_word = true;
			break;
		case LETTER:
			if (!in_word && sx_is_start(s, text, i) && word_stands(s, text, i))
				return i;
			in_word = true;
			break;
		case HIGH:
			if (vulgar_fraction(text, i))
				return i;
			in_word = (c & 0xC0) == 0x80 ? in_word : sx_letter_at(text, i);
			break;
		case PLAIN:
			in_word = false;
		}
	}
	return to;
}
