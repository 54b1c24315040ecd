/* The claims that can be drawn, and their families: what sx_select() selects from. */
#ifndef SX_PLOT_PICKS_PRIV_H
#define SX_PLOT_PICKS_PRIV_H

#include "base/arena.h"
#include "model/claims.h"
#include "model/series.h"

/* A claim that may be drawn. */
struct sx_pick {
	const struct sx_claim *claim;
	size_t order;           /* in the table */
	struct sx_str identity; /* equal for a claim stated twice */
	struct sx_str family;   /* equal for claims that can share an axis */
	enum sx_family kind;
	double factor; /* its unit in the family's base unit; 0: not known yet */
	bool again;    /* stated before */
};

struct sx_picks {
	struct sx_pick *pick;
	size_t n;
	size_t numberless, beyond, again;
};

/* Orders for qsort() of picks, and of what decides between equals. */
int sx_compare_numbers(size_t a, size_t b);
int sx_compare_units(const void *a, const void *b);

/* Take up every claim that can be drawn; picks->pick has room for all. */
void sx_picks_collect(struct sx_picks *picks, const struct sx_claims *claims, struct sx_arena *arena,
		      struct sx_buf *buf);

/* Leave of the claims that are stated more than once the first. */
void sx_picks_drop_repeated(struct sx_picks *picks);

/* Name each pick's family and sort by it. */
void sx_picks_name_families(struct sx_picks *picks, struct sx_arena *arena, struct sx_buf *buf);

/* Just behind the family that begins at `from`. */
size_t sx_family_end(const struct sx_picks *picks, size_t from);

#endif
