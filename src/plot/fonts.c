#include "plot/fonts_priv.h"

#include "base/escape.h"
#include "base/proc.h"
#include "base/utf8.h"
#include "plot/clean_priv.h"
#include "plot/fontwidth_priv.h"
#include "plot/render_priv.h"
#include "plot/text_priv.h"

#include <stdlib.h>

enum { SECONDS = 20, MOST_POINTS = 2000, MOST_QUESTIONS = 100, NAMED = 12, BOX = 0x25A1 };

/* Fonts whose widths are those of fontwidth.c. */
static const char *const families[] = { "Liberation Sans", "Arial", "Helvetica" };

/* Others with the same widths. Any other may be wider; DejaVu Sans and Verdana are among the widest. */
static const char *const alike[] = { "Arimo", "Nimbus Sans", "Nimbus Sans L", "TeX Gyre Heros" };
static const double widest = 1.18;

/* Run one of fontconfig's programs. 0 and its output; 1 where there is no answer; -1 only without memory. */
static int ask(const char *const *argv, struct sx_buf *answer, struct sx_err *err)
{
	const struct sx_proc proc = { .argv = argv, .seconds = SECONDS };
	struct sx_proc_result result = { 0 };
	struct sx_err why = { 0 };
	int status = sx_proc_run(&proc, &result, &why);
	*answer = result.output;
	sx_buf_release(&result.errors);
	if (why.code == SX_NOMEM)
		return sx_fail(err, SX_NOMEM, "out of memory");
	return status || result.status ? 1 : 0;
}

int sx_fonts_find(struct sx_canvas *canvas, struct sx_buf *messages, struct sx_err *err)
{
	static const char *const argv[] = { "fc-match", "-f", "%{family[0]}",
					    "Liberation Sans,Arial,Helvetica,sans-serif", NULL };
	struct sx_buf family = { 0 };
	canvas->font = families[0];
	canvas->widen = 1;
	int status = ask(argv, &family, err);
	bool same = status != 0;
	for (size_t i = 0; i < 3 && !same; i++) {
		same = sx_str_is(sx_buf_view(&family), families[i]);
		if (same)
			canvas->font = families[i];
	}
	if (!same && family.n) {
		canvas->font = "sans-serif";
		canvas->widen = widest;
		for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
			if (sx_str_is(sx_buf_view(&family), alike[i]))
				canvas->widen = 1;
		sx_buf_z(messages,
			 "neither Liberation Sans nor Arial nor Helvetica is installed; the figure's font is ");
		sx_clean_text(messages, sx_buf_view(&family));
		sx_buf_z(messages, "\n");
	} else if (!same) {
		status = sx_fail(err, SX_MISSING, "no font is installed, so the figure would have no text");
		sx_err_hint(err, "install fonts-liberation (Debian, Ubuntu) or liberation-fonts (Fedora)");
	}
	sx_buf_release(&family);
	return status < 0 ? -1 : 0;
}

/* Characters that the font is not known to have, and of them those that no font has. */
struct points {
	uint32_t point[MOST_POINTS];
	bool missing[MOST_POINTS];
	size_t n;
	unsigned questions;
};

/* Unicode's Default_Ignorable_Code_Point: drawn as nothing where a font has no glyph. */
static bool is_ignorable(uint32_t point)
{
	return point == 0xAD || point == 0x34F || (point >= 0x115F && point <= 0x1160) ||
	       (point >= 0x180B && point <= 0x180F) || (point >= 0x200B && point <= 0x200F) ||
	       (point >= 0x2060 && point <= 0x206F) || point == 0x3164 || (point >= 0xFE00 && point <= 0xFE0F) ||
	       point == 0xFFA0 || (point >= 0xE0000 && point <= 0xE0FFF);
}

static void collect(struct points *points, struct sx_str text, bool known)
{
	for (size_t at = 0, bytes; at < text.n && points->n < MOST_POINTS; at += bytes) {
		uint32_t point = sx_utf8_at(text, at, &bytes);
		bool has = point < 0x7F || (known && sx_font_has(point));
		if (!has && !is_ignorable(point))
			points->point[points->n++] = point;
	}
}

static int by_point(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static void sort(struct points *points)
{
	size_t kept = 0;
	qsort(points->point, points->n, sizeof *points->point, by_point);
	for (size_t i = 0; i < points->n; i++)
		if (!kept || points->point[kept - 1] != points->point[i])
			points->point[kept++] = points->point[i];
	points->n = kept;
}

/* Whether one font has all n characters: 1 yes or not to be known, 0 no, -1 failed. */
static int have(const uint32_t *point, size_t n, struct sx_err *err)
{
	struct sx_buf pattern = { 0 }, answer = { 0 };
	sx_buf_z(&pattern, ":charset=");
	for (size_t i = 0; i < n; i++)
		sx_buf_addf(&pattern, "%s%x", i ? " " : "", (unsigned)point[i]);
	if (!sx_buf_ok(&pattern)) {
		sx_buf_release(&pattern);
		return sx_fail(err, SX_NOMEM, "out of memory");
	}
	const char *const argv[] = { "fc-list", "-f", "%{family[0]}\n", pattern.p, NULL };
	int status = ask(argv, &answer, err);
	int found = status < 0 ? -1 : status > 0 || answer.n > 0;
	sx_buf_release(&pattern);
	sx_buf_release(&answer);
	return found;
}

/* Find what is missing by halves: a run that one font has needs no second question. */
static int find_missing(struct points *points, size_t from, size_t n, struct sx_err *err)
{
	if (n == 0 || points->questions++ >= MOST_QUESTIONS)
		return 0;
	int found = have(points->point + from, n, err);
	if (found)
		return found < 0 ? -1 : 0;
	if (n == 1) {
		points->missing[from] = true;
		return 0;
	}
	return find_missing(points, from, n / 2, err) || find_missing(points, from + n / 2, n - n / 2, err) ? -1 : 0;
}

static bool is_missing(const struct points *points, uint32_t point)
{
	const uint32_t *at = bsearch(&point, points->point, points->n, sizeof point, by_point);
	return at && points->missing[at - points->point];
}

static struct sx_str with_boxes(const struct points *points, struct sx_str text, struct sx_arena *arena)
{
	struct sx_buf buf = { 0 };
	for (size_t at = 0, bytes; at < text.n; at += bytes) {
		uint32_t point = sx_utf8_at(text, at, &bytes);
		sx_utf8_add(&buf, is_missing(points, point) ? BOX : point);
	}
	struct sx_str copy = sx_keep_text(arena, &buf);
	sx_buf_release(&buf);
	return copy;
}

static void put_boxes(const struct points *points, struct sx_series *series, struct sx_arena *arena)
{
	struct sx_str *const words[] = { &series->unit, &series->kind, &series->per };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		*words[i] = with_boxes(points, *words[i], arena);
	for (size_t i = 0; i < series->n; i++) {
		series->row[i].label = with_boxes(points, series->row[i].label, arena);
		series->row[i].shown = with_boxes(points, series->row[i].shown, arena);
		series->row[i].when = with_boxes(points, series->row[i].when, arena);
		series->row[i].heading = with_boxes(points, series->row[i].heading, arena);
	}
}

/* How many characters no font has; the first of them are named. */
static size_t name_missing(const struct points *points, struct sx_buf *messages)
{
	size_t missing = 0;
	for (size_t i = 0; i < points->n; i++) {
		if (!points->missing[i] || missing++ >= NAMED)
			continue;
		sx_buf_z(messages, missing == 1 ? "no font on this computer has " : ", ");
		sx_utf8_add(messages, points->point[i]);
		sx_buf_addf(messages, " (U+%04X)", (unsigned)points->point[i]);
	}
	if (missing > NAMED)
		sx_buf_addf(messages, " and %zu more", missing - NAMED);
	if (missing)
		sx_buf_z(messages,
			 ": install one that has, for example fonts-noto-cjk for Chinese, Japanese and Korean\n");
	return missing;
}

/* The document chooses the fonts. Say what the most used program has no letters for. */
static int cover_in_tex(const struct sx_series *series, struct sx_buf *messages)
{
	for (size_t i = 0; i < series->n; i++) {
		const struct sx_str texts[] = { series->row[i].label, series->row[i].when, series->row[i].heading };
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
			for (size_t at = 0, bytes; at < texts[k].n; at += bytes) {
				uint32_t point = sx_utf8_at(texts[k], at, &bytes);
				if (sx_escape_tex_has(point))
					continue;
				sx_buf_z(messages, "pdflatex has no ");
				sx_utf8_add(messages, point);
				sx_buf_addf(messages, " (U+%04X): take lualatex or xelatex, with a font that has it\n",
					    (unsigned)point);
				return 0;
			}
	}
	return 0;
}

int sx_fonts_cover(const struct sx_canvas *canvas, struct sx_series *series, struct sx_buf *messages,
		   struct sx_err *err)
{
	struct points points = { .n = 0 };
	bool known = strcmp(canvas->font, "sans-serif") != 0;
	if (!canvas->format->terminal)
		return cover_in_tex(series, messages);
	collect(&points, series->unit, known);
	collect(&points, series->kind, known);
	collect(&points, series->per, known);
	for (size_t i = 0; i < series->n; i++) {
		collect(&points, series->row[i].label, known);
		collect(&points, series->row[i].shown, known);
		collect(&points, series->row[i].when, known);
		collect(&points, series->row[i].heading, known);
	}
	sort(&points);
	if (find_missing(&points, 0, points.n, err))
		return -1;
	if (name_missing(&points, messages) && strcmp(canvas->format->name, "svg") != 0)
		put_boxes(&points, series, canvas->arena);
	return sx_arena_ok(canvas->arena) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}
