/* What a writer of one format is made of. Only write.c and the writers include this. */
#ifndef SX_WRITE_WRITER_PRIV_H
#define SX_WRITE_WRITER_PRIV_H

#include "base/buf.h"
#include "write/write.h"

/* Calls of NULL are not needed by that format. */
struct sx_write_format {
	int (*begin)(struct sx_writer *writer, struct sx_err *err);
	int (*take)(void *writer, const struct sx_claim *claim, struct sx_err *err);
	int (*skip)(void *writer, struct sx_str source_json, uint64_t line, const char *why, struct sx_err *err);
	int (*end)(struct sx_writer *writer, struct sx_err *err);
	void (*release)(struct sx_writer *writer);
	bool apart;      /* a row depends on nothing but its claim */
	bool for_people; /* without a choice of columns: those that people read first */
};

struct sx_writer {
	const struct sx_write_format *format;
	struct sx_write_options options;
	bool chosen; /* the columns were asked for */
	enum sx_column *columns;
	size_t n_columns;
	struct sx_out *out;
	struct sx_out own; /* of a twin: its buffer alone is used */
	struct sx_buf scratch;
	void *state; /* the format's own */
};

/* After a row was put into out->buf: pass on what has gathered. */
int sx_writer_row_done(struct sx_writer *writer, struct sx_err *err);

/* Where a column's cell lies in a claim, and what it is. */
enum sx_cell_kind { SX_CELL_TEXT, SX_CELL_DECIMAL, SX_CELL_INTEGER, SX_CELL_WORD };
struct sx_cell_place {
	uint32_t at;
	enum sx_cell_kind kind;
};
extern const struct sx_cell_place sx_cell_places[SX_COLUMNS];

/* The cell of SX_CELL_WORD. */
const char *sx_word_cell(const struct sx_claim *claim, enum sx_column column);

/* The cell of SX_CELL_INTEGER that holds n, into `digits`: how many they are. */
static inline size_t sx_integer_cell(const struct sx_claim *claim, enum sx_column column, uint64_t n,
				     char digits[SX_INTEGER_MOST])
{
	bool none = column == SX_COL_start || column == SX_COL_end ? claim->end == 0 : n == 0;
	return none ? 0 : sx_integer_write(n, digits);
}

/* One cell as text, valid until the next call with this scratch and as long as the claim. */
struct sx_str sx_cell(const struct sx_claim *claim, enum sx_column column, struct sx_buf *scratch);

static inline bool sx_column_is_number(enum sx_column column)
{
	return sx_columns[column].type == SX_NUMBER || sx_columns[column].type == SX_INTEGER;
}

/* One cell for people, appended: the comparator as a sign, and, unless the ends have columns of their own, a range in
 * the place of the value. No control characters. */
void sx_cell_shown(const struct sx_writer *writer, const struct sx_claim *claim, enum sx_column column,
		   struct sx_buf *out);

#endif
