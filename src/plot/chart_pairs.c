/* The same things at the same two or three moments: bars side by side, or dots on one line each. */
#include "plot/family_priv.h"
#include "plot/rows_priv.h"
#include "plot/things_priv.h"

static bool paired(const struct sx_series *series, bool half, struct sx_buf *why)
{
	struct sx_arena arena = { 0 };
	size_t things, moments, rows;
	bool most = sx_things_paired(series, &things, &moments, &rows, &arena);
	why->failed |= !sx_arena_ok(&arena);
	sx_arena_release(&arena);
	if (things >= 2 && (most || !half))
		sx_buf_addf(why, "%zu things are stated for the same %zu periods", things, moments);
	return things >= 2 && (most || !half);
}

/* Bars say nothing of bounds, and a small one beside a large one nothing at all. */
static bool suit_bars(const struct sx_series *series, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	for (size_t i = 0; i < series->n; i++)
		if (series->row[i].mark != SX_MARK_EXACT && series->row[i].mark != SX_MARK_ABOUT) {
			sx_buf_z(why, "a bar would show a bound, a range or a target as if it were exact");
			return false;
		}
	if (low <= 0 || high / low >= 50) {
		sx_buf_z(why, low <= 0 ? "some values are zero or below"
				       : "the shortest bar would be a fiftieth of the longest, or less");
		return false;
	}
	return true;
}

static bool fits_pairs(const struct sx_series *series, struct sx_buf *why)
{
	struct sx_buf no = { 0 };
	bool suits = suit_bars(series, &no);
	why->failed |= no.failed;
	sx_buf_release(&no);
	return suits && paired(series, true, why);
}

static bool fits_dumbbells(const struct sx_series *series, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	return (low <= 0 || high / low < 100) && paired(series, true, why);
}

static bool fits_dumbbells_log(const struct sx_series *series, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	return low > 0 && high / low >= 100 && paired(series, true, why);
}

static bool refuses_unpaired(const struct sx_series *series, struct sx_buf *why)
{
	struct sx_buf words = { 0 };
	bool fits = paired(series, false, &words);
	why->failed |= words.failed;
	sx_buf_release(&words);
	if (!fits)
		sx_buf_z(why, "no two things are stated for the same two or three periods");
	return !fits;
}

static bool refuses_pairs(const struct sx_series *series, struct sx_buf *why)
{
	return refuses_unpaired(series, why) || !suit_bars(series, why);
}

static bool refuses_dumbbells(const struct sx_series *series, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	return refuses_unpaired(series, why) || (low > 0 && high / low >= 100);
}

static bool refuses_dumbbells_log(const struct sx_series *series, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	return refuses_unpaired(series, why) || low <= 0 || high / low < 100;
}

SX_ROWS_CHART(pairs, "pairs", "grouped bars from zero", sx_things_keep_paired, .axis = SX_AXIS_BARS, .bars = true,
	      .joined = true);
SX_ROWS_CHART(dumbbells, "dumbbells", "dots at each period on a linear axis", sx_things_keep_paired,
	      .axis = SX_AXIS_LINEAR, .joined = true);
SX_ROWS_CHART(dumbbells_log, "dumbbells", "dots at each period on a logarithmic axis", sx_things_keep_paired,
	      .axis = SX_AXIS_DECADES, .joined = true);
