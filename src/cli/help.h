/* Help, made from the tables of commands and options. */
#ifndef SX_CLI_HELP_H
#define SX_CLI_HELP_H

#include "base/buf.h"
#include "cli/options.h"

/* Print a command's options, a line each. For SX_CMD_HELP the commands. */
int sx_help_short(enum sx_command_id command, struct sx_err *err);

/* "-f, --format FORMAT" */
void sx_help_spelling(struct sx_buf *out, const struct sx_option *option);

#endif
