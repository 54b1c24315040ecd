/* Days of the calendar. */
#include "norm/norm_priv.h"

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int sx_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

long sx_day_number(struct sx_date d)
{
	long y = d.month > 2 ? d.year : d.year - 1, m = (d.month + 9) % 12;
	return 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + d.day - 1;
}

/* From the number of a day. */
static struct sx_date date_of(long n)
{
	long y = (10000 * n + 14780) / 3652425, rest = n - (365 * y + y / 4 - y / 100 + y / 400);
	if (rest < 0) {
		y--;
		rest = n - (365 * y + y / 4 - y / 100 + y / 400);
	}
	long m = (100 * rest + 52) / 3060;
	return (struct sx_date){ (int)(y + (m + 2) / 12), (int)((m + 2) % 12 + 1),
				 (int)(rest - (m * 306 + 5) / 10 + 1) };
}

bool sx_date_is(struct sx_date d)
{
	return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
	       d.day <= sx_month_days(d.year, d.month);
}

struct sx_date sx_date_plus_days(struct sx_date d, long days)
{
	return date_of(sx_day_number(d) + days);
}

struct sx_date sx_date_plus_months(struct sx_date d, int months)
{
	int n = d.year * 12 + d.month - 1 + months;
	if (n < 12)
		return (struct sx_date){ 0, 0, 0 };
	int year = n / 12, month = n % 12 + 1, most = sx_month_days(year, month);
	return (struct sx_date){ year, month, d.day > most ? most : d.day };
}

int sx_digits(struct sx_str s)
{
	int n = 0;
	if (!s.n || s.n > 6)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		n = n * 10 + (s.p[i] - '0');
	}
	return n;
}

bool sx_date_read(struct sx_str text, struct sx_date *date)
{
	if (text.n != 10 || text.p[4] != '-' || text.p[7] != '-')
		return false;
	struct sx_date d = { sx_digits((struct sx_str){ text.p, 4 }), sx_digits((struct sx_str){ text.p + 5, 2 }),
			     sx_digits((struct sx_str){ text.p + 8, 2 }) };
	if (!sx_date_is(d))
		return false;
	*date = d;
	return true;
}

void sx_date_write(struct sx_date date, char out[11])
{
	if (!sx_date_is(date))
		date = (struct sx_date){ 1, 1, 1 };
	memcpy(out, "0000-00-00", 11);
	int year = date.year;
	for (int i = 3; i >= 0; i--, year /= 10)
		out[i] = (char)('0' + year % 10);
	out[5] = (char)('0' + date.month / 10);
	out[6] = (char)('0' + date.month % 10);
	out[8] = (char)('0' + date.day / 10);
	out[9] = (char)('0' + date.day % 10);
}
