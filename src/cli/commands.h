/* The commands as an enum and a table, made from commands.def. */
#ifndef SX_CLI_COMMANDS_H
#define SX_CLI_COMMANDS_H

#include "base/err.h"

struct sx_args;

enum sx_command_id {
#define COMMAND(id, name, synopsis, brief, full, example) SX_CMD_##id,
#include "cli/commands.def"
#undef COMMAND
	SX_COMMANDS /* how many there are */
};

struct sx_command {
	const char *name;
	const char *synopsis;
	const char *brief; /* one sentence without capital and full stop */
	const char *full;  /* paragraph of the long help; may be empty */
	const char *example;
	/* Its exit status, or -1 with err set: the caller prints it and ends with SX_EXIT_WRONG. */
	int (*run)(const struct sx_args *args, struct sx_err *err);
};

extern const struct sx_command sx_commands[SX_COMMANDS];

/* The command of that name, or NULL with err set. */
const struct sx_command *sx_command_find(const char *name, struct sx_err *err);

#define COMMAND(id, name, synopsis, brief, full, example)                                                              \
	int sx_##name##_command(const struct sx_args *args, struct sx_err *err);
#include "cli/commands.def"
#undef COMMAND

#endif
