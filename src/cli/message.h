/* What the program says to a person: on standard error, one write a message, nothing of an input unescaped. */
#ifndef SX_CLI_MESSAGE_H
#define SX_CLI_MESSAGE_H

#include "base/buf.h"
#include "base/err.h"

/* "statext: " and the text as one line; control characters in it are shown, not obeyed. */
void sx_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same, to be sent later. */
void sx_say_to(struct sx_buf *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sx_send(struct sx_buf *out); /* and empty it */

/* A failure: where, what, the line with a caret under the place, and what to do. */
void sx_say_err(const struct sx_err *err);

/* Each line of a longer text, escaped, without "statext: ". */
void sx_say_lines(struct sx_str text);

/* Print to standard output; a full disk or a closed one is a failure. */
int sx_print(const struct sx_buf *text, struct sx_err *err);

#endif
