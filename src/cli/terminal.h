/* What the terminal at standard output is like. */
#ifndef SX_CLI_TERMINAL_H
#define SX_CLI_TERMINAL_H

#include <stdbool.h>

bool sx_terminal_out(void);                /* whether standard output is one */
unsigned sx_terminal_width(void);          /* cells: of the terminal, else COLUMNS, else 80 */
unsigned sx_terminal_error_width(void);    /* of the one at standard error */
bool sx_terminal_ascii(void);              /* a terminal that cannot draw lines */
bool sx_terminal_colour(const char *when); /* auto (or NULL), always, never */

#endif
