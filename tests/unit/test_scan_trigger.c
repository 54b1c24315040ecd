/* Triggers stand where looking at every byte finds them, whatever the processor is asked to use. */
#include "base/file.h"
#include "lexicon/letters.h"
#include "scan/scan_priv.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static struct sx_lexicon *lexicon;
static struct sx_scanner *scanner;

static void open_with(const char *words)
{
	struct sx_err err = { 0 };
	lexicon = sx_lexicon_new(&err);
	cr_assert(lexicon && !sx_lexicon_add_builtin(lexicon, &err) &&
			  !sx_lexicon_add(lexicon, "test.words", sx_str_of(words), &err) &&
			  !sx_lexicon_finish(lexicon, &err),
		  "%s", err.text);
	scanner = sx_scanner_new(lexicon, &err);
	cr_assert(scanner, "%s", err.text);
}

static void open_scanner(void)
{
	open_with("");
}

static void close_scanner(void)
{
	sx_scanner_free(scanner);
	sx_lexicon_free(lexicon);
}

TestSuite(scan_trigger, .init = open_scanner, .fini = close_scanner);

static bool rule_word(struct sx_str text, size_t at)
{
	for (size_t i = 0; i < sx_rules_count(lexicon); i++)
		for (uint32_t k = 0; k < sx_rules_at(lexicon, i)->n_triggers; k++) {
			size_t end = sx_spelling_at(text, at, sx_rules_at(lexicon, i)->trigger[k], false);
			if (end && !sx_letter_at(text, end))
				return true;
		}
	return false;
}

static bool ascii(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What a trigger is, said plainly. */
static bool is_trigger(struct sx_str text, size_t at)
{
	static const char *const lists[] = { "number", "fraction" };
	unsigned char c = (unsigned char)text.p[at];
	struct sx_word word;
	if (c >= '0' && c <= '9')
		return at == 0 || text.p[at - 1] < '0' || text.p[at - 1] > '9';
	if (c == 0xC2)
		return at + 1 < text.n && text.p[at + 1] >= '\xBC' && text.p[at + 1] <= '\xBE';
	if (c == 0xE2)
		return at + 2 < text.n && text.p[at + 1] == '\x85' && text.p[at + 2] >= '\x90' &&
		       text.p[at + 2] <= '\x9E';
	if (!ascii(c) || sx_letter_before(text, at))
		return false;
	for (size_t i = 0; i < 2; i++)
		if (sx_words_at(lexicon, text, at, sx_words_list(lexicon, lists[i]), &word))
			return true;
	size_t end = sx_words_at(lexicon, text, at, sx_words_list(lexicon, "number_joint"), &word);
	if (end && sx_str_is(word.value, "article"))
		return sx_words_at(lexicon, text, sx_skip_blanks(text, end, 2), scanner->counted, &word) != 0;
	return rule_word(text, at);
}

/* From one trigger to the next, up to `to`; whether all were where they should be. */
static bool same(struct sx_str text, size_t from, size_t to)
{
	struct sx_ahead ahead = { 0 };
	for (size_t at = from; at < to; at++) {
		size_t next = sx_scan_next(scanner, text, at, to, &ahead);
		while (at < next && !is_trigger(text, at))
			at++;
		if (at != next || (at < to && !is_trigger(text, at)))
			return false;
	}
	return true;
}

static void at_all_levels(struct sx_str text, size_t from, size_t to)
{
	for (int level = 0; level < SX_LEVELS; level++) {
		scanner->trigger.block = sx_block_of((enum sx_level)level);
		if (scanner->trigger.block)
			cr_assert(same(text, from, to), "level %d, bytes %zu to %zu of: %.*s", level, from, to,
				  (int)(text.n < 200 ? text.n : 200), text.p);
	}
	scanner->trigger.block = sx_block_best();
}

static const char *const texts[] = {
	"Half a million, an eighth, A THIRD of twenty-one; five\xC3\xA9 \xC3\xA9"
	"five \xE2\x80\x9Csix\xE2\x80\x9D "
	"\xC2\xBD 2\xC2\xBE \xE2\x85\x93 a\xC2\xA0quarter",
	"1 22 333,444.5 p53 AMD64 x1y2z3 \xE2\x88\x92"
	"5 #9 _7 a1 1a \xC3\xA9"
	"1 1\xC3\xA9",
	"doubled, tripling, Twice and halved; thrice-told; redoubled twofolds tenfold",
	"a an the this thus for fort forty forth fourth one once none ones on o t th tw two",
	"seven",
	"a million",
	"\xC2",
	"\xE2\x85",
	"\xE2\x85\x9E",
	"z",
	"9",
};

Test(scan_trigger, every_stretch)
{
	for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
		struct sx_str text = sx_str_of(texts[t]);
		for (size_t from = 0; from <= text.n; from++)
			for (size_t to = from; to <= text.n; to += 1 + text.n / 20)
				at_all_levels(text, from, to);
	}
}

Test(scan_trigger, articles_of_any_shape)
{
	close_scanner();
	open_with("list number_joint\n    a good, l'  article\n");
	struct sx_str text = sx_str_of("a good million, a million, a good meal, l'million, l'meal, a good\n half, a");
	struct sx_str good = SX_STR("a good million"), joined = SX_STR("l'million");
	cr_expect_eq(sx_scan_next(scanner, good, 0, good.n, &(struct sx_ahead){ 0 }), 0);
	cr_expect_eq(sx_scan_next(scanner, joined, 0, joined.n, &(struct sx_ahead){ 0 }), 0);
	for (size_t from = 0; from <= text.n; from++)
		at_all_levels(text, from, text.n);
}

/* Pieces thrown together, so that every sort of neighbour meets every place in a block. The memory ends with the text:
 * a byte read too far is found by the sanitizers. */
Test(scan_trigger, thrown_together)
{
	static const char *const pieces[] = { "one",     "Two",  "thirty",   "half",     "a ",           "an ",
					      "million", "7",    "12",       " ",        "  ",           "-",
					      ".",       "\n",   "\xC3\xA9", "\xC2\xBC", "\xE2\x85\x94", "\xE2\x80\x94",
					      "twice",   "the ", "x" };
	uint64_t random = 1;
	for (int round = 0; round < 400; round++) {
		struct sx_buf text = { 0 };
		for (int i = 0; i < 60; i++) {
			random = random * 6364136223846793005u + 1442695040888963407u;
			sx_buf_z(&text, pieces[(random >> 33) % (sizeof pieces / sizeof *pieces)]);
		}
		char *exact = malloc(text.n);
		cr_assert(exact);
		memcpy(exact, text.p, text.n);
		at_all_levels((struct sx_str){ exact, text.n }, 0, text.n);
		free(exact);
		sx_buf_release(&text);
	}
}

Test(scan_trigger, corpus)
{
	struct sx_err err = { 0 };
	struct sx_buf corpus = { 0 };
	if (sx_read_file(&corpus, SX_SOURCE "/../shared/perf/wiki.txt", 16 << 20, &err))
		cr_skip_test("without the corpus: %s", err.text);
	at_all_levels(sx_buf_view(&corpus), 0, corpus.n < 400000 ? corpus.n : 400000);
	sx_buf_release(&corpus);
}

/* No way leaves out what the plainest lets through, and what that lets through is worth a look. */
Test(scan_trigger, filter_is_tight)
{
	static const char prose[] = "Nobody in this little harbour had known how it would end when winds rose and "
				    "rain fell over hills and bays; as always, an old man and a boy at anchor are away "
				    "from all that";
	enum { BLOCKS = sizeof prose / SX_BLOCK };
	uint64_t may[BLOCKS] = { 0 }, other[BLOCKS];
	unsigned n = 0;
	sx_block_of(SX_PORTABLE)(&scanner->trigger.filter, (const unsigned char *)prose, 0, BLOCKS, may);
	for (size_t k = 0; k < BLOCKS; k++)
		n += (unsigned)__builtin_popcountll(may[k]);
	cr_expect_lt(n, 8, "%u of 27 words", n);
	for (int level = SX_PORTABLE + 1; level < SX_LEVELS; level++) {
		sx_block *block = sx_block_of((enum sx_level)level);
		if (!block)
			continue;
		block(&scanner->trigger.filter, (const unsigned char *)prose, 0, BLOCKS, other);
		for (size_t k = 0; k < BLOCKS; k++)
			cr_expect_eq(may[k] & ~other[k], 0, "level %d", level);
	}
}
