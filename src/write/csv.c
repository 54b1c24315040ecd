/* Comma-separated values as RFC 4180, and the same with tabs. Most cells need no quotes and go straight into the
 * output's buffer. */
#include "base/escape.h"
#include "base/lanes.h"
#include "write/writer_priv.h"

extern const struct sx_write_format sx_csv_writer, sx_tsv_writer;

enum { WRAP = 1, DOUBLE = 2, CLEAN = 4, EDGE = 8, RISK = 16, ROOM = 32, NUMBER_ROOM = 48, GROWTH = 3 };

/* What a byte asks of its cell: wherever it stands; as its first or last, since leading and trailing blanks are kept
 * only inside quotes by readers that trim; as its first. */
#define EVERYWHERE                                                                                                     \
	['"'] = DOUBLE, ['\n'] = WRAP, [0] = CLEAN, [' '] = EDGE, ['='] = RISK, ['+'] = RISK, ['-'] = RISK,            \
	['@'] = RISK, [0xEF] = RISK, ['\''] = RISK, ['\r'] = WRAP | RISK
static const unsigned char in_csv[256] = { EVERYWHERE, [','] = WRAP, ['\t'] = EDGE | RISK };
static const unsigned char in_tsv[256] = { EVERYWHERE, ['\t'] = WRAP | EDGE | RISK };

/* What a cell needs: quotes round it, quotes in it doubled, its NULs replaced. */
static unsigned needs_each(struct sx_str cell, const unsigned char *asks)
{
	unsigned need = 0;
	for (size_t i = 0; i < cell.n; i++)
		need |= asks[(unsigned char)cell.p[i]];
	return need & (WRAP | DOUBLE | CLEAN);
}

/* What has been seen in a long one. */
struct seen {
	sx_lanes wrap, quote, control;
};

static inline void see(struct seen *seen, const char *p, unsigned char delimiter)
{
	sx_lanes bytes = sx_lanes_at(p);
	seen->wrap |= sx_lanes_are(bytes, delimiter);
	seen->quote |= sx_lanes_are(bytes, '"');
	seen->control |= sx_lanes_below(bytes, '\r' + 1);
}

/* The same for a long one. Of its last sixteen bytes some are looked at twice. */
static unsigned needs_long(struct sx_str cell, const unsigned char *asks)
{
	const unsigned char delimiter = asks == in_tsv ? '\t' : ',';
	const char *last = cell.p + cell.n - SX_LANES;
	struct seen seen = { { 0 }, { 0 }, { 0 } };
	for (const char *p = cell.p; p < last; p += SX_LANES)
		see(&seen, p, delimiter);
	see(&seen, last, delimiter);
	if (sx_lanes_bits(seen.control))
		return needs_each(cell, asks);
	return (sx_lanes_bits(seen.wrap) ? WRAP : 0u) | (sx_lanes_bits(seen.quote) ? DOUBLE : 0u);
}

/* What a cell needs by its first byte and its last. */
static inline unsigned needs_ends(struct sx_str cell, const unsigned char *asks)
{
	return (asks[(unsigned char)cell.p[0]] & (EDGE | RISK)) | (asks[(unsigned char)cell.p[cell.n - 1]] & EDGE);
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

/* The same for one with NULs: U+0000 has no place in a text file, U+FFFD takes it. */
static char *add_cleaned(char *at, struct sx_str cell)
{
	for (size_t i = 0; i < cell.n; i++) {
		if (!cell.p[i])
			at = (char *)memcpy(at, "\uFFFD", 3) + 3;
		else
			*at++ = cell.p[i];
		if (cell.p[i] == '"')
			*at++ = '"';
	}
	return at;
}

/* A text that needs something, or, by its first character, may. */
static __attribute__((noinline)) char *add_any(char *at, struct sx_str cell, unsigned need, bool raw)
{
	bool guarded = (need & RISK) && !raw && is_risky(cell), quoted = need & (WRAP | DOUBLE | EDGE);
	if (quoted)
		*at++ = '"';
	if (guarded)
		*at++ = '\'';
	at = need & CLEAN ? add_cleaned(at, cell) : add_doubled(at, cell);
	if (quoted)
		*at++ = '"';
	return at;
}

/* One row on its way out. */
struct line {
	struct sx_buf *out;
	const struct sx_claim *claim;
	const unsigned char *asks; /* in_csv or in_tsv */
	size_t rest;               /* room for what may follow, texts apart */
	const char *limit;         /* so much of the buffer is not for that */
	bool raw;
};

/* `at` again, or where it is now, with room for n bytes and what may follow; NULL when there is no memory. */
static __attribute__((noinline)) char *make_room(struct line *line, char *at, size_t n)
{
	struct sx_buf *out = line->out;
	out->n = at ? (size_t)(at - out->p) : 0;
	at = sx_buf_room(out, n + line->rest);
	line->limit = at ? out->p + (out->cap - line->rest) : NULL;
	return at;
}

/* One cell from `at` on; returns its end, or NULL when there is no memory. There is always room for all that is left of
 * the row but for the texts. */
typedef char *adder(struct line *line, char *at, enum sx_column column, const void *from);

static __attribute__((noinline)) char *add_long(struct line *line, char *at, struct sx_str cell)
{
	unsigned need = needs_long(cell, line->asks) | needs_ends(cell, line->asks);
	if (need)
		return add_any(at, cell, need, line->raw);
	memcpy(at, cell.p, cell.n);
	return at + cell.n;
}

/* A short cell copied by its first half and its last, which may overlap: what both are is what it is made of, and
 * blanks. */
static inline sx_lanes copy_short(char *at, struct sx_str cell)
{
	enum { LONG = sizeof(uint64_t), SHORT = sizeof(uint32_t) };
	uint64_t first = 0x2020202020202020, last = first;
	if (cell.n >= LONG) {
		memcpy(&first, cell.p, LONG);
		memcpy(&last, cell.p + cell.n - LONG, LONG);
		memcpy(at, &first, LONG);
		memcpy(at + cell.n - LONG, &last, LONG);
	} else if (cell.n >= SHORT) {
		memcpy(&first, cell.p, SHORT);
		memcpy(&last, cell.p + cell.n - SHORT, SHORT);
		memcpy(at, &first, SHORT);
		memcpy(at + cell.n - SHORT, &last, SHORT);
	} else {
		const char bytes[] = { cell.p[0], cell.p[cell.n / 2], cell.p[cell.n - 1] };
		memcpy(&first, bytes, sizeof bytes);
		at[0] = bytes[0];
		at[cell.n / 2] = bytes[1];
		at[cell.n - 1] = bytes[2];
	}
	return sx_lanes_of(first, last);
}

static __attribute__((noinline)) char *add_closely(struct line *line, char *at, struct sx_str cell)
{
	return add_any(at, cell, needs_each(cell, line->asks) | needs_ends(cell, line->asks), line->raw);
}

/* Most need nothing, which is seen while they are copied. What is below the hyphen is looked at more closely. */
static __attribute__((noinline)) char *add_short(struct line *line, char *at, struct sx_str cell)
{
	sx_lanes bytes = copy_short(at, cell);
	bool plain = !sx_lanes_bits(sx_lanes_below(bytes, '-') & ~sx_lanes_are(bytes, ' '));
	return plain && !needs_ends(cell, line->asks) ? at + cell.n : add_closely(line, at, cell);
}

static inline char *add_text(struct line *line, char *at, enum sx_column column, const void *from)
{
	const struct sx_str *text = from;
	(void)column;
	if (!text->n)
		return at;
	if (line->limit - at <= (ptrdiff_t)(GROWTH * text->n) && !(at = make_room(line, at, GROWTH * text->n)))
		return NULL;
	return text->n < SX_LANES ? add_short(line, at, *text) : add_long(line, at, *text);
}

static inline char *add_decimal(struct line *line, char *at, enum sx_column column, const void *from)
{
	const struct sx_decimal *number = from;
	size_t n = number->set ? sx_decimal_short(number, at) : 0;
	(void)column;
	if (n || !number->set)
		return at + n;
	line->out->n = (size_t)(at - line->out->p);
	sx_decimal_write(number, line->out);
	return sx_buf_ok(line->out) ? make_room(line, line->out->p + line->out->n, 0) : NULL;
}

static inline char *add_integer(struct line *line, char *at, enum sx_column column, const void *from)
{
	return at + sx_integer_cell(line->claim, column, *(const uint64_t *)from, at);
}

static char *add_string(char *at, const char *string)
{
	while (*string)
		*at++ = *string++;
	return at;
}

static inline char *add_word(struct line *line, char *at, enum sx_column column, const void *from)
{
	(void)from;
	return add_string(at, sx_word_cell(line->claim, column));
}

/* clang-format off */
#define ADDER_OF(cell)                                                                                                 \
	_Generic((cell), struct sx_str: add_text, struct sx_decimal: add_decimal, uint64_t: add_integer,               \
		default: add_word)
/* clang-format on */

/* All columns, a delimiter behind each cell: the usual row. */
static char *add_all(struct line *line, char *at)
{
	const struct sx_claim *claim = line->claim;
	const char delimiter = line->asks == in_tsv ? '\t' : ',';
#define COLUMN(name, type, meaning)                                                                                    \
	if (!(at = ADDER_OF(claim->name)(line, at, SX_COL_##name, &claim->name)))                                      \
		return NULL;                                                                                           \
	*at++ = delimiter;
#include "model/columns.def"
#undef COLUMN
	return at;
}

static char *add_chosen(struct line *line, char *at, const struct sx_writer *writer)
{
	static adder *const adders[] = { [SX_CELL_TEXT] = add_text,
					 [SX_CELL_DECIMAL] = add_decimal,
					 [SX_CELL_INTEGER] = add_integer,
					 [SX_CELL_WORD] = add_word };
	for (size_t i = 0; i < writer->n_columns; i++) {
		enum sx_column column = writer->columns[i];
		const struct sx_cell_place *place = &sx_cell_places[column];
		at = adders[place->kind](line, at, column, (const char *)line->claim + place->at);
		if (!at)
			return NULL;
		*at++ = line->asks == in_tsv ? '\t' : ',';
	}
	return at;
}

static int csv_take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_writer *writer = ctx;
	struct sx_buf *out = &writer->out->buf;
	struct line line = { .out = out,
			     .claim = claim,
			     .asks = writer->format == &sx_tsv_writer ? in_tsv : in_csv,
			     .rest = writer->n_columns * NUMBER_ROOM + ROOM,
			     .raw = writer->options.raw_cells };
	size_t before = out->n;
	char *at = make_room(&line, out->p ? out->p + before : NULL, 0);
	if (at)
		at = writer->chosen ? add_chosen(&line, at, writer) : add_all(&line, at);
	if (at) {
		if (at == out->p + before + 1) /* a line with nothing in it is no row to most readers */
			at = add_string(at - 1, "\"\"\n");
		at[-1] = '\n';
		*at = '\0';
		out->n = (size_t)(at - out->p);
	}
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
