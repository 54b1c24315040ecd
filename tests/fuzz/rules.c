/* Rule, word and unit files of a user: loaded and run within bounds, or refused with the place. A line "@@ NAME" begins
 * a file. */
#include "target.h"

#include "extract/extract.h"
#include "model/claims.h"

#include <stdio.h>

static const char prose[] =
	"About 12.5% of 3,000 households, e.g. in Lyon, paid $4.6 million (5 km/h) by March 2014; "
	"two-thirds rose 1-1-1 to aaaaaaaaaaaaaaaaaaaaaaaa xxxxxxxxxxxxxxxxxxxx 3.5 million 2 to 3 m.";

static int add_files(struct sx_lexicon *lexicon, struct sx_str rest, struct sx_err *err)
{
	char name[32] = "a.rules";
	while (rest.n) {
		const char *next = memmem(rest.p, rest.n, "\n@@ ", 4);
		struct sx_str file = { rest.p, next ? (size_t)(next - rest.p) + 1 : rest.n };
		rest.p += file.n;
		rest.n -= file.n;
		if (file.n >= 3 && memcmp(file.p, "@@ ", 3) == 0) {
			const char *end = memchr(file.p, '\n', file.n);
			size_t line = end ? (size_t)(end - file.p) : file.n;
			snprintf(name, sizeof name, "%.*s", (int)(line - 3), file.p + 3);
			file.p += line;
			file.n -= line;
		}
		if (sx_lexicon_add(lexicon, name, file, err) < 0)
			return -1;
	}
	return sx_lexicon_finish(lexicon, err);
}

static void run(const struct sx_lexicon *lexicon)
{
	struct sx_err err = { 0 };
	struct sx_extract_options options = { .lexicon = lexicon };
	struct sx_extractor *extractor = sx_extractor_new(&options, &err);
	target_require(extractor || err.code != SX_OK, "a refusal is told");
	if (!extractor)
		return;
	struct sx_claims claims = { 0 };
	struct sx_sink sink = sx_claims_sink(&claims);
	struct sx_run start = { .text_step = 1, .source_step = 1 };
	struct sx_doc doc = { .source = SX_STR("text") };
	struct sx_piece piece = { .text = SX_STR(prose), .runs = &start, .n_runs = 1 };
	if (sx_extractor_begin(extractor, &doc, &err) == 0 && sx_extractor_feed(extractor, &piece, &sink, &err) == 0)
		sx_extractor_end(extractor, &sink, &err);
	target_require(err.code == SX_OK, "rules that load can be run");
	sx_claims_release(&claims);
	sx_extractor_free(extractor);
}

int fuzz_rules(const uint8_t *data, size_t size)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lexicon = sx_lexicon_new(&err);
	target_require(lexicon, "a lexicon can be made");
	struct sx_record record;
	struct sx_example example;
	if (add_files(lexicon, (struct sx_str){ (const char *)data, size }, &err) == 0) {
		for (size_t i = 0; sx_lexicon_record(lexicon, i, &record); i++)
			target_require(record.file && record.line > 0, "a record has a place");
		for (size_t i = 0; sx_lexicon_example(lexicon, i, &example); i++)
			target_require(example.file && example.line > 0, "an example has a place");
		run(lexicon);
	} else {
		target_require(err.code != SX_OK && err.text[0], "a mistake is told");
	}
	sx_lexicon_free(lexicon);
	return 0;
}
