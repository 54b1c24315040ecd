/* What the words of a period mean: first and last day. */
#include "lexicon/words.h"
#include "norm/norm_priv.h"

#include <string.h>
#include <strings.h>

/* A period being read: its text, the document's date, the result. */
struct reading {
	const struct sx_lexicon *lx;
	struct sx_str text;
	const struct sx_period_span *period;
	struct sx_date today, start, end;
};

/* First and last day of some months. */
static void set_months(struct reading *r, int year, int month, int year2, int month2)
{
	r->start = (struct sx_date){ year, month, 1 };
	r->end = (struct sx_date){ year2, month2, sx_month_days(year2 ? year2 : 1, month2) };
}

/* ------------------------------------------------------------------ the parts */

static struct sx_str part(const struct reading *r, const char *name)
{
	struct sx_str want = sx_str_of(name);
	for (uint8_t i = 0; i < r->period->parts; i++) {
		const struct sx_capture *c = &r->period->part[i];
		if (sx_str_eq(c->name, want))
			return (struct sx_str){ r->text.p + c->at.start, c->at.end - c->at.start };
	}
	return (struct sx_str){ 0 };
}

static bool has(struct sx_str s, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= s.n; i++)
		if (strncasecmp(s.p + i, word, n) == 0)
			return true;
	return false;
}

/* The value of a word in one of the lexicon's lists. */
static struct sx_str value_of(const struct reading *r, struct sx_str s, const char *list)
{
	struct sx_word word;
	if (s.n && sx_words_at(r->lx, s, 0, sx_words_list(r->lx, list), &word))
		return word.value;
	return (struct sx_str){ 0 };
}

static int month_of(const struct reading *r, const char *name)
{
	struct sx_str s = part(r, name);
	int n = sx_digits(s);
	return n > 0 ? n : sx_digits(value_of(r, s, "month"));
}

/* -1, 0, 1 for last, this, next; by the words that name a year or stand before a month. */
static int step_of(struct sx_str s)
{
	static const char *const back[] = {
		"last", "previous", "prior", "preceding", "past", "before", "earlier", "ago"
	};
	static const char *const on[] = { "next", "following", "coming", "later" };
	for (size_t i = 0; i < sizeof back / sizeof *back; i++)
		if (has(s, back[i]))
			return -1;
	for (size_t i = 0; i < sizeof on / sizeof *on; i++)
		if (has(s, on[i]))
			return 1;
	return 0;
}

/* The year that is named, or meant by "last year"; for a bare month the latest one that is not ahead of the text. 0:
 * unknown. */
static int year_of(const struct reading *r, int month)
{
	int year = sx_digits(part(r, "year"));
	if (year > 0)
		return year;
	if (!r->today.year)
		return 0;
	struct sx_str relative = part(r, "whose").n ? part(r, "whose") : part(r, "relative");
	if (!relative.n)
		return month > r->today.month ? r->today.year - 1 : r->today.year;
	int step = step_of(relative);
	if (has(relative, "year") || !month)
		return r->today.year + step;
	if (step < 0) /* "last April": the one gone by */
		return month < r->today.month ? r->today.year : r->today.year - 1;
	return step > 0 && month <= r->today.month ? r->today.year + 1 : r->today.year;
}

static int count_of(struct sx_str s)
{
	static const struct {
		const char *word;
		int n;
	} words[] = { { "a", 1 },       { "an", 1 },      { "one", 1 },     { "two", 2 },      { "three", 3 },
		      { "four", 4 },    { "five", 5 },    { "six", 6 },     { "seven", 7 },    { "eight", 8 },
		      { "nine", 9 },    { "ten", 10 },    { "eleven", 11 }, { "twelve", 12 },  { "fifteen", 15 },
		      { "twenty", 20 }, { "thirty", 30 }, { "fifty", 50 },  { "couple of", 2 } };
	int n = sx_digits(s);
	for (size_t i = 0; n < 0 && i < sizeof words / sizeof *words; i++)
		if (s.n == strlen(words[i].word) && strncasecmp(s.p, words[i].word, s.n) == 0)
			n = words[i].n;
	return n;
}

enum unit { NO_UNIT, DAY, WEEK, MONTH, QUARTER, YEAR, DECADE, CENTURY };

static enum unit unit_of(struct sx_str s)
{
	static const char *const names[] = { "day", "week", "month", "quarter", "year", "decade", "centur" };
	for (int i = 0; i < 7; i++)
		if (has(s, names[i]))
			return (enum unit)(i + 1);
	return NO_UNIT;
}

static const int months_in[] = { 0, 0, 0, 1, 3, 12, 120, 1200 };

static struct sx_date step(struct sx_date d, enum unit unit, int n)
{
	if (n > 9999 || n < -9999)
		return (struct sx_date){ 0, 0, 0 };
	if (unit == DAY || unit == WEEK)
		return sx_date_plus_days(d, (long)n * (unit == DAY ? 1 : 7));
	return sx_date_plus_months(d, n * months_in[unit]);
}

/* The whole unit round a day: its week from Monday, its month … */
static bool whole(struct reading *r, struct sx_date d, enum unit unit)
{
	int m = (d.month - 1) / 3 * 3 + 1, tens = d.year / 10 * 10, hundreds = (d.year - 1) / 100 * 100 + 1;
	if (!sx_date_is(d))
		return false;
	switch (unit) {
	case DAY:
		r->start = r->end = d;
		break;
	case WEEK:
		r->start = sx_date_plus_days(d, -((sx_day_number(d) + 2) % 7));
		r->end = sx_date_plus_days(r->start, 6);
		break;
	case MONTH:
		set_months(r, d.year, d.month, d.year, d.month);
		break;
	case QUARTER:
		set_months(r, d.year, m, d.year, m + 2);
		break;
	case YEAR:
		set_months(r, d.year, 1, d.year, 12);
		break;
	case DECADE:
		set_months(r, tens ? tens : 1, 1, tens + 9, 12);
		break;
	case CENTURY:
		set_months(r, hundreds, 1, hundreds + 99, 12);
		break;
	case NO_UNIT:
	default:
		return false;
	}
	return true;
}

/* ------------------------------------------------------------------ what the rules' `means` stand for */

static bool read_day(struct reading *r)
{
	int month = month_of(r, "month"), day = sx_digits(part(r, "day")), day2 = sx_digits(part(r, "day2"));
	int year = month > 0 ? year_of(r, month) : 0;
	r->start = r->end = (struct sx_date){ year, month, day };
	if (day2 > 0)
		r->end.day = day2;
	return true;
}

static bool read_month(struct reading *r)
{
	int month = month_of(r, "month"), month2 = month_of(r, "month2");
	if (month < 1 || month > 12)
		return false;
	if (month2 < 1) {
		int year = year_of(r, month);
		set_months(r, year, month, year, month);
		return true;
	}
	int year = sx_digits(part(r, "year")), year2 = sx_digits(part(r, "year2"));
	if (year2 < 1)
		year2 = year > 0 ? year : year_of(r, month2);
	if (year < 1)
		year = month > month2 ? year2 - 1 : year2;
	set_months(r, year, month, year2, month2);
	int day = sx_digits(part(r, "day")), day2 = sx_digits(part(r, "day2"));
	if (day > 0 && day2 > 0) { /* "from 3 March to 9 May" */
		r->start.day = day;
		r->end.day = day2;
	}
	return year > 0 && year2 > 0 && month2 <= 12;
}

static bool read_year(struct reading *r)
{
	int year = sx_digits(part(r, "year"));
	struct sx_str second = part(r, "year2");
	int year2 = second.n ? sx_digits(second) : year;
	if (second.n == 2) {
		year2 += year / 100 * 100;
		if (year2 < year)
			year2 += 100;
	}
	if (year2 > 0 && second.n == 4 && year2 < year) { /* "for 2019, 2018 and 2017" */
		int latest = year;
		year = year2;
		year2 = latest;
	}
	if (year < 1 || year2 < year)
		return false;
	set_months(r, year, 1, year2, 12);
	return true;
}

/* "at December 31, 2019 and 2018": one of them, or from the first to the last. */
static bool read_years(struct reading *r)
{
	return part(r, "day").n && !part(r, "year2").n ? read_day(r) : read_year(r);
}

static bool read_part(struct reading *r)
{
	struct sx_str value = value_of(r, part(r, "part"), "part_of_year");
	int year = year_of(r, 0);
	if (value.n != 2 || !year || (!part(r, "year").n && !part(r, "relative").n))
		return false;
	int months = value.p[0] == 'm' ? value.p[1] - '0' : 0, length = months ? months : value.p[0] == 'q' ? 3 : 6;
	int first = months ? 1 : (value.p[1] - '1') * length + 1;
	if (first < 1 || first + length > 13)
		return false;
	set_months(r, year, first, year, first + length - 1);
	return true;
}

static bool read_relative(struct reading *r)
{
	struct sx_str value = value_of(r, part(r, "relative"), "relative_date");
	const char *blank = value.n ? memchr(value.p, ' ', value.n) : NULL;
	if (!blank || !r->today.year)
		return false;
	bool back = value.p[0] == '-';
	int n = sx_digits((struct sx_str){ value.p + back, (size_t)(blank - value.p) - back });
	struct sx_str unit = { blank + 1, value.n - (size_t)(blank - value.p) - 1 };
	enum unit u = unit_of(unit);
	return n >= 0 && u && whole(r, step(r->today, u, back ? -n : n), u);
}

/* "three years ago": that year; "five days earlier" has another day to start from, which is not known here. */
static bool read_ago(struct reading *r)
{
	enum unit u = unit_of(part(r, "unit"));
	int n = count_of(part(r, "number"));
	if (!u || n < 0 || !r->today.year || !has(part(r, "edge"), "ago"))
		return false;
	return whole(r, step(r->today, u, -n), u);
}

static bool read_window(struct reading *r)
{
	enum unit u = unit_of(part(r, "unit"));
	struct sx_str relative = part(r, "relative"), number = part(r, "number");
	int n = number.n ? count_of(number) : 1;
	if (!u || n < 1 || !r->today.year || !relative.n || part(r, "year").n)
		return false;
	int way = step_of(relative);
	if (has(relative, "first") || has(relative, "final") || way == 0)
		return false;
	struct sx_date other = step(r->today, u, way * n);
	if (!sx_date_is(other))
		return false;
	r->start = way < 0 ? sx_date_plus_days(other, 1) : sx_date_plus_days(r->today, 1);
	r->end = way < 0 ? r->today : other;
	return true;
}

/* "in the six months to June 2004" */
static bool read_ending(struct reading *r)
{
	enum unit u = unit_of(part(r, "unit"));
	struct sx_str number = part(r, "number");
	int n = number.n ? count_of(number) : 1, month = month_of(r, "month");
	int year = year_of(r, month > 0 ? month : 0), day = sx_digits(part(r, "day"));
	if (!u || u == DAY || n < 1 || year < 1)
		return false;
	if (month < 1)
		month = 12;
	if (day < 1)
		day = sx_digits(part(r, "day2"));
	struct sx_date last = { year, month, day > 0 ? day : sx_month_days(year, month) };
	struct sx_date from = { year, month, day > 0 ? day : 1 };
	if (!sx_date_is(last))
		return false;
	r->end = last;
	if (u == WEEK || day > 0)
		r->start = sx_date_plus_days(step(last, u, -n), 1);
	else
		r->start = step(from, MONTH, 1 - n * months_in[u]);
	return true;
}

static bool read_decade(struct reading *r)
{
	int decade = sx_digits(part(r, "decade"));
	if (decade < 100 && decade > 0) /* "the 80s" */
		decade += 1900;
	if (decade < 1 || decade % 10)
		return false;
	set_months(r, decade, 1, decade + 9, 12);
	return true;
}

static bool read_century(struct reading *r)
{
	int century = sx_digits(part(r, "century"));
	if (century < 1 || century > 99)
		return false;
	set_months(r, century * 100 - 99, 1, century * 100, 12);
	return true;
}

/* The last such day up to the date of the text. */
static bool read_weekday(struct reading *r)
{
	int day = sx_digits(value_of(r, part(r, "weekday"), "weekday"));
	if (day < 1 || !r->today.year)
		return false;
	long today = (sx_day_number(r->today) + 2) % 7 + 1; /* 1 Monday */
	long back = (today - day + 7) % 7;
	r->start = r->end = sx_date_plus_days(r->today, -back);
	return true;
}

/* Meteorological seasons of the north; winter begins in the December before. */
static bool read_season(struct reading *r)
{
	struct sx_str season = value_of(r, part(r, "season"), "season");
	if (!season.n)
		return false;
	int first = sx_str_is(season, "spring")   ? 3
		    : sx_str_is(season, "summer") ? 6
		    : sx_str_is(season, "autumn") ? 9
						  : 12;
	int year = sx_digits(part(r, "year"));
	if (year < 1 && part(r, "relative").n)
		year = sx_season_year(first, step_of(part(r, "relative")), r->today);
	if (year < 1)
		return false;
	set_months(r, first == 12 ? year - 1 : year, first, year, (first + 1) % 12 + 1);
	return true;
}

static bool read_now(struct reading *r)
{
	r->start = r->end = r->today;
	return r->today.year > 0;
}

#define MEANS(word) { #word, sizeof(#word) - 1 }, read_##word
static const struct {
	struct sx_str means;
	bool (*read)(struct reading *r);
} readers[] = {
	{ MEANS(day) },      { MEANS(month) },   { MEANS(year) },   { MEANS(years) },  { MEANS(part) },
	{ MEANS(relative) }, { MEANS(ago) },     { MEANS(window) }, { MEANS(ending) }, { MEANS(decade) },
	{ MEANS(century) },  { MEANS(weekday) }, { MEANS(season) }, { MEANS(now) },
};

/* "by the end of last year" is its last day, "since 1998" goes on to the date of the text. */
static bool at_edge(struct reading *r)
{
	struct sx_str edge = part(r, "edge");
	if (has(edge, "end") || has(edge, "close"))
		r->start = r->end;
	else if (has(edge, "start") || has(edge, "beginning") || has(edge, "turn"))
		r->end = r->start;
	if (part(r, "since").n)
		r->end = r->today;
	return true;
}

bool sx_norm_period(const struct sx_lexicon *lexicon, struct sx_str text, const struct sx_period_span *period,
		    struct sx_date today, struct sx_date *start, struct sx_date *end)
{
	struct reading r = { .lx = lexicon, .text = text, .period = period };
	if (sx_date_is(today))
		r.today = today;
	bool known = false;
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
		if (sx_str_eq(period->means, readers[i].means)) {
			known = readers[i].read(&r);
			break;
		}
	if (!known || !at_edge(&r) || !sx_date_is(r.start) || !sx_date_is(r.end) ||
	    sx_day_number(r.start) > sx_day_number(r.end))
		return false;
	*start = r.start;
	*end = r.end;
	return true;
}
