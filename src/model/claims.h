/* A table of claims in memory: loaded from a file, or kept from an extraction, for plotting. */
#ifndef SX_MODEL_CLAIMS_H
#define SX_MODEL_CLAIMS_H

#include "base/arena.h"
#include "model/claim.h"

struct sx_claims {
	struct sx_arena arena; /* owns every slice of every row */
	struct sx_claim *row;
	size_t n, cap;
};

/* Copy a claim, slices and all, to the end of the table. */
int sx_claims_add(struct sx_claims *claims, const struct sx_claim *claim, struct sx_err *err);
void sx_claims_release(struct sx_claims *claims);

/* A sink that adds to the table. */
struct sx_sink sx_claims_sink(struct sx_claims *claims);

#endif
