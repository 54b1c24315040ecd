/* JSON Lines: numbers as exact decimal literals, what a claim does not have as null. */
#include "base/escape.h"
#include "write/writer_priv.h"

#include <inttypes.h>

enum { KEY_ROOM = 16, NUMBER_ROOM = 40 };

/* Each has room for the longest, so that it is copied by a length that is known. */
static const struct {
	char text[KEY_ROOM];
	size_t n;
} keys[SX_COLUMNS] = {
#define COLUMN(name, type, meaning) { "\"" #name "\":", sizeof #name + 2 },
#include "model/columns.def"
#undef COLUMN
};

static char *add_null(char *at)
{
	return (char *)memcpy(at, "null", 4) + 4;
}

static char *add_word(char *at, const char *word)
{
	if (!*word)
		return add_null(at);
	*at++ = '"';
	while (*word)
		*at++ = *word++;
	*at++ = '"';
	return at;
}

static char *add_text(struct sx_buf *out, char *at, struct sx_str text, bool raw, size_t rest)
{
	if (!text.n)
		return add_null(at);
	out->n = (size_t)(at - out->p);
	if (raw)
		sx_buf_str(out, text);
	else
		sx_escape_json(out, text);
	return sx_buf_room(out, rest);
}

static char *add_decimal(struct sx_buf *out, char *at, const struct sx_decimal *number, size_t rest)
{
	size_t n = sx_decimal_short(number, at);
	if (!number->set)
		return add_null(at);
	if (n)
		return at + n;
	out->n = (size_t)(at - out->p);
	sx_decimal_write(number, out);
	return sx_buf_room(out, rest);
}

/* A value from `at` on. There is room for it unless it is a text or a long number, which go out at once; its end with
 * room for the rest of the row, or NULL when there is no memory. */
static char *add_value(struct sx_buf *out, char *at, const struct sx_claim *claim, enum sx_column column, size_t rest)
{
	const void *from = (const char *)claim + sx_cell_places[column].at;
	size_t n;
	if (column == SX_COL_source && claim->source_json.n)
		return add_text(out, at, claim->source_json, true, rest);
	switch (sx_cell_places[column].kind) {
	case SX_CELL_TEXT:
		return add_text(out, at, *(const struct sx_str *)from, false, rest);
	case SX_CELL_DECIMAL:
		return add_decimal(out, at, from, rest);
	case SX_CELL_INTEGER:
		n = sx_integer_cell(claim, column, *(const uint64_t *)from, at);
		return n ? at + n : add_null(at);
	case SX_CELL_WORD:
		break;
	}
	return add_word(at, sx_word_cell(claim, column));
}

static int jsonl_take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_writer *writer = ctx;
	struct sx_buf *out = &writer->out->buf;
	size_t rest = (writer->n_columns + 1) * (KEY_ROOM + NUMBER_ROOM);
	char *at = sx_buf_room(out, rest);
	for (size_t i = 0; i < writer->n_columns && at; i++) {
		enum sx_column column = writer->columns[i];
		*at++ = i ? ',' : '{';
		memcpy(at, keys[column].text, KEY_ROOM);
		at = add_value(out, at + keys[column].n, claim, column, rest);
	}
	if (at) {
		memcpy(at, "}\n", 3);
		out->n = (size_t)(at - out->p) + 2;
	}
	return sx_writer_row_done(writer, err);
}

static int jsonl_skip(void *ctx, struct sx_str source_json, uint64_t line, const char *why, struct sx_err *err)
{
	struct sx_writer *writer = ctx;
	struct sx_buf *out = &writer->out->buf;
	sx_buf_z(out, "{\"source\":");
	sx_buf_str(out, source_json.n ? source_json : SX_STR("null"));
	sx_buf_addf(out, ",\"line\":%" PRIu64 ",\"error\":", line);
	sx_escape_json(out, sx_str_of(why));
	sx_buf_z(out, "}\n");
	return sx_writer_row_done(writer, err);
}

extern const struct sx_write_format sx_jsonl_writer;
const struct sx_write_format sx_jsonl_writer = { .take = jsonl_take, .skip = jsonl_skip, .apart = true };
