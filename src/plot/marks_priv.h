/* The marks in words: for the key under a figure, and for the data file. */
#ifndef SX_PLOT_MARKS_PRIV_H
#define SX_PLOT_MARKS_PRIV_H

#include "model/series.h"

/* "eq", "more" …: the word for a mark in the data file. */
const char *sx_mark_code(enum sx_mark mark);

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
