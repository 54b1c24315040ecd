/* The table's way out: the format, the columns, the file it goes to. */
#ifndef SX_CLI_TABLE_OUT_H
#define SX_CLI_TABLE_OUT_H

#include "cli/args.h"
#include "write/write.h"

struct sx_table_out {
	struct sx_out out;
	struct sx_writer *writer;
	const char *format;
	struct sx_write_options options;
	enum sx_column *columns;
	struct sx_write_fact *facts; /* what was asked for, for formats that tell it */
	const char *path, *schema;   /* of the table, of its description; NULL: none */
};

/* Opens the file and writes the table's head. */
int sx_table_out_open(struct sx_table_out *table, const struct sx_args *args, struct sx_err *err);

/* The table's tail; the file appears. */
int sx_table_out_commit(struct sx_table_out *table, struct sx_err *err);

/* Leaves no half file when it was not committed. */
void sx_table_out_release(struct sx_table_out *table);

#endif
