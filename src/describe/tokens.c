/* A sentence into tokens: words, numbers, signs, and each quantity as one. */
#include "describe/describe_priv.h"

static bool word_byte(struct sx_str text, size_t at)
{
	unsigned char c = (unsigned char)text.p[at];
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
	return sx_letter_at(text, at);
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

static uint8_t sign_tag(struct sx_str text, size_t at, size_t end)
{
	static const struct {
		const char *sign;
		uint8_t tag;
	} signs[] = {
		{ "(", SX_T_OPEN },
		{ "[", SX_T_OPEN },
		{ ")", SX_T_CLOSE },
		{ "]", SX_T_CLOSE },
		{ ",", SX_T_COMMA },
		{ ";", SX_T_COLON },
		{ ":", SX_T_COLON },
		{ "-", SX_T_DASH },
		{ "\xE2\x80\x93", SX_T_DASH },
		{ "\xE2\x80\x94", SX_T_DASH },
		{ "/", SX_T_SLASH },
		{ "\"", SX_T_QUOTE },
		{ "'", SX_T_QUOTE },
		{ "\xE2\x80\x98", SX_T_QUOTE },
		{ "\xE2\x80\x99", SX_T_QUOTE },
		{ "\xE2\x80\x9C", SX_T_QUOTE },
		{ "\xE2\x80\x9D", SX_T_QUOTE },
		{ ".", SX_T_STOP },
		{ "!", SX_T_STOP },
		{ "?", SX_T_STOP },
		{ "&", SX_T_AND },
	};
	struct sx_str sign = { text.p + at, end - at };
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (sx_str_is(sign, signs[i].sign))
			return signs[i].tag;
	return SX_T_SIGN;
}

static struct sx_tok *push(struct sx_line *line, size_t start, size_t end, uint8_t tag, bool glued)
{
	struct sx_tok *t = &line->tok[line->n++];
	*t = (struct sx_tok){ (uint32_t)start, (uint32_t)end, glued ? SX_IS_GLUED : 0, 0, tag };
	return t;
}

static size_t push_word(const struct sx_describer *d, struct sx_line *line, size_t at, size_t to, bool glued,
			bool *first)
{
	size_t end = sx_word_end(line->text, at, to), stem = without_possessive(line->text, at, end);
	struct sx_tok *t = push(line, at, stem, SX_T_OTHER, glued);
	bool numbered = line->n == 2 &&
			sx_tag_in(line->tok[0].tag, SX_TAG(NUMBER) | SX_TAG(SIGN) | SX_TAG(OTHER)); /* "7 Includes" */
	sx_tag_word(d, line->text, t, *first || numbered);
	*first = false;
	if (stem < end && line->n < SX_TOKENS)
		push(line, stem, end, SX_T_POSSESSIVE, true);
	return end;
}

static size_t push_sign(struct sx_line *line, size_t at, size_t to, bool glued, bool *first)
{
	size_t end = char_end(line->text, at);
	if (end > to)
		end = to;
	uint8_t tag = sign_tag(line->text, at, end);
	/* "the firms' profits" */
	if (tag == SX_T_QUOTE && glued && line->n && (line->text.p[at - 1] | 0x20) == 's' &&
	    apostrophe(line->text, at, to) && line->tok[line->n - 1].tag == SX_T_NOUN)
		tag = SX_T_POSSESSIVE;
	push(line, at, end, tag, glued);
	*first |= tag == SX_T_STOP || tag == SX_T_COLON || tag == SX_T_CLOSE;
	return end;
}

void sx_line_read(const struct sx_describer *d, struct sx_line *line, struct sx_str text, size_t from, size_t to,
		  const struct sx_quantity *quantities, size_t n)
{
	line->text = text;
	line->from = from;
	line->to = to;
	line->n = line->periods = 0;
	bool first = true;
	size_t q = 0;
	for (size_t at = from; at < to && line->n < SX_TOKENS;) {
		size_t blank = sx_blank_at(text, at);
		if (blank) {
			at += blank;
			continue;
		}
		while (q < n && quantities[q].at.start < at)
			q++;
		bool glued = at > from && !sx_blank_before(text, at);
		size_t limit = q < n && quantities[q].at.start < to ? quantities[q].at.start : to;
		if (limit == at) {
			size_t end = quantities[q].at.end < to ? quantities[q].at.end : to;
			push(line, at, end, SX_T_QUANTITY, glued)->calls =
				sx_str_is(quantities[q].kind, "duration") ? SX_CALLS_UNIT : 0;
			at = end > at ? end : at + 1;
			first = false;
		} else if (word_byte(text, at)) {
			at = push_word(d, line, at, limit, glued, &first);
		} else {
			at = push_sign(line, at, limit, glued, &first);
		}
	}
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
