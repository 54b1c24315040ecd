/* The options as an enum and a table, made from options.def. */
#ifndef SX_CLI_OPTIONS_H
#define SX_CLI_OPTIONS_H

#include "base/str.h"
#include "cli/commands.h"

enum sx_option_id {
#define OPTION(id, name, letter, argument, kind, commands, group, brief, full, example) SX_OPT_##id,
#include "cli/options.def"
#undef OPTION
	SX_OPTIONS /* how many there are */
};

enum sx_option_kind { SX_OPT_IS_FLAG, SX_OPT_IS_CHOICE, SX_OPT_IS_PATH, SX_OPT_IS_TEXT };

/* Headings of the help, in its order. */
enum sx_option_group { SX_GROUP_OUTPUT, SX_GROUP_FIGURE, SX_GROUP_SELECT, SX_GROUP_INPUT, SX_GROUP_TALK, SX_GROUPS };

struct sx_option {
	const char *name;
	char letter;          /* 0: none */
	const char *argument; /* what stands for its value in the help; NULL for a flag */
	enum sx_option_kind kind;
	unsigned commands; /* bit 1 << enum sx_command_id for each that takes it */
	enum sx_option_group group;
	const char *brief; /* one sentence without capital and full stop */
	const char *full;  /* the long help after it */
	const char *example;
};

extern const struct sx_option sx_options[SX_OPTIONS];
extern const char *const sx_option_groups[SX_GROUPS];

bool sx_option_of(const struct sx_option *option, enum sx_command_id command);

/* The next choice of a CHOICE option's argument from *rest on, or an empty slice. */
struct sx_str sx_option_choice(const char **rest);

#endif
