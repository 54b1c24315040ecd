#include "plot/render_priv.h"

#include "plot/crc_priv.h"

#include <math.h>
#include <stdint.h>

enum { SIGNATURE = 8, CHUNK = 12 }; /* a chunk's length, name and checksum */

static uint32_t read_u32(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static void add_u32(struct sx_buf *out, uint32_t x)
{
	const unsigned char b[4] = { (unsigned char)(x >> 24), (unsigned char)(x >> 16), (unsigned char)(x >> 8),
				     (unsigned char)x };
	sx_buf_add(out, b, 4);
}

static void add_chunk(struct sx_buf *out, const char name[4], const struct sx_buf *content)
{
	add_u32(out, (uint32_t)content->n);
	size_t from = out->n;
	sx_buf_add(out, name, 4);
	sx_buf_str(out, sx_buf_view(content));
	if (sx_buf_ok(out))
		add_u32(out, sx_crc32((struct sx_str){ out->p + from, out->n - from }));
	out->failed |= content->failed;
}

static void add_resolution(struct sx_buf *out, unsigned dpi)
{
	struct sx_buf content = { 0 };
	uint32_t per_metre = (uint32_t)lround(dpi / 0.0254);
	add_u32(&content, per_metre);
	add_u32(&content, per_metre);
	sx_buf_c(&content, 1); /* metres */
	add_chunk(out, "pHYs", &content);
	sx_buf_release(&content);
}

/* UTF-8, not compressed, no language. */
static void add_text(struct sx_buf *out, const char *keyword, const struct sx_buf *text)
{
	struct sx_buf content = { 0 };
	sx_buf_add(&content, keyword, strlen(keyword) + 1);
	sx_buf_add(&content, "\0\0\0\0", 4);
	sx_buf_str(&content, sx_buf_view(text));
	add_chunk(out, "iTXt", &content);
	sx_buf_release(&content);
}

static bool is_ours(const char *name)
{
	return memcmp(name, "pHYs", 4) == 0 || memcmp(name, "iTXt", 4) == 0 || memcmp(name, "tEXt", 4) == 0 ||
	       memcmp(name, "zTXt", 4) == 0 || memcmp(name, "tIME", 4) == 0;
}

/* Copy the chunks, ours in the place of any of their names, right behind the header. False when a chunk is cut. */
static bool copy_chunks(struct sx_buf *out, const struct sx_figure *figure, unsigned dpi)
{
	const struct sx_buf *png = &figure->bytes;
	sx_buf_add(out, png->p, SIGNATURE);
	for (size_t at = SIGNATURE; at < png->n;) {
		if (png->n - at < CHUNK || png->n - at - CHUNK < read_u32(png->p + at))
			return false;
		size_t length = CHUNK + read_u32(png->p + at);
		const char *name = png->p + at + 4;
		if (!is_ours(name))
			sx_buf_add(out, png->p + at, length);
		if (memcmp(name, "IHDR", 4) == 0) {
			add_resolution(out, dpi);
			add_text(out, "Title", &figure->title);
			add_text(out, "Description", &figure->alt);
		}
		at += length;
	}
	return true;
}

int sx_finish_png(struct sx_figure *figure, const struct sx_canvas *canvas, struct sx_err *err)
{
	struct sx_buf out = { 0 };
	bool whole = copy_chunks(&out, figure, canvas->dpi), ok = sx_buf_ok(&out);
	if (!whole || !ok) {
		sx_buf_release(&out);
		return ok ? sx_fail(err, SX_IO, "gnuplot wrote a cut PNG file")
			  : sx_fail(err, SX_NOMEM, "out of memory");
	}
	sx_buf_release(&figure->bytes);
	figure->bytes = out;
	return 0;
}
