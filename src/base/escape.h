/* Text on its way into other languages. Each function appends to `out`; input is UTF-8, but bad bytes are
 * survived and come out as U+FFFD. */
#ifndef SX_BASE_ESCAPE_H
#define SX_BASE_ESCAPE_H

#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

/* A JSON string with its quotes. Control characters (C0, C1, DEL), U+2028/2029 and bidirectional controls as \uXXXX,
 * those that have a letter as \n, \t … */
void sx_escape_json(struct sx_buf *out, struct sx_str s);

/* For a person's terminal: C0 and C1 controls, DEL, bidirectional controls as visible \xNN or \u{NNNN}; a tab or
 * line break (CR LF too) as one blank. */
void sx_escape_terminal(struct sx_buf *out, struct sx_str s);

/* Text for the body or a quoted attribute of XML or HTML: & < > " ' escaped; tab and line feed stay, CR as &#13;, other
 * control characters as U+FFFD. */
void sx_escape_xml(struct sx_buf *out, struct sx_str s);

/* A field of a gnuplot data file, in double quotes, \ doubled, " doubled, controls a blank. */
void sx_escape_gnuplot_field(struct sx_buf *out, struct sx_str s);

/* Text for LaTeX's paragraphs: what is special there, or joins into other signs, is spelt as a command; controls are a
 * blank. Other characters stay as they are. */
void sx_escape_tex(struct sx_buf *out, struct sx_str s);

/* Whether a cell begins with what a spreadsheet takes for a formula: = + - @, also in full width, a tab or CR. */
bool sx_escape_is_formula(struct sx_str s);

/* Whether pdflatex sets such a character with its usual fonts. */
bool sx_escape_tex_has(uint32_t point);

#endif
