/* The marks in words: for the key under a figure, and for the data file. */
#ifndef SX_PLOT_MARKS_PRIV_H
#define SX_PLOT_MARKS_PRIV_H

#include "model/series.h"

/* What a value's comparator, and an uncertainty, make of it; `turned`: it is drawn below zero. */
enum sx_mark sx_mark_of_comparator(const struct sx_claim *claim, bool turned);

/* "stated as exact", "at least": what the mark means in this series. */
const char *sx_mark_words(enum sx_mark mark, const struct sx_series *series);

/* Bit 1 << mark for every mark that the series has. */
unsigned sx_marks_of(const struct sx_series *series);

/* Whether a figure of these marks needs a key to them. */
static inline bool sx_marks_need_key(unsigned marks)
{
	return (marks & (marks - 1)) != 0;
}

#endif
