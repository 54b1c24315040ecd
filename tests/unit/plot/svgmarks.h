/* The marks of an SVG and their colours, from the file's own geometry. */
#ifndef SX_TESTS_PLOT_SVGMARKS_H
#define SX_TESTS_PLOT_SVGMARKS_H

#include "svgtext.h"

/* Contrast against white by WCAG 2. */
static inline double svg_contrast(unsigned r, unsigned g, unsigned b)
{
	const unsigned parts[] = { r, g, b };
	static const double weight[] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;
	for (int i = 0; i < 3; i++) {
		double c = parts[i] / 255.0;
		sum += weight[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return 1.05 / (sum + 0.05);
}

static inline double svg_contrast_at(const char *rgb)
{
	unsigned r, g, b;
	cr_assert_eq(sscanf(rgb, "rgb(%u, %u, %u)", &r, &g, &b), 3, "%.20s", rgb);
	return svg_contrast(r, g, b);
}

/* Grow a box by the points in a list of numbers: "M47.88,51.25 L110.18,43.66" or "1,2 3,4". */
static inline void svg_grow(struct svg_text *box, const char *from, const char *end)
{
	*box = (struct svg_text){ 1e9, 1e9, -1e9, -1e9, 0, "" };
	while (from < end) {
		double x, y;
		int n = 0;
		if (sscanf(from, "%lf,%lf%n", &x, &y, &n) == 2) {
			box->x0 = fmin(box->x0, x);
			box->x1 = fmax(box->x1, x);
			box->y0 = fmin(box->y0, y);
			box->y1 = fmax(box->y1, y);
		}
		from += n ? n : 1;
	}
}

static inline void svg_check_free(const struct svg_texts *texts, const struct svg_text *mark, const char *what)
{
	const double slack = 0.2;
	for (size_t i = 0; i < texts->n; i++) {
		const struct svg_text *a = &texts->text[i];
		bool meet = a->x0 + slack < mark->x1 && mark->x0 + slack < a->x1 && a->y0 + slack < mark->y1 &&
			    mark->y0 + slack < a->y1;
		cr_expect_not(meet, "%s: '%s' lies on a mark at %g, %g", what, a->words, mark->x0, mark->y0);
	}
}

/* Dots: dark unless they are holes, and under no text. Returns how many there are. */
static inline size_t svg_check_dots(const struct svg_texts *texts, const struct sx_buf *svg, const char *what)
{
	size_t dots = 0;
	for (const char *at = svg->p; (at = strstr(at, "<use xlink:href='#gpPt")); at++) {
		double x, y, radius;
		const char *place = strstr(at, "translate("), *colour = strstr(at, "color='");
		const char *end = strstr(at, "/>");
		if (!place || place > end) /* a definition */
			continue;
		cr_assert_eq(sscanf(place, "translate(%lf,%lf) scale(%lf)", &x, &y, &radius), 3);
		struct svg_text box = { x - radius, y - radius, x + radius, y + radius, 0, "" };
		svg_check_free(texts, &box, what);
		double contrast = svg_contrast_at(colour + strlen("color='"));
		cr_expect(contrast >= 3 || contrast < 1.01, "%s: a dot at %g, %g has a contrast of %g", what, x, y,
			  contrast);
		dots++;
	}
	return dots;
}

/* Bars and the heads of arrows: under no text; what is light has a dark outline. */
static inline size_t svg_check_fills(const struct svg_texts *texts, const struct sx_buf *svg, const char *what)
{
	size_t fills = 0;
	for (const char *at = svg->p; (at = strstr(at, "<polygon fill = '")); at++) {
		const char *points = strstr(at, "points = '") + strlen("points = '"), *end = strchr(points, '\'');
		const char *line = strstr(end, "stroke='rgb(");
		struct svg_text box;
		svg_grow(&box, points, end);
		svg_check_free(texts, &box, what);
		double contrast = svg_contrast_at(at + strlen("<polygon fill = '"));
		if (line && contrast < 3)
			contrast = svg_contrast_at(line + strlen("stroke='"));
		cr_expect_geq(contrast, 3, "%s: a box at %g, %g has a contrast of %g", what, box.x0, box.y0, contrast);
		fills++;
	}
	return fills;
}

/* Lines: guides are pale and thinner than all others, which are dark and half a point at least; thick ones, which are
 * ranges, lie under no text. */
static inline void svg_check_lines(const struct svg_texts *texts, const struct sx_buf *svg, double point,
				   const char *what)
{
	double width = 0, thinnest = 100, widest_guide = 0;
	for (const char *at = svg->p; (at = strpbrk(at, "<")); at++) {
		const char *style = strstr(at, "stroke-width=\""), *end = strchr(at, '>');
		if (strncmp(at, "<g ", 3) == 0 && style && style < end)
			width = strtod(style + strlen("stroke-width=\""), NULL) * point;
		if (strncmp(at, "<path stroke='rgb(", 18) != 0)
			continue;
		double contrast = svg_contrast_at(at + strlen("<path stroke='"));
		bool guide = contrast > 1.25 && contrast < 1.3;
		thinnest = guide ? thinnest : fmin(thinnest, width);
		widest_guide = guide ? fmax(widest_guide, width) : widest_guide;
		cr_expect(guide || contrast >= 3, "%s: a line of %g pt has a contrast of %g", what, width, contrast);
		const char *d = strstr(at, " d='") + strlen(" d='"), *stop = strchr(d, '\'');
		while (width > 2 && d < stop) { /* each from M to the next M */
			const char *next = memchr(d + 1, 'M', (size_t)(stop - d - 1));
			struct svg_text box;
			svg_grow(&box, d, next ? next : stop);
			svg_check_free(texts, &box, what);
			d = next ? next : stop;
		}
	}
	cr_expect(thinnest >= 0.49 && thinnest < 100, "%s: a line of %g pt", what, thinnest);
	cr_expect_lt(widest_guide, thinnest, "%s: guides of %g pt", what, widest_guide);
}

/* All of it, texts too. Returns how many dots and boxes there are. */
static inline size_t svg_check(const struct sx_buf *svg, double width_mm, const char *what)
{
	static struct svg_texts texts;
	svg_check_texts(svg, width_mm, what);
	svg_read_texts(&texts, svg);
	svg_check_lines(&texts, svg, width_mm / 25.4 * 72 / texts.width, what);
	return svg_check_dots(&texts, svg, what) + svg_check_fills(&texts, svg, what);
}

#endif
