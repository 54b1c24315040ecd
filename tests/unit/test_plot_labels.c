#include "plot/labels_priv.h"
#include "plot/select_priv.h"

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
		    "Farms|9\nFarms: were flooded|8\nMills|7\nBarns, in 2010|6\nBarns, in 2020|5\nSheds, Kent|4\n"
		    "Sheds, Essex|3\nSheds, Essex, estates|2\n");
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
