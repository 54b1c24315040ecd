/* Memory that runs out at the n-th allocation of the library gives an error and no half table. Linked with
 * --wrap=malloc,--wrap=calloc,--wrap=realloc; a sanitizer sees what leaks. */
#include <statext/statext.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);

static const char text[] = "By the end of last year, more than 600 million people were using the internet. "
			   "Nearly 5,000 guests came from 59 countries, and 61% of them stayed for 2 weeks.";

/* Allocations that still succeed; negative: all. */
static long left = -1;

static int is_out(void)
{
	if (left > 0)
		left--;
	return left == 0;
}

void *__wrap_malloc(size_t size)
{
	return is_out() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return is_out() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return is_out() ? NULL : __real_realloc(old, size);
}

/* Open and extract with n allocations. Returns the rows, or -1 when memory ran out. */
static long try(long n, struct sx_statext_error *error)
{
	long rows = -1;
	left = n;
	struct sx_statext *statext = sx_statext_open(NULL, 0, error);
	struct sx_statext_table *table = statext ? sx_statext_extract(statext, text, strlen(text), NULL, error) : NULL;
	left = -1;
	if (table)
		rows = (long)sx_statext_rows(table);
	sx_statext_free(table);
	sx_statext_close(statext);
	return rows;
}

int main(void)
{
	struct sx_statext_error error;
	long all = try(-1, &error), rows = -1, tries = 0;
	/* Closer together at the start, for the sake of time. */
	for (long n = 1; rows < 0; n += 1 + n / 16, tries++) {
		rows = try(n, &error);
		if (rows < 0 && (error.code != SX_STATEXT_NOMEM || !*error.text)) {
			fprintf(stderr, "after %ld allocations: code %d, '%s'\n", n, (int)error.code, error.text);
			return EXIT_FAILURE;
		}
	}
	if (all <= 0 || rows != all || tries < 20) {
		fprintf(stderr, "%ld of %ld rows after %ld tries\n", rows, all, tries);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
