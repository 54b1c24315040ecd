/* A claim's value as its text states it, in a form that all rows of a figure share. */
#ifndef SX_PLOT_STATED_PRIV_H
#define SX_PLOT_STATED_PRIV_H

#include "model/series.h"

/* Append ">600 million", "<5,000", "about 30%", "4–6 years", "−5%": hedge, number, magnitude, unit. Below a million
 * digits are grouped by commas; a digit that the text does not have is never shown, one that it has never left out. */
void sx_stated_value(struct sx_buf *out, const struct sx_series *series, const struct sx_series_row *row);

/* Append a plain number with grouped digits and a true minus sign, from a million on as "18.44 million". */
void sx_stated_number(struct sx_buf *out, const struct sx_decimal *value);

#endif
