/* Which claims can share an axis, and how a family of them is called. */
#ifndef SX_PLOT_FAMILY_PRIV_H
#define SX_PLOT_FAMILY_PRIV_H

#include "model/series.h"

/* The family that unit and kind put a claim into. */
enum sx_family sx_family_of(const struct sx_claim *claim);

/* Seconds in a unit of time, or 0 for any other unit. Months and years are those of the Gregorian calendar's average.
 */
double sx_unit_seconds(struct sx_str unit);

/* "11 counts", "1 share in %", "4 amounts in USD per share", "3 changes in %". */
void sx_family_words(struct sx_buf *out, const struct sx_series *series, size_t n);

/* "Counts", "Shares in %", "Length in km". */
void sx_family_name(struct sx_buf *out, const struct sx_series *series);

#endif
