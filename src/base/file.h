/* Files: whole ones in, whole ones out, folders walked. */
#ifndef SX_BASE_FILE_H
#define SX_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>

/* Read up to n bytes; retries EINTR. 0 at the end, -1 on failure with err set ("NAME: cannot read: …"). */
ptrdiff_t sx_read_some(int fd, void *to, size_t n, const char *name, struct sx_err *err);

/* open() for reading, again where a signal came between: the descriptor, or -1 and errno. */
int sx_open_read(const char *path);

/* Append a whole file (or standard input for "-") to out; refused when larger than `most` bytes (SX_LIMIT). */
int sx_read_file(struct sx_buf *out, const char *path, size_t most, struct sx_err *err);

/* An output that appears whole or not at all: written to a temporary file beside the target (mode as umask says, or as
 * the target has it), flushed, fsynced and renamed by commit. An existing target stays untouched until then; where the
 * path is a symbolic link, the link stays and what it points to is replaced. path "-" or NULL is standard output,
 * written as it comes; so is a target that is no regular file (a pipe, /dev/null, /dev/full, /dev/fd/3). */
struct sx_out {
	int fd;
	char *path;      /* final name; NULL: written directly */
	char *temporary; /* NULL when written directly */
	char *name;      /* for messages; NULL: not open */
	struct sx_buf buf;
	int slot; /* in the register of what a signal must remove; -1: none */
};

int sx_out_open(struct sx_out *out, const char *path, struct sx_err *err);
int sx_out_write(struct sx_out *out, struct sx_str bytes, struct sx_err *err); /* buffered: 64 KiB blocks */
int sx_out_flush(struct sx_out *out, struct sx_err *err);
int sx_out_commit(struct sx_out *out,
		  struct sx_err *err);   /* flush, fsync, rename, free; on failure the temporary is gone */
void sx_out_abandon(struct sx_out *out); /* remove the temporary, free; harmless after commit */

/* Async-signal-safe: unlink every temporary file and private folder now open, and kill the programs that sx_proc_run()
 * started and has not seen end. For the handler of INT, TERM, HUP, just before it leaves. */
void sx_out_unlink_all(void);

/* Call `each` for the file itself (whatever it is, unless a folder), or for every regular file under a folder, in byte
 * order of the names, hidden ones skipped, links to folders not followed. each returns 0 to go on, -1 to stop (that is
 * passed on). `lost` is told of every folder that could not be read. */
struct sx_walk {
	int (*each)(void *ctx, const char *path);
	void (*lost)(void *ctx, const struct sx_err *why); /* the walk goes on */
	void *ctx;
};
int sx_walk(const char *path, const struct sx_walk *walk, struct sx_err *err);

/* A private folder (0700) under TMPDIR, or /tmp where that is not set, and its removal with the files in it (no
 * sub-folders). */
int sx_scratch_make(char *path, size_t size, struct sx_err *err);
void sx_scratch_remove(const char *path);

#endif
