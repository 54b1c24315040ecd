/* Text in, claims out: the order of the stages. One extractor serves one thread and any number of documents, one after
 * the other; what was made of the lexicon is shared (crew.h sets many to work at once). */
#ifndef SX_EXTRACT_EXTRACT_H
#define SX_EXTRACT_EXTRACT_H

#include "lexicon/lexicon.h"
#include "model/claim.h"
#include "model/doc.h"
#include "read/read.h"

enum sx_decimal_style { SX_STYLE_AUTO, SX_STYLE_POINT, SX_STYLE_COMMA };

/* Called for each number that became no claim, and each that did, when somebody asks why (--explain). */
struct sx_explain {
	void (*number)(void *ctx, struct sx_str quantity, uint64_t line, uint64_t column, struct sx_str rule,
		       const char *verdict);
	void *ctx;
};

/* The rules of a lexicon compiled for scanning and describing; read-only, shared by the extractors of all threads. The
 * lexicon must outlive it. */
struct sx_shared;
struct sx_shared *sx_shared_new(const struct sx_lexicon *lexicon, struct sx_err *err);
void sx_shared_free(struct sx_shared *shared);

/* Told now and then, by any thread, that so many bytes more were read, and so many claims more found. */
struct sx_watch {
	void (*moved)(void *ctx, uint64_t bytes, uint64_t claims); /* may be NULL */
	void *ctx;
};

struct sx_extract_options {
	const struct sx_lexicon *lexicon; /* finished; must outlive the extractor */
	const struct sx_shared *shared;   /* made of that lexicon; must outlive the extractor. NULL: one of its own */
	struct sx_str lang;               /* empty: auto */
	struct sx_str date; /* YYYY-MM-DD the text was written; empty: unknown (a document's own date goes first) */
	enum sx_decimal_style decimal;
	struct sx_decimal min_confidence; /* unset: all */
	size_t segment; /* bytes worked on at a time; 0: 256 KiB or more. The claims do not depend on it */
	const struct sx_explain *explain; /* may be NULL */
	struct sx_watch watch;
	/* What the sink looks at; 0: everything. Columns that cost something and are not among them may be left empty;
	 * those that are, and which claims there are, do not depend on it. */
	sx_column_set columns;
};

struct sx_extractor;
struct sx_extractor *sx_extractor_new(const struct sx_extract_options *options, struct sx_err *err);
void sx_extractor_free(struct sx_extractor *extractor);

/* Document by piece: begin, feed every piece, end. The doc's slices must live until end. -1: the sink stopped, or
 * memory. */
int sx_extractor_begin(struct sx_extractor *extractor, const struct sx_doc *doc, struct sx_err *err);
int sx_extractor_feed(struct sx_extractor *extractor, const struct sx_piece *piece, const struct sx_sink *sink,
		      struct sx_err *err);
int sx_extractor_end(struct sx_extractor *extractor, const struct sx_sink *sink, struct sx_err *err);

/* What became of one input. */
struct sx_input_report {
	uint64_t documents, claims, bytes;
	uint64_t skipped;             /* records that could not be read; the sink was told of each */
	uint64_t unmatched;           /* documents in which a rule gave up; the sink was told of each */
	uint64_t bad_utf8, first_bad; /* bytes replaced by U+FFFD, and the offset of the first */
	const char *guessed;          /* the encoding, where nothing said it; else NULL */
};

/* A whole input, "-" for standard input. -1 with err->code SX_INPUT, SX_IO, SX_LIMIT or SX_MISSING: this input could
 * not be read to its end (others may be tried); any other code: stop. */
int sx_extract_input(struct sx_extractor *extractor, const char *path, const struct sx_read_options *how,
		     const struct sx_sink *sink, struct sx_input_report *report, struct sx_err *err);

#endif
