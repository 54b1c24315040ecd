#include "plot/album_priv.h"

#include "plot/keep_priv.h"

#include <errno.h>
#include <sys/stat.h>

int sx_make_folder(const char *path, struct sx_err *err)
{
	struct stat is;
	if (mkdir(path, 0777) == 0 || (errno == EEXIST && stat(path, &is) == 0 && S_ISDIR(is.st_mode)))
		return 0;
	if (errno == EEXIST || errno == 0)
		return sx_fail(err, SX_USAGE, "%s: is there already, and is no folder", path);
	return sx_fail_errno(err, "%s: cannot make the folder", path);
}

/* Text of one line for Markdown: whatever could be markup gets a backslash. */
static void add_plain(struct sx_buf *out, struct sx_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (strchr("\\`*_{}[]()<>#+-!|&~$", text.p[i]) && text.p[i])
			sx_buf_c(out, '\\');
		sx_buf_c(out, text.p[i]);
	}
}

void sx_index_entry(struct sx_buf *index, struct sx_str name, const char *suffix, const struct sx_figure *figure)
{
	sx_buf_z(index, "## ");
	add_plain(index, sx_buf_view(&figure->title));
	sx_buf_z(index, "\n\n");
	bool picture = strcmp(suffix, "svg") == 0 || strcmp(suffix, "png") == 0;
	sx_buf_z(index, picture ? "![" : "[");
	sx_buf_str(index, name);
	sx_buf_z(index, "](");
	sx_buf_str(index, name);
	sx_buf_addf(index, ".%s)\n\n", suffix);
	add_plain(index, sx_buf_view(&figure->alt));
	sx_buf_z(index, "\n\nThe sentence behind each mark: [caption](");
	sx_buf_str(index, name);
	sx_buf_z(index, ".caption.txt)\n\n");
}

int sx_keep_index(const char *path, struct sx_str bytes, struct sx_err *err)
{
	if (sx_check_replaceable(path, SX_INDEX_HEAD, err))
		return -1;
	while (bytes.n > 1 && bytes.p[bytes.n - 1] == '\n' && bytes.p[bytes.n - 2] == '\n')
		bytes.n--;
	return sx_write_whole(path, bytes, err);
}
