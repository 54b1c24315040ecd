/* CSV and TSV through libcsv, fed line by line so that a row's place is known. */
#include "base/escape.h"
#include "load/load_priv.h"

#include <csv.h>

enum { UNKNOWN = -1, FIELDS_MOST = 4096, BLOCK = 4096, STEPS = 16 /* in which a cell as long as the file grows */ };

struct table {
	struct sx_claims *claims;
	struct sx_str bytes;
	const char *name;
	struct sx_err *err;
	char delimiter;
	int16_t column[FIELDS_MOST];          /* of each field, as the header says */
	size_t n_columns;                     /* fields of the header; 0 before it */
	size_t n_fields;                      /* of this row so far */
	size_t at[SX_COLUMNS], n[SX_COLUMNS]; /* the row's cells, in `text` */
	struct sx_buf text;
	size_t row; /* where it begins in bytes; where no row does yet, the end of what was fed */
	size_t fed; /* up to where the parser has seen them */
	bool failed;
};

/* Where field number `field` of the row begins. */
static size_t place_of(const struct table *table, size_t field)
{
	bool quoted = false;
	size_t at = table->row;
	for (; at < table->bytes.n && field > 0; at++) {
		char c = table->bytes.p[at];
		if (c == '"')
			quoted = !quoted;
		else if (c == table->delimiter && !quoted)
			field--;
		else if (c == '\n' && !quoted)
			break;
	}
	return at;
}

static void fail_at(struct table *table, size_t field)
{
	table->failed = true;
	if (table->row < table->bytes.n)
		sx_load_place(table->err, table->name, table->bytes, place_of(table, field));
	else
		sx_err_place(table->err, table->name, 0, 0, (struct sx_str){ 0 });
}

/* Take away the ' that the writer set before what a spreadsheet would run: the inverse of is_risky() there. */
static struct sx_str unguard(struct sx_str cell)
{
	size_t at = 0;
	while (at < cell.n && cell.p[at] == '\'')
		at++;
	bool guarded = at > 0 && sx_escape_is_formula((struct sx_str){ cell.p + at, cell.n - at });
	return guarded ? (struct sx_str){ cell.p + 1, cell.n - 1 } : cell;
}

static void take_name(struct table *table, struct sx_str name)
{
	size_t field = table->n_fields++;
	if (field >= FIELDS_MOST) {
		sx_fail(table->err, SX_LIMIT, "the table has more than %d columns", FIELDS_MOST);
		fail_at(table, FIELDS_MOST);
		return;
	}
	int column = sx_column_find(name);
	for (size_t i = 0; column != UNKNOWN && i < field; i++)
		if (table->column[i] == column) {
			sx_fail(table->err, SX_INPUT, "the column %s stands twice in the header",
				sx_columns[column].name);
			fail_at(table, field);
		}
	table->column[field] = (int16_t)column;
}

static void take_cell(struct table *table, struct sx_str cell)
{
	size_t field = table->n_fields++;
	if (field >= table->n_columns) {
		if (cell.n) {
			sx_fail(table->err, SX_INPUT, "the row has more cells than the header's %zu", table->n_columns);
			fail_at(table, field);
		}
		return;
	}
	int column = table->column[field];
	if (column == UNKNOWN)
		return;
	table->at[column] = table->text.n;
	table->n[column] = cell.n;
	sx_buf_str(&table->text, cell);
}

static void take_field(void *field, size_t n, void *ctx)
{
	struct table *table = ctx;
	struct sx_str text = { field, n };
	if (table->failed)
		return;
	if (table->n_columns == 0)
		take_name(table, text);
	else
		take_cell(table, unguard(text));
}

static void end_header(struct table *table)
{
	bool any = false;
	for (size_t i = 0; i < table->n_fields; i++)
		any = any || table->column[i] != UNKNOWN;
	table->n_columns = table->n_fields;
	if (!any) {
		sx_load_no_columns(table->err);
		fail_at(table, 0);
	}
}

static void add_claim(struct table *table)
{
	struct sx_claim claim = { 0 };
	for (size_t i = 0; i < table->n_columns; i++) {
		int column = table->column[i];
		if (column == UNKNOWN)
			continue;
		struct sx_str cell = SX_STR("");
		if (table->n[column])
			cell = (struct sx_str){ table->text.p + table->at[column], table->n[column] };
		if (sx_load_cell(&claim, (enum sx_column)column, cell, table->err)) {
			fail_at(table, i);
			return;
		}
	}
	table->failed = sx_claims_add(table->claims, &claim, table->err) != 0;
}

static void end_row(struct table *table)
{
	if (table->n_columns == 0) {
		end_header(table);
	} else if (table->n_fields < table->n_columns) {
		sx_fail(table->err, SX_INPUT, "the row has %zu cells where the header has %zu", table->n_fields,
			table->n_columns);
		fail_at(table, 0);
	} else if (!sx_buf_ok(&table->text)) {
		table->failed = true;
		sx_fail(table->err, SX_NOMEM, "out of memory");
	} else {
		add_claim(table);
	}
}

static void take_row(int end, void *ctx)
{
	(void)end;
	struct table *table = ctx;
	if (!table->failed)
		end_row(table);
	table->n_fields = 0;
	sx_buf_clear(&table->text);
	table->row = table->fed;
}

/* Blanks belong to the cell (RFC 4180). */
static int no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static void fail_to_parse(struct table *table, struct csv_parser *parser, const char *why)
{
	if (csv_error(parser) == CSV_EPARSE)
		sx_fail(table->err, SX_INPUT, "%s", why);
	else
		sx_fail(table->err, SX_NOMEM, "out of memory");
	fail_at(table, table->n_fields);
}

static int finish(struct table *table, struct csv_parser *parser)
{
	if (table->failed)
		return -1;
	if (csv_fini(parser, take_field, take_row, table) != 0)
		fail_to_parse(table, parser, "a quoted cell has no end");
	if (!table->failed && table->n_columns == 0)
		table->failed = sx_load_no_columns(table->err) != 0;
	return table->failed ? -1 : 0;
}

static int parse(struct table *table, struct csv_parser *parser)
{
	struct sx_str bytes = table->bytes;
	for (size_t at = 0; at < bytes.n && !table->failed; at = table->fed) {
		const char *end = memchr(bytes.p + at, '\n', bytes.n - at);
		size_t n = (end ? (size_t)(end - bytes.p) + 1 : bytes.n) - at;
		table->fed = at + n;
		if (table->row == at && (bytes.p[at] == '\n' || bytes.p[at] == '\r'))
			table->row = table->fed; /* a blank line between rows */
		if (csv_parse(parser, bytes.p + at, n, take_field, take_row, table) != n)
			fail_to_parse(
				table, parser,
				"a quote stands inside the cell: such a cell has quotes round it, and \"\" in it");
	}
	return finish(table, parser);
}

/* Spreadsheets set to some languages separate by semicolons. */
static char delimiter_of(struct sx_str line, bool tabs)
{
	if (tabs)
		return '\t';
	return line.n && !memchr(line.p, ',', line.n) && memchr(line.p, ';', line.n) ? ';' : ',';
}

static struct sx_str first_line(struct sx_str bytes)
{
	const char *end = bytes.n ? memchr(bytes.p, '\n', bytes.n) : NULL;
	return (struct sx_str){ bytes.p, end ? (size_t)(end - bytes.p) : bytes.n };
}

int sx_load_csv(struct sx_claims *claims, struct sx_str bytes, bool tabs, const char *name, struct sx_err *err)
{
	struct csv_parser parser;
	struct table *table = calloc(1, sizeof *table);
	if (!table || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
		free(table);
		return sx_fail(err, SX_NOMEM, "out of memory");
	}
	*table = (struct table){ .claims = claims, .bytes = bytes, .name = name, .err = err };
	table->delimiter = delimiter_of(first_line(bytes), tabs);
	csv_set_delim(&parser, (unsigned char)table->delimiter);
	csv_set_space_func(&parser, no_blank);
	csv_set_blk_size(&parser, BLOCK + bytes.n / STEPS);
	int rc = parse(table, &parser);
	csv_free(&parser);
	sx_buf_release(&table->text);
	free(table);
	return rc;
}

static bool header_is_ours(struct sx_str line, char delimiter)
{
	bool has[SX_COLUMNS] = { false };
	for (size_t at = 0; at <= line.n;) {
		const char *end = memchr(line.p + at, delimiter, line.n - at);
		size_t n = (end ? (size_t)(end - line.p) : line.n) - at;
		struct sx_str name = { line.p + at, n };
		if (n >= 2 && name.p[0] == '"' && name.p[n - 1] == '"')
			name = (struct sx_str){ name.p + 1, n - 2 };
		int column = sx_column_find(name);
		if (column >= 0)
			has[column] = true;
		at += n + 1;
	}
	return sx_load_is_ours(has);
}

bool sx_load_sniff_csv(struct sx_str line, enum sx_load_format *format)
{
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	*format = line.n && memchr(line.p, '\t', line.n) ? SX_LOAD_TSV : SX_LOAD_CSV;
	return line.n && header_is_ours(line, delimiter_of(line, *format == SX_LOAD_TSV));
}
