/* Is a number what somebody aims at? "plans to plant 2 million trees", "a target of 50%", "the goal is 80%". Or what is
 * expected? "is forecast to reach 5 million", "will rise by 3%". */
#include "describe/describe_priv.h"

/* "a target of 50%", "the target for 2025 is 700", "a goal to plant 60", "targets 50%". */
static bool leads_to(const struct sx_line *line, uint32_t goal, uint32_t at)
{
	uint32_t next = goal + 1;
	if (next == at || sx_tok_is(line, next, SX_W_of) || sx_tok_is(line, next, SX_W_to))
		return true;
	for (uint32_t i = next; i < at; i++)
		if (line->tok[i].is & SX_IS_BE)
			return true;
	return false;
}

bool sx_target_near(const struct sx_line *line, uint32_t at)
{
	enum { NEAR = 10 };
	if (!(line->calls & (SX_CALLS_AIM | SX_CALLS_GOAL)))
		return false;
	for (uint32_t i = at; i-- > 0 && at - i <= NEAR;) {
		const struct sx_tok *tok = &line->tok[i];
		if (sx_tag_in(tok->tag, SX_TAG(STOP) | SX_TAG(COLON) | SX_TAG(COMMA) | SX_TAG(CLAUSE)))
			return false;
		if ((tok->calls & SX_CALLS_GOAL) && leads_to(line, i, at))
			return true;
		if ((tok->calls & SX_CALLS_AIM) && i + 1 < at && sx_tok_is(line, i + 1, SX_W_to))
			return true;
	}
	return false;
}

/* "expected to grow", "expects sales of"; "will rise": of what will be, changes and levels are foreseen. */
static bool foresees(const struct sx_line *line, uint32_t i, uint32_t at)
{
	const struct sx_tok *tok = &line->tok[i];
	if (tok->tag != SX_T_AUXILIARY)
		return sx_tag_in(tok->tag, SX_TAG(VERB) | SX_TAG(PARTICIPLE) | SX_TAG(HEDGE));
	for (i++; i < at && sx_tag_in(line->tok[i].tag, SX_TAG(ADVERB) | SX_TAG(AUXILIARY));)
		i++;
	return i < at && (line->tok[i].is & (SX_IS_UP | SX_IS_DOWN | SX_IS_LEVEL)) && sx_is_verb(line, i);
}

bool sx_foreseen_near(const struct sx_line *line, uint32_t at)
{
	enum { NEAR = 16 };
	if (!(line->calls & SX_CALLS_AHEAD) || (at > 0 && sx_tok_is(line, at - 1, SX_W_from)))
		return false;
	if (at > 1 && line->tok[at - 1].tag == SX_T_OPEN && line->tok[at - 2].tag == SX_T_QUANTITY)
		at -= 2; /* the same in other units */
	for (uint32_t i = at; i-- > 0 && at - i <= NEAR;) {
		if (sx_tag_in(line->tok[i].tag,
			      SX_TAG(STOP) | SX_TAG(COLON) | SX_TAG(COMMA) | SX_TAG(CLAUSE) | SX_TAG(OPEN)))
			return false;
		if ((line->tok[i].calls & SX_CALLS_AHEAD) && foresees(line, i, at))
			return true;
	}
	return false;
}
