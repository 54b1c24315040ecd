/* The known spelling nearest to a mistyped one. */
#ifndef SX_CLI_NEAREST_H
#define SX_CLI_NEAREST_H

#include "base/str.h"

struct sx_nearest {
	struct sx_str wanted;
	struct sx_str best; /* the nearest of those tried; first one wins */
	size_t distance;
};

struct sx_nearest sx_nearest_to(struct sx_str wanted);
void sx_nearest_try(struct sx_nearest *nearest, struct sx_str candidate);

/* Whether the best is near enough to be what was meant: one letter in three may differ. */
bool sx_nearest_found(const struct sx_nearest *nearest);

#endif
