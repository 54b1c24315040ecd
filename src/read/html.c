/* HTML: the visible text. The tokens are those of the Living Standard (https://html.spec.whatwg.org/#tokenization); of
 * its trees only what decides which text is seen, where it parts and which of it is a heading. Offsets, lines and
 * columns are those of the source.
 *
 * It is read without a library: libxml2 (2.9) compares every attribute of a tag with all before it and every end tag
 * with all open elements, which takes 14 s for a hostile page of 1.3 MB, shows CDATA and raw text that browsers hide,
 * and does not know the references of HTML 5 such as &thinsp;. Here time is linear and memory bounded whatever the page
 * holds: names and values are kept as far as something is looked for in them, elements as deep as browsers keep them.
 */
#include "read/html_priv.h"

#include <stdlib.h>
#include <strings.h>

enum { CHARSET_WITHIN = 1024 }; /* bytes; by the standard */

static void html_close(void *state)
{
	struct sx_html *h = state;
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
	while (at < tag.n && sx_html_is_blank(tag.p[at]))
		at++;
	if (at >= tag.n || tag.p[at] != '=')
		return (struct sx_str){ 0 };
	at++;
	while (at < tag.n && (sx_html_is_blank(tag.p[at]) || tag.p[at] == '"' || tag.p[at] == '\''))
		at++;
	size_t from = at;
	while (at < tag.n && !sx_html_is_blank(tag.p[at]) && !strchr("\"';>/?", tag.p[at]))
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
	struct sx_html *h = calloc(1, sizeof *h);
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
static int advance(struct sx_html *h, struct sx_err *err)
{
	struct sx_piece piece;
	int got = sx_decoded_next(&h->decoded, &piece, err);
	if (got < 0)
		return -1;
	h->ended = got == 0;
	if (got) {
		h->read += piece.text.n;
		sx_weave_feed(&h->weave, &piece);
		sx_html_tokenize(h);
		sx_weave_fed(&h->weave);
		return 0;
	}
	sx_html_tokens_end(h);
	sx_html_pop_to(h, 0);
	return 0;
}

static int html_doc(void *state, struct sx_doc *doc, struct sx_err *err)
{
	(void)err;
	struct sx_html *h = state;
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
	struct sx_html *h = state;
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
	const struct sx_html *h = state;
	*first = h->decoded.decoder.first_bad;
	return h->decoded.decoder.bad;
}

static const char *html_guessed(const void *state)
{
	const struct sx_html *h = state;
	return h->decoded.guessed;
}

extern const struct sx_format sx_html_reader;
const struct sx_format sx_html_reader = { html_open, html_doc, html_piece, html_bad, html_close, html_guessed };
