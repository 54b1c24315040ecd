/* What the index finds is what looking at every spelling of a list would find. */
#include "lexicon/letters.h"
#include "lexicon/units.h"
#include "lexicon/words.h"

#include <criterion/criterion.h>

static const char *const texts[] = {
	"More than a quarter of a million\xC2\xA0people, up  to 5.3 per\ncent of them over 65, paid US$ 4.2 bn; a "
	"dozen did not.",
	"twenty-one, Twenty One and TWENTY ONES: no fewer than three-quarters, at least in the first half of May 2019",
	"km2, m\xC2\xB2 and \xC2\xB5g/m3; 5\xC2\xB0"
	"C, 12 sq. ft., a.m., U.S. dollars per barrel of oil equivalent, mm yr-1, kilom\xC3\xA8tres",
	"\xC3\xA9million thousand\xC3\xA9 \xE2\x80\x9Ctwelve\xE2\x80\x9D x\xE2\x80\x94nine\xE2\x80\x94 n",
	"incomprehensibilities as well as internationalisations, approximately somewhere between",
	"a",
	".",
	"\xC2\xA3",
	"one",
};

static struct sx_lexicon *builtin(void)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	cr_assert(lx && !sx_lexicon_add_builtin(lx, &err) && !sx_lexicon_finish(lx, &err), "%s", err.text);
	return lx;
}

/* The lists whose spellings are tried one by one here; all but "tag", for its length. */
static const char *const lists[] = { "number", "magnitude",   "magnitude_abbr", "fraction",    "number_joint",
				     "hedge",  "hedge_after", "determiner",     "preposition", "per_joint",
				     "power",  "month",       "abbreviation",   "place",       "unit_joint" };

static bool cased(const char *list)
{
	return strcmp(list, "magnitude_abbr") == 0;
}

static size_t plain_at(const struct sx_lexicon *lx, struct sx_str text, size_t at, const char *list)
{
	struct sx_word word;
	size_t best = 0;
	for (size_t cursor = 0; sx_words_next(lx, sx_words_list(lx, list), &cursor, &word);) {
		size_t end = sx_spelling_at(text, at, word.spelling, cased(list));
		if (end > best && !(sx_letter_before(text, end) && sx_letter_at(text, end)) &&
		    sx_first_word(text, at) - at == sx_first_word(word.spelling, 0))
			best = end;
	}
	return best;
}

static size_t plain_before(const struct sx_lexicon *lx, struct sx_str text, size_t end, const char *list)
{
	struct sx_word word;
	size_t best = SIZE_MAX;
	for (size_t cursor = 0; end && sx_words_next(lx, sx_words_list(lx, list), &cursor, &word);) {
		size_t at = sx_spelling_before(text, end, word.spelling, cased(list));
		if (at < best && !(sx_letter_at(text, at) && sx_letter_before(text, at)) &&
		    end - sx_last_word(text, end) == word.spelling.n - sx_last_word(word.spelling, word.spelling.n))
			best = at;
	}
	return best;
}

Test(lexicon_index, words)
{
	struct sx_lexicon *lx = builtin();
	struct sx_word word;
	size_t found = 0;
	for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
		for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
			struct sx_str text = sx_str_of(texts[t]);
			sx_lists list = sx_words_list(lx, lists[l]);
			for (size_t at = 0; list && at < text.n; at++) {
				size_t plain = plain_at(lx, text, at, lists[l]);
				cr_expect_eq(sx_words_at(lx, text, at, list, &word), plain, "%s at %zu of: %s",
					     lists[l], at, texts[t]);
				cr_expect_eq(sx_words_before(lx, text, at + 1, list, &word),
					     plain_before(lx, text, at + 1, lists[l]), "%s before %zu of: %s", lists[l],
					     at + 1, texts[t]);
				cr_expect(!plain || sx_words_may_stand(lx, text, at, list) == list, "%s at %zu of: %s",
					  lists[l], at, texts[t]);
				found += plain > 0;
			}
		}
	cr_expect_gt(found, 40);
	cr_expect_eq(sx_words_at(lx, sx_str_of("one"), 3, ~(sx_lists)0, &word), 0, "nothing stands at the end");
	cr_expect_eq(sx_words_before(lx, sx_str_of("one"), 0, ~(sx_lists)0, &word), SIZE_MAX);
	sx_lexicon_free(lx);
}

/* Of one list each entry is found by itself, in every list that has it, and its value is the last one given. */
Test(lexicon_index, every_entry)
{
	struct sx_lexicon *lx = builtin();
	size_t n = 0;
	for (unsigned list = 0; list < SX_LISTS_MAX; list++) {
		struct sx_word word, found;
		for (size_t cursor = 0; sx_words_next(lx, (sx_lists)1 << list, &cursor, &word); n++) {
			cr_assert_eq(sx_words_at(lx, word.spelling, 0, (sx_lists)1 << list, &found), word.spelling.n,
				     "%.*s", (int)word.spelling.n, word.spelling.p);
			cr_expect_eq(found.list, list);
			cr_assert_eq(sx_words_before(lx, word.spelling, word.spelling.n, (sx_lists)1 << list, &found),
				     0, "%.*s", (int)word.spelling.n, word.spelling.p);
			char tag;
			cr_expect(sx_words_classes(lx, word.spelling, &tag) >> list & 1, "%.*s", (int)word.spelling.n,
				  word.spelling.p);
		}
	}
	cr_expect_gt(n, 10000);
	sx_lexicon_free(lx);
}

/* Words that differ only far from their ends, and many that share a word. */
Test(lexicon_index, long_words)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	cr_assert(!sx_lexicon_add(lx, "a.words",
				  SX_STR("list noun\n    abcdefghijklmnopqrstuvwxyz  1\n"
					 "    abcdefghijkLMMopqrstuvwxyz  2\n    the old man  3\n    the old  4\n"
					 "    the old mannequin  5\n    The Old  6\n"),
				  &err) &&
		  !sx_lexicon_finish(lx, &err));
	static const struct {
		const char *text;
		size_t end;
		const char *value;
	} cases[] = { { "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 26, "1" }, { "abcdefghijklmmopqrstuvwxyz!", 26, "2" },
		      { "abcdefghijklmpopqrstuvwxyz", 0, "" },   { "the old  man", 12, "3" },
		      { "the old mannequins", 7, "6" },          { "the old-mannequin", 7, "6" } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sx_word word = { 0 };
		cr_expect_eq(sx_words_at(lx, sx_str_of(cases[i].text), 0, sx_words_list(lx, "noun"), &word),
			     cases[i].end, "%s", cases[i].text);
		cr_expect(sx_str_is(word.value, cases[i].value), "%s", cases[i].text);
	}
	sx_lexicon_free(lx);
}
