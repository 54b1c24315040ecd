/* What a reader of one format is made of. Only read.c, the readers and what they share include this. */
#ifndef SX_READ_READER_PRIV_H
#define SX_READ_READER_PRIV_H

#include "base/err.h"
#include "model/doc.h"
#include "read/read.h"

enum { SX_HEAD = 8192 };

struct sx_unpacker;

/* The bytes of one file, or of a part of one that is held in memory; unpacked where they are compressed, so that no
 * reader sees the difference (which is why a reader takes them from here and does not open the file itself). The first
 * SX_HEAD bytes are read ahead, to tell the format from, and handed out again. */
struct sx_input {
	int fd;                       /* -1: what there is stands in memory */
	struct sx_str memory;         /* what is left of it */
	struct sx_unpacker *unpacker; /* NULL: not compressed */
	const char *path, *name;      /* path: its suffix speaks of the format; name: for messages */
	struct sx_str source;         /* the path as UTF-8: bytes that are none stand as %XX */
	char head[SX_HEAD];
	size_t head_n, head_at;
	bool ended;
	uint64_t bytes; /* read from the file so far */
};

/* Up to n bytes: how many, 0 at the end, -1. May be less than n before the end. */
ptrdiff_t sx_input_read(struct sx_input *input, char *to, size_t n, struct sx_err *err);

/* Start on what fd or memory gives: reads the head. Release what that took (not the descriptor). */
int sx_input_start(struct sx_input *input, struct sx_err *err);
void sx_input_stop(struct sx_input *input);

/* The calls have the results of their namesakes in read.h; `state` is what open returned, NULL being its failure. The
 * input outlives the state. */
struct sx_format {
	void *(*open)(struct sx_input *input, const struct sx_read_options *options, struct sx_err *err);
	int (*doc)(void *state, struct sx_doc *doc, struct sx_err *err);
	int (*piece)(void *state, struct sx_piece *piece, struct sx_err *err);
	uint64_t (*bad)(const void *state, uint64_t *first);
	void (*close)(void *state);
	const char *(*guessed)(const void *state); /* may be NULL: see sx_reader_guessed() */
};

/* The name of the format that the head (all of the file when shorter than SX_HEAD) and the path speak of: one of
 * readers.def, or NULL with err set for what is no format of text at all. */
const char *sx_sniff(struct sx_str head, const char *path, const struct sx_read_options *options, struct sx_err *err);

/* The calls of a format by its name, for a reader whose records are in other formats; NULL where it is not built. */
const struct sx_format *sx_reader_format(const char *name);

/* The reader whose suffixes hold that of the path, or NULL. A suffix of compression is passed over. */
const struct sx_reader_info *sx_reader_by_suffix(const char *path);

/* meta.c: what documents say about themselves. The day of an ISO 8601 date or time, as a part of s; the language of a
 * tag such as en-GB, written to `lang`. Empty for anything else. */
struct sx_str sx_meta_date(struct sx_str s);
struct sx_str sx_meta_lang(struct sx_str s, char lang[4]);

#endif
