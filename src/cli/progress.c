#include "cli/progress.h"

#include "base/file.h"
#include "cli/terminal.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const double first = 1.0, again = 0.1; /* seconds: short work shows nothing; draws apart */

struct sx_progress {
	pthread_mutex_t lock;
	struct sx_progress_sum sum;
	struct timespec start;
	double drawn; /* when, in seconds from the start */
	bool shown;
	struct sx_buf line;
};

/* Three digits, or four before a unit of its own. */
static void add_bytes(struct sx_buf *out, double bytes)
{
	static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };
	size_t unit = 0;
	while (bytes >= 999.5 && unit + 1 < sizeof units / sizeof *units) {
		bytes /= 1000;
		unit++;
	}
	sx_buf_addf(out, unit && bytes < 9.95 ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
}

static void add_time(struct sx_buf *out, double seconds)
{
	uint64_t s = (uint64_t)(seconds + 0.5);
	if (s >= 3600)
		sx_buf_addf(out, "%" PRIu64 ":%02u:%02u", s / 3600, (unsigned)(s / 60 % 60), (unsigned)(s % 60));
	else
		sx_buf_addf(out, "%u:%02u", (unsigned)(s / 60), (unsigned)(s % 60));
}

void sx_progress_line(struct sx_buf *out, const struct sx_progress_sum *sum)
{
	sx_buf_addf(out, "%" PRIu64 " %s, ", sum->files, sum->files == 1 ? "file" : "files");
	add_bytes(out, (double)sum->bytes);
	if (sum->total) {
		sx_buf_z(out, " of ");
		add_bytes(out, (double)sum->total);
	}
	sx_buf_addf(out, ", %" PRIu64 " %s", sum->claims, sum->claims == 1 ? "claim" : "claims");
	if (sum->seconds <= 0 || !sum->bytes)
		return;
	double rate = (double)sum->bytes / sum->seconds;
	sx_buf_z(out, ", ");
	add_bytes(out, rate);
	sx_buf_z(out, "/s");
	if (sum->total <= sum->bytes)
		return;
	sx_buf_z(out, ", ");
	add_time(out, (double)(sum->total - sum->bytes) / rate);
	sx_buf_z(out, " left");
}

/* Adding up what is to be read. */
struct adding {
	uint64_t bytes;
	bool unknown;
};

static void add_size(struct adding *sum, const struct stat *about)
{
	sum->unknown |= !S_ISREG(about->st_mode);
	sum->bytes += (uint64_t)about->st_size;
}

static int add_file(void *ctx, const char *path)
{
	struct stat about;
	if (stat(path, &about) == 0)
		add_size(ctx, &about);
	return 0;
}

static void pass_by(void *ctx, const struct sx_err *why)
{
	(void)ctx, (void)why;
}

/* Of all inputs; 0 when one of them does not say. */
static uint64_t total_of(const struct sx_args *args)
{
	struct adding sum = { 0 };
	struct sx_walk walk = { .each = add_file, .lost = pass_by, .ctx = &sum };
	struct stat about;
	for (size_t i = 0; i < args->n_operands; i++)
		if (strcmp(args->operand[i], "-") != 0)
			sx_walk(args->operand[i], &walk, NULL);
		else if (fstat(STDIN_FILENO, &about) == 0)
			add_size(&sum, &about);
	if (args->n_operands == 0 && fstat(STDIN_FILENO, &about) == 0)
		add_size(&sum, &about);
	return sum.unknown ? 0 : sum.bytes;
}

static bool is_wanted(const struct sx_args *args, bool quiet)
{
	const char *when = sx_args_value(args, SX_OPT_PROGRESS);
	if (when && strcmp(when, "always") == 0)
		return true;
	bool never = when && strcmp(when, "never") == 0;
	const char *term = getenv("TERM");
	return !never && !quiet && isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
}

struct sx_progress *sx_progress_open(const struct sx_args *args, bool quiet)
{
	struct sx_progress *progress = is_wanted(args, quiet) ? calloc(1, sizeof *progress) : NULL;
	if (!progress)
		return NULL;
	pthread_mutex_init(&progress->lock, NULL);
	progress->sum.total = total_of(args);
	clock_gettime(CLOCK_MONOTONIC, &progress->start);
	return progress;
}

/* What cannot be drawn is no matter. */
static void draw(const struct sx_buf *line)
{
	ssize_t n = line->n && sx_buf_ok(line) ? write(STDERR_FILENO, line->p, line->n) : 0;
	(void)n;
}

/* Locked, like all below. */
static void erase(struct sx_progress *progress)
{
	if (!progress->shown)
		return;
	sx_buf_clear(&progress->line);
	sx_buf_z(&progress->line, "\r\033[K");
	draw(&progress->line);
	progress->shown = false;
}

static void draw_when_due(struct sx_progress *progress, double seconds)
{
	if (seconds < first || seconds < progress->drawn + again)
		return;
	struct sx_buf *line = &progress->line;
	progress->drawn = progress->sum.seconds = seconds;
	sx_buf_clear(line);
	sx_buf_c(line, '\r');
	sx_progress_line(line, &progress->sum);
	size_t width = sx_terminal_error_width();
	if (line->n > width) /* one that wraps could not be drawn over */
		line->n = width;
	sx_buf_z(line, "\033[K");
	draw(line);
	progress->shown = true;
}

void sx_progress_moved(struct sx_progress *progress, uint64_t bytes, uint64_t claims, double seconds)
{
	pthread_mutex_lock(&progress->lock);
	progress->sum.bytes += bytes;
	progress->sum.claims += claims;
	draw_when_due(progress, seconds);
	pthread_mutex_unlock(&progress->lock);
}

static void moved(void *ctx, uint64_t bytes, uint64_t claims)
{
	struct sx_progress *progress = ctx;
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	double seconds = (double)(now.tv_sec - progress->start.tv_sec);
	sx_progress_moved(progress, bytes, claims, seconds + (double)(now.tv_nsec - progress->start.tv_nsec) / 1e9);
}

struct sx_watch sx_progress_watch(struct sx_progress *progress)
{
	return (struct sx_watch){ .moved = progress ? moved : NULL, .ctx = progress };
}

void sx_progress_file(struct sx_progress *progress)
{
	if (!progress)
		return;
	pthread_mutex_lock(&progress->lock);
	progress->sum.files++;
	pthread_mutex_unlock(&progress->lock);
}

void sx_progress_hold(struct sx_progress *progress)
{
	if (!progress)
		return;
	pthread_mutex_lock(&progress->lock);
	erase(progress);
}

void sx_progress_go_on(struct sx_progress *progress)
{
	if (progress)
		pthread_mutex_unlock(&progress->lock);
}

void sx_progress_close(struct sx_progress *progress)
{
	if (!progress)
		return;
	erase(progress);
	pthread_mutex_destroy(&progress->lock);
	sx_buf_release(&progress->line);
	free(progress);
}
