#include "plot/figure_priv.h"
#include "plot/render_priv.h"

#include "plot/testing.h"

#include <ctype.h>
#include <math.h>

/* Script and data of a figure, without running gnuplot. */
static void script_of(struct sx_claims *claims, const char *format, struct sx_figure *figure)
{
	struct sx_arena arena = { 0 };
	struct sx_selection selection;
	struct sx_series series;
	struct sx_buf messages = { 0 };
	struct sx_err err = { 0 };
	struct sx_canvas canvas = { .format = sx_format_find(format, NULL, &err),
				    .width_mm = 89,
				    .dpi = 300,
				    .font = "Liberation Sans",
				    .widen = 1,
				    .zoom = 1,
				    .arena = &arena };
	*figure = (struct sx_figure){ 0 };
	cr_assert_eq(sx_selection_make(&selection, claims, &arena, &err), 0);
	cr_assert_eq(sx_selection_series(&selection, 0, &series, &arena, &err), 0);
	struct sx_plot_options options = { .label = -1 };
	struct sx_wish wish = { 0 };
	const struct sx_chart *chart = sx_figure_plan(&series, &canvas, &options, &wish, &messages, &err);
	cr_assert_not_null(chart, "%s", err.text);
	cr_assert_eq(chart->draw(&canvas, &series, figure, &err), 0, "%s", err.text);
	sx_buf_release(&messages);
	sx_arena_release(&arena);
	sx_claims_release(claims);
}

/* Four claims with these words in every place where a text may stand. */
static void add_with_words(struct sx_claims *claims, const char *words, const char *comparator)
{
	static const char *const values[] = { "3", "20", "40000", "7000000" };
	for (int i = 0; i < 4; i++) {
		char subject[300], unit[300], per[300], kind[300], place[300], value[60], compared[60];
		snprintf(subject, sizeof subject, "subject=%s %d", words, i);
		snprintf(unit, sizeof unit, "unit=%s", words);
		snprintf(per, sizeof per, "per=%s", words);
		snprintf(kind, sizeof kind, "kind=%s", words);
		snprintf(place, sizeof place, "place=%s", words);
		snprintf(value, sizeof value, "value=%s", values[i]);
		snprintf(compared, sizeof compared, "comparator=%s", i % 2 ? comparator : "eq");
		ADD(claims, subject, unit, per, kind, place, value, compared);
	}
}

static const char *const hostile[] = {
	"`touch marker`",
	"\".system(\"touch marker\").\"",
	"'.system('touch marker').'",
	"a\nset output '|touch marker'\n",
	"a\n!touch marker",
	"$(touch marker) ${HOME} @macro",
	"{/Symbol=20 a}^{b}_c ~d{e} &{f}",
	"\\\"`touch marker`\\",
	"# %s %n \\x41 \\141",
	"\xFF\xC0\x80 \xE2\x80\xAE",
	"a very long text that needs two lines, and more room than even two lines of a figure's margin have, by far",
};

Test(plot_script, is_the_same_whatever_the_texts_say)
{
	static const char *const formats[] = { "svg", "pdf", "png" };
	static const char *const comparators[] = { "eq", "gt", "le", "approx" };
	for (size_t f = 0; f < 3; f++)
		for (size_t c = 0; c < 4; c++) {
			struct sx_claims claims = { 0 };
			struct sx_figure plain, other;
			add_with_words(&claims, "harmless", comparators[c]);
			script_of(&claims, formats[f], &plain);
			for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
				add_with_words(&claims, hostile[i], comparators[c]);
				script_of(&claims, formats[f], &other);
				cr_expect_str_eq(other.script.p, plain.script.p, "%s", hostile[i]);
				sx_figure_release(&other);
			}
			sx_figure_release(&plain);
		}
}

/* Words stand in quoted fields of one line; whatever else the data has is numbers. */
static void check_data(const struct sx_buf *data)
{
	bool quoted = false;
	for (size_t i = 0; i < data->n; i++) {
		unsigned char c = (unsigned char)data->p[i];
		cr_expect(c >= ' ' || c == '\n' || c == '\t', "control character %d", c);
		if (!quoted && c == '#') {
			while (data->p[i] != '\n')
				i++;
			continue;
		}
		if (c == '"')
			quoted = !quoted;
		else if (quoted && c == '\\')
			cr_expect_eq(data->p[++i], '\\', "an escape that is not ours");
		else if (quoted)
			cr_expect_neq(c, '\n');
		else
			cr_expect(isdigit(c) || strchr("\n\t-+.e", c), "'%c' outside of quotes", c);
	}
	cr_expect_not(quoted);
}

Test(plot_script, data_hold_texts_in_quotes)
{
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct sx_claims claims = { 0 };
		struct sx_figure figure;
		add_with_words(&claims, hostile[i], "gt");
		script_of(&claims, "svg", &figure);
		check_data(&figure.data);
		sx_figure_release(&figure);
	}
}

/* A number of the data's first block: the frames, the page first. */
static double frame_number(const struct sx_buf *data, int frame, int column)
{
	const char *at = strchr(data->p, '\n') + 1;
	for (; frame > 0; frame--)
		at = strchr(at, '\n') + 1;
	for (; column > 0; column--)
		at = strchr(at, '\t') + 1;
	return strtod(at, NULL);
}

enum { WIDTH = 2, HEIGHT = 3, Y_LOW = 6 };

Test(plot_script, page_follows_the_rows)
{
	double before = 0;
	for (int n = 2; n <= 30; n += 7) {
		struct sx_claims claims = { 0 };
		struct sx_figure figure;
		add_counts(&claims, n, 100, 20);
		script_of(&claims, "svg", &figure);
		double height = frame_number(&figure.data, 0, HEIGHT);
		cr_expect_float_eq(frame_number(&figure.data, 0, WIDTH), 89 / 25.4 * 72, 1e-9);
		cr_expect_float_eq(frame_number(&figure.data, 1, Y_LOW), n, 1e-9);
		cr_expect(before == 0 || fabs(height - before - 7 * 12) < 1e-9, "12 points a row");
		cr_expect_leq(height, 170 / 25.4 * 72);
		before = height;
		sx_figure_release(&figure);
	}
}

Test(plot_script, tall_pages_give_up_second_lines)
{
	struct sx_claims claims = { 0 };
	struct sx_figure figure;
	for (int i = 0; i < 30; i++) {
		char subject[200], value[40];
		snprintf(subject, sizeof subject, "subject=a description of many words that ends in number %d", i);
		snprintf(value, sizeof value, "value=%d", 100 + i);
		ADD(&claims, subject, value);
	}
	script_of(&claims, "svg", &figure);
	cr_expect_leq(frame_number(&figure.data, 0, HEIGHT), 170 / 25.4 * 72);
	cr_expect(strstr(figure.data.p, "\xE2\x80\xA6"
					"29\""),
		  "what tells the rows apart is still there:\n%s", figure.data.p);
	sx_figure_release(&figure);
}
