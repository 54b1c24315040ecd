/* Names for the rows of a figure. */
#ifndef SX_PLOT_LABELS_PRIV_H
#define SX_PLOT_LABELS_PRIV_H

#include "base/arena.h"
#include "model/series.h"

/* Fill in `label` and `shown` of every row. A label is the claim's subject; rows that would read alike get their
 * predicate, then period, place, whole, source of the statement and section, as far as these tell them apart. `column`
 * (an enum sx_column) takes the label from that column instead; -1 decides as said. */
int sx_label_rows(struct sx_series *series, int column, struct sx_arena *arena, struct sx_err *err);

#endif
