/* statext extract: texts in, the table of their claims out. */
#include "cli/commands.h"
#include "cli/exit.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/outlet.h"
#include "cli/table_out.h"
#include "cli/terminal.h"
#include "cli/where.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { MOST_JOBS = 256 };

/* The parts in the order of the flow: inputs → engine → where → table, or, with several threads, inputs → crew → outlet
 * → table. */
struct extraction {
	struct sx_inputs inputs;
	struct sx_engine engine;
	struct sx_where where;
	struct sx_outlet outlet;
	struct sx_table_out table;
	struct sx_explain explain;
};

static void explain_number(void *ctx, struct sx_str quantity, uint64_t line, uint64_t column, struct sx_str rule,
			   const char *verdict)
{
	const struct sx_inputs *inputs = ctx;
	struct sx_buf out = { 0 };
	sx_buf_addf(&out, "%s:%" PRIu64 ":%" PRIu64 ": ", sx_inputs_name(inputs), line, column);
	sx_buf_str(&out, quantity);
	sx_buf_addf(&out, "%s%s", quantity.n ? ": " : "", verdict);
	if (rule.n)
		sx_buf_addf(&out, " (%.*s)", (int)rule.n, rule.p);
	sx_progress_hold(inputs->progress);
	if (sx_buf_ok(&out))
		sx_say_lines(sx_buf_view(&out));
	sx_progress_go_on(inputs->progress);
	sx_buf_release(&out);
}

/* Each thread may have a PDF at hand: the file, a folder and the pipes of pdftotext. What one thread could open must
 * not fail because many are at work. */
static int most_jobs(void)
{
	enum { OF_ALL = 32, OF_EACH = 8 };
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) < 0 || files.rlim_cur >= OF_ALL + OF_EACH * MOST_JOBS)
		return MOST_JOBS;
	return files.rlim_cur < OF_ALL + OF_EACH ? 1 : (int)(files.rlim_cur - OF_ALL) / OF_EACH;
}

/* How many threads are to work; -1 with err set. */
static int read_jobs(const struct sx_args *args, struct sx_err *err)
{
	const char *text = sx_args_value(args, SX_OPT_JOBS);
	if (!text)
		return 1;
	size_t digits = strspn(text, "0123456789");
	if (!digits || digits > 4 || text[digits])
		return sx_fail(err, SX_USAGE, "--jobs: '%s' is no number of threads", text);
	int n = atoi(text);
	if (n > MOST_JOBS)
		return sx_fail(err, SX_USAGE, "--jobs: no more than %d threads", MOST_JOBS);
	long processors = n ? n : sysconf(_SC_NPROCESSORS_ONLN);
	int most = most_jobs();
	return processors < 1 ? 1 : processors > most ? most : (int)processors;
}

static int run_crew(struct extraction *x, const struct sx_args *args, unsigned jobs, struct sx_err *err)
{
	x->outlet = (struct sx_outlet){ .args = args, .writer = x->table.writer, .inputs = &x->inputs };
	struct sx_crew_outlet outlet = sx_outlet_of(&x->outlet);
	x->inputs.crew = sx_crew_new(jobs, &x->engine.options, &x->engine.reading, &outlet, err);
	if (!x->inputs.crew)
		return -1;
	int status = sx_inputs_run(&x->inputs, args, err);
	sx_crew_free(x->inputs.crew);
	return status;
}

static int run(struct extraction *x, const struct sx_args *args, struct sx_err *err)
{
	const struct sx_explain *explain = sx_args_has(args, SX_OPT_EXPLAIN) ? &x->explain : NULL;
	x->explain = (struct sx_explain){ .number = explain_number, .ctx = &x->inputs };
	int jobs = read_jobs(args, err);
	if (jobs < 0 || sx_engine_open(&x->engine, args, explain, err) < 0 || sx_engine_start(&x->engine, err) < 0)
		return -1;
	struct sx_sink selected = sx_where_sink(&x->where);
	x->inputs = (struct sx_inputs){ .engine = &x->engine,
					.sink = &selected,
					.output = sx_args_value(args, SX_OPT_OUTPUT),
					.beside = sx_args_value(args, SX_OPT_SCHEMA) };
	if (sx_table_out_open(&x->table, args, err) < 0)
		return -1;
	struct sx_sink rows = sx_writer_sink(x->table.writer);
	if (sx_where_open(&x->where, args, &rows, err) < 0)
		return -1;
	x->engine.options.columns = sx_writer_columns(x->table.writer) | sx_where_columns(&x->where);
	x->inputs.progress = sx_progress_open(args, !x->table.out.path && sx_terminal_out());
	x->engine.options.watch = sx_progress_watch(x->inputs.progress);
	bool crew = jobs > 1 && !explain;
	int status = crew ? run_crew(x, args, (unsigned)jobs, err) : sx_inputs_run(&x->inputs, args, err);
	sx_progress_close(x->inputs.progress);
	x->inputs.progress = NULL;
	return status < 0 ? -1 : sx_table_out_commit(&x->table, err);
}

/* Claims written. */
static uint64_t passed(const struct extraction *x)
{
	return x->where.passed + x->outlet.passed;
}

static double seconds_since(const struct timespec *start)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void say_stats(const struct extraction *x, double seconds)
{
	const struct sx_input_report *sum = &x->inputs.sum;
	sx_say("inputs: %" PRIu64 ", documents: %" PRIu64 ", records skipped: %" PRIu64 ", bytes: %" PRIu64,
	       x->inputs.files, sum->documents, sum->skipped, sum->bytes);
	sx_say("claims found: %" PRIu64 ", written: %" PRIu64 ", seconds: %.3f", sum->claims, passed(x), seconds);
	sx_inputs_say_lost(&x->inputs);
}

int sx_extract_command(const struct sx_args *args, struct sx_err *err)
{
	struct timespec start;
	clock_gettime(CLOCK_MONOTONIC, &start);
	struct extraction x = { 0 };
	int status = run(&x, args, err);
	if (status == 0 && sx_args_has(args, SX_OPT_STATS))
		say_stats(&x, seconds_since(&start));
	if (status == 0)
		status = sx_inputs_status(&x.inputs, args, passed(&x) > 0);
	sx_inputs_release(&x.inputs);
	sx_table_out_release(&x.table);
	sx_where_release(&x.where);
	sx_engine_release(&x.engine);
	return status;
}
