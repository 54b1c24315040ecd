/* Every allocation of base fails once, in turn: nothing crashes or leaks, and the failure is told. Linked with --wrap.
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/proc.h"
#include "base/rx.h"

#include "base/nomem.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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

static int read_job(void *ctx, struct sx_err *err)
{
	(void)ctx;
	struct sx_buf buf = { 0 };
	int rc = sx_read_file(&buf, path, 1000, err);
	sx_buf_release(&buf);
	return rc;
}

static int write_job(void *ctx, struct sx_err *err)
{
	(void)ctx;
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

static int walk_job(void *ctx, struct sx_err *err)
{
	(void)ctx;
	struct sx_walk walk = { .each = each, .lost = lost };
	return sx_walk(folder, &walk, err);
}

static int proc_job(void *ctx, struct sx_err *err)
{
	(void)ctx;
	static const char *const argv[] = { "echo", "x", NULL };
	struct sx_proc_result result;
	int rc = sx_proc_run(&(struct sx_proc){ .argv = argv }, &result, err);
	sx_buf_release(&result.output);
	sx_buf_release(&result.errors);
	return rc;
}

static int rx_job(void *ctx, struct sx_err *err)
{
	(void)ctx;
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

static int arena_job(void *ctx, struct sx_err *err)
{
	(void)ctx;
	struct sx_arena arena = { 0 };
	for (int i = 0; i < 10; i++)
		sx_arena_alloc(&arena, 50000);
	int rc = sx_arena_ok(&arena) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
	sx_arena_release(&arena);
	return rc;
}

Test(base_nomem, reading)
{
	nomem_each(read_job, NULL, "read_job");
}

Test(base_nomem, writing)
{
	nomem_each(write_job, NULL, "write_job");
}

Test(base_nomem, walking)
{
	nomem_each(walk_job, NULL, "walk_job");
}

Test(base_nomem, running)
{
	nomem_each(proc_job, NULL, "proc_job");
}

Test(base_nomem, matching)
{
	nomem_each(rx_job, NULL, "rx_job");
}

Test(base_nomem, arena)
{
	nomem_each(arena_job, NULL, "arena_job");
}
