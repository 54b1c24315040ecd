#include "base/proc.h"

#include "base/cleanup_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 30, MOST = 16 * 1024 * 1024, VARIABLES = 8 };

static const char default_path[] = "/bin:/usr/bin"; /* what posix_spawnp() searches when PATH is not set */

/* A pipe whose ends are closed on exec and are none of 0, 1, 2, even when the program was started without those. */
static int make_pipe(int ends[2])
{
	int raw[2];
	ends[0] = ends[1] = -1;
	if (pipe2(raw, O_CLOEXEC) < 0)
		return -1;
	for (int i = 0; i < 2; i++)
		ends[i] = fcntl(raw[i], F_DUPFD_CLOEXEC, 3);
	int why = errno;
	close(raw[0]);
	close(raw[1]);
	errno = why;
	return ends[0] < 0 || ends[1] < 0 ? -1 : 0;
}

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* The few variables a helper may see, as "NAME=value"; the strings are in `text`. */
static int make_environment(struct sx_buf *text, char *variables[VARIABLES])
{
	static const char *const kept[] = { "PATH",           "HOME", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_FILE",
					    "FONTCONFIG_PATH" };
	size_t n = 0, at[VARIABLES];
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		const char *value = getenv(kept[i]);
		if (!value)
			continue;
		at[n++] = text->n;
		sx_buf_addf(text, "%s=%s", kept[i], value);
		sx_buf_c(text, '\0');
	}
	at[n++] = text->n;
	sx_buf_z(text, "LC_ALL=C");
	if (!sx_buf_ok(text))
		return -1;
	for (size_t i = 0; i < n; i++)
		variables[i] = text->p + at[i];
	variables[n] = NULL;
	return 0;
}

/* Its own process group, so that its helpers can be killed with it, and the default answer to every signal. */
static int set_attributes(posix_spawnattr_t *attributes)
{
	sigset_t all, none;
	sigfillset(&all);
	sigemptyset(&none);
	int rc = posix_spawnattr_setflags(attributes,
					  POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	if (rc == 0)
		rc = posix_spawnattr_setpgroup(attributes, 0);
	if (rc == 0)
		rc = posix_spawnattr_setsigdefault(attributes, &all);
	return rc ? rc : posix_spawnattr_setsigmask(attributes, &none);
}

static int set_actions(posix_spawn_file_actions_t *actions, const struct sx_proc *proc, int output, int errors)
{
	int rc = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(actions, errors, STDERR_FILENO);
#if __GLIBC_PREREQ(2, 34)
	if (rc == 0) /* nor what whoever started this program left open */
		rc = posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
#endif
	if (rc == 0 && proc->folder)
		rc = posix_spawn_file_actions_addchdir_np(actions, proc->folder);
	return rc;
}

/* 0 or what went wrong as an errno. */
static int spawn(pid_t *pid, const struct sx_proc *proc, int output, int errors)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	struct sx_buf text = { 0 };
	char *variables[VARIABLES];
	int rc = posix_spawn_file_actions_init(&actions);
	if (rc)
		return rc;
	rc = posix_spawnattr_init(&attributes);
	if (rc) {
		posix_spawn_file_actions_destroy(&actions);
		return rc;
	}
	rc = make_environment(&text, variables) < 0 ? ENOMEM : set_attributes(&attributes);
	if (rc == 0)
		rc = set_actions(&actions, proc, output, errors);
	if (rc == 0) {
		/* POSIX promises not to write to the arguments; the type only lacks a const. */
		union {
			const char *const *promised;
			char *const *taken;
		} argv = { proc->argv };
		rc = posix_spawnp(pid, proc->argv[0], &actions, &attributes, argv.taken, variables);
	}
	sx_buf_release(&text);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return rc;
}

/* posix_spawn() cannot set them, but returns as soon as the program has begun. Where the system refuses, those on time
 * and output hold all the same. */
static void set_limits(pid_t pid, const struct sx_proc *proc)
{
	const struct rlimit memory = { proc->memory, proc->memory }, file = { proc->file, proc->file };
	if (proc->memory)
		(void)prlimit(pid, RLIMIT_AS, &memory, NULL);
	if (proc->file)
		(void)prlimit(pid, RLIMIT_FSIZE, &file, NULL);
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct stream {
	int fd;
	struct sx_buf *to;
	size_t most;
	bool cut; /* what is too much is dropped, not a failure */
};

/* Take what is there and close the pipe at its end. */
static int drain(struct stream *stream, const char *name, struct sx_err *err)
{
	char block[16 * 1024];
	ssize_t n = read(stream->fd, block, sizeof block);
	if (n < 0)
		return errno == EINTR || errno == EAGAIN ? 0
							 : sx_fail_errno(err, "%s: cannot read what it wrote", name);
	if (n == 0)
		close_end(&stream->fd);
	size_t room = stream->most - stream->to->n;
	if ((size_t)n > room && !stream->cut)
		return sx_fail(err, SX_LIMIT, "%s: wrote more than %zu bytes", name, stream->most);
	sx_buf_add(stream->to, block, (size_t)n < room ? (size_t)n : room);
	return sx_buf_ok(stream->to) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int collect(struct stream streams[2], const char *name, unsigned seconds, int64_t end, struct sx_err *err)
{
	while (streams[0].fd >= 0 || streams[1].fd >= 0) {
		int64_t left = end - now_ms();
		if (left <= 0)
			return sx_fail(err, SX_LIMIT, "%s: was not done after %u seconds", name, seconds);
		struct pollfd fds[2] = { { .fd = streams[0].fd, .events = POLLIN },
					 { .fd = streams[1].fd, .events = POLLIN } };
		if (poll(fds, 2, left < 60000 ? (int)left : 60000) < 0 && errno != EINTR && errno != EAGAIN)
			return sx_fail_errno(err, "%s: cannot wait for it", name);
		for (int i = 0; i < 2; i++)
			if (fds[i].revents && drain(&streams[i], name, err) < 0)
				return -1;
	}
	return 0;
}

/* Wait for the end of a program that has closed its streams: a moment, as a rule. */
static int await(pid_t pid, int *status, const char *name, unsigned seconds, int64_t end, struct sx_err *err)
{
	for (long pause = 200000;; pause = pause < 20000000 ? pause * 2 : pause) {
		pid_t got = waitpid(pid, status, WNOHANG);
		if (got == pid)
			return 0;
		if (got < 0 && errno != EINTR)
			return sx_fail_errno(err, "%s: cannot wait for it", name);
		if (now_ms() >= end)
			return sx_fail(err, SX_LIMIT, "%s: was not done after %u seconds", name, seconds);
		nanosleep(&(struct timespec){ .tv_nsec = pause }, NULL);
	}
}

/* Follow a started program to its end, or put an end to it. */
static int follow(pid_t pid, const struct sx_proc *proc, struct stream streams[2], int *status, struct sx_err *err)
{
	unsigned seconds = proc->seconds ? proc->seconds : SECONDS;
	int64_t end = now_ms() + (int64_t)seconds * 1000;
	int slot = sx_cleanup_group(pid);
	int rc = collect(streams, proc->argv[0], seconds, end, err);
	if (rc == 0)
		rc = await(pid, status, proc->argv[0], seconds, end, err);
	if (rc < 0) {
		kill(-pid, SIGKILL);
		while (waitpid(pid, status, 0) < 0 && errno == EINTR)
			;
	}
	sx_cleanup_forget(slot);
	return rc;
}

static int fail_spawn(const char *name, int why, struct sx_err *err)
{
	if (why == ENOENT && !sx_proc_exists(name))
		return sx_fail(err, SX_MISSING, "%s: no such program in PATH", name);
	errno = why;
	sx_fail_errno(err, "%s: cannot be started", name);
	if (why == EAGAIN)
		sx_err_hint(err, "'ulimit -u' says how many processes a user may have");
	return -1;
}

int sx_proc_run(const struct sx_proc *proc, struct sx_proc_result *result, struct sx_err *err)
{
	int output[2], errors[2] = { -1, -1 }, rc = -1, status = 0;
	size_t most = proc->most ? proc->most : MOST;
	pid_t pid;
	*result = (struct sx_proc_result){ 0 };
	if (make_pipe(output) < 0 || make_pipe(errors) < 0) {
		sx_fail_errno(err, "%s: cannot be started", proc->argv[0]);
		goto out;
	}
	int why = spawn(&pid, proc, output[1], errors[1]);
	close_end(&output[1]);
	close_end(&errors[1]);
	if (why) {
		fail_spawn(proc->argv[0], why, err);
		goto out;
	}
	set_limits(pid, proc);
	struct stream streams[2] = { { output[0], &result->output, most, false },
				     { errors[0], &result->errors, most, true } };
	rc = follow(pid, proc, streams, &status, err);
	output[0] = streams[0].fd;
	errors[0] = streams[1].fd;
	result->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
out:
	for (int i = 0; i < 2; i++) {
		close_end(&output[i]);
		close_end(&errors[i]);
	}
	return rc;
}

static bool is_program(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

bool sx_proc_exists(const char *name)
{
	const char *path = getenv("PATH");
	if (strchr(name, '/'))
		return is_program(name);
	if (!path)
		path = default_path;
	struct sx_buf whole = { 0 };
	bool found = false;
	while (!found) {
		size_t n = strcspn(path, ":");
		sx_buf_clear(&whole);
		sx_buf_addf(&whole, "%.*s/%s", (int)(n ? n : 1), n ? path : ".", name);
		found = sx_buf_ok(&whole) && is_program(whole.p);
		if (!path[n])
			break;
		path += n + 1;
	}
	sx_buf_release(&whole);
	return found;
}
