/* A block of Markdown: its lines are gathered, and given without the marks. */
#include "read/entity_priv.h"
#include "read/markdown_priv.h"

#include <stdlib.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Where in the input the block's byte i stands. Forward only. */
static size_t input_of(struct sx_md_block *b, size_t i)
{
	while (b->line + 1 < b->n_lines && b->lines[b->line + 1].at <= i)
		b->line++;
	return b->lines[b->line].in + (i - b->lines[b->line].at);
}

/* What parts the block from the one in front. */
static const char *break_of(const struct sx_md_block *b)
{
	return b->item ? SX_ITEM_BREAK : "\n\n";
}

static void separate(struct sx_md_block *b)
{
	if (b->apart && b->begun)
		sx_weave_insert(&b->weave, break_of(b));
	b->apart = b->item = false;
	b->begun = true;
}

static void give_range(struct sx_md_block *b, size_t from, size_t to)
{
	while (from < to) {
		size_t in = input_of(b, from), end = to;
		if (b->line + 1 < b->n_lines && b->lines[b->line + 1].at < end)
			end = b->lines[b->line + 1].at;
		separate(b);
		sx_weave_copy(&b->weave, in, in + (end - from));
		b->last = b->text.p[end - 1];
		from = end;
	}
}

/* A character reference, or the sign itself. */
static size_t give_reference(struct sx_md_block *b, size_t i)
{
	char text[8];
	size_t n, taken = sx_entity_read((struct sx_str){ b->text.p + i, b->text.n - i }, text, &n);
	if (!taken) {
		give_range(b, i, i + 1);
		return i + 1;
	}
	struct sx_origin origin = sx_weave_origin(&b->weave, input_of(b, i));
	size_t first = 1;
	while (first < n && ((unsigned char)text[first] & 0xC0) == 0x80)
		first++;
	separate(b);
	sx_weave_put(&b->weave, (struct sx_str){ text, first }, &origin, taken * origin.step);
	if (first < n)
		sx_weave_put(&b->weave, (struct sx_str){ text + first, n - first }, &origin, 0);
	b->last = text[n - 1];
	return i + taken;
}

static bool begins_number(const struct sx_md_block *b, size_t i)
{
	while (i < b->text.n && b->dropped[i] != SX_MD_KEEP)
		i++;
	struct sx_str s = { b->text.p + i, b->text.n - i };
	return s.n &&
	       (is_digit(*s.p) || *s.p == '+' || *s.p == '-' || (s.n >= 3 && memcmp(s.p, "\xE2\x88\x92", 3) == 0));
}

static void give_mark(struct sx_md_block *b, size_t i)
{
	switch (b->dropped[i]) {
	case SX_MD_CODE:
		separate(b);
		sx_weave_insert(&b->weave, "\xE2\x80\xA6");
		b->last = 'c';
		break;
	case SX_MD_BREAK:
		b->apart = true;
		break;
	case SX_MD_LINE:
	case SX_MD_CELL:
		if (b->begun && !b->apart && b->last)
			sx_weave_insert(&b->weave, b->dropped[i] == SX_MD_LINE ? "\n" : "\t");
		b->last = ' ';
		break;
	case SX_MD_RAISE:
		if (!is_blank(b->last) && begins_number(b, i + 1))
			sx_weave_insert(&b->weave, "^");
		break;
	default:
		break;
	}
}

static void give(struct sx_md_block *b, size_t i, size_t end)
{
	while (i < end) {
		if (b->dropped[i] != SX_MD_KEEP) {
			give_mark(b, i++);
			continue;
		}
		size_t from = i;
		while (i < end && b->dropped[i] == SX_MD_KEEP && b->text.p[i] != '&')
			i++;
		give_range(b, from, i);
		if (i < end && b->dropped[i] == SX_MD_KEEP)
			i = give_reference(b, i);
	}
}

/* ---- the block -------------------------------------------------------------------------------------------------- */

void sx_md_block_feed(struct sx_md_block *b, const struct sx_piece *piece)
{
	sx_weave_feed(&b->weave, piece);
}

void sx_md_block_fed(struct sx_md_block *b)
{
	sx_weave_fed(&b->weave);
}

void sx_md_block_add(struct sx_md_block *b, struct sx_str line, bool with_end)
{
	if (b->n_lines == b->cap_lines) {
		size_t cap = b->cap_lines ? b->cap_lines * 2 : 64;
		struct sx_md_line *lines = realloc(b->lines, cap * sizeof *lines);
		if (!lines) {
			b->failed = true;
			return;
		}
		b->lines = lines;
		b->cap_lines = cap;
	}
	if (line.n == 0)
		return;
	b->lines[b->n_lines++] = (struct sx_md_line){ b->text.n, (size_t)(line.p - b->weave.in.p) };
	sx_buf_str(&b->text, line);
	/* Where more than the line's end stands behind it, or another mark, a blank does as well. */
	sx_buf_c(&b->text, with_end ? '\n' : ' ');
}

bool sx_md_block_is_open(const struct sx_md_block *b)
{
	return b->n_lines > 0;
}

static bool make_room(struct sx_md_block *b)
{
	if (b->failed || !sx_buf_ok(&b->text))
		return false;
	if (b->text.n > b->cap_dropped) {
		unsigned char *room = realloc(b->dropped, b->text.n);
		if (!room)
			return false;
		b->dropped = room;
		b->cap_dropped = b->text.n;
	}
	memset(b->dropped, SX_MD_KEEP, b->text.n);
	return true;
}

/* The bars at a row's ends are no cells' borders. */
static struct sx_str without_bars(struct sx_str s, size_t *from)
{
	*from = 0;
	while (s.n && (is_blank(s.p[s.n - 1]) || s.p[s.n - 1] == '|'))
		s.n--;
	while (*from < s.n && (is_blank(s.p[*from]) || s.p[*from] == '|'))
		++*from;
	return s;
}

void sx_md_block_end(struct sx_md_block *b, enum sx_md_kind kind)
{
	if (b->n_lines && make_room(b)) {
		size_t from = 0;
		struct sx_str s = { b->text.p, b->text.n - 1 };
		if (kind == SX_MD_ROW)
			s = without_bars(s, &from);
		sx_md_find_marks(b, s, kind == SX_MD_ROW);
		b->line = 0;
		b->apart = true;
		b->last = ' ';
		uint64_t start = sx_weave_at(&b->weave) + (b->begun ? strlen(break_of(b)) : 0);
		give(b, from, s.n);
		if (kind == SX_MD_HEADING && sx_weave_at(&b->weave) > start)
			sx_weave_heading(&b->weave, start);
	} else if (b->n_lines) {
		b->failed = true;
	}
	b->n_lines = 0;
	sx_buf_clear(&b->text);
}

int sx_md_block_give(struct sx_md_block *b, struct sx_piece *piece, struct sx_err *err)
{
	if (b->failed)
		return sx_fail(err, SX_NOMEM, "out of memory");
	return sx_weave_give(&b->weave, UINT64_MAX, piece, err);
}

void sx_md_block_release(struct sx_md_block *b)
{
	sx_weave_release(&b->weave);
	sx_buf_release(&b->text);
	free(b->lines);
	free(b->dropped);
}
