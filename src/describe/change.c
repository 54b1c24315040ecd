/* Whether a quantity is itself the amount of a change: "rose by 12%", not "rose to 12%". */
#include "describe/subject_priv.h"

enum { LOOK = 10 };

static enum sx_change of_word(const struct sx_tok *t)
{
	return t->is & SX_IS_UP ? SX_INCREASE : t->is & SX_IS_DOWN ? SX_DECREASE : SX_NO_CHANGE;
}

/* A time to compare with stands near behind i: "than in 2003", "below the peak reached in May". */
static bool time_behind(const struct sx_line *line, uint32_t i)
{
	for (uint32_t k = i; k < line->n && k < i + LOOK && !sx_tag_in(line->tok[k].tag, SX_TAG(STOP) | SX_TAG(COMMA));
	     k++)
		if (line->tok[k].is & SX_IS_PERIOD)
			return true;
	return false;
}

static bool is_relative(const struct sx_quantity *q)
{
	return q->unit.n > 0 || sx_str_is(q->kind, "multiple") || sx_str_is(q->kind, "ratio");
}

/* "5% higher", "12% more than in 2003", "8% below the peak of 2007". */
static enum sx_change compared(const struct sx_line *line, const struct sx_reading *r)
{
	uint32_t i = r->at + 1;
	if (i >= line->n || !is_relative(r->quantity))
		return SX_NO_CHANGE;
	bool below = sx_tok_is(line, i, SX_W_below), above = sx_tok_is(line, i, SX_W_above);
	if (below || above)
		return time_behind(line, i) ? (below ? SX_DECREASE : SX_INCREASE) : SX_NO_CHANGE;
	bool more = line->tok[i].is & SX_IS_MORE;
	enum sx_change way = of_word(&line->tok[i]);
	if (sx_tok_is(line, i, SX_W_less) || sx_tok_is(line, i, SX_W_fewer) || sx_tok_is(line, i, SX_W_lower))
		way = SX_DECREASE;
	else if (more && way == SX_NO_CHANGE)
		way = sx_tok_is(line, i, SX_W_more) || sx_tok_is(line, i, SX_W_higher) ||
				      sx_tok_is(line, i, SX_W_greater)
			      ? SX_INCREASE
			      : SX_NO_CHANGE;
	if (!more)
		return SX_NO_CHANGE;
	if (i + 1 < line->n && !sx_tok_is(line, i + 1, SX_W_than))
		return sx_is_head(&line->tok[i + 1])                                                      ? SX_NO_CHANGE
		       : sx_tok_is(line, i + 1, SX_W_at) && i > 1 && sx_tok_in(line, i - 2, SX_SET_MOVES) ? way
		       : time_behind(line, i + 1) || line->tok[i + 1].tag == SX_T_STOP                    ? way
										       : SX_NO_CHANGE;
	return time_behind(line, i) ? way : SX_NO_CHANGE;
}

/* "makes up 5 million": the word belongs to the verb. */
static bool is_phrasal(const struct sx_line *line, uint32_t k)
{
	if (k == 0 || !sx_is_verb(line, k - 1) || (line->tok[k - 1].is & SX_IS_BE))
		return false;
	return !sx_tok_in(line, k - 1, SX_SET_MOVES);
}

/* Words right in front: "up 12%", "down by 10%". */
static enum sx_change in_front(const struct sx_line *line, const struct sx_reading *r, uint32_t *front)
{
	uint32_t i = r->at;
	while (i > 0 && sx_tag_in(line->tok[i - 1].tag, SX_TAG(HEDGE) | SX_TAG(DETERMINER) | SX_TAG(SIGN)))
		i--;
	/* "by an average of 5" */
	if (i > 1 && sx_tok_is(line, i - 1, SX_W_of) && (line->tok[i - 2].is & SX_IS_AMOUNT))
		for (i -= 2; i > 0 && sx_tag_in(line->tok[i - 1].tag, SX_TAG(HEDGE) | SX_TAG(DETERMINER));)
			i--;
	*front = i ? i - 1 : UINT32_MAX;
	if (!i)
		return SX_NO_CHANGE;
	uint32_t k = i - 1;
	if (sx_tok_is(line, k, SX_W_by) && k > 0)
		k--;
	if (is_phrasal(line, k))
		return SX_NO_CHANGE;
	if (sx_tok_is(line, k, SX_W_up) || sx_tok_is(line, k, SX_W_higher))
		return SX_INCREASE;
	if (sx_tok_is(line, k, SX_W_down) || sx_tok_is(line, k, SX_W_lower))
		return SX_DECREASE;
	return SX_NO_CHANGE;
}

static enum sx_change by_noun(const struct sx_line *line, const struct sx_reading *r)
{
	const struct sx_tok *t = &line->tok[r->noun];
	if ((t->is & SX_IS_SUM) && !sx_str_is(r->quantity->unit, "%"))
		return SX_NO_CHANGE;
	return of_word(t);
}

/* "growth was 3%", "the rate of sea level rise was 1.3 mm", "the change in the index was 6%". */
static enum sx_change by_subject(const struct sx_line *line, const struct sx_reading *r)
{
	if (r->subject.a >= r->subject.b || !r->quantity->unit.n || sx_str_is(r->quantity->kind, "money"))
		return SX_NO_CHANGE;
	const struct sx_tok *head = &line->tok[r->subject.b - 1];
	if (r->subject.b - 1 > r->subject.a && sx_tok_is(line, r->subject.b - 1, SX_W_rate))
		head--;
	if (!(head->is & SX_IS_SUM) && sx_is_head(head) && (head->is & SX_IS_CHANGE))
		return of_word(head);
	uint32_t i = r->subject.a;
	while (i > 0 && sx_tag_in(line->tok[i - 1].tag, SX_TAG(DETERMINER) | SX_TAG(ADJECTIVE)))
		i--;
	if (i < 2 || !(sx_tok_is(line, i - 1, SX_W_in) || sx_tok_is(line, i - 1, SX_W_of)))
		return SX_NO_CHANGE;
	const struct sx_tok *noun = &line->tok[i - 2];
	if (sx_tok_is(line, i - 2, SX_W_change) || sx_tok_is(line, i - 2, SX_W_changes))
		return i - 2 < r->at ? SX_INCREASE : SX_NO_CHANGE; /* "a 1% change in the rate" may be either */
	return sx_is_head(noun) && (noun->is & SX_IS_CHANGE) && !(noun->is & SX_IS_SUM) ? of_word(noun) : SX_NO_CHANGE;
}

/* The verb right in front or over "by": "rose 5%", "fell by 3 points", "lost 200 jobs". */
static enum sx_change by_verb(const struct sx_line *line, const struct sx_reading *r, uint32_t front)
{
	uint32_t v = r->verb;
	bool by = front != UINT32_MAX && sx_tok_is(line, front, SX_W_by);
	if (v == UINT32_MAX && front != UINT32_MAX) {
		v = by ? front - (front > 0) : front;
		while (v > 0 && line->tok[v].tag == SX_T_ADVERB)
			v--;
	}
	if (v == UINT32_MAX || v >= r->at || !sx_is_verb(line, v))
		return SX_NO_CHANGE;
	const struct sx_tok *verb = &line->tok[v];
	bool far = front != v && sx_is_head(&line->tok[front]);
	/* "raised $5m", "expanded 3 plants": the number is the object, not the amount */
	bool object = !by && (verb->is & SX_IS_UP) && (verb->is & SX_IS_ACTS) && !sx_str_is(r->quantity->unit, "%");
	return far || object || (verb->is & SX_IS_SUM) ? SX_NO_CHANGE : of_word(verb);
}

/* What a verb of change does not make an amount: "rose above 5", "rose to an average of 5", "cut into slices 1 cm
 * thick", an age. */
static bool is_level(const struct sx_line *line, const struct sx_reading *r)
{
	uint32_t i = r->at;
	if (sx_str_is(r->quantity->kind, "age"))
		return true;
	if (i + 1 < line->n && sx_str_is(r->quantity->kind, "length") && sx_tok_in(line, i + 1, SX_SET_DIMENSION) &&
	    line->tok[i + 1].tag == SX_T_ADJECTIVE)
		return true;
	if (i > 0 && (sx_tok_is(line, i - 1, SX_W_above) || sx_tok_is(line, i - 1, SX_W_below)))
		return true;
	if (i < 3 || !sx_tok_is(line, i - 1, SX_W_of) || !(line->tok[i - 2].is & SX_IS_AMOUNT))
		return false;
	for (i -= 2; i > 0 && sx_tag_in(line->tok[i - 1].tag, SX_TAG(HEDGE) | SX_TAG(DETERMINER) | SX_TAG(ADJECTIVE));)
		i--;
	return i > 0 && sx_tok_is(line, i - 1, SX_W_to);
}

/* "cut the forecast for growth by 5%": what the verb does goes before what its object is. */
static enum sx_change of_object(const struct sx_line *line, const struct sx_reading *r, uint32_t front)
{
	uint32_t end = 0;
	if (front == UINT32_MAX || !sx_tok_is(line, front, SX_W_by) || r->noun == UINT32_MAX || r->noun > r->at)
		return SX_NO_CHANGE;
	uint32_t v = sx_governing_verb(line, r->at, 0, &end);
	return v != UINT32_MAX && v < r->noun ? of_word(&line->tok[v]) : SX_NO_CHANGE;
}

enum sx_change sx_change_find_in(const struct sx_line *line, const struct sx_reading *r)
{
	uint32_t front;
	if (is_level(line, r))
		return SX_NO_CHANGE;
	enum sx_change way = in_front(line, r, &front);
	if (way)
		return way;
	if ((way = of_object(line, r, front)))
		return way;
	if (r->noun != UINT32_MAX && (way = by_noun(line, r)))
		return way;
	if ((way = compared(line, r)))
		return way;
	if ((way = by_subject(line, r)))
		return way;
	bool preposition = front != UINT32_MAX && line->tok[front].tag == SX_T_PREPOSITION &&
			   !(line->tok[front].is & SX_IS_PERIOD);
	if (front != UINT32_MAX && (sx_tok_in(line, front, SX_SET_LEADS) || preposition) &&
	    !sx_tok_is(line, front, SX_W_of) && !sx_tok_is(line, front, SX_W_by))
		return SX_NO_CHANGE;
	return by_verb(line, r, front);
}
