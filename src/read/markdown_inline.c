/* The marks within a block of Markdown: first those that are none of the text are found, then the rest is given. */
#include "base/utf8.h"
#include "read/entity_priv.h"
#include "read/markdown_priv.h"

#include <stdlib.h>
#include <strings.h>

enum { OPENERS = 256, TARGET_DEPTH = 32, LABEL = 1000, RAISED = 24, RUNS = 64 };

/* What becomes of a byte of the block. CODE: a mark stands for the bytes from here on that are CODE or DROP. */
enum { KEEP, DROP, CODE, BREAK, CELL, RAISE, LINE };

/* Searches that found nothing are not made again, or "<<<<…" would take quadratic time. */
struct scan {
	struct sx_md_block *block;
	struct sx_str s;
	size_t openers[OPENERS], n_openers;
	bool no_ticks[RUNS], no_angle, no_comment, no_struck;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_wordy(char c)
{
	return is_digit(c) || is_letter(c) || (unsigned char)c >= 0x80;
}

static bool is_mark(char c)
{
	return c && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c);
}

static char at(const struct scan *x, size_t i)
{
	return i < x->s.n ? x->s.p[i] : '\n';
}

static void drop(struct scan *x, size_t from, size_t to)
{
	if (to > from)
		memset(x->block->dropped + from, DROP, to - from);
}

static size_t run_at(const struct scan *x, size_t i)
{
	size_t n = 0;
	while (i + n < x->s.n && x->s.p[i + n] == x->s.p[i])
		n++;
	return n;
}

/* ---- code, tags ------------------------------------------------------------------------------------------------- */

static size_t code_span(struct scan *x, size_t i)
{
	size_t n = run_at(x, i);
	if (n < RUNS && x->no_ticks[n])
		return i + n;
	for (size_t j = i + n; n < RUNS && j < x->s.n;) {
		const char *next = memchr(x->s.p + j, '`', x->s.n - j);
		if (!next)
			break;
		j = (size_t)(next - x->s.p);
		size_t m = run_at(x, j);
		if (m == n) {
			drop(x, i, j + m);
			x->block->dropped[i] = CODE;
			return j + m;
		}
		j += m;
	}
	if (n < RUNS)
		x->no_ticks[n] = true;
	return i + n;
}

static bool tag_is(struct sx_str tag, const char *name)
{
	size_t n = strlen(name), from = tag.n > 1 && tag.p[1] == '/' ? 2 : 1;
	return tag.n > from + n && strncasecmp(tag.p + from, name, n) == 0 && !is_wordy(tag.p[from + n]);
}

static bool is_block_tag(struct sx_str tag)
{
	static const char *const names[] = { "p",  "div",   "li",      "ul",      "ol",     "tr", "table",
					     "h1", "h2",    "h3",      "h4",      "h5",     "h6", "dd",
					     "dt", "aside", "section", "article", "summary" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (tag_is(tag, names[i]))
			return true;
	return false;
}

/* `<code>…</code>` and `<del>…</del>`: the end of the end tag, or 0. */
static size_t element_end(const struct scan *x, size_t from, const char *end_tag)
{
	size_t n = strlen(end_tag);
	for (size_t i = from; i + n <= x->s.n; i++)
		if (x->s.p[i] == '<' && strncasecmp(x->s.p + i, end_tag, n) == 0)
			return i + n;
	return 0;
}

/* Without its end an element is only a tag; that is looked for once. */
static size_t whole_element(struct scan *x, size_t i, size_t end, const char *end_tag, unsigned char what)
{
	size_t stop = x->no_struck ? 0 : element_end(x, end, end_tag);
	x->no_struck |= stop == 0;
	drop(x, i, stop ? stop : end);
	if (stop)
		x->block->dropped[i] = what;
	return stop ? stop : end;
}

/* An address, a tag or a comment; the sign itself where it is none of them. */
static size_t angle(struct scan *x, size_t i)
{
	char next = at(x, i + 1);
	if (x->s.n - i >= 4 && memcmp(x->s.p + i, "<!--", 4) == 0 && !x->no_comment) {
		const char *end = memmem(x->s.p + i, x->s.n - i, "-->", 3);
		x->no_comment = !end;
		size_t stop = end ? (size_t)(end + 3 - x->s.p) : x->s.n;
		drop(x, i, stop);
		return stop;
	}
	const char *end = (is_letter(next) || (next && strchr("/!?", next))) && !x->no_angle
				  ? memchr(x->s.p + i, '>', x->s.n - i)
				  : NULL;
	if (!end) {
		x->no_angle |= is_letter(next);
		return i + 1;
	}
	size_t stop = (size_t)(end + 1 - x->s.p);
	struct sx_str tag = { x->s.p + i, stop - i };
	if (tag_is(tag, "code") && next != '/')
		return whole_element(x, i, stop, "</code>", CODE);
	if (tag_is(tag, "del") && next != '/')
		return whole_element(x, i, stop, "</del>", DROP);
	drop(x, i, stop);
	if (tag_is(tag, "sup") && next != '/')
		x->block->dropped[i] = RAISE;
	else if (tag_is(tag, "br"))
		x->block->dropped[i] = LINE;
	else if (tag_is(tag, "td") || tag_is(tag, "th"))
		x->block->dropped[i] = CELL;
	else if (is_block_tag(tag))
		x->block->dropped[i] = BREAK;
	return stop;
}

/* ---- links ------------------------------------------------------------------------------------------------------ */

/* Behind the target and title of a link that begin at the bracket i, or 0. */
static size_t target_end(const struct scan *x, size_t i)
{
	unsigned depth = 1;
	size_t j = i + 1;
	while (is_blank(at(x, j)) && j < x->s.n)
		j++;
	if (at(x, j) == '<') {
		while (j < x->s.n && x->s.p[j] != '>' && x->s.p[j] != '\n')
			j++;
		j += at(x, j) == '>';
	}
	for (; j < x->s.n && !is_blank(x->s.p[j]); j++) {
		if (x->s.p[j] == '\\')
			j++;
		else if (x->s.p[j] == '(' && ++depth > TARGET_DEPTH)
			return 0;
		else if (x->s.p[j] == ')' && --depth == 0)
			return j + 1;
	}
	while (j < x->s.n && is_blank(x->s.p[j]))
		j++;
	char quote = at(x, j) == '(' ? ')' : at(x, j);
	if (quote != '"' && quote != '\'' && quote != ')')
		return 0;
	j += at(x, j) != ')';
	if (quote != ')' || at(x, j - 1) == '(') {
		const char *end = j < x->s.n ? memchr(x->s.p + j, quote, x->s.n - j) : NULL;
		if (!end)
			return 0;
		j = (size_t)(end + 1 - x->s.p);
	}
	while (j < x->s.n && is_blank(x->s.p[j]))
		j++;
	return at(x, j) == ')' ? j + 1 : 0;
}

static size_t label_end(const struct scan *x, size_t i)
{
	size_t most = x->s.n - i < LABEL ? x->s.n - i : LABEL;
	const char *end = memchr(x->s.p + i, ']', most);
	return end ? (size_t)(end + 1 - x->s.p) : 0;
}

static size_t open_bracket(struct scan *x, size_t i)
{
	if (at(x, i + 1) == '^') { /* a note's mark */
		size_t end = label_end(x, i);
		drop(x, i, end);
		return end ? end : i + 1;
	}
	if (x->n_openers == OPENERS) {
		memmove(x->openers, x->openers + OPENERS / 2, OPENERS / 2 * sizeof *x->openers);
		x->n_openers = OPENERS / 2;
	}
	x->openers[x->n_openers++] = i;
	return i + 1;
}

/* The text of a link stays, its target goes. Brackets round anything else are text. */
static size_t close_bracket(struct scan *x, size_t i)
{
	if (x->n_openers == 0)
		return i + 1;
	size_t opener = x->openers[--x->n_openers], end = 0;
	if (at(x, i + 1) == '(')
		end = target_end(x, i + 1);
	else if (at(x, i + 1) == '[')
		end = label_end(x, i + 1);
	if (!end)
		return i + 1;
	drop(x, opener, opener + 1);
	if (opener && x->s.p[opener - 1] == '!')
		drop(x, opener - 1, opener);
	drop(x, i, end);
	return end;
}

/* ---- emphasis, powers ------------------------------------------------------------------------------------------- */

/* `**12 %**` goes, `5 * 3` and `2*3` and `a_b` stay. */
static size_t emphasis(struct scan *x, size_t i)
{
	size_t n = run_at(x, i);
	char before = i ? x->s.p[i - 1] : '\n', after = at(x, i + n);
	bool loose = is_blank(before) && is_blank(after);
	bool inside =
		x->s.p[i] == '_' ? is_wordy(before) && is_wordy(after) : is_digit(before) && is_digit(after) && n == 1;
	if (!loose && !inside)
		drop(x, i, i + n);
	return i + n;
}

static size_t struck(struct scan *x, size_t i)
{
	size_t n = run_at(x, i);
	if (n != 2 || x->no_struck)
		return i + n;
	const char *end = memmem(x->s.p + i + 2, x->s.n - i - 2, "~~", 2);
	x->no_struck |= !end;
	if (!end)
		return i + n;
	drop(x, i, (size_t)(end + 2 - x->s.p));
	return (size_t)(end + 2 - x->s.p);
}

/* pandoc's 10^6^ and 1^st^. A power of its own stays as it is. */
static size_t raised(struct scan *x, size_t i)
{
	size_t j = i + 1;
	while (j < x->s.n && j - i < RAISED && x->s.p[j] != '^' && !is_blank(x->s.p[j]))
		j++;
	if (at(x, i + 1) == '[') { /* a note */
		size_t end = label_end(x, i);
		drop(x, i, end);
		return end ? end : i + 1;
	}
	if (at(x, j) != '^' || j == i + 1)
		return i + 1;
	drop(x, i, i + 1);
	x->block->dropped[i] = RAISE;
	drop(x, j, j + 1);
	return i + 1;
}

/* The next mark from i on is dealt with; returns where to go on. */
static size_t mark(struct scan *x, size_t i)
{
	switch (x->s.p[i]) {
	case '\\':
		if (is_mark(at(x, i + 1)) || at(x, i + 1) == '\n')
			drop(x, i, i + 1);
		return i + 2;
	case '`':
		return code_span(x, i);
	case '<':
		return angle(x, i);
	case '[':
		return open_bracket(x, i);
	case ']':
		return close_bracket(x, i);
	case '*':
	case '_':
		return emphasis(x, i);
	case '~':
		return struck(x, i);
	case '^':
		return raised(x, i);
	default:
		return i + 1;
	}
}

static void find_marks(struct scan *x, bool row)
{
	for (size_t i = 0; i < x->s.n;) {
		if (row && x->s.p[i] == '|')
			x->block->dropped[i] = CELL;
		i = mark(x, i);
	}
}

/* ---- giving ----------------------------------------------------------------------------------------------------- */

/* Where in the input the block's byte i stands. Forward only. */
static size_t input_of(struct sx_md_block *b, size_t i)
{
	while (b->line + 1 < b->n_lines && b->lines[b->line + 1].at <= i)
		b->line++;
	return b->lines[b->line].in + (i - b->lines[b->line].at);
}

static void separate(struct sx_md_block *b)
{
	if (b->apart && b->begun)
		sx_weave_insert(&b->weave, "\n\n");
	b->apart = false;
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
	while (i < b->text.n && b->dropped[i] != KEEP)
		i++;
	struct sx_str s = { b->text.p + i, b->text.n - i };
	return s.n &&
	       (is_digit(*s.p) || *s.p == '+' || *s.p == '-' || (s.n >= 3 && memcmp(s.p, "\xE2\x88\x92", 3) == 0));
}

static void give_mark(struct sx_md_block *b, size_t i)
{
	switch (b->dropped[i]) {
	case CODE:
		separate(b);
		sx_weave_insert(&b->weave, "\xE2\x80\xA6");
		b->last = 'c';
		break;
	case BREAK:
		b->apart = true;
		break;
	case LINE:
	case CELL:
		if (b->begun && !b->apart && b->last)
			sx_weave_insert(&b->weave, b->dropped[i] == LINE ? "\n" : "\t");
		b->last = ' ';
		break;
	case RAISE:
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
		if (b->dropped[i] != KEEP) {
			give_mark(b, i++);
			continue;
		}
		size_t from = i;
		while (i < end && b->dropped[i] == KEEP && b->text.p[i] != '&')
			i++;
		give_range(b, from, i);
		if (i < end && b->dropped[i] == KEEP)
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
	memset(b->dropped, KEEP, b->text.n);
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
		struct scan scan = { .block = b, .s = s };
		find_marks(&scan, kind == SX_MD_ROW);
		b->line = 0;
		b->apart = true;
		b->last = ' ';
		uint64_t start = sx_weave_at(&b->weave) + (b->begun ? 2 : 0);
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
