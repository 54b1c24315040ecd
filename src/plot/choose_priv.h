/* Which chart shows a series. */
#ifndef SX_PLOT_CHOOSE_PRIV_H
#define SX_PLOT_CHOOSE_PRIV_H

#include "plot/chart_priv.h"

/* What was asked for. */
struct sx_wish {
	const char *chart; /* a kind's word or name; NULL: decided */
	bool log, linear;  /* the axis */
	bool rows;         /* only kinds that show every row */
	bool narrow;       /* there is no room for a column of periods, however wide the page */
	size_t most;       /* rows of such a kind; 0: SX_MOST_ROWS */
};

/* The first kind of charts.def that fits, or that does as asked. The series is cut or narrowed to what that kind shows.
 * The choice and its reason go to `messages` as one line. NULL with err set: the kind asked for is not known, or would
 * mislead. */
const struct sx_chart *sx_choose_chart(struct sx_series *series, const struct sx_wish *wish, struct sx_arena *arena,
				       struct sx_buf *messages, struct sx_err *err);

/* Append "bars, dots, series …". */
void sx_chart_kinds(struct sx_buf *out);

#endif
