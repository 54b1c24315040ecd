/* Where the rows of a chart stand, in points. */
#ifndef SX_PLOT_LAYOUT_PRIV_H
#define SX_PLOT_LAYOUT_PRIV_H

#include "plot/axis_priv.h"
#include "plot/rows_priv.h"
#include "plot/wrap_priv.h"

struct sx_layout_row {
	double y;       /* middle of the mark, in rows from the top */
	double text_y;  /* of the value as stated */
	double label_y; /* of the label */
	double head_y;  /* of the heading before it; 0: none */
	struct sx_wrapped label;
	struct sx_str shown, when, heading;
};

/* All is counted from the upper left corner of the room that the chart was given. */
struct sx_layout {
	double font;
	double width;       /* of the room */
	double left, right; /* margins of the axis in it */
	double top;         /* what stands above the rows */
	double when_x;      /* where the column of periods begins; 0: there is none */
	double rows;        /* height of the plot in rows of one line */
	struct sx_layout_row *row;
	struct sx_axis axis;
	struct sx_str title; /* of the axis */
	double title_x;      /* its middle */
};

/* Distances in points. */
enum {
	SX_EDGE = 2,        /* the page's own margin */
	SX_ROW = 12,        /* height of a row */
	SX_ARROW = 10,      /* length of an arrow */
	SX_LABEL_GAP = 5,   /* between a label and the axis */
	SX_VALUE_GAP = 7,   /* between the axis and a value */
	SX_TITLE_DROP = 21, /* from the axis line down to the middle of its title */
	SX_FOOT = 29,       /* below the rows: ticks, their words, the title */
	SX_COLUMN_GAP = 10, /* beside the column of periods */
	SX_INDENT = 8,      /* of the rows of a table under their heading */
	SX_TALLEST = 481,   /* 170 mm */
};

int sx_layout_rows(struct sx_layout *layout, const struct sx_rows_style *style, const struct sx_canvas *canvas,
		   const struct sx_series *series, const struct sx_area *area, double font, struct sx_err *err);

/* From the top of the area to its end, ticks and title of the axis included. */
static inline double sx_layout_height(const struct sx_layout *layout)
{
	return layout->top + layout->rows * SX_ROW + SX_FOOT;
}

#endif
