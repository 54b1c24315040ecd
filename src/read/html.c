/* HTML: the visible text. The tokens are those of the Living Standard (https://html.spec.whatwg.org/#tokenization); of
 * its trees only what decides which text is seen, where it parts and which of it is a heading. Offsets, lines and
 * columns are those of the source.
 *
 * It is read without a library: libxml2 (2.9) compares every attribute of a tag with all before it and every end tag
 * with all open elements, which takes 14 s for a hostile page of 1.3 MB, shows CDATA and raw text that browsers hide,
 * and does not know the references of HTML 5 such as &thinsp;. Here time is linear and memory bounded whatever the page
 * holds: names and values are kept as far as something is looked for in them, elements as deep as browsers keep them.
 */
#include "read/decoded_priv.h"
#include "read/entity_priv.h"
#include "read/weave_priv.h"

#include <stdlib.h>
#include <strings.h>

enum {
	DEEPEST = 512,
	NAME = 16,
	VALUE = 256,
	AHEAD = 256 * 1024,     /* how far a page is read for its date before the text begins */
	DATELINE = 2 * 1024,    /* how far into the text a <time> may be the day of writing */
	LONGEST_HEADING = 2048, /* one longer than this is none */
	CHARSET_WITHIN = 1024,  /* bytes; by the standard */
};

enum trait {
	BLOCK = 1,
	APART = 2, /* a cell */
	LINE = 4,
	VOID = 8, /* has no end tag */
	RAW = 16, /* holds text that is no HTML and is not shown */
	OUT = 32, /* is not shown */
	HEADING = 64,
	PRE = 128,
	CODE = 256,
	RAISED = 512,
	POWER = 1024,
	FRACTION = 2048,
};

/* Elements whose end tag may be left out, and what bounds the search for them. */
enum group { NONE, PARAGRAPH, ITEM, LIST, TERM, TERMS, CELL, ROW, ROWS, TABLE };

struct element {
	const char *name;
	enum group group;
	unsigned traits;
};

static const struct element elements[] = {
#define ELEMENT(name, group, traits) { name, group, traits },
#include "read/html_elements.def"
#undef ELEMENT
};

struct open_element {
	uint32_t name; /* hash */
	uint16_t traits;
	uint8_t group, children;
};

enum state {
	TEXT,
	REFERENCE,
	TAG_OPEN,
	END_TAG_OPEN,
	TAG_NAME,
	BEFORE_ATTRIBUTE,
	ATTRIBUTE,
	AFTER_ATTRIBUTE,
	BEFORE_VALUE,
	VALUE_DOUBLE,
	VALUE_SINGLE,
	VALUE_BARE,
	DECLARATION,
	BOGUS,
	COMMENT,
	RAW_TEXT,
};

/* Attributes that something is looked for in. */
enum wanted { UNWANTED, HIDDEN, STYLE, META_NAME, CONTENT, LANGUAGE, DATETIME, WANTED };

struct word {
	char p[NAME];
	size_t n; /* may be more than is kept */
};

struct value {
	char p[VALUE];
	size_t n;
};

struct html {
	struct sx_decoded decoded;
	struct sx_weave weave;
	uint64_t read; /* bytes decoded so far */
	bool given, ended;
	struct sx_err failure; /* found while reading ahead: told when the text before it was given */

	enum state state;
	struct sx_origin origin; /* of the & or < at hand */
	struct word tag, attribute;
	uint32_t hash; /* of the whole tag name */
	bool end_tag, closed;
	enum wanted wanted;
	unsigned seen; /* wanted attributes of the tag, as bits */
	struct value values[WANTED];
	char reference[SX_ENTITY_MOST];
	size_t reference_n;
	size_t matched;  /* of "--" or "</name" */
	struct word raw; /* the element that RAW_TEXT is in */

	struct open_element open[DEEPEST];
	size_t depth, deeper; /* deeper: elements beyond those kept */
	unsigned out, pre, code, headings;

	enum { JOINED, CELLS, LINES, BLOCKS } apart; /* what stands between the last text and the next */
	bool begun, blank;                           /* some text was given; it ended in white space */
	char glue;                                   /* before the next character: ^ or / or 0 */
	bool code_shown;
	uint64_t heading; /* where the heading at hand begins, + 1 */
	bool too_long;    /* it was, so it is none */

	char date[10], lang[4];
	size_t date_n, lang_n;
	bool date_by_meta;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static void add_to_word(struct word *word, char c)
{
	if (word->n < NAME)
		word->p[word->n] = lower(c);
	word->n++;
}

static bool word_is(const struct word *word, const char *z)
{
	return word->n <= NAME && word->n == strlen(z) && memcmp(word->p, z, word->n) == 0;
}

/* ---- text ------------------------------------------------------------------------------------------------------- */

/* What is due before a character that is shown. */
static void part(struct html *h)
{
	static const char *const marks[] = { "", " | ", "\n", "\n\n" };
	if (h->apart && h->begun) {
		sx_weave_insert(&h->weave, marks[h->apart]);
		h->blank = true;
	}
	h->apart = JOINED;
	if (h->headings && !h->heading && !h->too_long)
		h->heading = sx_weave_at(&h->weave) + 1;
}

/* A sign or digit that is raised is set apart, so that 10<sup>6</sup> is 10^6 and not 106; letters as in 1<sup>st</sup>
 * are not. */
static void join(struct html *h, struct sx_str s)
{
	char c = *s.p;
	bool number = is_digit(c) || c == '+' || c == '-' || (s.n >= 3 && memcmp(s.p, "\xE2\x88\x92", 3) == 0);
	if (h->glue && h->begun && !h->blank && (number || h->glue == '/'))
		sx_weave_insert(&h->weave, h->glue == '/' ? "/" : "^");
	h->glue = 0;
}

/* Code is no prose: a mark stands for it within a sentence. */
static bool is_shown(struct html *h)
{
	if (h->out || (h->code && h->pre))
		return false;
	if (!h->code)
		return true;
	if (!h->code_shown) {
		part(h);
		sx_weave_insert(&h->weave, "\xE2\x80\xA6");
		h->begun = true;
		h->blank = false;
	}
	h->code_shown = true;
	return false;
}

static void show_blank(struct html *h, size_t at)
{
	if (h->pre) {
		part(h);
		sx_weave_copy(&h->weave, at, at + 1);
	} else if (h->begun && !h->blank && !h->apart) {
		struct sx_origin origin = sx_weave_origin(&h->weave, at);
		sx_weave_put(&h->weave, SX_STR(" "), &origin, origin.step);
	}
	h->blank = true;
}

/* One character that does not stand in the input as it is. */
static void show(struct html *h, struct sx_str s, const struct sx_origin *origin, size_t bytes)
{
	if (!is_shown(h))
		return;
	part(h);
	join(h, s);
	sx_weave_put(&h->weave, s, origin, bytes);
	h->begun = true;
	h->blank = false;
}

/* Up to the next mark or white space that is not a single blank within a line. */
static size_t show_words(struct html *h, size_t from)
{
	struct sx_str in = h->weave.in;
	size_t at = from;
	while (at < in.n && in.p[at] != '<' && in.p[at] != '&') {
		if (is_blank(in.p[at]) && (in.p[at] != ' ' || at + 1 == in.n || is_blank(in.p[at + 1])))
			break;
		at++;
	}
	if (at > from && is_shown(h)) {
		part(h);
		join(h, (struct sx_str){ in.p + from, at - from });
		sx_weave_copy(&h->weave, from, at);
		h->begun = true;
		h->blank = in.p[at - 1] == ' ';
	}
	return at;
}

static size_t in_text(struct html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	while (at < in.n) {
		char c = in.p[at];
		if (c == '<' || c == '&') {
			h->origin = sx_weave_origin(&h->weave, at);
			h->state = c == '<' ? TAG_OPEN : REFERENCE;
			h->reference[0] = '&';
			h->reference_n = 1;
			return at + 1;
		}
		if (is_blank(c)) {
			if (!h->out && !h->code)
				show_blank(h, at);
			at++;
			continue;
		}
		at = show_words(h, at);
	}
	return at;
}

/* ---- references ------------------------------------------------------------------------------------------------- */

static void end_reference(struct html *h)
{
	struct sx_str whole = { h->reference, h->reference_n };
	char text[8];
	size_t n = 0, first, taken = sx_entity_read(whole, text, &n);
	struct sx_origin origin = h->origin;
	h->state = TEXT;
	if (taken) {
		for (first = 1; first < n && ((unsigned char)text[first] & 0xC0) == 0x80; first++)
			;
		show(h, (struct sx_str){ text, first }, &origin, taken * origin.step);
		if (first < n)
			show(h, (struct sx_str){ text + first, n - first }, &origin, 0);
	}
	for (size_t i = taken; i < whole.n; i++) {
		struct sx_origin next = origin;
		next.source += i * origin.step;
		next.column += i;
		show(h, (struct sx_str){ whole.p + i, 1 }, &next, origin.step);
	}
}

static size_t in_reference(struct html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	while (at < in.n && sx_entity_goes_on((struct sx_str){ h->reference, h->reference_n }, in.p[at]))
		h->reference[h->reference_n++] = in.p[at++];
	if (at < in.n)
		end_reference(h);
	return at;
}

/* ---- elements --------------------------------------------------------------------------------------------------- */

static int compare_element(const void *key, const void *entry)
{
	const struct word *word = key;
	const struct element *element = entry;
	int order = strncmp(word->p, element->name, word->n);
	return order ? order : element->name[word->n] ? -1 : 0;
}

static const struct element *find_element(const struct word *name)
{
	static const struct element other = { "", NONE, 0 };
	const struct element *found = NULL;
	if (name->n < NAME)
		found = bsearch(name, elements, sizeof elements / sizeof *elements, sizeof *elements, compare_element);
	return found ? found : &other;
}

static void set_apart(struct html *h, unsigned traits)
{
	if (h->out)
		return;
	if (traits & BLOCK)
		h->apart = BLOCKS;
	else if (traits & LINE)
		h->apart = h->apart < LINES ? LINES : BLOCKS;
	else if ((traits & APART) && h->apart < CELLS)
		h->apart = CELLS;
}

static void end_heading(struct html *h)
{
	uint64_t end = sx_weave_at(&h->weave);
	if (h->heading && end - (h->heading - 1) <= LONGEST_HEADING)
		sx_weave_heading(&h->weave, h->heading - 1);
	h->heading = 0;
	h->too_long = false;
}

static void pop(struct html *h)
{
	unsigned traits = h->open[--h->depth].traits;
	h->out -= (traits & OUT) != 0;
	h->pre -= (traits & PRE) != 0;
	h->code -= (traits & CODE) != 0;
	if (traits & CODE)
		h->code_shown = false;
	if (traits & RAISED)
		h->glue = 0;
	if (traits & HEADING) {
		h->headings--;
		end_heading(h);
	}
	set_apart(h, traits);
}

static void pop_to(struct html *h, size_t depth)
{
	while (h->depth > depth)
		pop(h);
}

static bool bounds(enum group group, const struct open_element *open)
{
	enum group other = (enum group)open->group;
	switch (group) {
	case PARAGRAPH:
		return (open->traits & (BLOCK | APART)) != 0;
	case ITEM:
		return other == LIST || other == CELL;
	case TERM:
		return other == TERMS || other == CELL;
	case CELL:
		return other == ROW || other == TABLE;
	case ROW:
		return other == TABLE;
	case ROWS:
		return other == TABLE;
	case NONE:
	case LIST:
	case TERMS:
	case TABLE:
		break;
	}
	return true;
}

/* A start tag ends what of this group is still open. */
static void close_group(struct html *h, enum group group)
{
	for (size_t i = h->depth; i > 0; i--) {
		if (group != TABLE && h->open[i - 1].group == group) {
			pop_to(h, i - 1);
			return;
		}
		if (bounds(group, &h->open[i - 1]))
			return;
	}
}

/* The second part of a power or a fraction. */
static void count_child(struct html *h)
{
	if (h->depth == 0)
		return;
	struct open_element *parent = &h->open[h->depth - 1];
	if ((parent->traits & (POWER | FRACTION)) && parent->children < 2 && ++parent->children == 2)
		h->glue = parent->traits & POWER ? '^' : '/';
}

static void push(struct html *h, const struct element *element, unsigned traits)
{
	if (h->depth == DEEPEST) {
		h->deeper++;
		return;
	}
	h->open[h->depth++] = (struct open_element){ h->hash, (uint16_t)traits, (uint8_t)element->group, 0 };
	h->out += (traits & OUT) != 0;
	h->pre += (traits & PRE) != 0;
	h->code += (traits & CODE) != 0;
	if (traits & RAISED)
		h->glue = '^';
	if (traits & HEADING) {
		end_heading(h);
		h->headings++;
	}
}

static struct sx_str value_of(const struct html *h, enum wanted wanted)
{
	return (struct sx_str){ h->values[wanted].p, h->seen & 1u << wanted ? h->values[wanted].n : 0 };
}

/* Whether a style hides: the two declarations that do, blanks aside. */
static bool style_hides(struct sx_str style)
{
	char squeezed[VALUE + 1];
	size_t n = 0;
	for (size_t i = 0; i < style.n; i++)
		if (!is_blank(style.p[i]))
			squeezed[n++] = lower(style.p[i]);
	squeezed[n] = 0;
	return strstr(squeezed, "display:none") || strstr(squeezed, "visibility:hidden");
}

static void take_date(struct html *h, struct sx_str value, bool by_meta)
{
	struct sx_str date = sx_meta_date(value);
	if (date.n == 0 || (h->date_n && (h->date_by_meta || !by_meta)) || h->read > AHEAD)
		return;
	memcpy(h->date, date.p, date.n);
	h->date_n = date.n;
	h->date_by_meta = by_meta;
}

static bool is_date_name(struct sx_str name)
{
	static const char *const names[] = {
		"article:published_time",
		"date",
		"datepublished",
		"dc.date",
		"dc.date.issued",
		"dcterms.created",
		"dcterms.date",
		"dcterms.issued",
		"og:published_time",
		"parsely-pub-date",
		"pubdate",
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (name.n == strlen(names[i]) && strncasecmp(name.p, names[i], name.n) == 0)
			return true;
	return false;
}

/* What the page says of itself. */
static void take_meta(struct html *h)
{
	if (word_is(&h->tag, "meta") && is_date_name(value_of(h, META_NAME)))
		take_date(h, value_of(h, CONTENT), true);
	if (word_is(&h->tag, "time") && sx_weave_at(&h->weave) < DATELINE)
		take_date(h, value_of(h, DATETIME), false);
	if (word_is(&h->tag, "html") && !h->lang_n && h->read <= AHEAD)
		h->lang_n = sx_meta_lang(value_of(h, LANGUAGE), h->lang).n;
}

static bool is_of_table(enum group group)
{
	return group == CELL || group == ROW || group == ROWS || group == TABLE;
}

static void start_element(struct html *h)
{
	const struct element *element = find_element(&h->tag);
	unsigned traits = element->traits;
	take_meta(h);
	if ((h->seen & 1u << HIDDEN) || style_hides(value_of(h, STYLE)))
		traits |= OUT;
	if (traits & BLOCK)
		close_group(h, PARAGRAPH);
	if (element->group == ITEM || element->group == TERM || is_of_table(element->group))
		close_group(h, element->group);
	count_child(h);
	set_apart(h, traits);
	if (traits & RAW) {
		h->state = RAW_TEXT;
		h->raw = h->tag;
		h->matched = 0;
	} else if (!(traits & VOID) && !(h->closed && (traits & ~(unsigned)OUT) == 0)) {
		push(h, element, traits);
	}
}

/* An end tag without its start inside a cell does not end the cell. */
static void end_element(struct html *h)
{
	const struct element *element = find_element(&h->tag);
	set_apart(h, element->traits);
	if (element->traits & (RAW | VOID))
		return;
	if (h->deeper) {
		h->deeper--;
		return;
	}
	bool whole = is_of_table(element->group) || word_is(&h->tag, "body") || word_is(&h->tag, "html");
	for (size_t i = h->depth; i > 0; i--) {
		if (h->open[i - 1].name == h->hash) {
			pop_to(h, i - 1);
			return;
		}
		if (!whole && (h->open[i - 1].group == CELL || h->open[i - 1].group == TABLE))
			return;
	}
}

/* ---- tags ------------------------------------------------------------------------------------------------------- */

static void begin_tag(struct html *h, bool end_tag)
{
	h->state = TAG_NAME;
	h->end_tag = end_tag;
	h->closed = false;
	h->tag.n = 0;
	h->hash = 2166136261u;
	h->seen = 0;
}

static void end_tag(struct html *h)
{
	h->state = TEXT;
	if (h->end_tag)
		end_element(h);
	else
		start_element(h);
}

static size_t in_tag_open(struct html *h, size_t at)
{
	char c = h->weave.in.p[at];
	if (is_letter(c)) {
		begin_tag(h, false);
		return at;
	}
	h->state = c == '!' ? DECLARATION : c == '/' ? END_TAG_OPEN : c == '?' ? BOGUS : TEXT;
	h->matched = 0;
	if (h->state != TEXT)
		return at + 1;
	show(h, SX_STR("<"), &h->origin, h->origin.step);
	return at;
}

static size_t in_end_tag_open(struct html *h, size_t at)
{
	char c = h->weave.in.p[at];
	if (is_letter(c))
		begin_tag(h, true);
	else
		h->state = c == '>' ? TEXT : BOGUS;
	return at + (c == '>');
}

static size_t in_tag_name(struct html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	for (; at < in.n; at++) {
		char c = in.p[at];
		if (is_blank(c) || c == '/' || c == '>') {
			h->state = BEFORE_ATTRIBUTE;
			return at;
		}
		add_to_word(&h->tag, c);
		h->hash = (h->hash ^ (unsigned char)lower(c)) * 16777619u;
	}
	return at;
}

static size_t before_attribute(struct html *h, size_t at)
{
	char c = h->weave.in.p[at];
	if (c == '>') {
		end_tag(h);
	} else if (!is_blank(c) && c != '/') {
		h->state = ATTRIBUTE;
		h->attribute.n = 0;
		add_to_word(&h->attribute, c);
	}
	h->closed = c == '/';
	return at + 1;
}

static enum wanted wanted_attribute(const struct html *h)
{
	static const struct {
		const char *name;
		enum wanted wanted;
	} names[] = {
		{ "content", CONTENT },    { "datetime", DATETIME }, { "hidden", HIDDEN },
		{ "itemprop", META_NAME }, { "lang", LANGUAGE },     { "name", META_NAME },
		{ "property", META_NAME }, { "style", STYLE },       { "xml:lang", LANGUAGE },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (word_is(&h->attribute, names[i].name))
			return h->seen & 1u << names[i].wanted ? UNWANTED : names[i].wanted;
	return UNWANTED;
}

static size_t in_attribute(struct html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	for (; at < in.n; at++) {
		char c = in.p[at];
		if (is_blank(c) || c == '/' || c == '>' || c == '=') {
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

static size_t after_attribute(struct html *h, size_t at)
{
	char c = h->weave.in.p[at];
	if (is_blank(c))
		return at + 1;
	h->state = c == '=' ? BEFORE_VALUE : BEFORE_ATTRIBUTE;
	return at + (c == '=');
}

static size_t before_value(struct html *h, size_t at)
{
	char c = h->weave.in.p[at];
	if (is_blank(c))
		return at + 1;
	h->state = c == '"' ? VALUE_DOUBLE : c == '\'' ? VALUE_SINGLE : c == '>' ? BEFORE_ATTRIBUTE : VALUE_BARE;
	return at + (c == '"' || c == '\'');
}

static void keep_value(struct html *h, size_t from, size_t to)
{
	struct value *value = &h->values[h->wanted];
	size_t n = to - from < VALUE - value->n ? to - from : VALUE - value->n;
	if (h->wanted == UNWANTED || n == 0)
		return;
	memcpy(value->p + value->n, h->weave.in.p + from, n);
	value->n += n;
}

static size_t in_quoted(struct html *h, size_t at)
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

static size_t in_bare(struct html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	size_t stop = at;
	while (stop < in.n && !is_blank(in.p[stop]) && in.p[stop] != '>')
		stop++;
	keep_value(h, at, stop);
	if (stop < in.n)
		h->state = BEFORE_ATTRIBUTE;
	return stop;
}

/* ---- what is not shown ------------------------------------------------------------------------------------------ */

/* After "<!": a comment, or something that ends at the next ">". */
static size_t in_declaration(struct html *h, size_t at)
{
	if (h->weave.in.p[at] != '-') {
		h->state = BOGUS;
		return at;
	}
	if (++h->matched == 2)
		h->state = COMMENT; /* with "--" matched: "<!-->" is a whole comment */
	return at + 1;
}

static size_t in_bogus(struct html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	const char *end = memchr(in.p + at, '>', in.n - at);
	if (!end)
		return in.n;
	h->state = TEXT;
	return (size_t)(end - in.p) + 1;
}

/* Ends at "-->" or "--!>". */
static size_t in_comment(struct html *h, size_t at)
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
static size_t in_raw_text(struct html *h, size_t at)
{
	struct sx_str in = h->weave.in;
	for (; at < in.n; at++) {
		char c = in.p[at];
		if (h->matched == h->raw.n + 2 && (is_blank(c) || c == '/' || c == '>')) {
			begin_tag(h, true);
			h->tag = h->raw;
			h->state = BEFORE_ATTRIBUTE;
			return at;
		}
		bool goes_on = h->matched == 0             ? c == '<'
			       : h->matched == 1           ? c == '/'
			       : h->matched < h->raw.n + 2 ? lower(c) == h->raw.p[h->matched - 2]
							   : false;
		if (goes_on && !word_is(&h->raw, "plaintext")) {
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

/* ---- the reader ------------------------------------------------------------------------------------------------- */

static void tokenize(struct html *h)
{
	static size_t (*const states[])(struct html *, size_t) = {
		[TEXT] = in_text,
		[REFERENCE] = in_reference,
		[TAG_OPEN] = in_tag_open,
		[END_TAG_OPEN] = in_end_tag_open,
		[TAG_NAME] = in_tag_name,
		[BEFORE_ATTRIBUTE] = before_attribute,
		[ATTRIBUTE] = in_attribute,
		[AFTER_ATTRIBUTE] = after_attribute,
		[BEFORE_VALUE] = before_value,
		[VALUE_DOUBLE] = in_quoted,
		[VALUE_SINGLE] = in_quoted,
		[VALUE_BARE] = in_bare,
		[DECLARATION] = in_declaration,
		[BOGUS] = in_bogus,
		[COMMENT] = in_comment,
		[RAW_TEXT] = in_raw_text,
	};
	for (size_t at = 0; at < h->weave.in.n;)
		at = states[h->state](h, at);
}

static void html_close(void *state)
{
	struct html *h = state;
	sx_decoded_release(&h->decoded);
	sx_weave_release(&h->weave);
	free(h);
}

/* The name behind "charset=" (or "encoding=" in an XML declaration) in the tag. */
static struct sx_str charset_in(struct sx_str tag, const char *key)
{
	size_t length = strlen(key), at = 0;
	while (at + length <= tag.n && strncasecmp(tag.p + at, key, length) != 0)
		at++;
	at += length;
	while (at < tag.n && is_blank(tag.p[at]))
		at++;
	if (at >= tag.n || tag.p[at] != '=')
		return (struct sx_str){ 0 };
	at++;
	while (at < tag.n && (is_blank(tag.p[at]) || tag.p[at] == '"' || tag.p[at] == '\''))
		at++;
	size_t from = at;
	while (at < tag.n && !is_blank(tag.p[at]) && !strchr("\"';>/?", tag.p[at]))
		at++;
	return (struct sx_str){ tag.p + from, at - from };
}

/* What the page says of its encoding. That it is UTF-16, when bytes that read as ASCII say so, is not so. */
static struct sx_str declared_charset(struct sx_str head)
{
	head.n = head.n < CHARSET_WITHIN ? head.n : CHARSET_WITHIN;
	for (size_t at = 0; at + 6 < head.n; at++) {
		struct sx_str rest = { head.p + at, head.n - at }, name = { 0 };
		if (*rest.p != '<')
			continue;
		bool comment = memcmp(rest.p, "<!--", 4) == 0;
		const char *end = comment ? memmem(rest.p, rest.n, "-->", 3) : memchr(rest.p, '>', rest.n);
		rest.n = end ? (size_t)(end - rest.p) : rest.n;
		if (strncasecmp(rest.p, "<meta", 5) == 0)
			name = charset_in(rest, "charset");
		else if (memcmp(rest.p, "<?xml", 5) == 0)
			name = charset_in(rest, "encoding");
		if (name.n)
			return name.n >= 6 && strncasecmp(name.p, "utf-16", 6) == 0 ? SX_STR("utf-8") : name;
		at += rest.n - 1;
	}
	return (struct sx_str){ 0 };
}

static void *html_open(struct sx_input *input, const struct sx_read_options *options, struct sx_err *err)
{
	struct html *h = calloc(1, sizeof *h);
	if (!h) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	struct sx_str says = declared_charset((struct sx_str){ input->head, input->head_n });
	if (sx_decoded_open(&h->decoded, input, options, says, err) == 0)
		return h;
	html_close(h);
	return NULL;
}

/* The next piece of the input through the tokenizer. */
static int advance(struct html *h, struct sx_err *err)
{
	struct sx_piece piece;
	int got = sx_decoded_next(&h->decoded, &piece, err);
	if (got < 0)
		return -1;
	h->ended = got == 0;
	if (got) {
		h->read += piece.text.n;
		sx_weave_feed(&h->weave, &piece);
		tokenize(h);
		sx_weave_fed(&h->weave);
		return 0;
	}
	if (h->state == REFERENCE)
		end_reference(h);
	pop_to(h, 0);
	return 0;
}

static int html_doc(void *state, struct sx_doc *doc, struct sx_err *err)
{
	(void)err;
	struct html *h = state;
	if (h->given)
		return 0;
	h->given = true;
	while (!h->ended && h->read < AHEAD)
		if (advance(h, &h->failure))
			break;
	*doc = (struct sx_doc){ .source = h->decoded.input->source,
				.date = { h->date, h->date_n },
				.lang = { h->lang, h->lang_n } };
	return 1;
}

/* A heading is handed out whole. */
static int html_piece(void *state, struct sx_piece *piece, struct sx_err *err)
{
	struct html *h = state;
	for (;;) {
		if (h->heading && sx_weave_at(&h->weave) - (h->heading - 1) > LONGEST_HEADING) {
			h->too_long = true;
			h->heading = 0;
		}
		int got = sx_weave_give(&h->weave, h->heading ? h->heading - 1 : UINT64_MAX, piece, err);
		if (got || h->ended)
			return got;
		if (h->failure.code)
			return sx_fail(err, h->failure.code, "%s", h->failure.text);
		if (advance(h, err))
			return -1;
	}
}

static uint64_t html_bad(const void *state, uint64_t *first)
{
	const struct html *h = state;
	*first = h->decoded.decoder.first_bad;
	return h->decoded.decoder.bad;
}

static const char *html_guessed(const void *state)
{
	const struct html *h = state;
	return h->decoded.guessed;
}

extern const struct sx_format sx_html_reader;
const struct sx_format sx_html_reader = { html_open, html_doc, html_piece, html_bad, html_close, html_guessed };
