#include "plot/axis_priv.h"
#include "plot/clean_priv.h"

static void add_quality(struct sx_buf *out, bool *open, struct sx_str words)
{
	sx_buf_z(out, *open ? ", " : " (");
	*open = true;
	sx_clean_unit(out, words);
}

/* What is measured; true when the unit is still to be said. */
static bool add_noun(const struct sx_series *series, struct sx_buf *out)
{
	switch (series->family) {
	case SX_FAMILY_COUNT:
		sx_buf_z(out, series->change ? "Change in number" : "Number");
		return false;
	case SX_FAMILY_SHARE:
		sx_buf_z(out, series->change ? "Change in %" : "Per cent");
		return false;
	case SX_FAMILY_POINTS:
		sx_buf_z(out, series->change ? "Change in percentage points" : "Percentage points");
		return false;
	case SX_FAMILY_MONEY:
		sx_buf_z(out, series->change ? "Change in " : "");
		sx_clean_text(out, series->unit);
		return false;
	case SX_FAMILY_DURATION:
		sx_buf_z(out, sx_str_is(series->kind, "age") ? "Age" : "Time");
		return false;
	case SX_FAMILY_MEASURE:
	case SX_FAMILY_OTHER:
	case SX_FAMILY_NUMBERS:
		break;
	}
	if (series->change)
		sx_buf_z(out, "Change in ");
	size_t from = out->n;
	sx_clean_kind(out, series->kind.n ? series->kind : SX_STR("number"));
	if (!series->change && out->n > from && out->p[from] >= 'a' && out->p[from] <= 'z')
		out->p[from] = (char)(out->p[from] & ~32);
	return series->unit.n > 0;
}

static const char *time_words(struct sx_str unit)
{
	static const char *const words[][2] = {
		{ "d", "days" },         { "day", "days" },          { "week", "weeks" },  { "month", "months" },
		{ "year", "years" },     { "h", "hours" },           { "min", "minutes" }, { "s", "seconds" },
		{ "decade", "decades" }, { "century", "centuries" },
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (sx_str_is(unit, words[i][0]))
			return words[i][1];
	return NULL;
}

void sx_axis_title(const struct sx_axis *axis, const struct sx_series *series, struct sx_buf *out)
{
	bool open = false, unit = add_noun(series, out);
	if (series->per.n) {
		sx_buf_z(out, " per ");
		sx_clean_text(out, series->per);
	}
	if (unit)
		add_quality(out, &open, series->unit);
	if (series->family == SX_FAMILY_DURATION && !axis->log)
		add_quality(out, &open, time_words(series->unit) ? sx_str_of(time_words(series->unit)) : series->unit);
	else if (axis->unit > 1)
		add_quality(out, &open,
			    sx_str_of(axis->unit >= 1e12  ? "trillions"
				      : axis->unit >= 1e9 ? "billions"
							  : "millions"));
	if (axis->log)
		add_quality(out, &open, SX_STR("logarithmic scale"));
	else if (axis->line_low > 0 || axis->line_high < 0)
		add_quality(out, &open, SX_STR("not from zero"));
	sx_buf_z(out, open ? ")" : "");
}
