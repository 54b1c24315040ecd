/* A figure in words: its title, and what it shows for readers who do not see it. */
#ifndef SX_PLOT_DESCRIBE_PRIV_H
#define SX_PLOT_DESCRIBE_PRIV_H

#include "plot/chart_priv.h"

#define SX_CAPTION_HEAD "Figure. "

/* Fill figure->title (as asked for, else from the source), figure->alt and figure->caption: for each mark the sentence
 * that stands behind it, and where. */
void sx_describe(struct sx_figure *figure, const struct sx_chart *chart, const struct sx_series *series,
		 const char *title);

/* Append the file name of the one source that all rows have; false when they have none or several. */
bool sx_describe_source(struct sx_buf *out, const struct sx_series *series);

#endif
