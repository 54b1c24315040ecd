/* Subjects told by a word or sign right beside the number. */
#include "describe/subject_priv.h"

/* "At 5.4%, unemployment was …", "At 828 metres the tower is …": the subject of the clause that the number opens. */
bool sx_subject_from_opening(struct sx_reading *r, uint32_t front, uint32_t next)
{
	const struct sx_line *line = r->line;
	if (front == NONE || !sx_tok_is(line, front, SX_W_at) || next >= line->n ||
	    !sx_tag_in(line->tok[next].tag, SX_TAG(COMMA) | SX_TAG(DETERMINER)) ||
	    (front > 0 && !sx_tag_in(line->tok[front - 1].tag, SX_TAG(COMMA) | SX_TAG(AND) | SX_TAG(STOP) |
								       SX_TAG(CLAUSE) | SX_TAG(COLON) | SX_TAG(QUOTE))))
		return false;
	struct sx_part p = sx_phrase_right(line, next + (line->tok[next].tag == SX_T_COMMA), true);
	uint32_t verb = p.b;
	while (verb < line->n && (line->tok[verb].is & SX_IS_PERIOD))
		verb++;
	return verb < line->n && sx_tag_in(line->tok[verb].tag, SX_TAG(VERB) | SX_TAG(AUXILIARY)) &&
	       sx_subject_take(r, p);
}

/* "Of the patients, 45 were …" */
static bool from_lead(struct sx_reading *r)
{
	const struct sx_line *line = r->line;
	if (!sx_tok_is(line, 0, SX_W_of))
		return false;
	struct sx_part p = sx_phrase_right(line, 1, true);
	r->stands = p.a < p.b && p.b < r->at && line->tok[p.b].tag == SX_T_COMMA && sx_subject_take(r, p);
	return r->stands;
}

/* "8% came from fees"; "40 had left": the number stands for those it counts. */
bool sx_subject_from_behind(struct sx_reading *r, uint32_t next)
{
	const struct sx_line *line = r->line;
	next = sx_near_over_brackets(line, next);
	if (next + 2 < line->n && sx_tok_is(line, next + 1, SX_W_from) && sx_tok_in(line, next, SX_SET_COMES))
		return sx_subject_take(r, sx_phrase_right(line, next + 2, true));
	bool verb = next < line->n && sx_tag_in(line->tok[next].tag, SX_TAG(VERB) | SX_TAG(AUXILIARY));
	if (!verb || !(sx_is_share(r->quantity) || sx_is_count(r->quantity)))
		return false;
	r->verb = next;
	if (!r->claims_before && from_lead(r))
		return true;
	r->same = r->stands = true;
	r->before = !r->claims_before;
	return true;
}

/* "$5m related to hedges" */
bool sx_subject_from_related(struct sx_reading *r, uint32_t front, uint32_t next)
{
	const struct sx_line *line = r->line;
	bool related = sx_tok_in(line, next, SX_SET_RELATED);
	if (!related || !sx_str_is(r->quantity->kind, "money") || (front != NONE && sx_near_follows(line, front)) ||
	    !(sx_tok_is(line, next + 1, SX_W_to) || sx_tok_is(line, next + 1, SX_W_with)))
		return false;
	return sx_subject_take(r, sx_phrase_right(line, next + 2, true));
}

/* "spend $48m on schools and another $15m on roads" */
bool sx_subject_from_spent(struct sx_reading *r, uint32_t front, uint32_t next)
{
	const struct sx_line *line = r->line;
	if (!sx_str_is(r->quantity->kind, "money") ||
	    !(sx_tok_is(line, next, SX_W_on) || sx_tok_is(line, next, SX_W_in) ||
	      (front != NONE && sx_tok_is(line, front, SX_W_including) && sx_tok_is(line, next, SX_W_for))))
		return false;
	bool spends = front != NONE && sx_tok_in(line, front, SX_SET_SPENDS);
	bool lists = front != NONE && sx_tag_in(line->tok[front].tag, SX_TAG(AND) | SX_TAG(COMMA)) && r->claims_before;
	lists |= front != NONE && sx_tok_is(line, front, SX_W_including);
	return (spends || lists) && !(line->tok[next].is & SX_IS_PERIOD) &&
	       sx_subject_take(r, sx_phrase_right(line, next + 1, true));
}

/* "$5m in damages", "jets worth $5m" */
bool sx_subject_from_form(struct sx_reading *r, uint32_t front, uint32_t next)
{
	const struct sx_line *line = r->line;
	if (front != NONE && front > 0 && sx_tok_is(line, front, SX_W_worth) && sx_is_head(&line->tok[front - 1]))
		return sx_subject_take(r, sx_essence(line, sx_phrase_before(line, front, SX_REACH_OF), false));
	if (!sx_tok_is(line, next, SX_W_in) || !sx_str_is(r->quantity->kind, "money") || sx_near_follows(line, front))
		return false;
	struct sx_part p = sx_phrase_right(line, next + 1, true);
	return p.a < p.b && !(line->tok[p.b - 1].is & SX_IS_PLACE) && sx_subject_take(r, p);
}

/* "armour 8 feet (2.4 m) high": the noun right in front. */
bool sx_subject_from_dimension(struct sx_reading *r, uint32_t front, uint32_t next)
{
	const struct sx_line *line = r->line;
	if (front == NONE || front + 1 != r->at || !sx_is_head(&line->tok[front]) ||
	    !sx_near_dimension(line, sx_near_over_brackets(line, next)))
		return false;
	struct sx_part p = sx_phrase_before(line, r->at, SX_REACH_HERE);
	return p.a < p.b && sx_subject_take(r, sx_essence(line, p, false));
}
