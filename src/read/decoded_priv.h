/* An input as well-formed UTF-8 in pieces, whatever its encoding: what text, Markdown, HTML and CSV begin with. */
#ifndef SX_READ_DECODED_PRIV_H
#define SX_READ_DECODED_PRIV_H

#include "read/decode_priv.h"
#include "read/reader_priv.h"

/* Start as {0}; sx_decoded_release() after open, failed or not. */
struct sx_decoded {
	struct sx_input *input;
	struct sx_decoder decoder;
	size_t piece;
	char *raw;         /* room for what is held and `piece` bytes more */
	size_t held, used; /* bytes in raw, and how many the piece at hand has taken */
	size_t mark;       /* length of the byte-order mark, until it is read over */
	bool ended;
	bool open;   /* nothing but ASCII so far, and nothing said which encoding it is */
	char before; /* the byte in front of raw */
	const char *guessed;
};

/* `says`: what the format itself says of its encoding, where no mark of the bytes says otherwise; may be empty. Bytes
 * that are no text in any encoding are refused. */
int sx_decoded_open(struct sx_decoded *decoded, struct sx_input *input, const struct sx_read_options *options,
		    struct sx_str says, struct sx_err *err);
/* 1, 0 no more, -1. The piece is valid until the next call; its runs lead to the input's bytes. */
int sx_decoded_next(struct sx_decoded *decoded, struct sx_piece *piece, struct sx_err *err);
void sx_decoded_release(struct sx_decoded *decoded);

#endif
