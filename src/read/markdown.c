/* Markdown (CommonMark, and of its extensions those of GitHub and pandoc): prose, headings and the rows of tables stay;
 * link targets, code, comments and front matter do not. Offsets, lines and columns are those of the source.
 *
 * Two passes over one block at a time: lines into blocks here, marks within a block in inline.c. */
#include "read/decoded_priv.h"
#include "read/markdown_priv.h"

#include <stdlib.h>
#include <strings.h>

enum {
	AHEAD = 256 * 1024,       /* front matter that has not ended here is none */
	LONGEST_BLOCK = 64 * 1024 /* a paragraph longer than this is cut at a line's end */
};

struct markdown {
	struct sx_decoded decoded;
	struct sx_md_block block; /* with the weave */
	struct sx_buf held;       /* decoded text from the last block's end on, and its runs */
	struct sx_run *runs;
	size_t n_runs, cap_runs;
	uint64_t held_at;
	bool given, ended;
	struct sx_err failure; /* found while reading ahead: told when the text before it was given */
	char fence;            /* of the code block at hand, ` or ~, or 0 */
	size_t fence_n;
	const char *until; /* words that end the comment or raw HTML at hand, or NULL */
	size_t list;       /* where text of the list item at hand begins; 0: in none */
	bool after_blank, table;
	char date[10], lang[4];
	size_t date_n, lang_n;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static struct sx_str trim(struct sx_str s)
{
	while (s.n && is_blank(*s.p)) {
		s.p++;
		s.n--;
	}
	while (s.n && (is_blank(s.p[s.n - 1]) || s.p[s.n - 1] == '\n'))
		s.n--;
	return s;
}

static bool begins(struct sx_str s, const char *z)
{
	return s.n >= strlen(z) && memcmp(s.p, z, strlen(z)) == 0;
}

static bool begins_caseless(struct sx_str s, const char *z)
{
	return s.n >= strlen(z) && strncasecmp(s.p, z, strlen(z)) == 0;
}

static size_t run_of(struct sx_str s, char c)
{
	size_t n = 0;
	while (n < s.n && s.p[n] == c)
		n++;
	return n;
}

/* Only these characters, at least one of them `needed`. */
static bool made_of(struct sx_str s, const char *set, char needed)
{
	for (size_t i = 0; i < s.n; i++)
		if (!s.p[i] || !strchr(set, s.p[i]))
			return false;
	return s.n && memchr(s.p, needed, s.n);
}

/* ---- lines ------------------------------------------------------------------------------------------------------ */

static bool is_rule(struct sx_str line)
{
	static const char marks[] = "*-_";
	for (const char *mark = marks; *mark; mark++) {
		char set[] = { *mark, ' ', '\t', 0 };
		size_t n = 0;
		for (size_t i = 0; i < line.n; i++)
			n += line.p[i] == *mark;
		if (n >= 3 && made_of(line, set, *mark))
			return true;
	}
	return false;
}

/* The line between a table's head and its rows, or the lines of a table drawn with dashes. */
static bool is_table_line(struct sx_str line)
{
	return line.n >= 3 && made_of(line, "|-:+= \t", '-') &&
	       (memchr(line.p, '|', line.n) || memchr(line.p, ' ', line.n) || memchr(line.p, '+', line.n));
}

/* The bytes of a list item's marker and the blanks behind it; 0: none. Within a paragraph only a list that begins with
 * 1 is one: the line may have been broken before a number. */
static size_t marker_of(struct sx_str line, bool in_paragraph)
{
	size_t n = 0;
	while (n < line.n && n < 9 && line.p[n] >= '0' && line.p[n] <= '9')
		n++;
	if (n ? n == line.n || (line.p[n] != '.' && line.p[n] != ')') || (in_paragraph && (n > 1 || *line.p != '1'))
	      : line.n == 0 || !strchr("-*+", *line.p) || !*line.p)
		return 0;
	n++;
	if (n == line.n)
		return n;
	if (!is_blank(line.p[n]))
		return 0;
	while (n < line.n && is_blank(line.p[n]))
		n++;
	return n;
}

static struct sx_str behind(struct sx_str s, size_t n)
{
	return (struct sx_str){ s.p + n, s.n - n };
}

/* A heading without the marks round it: its level's, those at its end, and pandoc's attributes. */
static struct sx_str heading_words(struct sx_str line, size_t level)
{
	struct sx_str s = trim(behind(line, level));
	const char *brace = s.n && s.p[s.n - 1] == '}' ? memrchr(s.p, '{', s.n) : NULL;
	if (brace && (brace[1] == '#' || brace[1] == '.' || brace[1] == '-'))
		s = trim((struct sx_str){ s.p, (size_t)(brace - s.p) });
	size_t marks = 0;
	while (marks < s.n && s.p[s.n - 1 - marks] == '#')
		marks++;
	if (marks && (marks == s.n || is_blank(s.p[s.n - 1 - marks])))
		s = trim((struct sx_str){ s.p, s.n - marks });
	return s;
}

static void end_block(struct markdown *m)
{
	sx_md_block_end(&m->block, SX_MD_PARAGRAPH);
	m->table = false;
}

/* `[name]: target`, and `[^1]: text`, of which only the mark goes. */
static bool is_definition(struct markdown *m, struct sx_str *line)
{
	const char *end = *line->p == '[' ? memmem(line->p, line->n, "]:", 2) : NULL;
	if (!end || end == line->p + 1)
		return false;
	if (line->p[1] != '^')
		return true;
	*line = trim(behind(*line, (size_t)(end + 2 - line->p)));
	end_block(m);
	return line->n == 0;
}

/* Raw HTML and comments that go on over lines: what ends them, or NULL. */
static const char *opens_raw(struct sx_str line)
{
	static const struct {
		const char *begin, *end;
	} raw[] = {
		{ "<!--", "-->" },    { "<script", "</script>" },     { "<style", "</style>" },
		{ "<pre", "</pre>" }, { "<textarea", "</textarea>" }, { "<template", "</template>" },
	};
	for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
		if (begins_caseless(line, raw[i].begin))
			return raw[i].end;
	return NULL;
}

static bool holds_caseless(struct sx_str s, const char *z)
{
	size_t n = strlen(z);
	for (size_t i = 0; i + n <= s.n; i++)
		if (s.p[i] == *z && strncasecmp(s.p + i, z, n) == 0)
			return true;
	return false;
}

/* Lines that are no text at all: code, comments, raw HTML. */
static bool is_aside(struct markdown *m, struct sx_str line, size_t indent)
{
	if (m->until) {
		if (holds_caseless(line, m->until))
			m->until = NULL;
		return true;
	}
	if (m->fence) {
		size_t n = run_of(line, m->fence);
		if (n >= m->fence_n && n == line.n)
			m->fence = 0;
		return true;
	}
	size_t ticks = run_of(line, '`'), tildes = run_of(line, '~');
	if (tildes >= 3 || (ticks >= 3 && !memchr(line.p + ticks, '`', line.n - ticks))) {
		end_block(m);
		m->fence = *line.p;
		m->fence_n = ticks > tildes ? ticks : tildes;
		return true;
	}
	bool open = sx_md_block_is_open(&m->block);
	const char *until = open ? NULL : opens_raw(line);
	if (until) {
		m->until = holds_caseless(line, until) ? NULL : until;
		return m->until || begins(line, "<!--");
	}
	return !open && indent >= m->list + 4;
}

/* One line, its marks of quotations and list items taken off. */
static void take_text(struct markdown *m, struct sx_str line, bool has_end)
{
	size_t level = run_of(line, '#');
	bool open = sx_md_block_is_open(&m->block);
	if (level >= 1 && level <= 6 && (level == line.n || is_blank(line.p[level]))) {
		end_block(m);
		sx_md_block_add(&m->block, heading_words(line, level), false);
		sx_md_block_end(&m->block, SX_MD_HEADING);
	} else if (open && (made_of(line, "=", '=') || made_of(line, "-", '-'))) {
		sx_md_block_end(&m->block, m->table ? SX_MD_ROW : SX_MD_HEADING);
	} else if (is_table_line(line) && !is_rule(line)) {
		sx_md_block_end(&m->block, SX_MD_ROW);
		m->table = true;
	} else if (is_rule(line) || begins(line, ":::")) {
		end_block(m);
	} else if ((open && !begins(line, "[^")) || !is_definition(m, &line)) {
		if (m->table || *line.p == '|')
			sx_md_block_end(&m->block, SX_MD_ROW);
		m->table |= *line.p == '|';
		sx_md_block_add(&m->block, line, has_end);
		if (m->table)
			sx_md_block_end(&m->block, SX_MD_ROW);
	}
}

static size_t indent_of(struct sx_str line, size_t *bytes)
{
	size_t indent = 0, n = 0;
	for (; n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'); n++)
		indent = line.p[n] == '\t' ? indent / 4 * 4 + 4 : indent + 1;
	*bytes = n;
	return indent;
}

/* Quotation marks and list markers in front of the text. They open a block of their own. */
static struct sx_str take_markers(struct markdown *m, struct sx_str line, size_t indent)
{
	for (int nested = 0; nested < 16 && line.n; nested++) {
		size_t n = *line.p == '>' ? 1 : 0, bytes;
		if (n == 0 && !is_rule(line)) {
			n = marker_of(line, sx_md_block_is_open(&m->block) && !m->list);
			if (n == 0)
				break;
			end_block(m);
			m->list = indent + n;
			m->block.item = true;
		}
		if (n == 0)
			break;
		indent += n;
		line = behind(line, n);
		indent += indent_of(line, &bytes);
		line = trim(line);
	}
	return line;
}

static void take_line(struct markdown *m, struct sx_str whole, bool has_end)
{
	size_t bytes, indent = indent_of(whole, &bytes);
	struct sx_str line = trim(whole);
	if (line.n == 0 && !m->fence && !m->until) {
		end_block(m);
		m->after_blank = true;
		return;
	}
	if (m->after_blank && line.n && indent < m->list && indent < 2 && !marker_of(line, false))
		m->list = 0;
	if (line.n)
		m->after_blank = false;
	if (is_aside(m, line, indent))
		return;
	line = take_markers(m, line, indent);
	if (line.n && !is_aside(m, line, m->list))
		take_text(m, line, has_end && line.p + line.n == whole.p + whole.n);
}

/* The stretch holds whole lines. */
static void take_lines(struct markdown *m, struct sx_str stretch)
{
	for (size_t at = 0; at < stretch.n;) {
		const char *end = memchr(stretch.p + at, '\n', stretch.n - at);
		size_t stop = end ? (size_t)(end - stretch.p) : stretch.n;
		take_line(m, (struct sx_str){ stretch.p + at, stop - at }, end != NULL);
		at = stop + 1;
	}
	end_block(m);
}

/* ---- front matter ----------------------------------------------------------------------------------------------- */

static struct sx_str unquoted(struct sx_str s)
{
	bool quoted = s.n >= 2 && (*s.p == '"' || *s.p == '\'') && s.p[s.n - 1] == *s.p;
	return quoted ? (struct sx_str){ s.p + 1, s.n - 2 } : s;
}

/* `date: 2014-06-03` or, in TOML, `date = 2014-06-03`. */
static void take_setting(struct markdown *m, struct sx_str line, char sign)
{
	const char *mark = memchr(line.p, sign, line.n);
	if (!mark)
		return;
	struct sx_str key = trim((struct sx_str){ line.p, (size_t)(mark - line.p) });
	struct sx_str value = unquoted(trim(behind(line, (size_t)(mark + 1 - line.p))));
	if (sx_str_is(key, "date")) {
		struct sx_str date = sx_meta_date(value);
		if (date.n)
			memcpy(m->date, date.p, date.n);
		m->date_n = date.n;
	} else if (sx_str_is(key, "lang") || sx_str_is(key, "language")) {
		m->lang_n = sx_meta_lang(value, m->lang).n;
	}
}

/* How many bytes of front matter stand at the start: 0 where none begins or none ends. */
static size_t take_front_matter(struct markdown *m, struct sx_str s)
{
	bool toml = begins(s, "+++"), ended = false;
	const char *end = memchr(s.p ? s.p : "", '\n', s.n);
	size_t at = end ? (size_t)(end + 1 - s.p) : 0;
	if (!end || (!toml && !begins(s, "---")) || trim((struct sx_str){ s.p, at }).n != 3)
		return 0;
	if (at < s.n && (s.p[at] == '\n' || s.p[at] == '\r'))
		return 0; /* an empty line: the dashes were a rule */
	size_t first = at;
	for (size_t next; at < s.n && !ended; at = next) {
		end = memchr(s.p + at, '\n', s.n - at);
		next = end ? (size_t)(end + 1 - s.p) : s.n;
		struct sx_str line = trim((struct sx_str){ s.p + at, next - at });
		ended = sx_str_is(line, toml ? "+++" : "---") || (!toml && sx_str_is(line, "..."));
	}
	if (!ended)
		return 0;
	for (size_t from = first, next; from < at; from = next) {
		end = memchr(s.p + from, '\n', at - from);
		next = end ? (size_t)(end + 1 - s.p) : at;
		take_setting(m, (struct sx_str){ s.p + from, next - from }, toml ? '=' : ':');
	}
	return at;
}

/* ---- the reader ------------------------------------------------------------------------------------------------- */

static void markdown_close(void *state)
{
	struct markdown *m = state;
	sx_decoded_release(&m->decoded);
	sx_md_block_release(&m->block);
	sx_buf_release(&m->held);
	free(m->runs);
	free(m);
}

static void *markdown_open(struct sx_input *input, const struct sx_read_options *options, struct sx_err *err)
{
	struct markdown *m = calloc(1, sizeof *m);
	if (!m) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	if (sx_decoded_open(&m->decoded, input, options, (struct sx_str){ 0 }, err) == 0)
		return m;
	markdown_close(m);
	return NULL;
}

/* Decoded text behind what is held. */
static int fill(struct markdown *m, struct sx_err *err)
{
	struct sx_piece piece;
	int got = sx_decoded_next(&m->decoded, &piece, err);
	if (got < 0)
		return -1;
	m->ended = got == 0;
	if (m->n_runs + piece.n_runs > m->cap_runs) {
		size_t cap = (m->n_runs + piece.n_runs) * 2;
		struct sx_run *runs = realloc(m->runs, cap * sizeof *runs);
		if (!runs)
			return sx_fail(err, SX_NOMEM, "out of memory");
		m->runs = runs;
		m->cap_runs = cap;
	}
	if (piece.n_runs)
		memcpy(m->runs + m->n_runs, piece.runs, piece.n_runs * sizeof *piece.runs);
	m->n_runs += piece.n_runs;
	sx_buf_str(&m->held, piece.text);
	return sx_buf_ok(&m->held) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

/* How much of what is held can be taken: up to the last empty line, all at the end; a block that is too long up to its
 * last line. */
static size_t whole_blocks(const struct markdown *m)
{
	struct sx_str s = sx_buf_view(&m->held);
	if (m->ended)
		return s.n;
	for (size_t at = s.n; at > 1; at--) {
		const char *end = memrchr(s.p, '\n', at);
		if (!end)
			break;
		at = (size_t)(end - s.p);
		if (at > 0 && (s.p[at - 1] == '\n' || (at > 1 && s.p[at - 1] == '\r' && s.p[at - 2] == '\n')))
			return at + 1;
		if (at <= 1)
			break;
		at++;
	}
	const char *end = s.n > LONGEST_BLOCK ? memrchr(s.p, '\n', s.n) : NULL;
	return end ? (size_t)(end + 1 - s.p) : s.n > 2 * LONGEST_BLOCK ? s.n : 0;
}

/* Give the first n bytes of what is held to the block parser, and forget them. */
static void take(struct markdown *m, size_t n, size_t over)
{
	size_t runs = 0;
	while (runs < m->n_runs && m->runs[runs].text < m->held_at + n)
		runs++;
	struct sx_piece piece = { .text = { m->held.p, n }, .runs = m->runs, .n_runs = runs };
	sx_md_block_feed(&m->block, &piece);
	take_lines(m, behind(piece.text, over));
	sx_md_block_fed(&m->block);
	m->held.n -= n;
	memmove(m->held.p, m->held.p + n, m->held.n);
	m->n_runs -= runs;
	if (runs)
		memmove(m->runs, m->runs + runs, m->n_runs * sizeof *m->runs);
	m->held_at += n;
}

static int markdown_doc(void *state, struct sx_doc *doc, struct sx_err *err)
{
	(void)err;
	struct markdown *m = state;
	if (m->given)
		return 0;
	m->given = true;
	while (!m->ended && m->held.n < AHEAD)
		if (fill(m, &m->failure))
			break;
	size_t front = take_front_matter(m, sx_buf_view(&m->held));
	if (front)
		take(m, front, front);
	*doc = (struct sx_doc){ .source = m->decoded.input->source,
				.date = { m->date, m->date_n },
				.lang = { m->lang, m->lang_n } };
	return 1;
}

static int markdown_piece(void *state, struct sx_piece *piece, struct sx_err *err)
{
	struct markdown *m = state;
	for (;;) {
		size_t n = m->failure.code ? m->held.n : whole_blocks(m);
		if (n)
			take(m, n, 0);
		int got = sx_md_block_give(&m->block, piece, err);
		if (got || (m->ended && m->held.n == 0))
			return got;
		if (m->failure.code)
			return sx_fail(err, m->failure.code, "%s", m->failure.text);
		if (!m->ended && fill(m, err))
			return -1;
	}
}

static uint64_t markdown_bad(const void *state, uint64_t *first)
{
	const struct markdown *m = state;
	*first = m->decoded.decoder.first_bad;
	return m->decoded.decoder.bad;
}

static const char *markdown_guessed(const void *state)
{
	const struct markdown *m = state;
	return m->decoded.guessed;
}

extern const struct sx_format sx_markdown_reader;
const struct sx_format sx_markdown_reader = { markdown_open, markdown_doc,   markdown_piece,
					      markdown_bad,  markdown_close, markdown_guessed };
