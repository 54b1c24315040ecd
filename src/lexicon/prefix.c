/* With which words can a prefix end? The scanner tries a rule only where one of them stands before the number. Read off
 * the pattern as it is written, from its end; where its form is not one of those known here, the answer is "any". */
#include "lexicon/lexicon_priv.h"

#include <stdlib.h>

struct words {
	SX_VEC(struct sx_str) found;
	const struct sx_lexicon *lx;
	struct sx_err *err;
	unsigned depth;
};

static bool ends_of(struct words *w, struct sx_str pattern);

static bool add(struct words *w, struct sx_str word)
{
	return word.n > 0 && !SX_PUSH(w->found, word, w->err);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The offset of the bracket that opens the group closed at s.p[close]; SIZE_MAX: none, or too deep. */
static size_t opening(struct sx_str s, size_t close)
{
	size_t open[32], depth = 0;
	bool class = false;
	for (size_t i = 0; i <= close; i++) {
		char c = s.p[i];
		if (c == '\\') {
			i++;
			continue;
		}
		class = c == '[' ? true : c == ']' ? false : class;
		if (class || (c != '(' && c != ')'))
			continue;
		if (c == ')' && i == close)
			return depth ? open[depth - 1] : SIZE_MAX;
		if (c == '(' ? depth == sizeof open / sizeof *open : depth == 0)
			return SIZE_MAX;
		if (c == '(')
			open[depth++] = i;
		else
			depth--;
	}
	return SIZE_MAX;
}

/* What a group holds, without "?:" or "?<name>"; false for look-arounds and what else begins with a question mark. */
static bool inside(struct sx_str s, size_t open, size_t close, struct sx_str *in)
{
	size_t at = open + 1;
	if (at < close && s.p[at] == '?') {
		if (s.p[at + 1] == ':')
			at += 2;
		else if (s.p[at + 1] == '<' && is_letter(s.p[at + 2])) {
			while (at < close && s.p[at] != '>')
				at++;
			at++;
		} else {
			return false;
		}
	}
	*in = (struct sx_str){ s.p + at, close - at };
	return at <= close;
}

/* Every alternative at the top level of s. */
static bool alternatives(struct words *w, struct sx_str s)
{
	int depth = 0;
	bool class = false;
	size_t from = 0;
	for (size_t i = 0; i <= s.n; i++) {
		char c = i < s.n ? s.p[i] : '|';
		if (c == '\\') {
			i++;
			continue;
		}
		class = c == '[' ? true : c == ']' ? false : class;
		depth += class ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
		if (c == '|' && depth == 0 && !class) {
			if (!ends_of(w, (struct sx_str){ s.p + from, i - from }))
				return false;
			from = i + 1;
		}
	}
	return true;
}

/* %{name} at the end of s: the entries of a list, or the alternatives of a fragment. */
static bool reference(struct words *w, struct sx_str s, size_t open)
{
	struct sx_str name = { s.p + open + 2, s.n - open - 3 };
	const char *colon = memchr(name.p, ':', name.n);
	name.n = colon ? (size_t)(colon - name.p) : name.n;
	for (uint32_t i = 0; i < w->lx->lets.n; i++) {
		const struct sx_let *let = &w->lx->lets.at[i];
		if (!sx_str_eq(let->name, name))
			continue;
		for (uint32_t k = 0; k < let->n; k++)
			if (!alternatives(w, let->alternative[k].text))
				return false;
		return let->n > 0;
	}
	for (uint32_t i = 0; i < w->lx->lists.n; i++) {
		struct sx_word word;
		if (!sx_str_eq(w->lx->lists.at[i].name, name))
			continue;
		for (size_t cursor = 0; sx_words_next(w->lx, (sx_lists)1 << i, &cursor, &word);) {
			size_t end =
				word.spelling.n - (word.spelling.n > 1 && word.spelling.p[word.spelling.n - 1] == '.');
			size_t last = sx_last_word(word.spelling, end);
			if (!add(w, (struct sx_str){ word.spelling.p + last, end - last }))
				return false;
		}
		return true;
	}
	return false;
}

/* Does s end in a group whose last character is a blank: "(?:the )?", "(?:[a-z]+ ){0,2}"? */
static bool ends_in_blank_group(struct sx_str s)
{
	while (s.n && (strchr("?{},", s.p[s.n - 1]) || (s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9')))
		s.n--;
	return s.n > 1 && s.p[s.n - 1] == ')' && s.p[s.n - 2] == ' ';
}

/* Plain letters at the end, the last of them perhaps optional ("ages?"). The word must begin there too. */
static bool letters(struct words *w, struct sx_str s, bool optional)
{
	size_t at = s.n;
	while (at > 0 && is_letter(s.p[at - 1]))
		at--;
	bool escape = at > 0 && s.p[at - 1] == '\\';
	bool mark = at > 1 && s.p[at - 2] == '\\' && !is_letter(s.p[at - 1]); /* A\.D */
	bool alone = at == 0 || mark || s.p[at - 1] == ' ' || ends_in_blank_group((struct sx_str){ s.p, at });
	if (at == s.n || escape || !alone)
		return false;
	struct sx_str word = { s.p + at, s.n - at };
	return add(w, word) && (!optional || word.n == 1 || add(w, (struct sx_str){ word.p, word.n - 1 }));
}

/* [vV]: single characters, no ranges. */
static bool class_members(struct words *w, struct sx_str s)
{
	size_t open = s.n - 1;
	while (open > 0 && s.p[open - 1] != '[')
		open--;
	for (size_t i = open; i + 1 < s.n;) {
		size_t next = i + 1;
		while (next + 1 < s.n && ((unsigned char)s.p[next] & 0xC0) == 0x80)
			next++;
		if (strchr("\\^-[ ", s.p[i]) || !add(w, (struct sx_str){ s.p + i, next - i }))
			return false;
		i = next;
	}
	return open > 0 && (open == 1 || strchr("|( ", s.p[open - 2]));
}

/* The words with which s can end, at its very end. */
static bool ends_of(struct words *w, struct sx_str s)
{
	bool optional = false;
	if (++w->depth > 64)
		return false;
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	if (s.n > 1 && s.p[s.n - 1] == '?' &&
	    s.p[s.n - 2] == ' ') /* a blank that may be missing: nothing else may stand there */
		return ends_of(w, (struct sx_str){ s.p, s.n - 2 });
	if (s.n > 1 && s.p[s.n - 1] == '?') {
		optional = true;
		s.n--;
	}
	if (!s.n)
		return false;
	char last = s.p[s.n - 1];
	if (s.n > 1 && s.p[s.n - 2] == '\\' && !is_letter(last) &&
	    !(last >= '0' && last <= '9')) { /* an escaped mark */
		struct sx_str mark = { s.p + s.n - 1, 1 }, rest = { s.p, s.n - 2 };
		if (last == '.')
			return ends_of(w, rest) && (optional || add(w, mark));
		return add(w, mark) && (!optional || ends_of(w, rest));
	}
	if (last == ',' || last == ':')
		return add(w, (struct sx_str){ s.p + s.n - 1, 1 }) &&
		       (!optional || ends_of(w, (struct sx_str){ s.p, s.n - 1 }));
	if (last == ')') {
		size_t open = opening(s, s.n - 1);
		struct sx_str in;
		if (open == SIZE_MAX || !inside(s, open, s.n - 1, &in) || !alternatives(w, in))
			return false;
		return !optional || ends_of(w, (struct sx_str){ s.p, open });
	}
	if (last == ']')
		return !optional && class_members(w, s);
	if (last == '}') {
		size_t open = s.n;
		while (open > 0 && s.p[open - 1] != '{')
			open--;
		return !optional && open > 1 && s.p[open - 2] == '%' && reference(w, s, open - 2);
	}
	return letters(w, s, optional);
}

int sx_prefix_words(struct sx_lexicon *lx, struct sx_str pattern, struct sx_element *el, struct sx_err *err)
{
	struct words w = { .lx = lx, .err = err };
	struct sx_err why = { 0 };
	w.err = &why;
	bool known = alternatives(&w, pattern) && w.found.n > 0;
	if (known)
		el->last_words = sx_arena_alloc(&lx->arena, w.found.n * sizeof *el->last_words);
	if (known && el->last_words) {
		memcpy(el->last_words, w.found.at, w.found.n * sizeof *el->last_words);
		el->n_last_words = w.found.n;
	}
	free(w.found.at);
	return why.code == SX_NOMEM || !sx_arena_ok(&lx->arena) ? sx_fail(err, SX_NOMEM, "out of memory") : 0;
}
