/* The loaders of each format, and what they share. Only this layer includes it. */
#ifndef SX_LOAD_LOAD_PRIV_H
#define SX_LOAD_LOAD_PRIV_H

#include "load/load.h"

/* Both add every row of `bytes`, which are well-formed UTF-8 without a byte-order mark. */
int sx_load_csv(struct sx_claims *claims, struct sx_str bytes, bool tabs, const char *name, struct sx_err *err);
int sx_load_jsonl(struct sx_claims *claims, struct sx_str bytes, const char *name, struct sx_err *err);

/* Whether these names, by column, could be those of a claims table. */
bool sx_load_is_ours(const bool has[SX_COLUMNS]);

bool sx_load_sniff_csv(struct sx_str line, enum sx_load_format *format);
bool sx_load_sniff_jsonl(struct sx_str head);

/* Set one cell, or say why the column cannot hold it. No place is recorded. */
int sx_load_cell(struct sx_claim *claim, enum sx_column column, struct sx_str text, struct sx_err *err);

/* Record that a table has none of the columns, naming those that it should have. */
int sx_load_no_columns(struct sx_err *err);

/* Place a failure at byte `at` of the input. */
void sx_load_place(struct sx_err *err, const char *name, struct sx_str bytes, size_t at);

#endif
