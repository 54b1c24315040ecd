/* Step one and two of a figure: which claims can be drawn, and which of them together. */
#ifndef SX_PLOT_SELECT_PRIV_H
#define SX_PLOT_SELECT_PRIV_H

#include "base/arena.h"
#include "model/claims.h"
#include "model/series.h"

#include "plot/picks_priv.h"

enum { SX_MOST_ROWS = 30 };

/* A family: picks from..from + n. */
struct sx_selected {
	size_t from, n, order;
};

/* What can be drawn, by families: the largest first, then in their own order. Everything lives in the arena, slices of
 * claims excepted. */
struct sx_selection {
	struct sx_picks picks;
	struct sx_selected *family;
	size_t families;
};

int sx_selection_make(struct sx_selection *selection, const struct sx_claims *claims, struct sx_arena *arena,
		      struct sx_err *err);

/* Whether there is a figure: a family of two. */
static inline bool sx_selection_draws(const struct sx_selection *selection)
{
	return selection->families && selection->family[0].n >= 2;
}

/* What was left out, and why, or why there is no figure: a line each. `one`: only the first family is drawn. */
void sx_selection_say(const struct sx_selection *selection, bool one, struct sx_buf *messages);

/* All rows of a family, the largest value first. */
int sx_selection_series(const struct sx_selection *selection, size_t k, struct sx_series *series,
			struct sx_arena *arena, struct sx_err *err);

/* All that can be drawn, for the sizes of the numbers alone. */
int sx_selection_numbers(const struct sx_selection *selection, struct sx_series *series, struct sx_arena *arena,
			 struct sx_err *err);

/* Leave the `most` rows of the largest size and count the others. */
void sx_series_cut(struct sx_series *series, size_t most);

#endif
