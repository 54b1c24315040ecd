#include "plot/render_priv.h"

#include "base/file.h"
#include "base/proc.h"
#include "plot/scene_priv.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SECONDS = 60, MOST_BYTES = 256 * 1024 * 1024 };

static int write_file(const char *folder, const char *name, const struct sx_buf *bytes, struct sx_err *err)
{
	char path[PATH_MAX + 32];
	struct sx_out out;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (sx_out_open(&out, path, err))
		return -1;
	if (sx_out_write(&out, sx_buf_view(bytes), err)) {
		sx_out_abandon(&out);
		return -1;
	}
	return sx_out_commit(&out, err);
}

static bool starts_with(struct sx_str s, const char *z)
{
	size_t n = strlen(z);
	return s.n >= n && memcmp(s.p, z, n) == 0;
}

static bool contains(struct sx_str s, const char *z)
{
	return s.n && memmem(s.p, s.n, z, strlen(z));
}

/* The first line on gnuplot's standard error that tells of a failure; empty when there is none. In the C locale it
 * cannot make a degree sign, which nobody asked for; and fontconfig warns of caches it cannot write. */
static struct sx_str complaint(struct sx_str errors)
{
	for (size_t at = 0; at < errors.n;) {
		const char *end = memchr(errors.p + at, '\n', errors.n - at);
		struct sx_str line = { errors.p + at, end ? (size_t)(end - errors.p) - at : errors.n - at };
		at += line.n + 1;
		while (line.n && (*line.p == ' ' || *line.p == '\t')) {
			line.p++;
			line.n--;
		}
		if (line.n && !contains(line, "degree sign") && !starts_with(line, "Fontconfig warning"))
			return line;
	}
	return (struct sx_str){ 0 };
}

static int run(const char *folder, const char *const *argv, struct sx_err *err)
{
	const char *gnuplot = argv[0];
	const struct sx_proc proc = { .argv = argv, .folder = folder, .seconds = SECONDS };
	struct sx_proc_result result = { 0 };
	int status = sx_proc_run(&proc, &result, err);
	struct sx_str line = complaint(sx_buf_view(&result.errors));
	if (status && err && err->code == SX_MISSING)
		sx_err_hint(err, "install gnuplot-nox (Debian, Ubuntu) or gnuplot (Fedora, Homebrew), or draw on the "
				 "terminal: -f term");
	else if (!status && result.status > 128)
		status = sx_fail(err, SX_IO, "%s: ended by signal %d", gnuplot, result.status - 128);
	else if (!status && line.n)
		status = sx_fail(err, SX_IO, "%s: %.*s", gnuplot, line.n < 200 ? (int)line.n : 200, line.p);
	else if (!status && result.status)
		status = sx_fail(err, SX_IO, "%s: ended with status %d", gnuplot, result.status);
	sx_buf_release(&result.output);
	sx_buf_release(&result.errors);
	return status ? -1 : 0;
}

/* gnuplot ends with status 0 also where the disk is full or a page is cut: look at the file itself. */
static int check(const struct sx_figure *figure, const struct sx_format *format, struct sx_err *err)
{
	struct sx_str bytes = sx_buf_view(&figure->bytes);
	while (bytes.n && (bytes.p[bytes.n - 1] == '\n' || bytes.p[bytes.n - 1] == '\r'))
		bytes.n--;
	size_t n = strlen(format->ends);
	if (starts_with(bytes, format->begins) && bytes.n > n && memcmp(bytes.p + bytes.n - n, format->ends, n) == 0)
		return 0;
	sx_fail(err, SX_IO, "gnuplot wrote no whole %s file (%zu bytes)", format->name, figure->bytes.n);
	sx_err_hint(err, "is the folder for temporary files full? TMPDIR names it");
	return -1;
}

enum { SHORT_NAME = 32 };

/* "fig.gp"; where there are several figures, "fig7.gp". */
static void name_file(char name[SHORT_NAME], size_t i, const char *suffix)
{
	if (i)
		snprintf(name, SHORT_NAME, "fig%zu.%s", i, suffix);
	else
		snprintf(name, SHORT_NAME, "fig.%s", suffix);
}

static int write_figure(const char *folder, size_t i, const struct sx_figure *figure, char script[SHORT_NAME],
			struct sx_err *err)
{
	char data[SHORT_NAME];
	name_file(script, i, "gp");
	name_file(data, i, "tsv");
	return write_file(folder, script, &figure->script, err) || write_file(folder, data, &figure->data, err) ? -1
														: 0;
}

static int fetch_figure(const char *folder, size_t i, struct sx_figure *figure, const struct sx_canvas *canvas,
			const char *gnuplot, struct sx_err *err)
{
	char path[PATH_MAX + SHORT_NAME], name[SHORT_NAME];
	name_file(name, i, canvas->format->name);
	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (access(path, F_OK))
		return sx_fail(err, SX_IO, "%s: wrote no %s file", gnuplot, canvas->format->name);
	if (sx_read_file(&figure->bytes, path, MOST_BYTES, err) || check(figure, canvas->format, err))
		return -1;
	return canvas->format->finish(figure, canvas, err);
}

static int render_in(const char *folder, struct sx_figure *figure, size_t n, const struct sx_canvas *canvas,
		     const char *gnuplot, struct sx_err *err)
{
	char(*name)[SHORT_NAME] = sx_arena_alloc(canvas->arena, n * sizeof *name);
	const char **argv = sx_arena_alloc(canvas->arena, (n + 3) * sizeof *argv);
	if (!name || !argv)
		return sx_fail(err, SX_NOMEM, "out of memory");
	argv[0] = gnuplot;
	argv[1] = "-d";
	for (size_t i = 0; i < n; i++) {
		argv[i + 2] = name[i];
		if (write_figure(folder, i, &figure[i], name[i], err))
			return -1;
	}
	if (run(folder, argv, err))
		return -1;
	for (size_t i = 0; i < n; i++)
		if (fetch_figure(folder, i, &figure[i], canvas, gnuplot, err))
			return -1;
	return 0;
}

int sx_render(struct sx_figure *figure, size_t n, const struct sx_canvas *canvas, const char *gnuplot,
	      struct sx_err *err)
{
	char folder[PATH_MAX - 16];
	/* The program is started from the private folder, so a relative path would lead elsewhere. */
	char *absolute = strchr(gnuplot, '/') ? realpath(gnuplot, NULL) : NULL;
	int status = sx_scratch_make(folder, sizeof folder, err);
	if (status == 0) {
		status = render_in(folder, figure, n, canvas, absolute ? absolute : gnuplot, err);
		sx_scratch_remove(folder);
	}
	free(absolute);
	return status;
}
