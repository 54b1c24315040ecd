/* An Excel workbook: the claims as typed cells, and a second sheet with the documents and the settings. The library
 * writes into a private folder; what is complete goes into the output. */
#include "base/arena.h"
#include "base/file.h"
#include "write/writer_priv.h"
#include "write/xlsx_priv.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
	SHEET_ROWS = LXW_ROW_MAX,
	MOST_DECIMALS = 30, /* that a format may ask for */
	MOST_SHEETS = 1000,
	MOST_DOCUMENTS = 100000,
	BLOCK = 64 * 1024,
};

/* A sheet is left for the next one while its XML and the archive are below the 4 GiB of plain ZIP. */
static const long most_sheet_bytes = 2000L * 1024 * 1024;

struct document {
	struct sx_str source;
	uint64_t claims;
	struct sx_str trouble; /* why it, or a record of it, was not read */
};

struct xlsx {
	char folder[PATH_MAX];
	struct sx_buf path;
	lxw_workbook *book;
	lxw_worksheet *sheet, *about;
	lxw_worksheet *sheets[MOST_SHEETS]; /* in the order of their files: claims, documents, more claims … */
	uint32_t n_sheets, n_claim_sheets;
	lxw_row_t row, rows;
	lxw_format *head, *head_right, *date, *long_number, *decimals[MOST_DECIMALS + 1];
	struct sx_arena arena;
	struct document *documents;
	size_t n_documents, cap_documents;
	uint64_t more_documents;
	struct sx_buf cell;
};

extern const struct sx_write_format sx_xlsx_writer;

static int check(lxw_error code, struct sx_err *err)
{
	if (code == LXW_NO_ERROR)
		return 0;
	if (code == LXW_ERROR_MEMORY_MALLOC_FAILED)
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (code == LXW_ERROR_CREATING_XLSX_FILE || code == LXW_ERROR_CREATING_TMPFILE)
		return sx_fail_errno(err, "the workbook cannot be put together");
	return sx_fail(err, SX_IO, "the workbook cannot be written: %s", lxw_strerror(code));
}

/* ---- cells ---- */

static int put_text(struct xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, struct sx_str text,
		    lxw_format *format, struct sx_err *err)
{
	const char *z = sx_xlsx_text(&x->cell, text);
	if (!sx_buf_ok(&x->cell))
		return sx_fail(err, SX_NOMEM, "out of memory");
	return text.n ? check(worksheet_write_string(sheet, row, column, z, format), err) : 0;
}

static lxw_format *decimals_format(struct xlsx *x, const struct sx_decimal *d)
{
	static const char zeros[] = "0.000000000000000000000000000000";
	int decimals = d->exp < 0 ? -d->exp : 0;
	if (decimals > MOST_DECIMALS)
		return NULL;
	if (!x->decimals[decimals]) {
		char format[sizeof zeros];
		snprintf(format, sizeof format, "%.*s", decimals ? decimals + 2 : 1, zeros);
		x->decimals[decimals] = workbook_add_format(x->book);
		if (x->decimals[decimals])
			format_set_num_format(x->decimals[decimals], format);
	}
	return x->decimals[decimals];
}

/* As a number with the decimals that it was written with; one of more digits than fit stays text, and is marked. */
static int put_number(struct xlsx *x, lxw_col_t column, const struct sx_decimal *d, struct sx_str text,
		      struct sx_err *err)
{
	double value;
	if (!sx_xlsx_number(d, &value))
		return put_text(x, x->sheet, x->row, column, text, x->long_number, err);
	return check(worksheet_write_number(x->sheet, x->row, column, value, decimals_format(x, d)), err);
}

/* A day that the format's calendar has; others stay text. */
static int put_date(struct xlsx *x, lxw_col_t column, struct sx_str text, struct sx_err *err)
{
	lxw_datetime day = { 0 };
	char digits[11] = { 0 };
	if (text.n == 10)
		memcpy(digits, text.p, 10);
	if (sscanf(digits, "%4d-%2d-%2d", &day.year, &day.month, &day.day) != 3 || day.year < 1901)
		return put_text(x, x->sheet, x->row, column, text, NULL, err);
	return check(worksheet_write_datetime(x->sheet, x->row, column, &day, x->date), err);
}

static int put_cell(struct sx_writer *writer, struct xlsx *x, const struct sx_claim *claim, size_t i,
		    struct sx_err *err)
{
	enum sx_column column = writer->columns[i];
	struct sx_str text = sx_cell(claim, column, &writer->scratch);
	struct sx_decimal number;
	if (!sx_buf_ok(&writer->scratch))
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (!text.n)
		return 0;
	if (sx_column_is_number(column) && sx_decimal_read(&number, text) == 0)
		return put_number(x, (lxw_col_t)i, &number, text, err);
	if (sx_columns[column].type == SX_DATE)
		return put_date(x, (lxw_col_t)i, text, err);
	return put_text(x, x->sheet, x->row, (lxw_col_t)i, text, NULL, err);
}

/* ---- sheets ---- */

static double width_of(enum sx_column column)
{
	if (column == SX_COL_sentence)
		return 60;
	if (column == SX_COL_subject || column == SX_COL_predicate)
		return 30;
	switch (sx_columns[column].type) {
	case SX_TEXT:
		return column == SX_COL_unit || column == SX_COL_base_unit ? 9 : 20;
	case SX_WORD:
	case SX_DATE:
		return 12;
	case SX_NUMBER:
		return column == SX_COL_confidence ? 11 : 19; /* 15 digits, sign and point */
	case SX_INTEGER:
		return 9;
	}
	return 15;
}

static lxw_worksheet *add_sheet(struct xlsx *x, const char *name, struct sx_err *err)
{
	errno = 0;
	lxw_worksheet *sheet = x->n_sheets < MOST_SHEETS ? workbook_add_worksheet(x->book, name) : NULL;
	if (!sheet && errno) /* each sheet is a temporary file, held open */
		sx_fail_errno(err, "the workbook cannot have one more sheet");
	else if (!sheet)
		sx_fail(err, SX_LIMIT, "the workbook has no room for one more sheet");
	else
		x->sheets[x->n_sheets++] = sheet;
	return sheet;
}

/* A sheet of claims with its head, which stays in sight. */
static int begin_sheet(struct sx_writer *writer, struct xlsx *x, struct sx_err *err)
{
	char name[32];
	snprintf(name, sizeof name, x->n_claim_sheets ? "Claims %" PRIu32 : "Claims", x->n_claim_sheets + 1);
	x->sheet = add_sheet(x, name, err);
	if (!x->sheet)
		return -1;
	x->n_claim_sheets++;
	x->row = 0;
	for (size_t i = 0; i < writer->n_columns; i++) {
		enum sx_column column = writer->columns[i];
		worksheet_set_column(x->sheet, (lxw_col_t)i, (lxw_col_t)i, width_of(column), NULL);
		bool right = sx_column_is_number(column) || sx_columns[column].type == SX_DATE;
		if (put_text(x, x->sheet, 0, (lxw_col_t)i, sx_str_of(sx_columns[column].name),
			     right ? x->head_right : x->head, err))
			return -1;
	}
	worksheet_freeze_panes(x->sheet, 1, 0);
	worksheet_repeat_rows(x->sheet, 0, 0);
	worksheet_set_landscape(x->sheet);
	return 0;
}

static int end_sheet(const struct sx_writer *writer, struct xlsx *x, struct sx_err *err)
{
	return check(worksheet_autofilter(x->sheet, 0, 0, x->row, (lxw_col_t)(writer->n_columns - 1)), err);
}

/* Where the next row goes. */
static int next_row(struct sx_writer *writer, struct xlsx *x, struct sx_err *err)
{
	bool full = x->row + 1 >= x->rows || ftell(x->sheet->optimize_tmpfile) > most_sheet_bytes;
	if (full && (end_sheet(writer, x, err) || begin_sheet(writer, x, err)))
		return -1;
	x->row++;
	return 0;
}

/* ---- documents ---- */

static struct document *document_of(struct xlsx *x, struct sx_str source)
{
	struct document *last = x->n_documents ? &x->documents[x->n_documents - 1] : NULL;
	if (last && sx_str_eq(last->source, source))
		return last;
	if (x->n_documents == MOST_DOCUMENTS) {
		x->more_documents++;
		return NULL;
	}
	if (x->n_documents == x->cap_documents) {
		size_t cap = x->cap_documents ? x->cap_documents * 2 : 64;
		struct document *documents = realloc(x->documents, cap * sizeof *documents);
		if (!documents) {
			x->arena.failed = true;
			return NULL;
		}
		x->documents = documents;
		x->cap_documents = cap;
	}
	last = &x->documents[x->n_documents++];
	*last = (struct document){ .source = sx_arena_dup(&x->arena, source) };
	return last;
}

static int about_row(struct xlsx *x, lxw_row_t row, const char *name, const char *value, struct sx_err *err)
{
	return put_text(x, x->about, row, 0, sx_str_of(name), NULL, err) ||
			       put_text(x, x->about, row, 1, sx_str_of(value), NULL, err)
		       ? -1
		       : 0;
}

static int write_documents(struct xlsx *x, lxw_row_t row, struct sx_err *err)
{
	static const char *const heads[] = { "document", "claims", "not read" };
	for (lxw_col_t i = 0; i < 3; i++)
		if (put_text(x, x->about, row, i, sx_str_of(heads[i]), x->head, err))
			return -1;
	for (size_t i = 0; i < x->n_documents; i++) {
		const struct document *d = &x->documents[i];
		row++;
		if (put_text(x, x->about, row, 0, d->source, NULL, err) ||
		    check(worksheet_write_number(x->about, row, 1, (double)d->claims, NULL), err) ||
		    put_text(x, x->about, row, 2, d->trouble, NULL, err))
			return -1;
	}
	if (!x->more_documents)
		return 0;
	char more[64];
	snprintf(more, sizeof more, "… and %" PRIu64 " more", x->more_documents);
	return put_text(x, x->about, row + 1, 0, sx_str_of(more), NULL, err);
}

static int write_about(const struct sx_writer *writer, struct xlsx *x, struct sx_err *err)
{
	lxw_row_t row = 0;
	worksheet_set_column(x->about, 0, 0, 40, NULL);
	worksheet_set_column(x->about, 1, 2, 30, NULL);
	if (put_text(x, x->about, row++, 0, SX_STR("settings"), x->head, err))
		return -1;
	for (size_t i = 0; i < writer->options.n_facts; i++)
		if (about_row(x, row++, writer->options.facts[i].name, writer->options.facts[i].value, err))
			return -1;
	if (about_row(x, row++, "numbers in italics", "have more digits than a spreadsheet keeps, so they are text",
		      err))
		return -1;
	return write_documents(x, row + 1, err);
}

/* ---- the workbook ---- */

static lxw_format *add_format(struct xlsx *x)
{
	lxw_format *format = workbook_add_format(x->book);
	x->arena.failed |= !format;
	return format;
}

/* The same bytes for the same claims, whenever it is made. */
static void set_properties(struct xlsx *x)
{
	static char title[] = "Claims";
	lxw_doc_properties properties = { .title = title, .created = (time_t)946684800 };
	workbook_set_properties(x->book, &properties);
}

static int open_book(struct xlsx *x, struct sx_err *err)
{
	if (sx_scratch_make(x->folder, sizeof x->folder, err)) {
		x->folder[0] = '\0';
		return -1;
	}
	sx_buf_addf(&x->path, "%s/claims.xlsx", x->folder);
	if (!sx_buf_ok(&x->path))
		return sx_fail(err, SX_NOMEM, "out of memory");
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = x->folder };
	x->book = workbook_new_opt(x->path.p, &options);
	if (!x->book)
		return sx_fail(err, SX_NOMEM, "out of memory");
	set_properties(x);
	x->head = add_format(x);
	x->head_right = add_format(x);
	x->date = add_format(x);
	x->long_number = add_format(x);
	if (x->arena.failed)
		return sx_fail(err, SX_NOMEM, "out of memory");
	format_set_bold(x->head);
	format_set_bold(x->head_right);
	format_set_align(x->head_right, LXW_ALIGN_RIGHT);
	format_set_num_format(x->date, "yyyy-mm-dd");
	format_set_italic(x->long_number);
	return 0;
}

static int xlsx_begin(struct sx_writer *writer, struct sx_err *err)
{
	struct xlsx *x = calloc(1, sizeof *x);
	if (!x)
		return sx_fail(err, SX_NOMEM, "out of memory");
	writer->state = x;
	x->rows = writer->options.sheet_rows ? writer->options.sheet_rows : SHEET_ROWS;
	if (open_book(x, err) || begin_sheet(writer, x, err))
		return -1;
	x->about = add_sheet(x, "Documents", err);
	return x->about ? 0 : -1;
}

static int xlsx_take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_writer *writer = ctx;
	struct xlsx *x = writer->state;
	struct document *document = document_of(x, claim->source);
	if (document)
		document->claims++;
	if (!sx_arena_ok(&x->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (next_row(writer, x, err))
		return -1;
	for (size_t i = 0; i < writer->n_columns; i++)
		if (put_cell(writer, x, claim, i, err))
			return -1;
	return 0;
}

/* As the claims of that document name it: a plain string without its quotes. */
static struct sx_str plain_name(struct sx_str json)
{
	bool plain = json.n >= 2 && json.p[0] == '"' && !memchr(json.p, '\\', json.n);
	return plain ? (struct sx_str){ json.p + 1, json.n - 2 } : json;
}

static int xlsx_skip(void *ctx, struct sx_str source_json, uint64_t line, const char *why, struct sx_err *err)
{
	struct sx_writer *writer = ctx;
	struct xlsx *x = writer->state;
	struct sx_buf name = { 0 };
	if (source_json.n && !sx_str_is(source_json, "null"))
		sx_buf_str(&name, plain_name(source_json));
	else
		sx_buf_addf(&name, "line %" PRIu64, line);
	struct document *document = document_of(x, sx_buf_view(&name));
	if (document)
		document->trouble = sx_arena_dup(&x->arena, sx_str_of(why));
	bool good = sx_buf_ok(&name) && sx_arena_ok(&x->arena);
	sx_buf_release(&name);
	return good ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

/* What each sheet must at least have come to, and that nothing of it was lost on the way to the disk. */
static int measure(struct xlsx *x, uint64_t *least, struct sx_err *err)
{
	for (uint32_t i = 0; i < x->n_sheets; i++) {
		FILE *rows = x->sheets[i]->optimize_tmpfile;
		if (fflush(rows) || ferror(rows))
			return sx_fail_errno(err, "%s: cannot be written", x->path.p);
		long at = ftell(rows);
		least[i] = at > 0 ? (uint64_t)at : 0;
	}
	return 0;
}

static int copy_out(int fd, const char *name, struct sx_out *out, struct sx_err *err)
{
	struct sx_buf block = { 0 };
	char *to = sx_buf_room(&block, BLOCK);
	int status = to ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
	for (ptrdiff_t n = 1; status == 0 && n > 0;) {
		n = sx_read_some(fd, to, BLOCK, name, err);
		status = n < 0 ? -1 : n > 0 ? sx_out_write(out, (struct sx_str){ to, (size_t)n }, err) : 0;
	}
	sx_buf_release(&block);
	return status;
}

static int deliver(struct xlsx *x, const uint64_t *least, struct sx_out *out, struct sx_err *err)
{
	int fd = sx_open_read(x->path.p);
	if (fd < 0)
		return sx_fail_errno(err, "%s: cannot open", x->path.p);
	int status = sx_xlsx_check(fd, x->path.p, least, x->n_sheets, err);
	if (status == 0)
		status = copy_out(fd, x->path.p, out, err);
	close(fd);
	return status;
}

static int xlsx_end(struct sx_writer *writer, struct sx_err *err)
{
	struct xlsx *x = writer->state;
	uint64_t least[MOST_SHEETS] = { 0 };
	if (end_sheet(writer, x, err) || write_about(writer, x, err) || measure(x, least, err))
		return -1;
	lxw_error code = workbook_close(x->book);
	x->book = NULL; /* freed, whatever came of it */
	return check(code, err) ? -1 : deliver(x, least, writer->out, err);
}

static void xlsx_release(struct sx_writer *writer)
{
	struct xlsx *x = writer->state;
	if (!x)
		return;
	if (x->book)
		lxw_workbook_free(x->book);
	if (x->folder[0])
		sx_scratch_remove(x->folder);
	sx_buf_release(&x->path);
	sx_buf_release(&x->cell);
	sx_arena_release(&x->arena);
	free(x->documents);
	free(x);
}

const struct sx_write_format sx_xlsx_writer = {
	.begin = xlsx_begin, .take = xlsx_take, .skip = xlsx_skip, .end = xlsx_end, .release = xlsx_release
};
