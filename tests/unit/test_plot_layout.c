#include "plot/axis_priv.h"
#include "plot/fontwidth_priv.h"
#include "plot/wrap_priv.h"

#include <criterion/criterion.h>
#include <math.h>

Test(plot_layout, widths)
{
	cr_expect_eq(sx_font_width('i'), 222);
	cr_expect_eq(sx_font_width('0'), 556);
	cr_expect_eq(sx_font_width('W'), 944);
	cr_expect_eq(sx_font_width(0x2026), 1000);
	cr_expect_eq(sx_font_width(0x7F51), 1000, "a CJK character is an em");
	cr_expect_eq(sx_font_width(0x0301), 0, "a combining mark takes no room");
	cr_expect(sx_font_has(0xE9) && sx_font_has(0x2212) && !sx_font_has(0x7F51));
	cr_expect_float_eq(sx_text_width(SX_STR("As stated"), 10), 41.69, 1e-9);
}

Test(plot_layout, wrap)
{
	static const struct {
		const char *text;
		double width;
		unsigned lines;
		const char *first, *second;
	} rows[] = {
		{ "short", 100, 2, "short", "" },
		{ "two words", 30, 2, "two", "words" },
		{ "one-way street", 40, 2, "one-way", "street" },
		{ "one-way street", 28, 2, "one-", "way\xE2\x80\xA6" },
		{ "unbreakableword", 41, 2, "unbreak", "ableword" },
		{ "a much longer text that goes on", 64, 2, "a much longer", "text that\xE2\x80\xA6" },
		{ "a much longer text that goes on", 60, 1, "a much\xE2\x80\xA6", "" },
		{ "\xE7\xBD\x91\xE7\xAB\x99\xE6\x95\xB0", 20, 2, "\xE7\xBD\x91\xE7\xAB\x99", "\xE6\x95\xB0" },
		{ "grey herons of the lower valley", 110, 2, "grey herons of", "the lower valley" },
		{ "well, then goes on", 41, 1, "well\xE2\x80\xA6", "" },
		{ "", 20, 2, "", "" },
	};
	struct sx_arena arena = { 0 };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sx_wrapped w = sx_wrap(sx_str_of(rows[i].text), 10, rows[i].width, rows[i].lines, &arena);
		cr_expect(sx_str_is(w.line[0], rows[i].first), "%zu: %.*s", i, (int)w.line[0].n, w.line[0].p);
		cr_expect(sx_str_is(w.line[1], rows[i].second), "%zu: %.*s", i, (int)w.line[1].n, w.line[1].p);
		for (int k = 0; k < 2; k++)
			cr_expect_leq(sx_text_width(w.line[k], 10), rows[i].width);
	}
	sx_arena_release(&arena);
}

Test(plot_layout, elide)
{
	struct sx_arena arena = { 0 };
	struct sx_str s = sx_elide(SX_STR("the long beginning of 2014"), 10, 45, 22, &arena);
	cr_expect(sx_str_is(s, "the long\xE2\x80\xA6"
			       "2014"),
		  "%.*s", (int)s.n, s.p);
	sx_arena_release(&arena);
}

static const struct sx_room paper = { .length = 105, .arrow = 13, .gap = 5, .font = 7, .width = sx_text_width };

/* A series of two values, hedged or not. */
static struct sx_axis fit(enum sx_axis_kind kind, enum sx_family family, double low, double high, bool arrows)
{
	struct sx_series_row rows[2] = {
		{ .at = high, .low = high, .high = high, .mark = arrows ? SX_MARK_MORE : SX_MARK_EXACT },
		{ .at = low, .low = low, .high = low, .mark = arrows ? SX_MARK_LESS : SX_MARK_EXACT },
	};
	struct sx_series series = { .family = family, .row = rows, .n = 2, .unit = SX_STR("year") };
	struct sx_axis axis;
	sx_axis_fit(&axis, kind, &series, &paper);
	return axis;
}

/* Words that keep their distance, ticks on the line, values in the range with room for their arrows. */
static unsigned check_axis(const struct sx_axis *axis, double low, double high, bool arrows)
{
	double end = -INFINITY, need = arrows ? 13 - 1e-2 : 0;
	unsigned words = 0;
	for (size_t i = 0; i < axis->n; i++) {
		const struct sx_tick *tick = &axis->tick[i];
		double half = sx_text_width(sx_str_of(tick->text), 7) / 2, x = sx_axis_place(axis, tick->at, 105);
		cr_expect(x >= -0.01 && x <= 105.01, "tick %g at %g", tick->at, x);
		if (!tick->text[0])
			continue;
		words++;
		cr_expect_geq(x - half, end, "%g to %g: '%s' overlaps", low, high, tick->text);
		end = x + half;
	}
	double first = sx_axis_place(axis, low / axis->unit, 105), last = sx_axis_place(axis, high / axis->unit, 105);
	cr_expect(first >= need && last <= 105 - need, "%g to %g lie at %g to %g", low, high, first, last);
	return words;
}

Test(plot_layout, decades)
{
	for (int e = -12; e <= 14; e++)
		for (double ratio = 100; ratio < 1e13; ratio *= 7)
			for (int arrows = 0; arrows < 2; arrows++) {
				double low = 3 * pow(10, e);
				struct sx_axis axis =
					fit(SX_AXIS_DECADES, SX_FAMILY_COUNT, low, low * ratio, arrows == 1);
				unsigned words = check_axis(&axis, low, low * ratio, arrows == 1);
				cr_expect_geq(words, 2, "%g to %g", low, low * ratio);
				cr_expect(axis.log && axis.low > 0);
			}
}

Test(plot_layout, decades_in_words)
{
	struct sx_axis axis = fit(SX_AXIS_DECADES, SX_FAMILY_COUNT, 3, 6e8, false);
	struct sx_buf words = { 0 };
	for (size_t i = 0; i < axis.n; i++)
		sx_buf_addf(&words, "%s|", axis.tick[i].text);
	cr_expect_str_eq(words.p, "1|||1,000|||1 million|||1 billion|");
	sx_buf_release(&words);
}

Test(plot_layout, linear)
{
	for (int e = -6; e <= 18; e++)
		for (double ratio = 1; ratio < 100; ratio *= 1.7)
			for (int arrows = 0; arrows < 2; arrows++) {
				double low = 1.3 * pow(10, e), high = low * ratio;
				struct sx_axis axis = fit(SX_AXIS_LINEAR, SX_FAMILY_OTHER, low, high, arrows == 1);
				cr_expect_geq(check_axis(&axis, low, high, arrows == 1), 2, "%g to %g", low, high);
				axis = fit(SX_AXIS_LINEAR, SX_FAMILY_OTHER, -high, low, arrows == 1);
				cr_expect_geq(check_axis(&axis, -high, low, arrows == 1), 2, "%g to %g", -high, low);
				axis = fit(SX_AXIS_BARS, SX_FAMILY_OTHER, low, high, false);
				cr_expect_float_eq(axis.line_low, 0, 1e-300, "bars start at zero");
				check_axis(&axis, low, high, false);
			}
}

Test(plot_layout, times)
{
	for (double low = 0.01; low < 1e9; low *= 5)
		for (double ratio = 100; ratio < 1e8; ratio *= 9) {
			struct sx_axis axis = fit(SX_AXIS_TIMES, SX_FAMILY_DURATION, low, low * ratio, true);
			cr_expect_geq(check_axis(&axis, low, low * ratio, true), 2, "%g to %g s", low, low * ratio);
		}
	struct sx_axis axis = fit(SX_AXIS_TIMES, SX_FAMILY_DURATION, 86400, 631138000, false);
	struct sx_buf words = { 0 };
	for (size_t i = 0; i < axis.n; i++)
		sx_buf_addf(&words, "%s|", axis.tick[i].text);
	cr_expect_str_eq(words.p, "1 day||1 month|1 year||");
	sx_buf_release(&words);
}

Test(plot_layout, titles)
{
	static const struct {
		enum sx_family family;
		const char *unit, *kind, *per;
		bool change, log;
		double in;
		const char *title;
	} rows[] = {
		{ SX_FAMILY_COUNT, "", "count", "", false, true, 1, "Number (logarithmic scale)" },
		{ SX_FAMILY_COUNT, "", "count", "1,000 people", false, false, 1e6,
		  "Number per 1,000 people (millions)" },
		{ SX_FAMILY_SHARE, "%", "percent", "", false, false, 1, "Per cent" },
		{ SX_FAMILY_SHARE, "%", "percent", "", true, false, 1, "Change in %" },
		{ SX_FAMILY_MONEY, "USD", "money", "share", false, false, 1, "USD per share" },
		{ SX_FAMILY_MONEY, "CNY", "money", "", false, true, 1, "CNY (logarithmic scale)" },
		{ SX_FAMILY_DURATION, "d", "duration", "", false, false, 86400, "Time (days)" },
		{ SX_FAMILY_DURATION, "year", "age", "", false, true, 1, "Age (logarithmic scale)" },
		{ SX_FAMILY_MEASURE, "km", "length", "", false, true, 1, "Length (km, logarithmic scale)" },
		{ SX_FAMILY_MEASURE, "GB/s", "data_rate", "", false, false, 1, "Data rate (GB/s)" },
		{ SX_FAMILY_OTHER, "", "ratio", "", false, false, 1, "Ratio" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sx_series series = { .family = rows[i].family,
					    .change = rows[i].change,
					    .unit = sx_str_of(rows[i].unit),
					    .kind = sx_str_of(rows[i].kind),
					    .per = sx_str_of(rows[i].per) };
		struct sx_axis axis = { .log = rows[i].log, .unit = rows[i].in };
		struct sx_buf out = { 0 };
		sx_axis_title(&axis, &series, &out);
		cr_expect_str_eq(out.p, rows[i].title);
		sx_buf_release(&out);
	}
}
