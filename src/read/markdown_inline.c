/* The marks within a block of Markdown that are none of its text. */
#include "read/markdown_priv.h"

#include <strings.h>

enum { OPENERS = 256, TARGET_DEPTH = 32, LABEL = 1000, RAISED = 24, RUNS = 64 };

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
		memset(x->block->dropped + from, SX_MD_DROP, to - from);
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
			x->block->dropped[i] = SX_MD_CODE;
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
		return whole_element(x, i, stop, "</code>", SX_MD_CODE);
	if (tag_is(tag, "del") && next != '/')
		return whole_element(x, i, stop, "</del>", SX_MD_DROP);
	drop(x, i, stop);
	if (tag_is(tag, "sup") && next != '/')
		x->block->dropped[i] = SX_MD_RAISE;
	else if (tag_is(tag, "br"))
		x->block->dropped[i] = SX_MD_LINE;
	else if (tag_is(tag, "td") || tag_is(tag, "th"))
		x->block->dropped[i] = SX_MD_CELL;
	else if (is_block_tag(tag))
		x->block->dropped[i] = SX_MD_BREAK;
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

/* pandoc's H~2~O. Before a number of its own the sign means "about". */
static size_t lowered(struct scan *x, size_t i)
{
	size_t j = i + 1;
	while (j < x->s.n && j - i < RAISED && is_wordy(x->s.p[j]))
		j++;
	if (i == 0 || !is_wordy(x->s.p[i - 1]) || at(x, j) != '~' || j == i + 1)
		return i + 1;
	drop(x, i, i + 1);
	drop(x, j, j + 1);
	return j + 1;
}

static size_t struck(struct scan *x, size_t i)
{
	size_t n = run_at(x, i);
	if (n == 1)
		return lowered(x, i);
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
	x->block->dropped[i] = SX_MD_RAISE;
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

void sx_md_find_marks(struct sx_md_block *block, struct sx_str text, bool row)
{
	struct scan scan = { .block = block, .s = text };
	for (size_t i = 0; i < text.n;) {
		if (row && text.p[i] == '|')
			block->dropped[i] = SX_MD_CELL;
		i = mark(&scan, i);
	}
}
