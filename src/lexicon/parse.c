/* Rule, word and unit files into records. One parser for what is built in and what users write. */
#include "lexicon/lexicon_priv.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int sx_vec_grow(void **at, uint32_t *n, uint32_t *cap, size_t size, struct sx_err *err)
{
	if (*n < *cap)
		return 0;
	uint32_t room = *cap ? *cap * 2 : 32;
	void *p = room > *cap && room < SIZE_MAX / size ? realloc(*at, room * size) : NULL;
	if (!p)
		return sx_fail(err, SX_NOMEM, "out of memory");
	*at = p;
	*cap = room;
	return 0;
}

static uint32_t characters(const char *from, const char *to)
{
	uint32_t n = 0;
	for (; from < to; from++)
		n += ((unsigned char)*from & 0xC0) != 0x80;
	return n;
}

int sx_line_fail(const struct sx_lexicon *lexicon, const struct sx_line *line, size_t at, struct sx_err *err,
		 const char *format, ...)
{
	char text[400];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (at > line->text.n)
		at = line->text.n;
	sx_fail(err, SX_SYNTAX, "%s", text);
	sx_err_place(err, lexicon->files.at[line->file].name, line->no,
		     characters(line->whole.p, line->text.p + at) + 1, line->whole);
	return -1;
}

/* Walk a file line by line. */
struct lines {
	struct sx_str rest;
	uint32_t file, no;
};

static bool next_line(struct lines *lines, struct sx_line *line)
{
	if (!lines->rest.n)
		return false;
	const char *end = memchr(lines->rest.p, '\n', lines->rest.n);
	size_t n = end ? (size_t)(end - lines->rest.p) : lines->rest.n;
	struct sx_str whole = { lines->rest.p, n };
	size_t step = n + (end != NULL);
	lines->rest.p += step;
	lines->rest.n -= step;
	if (whole.n && whole.p[whole.n - 1] == '\r')
		whole.n--;
	*line = (struct sx_line){ .file = lines->file, .no = ++lines->no, .whole = whole, .text = sx_str_trim(whole) };
	return true;
}

/* The next column of a line: up to two blanks, a tab or the end. */
static struct sx_str column(struct sx_str *rest)
{
	const char *p = rest->p, *end = rest->p + rest->n;
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	const char *stop = p;
	while (stop < end && ((unsigned char)*stop > ' ' || /* nearly all of them */
			      (*stop != '\t' && !(*stop == ' ' && stop + 1 < end && stop[1] == ' '))))
		stop++;
	*rest = sx_str_trim((struct sx_str){ stop, (size_t)(end - stop) });
	return sx_str_trim((struct sx_str){ p, (size_t)(stop - p) });
}

/* A comment begins with # at the start of a line, or after two blanks. */
static struct sx_str without_comment(struct sx_str s)
{
	const char *sign = s.n ? memchr(s.p, '#', s.n) : NULL;
	for (size_t i = sign ? (size_t)(sign - s.p) : s.n; i < s.n; i++)
		if (s.p[i] == '#' && (i == 0 || (i >= 2 && s.p[i - 1] == ' ' && s.p[i - 2] == ' ')))
			return sx_str_trim((struct sx_str){ s.p, i });
	return s;
}

static struct sx_str word(struct sx_str *rest)
{
	*rest = sx_str_trim(*rest);
	size_t n = 0;
	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
		n++;
	struct sx_str s = { rest->p, n };
	rest->p += n;
	rest->n -= n;
	*rest = sx_str_trim(*rest);
	return s;
}

/* What the indented lines belong to. */
struct state {
	enum { NOTHING, LET, RULE, LIST } in;
	uint32_t index;
};

static bool plain_name(struct sx_str s, const char *more)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || strchr(more, c)))
			return false;
	}
	return s.n > 0 && s.n < 64;
}

static int open_let(struct sx_lexicon *lx, struct state *state, const struct sx_line *head, struct sx_str name,
		    struct sx_err *err)
{
	if (!plain_name(name, "_"))
		return sx_line_fail(lx, head, 4, err, "a fragment's name is made of a to z, 0 to 9 and _");
	uint32_t i = SX_FIND(lx->let_names, lx->lets, name);
	struct sx_let let = { .name = name, .head = *head };
	if (i == UINT32_MAX) {
		i = lx->lets.n;
		if (SX_PUSH(lx->lets, let, err) || SX_NAME(lx->let_names, lx->lets, err))
			return -1;
	}
	lx->lets.at[i] = let;
	*state = (struct state){ LET, i };
	return 0;
}

static int open_rule(struct sx_lexicon *lx, struct state *state, const struct sx_line *head, struct sx_str id,
		     struct sx_err *err)
{
	if (!plain_name(id, "_.-"))
		return sx_line_fail(lx, head, 5, err, "a rule's id is made of a to z, 0 to 9 and . _ -");
	uint32_t i = SX_FIND(lx->rule_names, lx->sources, id);
	struct sx_rule_source source = { .id = id, .head = *head };
	if (i == UINT32_MAX) {
		i = lx->sources.n;
		if (SX_PUSH(lx->sources, source, err) || SX_NAME(lx->rule_names, lx->sources, err))
			return -1;
	}
	lx->sources.at[i] = source;
	*state = (struct state){ RULE, i };
	return 0;
}

static int open_list(struct sx_lexicon *lx, struct state *state, const struct sx_line *head, struct sx_str rest,
		     struct sx_err *err)
{
	struct sx_str name = word(&rest);
	bool cased = sx_str_is(rest, "cased");
	if (!plain_name(name, "_") || (rest.n && !cased))
		return sx_line_fail(lx, head, 5, err, "expected: list NAME, or: list NAME cased");
	uint32_t i = 0;
	while (i < lx->lists.n && !sx_str_eq(lx->lists.at[i].name, name))
		i++;
	if (i == SX_LISTS_MAX)
		return sx_line_fail(lx, head, 5, err, "more than %d lists", SX_LISTS_MAX);
	struct sx_list list = { .name = name, .head = *head, .cased = cased };
	if (i == lx->lists.n && SX_PUSH(lx->lists, list, err))
		return -1;
	lx->lists.at[i].cased |= cased;
	*state = (struct state){ LIST, i };
	return 0;
}

static int open_record(struct sx_lexicon *lx, struct state *state, const struct sx_line *line, struct sx_err *err)
{
	struct sx_line head = *line;
	head.text = without_comment(head.text);
	struct sx_str rest = head.text, key = word(&rest);
	if (sx_str_is(key, "let"))
		return open_let(lx, state, &head, rest, err);
	if (sx_str_is(key, "rule"))
		return open_rule(lx, state, &head, rest, err);
	if (sx_str_is(key, "list"))
		return open_list(lx, state, &head, rest, err);
	return sx_line_fail(lx, line, 0, err, "expected 'let NAME', 'rule ID' or 'list NAME' at the left margin");
}

/* Lines belong to an array that grows in the arena: doubled when full, at powers of two. */
static int add_line(struct sx_lexicon *lx, struct sx_line **lines, uint32_t *n, const struct sx_line *line,
		    struct sx_err *err)
{
	if ((*n & (*n - 1)) == 0) {
		struct sx_line *more = sx_arena_alloc(&lx->arena, (*n ? *n * 2 : 1) * sizeof *more);
		if (!more)
			return sx_fail(err, SX_NOMEM, "out of memory");
		if (*n)
			memcpy(more, *lines, *n * sizeof *more);
		*lines = more;
	}
	(*lines)[(*n)++] = *line;
	return 0;
}

/* Words and what they mean are short. */
static int check_length(const struct sx_lexicon *lx, const struct sx_line *line, struct sx_err *err)
{
	return line->text.n <= UINT16_MAX ? 0
					  : sx_line_fail(lx, line, 0, err, "a line of more than %d bytes", UINT16_MAX);
}

/* A string of an entry or a spelling: where it then lies. */
static int keep_text(struct sx_lexicon *lx, struct sx_str s, uint32_t *at, uint16_t *n, struct sx_err *err)
{
	if (lx->text.n > UINT32_MAX - s.n)
		return sx_fail(err, SX_LIMIT, "too many words");
	*at = (uint32_t)lx->text.n;
	*n = (uint16_t)s.n;
	sx_buf_str(&lx->text, s);
	return sx_buf_ok(&lx->text) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int add_entries(struct sx_lexicon *lx, uint32_t list, const struct sx_line *line, struct sx_err *err)
{
	struct sx_str rest = without_comment(line->text);
	struct sx_str spellings = column(&rest);
	struct sx_entry entry = { .list = (uint8_t)list };
	if (check_length(lx, line, err) || keep_text(lx, rest, &entry.value_at, &entry.value_n, err))
		return -1;
	while (spellings.n) {
		size_t n = 0;
		while (n < spellings.n && (spellings.p[n] != ',' || n + 1 == spellings.n || spellings.p[n + 1] != ' '))
			n++;
		struct sx_str one = sx_str_trim((struct sx_str){ spellings.p, n });
		size_t step = n < spellings.n ? n + 1 : n;
		spellings.p += step;
		spellings.n -= step;
		if (!one.n)
			return sx_line_fail(lx, line, 0, err, "an empty spelling");
		if (keep_text(lx, one, &entry.at, &entry.n, err) || SX_PUSH(lx->entries, entry, err))
			return -1;
	}
	return 0;
}

static int add_content(struct sx_lexicon *lx, const struct state *state, const struct sx_line *line, struct sx_err *err)
{
	switch (state->in) {
	case LET:
		return add_line(lx, &lx->lets.at[state->index].alternative, &lx->lets.at[state->index].n, line, err);
	case RULE:
		return add_line(lx, &lx->sources.at[state->index].line, &lx->sources.at[state->index].n, line, err);
	case LIST:
		return add_entries(lx, state->index, line, err);
	case NOTHING:
		break;
	}
	return sx_line_fail(lx, line, 0, err,
			    "this line belongs to nothing: no 'let', 'rule' or 'list' stands above it");
}

int sx_parse_rules(struct sx_lexicon *lx, uint32_t file, struct sx_err *err)
{
	struct lines lines = { lx->files.at[file].text, file, 0 };
	struct state state = { NOTHING, 0 };
	struct sx_line line;
	while (next_line(&lines, &line)) {
		if (!line.text.n || line.text.p[0] == '#')
			continue;
		bool margin = line.text.p == line.whole.p;
		if (margin ? open_record(lx, &state, &line, err) : add_content(lx, &state, &line, err))
			return -1;
	}
	return 0;
}

/* "1e4", "5/9", "1": times and over. */
static int read_factor(struct sx_str s, struct sx_decimal *times, struct sx_decimal *over)
{
	const char *slash = memchr(s.p, '/', s.n);
	struct sx_str first = { s.p, slash ? (size_t)(slash - s.p) : s.n };
	*over = sx_decimal_of(1);
	if (sx_decimal_read(times, first))
		return -1;
	return slash ? sx_decimal_read(over, (struct sx_str){ slash + 1, s.n - first.n - 1 }) : 0;
}

static int read_definition(struct sx_unit *unit, struct sx_str text)
{
	struct sx_str factor = word(&text);
	unit->base = word(&text);
	unit->offset = sx_decimal_of(0);
	if (!factor.n || read_factor(factor, &unit->times, &unit->over))
		return -1;
	if (!text.n)
		return 0;
	bool minus = text.p[0] == '-';
	if (!minus && text.p[0] != '+')
		return -1;
	text.p++;
	text.n--;
	if (sx_decimal_read(&unit->offset, sx_str_trim(text)))
		return -1;
	if (minus)
		sx_decimal_neg(&unit->offset);
	return 0;
}

int sx_spellings_add(struct sx_lexicon *lx, uint32_t unit, struct sx_str list, char between, unsigned how,
		     struct sx_err *err)
{
	while (list.n) {
		size_t n = 0;
		while (n < list.n && list.p[n] != between)
			n++;
		struct sx_str one = sx_str_trim((struct sx_str){ list.p, n });
		size_t step = n < list.n ? n + 1 : n;
		list.p += step;
		list.n -= step;
		struct sx_spelling spelling = { .unit = unit, .how = (uint16_t)how };
		for (; one.n > 1 && (one.p[one.n - 1] == '!' || one.p[one.n - 1] == '?'); one.n--)
			spelling.how |= one.p[one.n - 1] == '!' ? SX_SPELLED_RISKY : SX_SPELLED_AMBIGUOUS;
		if (keep_text(lx, one, &spelling.at, &spelling.n, err) ||
		    (one.n && SX_PUSH(lx->spellings, spelling, err)))
			return -1;
	}
	return 0;
}

static struct sx_str first_symbol(struct sx_str symbols, struct sx_str id)
{
	struct sx_str s = word(&symbols);
	while (s.n > 1 && (s.p[s.n - 1] == '!' || s.p[s.n - 1] == '?'))
		s.n--;
	return !s.n || sx_str_is(s, "-") ? id : s;
}

static unsigned flags_of(struct sx_str kind)
{
	static const struct {
		const char *kind;
		unsigned flags;
	} known[] = { { "money", SX_UNIT_MONEY },   { "duration", SX_UNIT_TIME },
		      { "percent", SX_UNIT_WHOLE }, { "percentage_point", SX_UNIT_WHOLE },
		      { "index", SX_UNIT_WHOLE },   { "multiple", SX_UNIT_WHOLE } };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (sx_str_is(kind, known[i].kind))
			return known[i].flags;
	return 0;
}

static int add_unit(struct sx_lexicon *lx, const struct sx_line *line, struct sx_err *err)
{
	struct sx_str rest = without_comment(line->text);
	struct sx_unit unit = { .id = column(&rest), .kind = column(&rest) };
	struct sx_str definition = column(&rest), symbols = column(&rest), prefixes = column(&rest);
	if (!symbols.n)
		return sx_line_fail(lx, line, 0, err,
				    "expected: id  kind  definition  symbols, with two blanks between them");
	if (read_definition(&unit, definition))
		return sx_line_fail(lx, line, (size_t)(definition.p - line->text.p), err,
				    "expected a definition like 1e3 m, 5/9 K + 273.15 or 1");
	unit.symbol = first_symbol(symbols, unit.id);
	unit.flags = flags_of(unit.kind);
	struct sx_unit_record record = { .unit = unit,
					 .line = *line,
					 .prefixes = sx_str_is(prefixes, "-") ? (struct sx_str){ 0 } : prefixes };
	uint32_t at = SX_FIND(lx->unit_names, lx->units, unit.id);
	if (at == UINT32_MAX) {
		at = lx->units.n;
		if (SX_PUSH(lx->units, record, err) || SX_NAME(lx->unit_names, lx->units, err))
			return -1;
	}
	lx->units.at[at] = record;
	return sx_str_is(symbols, "-") ? 0 : sx_spellings_add(lx, at, symbols, ' ', SX_SPELLED_SYMBOL, err);
}

static int add_prefix(struct sx_lexicon *lx, const struct sx_line *line, struct sx_err *err)
{
	struct sx_str rest = without_comment(line->text);
	column(&rest);
	struct sx_name_record record = { .id = column(&rest), .line = *line };
	record.spellings = rest;
	return SX_PUSH(lx->prefixes, record, err);
}

int sx_parse_units(struct sx_lexicon *lx, uint32_t file, struct sx_err *err)
{
	struct lines lines = { lx->files.at[file].text, file, 0 };
	struct sx_line line;
	while (next_line(&lines, &line)) {
		if (!line.text.n || line.text.p[0] == '#')
			continue;
		struct sx_str rest = line.text;
		bool prefix = sx_str_is(column(&rest), "prefix");
		if (check_length(lx, &line, err) || (prefix ? add_prefix(lx, &line, err) : add_unit(lx, &line, err)))
			return -1;
	}
	return 0;
}

int sx_parse_names(struct sx_lexicon *lx, uint32_t file, struct sx_err *err)
{
	struct lines lines = { lx->files.at[file].text, file, 0 };
	struct sx_line line;
	while (next_line(&lines, &line)) {
		if (!line.text.n || line.text.p[0] == '#')
			continue;
		struct sx_name_record record = { .line = line };
		struct sx_str rest = without_comment(line.text);
		record.id = column(&rest);
		record.spellings = rest;
		if (!rest.n)
			return sx_line_fail(lx, &line, 0, err,
					    "expected: id  spelling, spelling …, with two blanks after the id");
		if (check_length(lx, &line, err) || SX_PUSH(lx->names, record, err))
			return -1;
	}
	return 0;
}
