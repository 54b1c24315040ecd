/* A text that was put together, moved to where it stays. */
#ifndef SX_PLOT_TEXT_PRIV_H
#define SX_PLOT_TEXT_PRIV_H

#include "base/arena.h"
#include "base/buf.h"

/* Copy the buffer's bytes into the arena and clear the buffer; its failure becomes the arena's. */
static inline struct sx_str sx_keep_text(struct sx_arena *arena, struct sx_buf *buf)
{
	struct sx_str copy = sx_arena_dup(arena, sx_buf_view(buf));
	if (!sx_buf_ok(buf))
		arena->failed = true;
	sx_buf_clear(buf);
	return copy;
}

#endif
