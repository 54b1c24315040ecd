#include "norm/norm.h"

#include <criterion/criterion.h>
#include <stdio.h>

Test(norm_date, there_and_back)
{
	struct sx_date d = { 0, 0, 0 };
	char out[11];
	cr_assert(sx_date_read(SX_STR("2014-05-20"), &d));
	cr_expect_eq(d.year * 10000 + d.month * 100 + d.day, 20140520);
	sx_date_write(d, out);
	cr_expect_str_eq(out, "2014-05-20");
	static const char *const bad[] = { "",           "2014",       "2014-5-20",  "2014-13-01",
					   "2014-02-29", "2014-00-10", "0000-01-01", "2014/05/20" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_expect_not(sx_date_read(sx_str_of(bad[i]), &d), "%s", bad[i]);
	cr_expect(sx_date_read(SX_STR("2012-02-29"), &d));
}

/* "month=April relative=this year" → a span over that text. */
static struct sx_period_span span_of(const char *means, struct sx_str parts)
{
	struct sx_period_span span = { .at = { 0, parts.n }, .means = sx_str_of(means) };
	for (size_t at = 0; at < parts.n && span.parts < SX_PERIOD_PARTS;) {
		const char *equals = memchr(parts.p + at, '=', parts.n - at),
			   *end = memchr(parts.p + at, ';', parts.n - at);
		size_t to = end ? (size_t)(end - parts.p) : parts.n, from = (size_t)(equals - parts.p) + 1;
		span.part[span.parts++] = (struct sx_capture){ { parts.p + at, from - 1 - at }, { from, to } };
		at = to + 1;
	}
	return span;
}

Test(norm_date, periods)
{
	static const struct {
		const char *means, *parts, *start, *end; /* start NULL: cannot be known */
	} rows[] = {
		{ "relative", "relative=last year", "2013-01-01", "2013-12-31" },
		{ "relative", "edge=the end of;relative=last year", "2013-12-31", "2013-12-31" },
		{ "relative", "relative=today", "2014-05-20", "2014-05-20" },
		{ "relative", "relative=last month", "2014-04-01", "2014-04-30" },
		{ "relative", "relative=last week", "2014-05-12", "2014-05-18" },
		{ "relative", "relative=this quarter", "2014-04-01", "2014-06-30" },
		{ "month", "month=January;month2=April;whose=this year", "2014-01-01", "2014-04-30" },
		{ "month", "month=October;month2=March;year2=2013", "2012-10-01", "2013-03-31" },
		{ "month", "month=June;year=2004;edge=the end of", "2004-06-30", "2004-06-30" },
		{ "month", "month=June", "2013-06-01", "2013-06-30" },
		{ "month", "month=April;relative=this", "2014-04-01", "2014-04-30" },
		{ "month", "month=February;year=2012", "2012-02-01", "2012-02-29" },
		{ "day", "day=29;month=February;year=2012", "2012-02-29", "2012-02-29" },
		{ "day", "day=5;day2=7;month=May;year=2010", "2010-05-05", "2010-05-07" },
		{ "day", "day=31;month=April;year=2012", NULL, NULL },
		{ "year", "year=2013", "2013-01-01", "2013-12-31" },
		{ "year", "year=2011;year2=12", "2011-01-01", "2012-12-31" },
		{ "year", "year=1999;year2=03", "1999-01-01", "2003-12-31" },
		{ "year", "year=2019;year2=2017", "2017-01-01", "2019-12-31" },
		{ "year", "since=since;year=1998", "1998-01-01", "2014-05-20" },
		{ "part", "part=Q3;year=2016", "2016-07-01", "2016-09-30" },
		{ "part", "part=first half;relative=last year", "2013-01-01", "2013-06-30" },
		{ "part", "part=Q3", NULL, NULL },
		{ "decade", "decade=1990", "1990-01-01", "1999-12-31" },
		{ "century", "century=19", "1801-01-01", "1900-12-31" },
		{ "ago", "number=three;unit=years;edge=ago", "2011-01-01", "2011-12-31" },
		{ "ago", "number=three;unit=years;edge=earlier", NULL, NULL },
		{ "window", "relative=past;number=three;unit=months", "2014-02-21", "2014-05-20" },
		{ "window", "unit=years", NULL, NULL },
		{ "ending", "number=six;unit=months;month=June;year=2004", "2004-01-01", "2004-06-30" },
		{ "ending", "unit=year;month=June;day=30;year=2004", "2003-07-01", "2004-06-30" },
		{ "weekday", "weekday=Wednesday", "2014-05-14", "2014-05-14" },
		{ "weekday", "weekday=Tuesday", "2014-05-20", "2014-05-20" },
		{ "season", "season=summer;year=2014", "2014-06-01", "2014-08-31" },
		{ "season", "season=winter;year=2012", "2011-12-01", "2012-02-29" },
		{ "now", "", "2014-05-20", "2014-05-20" },
		{ "nonsense", "year=2013", NULL, NULL },
	};
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	cr_assert(lx && !sx_lexicon_add_builtin(lx, &err) && !sx_lexicon_finish(lx, &err), "%s", err.text);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sx_str text = sx_str_of(rows[i].parts);
		struct sx_period_span span = span_of(rows[i].means, text);
		struct sx_date start, end, today = { 2014, 5, 20 };
		char a[11] = "", b[11] = "";
		if (sx_norm_period(lx, text, &span, today, &start, &end)) {
			sx_date_write(start, a);
			sx_date_write(end, b);
		}
		cr_expect_str_eq(a, rows[i].start ? rows[i].start : "", "%s %s: %s", rows[i].means, rows[i].parts, a);
		cr_expect_str_eq(b, rows[i].end ? rows[i].end : "", "%s %s: %s", rows[i].means, rows[i].parts, b);
	}
	sx_lexicon_free(lx);
}

/* Without the date of the text, relative words have no meaning, and absolute ones have theirs. */
Test(norm_date, unknown_today)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	cr_assert(lx && !sx_lexicon_add_builtin(lx, &err) && !sx_lexicon_finish(lx, &err), "%s", err.text);
	struct sx_date start, end, unknown = { 0, 0, 0 };
	struct sx_str last = SX_STR("relative=last year"), year = SX_STR("year=2013"),
		      since = SX_STR("since=since;year=1998");
	struct sx_period_span span = span_of("relative", last);
	cr_expect_not(sx_norm_period(lx, last, &span, unknown, &start, &end));
	span = span_of("year", year);
	cr_expect(sx_norm_period(lx, year, &span, unknown, &start, &end));
	span = span_of("year", since);
	cr_expect_not(sx_norm_period(lx, since, &span, unknown, &start, &end));
	sx_lexicon_free(lx);
}
