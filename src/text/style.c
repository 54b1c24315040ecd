/* How a document writes its numbers: forms that leave no doubt are counted. */
#include "text/text.h"

static bool is_digit(struct sx_str text, size_t at)
{
	return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

static size_t digits(struct sx_str text, size_t at)
{
	size_t n = 0;
	while (is_digit(text, at + n))
		n++;
	return n;
}

/* One run of digits, commas and dots beginning at `at`; returns its end. */
static size_t count_one(struct sx_str text, size_t at, struct sx_number_style *style)
{
	size_t first = digits(text, at), i = at + first, marks = 0, last = first;
	char mark = 0, last_mark = 0;
	bool mixed = false;
	while (i < text.n && (text.p[i] == ',' || text.p[i] == '.') && is_digit(text, i + 1)) {
		mixed |= mark && text.p[i] != last_mark;
		last_mark = text.p[i];
		if (!mark)
			mark = last_mark;
		last = digits(text, i + 1);
		i += 1 + last;
		marks++;
	}
	if (mixed && marks >= 2)
		*(last_mark == '.' ? &style->point_decimal : &style->comma_decimal) += 1;
	else if (marks >= 2 && last == 3 && first <= 3)
		*(mark == ',' ? &style->comma_groups : &style->dot_groups) += 1;
	else if (marks == 1 && (last != 3 || first > 3 || text.p[at] == '0'))
		*(mark == '.' ? &style->point_decimal : &style->comma_decimal) += 1;
	else if (marks == 1 && mark == ',' && last == 3)
		style->comma_groups++;
	return i;
}

struct sx_number_style sx_text_style(struct sx_str head)
{
	struct sx_number_style style = { 0 };
	if (head.n > SX_HEAD_MOST)
		head.n = SX_HEAD_MOST;
	for (size_t i = 0; i < head.n;)
		i = is_digit(head, i) ? count_one(head, i, &style) : i + 1;
	return style;
}
