/* What a series' rows have in common: the thing they measure, the moment, the group. */
#ifndef SX_PLOT_THINGS_PRIV_H
#define SX_PLOT_THINGS_PRIV_H

#include "base/arena.h"
#include "model/series.h"

/* Number things (equal in subject, predicate, place and whole), moments (in the order of time) and groups (equal in a
 * column: an enum sx_column, or -1 for the section, else the period). */
int sx_things_find(struct sx_series *series, int column, struct sx_arena *arena, struct sx_err *err);

/* "1 of 4 things that …": whether at least half of the rows can be drawn as a series over time, or as things at the
 * same two or three moments. */
bool sx_things_in_time(const struct sx_series *series, size_t *things, size_t *rows, struct sx_arena *arena);
bool sx_things_paired(const struct sx_series *series, size_t *things, size_t *moments, size_t *rows,
		      struct sx_arena *arena);

/* Leave the rows of such a series, in the order of things and moments. */
int sx_things_keep_in_time(struct sx_series *series, struct sx_arena *arena);
int sx_things_keep_paired(struct sx_series *series, struct sx_arena *arena);

#endif
