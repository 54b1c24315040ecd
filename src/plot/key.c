#include "plot/key_priv.h"

#include "plot/fontwidth_priv.h"
#include "plot/layout_priv.h"
#include "plot/marks_priv.h"

#include <math.h>

static const double line_height = 10, space = 14, close_space = 9, reach = 13;

struct entry {
	enum sx_mark mark;
	double x;          /* of its dot */
	double lead, rest; /* what it needs to the left of that, and to the right, words included */
	unsigned line;
};

static struct sx_place moved(struct sx_place at, double dx, double dy)
{
	at.dx += dx;
	at.dy += dy;
	return at;
}

static bool is_open(enum sx_mark mark)
{
	return mark == SX_MARK_ABOUT || mark == SX_MARK_MORE || mark == SX_MARK_LESS || mark == SX_MARK_TARGET;
}

void sx_mark_draw(struct sx_scene *scene, enum sx_mark mark, struct sx_place at, struct sx_place low,
		  struct sx_place high, bool upright, unsigned shape, unsigned colour)
{
	double arrow = mark == SX_MARK_LESS ? -SX_ARROW : SX_ARROW;
	if (mark == SX_MARK_TARGET) {
		shape = SX_DIAMOND;
		colour = colour == SX_BLUE ? SX_ORANGE : colour;
	}
	if (mark == SX_MARK_SPREAD)
		sx_scene_line(scene, SX_LAYER_SPREADS, low, high, colour);
	if (mark == SX_MARK_RANGE)
		sx_scene_line(scene, SX_LAYER_RANGES, low, high, colour);
	if (mark == SX_MARK_MORE || mark == SX_MARK_LESS)
		sx_scene_line(scene, SX_LAYER_ARROWS, at, moved(at, upright ? 0 : arrow, upright ? -arrow : 0), colour);
	if (mark != SX_MARK_RANGE)
		sx_scene_dot(scene, SX_LAYER_DOTS, at, shape, colour);
	if (is_open(mark))
		sx_scene_dot(scene, SX_LAYER_HOLES, at, shape, 0xFFFFFF);
}

/* How far right of an entry's dot its words begin, and how far left of it the entry begins. */
static double key_reach(enum sx_mark mark, bool upright)
{
	bool wide = mark == SX_MARK_MORE || mark == SX_MARK_RANGE || mark == SX_MARK_SPREAD;
	return wide && !upright ? reach + 1 : 6;
}

static double key_lead(enum sx_mark mark, bool upright)
{
	return mark == SX_MARK_LESS && !upright ? reach : 3;
}

static void draw_entry(struct sx_scene *scene, const struct entry *entry, double y, const struct sx_series *series,
		       bool upright)
{
	struct sx_place at = sx_at(entry->x, y), low = at, high = at;
	if (upright && entry->mark != SX_MARK_EXACT && entry->mark != SX_MARK_ABOUT) {
		at.dy = entry->mark == SX_MARK_MORE ? 4 : entry->mark == SX_MARK_LESS ? -4 : 0;
		low.dy = 4;
		high.dy = -4;
	} else if (entry->mark == SX_MARK_RANGE || entry->mark == SX_MARK_SPREAD) {
		high.dx = SX_ARROW;
		at.dx = SX_ARROW / 2.0;
	}
	sx_mark_draw(scene, entry->mark, at, low, high, upright, SX_CIRCLE, SX_BLUE);
	sx_scene_text(scene, SX_LAYER_LEFT, sx_at(entry->x + key_reach(entry->mark, upright), y),
		      sx_str_of(sx_mark_words(entry->mark, series)));
}

/* Stand n entries in columns of equal lines; the width they take, or more than `most` when they cannot. */
static double set_columns(struct entry *entries, unsigned n, unsigned columns, double gap)
{
	double x = 0;
	for (unsigned column = 0; column < columns; column++) {
		double lead = 0, rest = 0;
		for (unsigned i = column; i < n; i += columns) {
			lead = fmax(lead, entries[i].lead);
			rest = fmax(rest, entries[i].rest);
		}
		for (unsigned i = column; i < n; i += columns) {
			entries[i].x = x + lead;
			entries[i].line = i / columns;
		}
		x += lead + rest + gap;
	}
	return x - gap;
}

/* Entries side by side, centred; where one line does not hold them, in as few lines as do, under one another. */
void sx_key_add(struct sx_scene *scene, const struct sx_canvas *canvas, const struct sx_series *series, bool upright)
{
	unsigned marks = sx_marks_of(series), n = 0;
	struct entry entries[SX_MARKS];
	double font = scene->font * canvas->widen, height = line_height + (upright ? 6 : 0);
	double room = scene->page_w - 2 * SX_EDGE, width = 0;
	if (!sx_marks_need_key(marks))
		return;
	for (enum sx_mark mark = 0; mark < SX_MARKS; mark++) {
		double words = sx_text_width(sx_str_of(sx_mark_words(mark, series)), font);
		if (marks & 1u << mark)
			entries[n++] = (struct entry){ .mark = mark,
						       .lead = key_lead(mark, upright),
						       .rest = key_reach(mark, upright) + words };
	}
	unsigned lines = 0, columns = n;
	do {
		lines++;
		columns = (n + lines - 1) / lines;
		width = set_columns(entries, n, columns, space);
		if (width > room)
			width = set_columns(entries, n, columns, close_space);
	} while (width > room && columns > 1);
	double left = fmax(SX_EDGE, (scene->page_w - width) / 2);
	for (unsigned i = 0; i < n; i++) {
		entries[i].x += left;
		draw_entry(scene, &entries[i], scene->page_h + height * (entries[i].line + 0.5), series, upright);
	}
	scene->page_h += height * lines + SX_EDGE;
}
