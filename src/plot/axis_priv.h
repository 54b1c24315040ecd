/* The one axis of a figure: its ends, its ticks and their words, fitted to the room there is. */
#ifndef SX_PLOT_AXIS_PRIV_H
#define SX_PLOT_AXIS_PRIV_H

#include "base/buf.h"
#include "model/series.h"

enum sx_axis_kind {
	SX_AXIS_SHARES,    /* 0 to 100 */
	SX_AXIS_LINEAR,    /* from zero, unless all values lie close together far from it */
	SX_AXIS_BARS,      /* linear, from zero always */
	SX_AXIS_FROM_ZERO, /* the same for dots */
	SX_AXIS_DECADES,   /* logarithmic, powers of ten */
	SX_AXIS_TIMES,     /* logarithmic, 1 day, 1 week, 1 month, 1 year … */
};

enum { SX_MOST_TICKS = 48, SX_TICK_TEXT = 24 };

struct sx_tick {
	double at;
	char text[SX_TICK_TEXT]; /* empty: a short tick without words */
};

struct sx_axis {
	bool log;
	double unit;                /* a value of the series is divided by it */
	double line_low, line_high; /* the drawn line, in axis units */
	double low, high;           /* the line with room beyond it for arrows */
	struct sx_tick tick[SX_MOST_TICKS];
	size_t n;
};

/* The room an axis has, in points or in cells. */
struct sx_room {
	double length;
	double arrow; /* an arrow and the dot it starts from */
	double dot;   /* half a dot: on a logarithmic axis none stands across its end */
	double gap;   /* least space between the words of two ticks */
	double font;
	double (*width)(struct sx_str text, double font);
};

void sx_axis_fit(struct sx_axis *axis, enum sx_axis_kind kind, const struct sx_series *series,
		 const struct sx_room *room);

/* Whether all values lie so close together, far from zero, that a linear axis of dots begins elsewhere. */
bool sx_axis_leaves_zero(const struct sx_series *series);

/* Where a value of the axis lies in its room. */
double sx_axis_place(const struct sx_axis *axis, double value, double length);

/* Smallest and largest value, ranges and uncertainties with their ends. */
void sx_series_span(const struct sx_series *series, double *low, double *high);

/* "1", "1,000", "10 million": a power of ten. */
void sx_decade_words(char text[SX_TICK_TEXT], int exponent);

/* "Number (logarithmic scale)", "Length (km)", "USD (billions)". */
void sx_axis_title(const struct sx_axis *axis, const struct sx_series *series, struct sx_buf *out);

#endif
