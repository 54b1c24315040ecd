#include "model/columns.h"

#define TEXT    SX_TEXT
#define WORD    SX_WORD
#define NUMBER  SX_NUMBER
#define DATE    SX_DATE
#define INTEGER SX_INTEGER

const struct sx_column_info sx_columns[SX_COLUMNS] = {
#define COLUMN(name, type, meaning) { #name, type, meaning },
#include "model/columns.def"
#undef COLUMN
};

int sx_column_find(struct sx_str name)
{
	for (int i = 0; i < SX_COLUMNS; i++)
		if (sx_str_is(name, sx_columns[i].name))
			return i;
	return -1;
}
