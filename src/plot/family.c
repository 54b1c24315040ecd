#include "plot/family_priv.h"

#include "plot/clean_priv.h"

static const struct {
	const char *unit;
	double seconds;
} times[] = {
	{ "ns", 1e-9 },       { "\xC2\xB5s", 1e-6 },   { "\xCE\xBCs", 1e-6 },
	{ "us", 1e-6 },       { "ms", 1e-3 },          { "s", 1 },
	{ "min", 60 },        { "h", 3600 },           { "d", 86400 },
	{ "day", 86400 },     { "week", 604800 },      { "month", 2629746 },
	{ "year", 31556952 }, { "decade", 315569520 }, { "century", 3155695200 },
};

double sx_unit_seconds(struct sx_str unit)
{
	for (size_t i = 0; i < sizeof times / sizeof *times; i++)
		if (sx_str_is(unit, times[i].unit))
			return times[i].seconds;
	return 0;
}

static bool is_currency_code(struct sx_str unit)
{
	if (unit.n != 3)
		return false;
	for (size_t i = 0; i < 3; i++)
		if (unit.p[i] < 'A' || unit.p[i] > 'Z')
			return false;
	return true;
}

static bool is_time(const struct sx_claim *claim)
{
	bool named = !claim->kind.n || sx_str_is(claim->kind, "duration") || sx_str_is(claim->kind, "age");
	return named && sx_unit_seconds(claim->unit) > 0;
}

enum sx_family sx_family_of(const struct sx_claim *claim)
{
	if (!claim->unit.n)
		return !claim->kind.n || sx_str_is(claim->kind, "count") ? SX_FAMILY_COUNT : SX_FAMILY_OTHER;
	if (sx_str_is(claim->unit, "%"))
		return SX_FAMILY_SHARE;
	if (sx_str_is(claim->unit, "pp"))
		return SX_FAMILY_POINTS;
	if (sx_str_is(claim->kind, "money") || (!claim->kind.n && is_currency_code(claim->unit)))
		return SX_FAMILY_MONEY;
	return is_time(claim) ? SX_FAMILY_DURATION : SX_FAMILY_MEASURE;
}

static struct sx_str noun(const struct sx_series *series)
{
	if (series->change)
		return SX_STR("change");
	switch (series->family) {
	case SX_FAMILY_COUNT:
		return SX_STR("count");
	case SX_FAMILY_SHARE:
		return SX_STR("share");
	case SX_FAMILY_MONEY:
		return SX_STR("amount");
	case SX_FAMILY_DURATION:
		return sx_str_is(series->kind, "age") ? SX_STR("age") : SX_STR("duration");
	case SX_FAMILY_NUMBERS:
		return SX_STR("number");
	case SX_FAMILY_OTHER:
		return series->kind.n ? series->kind : SX_STR("number");
	case SX_FAMILY_POINTS:
	case SX_FAMILY_MEASURE:
		break;
	}
	return SX_STR("value");
}

/* "ratio", "ratios": one of them, or more. */
static void add_noun(struct sx_buf *out, const struct sx_series *series, bool many)
{
	struct sx_str word = noun(series);
	size_t from = out->n;
	sx_clean_kind(out, word);
	char last = out->n > from ? out->p[out->n - 1] : 'x';
	if (many)
		sx_buf_z(out, last == 's' || last == 'x' ? "es" : "s");
}

static void unit_words(struct sx_buf *out, const struct sx_series *series)
{
	switch (series->family) {
	case SX_FAMILY_NUMBERS:
		return;
	case SX_FAMILY_COUNT:
		sx_buf_z(out, series->change ? " in number" : "");
		return;
	case SX_FAMILY_POINTS:
		sx_buf_z(out, " in percentage points");
		return;
	case SX_FAMILY_DURATION:
		sx_buf_z(out, series->change ? " in time" : "");
		return;
	case SX_FAMILY_OTHER:
		if (series->change && series->kind.n) {
			sx_buf_z(out, " in ");
			sx_clean_kind(out, series->kind);
		}
		return;
	case SX_FAMILY_SHARE:
	case SX_FAMILY_MONEY:
	case SX_FAMILY_MEASURE:
		sx_buf_z(out, " in ");
		sx_clean_unit(out, series->unit);
		return;
	}
}

static void add_per(struct sx_buf *out, const struct sx_series *series)
{
	if (series->per.n) {
		sx_buf_z(out, " per ");
		sx_clean_text(out, series->per);
	}
}

void sx_family_words(struct sx_buf *out, const struct sx_series *series, size_t n)
{
	sx_buf_addf(out, "%zu ", n);
	add_noun(out, series, n != 1);
	unit_words(out, series);
	add_per(out, series);
}

void sx_family_name(struct sx_buf *out, const struct sx_series *series)
{
	struct sx_buf words = { 0 };
	bool kind = series->family == SX_FAMILY_MEASURE && series->kind.n && !series->change;
	if (kind)
		sx_clean_kind(&words, series->kind);
	else
		add_noun(&words, series, true);
	unit_words(&words, series);
	add_per(&words, series);
	sx_clean_label(out, sx_buf_view(&words));
	out->failed |= words.failed;
	sx_buf_release(&words);
}
