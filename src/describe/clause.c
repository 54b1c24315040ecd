/* Clauses: which verb leads to a number, and whose verb it is. */
#include "describe/subject_priv.h"

enum { LOOK = 48 }; /* tokens to either side */

bool sx_is_anaphor(const struct sx_line *line, uint32_t i)
{
	return i < line->n && (line->tok[i].is & SX_IS_ANAPHOR) &&
	       sx_tag_in(line->tok[i].tag, SX_TAG(PRONOUN) | SX_TAG(DETERMINER) | SX_TAG(CLAUSE)) &&
	       !(i + 1 < line->n && sx_tag_in(line->tok[i + 1].tag, HEADS | SX_TAG(ADJECTIVE)) &&
		 line->tok[i].tag == SX_T_DETERMINER);
}

/* An amount that nothing tells from others: "total number", but not "notional amount". */
static bool is_plain(const struct sx_line *line, struct sx_part p)
{
	for (uint32_t i = p.a; i + 1 < p.b; i++) {
		bool plain = sx_tag_in(line->tok[i].tag, SX_TAG(DETERMINER) | SX_TAG(ADVERB) | SX_TAG(HEDGE));
		if (!plain && !sx_tok_in(line, i, SX_SET_PLAIN))
			return false;
	}
	return true;
}

/* "provision for losses", "assets pledged as collateral": up to where a place, a time or a manner begins. */
static uint32_t with_its_kind(const struct sx_line *line, uint32_t end, uint32_t to)
{
	while (end + 1 < to) {
		uint32_t i = end;
		bool participle = line->tok[i].tag == SX_T_PARTICIPLE;
		i += participle;
		bool kind = (participle && line->tok[i].tag == SX_T_PREPOSITION) || line->tok[i].tag == SX_T_AND ||
			    sx_tok_in(line, i, SX_SET_KIND);
		struct sx_part p = sx_phrase_after(line, i + 1);
		if (!kind || (line->tok[i].is & SX_IS_PERIOD) || p.a == p.b || p.b > to)
			break;
		end = p.b;
	}
	return end;
}

/* Of a chain "the number of roofs covered with …" the part that names the thing. */
struct sx_part sx_essence(const struct sx_line *line, struct sx_part chain, bool wide)
{
	struct sx_part head = sx_phrase_after(line, chain.a);
	if (head.b > chain.b || head.a == head.b)
		head = chain;
	bool all = false;
	for (int i = 0; i < 3 && head.b + 1 < chain.b; i++) {
		const struct sx_tok *noun = &line->tok[head.b - 1];
		bool of = sx_tok_is(line, head.b, SX_W_of), in = sx_tok_is(line, head.b, SX_W_in);
		bool change = sx_is_change_noun(noun) || sx_tok_is(line, head.b - 1, SX_W_change) ||
			      sx_tok_is(line, head.b - 1, SX_W_changes);
		/* "GDP growth in the region" is that of GDP */
		bool own = in && head.b > head.a + 1 && sx_is_head(noun - 1);
		if (!((of && (noun->is & SX_IS_AMOUNT) && is_plain(line, head)) || ((of || in) && change && !own)))
			break;
		struct sx_part p = sx_phrase_after(line, head.b + 1);
		if (p.a == p.b || p.b > chain.b)
			break;
		head = p;
		all = true;
	}
	uint32_t end = sx_phrase_more(line, head.b, all);
	while (!all && end < chain.b && line->tok[end].tag == SX_T_AND) {
		struct sx_part more = sx_phrase_after(line, end + 1);
		if (more.a == more.b || more.b > chain.b)
			break;
		end = sx_phrase_more(line, more.b, false);
	}
	head.b = all ? chain.b : end <= chain.b ? end : head.b;
	if (wide && !all)
		head.b = with_its_kind(line, head.b, chain.b);
	return sx_phrase_trim(line, head);
}

/* Places and periods at the end of a phrase are columns of their own. */
struct sx_part sx_without_place(const struct sx_line *line, struct sx_part p)
{
	for (uint32_t i = p.a + 1; i + 1 < p.b; i++) {
		if (line->tok[i].tag != SX_T_PREPOSITION || sx_tok_is(line, i, SX_W_of))
			continue;
		struct sx_part at = sx_phrase_after(line, i + 1);
		bool place = at.a < at.b && (line->tok[at.b - 1].is & SX_IS_PLACE);
		bool within = at.a < at.b && (line->tok[at.b - 1].is & SX_IS_WITHIN);
		if (place || within || (line->tok[i].is & SX_IS_PERIOD)) {
			p.b = i;
			break;
		}
	}
	return p;
}

uint32_t sx_verb_start(const struct sx_line *line, uint32_t v)
{
	while (v > 0 && sx_tag_in(line->tok[v - 1].tag, SX_TAG(AUXILIARY) | SX_TAG(ADVERB) | SX_TAG(TO) | SX_TAG(VERB) |
								SX_TAG(PARTICIPLE) | SX_TAG(HEDGE)))
		v--;
	return v;
}

static bool is_finite(const struct sx_line *line, uint32_t v)
{
	return sx_tag_in(line->tok[v].tag, SX_TAG(VERB) | SX_TAG(AUXILIARY));
}

static uint32_t finite_before(const struct sx_line *line, uint32_t at)
{
	for (uint32_t k = at, steps = 0; k-- > 0 && steps < LOOK; steps++)
		if (is_finite(line, k) && line->tok[k].tag != SX_T_TO)
			return k;
	return NONE;
}

/* Between commas or dashes: ", which had fallen, rose": the sign that opens what is put in. */
static uint32_t over_commas(const struct sx_line *line, uint32_t close)
{
	uint8_t tag = line->tok[close].tag;
	uint32_t nearest = NONE;
	for (uint32_t k = close, steps = 0; k-- > 0 && steps < LOOK; steps++) {
		if (sx_tag_in(line->tok[k].tag, SX_TAG(STOP) | SX_TAG(COLON)))
			break;
		if (line->tok[k].tag != tag)
			continue;
		if (sx_tag_in(line->tok[k + 1].tag,
			      SX_TAG(CLAUSE) | SX_TAG(PRONOUN) | SX_TAG(ING) | SX_TAG(PARTICIPLE)) ||
		    sx_tok_is(line, k + 1, SX_W_including))
			return k;
		nearest = nearest == NONE ? k : nearest;
	}
	return nearest;
}

struct sx_part subject_before(const struct sx_line *line, uint32_t verb, uint32_t *anaphor, int depth);

/* The verb has no noun in front of it: "…, and reached", "…, reaching", "which reached". */
static struct sx_part subject_elsewhere(const struct sx_line *line, uint32_t verb, uint32_t j, uint32_t *anaphor,
					int depth)
{
	struct sx_part none = { 0, 0 };
	const struct sx_tok *t = &line->tok[j];
	if (depth > 3)
		return none;
	if (t->tag == SX_T_CLAUSE) {
		uint32_t k = j;
		while (k > 0 && sx_tag_in(line->tok[k - 1].tag, SX_TAG(COMMA) | SX_TAG(PREPOSITION)))
			k--;
		struct sx_part p = sx_phrase_before(line, k, SX_REACH_ALL);
		if (p.a < p.b)
			return sx_essence(line, p, true);
	}
	if (sx_tag_in(t->tag, SX_TAG(COMMA) | SX_TAG(DASH)) && is_finite(line, verb)) {
		uint32_t k = over_commas(line, j);
		if (k != NONE && k > 0) {
			struct sx_part p = sx_phrase_before(line, k, SX_REACH_ALL);
			if (p.a < p.b)
				return sx_essence(line, p, true);
		}
	}
	uint32_t before = finite_before(line, j);
	if (before == NONE)
		return none;
	return subject_before(line, sx_verb_start(line, before), anaphor, depth + 1);
}

struct sx_part subject_before(const struct sx_line *line, uint32_t verb, uint32_t *anaphor, int depth)
{
	struct sx_part none = { 0, 0 };
	uint32_t j = sx_skip_periods_back(line, verb);
	while (j > 0 && sx_tag_in(line->tok[j - 1].tag, SX_TAG(HEDGE) | SX_TAG(QUOTE)))
		j--;
	/* "earnings at December 31, included" */
	if (j > 1 && line->tok[j - 1].tag == SX_T_COMMA && (line->tok[j - 2].is & SX_IS_PERIOD)) {
		uint32_t k = sx_skip_periods_back(line, j - 1);
		j = k > 0 && sx_is_head(&line->tok[k - 1]) ? k : j;
	}
	/* "loans over $1m rose" */
	uint32_t noun = j > 0 && line->tok[j - 1].tag == SX_T_QUANTITY ? sx_near_bounded(line, j - 1) : NONE;
	j = noun != NONE ? noun : j;
	if (j == 0)
		return none;
	j--;
	if (sx_tok_is(line, j, SX_W_there)) {
		uint32_t k = verb;
		while (k < line->n && sx_tag_in(line->tok[k].tag, VERBAL | SX_TAG(ADVERB) | SX_TAG(HEDGE) |
									  SX_TAG(QUANTITY) | SX_TAG(DETERMINER)))
			k++;
		return sx_phrase_trim(line, sx_phrase_after(line, k));
	}
	/* "That is 5%": at the head of a sentence it points back */
	bool that = sx_tok_is(line, j, SX_W_that) &&
		    (j == 0 || sx_tag_in(line->tok[j - 1].tag, SX_TAG(STOP) | SX_TAG(QUOTE)));
	if (that || (sx_is_anaphor(line, j) && line->tok[j].tag != SX_T_CLAUSE)) {
		*anaphor = j;
		return none;
	}
	struct sx_part chain = sx_phrase_before(line, j + 1, SX_REACH_ALL);
	/* "are on course to fall" */
	if (chain.a < chain.b && chain.a > 1 && depth < 3 && line->tok[verb].tag == SX_T_TO &&
	    line->tok[chain.a - 1].tag == SX_T_PREPOSITION && (line->tok[chain.a - 2].is & SX_IS_BE))
		return subject_before(line, sx_verb_start(line, chain.a - 2), anaphor, depth + 1);
	if (chain.a < chain.b)
		return sx_without_place(line, sx_essence(line, chain, true));
	return subject_elsewhere(line, verb, j, anaphor, depth);
}

struct sx_part sx_subject_of_verb(const struct sx_line *line, uint32_t verb, uint32_t *anaphor)
{
	return subject_before(line, verb, anaphor, 0);
}

struct sx_part sx_subject_of_sentence(const struct sx_line *line)
{
	uint32_t anaphor = NONE;
	for (uint32_t i = 0; i < line->n; i++)
		if (is_finite(line, i)) {
			/* "There are 5 firms": what follows; "A total of 5 homes were": what precedes */
			struct sx_part p = subject_before(line, i, &anaphor, 0);
			if (p.a < p.b)
				return p;
		}
	for (uint32_t i = 0; i < line->n; i++)
		if (line->tok[i].tag == SX_T_QUANTITY) {
			struct sx_part p = sx_phrase_after(line, i + 1);
			if (p.a < p.b)
				return sx_phrase_trim(line, p);
		}
	return (struct sx_part){ 0, 0 };
}

/* The verb that leads to the number, over what can stand between: other numbers, prepositions, brackets. */
uint32_t sx_governing_verb(const struct sx_line *line, uint32_t at, uint32_t floor, uint32_t *object_end)
{
	uint32_t steps = 0;
	*object_end = 0;
	for (uint32_t i = at; i-- > floor && steps < LOOK; steps++) {
		const struct sx_tok *t = &line->tok[i];
		if (sx_tag_in(t->tag, VERBAL) && !(t->is & SX_IS_PERIOD))
			return i;
		if (sx_tag_in(t->tag, SX_TAG(COLON) | SX_TAG(STOP) | SX_TAG(OPEN)))
			return NONE;
		if (t->tag == SX_T_CLAUSE)
			return NONE;
		if (t->tag == SX_T_CLOSE) {
			while (i > floor && line->tok[i].tag != SX_T_OPEN)
				i--;
			continue;
		}
		if (sx_is_head(t) && !*object_end)
			*object_end = i + 1;
	}
	return NONE;
}
