#include "plot/scene_write_priv.h"

#include "plot/describe_priv.h"
#include "plot/render_priv.h"
#include "plot/text_priv.h"
#include "plot/wrap_priv.h"

#include <math.h>

double sx_scene_font(const struct sx_canvas *canvas)
{
	return canvas->width_mm / canvas->zoom < SX_WIDE_MM ? SX_NARROW_FONT : SX_WIDE_FONT;
}

void sx_scene_open(struct sx_scene *scene, const struct sx_canvas *canvas)
{
	*scene = (struct sx_scene){ .frames = 1, .font = sx_scene_font(canvas), .arena = canvas->arena };
	scene->page_w = canvas->width_mm / canvas->zoom / 25.4 * 72;
}

unsigned sx_scene_frame(struct sx_scene *scene, const struct sx_frame *frame)
{
	if (scene->frames < SX_MOST_FRAMES)
		scene->frames++;
	scene->frame[scene->frames - 1] = *frame;
	return scene->frames - 1;
}

static struct sx_item *add(struct sx_scene *scene, enum sx_layer layer, enum sx_item_kind kind, struct sx_place from)
{
	struct sx_item *item = sx_arena_alloc(scene->arena, sizeof *item), *last = scene->last[layer];
	if (!item)
		return NULL;
	*item = (struct sx_item){ .kind = kind, .from = from };
	if (last)
		last->next = item;
	else
		scene->first[layer] = item;
	scene->last[layer] = item;
	return item;
}

void sx_scene_line(struct sx_scene *scene, enum sx_layer layer, struct sx_place from, struct sx_place to,
		   unsigned colour)
{
	struct sx_item *item = add(scene, layer, SX_ITEM_LINE, from);
	if (!item)
		return;
	item->to = to;
	item->colour = colour;
}

void sx_scene_dot(struct sx_scene *scene, enum sx_layer layer, struct sx_place at, unsigned shape, unsigned colour)
{
	struct sx_item *item = add(scene, layer, SX_ITEM_DOT, at);
	if (!item)
		return;
	item->shape = shape;
	item->colour = colour;
}

void sx_scene_text(struct sx_scene *scene, enum sx_layer layer, struct sx_place at, struct sx_str text)
{
	struct sx_item *item = text.n ? add(scene, layer, SX_ITEM_TEXT, at) : NULL;
	if (item)
		item->text = sx_arena_dup(scene->arena, text);
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
	return fmin(SX_TITLE_ROOM, edge + line * (title.line[1].n ? 2 : 1) + 4);
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
	if (canvas->format->terminal)
		sx_scene_to_gnuplot(scene, canvas, figure);
	else
		sx_scene_to_tex(scene, canvas, figure);
	bool ok = sx_buf_ok(&figure->script) && sx_buf_ok(&figure->data) && sx_buf_ok(&figure->bytes);
	return ok && sx_arena_ok(canvas->arena) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}
