/* What the word lists know of single words, as one table: one look-up a word. */
#include "describe/describe_priv.h"

#include <stdlib.h>

static uint32_t hash(struct sx_str word)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < word.n; i++) {
		unsigned char c = (unsigned char)word.p[i];
		h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 16777619u;
	}
	return h ^ h >> 15;
}

static bool same(struct sx_str a, struct sx_str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		unsigned char x = (unsigned char)a.p[i], y = (unsigned char)b.p[i];
		if ((x >= 'A' && x <= 'Z' ? x + 32 : x) != (y >= 'A' && y <= 'Z' ? y + 32 : y))
			return false;
	}
	return true;
}

static struct sx_fact *slot(const struct sx_describer *d, struct sx_str word)
{
	uint32_t h = hash(word), i = h & (d->facts - 1);
	while (d->fact[i].word.p && !(d->fact[i].hash == h && same(d->fact[i].word, word)))
		i = (i + 1) & (d->facts - 1);
	d->fact[i].hash = h;
	return &d->fact[i];
}

const struct sx_fact *sx_fact_find(const struct sx_describer *d, struct sx_str word)
{
	uint32_t h = hash(word), i = h & (d->facts - 1);
	for (; d->fact[i].word.p; i = (i + 1) & (d->facts - 1))
		if (d->fact[i].hash == h && same(d->fact[i].word, word))
			return &d->fact[i];
	return NULL;
}

static const struct {
	const char *name;
	uint32_t is;
	uint16_t calls;
} roles[] = {
	{ "up", SX_IS_UP | SX_IS_CHANGE, 0 },
	{ "down", SX_IS_DOWN | SX_IS_CHANGE, 0 },
	{ "level", SX_IS_LEVEL, 0 },
	{ "share", SX_IS_SHARE, 0 },
	{ "say", SX_IS_SAY, 0 },
	{ "foresees", SX_IS_FORESEES, 0 },
	{ "acts", SX_IS_ACTS, 0 },
	{ "affects", SX_IS_AFFECTS, 0 },
	{ "amount", SX_IS_AMOUNT, 0 },
	{ "sum", SX_IS_SUM, 0 },
	{ "time", SX_IS_TIME, 0 },
	{ "named-before", SX_IS_ANAPHOR, 0 },
	{ "be", SX_IS_BE, 0 },
	{ "have", SX_IS_HAVE, 0 },
	{ "more", SX_IS_MORE, 0 },
	{ "within", SX_IS_WITHIN, 0 },
	{ "dates", 0, SX_CALLS_UNIT },
	{ "dates-now", 0, SX_CALLS_NOW },
	{ "in-date", 0, SX_CALLS_INSIDE },
	{ "cue", 0, SX_CALLS_CUE },
};

static const struct {
	char letter;
	uint8_t tag;
	uint32_t may;
} letters[] = {
	{ 'N', SX_T_NOUN, SX_MAY_NOUN },
	{ 'V', SX_T_VERB, SX_MAY_VERB },
	{ 'G', SX_T_ING, SX_MAY_ING },
	{ 'B', SX_T_PARTICIPLE, SX_MAY_PARTICIPLE },
	{ 'J', SX_T_ADJECTIVE, SX_MAY_ADJECTIVE },
	{ 'R', SX_T_ADVERB, SX_MAY_ADVERB },
	{ 'D', SX_T_DETERMINER, 0 },
	{ 'P', SX_T_PREPOSITION, 0 },
	{ 'O', SX_T_PRONOUN, 0 },
	{ 'C', SX_T_AND, 0 },
	{ 'Q', SX_T_NUMBER, 0 },
	{ 'X', SX_T_OTHER, 0 },
	{ 'A', SX_T_AUXILIARY, 0 },
	{ 'S', SX_T_CLAUSE, 0 },
	{ 'T', SX_T_TO, 0 },
};

static void take_tags(struct sx_fact *fact, struct sx_str value)
{
	fact->is &= ~(uint32_t)(SX_MAY_NOUN | SX_MAY_VERB | SX_MAY_ING | SX_MAY_PARTICIPLE | SX_MAY_ADJECTIVE |
				SX_MAY_ADVERB);
	for (size_t k = value.n; k-- > 0;)
		for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
			if (letters[i].letter == value.p[k]) {
				fact->tag = letters[i].tag;
				fact->is |= letters[i].may;
			}
}

static void take_roles(struct sx_fact *fact, struct sx_str value)
{
	for (size_t at = 0; at < value.n;) {
		size_t end = at;
		while (end < value.n && value.p[end] != ' ')
			end++;
		struct sx_str name = { value.p + at, end - at };
		for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
			if (sx_str_is(name, roles[i].name)) {
				fact->is |= roles[i].is;
				fact->calls |= roles[i].calls;
			}
		at = end + 1;
	}
}

/* Lists of parts of speech; a later one overrules. */
static const char *const tag_lists[] = { "tag", "tag_mixed", "tag_closed" };
enum { TAG_LISTS = sizeof tag_lists / sizeof *tag_lists };

/* Lists that say one thing of each of their words; of names of places, of the first word. */
static const struct {
	const char *list;
	uint32_t is;
	uint16_t calls;
} marked[] = {
	{ "month", 0, SX_CALLS_MONTH },
	{ "weekday", 0, SX_CALLS_WEEKDAY },
	{ "season", 0, SX_CALLS_SEASON },
	{ "verb_rise", SX_IS_UP, 0 },
	{ "noun_rise", SX_IS_UP | SX_IS_CHANGE, 0 },
	{ "verb_fall", SX_IS_DOWN, 0 },
	{ "noun_fall", SX_IS_DOWN | SX_IS_CHANGE, 0 },
	{ "place", 0, SX_CALLS_PLACE },
	{ "place_adjective", 0, SX_CALLS_PLACE },
};

static struct sx_fact *mark(struct sx_describer *d, struct sx_str word, uint32_t is)
{
	struct sx_fact *fact = slot(d, word);
	fact->word = word;
	fact->is |= is;
	return fact;
}

enum { MARKED = sizeof marked / sizeof *marked };

/* The lists by number, so that one walk over all their words will do. */
struct lists {
	sx_lists tag[TAG_LISTS], marked[MARKED], role, all;
};

static struct lists name_lists(const struct sx_lexicon *lx)
{
	struct lists l = { .role = sx_words_list(lx, "role") };
	l.all = l.role;
	for (size_t i = 0; i < TAG_LISTS; i++)
		l.all |= l.tag[i] = sx_words_list(lx, tag_lists[i]);
	for (size_t i = 0; i < MARKED; i++)
		l.all |= l.marked[i] = sx_words_list(lx, marked[i].list);
	return l;
}

/* What the counts have as a noun alone, but leads to a number as a verb: "accounts". */
static void also_verb(struct sx_fact *fact)
{
	bool verb = fact->word.p && (fact->is & (SX_IS_LEVEL | SX_IS_SHARE | SX_IS_SAY)) && fact->tag == SX_T_NOUN;
	fact->is |= verb ? SX_MAY_VERB | SX_MAY_NOUN : 0;
}

static void mark_listed(struct sx_describer *d, struct sx_str word, size_t k)
{
	struct sx_str first = { word.p, sx_word_end(word, 0, word.n) };
	bool whole = first.n == word.n || (first.n + 1 == word.n && word.p[first.n] == '.');
	if (first.n && (whole || marked[k].calls == SX_CALLS_PLACE))
		mark(d, first, marked[k].is)->calls |= marked[k].calls;
}

static void take_word(struct sx_describer *d, const struct lists *l, const struct sx_word *word)
{
	sx_lists bit = (sx_lists)1 << word->list;
	for (uint8_t i = 0; i < TAG_LISTS; i++)
		if (l->tag[i] == bit) {
			struct sx_fact *fact = mark(d, word->spelling, 0);
			if (fact->rank <= i + 1)
				take_tags(fact, word->value);
			fact->rank = fact->rank > i + 1 ? fact->rank : (uint8_t)(i + 1);
			return;
		}
	if (l->role == bit) {
		take_roles(mark(d, word->spelling, 0), word->value);
		return;
	}
	for (size_t k = 0; k < MARKED; k++)
		if (l->marked[k] == bit)
			mark_listed(d, word->spelling, k);
}

int sx_facts_build(struct sx_describer *d, struct sx_err *err)
{
	struct lists l = name_lists(d->lexicon);
	size_t n = 0, cursor = 0;
	struct sx_word word;
	while (sx_words_next(d->lexicon, l.all, &cursor, &word))
		n++;
	d->facts = 64;
	while (d->facts < 2 * n)
		d->facts *= 2;
	d->fact = calloc(d->facts, sizeof *d->fact);
	if (!d->fact)
		return sx_fail(err, SX_NOMEM, "out of memory");
	for (cursor = 0; sx_words_next(d->lexicon, l.all, &cursor, &word);)
		take_word(d, &l, &word);
	for (uint32_t i = 0; i < d->facts; i++)
		also_verb(&d->fact[i]);
	return 0;
}
