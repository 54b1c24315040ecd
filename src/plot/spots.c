#include "plot/spots_priv.h"

int sx_spots_open(struct sx_spots *spots, size_t room, struct sx_box page, struct sx_arena *arena)
{
	*spots = (struct sx_spots){ .page = page, .room = room };
	spots->box = sx_arena_alloc(arena, (room + 1) * sizeof *spots->box);
	spots->line = sx_arena_alloc(arena, (room + 1) * sizeof *spots->line);
	spots->weight = sx_arena_alloc(arena, (room + 1) * sizeof *spots->weight);
	return spots->box && spots->line && spots->weight ? 0 : -1;
}

void sx_spots_take(struct sx_spots *spots, struct sx_box box)
{
	if (spots->boxes == spots->room)
		return;
	spots->box[spots->boxes++] = box;
	spots->marks = spots->boxes;
}

void sx_spots_cross(struct sx_spots *spots, struct sx_box line, int weight)
{
	if (spots->lines == spots->room)
		return;
	spots->weight[spots->lines] = weight;
	spots->line[spots->lines++] = line;
}

static bool meet(const struct sx_box *a, const struct sx_box *b)
{
	return a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
}

/* Whether a line runs through a box: one of so many places on it lies inside. */
static bool runs_through(const struct sx_box *line, const struct sx_box *box)
{
	enum { PLACES = 64 };
	for (int i = 0; i <= PLACES; i++) {
		double x = line->x0 + (line->x1 - line->x0) * i / PLACES;
		double y = line->y0 + (line->y1 - line->y0) * i / PLACES;
		if (x > box->x0 && x < box->x1 && y > box->y0 && y < box->y1)
			return true;
	}
	return false;
}

/* Whether a text in that box could be taken for the name of a mark, which is not the one at x, y. */
static bool misleads(const struct sx_box *mark, const struct sx_box *box, double x, double y)
{
	const double near = 5;
	struct sx_box round = { mark->x0 - near, mark->y0 - near, mark->x1 + near, mark->y1 + near };
	bool own = x >= mark->x0 && x <= mark->x1 && y >= mark->y0 && y <= mark->y1;
	return !own && meet(&round, box);
}

/* What the lines weigh that a box would hide, and the marks that it comes near; -1 when it may not stand there at all.
 */
static int harm(const struct sx_spots *spots, const struct sx_box *box, double x, double y)
{
	const int mistaken = 2;
	int weight = 0;
	if (box->x0 < spots->page.x0 || box->x1 > spots->page.x1 || box->y0 < spots->page.y0 ||
	    box->y1 > spots->page.y1)
		return -1;
	for (size_t i = 0; i < spots->boxes; i++)
		if (meet(&spots->box[i], box))
			return -1;
	for (size_t i = 0; i < spots->marks; i++)
		weight += misleads(&spots->box[i], box, x, y) ? mistaken : 0;
	for (size_t i = 0; i < spots->lines; i++)
		weight += runs_through(&spots->line[i], box) ? spots->weight[i] : 0;
	return weight;
}

bool sx_spots_find(struct sx_spots *spots, double x, double y, double width, double height, double *left,
		   double *middle)
{
	/* Where the text stands from the point: its end that is nearer (-1 left, 0 middle, 1 right), and how far. */
	static const struct {
		int side;
		double dx, dy;
	} ways[] = {
		{ 1, 4, 7 },   { 1, 4, -7 }, { -1, 4, -7 }, { -1, 4, 7 },  { 0, 0, -9 },   { 0, 0, 9 },
		{ 1, 6, 0 },   { -1, 6, 0 }, { 1, 5, 11 },  { 1, 5, -11 }, { -1, 5, -11 }, { -1, 5, 11 },
		{ 0, 0, -15 }, { 0, 0, 15 }, { 1, 5, 16 },  { 1, 5, -16 }, { -1, 5, -16 }, { -1, 5, 16 },
	};
	int least = -1;
	struct sx_box best = { 0 };
	for (size_t i = 0; i < sizeof ways / sizeof *ways && least != 0; i++) {
		double from = ways[i].side > 0   ? x + ways[i].dx
			      : ways[i].side < 0 ? x - ways[i].dx - width
						 : x - width / 2;
		struct sx_box box = { from, y + ways[i].dy - height / 2, from + width, y + ways[i].dy + height / 2 };
		int hidden = harm(spots, &box, x, y);
		if (hidden >= 0 && (least < 0 || hidden < least)) {
			least = hidden;
			best = box;
		}
	}
	if (least < 0)
		return false;
	const double apart = 3; /* from the next text on the same line */
	size_t marks = spots->marks;
	sx_spots_take(spots, (struct sx_box){ best.x0 - apart, best.y0, best.x1 + apart, best.y1 });
	spots->marks = marks;
	*left = best.x0;
	*middle = (best.y0 + best.y1) / 2;
	return true;
}
