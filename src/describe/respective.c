/* "$5, $6 and $7 for 2019, 2018 and 2017", "sales and costs were $5 and $3, respectively": each to its own. */
#include "describe/describe_priv.h"

/* Between two numbers of one list stand only a comma, "and", hedges. */
static bool joined(const struct sx_line *line, uint32_t from, uint32_t to)
{
	if (to <= from + 1)
		return false;
	for (uint32_t i = from + 1; i < to; i++)
		if (!sx_tag_in(line->tok[i].tag,
			       SX_TAG(COMMA) | SX_TAG(AND) | SX_TAG(HEDGE) | SX_TAG(DETERMINER) | SX_TAG(SIGN)))
			return false;
	return true;
}

struct sx_listing sx_listing_round(const struct sx_describe *s, size_t i)
{
	struct sx_listing run = { .place = 0, .length = 1, .end = sx_token_of(s, i) };
	for (size_t k = i;
	     k > 0 && run.place < SX_LISTING_MOST && joined(&s->line, sx_token_of(s, k - 1), sx_token_of(s, k)); k--)
		run.place++;
	run.length += run.place;
	for (size_t k = i; k + 1 < s->n && run.length < SX_LISTING_MOST; k++) {
		uint32_t next = sx_token_of(s, k + 1);
		if (!joined(&s->line, run.end, next))
			break;
		run.end = next;
		run.length++;
	}
	return run;
}

/* The years of "2019, 2018 and 2017" among a period's words; more than `most` are not counted. */
static unsigned years_of(const struct sx_line *line, struct sx_part p, struct sx_range year[SX_LISTING_MOST])
{
	unsigned n = 0;
	for (uint32_t i = p.a; i < p.b && n < SX_LISTING_MOST; i++)
		if (line->tok[i].tag == SX_T_NUMBER && line->tok[i].end - line->tok[i].start == 4)
			year[n++] = (struct sx_range){ line->tok[i].start, line->tok[i].end };
	return n;
}

/* Of a list of years the one that stands where the number stands in its list. */
void sx_period_narrow(const struct sx_describe *s, size_t i, uint32_t period, struct sx_period_span *span)
{
	struct sx_range year[SX_LISTING_MOST];
	if (!sx_str_is(span->means, "years"))
		return;
	struct sx_listing run = sx_listing_round(s, i);
	if (run.length < 2 || years_of(&s->line, s->line.period[period].at, year) != run.length)
		return;
	span->at = year[run.place];
	uint8_t n = 0;
	for (uint8_t k = 0; k < span->parts; k++) {
		struct sx_capture part = span->part[k];
		if (sx_str_is(part.name, "year2"))
			continue;
		if (sx_str_is(part.name, "year"))
			part.at = year[run.place];
		span->part[n++] = part;
	}
	span->parts = n;
}

/* Of "sales and costs" the one, where the line has a "respectively"; the whole where the numbers are not two with
 * "respectively" behind them. */
struct sx_part sx_subject_narrow(const struct sx_describe *s, size_t i, struct sx_part subject)
{
	const struct sx_line *line = &s->line;
	struct sx_listing run = sx_listing_round(s, i);
	if (run.length != 2 || subject.b > sx_token_of(s, i))
		return subject;
	bool respectively = false;
	for (uint32_t k = run.end + 1; k < line->n && k < run.end + 12 && line->tok[k].tag != SX_T_STOP; k++)
		respectively |= sx_tok_is(line, k, SX_W_respectively);
	uint32_t joint = 0, joints = 0;
	for (uint32_t k = subject.a + 1; k + 1 < subject.b; k++)
		if (line->tok[k].tag == SX_T_AND) {
			joint = k;
			joints++;
		}
	if (!respectively || joints != 1 || !sx_is_head(&line->tok[joint - 1]))
		return subject;
	return run.place ? (struct sx_part){ joint + 1, subject.b } : (struct sx_part){ subject.a, joint };
}
