/* Text from a table made fit for one line of a figure or a terminal. */
#ifndef SX_PLOT_CLEAN_PRIV_H
#define SX_PLOT_CLEAN_PRIV_H

#include "base/buf.h"

/* Append at most 300 characters: controls and white space become one blank, bad bytes and what XML cannot hold U+FFFD;
 * marks that turn the direction of writing are dropped; runs of combining marks are cut. */
void sx_clean_text(struct sx_buf *out, struct sx_str text);

/* The same without an end. */
void sx_clean_line(struct sx_buf *out, struct sx_str text);

/* A unit with its powers raised: m², kWh/m², cm³. */
void sx_clean_unit(struct sx_buf *out, struct sx_str unit);

/* The name of a kind as words: "data rate". */
void sx_clean_kind(struct sx_buf *out, struct sx_str kind);

/* At most 300 characters with the first letter a capital. */
void sx_clean_label(struct sx_buf *out, struct sx_str text);

#endif
