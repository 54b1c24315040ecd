/* One pass over the text for the places where a number may stand. Everything costlier happens only there. */
#include "lexicon/letters.h"
#include "scan/scan_priv.h"

/* What a word can be by its first letters. */
enum { NUMBER = 1, ARTICLE = 2, RULE = 4, COUNTED = 8, RULE_REST = 16 };

enum { BEGIN = 4 };

static bool is_letter(struct sx_str s, size_t at)
{
	return at < s.n && (unsigned char)((s.p[at] | 0x20) - 'a') < 26;
}

/* The first four letters of a word as a number, in any case, and zeroes from what is no ASCII letter on. */
static inline uint32_t begin_of(struct sx_str s, size_t at)
{
	uint32_t x = 0;
	if (s.n - at >= sizeof x)
		memcpy(&x, s.p + at, sizeof x);
	else
		memcpy(&x, s.p + at, s.n - at);
	if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
		x = __builtin_bswap32(x);
	uint32_t low = (x | 0x20202020) & 0x7F7F7F7F;
	uint32_t other = (~(low + 0x1F1F1F1F) | (low + 0x05050505) | x) & 0x80808080; /* of what is no letter */
	return x & 0x1F1F1F1F & (((other & -other) >> 7) - 1);
}

static inline uint32_t slot_of(uint32_t begin)
{
	return begin * 0x9E3779B1 >> 17;
}

/* What the word at text[at] may be. */
static inline unsigned may_be(const struct sx_triggers *t, struct sx_str text, size_t at)
{
	return t->what[slot_of(begin_of(text, at))];
}

static void add_begin(struct sx_triggers *t, struct sx_str word, unsigned char what)
{
	if (is_letter(word, 0))
		t->what[slot_of(begin_of(word, 0))] |= what;
}

/* What opens a claim is looked for in the whole text. */
static void add_opening(struct sx_triggers *t, struct sx_str word, unsigned char what)
{
	char letters[SX_FILTER_LETTERS] = { 0 };
	for (size_t i = 0; i < SX_FILTER_LETTERS && is_letter(word, i); i++)
		letters[i] = (char)(word.p[i] | 0x20);
	if (letters[0])
		sx_filter_add(&t->filter, letters);
	add_begin(t, word, what);
}

static bool is_one_word(struct sx_str s)
{
	size_t n = 0;
	while (is_letter(s, n))
		n++;
	return n == s.n;
}

/* A rule's word; of a long one the letters behind the first four are known, too: four is not fourfold. */
static void add_rule_word(struct sx_triggers *t, struct sx_str word)
{
	add_opening(t, word, RULE);
	t->marks |= !is_letter(word, 0);
	t->any_rest |= word.n <= BEGIN || !is_one_word(word);
	if (!t->any_rest)
		t->what[slot_of(begin_of(word, BEGIN))] |= RULE_REST;
}

/* List by list: of several together every entry of all lists is looked at. */
static bool next_word(const struct sx_lexicon *lx, sx_lists *lists, size_t *cursor, struct sx_word *word)
{
	for (; *lists; *lists &= *lists - 1, *cursor = 0)
		if (sx_words_next(lx, *lists & -*lists, cursor, word))
			return true;
	return false;
}

void sx_triggers_make(struct sx_scanner *s)
{
	const struct sx_lexicon *lx = s->lexicon;
	struct sx_word word;
	sx_filter_make(&s->trigger.filter);
	sx_lists triggers = s->triggers, counted = s->counted;
	for (size_t cursor = 0; next_word(lx, &triggers, &cursor, &word);)
		add_opening(&s->trigger, word.spelling, NUMBER);
	for (size_t cursor = 0; next_word(lx, &counted, &cursor, &word);)
		add_begin(&s->trigger, word.spelling, COUNTED);
	for (size_t cursor = 0; sx_words_next(lx, s->joint, &cursor, &word);)
		if (sx_str_is(word.value, "article")) { /* a million */
			add_opening(&s->trigger, word.spelling, ARTICLE);
			s->trigger.odd_article |= !is_one_word(word.spelling);
		}
	for (size_t i = 0; i < sx_rules_count(lx); i++)
		for (uint32_t k = 0; k < sx_rules_at(lx, i)->n_triggers; k++)
			add_rule_word(&s->trigger, sx_rules_at(lx, i)->trigger[k]);
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

bool sx_may_be_number_word(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	return !is_letter(text, at) || may_be(&s->trigger, text, at) & (NUMBER | ARTICLE);
}

bool sx_may_be_rule_word(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	const struct sx_triggers *t = &s->trigger;
	if (!is_letter(text, at))
		return t->marks;
	return may_be(t, text, at) & RULE &&
	       (t->any_rest || (text.n - at > BEGIN && may_be(t, text, at + BEGIN) & RULE_REST));
}

static bool is_rule_trigger(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	for (uint32_t i = s->first_worded; i < s->n; i++)
		if (sx_match_has_trigger(s->compiled[i].rule, text, at))
			return true;
	return false;
}

/* Whether what an article counts may follow the one at text[at]. */
static bool counted_follows(const struct sx_triggers *t, struct sx_str text, size_t at)
{
	while (is_letter(text, at))
		at++;
	at = sx_skip_blanks(text, at, 2);
	return !is_letter(text, at) || may_be(t, text, at) & COUNTED;
}

/* A word that may be a trigger is one when it is in the lists; an article only in front of what it can count (a
 * million). */
static bool word_stands(const struct sx_scanner *s, struct sx_str text, size_t at, unsigned may)
{
	struct sx_word word;
	if (sx_letter_before(text, at))
		return false;
	if (may & NUMBER && sx_words_at(s->lexicon, text, at, s->triggers, &word))
		return true;
	bool article = may & ARTICLE && (s->trigger.odd_article || counted_follows(&s->trigger, text, at));
	size_t end = article ? sx_words_at(s->lexicon, text, at, s->joint, &word) : 0;
	if (end && sx_str_is(word.value, "article")) {
		size_t next = sx_skip_blanks(text, end, 2);
		return sx_words_at(s->lexicon, text, next, s->counted, &word) != 0;
	}
	return may & RULE && is_rule_trigger(s, text, at);
}

static inline bool stands(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	unsigned char c = (unsigned char)text.p[at];
	if (c <= '9') /* of what is below the letters there is nothing but digits */
		return true;
	if (c >= 0x80)
		return vulgar_fraction(text, at);
	unsigned may = may_be(&s->trigger, text, at);
	return may && word_stands(s, text, at, may);
}

/* Where triggers may stand from `at` on, by the processor's means, for as many blocks as are wanted before `to`. Behind
 * the end of the text it sees zeroes. */
static void look_ahead(const struct sx_triggers *t, struct sx_str text, size_t at, size_t to, struct sx_ahead *ahead)
{
	enum { BEHIND = SX_FILTER_LETTERS - 1 };
	unsigned char before = at ? (unsigned char)text.p[at - 1] : 0;
	size_t wanted = (to - at + SX_BLOCK - 1) / SX_BLOCK;
	size_t n = text.n - at > BEHIND ? (text.n - at - BEHIND) / SX_BLOCK : 0;
	n = n < wanted ? n : wanted;
	n = n < SX_AHEAD ? n : SX_AHEAD;
	if (n > 0) {
		t->block(&t->filter, (const unsigned char *)text.p + at, before, n, ahead->may);
	} else {
		unsigned char rest[SX_BLOCK + BEHIND] = { 0 };
		memcpy(rest, text.p + at, text.n - at < sizeof rest ? text.n - at : sizeof rest);
		t->block(&t->filter, rest, before, n = 1, ahead->may);
	}
	ahead->from = at;
	ahead->to = at + n * SX_BLOCK;
}

/* The first trigger from `at` on in what has been looked at, or its end. */
static size_t next_ahead(const struct sx_scanner *s, struct sx_str text, size_t at, const struct sx_ahead *ahead)
{
	size_t block = at - (at - ahead->from) % SX_BLOCK;
	const uint64_t *next = ahead->may + (at - ahead->from) / SX_BLOCK;
	uint64_t may = *next++ & UINT64_MAX << (at - block);
	for (;;) {
		for (; may; may &= may - 1) {
			size_t i = block + (size_t)__builtin_ctzll(may);
			if (stands(s, text, i))
				return i;
		}
		block += SX_BLOCK;
		if (block == ahead->to)
			return block;
		may = *next++;
	}
}

size_t sx_scan_next(const struct sx_scanner *s, struct sx_str text, size_t from, size_t to, struct sx_ahead *ahead)
{
	for (size_t at = from, found; at < to; at = ahead->to) {
		if (at < ahead->from || at >= ahead->to)
			look_ahead(&s->trigger, text, at, to, ahead);
		found = next_ahead(s, text, at, ahead);
		if (found < ahead->to)
			return found < to ? found : to;
	}
	return to;
}
