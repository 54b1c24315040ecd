#include "plot/scene_priv.h"

#include "base/escape.h"
#include "plot/describe_priv.h"
#include "plot/render_priv.h"
#include "plot/text_priv.h"
#include "plot/wrap_priv.h"

#include <math.h>

static const char *const prologue = SX_SCRIPT_HEAD
	". With the data file of the same name beside it, gnuplot -d NAME.gp draws the figure again.\n"
	"script = exists('ARG0') && strlen(ARG0) > 3 ? ARG0 : 'fig.gp'\n"
	"stem = (script[1:1] eq '/' ? '' : './').script[1:strlen(script) - 3]\n"
	"data = stem.'.tsv'\n"
	"set encoding utf8\n"
	"set datafile separator \"\\t\"\n"
	"\n"
	"# Block 0: the frames, places in points; the first is the page. A place is a frame, x and y on its\n"
	"# scales, and points to the right and down from there.\n"
	"frames = 0\n"
	"stats data index 0 using (frames = frames + 1) nooutput\n"
	"array L[frames]; array T[frames]; array W[frames]; array H[frames]\n"
	"array A[frames]; array B[frames]; array C[frames]; array D[frames]; array P[frames]; array Q[frames]\n"
	"stats data index 0 using (i = int($0) + 1, L[i] = $1, T[i] = $2, W[i] = $3, H[i] = $4, A[i] = $5, "
	"B[i] = $6, C[i] = $7, D[i] = $8, P[i] = $9, Q[i] = $10) nooutput\n"
	"page_w = W[1]; page_h = H[1]\n"
	"share(log, low, high, at) = log > 0 ? log10(at/low)/log10(high/low) : (at - low)/(1.*high - low)\n"
	"X(f, x, dx) = L[f] + W[f]*share(P[f], A[f], B[f], x) + dx\n"
	"Y(f, y, dy) = page_h - T[f] - H[f]*(1 - share(Q[f], C[f], D[f], y)) - dy\n"
	"X1(n) = X(int($1), $2, $4); Y1(n) = Y(int($1), $3, $5)\n"
	"X2(n) = X(int($1), $6, $8); Y2(n) = Y(int($1), $7, $9)\n"
	"\n";

static const char *const page = "set output stem.suffix\n"
				"\n"
				"set lmargin at screen 0; set rmargin at screen 1\n"
				"set bmargin at screen 0; set tmargin at screen 1\n"
				"set xrange [0:page_w]; set yrange [0:page_h]\n"
				"set border 0; unset key; unset tics\n"
				"head = 'size first 3.4,22,60'\n"
				"bold = font.':Bold,'.sprintf('%g', font_size*zoom)\n"
				"\n";

#define LINE(name, style)                                                                                              \
	"(X1(0)):(Y1(0)):(X2(0) - X1(0)):(Y2(0) - Y1(0)):10 with vectors " style " lc rgb variable title '" name "'"
#define TEXT(name, style) "(X1(0)):(Y1(0)):6 with labels " style " title '" name "'"
#define DOTS(name, size)  "(X1(0)):(Y1(0)):6:7 with points pt variable ps " size "*dot lc rgb variable title '" name "'"

static const struct {
	const char *fields; /* for who reads the data */
	const char *plot;
} layers[SX_LAYERS] = {
	[SX_LAYER_GUIDES] = { "guides", LINE("guides", "nohead lw 0.5") },
	[SX_LAYER_BARS] = { "bars", "((X1(0) + X2(0))/2):((Y1(0) + Y2(0))/2):(X1(0)):(X2(0)):(Y1(0)):(Y2(0)):10 with "
				    "boxxyerror fs solid 1 border rgb '#0072b2' lw 1 fc rgb variable title 'bars'" },
	[SX_LAYER_LINES] = { "axes", LINE("axes", "nohead lw 1") },
	[SX_LAYER_TREND] = { "trend", LINE("trend", "nohead lw 1.6") },
	[SX_LAYER_DASHED] = { "dashed trend", LINE("dashed", "nohead lw 1.6 dt (6,5)") },
	[SX_LAYER_SPREADS] = { "uncertainties", LINE("spreads", "nohead lw 1.6") },
	[SX_LAYER_RANGES] = { "ranges", LINE("ranges", "nohead lw 5") },
	[SX_LAYER_ARROWS] = { "arrows", LINE("arrows", "head filled @head lw 1.6") },
	[SX_LAYER_DOTS] = { "dots", DOTS("dots", "0.75") },
	[SX_LAYER_HOLES] = { "holes", DOTS("open", "0.42") },
	[SX_LAYER_LEFT] = { "texts that begin there", TEXT("left", "left") },
	[SX_LAYER_RIGHT] = { "texts that end there", TEXT("right", "right") },
	[SX_LAYER_CENTER] = { "texts around there", TEXT("center", "center") },
	[SX_LAYER_UPRIGHT] = { "texts read from below", TEXT("upright", "center rotate by 90") },
	[SX_LAYER_BOLD] = { "bold texts", TEXT("bold", "left font bold") },
};

double sx_scene_font(const struct sx_canvas *canvas)
{
	return canvas->width_mm / canvas->zoom < SX_WIDE_MM ? SX_NARROW_FONT : SX_WIDE_FONT;
}

void sx_scene_open(struct sx_scene *scene, const struct sx_canvas *canvas)
{
	*scene = (struct sx_scene){ .frames = 1, .font = sx_scene_font(canvas) };
	scene->page_w = canvas->width_mm / canvas->zoom / 25.4 * 72;
}

unsigned sx_scene_frame(struct sx_scene *scene, const struct sx_frame *frame)
{
	if (scene->frames < SX_MOST_FRAMES)
		scene->frames++;
	scene->frame[scene->frames - 1] = *frame;
	return scene->frames - 1;
}

static void add_place(struct sx_buf *out, const struct sx_place *at)
{
	sx_buf_addf(out, "%.17g\t%.17g\t%.6g\t%.6g", at->x, at->y, at->dx, at->dy);
}

/* Both ends are of one frame. */
void sx_scene_line(struct sx_scene *scene, enum sx_layer layer, struct sx_place from, struct sx_place to,
		   unsigned colour)
{
	struct sx_buf *out = &scene->layer[layer];
	sx_buf_addf(out, "%u\t", from.frame + 1);
	add_place(out, &from);
	sx_buf_c(out, '\t');
	add_place(out, &to);
	sx_buf_addf(out, "\t%u\n", colour);
}

void sx_scene_dot(struct sx_scene *scene, enum sx_layer layer, struct sx_place at, unsigned shape, unsigned colour)
{
	struct sx_buf *out = &scene->layer[layer];
	sx_buf_addf(out, "%u\t", at.frame + 1);
	add_place(out, &at);
	sx_buf_addf(out, "\t%u\t%u\n", shape, colour);
}

void sx_scene_text(struct sx_scene *scene, enum sx_layer layer, struct sx_place at, struct sx_str text)
{
	struct sx_buf *out = &scene->layer[layer];
	if (!text.n)
		return;
	sx_buf_addf(out, "%u\t", at.frame + 1);
	add_place(out, &at);
	sx_buf_c(out, '\t');
	sx_escape_gnuplot_field(out, text);
	sx_buf_c(out, '\n');
}

double sx_scene_head(struct sx_scene *scene, const struct sx_canvas *canvas, const struct sx_figure *figure)
{
	const double edge = 2, line = 10;
	if (!canvas->titled)
		return 0;
	/* Bold letters are up to a tenth wider. */
	struct sx_wrapped title = sx_wrap(sx_buf_view(&figure->title), scene->font * canvas->widen * 1.1,
					  scene->page_w - 2 * edge, 2, canvas->arena);
	sx_scene_text(scene, SX_LAYER_BOLD, sx_at(edge, edge + line / 2), title.line[0]);
	sx_scene_text(scene, SX_LAYER_BOLD, sx_at(edge, edge + line * 1.5), title.line[1]);
	return edge + line * (title.line[1].n ? 2 : 1) + 4;
}

void sx_scene_foot(struct sx_scene *scene, const struct sx_canvas *canvas, const struct sx_series *series)
{
	const double edge = 2, line = 10;
	struct sx_buf source = { 0 };
	if (!canvas->titled)
		return;
	sx_buf_z(&source, "Source: ");
	if (sx_describe_source(&source, series)) {
		struct sx_str text = sx_keep_text(canvas->arena, &source);
		text = sx_wrap(text, scene->font * canvas->widen, scene->page_w - 2 * edge, 1, canvas->arena).line[0];
		sx_scene_text(scene, SX_LAYER_LEFT, sx_at(edge, scene->page_h + line / 2 + edge), text);
		scene->page_h += line + 2 * edge;
	}
	canvas->arena->failed |= source.failed;
	sx_buf_release(&source);
}

static void add_script(struct sx_buf *script, const struct sx_scene *scene, const struct sx_canvas *canvas)
{
	unsigned index = 0;
	sx_buf_z(script, prologue);
	sx_format_terminal(canvas->format, script, canvas, scene->font);
	sx_buf_z(script, page);
	for (enum sx_layer layer = 0; layer < SX_LAYERS; layer++)
		if (scene->layer[layer].n)
			sx_buf_addf(script, "%s data index %u using %s", index ? ", \\\n " : "plot", index + 1,
				    layers[layer].plot),
				index++;
	sx_buf_z(script, "\nset output\n");
}

static void add_data(struct sx_buf *data, const struct sx_scene *scene)
{
	sx_buf_z(data, SX_DATA_HEAD "; block 0: frames: left, top, width, height, x from, to, y from, to, logarithmic "
				    "x, y\n");
	for (unsigned i = 0; i < scene->frames; i++) {
		const struct sx_frame *f = &scene->frame[i];
		sx_buf_addf(data, "%.17g\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\t%d\t%d\n", f->left, f->top,
			    f->width, f->height, f->x_low, f->x_high, f->y_low, f->y_high, f->x_log, f->y_log);
	}
	for (enum sx_layer layer = 0; layer < SX_LAYERS; layer++) {
		if (!scene->layer[layer].n)
			continue;
		sx_buf_addf(data, "\n\n# %s\n", layers[layer].fields);
		sx_buf_str(data, sx_buf_view(&scene->layer[layer]));
	}
}

int sx_scene_close(struct sx_scene *scene, const struct sx_canvas *canvas, struct sx_figure *figure, struct sx_err *err)
{
	scene->page_h = ceil(scene->page_h);
	scene->frame[0] = (struct sx_frame){
		.width = scene->page_w,
		.height = scene->page_h,
		.x_high = scene->page_w,
		.y_low = scene->page_h,
	};
	figure->width_mm = canvas->width_mm;
	figure->height_mm = scene->page_h / 72 * 25.4 * canvas->zoom;
	add_script(&figure->script, scene, canvas);
	add_data(&figure->data, scene);
	bool ok = sx_buf_ok(&figure->script) && sx_buf_ok(&figure->data) && sx_arena_ok(canvas->arena);
	for (enum sx_layer layer = 0; layer < SX_LAYERS; layer++) {
		ok = ok && sx_buf_ok(&scene->layer[layer]);
		sx_buf_release(&scene->layer[layer]);
	}
	return ok ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}
