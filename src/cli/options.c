#include "cli/options.h"

enum {
#define COMMAND(id, name, synopsis, brief, full, example) id = 1u << SX_CMD_##id,
#include "cli/commands.def"
#undef COMMAND
};

const struct sx_option sx_options[SX_OPTIONS] = {
#define OPTION(id, name, letter, argument, kind, commands, group, brief, full, example)                                \
	{ name, letter, argument, SX_OPT_IS_##kind, (unsigned)(commands), SX_GROUP_##group, brief, full, example },
#include "cli/options.def"
#undef OPTION
};

const char *const sx_option_groups[SX_GROUPS] = {
	[SX_GROUP_OUTPUT] = "Output", [SX_GROUP_FIGURE] = "Figure", [SX_GROUP_SELECT] = "Selection",
	[SX_GROUP_INPUT] = "Reading", [SX_GROUP_TALK] = "General",
};

bool sx_option_of(const struct sx_option *option, enum sx_command_id command)
{
	return option->commands >> command & 1;
}

struct sx_str sx_option_choice(const char **rest)
{
	struct sx_str choice = { *rest, strcspn(*rest, "|") };
	*rest += choice.n + ((*rest)[choice.n] == '|');
	return choice;
}
