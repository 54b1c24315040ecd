#include "plot/render_priv.h"

#include "base/utf8.h"

/* A comment of a document's structure: one line of printing ASCII, at most 200 characters. */
static void add_comment(struct sx_buf *out, const char *key, struct sx_str text)
{
	size_t written = 0;
	sx_buf_addf(out, "%s ", key);
	for (size_t at = 0, bytes; at < text.n && written < 200; at += bytes, written++) {
		uint32_t point = sx_utf8_at(text, at, &bytes);
		sx_buf_c(out, point >= ' ' && point < 0x7F ? (char)point : '?');
	}
	sx_buf_c(out, '\n');
}

/* cairo writes the hour of the drawing and no title. Lines up to the end of the comments are looked at, the rest is
 * copied. */
int sx_finish_eps(struct sx_figure *figure, const struct sx_canvas *canvas, struct sx_err *err)
{
	static const char date[] = "%%CreationDate:", title[] = "%%Title:", end[] = "%%EndComments";
	struct sx_str eps = sx_buf_view(&figure->bytes);
	struct sx_buf out = { 0 };
	bool head = true;
	(void)canvas;
	for (size_t at = 0; at < eps.n;) {
		const char *stop = memchr(eps.p + at, '\n', eps.n - at);
		size_t n = stop ? (size_t)(stop - eps.p) + 1 - at : eps.n - at;
		struct sx_str line = { eps.p + at, head ? n : eps.n - at };
		if (head && line.n >= sizeof end - 1 && memcmp(line.p, end, sizeof end - 1) == 0) {
			add_comment(&out, title, sx_buf_view(&figure->title));
			head = false;
		}
		bool drop = head && ((line.n >= sizeof date && memcmp(line.p, date, sizeof date - 1) == 0) ||
				     (line.n >= sizeof title && memcmp(line.p, title, sizeof title - 1) == 0));
		if (!drop)
			sx_buf_str(&out, line);
		at += line.n;
	}
	if (!sx_buf_ok(&out)) {
		sx_buf_release(&out);
		return sx_fail(err, SX_NOMEM, "out of memory");
	}
	sx_buf_release(&figure->bytes);
	figure->bytes = out;
	return 0;
}
