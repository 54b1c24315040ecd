/* A figure as what is drawn: lines, boxes, marks and texts, each at a place that this program computed. gnuplot, or
 * LaTeX, is told; it decides nothing. The script for gnuplot is a template of this program's own, every number and
 * every word stands in the data file: two figures that differ in their words alone have the same script, byte for byte,
 * and no word can be run. docs/charts.md says why that matters. */
#ifndef SX_PLOT_SCENE_PRIV_H
#define SX_PLOT_SCENE_PRIV_H

#include "plot/chart_priv.h"

/* Names of the script and the data while gnuplot runs. */
#define SX_SCRIPT_NAME "fig.gp"
#define SX_DATA_NAME   "fig.tsv"

/* How both begin: what begins otherwise is another's file. */
#define SX_SCRIPT_HEAD "# A figure by statext"
#define SX_DATA_HEAD   "# The data of a figure by statext"

/* Letters in points on the page of the layout, which is wide from so many millimetres on. */
#define SX_NARROW_FONT 7.0
#define SX_WIDE_FONT   7.5
#define SX_WIDE_MM     120.0

/* Lowest first. */
enum sx_layer {
	SX_LAYER_GUIDES,  /* thin grey lines */
	SX_LAYER_BARS,    /* boxes, outlined */
	SX_LAYER_LINES,   /* half a point: axes, ticks, rules */
	SX_LAYER_TREND,   /* 0.8 pt, from point to point of a series */
	SX_LAYER_DASHED,  /* the same to and from what is no exact point */
	SX_LAYER_SPREADS, /* 0.8 pt: uncertainties */
	SX_LAYER_RANGES,  /* 2.5 pt */
	SX_LAYER_ARROWS,
	SX_LAYER_DOTS,
	SX_LAYER_HOLES, /* of open dots */
	SX_LAYER_LEFT,  /* texts that begin at their place */
	SX_LAYER_RIGHT, /* … end there */
	SX_LAYER_CENTER,
	SX_LAYER_UPRIGHT, /* centred, read from below */
	SX_LAYER_BOLD,    /* begin there */
	SX_LAYERS
};

/* All but the fill of outlined bars and the guides stand out from white by 3:1 and more. */
enum {
	SX_BLUE = 0x0072B2,
	SX_MEDIUM = 0x5499C7,
	SX_LIGHT = 0x9ECAE1,
	SX_ORANGE = 0xD55E00,
	SX_BLACK = 0,
	SX_GREY = 0x888888,
	SX_GUIDE = 0xE4E4E4,
};

/* gnuplot's numbers for shapes that every terminal fills. */
enum { SX_SQUARE = 5, SX_CIRCLE = 7, SX_TRIANGLE = 9, SX_TRIANGLE_DOWN = 11, SX_DIAMOND = 13 };

/* A part of the page with scales of its own. x grows to the right; y_high is at the top. */
struct sx_frame {
	double left, top, width, height; /* points, from the page's upper left corner */
	double x_low, x_high, y_low, y_high;
	bool x_log, y_log;
};

/* A place: on the scales of a frame, moved by points to the right and down. Frame 0 is the page in points. */
struct sx_place {
	unsigned frame;
	double x, y, dx, dy;
};

enum { SX_MOST_FRAMES = 24 };

struct sx_item; /* scene_write_priv.h */

struct sx_scene {
	double font;           /* points */
	double page_w, page_h; /* points; the height may be set last */
	struct sx_frame frame[SX_MOST_FRAMES];
	unsigned frames;
	struct sx_item *first[SX_LAYERS], *last[SX_LAYERS]; /* in the arena */
	struct sx_arena *arena;
};

/* Size of the letters of the layout. */
double sx_scene_font(const struct sx_canvas *canvas);

void sx_scene_open(struct sx_scene *scene, const struct sx_canvas *canvas);

/* The new frame's number; the last one again when there are too many. */
unsigned sx_scene_frame(struct sx_scene *scene, const struct sx_frame *frame);

/* A line of one of the layers of lines; a box from corner to corner. */
void sx_scene_line(struct sx_scene *scene, enum sx_layer layer, struct sx_place from, struct sx_place to,
		   unsigned colour);
void sx_scene_dot(struct sx_scene *scene, enum sx_layer layer, struct sx_place at, unsigned shape, unsigned colour);

/* An empty text draws nothing. */
void sx_scene_text(struct sx_scene *scene, enum sx_layer layer, struct sx_place at, struct sx_str text);

/* On the page. */
static inline struct sx_place sx_at(double x, double y)
{
	return (struct sx_place){ .x = x, .y = y };
}

/* Points that a title of two lines takes. */
#define SX_TITLE_ROOM 26.0

/* The title above the figure and the source under it, where they stand inside. The head's height is returned. */
double sx_scene_head(struct sx_scene *scene, const struct sx_canvas *canvas, const struct sx_figure *figure);
void sx_scene_foot(struct sx_scene *scene, const struct sx_canvas *canvas, const struct sx_series *series);

/* Write the script and the data into the figure, or its bytes where no gnuplot is needed, and its size. */
int sx_scene_close(struct sx_scene *scene, const struct sx_canvas *canvas, struct sx_figure *figure,
		   struct sx_err *err);

#endif
