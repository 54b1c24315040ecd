#include "read/prose_priv.h"

#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>

enum { PIECE = 256 * 1024, MOST_TEXT = 128 * 1024 * 1024, MOST_RAISED = 16, LABEL = 60 };

static struct sx_buf *out_of(struct sx_prose *prose)
{
	return prose->in_aside ? &prose->aside : &prose->text;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/* Whether a blank now would stand at the start of the line. */
static bool at_line_start(const struct sx_buf *out)
{
	return out->n == 0 || out->p[out->n - 1] == '\n' || out->p[out->n - 1] == '\t';
}

static void drop_end(struct sx_buf *out)
{
	while (out->n && (out->p[out->n - 1] == ' ' || out->p[out->n - 1] == '\t'))
		out->p[--out->n] = '\0';
}

static void end_paragraph(struct sx_buf *out)
{
	drop_end(out);
	if (!out->n)
		return;
	size_t ends = 0;
	while (ends < 2 && ends < out->n && out->p[out->n - 1 - ends] == '\n')
		ends++;
	sx_buf_add(out, "\n\n", 2 - ends);
}

/* The break that waited for more text of its row. */
static void give_due(struct sx_prose *prose)
{
	struct sx_buf *out = out_of(prose);
	if (prose->due == '\n')
		end_paragraph(out);
	else if (prose->due && !at_line_start(out))
		sx_buf_z(out, " | ");
	prose->due = '\0';
	prose->blank = false;
}

/* A stretch without white space, well-formed. U+0000 and other controls are no text. */
static void add_word(struct sx_prose *prose, struct sx_str word)
{
	struct sx_buf *out = out_of(prose);
	if (prose->due)
		give_due(prose);
	if (prose->blank && !at_line_start(out))
		sx_buf_c(out, ' ');
	prose->blank = false;
	sx_utf8_clean(out, word);
}

void sx_prose_add(struct sx_prose *prose, struct sx_str s)
{
	for (size_t at = 0; at < s.n;) {
		size_t start = at;
		while (at < s.n && !is_blank(s.p[at]))
			at++;
		if (at > start)
			add_word(prose, (struct sx_str){ s.p + start, at - start });
		for (; at < s.n && is_blank(s.p[at]); at++)
			prose->blank = true;
	}
}

void sx_prose_tab(struct sx_prose *prose)
{
	struct sx_buf *out = out_of(prose);
	if (!at_line_start(out))
		sx_buf_c(out, '\t');
	prose->blank = false;
}

void sx_prose_line(struct sx_prose *prose)
{
	struct sx_buf *out = out_of(prose);
	drop_end(out);
	if (out->n && out->p[out->n - 1] != '\n')
		sx_buf_c(out, '\n');
	prose->blank = false;
}

void sx_prose_paragraph(struct sx_prose *prose)
{
	prose->blank = false;
	if (prose->in_aside) {
		end_paragraph(&prose->aside);
		return;
	}
	if (prose->in_cell) {
		prose->due = prose->text.n > prose->cell ? '\n' : prose->due;
		return;
	}
	sx_prose_heading_end(prose);
	end_paragraph(&prose->text);
	if (prose->aside.n) {
		end_paragraph(&prose->aside);
		sx_buf_str(&prose->text, sx_buf_view(&prose->aside));
		prose->failed |= !sx_buf_ok(&prose->aside);
		sx_buf_clear(&prose->aside);
	}
}

/* What stands aside has no rows of its own: its cells are paragraphs. */
void sx_prose_cell(struct sx_prose *prose)
{
	if (prose->in_aside)
		return;
	prose->in_cell++;
	prose->cell = prose->text.n;
}

void sx_prose_cell_end(struct sx_prose *prose)
{
	if (prose->in_aside || !prose->in_cell)
		return;
	prose->in_cell--;
	prose->blank = false;
	if (prose->due != '\n' || prose->text.n > prose->cell)
		prose->due = prose->text.n - prose->cell > LABEL ? '\n' : '|';
}

void sx_prose_row_end(struct sx_prose *prose)
{
	unsigned depth = prose->in_cell;
	if (prose->in_aside)
		return;
	prose->due = '\0';
	prose->in_cell = 0;
	sx_prose_paragraph(prose);
	prose->in_cell = depth;
	prose->cell = prose->text.n;
}

void sx_prose_raise(struct sx_prose *prose)
{
	prose->raised = prose->blank ? SIZE_MAX : out_of(prose)->n;
}

static bool is_exponent(struct sx_str s)
{
	size_t at = 0, digits = 0;
	if (s.n > MOST_RAISED)
		return false;
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		at = 1;
	else if (s.n >= 3 && (memcmp(s.p, "\xE2\x88\x92", 3) == 0 || memcmp(s.p, "\xE2\x80\x93", 3) == 0))
		at = 3;
	for (; at < s.n && s.p[at] >= '0' && s.p[at] <= '9'; at++)
		digits++;
	return digits > 0 && at == s.n;
}

void sx_prose_lower(struct sx_prose *prose)
{
	struct sx_buf *out = out_of(prose);
	size_t at = prose->raised;
	prose->raised = SIZE_MAX;
	if (at == 0 || at >= out->n || is_blank(out->p[at - 1]) || out->p[at - 1] == '^')
		return;
	if (!is_exponent((struct sx_str){ out->p + at, out->n - at }) || !sx_buf_room(out, 1))
		return;
	memmove(out->p + at + 1, out->p + at, out->n - at + 1);
	out->p[at] = '^';
	out->n++;
}

void sx_prose_aside(struct sx_prose *prose)
{
	if (prose->in_aside++ == 0) {
		prose->blank_outside = prose->blank;
		prose->blank = false;
	}
	end_paragraph(&prose->aside);
}

void sx_prose_aside_end(struct sx_prose *prose)
{
	if (prose->in_aside == 0)
		return;
	end_paragraph(&prose->aside);
	if (--prose->in_aside == 0)
		prose->blank = prose->blank_outside;
}

static void add_mark(struct sx_prose *prose, enum sx_mark_kind kind, size_t text, uint64_t n)
{
	if (prose->n_marks == prose->cap_marks) {
		size_t cap = prose->cap_marks ? prose->cap_marks * 2 : 16;
		struct sx_mark *marks = realloc(prose->marks, cap * sizeof *marks);
		if (!marks) {
			prose->failed = true;
			return;
		}
		prose->marks = marks;
		prose->cap_marks = cap;
	}
	prose->marks[prose->n_marks++] = (struct sx_mark){ kind, text, n };
}

void sx_prose_heading(struct sx_prose *prose)
{
	if (prose->in_aside)
		return;
	end_paragraph(&prose->text);
	prose->heading = prose->text.n + 1;
}

void sx_prose_heading_end(struct sx_prose *prose)
{
	if (prose->in_aside || !prose->heading)
		return;
	size_t start = prose->heading - 1, end = prose->text.n;
	prose->heading = 0;
	while (end > start && is_blank(prose->text.p[end - 1]))
		end--;
	if (end > start)
		add_mark(prose, SX_HEADING, start, end - start);
}

void sx_prose_page(struct sx_prose *prose, uint64_t number)
{
	add_mark(prose, SX_PAGE, prose->text.n, number);
}

int sx_prose_check(const struct sx_prose *prose, struct sx_err *err)
{
	if (prose->failed || !sx_buf_ok(&prose->text) || !sx_buf_ok(&prose->aside))
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (prose->text.n > MOST_TEXT || prose->aside.n > MOST_TEXT)
		return sx_fail(err, SX_LIMIT, "has more than %d MiB of text", MOST_TEXT / 1024 / 1024);
	return 0;
}

/* Where a piece that begins at `from` ends: behind its last line, else behind a character; headings stay whole. */
static size_t piece_end(const struct sx_prose *prose, size_t from, size_t size)
{
	struct sx_str text = sx_buf_view(&prose->text);
	if (text.n - from <= size)
		return text.n;
	const char *line = memrchr(text.p + from, '\n', size);
	size_t end = line ? (size_t)(line - text.p) + 1 : from + size;
	for (size_t i = prose->given_marks; i < prose->n_marks && prose->marks[i].text < end; i++)
		if (prose->marks[i].kind == SX_HEADING && prose->marks[i].text + prose->marks[i].n > end)
			end = (size_t)(prose->marks[i].text + prose->marks[i].n);
	while (end < text.n && ((unsigned char)text.p[end] & 0xC0) == 0x80)
		end++;
	return end;
}

int sx_prose_piece(struct sx_prose *prose, size_t size, struct sx_piece *piece)
{
	size_t from = prose->given, first = prose->given_marks;
	*piece = (struct sx_piece){ 0 };
	if (from >= prose->text.n)
		return 0;
	prose->given = piece_end(prose, from, size ? size : PIECE);
	while (prose->given_marks < prose->n_marks && prose->marks[prose->given_marks].text < prose->given)
		prose->given_marks++;
	piece->text = (struct sx_str){ prose->text.p + from, prose->given - from };
	piece->marks = prose->marks ? prose->marks + first : NULL;
	piece->n_marks = prose->given_marks - first;
	return 1;
}

void sx_prose_release(struct sx_prose *prose)
{
	sx_buf_release(&prose->text);
	sx_buf_release(&prose->aside);
	free(prose->marks);
	*prose = (struct sx_prose){ 0 };
}
