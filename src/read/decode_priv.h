/* Bytes in some encoding → well-formed UTF-8 in pieces, with the runs that lead back to the bytes. */
#ifndef SX_READ_DECODE_PRIV_H
#define SX_READ_DECODE_PRIV_H

#include "base/buf.h"
#include "base/err.h"
#include "model/doc.h"

enum sx_encoding { SX_UTF8, SX_UTF16LE, SX_UTF16BE, SX_UTF32LE, SX_UTF32BE, SX_LEGACY };

struct sx_legacy;

/* Start as {0} with encoding and source set; release with sx_decoder_release. */
struct sx_decoder {
	enum sx_encoding encoding;
	uint64_t source, text; /* offsets of what comes next */
	struct sx_run run;     /* the one in force; text_step 0: none yet */
	struct sx_run *runs;   /* those of the piece at hand */
	size_t n_runs, cap;
	struct sx_buf out;
	uint64_t bad, first_bad;  /* bytes replaced so far, source offset of the first */
	bool failed;              /* out of memory */
	struct sx_legacy *legacy; /* with SX_LEGACY; released with the decoder */
};

/* legacy.c: an encoding by its name (or one of its names on the web) into the decoder's `encoding` and `legacy`. -1
 * with SX_USAGE where there is none of that name. */
int sx_decode_named(struct sx_decoder *decoder, struct sx_str name, struct sx_err *err);

/* The character at the front of the bytes: SX_LEGACY_CHARACTER; or why there is none. *taken bytes belong to it. */
enum sx_legacy_found {
	SX_LEGACY_CHARACTER,
	SX_LEGACY_PAIR,  /* two characters for one code */
	SX_LEGACY_SHIFT, /* bytes that only change the state */
	SX_LEGACY_BAD,
	SX_LEGACY_CUT,
};
enum sx_legacy_found sx_legacy_next(struct sx_legacy *legacy, struct sx_str bytes, uint32_t point[2], size_t *taken);
void sx_legacy_free(struct sx_legacy *legacy);

/* Whether bytes that are no UTF-8 look like Windows-1252: letters with accents within words of ASCII letters, signs
 * among ASCII. `before` is the byte in front of them; `whole` is false where the text goes on behind them. */
bool sx_decode_is_1252(char before, struct sx_str bytes, bool whole);

/* The encoding that the first bytes speak of, and the length of the byte-order mark before the text. */
enum sx_encoding sx_decode_sniff(struct sx_str head, size_t *mark);

/* Whether a file that begins so is no text in any encoding known here. */
bool sx_decode_is_binary(struct sx_str head);

/* Decode raw as far as whole characters go, to its end when it is the last; *used says how far. What is no character,
 * and U+0000, comes out as U+FFFD. The piece is valid until the next call, and as long as raw: good UTF-8 is not
 * copied. */
int sx_decode(struct sx_decoder *decoder, struct sx_str raw, bool last, size_t *used, struct sx_piece *piece,
	      struct sx_err *err);
void sx_decoder_release(struct sx_decoder *decoder);

#endif
