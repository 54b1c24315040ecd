/* Reads a regular expression of PCRE2 into a tree that matches at least what PCRE2 would. */
#include "base/rxset_parse_priv.h"
#include "base/utf8.h"

enum { DEPTH_MOST = 64 };

struct sx_tree *sx_tree_new(struct sx_rxset_parser *s, enum sx_tree_kind kind)
{
	struct sx_tree *t = sx_arena_alloc(s->arena, sizeof *t);
	if (t)
		t->kind = kind;
	return t;
}

struct sx_tree *sx_tree_append(struct sx_tree *parent, struct sx_tree *child)
{
	if (!parent || !child)
		return NULL;
	child->prev = parent->last;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	return parent;
}

struct sx_tree *sx_tree_repeat(struct sx_rxset_parser *s, struct sx_tree *child, unsigned min, unsigned max)
{
	struct sx_tree *t = sx_tree_append(sx_tree_new(s, SX_TREE_REPEAT), child);
	if (t) {
		t->min = (uint16_t)(min < SX_TREE_ENDLESS ? min : SX_TREE_ENDLESS - 1);
		t->max = (uint16_t)(max < SX_TREE_ENDLESS ? max : SX_TREE_ENDLESS);
	}
	return t;
}

static struct sx_tree *parse_alternatives(struct sx_rxset_parser *s);

/* After "(?": options such as "i", "-i", "J" up to ":" or ")". -1: one that is not known. */
static int read_options(struct sx_rxset_parser *s)
{
	bool on = true;
	for (; s->p < s->end && *s->p != ':' && *s->p != ')'; s->p++) {
		if (*s->p == '-')
			on = false;
		else if (*s->p == 'i')
			s->caseless = on;
		else if (!strchr("Jsmn", *s->p))
			return -1;
	}
	return s->p < s->end ? 0 : -1;
}

/* What the bracket just read opens; s->p is moved behind its mark. -1: not known. */
static int read_opening(struct sx_rxset_parser *s, enum sx_tree_kind *kind)
{
	*kind = SX_TREE_SEQ;
	if (s->p == s->end || *s->p != '?')
		return 0;
	size_t left = (size_t)(s->end - ++s->p);
	if (left > 1 && s->p[0] == '<' && (s->p[1] == '=' || s->p[1] == '!')) {
		*kind = s->p[1] == '=' ? SX_TREE_BEHIND : SX_TREE_EMPTY;
		s->p += 2;
	} else if (left && (*s->p == '=' || *s->p == '!')) {
		*kind = *s->p == '=' ? SX_TREE_AHEAD : SX_TREE_EMPTY;
		s->p++;
	} else if (left && *s->p == '>') {
		s->p++;
	} else if (left && *s->p == '<') {
		const char *close = memchr(s->p, '>', left);
		s->p = close ? close + 1 : s->end;
	} else if (read_options(s) == 0) {
		s->p += *s->p == ':';
	} else {
		return -1;
	}
	return 0;
}

static struct sx_tree *parse_group(struct sx_rxset_parser *s)
{
	enum sx_tree_kind kind;
	bool caseless = s->caseless;
	s->p++;
	if (s->depth == DEPTH_MOST || read_opening(s, &kind))
		return NULL;
	if (s->p < s->end && *s->p == ')' && s->p[-1] != ':' && s->caseless != caseless) {
		s->p++; /* "(?i)": from here to the end of the group round it */
		return sx_tree_new(s, SX_TREE_EMPTY);
	}
	s->depth++;
	struct sx_tree *inside = parse_alternatives(s);
	s->depth--;
	s->caseless = caseless;
	if (!inside || s->p == s->end)
		return NULL;
	s->p++;
	if (kind == SX_TREE_SEQ)
		return inside;
	return kind == SX_TREE_EMPTY ? sx_tree_new(s, SX_TREE_EMPTY) : sx_tree_append(sx_tree_new(s, kind), inside);
}

/* A character of ASCII that has no fellows beyond it. */
static bool is_plain(const struct sx_rxset_parser *s, unsigned char c)
{
	return c && c < 0x80 && !(s->caseless && ((c | 0x20) == 'k' || (c | 0x20) == 's'));
}

static struct sx_tree *letter_tree(struct sx_rxset_parser *s, unsigned char c)
{
	struct sx_tree *t = sx_tree_new(s, SX_TREE_BYTES);
	unsigned char folded = c | 0x20;
	bool both = s->caseless && folded >= 'a' && folded <= 'z';
	if (t) {
		t->letter = both ? folded | SX_TREE_FOLDED : c;
		sx_bytes_put(&t->bytes, c);
		sx_bytes_put(&t->bytes, both ? c ^ 0x20 : c);
	}
	return t;
}

static struct sx_tree *parse_item(struct sx_rxset_parser *s)
{
	switch (*s->p) {
	case '(':
		return parse_group(s);
	case '[':
		return sx_rxset_class(s);
	case '\\':
		return sx_rxset_escape(s);
	case '^':
	case '$':
		s->p++;
		return sx_tree_new(s, SX_TREE_EMPTY);
	case '.':
		s->p++;
		return sx_rxset_dot(s);
	default: {
		size_t n;
		if (is_plain(s, (unsigned char)*s->p))
			return letter_tree(s, (unsigned char)*s->p++);
		uint32_t point = sx_utf8_next((struct sx_str){ s->p, (size_t)(s->end - s->p) }, 0, &n);
		s->p += n;
		return point == SX_UTF8_BAD ? NULL : sx_rxset_point(s, point);
	}
	}
}

static bool read_count(const char **p, const char *end, unsigned *count)
{
	const char *from = *p;
	*count = 0;
	for (; *p < end && **p >= '0' && **p <= '9'; (*p)++)
		*count = *count < SX_TREE_ENDLESS ? *count * 10 + (unsigned)(**p - '0') : SX_TREE_ENDLESS;
	return *p > from;
}

/* "*", "+", "?", "{2}", "{2,}", "{2,5}" at s->p. */
static bool read_quantifier(struct sx_rxset_parser *s, unsigned *min, unsigned *max)
{
	const char *p = s->p;
	if (p == s->end || !strchr("*+?{", *p) || !*p)
		return false;
	*min = *p == '+';
	*max = *p == '?' ? 1 : SX_TREE_ENDLESS;
	if (*p++ == '{') {
		if (!read_count(&p, s->end, min))
			return false;
		*max = *min;
		if (p < s->end && *p == ',') {
			p++;
			if (!read_count(&p, s->end, max))
				*max = SX_TREE_ENDLESS;
		}
		if (p == s->end || *p++ != '}')
			return false;
	}
	if (p < s->end && (*p == '+' || *p == '?'))
		p++;
	s->p = p;
	return true;
}

static struct sx_tree *parse_sequence(struct sx_rxset_parser *s)
{
	struct sx_tree *seq = sx_tree_new(s, SX_TREE_SEQ);
	while (seq && s->p < s->end && *s->p != '|' && *s->p != ')') {
		unsigned min, max;
		struct sx_tree *item = parse_item(s);
		while (item && read_quantifier(s, &min, &max))
			item = sx_tree_repeat(s, item, min, max);
		seq = sx_tree_append(seq, item);
	}
	return seq;
}

static struct sx_tree *parse_alternatives(struct sx_rxset_parser *s)
{
	struct sx_tree *alone = parse_sequence(s);
	if (!alone || s->p == s->end || *s->p != '|')
		return alone;
	struct sx_tree *alt = sx_tree_append(sx_tree_new(s, SX_TREE_ALT), alone);
	while (alt && s->p < s->end && *s->p == '|') {
		s->p++;
		alt = sx_tree_append(alt, parse_sequence(s));
	}
	return alt;
}

struct sx_tree *sx_rxset_parse(struct sx_str pattern, bool caseless, struct sx_arena *arena)
{
	const char *p = pattern.p ? pattern.p : "";
	struct sx_rxset_parser s = { .p = p, .end = p + pattern.n, .arena = arena, .caseless = caseless };
	struct sx_tree *tree = pattern.n ? parse_alternatives(&s) : sx_tree_new(&s, SX_TREE_EMPTY);
	if (!tree || s.p < s.end)
		tree = sx_tree_new(&s, SX_TREE_ANY);
	return sx_arena_ok(arena) ? tree : NULL;
}
