#include "cli/inputs.h"

#include "base/file.h"
#include "cli/exit.h"
#include "cli/message.h"
#include "cli/tables.h"

#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

/* The run as the walk's callbacks see it. */
struct run {
	struct sx_inputs *inputs;
	struct sx_err *err;
};

const char *sx_inputs_name(const struct sx_inputs *inputs)
{
	return strcmp(inputs->path, "-") == 0 ? "standard input" : inputs->path;
}

static int take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_inputs *inputs = ctx;
	int status = inputs->sink->take(inputs->sink->ctx, claim, err);
	inputs->stopped |= status < 0;
	return status;
}

static int skip(void *ctx, struct sx_str source_json, uint64_t line, const char *why, struct sx_err *err)
{
	struct sx_inputs *inputs = ctx;
	sx_say("%s:%" PRIu64 ": %s", sx_inputs_name(inputs), line, why);
	if (!inputs->sink->skip)
		return 0;
	int status = inputs->sink->skip(inputs->sink->ctx, source_json, line, why, err);
	inputs->stopped |= status < 0;
	return status;
}

/* Whether a failure is this input's own, so that the next may be tried. */
static bool is_of_input(const struct sx_inputs *inputs, const struct sx_err *err)
{
	/* SX_MISSING: the program that reads this format. */
	bool input = err->code == SX_INPUT || err->code == SX_IO || err->code == SX_LIMIT || err->code == SX_MISSING;
	return input && !inputs->stopped;
}

/* Tell of an input that could not be read, with its name whoever found out. */
static void tell(struct sx_inputs *inputs, struct sx_err *err)
{
	const char *name = sx_inputs_name(inputs);
	if (!strstr(err->text, name))
		sx_err_place(err, name, 0, 0, (struct sx_str){ 0 });
	sx_say_err(err);
	inputs->unread = true;
}

static void add_up(struct sx_inputs *inputs, const struct sx_input_report *report)
{
	struct sx_input_report *sum = &inputs->sum;
	sum->documents += report->documents;
	sum->claims += report->claims;
	sum->bytes += report->bytes;
	sum->skipped += report->skipped;
	sum->bad_utf8 += report->bad_utf8;
	inputs->unread |= report->skipped > 0;
	if (report->guessed)
		sx_say("%s: nothing says which encoding it is in; read as %s ('--encoding NAME' decides)",
		       sx_inputs_name(inputs), report->guessed);
	if (report->bad_utf8)
		sx_say("%s: %" PRIu64 " %s no UTF-8 and read as U+FFFD, the first at byte %" PRIu64,
		       sx_inputs_name(inputs), report->bad_utf8, report->bad_utf8 == 1 ? "byte is" : "bytes are",
		       report->first_bad);
}

static int read_text(struct sx_inputs *inputs, const char *path, struct sx_err *err)
{
	struct sx_sink sink = { .take = take, .skip = skip, .ctx = inputs };
	struct sx_input_report report = { 0 };
	if (sx_engine_start(inputs->engine, err) < 0) {
		inputs->stopped = true;
		return -1;
	}
	int status = sx_extract_input(inputs->engine->extractor, path, &inputs->engine->reading, &sink, &report, err);
	add_up(inputs, &report);
	return status;
}

static int read_table_or_text(struct sx_inputs *inputs, const char *path, struct sx_err *err)
{
	struct sx_sink sink = { .take = take, .skip = skip, .ctx = inputs };
	struct sx_table_input table;
	if (sx_table_open(&table, path, err) < 0)
		return -1;
	int status = 0;
	if (table.is_table)
		status = sx_table_load(&table, &sink, err);
	else
		status = read_text(inputs, table.path, err);
	sx_table_close(&table);
	return status;
}

/* A table that was written into the folder it came from is no text of that folder. */
static bool is_output(const struct sx_inputs *inputs, const char *path)
{
	struct stat in, out;
	if (!inputs->output || stat(inputs->output, &out) < 0 || stat(path, &in) < 0)
		return false;
	return S_ISREG(in.st_mode) && in.st_dev == out.st_dev && in.st_ino == out.st_ino;
}

static int read_one(void *ctx, const char *path)
{
	struct run *run = ctx;
	struct sx_inputs *inputs = run->inputs;
	struct sx_err err = { 0 };
	inputs->path = path;
	inputs->files++;
	if (is_output(inputs, path)) {
		sx_say("%s: is the output, so it is not read", path);
		return 0;
	}
	int status = inputs->tables ? read_table_or_text(inputs, path, &err) : read_text(inputs, path, &err);
	if (status == 0)
		return 0;
	if (is_of_input(inputs, &err)) {
		tell(inputs, &err);
		return 0;
	}
	inputs->stopped = true;
	*run->err = err;
	return -1;
}

static void lost(void *ctx, const struct sx_err *why)
{
	struct run *run = ctx;
	sx_say_err(why);
	run->inputs->unread = true;
}

static int read_operand(struct sx_inputs *inputs, const char *path, struct sx_err *err)
{
	struct run run = { inputs, err };
	if (strcmp(path, "-") == 0)
		return read_one(&run, path);
	struct sx_walk walk = { .each = read_one, .lost = lost, .ctx = &run };
	struct sx_err failure = { 0 };
	uint64_t before = inputs->files;
	bool unread = inputs->unread;
	if (sx_walk(path, &walk, &failure) < 0) {
		if (inputs->stopped)
			return -1;
		inputs->path = path;
		tell(inputs, &failure);
	} else if (inputs->files == before && inputs->unread == unread) {
		sx_say("%s: no file in this folder", path);
	}
	return 0;
}

int sx_inputs_run(struct sx_inputs *inputs, const struct sx_args *args, struct sx_err *err)
{
	if (args->n_operands == 0 && isatty(STDIN_FILENO)) {
		const char *name = sx_commands[args->command].name;
		sx_fail(err, SX_USAGE, "no input was named");
		sx_err_hint(err, "statext %s FILE, or '-' to read what you type; 'statext help %s' says more", name,
			    name);
		return -1;
	}
	if (args->n_operands == 0)
		return read_operand(inputs, "-", err);
	for (size_t i = 0; i < args->n_operands; i++)
		if (read_operand(inputs, args->operand[i], err) < 0)
			return -1;
	return 0;
}

int sx_inputs_status(const struct sx_inputs *inputs, const struct sx_args *args, bool found)
{
	if (sx_args_has(args, SX_OPT_STATUS_ZERO))
		return SX_EXIT_DONE;
	if (inputs->unread)
		return SX_EXIT_UNREAD;
	return found ? SX_EXIT_DONE : SX_EXIT_NOTHING;
}
