#include "base/utf8.h"
#include "cli/facts.h"
#include "cli/fill.h"
#include "cli/generate.h"
#include "cli/help.h"
#include "model/columns.h"

/* Text as roff shows it: no request by accident, a hyphen that can be copied, other characters by number. */
static void add_text(struct sx_buf *out, const char *text)
{
	struct sx_str s = sx_str_of(text);
	bool fresh = out->n == 0 || out->p[out->n - 1] == '\n';
	if (fresh && s.n && (s.p[0] == '.' || s.p[0] == '\''))
		sx_buf_z(out, "\\&");
	for (size_t at = 0, bytes; at < s.n; at += bytes) {
		uint32_t point = sx_utf8_at(s, at, &bytes);
		if (point == '\\')
			sx_buf_z(out, "\\e");
		else if (point == '-')
			sx_buf_z(out, "\\-");
		else if (point == '\'')
			sx_buf_z(out, "\\(aq");
		else if (point >= 0x80)
			sx_buf_addf(out, "\\[u%04X]", point);
		else
			sx_buf_c(out, (char)point);
	}
}

static void add_line(struct sx_buf *out, const char *text)
{
	add_text(out, text);
	sx_buf_c(out, '\n');
}

static void add_sentence(struct sx_buf *out, const char *text)
{
	struct sx_buf sentence = { 0 };
	sx_sentence(&sentence, text);
	if (sx_buf_ok(&sentence))
		add_line(out, sentence.p);
	out->failed |= sentence.failed;
	sx_buf_release(&sentence);
}

static void add_typed(struct sx_buf *out, const char *text)
{
	sx_buf_z(out, ".PP\n.RS 4\n.nf\n");
	add_line(out, text);
	sx_buf_z(out, ".fi\n.RE\n");
}

/* -f, --format in bold, FORMAT in italics. */
static void add_spelling(struct sx_buf *out, const struct sx_option *option)
{
	sx_buf_z(out, ".TP\n");
	if (option->letter)
		sx_buf_addf(out, "\\fB\\-%c\\fR, ", option->letter);
	sx_buf_z(out, "\\fB\\-\\-");
	add_text(out, option->name);
	sx_buf_z(out, "\\fR");
	if (option->argument) {
		sx_buf_z(out, " \\fI");
		add_text(out, option->argument);
		sx_buf_z(out, "\\fR");
	}
	sx_buf_c(out, '\n');
}

static void add_option(struct sx_buf *out, const struct sx_option *option)
{
	add_spelling(out, option);
	add_sentence(out, option->brief);
	if (option->full[0])
		add_line(out, option->full);
	sx_buf_z(out, ".IP\n");
	add_line(out, option->example);
}

static void add_command(struct sx_buf *out, enum sx_command_id id)
{
	const struct sx_command *command = &sx_commands[id];
	sx_buf_addf(out, ".SS statext %s ", command->name);
	add_line(out, command->synopsis);
	add_sentence(out, command->brief);
	if (command->full[0])
		add_line(out, command->full);
	for (size_t i = 0; i < SX_OPTIONS; i++)
		if (i != SX_OPT_HELP && sx_option_of(&sx_options[i], id))
			add_option(out, &sx_options[i]);
}

static void add_facts(struct sx_buf *out, const char *title, const struct sx_fact *fact)
{
	sx_buf_addf(out, ".SH %s\n", title);
	for (; fact->name; fact++) {
		sx_buf_z(out, ".TP\n.B ");
		add_line(out, fact->name);
		add_line(out, fact->text);
	}
}

static void add_columns(struct sx_buf *out)
{
	sx_buf_z(out, ".SH COLUMNS\nThe table has one row a claim and these columns.\n");
	for (size_t i = 0; i < SX_COLUMNS; i++) {
		sx_buf_addf(out, ".TP\n.B %s\n", sx_columns[i].name);
		add_sentence(out, sx_columns[i].meaning);
	}
}

void sx_generate_man(struct sx_buf *out)
{
	sx_buf_z(out,
		 ".TH STATEXT 1 \"\" \"statext " SX_VERSION "\" \"User Commands\"\n.nh\n.ad l\n.SH NAME\nstatext \\- ");
	add_line(out, SX_SUMMARY);
	sx_buf_z(out, ".SH SYNOPSIS\n");
	for (size_t i = 0; i < SX_COMMANDS; i++) {
		sx_buf_addf(out, "%s.B statext %s\n", i ? ".br\n" : "", sx_commands[i].name);
		if (sx_commands[i].synopsis[0])
			add_line(out, sx_commands[i].synopsis);
	}
	sx_buf_z(out, ".SH DESCRIPTION\n");
	for (size_t i = 0; i < SX_COMMANDS; i++)
		add_command(out, (enum sx_command_id)i);
	add_columns(out);
	add_facts(out, "EXIT STATUS", sx_fact_statuses);
	add_facts(out, "ENVIRONMENT", sx_fact_environment);
	add_facts(out, "FILES", sx_fact_files);
	sx_buf_z(out, ".SH EXAMPLES\n");
	for (const struct sx_fact *fact = sx_fact_examples; fact->name; fact++) {
		sx_buf_z(out, ".PP\n");
		add_line(out, fact->name);
		add_typed(out, fact->text);
	}
	sx_buf_z(out, ".SH SEE ALSO\n.BR gnuplot (1)\n");
}
