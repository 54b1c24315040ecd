/* The folder of figures: its files and its index. */
#ifndef SX_PLOT_ALBUM_PRIV_H
#define SX_PLOT_ALBUM_PRIV_H

#include "base/err.h"
#include "model/figure.h"

/* How an index begins: what begins otherwise is another's file. */
#define SX_INDEX_HEAD "# Figures by statext"

/* Make a folder where it is missing. */
int sx_make_folder(const char *path, struct sx_err *err);

/* Append a figure's entry to the index: its title, the figure, what it shows. */
void sx_index_entry(struct sx_buf *index, struct sx_str name, const char *suffix, const struct sx_figure *figure);

/* Write the index unless a file of that name is another's. */
int sx_keep_index(const char *path, struct sx_str bytes, struct sx_err *err);

#endif
