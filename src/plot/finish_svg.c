#include "plot/render_priv.h"

#include "base/escape.h"

#include <stdio.h>

/* First place of `what` in s at or after `from`, or s.n. */
static size_t find(struct sx_str s, size_t from, const char *what)
{
	const char *at = from < s.n ? memmem(s.p + from, s.n - from, what, strlen(what)) : NULL;
	return at ? (size_t)(at - s.p) : s.n;
}

static void add_part(struct sx_buf *out, struct sx_str s, size_t from, size_t to)
{
	if (to > from)
		sx_buf_add(out, s.p + from, to - from);
}

/* The start tag of the document: our size in millimetres, gnuplot's view box and name spaces. The box is of whole
 * points: the height follows from it, so that it fills the picture. */
static void add_head(struct sx_buf *out, struct sx_str tag, struct sx_figure *figure)
{
	size_t box = find(tag, 0, "viewBox=\""), end = find(tag, box + 9, "\"");
	double width, height;
	if (end < tag.n && sscanf(tag.p + box, "viewBox=\"0 0 %lf %lf\"", &width, &height) == 2 && width > 0)
		figure->height_mm = figure->width_mm * height / width;
	sx_buf_addf(out, "<svg role=\"img\" aria-labelledby=\"title desc\" width=\"%gmm\" height=\"%.5gmm\"",
		    figure->width_mm, figure->height_mm);
	if (end < tag.n) {
		sx_buf_c(out, ' ');
		add_part(out, tag, box, end + 1);
	}
	sx_buf_z(out, " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n");
}

static void add_texts(struct sx_buf *out, const struct sx_figure *figure)
{
	sx_buf_z(out, "<title id=\"title\">");
	sx_escape_xml(out, sx_buf_view(&figure->title));
	sx_buf_z(out, "</title>\n<desc id=\"desc\">");
	sx_escape_xml(out, sx_buf_view(&figure->alt));
	sx_buf_z(out, "</desc>\n");
}

/* What gnuplot writes, up to `until` where that is set, and what takes its place: the fonts to take where the first is
 * not at hand, bold as CSS has it, smooth edges, no title that a browser would show beside the pointer. The first
 * figure of a process has another stroke in an empty group than those after it: one word for both. */
static const struct {
	const char *from, *until, *to;
} changes[] = {
	{ "font-family=\"Liberation Sans\"", NULL, "font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\"" },
	{ "font-family=\"Liberation Sans:Bold\"", NULL,
	  "font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\" font-weight=\"bold\"" },
	{ "color=\"#FFFFFF\" stroke=\"currentColor\"", NULL, "color=\"#FFFFFF\" stroke=\"black\"" },
	{ " shape-rendering='crispEdges'", NULL, "" },
	{ "<title>gnuplot_plot_", "</title>", "" },
};

enum { CHANGES = sizeof changes / sizeof *changes };

static void add_drawing(struct sx_buf *out, struct sx_str svg, size_t from)
{
	size_t next[CHANGES];
	for (size_t i = 0; i < CHANGES; i++)
		next[i] = find(svg, from, changes[i].from);
	for (;;) {
		size_t first = 0;
		for (size_t i = 1; i < CHANGES; i++)
			if (next[i] < next[first])
				first = i;
		add_part(out, svg, from, next[first]);
		if (next[first] == svg.n)
			return;
		sx_buf_z(out, changes[first].to);
		from = next[first] + strlen(changes[first].from);
		if (changes[first].until)
			from = find(svg, from, changes[first].until) + strlen(changes[first].until);
		from = from < svg.n ? from : svg.n;
		next[first] = find(svg, from, changes[first].from);
	}
}

int sx_finish_svg(struct sx_figure *figure, const struct sx_canvas *canvas, struct sx_err *err)
{
	struct sx_str svg = sx_buf_view(&figure->bytes);
	struct sx_buf out = { 0 };
	(void)canvas;
	size_t head = find(svg, 0, "<svg"), head_end = find(svg, head, ">");
	size_t desc = find(svg, head_end, "</desc>");
	if (desc == svg.n)
		return sx_fail(err, SX_IO, "gnuplot wrote an SVG file of an unknown kind");
	add_part(&out, svg, 0, head);
	add_head(&out, (struct sx_str){ svg.p + head, head_end - head }, figure);
	add_texts(&out, figure);
	add_drawing(&out, svg, desc + strlen("</desc>") + 1);
	if (!sx_buf_ok(&out)) {
		sx_buf_release(&out);
		return sx_fail(err, SX_NOMEM, "out of memory");
	}
	sx_buf_release(&figure->bytes);
	figure->bytes = out;
	return 0;
}
