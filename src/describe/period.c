/* When: words that the rules of kind "period" know, and which of them belongs to a claim. */
#include "describe/subject_priv.h"

enum { STARTS = 8, LOOK = 60, RECORD = 6, ASIDE = 8 };

/* May stand inside a period, before the word that gives it away. */
static inline bool may_lead(uint8_t tag, uint16_t calls)
{
	return (calls & SX_CALLS_NAMED) ||
	       sx_tag_in(tag, SX_TAG(PREPOSITION) | SX_TAG(DETERMINER) | SX_TAG(NUMBER) | SX_TAG(AND) | SX_TAG(TO) |
				      SX_TAG(DASH) | SX_TAG(HEDGE) | SX_TAG(CLAUSE));
}

/* "7-13" of June is one token. */
static bool leads(const struct sx_line *line, uint32_t i)
{
	const char first = line->text.p[line->tok[i].start];
	return may_lead(line->tok[i].tag, line->tok[i].calls) || (first >= '0' && first <= '9');
}

static void keep(struct sx_describe *s, const struct sx_described *c, struct sx_period_span *span)
{
	const size_t *spans = sx_rx_spans(s->match);
	span->at = (struct sx_range){ spans[0], spans[1] };
	span->means = c->rule->means;
	span->parts = 0;
	const struct sx_rx_name *name;
	for (uint32_t n = sx_rx_names(c->rx, &name); n && span->parts < SX_PERIOD_PARTS; n--, name++) {
		const size_t *at = spans + 2 * (size_t)name->group;
		if (at[0] != SIZE_MAX && at[0] < at[1])
			span->part[span->parts++] = (struct sx_capture){ name->name, { at[0], at[1] } };
	}
}

/* "compared [to last year]": the "to" is not the period's. */
static bool is_compared_to(const struct sx_line *line, uint32_t i)
{
	return i > 0 && i + 1 < line->n && sx_tok_is(line, i, SX_W_to) &&
	       (sx_tok_is(line, i - 1, SX_W_compared) || sx_tok_is(line, i - 1, SX_W_comparison) ||
		sx_tok_is(line, i - 1, SX_W_relative));
}

/* Adds what a rule has matched from a token on; returns the token behind. */
static uint32_t add(struct sx_describe *s, struct sx_line *line, uint32_t from, const struct sx_described *c)
{
	struct sx_period_span *span = &line->period[line->periods].span;
	uint32_t end = from;
	keep(s, c, span);
	if (is_compared_to(line, from))
		span->at.start = line->tok[from = ++end].start;
	while (end < line->n && line->tok[end].start < span->at.end)
		line->tok[end++].is |= SX_IS_PERIOD;
	line->period[line->periods++].at = (struct sx_part){ from, end };
	return end;
}

/* The longest match of any rule over the trigger, from the first token in front of it that has one; returns the token
 * behind it, or `floor` where there is none. */
static uint32_t find_over(struct sx_describe *s, struct sx_line *line, uint32_t trigger, uint32_t floor)
{
	struct sx_str text = { line->text.p, line->to };
	const struct sx_tok *over = &line->tok[trigger];
	uint32_t from = trigger;
	while (from > floor && trigger - from < STARTS && leads(line, from - 1))
		from--;
	for (; from <= trigger; from++) {
		const struct sx_described *c = sx_rules_longest(s, &s->describer->period, &s->period, text,
								line->tok[from].start, over->calls, over->start);
		if (c)
			return add(s, line, from, c);
	}
	return floor;
}

void sx_periods_find(struct sx_describe *s, struct sx_line *line)
{
	uint32_t n = line->calls & SX_CALLS_PERIOD ? line->n : 0, floor = 0;
	for (uint32_t i = 0; i < n; i++)
		if ((line->tok[i].calls & SX_CALLS_PERIOD) && i >= floor && line->periods < SX_PERIODS)
			floor = find_over(s, line, i, floor);
}

/* ------------------------------------------------------------------ which one */

/* "the highest since 1994", "a record since May": it dates the record. */
static bool is_record(const struct sx_line *line, uint32_t since)
{
	for (uint32_t i = since; i-- > 0 && since - i <= RECORD;) {
		struct sx_str word = { line->text.p + line->tok[i].start, line->tok[i].end - line->tok[i].start };
		if (sx_tag_in(line->tok[i].tag, SX_TAG(COMMA) | SX_TAG(STOP) | SX_TAG(QUANTITY)))
			return false;
		if (sx_tok_in(line, i, SX_SET_RECORD) || (word.n > 5 && memcmp(word.p + word.n - 3, "est", 3) == 0))
			return true;
	}
	return false;
}

/* "on the same month last year", "with the same quarter of 2019": the place of what compares in front of the time at a.
 */
static uint32_t over_same(const struct sx_line *line, uint32_t a)
{
	uint32_t k = a;
	if (k > 0 && (sx_tok_is(line, k - 1, SX_W_of) || sx_tok_is(line, k - 1, SX_W_in)))
		k--;
	if (k < 2 || !(line->tok[k - 1].is & SX_IS_TIME || (line->tok[k - 1].calls & SX_CALLS_UNIT)) ||
	    !sx_tok_is(line, k - 2, SX_W_same))
		return a;
	for (k -= 2; k > 0 && line->tok[k - 1].tag == SX_T_DETERMINER;)
		k--;
	return k;
}

/* A time that is only compared with: "than in 2003", "on 2010-11", "below the peak reached in May". */
static bool compares(const struct sx_line *line, uint32_t period, uint32_t at)
{
	uint32_t a = line->period[period].at.a, same = over_same(line, a);
	struct sx_str means = line->period[period].span.means;
	if (same < a && same > 0 && line->tok[same - 1].tag == SX_T_PREPOSITION &&
	    !sx_tok_in(line, same - 1, SX_SET_WHERE) && !sx_tok_is(line, same - 1, SX_W_for))
		return true;
	if (a > 0 && (sx_tok_is(line, a - 1, SX_W_than) || sx_tok_is(line, a - 1, SX_W_with) ||
		      sx_tok_is(line, a - 1, SX_W_to) || sx_tok_is(line, a - 1, SX_W_versus) ||
		      sx_tok_is(line, a - 1, SX_W_from)))
		return true;
	if (sx_tok_is(line, a, SX_W_since) && is_record(line, a))
		return true;
	if (a > 1 && sx_tok_is(line, a - 1, SX_W_of) && sx_tok_is(line, a - 2, SX_W_ahead))
		return true;
	/* "5%, down 0.2 points from the month before" */
	bool from = sx_tok_is(line, a, SX_W_from);
	bool on = sx_tok_is(line, a, SX_W_on) && sx_str_is(means, "relative");
	if ((from || on) && a > 1 && line->tok[a - 1].tag == SX_T_QUANTITY && a - 1 != at &&
	    (sx_str_is(means, "ago") || sx_str_is(means, "relative") || sx_str_is(means, "part") ||
	     sx_tok_is(line, a - 2, SX_W_up) || sx_tok_is(line, a - 2, SX_W_down)))
		return true;
	if (sx_tok_is(line, a, SX_W_on) && (sx_str_is(means, "year") || sx_str_is(means, "part")))
		return true;
	for (uint32_t i = at + 1; i < a && i < at + 4; i++)
		if (sx_tok_is(line, i, SX_W_below) || sx_tok_is(line, i, SX_W_above) || sx_tok_is(line, i, SX_W_than))
			return true;
	return false;
}

/* "€12m (2022: €11m)": in brackets with a number of its own, which `at` is not in. */
static bool dates_bracket(const struct sx_line *line, struct sx_part period, uint32_t at)
{
	uint32_t open = sx_near_bracket(line, period.a);
	if (open == UINT32_MAX)
		return false;
	bool counts = false;
	uint32_t close = open;
	for (; close < line->n && close < open + LOOK && line->tok[close].tag != SX_T_CLOSE; close++)
		counts |= line->tok[close].tag == SX_T_QUANTITY && !(line->tok[close].is & SX_IS_PERIOD);
	return counts && (at < open || at > close);
}

/* "2005 revenue": a bare year that describes another noun is not said of the claim. */
static bool is_elsewhere(const struct sx_line *line, uint32_t period, const struct sx_reading *r)
{
	struct sx_part p = line->period[period].at;
	return p.b == p.a + 1 && line->tok[p.a].tag == SX_T_NUMBER && p.b < line->n && sx_is_head(&line->tok[p.b]) &&
	       p.b != r->subject.a;
}

/* "said on Monday that": when it was said. */
static bool dates_saying(const struct sx_line *line, struct sx_part period)
{
	return period.a > 0 && (line->tok[period.a - 1].is & SX_IS_SAY) && period.b < line->n &&
	       line->tok[period.b].tag == SX_T_CLAUSE;
}

/* "The bridge, opened in 1987, is", "the rate, which was 9% in May, is": when that was done, in an aside in front of
 * the number. */
static bool dates_aside(const struct sx_line *line, struct sx_part period, uint32_t at)
{
	uint32_t a = period.a, b = period.b;
	while (a > 0 && period.a - a < ASIDE && line->tok[a - 1].tag != SX_T_COMMA)
		a--;
	while (b < at && b - period.b < ASIDE && line->tok[b].tag != SX_T_COMMA)
		b++;
	bool aside = a > 1 && line->tok[a - 1].tag == SX_T_COMMA && a < period.a && b < at &&
		     line->tok[b].tag == SX_T_COMMA && sx_is_head(&line->tok[a - 2]);
	if (!aside)
		return false;
	bool counts = false;
	for (uint32_t i = a; i < period.a; i++)
		counts |= line->tok[i].tag == SX_T_QUANTITY && !(line->tok[i].is & SX_IS_PERIOD);
	return line->tok[a].tag == SX_T_PARTICIPLE || (line->tok[a].is & SX_MAY_PARTICIPLE) ||
	       (counts && line->tok[a].tag == SX_T_CLAUSE);
}

/* "5 cars, but ten years later, it sold 6" */
static bool leads_clause(const struct sx_line *line, struct sx_part period)
{
	return period.a > 0 && sx_tag_in(line->tok[period.a - 1].tag, SX_TAG(AND) | SX_TAG(CLAUSE)) &&
	       period.b < line->n && line->tok[period.b].tag == SX_T_COMMA;
}

/* "the mill, which employs 640 people, will": in a clause that ends at the next comma. */
static bool in_aside(const struct sx_line *line, uint32_t at)
{
	for (uint32_t i = at; i-- > 0 && i + LOOK > at;)
		if (sx_tag_in(line->tok[i].tag, SX_TAG(COMMA) | SX_TAG(STOP) | SX_TAG(CLAUSE)))
			return line->tok[i].tag == SX_T_CLAUSE && i > 0 && line->tok[i - 1].tag == SX_T_COMMA;
	return false;
}

/* Behind the number, before the next one or the next clause. */
static uint32_t after(const struct sx_line *line, uint32_t at)
{
	bool comma = false;
	for (uint32_t p = 0; p < line->periods; p++) {
		uint32_t a = line->period[p].at.a;
		if (a <= at || compares(line, p, at) || dates_bracket(line, line->period[p].at, at))
			continue;
		if (leads_clause(line, line->period[p].at))
			return UINT32_MAX;
		for (uint32_t i = at + 1; i < a && i < at + LOOK; i++) {
			const struct sx_tok *t = &line->tok[i];
			if (t->tag == SX_T_QUANTITY && !(t->is & SX_IS_PERIOD) && line->tok[i - 1].tag != SX_T_OPEN)
				return UINT32_MAX;
			if (sx_tag_in(t->tag, SX_TAG(STOP) | SX_TAG(COLON) | SX_TAG(CLAUSE)))
				return UINT32_MAX;
			bool verb = sx_tag_in(t->tag, SX_TAG(VERB) | SX_TAG(AUXILIARY));
			/* "5 pairs, with infants, were enrolled in May" */
			if (comma && verb && line->tok[i - 1].tag == SX_T_COMMA && !in_aside(line, at))
				comma = false;
			comma |= t->tag == SX_T_COMMA;
			if (comma && (verb || sx_tag_in(t->tag, SX_TAG(ING) | SX_TAG(PARTICIPLE))))
				return UINT32_MAX;
		}
		return p;
	}
	return UINT32_MAX;
}

/* In front of it, nearest first, within the clause; the one that leads the sentence holds to its end. */
static uint32_t before(const struct sx_line *line, const struct sx_reading *r)
{
	for (uint32_t p = line->periods; p-- > 0;) {
		uint32_t b = line->period[p].at.b;
		if (b > r->at || compares(line, p, r->at) || is_elsewhere(line, p, r) ||
		    dates_saying(line, line->period[p].at) || dates_aside(line, line->period[p].at, r->at) ||
		    dates_bracket(line, line->period[p].at, r->at))
			continue;
		bool stop = false;
		for (uint32_t i = b; i < r->at && !stop; i++)
			stop = line->tok[i].tag == SX_T_STOP ||
			       (line->period[p].at.a > 0 && line->tok[i].tag == SX_T_COLON &&
				line->text.p[line->tok[i].start] == ';');
		if (!stop)
			return p;
	}
	return UINT32_MAX;
}

/* "38%, up from 9% in 1985": the number behind stands in no list with this one. */
static bool is_apart(const struct sx_line *line, uint32_t i)
{
	while (i > 0 && sx_tag_in(line->tok[i - 1].tag, SX_TAG(HEDGE) | SX_TAG(DETERMINER)))
		i--;
	if (i == 0)
		return false;
	i--;
	return sx_tok_is(line, i, SX_W_from) || sx_tok_is(line, i, SX_W_against) || sx_tok_is(line, i, SX_W_than) ||
	       (i > 0 && (sx_tok_is(line, i - 1, SX_W_compared) || sx_tok_is(line, i - 1, SX_W_up) ||
			  sx_tok_is(line, i - 1, SX_W_down)));
}

/* ", after taking", ", making", but not ", rising to": what comes is another event. */
static bool begins_event(const struct sx_line *line, uint32_t i)
{
	return i > 1 && line->tok[i].tag == SX_T_ING && !(line->tok[i].is & (SX_IS_UP | SX_IS_DOWN)) &&
	       (line->tok[i - 1].tag == SX_T_COMMA ||
		(line->tok[i - 1].tag == SX_T_PREPOSITION && line->tok[i - 2].tag == SX_T_COMMA));
}

/* "…$5, $6 and $7 for 2019, 2018 and 2017": at the end of the list that the number stands in. */
static uint32_t after_list(const struct sx_line *line, uint32_t at)
{
	for (uint32_t p = 0; p < line->periods; p++)
		if (line->period[p].at.a > at && !compares(line, p, at) &&
		    !dates_bracket(line, line->period[p].at, at)) {
			for (uint32_t i = at + 1; i < line->period[p].at.a && i < at + LOOK; i++)
				if (sx_tag_in(line->tok[i].tag, SX_TAG(STOP) | SX_TAG(COLON) | SX_TAG(CLAUSE) |
									SX_TAG(VERB) | SX_TAG(AUXILIARY)) ||
				    begins_event(line, i) ||
				    (line->tok[i].tag == SX_T_QUANTITY && !(line->tok[i].is & SX_IS_PERIOD) &&
				     is_apart(line, i)))
					return UINT32_MAX;
			return p;
		}
	return UINT32_MAX;
}

/* "to $936m from $648m": the number it came from is of another time. */
static bool comes_from(const struct sx_line *line, uint32_t at)
{
	return at > 2 && sx_tok_is(line, at - 1, SX_W_from) &&
	       sx_tag_in(line->tok[at - 2].tag, SX_TAG(QUANTITY) | SX_TAG(COMMA));
}

/* "from 4% in 2020 to 18%": the time right behind the number that it came from. */
static bool dates_origin(const struct sx_line *line, uint32_t period, uint32_t at)
{
	uint32_t i = line->period[period].at.a, to = at;
	while (to > 0 && line->tok[to - 1].tag == SX_T_HEDGE)
		to--;
	if (i < 2 || line->tok[i - 1].tag != SX_T_QUANTITY || to == 0 || !sx_tok_is(line, to - 1, SX_W_to))
		return false;
	for (i--; i > 0 && line->tok[i - 1].tag == SX_T_HEDGE;)
		i--;
	return i > 0 && sx_tok_is(line, i - 1, SX_W_from);
}

/* "last year's £5m": what the number is of, even where it is compared with. */
static uint32_t owner(const struct sx_line *line, uint32_t at)
{
	while (at > 0 && line->tok[at - 1].tag == SX_T_HEDGE)
		at--;
	for (uint32_t p = 0; at > 1 && line->tok[at - 1].tag == SX_T_POSSESSIVE && p < line->periods; p++)
		if (line->period[p].at.b == at - 1)
			return p;
	return UINT32_MAX;
}

uint32_t sx_period_choose(const struct sx_line *line, const struct sx_reading *r)
{
	uint32_t p = owner(line, r->at);
	if (p != UINT32_MAX)
		return p;
	p = line->periods ? after(line, r->at) : UINT32_MAX;
	if (p == UINT32_MAX && comes_from(line, r->at))
		return SX_OTHER_PERIOD;
	if (!line->periods)
		return UINT32_MAX;
	if (p == UINT32_MAX)
		p = before(line, r);
	if (p < line->periods && dates_origin(line, p, r->at))
		return SX_OTHER_PERIOD;
	return p == UINT32_MAX ? after_list(line, r->at) : p;
}

bool sx_period_may_lead(const struct sx_describer *d, struct sx_line *line)
{
	const struct sx_fact *first = sx_line_first(d, line);
	if (first) /* as a name it would not lead either */
		return may_lead(first->tag, first->calls);
	sx_line_read(d, line, NULL, 0, 1);
	return line->n && leads(line, 0);
}

bool sx_period_leads(const struct sx_line *line)
{
	uint32_t b = line->periods > 0 && line->period[0].at.a == 0 ? line->period[0].at.b : line->n;
	return b < line->n && line->tok[b].tag == SX_T_COMMA;
}
