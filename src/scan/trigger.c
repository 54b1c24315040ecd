/* One pass over the text for the places where a number may stand. Everything costlier happens only there. */
#include "lexicon/letters.h"
#include "scan/scan_priv.h"

/* What a word can be by its first letters. */
enum { NUMBER = 1, ARTICLE = 2, RULE = 4 };

static unsigned letter(struct sx_str s, size_t at)
{
	unsigned char c = at < s.n ? (unsigned char)s.p[at] : 0;
	return (unsigned char)((c | 0x20) - 'a') < 26 ? c & 31u : 0;
}

/* The first three letters of a word as a number, in any case; where the word ends, whatever ends it is zero. */
static unsigned start_of(struct sx_str s, size_t at)
{
	unsigned b = letter(s, at + 1);
	return letter(s, at) << 10 | b << 5 | (b ? letter(s, at + 2) : 0);
}

/* The first four letters of a word in the text: the start of three, and the fourth. */
struct begin {
	unsigned start, fourth;
};

static struct begin begin_of(struct sx_str text, size_t at)
{
	uint32_t x = 0;
	if (text.n - at < sizeof x || __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
		return (struct begin){ start_of(text, at), letter(text, at + 3) };
	memcpy(&x, text.p + at, sizeof x);
	uint32_t low = (x | 0x20202020) & 0x7F7F7F7F;
	uint32_t top = (low + 0x1F1F1F1F) & ~(low + 0x05050505) & ~x & 0x80808080; /* of what is a letter */
	uint32_t code = x & ((top >> 2) - (top >> 7)) & 0x1F1F1F1F;
	unsigned b = code >> 8 & 31;
	return (struct begin){ (code & 31) << 10 | b << 5 | (b ? code >> 16 & 31 : 0), code >> 24 };
}

/* More beginnings than there are kinds share the last. */
static void add_start(struct sx_triggers *t, struct sx_str word, unsigned char what)
{
	unsigned start = letter(word, 0) ? start_of(word, 0) : 0;
	if (!start)
		return;
	if (!t->start[start]) {
		t->kinds += t->kinds < SX_KINDS - 1;
		t->start[start] = (unsigned char)t->kinds;
	}
	t->kind[t->start[start]].what |= what;
	t->kind[t->start[start]].fourth |= start & 31 ? 1u << letter(word, 3) : UINT32_MAX;
}

static char letter_of(unsigned code)
{
	return (char)(code & 31 ? (code & 31) | 0x60 : 0);
}

static void fill_filter(struct sx_triggers *t)
{
	for (unsigned k = 0; k < SX_STARTS; k++)
		if (t->start[k])
			sx_filter_add(&t->filter,
				      (char[SX_FILTER_LETTERS]){ letter_of(k >> 10), letter_of(k >> 5), letter_of(k) });
}

void sx_triggers_make(struct sx_scanner *s)
{
	const struct sx_lexicon *lx = s->lexicon;
	struct sx_word word;
	for (size_t cursor = 0; sx_words_next(lx, s->triggers, &cursor, &word);)
		add_start(&s->trigger, word.spelling, NUMBER);
	for (size_t cursor = 0; sx_words_next(lx, s->joint, &cursor, &word);)
		if (sx_str_is(word.value, "article")) /* a million */
			add_start(&s->trigger, word.spelling, ARTICLE);
	for (size_t i = 0; i < sx_rules_count(lx); i++)
		for (uint32_t k = 0; k < sx_rules_at(lx, i)->n_triggers; k++) {
			add_start(&s->trigger, sx_rules_at(lx, i)->trigger[k], RULE);
			s->trigger.marks |= !letter(sx_rules_at(lx, i)->trigger[k], 0);
		}
	fill_filter(&s->trigger);
	s->trigger.block = sx_block_best();
}

/* ¼ ½ ¾ (C2 BC to BE), ⅐ to ⅞ (E2 85 90 to 9E). */
static bool vulgar_fraction(struct sx_str text, size_t at)
{
	unsigned char c = (unsigned char)text.p[at];
	unsigned char d = at + 1 < text.n ? (unsigned char)text.p[at + 1] : 0;
	unsigned char e = at + 2 < text.n ? (unsigned char)text.p[at + 2] : 0;
	return (c == 0xC2 && d >= 0xBC && d <= 0xBE) || (c == 0xE2 && d == 0x85 && e >= 0x90 && e <= 0x9E);
}

/* What the word at text[at] may be. */
static unsigned may_be(const struct sx_triggers *t, struct sx_str text, size_t at)
{
	struct begin begin = begin_of(text, at);
	unsigned kind = t->start[begin.start];
	return t->kind[kind].fourth >> begin.fourth & 1 ? t->kind[kind].what : 0;
}

bool sx_may_be_number_word(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	return !letter(text, at) || may_be(&s->trigger, text, at) & (NUMBER | ARTICLE);
}

bool sx_may_be_rule_word(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	return letter(text, at) ? may_be(&s->trigger, text, at) & RULE : s->trigger.marks;
}

static bool is_rule_trigger(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	for (uint32_t i = s->first_worded; i < s->n; i++)
		for (uint32_t k = 0; k < s->compiled[i].rule->n_triggers; k++) {
			size_t end = sx_spelling_at(text, at, s->compiled[i].rule->trigger[k], false);
			if (end && !sx_letter_at(text, end))
				return true;
		}
	return false;
}

/* A word that begins like a trigger is one when it is in the lists; an article only in front of what it can count (a
 * million). */
static bool word_stands(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	unsigned may = may_be(&s->trigger, text, at);
	struct sx_word word;
	if (!may || sx_letter_before(text, at))
		return false;
	if (may & NUMBER && sx_words_at(s->lexicon, text, at, s->triggers, &word))
		return true;
	size_t end = may & ARTICLE ? sx_words_at(s->lexicon, text, at, s->joint, &word) : 0;
	if (end && sx_str_is(word.value, "article")) {
		size_t next = sx_skip_blanks(text, end, 2);
		return sx_words_at(s->lexicon, text, next, s->counted, &word) != 0;
	}
	return may & RULE && is_rule_trigger(s, text, at);
}

static bool stands(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	unsigned char c = (unsigned char)text.p[at];
	if (c >= 0x80)
		return vulgar_fraction(text, at);
	return sx_is_digit(text, at) || word_stands(s, text, at);
}

/* Where a block may hold triggers, by the processor's means. Behind the end of the text it sees zeroes. */
static uint64_t block_at(const struct sx_triggers *t, struct sx_str text, size_t at)
{
	unsigned char before = at ? (unsigned char)text.p[at - 1] : 0;
	size_t n = text.n - at;
	if (n >= SX_BLOCK + SX_FILTER_LETTERS - 1)
		return t->block(&t->filter, (const unsigned char *)text.p + at, before);
	unsigned char rest[SX_BLOCK + SX_FILTER_LETTERS - 1] = { 0 };
	memcpy(rest, text.p + at, n);
	return t->block(&t->filter, rest, before);
}

size_t sx_scan_next(const struct sx_scanner *s, struct sx_str text, size_t from, size_t to)
{
	for (size_t at = from; at < to; at += SX_BLOCK) {
		uint64_t may = block_at(&s->trigger, text, at);
		if (to - at < SX_BLOCK)
			may &= ((uint64_t)1 << (to - at)) - 1;
		for (; may; may &= may - 1) {
			size_t i = at + (size_t)__builtin_ctzll(may);
			if (stands(s, text, i))
				return i;
		}
	}
	return to;
}
