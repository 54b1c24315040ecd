/* A page being read, shared by the files html*.c: html.c the reader, html_token.c the tokens, html_element.c the
 * elements, html_text.c the text. */
#ifndef SX_READ_HTML_PRIV_H
#define SX_READ_HTML_PRIV_H

#include "read/decoded_priv.h"
#include "read/entity_priv.h"
#include "read/weave_priv.h"

enum {
	DEEPEST = 512,
	NAME = 16,
	VALUE = 256,
	AHEAD = 256 * 1024,     /* how far a page is read for its date before the text begins */
	LONGEST_HEADING = 2048, /* one longer than this is none */
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
	LISTING = 4096, /* <pre> in it is code */
};

/* Elements whose end tag may be left out, and what bounds the search for them. */
enum group { NONE, PARAGRAPH, ITEM, LIST, TERM, TERMS, CELL, ROW, ROWS, TABLE, CHOICE, READING };

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
enum wanted { UNWANTED, HIDDEN, STYLE, META_NAME, CONTENT, LANGUAGE, DATETIME, CLASS, ROLE, WANTED };

struct word {
	char p[NAME];
	size_t n; /* may be more than is kept */
};

struct value {
	char p[VALUE];
	size_t n;
};

struct sx_html {
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
	unsigned out, pre, code, listings, headings;

	enum { JOINED, CELLS, LINES, BLOCKS, ITEMS } apart; /* what stands between the last text and the next */
	bool begun, blank;                                  /* some text was given; it ended in white space */
	char glue;                                          /* before the next character: ^ or / or 0 */
	bool code_shown;
	uint64_t heading; /* where the heading at hand begins, + 1 */
	bool too_long;    /* it was, so it is none */

	char date[10], lang[4];
	size_t date_n, lang_n;
	bool date_by_meta;
};

static inline bool sx_html_is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static inline bool sx_html_is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline bool sx_html_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline char sx_html_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static inline bool sx_html_word_is(const struct word *word, const char *z)
{
	return word->n <= NAME && word->n == strlen(z) && memcmp(word->p, z, word->n) == 0;
}

/* Everything from here to the next mark, or to the end of the input. */
size_t sx_html_text(struct sx_html *html, size_t at);
/* One character that does not stand in the input as it is. */
void sx_html_show(struct sx_html *html, struct sx_str s, const struct sx_origin *origin, size_t bytes);
/* An element with these traits begins or ends here. */
void sx_html_set_apart(struct sx_html *html, unsigned traits);
void sx_html_end_heading(struct sx_html *html);

/* The tag at hand. */
void sx_html_start_element(struct sx_html *html);
void sx_html_end_element(struct sx_html *html);
void sx_html_pop_to(struct sx_html *html, size_t depth);

/* The weave's input, and the end of all input. */
void sx_html_tokenize(struct sx_html *html);
void sx_html_tokens_end(struct sx_html *html);

#endif
