/* Text in lines. */
#ifndef SX_CLI_FILL_H
#define SX_CLI_FILL_H

#include "base/buf.h"

/* Add a paragraph, broken at blanks so that no line is wider than `width` cells; the first line is already `indent`
 * cells in, the others are brought there. Ends the last line. */
void sx_fill(struct sx_buf *out, const char *text, size_t indent, size_t width);

/* The same with a capital first letter and a full stop. */
void sx_fill_sentence(struct sx_buf *out, const char *text, size_t indent, size_t width);

/* Add it as it is, with a capital first letter and a full stop. */
void sx_sentence(struct sx_buf *out, const char *text);

#endif
