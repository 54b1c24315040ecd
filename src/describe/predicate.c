/* What the clause says of the subject. */
#include "describe/describe_priv.h"

/* Where it stands behind: "were repaired", "own a boat". */
static struct sx_part behind(const struct sx_line *line, const struct sx_reading *r)
{
	struct sx_part none = { 0, 0 };
	bool stands = (r->same || r->stands) && r->verb != UINT32_MAX && r->verb > r->at;
	uint32_t i = stands ? r->verb : r->subject.b;
	if (!(stands || r->subject.a > r->at) || i >= line->n || r->noun != UINT32_MAX)
		return none;
	while (i < line->n && line->tok[i].tag == SX_T_ADVERB)
		i++;
	if (i >= line->n || !sx_tag_in(line->tok[i].tag, SX_TAG(VERB) | SX_TAG(AUXILIARY)))
		return none;
	uint32_t end = i;
	while (end < line->n && sx_tag_in(line->tok[end].tag, SX_TAG(VERB) | SX_TAG(AUXILIARY) | SX_TAG(ADVERB) |
								      SX_TAG(PARTICIPLE) | SX_TAG(ING)))
		end++;
	struct sx_part object = sx_phrase_after(line, end);
	if (object.a < object.b && !(line->tok[object.a].is & SX_IS_PERIOD))
		end = object.b;
	else if (end < line->n && line->tok[end].tag == SX_T_PREPOSITION &&
		 (end + 1 == line->n || sx_tag_in(line->tok[end + 1].tag, SX_TAG(COMMA) | SX_TAG(STOP) | SX_TAG(AND))))
		end++;
	return end > i ? (struct sx_part){ i, end } : none;
}

/* "slates were laid on 300 roofs": what comes before a number whose noun stands behind it. */
static struct sx_part in_front(const struct sx_line *line, const struct sx_reading *r)
{
	struct sx_part none = { 0, 0 };
	uint32_t b = r->subject.a > r->at ? r->at : 0;
	while (b > 0 && sx_tag_in(line->tok[b - 1].tag, SX_TAG(HEDGE) | SX_TAG(DETERMINER)))
		b--;
	if (b < 3 || line->tok[b - 1].tag != SX_T_PREPOSITION || line->tok[b - 2].tag != SX_T_PARTICIPLE)
		return none;
	uint32_t v = sx_verb_start(line, b - 2);
	struct sx_part p = sx_phrase_before(line, v, SX_REACH_ALL);
	return p.a < p.b && line->tok[v].tag == SX_T_AUXILIARY ? (struct sx_part){ p.a, b } : none;
}

struct sx_part sx_predicate_choose(const struct sx_line *line, const struct sx_reading *r)
{
	struct sx_part p = behind(line, r);
	return p.a < p.b ? p : in_front(line, r);
}
