/* Memory that is given back all at once. An arena that failed once stays failed: allocate as if nothing
 * could go wrong, then ask sx_arena_ok() before the result leaves your hands. */
#ifndef SX_BASE_ARENA_H
#define SX_BASE_ARENA_H

#include "base/str.h"

struct sx_arena_block;

struct sx_arena {
	struct sx_arena_block *blocks; /* newest first */
	size_t used;                   /* bytes taken from the newest block */
	size_t held;                   /* bytes of all blocks, for limits and reports */
	bool failed;
};

/* Zeroed memory aligned for any type, or NULL; then the arena has failed. {0} is an empty arena. */
void *sx_arena_alloc(struct sx_arena *arena, size_t size);

/* A copy of the bytes, with a NUL after them. An empty slice after a failure. */
struct sx_str sx_arena_dup(struct sx_arena *arena, struct sx_str s);

static inline bool sx_arena_ok(const struct sx_arena *arena)
{
	return !arena->failed;
}

/* Forget all that was allocated and keep one block for what comes; a failure is forgotten too. */
void sx_arena_clear(struct sx_arena *arena);

/* Give everything back to the system. */
void sx_arena_release(struct sx_arena *arena);

#endif
