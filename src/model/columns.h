/* The claims table's columns as an enum and a table, made from columns.def. */
#ifndef SX_MODEL_COLUMNS_H
#define SX_MODEL_COLUMNS_H

#include "base/str.h"

#include <stdint.h>

enum sx_column {
#define COLUMN(name, type, meaning) SX_COL_##name,
#include "model/columns.def"
#undef COLUMN
	SX_COLUMNS /* how many there are */
};

enum sx_column_type { SX_TEXT, SX_WORD, SX_NUMBER, SX_DATE, SX_INTEGER };

struct sx_column_info {
	const char *name;
	enum sx_column_type type;
	const char *meaning;
};

extern const struct sx_column_info sx_columns[SX_COLUMNS];

/* A set of columns: bit i is column i. */
typedef uint64_t sx_column_set;
#define SX_COLUMN(name) ((sx_column_set)1 << SX_COL_##name)

/* The column of that name, or -1. */
int sx_column_find(struct sx_str name);

#endif
