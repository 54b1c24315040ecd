/* Sorted dots, on the axis that the values ask for. */
#include "plot/family_priv.h"
#include "plot/rows_priv.h"

#include <math.h>

static const double wide = 100; /* largest by smallest; from here on a linear axis shows the small ones no more */

/* "200", "more than 10^8": how many times the smallest goes into the largest, both above zero. */
static void say_times(double low, double high, struct sx_buf *why)
{
	double decades = log10(high) - log10(low);
	if (decades < 5)
		sx_buf_addf(why, "%.0f", floor(high / low * (1 + 1e-9)));
	else
		sx_buf_addf(why, "%s10^%.0f", decades > floor(decades) ? "more than " : "", floor(decades));
}

static void say_ratio(const struct sx_series *series, double low, double high, struct sx_buf *why)
{
	sx_buf_z(why, "the largest of ");
	sx_family_words(why, series, series->n);
	sx_buf_z(why, " is ");
	say_times(low, high, why);
	sx_buf_z(why, " times the smallest");
}

static bool fits_shares(const struct sx_series *series, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	if (series->family != SX_FAMILY_SHARE || series->change || low < 0 || high > 100)
		return false;
	sx_family_words(why, series, series->n);
	sx_buf_z(why, " lie within 0 and 100");
	return true;
}

static bool fits_times(const struct sx_series *series, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	if (series->family != SX_FAMILY_DURATION || low <= 0 || high / low < wide)
		return false;
	say_ratio(series, low, high, why);
	return true;
}

/* Smallest size that is not zero. */
static double smallest(const struct sx_series *series)
{
	double least = INFINITY;
	for (size_t i = 0; i < series->n; i++)
		if (fabs(series->row[i].at) > 0)
			least = fmin(least, fabs(series->row[i].at));
	return least;
}

static bool fits_signed(const struct sx_series *series, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	if (low > 0)
		return false;
	sx_buf_z(why, low < 0 ? "some values lie below zero" : "some values are zero");
	double least = smallest(series), most = fmax(high, -low);
	if (most / least >= wide) {
		sx_buf_z(why, "; the largest is ");
		say_times(least, most, why);
		sx_buf_z(why, " times the smallest, so that the small ones lie close to zero (--panels or --where can "
			      "take them apart)");
	}
	return true;
}

static bool fits_decades(const struct sx_series *series, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	if (low <= 0 || high / low < wide)
		return false;
	say_ratio(series, low, high, why);
	return true;
}

static bool fits_dots(const struct sx_series *series, struct sx_buf *why)
{
	size_t hedged = 0;
	for (size_t i = 0; i < series->n; i++)
		hedged += series->row[i].mark != SX_MARK_EXACT;
	if (hedged)
		sx_buf_addf(why, "%zu of ", hedged);
	sx_family_words(why, series, series->n);
	sx_buf_z(why, hedged == 1 ? " is not stated as exact" : hedged ? " are not stated as exact" : " are many");
	return true;
}

static bool refuses_shares(const struct sx_series *series, struct sx_buf *why)
{
	struct sx_buf words = { 0 };
	bool fits = fits_shares(series, &words);
	why->failed |= words.failed;
	sx_buf_release(&words);
	if (!fits)
		sx_buf_z(why, "not all values are shares within 0 and 100 %");
	return !fits;
}

static bool refuses_decades(const struct sx_series *series, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	if (low <= 0)
		sx_buf_z(why, "a logarithmic axis has no place for zero or what is below");
	return low <= 0;
}

static bool refuses_times(const struct sx_series *series, struct sx_buf *why)
{
	return series->family != SX_FAMILY_DURATION || refuses_decades(series, why);
}

static bool refuses_signed(const struct sx_series *series, struct sx_buf *why)
{
	(void)series;
	(void)why;
	return false;
}

#define refuses_dots refuses_signed

SX_ROWS_CHART(shares, "dots", "sorted dots from 0 to 100 %", NULL, .axis = SX_AXIS_SHARES);
SX_ROWS_CHART(times, "dots", "sorted dots on a logarithmic axis of time", NULL, .axis = SX_AXIS_TIMES);
SX_ROWS_CHART(signed, "dots", "sorted dots on a linear axis", NULL, .axis = SX_AXIS_LINEAR);
SX_ROWS_CHART(decades, "dots", "sorted dots on a logarithmic axis", NULL, .axis = SX_AXIS_DECADES);
SX_ROWS_CHART(dots, "dots", "sorted dots on a linear axis", NULL, .axis = SX_AXIS_LINEAR);
