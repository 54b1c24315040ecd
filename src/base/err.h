/* What went wrong, and where. The caller owns the struct and starts it as {0}; the first failure stays.
 * Every function of statext that can fail returns 0 or -1 and takes one of these last. */
#ifndef SX_BASE_ERR_H
#define SX_BASE_ERR_H

#include "base/str.h"

#include <stdint.h>

enum sx_code {
	SX_OK,
	SX_NOMEM,   /* out of memory */
	SX_IO,      /* the system refused to open, read, write … */
	SX_INPUT,   /* an input is not what it should be; other inputs may still be fine */
	SX_SYNTAX,  /* a rule, word or unit file has a mistake */
	SX_USAGE,   /* the caller asked for what cannot be */
	SX_LIMIT,   /* a bound set by design was reached */
	SX_MISSING, /* a program or optional library that is needed is absent */
	SX_STOPPED, /* a callback asked to stop */
};

struct sx_err {
	enum sx_code code;
	char text[512];  /* one sentence without a full stop at its end */
	char hint[256];  /* what to do about it; may be empty */
	char file[512];  /* empty when no file is concerned */
	uint32_t line;   /* from 1; 0: no line */
	uint32_t column; /* from 1, in characters; 0: no column */
	char shown[256]; /* the line in question, for the caret under it; may be empty */
};

/* Record a failure unless one is recorded already. Always returns -1. err may be NULL. */
int sx_fail(struct sx_err *err, enum sx_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same for a system call that just failed: appends what errno says. */
int sx_fail_errno(struct sx_err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Add the place to a failure just recorded. `shown` may be empty. */
void sx_err_place(struct sx_err *err, const char *file, uint32_t line, uint32_t column, struct sx_str shown);

/* Add advice to a failure just recorded. */
void sx_err_hint(struct sx_err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
