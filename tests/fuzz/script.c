/* A table, the figure of it: its script holds nothing of the table, its data no line that ends a string early. gnuplot
 * is not run. */
#include "target.h"

#include "base/utf8.h"
#include "load/load.h"
#include "plot/plot.h"

#include <stdlib.h>

static void check_script(struct sx_str script)
{
	for (size_t i = 0; i < script.n; i++)
		target_require(script.p[i] == '\n' || (script.p[i] >= ' ' && script.p[i] <= '~'),
			       "a script is printable ASCII");
	target_require(!script.n || !memchr(script.p, '`', script.n), "a script runs nothing");
	target_require(!script.n || !memmem(script.p, script.n, "system", 6), "a script runs nothing");
}

/* Every string is closed on its line; outside strings there are but numbers, tabs and remarks. */
static void check_data(struct sx_str data)
{
	bool quoted = false, remark = false;
	for (size_t i = 0; i < data.n; i++) {
		char c = data.p[i];
		target_require(c != '\n' || !quoted, "a string of the data ends on its line");
		if (c == '\n')
			remark = false;
		else if (quoted && c == '\\')
			i++;
		else if (c == '"' && !remark)
			quoted = !quoted;
		else if (!quoted && !remark && c == '#')
			remark = true;
		else if (!quoted && !remark)
			target_require(strchr("0123456789+-.e\t", c) && c, "a number of the data is finite");
	}
	target_require(!quoted, "a string of the data is closed");
}

/* As far as to the script: the gnuplot that is named is not there. */
static void draw(const struct sx_claims *claims, double width)
{
	struct sx_err err = { 0 };
	struct sx_figure figure;
	struct sx_plot_report report;
	struct sx_plot_options options = { .format = "svg", .label = -1, .width_mm = width, .gnuplot = "/no/gnuplot" };
	int status = sx_plot_draw(claims, &options, &figure, &report, &err);
	target_require(status < 0 || report.nothing, "no figure comes of nothing");
	target_require(status == 0 || err.text[0], "a failure is told");
	check_script(sx_buf_view(&figure.script));
	check_data(sx_buf_view(&figure.data));
	sx_figure_release(&figure);
	sx_buf_release(&report.messages);
}

static void type(const struct sx_claims *claims, unsigned cells, bool ascii)
{
	struct sx_err err = { 0 };
	struct sx_figure figure;
	struct sx_plot_report report;
	struct sx_plot_options options = { .format = "term", .label = -1, .term_width = cells, .term_ascii = ascii };
	int status = sx_plot_draw(claims, &options, &figure, &report, &err);
	target_require(status == 0 || err.text[0], "a figure is drawn, or it is said why not");
	struct sx_str bytes = sx_buf_view(&figure.bytes);
	target_require(sx_utf8_check(bytes) == bytes.n, "a figure of characters is UTF-8");
	for (size_t i = 0; i < bytes.n; i++)
		target_require(bytes.p[i] == '\n' || (unsigned char)bytes.p[i] >= ' ',
			       "no control byte reaches a terminal");
	sx_figure_release(&figure);
	sx_buf_release(&report.messages);
}

int fuzz_script(const uint8_t *data, size_t size)
{
	struct sx_str bytes = { (const char *)data, size };
	struct sx_err err = { 0 };
	struct sx_claims claims = { 0 };
	sx_load(&claims, bytes, SX_LOAD_CSV, "table", &err); /* of a broken table, the rows before the break */
	size_t pick = target_pick(bytes, 3000);
	setenv("PATH", "/no", 1); /* nor is any other program */
	draw(&claims, 40 + (double)(pick % 360));
	type(&claims, 20 + (unsigned)pick % 150, pick & 1);
	sx_claims_release(&claims);
	return 0;
}
