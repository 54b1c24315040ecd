/* A Markdown table, for people. Every character that Markdown or the HTML it becomes would act on is escaped. */
#include "write/writer_priv.h"

static void add_escaped(struct sx_buf *out, struct sx_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] && strchr("\\`*_[]<>|&~$", s.p[i]))
			sx_buf_c(out, '\\');
		sx_buf_c(out, s.p[i]);
	}
}

static int md_take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_writer *writer = ctx;
	struct sx_buf *out = &writer->out->buf, *cell = &writer->scratch;
	for (size_t i = 0; i < writer->n_columns; i++) {
		cell->n = 0;
		sx_cell_shown(writer, claim, writer->columns[i], cell);
		sx_buf_z(out, i ? " | " : "| ");
		add_escaped(out, sx_buf_view(cell));
	}
	sx_buf_z(out, " |\n");
	return sx_writer_row_done(writer, err);
}

static int md_begin(struct sx_writer *writer, struct sx_err *err)
{
	struct sx_buf *out = &writer->out->buf;
	for (size_t i = 0; i < writer->n_columns; i++) {
		sx_buf_z(out, i ? " | " : "| ");
		add_escaped(out, sx_str_of(sx_columns[writer->columns[i]].name));
	}
	sx_buf_z(out, " |\n");
	for (size_t i = 0; i < writer->n_columns; i++)
		sx_buf_z(out, sx_column_is_number(writer->columns[i]) ? "|---:" : "|---");
	sx_buf_z(out, "|\n");
	return sx_writer_row_done(writer, err);
}

extern const struct sx_write_format sx_md_writer;
const struct sx_write_format sx_md_writer = { .begin = md_begin, .take = md_take, .apart = true, .for_people = true };
