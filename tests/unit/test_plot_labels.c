#include "plot/clean_priv.h"
#include "plot/labels_priv.h"
#include "plot/select_priv.h"
#include "plot/when_priv.h"

#include "plot/testing.h"

/* Select, label and compare the rows with "label|as stated" lines, largest first. */
static void expect_rows(struct sx_claims *claims, int column, const char *expected)
{
	struct sx_arena arena = { 0 };
	struct sx_selection selection;
	struct sx_series series;
	struct sx_buf rows = { 0 };
	struct sx_err err = { 0 };
	cr_assert_eq(sx_selection_make(&selection, claims, &arena, &err), 0);
	cr_assert_eq(sx_selection_series(&selection, 0, &series, &arena, &err), 0);
	cr_assert_eq(sx_label_rows(&series, column, &arena, &err), 0);
	for (size_t i = 0; i < series.n; i++) {
		sx_buf_str(&rows, series.row[i].label);
		sx_buf_c(&rows, '|');
		sx_buf_str(&rows, series.row[i].shown);
		sx_buf_c(&rows, '\n');
	}
	sx_buf_z(&rows, "");
	cr_expect_str_eq(rows.p, expected);
	sx_buf_release(&rows);
	sx_arena_release(&arena);
	sx_claims_release(claims);
}

Test(plot_labels, tell_rows_apart)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=farms", "value=9");
	ADD(&claims, "subject=farms", "value=8", "predicate=were flooded");
	ADD(&claims, "subject=mills", "value=7", "predicate=burned");
	ADD(&claims, "subject=barns", "value=6", "predicate=stood empty", "period=in 2010");
	ADD(&claims, "subject=barns", "value=5", "predicate=stood empty", "period=in 2020");
	ADD(&claims, "subject=sheds", "value=4", "place=Kent");
	ADD(&claims, "subject=sheds", "value=3", "place=Essex");
	ADD(&claims, "subject=sheds", "value=2", "place=Essex", "of=estates");
	expect_rows(&claims, -1,
		    "Farms|9\nFarms: were flooded|8\nMills|7\nBarns, 2010|6\nBarns, 2020|5\nSheds, Kent|4\n"
		    "Sheds, Essex|3\nSheds, Essex, estates|2\n");
}

/* What no column tells apart is counted in the order of the table, however the rows are sorted. */
Test(plot_labels, count_what_reads_alike)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=surplus", "value=5");
	ADD(&claims, "subject=surplus", "value=9");
	ADD(&claims, "subject=loss", "value=7");
	expect_rows(&claims, -1, "Surplus (2)|9\nLoss|7\nSurplus (1)|5\n");
}

static const struct {
	const char *period, *start, *end, *words;
} periods[] = {
	{ "", "", "", "" },
	{ "in 2013", "2013-01-01", "2013-12-31", "2013" },
	{ "During 2013", "", "", "2013" },
	{ "by the end of 2013", "2013-12-31", "2013-12-31", "by the end of 2013" },
	{ "by the end of last year", "2013-12-31", "2013-12-31", "end of 2013" },
	{ "at the end of March", "2014-03-31", "2014-03-31", "end of Mar 2014" },
	{ "yesterday", "2014-06-02", "2014-06-02", "2 Jun 2014" },
	{ "last year", "2013-01-01", "2013-12-31", "2013" },
	{ "In the last three years", "2011-01-01", "2013-12-31", "2011\342\200\2232013" },
	{ "Between January and April of this year", "2014-01-01", "2014-04-30", "Jan\342\200\223Apr 2014" },
	{ "In March", "2014-03-01", "2014-03-31", "Mar 2014" },
	{ "last winter", "2013-12-01", "2014-02-28", "Dec 2013\342\200\223Feb 2014" },
	{ "this week", "2014-06-02", "2014-06-08", "2\342\200\2238 Jun 2014" },
	{ "that week", "2013-12-30", "2014-01-05", "30 Dec 2013\342\200\2235 Jan 2014" },
	{ "since last year", "2013-01-01", "2014-06-03", "since 2013" },
	{ "Since March", "2014-03-05", "", "since 5 Mar 2014" },
	{ "In the same year", "", "", "in the same year" },
	{ "May Day", "", "", "May Day" },
	{ "last year", "2013-13-01", "so", "last year" },
};

Test(plot_labels, periods_in_few_words)
{
	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
		struct sx_buf out = { 0 };
		sx_when_words(&out, &(struct sx_claim){ .period = sx_str_of(periods[i].period),
							.period_start = sx_str_of(periods[i].start),
							.period_end = sx_str_of(periods[i].end) });
		sx_buf_z(&out, "");
		cr_expect_str_eq(out.p, periods[i].words);
		sx_buf_release(&out);
	}
}

Test(plot_labels, units)
{
	static const char *const units[][2] = { { "km2", "km\302\262" },
						{ "kWh/m2", "kWh/m\302\262" },
						{ "m3/s", "m\302\263/s" },
						{ "m/s2", "m/s\302\262" },
						{ "tCO2", "tCO2" },
						{ "m27", "m27" },
						{ "\302\265m3", "\302\265m\302\263" } };
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct sx_buf out = { 0 };
		sx_clean_unit(&out, sx_str_of(units[i][0]));
		cr_expect_str_eq(out.p, units[i][1]);
		sx_buf_release(&out);
	}
}

Test(plot_labels, chosen_column)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=farms", "value=9", "place=kent");
	ADD(&claims, "subject=farms", "value=8", "place=kent");
	expect_rows(&claims, SX_COL_place, "Kent|9\nKent|8\n");
}

Test(plot_labels, first_letter)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=\303\244rzte", "value=9");
	ADD(&claims, "subject=iPhones", "value=8");
	ADD(&claims, "subject=4G masts", "value=7");
	ADD(&claims, "subject=\320\273\320\265\321\201", "value=6");
	ADD(&claims, "value=5", "predicate=people came");
	ADD(&claims, "value=4");
	expect_rows(
		&claims, -1,
		"\303\204rzte|9\niPhones|8\n4G masts|7\n\320\233\320\265\321\201|6\nPeople came|5\n(no subject)|4\n");
}

Test(plot_labels, clean_text)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=  two\nlines\tand\033[31m red ", "value=9");
	ADD(&claims, "subject=\342\200\256turned\342\200\254 \357\277\277", "value=8");
	expect_rows(&claims, -1, "Two lines and [31m red|9\nTurned \357\277\275|8\n");
}

/* How a value is shown, by its cells; U+2212 is \342\210\222, the en dash \342\200\223. */
static const struct {
	const char *unit, *kind, *comparator, *value, *quantity, *hedge, *shown;
} values[] = {
	{ "", "count", "gt", "600000000", "600 million", "exceeded", ">600 million" },
	{ "", "count", "eq", "18440000", "18.44 million", "", "18.44 million" },
	{ "", "count", "eq", "4800000", "4.80 million", "", "4.80 million" },
	{ "", "count", "eq", "18440000", "18,440,000", "", "18,440,000" },
	{ "", "count", "eq", "18440000", "18,44 Millionen", "", "18.44 million" },
	{ "", "count", "eq", "18440000", "1844\344\270\207", "", "18.44 million" },
	{ "", "count", "eq", "1234000", "1.234 million", "", "1.234 million" },
	{ "", "count", "eq", "1230000", "1.230 million", "", "1.230 million" },
	{ "", "count", "eq", "1234000000", "1,234 million", "", "1.234 billion" },
	{ "", "count", "eq", "500000000", "five hundred million", "", "500 million" },
	{ "", "count", "eq", "7000000", "", "", "7 million" },
	{ "", "count", "eq", "12345678", "", "", "12,345,678" },
	{ "", "count", "gt", "20000", "20.000", "more than", ">20,000" },
	{ "", "count", "eq", "20000", "20 thousand", "", "20,000" },
	{ "", "count", "eq", "36", "3 dozen", "", "36" },
	{ "", "count", "lt", "5000", "5,000", "", "<5,000" },
	{ "", "count", "le", "5000", "5 000", "", "\342\211\2445,000" },
	{ "", "count", "ge", "999", "999", "", "\342\211\245999" },
	{ "", "count", "approx", "5000", "5.000", "nearly", "nearly 5,000" },
	{ "", "count", "approx", "5000", "5.000", "roughly", "about 5,000" },
	{ "", "count", "eq", "-4500", "-4,500", "", "\342\210\2224,500" },
	{ "", "ratio", "eq", "0.666666666666667", "two-thirds", "", "two-thirds" },
	{ "", "ratio", "eq", "1.10", "1.10", "", "1.10" },
	{ "", "ratio", "eq", "1.1", "1.10", "", "1.10" },
	{ "%", "percent", "approx", "30", "30%", "", "about 30%" },
	{ "%", "percent", "eq", "45.80", "45.80%", "", "45.80%" },
	{ "USD", "money", "eq", "5200000000", "$5.2 billion", "", "$5.2 billion" },
	{ "USD", "money", "eq", "-3", "-$3", "", "\342\210\222$3" },
	{ "CNY", "money", "gt", "3720000000000", "3.72 trillion yuan", "", ">3.72 trillion CNY" },
	{ "year", "duration", "eq", "20", "20 years", "", "20 years" },
	{ "week", "duration", "lt", "1", "one week", "", "<1 week" },
	{ "d", "duration", "approx", "3", "3 days", "", "about 3 days" },
	{ "km/h", "speed", "eq", "5", "5 km/h", "", "5 km/h" },
	{ "barrel", "volume", "eq", "2500", "2,500 barrels", "", "2,500 barrels" },
	{ "in", "length", "eq", "62", "5 ft 2 in", "", "5 ft 2 in" },
};

Test(plot_labels, values_as_stated)
{
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct sx_claims claims = { 0 };
		struct sx_buf expected = { 0 };
		char cells[6][80];
		const char *const names[] = { "unit", "kind", "comparator", "value", "quantity", "hedge" };
		const char *const texts[] = { values[i].unit,  values[i].kind,     values[i].comparator,
					      values[i].value, values[i].quantity, values[i].hedge };
		for (size_t k = 0; k < 6; k++)
			snprintf(cells[k], sizeof cells[k], "%s=%s", names[k], texts[k]);
		for (int twice = 0; twice < 2; twice++) {
			ADD(&claims, twice ? "subject=b" : "subject=a", cells[0], cells[1], cells[2], cells[3],
			    cells[4], cells[5]);
			sx_buf_addf(&expected, "%s|%s\n", twice ? "B" : "A", values[i].shown);
		}
		expect_rows(&claims, -1, expected.p);
		sx_buf_release(&expected);
	}
}

Test(plot_labels, ranges_as_stated)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=a", "low=530000000", "high=570000000", "quantity=530 to 570 million");
	ADD(&claims, "subject=b", "low=900000", "high=1200000", "quantity=900,000 to 1.2 million");
	ADD(&claims, "subject=c", "low=18000", "high=20000", "comparator=approx", "quantity=18,000-20,000");
	ADD(&claims, "subject=d", "value=5.2", "low=4.9", "high=5.5", "quantity=5.2 \302\261 0.3");
	ADD(&claims, "subject=e", "low=-4", "high=3");
	expect_rows(&claims, -1,
		    "A|530\342\200\223570 million\nB|900,000\342\200\2231.2 million\nC|about 18,000\342\200\22320,000\n"
		    "D|5.2 \302\261 0.3\nE|\342\210\2224 to 3\n");
}

Test(plot_labels, ranges_of_money)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=a", "low=240000000", "high=260000000", "unit=EUR", "kind=money");
	ADD(&claims, "subject=b", "low=900000", "high=1200000", "unit=EUR", "kind=money");
	ADD(&claims, "subject=c", "low=-4", "high=3", "unit=EUR", "kind=money");
	expect_rows(&claims, -1,
		    "A|\342\202\254240\342\200\223260 million\n"
		    "B|\342\202\254900,000\342\200\223\342\202\2541.2 million\n"
		    "C|\342\210\222\342\202\2544 to \342\202\2543\n");
}

/* A target is one by its note, among others; it may be a bound, too. */
Test(plot_labels, targets)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=a", "value=50", "unit=%", "note=a target");
	ADD(&claims, "subject=b", "value=40", "unit=%", "note=read so; a target; and so on", "comparator=ge");
	ADD(&claims, "subject=c", "value=30", "unit=%", "note=a target", "comparator=approx");
	ADD(&claims, "subject=d", "value=20", "unit=%", "note=a targeted sample");
	expect_rows(&claims, -1, "A|target 50%\nB|target \342\211\24540%\nC|target about 30%\nD|20%\n");
}

/* A decrease is drawn and stated below zero, and what bounds it turns round. */
Test(plot_labels, decreases)
{
	struct sx_claims claims = { 0 };
	ADD(&claims, "subject=a", "value=3", "unit=%", "change=increase", "comparator=gt");
	ADD(&claims, "subject=b", "value=5", "unit=%", "change=decrease");
	ADD(&claims, "subject=c", "value=8", "unit=%", "change=decrease", "comparator=gt");
	ADD(&claims, "subject=d", "low=9", "high=10", "unit=%", "change=decrease");
	expect_rows(&claims, -1, "A|>3%\nB|\342\210\2225%\nC|<\342\210\2228%\nD|\342\210\2229 to \342\210\22210%\n");
}
