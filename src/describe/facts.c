/* What the word lists know of single words, as one table: one look-up a word. */
#include "base/image.h"
#include "describe/facts_priv.h"

#include <stdlib.h>

const uint16_t sx_known_sets[SX_KNOWN] = {
	0,
#define KNOWN(word, sets) sets,
#include "describe/known.def"
#undef KNOWN
};

static const char *const known[SX_KNOWN] = {
	"",
#define KNOWN(word, sets) #word,
#include "describe/known.def"
#undef KNOWN
};

enum { SLOTS = 1 << 15 };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

struct sx_key sx_key_of(struct sx_str text, size_t at, size_t n)
{
	struct sx_key key = { .n = n };
	char bytes[SX_KEY] = { 0 };
	memcpy(bytes, text.p + at, n < SX_KEY ? n : SX_KEY);
	uint64_t low = sx_key_load(bytes), high = sx_key_load(bytes + SX_KEY_HALF);
	uint64_t low_capitals = sx_key_capitals(low, sx_key_letters(low));
	uint64_t high_capitals = sx_key_capitals(high, sx_key_letters(high));
	key.low = low | low_capitals >> 2;
	key.high = high | high_capitals >> 2;
	if (n > SX_KEY || (low_capitals | high_capitals))
		key.capitals = 3;
	return key;
}

/* Beyond what the key holds. */
static bool same_rest(const char *a, const char *b, size_t n)
{
	for (size_t i = SX_KEY; i < n; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return true;
}

/* Where the word is in the table, or would be. */
static struct sx_fact *slot_of(const struct sx_facts *facts, const struct sx_key *key, const char *word)
{
	uint32_t mask = facts->slots - 1;
	for (uint32_t i = sx_key_hash(key) & mask;; i = (i + 1) & mask) {
		struct sx_fact *fact = &facts->fact[i];
		if (!fact->n || (fact->low == key->low && fact->high == key->high && fact->n == key->n &&
				 (key->n <= SX_KEY || same_rest(facts->words.p + fact->at, word, key->n))))
			return fact;
	}
}

const struct sx_fact *sx_fact_find(const struct sx_facts *facts, const struct sx_key *key, const char *word)
{
	return slot_of(facts, key, word);
}

/* Everything anew in a table of so many slots, short words first: they are most of a text, and the first to come stand
 * where they are looked for. */
static int lay_out(struct sx_facts *facts, uint32_t slots, struct sx_err *err)
{
	enum { SHORT = 4 };
	struct sx_fact *old = facts->fact;
	uint32_t n = facts->slots;
	facts->fact = calloc(slots, sizeof *facts->fact);
	if (!facts->fact) {
		facts->fact = old;
		return sx_fail(err, SX_NOMEM, "out of memory");
	}
	facts->slots = slots;
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < n; i++)
			if (old[i].n && (old[i].n > SHORT) == pass) {
				struct sx_key key = { old[i].low, old[i].high, old[i].n, 0 };
				*slot_of(facts, &key, facts->words.p + old[i].at) = old[i];
			}
	free(old);
	return 0;
}

/* The word's own place in the table, where there is room for one more. */
static struct sx_fact *mark(struct sx_facts *facts, struct sx_str word, uint32_t is)
{
	struct sx_key key = sx_key_of(word, 0, word.n);
	struct sx_fact *fact = slot_of(facts, &key, word.p);
	if (!fact->n) {
		facts->n++;
		fact->low = key.low;
		fact->high = key.high;
		fact->n = (uint16_t)key.n;
		fact->at = (uint32_t)facts->words.n;
		sx_buf_str(&facts->words, word);
	}
	fact->is |= is;
	fact->listed = true;
	return fact;
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
	{ "aims", 0, SX_CALLS_AIM },
	{ "goal", 0, SX_CALLS_GOAL },
	{ "ahead", 0, SX_CALLS_AHEAD },
	{ "region", 0, SX_CALLS_REGION },
	{ "plural", SX_IS_PLURAL, 0 },
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

enum { MARKED = sizeof marked / sizeof *marked };

/* What is to be done with the words of a list, by its number. */
struct lists {
	sx_lists all;
	struct {
		uint8_t tag;    /* 1 + its place in tag_lists; 0: none of them */
		uint8_t marked; /* the same in `marked` */
		bool role;
	} list[SX_LISTS_MAX];
};

static unsigned number_of(sx_lists list)
{
	unsigned n = 0;
	while (!(list >> n & 1))
		n++;
	return n;
}

static struct lists name_lists(const struct sx_lexicon *lx)
{
	struct lists l = { .all = sx_words_list(lx, "role") };
	if (l.all)
		l.list[number_of(l.all)].role = true;
	for (uint8_t i = 0; i < TAG_LISTS + MARKED; i++) {
		bool tags = i < TAG_LISTS;
		sx_lists list = sx_words_list(lx, tags ? tag_lists[i] : marked[i - TAG_LISTS].list);
		l.all |= list;
		if (list)
			*(tags ? &l.list[number_of(list)].tag : &l.list[number_of(list)].marked) =
				(uint8_t)(tags ? i + 1 : i - TAG_LISTS + 1);
	}
	return l;
}

static void mark_listed(struct sx_facts *facts, struct sx_str word, size_t k)
{
	struct sx_str first = { word.p, sx_word_end(word, 0, word.n) };
	bool whole = first.n == word.n || (first.n + 1 == word.n && word.p[first.n] == '.');
	if (first.n && (whole || marked[k].calls == SX_CALLS_PLACE))
		mark(facts, first, marked[k].is)->calls |= marked[k].calls;
}

static void take_word(struct sx_facts *facts, const struct lists *l, const struct sx_word *word)
{
	uint8_t tag = l->list[word->list].tag;
	if (word->spelling.n > UINT16_MAX)
		return; /* no sentence has such a word */
	if (tag) {
		struct sx_fact *fact = mark(facts, word->spelling, 0);
		if (fact->rank <= tag)
			take_tags(fact, word->value);
		fact->rank = fact->rank > tag ? fact->rank : tag;
	} else if (l->list[word->list].role) {
		take_roles(mark(facts, word->spelling, 0), word->value);
	} else if (l->list[word->list].marked) {
		mark_listed(facts, word->spelling, l->list[word->list].marked - 1u);
	}
}

static void name_known(struct sx_facts *facts)
{
	for (uint8_t i = 1; i < SX_KNOWN; i++) {
		struct sx_key key = sx_key_of(sx_str_of(known[i]), 0, strlen(known[i]));
		bool listed = sx_fact_find(facts, &key, known[i])->n;
		struct sx_fact *fact = mark(facts, sx_str_of(known[i]), 0);
		fact->word = i;
		fact->calls |= sx_known_sets[i] & SX_SET_WHERE ? SX_CALLS_WHERE : 0;
		fact->calls |= i == SX_W_respectively ? SX_CALLS_EACH : 0;
		fact->listed = listed;
	}
}

/* Could its neighbours make something else of it? */
static bool is_open(uint8_t tag, uint32_t is)
{
	if (is & SX_IS_SAY)
		return true;
	return tag == SX_T_NOUN ? is & SX_MAY_VERB
				: sx_tag_in(tag, SX_TAG(VERB) | SX_TAG(ING) | SX_TAG(PARTICIPLE) | SX_TAG(ADJECTIVE) |
							 SX_TAG(TO));
}

/* What the counts have as a noun alone, but leads to a number as a verb: "accounts". Then what the form adds. */
static void settle(const struct sx_facts *facts, struct sx_fact *fact)
{
	struct sx_str word = { facts->words.p + fact->at, fact->n };
	if (!word.n)
		return;
	bool verb = (fact->is & (SX_IS_LEVEL | SX_IS_SHARE | SX_IS_SAY)) && fact->tag == SX_T_NOUN;
	fact->is |= verb ? SX_MAY_VERB | SX_MAY_NOUN : 0;
	bool tagged = fact->tag != SX_T_OTHER;
	if (!tagged && word.p[0] >= '0' && word.p[0] <= '9')
		return;
	if (!tagged)
		sx_tag_form(word, memchr(word.p, '-', word.n), &fact->tag, &fact->is);
	sx_tag_more(word, fact->tag, tagged, &fact->is);
	if (sx_tag_is_section(word))
		fact->tag = SX_T_OTHER;
	fact->is |= is_open(fact->tag, fact->is) ? SX_IS_UNSETTLED : 0;
	fact->settled = true;
}

static int make(struct sx_describer *d, struct sx_err *err)
{
	struct sx_facts *facts = &d->facts;
	struct lists l = name_lists(d->lexicon);
	struct sx_word word;
	if (lay_out(facts, SLOTS, err))
		return -1;
	for (size_t cursor = 0; sx_words_next(d->lexicon, l.all, &cursor, &word);) {
		if (facts->n + SX_KNOWN >= facts->slots / 2 && lay_out(facts, 2 * facts->slots, err))
			return -1;
		take_word(facts, &l, &word);
	}
	name_known(facts);
	if (!sx_buf_ok(&facts->words))
		return sx_fail(err, SX_NOMEM, "out of memory");
	for (uint32_t i = 0; i < facts->slots; i++)
		settle(facts, &facts->fact[i]);
	return lay_out(facts, facts->slots, err);
}

void sx_facts_pack(const struct sx_facts *facts, struct sx_buf *image)
{
	sx_image_put_number(image, facts->slots);
	sx_image_put_number(image, facts->words.n);
	sx_image_put(image, facts->fact, facts->slots * sizeof *facts->fact);
	sx_image_put(image, facts->words.p, facts->words.n);
}

/* Nobody writes to them from now on. */
static void unpack(struct sx_facts *facts, struct sx_str *image)
{
	facts->packed = true;
	facts->slots = (uint32_t)sx_image_take_number(image);
	facts->words.n = sx_image_take_number(image);
	facts->fact = (struct sx_fact *)(uintptr_t)sx_image_take(image, facts->slots * sizeof *facts->fact);
	facts->words.p = (char *)(uintptr_t)sx_image_take(image, facts->words.n);
}

int sx_facts_build(struct sx_describer *d, struct sx_str *image, struct sx_err *err)
{
	if (!image->p)
		return make(d, err);
	unpack(&d->facts, image);
	return 0;
}

void sx_facts_release(struct sx_facts *facts)
{
	if (facts->packed)
		return;
	free(facts->fact);
	sx_buf_release(&facts->words);
}
