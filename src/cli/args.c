#include "cli/args.h"

#include "cli/nearest.h"

#include <stdlib.h>

bool sx_args_has(const struct sx_args *args, enum sx_option_id option)
{
	for (size_t i = 0; i < args->n_given; i++)
		if (args->given[i].option == option)
			return true;
	return false;
}

const char *sx_args_value(const struct sx_args *args, enum sx_option_id option)
{
	for (size_t i = args->n_given; i > 0; i--)
		if (args->given[i - 1].option == option)
			return args->given[i - 1].value;
	return NULL;
}

const char *sx_args_next(const struct sx_args *args, enum sx_option_id option, size_t *from)
{
	for (; *from < args->n_given; (*from)++)
		if (args->given[*from].option == option)
			return args->given[(*from)++].value;
	return NULL;
}

/* Advice for an option nobody of this command knows: whose it is, or the nearest spelling. */
static void advise(enum sx_command_id command, struct sx_str name, struct sx_err *err)
{
	struct sx_nearest nearest = sx_nearest_to(name);
	for (size_t i = 0; i < SX_OPTIONS; i++) {
		const struct sx_option *option = &sx_options[i];
		if (sx_option_of(option, command)) {
			sx_nearest_try(&nearest, sx_str_of(option->name));
			continue;
		}
		for (enum sx_command_id other = 0; other < SX_COMMANDS; other++)
			if (sx_option_of(option, other) && sx_str_is(name, option->name)) {
				sx_err_hint(err, "that is an option of 'statext %s'", sx_commands[other].name);
				return;
			}
	}
	if (sx_nearest_found(&nearest))
		sx_err_hint(err, "did you mean --%.*s?", (int)nearest.best.n, nearest.best.p);
	else
		sx_err_hint(err, "'statext %s --help' names its options", sx_commands[command].name);
}

static const struct sx_option *find_long(enum sx_command_id command, struct sx_str name, struct sx_err *err)
{
	for (size_t i = 0; i < SX_OPTIONS; i++)
		if (sx_option_of(&sx_options[i], command) && sx_str_is(name, sx_options[i].name))
			return &sx_options[i];
	sx_fail(err, SX_USAGE, "unknown option --%.*s", (int)(name.n < 400 ? name.n : 400), name.p);
	advise(command, name, err);
	return NULL;
}

static const struct sx_option *find_letter(enum sx_command_id command, char letter, struct sx_err *err)
{
	for (size_t i = 0; i < SX_OPTIONS; i++)
		if (sx_option_of(&sx_options[i], command) && sx_options[i].letter == letter)
			return &sx_options[i];
	sx_fail(err, SX_USAGE, "unknown option -%c", letter);
	sx_err_hint(err, "'statext %s --help' names its options", sx_commands[command].name);
	return NULL;
}

static int check_choice(const struct sx_option *option, const char *value, struct sx_err *err)
{
	struct sx_nearest nearest = sx_nearest_to(sx_str_of(value));
	const char *rest = option->argument;
	for (struct sx_str choice; (choice = sx_option_choice(&rest)).n;) {
		if (sx_str_is(choice, value))
			return 0;
		sx_nearest_try(&nearest, choice);
	}
	sx_fail(err, SX_USAGE, "--%s: '%s' is none of %s", option->name, value, option->argument);
	if (sx_nearest_found(&nearest))
		sx_err_hint(err, "did you mean '%.*s'?", (int)nearest.best.n, nearest.best.p);
	return -1;
}

static int add(struct sx_args *args, const struct sx_option *option, const char *value, struct sx_err *err)
{
	enum sx_option_id id = (enum sx_option_id)(option - sx_options);
	if (option->kind == SX_OPT_IS_CHOICE && check_choice(option, value, err) < 0)
		return -1;
	if (id == SX_OPT_HELP)
		args->help = true;
	args->given[args->n_given++] = (struct sx_given){ id, value };
	return 0;
}

/* What is left of the command line. */
struct line {
	char **at, **end;
};

/* The argument an option still needs: the next word. */
static int take_value(const struct sx_option *option, struct line *line, const char **value, struct sx_err *err)
{
	if (line->at == line->end) {
		sx_fail(err, SX_USAGE, "option --%s needs %s", option->name, option->argument);
		sx_err_hint(err, "for example: %s", option->example);
		return -1;
	}
	*value = *line->at++;
	return 0;
}

static int read_long(struct sx_args *args, const char *word, struct line *line, struct sx_err *err)
{
	struct sx_str name = { word, strcspn(word, "=") };
	const char *value = word[name.n] == '=' ? word + name.n + 1 : NULL;
	const struct sx_option *option = find_long(args->command, name, err);
	if (!option)
		return -1;
	if (option->kind == SX_OPT_IS_FLAG && value)
		return sx_fail(err, SX_USAGE, "option --%s takes no value", option->name);
	if (option->kind != SX_OPT_IS_FLAG && !value && take_value(option, line, &value, err) < 0)
		return -1;
	return add(args, option, value, err);
}

/* One letter, with its value behind it or in the next word. */
static int read_letters(struct sx_args *args, const char *word, struct line *line, struct sx_err *err)
{
	const struct sx_option *option = find_letter(args->command, word[0], err);
	if (!option)
		return -1;
	if (option->kind == SX_OPT_IS_FLAG) {
		if (word[1])
			return sx_fail(err, SX_USAGE, "option -%c takes no value", word[0]);
		return add(args, option, NULL, err);
	}
	const char *value = word[1] ? word + 1 : NULL;
	if (!value && take_value(option, line, &value, err) < 0)
		return -1;
	return add(args, option, value, err);
}

static int read_words(struct sx_args *args, struct line *line, struct sx_err *err)
{
	while (line->at < line->end && !args->help) {
		const char *word = *line->at++;
		int status = 0;
		if (strcmp(word, "--") == 0) {
			while (line->at < line->end)
				args->operand[args->n_operands++] = *line->at++;
		} else if (word[0] == '-' && word[1] == '-') {
			status = read_long(args, word + 2, line, err);
		} else if (word[0] == '-' && word[1]) {
			status = read_letters(args, word + 1, line, err);
		} else {
			args->operand[args->n_operands++] = word;
		}
		if (status < 0)
			return -1;
	}
	return 0;
}

/* The first word: a command, or an option that stands for one. */
static int read_command(struct sx_args *args, const char *word, struct sx_err *err)
{
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		word = "help";
	else if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
		word = "version";
	else if (word[0] == '-') {
		sx_fail(err, SX_USAGE, "unknown option %s", word);
		sx_err_hint(err, "a command comes first: statext COMMAND [OPTION]... [FILE]...");
		return -1;
	}
	const struct sx_command *command = sx_command_find(word, err);
	if (!command)
		return -1;
	args->command = (enum sx_command_id)(command - sx_commands);
	return 0;
}

int sx_args_read(struct sx_args *args, int argc, char **argv, struct sx_err *err)
{
	*args = (struct sx_args){ 0 };
	if (argc < 2) {
		sx_fail(err, SX_USAGE, "no command was named");
		sx_err_hint(err, "'statext help' names the commands");
		return -1;
	}
	args->given = calloc((size_t)argc, sizeof *args->given);
	args->operand = calloc((size_t)argc, sizeof *args->operand);
	if (!args->given || !args->operand)
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (read_command(args, argv[1], err) < 0)
		return -1;
	return read_words(args, &(struct line){ argv + 2, argv + argc }, err);
}

void sx_args_release(struct sx_args *args)
{
	free(args->given);
	free(args->operand);
	*args = (struct sx_args){ 0 };
}
