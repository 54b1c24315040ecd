/* All inputs of a call into one sink: files, folders, standard input. They are read one after the other, or by a crew.
 * What could not be read is told and counted, and the rest goes on. */
#ifndef SX_CLI_INPUTS_H
#define SX_CLI_INPUTS_H

#include "cli/engine.h"
#include "cli/progress.h"
#include "extract/crew.h"

struct sx_inputs {
	/* set by the caller */
	struct sx_engine *engine;
	const struct sx_sink *sink;
	struct sx_crew *crew;         /* reads them instead, if not NULL */
	struct sx_progress *progress; /* may be NULL */
	const char *output, *beside;  /* files that are being written, so not read; may be NULL, and output is then the
					 standard one */
	bool tables;                  /* inputs that are claims tables are loaded instead of read as prose */

	/* results */
	struct sx_input_report sum;
	uint64_t files;
	bool unread;              /* something could not be read: */
	uint64_t lost;            /* inputs */
	struct sx_buf lost_names; /* of the first of them, with ", " between; sx_inputs_release() */

	/* while it runs */
	const char *path; /* the input being read */
	bool stopped;     /* the sink failed: no input is to blame */
};

/* No operand: standard input, unless that is a terminal. -1: stop, with err set. */
int sx_inputs_run(struct sx_inputs *inputs, const struct sx_args *args, struct sx_err *err);

/* The input being read, or one of that path, for a person. */
const char *sx_inputs_name(const struct sx_inputs *inputs);
const char *sx_input_name(const char *path);

/* An input has been read, or, as `why` says, could not be: add up and tell. -1: no other may be tried, err says why. */
int sx_inputs_done(struct sx_inputs *inputs, const char *path, const struct sx_input_report *report,
		   const struct sx_err *why, struct sx_err *err);

/* A word about an input: that it could not be looked at, or, where `what` has no code, anything else. */
void sx_inputs_tell(struct sx_inputs *inputs, const char *path, const struct sx_err *what);

/* How many inputs could not be read, and which, on standard error. */
void sx_inputs_say_lost(const struct sx_inputs *inputs);
void sx_inputs_release(struct sx_inputs *inputs);

/* The exit status that follows: `found` says whether anything came out. */
int sx_inputs_status(const struct sx_inputs *inputs, const struct sx_args *args, bool found);

#endif
