/* Readers: a file's bytes → documents of plain text with offsets back to the source. One file a format; read.c alone
 * knows them all (readers.def). Compressed files are unpacked on the way (packings.def). A format is told by its
 * content where that is plain, then by the file's name; what is known but not built or binary is refused, never read as
 * text, unless the format is asked for. */
#ifndef SX_READ_READ_H
#define SX_READ_READ_H

#include "base/err.h"
#include "model/doc.h"

/* The encoding is the one asked for; else what a byte-order mark says; else what an HTML page says of itself in its
 * first 1024 bytes; else what the pattern of NULs says (UTF-16); else UTF-8, unless the first bytes beyond ASCII are no
 * UTF-8 and look like Windows-1252, which sx_reader_guessed() tells. */
struct sx_read_options {
	const char *format;   /* text, jsonl …; NULL or "auto": by content, then by name */
	const char *encoding; /* of text, Markdown, HTML and CSV: utf-8, windows-1252, gb18030 …; NULL: see below */
	const char *id_key;   /* of JSONL and CSV; NULL: "id" */
	const char *text_key; /* NULL: "text" */
	const char *date_key; /* NULL: "date", where the record has it */
	const char *lang_key; /* NULL: "lang" */
	size_t piece;         /* bytes read at a time; 0: 256 KiB */
	size_t most_record;   /* bytes of one record of JSONL, CSV or WARC; 0: 64 MiB */
};

/* A format as users see it: `built` false is "known but not built". */
struct sx_reader_info {
	const char *name;
	const char *suffixes; /* "txt text", separated by blanks */
	const char *meaning;
	bool built;
};
const struct sx_reader_info *sx_reader_info(size_t i); /* NULL after the last */

/* A compression that is undone on the way. */
struct sx_packing_info {
	const char *name, *suffix;
	bool built;
};
const struct sx_packing_info *sx_packing_info(size_t i); /* NULL after the last */

struct sx_reader;

/* path "-" is standard input. options may be NULL. On failure err has the file, or names it in its text (SX_IO). */
struct sx_reader *sx_reader_open(const char *path, const struct sx_read_options *options, struct sx_err *err);
void sx_reader_close(struct sx_reader *reader);

/* The next document: 1 and *doc filled; 0 no more; 2 a record could not be read: *doc has its source_json (where it has
 * an id) and record_line, err says why and has file and line (the caller clears it and goes on); -1 the input is
 * broken. Skips what is left of the document before. A record without an id is named by its line, its source_json is
 * "null". */
int sx_reader_doc(struct sx_reader *reader, struct sx_doc *doc, struct sx_err *err);

/* The document's next piece, valid until the next call: 1, 0 no more, -1. */
int sx_reader_piece(struct sx_reader *reader, struct sx_piece *piece, struct sx_err *err);

/* How many bytes so far were no text in the input's encoding (U+0000 is none either) and became U+FFFD, and the source
 * offset of the first, in its record where there are records. */
uint64_t sx_reader_bad(const struct sx_reader *reader, uint64_t *first);

/* The encoding that had to be guessed for want of anything that says it, or NULL. */
const char *sx_reader_guessed(const struct sx_reader *reader);
uint64_t sx_reader_bytes(const struct sx_reader *reader); /* bytes of input read so far */

#endif
