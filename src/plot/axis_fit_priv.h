/* What the kinds of axes share while they are fitted. */
#ifndef SX_PLOT_AXIS_FIT_PRIV_H
#define SX_PLOT_AXIS_FIT_PRIV_H

#include "plot/axis_priv.h"

/* For sums that are whole but for the last bit. */
#define SX_AXIS_SLACK 1e-9

struct sx_span {
	double low, high;
};

/* The same as sx_series_span(), in that unit. */
struct sx_span sx_axis_span(const struct sx_series *series, double unit);

/* Set the axis's range from its line: longer by what arrows need beyond either end. */
void sx_axis_make_room(struct sx_axis *axis, const struct sx_series *series, const struct sx_room *room);

/* One more tick without words; NULL when there are too many. */
struct sx_tick *sx_axis_add_tick(struct sx_axis *axis, double at);

/* Whether the words of two ticks, or of all neighbours, keep their distance. */
bool sx_tick_apart(const struct sx_axis *axis, const struct sx_tick *a, const struct sx_tick *b,
		   const struct sx_room *room);
bool sx_axis_all_apart(const struct sx_axis *axis, const struct sx_room *room);

/* Take the words from ticks that stand too close to the one before. */
void sx_axis_thin_out(struct sx_axis *axis, const struct sx_room *room);

void sx_axis_fit_shares(struct sx_axis *axis, const struct sx_series *series, const struct sx_room *room);
void sx_axis_fit_linear(struct sx_axis *axis, bool bars, const struct sx_series *series, const struct sx_room *room);
void sx_axis_fit_decades(struct sx_axis *axis, const struct sx_series *series, const struct sx_room *room);
void sx_axis_fit_times(struct sx_axis *axis, const struct sx_series *series, const struct sx_room *room);

#endif
