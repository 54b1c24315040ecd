#include "read/whole_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024 };

bool sx_input_is_file(const struct sx_input *input)
{
	struct stat given, named;
	return input->fd >= 0 && !input->unpacker && strcmp(input->path, "-") != 0 && fstat(input->fd, &given) == 0 &&
	       stat(input->path, &named) == 0 && S_ISREG(given.st_mode) && given.st_dev == named.st_dev &&
	       given.st_ino == named.st_ino;
}

static int write_all(int fd, const char *bytes, size_t n, struct sx_err *err)
{
	for (size_t at = 0; at < n;) {
		ssize_t put = write(fd, bytes + at, n - at);
		if (put < 0 && errno != EINTR)
			return sx_fail_errno(err, "cannot keep a copy of it in the folder for temporary files");
		at += put > 0 ? (size_t)put : 0;
	}
	return 0;
}

int sx_input_spool(struct sx_input *input, const char *path, uint64_t most, struct sx_err *err)
{
	struct sx_buf block = { 0 };
	char *bytes = sx_buf_room(&block, BLOCK);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), status = 0;
	uint64_t total = 0;
	ptrdiff_t n = 1;
	if (!bytes)
		status = sx_fail(err, SX_NOMEM, "out of memory");
	else if (fd < 0)
		status = sx_fail_errno(err, "%s: cannot be made", path);
	while (status == 0 && n > 0) {
		n = sx_input_read(input, bytes, BLOCK, err);
		total += n > 0 ? (uint64_t)n : 0;
		if (n < 0)
			status = -1;
		else if (total > most)
			status = sx_fail(err, SX_LIMIT, "is larger than %llu bytes", (unsigned long long)most);
		else
			status = write_all(fd, bytes, (size_t)n, err);
	}
	if (fd >= 0 && close(fd) && status == 0)
		status = sx_fail_errno(err, "%s: cannot be written", path);
	sx_buf_release(&block);
	return status;
}
