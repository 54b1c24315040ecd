#include "plot/describe_priv.h"

#include "plot/clean_priv.h"
#include "plot/family_priv.h"
#include "plot/marks_priv.h"
#include "plot/rows_priv.h"

#include <inttypes.h>

/* The file name at the end of a path; a folder above it is nobody's business. */
static struct sx_str last_part(struct sx_str path)
{
	size_t from = path.n;
	while (from && path.p[from - 1] != '/')
		from--;
	return path.n ? (struct sx_str){ path.p + from, path.n - from } : path;
}

bool sx_describe_source(struct sx_buf *out, const struct sx_series *series)
{
	struct sx_str source = series->row[0].claim->source;
	for (size_t i = 1; i < series->n; i++)
		if (!sx_str_eq(source, series->row[i].claim->source))
			return false;
	source = last_part(source);
	sx_clean_text(out, source);
	return source.n > 0;
}

static void describe_title(struct sx_buf *out, const struct sx_series *series, const char *title)
{
	if (title) {
		sx_clean_text(out, sx_str_of(title));
		return;
	}
	sx_family_words(out, series, series->n);
	sx_buf_z(out, " as stated");
	size_t end = out->n;
	sx_buf_z(out, " in ");
	if (!sx_describe_source(out, series) && out->n > end)
		out->p[out->n = end] = '\0';
}

static void describe_row(struct sx_buf *out, const struct sx_series *series, const struct sx_series_row *row)
{
	sx_buf_str(out, row->shown);
	sx_buf_z(out, " (");
	sx_buf_str(out, row->label);
	if (series->says_when && row->when.n) {
		sx_buf_z(out, ", ");
		sx_buf_str(out, row->when);
	}
	sx_buf_z(out, ")");
}

static void describe_marks(struct sx_buf *out, const struct sx_series *series)
{
	static const char *const words[SX_MARKS][2] = {
		{ "is exact", "are exact" },
		{ "has an uncertainty", "have an uncertainty" },
		{ "is approximate", "are approximate" },
		{ "is a range", "are ranges" },
		{ "is a lower bound", "are lower bounds" },
		{ "is an upper bound", "are upper bounds" },
		{ "is a target", "are targets" },
	};
	unsigned count[SX_MARKS] = { 0 };
	bool first = true;
	for (size_t i = 0; i < series->n; i++)
		count[series->row[i].mark]++;
	for (enum sx_mark mark = SX_MARK_SPREAD; mark < SX_MARKS; mark++) {
		if (!count[mark])
			continue;
		sx_buf_addf(out, "%s%u %s", first ? " " : ", ", count[mark], words[mark][count[mark] > 1]);
		first = false;
	}
	sx_buf_z(out, first ? "" : ".");
	if (count[SX_MARK_MORE] || count[SX_MARK_LESS])
		sx_buf_z(out, " The length of an arrow has no meaning.");
}

/* "Netizens: >600 million. “The number …” (speech.txt:12)". */
static void caption_row(struct sx_buf *out, const struct sx_series *series, const struct sx_series_row *row)
{
	const struct sx_claim *claim = row->claim;
	sx_buf_str(out, row->label);
	if (series->says_when && row->when.n) {
		sx_buf_z(out, ", ");
		sx_buf_str(out, row->when);
	}
	sx_buf_z(out, ": ");
	sx_buf_str(out, row->shown);
	if (claim->sentence.n) {
		sx_buf_z(out, ". \xE2\x80\x9C");
		sx_clean_line(out, claim->sentence);
		sx_buf_z(out, "\xE2\x80\x9D");
	}
	if (claim->source.n) {
		sx_buf_z(out, " (");
		sx_clean_line(out, last_part(claim->source));
		if (claim->page)
			sx_buf_addf(out, ", page %" PRIu64, claim->page);
		else if (claim->line)
			sx_buf_addf(out, ", line %" PRIu64, claim->line);
		sx_buf_z(out, ")");
	}
	sx_buf_c(out, '\n');
}

/* What the marks of the figure mean, as a reader of the caption needs it, and how many there are of each. */
static void caption_marks(struct sx_buf *out, const struct sx_series *series)
{
	static const char *const words[SX_MARKS] = { "filled marks are stated as exact",
						     "a thin line is the stated uncertainty",
						     "open marks are approximate",
						     "a thick bar is a range",
						     "an open mark with an arrow to higher values is a lower bound",
						     "an open mark with an arrow to lower values is an upper bound",
						     "an open diamond is a target, not a count" };
	unsigned marks = sx_marks_of(series), bounds = 1u << SX_MARK_MORE | 1u << SX_MARK_LESS;
	size_t count[SX_MARKS] = { 0 };
	bool first = true;
	if (marks == 1u << SX_MARK_EXACT)
		return;
	for (size_t i = 0; i < series->n; i++)
		count[series->row[i].mark]++;
	for (enum sx_mark mark = 0; mark < SX_MARKS; mark++) {
		if (!count[mark])
			continue;
		sx_buf_z(out, first ? " " : "; ");
		size_t from = out->n;
		sx_buf_addf(out, "%s (%zu)", words[mark], count[mark]);
		if (first && !out->failed)
			out->p[from] = (char)(out->p[from] & ~32);
		first = false;
	}
	sx_buf_z(out, marks & bounds ? ". The length of an arrow has no meaning." : ".");
}

/* The years that the periods of the rows reach from and to. */
static void caption_period(struct sx_buf *out, const struct sx_series *series)
{
	struct sx_str first = { 0 }, last = { 0 };
	size_t dated = 0;
	for (size_t i = 0; i < series->n; i++) {
		const struct sx_claim *claim = series->row[i].claim;
		struct sx_str from = claim->period_start.n ? claim->period_start : claim->period_end;
		struct sx_str to = claim->period_end.n ? claim->period_end : claim->period_start;
		if (!series->row[i].dated || from.n < 4 || to.n < 4)
			continue;
		if (!dated || memcmp(from.p, first.p, 4) < 0)
			first = (struct sx_str){ from.p, 4 };
		if (!dated || memcmp(to.p, last.p, 4) > 0)
			last = (struct sx_str){ to.p, 4 };
		dated++;
	}
	if (!dated)
		return;
	sx_buf_z(out, dated < series->n ? " Period, as far as stated: " : " Period: ");
	sx_buf_str(out, first);
	if (!sx_str_eq(first, last)) {
		sx_buf_z(out, "\xE2\x80\x93");
		sx_buf_str(out, last);
	}
	sx_buf_z(out, ".");
}

static void describe_chart(struct sx_buf *out, const struct sx_chart *chart)
{
	struct sx_buf what = { 0 };
	sx_clean_label(&what, sx_str_of(chart->what));
	sx_buf_str(out, sx_buf_view(&what));
	out->failed |= what.failed;
	sx_buf_release(&what);
}

/* ", from the smallest to the largest.", and where the axis begins, if that could mislead. */
static void describe_span(struct sx_buf *out, const struct sx_chart *chart, const struct sx_series *series)
{
	size_t low = 0, high = 0;
	for (size_t i = 1; i < series->n; i++) {
		low = series->row[i].at <= series->row[low].at ? i : low;
		high = series->row[i].at > series->row[high].at ? i : high;
	}
	sx_buf_z(out, ", from ");
	describe_row(out, series, &series->row[low]);
	sx_buf_z(out, " to ");
	describe_row(out, series, &series->row[high]);
	sx_buf_z(out, ".");
	if (chart->rows && chart->rows->axis == SX_AXIS_LINEAR && sx_axis_leaves_zero(series))
		sx_buf_z(out, " The axis does not begin at zero.");
}

static void describe_caption(struct sx_figure *figure, const struct sx_chart *chart, const struct sx_series *series)
{
	struct sx_buf *out = &figure->caption;
	sx_buf_z(out, SX_CAPTION_HEAD);
	sx_buf_str(out, sx_buf_view(&figure->title));
	sx_buf_z(out, ". ");
	describe_chart(out, chart);
	describe_span(out, chart, series);
	if (chart->rows || series->by_thing)
		caption_marks(out, series);
	caption_period(out, series);
	sx_buf_z(out, "\n\n");
	for (size_t i = 0; i < series->n && (chart->rows || series->by_thing); i++)
		caption_row(out, series, &series->row[i]);
	if (series->more)
		sx_buf_addf(out, "%zu more in the table\n", series->more);
}

void sx_describe(struct sx_figure *figure, const struct sx_chart *chart, const struct sx_series *series,
		 const char *title)
{
	describe_title(&figure->title, series, title);
	describe_chart(&figure->alt, chart);
	sx_buf_z(&figure->alt, ": ");
	sx_family_words(&figure->alt, series, series->n);
	describe_span(&figure->alt, chart, series);
	describe_marks(&figure->alt, series);
	describe_caption(figure, chart, series);
}
