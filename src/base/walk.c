#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

struct names {
	char **name;
	size_t n, cap;
};

static void release(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->name[i]);
	free(names->name);
}

static int keep(struct names *names, const char *name)
{
	if (names->n == names->cap) {
		size_t cap = names->cap ? names->cap * 2 : 32;
		char **more = realloc(names->name, cap * sizeof *more);
		if (!more)
			return -1;
		names->name = more;
		names->cap = cap;
	}
	names->name[names->n] = strdup(name);
	return names->name[names->n] ? (names->n++, 0) : -1;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder that are not hidden, in byte order. */
static int list(struct names *names, const char *path, struct sx_err *err)
{
	DIR *dir = opendir(path);
	if (!dir)
		return sx_fail_errno(err, "%s: cannot read the folder", path);
	struct dirent *entry;
	int rc = 0;
	while (rc == 0 && (errno = 0, entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.' && keep(names, entry->d_name) < 0)
			rc = sx_fail(err, SX_NOMEM, "out of memory");
	if (rc == 0 && errno)
		rc = sx_fail_errno(err, "%s: cannot read the folder", path);
	closedir(dir);
	if (names->n)
		qsort(names->name, names->n, sizeof *names->name, by_bytes);
	return rc;
}

static int walk_folder(struct sx_buf *path, const struct sx_walk *walk, struct sx_err *err);

/* One entry of a folder: `path` is its whole path. What vanished meanwhile, leads nowhere, or is neither file nor
 * folder, is passed by. */
static int walk_entry(struct sx_buf *path, const struct sx_walk *walk, struct sx_err *err)
{
	struct stat st;
	if (!sx_buf_ok(path))
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (lstat(path->p, &st) < 0) {
		struct sx_err why = { 0 };
		if (errno != ENOENT &&
		    sx_fail_errno(&why, "%.200s%s: cannot look at it", path->p, path->n > 200 ? "..." : ""))
			walk->lost(walk->ctx, &why);
		return 0;
	}
	if (S_ISDIR(st.st_mode))
		return walk_folder(path, walk, err);
	if (S_ISLNK(st.st_mode) && stat(path->p, &st) < 0)
		return 0;
	return S_ISREG(st.st_mode) ? walk->each(walk->ctx, path->p) : 0;
}

static int walk_folder(struct sx_buf *path, const struct sx_walk *walk, struct sx_err *err)
{
	struct names names = { 0 };
	struct sx_err why = { 0 };
	size_t length = path->n;
	int rc = list(&names, path->p, &why);
	if (rc < 0 && why.code == SX_NOMEM) {
		rc = sx_fail(err, SX_NOMEM, "out of memory");
	} else if (rc < 0) {
		walk->lost(walk->ctx, &why);
		rc = 0;
	}
	for (size_t i = 0; rc == 0 && i < names.n; i++) {
		if (path->p[length - 1] != '/')
			sx_buf_c(path, '/');
		sx_buf_z(path, names.name[i]);
		rc = walk_entry(path, walk, err);
		path->n = length;
		path->p[length] = '\0';
	}
	release(&names);
	return rc;
}

int sx_walk(const char *path, const struct sx_walk *walk, struct sx_err *err)
{
	struct stat st;
	if (stat(path, &st) < 0)
		return sx_fail_errno(err, "%s: cannot open", path);
	if (!S_ISDIR(st.st_mode))
		return walk->each(walk->ctx, path);
	struct sx_buf buf = { 0 };
	sx_buf_z(&buf, path);
	int rc = sx_buf_ok(&buf) ? walk_folder(&buf, walk, err) : sx_fail(err, SX_NOMEM, "out of memory");
	sx_buf_release(&buf);
	return rc;
}
