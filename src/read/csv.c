/* CSV and TSV with a column of texts: every row a document. The first row names the columns. Offsets are those of the
 * cell's text, without the quotes round it. Through libcsv, fed line by line, so that a row's place is known and one
 * that goes wrong can be passed over. */
#include "base/escape.h"
#include "read/decoded_priv.h"

#include <csv.h>
#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

enum { MOST_RECORD = 64 * 1024 * 1024, BLOCK = 64 * 1024, NAMES_SHOWN = 160 };

enum column { TEXT, ID, DATE, LANG, COLUMNS };

struct cell {
	size_t at, n; /* in `cells` */
	bool there;
};

struct csv {
	struct sx_decoded decoded;
	struct csv_parser parser;
	bool parsing;       /* the parser has been set up */
	struct sx_str left; /* of the decoded piece */
	const char *names[COLUMNS];
	size_t column[COLUMNS]; /* where each stands in a row; SIZE_MAX: nowhere */
	size_t field;           /* of the row at hand */
	struct cell cell[COLUMNS];
	struct sx_buf cells, shown; /* shown: the first row's names */
	bool row_done, header, ended, given;
	bool open;               /* the last cell's quote has no end, and that has not been told yet */
	uint64_t line, row_line; /* where the parser is; where the row began */
	size_t fed, most;        /* bytes of the row so far */
	bool after_cr;
	struct sx_buf source, source_json;
	char lang[4];
	struct sx_run run;
};

static int no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void take_name(struct csv *c, struct sx_str name)
{
	while (name.n && (*name.p == ' ' || *name.p == '\t'))
		name = (struct sx_str){ name.p + 1, name.n - 1 };
	while (name.n && name.p[name.n - 1] == ' ')
		name.n--;
	for (size_t i = 0; i < COLUMNS; i++)
		if (c->column[i] == SIZE_MAX && sx_str_is(name, c->names[i]))
			c->column[i] = c->field;
	if (c->shown.n < NAMES_SHOWN) {
		sx_buf_z(&c->shown, c->field ? ", " : "");
		sx_buf_add(&c->shown, name.p, name.n < NAMES_SHOWN ? name.n : NAMES_SHOWN);
	}
}

static void on_field(void *p, size_t n, void *ctx)
{
	struct csv *c = ctx;
	struct sx_str field = { p, n };
	if (c->header)
		take_name(c, field);
	for (size_t i = 0; i < COLUMNS && !c->header; i++) {
		if (c->column[i] != c->field)
			continue;
		c->cell[i] = (struct cell){ c->cells.n, n, true };
		sx_buf_str(&c->cells, field);
	}
	c->field++;
}

static void on_row(int end, void *ctx)
{
	(void)end;
	struct csv *c = ctx;
	c->row_done = true;
}

static int set_up(struct csv *c, unsigned char delimiter, struct sx_err *err)
{
	if (csv_init(&c->parser, 0))
		return sx_fail(err, SX_NOMEM, "out of memory");
	csv_set_delim(&c->parser, delimiter);
	csv_set_space_func(&c->parser, no_space);
	csv_set_blk_size(&c->parser, BLOCK);
	c->parsing = true;
	return 0;
}

/* The sign that parts the names in the first line most often: a comma, a semicolon or a tab. */
static unsigned char delimiter_of(struct sx_str line)
{
	size_t commas = 0, semicolons = 0, tabs = 0;
	bool quoted = false;
	for (size_t i = 0; i < line.n && line.p[i] != '\n'; i++) {
		char c = line.p[i];
		quoted ^= c == '"';
		commas += c == ',' && !quoted;
		semicolons += c == ';' && !quoted;
		tabs += c == '\t' && !quoted;
	}
	if (tabs > commas && tabs >= semicolons)
		return CSV_TAB;
	return semicolons > commas ? ';' : CSV_COMMA;
}

static void begin_row(struct csv *c)
{
	sx_buf_clear(&c->cells);
	memset(c->cell, 0, sizeof c->cell);
	c->field = c->fed = 0;
	c->row_done = false;
}

/* The line up to and with its end, or what there is of it. */
static struct sx_str next_line(struct csv *c)
{
	size_t n = 0;
	while (n < c->left.n && c->left.p[n] != '\n' && c->left.p[n] != '\r')
		n++;
	bool end = n < c->left.n;
	struct sx_str line = { c->left.p, n + end };
	c->left = (struct sx_str){ c->left.p + line.n, c->left.n - line.n };
	bool second = end && n == 0 && c->after_cr && line.p[0] == '\n';
	c->line += end && !second;
	c->after_cr = end && line.p[n] == '\r';
	return line;
}

/* More decoded text when there is none left: 1, 0 at the end, -1. */
static int fill(struct csv *c, struct sx_err *err)
{
	struct sx_piece piece;
	if (c->left.n)
		return 1;
	int got = sx_decoded_next(&c->decoded, &piece, err);
	if (got > 0)
		c->left = piece.text;
	return got;
}

static int check(struct csv *c, bool parsed, struct sx_err *err)
{
	if (parsed && sx_buf_ok(&c->cells) && sx_buf_ok(&c->shown))
		return 0;
	return sx_fail(err, SX_NOMEM, "out of memory");
}

/* A row that is too long is passed over up to the end of the line that made it so; the parser begins anew. */
static int pass_over(struct csv *c, bool line_ended, struct sx_err *err)
{
	unsigned char delimiter = csv_get_delim(&c->parser);
	csv_free(&c->parser);
	c->parsing = false;
	uint64_t line = c->line;
	int more;
	while (!line_ended && c->line == line && (more = fill(c, err)) != 0) {
		if (more < 0)
			return -1;
		next_line(c);
	}
	return set_up(c, delimiter, err) ? -1 : 2;
}

/* The next line, or what there is of it, through the parser. */
static int feed(struct csv *c, bool *line_ended, struct sx_err *err)
{
	if (c->fed == 0)
		c->row_line = c->line + 1;
	struct sx_str line = next_line(c);
	char last = line.p[line.n - 1];
	*line_ended = last == '\n' || last == '\r';
	bool parsed = csv_parse(&c->parser, line.p, line.n, on_field, on_row, c) == line.n;
	c->fed += line.n == 1 && *line_ended && c->fed == 0 ? 0 : line.n; /* an empty line is no row */
	return check(c, parsed, err);
}

/* The last row, whatever its state: a quote without an end is found out by asking for strictness first. */
static bool finish(struct csv *c)
{
	csv_set_opts(&c->parser, CSV_STRICT | CSV_STRICT_FINI);
	c->open = csv_fini(&c->parser, on_field, on_row, c) != 0 && csv_error(&c->parser) == CSV_EPARSE;
	csv_set_opts(&c->parser, 0);
	return c->open ? csv_fini(&c->parser, on_field, on_row, c) == 0 : csv_error(&c->parser) == CSV_SUCCESS;
}

/* The next row into `cell`: 1, 0 no more, 2 one that is too long, -1. */
static int next_row(struct csv *c, struct sx_err *err)
{
	bool line_ended = false;
	begin_row(c);
	while (!c->row_done && !c->ended) {
		int more = fill(c, err);
		if (more < 0 || (more && feed(c, &line_ended, err)))
			return -1;
		if (!more) {
			c->ended = true;
			if (check(c, finish(c), err))
				return -1;
		} else if (c->fed > c->most) {
			return c->row_done ? 2 : pass_over(c, line_ended, err);
		}
	}
	return c->row_done ? 1 : 0;
}

static int read_header(struct csv *c, struct sx_err *err)
{
	c->header = true;
	int got = next_row(c, err);
	c->header = false;
	if (got < 0)
		return -1;
	if (got == 0 || c->column[TEXT] != SIZE_MAX)
		return 0;
	sx_fail(err, SX_INPUT, "the table has no column \"%.64s\"", c->names[TEXT]);
	sx_err_hint(err, "--text-key names the column that holds the text; there are: %.160s",
		    c->shown.n ? c->shown.p : "none");
	return -1;
}

static void csv_reader_close(void *state)
{
	struct csv *c = state;
	if (c->parsing)
		csv_free(&c->parser);
	sx_decoded_release(&c->decoded);
	sx_buf_release(&c->cells);
	sx_buf_release(&c->shown);
	sx_buf_release(&c->source);
	sx_buf_release(&c->source_json);
	free(c);
}

static const char *or_else(const char *key, const char *usual)
{
	return key ? key : usual;
}

static void *csv_reader_open(struct sx_input *input, const struct sx_read_options *options, struct sx_err *err)
{
	struct csv *c = calloc(1, sizeof *c);
	if (!c) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	c->names[TEXT] = or_else(options->text_key, "text");
	c->names[ID] = or_else(options->id_key, "id");
	c->names[DATE] = or_else(options->date_key, "date");
	c->names[LANG] = or_else(options->lang_key, "lang");
	for (size_t i = 0; i < COLUMNS; i++)
		c->column[i] = SIZE_MAX;
	c->most = options->most_record ? options->most_record : MOST_RECORD;
	struct sx_str head = { input->head, input->head_n };
	if (sx_decoded_open(&c->decoded, input, options, (struct sx_str){ 0 }, err) == 0 &&
	    set_up(c, delimiter_of(head), err) == 0 && read_header(c, err) == 0)
		return c;
	csv_reader_close(c);
	return NULL;
}

static struct sx_str cell_of(const struct csv *c, enum column column)
{
	const struct cell *cell = &c->cell[column];
	return (struct sx_str){ cell->n ? c->cells.p + cell->at : NULL, cell->n };
}

static int name_row(struct csv *c, struct sx_err *err)
{
	struct sx_str id = cell_of(c, ID);
	sx_buf_clear(&c->source);
	sx_buf_clear(&c->source_json);
	if (c->cell[ID].there) {
		sx_buf_str(&c->source, id);
		sx_escape_json(&c->source_json, id);
	} else {
		sx_buf_addf(&c->source, "%" PRIu64, c->row_line);
		sx_buf_z(&c->source_json, "null");
	}
	return sx_buf_ok(&c->source) && sx_buf_ok(&c->source_json) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

/* This row cannot be read, for the reason in err. */
static int refuse(const struct csv *c, struct sx_err *err)
{
	sx_err_place(err, c->decoded.input->name, c->row_line <= UINT32_MAX ? (uint32_t)c->row_line : 0, 0,
		     (struct sx_str){ 0 });
	return 2;
}

static int csv_reader_doc(void *state, struct sx_doc *doc, struct sx_err *err)
{
	struct csv *c = state;
	*doc = (struct sx_doc){ 0 };
	c->given = true;
	int got = c->ended ? 0 : next_row(c, err);
	doc->record_line = c->row_line;
	if (got == 0 && c->open) {
		c->open = false;
		sx_fail(err, SX_INPUT, "a quoted cell of this row has no end: the file may be cut short");
		return refuse(c, err);
	}
	if (got <= 0)
		return got;
	if (got == 2) {
		sx_fail(err, SX_INPUT, "the row is longer than %zu bytes", c->most);
		return refuse(c, err);
	}
	if (name_row(c, err))
		return -1;
	doc->source = sx_buf_view(&c->source);
	doc->source_json = sx_buf_view(&c->source_json);
	if (!c->cell[TEXT].there) {
		sx_fail(err, SX_INPUT, "the row has no cell in the column \"%.64s\"", c->names[TEXT]);
		return refuse(c, err);
	}
	doc->date = sx_meta_date(cell_of(c, DATE));
	doc->lang = sx_meta_lang(cell_of(c, LANG), c->lang);
	c->given = false;
	return 1;
}

static int csv_reader_piece(void *state, struct sx_piece *piece, struct sx_err *err)
{
	(void)err;
	struct csv *c = state;
	*piece = (struct sx_piece){ 0 };
	if (c->given)
		return 0;
	c->given = true;
	c->run = (struct sx_run){ .text_step = 1, .source_step = 1 };
	*piece = (struct sx_piece){ .text = cell_of(c, TEXT), .runs = &c->run, .n_runs = 1 };
	return piece->text.n > 0;
}

static uint64_t csv_reader_bad(const void *state, uint64_t *first)
{
	const struct csv *c = state;
	*first = c->decoded.decoder.first_bad;
	return c->decoded.decoder.bad;
}

static const char *csv_reader_guessed(const void *state)
{
	const struct csv *c = state;
	return c->decoded.guessed;
}

extern const struct sx_format sx_csv_reader;
const struct sx_format sx_csv_reader = { csv_reader_open, csv_reader_doc,   csv_reader_piece,
					 csv_reader_bad,  csv_reader_close, csv_reader_guessed };
