/* The command line, taken apart by the option table: a command, the options given, the operands. Meaning is for the
 * commands. */
#ifndef SX_CLI_ARGS_H
#define SX_CLI_ARGS_H

#include "base/err.h"
#include "cli/commands.h"
#include "cli/options.h"

struct sx_given {
	enum sx_option_id option;
	const char *value; /* NULL for a flag */
};

struct sx_args {
	enum sx_command_id command;
	bool help; /* --help was among the options; what follows it was not looked at */
	struct sx_given *given;
	size_t n_given;
	const char **operand;
	size_t n_operands;
};

int sx_args_read(struct sx_args *args, int argc, char **argv, struct sx_err *err);
void sx_args_release(struct sx_args *args);

bool sx_args_has(const struct sx_args *args, enum sx_option_id option);

/* The value given last, or NULL. */
const char *sx_args_value(const struct sx_args *args, enum sx_option_id option);

/* The next value of a repeatable option; *from starts at 0. NULL after the last. */
const char *sx_args_next(const struct sx_args *args, enum sx_option_id option, size_t *from);

#endif
