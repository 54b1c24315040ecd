#include "cli/inputs.h"

#include "base/file.h"
#include "cli/exit.h"
#include "cli/message.h"
#include "cli/tables.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* The run as the walk's callbacks see it. */
struct run {
	struct sx_inputs *inputs;
	struct sx_err *err;
	const char *path;
	bool stopped; /* err says why */
	bool lost;    /* some of a folder could not be looked at */
};

const char *sx_input_name(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

const char *sx_inputs_name(const struct sx_inputs *inputs)
{
	return sx_input_name(inputs->path);
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
	sx_progress_hold(inputs->progress);
	sx_say("%s:%" PRIu64 ": %s", sx_inputs_name(inputs), line, why);
	sx_progress_go_on(inputs->progress);
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

static void keep_lost(struct sx_inputs *inputs, const char *name)
{
	enum { NAMED = 20 };
	if (inputs->lost++ < NAMED)
		sx_buf_addf(&inputs->lost_names, "%s%s", inputs->lost_names.n ? ", " : "", name);
	else if (inputs->lost == NAMED + 1)
		sx_buf_z(&inputs->lost_names, ", …");
}

void sx_inputs_say_lost(const struct sx_inputs *inputs)
{
	if (inputs->lost)
		sx_say("not read: %" PRIu64 ": %s", inputs->lost,
		       sx_buf_ok(&inputs->lost_names) && inputs->lost_names.p ? inputs->lost_names.p : "…");
}

void sx_inputs_release(struct sx_inputs *inputs)
{
	sx_buf_release(&inputs->lost_names);
}

/* Tell of an input that could not be read, with its name whoever found out. */
static void tell(struct sx_inputs *inputs, const char *path, const struct sx_err *why)
{
	const char *name = sx_input_name(path);
	struct sx_err err = *why;
	if (!strstr(err.text, name))
		sx_err_place(&err, name, 0, 0, (struct sx_str){ 0 });
	sx_say_err(&err);
	inputs->unread = true;
	keep_lost(inputs, name);
}

static void add_up(struct sx_inputs *inputs, const char *path, const struct sx_input_report *report)
{
	struct sx_input_report *sum = &inputs->sum;
	sum->documents += report->documents;
	sum->claims += report->claims;
	sum->bytes += report->bytes;
	sum->skipped += report->skipped;
	sum->bad_utf8 += report->bad_utf8;
	sum->unmatched += report->unmatched;
	inputs->unread |= report->skipped > 0 || report->unmatched > 0;
	if (report->guessed)
		sx_say("%s: nothing says which encoding it is in; read as %s ('--encoding NAME' decides)",
		       sx_input_name(path), report->guessed);
	if (report->bad_utf8)
		sx_say("%s: %" PRIu64 " %s no UTF-8 and read as U+FFFD, the first at byte %" PRIu64,
		       sx_input_name(path), report->bad_utf8, report->bad_utf8 == 1 ? "byte is" : "bytes are",
		       report->first_bad);
}

int sx_inputs_done(struct sx_inputs *inputs, const char *path, const struct sx_input_report *report,
		   const struct sx_err *why, struct sx_err *err)
{
	bool stop = why->code && !is_of_input(inputs, why);
	sx_progress_file(inputs->progress);
	sx_progress_hold(inputs->progress);
	add_up(inputs, path, report);
	if (why->code && !stop)
		tell(inputs, path, why);
	sx_progress_go_on(inputs->progress);
	if (stop)
		*err = *why;
	return stop ? -1 : 0;
}

void sx_inputs_tell(struct sx_inputs *inputs, const char *path, const struct sx_err *what)
{
	sx_progress_hold(inputs->progress);
	if (what->code)
		tell(inputs, path, what);
	else
		sx_say("%s: %s", path, what->text);
	sx_progress_go_on(inputs->progress);
}

/* Now, or when its turn comes. */
static int say_in_turn(struct sx_inputs *inputs, const char *path, const struct sx_err *what, struct sx_err *err)
{
	if (inputs->crew)
		return sx_crew_tell(inputs->crew, path, what, err);
	sx_inputs_tell(inputs, path, what);
	return 0;
}

static int say_of(struct sx_inputs *inputs, const char *path, const char *text, struct sx_err *err)
{
	struct sx_err what = { 0 };
	snprintf(what.text, sizeof what.text, "%s", text);
	return say_in_turn(inputs, path, &what, err);
}

static int read_text(struct sx_inputs *inputs, const char *path, struct sx_input_report *report, struct sx_err *err)
{
	struct sx_sink sink = { .take = take, .skip = skip, .ctx = inputs };
	if (sx_engine_ready(inputs->engine, err) < 0) {
		inputs->stopped = true;
		return -1;
	}
	return sx_extract_input(inputs->engine->extractor, path, &inputs->engine->reading, &sink, report, err);
}

static int read_table_or_text(struct sx_inputs *inputs, const char *path, struct sx_input_report *report,
			      struct sx_err *err)
{
	struct sx_sink sink = { .take = take, .skip = skip, .ctx = inputs };
	struct sx_table_input table;
	if (sx_table_open(&table, path, err) < 0)
		return -1;
	int status = 0;
	if (table.is_table)
		status = sx_table_load(&table, &sink, err);
	else
		status = read_text(inputs, table.path, report, err);
	sx_table_close(&table);
	return status;
}

static bool is_same(const struct stat *in, const struct stat *out)
{
	return S_ISREG(in->st_mode) && in->st_dev == out->st_dev && in->st_ino == out->st_ino;
}

static bool is_named(const char *output)
{
	return output && strcmp(output, "-") != 0;
}

/* Whether an input is what is written, under whatever name. */
static bool is_output(const struct sx_inputs *inputs, const char *path)
{
	struct stat in, out;
	if ((strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &in) : stat(path, &in)) < 0)
		return false;
	if ((is_named(inputs->output) ? stat(inputs->output, &out) : fstat(STDOUT_FILENO, &out)) == 0 &&
	    is_same(&in, &out))
		return true;
	return inputs->beside && stat(inputs->beside, &out) == 0 && is_same(&in, &out);
}

static int read_here(struct sx_inputs *inputs, const char *path, struct sx_err *err)
{
	struct sx_input_report report = { 0 };
	struct sx_err why = { 0 };
	inputs->path = path;
	if (inputs->tables)
		read_table_or_text(inputs, path, &report, &why);
	else
		read_text(inputs, path, &report, &why);
	return sx_inputs_done(inputs, path, &report, &why, err);
}

/* Named itself it is no leftover of an earlier run: the table must not take the text's place. Where the shell has
 * opened it for standard output, what was in it is as it is, and the others can be read. */
static int refuse_output(struct sx_inputs *inputs, const char *path, struct sx_err *err)
{
	struct sx_err what = { 0 };
	sx_fail(&what, SX_USAGE, "%s: is both an input and the output", sx_input_name(path));
	sx_err_hint(&what, "name another file for the output");
	if (!inputs->beside && !is_named(inputs->output)) {
		what.code = SX_INPUT;
		return say_in_turn(inputs, path, &what, err);
	}
	*err = what;
	return -1;
}

static int read_one(void *ctx, const char *path)
{
	struct run *run = ctx;
	struct sx_inputs *inputs = run->inputs;
	int status;
	inputs->files++;
	if (is_output(inputs, path) && path == run->path)
		status = refuse_output(inputs, path, run->err);
	else if (is_output(inputs, path)) /* a table that was written into the folder it came from */
		status = say_of(inputs, path, "is the output, so it is not read", run->err);
	else if (inputs->crew)
		status = sx_crew_read(inputs->crew, path, run->err);
	else
		status = read_here(inputs, path, run->err);
	run->stopped |= status < 0;
	return status;
}

static void lost(void *ctx, const struct sx_err *why)
{
	struct run *run = ctx;
	run->lost = true;
	run->stopped |= say_in_turn(run->inputs, run->path, why, run->err) < 0;
}

static int read_operand(struct sx_inputs *inputs, const char *path, struct sx_err *err)
{
	struct run run = { .inputs = inputs, .err = err, .path = path };
	if (strcmp(path, "-") == 0)
		return read_one(&run, path);
	struct sx_walk walk = { .each = read_one, .lost = lost, .ctx = &run };
	struct sx_err failure = { 0 };
	uint64_t before = inputs->files;
	int status = sx_walk(path, &walk, &failure);
	if (run.stopped)
		return -1;
	if (status < 0)
		return say_in_turn(inputs, path, &failure, err);
	if (inputs->files == before && !run.lost)
		return say_of(inputs, path, "no file in this folder", err);
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
	if (args->n_operands == 0 && read_operand(inputs, "-", err) < 0)
		return -1;
	for (size_t i = 0; i < args->n_operands; i++)
		if (read_operand(inputs, args->operand[i], err) < 0)
			return -1;
	return inputs->crew ? sx_crew_end(inputs->crew, err) : 0;
}

int sx_inputs_status(const struct sx_inputs *inputs, const struct sx_args *args, bool found)
{
	if (sx_args_has(args, SX_OPT_STATUS_ZERO))
		return SX_EXIT_DONE;
	if (inputs->unread)
		return SX_EXIT_UNREAD;
	return found ? SX_EXIT_DONE : SX_EXIT_NOTHING;
}
