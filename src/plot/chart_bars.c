/* Sorted bars from zero: few values, all exact, none lost beside the largest. */
#include "plot/family_priv.h"
#include "plot/rows_priv.h"

enum { MOST_BARS = 12 };

static bool fits_bars(const struct sx_series *series, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	if (series->n > MOST_BARS || series->more || low <= 0 || high / low >= 100)
		return false;
	for (size_t i = 0; i < series->n; i++)
		if (series->row[i].mark != SX_MARK_EXACT)
			return false;
	sx_family_words(why, series, series->n);
	sx_buf_z(why, " are all exact and less than a hundred times apart");
	return true;
}

static bool refuses_bars(const struct sx_series *series, struct sx_buf *why)
{
	size_t hedged = 0;
	for (size_t i = 0; i < series->n; i++)
		hedged += series->row[i].mark != SX_MARK_EXACT && series->row[i].mark != SX_MARK_ABOUT;
	if (hedged)
		sx_buf_addf(why, "%zu of %zu values are bounds, ranges or targets, and a bar would show them as exact",
			    hedged, series->n);
	return hedged > 0;
}

SX_ROWS_CHART(bars, "bars", "sorted bars from zero", NULL, .axis = SX_AXIS_BARS, .bars = true);
