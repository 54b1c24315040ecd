/* Comma-separated values as RFC 4180, and the same with tabs. Most cells need no quotes and go straight into the
 * output's buffer. */
#include "base/utf8.h"
#include "write/writer_priv.h"

#include <csv.h>

extern const struct sx_write_format sx_csv_writer, sx_tsv_writer;

enum { WRAP = 1, DOUBLE = 2, CLEAN = 4, BLOCK = 16, ROOM = 8, NUMBER_ROOM = 48 };

/* What a byte asks of its cell. */
static const unsigned char in_csv[256] = { ['"'] = DOUBLE, ['\n'] = WRAP, ['\r'] = WRAP, [0] = CLEAN, [','] = WRAP };
static const unsigned char in_tsv[256] = { ['"'] = DOUBLE, ['\n'] = WRAP, ['\r'] = WRAP, [0] = CLEAN, ['\t'] = WRAP };

typedef unsigned char block __attribute__((vector_size(BLOCK)));

static bool any(block b)
{
	uint64_t half[2];
	memcpy(half, &b, sizeof half);
	return (half[0] | half[1]) != 0;
}

/* The same sixteen bytes at a time; of the last sixteen some are looked at twice. */
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

/* What the cell needs: quotes round it, quotes in it doubled, its NULs replaced. Leading and trailing blanks are kept
 * only inside quotes by readers that trim. */
static unsigned needs(struct sx_str cell, char delimiter)
{
	const unsigned char *asks = delimiter == ',' ? in_csv : in_tsv;
	unsigned found = 0;
	char first = cell.p[0], last = cell.p[cell.n - 1];
	if (first == ' ' || first == '\t' || last == ' ' || last == '\t')
		found = WRAP;
	if (cell.n >= BLOCK)
		return found | needs_long(cell, delimiter);
	for (size_t i = 0; i < cell.n; i++)
		found |= asks[(unsigned char)cell.p[i]];
	return found;
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
	if (cell.p[0] > '@') /* most cells begin with a letter */
		return false;
	while (at < cell.n && cell.p[at] == '\'')
		at++;
	if (at == cell.n || cell.p[at] == '\0' || !strchr("=+-@\t\r", cell.p[at]))
		return false;
	return at > 0 || !is_plain_number(cell);
}

/* A cell that is not empty and has no NUL, behind a ' where `guarded`, into room for 2 * n + 3. Returns its end. */
static char *add_cell(char *at, struct sx_str cell, unsigned need, bool guarded)
{
	if (need & DOUBLE) {
		size_t n = csv_write2(at + guarded, 2 * cell.n + 2, cell.p, cell.n, '"');
		if (guarded)
			memcpy(at, "\"'", 2);
		return at + guarded + n;
	}
	if (need & WRAP)
		*at++ = '"';
	if (guarded)
		*at++ = '\'';
	memcpy(at, cell.p, cell.n);
	at += cell.n;
	if (need & WRAP)
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

/* `at` again, or where it is now, with room for n bytes; NULL when there is no memory. */
static inline char *more(struct sx_buf *out, char *at, size_t n)
{
	if (at && (size_t)(out->p + out->cap - at) > n)
		return at;
	out->n = at ? (size_t)(at - out->p) : out->n;
	return sx_buf_room(out, n);
}

static inline char *add_short(char *at, const char *p, size_t n)
{
	if (n > BLOCK) {
		memcpy(at, p, n);
		return at + n;
	}
	for (size_t i = 0; i < n; i++)
		at[i] = p[i];
	return at + n;
}

static char *add_text(struct sx_writer *writer, struct sx_str cell, char *at, size_t rest, struct sx_buf *clean)
{
	char delimiter = writer->format == &sx_tsv_writer ? '\t' : ',';
	bool guarded = !writer->options.raw_cells && is_risky(cell);
	unsigned need = needs(cell, delimiter);
	if (need & CLEAN) {
		cell = without_nul(clean, cell);
		if (!cell.n)
			return NULL;
		need = needs(cell, delimiter);
	}
	at = more(&writer->out->buf, at, 2 * cell.n + ROOM + rest);
	return !at ? NULL : need || guarded ? add_cell(at, cell, need, guarded) : add_short(at, cell.p, cell.n);
}

static char *add_decimal(struct sx_buf *out, const struct sx_decimal *number, char *at, size_t rest)
{
	if (!number->set)
		return at;
	out->n = (size_t)(at - out->p);
	sx_decimal_write(number, out);
	return more(out, sx_buf_ok(out) ? out->p + out->n : NULL, rest);
}

/* The row from `at` on; returns its end, or NULL when there is no memory. There is always room for all that is left
 * but for the texts. */
static char *add_row(struct sx_writer *writer, const struct sx_claim *claim, char *at, struct sx_buf *clean)
{
	char delimiter = writer->format == &sx_tsv_writer ? '\t' : ',';
	size_t rest = writer->n_columns * NUMBER_ROOM;
	at = more(&writer->out->buf, at, rest);
	for (size_t i = 0; i < writer->n_columns && at; i++) {
		enum sx_column column = writer->columns[i];
		const void *from = (const char *)claim + sx_cell_places[column].at;
		struct sx_str text;
		if (i)
			*at++ = delimiter;
		switch (sx_cell_places[column].kind) {
		case SX_CELL_TEXT:
			text = *(const struct sx_str *)from;
			at = text.n ? add_text(writer, text, at, rest, clean) : at;
			break;
		case SX_CELL_DECIMAL:
			at = add_decimal(&writer->out->buf, from, at, rest);
			break;
		case SX_CELL_INTEGER:
			at += sx_integer_cell(claim, column, at);
			break;
		case SX_CELL_WORD:
			text = sx_word_cell(claim, column);
			at = add_short(at, text.p, text.n);
			break;
		}
	}
	return at;
}

static int csv_take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_writer *writer = ctx;
	struct sx_buf *out = &writer->out->buf, clean = { 0 };
	size_t before = out->n;
	char *at = add_row(writer, claim, out->p ? out->p + out->n : NULL, &clean);
	if (at) {
		out->n = (size_t)(at - out->p);
		/* A line with nothing in it is no row to most readers. */
		sx_buf_z(out, out->n == before ? "\"\"\n" : "\n");
	}
	if (!sx_buf_ok(&clean))
		out->failed = true;
	sx_buf_release(&clean);
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

const struct sx_write_format sx_csv_writer = { .begin = csv_begin, .take = csv_take };
const struct sx_write_format sx_tsv_writer = { .begin = csv_begin, .take = csv_take };
