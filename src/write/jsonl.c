/* JSON Lines: numbers as exact decimal literals, what a claim does not have as null. */
#include "base/escape.h"
#include "write/writer_priv.h"

#include <inttypes.h>

static const struct sx_str keys[SX_COLUMNS] = {
#define COLUMN(name, type, meaning) { "\"" #name "\":", sizeof #name + 2 },
#include "model/columns.def"
#undef COLUMN
};

static void add_value(struct sx_writer *writer, const struct sx_claim *claim, enum sx_column column)
{
	struct sx_buf *out = &writer->out->buf;
	struct sx_str cell = sx_cell(claim, column, &writer->scratch);
	if (column == SX_COL_source && claim->source_json.n)
		sx_buf_str(out, claim->source_json);
	else if (cell.n == 0)
		sx_buf_z(out, "null");
	else if (sx_column_is_number(column))
		sx_buf_str(out, cell);
	else
		sx_escape_json(out, cell);
}

static int jsonl_take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_writer *writer = ctx;
	struct sx_buf *out = &writer->out->buf;
	for (size_t i = 0; i < writer->n_columns; i++) {
		sx_buf_c(out, i ? ',' : '{');
		sx_buf_str(out, keys[writer->columns[i]]);
		add_value(writer, claim, writer->columns[i]);
	}
	sx_buf_z(out, "}\n");
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
