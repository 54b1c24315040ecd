/* What of a page is shown: its words, and what stands between them. */
#include "read/html_priv.h"

/* What is due before a character that is shown. */
static void part(struct sx_html *h)
{
	static const char *const marks[] = { "", " | ", "\n", "\n\n", SX_ITEM_BREAK };
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
static void join(struct sx_html *h, struct sx_str s)
{
	char c = *s.p;
	bool number = sx_html_is_digit(c) || c == '+' || c == '-' || (s.n >= 3 && memcmp(s.p, "\xE2\x88\x92", 3) == 0);
	if (h->glue && h->begun && !h->blank && (number || h->glue == '/'))
		sx_weave_insert(&h->weave, h->glue == '/' ? "/" : "^");
	h->glue = 0;
}

/* Code is no prose: a mark stands for it within a sentence. */
static bool is_shown(struct sx_html *h)
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

static void show_blank(struct sx_html *h, size_t at)
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
void sx_html_show(struct sx_html *h, struct sx_str s, const struct sx_origin *origin, size_t bytes)
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
static size_t show_words(struct sx_html *h, size_t from)
{
	struct sx_str in = h->weave.in;
	size_t at = from;
	while (at < in.n && in.p[at] != '<' && in.p[at] != '&') {
		if (sx_html_is_blank(in.p[at]) && (in.p[at] != ' ' || at + 1 == in.n || sx_html_is_blank(in.p[at + 1])))
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

size_t sx_html_text(struct sx_html *h, size_t at)
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
		if (sx_html_is_blank(c)) {
			if (!h->out && !h->code)
				show_blank(h, at);
			at++;
			continue;
		}
		at = show_words(h, at);
	}
	return at;
}

void sx_html_set_apart(struct sx_html *h, unsigned traits)
{
	if (h->out || h->apart >= BLOCKS)
		return;
	if (traits & BLOCK)
		h->apart = BLOCKS;
	else if (traits & LINE)
		h->apart = h->apart < LINES ? LINES : BLOCKS;
	else if ((traits & APART) && h->apart < CELLS)
		h->apart = CELLS;
}

void sx_html_end_heading(struct sx_html *h)
{
	uint64_t end = sx_weave_at(&h->weave);
	if (h->heading && end - (h->heading - 1) <= LONGEST_HEADING)
		sx_weave_heading(&h->weave, h->heading - 1);
	h->heading = 0;
	h->too_long = false;
}
