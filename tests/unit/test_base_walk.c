#include "base/file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[512];
static struct sx_buf seen, lost;

static const char *in(const char *name)
{
	static char paths[2][1024];
	static unsigned next;
	char *path = paths[next++ % 2];
	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

static void setup(void)
{
	struct sx_err err = { 0 };
	cr_assert_eq(sx_scratch_make(folder, sizeof folder, &err), 0, "%s", err.text);
}

static void teardown(void)
{
	char command[1024];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	cr_expect_eq(system(command), 0);
	sx_buf_release(&seen);
	sx_buf_release(&lost);
}

TestSuite(base_walk, .init = setup, .fini = teardown);

static void put(const char *name)
{
	FILE *f = fopen(in(name), "w");
	cr_assert_not_null(f, "%s", name);
	fclose(f);
}

static int each(void *ctx, const char *path)
{
	size_t n = strlen(folder);
	sx_buf_z(&seen, strncmp(path, folder, n) == 0 ? path + n : path);
	sx_buf_z(&seen, "\n");
	int *left = ctx;
	return left && --*left == 0 ? -1 : 0;
}

static void note_lost(void *ctx, const struct sx_err *why)
{
	(void)ctx;
	sx_buf_z(&lost, why->text);
}

static int walk(const char *path, int *left)
{
	struct sx_err err = { 0 };
	struct sx_walk how = { .each = each, .lost = note_lost, .ctx = left };
	return sx_walk(path, &how, &err);
}

Test(base_walk, a_file_is_given_as_it_is)
{
	put(".hidden");
	cr_expect_eq(walk(in(".hidden"), NULL), 0);
	cr_expect_eq(walk("/dev/null", NULL), 0);
	cr_expect_str_eq(seen.p, "/.hidden\n/dev/null\n");
}

Test(base_walk, what_is_not_there)
{
	cr_expect_eq(walk(in("missing"), NULL), -1);
	cr_expect_eq(seen.n, 0);
}

Test(base_walk, byte_order_and_what_is_passed_by)
{
	mkdir(in("b"), 0700);
	mkdir(in("b/deeper"), 0700);
	mkdir(in(".git"), 0700);
	mkdir(in("empty"), 0700);
	static const char *const files[] = { "b.txt",      "a",       "B",      "b/z", "b/deeper/x",
					     "b/\xC3\xA9", ".hidden", ".git/x", "10",  "9" };
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		put(files[i]);
	cr_assert_eq(symlink("a", in("link_to_a")), 0);
	cr_assert_eq(symlink("b", in("link_to_b")), 0);
	cr_assert_eq(symlink(".", in("loop")), 0);
	cr_assert_eq(symlink("nowhere", in("dangling")), 0);
	cr_assert_eq(mkfifo(in("pipe"), 0600), 0);
	cr_expect_eq(walk(folder, NULL), 0);
	cr_expect_str_eq(seen.p, "/10\n/9\n/B\n/a\n/b/deeper/x\n/b/z\n/b/\xC3\xA9\n/b.txt\n/link_to_a\n");
	cr_expect_eq(lost.n, 0);
}

Test(base_walk, a_slash_at_the_end_is_not_doubled)
{
	put("a");
	cr_expect_eq(walk(in(""), NULL), 0);
	cr_expect_str_eq(seen.p, "/a\n");
}

Test(base_walk, stops_when_told)
{
	int left = 2;
	put("a");
	put("b");
	put("c");
	cr_expect_eq(walk(folder, &left), -1);
	cr_expect_str_eq(seen.p, "/a\n/b\n");
}

/* Deeper than a path can be long: what lies above is found, what cannot be opened is told of. */
Test(base_walk, very_deep)
{
	char name[201] = { 0 };
	memset(name, 'd', 200);
	put("a");
	cr_assert_eq(chdir(folder), 0);
	for (int i = 0; i < 30; i++)
		cr_assert(mkdir(name, 0700) == 0 && chdir(name) == 0);
	cr_assert_eq(chdir("/"), 0);
	cr_expect_eq(walk(folder, NULL), 0);
	cr_expect_str_eq(seen.p, "/a\n");
}

Test(base_walk, a_folder_that_cannot_be_read)
{
	mkdir(in("closed"), 0700);
	put("z");
	chmod(in("closed"), 0);
	if (access(in("closed"), R_OK) == 0)
		return; /* root may read everything; skipping the test would leave its folder behind */
	cr_expect_eq(walk(folder, NULL), 0);
	chmod(in("closed"), 0700);
	cr_expect_str_eq(seen.p, "/z\n");
	cr_expect_not_null(strstr(lost.p, "closed: cannot read the folder: Permission denied"), "%s", lost.p);
}
