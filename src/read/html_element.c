/* The elements of a page: which of them are open, what their text is, and what the page says of itself. */
#include "read/html_priv.h"

#include <stdlib.h>
#include <strings.h>

enum { DATELINE = 2 * 1024 }; /* how far into the text a <time> may be the day of writing */

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

static void pop(struct sx_html *h)
{
	unsigned traits = h->open[--h->depth].traits;
	h->out -= (traits & OUT) != 0;
	h->pre -= (traits & PRE) != 0;
	h->code -= (traits & CODE) != 0;
	h->listings -= (traits & LISTING) != 0;
	if (traits & CODE)
		h->code_shown = false;
	if (traits & RAISED)
		h->glue = 0;
	if (traits & HEADING) {
		h->headings--;
		sx_html_end_heading(h);
	}
	sx_html_set_apart(h, traits);
}

void sx_html_pop_to(struct sx_html *h, size_t depth)
{
	while (h->depth > depth)
		pop(h);
}

static bool bounds(enum group group, const struct open_element *open)
{
	enum group other = (enum group)open->group;
	switch (group) {
	case PARAGRAPH:
		return (open->traits & (BLOCK | APART)) != 0 || other == CHOICE;
	case READING:
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
	case CHOICE:
		break;
	}
	return true;
}

/* A start tag ends what of this group is still open. */
static void close_group(struct sx_html *h, enum group group)
{
	for (size_t i = h->depth; i > 0; i--) {
		if (group != TABLE && h->open[i - 1].group == group) {
			sx_html_pop_to(h, i - 1);
			return;
		}
		if (bounds(group, &h->open[i - 1]))
			return;
	}
}

/* Inside a list of choices, the start of another is the end of this one: so it says in the standard, and an end that
 * was forgotten hides no more than up to there. */
static bool ends_choice(struct sx_html *h)
{
	for (size_t i = h->depth; i > 0; i--)
		if (h->open[i - 1].group == CHOICE) {
			sx_html_pop_to(h, i - 1);
			return true;
		}
	return false;
}

/* The second part of a power or a fraction. */
static void count_child(struct sx_html *h)
{
	if (h->depth == 0)
		return;
	struct open_element *parent = &h->open[h->depth - 1];
	if ((parent->traits & (POWER | FRACTION)) && parent->children < 2 && ++parent->children == 2)
		h->glue = parent->traits & POWER ? '^' : '/';
}

/* What is too deep to be kept is counted until it ends; not what may end without an end tag. */
static bool is_counted(enum group group)
{
	return group == NONE || group == LIST || group == TERMS || group == TABLE || group == CHOICE;
}

static void push(struct sx_html *h, const struct element *element, unsigned traits)
{
	if (h->depth == DEEPEST) {
		h->deeper += is_counted(element->group);
		return;
	}
	h->open[h->depth++] = (struct open_element){ h->hash, (uint16_t)traits, (uint8_t)element->group, 0 };
	h->out += (traits & OUT) != 0;
	h->pre += (traits & PRE) != 0;
	h->code += (traits & CODE) != 0;
	h->listings += (traits & LISTING) != 0;
	if (traits & RAISED)
		h->glue = '^';
	if (traits & HEADING) {
		sx_html_end_heading(h);
		h->headings++;
	}
}

static struct sx_str value_of(const struct sx_html *h, enum wanted wanted)
{
	return (struct sx_str){ h->values[wanted].p, h->seen & 1u << wanted ? h->values[wanted].n : 0 };
}

/* Whether a style hides: the two declarations that do, blanks aside. */
static bool style_hides(struct sx_str style)
{
	char squeezed[VALUE + 1];
	size_t n = 0;
	for (size_t i = 0; i < style.n; i++)
		if (!sx_html_is_blank(style.p[i]))
			squeezed[n++] = sx_html_lower(style.p[i]);
	squeezed[n] = 0;
	return strstr(squeezed, "display:none") || strstr(squeezed, "visibility:hidden");
}

/* Whether one of the words of a value is one of these names. The sign at a name's end stands for what follows, as in
 * "language-c". */
static bool has_name(struct sx_str words, const char *const *names, size_t n_names)
{
	for (size_t at = 0, end; at < words.n; at = end + 1) {
		for (end = at; end < words.n && !sx_html_is_blank(words.p[end]);)
			end++;
		for (size_t i = 0; i < n_names; i++) {
			size_t n = strlen(names[i]);
			bool open = names[i][n - 1] == '-' || names[i][n - 1] == ':';
			if ((open ? end - at >= n : end - at == n) && strncasecmp(words.p + at, names[i], n) == 0)
				return true;
		}
	}
	return false;
}

/* The classes that documentation tools, and a page's own style, give to code. */
static bool is_listing(struct sx_str classes)
{
	static const char *const names[] = { "brush:",     "code",          "code-block",   "codeblock",
					     "console",    "example",       "highlight",    "highlight-",
					     "language-",  "lang-",         "lisp",         "listingblock",
					     "listing",    "literal-block", "prettyprint",  "programlisting",
					     "screen",     "shell",         "smallexample", "source",
					     "sourceCode", "synopsis",      "terminal",     "verbatim" };
	return has_name(classes, names, sizeof names / sizeof *names);
}

/* The number that leads to a note, and the arrow that leads back. */
static bool is_note_link(const struct sx_html *h)
{
	static const char *const roles[] = { "doc-noteref", "doc-backlink", "noteref" };
	static const char *const classes[] = { "footnote-ref",     "footnote-reference", "footnote-back", "fn-backref",
					       "footnote-backref", "footnoteref",        "noteref" };
	static const char *const of_sup[] = { "reference", "footnote" };
	struct sx_str given = value_of(h, CLASS);
	return has_name(value_of(h, ROLE), roles, sizeof roles / sizeof *roles) ||
	       has_name(given, classes, sizeof classes / sizeof *classes) ||
	       (sx_html_word_is(&h->tag, "sup") && has_name(given, of_sup, sizeof of_sup / sizeof *of_sup));
}

static void take_date(struct sx_html *h, struct sx_str value, bool by_meta)
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
static void take_meta(struct sx_html *h)
{
	if (sx_html_word_is(&h->tag, "meta") && is_date_name(value_of(h, META_NAME)))
		take_date(h, value_of(h, CONTENT), true);
	if (sx_html_word_is(&h->tag, "time") && sx_weave_at(&h->weave) < DATELINE)
		take_date(h, value_of(h, DATETIME), false);
	if (sx_html_word_is(&h->tag, "html") && !h->lang_n && h->read <= AHEAD)
		h->lang_n = sx_meta_lang(value_of(h, LANGUAGE), h->lang).n;
}

static bool is_of_table(enum group group)
{
	return group == CELL || group == ROW || group == ROWS || group == TABLE;
}

void sx_html_start_element(struct sx_html *h)
{
	const struct element *element = find_element(&h->tag);
	unsigned traits = element->traits;
	take_meta(h);
	if ((h->seen & 1u << HIDDEN) || style_hides(value_of(h, STYLE)) || is_note_link(h))
		traits |= OUT;
	if (is_listing(value_of(h, CLASS)))
		traits |= LISTING;
	if ((traits & PRE) && (h->listings || (traits & LISTING)))
		traits |= CODE;
	if (traits & BLOCK) {
		close_group(h, PARAGRAPH);
		close_group(h, READING);
	}
	if (element->group == ITEM || element->group == READING || element->group == TERM ||
	    is_of_table(element->group))
		close_group(h, element->group);
	count_child(h);
	sx_html_set_apart(h, traits);
	if (element->group == ITEM && !h->out)
		h->apart = ITEMS;
	if (element->group == CHOICE && ends_choice(h))
		return;
	if (traits & RAW) {
		h->state = RAW_TEXT;
		h->raw = h->tag;
		h->matched = 0;
	} else if (!(traits & VOID) && !(h->closed && (traits & ~(unsigned)(OUT | LISTING)) == 0)) {
		push(h, element, traits);
	}
}

/* An end tag without its start inside a cell does not end the cell. */
void sx_html_end_element(struct sx_html *h)
{
	const struct element *element = find_element(&h->tag);
	sx_html_set_apart(h, element->traits);
	if (element->traits & (RAW | VOID))
		return;
	if (h->deeper) {
		h->deeper -= is_counted(element->group);
		return;
	}
	bool whole =
		is_of_table(element->group) || sx_html_word_is(&h->tag, "body") || sx_html_word_is(&h->tag, "html");
	for (size_t i = h->depth; i > 0; i--) {
		if (h->open[i - 1].name == h->hash) {
			sx_html_pop_to(h, i - 1);
			return;
		}
		if (!whole && (h->open[i - 1].group == CELL || h->open[i - 1].group == TABLE))
			return;
	}
}
