#include "base/file.h"

#include "base/cleanup_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024, TRIES = 100, LINKS_MOST = 40 };

ptrdiff_t sx_read_some(int fd, void *to, size_t n, const char *name, struct sx_err *err)
{
	ssize_t got;
	do
		got = read(fd, to, n < SSIZE_MAX ? n : SSIZE_MAX);
	while (got < 0 && errno == EINTR);
	return got < 0 ? sx_fail_errno(err, "%s: cannot read", name) : got;
}

int sx_open_read(const char *path)
{
	int fd;
	do
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	while (fd < 0 && errno == EINTR);
	return fd;
}

static int read_all(struct sx_buf *out, int fd, const char *name, size_t most, struct sx_err *err)
{
	struct stat st;
	size_t guess = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size : 0;
	if (guess > most)
		return sx_fail(err, SX_LIMIT, "%s: larger than %zu bytes", name, most);
	size_t before = out->n, step = guess + 1 > BLOCK ? guess + 1 : BLOCK;
	for (;;) {
		char *to = sx_buf_room(out, step);
		if (!to)
			return sx_fail(err, SX_NOMEM, "%s: out of memory", name);
		ptrdiff_t got = sx_read_some(fd, to, step, name, err);
		if (got < 0)
			return -1;
		out->n += (size_t)got;
		out->p[out->n] = '\0';
		if (got == 0)
			return 0;
		if (out->n - before > most)
			return sx_fail(err, SX_LIMIT, "%s: larger than %zu bytes", name, most);
		step = BLOCK;
	}
}

int sx_read_file(struct sx_buf *out, const char *path, size_t most, struct sx_err *err)
{
	if (strcmp(path, "-") == 0)
		return read_all(out, STDIN_FILENO, "standard input", most, err);
	int fd = sx_open_read(path);
	if (fd < 0)
		return sx_fail_errno(err, "%s: cannot open", path);
	int rc = read_all(out, fd, path, most, err);
	close(fd);
	return rc;
}

/* Twelve letters that nobody can guess, at the end of `name`, over the X in place. */
static void random_name(char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
	unsigned char bytes[12];
	if (getentropy(bytes, sizeof bytes) < 0) {
		/* No entropy: O_EXCL and the tries still keep the name from being anyone else's. */
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (unsigned char)((uintptr_t)&bytes >> (i % 8 * 4)) ^ (unsigned char)(getpid() >> i);
	}
	char *to = name + strlen(name) - sizeof bytes;
	for (size_t i = 0; i < sizeof bytes; i++)
		to[i] = letters[bytes[i] % 32];
}

static char *join(struct sx_str folder, const char *name)
{
	size_t n = strlen(name);
	bool slash = folder.n && folder.p[folder.n - 1] != '/';
	char *path = malloc(folder.n + n + 2);
	if (!path)
		return NULL;
	if (folder.n)
		memcpy(path, folder.p, folder.n);
	if (slash)
		path[folder.n] = '/';
	memcpy(path + folder.n + slash, name, n + 1);
	return path;
}

/* The folder part of a path, its slash included; empty where there is none. */
static struct sx_str folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return (struct sx_str){ path, slash ? (size_t)(slash - path) + 1 : 0 };
}

/* Follow symbolic links by hand, for realpath() does not know the name of a file that is yet to be made. */
static char *follow_links(const char *path, const char *name, struct sx_err *err)
{
	char *now = strdup(path);
	for (int i = 0; now; i++) {
		char target[4096];
		ssize_t n = readlink(now, target, sizeof target - 1);
		if (n < 0)
			return now; /* no link (or not there at all, which open() will report) */
		if (i == LINKS_MOST || (size_t)n == sizeof target - 1) {
			free(now);
			errno = ELOOP;
			sx_fail_errno(err, "%s: cannot write", name);
			return NULL;
		}
		target[n] = '\0';
		char *next = target[0] == '/' ? strdup(target) : join(folder_of(now), target);
		free(now);
		now = next;
	}
	sx_fail(err, SX_NOMEM, "out of memory");
	return NULL;
}

static int open_direct(struct sx_out *out, const char *path, struct sx_err *err)
{
	do
		out->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	while (out->fd < 0 && errno == EINTR);
	return out->fd < 0 ? sx_fail_errno(err, "%s: cannot write", path) : 0;
}

static int open_temporary(struct sx_out *out, const struct stat *target, struct sx_err *err)
{
	out->temporary = join(folder_of(out->path), ".statext-XXXXXXXXXXXX");
	if (!out->temporary)
		return sx_fail(err, SX_NOMEM, "out of memory");
	mode_t mode = target ? target->st_mode & 0777 : 0666;
	for (int i = 0; i < TRIES && out->fd < 0; i++) {
		random_name(out->temporary);
		out->slot = sx_cleanup_file(out->temporary);
		if (out->slot < 0)
			return sx_fail(err, SX_LIMIT, "%s: too many files are open for writing", out->name);
		out->fd = open(out->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
		if (out->fd >= 0)
			break;
		sx_cleanup_forget(out->slot);
		out->slot = -1;
		if (errno != EEXIST && errno != EINTR)
			break;
	}
	if (out->fd < 0) {
		sx_fail_errno(err, "%s: cannot make a temporary file beside it", out->name);
		sx_err_hint(err, "its folder must exist and be writable, for the file appears whole or not at all");
		return -1;
	}
	if (target)
		fchmod(out->fd,
		       mode); /* where modes mean nothing it fails, and no harm: the umask only took rights away */
	return 0;
}

/* Descriptors have names too; what stands behind them is written, not replaced. -1: no such name. */
static int descriptor_of(const char *path)
{
	static const char *const prefixes[] = { "/dev/fd/", "/proc/self/fd/" };
	if (strcmp(path, "/dev/stdout") == 0)
		return STDOUT_FILENO;
	if (strcmp(path, "/dev/stderr") == 0)
		return STDERR_FILENO;
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		size_t n = strlen(prefixes[i]);
		if (strncmp(path, prefixes[i], n) == 0 && path[n] && strspn(path + n, "0123456789") == strlen(path + n))
			return atoi(path + n);
	}
	return -1;
}

static int open_descriptor(struct sx_out *out, int fd, struct sx_err *err)
{
	out->fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	return out->fd < 0 ? sx_fail_errno(err, "%s: cannot write", out->name) : 0;
}

static int open_path(struct sx_out *out, const char *path, struct sx_err *err)
{
	struct stat st;
	if (descriptor_of(path) >= 0)
		return open_descriptor(out, descriptor_of(path), err);
	if (!*path)
		return sx_fail(err, SX_USAGE, "an output file needs a name");
	bool there = stat(path, &st) == 0;
	if (!there && errno != ENOENT)
		return sx_fail_errno(err, "%s: cannot write", path);
	if (there && !S_ISREG(st.st_mode))
		return open_direct(out, path, err);
	if (there && access(path, W_OK) < 0)
		return sx_fail_errno(err, "%s: cannot write", path);
	out->path = follow_links(path, path, err);
	return out->path ? open_temporary(out, there ? &st : NULL, err) : -1;
}

int sx_out_open(struct sx_out *out, const char *path, struct sx_err *err)
{
	bool standard = !path || strcmp(path, "-") == 0;
	*out = (struct sx_out){ .fd = -1, .slot = -1 };
	out->name = strdup(standard ? "standard output" : path);
	if (!out->name)
		return sx_fail(err, SX_NOMEM, "out of memory");
	int rc = standard ? open_descriptor(out, STDOUT_FILENO, err) : open_path(out, path, err);
	if (rc < 0)
		sx_out_abandon(out);
	return rc;
}

static int write_all(struct sx_out *out, struct sx_str bytes, struct sx_err *err)
{
	while (bytes.n) {
		ssize_t done = write(out->fd, bytes.p, bytes.n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return sx_fail_errno(err, "%s: cannot write", out->name);
		bytes.p += done;
		bytes.n -= (size_t)done;
	}
	return 0;
}

int sx_out_flush(struct sx_out *out, struct sx_err *err)
{
	int rc = write_all(out, sx_buf_view(&out->buf), err);
	sx_buf_clear(&out->buf);
	return rc;
}

int sx_out_write(struct sx_out *out, struct sx_str bytes, struct sx_err *err)
{
	if (out->buf.n + bytes.n >= BLOCK && sx_out_flush(out, err) < 0)
		return -1;
	if (bytes.n >= BLOCK)
		return write_all(out, bytes, err);
	sx_buf_str(&out->buf, bytes);
	return sx_buf_ok(&out->buf) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int to_disk(int fd)
{
	int rc;
	do
		rc = fsync(fd);
	while (rc < 0 && errno == EINTR);
	/* Not every file can be told to. */
	return rc < 0 && errno != EINVAL && errno != ENOTSUP ? -1 : 0;
}

/* Down to the disk, and through close(), which may be the first to hear of a full quota. */
static int finish(struct sx_out *out, struct sx_err *err)
{
	int rc = sx_out_flush(out, err);
	if (rc == 0 && out->temporary && to_disk(out->fd) < 0)
		rc = sx_fail_errno(err, "%s: cannot write", out->name);
	int fd = out->fd;
	out->fd = -1;
	if (close(fd) < 0 && errno != EINTR && rc == 0)
		rc = sx_fail_errno(err, "%s: cannot write", out->name);
	if (rc == 0 && out->temporary && rename(out->temporary, out->path) < 0)
		rc = sx_fail_errno(err, "%s: cannot rename the finished file to it", out->name);
	if (rc == 0 && out->temporary) {
		sx_cleanup_forget(out->slot);
		free(out->temporary);
		out->temporary = NULL;
		out->slot = -1;
	}
	return rc;
}

int sx_out_commit(struct sx_out *out, struct sx_err *err)
{
	if (!out->name)
		return sx_fail(err, SX_USAGE, "an output was closed that is not open");
	int rc = finish(out, err);
	sx_out_abandon(out);
	return rc;
}

void sx_out_abandon(struct sx_out *out)
{
	if (out->name && out->fd >= 0)
		close(out->fd);
	if (out->name && out->slot >= 0) {
		unlink(out->temporary);
		sx_cleanup_forget(out->slot);
	}
	free(out->path);
	free(out->temporary);
	free(out->name);
	sx_buf_release(&out->buf);
	*out = (struct sx_out){ .fd = -1, .slot = -1 };
}

/* Made, and held open. -1 and errno. */
static int make_scratch(char *path, int slot)
{
	if (mkdir(path, 0700) < 0)
		return -1;
	if (sx_cleanup_hold_folder(slot) == 0)
		return 0;
	int why = errno;
	rmdir(path);
	errno = why;
	return -1;
}

int sx_scratch_make(char *path, size_t size, struct sx_err *err)
{
	const char *base = getenv("TMPDIR");
	if (!base || !*base)
		base = "/tmp";
	int n = snprintf(path, size, "%s/statext-XXXXXXXXXXXX", base);
	if (n < 0 || (size_t)n >= size)
		return sx_fail(err, SX_LIMIT, "the path of the folder for temporary files is too long");
	for (int i = 0; i < TRIES; i++) {
		random_name(path);
		int slot = sx_cleanup_folder(path);
		if (slot < 0)
			return sx_fail(err, SX_LIMIT, "too many temporary folders are in use");
		if (make_scratch(path, slot) == 0)
			return 0;
		int why = errno;
		sx_cleanup_forget(slot);
		errno = why;
		if (why != EEXIST)
			break;
	}
	sx_fail_errno(err, "%s: cannot make a folder for temporary files in it", base);
	sx_err_hint(err, "set TMPDIR to a folder that can be written to");
	return -1;
}

void sx_scratch_remove(const char *path)
{
	sx_cleanup_remove_folder(path);
}
