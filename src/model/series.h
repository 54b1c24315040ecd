/* Claims that can stand on one axis, in the order they are drawn: what a chart is made of. */
#ifndef SX_MODEL_SERIES_H
#define SX_MODEL_SERIES_H

#include "model/claim.h"

/* What may share an axis. Currencies, dimensions, and whatever a rate is by are told apart by unit, kind and per. */
enum sx_family {
	SX_FAMILY_COUNT,
	SX_FAMILY_SHARE,    /* per cent */
	SX_FAMILY_POINTS,   /* percentage points */
	SX_FAMILY_MONEY,    /* one currency */
	SX_FAMILY_DURATION, /* in seconds, ages too */
	SX_FAMILY_MEASURE,  /* one physical dimension, in `unit` */
	SX_FAMILY_OTHER,    /* ratios, scores, index points …: `kind` says which */
	SX_FAMILY_NUMBERS,  /* all of the above, for their size alone */
};

/* How a row is drawn. */
enum sx_mark {
	SX_MARK_EXACT,  /* filled dot */
	SX_MARK_SPREAD, /* filled dot over a thin line from low to high */
	SX_MARK_ABOUT,  /* open dot */
	SX_MARK_RANGE,  /* thick bar from low to high */
	SX_MARK_MORE,   /* open dot, arrow to the right */
	SX_MARK_LESS,   /* open dot, arrow to the left */
	SX_MARK_TARGET, /* open diamond: what somebody aims at */
	SX_MARKS
};

struct sx_series_row {
	const struct sx_claim *claim;
	double at;        /* in the series' unit; the middle of a range */
	double low, high; /* both are `at` unless the claim has a range */
	enum sx_mark mark;
	bool turned;         /* a decrease: drawn, and stated, below zero */
	struct sx_str label; /* tells the row from the others; clean text */
	struct sx_str shown; /* the value as stated, with its hedge; clean text */
	size_t order;        /* in the table */

	/* What is measured, when, and among what: numbers that are equal for equal ones, from 0. */
	size_t thing, moment, group;
	bool dated; /* `day_low` and `day_high` hold the first and the last day, counted from 1970 */
	double day_low, day_high;
	struct sx_str when;    /* the moment in words; clean text; may be empty */
	struct sx_str heading; /* of the group; clean text; may be empty */
};

#define SX_NONE ((size_t)-1) /* no moment, no group */

struct sx_series {
	enum sx_family family;
	bool change;                   /* amounts of change, decreases below zero */
	struct sx_str unit, kind, per; /* as in the claims; `unit` is empty for counts */
	struct sx_series_row *row;     /* largest first */
	size_t n;
	size_t more;                    /* smaller rows of the family that are not here */
	size_t others;                  /* rows of the family that this kind of chart does not show */
	size_t things, moments, groups; /* how many there are */
	bool grouped;                   /* the groups were asked for */
	bool by_period;                 /* a group is a period */
	bool wide;                      /* there is room for a table */
	bool by_thing;                  /* a thing's rows share its name */
	bool periods;                   /* the figure has a column of them */
	bool says_when;                 /* a row's period stands in such a column, in a heading or a key */
};

#endif
