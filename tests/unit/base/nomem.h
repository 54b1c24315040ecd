/* The n-th allocation fails, for the test that includes this; it is linked with --wrap for each of these functions. */
#ifndef TESTS_UNIT_BASE_NOMEM_H
#define TESTS_UNIT_BASE_NOMEM_H

#include "base/err.h"

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdlib.h>

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
char *__real_strdup(const char *z);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
char *__wrap_strdup(const char *z);

static long left = -1; /* allocations until one fails; -1: none will */
static bool failed;

static bool fails(void)
{
	if (left < 0)
		return false;
	failed |= left == 0;
	return left-- == 0;
}

void *__wrap_malloc(size_t n)
{
	return fails() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n)
{
	return fails() ? NULL : __real_realloc(p, n);
}

char *__wrap_strdup(const char *z)
{
	return fails() ? NULL : __real_strdup(z);
}

/* Run `job` with its first, second, third … allocation failing until it needs no more of them. */
static void nomem_each(int (*job)(void *ctx, struct sx_err *err), void *ctx, const char *name)
{
	long n = 0;
	do {
		struct sx_err err = { 0 };
		failed = false;
		left = n++;
		int status = job(ctx, &err);
		left = -1;
		cr_expect_eq(status < 0, failed, "%s: allocation %ld", name, n);
		cr_expect_eq(err.code, failed ? SX_NOMEM : SX_OK, "%s: allocation %ld: %s", name, n, err.text);
	} while (failed);
	cr_expect_gt(n, 1, "%s: nothing was allocated", name);
}

#endif
