/* The rows of a figure as lines of text, for a terminal: cells are counted, so that wide characters stand in line. */
#include "plot/rows_priv.h"

#include "base/utf8.h"
#include "plot/marks_priv.h"

#include <math.h>
#include <stdlib.h>

/* What the cells of the axis hold; the table of glyphs below has the same order. */
enum cell {
	CELL_BLANK,
	CELL_GUIDE,
	CELL_DOT,
	CELL_OPEN,
	CELL_LINE,
	CELL_RIGHT,
	CELL_LEFT,
	CELL_BAR,
	CELL_RANGE,
	CELL_TARGET,
	CELLS
};

static const char *const glyphs[2][CELLS] = {
	{ " ", "\xC2\xB7", "\xE2\x97\x8F", "\xE2\x97\x8B", "\xE2\x94\x80", "\xE2\x86\x92", "\xE2\x86\x90",
	  "\xE2\x96\x88", "\xE2\x94\x81", "\xE2\x97\x87" },
	{ " ", ".", "*", "o", "-", ">", "<", "#", "=", "x" },
};

enum { NARROWEST = 40, WIDEST = 1000, GAP = 2, SHORTEST_AXIS = 12, SHORTEST_LABEL = 8, SHORT_LABEL = 16, REACH = 2 };

struct sheet {
	const struct sx_series *series;
	struct sx_axis axis;
	struct sx_buf *out;
	const char *const *glyph;
	bool ascii;
	bool stacked; /* labels stand above their rows */
	size_t width;
	size_t label, length, value; /* cells of the three columns */
	unsigned char cell[WIDEST];  /* of the axis, in the row being drawn */
};

/* What plain ASCII has for signs that this program writes; other characters become a question mark. */
static const char *plain(uint32_t point)
{
	static const struct {
		uint32_t point;
		const char *text;
	} table[] = {
		{ 0x2212, "-" },  { 0x2013, "-" },  { 0x2014, "-" },   { 0x2265, ">=" }, { 0x2264, "<=" },
		{ 0x2019, "'" },  { 0x2018, "'" },  { 0x201C, "\"" },  { 0x201D, "\"" }, { 0xB0, "deg " },
		{ 0xB1, "+/-" },  { 0xB5, "u" },    { 0xB2, "2" },     { 0xB3, "3" },    { 0x20AC, "EUR " },
		{ 0xA3, "GBP " }, { 0xA5, "JPY " }, { 0x2026, "..." },
	};
	/* Latin letters without their marks, from U+00C0 on. */
	static const char *const latin[] = { "A", "A", "A", "A", "A",  "A",  "AE", "C", "E", "E", "E",  "E", "I",
					     "I", "I", "I", "D", "N",  "O",  "O",  "O", "O", "O", "x",  "O", "U",
					     "U", "U", "U", "Y", "Th", "ss", "a",  "a", "a", "a", "a",  "a", "ae",
					     "c", "e", "e", "e", "e",  "i",  "i",  "i", "i", "d", "n",  "o", "o",
					     "o", "o", "o", "/", "o",  "u",  "u",  "u", "u", "y", "th", "y" };
	if (point >= 0xC0 && point <= 0xFF)
		return latin[point - 0xC0];
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].point == point)
			return table[i].text;
	return "?";
}

static void add_text(const struct sheet *sheet, struct sx_buf *out, struct sx_str text)
{
	if (!sheet->ascii) {
		sx_buf_str(out, text);
		return;
	}
	for (size_t at = 0, bytes; at < text.n; at += bytes) {
		uint32_t point = sx_utf8_at(text, at, &bytes);
		if (point < 0x80)
			sx_buf_c(out, (char)point);
		else if (sx_utf8_cells_of(point) > 0)
			sx_buf_z(out, plain(point));
	}
}

static size_t cells_of(const struct sheet *sheet, struct sx_str text)
{
	size_t cells = 0;
	for (size_t at = 0, bytes; at < text.n; at += bytes) {
		uint32_t point = sx_utf8_at(text, at, &bytes);
		int wide = sx_utf8_cells_of(point);
		cells += sheet->ascii && point >= 0x80 && wide > 0 ? strlen(plain(point)) : (size_t)wide;
	}
	return cells;
}

static double width_in_cells(struct sx_str text, double font)
{
	return (double)sx_utf8_cells(text) * font;
}

static void add_blanks(struct sx_buf *out, size_t n)
{
	while (n--)
		sx_buf_c(out, ' ');
}

/* Text in exactly `cells` cells, cut with a mark where it is longer. */
static void add_column(const struct sheet *sheet, struct sx_str text, size_t cells, bool right)
{
	static const struct sx_str mark = { "\xE2\x80\xA6", 3 };
	size_t wide = cells_of(sheet, text);
	bool cut = wide > cells;
	size_t room = cut ? cells - cells_of(sheet, mark) : cells, used = 0, at = 0;
	for (size_t bytes; at < text.n; at += bytes) {
		sx_utf8_at(text, at, &bytes);
		size_t next = cells_of(sheet, (struct sx_str){ text.p + at, bytes });
		if (used + next > room)
			break;
		used += next;
	}
	size_t blanks = cells - used - (cut ? cells_of(sheet, mark) : 0);
	add_blanks(sheet->out, right ? blanks : 0);
	add_text(sheet, sheet->out, (struct sx_str){ text.p, at });
	if (cut)
		add_text(sheet, sheet->out, mark);
	add_blanks(sheet->out, right ? 0 : blanks);
}

/* The cell of a value on the axis. */
static size_t column_of(const struct sheet *sheet, double value)
{
	double place = round(sx_axis_place(&sheet->axis, value, (double)(sheet->length - 1)));
	return place < 0 ? 0 : place >= (double)sheet->length ? sheet->length - 1 : (size_t)place;
}

static void fill_cells(struct sheet *sheet, size_t from, size_t to, enum cell cell)
{
	for (size_t i = from; i <= to && i < sheet->length; i++)
		sheet->cell[i] = (unsigned char)cell;
}

static void draw_mark(struct sheet *sheet, const struct sx_series_row *row, bool bars)
{
	double unit = sheet->axis.unit;
	size_t at = column_of(sheet, row->at / unit), low = column_of(sheet, row->low / unit),
	       high = column_of(sheet, row->high / unit);
	if (bars && !(fabs(row->at) > 0))
		return;
	if (bars) {
		fill_cells(sheet, column_of(sheet, 0), at, CELL_BAR);
		return;
	}
	if (row->mark == SX_MARK_RANGE)
		fill_cells(sheet, low, high, CELL_RANGE);
	if (row->mark == SX_MARK_SPREAD)
		fill_cells(sheet, low, high, CELL_LINE);
	if (row->mark == SX_MARK_MORE && at + REACH < sheet->length) {
		fill_cells(sheet, at + 1, at + 1, CELL_LINE);
		fill_cells(sheet, at + REACH, at + REACH, CELL_RIGHT);
	}
	if (row->mark == SX_MARK_LESS && at >= REACH) {
		fill_cells(sheet, at - 1, at - 1, CELL_LINE);
		fill_cells(sheet, at - REACH, at - REACH, CELL_LEFT);
	}
	if (row->mark == SX_MARK_EXACT || row->mark == SX_MARK_SPREAD)
		fill_cells(sheet, at, at, CELL_DOT);
	else if (row->mark == SX_MARK_TARGET)
		fill_cells(sheet, at, at, CELL_TARGET);
	else if (row->mark != SX_MARK_RANGE)
		fill_cells(sheet, at, at, CELL_OPEN);
}

/* The heading before the first row of a group. */
static void add_heading(struct sheet *sheet, size_t i)
{
	const struct sx_series_row *row = &sheet->series->row[i];
	if (!row->heading.n || (i && row[-1].group == row->group))
		return;
	sx_buf_z(sheet->out, i ? "\n" : "");
	size_t cells = cells_of(sheet, row->heading);
	add_column(sheet, row->heading, cells < sheet->width ? cells : sheet->width, false);
	sx_buf_c(sheet->out, '\n');
}

static void add_row(struct sheet *sheet, const struct sx_series_row *row, bool bars)
{
	memset(sheet->cell, CELL_BLANK, sizeof sheet->cell);
	for (size_t i = 0; i < sheet->axis.n; i++)
		if (sheet->axis.tick[i].text[0]) {
			size_t at = column_of(sheet, sheet->axis.tick[i].at);
			fill_cells(sheet, at, at, CELL_GUIDE);
		}
	draw_mark(sheet, row, bars);
	if (sheet->stacked) {
		size_t cells = cells_of(sheet, row->label);
		add_column(sheet, row->label, cells < sheet->width ? cells : sheet->width, false);
		sx_buf_c(sheet->out, '\n');
	} else {
		add_column(sheet, row->label, sheet->label, true);
	}
	add_blanks(sheet->out, GAP);
	for (size_t i = 0; i < sheet->length; i++)
		sx_buf_z(sheet->out, sheet->glyph[sheet->cell[i]]);
	add_blanks(sheet->out, GAP);
	add_text(sheet, sheet->out, row->shown);
	sx_buf_c(sheet->out, '\n');
}

static void add_axis_line(struct sheet *sheet)
{
	size_t low = column_of(sheet, sheet->axis.line_low), high = column_of(sheet, sheet->axis.line_high);
	add_blanks(sheet->out, sheet->label + GAP + low);
	for (size_t i = low; i <= high; i++) {
		bool tick = false;
		for (size_t k = 0; k < sheet->axis.n; k++)
			tick |= sheet->axis.tick[k].text[0] && column_of(sheet, sheet->axis.tick[k].at) == i;
		sx_buf_z(sheet->out, sheet->ascii ? (tick ? "+" : "-") : (tick ? "\xE2\x94\xBC" : "\xE2\x94\x80"));
	}
	sx_buf_c(sheet->out, '\n');
}

/* First cell of words that are to stand around the middle of a column, but not beyond the right edge. */
static size_t centred(const struct sheet *sheet, size_t middle, size_t cells)
{
	size_t from = middle > cells / 2 ? middle - cells / 2 : 0;
	if (from + cells > sheet->width)
		from = sheet->width > cells ? sheet->width - cells : 0;
	return from;
}

static void add_tick_words(struct sheet *sheet)
{
	size_t at = 0;
	for (size_t i = 0; i < sheet->axis.n; i++) {
		struct sx_str text = sx_str_of(sheet->axis.tick[i].text);
		size_t cells = cells_of(sheet, text);
		size_t middle = sheet->label + GAP + column_of(sheet, sheet->axis.tick[i].at);
		size_t from = centred(sheet, middle, cells);
		if (!cells || (at && from <= at))
			continue;
		add_blanks(sheet->out, from - at);
		add_text(sheet, sheet->out, text);
		at = from + cells;
	}
	sx_buf_c(sheet->out, '\n');
}

static void add_title(struct sheet *sheet)
{
	struct sx_buf title = { 0 };
	sx_axis_title(&sheet->axis, sheet->series, &title);
	size_t cells = cells_of(sheet, sx_buf_view(&title));
	add_blanks(sheet->out, centred(sheet, sheet->label + GAP + sheet->length / 2, cells));
	add_text(sheet, sheet->out, sx_buf_view(&title));
	sx_buf_c(sheet->out, '\n');
	sheet->out->failed |= title.failed;
	sx_buf_release(&title);
}

static void add_key_mark(struct sheet *sheet, enum sx_mark mark)
{
	static const enum cell cells[SX_MARKS][3] = {
		{ CELL_DOT, CELLS, CELLS },           { CELL_LINE, CELL_DOT, CELL_LINE },
		{ CELL_OPEN, CELLS, CELLS },          { CELL_RANGE, CELL_RANGE, CELL_RANGE },
		{ CELL_OPEN, CELL_LINE, CELL_RIGHT }, { CELL_LEFT, CELL_LINE, CELL_OPEN },
		{ CELL_TARGET, CELLS, CELLS },
	};
	for (size_t i = 0; i < 3 && cells[mark][i] != CELLS; i++)
		sx_buf_z(sheet->out, sheet->glyph[cells[mark][i]]);
}

static void add_key(struct sheet *sheet)
{
	unsigned marks = sx_marks_of(sheet->series);
	size_t at = 0;
	if (!sx_marks_need_key(marks))
		return;
	for (enum sx_mark mark = 0; mark < SX_MARKS; mark++) {
		if (!(marks & 1u << mark))
			continue;
		const char *words = sx_mark_words(mark, sheet->series);
		size_t cells = 3 + 1 + strlen(words) + 3;
		sx_buf_z(sheet->out, at == 0 || at + cells > sheet->width ? "\n " : "   ");
		at = at == 0 || at + cells > sheet->width ? cells : at + cells;
		add_key_mark(sheet, mark);
		sx_buf_addf(sheet->out, " %s", words);
	}
	sx_buf_c(sheet->out, '\n');
}

static void set_columns(struct sheet *sheet)
{
	size_t width = sheet->width;
	for (size_t i = 0; i < sheet->series->n; i++) {
		size_t label = cells_of(sheet, sheet->series->row[i].label),
		       value = cells_of(sheet, sheet->series->row[i].shown);
		sheet->label = label > sheet->label ? label : sheet->label;
		sheet->value = value > sheet->value ? value : sheet->value;
	}
	if (sheet->label > width * 2 / 5)
		sheet->label = width * 2 / 5;
	size_t others = sheet->value + (size_t)GAP * 2 + SHORTEST_AXIS;
	size_t room = width > others + SHORTEST_LABEL ? width - others : SHORTEST_LABEL;
	sheet->stacked = sheet->label > room && room < SHORT_LABEL;
	if (sheet->stacked)
		sheet->label = 0;
	else if (sheet->label > room)
		sheet->label = room;
	size_t taken = sheet->label + sheet->value + (size_t)GAP * 2;
	sheet->length = taken + SHORTEST_AXIS < width ? width - taken : SHORTEST_AXIS;
}

/* Rows of one thing stand under its name, told apart by their moment. */
static int head_things(struct sx_series *rows, struct sx_arena *arena)
{
	struct sx_series_row *row = sx_arena_alloc(arena, rows->n * sizeof *row);
	for (size_t i = 0; row && i < rows->n; i++) {
		row[i] = rows->row[i];
		row[i].heading = row[i].label;
		row[i].label = row[i].when;
		row[i].group = row[i].thing;
	}
	rows->row = row;
	return row ? 0 : -1;
}

int sx_type_rows(const struct sx_rows_style *style, const struct sx_canvas *canvas, const struct sx_series *series,
		 struct sx_figure *figure, struct sx_err *err)
{
	struct sx_series rows = *series;
	if (style->joined && head_things(&rows, canvas->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	size_t width = canvas->cells < NARROWEST ? NARROWEST : canvas->cells > WIDEST ? WIDEST : canvas->cells;
	struct sheet sheet = { .series = &rows,
			       .out = &figure->bytes,
			       .glyph = glyphs[canvas->ascii],
			       .ascii = canvas->ascii,
			       .width = width };
	set_columns(&sheet);
	struct sx_room room = {
		.length = (double)(sheet.length - 1), .arrow = REACH, .gap = 2, .font = 1, .width = width_in_cells
	};
	sx_axis_fit(&sheet.axis, style->axis, series, &room);
	for (size_t i = 0; i < rows.n; i++) {
		if (style->table || style->joined)
			add_heading(&sheet, i);
		add_row(&sheet, &rows.row[i], style->bars);
	}
	add_axis_line(&sheet);
	add_tick_words(&sheet);
	add_title(&sheet);
	add_key(&sheet);
	return sx_buf_ok(&figure->bytes) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}
