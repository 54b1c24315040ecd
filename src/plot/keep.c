#include "plot/keep_priv.h"

#include "base/file.h"
#include "plot/describe_priv.h"
#include "plot/scene_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int sx_write_whole(const char *path, struct sx_str bytes, struct sx_err *err)
{
	struct sx_out out;
	if (sx_out_open(&out, path, err))
		return -1;
	if (sx_out_write(&out, bytes, err)) {
		sx_out_abandon(&out);
		return -1;
	}
	return sx_out_commit(&out, err);
}

int sx_check_replaceable(const char *path, const char *head, struct sx_err *err)
{
	char begin[64] = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return errno == ENOENT ? 0 : sx_fail_errno(err, "%s: cannot open", path);
	ptrdiff_t n = sx_read_some(fd, begin, sizeof begin - 1, path, err);
	close(fd);
	if (n < 0 || n == 0 || strncmp(begin, head, strlen(head)) == 0)
		return n < 0 ? -1 : 0;
	sx_fail(err, SX_USAGE, "%s: is there already, and is not of a figure", path);
	sx_err_hint(err, "to keep script and data, give the figure another name");
	return -1;
}

int sx_keep_figure(const struct sx_figure *figure, const char *stem, struct sx_err *err)
{
	const struct {
		const char *suffix, *head;
		const struct sx_buf *bytes;
	} files[] = {
		{ ".gp", SX_SCRIPT_HEAD, &figure->script },
		{ ".tsv", SX_DATA_HEAD, &figure->data },
		{ ".caption.txt", SX_CAPTION_HEAD, &figure->caption },
	};
	enum { FILES = sizeof files / sizeof *files };
	struct sx_buf path = { 0 };
	int status = 0;
	for (size_t i = 0; i < 2 * FILES && status == 0; i++) { /* check all, then write all */
		sx_buf_clear(&path);
		sx_buf_z(&path, stem);
		sx_buf_z(&path, files[i % FILES].suffix);
		if (!sx_buf_ok(&path))
			status = sx_fail(err, SX_NOMEM, "out of memory");
		else if (i < FILES)
			status = sx_check_replaceable(path.p, files[i].head, err);
		else
			status = sx_write_whole(path.p, sx_buf_view(files[i - FILES].bytes), err);
	}
	sx_buf_release(&path);
	return status;
}

int sx_keep_caption(const struct sx_figure *figure, const char *stem, struct sx_err *err)
{
	struct sx_buf path = { 0 };
	sx_buf_addf(&path, "%s.caption.txt", stem);
	int status = sx_buf_ok(&path) ? sx_check_replaceable(path.p, SX_CAPTION_HEAD, err)
				      : sx_fail(err, SX_NOMEM, "out of memory");
	if (status == 0)
		status = sx_write_whole(path.p, sx_buf_view(&figure->caption), err);
	sx_buf_release(&path);
	return status;
}
