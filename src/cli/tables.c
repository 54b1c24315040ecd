#include "cli/tables.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { HEAD = 64 * 1024 };
static const size_t largest = (size_t)1 << 30; /* a table is held in memory whole */

static int write_whole(FILE *to, const char *bytes, size_t n, struct sx_err *err)
{
	if (fwrite(bytes, 1, n, to) != n)
		return sx_fail_errno(err, "cannot write a temporary copy");
	return 0;
}

/* Copy a stream to an unnamed file. Returns a descriptor of it at its beginning. */
static int copy_stream(int fd, const char *name, struct sx_err *err)
{
	char bytes[HEAD];
	FILE *file = tmpfile();
	if (!file)
		return sx_fail_errno(err, "cannot make a temporary copy of %s", name);
	ptrdiff_t n;
	while ((n = sx_read_some(fd, bytes, sizeof bytes, name, err)) > 0)
		if (write_whole(file, bytes, (size_t)n, err) < 0) {
			n = -1;
			break;
		}
	int copy = -1;
	if (n == 0 && fflush(file) == 0)
		copy = fcntl(fileno(file), F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (n == 0 && copy < 0)
		sx_fail_errno(err, "cannot keep a temporary copy of %s", name);
	fclose(file);
	if (copy >= 0)
		lseek(copy, 0, SEEK_SET);
	return copy;
}

/* A stream can be read once, but is read twice: let a copy take its place. */
static int use_copy(struct sx_table_input *input, struct sx_err *err)
{
	int copy = copy_stream(input->fd, input->name, err);
	if (copy < 0)
		return -1;
	if (input->fd != STDIN_FILENO) {
		close(input->fd);
		input->fd = copy;
		snprintf(input->copy, sizeof input->copy, "/dev/fd/%d", copy);
		input->path = input->copy;
		return 0;
	}
	int status = dup2(copy, STDIN_FILENO) < 0 ? sx_fail_errno(err, "cannot rewind standard input") : 0;
	close(copy);
	return status;
}

static int look(struct sx_table_input *input, struct sx_err *err)
{
	char head[HEAD];
	off_t at = lseek(input->fd, 0, SEEK_CUR);
	if (at < 0) {
		if (errno != ESPIPE)
			return sx_fail_errno(err, "%s: cannot read", input->name);
		if (use_copy(input, err) < 0)
			return -1;
		at = 0;
	}
	ssize_t n = pread(input->fd, head, sizeof head, at);
	if (n < 0)
		return sx_fail_errno(err, "%s: cannot read", input->name);
	input->is_table = sx_load_sniff((struct sx_str){ head, (size_t)n }, &input->format);
	return 0;
}

int sx_table_open(struct sx_table_input *input, const char *path, struct sx_err *err)
{
	*input = (struct sx_table_input){ .name = path, .path = path, .fd = STDIN_FILENO };
	if (strcmp(path, "-") != 0)
		input->fd = sx_open_read(path);
	if (input->fd < 0)
		return sx_fail_errno(err, "%s: cannot open", path);
	if (look(input, err) == 0)
		return 0;
	sx_table_close(input);
	return -1;
}

int sx_table_load(const struct sx_table_input *input, const struct sx_sink *sink, struct sx_err *err)
{
	struct sx_buf bytes = { 0 };
	struct sx_claims claims = { 0 };
	int status = sx_read_file(&bytes, input->path, largest, err);
	if (status == 0)
		status = sx_load(&claims, sx_buf_view(&bytes), input->format, input->name, err);
	for (size_t i = 0; status == 0 && i < claims.n; i++)
		status = sink->take(sink->ctx, &claims.row[i], err);
	sx_claims_release(&claims);
	sx_buf_release(&bytes);
	return status;
}

void sx_table_close(struct sx_table_input *input)
{
	if (input->fd > STDERR_FILENO)
		close(input->fd);
	input->fd = -1;
}
