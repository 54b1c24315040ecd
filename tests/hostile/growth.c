/* Extract texts of many shapes, each at two sizes, and tell callgrind where one ends. Run by `growth`, which compares
 * the instructions. */
#include "extract/extract.h"

#include <stdio.h>
#include <stdlib.h>
#include <valgrind/callgrind.h>

static const struct {
	const char *name, *unit;
} shapes[] = {
	{ "prose", "Output rose by 3.5% in 2014, to about 4.6 million tonnes in Peru. According to Ann, it was so. " },
	{ "no_sentence_end", "and 12 boats were lost " },
	{ "one_word", "a" },
	{ "words", "a " },
	{ "names", "Aa " },
	{ "blanks", " " },
	{ "lines", "\n" },
	{ "digits", "7" },
	{ "numbers", "5 " },
	{ "number_words", "one " },
	{ "hundreds", "hundred " },
	{ "millions", "million " },
	{ "twenties", "twenty-" },
	{ "halves", "two-thirds of " },
	{ "groups", "1," },
	{ "dots", "1." },
	{ "minus", "5-" },
	{ "ranges", "3 to " },
	{ "plus_minus", "5 \xC2\xB1 " },
	{ "ratios", "5 of " },
	{ "percents", "5% " },
	{ "shares", "5% of the " },
	{ "units", "5 km/" },
	{ "counts", "10 boats " },
	{ "money", "$5 " },
	{ "currencies", "$" },
	{ "quotes", "\"" },
	{ "feet", "5' " },
	{ "parentheses", "(" },
	{ "numbers_in_parentheses", "(5) " },
	{ "commas", "a, " },
	{ "clauses", "a; " },
	{ "full_stops", "." },
	{ "abbreviations", "Mr. " },
	{ "hedges", "more than about " },
	{ "per", "per " },
	{ "of", "of " },
	{ "and", "and " },
	{ "said", "said " },
	{ "rose", "rose by " },
	{ "according", "according to " },
	{ "months", "in March " },
	{ "years", "in 2010 " },
	{ "last_year", "last year " },
	{ "places", "in China " },
	{ "cjk", "\xE4\xB8\x89\xE5\x8D\x83" },
	{ "combining", "\xCC\x81" },
	{ "combined_digits", "5\xCC\x81" },
	{ "astral", "\xF0\x9F\x98\x80" },
	{ "units_per", "5 km per h per " },
	{ "units_slash", "5 km/h/s/" },
	{ "brackets", "([{" },
	{ "numbers_in_brackets", "[5 (" },
	{ "curly_quotes", "\xE2\x80\x9C"
			  "5" },
	{ "en_dashes", "5\xE2\x80\x93" },
	{ "em_dashes", " \xE2\x80\x94 5" },
	{ "range_list", "3-5, " },
	{ "between", "between 3 and 5, " },
	{ "money_signs", "$5$" },
	{ "hyphens", "five-" },
	{ "decimals", "0.5 " },
	{ "decimal_chain", "0.5." },
	{ "superscripts", "5\xC2\xB2" },
	{ "powers", "5 x 10^" },
	{ "letters_and_digits", "a1" },
	{ "cjk_counts", "5\xE4\xBA\xBA" },
	{ "capitals", "UNITED NATIONS " },
	{ "entities", "&amp;5 " },
	{ "items", "- 5 km\n" },
	{ "items_in_words", "\n\none\n" },
	{ "table_rows", "| 5 % | 3 |\n" },
	{ "footnotes", "5[1] " },
	{ "daggers", "5\xE2\x80\xA0 " },
	{ "list_and", "5, 6 and " },
	{ "clock", "10:30 " },
	{ "fractions", "1/2 " },
	{ "dimensions", "5 x " },
	{ "apostrophe_groups", "1'000'" },
	{ "exponents", "5e5 " },
	{ "ordinals", "5th " },
	{ "pages", "pp. 5-" },
	{ "said_numbers", "he said 5; " },
	{ "compared", "compared with 5 in " },
	{ "folds", "5-fold " },
	{ "ages", "5-year-old " },
	{ "ago", "5 years ago " },
	{ "full_width", "\xEF\xBC\x95" },
	{ "joiners", "5\xE2\x80\x8D" },
	{ "right_to_left", "\xD7\x90 5 " },
};

enum { WARM = 40 }; /* times */

static int pass(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	(void)claim;
	(void)err;
	++*(size_t *)ctx;
	return 0;
}

static void extract(struct sx_extractor *extractor, struct sx_str text)
{
	size_t claims = 0;
	struct sx_err err = { 0 };
	struct sx_sink sink = { .take = pass, .ctx = &claims };
	struct sx_run run = { .text_step = 1, .source_step = 1 };
	struct sx_doc doc = { .source = SX_STR("text") };
	struct sx_piece piece = { .text = text, .runs = &run, .n_runs = 1 };
	if (sx_extractor_begin(extractor, &doc, &err) || sx_extractor_feed(extractor, &piece, &sink, &err) ||
	    sx_extractor_end(extractor, &sink, &err)) {
		fprintf(stderr, "growth: %s\n", err.text);
		exit(1);
	}
}

/* Nothing is counted of what is not labelled. */
static void measure(struct sx_extractor *extractor, const char *name, const char *unit, size_t size)
{
	char *text = malloc(size), label[80];
	size_t n = strlen(unit), length = size / n * n;
	if (!text)
		exit(1);
	for (size_t at = 0; at < length; at += n)
		memcpy(text + at, unit, n);
	CALLGRIND_ZERO_STATS;
	extract(extractor, (struct sx_str){ text, length });
	if (name) {
		snprintf(label, sizeof label, "%s %zu", name, length);
		CALLGRIND_DUMP_STATS_AT(label);
	}
	free(text);
}

/* growth FROM TO: bytes of the smallest and the largest text. */
int main(int argc, char **argv)
{
	size_t from = argc > 2 ? strtoul(argv[1], NULL, 10) : 0, to = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
	struct sx_err err = { 0 };
	struct sx_lexicon *lexicon = sx_lexicon_new(&err);
	struct sx_extract_options options = { .lexicon = lexicon };
	struct sx_extractor *extractor = NULL;
	if (lexicon && sx_lexicon_add_builtin(lexicon, &err) == 0 && sx_lexicon_finish(lexicon, &err) == 0)
		extractor = sx_extractor_new(&options, &err);
	if (!extractor || !from) {
		fprintf(stderr, "growth: %s\n", err.text);
		return 1;
	}
	/* Before anything is counted, the expressions that a shape keeps busy get their machine code. */
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		for (int k = 0; k < WARM; k++)
			measure(extractor, NULL, shapes[i].unit, to);
	CALLGRIND_START_INSTRUMENTATION;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		/* What is made at first use belongs to no size. */
		measure(extractor, NULL, shapes[i].unit, to);
		for (size_t size = from; size <= to; size *= 2)
			measure(extractor, shapes[i].name, shapes[i].unit, size);
	}
	sx_extractor_free(extractor);
	sx_lexicon_free(lexicon);
	return 0;
}
