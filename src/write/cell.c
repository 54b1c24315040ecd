/* A claim's cells as text: for programs as they are, for people as they are read best. */
#include "base/escape.h"
#include "write/writer_priv.h"

#include <stddef.h>

/* clang-format off */
#define KIND_OF(name)                                                                                                  \
	_Generic(((struct sx_claim *)NULL)->name, struct sx_str: SX_CELL_TEXT, struct sx_decimal: SX_CELL_DECIMAL,     \
		uint64_t: SX_CELL_INTEGER, default: SX_CELL_WORD)
/* clang-format on */

/* Made from the struct itself, so that no column can be read as what it is not. */
const struct sx_cell_place sx_cell_places[SX_COLUMNS] = {
#define COLUMN(name, type, meaning) { offsetof(struct sx_claim, name), KIND_OF(name) },
#include "model/columns.def"
#undef COLUMN
};

static const void *place_of(const struct sx_claim *claim, enum sx_column column)
{
	return (const char *)claim + sx_cell_places[column].at;
}

const char *sx_word_cell(const struct sx_claim *claim, enum sx_column column)
{
	return column == SX_COL_change ? sx_change_name(claim->change) : sx_comparator_name(claim->comparator);
}

struct sx_str sx_cell(const struct sx_claim *claim, enum sx_column column, struct sx_buf *scratch)
{
	char digits[SX_INTEGER_MOST];
	scratch->n = 0;
	switch (sx_cell_places[column].kind) {
	case SX_CELL_TEXT:
		return *(const struct sx_str *)place_of(claim, column);
	case SX_CELL_DECIMAL:
		if (!((const struct sx_decimal *)place_of(claim, column))->set)
			break;
		sx_decimal_write(place_of(claim, column), scratch);
		return sx_buf_view(scratch);
	case SX_CELL_INTEGER:
		sx_buf_add(scratch, digits,
			   sx_integer_cell(claim, column, *(const uint64_t *)place_of(claim, column), digits));
		return scratch->n ? sx_buf_view(scratch) : (struct sx_str){ 0 };
	case SX_CELL_WORD:
		return sx_str_of(sx_word_cell(claim, column));
	}
	return (struct sx_str){ 0 };
}

static const char *sign_of(enum sx_comparator comparator, bool ascii)
{
	static const char *const signs[] = { "=", "≈", ">", "≥", "<", "≤" };
	static const char *const plain[] = { "=", "~", ">", ">=", "<", "<=" };
	return (ascii ? plain : signs)[comparator];
}

static bool has_column(const struct sx_writer *writer, enum sx_column column)
{
	for (size_t i = 0; i < writer->n_columns; i++)
		if (writer->columns[i] == column)
			return true;
	return false;
}

static void show_range(const struct sx_writer *writer, const struct sx_claim *claim, struct sx_buf *out)
{
	bool spread = claim->value.set;
	sx_decimal_write(&claim->value, out);
	sx_buf_z(out, spread ? " (" : "");
	sx_decimal_write(&claim->low, out);
	sx_buf_z(out, writer->options.ascii ? " to " : "–");
	sx_decimal_write(&claim->high, out);
	sx_buf_z(out, spread ? ")" : "");
}

void sx_cell_shown(const struct sx_writer *writer, const struct sx_claim *claim, enum sx_column column,
		   struct sx_buf *out)
{
	struct sx_buf scratch = { 0 };
	if (column == SX_COL_comparator)
		sx_buf_z(out, sign_of(claim->comparator, writer->options.ascii));
	else if (column == SX_COL_value && (claim->low.set || claim->high.set) && !has_column(writer, SX_COL_low) &&
		 !has_column(writer, SX_COL_high))
		show_range(writer, claim, out);
	else
		sx_escape_terminal(out, sx_cell(claim, column, &scratch));
	if (!sx_buf_ok(&scratch))
		out->failed = true;
	sx_buf_release(&scratch);
}
