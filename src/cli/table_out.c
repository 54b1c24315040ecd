#include "cli/table_out.h"

#include "cli/nearest.h"
#include "cli/terminal.h"
#include "cli/where.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *named_format(const char *name, struct sx_err *err)
{
	struct sx_nearest nearest = sx_nearest_to(sx_str_of(name));
	const struct sx_writer_info *info;
	for (size_t i = 0; (info = sx_writer_info(i)); i++) {
		if (strcmp(info->name, name) == 0)
			return info->name;
		sx_nearest_try(&nearest, sx_str_of(info->name));
	}
	sx_fail(err, SX_USAGE, "--format: there is no output format '%s'", name);
	if (sx_nearest_found(&nearest))
		sx_err_hint(err, "did you mean '%.*s'?", (int)nearest.best.n, nearest.best.p);
	else
		sx_err_hint(err, "'statext help formats' names them");
	return NULL;
}

/* By the file's suffix; a name without one gets CSV. */
static const char *suffix_format(const char *path, struct sx_err *err)
{
	const struct sx_writer_info *info = sx_writer_by_suffix(path);
	if (info)
		return info->name;
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');
	if (!dot)
		return "csv";
	sx_fail(err, SX_USAGE, "--output: no output format has the suffix '%s'", dot);
	sx_err_hint(err, "name the format with -f; 'statext help formats' lists them");
	return NULL;
}

static const char *choose_format(const struct sx_args *args, struct sx_err *err)
{
	const char *name = sx_args_value(args, SX_OPT_FORMAT);
	const char *path = sx_args_value(args, SX_OPT_OUTPUT);
	if (name)
		return named_format(name, err);
	if (path && strcmp(path, "-") != 0)
		return suffix_format(path, err);
	return sx_terminal_out() ? "table" : "csv";
}

/* a,b,c into columns, each once. */
static int read_columns(struct sx_table_out *table, const char *text, size_t *n, struct sx_err *err)
{
	bool named[SX_COLUMNS] = { false };
	table->columns = calloc(SX_COLUMNS, sizeof *table->columns);
	if (!table->columns)
		return sx_fail(err, SX_NOMEM, "out of memory");
	for (bool more = true; more;) {
		struct sx_str name = { text, strcspn(text, ",") };
		int column = sx_where_column(name, "columns", err);
		if (column < 0)
			return -1;
		if (named[column])
			return sx_fail(err, SX_USAGE, "--columns: '%s' is named twice", sx_columns[column].name);
		named[column] = true;
		table->columns[(*n)++] = (enum sx_column)column;
		more = text[name.n] == ',';
		text += name.n + more;
	}
	return 0;
}

/* Where the table goes, who works and who watches is not what it says. */
static bool is_beside(enum sx_option_id option)
{
	return option == SX_OPT_OUTPUT || option == SX_OPT_SCHEMA || option == SX_OPT_JOBS || option == SX_OPT_PROGRESS;
}

/* The program and the options, in the order they were given. */
static int list_facts(struct sx_table_out *table, const struct sx_args *args, struct sx_err *err)
{
	size_t n = 0;
	table->facts = calloc(args->n_given + 1, sizeof *table->facts);
	if (!table->facts)
		return sx_fail(err, SX_NOMEM, "out of memory");
	table->facts[n++] = (struct sx_write_fact){ "statext", SX_VERSION };
	for (size_t i = 0; i < args->n_given; i++) {
		const struct sx_given *given = &args->given[i];
		if (is_beside(given->option))
			continue;
		table->facts[n++] =
			(struct sx_write_fact){ sx_options[given->option].name, given->value ? given->value : "yes" };
	}
	table->options.facts = table->facts;
	table->options.n_facts = n;
	return 0;
}

static int open_writer(struct sx_table_out *table, const struct sx_args *args, struct sx_err *err)
{
	const char *columns = sx_args_value(args, SX_OPT_COLUMNS);
	struct sx_write_options *options = &table->options;
	*options = (struct sx_write_options){
		.raw_cells = sx_args_has(args, SX_OPT_RAW_CELLS),
		.width = sx_terminal_width(),
		.colour = !table->out.path && sx_terminal_colour(sx_args_value(args, SX_OPT_COLOR)),
		.ascii = sx_terminal_ascii(),
	};
	if ((columns && read_columns(table, columns, &options->n_columns, err) < 0) || list_facts(table, args, err) < 0)
		return -1;
	options->columns = table->columns;
	table->writer = sx_writer_new(table->format, options, &table->out, err);
	return table->writer ? 0 : -1;
}

static bool is_same(const char *a, const char *b)
{
	struct stat first, second;
	return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
	       first.st_ino == second.st_ino;
}

/* The folder that a path is in, at `to`, and the name there. */
static const char *take_apart(const char *path, char to[PATH_MAX])
{
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash + 1 - path) : 0;
	snprintf(to, PATH_MAX, "%.*s", n < PATH_MAX ? (int)n : 0, path);
	return slash ? slash + 1 : path;
}

/* Whether two files are one, those that are yet to be made too. */
static bool is_same_file(const char *a, const char *b)
{
	char first[PATH_MAX], second[PATH_MAX];
	const char *name = take_apart(a, first), *other = take_apart(b, second);
	if (strcmp(name, other) == 0 && is_same(first[0] ? first : ".", second[0] ? second : "."))
		return true;
	struct stat st;
	return stat(a, &st) == 0 && S_ISREG(st.st_mode) && is_same(a, b);
}

int sx_table_out_open(struct sx_table_out *table, const struct sx_args *args, struct sx_err *err)
{
	*table = (struct sx_table_out){ 0 };
	table->path = sx_args_value(args, SX_OPT_OUTPUT);
	table->schema = sx_args_value(args, SX_OPT_SCHEMA);
	if (table->schema && strcmp(table->schema, "-") == 0) {
		sx_fail(err, SX_USAGE, "--schema: needs a file, standard output is for the table");
		return -1;
	}
	if (table->schema && table->path && is_same_file(table->schema, table->path)) {
		sx_fail(err, SX_USAGE, "--schema: %s is the output", table->schema);
		return -1;
	}
	table->format = choose_format(args, err);
	if (!table->format || sx_out_open(&table->out, table->path, err) < 0)
		return -1;
	if (open_writer(table, args, err) == 0)
		return 0;
	sx_table_out_release(table);
	return -1;
}

static int write_schema(const struct sx_table_out *table, struct sx_err *err)
{
	struct sx_out out;
	if (sx_out_open(&out, table->schema, err) < 0)
		return -1;
	if (sx_write_schema(table->path, table->format, &table->options, &out, err) == 0)
		return sx_out_commit(&out, err);
	sx_out_abandon(&out);
	return -1;
}

int sx_table_out_commit(struct sx_table_out *table, struct sx_err *err)
{
	if (sx_writer_end(table->writer, err) < 0 || (table->schema && write_schema(table, err) < 0))
		return -1;
	return sx_out_commit(&table->out, err);
}

void sx_table_out_release(struct sx_table_out *table)
{
	sx_writer_free(table->writer);
	sx_out_abandon(&table->out);
	free(table->columns);
	free(table->facts);
	*table = (struct sx_table_out){ 0 };
}
