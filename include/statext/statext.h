/* statext: the quantitative claims of a text, as a table.
 *
 *	struct sx_statext *statext = sx_statext_open(NULL, 0, &error);
 *	struct sx_statext_table *table = sx_statext_extract(statext, text, size, NULL, &error);
 *	for (size_t row = 0; row < sx_statext_rows(table); row++)
 *		puts(sx_statext_cell(table, row, sx_statext_column("value")));
 *	sx_statext_free(table);
 *	sx_statext_close(statext);
 *
 * Ownership: what open and extract return is the caller's, who gives it back with close and free, in any order: a table
 * does not need the handle or the text it came from. Strings that functions return belong to what they came from.
 *
 * Errors: a function that can fail returns NULL and fills the struct it was given (which may be NULL). Out of memory is
 * such a failure; nothing prints, exits or aborts.
 *
 * Threads: all threads may extract with one handle at the same time; open and close are for one thread alone. A table
 *may be read by any number of threads.
 *
 * Build with: cc program.c $(pkg-config --cflags --libs statext) */
#ifndef STATEXT_STATEXT_H
#define STATEXT_STATEXT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SX_STATEXT_API __attribute__((visibility("default")))
#else
#define SX_STATEXT_API
#endif

enum sx_statext_code {
	SX_STATEXT_OK,
	SX_STATEXT_NOMEM, /* out of memory */
	SX_STATEXT_IO,    /* a rule file could not be read */
	SX_STATEXT_INPUT, /* the text is not what it should be */
	SX_STATEXT_RULES, /* a rule file has a mistake: file, line and column say where */
	SX_STATEXT_USAGE, /* an argument makes no sense */
	SX_STATEXT_FAILED /* anything else */
};

/* What went wrong, and where. Every call that can fail sets it anew, to SX_STATEXT_OK when it did not. */
struct sx_statext_error {
	enum sx_statext_code code;
	unsigned line;   /* from 1; 0: no line */
	unsigned column; /* from 1, in characters; 0: no column */
	char text[512];  /* one sentence without a full stop at its end */
	char hint[256];  /* what to do about it; may be empty */
	char file[512];  /* empty when no file is concerned */
};

/* Rules, loaded and ready. */
struct sx_statext;

/* The claims of one text. */
struct sx_statext_table;

/* What is known of a text beside its bytes. NULL or empty members: unknown. Zero-initialize it. */
struct sx_statext_options {
	const char *lang;   /* "en", "zh" …; unknown: found out from the text */
	const char *date;   /* YYYY-MM-DD when the text was written, so that "last year" has a meaning */
	const char *source; /* what the column `source` says: a file name, an id */
};

/* The version of the library, as "0.1.0". */
SX_STATEXT_API const char *sx_statext_version(void);

/* Load the built-in rules and then those in `rules`: n_rules paths of files or folders. Where two records have one id,
 * the later one holds. Neither the environment nor the user's configuration is looked at. */
SX_STATEXT_API struct sx_statext *sx_statext_open(const char *const *rules, size_t n_rules,
						  struct sx_statext_error *error);
SX_STATEXT_API void sx_statext_close(struct sx_statext *statext); /* NULL is fine */

/* The claims of `size` bytes of plain text in UTF-8 (a byte-order mark is fine; SX_STATEXT_INPUT says where the bytes
 * are no UTF-8). No claim found is no failure: the table has no rows. options may be NULL. */
SX_STATEXT_API struct sx_statext_table *sx_statext_extract(struct sx_statext *statext, const char *text, size_t size,
							   const struct sx_statext_options *options,
							   struct sx_statext_error *error);
SX_STATEXT_API void sx_statext_free(struct sx_statext_table *table); /* NULL is fine */

/* The columns, numbered from 0 in the order of the table; docs/columns.md says what each holds. */
SX_STATEXT_API size_t sx_statext_columns(void);
SX_STATEXT_API const char *sx_statext_column_name(size_t column); /* NULL: no such column */
SX_STATEXT_API size_t sx_statext_column(const char *name);        /* sx_statext_columns(): no such column */

SX_STATEXT_API size_t sx_statext_rows(const struct sx_statext_table *table);

/* One sentence where a rule gave up on the text at the bound on matching, so that claims may be missing from the table
 * or changed; NULL where none did. The rules built in do not. */
SX_STATEXT_API const char *sx_statext_gave_up(const struct sx_statext_table *table);

/* One cell: UTF-8, NUL-terminated; "" when it is empty, NULL when there is no such row or column. Numbers are exact
 * decimals in plain digits. A NUL that stood in the text is U+FFFD here. */
SX_STATEXT_API const char *sx_statext_cell(const struct sx_statext_table *table, size_t row, size_t column);

#ifdef __cplusplus
}
#endif

#endif
