/* Which font there is, and which characters it lacks: fontconfig is asked before gnuplot falls back in silence. */
#ifndef SX_PLOT_FONTS_PRIV_H
#define SX_PLOT_FONTS_PRIV_H

#include "plot/chart_priv.h"

/* Set canvas->font and canvas->widen: Liberation Sans, else Arial or Helvetica, else whatever fontconfig takes for
 * them, which `messages` then names. Without fontconfig's programs nothing is known and nothing said. */
int sx_fonts_find(struct sx_canvas *canvas, struct sx_buf *messages, struct sx_err *err);

/* Say in `messages` which characters of the series no font has. gnuplot's cairo terminals smear the figure with the
 * outline of such a character, so for those (not for SVG, which may be read where there are more fonts) a box takes its
 * place. */
int sx_fonts_cover(const struct sx_canvas *canvas, struct sx_series *series, struct sx_buf *messages,
		   struct sx_err *err);

#endif
