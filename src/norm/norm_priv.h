#ifndef SX_NORM_NORM_PRIV_H
#define SX_NORM_NORM_PRIV_H

#include "lexicon/rules.h"
#include "lexicon/spoken.h"
#include "lexicon/units.h"
#include "norm/norm.h"

/* norm/unit.c: unit, kind and base of a quantity from the unit in the text; money in parts of a currency becomes the
 * currency. */
void sx_norm_unit(const struct sx_lexicon *lexicon, const struct sx_unit_span *span, struct sx_arena *arena,
		  struct sx_quantity *q);

/* norm/date.c: the calendar, proleptic Gregorian. Days since 1 March of year 0. */
int sx_month_days(int year, int month);
bool sx_date_is(struct sx_date d);
long sx_day_number(struct sx_date d);
struct sx_date sx_date_plus_days(struct sx_date d, long days);
/* The same day some months on, or the month's last; before year 1 none. */
struct sx_date sx_date_plus_months(struct sx_date d, int months);
/* A number of up to six digits, or -1. */
int sx_digits(struct sx_str s);

/* norm/season.c: the year of the season that begins in month `first` (12: the year it ends in): the last that is over
 * (step -1), this year's (0), or the next to begin (1). 0 without a date. */
int sx_season_year(int first, int step, struct sx_date today);

#endif
