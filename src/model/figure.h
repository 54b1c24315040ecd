/* A finished figure in memory, for whoever writes it to a file or puts it on a page. */
#ifndef SX_MODEL_FIGURE_H
#define SX_MODEL_FIGURE_H

#include "base/buf.h"

struct sx_figure {
	const char *chart;          /* name of the chart: "dots", "course" … */
	const char *format;         /* "svg", "pdf", "png", "eps" or "term" */
	double width_mm, height_mm; /* 0 for "term" */
	size_t unnamed;             /* marks whose values stand in the caption only */
	struct sx_buf bytes;        /* the file's content */
	struct sx_buf title;        /* one line */
	struct sx_buf alt;          /* what the figure shows, for readers who do not see it */
	struct sx_buf caption;      /* title, alt, and the sentence behind each mark */
	struct sx_buf script;       /* the gnuplot script and the data it was drawn from; empty for "term" */
	struct sx_buf data;
};

static inline void sx_figure_release(struct sx_figure *figure)
{
	sx_buf_release(&figure->bytes);
	sx_buf_release(&figure->title);
	sx_buf_release(&figure->alt);
	sx_buf_release(&figure->caption);
	sx_buf_release(&figure->script);
	sx_buf_release(&figure->data);
}

#endif
