#include "plot/axis_fit_priv.h"

#include <math.h>
#include <stdio.h>

static const char *const magnitudes[] = { "", ",000", " million", " billion", " trillion" };

/* "1", "1,000", "10 million"; beyond what has a name "1e15", "1e-7". */
void sx_decade_words(char text[SX_TICK_TEXT], int exponent)
{
	static const char *const ones[] = { "1", "10", "100" };
	if (exponent < -6 || exponent > 14)
		snprintf(text, SX_TICK_TEXT, "1e%d", exponent);
	else if (exponent < 0)
		snprintf(text, SX_TICK_TEXT, "%.*f", -exponent, pow(10, exponent));
	else
		snprintf(text, SX_TICK_TEXT, "%s%s", ones[exponent % 3], magnitudes[exponent / 3]);
}

/* Ends of a line from low to high, in powers of ten: whole ones where that costs little of it, else at 1, 2 or 5. */
static struct sx_span line_of(struct sx_span span)
{
	static const double steps[] = { 0, 0.30102999566398120, 0.69897000433601880 };
	double low = log10(span.low), high = log10(span.high);
	double cheap = 0.12 * (high - low);
	double first = floor(low + SX_AXIS_SLACK), last = ceil(high - SX_AXIS_SLACK), from = first, to = last;
	for (int i = 0; i < 3 && low - first > cheap; i++)
		if (first + steps[i] <= low + SX_AXIS_SLACK)
			from = first + steps[i];
	for (int i = 2; i > 0 && last - high > cheap; i--)
		if (last - 1 + steps[i] >= high - SX_AXIS_SLACK)
			to = last - 1 + steps[i];
	return (struct sx_span){ from, to };
}

/* Stretch the line until so many powers of ten that are multiples of `step` lie on it, by the cheaper end first. */
static void stretch(struct sx_span *line, int step, size_t words)
{
	double first = ceil(line->low / step - SX_AXIS_SLACK) * step,
	       last = floor(line->high / step + SX_AXIS_SLACK) * step;
	while (last - first < (double)(words - 1) * step) {
		if (line->low - (first - step) <= last + step - line->high) {
			first -= step;
			line->low = first;
		} else {
			last += step;
			line->high = last;
		}
	}
}

/* The short ticks at 2, 3 … 9 times a power of ten, as far as they lie on the line. */
static void ninths(struct sx_axis *axis, struct sx_span line, int exponent)
{
	for (int m = 2; m <= 9; m++) {
		double at = exponent + log10(m);
		if (at >= line.low - SX_AXIS_SLACK && at <= line.high + SX_AXIS_SLACK)
			sx_axis_add_tick(axis, m * pow(10, exponent));
	}
}

static void decade_ticks(struct sx_axis *axis, struct sx_span line, int step, double length)
{
	const double room_for_ninths = 28; /* points a decade */
	double decades = line.high - line.low;
	int first = (int)floor(line.low + SX_AXIS_SLACK), last = (int)floor(line.high + SX_AXIS_SLACK);
	bool shorts = decades < SX_MOST_TICKS - 2;
	bool fine = step == 1 && (decades + 1) * 9 < SX_MOST_TICKS && length >= room_for_ninths * decades;
	axis->n = 0;
	axis->line_low = pow(10, line.low);
	axis->line_high = pow(10, line.high);
	for (int e = first; e <= last; e++) {
		if ((e % step == 0 || shorts) && e >= line.low - SX_AXIS_SLACK) {
			struct sx_tick *tick = sx_axis_add_tick(axis, pow(10, e));
			if (tick && e % step == 0)
				sx_decade_words(tick->text, e);
		}
		if (fine)
			ninths(axis, line, e);
	}
}

static size_t words_of(const struct sx_axis *axis)
{
	size_t n = 0;
	for (size_t i = 0; i < axis->n; i++)
		n += axis->tick[i].text[0] != '\0';
	return n;
}

/* Words every so many decades; false when they do not fit or are too few. */
static bool try_decades(struct sx_axis *axis, struct sx_span line, int step, size_t words,
			const struct sx_series *series, const struct sx_room *room)
{
	if (step <= 3 || words < 3)
		stretch(&line, step, words);
	decade_ticks(axis, line, step, room->length);
	sx_axis_make_room(axis, series, room);
	return words_of(axis) >= words && sx_axis_all_apart(axis, room);
}

void sx_axis_fit_decades(struct sx_axis *axis, const struct sx_series *series, const struct sx_room *room)
{
	static const int steps[] = { 1, 2, 3, 4, 6, 9, 12, 30, 60, 90, 150 };
	struct sx_span line = line_of(sx_axis_span(series, 1));
	struct sx_room close = *room;
	axis->log = true;
	axis->unit = 1;
	close.gap = room->gap * 0.7;
	for (size_t words = 3; words >= 2; words--)
		for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
			if (try_decades(axis, line, steps[i], words, series, &close))
				return;
	try_decades(axis, line, line.high - line.low > 6 ? 3 : 1, 3, series, &close);
	sx_axis_thin_out(axis, &close);
}

/* Times that have a name; the lower the rank, the sooner a tick gets its words. */
static const struct {
	double seconds;
	const char *text;
	int rank;
} moments[] = {
	{ 1e-9, "1 ns", 3 },
	{ 1e-6, "1 \xC2\xB5s", 3 },
	{ 1e-3, "1 ms", 2 },
	{ 1, "1 s", 1 },
	{ 60, "1 min", 2 },
	{ 3600, "1 hour", 1 },
	{ 86400, "1 day", 0 },
	{ 604800, "1 week", 2 },
	{ 2629746, "1 month", 1 },
	{ 31556952, "1 year", 0 },
	{ 315569520, "10 years", 1 },
	{ 3155695200, "100 years", 2 },
	{ 31556952000, "1,000 years", 2 },
	{ 31556952e4, "10,000 years", 3 },
	{ 31556952e5, "100,000 years", 3 },
	{ 31556952e6, "1 million years", 1 },
	{ 31556952e7, "10 million years", 3 },
	{ 31556952e8, "100 million years", 3 },
	{ 31556952e9, "1 billion years", 1 },
};

enum { MOMENTS = sizeof moments / sizeof *moments, RANKS = 4 };

/* The line ends at a named time unless that is far off. */
static struct sx_span time_line(struct sx_span span, int *first, int *last)
{
	const double far = 4, margin = 1.5;
	*first = 0;
	*last = MOMENTS - 1;
	while (*first + 1 < MOMENTS && moments[*first + 1].seconds <= span.low * (1 + SX_AXIS_SLACK))
		++*first;
	while (*last > 0 && moments[*last - 1].seconds >= span.high * (1 - SX_AXIS_SLACK))
		--*last;
	double low = moments[*first].seconds, high = moments[*last].seconds;
	bool few = *last - *first < 3;
	if (low > span.low || (!few && low * far < span.low)) {
		*first += low < span.low;
		low = span.low / margin;
	}
	if (high < span.high || (!few && high > span.high * far)) {
		*last -= high > span.high;
		high = span.high * margin;
	}
	return (struct sx_span){ low, high };
}

/* Words for the ticks in the order of their rank, wherever they keep their distance from those that have some. */
static void name_moments(struct sx_axis *axis, int first, const struct sx_room *room)
{
	for (int rank = 0; rank < RANKS; rank++) {
		for (size_t i = 0; i < axis->n; i++) {
			struct sx_tick tick = axis->tick[i];
			if (moments[first + (int)i].rank != rank)
				continue;
			snprintf(tick.text, sizeof tick.text, "%s", moments[first + (int)i].text);
			bool free_place = true;
			for (size_t k = 0; k < axis->n; k++)
				if (k != i && axis->tick[k].text[0])
					free_place &= sx_tick_apart(axis, &tick, &axis->tick[k], room);
			if (free_place)
				axis->tick[i] = tick;
		}
	}
}

/* Where one word leaves no room for another: the first tick and the last that stand apart. */
static void name_two(struct sx_axis *axis, int first, const struct sx_room *room)
{
	size_t low = 0, high = axis->n;
	if (words_of(axis) >= 2 || axis->n < 2)
		return;
	for (size_t i = 0; i < axis->n; i++)
		axis->tick[i].text[0] = '\0';
	for (; high > low + 1; high--) {
		struct sx_tick *a = &axis->tick[low], *b = &axis->tick[high - 1];
		snprintf(a->text, sizeof a->text, "%s", moments[first + (int)low].text);
		snprintf(b->text, sizeof b->text, "%s", moments[first + (int)high - 1].text);
		if (sx_tick_apart(axis, a, b, room))
			return;
		b->text[0] = '\0';
	}
}

void sx_axis_fit_times(struct sx_axis *axis, const struct sx_series *series, const struct sx_room *room)
{
	int first, last;
	struct sx_span line = time_line(sx_axis_span(series, 1), &first, &last);
	axis->log = true;
	axis->unit = 1;
	axis->line_low = line.low;
	axis->line_high = line.high;
	axis->n = 0;
	for (int i = first; i <= last; i++)
		sx_axis_add_tick(axis, moments[i].seconds);
	sx_axis_make_room(axis, series, room);
	name_moments(axis, first, room);
	name_two(axis, first, room);
}
