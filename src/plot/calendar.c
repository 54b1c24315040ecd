#include "plot/calendar_priv.h"

#include "plot/fontwidth_priv.h"

#include <math.h>
#include <stdio.h>

enum { MANY_TICKS = 10 };

static const double edge_share = 0.04; /* of the axis, before the first point and after the last */
static const double days_in_month = 30.4, days_in_year = 365.2425;

struct date {
	long year, month, day;
};

static struct date date_of(double at)
{
	long days = (long)floor(at) + 719468, era = (days >= 0 ? days : days - 146096) / 146097;
	long of_era = days - era * 146097;
	long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	long of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
	struct date date = { year + era * 400, month < 10 ? month + 3 : month - 9,
			     of_year - (153 * month + 2) / 5 + 1 };
	date.year += date.month <= 2;
	return date;
}

static double day_of(long year, long month)
{
	long y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
	long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
	return (double)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468);
}

/* Whether no two moments of the series fall into one calendar year. */
static bool one_a_year(const struct sx_series *series)
{
	enum { YEARS = 10000 };
	size_t seen[YEARS] = { 0 }; /* by which thing, from 1 */
	for (size_t i = 0; i < series->n; i++) {
		long year = date_of(series->row[i].day_high).year;
		if (year < 0 || year >= YEARS || seen[year] == series->row[i].thing + 1)
			return false;
		seen[year] = series->row[i].thing + 1;
	}
	return true;
}

double sx_calendar_at(const struct sx_calendar *calendar, const struct sx_series_row *row)
{
	return calendar->years ? (double)date_of(row->day_high).year : (row->day_low + row->day_high) / 2;
}

static void add_tick(struct sx_calendar *c, double at, const char *words)
{
	if (c->n < SX_MOST_TICKS && at >= c->low && at <= c->high) {
		c->tick[c->n].at = at;
		snprintf(c->tick[c->n++].text, SX_TICK_TEXT, "%s", words);
	}
}

static bool ticks_fit(const struct sx_calendar *c, double length, double font)
{
	for (size_t i = 1; i < c->n; i++) {
		double apart = (c->tick[i].at - c->tick[i - 1].at) / (c->high - c->low) * length;
		double words = (sx_text_width(sx_str_of(c->tick[i].text), font) +
				sx_text_width(sx_str_of(c->tick[i - 1].text), font)) /
			       2;
		if (apart < words + 6)
			return false;
	}
	return c->n > 0 && c->n <= MANY_TICKS;
}

static void year_ticks(struct sx_calendar *c, long step)
{
	char words[SX_TICK_TEXT];
	double low = c->years ? c->low : (double)date_of(c->low).year;
	double high = c->years ? c->high : (double)date_of(c->high).year + 1;
	for (double year = ceil(low / (double)step) * (double)step; year <= high && c->n < SX_MOST_TICKS;
	     year += (double)step) {
		snprintf(words, sizeof words, "%.0f", year);
		add_tick(c, c->years ? year : day_of((long)year, 1), words);
	}
}

static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

static void month_ticks(struct sx_calendar *c, long step)
{
	char words[SX_TICK_TEXT];
	struct date first = date_of(c->low);
	for (long m = first.year * 12; day_of(m / 12, m % 12 + 1) <= c->high && c->n < SX_MOST_TICKS; m += step) {
		snprintf(words, sizeof words, "%s %ld", months[m % 12], m / 12);
		add_tick(c, day_of(m / 12, m % 12 + 1), words);
	}
}

static void day_ticks(struct sx_calendar *c, long step)
{
	char words[SX_TICK_TEXT];
	for (double day = ceil(c->low); day <= c->high && c->n < SX_MOST_TICKS; day += (double)step) {
		struct date date = date_of(day);
		snprintf(words, sizeof words, "%ld %s", date.day, months[date.month - 1]);
		add_tick(c, day, words);
	}
}

/* The finest of these ticks whose words fit. */
static bool try_ticks(struct sx_calendar *c, void (*set)(struct sx_calendar *, long), const long *steps, double length,
		      double font)
{
	for (; *steps; steps++) {
		c->n = 0;
		set(c, *steps);
		if (ticks_fit(c, length, font) && (c->n >= 2 || !steps[1]))
			return true;
	}
	return false;
}

void sx_calendar_fit(struct sx_calendar *c, const struct sx_series *series, double length, double font)
{
	static const long years[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 0 };
	static const long some_months[] = { 1, 2, 3, 6, 0 }, days[] = { 1, 2, 7, 14, 0 };
	*c = (struct sx_calendar){ .years = one_a_year(series), .low = INFINITY, .high = -INFINITY };
	for (size_t i = 0; i < series->n; i++) {
		c->low = fmin(c->low, sx_calendar_at(c, &series->row[i]));
		c->high = fmax(c->high, sx_calendar_at(c, &series->row[i]));
	}
	double pad = fmax((c->high - c->low) * edge_share, c->years ? 0.2 : 0.5);
	c->low -= pad;
	c->high += pad;
	double span = (c->high - c->low) * (c->years ? days_in_year : 1);
	if (!c->years && span < 2 * days_in_month && try_ticks(c, day_ticks, days, length, font))
		return;
	if (!c->years && span < 3 * days_in_year && try_ticks(c, month_ticks, some_months, length, font))
		return;
	try_ticks(c, year_ticks, years, length, font);
}
