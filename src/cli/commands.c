#include "cli/commands.h"

#include "cli/nearest.h"

#include <unistd.h>

const struct sx_command sx_commands[SX_COMMANDS] = {
#define COMMAND(id, name, synopsis, brief, full, example)                                                              \
	{ #name, synopsis, brief, full, example, sx_##name##_command },
#include "cli/commands.def"
#undef COMMAND
};

const struct sx_command *sx_command_find(const char *name, struct sx_err *err)
{
	struct sx_nearest nearest = sx_nearest_to(sx_str_of(name));
	for (size_t i = 0; i < SX_COMMANDS; i++) {
		if (strcmp(sx_commands[i].name, name) == 0)
			return &sx_commands[i];
		sx_nearest_try(&nearest, sx_str_of(sx_commands[i].name));
	}
	sx_fail(err, SX_USAGE, "there is no command '%s'", name);
	if (access(name, F_OK) == 0)
		sx_err_hint(err, "to read that file: statext extract '%s'", name);
	else if (sx_nearest_found(&nearest))
		sx_err_hint(err, "did you mean '%.*s'?", (int)nearest.best.n, nearest.best.p);
	else
		sx_err_hint(err, "'statext help' names the commands");
	return NULL;
}
