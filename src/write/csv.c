/* Comma-separated values as RFC 4180, and the same with tabs. Most cells need no quotes and go straight into the
 * output's buffer. */
#include "base/escape.h"
#include "base/utf8.h"
#include "write/writer_priv.h"

extern const struct sx_write_format sx_csv_writer, sx_tsv_writer;

enum { WRAP = 1, DOUBLE = 2, CLEAN = 4, EDGE = 8, RISK = 16, BLOCK = 16, ROOM = 32, NUMBER_ROOM = 48 };

/* What a byte asks of its cell: wherever it stands; as its first or last, since leading and trailing blanks are kept
 * only inside quotes by readers that trim; as its first. */
#define EVERYWHERE                                                                                                     \
	['"'] = DOUBLE, ['\n'] = WRAP, [0] = CLEAN, [' '] = EDGE, ['='] = RISK, ['+'] = RISK, ['-'] = RISK,            \
	['@'] = RISK, [0xEF] = RISK, ['\''] = RISK, ['\r'] = WRAP | RISK
static const unsigned char in_csv[256] = { EVERYWHERE, [','] = WRAP, ['\t'] = EDGE | RISK };
static const unsigned char in_tsv[256] = { EVERYWHERE, ['\t'] = WRAP | EDGE | RISK };

typedef unsigned char block __attribute__((vector_size(BLOCK)));

static bool any(block b)
{
	uint64_t half[2];
	memcpy(half, &b, sizeof half);
	return (half[0] | half[1]) != 0;
}

/* What a long cell needs: quotes round it, quotes in it doubled, its NULs replaced. Of its last sixteen bytes some are
 * looked at twice. */
static unsigned needs_long(struct sx_str cell, char delimiter)
{
	block wrap = { 0 }, quote = { 0 }, nul = { 0 };
	for (size_t i = 0; i < cell.n; i += BLOCK) {
		block b;
		memcpy(&b, cell.p + (cell.n - i < BLOCK ? cell.n - BLOCK : i), BLOCK);
		wrap |= (block)(b == (unsigned char)delimiter) | (block)(b == '\n') | (block)(b == '\r');
		quote |= (block)(b == '"');
		nul |= (block)(b == 0);
	}
	return (any(wrap) ? WRAP : 0u) | (any(quote) ? DOUBLE : 0u) | (any(nul) ? CLEAN : 0u);
}

static bool is_plain_number(struct sx_str s)
{
	size_t at = s.p[0] == '-' || s.p[0] == '+', digits = 0;
	for (; at < s.n && s.p[at] >= '0' && s.p[at] <= '9'; at++)
		digits++;
	if (at < s.n && s.p[at] == '.')
		for (at++; at < s.n && s.p[at] >= '0' && s.p[at] <= '9'; at++)
			digits++;
	return digits && at == s.n;
}

/* Would a spreadsheet run this cell, or take its leading ' away? load.c's unguard() is the inverse. */
static bool is_risky(struct sx_str cell)
{
	size_t at = 0;
	while (at < cell.n && cell.p[at] == '\'')
		at++;
	return sx_escape_is_formula((struct sx_str){ cell.p + at, cell.n - at }) && (at > 0 || !is_plain_number(cell));
}

static char *add_doubled(char *at, struct sx_str cell)
{
	const char *quote;
	while ((quote = memchr(cell.p, '"', cell.n))) {
		size_t n = (size_t)(quote - cell.p) + 1;
		memcpy(at, cell.p, n);
		at += n;
		*at++ = '"';
		cell = (struct sx_str){ cell.p + n, cell.n - n };
	}
	memcpy(at, cell.p, cell.n);
	return at + cell.n;
}

/* A cell that is not empty and has no NUL, behind a ' where `guarded`, into room for 2 * n + 3. Returns its end. */
static char *add_cell(char *at, struct sx_str cell, unsigned need, bool guarded)
{
	if (need)
		*at++ = '"';
	if (guarded)
		*at++ = '\'';
	at = add_doubled(at, cell);
	if (need)
		*at++ = '"';
	return at;
}

/* U+0000 has no place in a text file. */
static struct sx_str without_nul(struct sx_buf *clean, struct sx_str cell)
{
	sx_buf_clear(clean);
	for (size_t i = 0; i < cell.n; i++)
		if (cell.p[i])
			sx_buf_c(clean, cell.p[i]);
		else
			sx_utf8_add(clean, 0xFFFD);
	return sx_buf_view(clean);
}

/* One row on its way out. */
struct line {
	const unsigned char *asks; /* in_csv or in_tsv */
	size_t rest;               /* room for what may follow, texts apart */
	struct sx_buf clean;       /* a text that had NULs */
};

/* `at` again, or where it is now, with room for n bytes; NULL when there is no memory. */
static inline char *more(struct sx_buf *out, char *at, size_t n)
{
	if (at && (size_t)(out->p + out->cap - at) > n)
		return at;
	out->n = at ? (size_t)(at - out->p) : out->n;
	return sx_buf_room(out, n);
}

/* A text that needs something, or, by its first character, may. */
static char *add_any(struct sx_writer *writer, struct sx_str cell, unsigned need, char *at, struct line *line)
{
	bool guarded = (need & RISK) && !writer->options.raw_cells && is_risky(cell);
	need = (need & (WRAP | DOUBLE | CLEAN)) | (need & EDGE ? WRAP : 0u);
	if (need & CLEAN) {
		cell = without_nul(&line->clean, cell);
		if (!cell.n)
			return NULL;
		need &= ~(unsigned)CLEAN;
		at = more(&writer->out->buf, at, 2 * cell.n + line->rest);
	}
	return at ? add_cell(at, cell, need, guarded) : NULL;
}

/* Most texts are short and need nothing: that is seen while they are copied. */
static inline char *add_text(struct sx_writer *writer, struct sx_str cell, char *at, struct line *line)
{
	const unsigned char *asks = line->asks;
	at = more(&writer->out->buf, at, 2 * cell.n + line->rest);
	if (!at)
		return NULL;
	unsigned need = (asks[(unsigned char)cell.p[0]] & (EDGE | RISK)) |
			(asks[(unsigned char)cell.p[cell.n - 1]] & EDGE),
		 inside = 0;
	if (cell.n < BLOCK) {
		for (size_t i = 0; i < cell.n; i++) {
			at[i] = cell.p[i];
			inside |= asks[(unsigned char)cell.p[i]];
		}
	} else {
		inside = needs_long(cell, asks == in_csv ? ',' : '\t');
		if (!(inside | need))
			memcpy(at, cell.p, cell.n);
	}
	need |= inside & (WRAP | DOUBLE | CLEAN);
	return need ? add_any(writer, cell, need, at, line) : at + cell.n;
}

static inline char *add_decimal(struct sx_buf *out, const struct sx_decimal *number, char *at, size_t rest)
{
	size_t n = sx_decimal_short(number, at);
	if (n)
		return at + n;
	out->n = (size_t)(at - out->p);
	sx_decimal_write(number, out);
	return more(out, sx_buf_ok(out) ? out->p + out->n : NULL, rest);
}

static char *add_word(char *at, struct sx_str word)
{
	for (size_t i = 0; i < word.n; i++)
		*at++ = word.p[i];
	return at;
}

static inline char *add_cell_of(struct sx_writer *writer, const struct sx_claim *claim, enum sx_column column, char *at,
				struct line *line)
{
	const struct sx_cell_place *place = &sx_cell_places[column];
	const void *from = (const char *)claim + place->at;
	if (place->kind == SX_CELL_TEXT) {
		const struct sx_str *text = from;
		return text->n ? add_text(writer, *text, at, line) : at;
	}
	if (place->kind == SX_CELL_DECIMAL)
		return ((const struct sx_decimal *)from)->set ? add_decimal(&writer->out->buf, from, at, line->rest)
							      : at;
	if (place->kind == SX_CELL_INTEGER)
		return at + sx_integer_cell(claim, column, at);
	return add_word(at, sx_word_cell(claim, column));
}

/* The row from `at` on, a delimiter behind each cell; returns its end, or NULL when there is no memory. There is always
 * room for all that is left but for the texts. */
static char *add_row(struct sx_writer *writer, const struct sx_claim *claim, char *at, struct line *line)
{
	const char delimiter = line->asks == in_tsv ? '\t' : ',';
	const enum sx_column *end = writer->columns + writer->n_columns;
	at = more(&writer->out->buf, at, line->rest);
	for (const enum sx_column *c = writer->columns; c < end && at; c++) {
		at = add_cell_of(writer, claim, *c, at, line);
		if (at)
			*at++ = delimiter;
	}
	return at;
}

static int csv_take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_writer *writer = ctx;
	struct sx_buf *out = &writer->out->buf;
	struct line line = { .asks = writer->format == &sx_tsv_writer ? in_tsv : in_csv,
			     .rest = writer->n_columns * NUMBER_ROOM + ROOM };
	size_t before = out->n;
	char *at = add_row(writer, claim, out->p ? out->p + out->n : NULL, &line);
	if (at) {
		if (at == out->p + before + 1) /* a line with nothing in it is no row to most readers */
			at = add_word(at - 1, SX_STR("\"\"\n"));
		at[-1] = '\n';
		*at = '\0';
		out->n = (size_t)(at - out->p);
	}
	if (!sx_buf_ok(&line.clean))
		out->failed = true;
	sx_buf_release(&line.clean);
	return sx_writer_row_done(writer, err);
}

static int csv_begin(struct sx_writer *writer, struct sx_err *err)
{
	struct sx_buf *out = &writer->out->buf;
	for (size_t i = 0; i < writer->n_columns; i++) {
		if (i)
			sx_buf_c(out, writer->format == &sx_tsv_writer ? '\t' : ',');
		sx_buf_z(out, sx_columns[writer->columns[i]].name);
	}
	sx_buf_c(out, '\n');
	return sx_writer_row_done(writer, err);
}

const struct sx_write_format sx_csv_writer = { .begin = csv_begin, .take = csv_take, .apart = true };
const struct sx_write_format sx_tsv_writer = { .begin = csv_begin, .take = csv_take, .apart = true };
