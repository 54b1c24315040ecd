/* The texts of an SVG with the boxes they take, from the file's own geometry. */
#ifndef SX_TESTS_PLOT_SVGTEXT_H
#define SX_TESTS_PLOT_SVGTEXT_H

#include "base/buf.h"
#include "plot/fontwidth_priv.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct svg_text {
	double x0, y0, x1, y1, size;
	char words[400];
};

enum { SVG_MOST_TEXTS = 400 };

struct svg_texts {
	double width, height; /* of the view box */
	struct svg_text text[SVG_MOST_TEXTS];
	size_t n;
};

static inline void svg_unescape(char *to, size_t room, const char *from, const char *end)
{
	static const char *const entities[][2] = {
		{ "&lt;", "<" }, { "&gt;", ">" }, { "&amp;", "&" }, { "&quot;", "\"" }
	};
	size_t n = 0;
	while (from < end && n + 1 < room) {
		size_t skip = 0;
		for (size_t i = 0; i < 4 && !skip; i++)
			if (strncmp(from, entities[i][0], strlen(entities[i][0])) == 0) {
				to[n++] = *entities[i][1];
				skip = strlen(entities[i][0]);
			}
		if (!skip)
			to[n++] = *from;
		from += skip ? skip : 1;
	}
	to[n] = '\0';
}

/* One text: its group says where it is hung up, how, and how large. */
static inline void svg_read_text(struct svg_text *text, const char *group, const char *from, const char *end)
{
	double x = 0, y = 0;
	cr_assert_eq(sscanf(strstr(group, "translate("), "translate(%lf,%lf)", &x, &y), 2);
	text->size = strtod(strstr(group, "font-size=\"") + strlen("font-size=\""), NULL);
	svg_unescape(text->words, sizeof text->words, from, end);
	bool upright = strstr(group, "rotate(") && strstr(group, "rotate(") < from;
	bool bold = strstr(group, "font-weight=\"bold\"") && strstr(group, "font-weight=\"bold\"") < from;
	const char *anchor = strstr(group, "text-anchor=\"") + strlen("text-anchor=\"");
	double width = sx_text_width(sx_str_of(text->words), text->size) * (bold ? 1.1 : 1);
	double before = *anchor == 's' ? 0 : *anchor == 'm' ? width / 2 : width;
	/* From the base line letters reach 0.72 em up and 0.21 em down. */
	double up = 0.72 * text->size, down = 0.21 * text->size;
	if (upright)
		*text = (struct svg_text){ x - up, y + before - width, x + down, y + before, text->size, { 0 } };
	else
		*text = (struct svg_text){ x - before, y - up, x - before + width, y + down, text->size, { 0 } };
	svg_unescape(text->words, sizeof text->words, from, end);
}

static inline void svg_read_texts(struct svg_texts *texts, const struct sx_buf *svg)
{
	const char *box = strstr(svg->p, "viewBox=\"0 0 ");
	texts->n = 0;
	cr_assert(box && sscanf(box, "viewBox=\"0 0 %lf %lf\"", &texts->width, &texts->height) == 2);
	for (const char *at = svg->p; (at = strstr(at, "<text>"));) {
		const char *group = at, *from = at + strlen("<text>"), *end = strstr(at, "</text>");
		while (group > svg->p && strncmp(group, "<g ", 3) != 0)
			group--;
		cr_assert(end && texts->n < SVG_MOST_TEXTS);
		if (end > from)
			svg_read_text(&texts->text[texts->n++], group, from, end);
		at = end;
	}
}

/* No two texts overlap, none leaves the page, none is smaller than 6 points on paper. */
static inline void svg_check_texts(const struct sx_buf *svg, double width_mm, const char *what)
{
	static struct svg_texts texts;
	const double slack = 0.2;
	svg_read_texts(&texts, svg);
	cr_expect_geq(texts.n, 4, "%s: %zu texts", what, texts.n);
	double point = width_mm / 25.4 * 72 / texts.width;
	for (size_t i = 0; i < texts.n; i++) {
		const struct svg_text *a = &texts.text[i];
		cr_expect(a->x0 > -slack && a->x1 < texts.width + slack && a->y0 > -slack &&
				  a->y1 < texts.height + slack,
			  "%s: '%s' is cut: %g %g %g %g of %g %g", what, a->words, a->x0, a->y0, a->x1, a->y1,
			  texts.width, texts.height);
		cr_expect_geq(a->size * point, 6, "%s: '%s' has %g points", what, a->words, a->size * point);
		for (size_t k = 0; k < i; k++) {
			const struct svg_text *b = &texts.text[k];
			bool meet = a->x0 + slack < b->x1 && b->x0 + slack < a->x1 && a->y0 + slack < b->y1 &&
				    b->y0 + slack < a->y1;
			cr_expect_not(meet, "%s: '%s' and '%s' overlap", what, a->words, b->words);
		}
	}
}

#endif
