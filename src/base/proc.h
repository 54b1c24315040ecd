/* Other programs, started without a shell, with a minimal environment and limits. The only file that spawns. */
#ifndef SX_BASE_PROC_H
#define SX_BASE_PROC_H

#include "base/buf.h"
#include "base/err.h"

struct sx_proc {
	const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
	const char *folder;      /* working folder, or NULL */
	unsigned seconds;        /* killed after that; 0: 30 */
	size_t most; /* bytes of output kept for each stream; 0: 16 MiB; more is an error for stdout, cut for stderr */
	size_t memory; /* bytes of address space it may have; 0: as much as this program */
	size_t file;   /* bytes of a file it may write, by SIGXFSZ; 0: as much as this program */
};

struct sx_proc_result {
	int status;           /* exit status, or 128 + signal */
	struct sx_buf output; /* standard output */
	struct sx_buf errors; /* standard error */
};

/* Environment: PATH, HOME, TMPDIR, XDG_CACHE_HOME, FONTCONFIG_FILE/PATH as they are, LC_ALL=C. Standard input is
 * /dev/null. -1: not found (SX_MISSING), could not be started, ran too long (SX_LIMIT). The caller releases both
 * buffers either way. */
int sx_proc_run(const struct sx_proc *proc, struct sx_proc_result *result, struct sx_err *err);

/* Whether a program of that name is in PATH. */
bool sx_proc_exists(const char *name);

#endif
