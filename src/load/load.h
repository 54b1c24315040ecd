/* Claims back from a table that statext, or a spreadsheet after it, wrote: CSV, TSV or JSONL. */
#ifndef SX_LOAD_LOAD_H
#define SX_LOAD_LOAD_H

#include "base/err.h"
#include "model/claims.h"

enum sx_load_format { SX_LOAD_CSV, SX_LOAD_TSV, SX_LOAD_JSONL };

/* Whether these first bytes look like a claims table of ours, and of which format. */
bool sx_load_sniff(struct sx_str head, enum sx_load_format *format);

/* Add every row to the table. Columns are found by the header's names, in any order; unknown ones are passed over,
 * missing ones stay empty. A row that cannot be read is an error with file, line and column; the rows before it have
 * been added. The ' that the writer sets before what a spreadsheet would run is taken away; lines of records that could
 * not be read ({"error": …}) are passed over. Semicolons may separate, as in some spreadsheets. `name` is for messages.
 */
int sx_load(struct sx_claims *claims, struct sx_str bytes, enum sx_load_format format, const char *name,
	    struct sx_err *err);

#endif
