#include "cli/generate.h"
#include "cli/options.h"

/* The inside of a single-quoted word of a shell, with a backslash before what else is special there. */
static void add_quoted(struct sx_buf *out, const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'')
			sx_buf_z(out, "'\\''");
		else if (strchr(special, *text))
			sx_buf_addf(out, "\\%c", *text);
		else
			sx_buf_c(out, *text);
	}
}

static void add_choices(struct sx_buf *out, const struct sx_option *option)
{
	const char *rest = option->argument;
	const char *before = "";
	for (struct sx_str choice; (choice = sx_option_choice(&rest)).n; before = " ")
		sx_buf_addf(out, "%s%.*s", before, (int)choice.n, choice.p);
}

static void add_command_names(struct sx_buf *out)
{
	for (size_t i = 0; i < SX_COMMANDS; i++)
		sx_buf_addf(out, "%s%s", i ? " " : "", sx_commands[i].name);
}

/* Operands that are words of a command and no files. */
static void add_operands(struct sx_buf *out, enum sx_command_id id)
{
	if (id == SX_CMD_RULES)
		sx_buf_z(out, "list show check dump");
	if (id != SX_CMD_HELP)
		return;
	add_command_names(out);
	sx_buf_z(out, " columns formats");
}

static void add_bash_command(struct sx_buf *out, enum sx_command_id id)
{
	sx_buf_addf(out, "\t%s:-*) words='", sx_commands[id].name);
	for (size_t i = 0; i < SX_OPTIONS; i++)
		if (sx_option_of(&sx_options[i], id))
			sx_buf_addf(out, "--%s ", sx_options[i].name);
	sx_buf_addf(out, "' ;;\n\t%s:*) words='", sx_commands[id].name);
	add_operands(out, id);
	sx_buf_z(out, "' ;;\n");
}

static void add_bash_choice(struct sx_buf *out, enum sx_command_id id, const struct sx_option *option)
{
	if (option->kind != SX_OPT_IS_CHOICE || !sx_option_of(option, id))
		return;
	if (option->letter)
		sx_buf_addf(out, "\t%s:-%c) words='", sx_commands[id].name, option->letter);
	else
		sx_buf_addf(out, "\t%s:--%s) words='", sx_commands[id].name, option->name);
	add_choices(out, option);
	sx_buf_z(out, "' ;;\n");
	if (!option->letter)
		return;
	sx_buf_addf(out, "\t%s:--%s) words='", sx_commands[id].name, option->name);
	add_choices(out, option);
	sx_buf_z(out, "' ;;\n");
}

void sx_generate_bash(struct sx_buf *out)
{
	sx_buf_z(out, "# bash completion for statext\n_statext() {\n"
		      "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} "
		      "command=${COMP_WORDS[1]} words=\n"
		      "\tif ((COMP_CWORD == 1)); then\n\t\tCOMPREPLY=($(compgen -W '");
	add_command_names(out);
	sx_buf_z(out, "' -- \"$cur\"))\n\t\treturn\n\tfi\n\tcase $command:$cur in\n");
	for (size_t id = 0; id < SX_COMMANDS; id++)
		add_bash_command(out, (enum sx_command_id)id);
	sx_buf_z(out, "\tesac\n\tcase $command:$prev in\n");
	for (size_t id = 0; id < SX_COMMANDS; id++)
		for (size_t i = 0; i < SX_OPTIONS; i++)
			add_bash_choice(out, (enum sx_command_id)id, &sx_options[i]);
	sx_buf_z(out, "\tesac\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\n"
		      "complete -o default -F _statext statext\n");
}

/* '(-f --format)'{-f,--format}'[what it does]:FORMAT:(choices)' */
static void add_zsh_option(struct sx_buf *out, const struct sx_option *option)
{
	sx_buf_z(out, "\t\t\t");
	if (option->letter)
		sx_buf_addf(out, "{-%c,--%s}'[", option->letter, option->name);
	else
		sx_buf_addf(out, "'--%s[", option->name);
	add_quoted(out, option->brief, "[]:\\");
	sx_buf_c(out, ']');
	if (option->argument) {
		sx_buf_c(out, ':');
		add_quoted(out, option->kind == SX_OPT_IS_CHOICE ? option->name : option->argument, "[]:\\");
		sx_buf_c(out, ':');
	}
	if (option->kind == SX_OPT_IS_CHOICE) {
		sx_buf_c(out, '(');
		add_choices(out, option);
		sx_buf_c(out, ')');
	}
	if (option->kind == SX_OPT_IS_PATH)
		sx_buf_z(out, "_files");
	sx_buf_z(out, "' \\\n");
}

static void add_zsh_operands(struct sx_buf *out, enum sx_command_id id)
{
	struct sx_buf words = { 0 };
	add_operands(&words, id);
	if (words.n)
		sx_buf_addf(out, "\t\t\t'1:word:(%s)' ", words.p);
	else
		sx_buf_z(out, "\t\t\t");
	sx_buf_z(out, "'*:file:_files'\n\t\t;;\n");
	out->failed |= words.failed;
	sx_buf_release(&words);
}

void sx_generate_zsh(struct sx_buf *out)
{
	sx_buf_z(out, "#compdef statext\n_statext() {\n\tif ((CURRENT == 2)); then\n\t\tlocal -a commands=(\n");
	for (size_t id = 0; id < SX_COMMANDS; id++) {
		sx_buf_addf(out, "\t\t\t'%s:", sx_commands[id].name);
		add_quoted(out, sx_commands[id].brief, ":\\");
		sx_buf_z(out, "'\n");
	}
	sx_buf_z(out,
		 "\t\t)\n\t\t_describe command commands\n\t\treturn\n\tfi\n\tlocal command=$words[2]\n\tshift words\n"
		 "\t((CURRENT--))\n\tcase $command in\n");
	for (size_t id = 0; id < SX_COMMANDS; id++) {
		sx_buf_addf(out, "\t%s)\n\t\t_arguments \\\n", sx_commands[id].name);
		for (size_t i = 0; i < SX_OPTIONS; i++)
			if (sx_option_of(&sx_options[i], (enum sx_command_id)id))
				add_zsh_option(out, &sx_options[i]);
		add_zsh_operands(out, (enum sx_command_id)id);
	}
	sx_buf_z(out, "\tesac\n}\n_statext \"$@\"\n");
}

static void add_fish_option(struct sx_buf *out, enum sx_command_id id, const struct sx_option *option)
{
	sx_buf_addf(out, "complete -c statext -n '__fish_seen_subcommand_from %s' -l %s", sx_commands[id].name,
		    option->name);
	if (option->letter)
		sx_buf_addf(out, " -s %c", option->letter);
	if (option->argument)
		sx_buf_z(out, " -r");
	if (option->kind == SX_OPT_IS_CHOICE) {
		sx_buf_z(out, " -f -a '");
		add_choices(out, option);
		sx_buf_c(out, '\'');
	}
	sx_buf_z(out, " -d '");
	add_quoted(out, option->brief, "\\");
	sx_buf_z(out, "'\n");
}

void sx_generate_fish(struct sx_buf *out)
{
	sx_buf_z(out, "# fish completion for statext\n");
	for (size_t id = 0; id < SX_COMMANDS; id++) {
		const struct sx_command *command = &sx_commands[id];
		sx_buf_addf(out, "complete -c statext -n __fish_use_subcommand -f -a %s -d '", command->name);
		add_quoted(out, command->brief, "\\");
		sx_buf_z(out, "'\n");
		struct sx_buf words = { 0 };
		add_operands(&words, (enum sx_command_id)id);
		if (words.n)
			sx_buf_addf(out, "complete -c statext -n '__fish_seen_subcommand_from %s' -a '%s'\n",
				    command->name, words.p);
		out->failed |= words.failed;
		sx_buf_release(&words);
		for (size_t i = 0; i < SX_OPTIONS; i++)
			if (sx_option_of(&sx_options[i], (enum sx_command_id)id))
				add_fish_option(out, (enum sx_command_id)id, &sx_options[i]);
	}
}
