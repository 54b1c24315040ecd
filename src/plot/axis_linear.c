#include "plot/axis_fit_priv.h"
#include "plot/family_priv.h"

#include <math.h>
#include <stdio.h>

#define MINUS "\xE2\x88\x92"

/* "−1,250.5": a tick's number, decimals as its step has them. */
static void write_number(char text[SX_TICK_TEXT], double value, int decimals)
{
	char plain[SX_TICK_TEXT];
	double size = fabs(value);
	const char *sign = value < 0 && size > 0 ? MINUS : "";
	if (!(size > 0)) {
		snprintf(text, SX_TICK_TEXT, "0");
		return;
	}
	if (size >= 1e9 || decimals > 9) {
		int exponent = (int)floor(log10(size) + SX_AXIS_SLACK);
		double mantissa = size / pow(10, exponent);
		snprintf(text, SX_TICK_TEXT, exponent ? "%s%.3ge%d" : "%s%.3g", sign, mantissa, exponent);
		return;
	}
	int whole = snprintf(plain, sizeof plain, "%.*f", decimals, size) - decimals - (decimals > 0);
	size_t at = (size_t)snprintf(text, SX_TICK_TEXT, "%s", sign);
	for (int i = 0; plain[i] && at + 2 < SX_TICK_TEXT; i++) {
		if (i && i < whole && (whole - i) % 3 == 0)
			text[at++] = ',';
		text[at++] = plain[i];
	}
	text[at] = '\0';
}

/* 2.5 only where it costs no decimal: 250, not 0.25. */
static double nice_above(double step, bool whole, int *decimals)
{
	static const double mantissas[] = { 1, 2, 2.5, 5, 10 };
	if (whole)
		step = fmax(step, 1);
	double exponent = floor(log10(step) + SX_AXIS_SLACK), power = pow(10, exponent);
	for (size_t i = 0; i < 5; i++) {
		double mantissa = mantissas[i];
		if (mantissa * power < step * (1 - SX_AXIS_SLACK) || (mantissa == 2.5 && power < 10))
			continue;
		double digits = mantissa == 10 ? -exponent - 1 : -exponent;
		*decimals = digits > 0 ? (int)digits : 0;
		return mantissa * power;
	}
	return 10 * power;
}

static void linear_ticks(struct sx_axis *axis, struct sx_span span, double intervals, bool whole)
{
	int decimals = 0;
	double step = nice_above((span.high - span.low) / intervals, whole, &decimals);
	double first = floor(span.low / step + SX_AXIS_SLACK), last = ceil(span.high / step - SX_AXIS_SLACK);
	axis->n = 0;
	axis->line_low = first * step;
	axis->line_high = last * step;
	for (double i = first; i <= last; i++) {
		struct sx_tick *tick = sx_axis_add_tick(axis, i * step);
		if (tick)
			write_number(tick->text, tick->at, decimals);
	}
}

/* What the numbers of a linear axis are counted in: a unit of time, or millions, billions, trillions. */
static double linear_unit(const struct sx_series *series)
{
	if (series->family == SX_FAMILY_DURATION)
		return sx_unit_seconds(series->unit);
	struct sx_span span = sx_axis_span(series, 1);
	double size = fmax(fabs(span.low), fabs(span.high));
	if (size >= 1e15)
		return 1;
	return size >= 1e12 ? 1e12 : size >= 1e9 ? 1e9 : size >= 1e6 ? 1e6 : 1;
}

bool sx_axis_leaves_zero(const struct sx_series *series)
{
	struct sx_span span = sx_axis_span(series, 1);
	double size = fmax(fabs(span.low), fabs(span.high));
	return span.high - span.low < size / 4 && (span.low > 0 || span.high < 0);
}

void sx_axis_fit_linear(struct sx_axis *axis, bool bars, const struct sx_series *series, const struct sx_room *room)
{
	axis->unit = linear_unit(series);
	struct sx_span span = sx_axis_span(series, axis->unit);
	double size = fmax(fabs(span.low), fabs(span.high));
	if (bars || !sx_axis_leaves_zero(series)) {
		span.low = fmin(span.low, 0);
		span.high = fmax(span.high, 0);
	}
	if (span.high - span.low <= size * 1e-12) { /* one value, many times */
		span.low -= size > 0 ? size / 100 : 0.5;
		span.high += size > 0 ? size / 100 : 0.5;
	}
	bool whole = series->family == SX_FAMILY_COUNT && axis->unit <= 1;
	double most = fmax(2, fmin(6, floor(room->length / (4 * room->font))));
	for (double intervals = most; intervals >= 1; intervals--) {
		linear_ticks(axis, span, intervals, whole);
		sx_axis_make_room(axis, series, room);
		if (axis->n >= 2 && sx_axis_all_apart(axis, room))
			return;
	}
	sx_axis_thin_out(axis, room);
}

void sx_axis_fit_shares(struct sx_axis *axis, const struct sx_series *series, const struct sx_room *room)
{
	axis->unit = 1;
	axis->line_low = 0;
	axis->line_high = 100;
	for (double step = 25; step <= 100; step *= 2) {
		axis->n = 0;
		for (double at = 0; at <= 100; at += step) {
			struct sx_tick *tick = sx_axis_add_tick(axis, at);
			if (tick)
				write_number(tick->text, at, 0);
		}
		sx_axis_make_room(axis, series, room);
		if (sx_axis_all_apart(axis, room))
			return;
	}
	sx_axis_thin_out(axis, room);
}
