/* A scene as a gnuplot script and its data. */
#include "plot/scene_write_priv.h"

#include "base/escape.h"
#include "plot/render_priv.h"

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
	"# A page of whole points, as cairo cuts off the rest.\n"
	"whole(points) = floor(points*zoom + 0.5) + 0.01\n"
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
/* Terminals outline the dots that they fill: by next to nothing. */
/* Diamonds are larger: as much colour as the others have. */
#define DOTS(name, size)                                                                                               \
	"(X1(0)):(Y1(0)):(" size "*dot*($6 == 13 ? 1.3 : 1)):6:7 with points ps variable pt variable lw 0.01 lc rgb "  \
	"variable title '" name "'"

static const struct {
	const char *fields; /* for who reads the data */
	const char *plot;
} layers[SX_LAYERS] = {
	[SX_LAYER_GUIDES] = { "guides", LINE("guides", "nohead lw 0.5") },
	[SX_LAYER_BARS] = { "bars", "((X1(0) + X2(0))/2):((Y1(0) + Y2(0))/2):(X1(0)):(X2(0)):(Y1(0)):(Y2(0)):10 with "
				    "boxxyerror fs solid 1 border rgb '#0072b2' lw 1 fc rgb variable title 'bars'" },
	[SX_LAYER_LINES] = { "axes", LINE("axes", "nohead lw 1") },
	[SX_LAYER_TREND] = { "trend", LINE("trend", "nohead lw 1.6") },
	[SX_LAYER_DASHED] = { "dashed trend", LINE("dashed", "nohead lw 1.6 dt (6,7)") },
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

static void add_place(struct sx_buf *out, const struct sx_place *at)
{
	sx_buf_addf(out, "%.17g\t%.17g\t%.6g\t%.6g", at->x, at->y, at->dx, at->dy);
}

/* What is drawn as a line of the data file. Both ends are of one frame. */
static void add_item(struct sx_buf *out, const struct sx_item *item)
{
	sx_buf_addf(out, "%u\t", item->from.frame + 1);
	add_place(out, &item->from);
	sx_buf_c(out, '\t');
	switch (item->kind) {
	case SX_ITEM_LINE:
		add_place(out, &item->to);
		sx_buf_addf(out, "\t%u", item->colour);
		break;
	case SX_ITEM_DOT:
		sx_buf_addf(out, "%u\t%u", item->shape, item->colour);
		break;
	case SX_ITEM_TEXT:
		sx_escape_gnuplot_field(out, item->text);
		break;
	}
	sx_buf_c(out, '\n');
}

static void add_script(struct sx_buf *script, const struct sx_scene *scene, const struct sx_canvas *canvas)
{
	unsigned index = 0;
	sx_buf_z(script, prologue);
	sx_format_terminal(canvas->format, script, canvas, scene->font);
	sx_buf_z(script, page);
	for (enum sx_layer layer = 0; layer < SX_LAYERS; layer++)
		if (scene->first[layer])
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
		if (!scene->first[layer])
			continue;
		sx_buf_addf(data, "\n\n# %s\n", layers[layer].fields);
		for (const struct sx_item *item = scene->first[layer]; item; item = item->next)
			add_item(data, item);
	}
}

void sx_scene_to_gnuplot(const struct sx_scene *scene, const struct sx_canvas *canvas, struct sx_figure *figure)
{
	add_script(&figure->script, scene, canvas);
	add_data(&figure->data, scene);
}
