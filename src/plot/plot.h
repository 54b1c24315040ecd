/* Claims → figures: select what can be drawn together, choose the chart, write the gnuplot script, run it.
 * The decisions and the style: docs/charts.md. */
#ifndef SX_PLOT_PLOT_H
#define SX_PLOT_PLOT_H

#include "base/err.h"
#include "base/file.h"
#include "model/claims.h"
#include "model/figure.h"

enum sx_plot_sort { SX_SORT_VALUE, SX_SORT_NAME, SX_SORT_TABLE, SX_SORT_TIME };

/* The words of --sort, in the order of the enum; NULL at the end. */
extern const char *const sx_plot_sorts[];

struct sx_plot_options {
	const char *output;  /* NULL or "-": standard output; a folder for sx_plot_all() */
	const char *format;  /* svg pdf png eps term; NULL: by the output's suffix, else term (svg for sx_plot_all()) */
	const char *preset;  /* default nature plos ieee slides web; NULL: default */
	double width_mm;     /* 40 to 400; 0: one column of the preset */
	unsigned columns;    /* 1 or 2: the preset's width; 0: width_mm */
	unsigned dpi;        /* png; 0: 300 */
	const char *title;   /* inside the file's metadata; NULL: made from the source */
	const char *keep;    /* stem of STEM.gp and .tsv, from which gnuplot draws the figure again, and .caption.txt;
				NULL:    not kept */
	const char *caption; /* stem of STEM.caption.txt alone; NULL: not written */
	int label;           /* enum sx_column for the rows' labels; -1: decided */

	const char *chart;        /* a kind of chart; NULL: decided */
	bool linear, logarithmic; /* the axis; neither: decided */
	bool panels;              /* every family in a panel of its own */
	unsigned top;             /* draw so many rows; 0: 30 */
	bool grouped;             /* rows stand in groups, equal in the column group_by (an enum sx_column) */
	int group_by;
	enum sx_plot_sort sort;

	unsigned term_width; /* cells; 0: 80 */
	bool term_ascii;
	const char *gnuplot; /* program; NULL: "gnuplot" */
};

struct sx_plot_report {
	struct sx_buf messages; /* the choice and its reason, rows left out: lines for stderr */
	bool nothing;           /* nothing that could be plotted: `messages` says why; no file was written */
};

/* Draw and write. The caller releases report->messages, whatever is returned. */
int sx_plot(const struct sx_claims *claims, const struct sx_plot_options *options, struct sx_plot_report *report,
	    struct sx_err *err);

/* Draw into memory only; output and keep do not matter but for the format. The caller releases figure and messages. */
int sx_plot_draw(const struct sx_claims *claims, const struct sx_plot_options *options, struct sx_figure *figure,
		 struct sx_plot_report *report, struct sx_err *err);

/* Draw every figure that the claims support into the folder options->output, which is made where it is missing, with
 * their captions and an index, index.md. */
int sx_plot_all(const struct sx_claims *claims, const struct sx_plot_options *options, struct sx_plot_report *report,
		struct sx_err *err);

#endif
