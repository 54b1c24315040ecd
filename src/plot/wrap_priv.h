/* Text in at most two lines of a given width. */
#ifndef SX_PLOT_WRAP_PRIV_H
#define SX_PLOT_WRAP_PRIV_H

#include "base/arena.h"

struct sx_wrapped {
	struct sx_str line[2]; /* the second is empty where one is enough; "…" marks what was cut */
};

/* Break checked, clean text after a blank, a hyphen or a CJK character; inside a word only where nothing else is
 * possible. */
struct sx_wrapped sx_wrap(struct sx_str text, double size, double width, unsigned lines, struct sx_arena *arena);

/* The text's beginning within `head`, "…", and what follows from byte `from` on: for texts that begin alike. */
struct sx_str sx_elide(struct sx_str text, double size, double head, size_t from, struct sx_arena *arena);

#endif
