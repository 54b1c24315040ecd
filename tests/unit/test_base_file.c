#include "base/file.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[512];

static void setup(void)
{
	struct sx_err err = { 0 };
	umask(022);
	cr_assert_eq(sx_scratch_make(folder, sizeof folder, &err), 0, "%s", err.text);
}

static void teardown(void)
{
	sx_scratch_remove(folder);
	cr_expect_eq(access(folder, F_OK), -1);
}

TestSuite(base_file, .init = setup, .fini = teardown);

/* A path in the test's folder; good until four more are asked for. */
static const char *in(const char *name)
{
	static char paths[4][1024];
	static unsigned next;
	char *path = paths[next++ % 4];
	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

static int entries(void)
{
	int n = -2; /* . and .. */
	DIR *dir = opendir(folder);
	cr_assert_not_null(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");
	cr_assert_not_null(f);
	fputs(text, f);
	fclose(f);
}

static void expect_content(const char *path, const char *want)
{
	struct sx_buf got = { 0 };
	struct sx_err err = { 0 };
	sx_buf_z(&got, "");
	cr_expect_eq(sx_read_file(&got, path, 1 << 24, &err), 0, "%s", err.text);
	cr_expect_str_eq(got.p, want);
	sx_buf_release(&got);
}

static unsigned mode_of(const char *path)
{
	struct stat st;
	cr_assert_eq(lstat(path, &st), 0);
	return st.st_mode & 07777;
}

static void write_whole(const char *path, const char *text)
{
	struct sx_out out;
	struct sx_err err = { 0 };
	cr_assert_eq(sx_out_open(&out, path, &err), 0, "%s", err.text);
	cr_expect_eq(sx_out_write(&out, sx_str_of(text), &err), 0);
	cr_expect_eq(sx_out_commit(&out, &err), 0, "%s", err.text);
	sx_out_abandon(&out);
}

Test(base_file, reads_a_whole_file)
{
	struct sx_buf got = { 0 };
	struct sx_err err = { 0 };
	put(in("a"), "one\n");
	sx_buf_z(&got, ">");
	cr_expect_eq(sx_read_file(&got, in("a"), 4, &err), 0);
	cr_expect_str_eq(got.p, ">one\n");
	cr_expect_eq(sx_read_file(&got, in("a"), 3, &err), -1);
	cr_expect_eq(err.code, SX_LIMIT);
	sx_buf_release(&got);
}

Test(base_file, reading_says_what_is_wrong)
{
	struct sx_buf got = { 0 };
	struct sx_err err = { 0 };
	cr_expect_eq(sx_read_file(&got, in("missing"), 100, &err), -1);
	cr_expect_eq(err.code, SX_IO);
	cr_expect_not_null(strstr(err.text, "missing: cannot open: No such file"), "%s", err.text);
	err = (struct sx_err){ 0 };
	cr_expect_eq(sx_read_file(&got, folder, 100, &err), -1);
	cr_expect_not_null(strstr(err.text, "cannot read: Is a directory"), "%s", err.text);
	err = (struct sx_err){ 0 };
	cr_expect_eq(sx_read_file(&got, "/dev/zero", 1 << 20, &err), -1, "no end, and no size known beforehand");
	cr_expect_eq(err.code, SX_LIMIT);
	sx_buf_release(&got);
}

Test(base_file, reads_standard_input)
{
	struct sx_buf got = { 0 };
	struct sx_err err = { 0 };
	put(in("a"), "piped");
	int fd = open(in("a"), O_RDONLY);
	dup2(fd, STDIN_FILENO);
	close(fd);
	cr_expect_eq(sx_read_file(&got, "-", 100, &err), 0);
	cr_expect_str_eq(got.p, "piped");
	sx_buf_release(&got);
}

Test(base_file, appears_whole)
{
	struct sx_out out;
	struct sx_err err = { 0 };
	put(in("table"), "old");
	cr_assert_eq(sx_out_open(&out, in("table"), &err), 0);
	cr_expect_eq(sx_out_write(&out, SX_STR("new"), &err), 0);
	cr_expect_eq(sx_out_flush(&out, &err), 0);
	expect_content(in("table"), "old");
	cr_expect_eq(entries(), 2);
	cr_expect_eq(sx_out_commit(&out, &err), 0);
	sx_out_abandon(&out);
	expect_content(in("table"), "new");
	cr_expect_eq(entries(), 1);
}

Test(base_file, or_not_at_all)
{
	struct sx_out out;
	struct sx_err err = { 0 };
	put(in("table"), "old");
	cr_assert_eq(sx_out_open(&out, in("table"), &err), 0);
	sx_out_write(&out, SX_STR("half"), &err);
	sx_out_flush(&out, &err);
	sx_out_abandon(&out);
	sx_out_abandon(&out);
	expect_content(in("table"), "old");
	cr_expect_eq(entries(), 1);
	cr_expect_eq(sx_out_commit(&out, &err), -1, "nothing is open");
}

Test(base_file, large_and_small_pieces)
{
	struct sx_out out;
	struct sx_err err = { 0 };
	struct sx_buf want = { 0 };
	cr_assert_eq(sx_out_open(&out, in("big"), &err), 0);
	for (size_t n = 0; n < 200000; n = n * 3 + 1) {
		char *piece = malloc(n + 1);
		memset(piece, 'a' + (int)(n % 26), n + 1);
		sx_buf_add(&want, piece, n);
		cr_expect_eq(sx_out_write(&out, (struct sx_str){ piece, n }, &err), 0);
		free(piece);
	}
	cr_expect_eq(sx_out_commit(&out, &err), 0);
	expect_content(in("big"), want.p);
	sx_buf_release(&want);
}

Test(base_file, modes)
{
	umask(027);
	write_whole(in("fresh"), "x");
	cr_expect_eq(mode_of(in("fresh")), 0640);
	put(in("kept"), "old");
	chmod(in("kept"), 0604);
	write_whole(in("kept"), "new");
	cr_expect_eq(mode_of(in("kept")), 0604);
}

Test(base_file, a_link_stays_a_link)
{
	struct stat st;
	mkdir(in("sub"), 0700);
	put(in("sub/real"), "old");
	cr_assert_eq(symlink("sub/real", in("link")), 0);
	cr_assert_eq(symlink("link", in("link2")), 0);
	write_whole(in("link2"), "new");
	expect_content(in("sub/real"), "new");
	cr_expect(lstat(in("link"), &st) == 0 && S_ISLNK(st.st_mode));
	cr_expect(lstat(in("link2"), &st) == 0 && S_ISLNK(st.st_mode));
	cr_assert_eq(symlink("sub/fresh", in("dangling")), 0);
	write_whole(in("dangling"), "made");
	expect_content(in("sub/fresh"), "made");
	cr_expect(lstat(in("dangling"), &st) == 0 && S_ISLNK(st.st_mode));
	unlink(in("sub/real"));
	unlink(in("sub/fresh"));
	rmdir(in("sub"));
}

Test(base_file, a_circle_of_links)
{
	struct sx_out out;
	struct sx_err err = { 0 };
	cr_assert_eq(symlink("b", in("a")), 0);
	cr_assert_eq(symlink("a", in("b")), 0);
	cr_expect_eq(sx_out_open(&out, in("a"), &err), -1);
	cr_expect_eq(err.code, SX_IO);
}

Test(base_file, targets_that_cannot_be)
{
	static const char *const names[] = { "no/such/folder", "sub", "file/under" };
	mkdir(in("sub"), 0700);
	put(in("file"), "");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct sx_out out;
		struct sx_err err = { 0 };
		cr_expect_eq(sx_out_open(&out, in(names[i]), &err), -1, "%s", names[i]);
		cr_expect_eq(err.code, SX_IO);
		cr_expect_not_null(strstr(err.text, names[i]), "%s", err.text);
		sx_out_abandon(&out);
	}
	struct sx_out out;
	struct sx_err err = { 0 };
	cr_expect_eq(sx_out_open(&out, "", &err), -1);
	cr_expect_eq(entries(), 2);
	rmdir(in("sub"));
}

Test(base_file, names_of_any_bytes)
{
	char name[255] = { 0 };
	memset(name, 'x', 254);
	write_whole(in(name), "long");
	write_whole(in("-rf \n\x1B[31m\xFF%s%n"), "odd");
	expect_content(in("-rf \n\x1B[31m\xFF%s%n"), "odd");
	cr_expect_eq(entries(), 2);
}

Test(base_file, a_full_device)
{
	struct sx_out out;
	struct sx_err err = { 0 };
	cr_assert_eq(sx_out_open(&out, "/dev/full", &err), 0);
	cr_expect_eq(sx_out_write(&out, SX_STR("x"), &err), 0, "held back as yet");
	cr_expect_eq(sx_out_commit(&out, &err), -1);
	cr_expect_str_eq(err.text, "/dev/full: cannot write: No space left on device");
	cr_expect_eq(err.code, SX_IO);
	cr_expect_eq(access("/dev/full", F_OK), 0);
}

Test(base_file, a_disk_that_fills_up)
{
	struct sx_out out;
	struct sx_err err = { 0 };
	char block[4096];
	int rc = 0;
	put(in("table"), "old");
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 100000, RLIM_INFINITY });
	memset(block, 'x', sizeof block);
	cr_assert_eq(sx_out_open(&out, in("table"), &err), 0);
	for (int i = 0; i < 100 && rc == 0; i++)
		rc = sx_out_write(&out, (struct sx_str){ block, sizeof block }, &err);
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ RLIM_INFINITY, RLIM_INFINITY });
	cr_expect_eq(rc, -1);
	cr_expect_not_null(strstr(err.text, "table: cannot write: File too large"), "%s", err.text);
	sx_out_abandon(&out);
	expect_content(in("table"), "old");
	cr_expect_eq(entries(), 1);
}

Test(base_file, a_folder_that_vanishes)
{
	struct sx_out out;
	struct sx_err err = { 0 };
	mkdir(in("sub"), 0700);
	cr_assert_eq(sx_out_open(&out, in("sub/table"), &err), 0);
	cr_assert_eq(rename(in("sub"), in("moved")), 0);
	cr_expect_eq(sx_out_commit(&out, &err), -1);
	cr_expect_eq(err.code, SX_IO);
	DIR *dir = opendir(in("moved"));
	struct dirent *entry;
	while ((entry = readdir(dir)))
		unlinkat(dirfd(dir), entry->d_name, 0);
	closedir(dir);
	rmdir(in("moved"));
}

Test(base_file, what_is_no_file_is_written_directly)
{
	struct sx_err err = { 0 };
	char got[8] = { 0 };
	write_whole("/dev/null", "nothing");
	cr_assert_eq(mkfifo(in("pipe"), 0600), 0);
	int reader = open(in("pipe"), O_RDONLY | O_NONBLOCK);
	write_whole(in("pipe"), "piped");
	cr_expect_eq(sx_read_some(reader, got, sizeof got, "pipe", &err), 5);
	cr_expect_str_eq(got, "piped");
	cr_expect_eq(sx_read_some(reader, got, sizeof got, "pipe", &err), 0);
	close(reader);
	cr_expect_eq(entries(), 1);
}

Test(base_file, standard_output_by_any_name)
{
	static const char *const names[] = { "-", NULL, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1" };
	fflush(stdout);
	int saved = dup(STDOUT_FILENO), fd = open(in("out"), O_RDWR | O_CREAT, 0600);
	dup2(fd, STDOUT_FILENO);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		write_whole(names[i], "x");
	cr_expect_eq(fcntl(STDOUT_FILENO, F_GETFD), 0, "still open");
	dup2(saved, STDOUT_FILENO);
	close(saved);
	close(fd);
	expect_content(in("out"), "xxxxx");
	cr_expect_eq(entries(), 1);
}

Test(base_file, standard_output_closed)
{
	struct sx_out out;
	struct sx_err err = { 0 };
	fflush(stdout);
	int saved = dup(STDOUT_FILENO);
	close(STDOUT_FILENO);
	int rc = sx_out_open(&out, "-", &err);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	cr_expect_eq(rc, -1);
	cr_expect_str_eq(err.text, "standard output: cannot write: Bad file descriptor");
}

Test(base_file, a_signal_leaves_nothing_behind)
{
	struct sx_out one, two;
	struct sx_err err = { 0 };
	char scratch[512];
	mkdir(in("sub"), 0700);
	put(in("sub/table"), "old");
	cr_assert_eq(sx_out_open(&one, in("sub/table"), &err), 0);
	cr_assert_eq(sx_out_open(&two, in("sub/fresh"), &err), 0);
	cr_assert_eq(setenv("TMPDIR", in("sub"), 1), 0);
	cr_assert_eq(sx_scratch_make(scratch, sizeof scratch, &err), 0);
	for (int i = 0; i < 300; i++) {
		char path[600];
		snprintf(path, sizeof path, "%s/a-rather-long-name-to-fill-blocks-%d", scratch, i);
		put(path, "");
	}
	sx_out_unlink_all();
	cr_expect_eq(access(scratch, F_OK), -1);
	expect_content(in("sub/table"), "old");
	cr_expect_eq(sx_out_commit(&one, &err), -1);
	sx_out_abandon(&two);
	sx_scratch_remove(scratch);
	cr_expect_eq(unlink(in("sub/table")), 0);
	cr_expect_eq(rmdir(in("sub")), 0, "empty");
}

/* The register has an end; reaching it is an error, and places come back. */
Test(base_file, many_at_once)
{
	enum { N = 200 };
	static struct sx_out outs[N];
	struct sx_err err = { 0 };
	int n = 0;
	while (n < N && sx_out_open(&outs[n], in("x"), &err) == 0)
		n++;
	cr_expect_geq(n, 32);
	cr_expect_lt(n, N);
	cr_expect_eq(err.code, SX_LIMIT);
	for (int i = 0; i < n; i++)
		sx_out_abandon(&outs[i]);
	cr_expect_eq(entries(), 0);
	write_whole(in("x"), "again");
}

Test(base_file, private_folders)
{
	char path[512], small[8];
	struct sx_err err = { 0 };
	cr_expect_eq(mode_of(folder), 0700);
	cr_expect_eq(sx_scratch_make(small, sizeof small, &err), -1);
	setenv("TMPDIR", in("missing"), 1);
	err = (struct sx_err){ 0 };
	cr_expect_eq(sx_scratch_make(path, sizeof path, &err), -1);
	cr_expect(err.code == SX_IO && err.hint[0]);
	setenv("TMPDIR", folder, 1);
	cr_expect_eq(sx_scratch_make(path, sizeof path, &err), 0);
	cr_expect_eq(strncmp(path, folder, strlen(folder)), 0);
	sx_scratch_remove(path);
	cr_expect_eq(entries(), 0);
}
