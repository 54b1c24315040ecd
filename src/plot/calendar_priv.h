/* The axis of time: days from 1970 as places on it, and ticks at years, months or days. */
#ifndef SX_PLOT_CALENDAR_PRIV_H
#define SX_PLOT_CALENDAR_PRIV_H

#include "plot/axis_priv.h"

/* The scale of the places: each period a year of its own, or days. */
struct sx_calendar {
	bool years;
	double low, high;
	struct sx_tick tick[SX_MOST_TICKS];
	size_t n;
};

/* Fit to the rows of a series over time and to `length` points. */
void sx_calendar_fit(struct sx_calendar *calendar, const struct sx_series *series, double length, double font);

/* Where a row stands. */
double sx_calendar_at(const struct sx_calendar *calendar, const struct sx_series_row *row);

#endif
