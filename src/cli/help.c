#include "cli/help.h"

#include "cli/args.h"
#include "cli/facts.h"
#include "cli/fill.h"
#include "cli/generate.h"
#include "cli/message.h"
#include "model/columns.h"
#include "read/read.h"
#include "write/write.h"

enum {
	WIDTH = 80,
	NAME_AT = 2,
	FULL_AT = 6,
	FACT_AT = 10,
	COMMAND_AT = 12,
	COLUMN_AT = 18,
	FORMAT_AT = 14,
	BRIEF_AT = 30
};

void sx_help_spelling(struct sx_buf *out, const struct sx_option *option)
{
	if (option->letter)
		sx_buf_addf(out, "-%c, ", option->letter);
	sx_buf_addf(out, "--%s", option->name);
	if (option->argument)
		sx_buf_addf(out, " %s", option->argument);
}

/* "  name    text", the text wrapped in its own column and below a name too long for it. */
static void add_row(struct sx_buf *out, struct sx_str name, size_t text_at, const char *text)
{
	sx_buf_addf(out, "%*s%.*s", NAME_AT, "", (int)name.n, name.p);
	size_t at = NAME_AT + name.n;
	if (at + 2 > text_at) {
		sx_buf_c(out, '\n');
		at = 0;
	}
	sx_buf_addf(out, "%*s", (int)(text_at - at), "");
	sx_fill(out, text, text_at, WIDTH);
}

static void add_spelled_row(struct sx_buf *out, const struct sx_option *option)
{
	struct sx_buf name = { 0 };
	if (!option->letter)
		sx_buf_z(&name, "    ");
	sx_help_spelling(&name, option);
	if (sx_buf_ok(&name))
		add_row(out, sx_buf_view(&name), BRIEF_AT, option->brief);
	out->failed |= name.failed;
	sx_buf_release(&name);
}

static void add_full_option(struct sx_buf *out, const struct sx_option *option)
{
	sx_buf_addf(out, "\n%*s", NAME_AT, "");
	sx_help_spelling(out, option);
	sx_buf_addf(out, "\n%*s", FULL_AT, "");
	sx_fill_sentence(out, option->brief, FULL_AT, WIDTH);
	if (option->full[0]) {
		sx_buf_addf(out, "%*s", FULL_AT, "");
		sx_fill(out, option->full, FULL_AT, WIDTH);
	}
	sx_buf_addf(out, "%*s%s\n", FULL_AT + 2, "", option->example);
}

static void add_options(struct sx_buf *out, enum sx_command_id command,
			void (*add)(struct sx_buf *, const struct sx_option *))
{
	for (size_t group = 0; group < SX_GROUPS; group++) {
		bool first = true;
		for (size_t i = 0; i < SX_OPTIONS; i++) {
			const struct sx_option *option = &sx_options[i];
			if (option->group != group || !sx_option_of(option, command))
				continue;
			if (first)
				sx_buf_addf(out, "\n%s\n", sx_option_groups[group]);
			first = false;
			add(out, option);
		}
	}
}

static void add_facts(struct sx_buf *out, const char *title, const struct sx_fact *fact)
{
	sx_buf_addf(out, "%s\n", title);
	for (; fact->name; fact++)
		add_row(out, sx_str_of(fact->name), FACT_AT, fact->text);
}

static void add_usage(struct sx_buf *out, const struct sx_command *command)
{
	sx_buf_addf(out, "Usage: statext %s%s%s\n\n", command->name, command->synopsis[0] ? " " : "",
		    command->synopsis);
	sx_fill_sentence(out, command->brief, 0, WIDTH);
}

static void add_commands(struct sx_buf *out)
{
	sx_buf_z(out, "statext: " SX_SUMMARY "\n\nUsage: statext COMMAND [OPTION]... [FILE|FOLDER|-]...\n\nCommands\n");
	for (size_t i = 0; i < SX_COMMANDS; i++)
		add_row(out, sx_str_of(sx_commands[i].name), COMMAND_AT, sx_commands[i].brief);
	sx_buf_z(out, "\n'statext COMMAND --help' names its options, 'statext help COMMAND' explains them.\n\n");
	add_facts(out, "Exit status", sx_fact_statuses);
}

static int print(struct sx_buf *text, struct sx_err *err)
{
	int status = sx_print(text, err);
	sx_buf_release(text);
	return status;
}

int sx_help_short(enum sx_command_id command, struct sx_err *err)
{
	struct sx_buf out = { 0 };
	if (command == SX_CMD_HELP) {
		add_commands(&out);
	} else {
		add_usage(&out, &sx_commands[command]);
		add_options(&out, command, add_spelled_row);
		sx_buf_addf(&out, "\n'statext help %s' says more.\n", sx_commands[command].name);
	}
	return print(&out, err);
}

static int print_long(enum sx_command_id id, struct sx_err *err)
{
	const struct sx_command *command = &sx_commands[id];
	struct sx_buf out = { 0 };
	add_usage(&out, command);
	if (command->full[0]) {
		sx_buf_c(&out, '\n');
		sx_fill(&out, command->full, 0, WIDTH);
	}
	sx_buf_addf(&out, "\n  %s\n", command->example);
	add_options(&out, id, add_full_option);
	sx_buf_c(&out, '\n');
	add_facts(&out, "Exit status", sx_fact_statuses);
	return print(&out, err);
}

static int print_columns(struct sx_err *err)
{
	struct sx_buf out = { 0 };
	for (size_t i = 0; i < SX_COLUMNS; i++)
		add_row(&out, sx_str_of(sx_columns[i].name), COLUMN_AT, sx_columns[i].meaning);
	return print(&out, err);
}

static void add_format(struct sx_buf *out, const char *name, const char *meaning, bool built)
{
	struct sx_buf text = { 0 };
	sx_buf_addf(&text, "%s%s", meaning, built ? "" : " (known, but not built into this program)");
	if (sx_buf_ok(&text))
		add_row(out, sx_str_of(name), FORMAT_AT, text.p);
	out->failed |= text.failed;
	sx_buf_release(&text);
}

static int print_formats(struct sx_err *err)
{
	struct sx_buf out = { 0 };
	const struct sx_reader_info *reader;
	const struct sx_packing_info *packing;
	const struct sx_writer_info *writer;
	sx_buf_z(&out, "Read\n");
	for (size_t i = 0; (reader = sx_reader_info(i)); i++)
		add_format(&out, reader->name, reader->meaning, reader->built);
	sx_buf_z(&out, "\nUnpacked, whatever is in it\n");
	for (size_t i = 0; (packing = sx_packing_info(i)); i++)
		add_format(&out, packing->suffix, packing->name, packing->built);
	sx_buf_z(&out, "\nWritten\n");
	for (size_t i = 0; (writer = sx_writer_info(i)); i++)
		add_format(&out, writer->name, writer->meaning, writer->built);
	return print(&out, err);
}

int sx_help_command(const struct sx_args *args, struct sx_err *err)
{
	const char *generate = sx_args_value(args, SX_OPT_GENERATE);
	if (generate)
		return sx_generate(generate, err);
	if (args->n_operands == 0)
		return sx_help_short(SX_CMD_HELP, err);
	if (strcmp(args->operand[0], "columns") == 0)
		return print_columns(err);
	if (strcmp(args->operand[0], "formats") == 0)
		return print_formats(err);
	const struct sx_command *command = sx_command_find(args->operand[0], err);
	return command ? print_long((enum sx_command_id)(command - sx_commands), err) : -1;
}
