/* How wide text is, in the metrics that Liberation Sans, Arial and Helvetica share. gnuplot measures nothing and wraps
 * nothing: margins come from here. */
#ifndef SX_PLOT_FONTWIDTH_PRIV_H
#define SX_PLOT_FONTWIDTH_PRIV_H

#include "base/str.h"

#include <stdint.h>

/* Thousandths of an em. A CJK character is one em, a combining mark nothing; what the font lacks is guessed. */
unsigned sx_font_width(uint32_t point);

/* Whether the font itself has that character. */
bool sx_font_has(uint32_t point);

/* How much wider running text may become where a letter's width is rounded to whole dots, an em being so many. */
double sx_font_rounded(double em);

/* Width of checked text in the unit of `size`. */
double sx_text_width(struct sx_str text, double size);

#endif
