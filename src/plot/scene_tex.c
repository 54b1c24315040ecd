/* A scene as TikZ: a file for \input in a document, and a document of its own. Letters are those of the document. */
#include "plot/scene_write_priv.h"

#include "base/escape.h"
#include "plot/fontwidth_priv.h"

#include <math.h>

/* Places and sizes are in big points, 72 to an inch, as everywhere else. \documentclass has another meaning once it has
 * been used: that tells whether the file is read by a document. */
static const char *const head =
	"%% A figure by statext. In a document that has \\usepackage{tikz}: \\input{this file}.\n"
	"%% Alone: pdflatex, lualatex or xelatex make a PDF of this size.\n"
	"\\expandafter\\ifx\\csname @twoclasseserror\\endcsname\\documentclass\\let\\statextend\\relax\\else\n"
	"\\documentclass{article}\n"
	"\\usepackage[paperwidth=%gbp,paperheight=%gbp,margin=0bp]{geometry}\n"
	"\\usepackage{tikz}\n"
	"\\ifdefined\\Umathcode\\else\n"
	"\\IfFileExists{lmodern.sty}{\\usepackage[T1]{fontenc}\\usepackage{lmodern}}{}\n"
	"\\fi\n"
	"\\renewcommand{\\familydefault}{\\sfdefault}\n"
	"\\pagestyle{empty}\\setlength{\\parindent}{0pt}\\setlength{\\topskip}{0pt}\n"
	"\\begin{document}\n"
	"\\def\\statextend{\\end{document}}\n"
	"\\fi\n"
	"\\begingroup\n";

/* What packages such as babel make of these signs would disturb TikZ. A text that the document's letters make too wide
 * is narrowed to the room it was given. */
static const char *const prologue =
	"\\catcode`\\;=12 \\catcode`\\:=12 \\catcode`\\!=12 \\catcode`\\?=12 \\catcode`\\\"=12 \\catcode`\\'=12 "
	"\\catcode`\\`=12 \\catcode`\\<=12 \\catcode`\\>=12 \\catcode`\\==12 \\catcode`\\-=12 \\catcode`\\|=12 %%\n"
	"\\def\\statextfit#1#2{\\setbox0=\\hbox{#2}\\ifdim\\wd0>#1bp \\resizebox{#1bp}{\\height}{\\box0}"
	"\\else\\box0\\fi}%%\n"
	"\\def\\statexttext#1#2#3#4#5{\\node[anchor=#1] at (#2,#3) {\\statextfit{#4}{#5}};}%%\n"
	"\\fontsize{%gbp}{%gbp}\\selectfont\n"
	"\\begin{tikzpicture}[x=1bp,y=1bp,inner sep=0bp,outer sep=0bp,line cap=round,line join=round]\n"
	"\\useasboundingbox (0,0) rectangle (%g,%g);\n";

/* Widths of lines in points; 0: no layer of lines. */
static const double widths[SX_LAYERS] = {
	[SX_LAYER_GUIDES] = 0.25, [SX_LAYER_BARS] = 0.5,    [SX_LAYER_LINES] = 0.5,  [SX_LAYER_TREND] = 0.8,
	[SX_LAYER_DASHED] = 0.8,  [SX_LAYER_SPREADS] = 0.8, [SX_LAYER_RANGES] = 2.5, [SX_LAYER_ARROWS] = 0.8,
};

static const char *const anchors[SX_LAYERS] = {
	[SX_LAYER_LEFT] = "base west",         [SX_LAYER_RIGHT] = "base east", [SX_LAYER_CENTER] = "base",
	[SX_LAYER_UPRIGHT] = "base,rotate=90", [SX_LAYER_BOLD] = "base west",
};

static const double dot_radius = 2.25, hole_radius = 1.26; /* points */
static const double base_drop = 0.34; /* of the letters' size: from their middle to the base line */

struct writer {
	const struct sx_scene *scene;
	double zoom, widen;
	struct sx_buf *out;
};

struct point {
	double x, y;
};

static double share(bool log, double low, double high, double at)
{
	return log ? log10(at / low) / log10(high / low) : (at - low) / (high - low);
}

/* From the lower left corner of the page, as TikZ counts. */
static struct point point_of(const struct writer *w, const struct sx_place *at)
{
	const struct sx_frame *f = &w->scene->frame[at->frame];
	double x = f->left + f->width * share(f->x_log, f->x_low, f->x_high, at->x) + at->dx;
	double y = f->top + f->height * (1 - share(f->y_log, f->y_low, f->y_high, at->y)) + at->dy;
	return (struct point){ x * w->zoom, (w->scene->page_h - y) * w->zoom };
}

static void add_point(const struct writer *w, struct point p)
{
	/* No "-0.000". */
	sx_buf_addf(w->out, "(%.3f,%.3f)", round(p.x * 1000) / 1000 + 0.0, round(p.y * 1000) / 1000 + 0.0);
}

static void add_colour(const struct writer *w, unsigned colour)
{
	sx_buf_addf(w->out, "{rgb,255:red,%u;green,%u;blue,%u}", colour >> 16 & 0xFF, colour >> 8 & 0xFF,
		    colour & 0xFF);
}

/* A filled head at the end of a line, a little hollow behind, as gnuplot draws it. */
static void add_arrow_head(const struct writer *w, struct point from, struct point to, unsigned colour)
{
	const double behind = 3.15 * w->zoom, hollow = 2.42 * w->zoom, half = 1.27 * w->zoom;
	double length = hypot(to.x - from.x, to.y - from.y);
	if (!(length > 0))
		return;
	double ux = (to.x - from.x) / length, uy = (to.y - from.y) / length;
	sx_buf_z(w->out, "\\fill[color=");
	add_colour(w, colour);
	sx_buf_z(w->out, "] ");
	add_point(w, to);
	sx_buf_z(w->out, " -- ");
	add_point(w, (struct point){ to.x - ux * behind - uy * half, to.y - uy * behind + ux * half });
	sx_buf_z(w->out, " -- ");
	add_point(w, (struct point){ to.x - ux * hollow, to.y - uy * hollow });
	sx_buf_z(w->out, " -- ");
	add_point(w, (struct point){ to.x - ux * behind + uy * half, to.y - uy * behind - ux * half });
	sx_buf_z(w->out, " -- cycle;\n");
}

static void add_line(const struct writer *w, enum sx_layer layer, const struct sx_item *item)
{
	struct point from = point_of(w, &item->from), to = point_of(w, &item->to);
	bool box = layer == SX_LAYER_BARS;
	sx_buf_addf(w->out, "\\draw[line width=%.4gbp,color=", widths[layer] * w->zoom);
	add_colour(w, box ? SX_BLUE : item->colour);
	if (box) {
		sx_buf_z(w->out, ",fill=");
		add_colour(w, item->colour);
	}
	if (layer == SX_LAYER_DASHED)
		sx_buf_addf(w->out, ",line cap=butt,dash pattern=on %.4gbp off %.4gbp", 2.4 * w->zoom, 2.4 * w->zoom);
	sx_buf_z(w->out, "] ");
	add_point(w, from);
	sx_buf_z(w->out, box ? " rectangle " : " -- ");
	if (layer == SX_LAYER_ARROWS) { /* the line ends inside its head */
		double length = hypot(to.x - from.x, to.y - from.y), rest = length > 0 ? 1 - 2 * w->zoom / length : 1;
		add_point(w, (struct point){ from.x + (to.x - from.x) * rest, from.y + (to.y - from.y) * rest });
	} else {
		add_point(w, to);
	}
	sx_buf_z(w->out, ";\n");
	if (layer == SX_LAYER_ARROWS)
		add_arrow_head(w, from, to, item->colour);
}

/* Corners of a mark around its middle, in radii. */
static void add_corners(const struct writer *w, struct point p, double radius, const double corner[][2], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		add_point(w, (struct point){ p.x + corner[i][0] * radius, p.y + corner[i][1] * radius });
		sx_buf_z(w->out, " -- ");
	}
	sx_buf_z(w->out, "cycle;\n");
}

static void add_dot(const struct writer *w, enum sx_layer layer, const struct sx_item *item)
{
	static const double up[][2] = { { 0, 1.33 }, { -1.15, -0.67 }, { 1.15, -0.67 } };
	static const double down[][2] = { { 0, -1.33 }, { -1.15, 0.67 }, { 1.15, 0.67 } };
	static const double square[][2] = { { -1, -1 }, { 1, -1 }, { 1, 1 }, { -1, 1 } };
	static const double diamond[][2] = { { 0, -1.33 }, { 1.33, 0 }, { 0, 1.33 }, { -1.33, 0 } };
	double radius = (layer == SX_LAYER_HOLES ? hole_radius : dot_radius) * w->zoom;
	struct point p = point_of(w, &item->from);
	sx_buf_z(w->out, "\\fill[color=");
	add_colour(w, item->colour);
	sx_buf_z(w->out, "] ");
	switch (item->shape) {
	case SX_SQUARE:
		add_corners(w, p, radius, square, 4);
		return;
	case SX_TRIANGLE:
		add_corners(w, p, radius, up, 3);
		return;
	case SX_TRIANGLE_DOWN:
		add_corners(w, p, radius, down, 3);
		return;
	case SX_DIAMOND:
		add_corners(w, p, radius, diamond, 4);
		return;
	default:
		add_point(w, p);
		sx_buf_addf(w->out, " circle[radius=%.4gbp];\n", radius);
	}
}

static void add_text(const struct writer *w, enum sx_layer layer, const struct sx_item *item)
{
	double size = w->scene->font * w->zoom, drop = base_drop * size;
	bool bold = layer == SX_LAYER_BOLD, upright = layer == SX_LAYER_UPRIGHT;
	struct point p = point_of(w, &item->from);
	/* What the layout counted with, and a little for what rounding takes. */
	double room = sx_text_width(item->text, size * w->widen) * (bold ? 1.1 : 1) + 0.5;
	sx_buf_addf(w->out, "\\statexttext{%s}{%.3f}{%.3f}{%.2f}{%s", anchors[layer], p.x + (upright ? drop : 0),
		    p.y - (upright ? 0 : drop), room, bold ? "\\bfseries " : "");
	sx_escape_tex(w->out, item->text);
	sx_buf_z(w->out, "}\n");
}

void sx_scene_to_tex(const struct sx_scene *scene, const struct sx_canvas *canvas, struct sx_figure *figure)
{
	double zoom = canvas->zoom, width = scene->page_w * zoom, height = scene->page_h * zoom;
	struct writer w = { scene, zoom, canvas->widen, &figure->bytes };
	sx_buf_addf(w.out, head, width, height);
	sx_buf_addf(w.out, prologue, scene->font * zoom, scene->font * zoom * 1.2, width, height);
	for (enum sx_layer layer = 0; layer < SX_LAYERS; layer++)
		for (const struct sx_item *item = scene->first[layer]; item; item = item->next)
			switch (item->kind) {
			case SX_ITEM_LINE:
				add_line(&w, layer, item);
				break;
			case SX_ITEM_DOT:
				add_dot(&w, layer, item);
				break;
			case SX_ITEM_TEXT:
				add_text(&w, layer, item);
				break;
			}
	sx_buf_z(w.out, "\\end{tikzpicture}%\n\\endgroup\n\\statextend\n");
}
