/* A document on its way in: what is known of it, and its text piece by piece. */
#ifndef SX_MODEL_DOC_H
#define SX_MODEL_DOC_H

#include "base/str.h"

#include <stdint.h>

/* What is known before the first byte of text. Slices live as long as the document is being read. */
struct sx_doc {
	struct sx_str source;      /* file path, or record id as text */
	struct sx_str source_json; /* record id as JSON ("7", "\"x\""); empty for a file */
	struct sx_str date;        /* YYYY-MM-DD when the text was written, if its carrier says so; else empty */
	struct sx_str lang;        /* en, zh …, if its carrier says so; else empty */
	uint64_t record_line;      /* line of the record in its file, from 1; in an archive, its number; 0 for a file */
};

/* Where text bytes come from: from `text` on, every character of text_step bytes stands for source_step bytes of the
 * source. A plain UTF-8 file is one run {0, 0, 1, 1}; with a byte-order mark {0, 3, 1, 1}; bytes replaced by U+FFFD and
 * UTF-16 begin a new run wherever the steps change; what the reader put in of its own has source_step 0. Offsets count
 * from the document's first byte. `line` and `column` (from 1, in characters) say where in the source the run begins,
 * for formats in which the lines of the text are not those of the source; 0: the text's own count goes on. */
struct sx_run {
	uint64_t text, source;
	uint8_t text_step, source_step;
	uint64_t line, column;
};

/* A place of the text that its format knows more of. Offsets count from the document's first byte of text, as in runs.
 */
enum sx_mark_kind {
	SX_HEADING, /* the `n` bytes from `text` on are a heading; they stand in the piece that has the mark */
	SX_PAGE,    /* page `n`, counted from 1, begins at `text` */
};

struct sx_mark {
	enum sx_mark_kind kind;
	uint64_t text, n;
};

/* What a reader puts in front of an item of a list, where it leaves out its mark: a line with a blank. In front of
 * other blocks it is an empty one. */
#define SX_ITEM_BREAK "\n \n"

/* The next stretch of a document's text: well-formed UTF-8, never cut inside a character. */
struct sx_piece {
	struct sx_str text;
	const struct sx_run *
		runs; /* those that begin in this piece; the last run of the piece before still holds until the first */
	size_t n_runs;
	const struct sx_mark *marks; /* those that begin in this piece, in the order of the text */
	size_t n_marks;
};

#endif
