/* The dot table: rows under the headings of their groups, with a column of periods. */
#include "plot/family_priv.h"
#include "plot/rows_priv.h"

#include <stdlib.h>

/* How many groups have two rows or more, and how many have one. */
static size_t groups_of(const struct sx_series *series, size_t *single)
{
	size_t full = 0;
	*single = 0;
	for (size_t g = 0; g < series->groups; g++) {
		size_t rows = 0;
		for (size_t i = 0; i < series->n && rows < 2; i++)
			rows += series->row[i].group == g;
		full += rows >= 2;
		*single += rows == 1;
	}
	return full;
}

static bool suits(const struct sx_series *series, bool log, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	bool decades = low > 0 && high / low >= 100;
	size_t single, full = groups_of(series, &single);
	if (decades != log || !(series->wide || series->grouped) || series->groups > series->n / 2 || full < 2)
		return false;
	/* A period a row is a column, not a heading. */
	if (series->by_period && !series->grouped && single)
		return false;
	sx_buf_addf(why, "the rows fall into %zu groups", series->groups);
	return true;
}

static bool is_shares(const struct sx_series *series)
{
	double low, high;
	sx_series_span(series, &low, &high);
	return series->family == SX_FAMILY_SHARE && !series->change && low >= 0 && high <= 100;
}

static bool fits_table_shares(const struct sx_series *series, struct sx_buf *why)
{
	return is_shares(series) && (suits(series, false, why) || suits(series, true, why));
}

static bool fits_table(const struct sx_series *series, struct sx_buf *why)
{
	return suits(series, false, why);
}

static bool fits_table_log(const struct sx_series *series, struct sx_buf *why)
{
	return series->family != SX_FAMILY_DURATION && suits(series, true, why);
}

static bool fits_table_times(const struct sx_series *series, struct sx_buf *why)
{
	return series->family == SX_FAMILY_DURATION && suits(series, true, why);
}

static bool refuses(const struct sx_series *series, bool log, struct sx_buf *why)
{
	double low, high;
	sx_series_span(series, &low, &high);
	size_t single;
	bool few = groups_of(series, &single) < 2;
	if (few)
		sx_buf_z(why, "no two groups have two rows: name a column that has by --group-by");
	return few || log != (low > 0 && high / low >= 100);
}

static bool refuses_table_shares(const struct sx_series *series, struct sx_buf *why)
{
	return !is_shares(series) || (refuses(series, false, why) && refuses(series, true, why));
}

static bool refuses_table(const struct sx_series *series, struct sx_buf *why)
{
	return refuses(series, false, why);
}

static bool refuses_table_log(const struct sx_series *series, struct sx_buf *why)
{
	return series->family == SX_FAMILY_DURATION || refuses(series, true, why);
}

static bool refuses_table_times(const struct sx_series *series, struct sx_buf *why)
{
	return series->family != SX_FAMILY_DURATION || refuses(series, true, why);
}

static int by_group(const void *a, const void *b)
{
	const struct sx_series_row *x = a, *y = b;
	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->at != y->at)
		return x->at > y->at ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* Groups in the order of the table, their largest row first; what is in no group last. */
static int narrow(struct sx_series *series, struct sx_arena *arena)
{
	(void)arena;
	qsort(series->row, series->n, sizeof *series->row, by_group);
	for (size_t i = 0; i < series->n; i++)
		if (series->row[i].group == SX_NONE)
			series->row[i].heading = SX_STR("Other");
	return 0;
}

SX_ROWS_CHART(table_shares, "table", "a table of dots from 0 to 100 %", narrow, .axis = SX_AXIS_SHARES, .table = true);
SX_ROWS_CHART(table_times, "table", "a table of dots on a logarithmic axis of time", narrow, .axis = SX_AXIS_TIMES,
	      .table = true);
SX_ROWS_CHART(table_log, "table", "a table of dots on a logarithmic axis", narrow, .axis = SX_AXIS_DECADES,
	      .table = true);
SX_ROWS_CHART(table, "table", "a table of dots on a linear axis", narrow, .axis = SX_AXIS_LINEAR, .table = true);
