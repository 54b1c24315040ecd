#include "base/file.h"
#include "base/proc.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Run a shell line with these limits; the result is the caller's to release. */
static int run(const char *line, unsigned seconds, size_t most, struct sx_proc_result *result, struct sx_err *err)
{
	const char *const argv[] = { "sh", "-c", line, NULL };
	struct sx_proc proc = { .argv = argv, .seconds = seconds, .most = most };
	*err = (struct sx_err){ 0 };
	return sx_proc_run(&proc, result, err);
}

static void release(struct sx_proc_result *result)
{
	sx_buf_release(&result->output);
	sx_buf_release(&result->errors);
}

static void expect_output(const char *line, int status, const char *output, const char *errors)
{
	struct sx_proc_result result;
	struct sx_err err;
	cr_expect_eq(run(line, 0, 0, &result, &err), 0, "%s: %s", line, err.text);
	cr_expect_eq(result.status, status, "%s: %d", line, result.status);
	cr_expect(sx_str_is(sx_buf_view(&result.output), output), "%s: %s", line, result.output.p);
	cr_expect(sx_str_is(sx_buf_view(&result.errors), errors), "%s: %s", line, result.errors.p);
	release(&result);
}

Test(base_proc, streams_and_status)
{
	expect_output("echo out; echo err >&2", 0, "out\n", "err\n");
	expect_output("exit 7", 7, "", "");
	expect_output("kill -TERM $$", 128 + SIGTERM, "", "");
	expect_output("exec >&- 2>&-; exit 3", 3, "", "");
	expect_output("cat", 0, "", "");
}

Test(base_proc, arguments_are_no_shell_words)
{
	const char *const argv[] = { "printf", "%s|", "$(id)", "a b", "`id`", ";", "*", "", NULL };
	struct sx_proc proc = { .argv = argv, .folder = "/" };
	struct sx_proc_result result;
	struct sx_err err = { 0 };
	cr_expect_eq(sx_proc_run(&proc, &result, &err), 0, "%s", err.text);
	cr_expect(sx_str_is(sx_buf_view(&result.output), "$(id)|a b|`id`|;|*||"), "%s", result.output.p);
	release(&result);
}

Test(base_proc, minimal_environment)
{
	setenv("SX_SECRET", "x", 1);
	setenv("LC_ALL", "de_DE.UTF-8", 1);
	setenv("TMPDIR", "/a place", 1);
	unsetenv("FONTCONFIG_FILE");
	expect_output("echo $SX_SECRET $LC_ALL $TMPDIR", 0, "C /a place\n", "");
	unsetenv("PATH");
	cr_expect(sx_proc_exists("sh"));
	expect_output("echo found", 0, "found\n", "");
}

Test(base_proc, working_folder)
{
	const char *const argv[] = { "pwd", NULL };
	struct sx_proc proc = { .argv = argv, .folder = "/usr" };
	struct sx_proc_result result;
	struct sx_err err = { 0 };
	cr_expect_eq(sx_proc_run(&proc, &result, &err), 0);
	cr_expect(sx_str_is(sx_buf_view(&result.output), "/usr\n"));
	release(&result);
	proc.folder = "/no/such/folder";
	cr_expect_eq(sx_proc_run(&proc, &result, &err), -1);
	cr_expect_eq(err.code, SX_IO);
	release(&result);
}

Test(base_proc, missing_program)
{
	static const char *const names[] = { "no-such-program-here", "/no/such/program", "" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *const argv[] = { names[i], NULL };
		struct sx_proc proc = { .argv = argv };
		struct sx_proc_result result;
		struct sx_err err = { 0 };
		cr_expect_eq(sx_proc_run(&proc, &result, &err), -1);
		cr_expect_eq(err.code, SX_MISSING, "%s: %s", names[i], err.text);
		cr_expect_not(sx_proc_exists(names[i]));
		release(&result);
	}
	cr_expect(sx_proc_exists("sh"));
	cr_expect(sx_proc_exists("/bin/sh"));
	cr_expect_not(sx_proc_exists("/etc"));
	cr_expect_not(sx_proc_exists("/etc/passwd"));
}

Test(base_proc, both_streams_full)
{
	struct sx_proc_result result;
	struct sx_err err;
	cr_expect_eq(run("head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero", 0, 0, &result, &err), 0);
	cr_expect_eq(result.output.n, 3000000);
	cr_expect_eq(result.errors.n, 3000000);
	release(&result);
}

Test(base_proc, too_much_output)
{
	struct sx_proc_result result;
	struct sx_err err;
	cr_expect_eq(run("yes", 0, 100000, &result, &err), -1);
	cr_expect_eq(err.code, SX_LIMIT);
	cr_expect_str_eq(err.text, "sh: wrote more than 100000 bytes");
	release(&result);
	cr_expect_eq(run("head -c 100000 /dev/zero >&2; echo done", 0, 1000, &result, &err), 0,
		     "of messages, the first will do");
	cr_expect_eq(result.errors.n, 1000);
	cr_expect(sx_str_is(sx_buf_view(&result.output), "done\n"));
	release(&result);
}

/* Killed at the limit, with whatever it has started: in its own way each keeps a stream open or has left both. */
Test(base_proc, time_limit)
{
	static const char *const lines[] = { "trap '' TERM; sleep 600 & wait", "exec >&- 2>&-; sleep 600" };
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct sx_proc_result result;
		struct sx_err err;
		cr_expect_eq(run(lines[i], 1, 0, &result, &err), -1, "%s", lines[i]);
		cr_expect_eq(err.code, SX_LIMIT);
		cr_expect_str_eq(err.text, "sh: was not done after 1 seconds");
		release(&result);
	}
	cr_expect_eq(waitpid(-1, NULL, WNOHANG), -1, "no child is left");
	cr_expect_eq(errno, ECHILD);
}

static int descriptors(void)
{
	int n = 0;
	DIR *dir = opendir("/proc/self/fd");
	cr_assert_not_null(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

Test(base_proc, no_descriptor_leaks)
{
	const char *const missing[] = { "no-such-program-here", NULL };
	struct sx_proc_result result;
	struct sx_err err = { 0 };
	int before = descriptors();
	/* The child sees its three and the one with which it looks. */
	expect_output("ls /proc/self/fd | wc -l", 0, "4\n", "");
	cr_expect_eq(run("yes", 0, 10, &result, &err), -1);
	release(&result);
	cr_expect_eq(sx_proc_run(&(struct sx_proc){ .argv = missing }, &result, &err), -1);
	release(&result);
	cr_expect_eq(descriptors(), before);
}

Test(base_proc, without_standard_streams)
{
	for (int fd = 0; fd < 3; fd++)
		close(fd);
	struct sx_proc_result result;
	struct sx_err err;
	int rc = run("echo out; echo err >&2; cat", 0, 0, &result, &err);
	bool ok = rc == 0 && sx_str_is(sx_buf_view(&result.output), "out\n") &&
		  sx_str_is(sx_buf_view(&result.errors), "err\n");
	release(&result);
	cr_expect(ok);
}

/* A signal's handler takes running helpers along. */
Test(base_proc, helpers_do_not_outlive_a_signal)
{
	int status;
	pid_t child = fork();
	if (child == 0) {
		signal(SIGALRM, (void (*)(int))sx_out_unlink_all);
		ualarm(200000, 0);
		struct sx_proc_result result;
		struct sx_err err;
		int rc = run("sleep 600", 60, 0, &result, &err);
		release(&result);
		_exit(rc == 0 && result.status == 128 + SIGKILL ? 0 : 1);
	}
	cr_expect_eq(waitpid(child, &status, 0), child);
	cr_expect_eq(status, 0);
}

/* They hold a moment after the program began, which it waits for here. */
Test(base_proc, limits_on_memory_and_files)
{
	const char *const argv[] = {
		"sh", "-c",
		"until [ $(ulimit -v) != unlimited ] && [ $(ulimit -f) != unlimited ]; do :; done; "
		"ulimit -v; ulimit -f",
		NULL
	};
	struct sx_proc proc = { .argv = argv, .memory = 256 * 1024 * 1024, .file = 1024 * 512 };
	struct sx_proc_result result;
	struct sx_err err = { 0 };
	cr_expect_eq(sx_proc_run(&proc, &result, &err), 0, "%s", err.text);
	cr_expect(sx_str_is(sx_buf_view(&result.output), "262144\n1024\n"), "%s", result.output.p);
	release(&result);
}
