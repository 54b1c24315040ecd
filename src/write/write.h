/* Writers: claims → one output format. One file a format; write.c alone knows them all (writers.def). */
#ifndef SX_WRITE_WRITE_H
#define SX_WRITE_WRITE_H

#include "base/err.h"
#include "base/file.h"
#include "model/claim.h"

#include <stdint.h>

/* One thing said of the run that made the table: an option and its value. */
struct sx_write_fact {
	const char *name, *value;
};

struct sx_write_options {
	const enum sx_column *columns; /* which, in which order; NULL: all, but in md and table a choice of them */
	size_t n_columns;
	bool raw_cells;                    /* CSV, TSV: no ' before cells that a spreadsheet would run */
	unsigned width;                    /* table: cells of the terminal; 0: 80 */
	bool colour;                       /* table: may use SGR */
	bool ascii;                        /* table: no characters beyond ASCII for its own lines */
	const struct sx_write_fact *facts; /* xlsx: told on its second sheet; must outlive the writer */
	size_t n_facts;
	uint32_t sheet_rows; /* xlsx: rows of one sheet; 0: as many as the format can hold */
};

struct sx_writer_info {
	const char *name;     /* csv tsv jsonl md xlsx table */
	const char *suffixes; /* "csv" … separated by blanks; empty for none */
	const char *meaning;
	bool built; /* false: known but not built */
};
const struct sx_writer_info *sx_writer_info(size_t i);              /* NULL after the last */
const struct sx_writer_info *sx_writer_by_suffix(const char *path); /* NULL: none */

/* A data package (Frictionless) for a table at `path` in one of the formats: its columns as a Table Schema. */
int sx_write_schema(const char *path, const char *format, const struct sx_write_options *options, struct sx_out *out,
		    struct sx_err *err);

struct sx_writer;

/* Writes its head at once (CSV: the header line). out stays the caller's, who commits it. */
struct sx_writer *sx_writer_new(const char *name, const struct sx_write_options *options, struct sx_out *out,
				struct sx_err *err);
struct sx_sink sx_writer_sink(struct sx_writer *writer);
sx_column_set sx_writer_columns(const struct sx_writer *writer); /* those that it looks at */
int sx_writer_end(struct sx_writer *writer, struct sx_err *err); /* the tail, if the format has one */
void sx_writer_free(struct sx_writer *writer);

/* A second writer, for a thread of its own, whose rows gather until they are joined to those of the first. Where a row
 * depends on those before it (sx_writer_has_twins() is false) there is none. */
bool sx_writer_has_twins(const struct sx_writer *writer);
struct sx_writer *sx_writer_twin(const struct sx_writer *writer, struct sx_err *err);
size_t sx_writer_held(const struct sx_writer *twin); /* bytes gathered */
void sx_writer_drop(struct sx_writer *twin);         /* forget what is gathered */
int sx_writer_join(struct sx_writer *writer, struct sx_writer *twin, struct sx_err *err);

#endif
