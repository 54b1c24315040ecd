/* A table for people. The first rows are kept back until the widths of their columns are known; later ones go out at
 * once, cut to these widths. Numbers are never cut: half a number is a wrong one. */
#include "base/utf8.h"
#include "write/writer_priv.h"

#include <stdlib.h>

enum { ROWS_KEPT = 200, WIDTH = 80, GAP = 2, NARROW = 8, COLUMNS_KEPT = 4 };

struct cell {
	size_t at, n; /* in `text` */
	size_t width; /* in terminal cells */
};

struct column {
	size_t width; /* on the screen */
	bool empty;   /* in every row kept */
	bool same;    /* in every row kept */
	bool shown;
};

struct table {
	struct sx_buf text; /* of all cells kept */
	struct cell *cells; /* row by row */
	size_t n_cells;
	struct column *columns;
	bool open; /* widths are settled, the head is out */
};

static void table_release(struct sx_writer *writer)
{
	struct table *table = writer->state;
	if (!table)
		return;
	sx_buf_release(&table->text);
	free(table->cells);
	free(table->columns);
	free(table);
}

static int table_begin(struct sx_writer *writer, struct sx_err *err)
{
	struct table *table = writer->state = calloc(1, sizeof *table);
	if (!table)
		return sx_fail(err, SX_NOMEM, "out of memory");
	table->columns = calloc(writer->n_columns, sizeof *table->columns);
	table->cells = calloc(writer->n_columns * ROWS_KEPT, sizeof *table->cells);
	if (!table->columns || !table->cells)
		return sx_fail(err, SX_NOMEM, "out of memory");
	return 0;
}

/* The sign under it says what the column is. */
static const char *title(enum sx_column column)
{
	return column == SX_COL_comparator ? "" : sx_columns[column].name;
}

static struct sx_str text_of(const struct table *table, const struct cell *cell)
{
	return (struct sx_str){ cell->n ? table->text.p + cell->at : NULL, cell->n };
}

static void measure(struct sx_writer *writer, size_t rows)
{
	struct table *table = writer->state;
	for (size_t i = 0; i < writer->n_columns; i++) {
		struct column *column = &table->columns[i];
		*column = (struct column){ strlen(title(writer->columns[i])), true, true, true };
		for (size_t row = 0; row < rows; row++) {
			const struct cell *cell = &table->cells[row * writer->n_columns + i];
			column->width = cell->width > column->width ? cell->width : column->width;
			column->empty = column->empty && cell->n == 0;
			column->same =
				column->same && sx_str_eq(text_of(table, cell), text_of(table, &table->cells[i]));
		}
	}
}

static bool may_shrink(enum sx_column column)
{
	return !sx_column_is_number(column) && column != SX_COL_comparator && column != SX_COL_unit;
}

/* The cells all columns need when none that may shrink is wider than `most`. */
static size_t total(const struct sx_writer *writer, size_t most)
{
	const struct table *table = writer->state;
	size_t sum = 0;
	for (size_t i = 0; i < writer->n_columns; i++) {
		size_t width = table->columns[i].width;
		if (table->columns[i].shown)
			sum += GAP + (width > most && may_shrink(writer->columns[i]) ? most : width);
	}
	return sum < GAP ? 0 : sum - GAP;
}

/* Without a choice of columns: those that say nothing, and, where the screen is narrow, the last. */
static void leave_out(struct sx_writer *writer, size_t width, bool all)
{
	struct table *table = writer->state;
	size_t left = 0;
	for (size_t i = 0; i < writer->n_columns; i++) {
		struct column *column = &table->columns[i];
		bool constant = column->same && writer->columns[i] == SX_COL_source;
		column->shown = !all || (!column->empty && !constant);
		left += column->shown;
	}
	for (size_t i = writer->n_columns; i-- > 0 && left > COLUMNS_KEPT && total(writer, NARROW) > width;) {
		left -= table->columns[i].shown;
		table->columns[i].shown = false;
	}
}

/* Fit the columns to the screen: the widest give way first. `all`: no more rows will come. */
static void lay_out(struct sx_writer *writer, size_t rows, bool all)
{
	struct table *table = writer->state;
	size_t width = writer->options.width ? writer->options.width : WIDTH, most = width;
	measure(writer, rows);
	if (!writer->chosen)
		leave_out(writer, width, all);
	while (most > NARROW && total(writer, most) > width)
		most--;
	for (size_t i = 0; i < writer->n_columns; i++)
		if (table->columns[i].width > most && may_shrink(writer->columns[i]))
			table->columns[i].width = most;
}

static void add_many(struct sx_buf *out, const char *z, size_t times)
{
	while (times--)
		sx_buf_z(out, z);
}

/* As many characters as the cells hold, combining marks with their letter. */
static void add_cut(struct sx_buf *out, struct sx_str s, size_t width, bool ascii)
{
	const char *mark = ascii ? "..." : "…";
	size_t mark_width = ascii ? 3 : 1, at = 0, used = 0, bytes;
	for (; at < s.n; at += bytes) {
		size_t cells = (size_t)sx_utf8_cells_of(sx_utf8_at(s, at, &bytes));
		if (used + cells > width - mark_width)
			break;
		used += cells;
	}
	sx_buf_add(out, s.p, at);
	sx_buf_z(out, mark);
	add_many(out, " ", width - mark_width - used);
}

static bool is_last(const struct sx_writer *writer, size_t i)
{
	const struct table *table = writer->state;
	while (++i < writer->n_columns)
		if (table->columns[i].shown)
			return false;
	return true;
}

static void add_cell(struct sx_writer *writer, size_t i, struct sx_str text, size_t cells)
{
	const struct table *table = writer->state;
	struct sx_buf *out = &writer->out->buf;
	bool number = sx_column_is_number(writer->columns[i]);
	size_t width = table->columns[i].width, pad = width > cells ? width - cells : 0;
	if (number)
		add_many(out, " ", pad);
	if (cells > width && may_shrink(writer->columns[i]))
		add_cut(out, text, width, writer->options.ascii);
	else
		sx_buf_str(out, text);
	if (is_last(writer, i))
		return;
	add_many(out, " ", (number ? 0 : pad) + GAP);
}

static void add_row(struct sx_writer *writer, const struct cell *row)
{
	const struct table *table = writer->state;
	struct sx_buf *out = &writer->out->buf;
	for (size_t i = 0; i < writer->n_columns; i++)
		if (table->columns[i].shown)
			add_cell(writer, i, text_of(table, &row[i]), row[i].width);
	while (out->n && out->p[out->n - 1] == ' ')
		out->n--;
	sx_buf_c(out, '\n');
}

static void add_head(struct sx_writer *writer)
{
	const struct table *table = writer->state;
	struct sx_buf *out = &writer->out->buf;
	sx_buf_z(out, writer->options.colour ? "\033[1m" : "");
	for (size_t i = 0; i < writer->n_columns; i++) {
		struct sx_str name = sx_str_of(title(writer->columns[i]));
		if (table->columns[i].shown)
			add_cell(writer, i, name, name.n);
	}
	sx_buf_z(out, writer->options.colour ? "\033[0m\n" : "\n");
	for (size_t i = 0; i < writer->n_columns; i++) {
		if (!table->columns[i].shown)
			continue;
		add_many(out, writer->options.ascii ? "-" : "─", table->columns[i].width);
		add_many(out, " ", is_last(writer, i) ? 0 : GAP);
	}
	sx_buf_c(out, '\n');
}

static int open_table(struct sx_writer *writer, bool all, struct sx_err *err)
{
	struct table *table = writer->state;
	size_t rows = table->n_cells / writer->n_columns;
	if (!sx_buf_ok(&table->text))
		return sx_fail(err, SX_NOMEM, "out of memory");
	lay_out(writer, rows, all);
	add_head(writer);
	for (size_t row = 0; row < rows; row++)
		add_row(writer, table->cells + row * writer->n_columns);
	table->open = true;
	table->n_cells = 0;
	sx_buf_clear(&table->text);
	return sx_writer_row_done(writer, err);
}

static int table_take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_writer *writer = ctx;
	struct table *table = writer->state;
	struct cell *row = table->cells + table->n_cells;
	for (size_t i = 0; i < writer->n_columns; i++) {
		row[i].at = table->text.n;
		sx_cell_shown(writer, claim, writer->columns[i], &table->text);
		row[i].n = table->text.n - row[i].at;
		row[i].width = sx_utf8_cells(text_of(table, &row[i]));
	}
	if (!sx_buf_ok(&table->text))
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (table->open) {
		add_row(writer, row);
		sx_buf_clear(&table->text);
		return sx_writer_row_done(writer, err);
	}
	table->n_cells += writer->n_columns;
	return table->n_cells < ROWS_KEPT * writer->n_columns ? 0 : open_table(writer, false, err);
}

static int table_end(struct sx_writer *writer, struct sx_err *err)
{
	struct table *table = writer->state;
	return table->open || table->n_cells == 0 ? 0 : open_table(writer, true, err);
}

extern const struct sx_write_format sx_table_writer;
const struct sx_write_format sx_table_writer = {
	.begin = table_begin, .take = table_take, .end = table_end, .release = table_release, .for_people = true
};
