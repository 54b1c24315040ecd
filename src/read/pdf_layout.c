/* What pdftotext says of a PDF's pages: every word and where it stands. Its own running text is not used, since it
 * drops the hyphen at the end of a line whatever it is: "20-" and "30 per cent" would be 2030 per cent. */
#include "base/utf8.h"
#include "read/pdf_priv.h"
#include "read/reader_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_RAISED = 16, MOST_NOTE = 3 };

static const double glued = 0.1, raised_gap = 0.25, raised_size = 0.85, raised_by = 0.15, edge = 0.12, farthest = 1e6;

struct box {
	double left, top, right, bottom;
};

struct layout {
	struct sx_pdf_pages *pages;
	double page_height;
	struct box last;  /* of the line: the last word … */
	struct box plain; /* … and the last one on the line's own height */
	bool block, in_line;
	struct sx_buf word;
};

/* Plain digits with a point, whatever the locale says. */
static double number(const char *p)
{
	double value = 0, unit = 1;
	bool negative = *p == '-';
	for (p += negative; *p >= '0' && *p <= '9'; p++)
		value = value * 10 + (*p - '0');
	if (*p == '.')
		for (p++; *p >= '0' && *p <= '9'; p++)
			value += (*p - '0') * (unit /= 10);
	value = value < farthest ? value : farthest;
	return negative ? -value : value;
}

static double attribute(const char *tag, const char *name)
{
	const char *at = strstr(tag, name);
	return at ? number(at + strlen(name)) : 0;
}

static struct box box_of(const char *tag)
{
	return (struct box){ attribute(tag, "xMin=\""), attribute(tag, "yMin=\""), attribute(tag, "xMax=\""),
			     attribute(tag, "yMax=\"") };
}

static double height(const struct box *box)
{
	return box->bottom - box->top;
}

static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* The word's text: entities undone, controls out, well-formed. */
static void decode_word(struct sx_buf *out, const char *s, const char *end)
{
	static const struct {
		const char *entity;
		char c;
	} known[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' } };
	struct sx_buf raw = { 0 };
	while (s < end) {
		size_t i = 0;
		while (*s == '&' && i < sizeof known / sizeof *known && !starts(s, known[i].entity))
			i++;
		if (*s == '&' && i < sizeof known / sizeof *known) {
			sx_buf_c(&raw, known[i].c);
			s += strlen(known[i].entity);
			continue;
		}
		if ((unsigned char)*s > ' ' && *s != 0x7F)
			sx_buf_c(&raw, *s);
		s++;
	}
	sx_buf_clear(out);
	sx_utf8_clean(out, sx_buf_view(&raw));
	out->failed |= !sx_buf_ok(&raw);
	sx_buf_release(&raw);
}

static struct sx_pdf_line *add_line(struct sx_pdf_pages *pages)
{
	if (pages->n_lines == pages->cap_lines) {
		size_t cap = pages->cap_lines ? pages->cap_lines * 2 : 256;
		struct sx_pdf_line *lines = realloc(pages->lines, cap * sizeof *lines);
		if (!lines) {
			pages->words.failed = true;
			return NULL;
		}
		pages->lines = lines;
		pages->cap_lines = cap;
	}
	return &pages->lines[pages->n_lines++];
}

static bool is_number(struct sx_str s)
{
	size_t at = s.n && (s.p[0] == '-' || s.p[0] == '+') ? 1 : 0, sign = at;
	if (s.n >= 3 && memcmp(s.p, "\xE2\x88\x92", 3) == 0)
		at = sign = 3;
	while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9')
		at++;
	return at > sign && at == s.n && s.n <= MOST_RAISED;
}

static bool is_higher(const struct box *box, const struct box *than)
{
	return height(box) < raised_size * height(than) && box->bottom < than->bottom - raised_by * height(than);
}

/* The small raised number that a footnote begins with counts nothing. */
static bool is_note_mark(const struct layout *l, const struct box *next)
{
	struct sx_str so_far = sx_pdf_text(l->pages, &l->pages->lines[l->pages->n_lines - 1]);
	return so_far.n <= MOST_NOTE && is_number(so_far) && is_higher(&l->last, next);
}

/* The line in hand was none; the next word begins it. */
static void take_back_line(struct layout *l)
{
	const struct sx_pdf_line *line = &l->pages->lines[--l->pages->n_lines];
	l->pages->words.n = line->text;
	l->pages->words.p[line->text] = '\0';
	l->block = line->block;
	l->in_line = false;
}

/* A word behind another of its line: apart from it, glued to it (another font began), or raised. */
static void join_word(struct layout *l, const struct box *box)
{
	struct sx_buf *words = &l->pages->words;
	double size = height(&l->plain), gap = box->left - l->last.right;
	bool raised = is_higher(box, &l->plain);
	bool touches = gap > -size / 2 && gap < (raised ? raised_gap : glued) * size;
	if (!touches)
		sx_buf_c(words, ' ');
	else if (raised && is_number(sx_buf_view(&l->word)))
		sx_buf_c(words, '^');
	sx_buf_str(words, sx_buf_view(&l->word));
	if (!raised)
		l->plain = *box;
	l->last = *box;
}

static void take_word(struct layout *l, const char *tag)
{
	const char *text = strchr(tag, '>'), *end = text ? strstr(text, "</word>") : NULL;
	struct box box = box_of(tag);
	struct sx_pdf_pages *pages = l->pages;
	if (!end)
		return;
	decode_word(&l->word, text + 1, end);
	pages->words.failed |= l->word.failed;
	if (!l->word.n)
		return;
	if (l->in_line && is_note_mark(l, &box))
		take_back_line(l);
	if (!l->in_line) {
		struct sx_pdf_line *line = add_line(pages);
		if (!line)
			return;
		*line = (struct sx_pdf_line){ .text = pages->words.n, .page = pages->pages, .block = l->block };
		line->margin = box.bottom < edge * l->page_height || box.top > (1 - edge) * l->page_height;
		sx_buf_str(&pages->words, sx_buf_view(&l->word));
		l->last = l->plain = box;
		l->in_line = true;
		l->block = false;
	} else {
		join_word(l, &box);
	}
	struct sx_pdf_line *line = &pages->lines[pages->n_lines - 1];
	line->n = pages->words.n - line->text;
	if (line->n == l->word.n) {
		line->left = (float)box.left;
		line->top = (float)box.top;
		line->bottom = (float)box.bottom;
	}
	if (height(&box) > (double)line->height)
		line->height = (float)height(&box);
}

static void take_tag(struct layout *l, const char *s)
{
	static const char date[] = "<meta name=\"CreationDate\" content=\"";
	l->pages->whole = starts(s, "</html>");
	if (starts(s, "<word ")) {
		take_word(l, s);
	} else if (starts(s, "<line ")) {
		l->in_line = false;
	} else if (starts(s, "<block ")) {
		l->block = true;
	} else if (starts(s, "<page ")) {
		l->pages->pages++;
		l->page_height = attribute(s, "height=\"");
	} else if (starts(s, date)) {
		const char *value = s + sizeof date - 1;
		struct sx_str day = sx_meta_date((struct sx_str){ value, strcspn(value, "\"") });
		if (day.n && day.n < sizeof l->pages->date)
			memcpy(l->pages->date, day.p, day.n);
	}
}

int sx_pdf_layout(struct sx_pdf_pages *pages, const char *path, struct sx_err *err)
{
	struct layout l = { .pages = pages };
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	int status = 0;
	if (!file && errno == ENOENT)
		return 0; /* nothing was written, so it is not whole */
	if (!file)
		return sx_fail_errno(err, "%s: cannot open", path);
	while (getline(&line, &size, file) >= 0 && sx_buf_ok(&pages->words))
		take_tag(&l, line + strspn(line, " \t"));
	if (!sx_buf_ok(&pages->words))
		status = sx_fail(err, SX_NOMEM, "out of memory");
	else if (!feof(file))
		status = sx_fail_errno(err, "%s: cannot read", path);
	free(line);
	fclose(file);
	sx_buf_release(&l.word);
	return status;
}

void sx_pdf_pages_release(struct sx_pdf_pages *pages)
{
	sx_buf_release(&pages->words);
	free(pages->lines);
	*pages = (struct sx_pdf_pages){ 0 };
}
