#include "plot/choose_priv.h"

#include "plot/family_priv.h"
#include "plot/rows_priv.h"
#include "plot/select_priv.h"

#define CHART(name) extern const struct sx_chart sx_chart_##name;
#include "plot/charts.def"
#undef CHART

static const struct sx_chart *const charts[] = {
#define CHART(name) &sx_chart_##name,
#include "plot/charts.def"
#undef CHART
};

enum { CHARTS = sizeof charts / sizeof *charts };

void sx_chart_kinds(struct sx_buf *out)
{
	for (size_t i = 0; i < CHARTS; i++) {
		bool known = false;
		for (size_t k = 0; k < i; k++)
			known |= strcmp(charts[i]->kind, charts[k]->kind) == 0;
		if (!known)
			sx_buf_addf(out, "%s%s", i ? ", " : "", charts[i]->kind);
	}
}

static bool is_log(const struct sx_chart *chart)
{
	return chart->rows && (chart->rows->axis == SX_AXIS_DECADES || chart->rows->axis == SX_AXIS_TIMES);
}

static bool is_asked(const struct sx_chart *chart, const struct sx_wish *wish, struct sx_buf *why)
{
	if (wish->rows && (chart->narrow || !chart->rows))
		return false;
	if (wish->chart && strcmp(wish->chart, chart->kind) != 0 && strcmp(wish->chart, chart->name) != 0)
		return false;
	if (wish->log && (!chart->rows || chart->rows->bars) && wish->chart)
		sx_buf_z(why, chart->rows
				      ? "a bar shows a value by its length from zero, and a logarithmic axis has no "
					"zero: take dots"
				      : "its axis follows from the values");
	return !(wish->log && !is_log(chart)) && !(wish->linear && is_log(chart));
}

/* The series as that kind would show it: kinds that narrow it see all of it, tables apart. */
static void prepare(const struct sx_chart *chart, const struct sx_wish *wish, const struct sx_series *whole,
		    struct sx_series *series)
{
	*series = *whole;
	if (chart->rows && (!chart->narrow || chart->rows->table))
		sx_series_cut(series, wish->most ? wish->most : SX_MOST_ROWS);
}

/* One reason more, parted from those before, unless it is there already. */
static void add_reason(struct sx_buf *why, const struct sx_buf *words)
{
	why->failed |= words->failed;
	if (!words->n || (why->n && memmem(why->p, why->n, words->p, words->n)))
		return;
	sx_buf_z(why, why->n ? "; " : "");
	sx_buf_str(why, sx_buf_view(words));
}

static const struct sx_chart *find(const struct sx_series *whole, struct sx_series *series, const struct sx_wish *wish,
				   struct sx_buf *why)
{
	struct sx_buf words = { 0 };
	const struct sx_chart *found = NULL;
	bool failed = false, asked = wish->chart || wish->log || wish->linear;
	for (unsigned pass = 0; pass < (asked ? 2u : 1u) && !found; pass++) {
		for (size_t i = 0; i < CHARTS && !found; i++) {
			const struct sx_chart *chart = charts[i];
			failed |= words.failed;
			sx_buf_clear(&words);
			bool may = is_asked(chart, wish, &words);
			if (may)
				prepare(chart, wish, whole, series);
			if (may && (pass ? !chart->refuses(series, &words) : chart->fits(series, &words)))
				found = chart;
			else if (pass)
				add_reason(why, &words);
		}
		if (found && !asked)
			sx_buf_addf(why, ", because %s", words.p);
	}
	why->failed |= failed || words.failed;
	sx_buf_release(&words);
	return found;
}

static int refuse(const struct sx_wish *wish, const struct sx_buf *why, struct sx_err *err)
{
	bool known = !wish->chart;
	for (size_t i = 0; i < CHARTS && !known; i++)
		known = strcmp(charts[i]->kind, wish->chart) == 0 || strcmp(charts[i]->name, wish->chart) == 0;
	if (known && why->n)
		return sx_fail(err, SX_USAGE, "no %s of these claims: %s", wish->chart ? wish->chart : "such axis",
			       why->p);
	if (known)
		return sx_fail(err, SX_USAGE, "no %s of these claims on such an axis",
			       wish->chart ? wish->chart : "chart");
	struct sx_buf kinds = { 0 };
	sx_chart_kinds(&kinds);
	sx_fail(err, SX_USAGE, "'%s' is no kind of chart", wish->chart);
	sx_err_hint(err, "choose one of %s", kinds.p ? kinds.p : "them");
	sx_buf_release(&kinds);
	return -1;
}

const struct sx_chart *sx_choose_chart(struct sx_series *series, const struct sx_wish *wish, struct sx_arena *arena,
				       struct sx_buf *messages, struct sx_err *err)
{
	struct sx_buf why = { 0 };
	struct sx_series whole = *series;
	const struct sx_chart *chart = find(&whole, series, wish, &why);
	bool ok = sx_buf_ok(&why);
	if (!ok)
		sx_fail(err, SX_NOMEM, "out of memory");
	else if (!chart)
		refuse(wish, &why, err);
	else if (chart->narrow && chart->narrow(series, arena))
		ok = sx_fail(err, SX_NOMEM, "out of memory") == 0;
	if (ok && chart) {
		bool asked = wish->chart || wish->log || wish->linear;
		sx_buf_addf(messages, "%s%s\n", chart->what, asked ? ", as asked for" : why.p ? why.p : "");
		if (series->others)
			sx_buf_addf(messages, "%zu of the %zu rows belong to no such %s and are left out\n",
				    series->others, series->others + series->n,
				    strcmp(chart->kind, "series") == 0 ? "series" : "pair");
	}
	sx_buf_release(&why);
	return ok ? chart : NULL;
}
