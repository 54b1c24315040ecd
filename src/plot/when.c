#include "plot/when_priv.h"

#include "plot/clean_priv.h"

#define EN_DASH "\xE2\x80\x93"

static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

struct day {
	int year, month, day;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* YYYY-MM-DD and nothing else. */
static bool read_day(struct sx_str date, struct day *day)
{
	static const char form[] = "dddd-dd-dd";
	if (date.n != sizeof form - 1)
		return false;
	for (size_t i = 0; i < date.n; i++)
		if (form[i] == 'd' ? !is_digit(date.p[i]) : date.p[i] != form[i])
			return false;
	const char *p = date.p;
	day->year = (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 + p[3] - '0';
	day->month = (p[5] - '0') * 10 + p[6] - '0';
	day->day = (p[8] - '0') * 10 + p[9] - '0';
	return day->month >= 1 && day->month <= 12 && day->day >= 1 && day->day <= 31;
}

static bool ends_month(const struct day *day)
{
	static const int last[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return day->day >= last[day->month - 1];
}

/* A day, with its year or without. */
static void add_day(struct sx_buf *out, const struct day *day, bool year)
{
	sx_buf_addf(out, "%d %s", day->day, months[day->month - 1]);
	if (year)
		sx_buf_addf(out, " %d", day->year);
}

/* "end of 2013", "end of Mar 2014", "3 Jun 2014". */
static void add_point(struct sx_buf *out, const struct day *day)
{
	if (day->month == 12 && day->day == 31)
		sx_buf_addf(out, "end of %d", day->year);
	else if (ends_month(day))
		sx_buf_addf(out, "end of %s %d", months[day->month - 1], day->year);
	else
		add_day(out, day, true);
}

/* From a first day to a last, in whole years or months where they are such. */
static void add_span(struct sx_buf *out, const struct day *low, const struct day *high)
{
	bool whole = low->day == 1 && ends_month(high), one_year = low->year == high->year;
	if (whole && low->month == 1 && high->month == 12) {
		sx_buf_addf(out, one_year ? "%d" : "%d" EN_DASH "%d", low->year, high->year);
	} else if (whole) {
		sx_buf_addf(out, "%s", months[low->month - 1]);
		if (!one_year)
			sx_buf_addf(out, " %d", low->year);
		if (!one_year || low->month != high->month)
			sx_buf_addf(out, EN_DASH "%s", months[high->month - 1]);
		sx_buf_addf(out, " %d", high->year);
	} else if (one_year && low->month == high->month) {
		sx_buf_addf(out, "%d" EN_DASH, low->day);
		add_day(out, high, true);
	} else {
		add_day(out, low, !one_year);
		sx_buf_z(out, EN_DASH);
		add_day(out, high, true);
	}
}

static bool begins(struct sx_str s, const char *word)
{
	size_t n = strlen(word);
	if (s.n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((s.p[i] | 32) != (word[i] | 32))
			return false;
	return true;
}

/* "2014", "the year 1999": four digits that stand alone. */
static bool names_year(struct sx_str s)
{
	size_t digits = 0;
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && is_digit(s.p[i])) {
			digits++;
			continue;
		}
		if (digits == 4)
			return true;
		digits = 0;
	}
	return false;
}

/* The period in the text's words, without "in" before a year or a month, and small where it began a sentence. */
static void add_own_words(struct sx_buf *out, struct sx_str period)
{
	static const char *const smalls[] = { "In",      "By",     "For",   "From",  "Since",   "During",   "Between",
					      "At",      "On",     "Over",  "After", "Before",  "Until",    "Last",
					      "Next",    "This",   "The",   "Today", "Early",   "Late",     "Within",
					      "Through", "Around", "About", "As",    "Earlier", "Currently" };
	static const char *const drops[] = { "in ", "during ", "for " };
	struct sx_buf words = { 0 };
	sx_clean_text(&words, period);
	struct sx_str rest = sx_buf_view(&words);
	for (size_t i = 0; i < sizeof drops / sizeof *drops; i++) {
		size_t n = strlen(drops[i]);
		if (begins(rest, drops[i]) && rest.n > n && is_digit(rest.p[n])) {
			rest = (struct sx_str){ rest.p + n, rest.n - n };
			break;
		}
	}
	for (size_t i = 0; i < sizeof smalls / sizeof *smalls; i++) {
		size_t n = strlen(smalls[i]);
		if (rest.n > n && rest.p[n] == ' ' && memcmp(rest.p, smalls[i], n) == 0) {
			sx_buf_c(out, (char)(*rest.p | 32));
			rest = (struct sx_str){ rest.p + 1, rest.n - 1 };
			break;
		}
	}
	sx_buf_str(out, rest);
	out->failed |= words.failed;
	sx_buf_release(&words);
}

void sx_when_words(struct sx_buf *out, const struct sx_claim *claim)
{
	struct day low = { 0 }, high = { 0 };
	bool first = read_day(claim->period_start, &low), last = read_day(claim->period_end, &high);
	if ((!first && !last) || names_year(claim->period)) {
		add_own_words(out, claim->period.n         ? claim->period
				   : claim->period_start.n ? claim->period_start
							   : claim->period_end);
		return;
	}
	if (!last || (first && begins(claim->period, "since "))) {
		sx_buf_z(out, "since ");
		if (low.month == 1 && low.day == 1)
			sx_buf_addf(out, "%d", low.year);
		else
			add_day(out, &low, true);
		return;
	}
	if (!first || memcmp(&low, &high, sizeof low) == 0)
		add_point(out, &high);
	else
		add_span(out, &low, &high);
}
