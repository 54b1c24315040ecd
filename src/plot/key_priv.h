/* The key to the marks, under a figure that has more than one of them. */
#ifndef SX_PLOT_KEY_PRIV_H
#define SX_PLOT_KEY_PRIV_H

#include "plot/scene_priv.h"

/* Draw it from page_h on, over the page's whole width, and make the page longer by it. `upright`: arrows and ranges
 * stand, as in a series. */
void sx_key_add(struct sx_scene *scene, const struct sx_canvas *canvas, const struct sx_series *series, bool upright);

/* A mark at a place; `low` and `high` are its ends where it has some. */
void sx_mark_draw(struct sx_scene *scene, enum sx_mark mark, struct sx_place at, struct sx_place low,
		  struct sx_place high, bool upright, unsigned shape, unsigned colour);

#endif
