/* An input that may be a claims table or prose: looked at first, then loaded or left to the readers. */
#ifndef SX_CLI_TABLES_H
#define SX_CLI_TABLES_H

#include "load/load.h"

struct sx_table_input {
	const char *name; /* as the user named it */
	const char *path; /* to read the same bytes by: `name`, or the copy of a stream that can be read only once */
	bool is_table;
	enum sx_load_format format;
	int fd;
	char copy[32]; /* path of that copy */
};

/* "-" is standard input. */
int sx_table_open(struct sx_table_input *input, const char *path, struct sx_err *err);

/* Every row of a table, in its order. */
int sx_table_load(const struct sx_table_input *input, const struct sx_sink *sink, struct sx_err *err);

void sx_table_close(struct sx_table_input *input);

#endif
