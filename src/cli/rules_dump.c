#include "cli/rules_dump.h"

#include "base/file.h"
#include "lexicon/lexicon.h"

#include <errno.h>
#include <sys/stat.h>

static int name_file(struct sx_buf *path, const char *folder, const char *name, struct sx_err *err)
{
	sx_buf_clear(path);
	sx_buf_addf(path, "%s/%s", folder, name);
	return sx_buf_ok(path) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int refuse_existing(const char *path, struct sx_err *err)
{
	struct stat info;
	if (lstat(path, &info) < 0)
		return 0;
	sx_fail(err, SX_USAGE, "%s exists already; nothing was written", path);
	sx_err_hint(err, "name another folder");
	return -1;
}

/* Every folder above the file. */
static int make_folders(char *path, struct sx_err *err)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		int status = mkdir(path, 0777);
		if (status < 0 && errno != EEXIST)
			return sx_fail_errno(err, "cannot make the folder %s", path);
		*slash = '/';
	}
	return 0;
}

static int write_file(char *path, const struct sx_builtin *file, struct sx_err *err)
{
	struct sx_out out;
	if (make_folders(path, err) < 0 || sx_out_open(&out, path, err) < 0)
		return -1;
	struct sx_str bytes = { (const char *)file->bytes, file->n };
	if (sx_out_write(&out, bytes, err) == 0)
		return sx_out_commit(&out, err);
	sx_out_abandon(&out);
	return -1;
}

int sx_rules_dump(const char *folder, struct sx_err *err)
{
	struct sx_buf path = { 0 };
	const struct sx_builtin *file;
	int status = 0;
	for (size_t i = 0; status == 0 && (file = sx_lexicon_builtin(i)); i++) {
		status = name_file(&path, folder, file->name, err);
		if (status == 0)
			status = refuse_existing(path.p, err);
	}
	for (size_t i = 0; status == 0 && (file = sx_lexicon_builtin(i)); i++) {
		status = name_file(&path, folder, file->name, err);
		if (status == 0)
			status = write_file(path.p, file, err);
	}
	sx_buf_release(&path);
	return status;
}
