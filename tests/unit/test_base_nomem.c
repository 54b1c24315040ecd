/* Every allocation of base fails once, in turn: nothing crashes or leaks, and the failure is told. Linked with --wrap.
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/proc.h"
#include "base/rx.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
char *__real_strdup(const char *z);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
char *__wrap_strdup(const char *z);

static long left = -1; /* allocations until one fails; -1: none will */
static bool failed;

static bool fails(void)
{
	if (left < 0)
		return false;
	failed |= left == 0;
	return left-- == 0;
}

void *__wrap_malloc(size_t n)
{
	return fails() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n)
{
	return fails() ? NULL : __real_realloc(p, n);
}

char *__wrap_strdup(const char *z)
{
	return fails() ? NULL : __real_strdup(z);
}

/* Run `job` with its first, second, third … allocation failing until it needs no more of them. */
static void with_each_failing(int (*job)(struct sx_err *err))
{
	long n = 0;
	do {
		struct sx_err err = { 0 };
		failed = false;
		left = n++;
		int rc = job(&err);
		left = -1;
		cr_expect_eq(rc < 0, failed, "allocation %ld", n);
		cr_expect_eq(err.code, failed ? SX_NOMEM : SX_OK, "allocation %ld: %s", n, err.text);
	} while (failed);
	cr_expect_gt(n, 1, "nothing was allocated");
}

static char folder[512], path[600], link_path[600];

static void setup(void)
{
	struct sx_err err = { 0 };
	cr_assert_eq(sx_scratch_make(folder, sizeof folder, &err), 0, "%s", err.text);
	snprintf(path, sizeof path, "%s/a", folder);
	snprintf(link_path, sizeof link_path, "%s/link", folder);
	cr_assert_eq(symlink("a", link_path), 0);
	FILE *f = fopen(path, "w");
	cr_assert_not_null(f);
	fputs("content", f);
	fclose(f);
}

static void teardown(void)
{
	sx_scratch_remove(folder);
	cr_expect_eq(access(folder, F_OK), -1, "something is left in it");
}

TestSuite(base_nomem, .init = setup, .fini = teardown);

static int read_job(struct sx_err *err)
{
	struct sx_buf buf = { 0 };
	int rc = sx_read_file(&buf, path, 1000, err);
	sx_buf_release(&buf);
	return rc;
}

static int write_job(struct sx_err *err)
{
	struct sx_out out;
	if (sx_out_open(&out, link_path, err) < 0)
		return -1;
	if (sx_out_write(&out, SX_STR("content"), err) == 0)
		return sx_out_commit(&out, err);
	sx_out_abandon(&out);
	return -1;
}

static int each(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
	return 0;
}

static void lost(void *ctx, const struct sx_err *why)
{
	(void)ctx;
	cr_expect_fail("%s", why->text);
}

static int walk_job(struct sx_err *err)
{
	struct sx_walk walk = { .each = each, .lost = lost };
	return sx_walk(folder, &walk, err);
}

static int proc_job(struct sx_err *err)
{
	static const char *const argv[] = { "echo", "x", NULL };
	struct sx_proc_result result;
	int rc = sx_proc_run(&(struct sx_proc){ .argv = argv }, &result, err);
	sx_buf_release(&result.output);
	sx_buf_release(&result.errors);
	return rc;
}

static int rx_job(struct sx_err *err)
{
	struct sx_rx *rx = sx_rx_new(SX_STR("a(b)"), 0, NULL, err);
	if (!rx)
		return -1;
	struct sx_rx_match *match = sx_rx_match_new(1);
	int rc = match ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
	if (match)
		cr_expect_eq(sx_rx_run(rx, SX_STR("ab"), 0, match, err), 1);
	sx_rx_match_free(match);
	sx_rx_free(rx);
	return rc;
}

static int arena_job(struct sx_err *err)
{
	struct sx_arena arena = { 0 };
	for (int i = 0; i < 10; i++)
		sx_arena_alloc(&arena, 50000);
	int rc = sx_arena_ok(&arena) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
	sx_arena_release(&arena);
	return rc;
}

Test(base_nomem, reading)
{
	with_each_failing(read_job);
}

Test(base_nomem, writing)
{
	with_each_failing(write_job);
}

Test(base_nomem, walking)
{
	with_each_failing(walk_job);
}

Test(base_nomem, running)
{
	with_each_failing(proc_job);
}

Test(base_nomem, matching)
{
	with_each_failing(rx_job);
}

Test(base_nomem, arena)
{
	with_each_failing(arena_job);
}
