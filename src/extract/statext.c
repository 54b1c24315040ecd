/* The public library over extract: rules opened once, a buffer in, a table of ready-made cells out. */
#include "statext/statext.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "extract/extract.h"
#include "norm/norm.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

/* Extractors that are done with a text wait here for the next one. */
enum { WAITING = 16 };

struct sx_statext {
	struct sx_lexicon *lexicon;
	struct sx_shared *shared;
	_Atomic(struct sx_extractor *) waiting[WAITING];
};

struct sx_statext_table {
	struct sx_arena arena;
	const char **cell; /* SX_COLUMNS a row */
	size_t rows, cap;
	const char *gave_up; /* NULL: no rule did */
	struct sx_buf scratch;
};

static enum sx_statext_code public_code(enum sx_code code)
{
	switch (code) {
	case SX_OK:
		return SX_STATEXT_OK;
	case SX_NOMEM:
		return SX_STATEXT_NOMEM;
	case SX_IO:
		return SX_STATEXT_IO;
	case SX_INPUT:
		return SX_STATEXT_INPUT;
	case SX_SYNTAX:
		return SX_STATEXT_RULES;
	case SX_USAGE:
		return SX_STATEXT_USAGE;
	case SX_LIMIT:
	case SX_MISSING:
	case SX_STOPPED:
		break;
	}
	return SX_STATEXT_FAILED;
}

static void tell(struct sx_statext_error *error, const struct sx_err *err)
{
	if (!error)
		return;
	error->code = public_code(err->code);
	error->line = err->line;
	error->column = err->column;
	snprintf(error->text, sizeof error->text, "%s", err->text);
	snprintf(error->hint, sizeof error->hint, "%s", err->hint);
	snprintf(error->file, sizeof error->file, "%s", err->file);
}

const char *sx_statext_version(void)
{
	return SX_VERSION;
}

static int load(struct sx_statext *statext, const char *const *rules, size_t n_rules, struct sx_err *err)
{
	statext->lexicon = sx_lexicon_new(err);
	if (!statext->lexicon)
		return -1;
	sx_lexicon_use_ready(statext->lexicon, sx_ready_parts);
	if (sx_lexicon_add_builtin(statext->lexicon, err) != 0)
		return -1;
	for (size_t i = 0; i < n_rules; i++)
		if (sx_lexicon_add_path(statext->lexicon, rules[i], err) != 0)
			return -1;
	if (sx_lexicon_finish(statext->lexicon, err) != 0)
		return -1;
	statext->shared = sx_shared_new(statext->lexicon, err);
	return statext->shared ? 0 : -1;
}

/* An extractor of its own for the calling thread: one that waits, or a new one. */
static struct sx_extractor *borrow(struct sx_statext *statext, struct sx_err *err)
{
	for (size_t i = 0; i < WAITING; i++) {
		struct sx_extractor *extractor = atomic_exchange(&statext->waiting[i], NULL);
		if (extractor)
			return extractor;
	}
	struct sx_extract_options options = { .lexicon = statext->lexicon, .shared = statext->shared };
	return sx_extractor_new(&options, err);
}

static void give_back(struct sx_statext *statext, struct sx_extractor *extractor)
{
	for (size_t i = 0; i < WAITING; i++) {
		struct sx_extractor *none = NULL;
		if (atomic_compare_exchange_strong(&statext->waiting[i], &none, extractor))
			return;
	}
	sx_extractor_free(extractor);
}

struct sx_statext *sx_statext_open(const char *const *rules, size_t n_rules, struct sx_statext_error *error)
{
	struct sx_err err = { 0 };
	struct sx_statext *statext = calloc(1, sizeof *statext);
	if (!statext)
		sx_fail(&err, SX_NOMEM, "out of memory");
	if (statext && load(statext, rules, n_rules, &err) != 0) {
		sx_statext_close(statext);
		statext = NULL;
	}
	tell(error, &err);
	return statext;
}

void sx_statext_close(struct sx_statext *statext)
{
	if (!statext)
		return;
	for (size_t i = 0; i < WAITING; i++)
		sx_extractor_free(atomic_load(&statext->waiting[i]));
	sx_shared_free(statext->shared);
	sx_lexicon_free(statext->lexicon);
	free(statext);
}

/* The bytes of a cell as a C string in the arena; NULL only when memory ran out. */
static const char *keep_cell(struct sx_arena *arena, struct sx_str s)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	if (s.n == 0)
		return "";
	size_t nuls = 0;
	for (size_t i = 0; i < s.n; i++)
		nuls += s.p[i] == '\0';
	if (nuls == 0)
		return sx_arena_dup(arena, s).p;
	char *copy = sx_arena_alloc(arena, s.n + 2 * nuls + 1);
	if (!copy)
		return NULL;
	char *to = copy;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i])
			*to++ = s.p[i];
		else
			to = (char *)memcpy(to, replacement, 3) + 3;
	*to = '\0';
	return copy;
}

static int make_room(struct sx_statext_table *table, struct sx_err *err)
{
	if (table->rows < table->cap)
		return 0;
	size_t cap = table->cap ? table->cap * 2 : 16;
	size_t row_size = SX_COLUMNS * sizeof *table->cell;
	const char **cell = cap < SIZE_MAX / row_size ? realloc(table->cell, cap * row_size) : NULL;
	if (!cell)
		return sx_fail(err, SX_NOMEM, "out of memory");
	table->cell = cell;
	table->cap = cap;
	return 0;
}

static int take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_statext_table *table = ctx;
	if (make_room(table, err) != 0)
		return -1;
	const char **row = table->cell + table->rows * SX_COLUMNS;
	for (unsigned column = 0; column < SX_COLUMNS; column++) {
		sx_buf_clear(&table->scratch);
		sx_claim_cell(claim, (enum sx_column)column, &table->scratch);
		if (!sx_buf_ok(&table->scratch))
			return sx_fail(err, SX_NOMEM, "out of memory");
		row[column] = keep_cell(&table->arena, sx_buf_view(&table->scratch));
	}
	if (!sx_arena_ok(&table->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	table->rows++;
	return 0;
}

static int note_gave_up(void *ctx, struct sx_str source_json, uint64_t line, const char *why, struct sx_err *err)
{
	struct sx_statext_table *table = ctx;
	(void)source_json, (void)line;
	table->gave_up = keep_cell(&table->arena, sx_str_of(why));
	return sx_arena_ok(&table->arena) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int check_date(struct sx_str date, struct sx_err *err)
{
	struct sx_date day;
	if (date.n == 0 || sx_date_read(date, &day))
		return 0;
	sx_fail(err, SX_USAGE, "'%s' is no day", date.p);
	sx_err_hint(err, "write it as 2013-12-31");
	return -1;
}

static int extract(struct sx_extractor *extractor, struct sx_str text, const struct sx_statext_options *options,
		   struct sx_statext_table *table, struct sx_err *err)
{
	static const struct sx_str mark = { "\xEF\xBB\xBF", 3 };
	struct sx_run run = { .text_step = 1, .source_step = 1 };
	if (text.n >= mark.n && memcmp(text.p, mark.p, mark.n) == 0) {
		run.source = mark.n;
		text = (struct sx_str){ text.p + mark.n, text.n - mark.n };
	}
	size_t good = sx_utf8_check(text);
	if (good != text.n) {
		sx_fail(err, SX_INPUT, "the text is not UTF-8 at byte %zu", good + (size_t)run.source);
		sx_err_hint(err, "convert it to UTF-8 first");
		return -1;
	}
	struct sx_doc doc = { .source = sx_str_of(options->source),
			      .date = sx_str_of(options->date),
			      .lang = sx_str_of(options->lang) };
	struct sx_piece piece = { .text = text, .runs = &run, .n_runs = 1 };
	struct sx_sink sink = { .take = take, .skip = note_gave_up, .ctx = table };
	if (check_date(doc.date, err) != 0 || sx_extractor_begin(extractor, &doc, err) != 0 ||
	    sx_extractor_feed(extractor, &piece, &sink, err) != 0)
		return -1;
	return sx_extractor_end(extractor, &sink, err);
}

struct sx_statext_table *sx_statext_extract(struct sx_statext *statext, const char *text, size_t size,
					    const struct sx_statext_options *options, struct sx_statext_error *error)
{
	static const struct sx_statext_options unknown = { 0 };
	struct sx_err err = { 0 };
	struct sx_extractor *extractor = borrow(statext, &err);
	struct sx_statext_table *table = calloc(1, sizeof *table);
	if (!table)
		sx_fail(&err, SX_NOMEM, "out of memory");
	bool done = extractor && table &&
		    extract(extractor, (struct sx_str){ text, size }, options ? options : &unknown, table, &err) == 0;
	if (done) {
		give_back(statext, extractor);
		sx_buf_release(&table->scratch);
	} else {
		/* Stopped in the middle of a text: not to be used again. */
		sx_extractor_free(extractor);
		sx_statext_free(table);
		table = NULL;
	}
	tell(error, &err);
	return table;
}

void sx_statext_free(struct sx_statext_table *table)
{
	if (!table)
		return;
	sx_buf_release(&table->scratch);
	sx_arena_release(&table->arena);
	free(table->cell);
	free(table);
}

size_t sx_statext_columns(void)
{
	return SX_COLUMNS;
}

const char *sx_statext_column_name(size_t column)
{
	return column < SX_COLUMNS ? sx_columns[column].name : NULL;
}

size_t sx_statext_column(const char *name)
{
	int column = sx_column_find(sx_str_of(name));
	return column < 0 ? SX_COLUMNS : (size_t)column;
}

size_t sx_statext_rows(const struct sx_statext_table *table)
{
	return table->rows;
}

const char *sx_statext_gave_up(const struct sx_statext_table *table)
{
	return table->gave_up;
}

const char *sx_statext_cell(const struct sx_statext_table *table, size_t row, size_t column)
{
	return row < table->rows && column < SX_COLUMNS ? table->cell[row * SX_COLUMNS + column] : NULL;
}
