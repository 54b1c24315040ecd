/* A claim's cells as text: for programs as they are, for people as they are read best. */
#include "base/escape.h"
#include "write/writer_priv.h"

#include <stddef.h>

enum kind { TEXT_CELL, DECIMAL_CELL, INTEGER_CELL, WORD_CELL };

/* clang-format off */
#define KIND_OF(name)                                                                                                  \
	_Generic(((struct sx_claim *)NULL)->name,                                                                      \
		struct sx_str: TEXT_CELL, struct sx_decimal: DECIMAL_CELL, uint64_t: INTEGER_CELL, default: WORD_CELL)
/* clang-format on */

/* Made from the struct itself, so that no column can be read as what it is not. */
static const struct {
	size_t at;
	enum kind kind;
} cells[SX_COLUMNS] = {
#define COLUMN(name, type, meaning) { offsetof(struct sx_claim, name), KIND_OF(name) },
#include "model/columns.def"
#undef COLUMN
};

static struct sx_str integer_cell(const struct sx_claim *claim, enum sx_column column, uint64_t n,
				  struct sx_buf *scratch)
{
	char digits[24], *p = digits + sizeof digits;
	bool none = column == SX_COL_start || column == SX_COL_end ? claim->end == 0 : n == 0;
	if (none)
		return (struct sx_str){ 0 };
	do
		*--p = (char)('0' + n % 10);
	while (n /= 10);
	sx_buf_add(scratch, p, (size_t)(digits + sizeof digits - p));
	return sx_buf_view(scratch);
}

struct sx_str sx_cell(const struct sx_claim *claim, enum sx_column column, struct sx_buf *scratch)
{
	const void *at = (const char *)claim + cells[column].at;
	scratch->n = 0;
	switch (cells[column].kind) {
	case TEXT_CELL:
		return *(const struct sx_str *)at;
	case DECIMAL_CELL:
		if (!((const struct sx_decimal *)at)->set)
			break;
		sx_decimal_write(at, scratch);
		return sx_buf_view(scratch);
	case INTEGER_CELL:
		return integer_cell(claim, column, *(const uint64_t *)at, scratch);
	case WORD_CELL:
		return sx_str_of(column == SX_COL_change ? sx_change_name(claim->change)
							 : sx_comparator_name(claim->comparator));
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
