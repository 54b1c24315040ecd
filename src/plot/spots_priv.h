/* Room for labels beside points: what is taken, and where a text does least harm. */
#ifndef SX_PLOT_SPOTS_PRIV_H
#define SX_PLOT_SPOTS_PRIV_H

#include "base/arena.h"
#include "base/str.h"

struct sx_box {
	double x0, y0, x1, y1;
};

/* Boxes that a label must not touch, and lines that it had better not, the more the heavier. */
struct sx_spots {
	struct sx_box page;
	struct sx_box *box, *line;        /* a line from x0, y0 to x1, y1 */
	int *weight;                      /* of each line */
	size_t boxes, marks, lines, room; /* the first boxes are marks, the others names */
};

int sx_spots_open(struct sx_spots *spots, size_t room, struct sx_box page, struct sx_arena *arena);

/* Take room for a mark; marks come before any name. */
void sx_spots_take(struct sx_spots *spots, struct sx_box box);
void sx_spots_cross(struct sx_spots *spots, struct sx_box line, int weight);

/* The place for a text of that size near a point, which is then taken: its left end and its middle. False when there is
 * none. */
bool sx_spots_find(struct sx_spots *spots, double x, double y, double width, double height, double *left,
		   double *middle);

#endif
