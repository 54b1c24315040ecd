#include "read/decoded_priv.h"

#include <stdlib.h>

/* WINDOW: bytes from which an encoding is guessed, beginning with the first beyond ASCII. */
enum { PIECE = 256 * 1024, WINDOW = 4096, CHARACTER = 16 };

/* The encoding that was asked for, then what the bytes say, then what the format says, then a guess later on. */
static int choose(struct sx_decoded *d, const struct sx_read_options *options, struct sx_str says, struct sx_err *err)
{
	struct sx_str head = { d->input->head, d->input->head_n };
	d->decoder.encoding = sx_decode_sniff(head, &d->mark);
	if (options->encoding)
		return sx_decode_named(&d->decoder, sx_str_of(options->encoding), err);
	if (d->mark || d->decoder.encoding != SX_UTF8)
		return 0;
	struct sx_err unknown = { 0 };
	d->open = says.n == 0 || sx_decode_named(&d->decoder, says, &unknown);
	return unknown.code == SX_NOMEM ? sx_fail(err, SX_NOMEM, "out of memory") : 0;
}

int sx_decoded_open(struct sx_decoded *d, struct sx_input *input, const struct sx_read_options *options,
		    struct sx_str says, struct sx_err *err)
{
	if (!options->encoding && sx_decode_is_binary((struct sx_str){ input->head, input->head_n }))
		return sx_fail(err, SX_INPUT, "looks like binary data, not like text");
	d->input = input;
	d->before = '\n';
	d->piece = options->piece ? options->piece : PIECE;
	if (d->piece < SIZE_MAX - WINDOW - CHARACTER)
		d->raw = malloc(d->piece + WINDOW + CHARACTER);
	if (!d->raw)
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (choose(d, options, says, err))
		return -1;
	d->decoder.source = d->mark;
	return 0;
}

/* More bytes behind those held. The mark at the file's start is read over. */
static int fill(struct sx_decoded *d, struct sx_err *err)
{
	ptrdiff_t n = sx_input_read(d->input, d->raw + d->held, d->piece, err);
	if (n < 0)
		return -1;
	d->ended = n == 0;
	d->held += (size_t)n;
	size_t over = d->mark < d->held ? d->mark : d->held;
	if (over) {
		d->mark -= over;
		d->held -= over;
		memmove(d->raw, d->raw + over, d->held);
	}
	return 0;
}

static size_t ascii_length(struct sx_str s)
{
	size_t n = 0;
	for (uint64_t eight; n + 8 <= s.n; n += 8) {
		memcpy(&eight, s.p + n, 8);
		if (eight & 0x8080808080808080)
			break;
	}
	while (n < s.n && (unsigned char)s.p[n] < 0x80)
		n++;
	return n;
}

/* How much of what is held can be decoded: all, or, while the encoding is open, what does not depend on it; then, with
 * WINDOW bytes at hand, it is decided. */
static size_t decidable(struct sx_decoded *d, struct sx_err *err)
{
	struct sx_str raw = { d->raw, d->held };
	size_t ascii = d->open ? ascii_length(raw) : raw.n;
	if (ascii || !d->open || raw.n == 0)
		return ascii;
	if (raw.n < WINDOW && !d->ended)
		return 0;
	d->open = false;
	struct sx_str window = { raw.p, raw.n < WINDOW ? raw.n : WINDOW };
	if (sx_decode_is_1252(d->before, window, d->ended && raw.n <= WINDOW)) {
		d->guessed = "windows-1252";
		sx_decode_named(&d->decoder, sx_str_of(d->guessed), err);
	}
	return raw.n;
}

int sx_decoded_next(struct sx_decoded *d, struct sx_piece *piece, struct sx_err *err)
{
	struct sx_err failure = { 0 };
	do {
		if (d->used)
			d->before = d->raw[d->used - 1];
		d->held -= d->used;
		memmove(d->raw, d->raw + d->used, d->held);
		d->used = 0;
		/* While more is held than one character cut short, it is only waiting to be decoded. */
		if (!d->ended && (d->held <= CHARACTER || d->open) && d->held < WINDOW + CHARACTER && fill(d, err))
			return -1;
		size_t n = decidable(d, &failure);
		if (failure.code)
			return sx_fail(err, failure.code, "%s", failure.text);
		if (sx_decode(&d->decoder, (struct sx_str){ d->raw, n }, d->ended && n == d->held, &d->used, piece,
			      err))
			return -1;
	} while (piece->text.n == 0 && (!d->ended || d->used < d->held));
	return piece->text.n > 0;
}

void sx_decoded_release(struct sx_decoded *d)
{
	sx_decoder_release(&d->decoder);
	free(d->raw);
	*d = (struct sx_decoded){ 0 };
}
