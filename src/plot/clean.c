#include "plot/clean_priv.h"

#include "base/utf8.h"

enum { MOST = 300, MOST_MARKS = 4 };

static bool is_blank(uint32_t point)
{
	return point <= ' ' || (point >= 0x7F && point <= 0xA0) || (point >= 0x2000 && point <= 0x200A) ||
	       point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F || point == 0x3000;
}

static bool turns_direction(uint32_t point)
{
	return point == 0x061C || point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) ||
	       (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF;
}

static uint32_t next_point(struct sx_str text, size_t *at)
{
	size_t bytes;
	uint32_t point = sx_utf8_next(text, *at, &bytes);
	*at += bytes;
	return point == SX_UTF8_BAD || (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF) ? 0xFFFD
													  : point;
}

static void clean(struct sx_buf *out, struct sx_str text, size_t most)
{
	size_t written = 0, marks = 0;
	bool blank = false;
	for (size_t at = 0; at < text.n && written < most;) {
		uint32_t point = next_point(text, &at);
		if (turns_direction(point))
			continue;
		if (is_blank(point)) {
			blank = written > 0;
			continue;
		}
		marks = sx_utf8_cells_of(point) == 0 ? marks + 1 : 0;
		if (marks > MOST_MARKS)
			continue;
		if (blank)
			sx_buf_c(out, ' ');
		blank = false;
		sx_utf8_add(out, point);
		written++;
	}
}

void sx_clean_text(struct sx_buf *out, struct sx_str text)
{
	clean(out, text, MOST);
}

void sx_clean_line(struct sx_buf *out, struct sx_str text)
{
	clean(out, text, SIZE_MAX);
}

/* Whether the letters before byte `end` are a unit of length, whose powers are areas and volumes, or of time. */
static bool has_powers(struct sx_str s, size_t end)
{
	static const char *const units[] = { "m",  "km", "cm", "mm", "dm", "nm", "\xC2\xB5m",
					     "ft", "in", "mi", "yd", "s",  "h" };
	size_t from = end;
	while (from && (((s.p[from - 1] | 32) >= 'a' && (s.p[from - 1] | 32) <= 'z') || (s.p[from - 1] & 0x80)))
		from--;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (sx_str_is((struct sx_str){ s.p + from, end - from }, units[i]))
			return true;
	return false;
}

void sx_clean_unit(struct sx_buf *out, struct sx_str unit)
{
	struct sx_buf clean = { 0 };
	sx_clean_text(&clean, unit);
	struct sx_str s = sx_buf_view(&clean);
	for (size_t i = 0; i < s.n; i++) {
		bool last = i + 1 == s.n || s.p[i + 1] == '/' || s.p[i + 1] == ' ' || s.p[i + 1] == '*';
		if ((s.p[i] == '2' || s.p[i] == '3') && last && has_powers(s, i))
			sx_buf_z(out, s.p[i] == '2' ? "\xC2\xB2" : "\xC2\xB3");
		else
			sx_buf_c(out, s.p[i]);
	}
	out->failed |= clean.failed;
	sx_buf_release(&clean);
}

void sx_clean_kind(struct sx_buf *out, struct sx_str kind)
{
	size_t from = out->n;
	sx_clean_text(out, kind);
	for (size_t i = from; i < out->n; i++)
		if (out->p[i] == '_')
			out->p[i] = ' ';
}

/* Capitals of Latin-1, Greek and Cyrillic stand at a fixed distance from their small letters. */
static uint32_t capital(uint32_t point)
{
	if ((point >= 'a' && point <= 'z') || (point >= 0xE0 && point <= 0xFE && point != 0xF7) ||
	    (point >= 0x3B1 && point <= 0x3C9 && point != 0x3C2) || (point >= 0x430 && point <= 0x44F))
		return point - 32;
	if (point >= 0x450 && point <= 0x45F)
		return point - 80;
	return point;
}

/* "iPhone", "pH", "kWh": a capital later in the word says that the small first letter is meant. */
static bool is_mixed(struct sx_str word)
{
	for (size_t i = 1; i < word.n && word.p[i] != ' '; i++)
		if (word.p[i] >= 'A' && word.p[i] <= 'Z')
			return true;
	return false;
}

void sx_clean_label(struct sx_buf *out, struct sx_str text)
{
	struct sx_buf clean = { 0 };
	sx_clean_text(&clean, text);
	struct sx_str rest = sx_buf_view(&clean);
	if (rest.n && !is_mixed(rest)) {
		size_t bytes;
		sx_utf8_add(out, capital(sx_utf8_at(rest, 0, &bytes)));
		rest = (struct sx_str){ rest.p + bytes, rest.n - bytes };
	}
	sx_buf_str(out, rest);
	out->failed |= clean.failed;
	sx_buf_release(&clean);
}
