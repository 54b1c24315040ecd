/* Classes of characters and escapes of a regular expression, as trees of byte sets. */
#include "base/rxset_parse_priv.h"
#include "base/utf8.h"

enum { FIRST_WIDE = 0x80, LAST_POINT = 0x10FFFF };
enum { KELVIN = 0x212A, LONG_S = 0x17F }; /* beyond ASCII, and in the other case k and s */

static struct sx_tree *bytes_tree(struct sx_rxset_parser *s, unsigned first, unsigned last)
{
	struct sx_tree *t = sx_tree_new(s, SX_TREE_BYTES);
	for (unsigned c = first; t && c <= last; c++)
		sx_bytes_put(&t->bytes, (unsigned char)c);
	return t;
}

/* A character of two to four bytes whose first is one of these. In checked text no more needs to be said. */
static struct sx_tree *wide_tree(struct sx_rxset_parser *s, unsigned first, unsigned last)
{
	struct sx_tree *seq = sx_tree_append(sx_tree_new(s, SX_TREE_SEQ), bytes_tree(s, first, last));
	return sx_tree_append(seq, sx_tree_repeat(s, bytes_tree(s, 0x80, 0xBF), 1, 3));
}

static unsigned encode(uint32_t point, unsigned char out[4])
{
	if (point < 0x80)
		return out[0] = (unsigned char)point, 1;
	unsigned n = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	for (unsigned i = n; i-- > 1; point >>= 6)
		out[i] = (unsigned char)(0x80 | (point & 0x3F));
	out[0] = (unsigned char)((n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | point);
	return n;
}

/* The characters from lo to hi, none of them in ASCII: exactly where only their last bytes differ. */
static struct sx_tree *span_tree(struct sx_rxset_parser *s, uint32_t lo, uint32_t hi)
{
	unsigned char a[4], b[4];
	unsigned n = encode(lo, a), m = encode(hi, b);
	if (n != m || memcmp(a, b, n - 1) != 0)
		return wide_tree(s, a[0], b[0]);
	struct sx_tree *seq = sx_tree_new(s, SX_TREE_SEQ);
	for (unsigned i = 0; i < n; i++)
		seq = sx_tree_append(seq, bytes_tree(s, a[i], b[i]));
	return seq;
}

/* Signs that have no upper and lower case: those of Latin-1, punctuation, arrows and mathematics, CJK. */
static bool is_caseless_sign(uint32_t c)
{
	return (c >= 0xA0 && c < 0xC0 && c != 0xB5) || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c < 0x2100) ||
	       (c >= 0x2190 && c < 0x2460) || (c >= 0x3000 && c < 0xA000);
}

/* A class of characters while it is read: those in ASCII as a set, the others as alternatives. */
struct class
{
	struct sx_bytes ascii;
	struct sx_tree *others; /* NULL: none yet */
	bool wide;              /* any character beyond ASCII */
	bool without;           /* what is read is not meant */
	bool kelvin, long_s;    /* these two belong to it */
};

static void put_other(struct sx_rxset_parser *s, struct class *c, uint32_t lo, uint32_t hi)
{
	if (!c->others)
		c->others = sx_tree_new(s, SX_TREE_ALT);
	sx_tree_append(c->others, span_tree(s, lo, hi));
}

/* The letters of a set in both cases. */
static void fold(struct class *c)
{
	uint64_t letters = (c->ascii.bit[1] | c->ascii.bit[1] >> 32) & 0x07FFFFFE;
	c->ascii.bit[1] |= letters | letters << 32;
	c->kelvin |= sx_bytes_have(&c->ascii, 'k');
	c->long_s |= sx_bytes_have(&c->ascii, 's');
}

/* Up to and without `end`, below 128. */
static void put_range(struct class *c, unsigned from, unsigned end)
{
	for (unsigned half = 0; half < 2; half++) {
		unsigned lo = from > half * 64 ? from - half * 64 : 0, hi = end > half * 64 ? end - half * 64 : 0;
		hi = hi > 64 ? 64 : hi;
		if (lo < hi)
			c->ascii.bit[half] |= (hi - lo == 64 ? ~(uint64_t)0 : (((uint64_t)1 << (hi - lo)) - 1) << lo);
	}
}

static void put_text(struct class *c, const char *bytes)
{
	for (; *bytes; bytes++)
		sx_bytes_put(&c->ascii, (unsigned char)*bytes);
}

static void put_span(struct sx_rxset_parser *s, struct class *c, uint32_t lo, uint32_t hi)
{
	if (lo < FIRST_WIDE)
		put_range(c, lo, hi < FIRST_WIDE ? hi + 1 : FIRST_WIDE);
	if (s->caseless && !c->without) {
		put_text(c, lo <= KELVIN && KELVIN <= hi ? "kK" : "");
		put_text(c, lo <= LONG_S && LONG_S <= hi ? "sS" : "");
	}
	if (s->caseless)
		fold(c);
	if (hi < FIRST_WIDE)
		return;
	lo = lo < FIRST_WIDE ? FIRST_WIDE : lo;
	if (s->caseless && !(is_caseless_sign(lo) && is_caseless_sign(hi) && hi - lo < 256))
		c->wide = true;
	else
		put_other(s, c, lo, hi);
}

static void put_all(struct class *c)
{
	put_range(c, 0, FIRST_WIDE);
	c->wide = true;
}

static void negate(struct class *c)
{
	*c = (struct class){ .ascii = { { ~c->ascii.bit[0], ~c->ascii.bit[1] } }, .wide = true };
}

static struct sx_tree *class_end(struct sx_rxset_parser *s, struct class *c)
{
	struct sx_tree *ascii = sx_tree_new(s, SX_TREE_BYTES);
	if (!ascii)
		return NULL;
	ascii->bytes = c->ascii;
	if (c->wide) {
		c->others = sx_tree_append(sx_tree_new(s, SX_TREE_ALT), wide_tree(s, 0xC2, 0xF4));
	} else {
		if (c->kelvin)
			put_other(s, c, KELVIN, KELVIN);
		if (c->long_s)
			put_other(s, c, LONG_S, LONG_S);
	}
	if (!c->others)
		return c->wide ? NULL : ascii;
	c->others->class = true;
	return sx_tree_append(c->others, ascii);
}

/* \d, \w, \s, \h and their like: the set of characters they stand for. false: none of them. */
static bool put_shorthand(struct class *c, char letter)
{
	struct class own = { 0 };
	switch (letter | 0x20) {
	case 'd':
		put_range(&own, '0', '9' + 1);
		break;
	case 'w':
		put_text(&own, "_");
		put_range(&own, '0', '9' + 1);
		put_range(&own, 'a', 'z' + 1);
		put_range(&own, 'A', 'Z' + 1);
		break;
	case 's':
		put_text(&own, " \t\n\v\f\r");
		break;
	case 'h':
		put_text(&own, " \t");
		own.wide = true;
		break;
	case 'v':
		put_text(&own, "\n\v\f\r");
		own.wide = true;
		break;
	default:
		return false;
	}
	if (letter < 'a')
		negate(&own);
	for (int i = 0; i < 2; i++)
		c->ascii.bit[i] |= own.ascii.bit[i];
	c->wide |= own.wide;
	return true;
}

/* After "\p" or "\P": a property of characters. Letters are known in ASCII; all else may be anything, or, in a class of
 * what is not meant, nothing: so that it is never too little that matches. */
static void put_property(struct sx_rxset_parser *s, struct class *c, bool without)
{
	const char *from = s->p;
	const char *close = s->p < s->end && *s->p == '{' ? memchr(s->p, '}', (size_t)(s->end - s->p)) : NULL;
	s->p = close ? close + 1 : s->p < s->end ? s->p + 1 : s->end;
	bool letters = !without && s->p > from && (from[0] == 'L' || (from[0] == '{' && from[1] == 'L'));
	bool exactly = letters && (from[0] == 'L' || from[2] == '}');
	if (c->without && !exactly)
		return;
	c->wide = true;
	put_range(c, letters ? 'a' : 0, letters ? 'z' + 1 : FIRST_WIDE);
	if (letters)
		put_range(c, 'A', 'Z' + 1);
}

static unsigned hex_digit(char c)
{
	return c >= '0' && c <= '9' ? (unsigned)(c - '0') : ((unsigned)c | 0x20) - 'a' + 10;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* After "\x". */
static uint32_t read_hex(struct sx_rxset_parser *s)
{
	uint32_t point = 0;
	bool braced = s->p < s->end && *s->p == '{';
	s->p += braced;
	for (int i = 0; s->p < s->end && is_hex(*s->p) && i < (braced ? 6 : 2); i++)
		point = point * 16 + hex_digit(*s->p++);
	if (braced && s->p < s->end && *s->p == '}')
		s->p++;
	return point <= LAST_POINT ? point : LAST_POINT;
}

/* The character that an escape stands for, after the backslash. false: it is no character. */
static bool read_escaped(struct sx_rxset_parser *s, uint32_t *point)
{
	static const char letters[] = "nrtfae", bytes[] = "\n\r\t\f\a\033";
	const char *known = strchr(letters, *s->p);
	bool alphanumeric = (*s->p >= '0' && *s->p <= '9') || ((*s->p | 0x20) >= 'a' && (*s->p | 0x20) <= 'z');
	size_t n = 1;
	if (*s->p == 'x') {
		s->p++;
		*point = read_hex(s);
		return true;
	}
	if (known && *s->p)
		*point = (unsigned char)bytes[known - letters];
	else if (alphanumeric)
		return false;
	else
		*point = sx_utf8_next((struct sx_str){ s->p, (size_t)(s->end - s->p) }, 0, &n);
	s->p += n;
	return true;
}

/* One member of a class at s->p: a shorthand, or the character *point. -1: what it is is not known. */
static int read_member(struct sx_rxset_parser *s, struct class *c, uint32_t *point)
{
	if (*s->p != '\\') {
		size_t n;
		*point = sx_utf8_next((struct sx_str){ s->p, (size_t)(s->end - s->p) }, 0, &n);
		s->p += n;
		return 1;
	}
	if (++s->p == s->end)
		return -1;
	char letter = *s->p;
	if ((letter | 0x20) == 'p') {
		s->p++;
		put_property(s, c, letter == 'P');
		return 0;
	}
	if (put_shorthand(c, letter)) {
		s->p++;
		return 0;
	}
	if (letter == 'b') {
		s->p++;
		*point = '\b';
		return 1;
	}
	return read_escaped(s, point) ? 1 : -1;
}

static bool range_follows(const struct sx_rxset_parser *s)
{
	return s->end - s->p > 1 && s->p[0] == '-' && s->p[1] != ']';
}

/* "[…]" from its bracket. NULL: not understood. */
static struct sx_tree *read_class(struct sx_rxset_parser *s)
{
	struct class c = { 0 };
	s->p++;
	c.without = s->p < s->end && *s->p == '^';
	s->p += c.without;
	for (bool first = true; s->p < s->end && (first || *s->p != ']'); first = false) {
		uint32_t lo = 0, hi = 0;
		if (s->end - s->p > 1 && *s->p == '[' && strchr(":.=", s->p[1]))
			return NULL;
		int kind = read_member(s, &c, &lo);
		if (kind < 0)
			return NULL;
		if (kind == 0)
			continue;
		hi = lo;
		if (range_follows(s)) {
			s->p++;
			if (read_member(s, &c, &hi) != 1)
				return NULL;
		}
		put_span(s, &c, lo, hi);
	}
	if (s->p == s->end)
		return NULL;
	s->p++;
	if (c.without)
		negate(&c);
	return class_end(s, &c);
}

struct sx_tree *sx_rxset_class(struct sx_rxset_parser *s)
{
	size_t left = (size_t)(s->end - s->p);
	for (unsigned i = 0; i < SX_RXSET_SEEN; i++) {
		const struct sx_rxset_seen *seen = &s->seen[i];
		if (!seen->tree || seen->caseless != s->caseless || seen->source.n > left ||
		    memcmp(seen->source.p, s->p, seen->source.n) != 0)
			continue;
		struct sx_tree *again = sx_tree_new(s, seen->tree->kind);
		if (again)
			*again = *seen->tree; /* with the same children */
		s->p += seen->source.n;
		return again;
	}
	const char *from = s->p;
	struct sx_tree *tree = read_class(s), *kept = tree ? sx_tree_new(s, tree->kind) : NULL;
	if (!kept)
		return NULL;
	*kept = *tree; /* the one that is handed out gets siblings */
	s->seen[s->n_seen++ % SX_RXSET_SEEN] =
		(struct sx_rxset_seen){ { from, (size_t)(s->p - from) }, s->caseless, kept };
	return tree;
}

struct sx_tree *sx_rxset_point(struct sx_rxset_parser *s, uint32_t point)
{
	struct class c = { 0 };
	put_span(s, &c, point, point);
	return class_end(s, &c);
}

struct sx_tree *sx_rxset_dot(struct sx_rxset_parser *s)
{
	struct class c = { 0 };
	put_all(&c);
	return class_end(s, &c);
}

/* A back reference, "\1", "\g{-1}" or "\k<name>", from its letter. What it stands for may be anything. */
static struct sx_tree *back_reference(struct sx_rxset_parser *s)
{
	bool named = *s->p > '9' && s->end - s->p > 1 && strchr("{<'", s->p[1]);
	bool relative = *s->p == 'g' && s->end - s->p > 1 && strchr("-+", s->p[1]);
	s->p += 1 + (named || relative);
	while (named && s->p < s->end && !strchr("}>'", *s->p))
		s->p++;
	s->p += named && s->p < s->end;
	while (!named && s->p < s->end && *s->p >= '0' && *s->p <= '9')
		s->p++;
	return sx_tree_repeat(s, bytes_tree(s, 0, 0xFF), 0, SX_TREE_ENDLESS);
}

struct sx_tree *sx_rxset_escape(struct sx_rxset_parser *s)
{
	uint32_t point;
	struct class c = { 0 };
	if (++s->p == s->end)
		return NULL;
	char letter = *s->p;
	if (letter && strchr("bBAzZG", letter)) {
		s->p++;
		return sx_tree_new(s, letter == 'A' ? SX_TREE_FIRST : letter == 'z' ? SX_TREE_LAST : SX_TREE_EMPTY);
	}
	if (letter == 'g' || letter == 'k' || (letter >= '1' && letter <= '9'))
		return back_reference(s);
	if ((letter | 0x20) == 'p') {
		s->p++;
		put_property(s, &c, letter == 'P');
		return class_end(s, &c);
	}
	if (put_shorthand(&c, letter)) {
		s->p++;
		return class_end(s, &c);
	}
	return read_escaped(s, &point) ? sx_rxset_point(s, point) : NULL;
}
