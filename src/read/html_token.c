/* The tokens of a page, those of the Living Standard (https://html.spec.whatwg.org/#tokenization). A state takes what
 * it can from the input at hand and says where to go on, so that a page may come in pieces. */
#include "read/entity_priv.h"
#include "read/html_priv.h"

/* ---- references ------------------------------------------------------------------------------------------------- */

static void end_reference(struct sx_html *h)
{
	struct sx_str whole = { h->reference, h->reference_n };
	char text[8];
	size_t n = 0, first, taken = sx_entity_read(whole, text, &n);
	struct sx_origin origin = h->origin;
	h->state = TEXT;
	if (taken) {
		for (first = 1; first < n && ((unsigned char)text[first] & 0xC0) == 0x80; first++)
			;
		sx_html_show(h, (struct sx_str){ text, first }, &origin, taken * origin.step);
		if (first < n)
			sx_html_show(h, (struct sx_str){ text + first, n - first }, &origin, 0);
	}
	for (size_t i = taken; i < whole.n; i++) {
		struct sx_origin next = origin;
		next.source += i * origin.step;
		next.column += i;
		sx_html_show(h, (struct sx_str){ whole.p + i, 1 }, &next, origin.step);
	}
}

static size_t in_reference(struct sx_html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	while (at < in.n && sx_entity_goes_on((struct sx_str){ h->reference, h->reference_n }, in.p[at]))
		h->reference[h->reference_n++] = in.p[at++];
	if (at < in.n)
		end_reference(h);
	return at;
}

/* ---- tags ------------------------------------------------------------------------------------------------------- */

static void add_to_word(struct word *word, char c)
{
	if (word->n < NAME)
		word->p[word->n] = sx_html_lower(c);
	word->n++;
}

static void begin_tag(struct sx_html *h, bool end_tag)
{
	h->state = TAG_NAME;
	h->end_tag = end_tag;
	h->closed = false;
	h->tag.n = 0;
	h->hash = 2166136261u;
	h->seen = 0;
}

static void end_tag(struct sx_html *h)
{
	h->state = TEXT;
	if (h->end_tag)
		sx_html_end_element(h);
	else
		sx_html_start_element(h);
}

static size_t in_tag_open(struct sx_html *h, size_t at)
{
	char c = h->weave.in.p[at];
	if (sx_html_is_letter(c)) {
		begin_tag(h, false);
		return at;
	}
	h->state = c == '!' ? DECLARATION : c == '/' ? END_TAG_OPEN : c == '?' ? BOGUS : TEXT;
	h->matched = 0;
	if (h->state != TEXT)
		return at + 1;
	sx_html_show(h, SX_STR("<"), &h->origin, h->origin.step);
	return at;
}

static size_t in_end_tag_open(struct sx_html *h, size_t at)
{
	char c = h->weave.in.p[at];
	if (sx_html_is_letter(c))
		begin_tag(h, true);
	else
		h->state = c == '>' ? TEXT : BOGUS;
	return at + (c == '>');
}

static size_t in_tag_name(struct sx_html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	for (; at < in.n; at++) {
		char c = in.p[at];
		if (sx_html_is_blank(c) || c == '/' || c == '>') {
			h->state = BEFORE_ATTRIBUTE;
			return at;
		}
		add_to_word(&h->tag, c);
		h->hash = (h->hash ^ (unsigned char)sx_html_lower(c)) * 16777619u;
	}
	return at;
}

static size_t before_attribute(struct sx_html *h, size_t at)
{
	char c = h->weave.in.p[at];
	if (c == '>') {
		end_tag(h);
	} else if (!sx_html_is_blank(c) && c != '/') {
		h->state = ATTRIBUTE;
		h->attribute.n = 0;
		add_to_word(&h->attribute, c);
	}
	h->closed = c == '/';
	return at + 1;
}

static enum wanted wanted_attribute(const struct sx_html *h)
{
	static const struct {
		const char *name;
		enum wanted wanted;
	} names[] = {
		{ "class", CLASS },        { "content", CONTENT }, { "datetime", DATETIME }, { "hidden", HIDDEN },
		{ "itemprop", META_NAME }, { "lang", LANGUAGE },   { "name", META_NAME },    { "property", META_NAME },
		{ "role", ROLE },          { "epub:type", ROLE },  { "style", STYLE },       { "xml:lang", LANGUAGE },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (sx_html_word_is(&h->attribute, names[i].name))
			return h->seen & 1u << names[i].wanted ? UNWANTED : names[i].wanted;
	return UNWANTED;
}

static size_t in_attribute(struct sx_html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	for (; at < in.n; at++) {
		char c = in.p[at];
		if (sx_html_is_blank(c) || c == '/' || c == '>' || c == '=') {
			h->wanted = wanted_attribute(h);
			h->seen |= h->wanted ? 1u << h->wanted : 0;
			h->values[h->wanted].n = 0;
			h->state = AFTER_ATTRIBUTE;
			return at;
		}
		add_to_word(&h->attribute, c);
	}
	return at;
}

static size_t after_attribute(struct sx_html *h, size_t at)
{
	char c = h->weave.in.p[at];
	if (sx_html_is_blank(c))
		return at + 1;
	h->state = c == '=' ? BEFORE_VALUE : BEFORE_ATTRIBUTE;
	return at + (c == '=');
}

static size_t before_value(struct sx_html *h, size_t at)
{
	char c = h->weave.in.p[at];
	if (sx_html_is_blank(c))
		return at + 1;
	h->state = c == '"' ? VALUE_DOUBLE : c == '\'' ? VALUE_SINGLE : c == '>' ? BEFORE_ATTRIBUTE : VALUE_BARE;
	return at + (c == '"' || c == '\'');
}

static void keep_value(struct sx_html *h, size_t from, size_t to)
{
	struct value *value = &h->values[h->wanted];
	size_t n = to - from < VALUE - value->n ? to - from : VALUE - value->n;
	if (h->wanted == UNWANTED || n == 0)
		return;
	memcpy(value->p + value->n, h->weave.in.p + from, n);
	value->n += n;
}

static size_t in_quoted(struct sx_html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	const char *end = memchr(in.p + at, h->state == VALUE_DOUBLE ? '"' : '\'', in.n - at);
	size_t stop = end ? (size_t)(end - in.p) : in.n;
	keep_value(h, at, stop);
	if (!end)
		return stop;
	h->state = BEFORE_ATTRIBUTE;
	return stop + 1;
}

static size_t in_bare(struct sx_html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	size_t stop = at;
	while (stop < in.n && !sx_html_is_blank(in.p[stop]) && in.p[stop] != '>')
		stop++;
	keep_value(h, at, stop);
	if (stop < in.n)
		h->state = BEFORE_ATTRIBUTE;
	return stop;
}

/* ---- what is not shown ------------------------------------------------------------------------------------------ */

/* After "<!": a comment, or something that ends at the next ">". */
static size_t in_declaration(struct sx_html *h, size_t at)
{
	if (h->weave.in.p[at] != '-') {
		h->state = BOGUS;
		return at;
	}
	if (++h->matched == 2)
		h->state = COMMENT; /* with "--" matched: "<!-->" is a whole comment */
	return at + 1;
}

static size_t in_bogus(struct sx_html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	const char *end = memchr(in.p + at, '>', in.n - at);
	if (!end)
		return in.n;
	h->state = TEXT;
	return (size_t)(end - in.p) + 1;
}

/* Ends at "-->" or "--!>". */
static size_t in_comment(struct sx_html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	for (; at < in.n; at++) {
		char c = in.p[at];
		if (c == '>' && h->matched >= 2) {
			h->state = TEXT;
			return at + 1;
		}
		if (c == '-')
			h->matched = h->matched == 1 || h->matched == 2 ? 2 : 1;
		else
			h->matched = c == '!' && h->matched == 2 ? 3 : 0;
	}
	return at;
}

/* Up to "</name" and what may follow a name. */
static size_t in_raw_text(struct sx_html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	for (; at < in.n; at++) {
		char c = in.p[at];
		if (h->matched == h->raw.n + 2 && (sx_html_is_blank(c) || c == '/' || c == '>')) {
			begin_tag(h, true);
			h->tag = h->raw;
			h->state = BEFORE_ATTRIBUTE;
			return at;
		}
		bool goes_on = h->matched == 0             ? c == '<'
			       : h->matched == 1           ? c == '/'
			       : h->matched < h->raw.n + 2 ? sx_html_lower(c) == h->raw.p[h->matched - 2]
							   : false;
		if (goes_on && !sx_html_word_is(&h->raw, "plaintext")) {
			h->matched++;
			continue;
		}
		h->matched = c == '<';
		if (!h->matched) {
			const char *next = memchr(in.p + at, '<', in.n - at);
			at = next ? (size_t)(next - in.p) - 1 : in.n - 1;
		}
	}
	return at;
}

/* ---- the tokenizer ---------------------------------------------------------------------------------------------- */

void sx_html_tokenize(struct sx_html *h)
{
	static size_t (*const states[])(struct sx_html *, size_t) = {
		[TEXT] = sx_html_text,          [REFERENCE] = in_reference,
		[TAG_OPEN] = in_tag_open,       [END_TAG_OPEN] = in_end_tag_open,
		[TAG_NAME] = in_tag_name,       [BEFORE_ATTRIBUTE] = before_attribute,
		[ATTRIBUTE] = in_attribute,     [AFTER_ATTRIBUTE] = after_attribute,
		[BEFORE_VALUE] = before_value,  [VALUE_DOUBLE] = in_quoted,
		[VALUE_SINGLE] = in_quoted,     [VALUE_BARE] = in_bare,
		[DECLARATION] = in_declaration, [BOGUS] = in_bogus,
		[COMMENT] = in_comment,         [RAW_TEXT] = in_raw_text,
	};
	for (size_t at = 0; at < h->weave.in.n;)
		at = states[h->state](h, at);
}

void sx_html_tokens_end(struct sx_html *h)
{
	if (h->state == REFERENCE)
		end_reference(h);
}
