/* What a scene is made of, for those that write it in the language of a program that draws. */
#ifndef SX_PLOT_SCENE_WRITE_PRIV_H
#define SX_PLOT_SCENE_WRITE_PRIV_H

#include "plot/scene_priv.h"

enum sx_item_kind { SX_ITEM_LINE, SX_ITEM_DOT, SX_ITEM_TEXT };

/* One thing that is drawn; those of a layer in the order in which they came. */
struct sx_item {
	struct sx_item *next;
	enum sx_item_kind kind;
	struct sx_place from, to; /* a line's ends, a box's corners */
	unsigned colour, shape;
	struct sx_str text;
};

/* Append script and data for gnuplot. */
void sx_scene_to_gnuplot(const struct sx_scene *scene, const struct sx_canvas *canvas, struct sx_figure *figure);

/* Append a file for LaTeX, which is the figure itself. */
void sx_scene_to_tex(const struct sx_scene *scene, const struct sx_canvas *canvas, struct sx_figure *figure);

#endif
