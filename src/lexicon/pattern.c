/* A match line into elements: atoms, and the regular expressions between them with fragments and lists put in. */
#include "lexicon/lexicon_priv.h"

#include <stdlib.h>

enum { DEPTH_MOST = 12, REGEX_MOST = 256 * 1024 };

/* A regex being put together, with the places its parts come from. */
struct draft {
	struct sx_buf text;
	SX_VEC(struct sx_mark) marks;
};

static int mark(struct draft *draft, const struct sx_line *line, size_t at, struct sx_err *err)
{
	struct sx_line place = *line;
	place.text.p += at;
	place.text.n -= at;
	struct sx_mark m = { (uint32_t)draft->text.n, place };
	return SX_PUSH(draft->marks, m, err);
}

static struct sx_let *find_let(const struct sx_lexicon *lx, struct sx_str name)
{
	uint32_t i = SX_FIND(lx->let_names, lx->lets, name);
	return i == UINT32_MAX ? NULL : &lx->lets.at[i];
}

static int expand(struct sx_lexicon *lx, struct draft *draft, const struct sx_line *line, unsigned depth,
		  struct sx_err *err);

/* The letter that an alternative begins with, where it can stand in front of all that begin so; 0: none. */
static char first_letter(struct sx_str s)
{
	bool apart = s.n && sx_ascii_letter((unsigned char)s.p[0]) && !memchr(s.p, '|', s.n);
	return apart && (s.n == 1 || sx_ascii_letter((unsigned char)s.p[1])) ? s.p[0] : 0;
}

/* Alternatives side by side that begin with one letter are put as that letter and their rests, A(?:|bout|fter): PCRE2
 * would try one after the other. */
static int put_fragment(struct sx_lexicon *lx, struct draft *draft, struct sx_let *let, unsigned depth,
			struct sx_err *err)
{
	if (let->busy)
		return sx_line_fail(lx, &let->head, 0, err, "this fragment holds itself");
	let->busy = true;
	int status = 0;
	char open = 0;
	for (uint32_t i = 0; i < let->n && !status; i++) {
		struct sx_line line = let->alternative[i];
		char letter = first_letter(line.text),
		     next = i + 1 < let->n ? first_letter(let->alternative[i + 1].text) : 0;
		if (i)
			sx_buf_c(&draft->text, '|');
		if (!open && letter && letter == next) {
			sx_buf_addf(&draft->text, "%c(?:", letter);
			open = letter;
		}
		line.text.p += open != 0;
		line.text.n -= open != 0;
		status = expand(lx, draft, &line, depth + 1, err);
		if (open && open != next) {
			sx_buf_c(&draft->text, ')');
			open = 0;
		}
	}
	let->busy = false;
	return status;
}

/* "%{name}" or "%{name:capture}" at line->text.p[at]; *end gets the offset after it. */
struct reference {
	struct sx_str name, capture;
	size_t end;
};

static bool read_reference(struct sx_str text, size_t at, struct reference *ref)
{
	if (at + 2 >= text.n || text.p[at] != '%' || text.p[at + 1] != '{')
		return false;
	const char *close = memchr(text.p + at, '}', text.n - at);
	if (!close)
		return false;
	struct sx_str in = { text.p + at + 2, (size_t)(close - text.p) - at - 2 };
	const char *colon = memchr(in.p, ':', in.n);
	ref->name = colon ? (struct sx_str){ in.p, (size_t)(colon - in.p) } : in;
	ref->capture = colon ? (struct sx_str){ colon + 1, in.n - ref->name.n - 1 } : (struct sx_str){ 0 };
	ref->end = (size_t)(close - text.p) + 1;
	return ref->name.n > 0 && ref->name.n < 64 && ref->capture.n < 32;
}

static int put_reference(struct sx_lexicon *lx, struct draft *draft, const struct sx_line *line, size_t at,
			 const struct reference *ref, unsigned depth, struct sx_err *err)
{
	if (ref->capture.n)
		sx_buf_addf(&draft->text, "(?<%.*s>", (int)ref->capture.n, ref->capture.p);
	else
		sx_buf_z(&draft->text, "(?:");
	struct sx_let *let = find_let(lx, ref->name);
	char name[64];
	memcpy(name, ref->name.p, ref->name.n);
	name[ref->name.n] = '\0';
	sx_lists list = let ? 0 : sx_words_list(lx, name);
	if (let && put_fragment(lx, draft, let, depth, err))
		return -1;
	if (!let && !list)
		return sx_line_fail(lx, line, at, err, "no fragment (let) or list of this name: %s", name);
	if (list) {
		uint32_t number = (uint32_t)__builtin_ctzll(list);
		struct sx_str regex = sx_trie_regex(lx, number);
		if (!regex.n)
			return sx_fail(err, SX_NOMEM, "out of memory");
		sx_buf_z(&draft->text, lx->lists.at[number].cased ? "(?-i:" : "(?:");
		sx_buf_str(&draft->text, regex);
		sx_buf_c(&draft->text, ')');
	}
	sx_buf_c(&draft->text, ')');
	return mark(draft, line, ref->end, err);
}

/* A run of blanks is any white space; "  ?" and " *" make it optional. Returns the offset after it. */
static size_t put_blank(struct draft *draft, struct sx_str text, size_t at)
{
	while (at < text.n && text.p[at] == ' ')
		at++;
	if (at < text.n && (text.p[at] == '?' || text.p[at] == '*')) {
		sx_buf_z(&draft->text, SX_RX_BLANKS_MAYBE);
		return at + 1;
	}
	sx_buf_z(&draft->text, SX_RX_BLANKS);
	return at < text.n && text.p[at] == '+' ? at + 1 : at;
}

static int expand(struct sx_lexicon *lx, struct draft *draft, const struct sx_line *line, unsigned depth,
		  struct sx_err *err)
{
	struct sx_str text = line->text;
	bool in_class = false;
	if (depth > DEPTH_MOST)
		return sx_line_fail(lx, line, 0, err, "fragments nested more than %d deep", DEPTH_MOST);
	if (mark(draft, line, 0, err))
		return -1;
	for (size_t at = 0; at < text.n;) {
		struct reference ref;
		if (text.p[at] == '\\' && at + 1 < text.n) {
			sx_buf_add(&draft->text, text.p + at, 2);
			at += 2;
		} else if (!in_class && text.p[at] == ' ') {
			at = put_blank(draft, text, at);
			if (mark(draft, line, at, err))
				return -1;
		} else if (!in_class && read_reference(text, at, &ref)) {
			if (put_reference(lx, draft, line, at, &ref, depth, err))
				return -1;
			at = ref.end;
		} else {
			in_class = text.p[at] == '[' ? true : text.p[at] == ']' ? false : in_class;
			sx_buf_c(&draft->text, text.p[at++]);
		}
		if (draft->text.n > REGEX_MOST)
			return sx_line_fail(lx, line, at, err, "the expanded pattern is longer than %d bytes",
					    REGEX_MOST);
	}
	return sx_buf_ok(&draft->text) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int finish_regex(struct sx_lexicon *lx, struct draft *draft, struct sx_element *el, struct sx_err *err)
{
	struct sx_mark *marks = sx_arena_alloc(&lx->arena, (draft->marks.n + 1) * sizeof *marks);
	el->kind = SX_EL_REGEX;
	el->regex = sx_arena_dup(&lx->arena, sx_buf_view(&draft->text));
	if (!sx_arena_ok(&lx->arena) || !sx_buf_ok(&draft->text))
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (draft->marks.n)
		memcpy(marks, draft->marks.at, draft->marks.n * sizeof *marks);
	el->marks = marks;
	el->n_marks = draft->marks.n;
	return 0;
}

static int build_regex(struct sx_lexicon *lx, const struct sx_line *line, struct sx_element *el, struct sx_err *err)
{
	struct draft draft = { 0 };
	int status = expand(lx, &draft, line, 0, err);
	if (!status)
		status = finish_regex(lx, &draft, el, err);
	sx_buf_release(&draft.text);
	free(draft.marks.at);
	return status;
}

static bool atom_kind(struct sx_str name, enum sx_element_kind *kind)
{
	static const struct {
		const char *name;
		enum sx_element_kind kind;
	} atoms[] = { { "number", SX_EL_NUMBER },
		      { "quantity", SX_EL_QUANTITY },
		      { "measure", SX_EL_MEASURE },
		      { "unit", SX_EL_UNIT },
		      { "here", SX_EL_HERE } };
	for (size_t i = 0; i < sizeof atoms / sizeof *atoms; i++)
		if (sx_str_is(name, atoms[i].name)) {
			*kind = atoms[i].kind;
			return true;
		}
	return false;
}

enum { ELEMENTS_MOST = 16 };

int sx_pattern_build(struct sx_lexicon *lx, const struct sx_line *line, struct sx_pattern *pattern, struct sx_err *err)
{
	struct sx_str text = line->text;
	pattern->element = sx_arena_alloc(&lx->arena, ELEMENTS_MOST * sizeof *pattern->element);
	if (!pattern->element)
		return sx_fail(err, SX_NOMEM, "out of memory");
	pattern->first_atom = UINT32_MAX;
	size_t from = 0;
	for (size_t at = 0; at <= text.n; at++) {
		struct reference ref;
		enum sx_element_kind kind = SX_EL_REGEX;
		bool atom = at < text.n && read_reference(text, at, &ref) && atom_kind(ref.name, &kind);
		if (at < text.n && text.p[at] == '\\')
			at++;
		if (!atom && at < text.n)
			continue;
		if (pattern->n + 2 > ELEMENTS_MOST)
			return sx_line_fail(lx, line, at, err, "more than %d parts in one pattern", ELEMENTS_MOST);
		if (at > text.n)
			at = text.n;
		if (at > from) {
			struct sx_line part = *line;
			part.text = (struct sx_str){ text.p + from, at - from };
			if (build_regex(lx, &part, &pattern->element[pattern->n++], err))
				return -1;
		}
		if (!atom)
			break;
		if (pattern->first_atom == UINT32_MAX)
			pattern->first_atom = pattern->n;
		pattern->element[pattern->n++] = (struct sx_element){ .kind = kind, .role = ref.capture };
		from = ref.end;
		at = from - 1;
	}
	if (pattern->first_atom == UINT32_MAX)
		pattern->first_atom = pattern->n;
	return 0;
}

int sx_fragment_build(struct sx_lexicon *lx, struct sx_let *let, struct sx_err *err)
{
	struct draft draft = { 0 };
	int status = put_fragment(lx, &draft, let, 0, err);
	if (!status)
		status = finish_regex(lx, &draft, &let->expanded, err);
	sx_buf_release(&draft.text);
	free(draft.marks.at);
	return status;
}

const struct sx_element *sx_rules_fragment(const struct sx_lexicon *lx, const char *name)
{
	const struct sx_let *let = find_let(lx, sx_str_of(name));
	return let ? &let->expanded : NULL;
}

int sx_rules_complain(const struct sx_lexicon *lx, const struct sx_element *el, size_t at, const char *what,
		      struct sx_err *err)
{
	uint32_t i = el->n_marks;
	while (i > 0 && el->marks[i - 1].from > at)
		i--;
	if (i == 0)
		return sx_fail(err, SX_SYNTAX, "%s", what);
	const struct sx_mark *m = &el->marks[i - 1];
	return sx_line_fail(lx, &m->line, at - m->from, err, "%s", what);
}
