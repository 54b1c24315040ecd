#include "model/claims.h"

#include <stdlib.h>

/* Every slice of a claim, so that copying forgets none. */
static void copy_slices(struct sx_arena *arena, struct sx_claim *to)
{
	struct sx_str *const slices[] = {
		&to->subject,     &to->unit,     &to->kind,         &to->predicate,  &to->of,
		&to->per,         &to->period,   &to->period_start, &to->period_end, &to->place,
		&to->attribution, &to->quantity, &to->hedge,        &to->base_unit,  &to->note,
		&to->rule,        &to->sentence, &to->section,      &to->source,     &to->source_json,
	};
	for (size_t i = 0; i < sizeof slices / sizeof *slices; i++)
		if (slices[i]->n)
			*slices[i] = sx_arena_dup(arena, *slices[i]);
		else
			*slices[i] = (struct sx_str){ 0 };
}

int sx_claims_add(struct sx_claims *claims, const struct sx_claim *claim, struct sx_err *err)
{
	if (claims->n == claims->cap) {
		size_t cap = claims->cap ? claims->cap * 2 : 64;
		struct sx_claim *row = cap < SIZE_MAX / sizeof *row ? realloc(claims->row, cap * sizeof *row) : NULL;
		if (!row)
			return sx_fail(err, SX_NOMEM, "out of memory");
		claims->row = row;
		claims->cap = cap;
	}
	struct sx_claim copy = *claim;
	copy_slices(&claims->arena, &copy);
	if (!sx_arena_ok(&claims->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	claims->row[claims->n++] = copy;
	return 0;
}

void sx_claims_release(struct sx_claims *claims)
{
	free(claims->row);
	sx_arena_release(&claims->arena);
	*claims = (struct sx_claims){ 0 };
}

static int take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	return sx_claims_add(ctx, claim, err);
}

struct sx_sink sx_claims_sink(struct sx_claims *claims)
{
	return (struct sx_sink){ .take = take, .ctx = claims };
}
