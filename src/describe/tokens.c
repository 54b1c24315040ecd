/* A sentence into tokens: words, numbers, signs, and each quantity as one. */
#include "describe/facts_priv.h"

static bool word_byte(struct sx_str text, size_t at)
{
	unsigned char c = (unsigned char)text.p[at];
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
	return sx_letter_at(text, at) && !(c == 0xC3 && (unsigned char)text.p[at + 1] == 0x97); /* × */
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t char_end(struct sx_str text, size_t at)
{
	size_t i = at + 1;
	while (i < text.n && ((unsigned char)text.p[i] & 0xC0) == 0x80)
		i++;
	return i;
}

/* ' or ’ at text[at]: its length, or 0. */
static size_t apostrophe(struct sx_str text, size_t at, size_t to)
{
	if (at < to && text.p[at] == '\'')
		return 1;
	return at + 3 <= to && memcmp(text.p + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/* A character inside a word: the hyphen of "long-term", the point of "U.S.", the apostrophe of "don't", the comma of
 * "1,234". */
static size_t joint(struct sx_str text, size_t start, size_t at, size_t to)
{
	if (at + 1 >= to || at == start)
		return 0;
	char c = text.p[at];
	if (c == ',')
		return is_digit(text.p[at - 1]) && is_digit(text.p[at + 1]) ? 1 : 0;
	if (c == '-' || c == '&')
		return word_byte(text, at + 1) ? 1 : 0;
	if (c == '.')
		return (at - start == 1 || text.p[at - 2] == '.' || is_digit(text.p[at + 1])) && word_byte(text, at + 1)
			       ? 1
			       : 0;
	size_t n = apostrophe(text, at, to);
	return n && at + n < to && word_byte(text, at + n) ? n : 0;
}

size_t sx_word_end(struct sx_str text, size_t start, size_t to)
{
	size_t at = start;
	while (at < to) {
		if (sx_ascii_letter((unsigned char)text.p[at])) {
			at++;
			continue;
		}
		size_t n = joint(text, start, at, to);
		if (!n && !word_byte(text, at))
			break;
		at = n ? at + n : char_end(text, at);
	}
	if (at < to && text.p[at] == '.' && at - start >= 3 && text.p[at - 2] == '.') /* U.S. */
		at++;
	return at < to ? at : to;
}

/* Where "'s" at the end of a word begins, or its end. */
static size_t without_possessive(struct sx_str text, size_t start, size_t end)
{
	if (end - start < 3 || (text.p[end - 1] | 0x20) != 's')
		return end;
	if (text.p[end - 2] == '\'')
		return end - 2;
	return end - start > 4 && memcmp(text.p + end - 4, "\xE2\x80\x99", 3) == 0 ? end - 4 : end;
}

/* What a byte is to a token: part of a word, perhaps a joint inside one, the first of a character beyond ASCII, white
 * space. */
enum { IN_WORD = 1, JOINT = 2, WIDE = 4, BLANK = 8 };

void sx_tokens_build(struct sx_describer *d)
{
	static const struct {
		char sign;
		uint8_t tag;
	} signs[] = {
		{ '(', SX_T_OPEN },  { '[', SX_T_OPEN },  { ')', SX_T_CLOSE },  { ']', SX_T_CLOSE },
		{ ',', SX_T_COMMA }, { ';', SX_T_COLON }, { ':', SX_T_COLON },  { '-', SX_T_DASH },
		{ '/', SX_T_SLASH }, { '"', SX_T_QUOTE }, { '\'', SX_T_QUOTE }, { '.', SX_T_STOP },
		{ '!', SX_T_STOP },  { '?', SX_T_STOP },  { '&', SX_T_AND },
	};
	for (unsigned c = 0; c < sizeof d->byte; c++) {
		char text[] = { (char)c, 'x' };
		d->byte[c] = c >= 0x80                                    ? WIDE
			     : word_byte((struct sx_str){ text, 2 }, 0)   ? IN_WORD
			     : sx_blank_at((struct sx_str){ text, 2 }, 0) ? BLANK
			     : memchr(",-&.'", (int)c, 5)                 ? JOINT
									  : 0;
		d->sign[c] = d->byte[c] & (WIDE | IN_WORD | BLANK) ? SX_T_OTHER : SX_T_SIGN;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		d->sign[(unsigned char)signs[i].sign] = signs[i].tag;
}

/* Dashes and quotes of U+2010 to U+201F. */
static uint8_t wide_sign(const char *p, size_t n)
{
	if (n != 3 || memcmp(p, "\xE2\x80", 2) != 0)
		return SX_T_SIGN;
	switch ((unsigned char)p[2]) {
	case 0x93:
	case 0x94:
		return SX_T_DASH;
	case 0x98:
	case 0x99:
	case 0x9C:
	case 0x9D:
		return SX_T_QUOTE;
	default:
		return SX_T_SIGN;
	}
}

/* A line being read: where the next token begins, and where the text that may belong to it ends: at the next quantity.
 */
struct reading {
	const struct sx_describer *d;
	struct sx_line *line;
	uint32_t most;
	size_t at, limit;
	size_t plain;              /* up to where words are read by SX_KEY_READS bytes */
	struct sx_tok front, seen; /* what is known of the next token by what it has in front; and of all so far */
	bool first;                /* a sentence may begin here */
};

/* What is known of a token with no blank in front, and of one with one. */
static const struct sx_tok glued = { .is = SX_IS_GLUED }, free_standing;

static struct sx_tok *push(struct reading *r, size_t start, size_t end, uint8_t tag)
{
	struct sx_tok *t = &r->line->tok[r->line->n++];
	*t = (struct sx_tok){ .start = (uint32_t)start, .end = (uint32_t)end, .known = r->front.known };
	t->tag = tag;
	r->at = end;
	r->front = glued;
	return t;
}

/* What is known of the n bytes at `at`, which are a word or a quantity. */
static const struct sx_fact *fact_at(const struct reading *r, size_t at, size_t n, struct sx_key *key)
{
	struct sx_str text = r->line->text;
	if (text.n - at >= SX_KEY_READS && sx_key_plain(text.p + at, key) && key->n == n)
		return sx_fact_of(&r->d->facts, key);
	*key = sx_key_of(text, at, n);
	return sx_fact_find(&r->d->facts, key, text.p + at);
}

/* Any word. */
static void push_word(struct reading *r)
{
	struct sx_line *line = r->line;
	size_t start = r->at, end = sx_word_end(line->text, start, r->limit);
	size_t stem = without_possessive(line->text, start, end);
	struct sx_key key;
	const struct sx_fact *fact = fact_at(r, start, stem - start, &key);
	struct sx_tok *t = push(r, start, stem, SX_T_OTHER);
	t->known |= fact->known;
	sx_tag_word(line, t, key.capitals, fact, r->first ? SX_WORD_FIRST : 0);
	r->seen.known |= t->known;
	r->first = false;
	if (stem < end && line->n < SX_TOKENS)
		push(r, stem, end, SX_T_POSSESSIVE);
	r->at = end;
}

/* Does a word of ASCII letters and digits that ends before `limit` end there? */
static inline bool ends(const unsigned char *byte, const char *end, const char *limit)
{
	unsigned char next = byte[(unsigned char)*end];
	if (next == JOINT && end + 1 < limit)
		next = byte[(unsigned char)end[1]];
	return !(next & (IN_WORD | WIDE));
}

static inline void note_sign(struct reading *r, uint8_t tag)
{
	r->line->brackets |= tag == SX_T_OPEN;
	r->first |= sx_tag_in(tag, SX_TAG(STOP) | SX_TAG(COLON) | SX_TAG(CLOSE));
}

/* A plain word that is in no list, or has capitals inside. */
static __attribute__((noinline)) void push_odd(struct reading *r, struct sx_tok *t, uint64_t capitals,
					       const struct sx_fact *fact)
{
	sx_tag_word(r->line, t, capitals, fact, SX_WORD_PLAIN | (r->first ? SX_WORD_FIRST : 0));
	r->seen.known |= t->known;
}

/* What a plain word is beyond what is known of it in small letters. Most have one capital, and it is the first. */
static inline void push_formed(struct reading *r, struct sx_tok *t, const struct sx_key *key,
			       const struct sx_fact *fact)
{
	if (fact->settled && key->capitals == 1)
		sx_tag_capital(r->line, t, false, r->first, fact->listed);
	else
		push_odd(r, t, key->capitals, fact);
}

/* The tokens from here on that are ASCII letters and digits and nothing more, or an ASCII sign: nearly all there are,
 * up to one that is something else. Most have a blank behind, which is passed over with them. */
static inline void push_plain(struct reading *r)
{
	const struct sx_describer *d = r->d;
	const struct sx_facts facts = d->facts;
	struct sx_line *line = r->line;
	const char *text = line->text.p;
	size_t at = r->at, limit = r->limit, next;
	uint64_t front = r->front.known, behind;
	struct sx_tok *t = line->tok + line->n, *last = line->tok + r->most;
	for (struct sx_key key; at < r->plain && t < last; at = next, front = behind) {
		t->start = (uint32_t)at;
		if (sx_key_plain(text + at, &key)) {
			size_t end = at + key.n;
			if (end < limit && d->byte[(unsigned char)text[end]] == BLANK)
				next = end + 1, behind = free_standing.known;
			else if (end < limit ? ends(d->byte, text + end, text + limit) : end == limit)
				next = end, behind = glued.known;
			else
				break;
			const struct sx_fact *fact = sx_fact_of(&facts, &key);
			t->end = (uint32_t)end;
			t->known = fact->known | front;
			r->seen.known |= fact->known;
			if (!fact->settled || key.capitals)
				push_formed(r, t, &key, fact);
			r->first = false;
			t++;
			continue;
		}
		next = at + 1;
		behind = free_standing.known;
		if (d->byte[(unsigned char)text[at]] == BLANK)
			continue;
		uint8_t tag = d->sign[(unsigned char)text[at]];
		if (tag == SX_T_OTHER || tag == SX_T_QUOTE)
			break;
		t->end = (uint32_t)next;
		t->known = front;
		t++->tag = tag;
		note_sign(r, tag);
		if (next < limit && d->byte[(unsigned char)text[next]] == BLANK)
			next++;
		else
			behind = glued.known;
	}
	r->at = at;
	r->front.known = front;
	line->n = (uint32_t)(t - line->tok);
}

static void push_sign(struct reading *r)
{
	struct sx_line *line = r->line;
	struct sx_str text = line->text;
	size_t at = r->at, end = char_end(text, at);
	unsigned char c = (unsigned char)text.p[at];
	if (end > r->limit)
		end = r->limit;
	uint8_t tag = c < 0x80 ? r->d->sign[c] : wide_sign(text.p + at, end - at);
	/* "the firms' profits" */
	if (tag == SX_T_QUOTE && (r->front.is & SX_IS_GLUED) && line->n && (text.p[at - 1] | 0x20) == 's' &&
	    apostrophe(text, at, r->limit) && line->tok[line->n - 1].tag == SX_T_NOUN)
		tag = SX_T_POSSESSIVE;
	push(r, at, end, tag);
	note_sign(r, tag);
}

static void push_quantity(struct reading *r, const struct sx_quantity *q, size_t to)
{
	struct sx_str text = r->line->text;
	size_t start = r->at, end = q->at.end < to ? q->at.end : to;
	struct sx_tok *t = push(r, start, end, SX_T_QUANTITY);
	struct sx_key key;
	if (r->d->byte[(unsigned char)text.p[start]] == IN_WORD && !is_digit(text.p[start]))
		t->word = fact_at(r, start, end - start, &key)->word;
	t->calls = sx_str_is(q->kind, "duration") ? SX_CALLS_UNIT : 0;
	r->seen.calls |= t->calls;
	r->at = end > start ? end : start + 1;
	r->front = sx_blank_before(text, r->at) ? free_standing : glued;
	r->first = false;
}

static __attribute__((noinline)) void push_other(struct reading *r)
{
	size_t blank = sx_blank_at(r->line->text, r->at);
	if (blank) {
		r->at += blank;
		r->front = free_standing;
	} else if (word_byte(r->line->text, r->at)) {
		push_word(r);
	} else {
		push_sign(r);
	}
}

/* The token of a quantity that does not begin one: another's, or none. */
static void keep_token(struct sx_line *line, size_t q, size_t start)
{
	if (q < SX_TOKENS_KEPT)
		line->quantity[q] = sx_token_at(line, start);
}

void sx_line_read(const struct sx_describer *d, struct sx_line *line, const struct sx_quantity *quantities, size_t n,
		  uint32_t most)
{
	struct reading r = { d, line, most, .at = line->from, .limit = line->from, .first = true };
	size_t q = 0, to = line->to;
	size_t readable = line->text.n < SX_KEY_READS ? 0 : line->text.n - SX_KEY_READS + 1;
	line->n = line->periods = line->names = line->sayers = 0;
	line->brackets = false;
	while (r.at < to && line->n < most) {
		if (r.at >= r.limit) {
			for (; q < n && quantities[q].at.start < r.at; q++)
				keep_token(line, q, quantities[q].at.start);
			r.limit = q < n && quantities[q].at.start < to ? quantities[q].at.start : to;
			r.plain = r.limit < readable ? r.limit : readable;
		}
		if (r.at == r.limit) {
			if (q < SX_TOKENS_KEPT)
				line->quantity[q] = line->n;
			push_quantity(&r, &quantities[q++], to);
			continue;
		}
		push_plain(&r);
		if (r.at < r.limit && line->n < most)
			push_other(&r);
	}
	line->is = r.seen.is;
	line->calls = r.seen.calls;
	for (; q < n; q++)
		keep_token(line, q, quantities[q].at.start);
}

const struct sx_fact *sx_line_first(const struct sx_describer *d, const struct sx_line *line)
{
	const char *p = line->text.p + line->from;
	struct sx_key key;
	if (line->text.n - line->from < SX_KEY_READS || !sx_key_plain(p, &key) || key.n >= line->to - line->from ||
	    d->byte[(unsigned char)p[key.n]] != BLANK)
		return NULL;
	const struct sx_fact *fact = sx_fact_of(&d->facts, &key);
	return fact->settled ? fact : NULL;
}

bool sx_percent_at(const struct sx_line *line, uint32_t i)
{
	if (i >= line->n)
		return false;
	const struct sx_tok *t = &line->tok[i];
	const char *end = line->text.p + t->end;
	return t->tag == SX_T_QUANTITY && t->end - t->start > 1 &&
	       (end[-1] == '%' || (t->end - t->start > 5 && memcmp(end - 4, "cent", 4) == 0));
}

uint32_t sx_token_at(const struct sx_line *line, size_t offset)
{
	uint32_t low = 0, high = line->n;
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		if (line->tok[mid].end <= offset)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
