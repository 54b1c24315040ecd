#include "plot/axis_priv.h"

#include "plot/axis_fit_priv.h"

#include <math.h>

/* Part of the axis by which its range is longer than its line at least, so that no rounding drops a point at the very
 * end. */
static const double hair = 1e-6;

void sx_series_span(const struct sx_series *series, double *low, double *high)
{
	*low = INFINITY;
	*high = -INFINITY;
	for (size_t i = 0; i < series->n; i++) {
		*low = fmin(*low, series->row[i].low);
		*high = fmax(*high, series->row[i].high);
	}
}

struct sx_span sx_axis_span(const struct sx_series *series, double unit)
{
	struct sx_span span;
	sx_series_span(series, &span.low, &span.high);
	return (struct sx_span){ span.low / unit, span.high / unit };
}

static double along(const struct sx_axis *axis, double value)
{
	return axis->log ? log10(value) : value;
}

static double back(const struct sx_axis *axis, double place)
{
	return axis->log ? pow(10, place) : place;
}

double sx_axis_place(const struct sx_axis *axis, double value, double length)
{
	double low = along(axis, axis->low), high = along(axis, axis->high);
	return (along(axis, value) - low) / (high - low) * length;
}

/* The room that arrows need beyond either end of the line when it is so long. */
static void arrow_room(const struct sx_axis *axis, const struct sx_series *series, const struct sx_room *room,
		       double line, double pad[2])
{
	double low = along(axis, axis->line_low), span = along(axis, axis->line_high) - low;
	pad[0] = pad[1] = 0;
	for (size_t i = 0; i < series->n; i++) {
		const struct sx_series_row *row = &series->row[i];
		double at = (along(axis, row->at / axis->unit) - low) / span * line;
		if (row->mark == SX_MARK_LESS)
			pad[0] = fmax(pad[0], room->arrow - at);
		if (row->mark == SX_MARK_MORE)
			pad[1] = fmax(pad[1], room->arrow - (line - at));
		if (axis->log) {
			pad[0] = fmax(pad[0], room->dot - at);
			pad[1] = fmax(pad[1], room->dot - (line - at));
		}
	}
}

/* Widen the range beyond the line by the arrows' room. Converges fast: a shorter line needs hardly more of it. */
void sx_axis_make_room(struct sx_axis *axis, const struct sx_series *series, const struct sx_room *room)
{
	double pad[2] = { 0, 0 }, line = room->length;
	for (int i = 0; i < 4; i++) {
		arrow_room(axis, series, room, line, pad);
		line = fmax(room->length - pad[0] - pad[1], room->length / 4);
	}
	double low = along(axis, axis->line_low), high = along(axis, axis->line_high);
	axis->low = back(axis, low - fmax(pad[0] / line, hair) * (high - low));
	axis->high = back(axis, high + fmax(pad[1] / line, hair) * (high - low));
}

static double text_width(const struct sx_tick *tick, const struct sx_room *room)
{
	return room->width(sx_str_of(tick->text), room->font);
}

/* Whether the words of two ticks keep their distance. */
bool sx_tick_apart(const struct sx_axis *axis, const struct sx_tick *a, const struct sx_tick *b,
		   const struct sx_room *room)
{
	double distance = fabs(sx_axis_place(axis, a->at, room->length) - sx_axis_place(axis, b->at, room->length));
	return distance >= (text_width(a, room) + text_width(b, room)) / 2 + room->gap;
}

bool sx_axis_all_apart(const struct sx_axis *axis, const struct sx_room *room)
{
	const struct sx_tick *before = NULL;
	for (size_t i = 0; i < axis->n; i++) {
		if (!axis->tick[i].text[0])
			continue;
		if (before && !sx_tick_apart(axis, before, &axis->tick[i], room))
			return false;
		before = &axis->tick[i];
	}
	return true;
}

/* Take the words from ticks that stand too close to the one before. */
void sx_axis_thin_out(struct sx_axis *axis, const struct sx_room *room)
{
	const struct sx_tick *before = NULL;
	for (size_t i = 0; i < axis->n; i++) {
		struct sx_tick *tick = &axis->tick[i];
		if (tick->text[0] && before && !sx_tick_apart(axis, before, tick, room))
			tick->text[0] = '\0';
		if (tick->text[0])
			before = tick;
	}
}

struct sx_tick *sx_axis_add_tick(struct sx_axis *axis, double at)
{
	if (axis->n == SX_MOST_TICKS)
		return NULL;
	axis->tick[axis->n] = (struct sx_tick){ .at = at };
	return &axis->tick[axis->n++];
}

void sx_axis_fit(struct sx_axis *axis, enum sx_axis_kind kind, const struct sx_series *series,
		 const struct sx_room *room)
{
	*axis = (struct sx_axis){ .unit = 1 };
	switch (kind) {
	case SX_AXIS_SHARES:
		sx_axis_fit_shares(axis, series, room);
		return;
	case SX_AXIS_LINEAR:
	case SX_AXIS_BARS:
	case SX_AXIS_FROM_ZERO:
		sx_axis_fit_linear(axis, kind != SX_AXIS_LINEAR, series, room);
		return;
	case SX_AXIS_DECADES:
		sx_axis_fit_decades(axis, series, room);
		return;
	case SX_AXIS_TIMES:
		sx_axis_fit_times(axis, series, room);
		return;
	}
}
