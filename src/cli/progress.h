/* How far long work has come, on a line of standard error that is drawn over and taken away in the end. */
#ifndef SX_CLI_PROGRESS_H
#define SX_CLI_PROGRESS_H

#include "cli/args.h"
#include "extract/extract.h"

struct sx_progress_sum {
	uint64_t files;        /* read to their end */
	uint64_t bytes, total; /* total: of all inputs; 0: not known */
	uint64_t claims;
	double seconds; /* since the beginning */
};

/* "3 files, 340 MB of 1.2 GB, 48210 claims, 85 MB/s, 0:10 left" */
void sx_progress_line(struct sx_buf *out, const struct sx_progress_sum *sum);

struct sx_progress;

/* NULL, and no failure, where nothing is to be shown; all calls below do nothing for it. `quiet`: the table goes to the
 * terminal. */
struct sx_progress *sx_progress_open(const struct sx_args *args, bool quiet);
void sx_progress_close(struct sx_progress *progress);

/* What tells an extraction to report; may be called by any thread. */
struct sx_watch sx_progress_watch(struct sx_progress *progress);
void sx_progress_file(struct sx_progress *progress);
/* What the watch calls, with the time since the beginning: the line is drawn when that is due. */
void sx_progress_moved(struct sx_progress *progress, uint64_t bytes, uint64_t claims, double seconds);

/* Round a message: the line is away, and nobody draws it. */
void sx_progress_hold(struct sx_progress *progress);
void sx_progress_go_on(struct sx_progress *progress);

#endif
