/* gnuplot run once, in a private folder, and its files checked and finished. */
#ifndef SX_PLOT_RENDER_PRIV_H
#define SX_PLOT_RENDER_PRIV_H

#include "plot/chart_priv.h"

/* A file format: how gnuplot is told to write it, how a whole file ends, and what gnuplot leaves to be done. */
struct sx_format {
	const char *name;     /* also the suffix of gnuplot's file */
	const char *suffixes; /* by which it is known, parted by blanks */
	const char *terminal; /* NULL: no gnuplot is needed. Script lines; they may use font, font_size, zoom, dpi,
				 page_w, page_h, and set `dot` */
	const char *begins, *ends;
	int (*finish)(struct sx_figure *figure, const struct sx_canvas *canvas, struct sx_err *err);
	bool typed; /* characters on a terminal, no page */
};

/* By name, else by the suffix of the output, else "term". */
const struct sx_format *sx_format_find(const char *name, const char *output, struct sx_err *err);

/* Append the script lines that choose and scale the terminal. */
void sx_format_terminal(const struct sx_format *format, struct sx_buf *script, const struct sx_canvas *canvas,
			double font_size);

/* Run the script of each of n figures on its data, by one gnuplot, and put the finished files into their bytes. */
int sx_render(struct sx_figure *figure, size_t n, const struct sx_canvas *canvas, const char *gnuplot,
	      struct sx_err *err);

/* What gnuplot leaves to be done: size in millimetres, title and description, dates. */
int sx_finish_svg(struct sx_figure *figure, const struct sx_canvas *canvas, struct sx_err *err);
int sx_finish_png(struct sx_figure *figure, const struct sx_canvas *canvas, struct sx_err *err);
int sx_finish_pdf(struct sx_figure *figure, const struct sx_canvas *canvas, struct sx_err *err);
int sx_finish_eps(struct sx_figure *figure, const struct sx_canvas *canvas, struct sx_err *err);

/* A PDF whose objects are packed into compressed streams becomes one of plain objects; any other stays as it is. */
int sx_pdf_plain(struct sx_buf *pdf, struct sx_err *err);

#endif
