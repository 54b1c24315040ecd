/* When a claim holds, in the few words that a label or a column has room for. */
#ifndef SX_PLOT_WHEN_PRIV_H
#define SX_PLOT_WHEN_PRIV_H

#include "base/buf.h"
#include "model/claim.h"

/* "2013", "Jan–Apr 2014", "since 2011": the text's own words where they name a year, else the dates they stand for, so
 * that nobody has to know when "last year" was. Without dates the words as they are. Clean text, nothing without a
 * period. */
void sx_when_words(struct sx_buf *out, const struct sx_claim *claim);

#endif
