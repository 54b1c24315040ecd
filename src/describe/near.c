/* What stands next to a number: what it is read past to find what it counts. */
#include "describe/subject_priv.h"

enum { LIST_MOST = 64, /* tokens of a list of numbers */ BOUND = 8 /* in "under the age of" */ };

/* Is it a rate, so that what stands before its "per" is no subject? "was 2 deaths per 1,000 people"; but "kills 900
 * elephants every year" is about elephants. */
bool sx_near_rate(const struct sx_reading *r)
{
	const struct sx_line *line = r->line;
	const struct sx_quantity *q = r->quantity;
	bool counted = false;
	for (uint32_t i = r->at + 1; i < line->n && line->tok[i].start < q->per.start; i++)
		counted |= sx_is_head(&line->tok[i]);
	uint32_t front = sx_near_front(line, r->at);
	return !counted || front == NONE || (line->tok[front].is & SX_IS_BE) || !sx_is_verb(line, front);
}

/* "fell 5% year on year": three words that compare. */
static bool is_on_year(const struct sx_line *line, uint32_t i)
{
	if (i + 2 >= line->n || !(line->tok[i].is & SX_IS_TIME) ||
	    !(sx_tok_is(line, i + 1, SX_W_on) || sx_tok_is(line, i + 1, SX_W_over)))
		return false;
	const struct sx_tok *a = &line->tok[i], *b = &line->tok[i + 2];
	return a->end - a->start == b->end - b->start &&
	       memcmp(line->text.p + a->start, line->text.p + b->start, a->end - a->start) == 0;
}

/* The token behind the quantity, over what belongs to it: hedges, "per share". */
uint32_t sx_near_behind(const struct sx_reading *r)
{
	const struct sx_line *line = r->line;
	uint32_t i = r->at + 1;
	uint64_t over = sx_near_rated(r) ? r->quantity->per.end : 0;
	while (i < line->n && (line->tok[i].tag == SX_T_HEDGE || line->tok[i].start < over))
		i++;
	i += is_on_year(line, i) ? 3 : 0;
	/* 700 (revised) houses */
	if (i + 2 < line->n && line->tok[i].tag == SX_T_OPEN && line->tok[i + 2].tag == SX_T_CLOSE &&
	    line->tok[i + 1].tag != SX_T_QUANTITY)
		i += 3;
	return i;
}

/* The token in front of it, over hedges and articles. */
uint32_t sx_near_front(const struct sx_line *line, uint32_t at)
{
	while (at > 0 &&
	       (sx_tok_is(line, at - 1, SX_W_between) ||
		(sx_tag_in(line->tok[at - 1].tag, SX_TAG(HEDGE) | SX_TAG(DETERMINER) | SX_TAG(ADVERB) | SX_TAG(SIGN)) &&
		 line->text.p[line->tok[at - 1].start] != '=')))
		at--;
	return at > 0 ? at - 1 : NONE;
}

/* "compared to 88%", "against 5%": beside the number before. */
bool sx_near_compared(const struct sx_line *line, uint32_t front)
{
	if (front == NONE)
		return false;
	if (sx_tok_is(line, front, SX_W_versus) || sx_tok_is(line, front, SX_W_against))
		return true;
	return front > 0 && (sx_tok_is(line, front, SX_W_to) || sx_tok_is(line, front, SX_W_with)) &&
	       (sx_tok_is(line, front - 1, SX_W_compared) || sx_tok_is(line, front - 1, SX_W_opposed));
}

/* "90,000 people, or 5% of all", "$5m, 3% of sales": the same once more, as a share; no clause goes on from it. */
bool sx_near_beside(const struct sx_line *line, uint32_t at, uint32_t end)
{
	while (at > 0 && sx_tag_in(line->tok[at - 1].tag, SX_TAG(HEDGE) | SX_TAG(DETERMINER)))
		at--;
	if (at < 2)
		return false;
	if (sx_tok_is(line, at - 1, SX_W_or))
		return sx_tag_in(line->tok[at - 2].tag, SX_TAG(COMMA) | SX_TAG(QUANTITY));
	bool ends = end >= line->n || sx_tag_in(line->tok[end].tag, SX_TAG(COMMA) | SX_TAG(STOP) | SX_TAG(COLON));
	if (!ends || line->tok[at - 1].tag != SX_T_COMMA)
		return false;
	bool number = false;
	for (uint32_t i = at - 1, steps = 0; i-- > 0 && steps < 16; steps++) {
		if (line->tok[i].tag != SX_T_QUANTITY || (line->tok[i].is & SX_IS_PERIOD))
			continue;
		if (sx_percent_at(line, i) && (!number || sx_tok_is(line, i + 1, SX_W_of)))
			return false; /* a list of shares */
		number = true;
	}
	return number;
}

/* "with sales up 9%", "with the rate rising from 5%": what stands behind "with"; empty: no such thing. */
struct sx_part sx_near_with(const struct sx_line *line, uint32_t at, uint32_t verb)
{
	uint32_t end = at > 0 ? at - 1 : 0;
	if (!sx_tok_is(line, end, SX_W_up) && !sx_tok_is(line, end, SX_W_down))
		end = line->tok[verb].tag == SX_T_ING ? verb : 0;
	for (uint32_t i = end; i-- > 0 && end - i < 8;)
		if (sx_tok_is(line, i, SX_W_with)) {
			struct sx_part p = sx_phrase_after(line, i + 1);
			if (p.b == end)
				return p;
		}
	return (struct sx_part){ 0, 0 };
}

/* "of the country's 21 million voters": whose they are. */
bool sx_near_owner(const struct sx_line *line, uint32_t i)
{
	return i + 2 < line->n && sx_is_head(&line->tok[i]) && line->tok[i + 1].tag == SX_T_POSSESSIVE &&
	       sx_tag_in(line->tok[i + 2].tag, SX_TAG(QUANTITY) | SX_TAG(HEDGE));
}

/* Nothing but commas, periods and places between it and the number before: they share what they say. */
bool sx_near_shares(const struct sx_line *line, uint32_t at)
{
	uint32_t steps = 0;
	for (uint32_t i = at; i-- > 0 && steps < 16; steps++) {
		const struct sx_tok *t = &line->tok[i];
		if (t->tag == SX_T_QUANTITY)
			return true;
		bool light = sx_tag_in(t->tag, SX_TAG(COMMA) | SX_TAG(AND) | SX_TAG(PREPOSITION) | SX_TAG(HEDGE) |
						       SX_TAG(NUMBER) | SX_TAG(DETERMINER) | SX_TAG(CLOSE) |
						       SX_TAG(OPEN) | SX_TAG(TO) | SX_TAG(ADVERB)) ||
			     (t->is & (SX_IS_PERIOD | SX_IS_PLACE));
		if (!light)
			return false;
	}
	return false;
}

/* "3, 5 and 8 apples": the phrase behind the last. */
static uint32_t list(const struct sx_line *line, uint32_t next)
{
	uint32_t i = next;
	while (i + 1 < line->n && i - next < LIST_MOST &&
	       sx_tag_in(line->tok[i].tag, SX_TAG(COMMA) | SX_TAG(AND) | SX_TAG(TO)) &&
	       (line->tok[i + 1].tag == SX_T_QUANTITY || line->tok[i + 1].tag == SX_T_AND))
		i += line->tok[i + 1].tag == SX_T_AND ? 1 : 2;
	if (i + 2 < line->n && line->tok[i].tag == SX_T_COMMA && sx_tok_is(line, i + 1, SX_W_respectively))
		i += line->tok[i + 2].tag == SX_T_COMMA ? 3 : 2;
	return i;
}

/* "3, 5 and 8 apples"; but "900, or 9% of all" is no list. */
uint32_t sx_near_list_behind(const struct sx_reading *r, uint32_t next)
{
	uint32_t end = list(r->line, next);
	return end > next && sx_percent_at(r->line, end - 1) && !sx_is_share(r->quantity) ? next : end;
}

/* "a reduction from 92%", "an increase to $5m": a level, but the noun leads to what it is of. */
bool sx_near_way(const struct sx_line *line, uint32_t front)
{
	return (sx_tok_is(line, front, SX_W_from) || sx_tok_is(line, front, SX_W_to) ||
		sx_tok_is(line, front, SX_W_by)) &&
	       sx_is_change_noun(&line->tok[front - 1]);
}

uint32_t sx_near_open(const struct sx_line *line, uint32_t at)
{
	enum { NEAR = 24 };
	for (uint32_t i = at, floor = at > NEAR ? at - NEAR : 0; i-- > floor;)
		if (sx_tag_in(line->tok[i].tag, SX_TAG(OPEN) | SX_TAG(CLOSE)))
			return line->tok[i].tag == SX_T_OPEN ? i : NONE;
	return NONE;
}

uint32_t sx_near_behind_close(const struct sx_line *line, uint32_t i)
{
	for (uint32_t k = i; k < line->n && k < i + 16; k++)
		if (line->tok[k].tag == SX_T_CLOSE)
			return k + 1;
	return i;
}

/* Is the number in a chain "to $5m", "by 3%" right behind a verb of level or change? */
bool sx_near_follows(const struct sx_line *line, uint32_t front)
{
	if (front == NONE)
		return false;
	uint32_t v = sx_tag_in(line->tok[front].tag, SX_TAG(PREPOSITION) | SX_TAG(TO)) && front > 0 ? front - 1 : front;
	return sx_is_verb(line, v) && (line->tok[v].is & (SX_IS_UP | SX_IS_DOWN | SX_IS_LEVEL | SX_IS_BE));
}

uint32_t sx_near_bounded(const struct sx_line *line, uint32_t at)
{
	const uint32_t leads = SX_TAG(HEDGE) | SX_TAG(PREPOSITION) | SX_TAG(DETERMINER);
	uint32_t k = at;
	while (k > 0 && at - k < BOUND && (sx_tag_in(line->tok[k - 1].tag, leads) || sx_tok_is(line, k - 1, SX_W_age)))
		k--;
	return k < at && k > 0 && sx_is_head(&line->tok[k - 1]) ? k : NONE;
}

struct sx_part sx_near_person(const struct sx_line *line, uint32_t at)
{
	bool aside = at > 0 && line->tok[at - 1].tag == SX_T_COMMA &&
		     (at + 1 >= line->n || sx_tag_in(line->tok[at + 1].tag, SX_TAG(COMMA) | SX_TAG(STOP)));
	uint32_t end = aside ? at - 1 : sx_near_bounded(line, at);
	return end != NONE ? sx_phrase_before(line, end, SX_REACH_HERE) : (struct sx_part){ 0, 0 };
}
