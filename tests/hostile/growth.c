/* Extract texts of many shapes, each at two sizes, and tell callgrind where one ends. Run by `growth`, which compares
 * the instructions. */
#include "extract/extract.h"

#include <stdio.h>
#include <stdlib.h>
#include <valgrind/callgrind.h>

/* Beyond the longest sentence, for within one sentence work may grow faster. Texts of nothing but numbers are so much
 * work that shorter ones do. */
enum { SMALL = 16 * 1024, DENSE = 5 * 1024 };

static const struct {
	const char *name, *unit;
	size_t size;
} shapes[] = {
	{ "prose", "Output rose by 3.5% in 2014, to about 4.6 million tonnes in Peru. According to Ann, it was so. ",
	  DENSE },
	{ "digits", "7", SMALL },
	{ "ones", "1 ", DENSE },
	{ "groups", "1,", DENSE },
	{ "ranges", "3 to ", DENSE },
	{ "blanks", " ", SMALL },
	{ "no_sentence_end", "and 12 boats were lost ", DENSE },
	{ "one_word", "a", SMALL },
	{ "quotes", "\"", SMALL },
	{ "parentheses", "(", SMALL },
	{ "numbers_in_parentheses", "(5) ", DENSE },
	{ "currencies", "$", SMALL },
	{ "hedges", "more than about ", SMALL },
	{ "hundreds", "hundred ", DENSE },
	{ "halves", "two-thirds of ", DENSE },
	{ "months", "in March ", DENSE },
	{ "places", "in China, ", SMALL },
	{ "cjk", "\xE4\xB8\x89\xE5\x8D\x83", DENSE },
	{ "combining", "\xCC\x81", SMALL },
	{ "full_stops", ".", SMALL },
};

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

static void measure(struct sx_extractor *extractor, const char *name, const char *unit, size_t size, size_t times)
{
	char *text = malloc(size * times), label[80];
	size_t n = strlen(unit), length = size * times / n * n;
	if (!text)
		exit(1);
	for (size_t at = 0; at < length; at += n)
		memcpy(text + at, unit, n);
	snprintf(label, sizeof label, "%s %zu", name, times);
	CALLGRIND_ZERO_STATS;
	extract(extractor, (struct sx_str){ text, length });
	CALLGRIND_DUMP_STATS_AT(label);
	free(text);
}

int main(void)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lexicon = sx_lexicon_new(&err);
	struct sx_extract_options options = { .lexicon = lexicon };
	struct sx_extractor *extractor = NULL;
	if (lexicon && sx_lexicon_add_builtin(lexicon, &err) == 0 && sx_lexicon_finish(lexicon, &err) == 0)
		extractor = sx_extractor_new(&options, &err);
	if (!extractor) {
		fprintf(stderr, "growth: %s\n", err.text);
		return 1;
	}
	CALLGRIND_START_INSTRUMENTATION;
	/* What is made at first use belongs to no shape. */
	measure(extractor, "none", shapes[0].unit, SMALL, 3);
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		for (size_t times = 1; times <= 2; times++)
			measure(extractor, shapes[i].name, shapes[i].unit, shapes[i].size, times);
	sx_extractor_free(extractor);
	sx_lexicon_free(lexicon);
	return 0;
}
