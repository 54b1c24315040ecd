#include "plot/marks_priv.h"

enum sx_mark sx_mark_of_comparator(const struct sx_claim *claim, bool turned)
{
	switch (claim->comparator) {
	case SX_GT:
	case SX_GE:
		return turned ? SX_MARK_LESS : SX_MARK_MORE;
	case SX_LT:
	case SX_LE:
		return turned ? SX_MARK_MORE : SX_MARK_LESS;
	case SX_APPROX:
		return SX_MARK_ABOUT;
	case SX_EQ:
		break;
	}
	return claim->low.set && claim->high.set ? SX_MARK_SPREAD : SX_MARK_EXACT;
}

/* Whether a bound of that direction is open ("more than") or closed ("at least"), by the comparators of its rows. */
static void bounds(const struct sx_series *series, enum sx_mark mark, bool *open, bool *closed)
{
	*open = *closed = false;
	for (size_t i = 0; i < series->n; i++) {
		enum sx_comparator comparator = series->row[i].claim->comparator;
		if (series->row[i].mark != mark)
			continue;
		if (comparator == SX_GE || comparator == SX_LE)
			*closed = true;
		else
			*open = true;
	}
}

const char *sx_mark_words(enum sx_mark mark, const struct sx_series *series)
{
	static const char *const words[SX_MARKS] = {
		"stated as exact", "with its uncertainty", "about", "range", "more than", "less than", "target"
	};
	bool open, closed;
	bounds(series, mark, &open, &closed);
	if (mark == SX_MARK_MORE && closed)
		return open ? "more than or at least" : "at least";
	if (mark == SX_MARK_LESS && closed)
		return open ? "less than or at most" : "at most";
	if (mark == SX_MARK_LESS && series->family == SX_FAMILY_COUNT)
		return "fewer than";
	return words[mark];
}

unsigned sx_marks_of(const struct sx_series *series)
{
	unsigned marks = 0;
	for (size_t i = 0; i < series->n; i++)
		marks |= 1u << series->row[i].mark;
	return marks;
}
