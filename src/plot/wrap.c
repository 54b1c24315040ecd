#include "plot/wrap_priv.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "plot/fontwidth_priv.h"
#include "plot/text_priv.h"

#include <math.h>

#define ELLIPSIS "\xE2\x80\xA6"

/* Bytes of text that fit. */
static size_t fitting(struct sx_str text, double size, double width)
{
	double sum = 0;
	size_t at = 0, bytes;
	for (; at < text.n; at += bytes) {
		sum += sx_font_width(sx_utf8_at(text, at, &bytes)) * size / 1000;
		if (sum > width)
			break;
	}
	return at;
}

static bool breaks_after(uint32_t point)
{
	return point == ' ' || point == '-' || point == '/' || point == 0x2013 || point == 0x2014 ||
	       sx_utf8_cells_of(point) == 2;
}

/* Where to end a line that can hold `most` bytes of text; not in its first third, if a word must be cut anyway. */
static size_t break_before(struct sx_str text, size_t most)
{
	size_t best = 0, bytes;
	for (size_t at = 0; at < most; at += bytes)
		if (breaks_after(sx_utf8_at(text, at, &bytes)))
			best = at + bytes;
	if (most < text.n && text.p[most] == ' ')
		best = most;
	return best > most / 3 ? best : most;
}

static struct sx_str trimmed(struct sx_str s)
{
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	while (s.n && *s.p == ' ') {
		s.p++;
		s.n--;
	}
	return s;
}

/* The beginning of a text that is to be cut after n bytes: whole words, unless that leaves less than half of it. */
static struct sx_str whole_words(struct sx_str text, size_t n)
{
	size_t end = n;
	if (n < text.n && text.p[n] != ' ')
		while (end > n / 2 && text.p[end - 1] != ' ')
			end--;
	struct sx_str kept = trimmed((struct sx_str){ text.p, end > n / 2 ? end : n });
	while (kept.n > 1 && memchr(",;:", kept.p[kept.n - 1], 3))
		kept.n--;
	return kept;
}

struct sx_str sx_elide(struct sx_str text, double size, double head, size_t from, struct sx_arena *arena)
{
	struct sx_str kept = whole_words(text, fitting((struct sx_str){ text.p, from }, size, head));
	struct sx_buf buf = { 0 };
	sx_buf_str(&buf, kept);
	sx_buf_z(&buf, ELLIPSIS);
	sx_buf_str(&buf, trimmed((struct sx_str){ text.p + from, text.n - from }));
	struct sx_str copy = sx_keep_text(arena, &buf);
	sx_buf_release(&buf);
	return copy;
}

/* Where to break so that both lines fit and the longer is as short as can be; 0 when they do not fit. */
static size_t balanced_break(struct sx_str text, double size, double width)
{
	size_t best = 0, bytes;
	double shortest = width;
	for (size_t at = 0; at < text.n; at += bytes) {
		if (!breaks_after(sx_utf8_at(text, at, &bytes)) || at + bytes == text.n)
			continue;
		struct sx_str first = trimmed((struct sx_str){ text.p, at + bytes });
		struct sx_str rest = { text.p + at + bytes, text.n - at - bytes };
		double longer = fmax(sx_text_width(first, size), sx_text_width(rest, size));
		if (longer <= shortest) {
			shortest = longer;
			best = at + bytes;
		}
	}
	return best;
}

static struct sx_str cut(struct sx_str text, double size, double width, struct sx_arena *arena)
{
	return sx_elide(text, size, width - size, text.n, arena);
}

struct sx_wrapped sx_wrap(struct sx_str text, double size, double width, unsigned lines, struct sx_arena *arena)
{
	size_t fits = fitting(text, size, width);
	if (fits == text.n)
		return (struct sx_wrapped){ .line = { text } };
	if (lines < 2)
		return (struct sx_wrapped){ .line = { cut(text, size, width, arena) } };
	size_t balanced = balanced_break(text, size, width), end = balanced ? balanced : break_before(text, fits);
	if (end == 0)
		return (struct sx_wrapped){ .line = { text } };
	struct sx_str rest = trimmed((struct sx_str){ text.p + end, text.n - end });
	if (fitting(rest, size, width) < rest.n)
		rest = cut(rest, size, width, arena);
	return (struct sx_wrapped){ .line = { trimmed((struct sx_str){ text.p, end }), rest } };
}
