/* What stays beside a figure, so that it can be drawn again, changed and checked. */
#ifndef SX_PLOT_KEEP_PRIV_H
#define SX_PLOT_KEEP_PRIV_H

#include "base/err.h"
#include "model/figure.h"

/* Write STEM.gp, STEM.tsv and STEM.caption.txt. Refused before anything is written when one of these is there already
 * and is not of a figure: somebody's table that happens to have the figure's name must survive. */
int sx_keep_figure(const struct sx_figure *figure, const char *stem, struct sx_err *err);

/* Write STEM.caption.txt alone, under the same terms. */
int sx_keep_caption(const struct sx_figure *figure, const char *stem, struct sx_err *err);

/* Fail unless a file may be replaced by one of ours: it is not there, empty, or begins as ours do. */
int sx_check_replaceable(const char *path, const char *head, struct sx_err *err);

/* A file that appears whole or not at all; "-" or NULL is standard output. */
int sx_write_whole(const char *path, struct sx_str bytes, struct sx_err *err);

#endif
