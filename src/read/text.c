/* Plain text, as it stands in the file. */
#include "read/decoded_priv.h"

#include <stdlib.h>

struct text {
	struct sx_decoded decoded;
	bool given;
};

static void text_close(void *state)
{
	struct text *text = state;
	sx_decoded_release(&text->decoded);
	free(text);
}

static void *text_open(struct sx_input *input, const struct sx_read_options *options, struct sx_err *err)
{
	struct text *text = calloc(1, sizeof *text);
	if (!text) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	if (sx_decoded_open(&text->decoded, input, options, (struct sx_str){ 0 }, err) == 0)
		return text;
	text_close(text);
	return NULL;
}

static int text_doc(void *state, struct sx_doc *doc, struct sx_err *err)
{
	(void)err;
	struct text *text = state;
	if (text->given)
		return 0;
	text->given = true;
	*doc = (struct sx_doc){ .source = text->decoded.input->source };
	return 1;
}

static int text_piece(void *state, struct sx_piece *piece, struct sx_err *err)
{
	struct text *text = state;
	return sx_decoded_next(&text->decoded, piece, err);
}

static uint64_t text_bad(const void *state, uint64_t *first)
{
	const struct text *text = state;
	*first = text->decoded.decoder.first_bad;
	return text->decoded.decoder.bad;
}

static const char *text_guessed(const void *state)
{
	const struct text *text = state;
	return text->decoded.guessed;
}

extern const struct sx_format sx_text_reader;
const struct sx_format sx_text_reader = { text_open, text_doc, text_piece, text_bad, text_close, text_guessed };
