#include "plot/render_priv.h"

/* True points in every terminal: a font of 7 is 7 pt, lw 1 is half a point, and 0.75*dot a dot of 4.5 pt. */
static const struct sx_format formats[] = {
	{ .name = "svg",
	  .suffixes = "svg",
	  .terminal = "set terminal svg noenhanced dynamic size page_w*zoom,page_h*zoom font sprintf('%s,%g', font, "
		      "font_size*zoom) linewidth 0.5*zoom "
		      "rounded "
		      "background '#ffffff'\n"
		      "dot = 8./font_size\n",
	  .begins = "<?xml",
	  .ends = "</svg>",
	  .finish = sx_finish_svg },
	{ .name = "pdf",
	  .suffixes = "pdf",
	  .terminal =
		  "set terminal pdfcairo noenhanced color size whole(page_w)/72*2.54 cm,whole(page_h)/72*2.54 cm font "
		  "sprintf('%s,%g', font, "
		  "font_size*zoom) fontscale 0.75 linewidth zoom rounded background '#ffffff'\n"
		  "dot = zoom\n",
	  .begins = "%PDF-",
	  .ends = "%%EOF",
	  .finish = sx_finish_pdf },
	{ .name = "png",
	  .suffixes = "png",
	  .terminal = "set terminal pngcairo noenhanced color size int(page_w*zoom/72*dpi + "
		      "0.5),int(page_h*zoom/72*dpi + 0.5) "
		      "font "
		      "sprintf('%s,%g', "
		      "font, font_size*zoom) fontscale dpi/96. linewidth dpi/144.*zoom pointscale dpi/72. rounded "
		      "background "
		      "'#ffffff'\n"
		      "dot = zoom\n",
	  .begins = "\x89PNG",
	  .ends = "IEND\xAE\x42\x60\x82",
	  .finish = sx_finish_png },
	{ .name = "eps",
	  .suffixes = "eps",
	  .terminal =
		  "set terminal epscairo noenhanced color size whole(page_w)/72*2.54 cm,whole(page_h)/72*2.54 cm font "
		  "sprintf('%s,%g', "
		  "font, font_size*zoom) fontscale 0.75 linewidth zoom rounded background '#ffffff'\n"
		  "dot = zoom\n",
	  .begins = "%!PS-Adobe",
	  .ends = "%%EOF",
	  .finish = sx_finish_eps },
	{ .name = "tex", .suffixes = "tex tikz" },
	{ .name = "term", .suffixes = "txt", .typed = true },
};

enum { FORMATS = sizeof formats / sizeof *formats, TERM = FORMATS - 1 };

static const struct sx_format *by_suffix(const char *output, struct sx_err *err)
{
	const char *name = strrchr(output, '/'), *dot = strrchr(name ? name : output, '.');
	for (size_t i = 0; dot && i < FORMATS; i++)
		if (sx_str_among(sx_str_of(dot + 1), formats[i].suffixes))
			return &formats[i];
	sx_fail(err, SX_USAGE, "%s: its suffix names no format of a figure", output);
	sx_err_hint(err, "end the name in .svg, .pdf, .png, .eps, .tex or .txt, or say --format");
	return NULL;
}

const struct sx_format *sx_format_find(const char *name, const char *output, struct sx_err *err)
{
	bool named = output && strcmp(output, "-") != 0 && strncmp(output, "/dev/", 5) != 0;
	if (!name)
		return named ? by_suffix(output, err) : &formats[TERM];
	for (size_t i = 0; i < FORMATS; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	sx_fail(err, SX_USAGE, "'%s' is no format of a figure", name);
	sx_err_hint(err, "choose svg, pdf, png, eps, tex or term");
	return NULL;
}

void sx_format_terminal(const struct sx_format *format, struct sx_buf *script, const struct sx_canvas *canvas,
			double font_size)
{
	sx_buf_addf(script, "font = '%s'; font_size = %.17g; dpi = %u; zoom = %.17g; suffix = '.%s'\n", canvas->font,
		    font_size, canvas->dpi, canvas->zoom, format->name);
	sx_buf_z(script, format->terminal);
}
