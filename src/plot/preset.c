#include "plot/preset_priv.h"

#include "plot/scene_priv.h"

static const double narrowest = 40, widest = 400;
enum { DPI = 300, MOST_PIXELS = 16000, CELLS = 80 };

/* Widths of one and two columns in millimetres, and the size of letters in points; 0: 7, or 7.5 from 120 mm on. */
static const struct preset {
	const char *name;
	double column[2];
	double letters;
	bool titled;
} presets[] = {
	{ "default", { 89, 183 }, 0, false }, { "nature", { 89, 183 }, 7, false },
	{ "plos", { 132, 190.5 }, 8, false }, { "ieee", { 88.9, 181.9 }, 8, false },
	{ "slides", { 254, 254 }, 16, true }, { "web", { 150, 212 }, 9, true },
};

/* A figure is laid out with the letters of the default and then enlarged. Where a page is too narrow for its letters,
 * they shrink, but to no less than that. */
static double zoom_of(const struct preset *preset, double width_mm)
{
	double zoom = preset->letters > 0 ? preset->letters / SX_NARROW_FONT : 1;
	while (zoom > 1 && width_mm / zoom < narrowest)
		zoom = zoom / 1.1 < 1 ? 1 : zoom / 1.1;
	if (preset->letters > 0 && width_mm / zoom >= SX_WIDE_MM)
		zoom *= SX_NARROW_FONT / SX_WIDE_FONT;
	return zoom;
}

static const struct preset *find_preset(const char *name, struct sx_err *err)
{
	for (size_t i = 0; i < sizeof presets / sizeof *presets; i++)
		if (strcmp(presets[i].name, name ? name : "default") == 0)
			return &presets[i];
	sx_fail(err, SX_USAGE, "'%s' is no preset of a figure", name);
	sx_err_hint(err, "choose default, nature, plos, ieee, slides or web");
	return NULL;
}

int sx_canvas_set(struct sx_canvas *canvas, const struct sx_plot_options *options, const struct sx_format *format,
		  struct sx_err *err)
{
	const struct preset *preset = find_preset(options->preset, err);
	if (!preset)
		return -1;
	canvas->format = format;
	canvas->width_mm = options->width_mm > 0 ? options->width_mm : preset->column[options->columns == 2];
	canvas->dpi = options->dpi ? options->dpi : DPI;
	canvas->cells = options->term_width ? options->term_width : CELLS;
	canvas->ascii = options->term_ascii;
	canvas->widen = 1;
	canvas->titled = preset->titled;
	if (!(canvas->width_mm >= narrowest && canvas->width_mm <= widest))
		return sx_fail(err, SX_USAGE, "a figure can be %.0f to %.0f mm wide, not %g", narrowest, widest,
			       canvas->width_mm);
	if (canvas->width_mm / 25.4 * canvas->dpi > MOST_PIXELS)
		return sx_fail(err, SX_USAGE, "%g mm at %u dots an inch make a picture more than %d pixels wide",
			       canvas->width_mm, canvas->dpi, MOST_PIXELS);
	canvas->zoom = zoom_of(preset, canvas->width_mm);
	return 0;
}
