#include "base/escape.h"

#include "base/lanes.h"
#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD };

static bool is_control(uint32_t point)
{
	return point < 0x20 || (point >= 0x7F && point < 0xA0);
}

/* Marks that reorder what stands around them (Unicode, Bidi_Control). */
static bool is_bidi(uint32_t point)
{
	return point == 0x061C || point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) ||
	       (point >= 0x2066 && point <= 0x2069);
}

/* Take the next character of unchecked text; U+FFFD for a bad run. */
static uint32_t take(struct sx_str s, size_t *at)
{
	size_t bytes;
	uint32_t point = sx_utf8_next(s, *at, &bytes);
	*at += bytes;
	return point == SX_UTF8_BAD ? REPLACEMENT : point;
}

/* strchr() for a set of a few: no call for every character. */
static inline bool is_in(char c, const char *set)
{
	for (; *set; set++)
		if (c == *set)
			return true;
	return false;
}

/* The end of printable ASCII from `at` on that does not stand in `special`. */
static inline size_t plain_end(struct sx_str s, size_t at, const char *special)
{
	for (; s.n - at >= SX_LANES; at += SX_LANES) {
		sx_lanes c = sx_lanes_at(s.p + at), other = ~sx_lanes_below(c - 0x20, 0x7F - 0x20);
		for (const char *sign = special; *sign; sign++)
			other |= sx_lanes_are(c, (unsigned char)*sign);
		unsigned bits = sx_lanes_bits(other);
		if (bits)
			return at + (size_t)__builtin_ctz(bits);
	}
	while (at < s.n && s.p[at] >= 0x20 && s.p[at] < 0x7F && !is_in(s.p[at], special))
		at++;
	return at;
}

/* That goes out as it is, in one piece. */
static inline size_t copy_plain(struct sx_buf *out, struct sx_str s, size_t at, const char *special)
{
	size_t end = plain_end(s, at, special);
	if (end > at)
		sx_buf_add(out, s.p + at, end - at);
	return end;
}

static void json_point(struct sx_buf *out, uint32_t point)
{
	static const char letters[] = "btn\0fr"; /* U+0008 to U+000D */
	if (point == '"' || point == '\\')
		sx_buf_addf(out, "\\%c", (char)point);
	else if (point >= '\b' && point <= '\r' && letters[point - '\b'])
		sx_buf_addf(out, "\\%c", letters[point - '\b']);
	else if (is_control(point) || is_bidi(point) || point == 0x2028 || point == 0x2029)
		sx_buf_addf(out, "\\u%04x", (unsigned)point);
	else
		sx_utf8_add(out, point);
}

void sx_escape_json(struct sx_buf *out, struct sx_str s)
{
	char *to = plain_end(s, 0, "\"\\") == s.n ? sx_buf_room(out, s.n + 2) : NULL;
	if (to) { /* as most are */
		to[0] = '"';
		if (s.n)
			memcpy(to + 1, s.p, s.n);
		memcpy(to + 1 + s.n, "\"", 2);
		out->n += s.n + 2;
		return;
	}
	sx_buf_c(out, '"');
	for (size_t at = copy_plain(out, s, 0, "\"\\"); at < s.n; at = copy_plain(out, s, at, "\"\\"))
		json_point(out, take(s, &at));
	sx_buf_c(out, '"');
}

void sx_escape_terminal(struct sx_buf *out, struct sx_str s)
{
	for (size_t at = copy_plain(out, s, 0, ""); at < s.n; at = copy_plain(out, s, at, "")) {
		uint32_t point = take(s, &at);
		if (point == '\r' && at < s.n && s.p[at] == '\n')
			continue; /* the line feed becomes the one blank of both */
		if (point == '\t' || point == '\n' || point == 0x2028 || point == 0x2029)
			sx_buf_c(out, ' ');
		else if (point < 0x80)
			sx_buf_addf(out, "\\x%02X", (unsigned)point);
		else if (is_control(point) || is_bidi(point))
			sx_buf_addf(out, "\\u{%04X}", (unsigned)point);
		else
			sx_utf8_add(out, point);
	}
}

static void xml_point(struct sx_buf *out, uint32_t point)
{
	switch (point) {
	case '&':
		sx_buf_z(out, "&amp;");
		break;
	case '<':
		sx_buf_z(out, "&lt;");
		break;
	case '>':
		sx_buf_z(out, "&gt;");
		break;
	case '"':
		sx_buf_z(out, "&quot;");
		break;
	case '\'':
		sx_buf_z(out, "&#39;");
		break;
	case '\r': /* a bare one would be read back as a line feed */
		sx_buf_z(out, "&#13;");
		break;
	case '\t':
	case '\n':
		sx_buf_c(out, (char)point);
		break;
	default:
		/* U+FFFE and U+FFFF are no characters of XML 1.0. */
		sx_utf8_add(out, is_control(point) || point == 0xFFFE || point == 0xFFFF ? REPLACEMENT : point);
	}
}

void sx_escape_xml(struct sx_buf *out, struct sx_str s)
{
	for (size_t at = copy_plain(out, s, 0, "&<>\"'"); at < s.n; at = copy_plain(out, s, at, "&<>\"'"))
		xml_point(out, take(s, &at));
}

void sx_escape_gnuplot_field(struct sx_buf *out, struct sx_str s)
{
	sx_buf_c(out, '"');
	for (size_t at = copy_plain(out, s, 0, "\"\\"); at < s.n; at = copy_plain(out, s, at, "\"\\")) {
		uint32_t point = take(s, &at);
		if (point == '"' || point == '\\')
			sx_buf_c(out, (char)point);
		sx_utf8_add(out, is_control(point) ? ' ' : point);
	}
	sx_buf_c(out, '"');
}

/* What TeX would not take as itself, or would join with its neighbours, and signs that its fonts spell otherwise. */
static const struct {
	uint32_t point;
	const char *command;
} tex[] = {
	{ '\\', "\\textbackslash{}" },
	{ '{', "\\{" },
	{ '}', "\\}" },
	{ '$', "\\$" },
	{ '&', "\\&" },
	{ '#', "\\#" },
	{ '%', "\\%" },
	{ '_', "\\_" },
	{ '^', "\\textasciicircum{}" },
	{ '~', "\\textasciitilde{}" },
	{ '<', "\\textless{}" },
	{ '>', "\\textgreater{}" },
	{ '|', "\\textbar{}" },
	{ '"', "\\char34{}" },
	{ '`', "\\textasciigrave{}" },
	{ '\'', "'{}" },
	{ '-', "-{}" },
	{ ',', ",{}" },
	{ '!', "!{}" },
	{ '?', "?{}" },
	{ 0xA0, "\\ " },
	{ 0xA3, "\\textsterling{}" },
	{ 0xA5, "\\textyen{}" },
	{ 0xB0, "\\textdegree{}" },
	{ 0xB1, "\\textpm{}" },
	{ 0xB2, "\\ensuremath{^2}" },
	{ 0xB3, "\\ensuremath{^3}" },
	{ 0xB5, "\\textmu{}" },
	{ 0x3BC, "\\textmu{}" },
	{ 0xB7, "\\textperiodcentered{}" },
	{ 0xD7, "\\texttimes{}" },
	{ 0x2013, "\\textendash{}" },
	{ 0x2014, "\\textemdash{}" },
	{ 0x2018, "\\textquoteleft{}" },
	{ 0x2019, "\\textquoteright{}" },
	{ 0x201C, "\\textquotedblleft{}" },
	{ 0x201D, "\\textquotedblright{}" },
	{ 0x2026, "\\ldots{}" },
	{ 0x202F, "\\," },
	{ 0x2009, "\\," },
	{ 0x20AC, "\\texteuro{}" },
	{ 0x2212, "\\ensuremath{-}" },
	{ 0x2264, "\\ensuremath{\\leq}" },
	{ 0x2265, "\\ensuremath{\\geq}" },
	{ 0x2248, "\\ensuremath{\\approx}" },
};

static const char *tex_command(uint32_t point)
{
	for (size_t i = 0; i < sizeof tex / sizeof *tex; i++)
		if (tex[i].point == point)
			return tex[i].command;
	return NULL;
}

bool sx_escape_tex_has(uint32_t point)
{
	bool latin = (point >= 0xC0 && point <= 0x17E) || point == 0xA1 || point == 0xBF;
	return (point >= 0x20 && point < 0x7F) || latin || tex_command(point);
}

void sx_escape_tex(struct sx_buf *out, struct sx_str s)
{
	for (size_t at = 0; at < s.n;) {
		uint32_t point = take(s, &at);
		const char *command = tex_command(point);
		if (command)
			sx_buf_z(out, command);
		else
			sx_utf8_add(out, is_control(point) ? ' ' : point);
	}
}

bool sx_escape_is_formula(struct sx_str s)
{
	static const char wide[][4] = { "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0" };
	if (!s.n || s.p[0] == '\0')
		return false;
	for (size_t i = 0; i < sizeof wide / sizeof *wide && s.n >= 3; i++)
		if (memcmp(s.p, wide[i], 3) == 0)
			return true;
	return strchr("=+-@\t\r", s.p[0]) != NULL;
}
