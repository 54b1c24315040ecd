/* Noun phrases: where they begin and end round a place in the sentence. */
#include "describe/describe_priv.h"

#define BEFORE_HEAD (SX_TAG(ADJECTIVE) | SX_TAG(NUMBER))

enum { LINKS_MOST = 8, GROUPS_MOST = 8 };

static bool in_phrase(const struct sx_line *line, uint32_t i, uint32_t set)
{
	return i < line->n && sx_tag_in(line->tok[i].tag, set) && !(line->tok[i].is & SX_IS_PERIOD);
}

/* May it describe what stands behind it, inside a noun phrase? Mostly not. */
static inline bool may_describe(const struct sx_tok *t)
{
	return sx_tag_in(t->tag, SX_TAG(ADJECTIVE) | SX_TAG(NUMBER) | SX_TAG(POSSESSIVE) | SX_TAG(ADVERB) |
					 SX_TAG(PARTICIPLE) | SX_TAG(ING) | SX_TAG(AND) | SX_TAG(SLASH)) &&
	       !(t->is & SX_IS_PERIOD);
}

/* Does it, as token i? */
static bool describes(const struct sx_line *line, uint32_t i)
{
	uint8_t tag = line->tok[i].tag;
	if (!may_describe(&line->tok[i]))
		return false;
	if (tag == SX_T_ADJECTIVE)
		return true;
	if (tag == SX_T_NUMBER || tag == SX_T_POSSESSIVE)
		return in_phrase(line, i + 1, HEADS | BEFORE_HEAD | SX_TAG(ING) | SX_TAG(PARTICIPLE));
	if (tag == SX_T_ADVERB)
		return in_phrase(line, i + 1, SX_TAG(ADJECTIVE)) ||
		       (in_phrase(line, i + 1, SX_TAG(PARTICIPLE)) && in_phrase(line, i + 2, HEADS));
	if (tag == SX_T_PARTICIPLE && in_phrase(line, i + 1, SX_TAG(PARTICIPLE))) /* randomized controlled trials */
		return in_phrase(line, i + 2, HEADS);
	if (tag == SX_T_PARTICIPLE || tag == SX_T_ING)
		return in_phrase(line, i + 1, HEADS);
	if (tag == SX_T_AND)
		return i > 0 && in_phrase(line, i - 1, SX_TAG(ADJECTIVE)) && in_phrase(line, i + 1, SX_TAG(ADJECTIVE));
	if (tag == SX_T_SLASH)
		return i > 0 && in_phrase(line, i - 1, HEADS) && in_phrase(line, i + 1, HEADS) &&
		       (line->tok[i].is & SX_IS_GLUED);
	return false;
}

struct sx_part sx_phrase_after(const struct sx_line *line, uint32_t at)
{
	while (at < line->n && sx_tag_in(line->tok[at].tag, SX_TAG(DETERMINER) | SX_TAG(HEDGE)))
		at++;
	uint32_t last = at;
	for (uint32_t i = at; i < line->n; i++) {
		if (sx_is_head(&line->tok[i])) {
			last = i + 1;
			continue;
		}
		if (!may_describe(&line->tok[i]) ||
		    (last > at &&
		     sx_tag_in(line->tok[i].tag, SX_TAG(ING) | SX_TAG(PARTICIPLE) | SX_TAG(ADVERB) | SX_TAG(NUMBER))) ||
		    !describes(line, i))
			break;
	}
	return (struct sx_part){ at, last };
}

/* A verb form that may describe the noun behind it: an article or the like stands in front. */
static bool leads_in(const struct sx_line *line, uint32_t i)
{
	/* "…; reported sales of $5m", "and cut costs": verbs */
	if (i > 0 && ((line->tok[i - 1].tag == SX_T_COLON && (line->tok[i].is & SX_IS_SAY)) ||
		      (line->tok[i - 1].tag == SX_T_AND && (line->tok[i].is & (SX_IS_UP | SX_IS_DOWN)))))
		return false;
	if (i == 0 || sx_tag_in(line->tok[i - 1].tag, SX_TAG(COMMA) | SX_TAG(OPEN) | SX_TAG(QUOTE) | SX_TAG(COLON)))
		return line->tok[i].tag == SX_T_PARTICIPLE || (line->tok[i].is & (SX_MAY_NOUN | SX_MAY_ADJECTIVE));
	return !sx_tag_in(line->tok[i - 1].tag,
			  HEADS | SX_TAG(VERB) | SX_TAG(AUXILIARY) | SX_TAG(PRONOUN) | SX_TAG(ADVERB));
}

/* The simple phrase that ends before `end`. */
static struct sx_part base_before(const struct sx_line *line, uint32_t end)
{
	struct sx_part p = { end, end };
	if (end > 1 && line->tok[end - 1].tag == SX_T_ING && line->tok[end - 2].tag == SX_T_PREPOSITION)
		p.a = end - 1; /* "deaths from shooting" */
	if (end == 0 || !sx_is_head(&line->tok[end - 1]))
		return p;
	for (uint32_t i = end; i-- > 0;) {
		const struct sx_tok *t = &line->tok[i];
		bool modifier = may_describe(t) && describes(line, i);
		/* "sales rising": a verb form with its own noun in front is not part of this phrase, unless an article
		 * leads it. */
		if (modifier && sx_tag_in(t->tag, SX_TAG(ING) | SX_TAG(PARTICIPLE)) && !leads_in(line, i))
			modifier = false;
		if (!sx_is_head(t) && !modifier)
			break;
		if (t->tag != SX_T_AND && t->tag != SX_T_POSSESSIVE && t->tag != SX_T_SLASH)
			p.a = i;
	}
	return p;
}

static uint32_t before_determiners(const struct sx_line *line, uint32_t i)
{
	while (i > 0 && sx_tag_in(line->tok[i - 1].tag, SX_TAG(DETERMINER) | SX_TAG(HEDGE) | SX_TAG(QUOTE)))
		i--;
	return i;
}

/* The bracket that opens the group closed at i. */
static uint32_t group_start(const struct sx_line *line, uint32_t i)
{
	for (uint32_t k = i, steps = 0; k-- > 0 && steps < 40; steps++)
		if (line->tok[k].tag == SX_T_OPEN)
			return k;
	return i;
}

uint32_t sx_skip_groups_back(const struct sx_line *line, uint32_t at)
{
	for (int groups = 0; groups < GROUPS_MOST; groups++) {
		while (at > 0 && ((line->tok[at - 1].is & SX_IS_PERIOD) ||
				  sx_tag_in(line->tok[at - 1].tag, SX_TAG(ADVERB) | SX_TAG(QUOTE))))
			at--;
		uint32_t open = at > 1 && line->tok[at - 1].tag == SX_T_CLOSE ? group_start(line, at - 1) : at;
		if (open + 1 >= at)
			break;
		at = open;
	}
	return at;
}

/* "… is large and exports rose": the "and" at i joins clauses, since a verb stands in front. */
static bool joins_clauses(const struct sx_line *line, uint32_t i)
{
	for (uint32_t k = i, steps = 0; k-- > 0 && steps < 40; steps++) {
		const struct sx_tok *t = &line->tok[k];
		if (sx_tag_in(t->tag, SX_TAG(COMMA) | SX_TAG(STOP) | SX_TAG(COLON) | SX_TAG(CLAUSE) | SX_TAG(QUANTITY)))
			return false;
		if (sx_tag_in(t->tag, SX_TAG(VERB) | SX_TAG(AUXILIARY)))
			return !(t->is & SX_IS_SAY) && !(k > 0 && line->tok[k - 1].tag == SX_T_TO);
	}
	return false;
}

/* Prepositions over which "… of 5" looks back: "cost of sales", "profit before tax". */
static bool of_its_kind(const struct sx_line *line, uint32_t i)
{
	return sx_tok_in(line, i, SX_SET_ITS_KIND);
}

/* "income from continuing operations": what accounts call a result by. */
static bool is_result(const struct sx_line *line, uint32_t from, struct sx_part p)
{
	return sx_tok_is(line, from, SX_W_from) && p.b > p.a &&
	       (sx_tok_is(line, p.b - 1, SX_W_operations) || sx_tok_is(line, p.b - 1, SX_W_activities));
}

/* One link of a chain further left: "[roofs covered with] moss", "[number of] roofs", "[people and] firms". */
static bool link_before(const struct sx_line *line, struct sx_part *first, enum sx_reach reach)
{
	uint32_t i = before_determiners(line, first->a);
	if (i == 0)
		return false;
	uint8_t tag = line->tok[i - 1].tag;
	if (tag == SX_T_PREPOSITION || tag == SX_T_TO) {
		uint32_t k = i - 1;
		while (k > 0 && line->tok[k - 1].tag == SX_T_PREPOSITION)
			k--;
		bool participle =
			k > 0 && sx_tag_in(line->tok[k - 1].tag, SX_TAG(PARTICIPLE) | SX_TAG(ING) | SX_TAG(ADJECTIVE));
		if (reach != SX_REACH_ALL && !participle && !of_its_kind(line, k) && !is_result(line, k, *first))
			return false;
		k -= participle;
		k = sx_skip_periods_back(line, k);
		struct sx_part p = base_before(line, k);
		if (p.a == p.b)
			return false;
		*first = p;
		return true;
	}
	/* "plans to build homes" */
	if (reach == SX_REACH_ALL && tag == SX_T_VERB && i > 1 && line->tok[i - 2].tag == SX_T_TO) {
		struct sx_part p = base_before(line, i - 2);
		if (p.a < p.b)
			*first = p;
		return p.a < p.b;
	}
	if (reach == SX_REACH_ALL && tag == SX_T_AND && joins_clauses(line, i - 1))
		return false;
	if ((reach != SX_REACH_HERE && tag == SX_T_AND) || (reach == SX_REACH_ALL && tag == SX_T_ING)) {
		struct sx_part p = base_before(line, i - 1);
		if (p.a < p.b)
			*first = p;
		else if (tag == SX_T_ING &&
			 (i == 1 || sx_tag_in(line->tok[i - 2].tag, SX_TAG(COMMA) | SX_TAG(STOP) | SX_TAG(QUOTE))))
			*first = (struct sx_part){ i - 1, i - 1 };
		return p.a < p.b;
	}
	return false;
}

struct sx_part sx_phrase_before(const struct sx_line *line, uint32_t end, enum sx_reach reach)
{
	end = sx_skip_periods_back(line, end);
	struct sx_part first = base_before(line, end);
	if (first.a == first.b)
		return first;
	for (int i = 0; i < LINKS_MOST && link_before(line, &first, reach); i++)
		;
	return (struct sx_part){ first.a, end };
}

/* Further to the right than the head: "of" phrases always; with `all`, whatever describes it up to the next verb. */
uint32_t sx_phrase_more(const struct sx_line *line, uint32_t end, bool all)
{
	for (int links = 0; links < LINKS_MOST && end < line->n; links++) {
		const struct sx_tok *t = &line->tok[end];
		uint32_t from = end + 1;
		bool takes = sx_tok_is(line, end, SX_W_of) || (t->tag == SX_T_ING && !(t->is & SX_IS_PERIOD)) ||
			     (all && sx_tag_in(t->tag, SX_TAG(PREPOSITION) | SX_TAG(AND) | SX_TAG(PARTICIPLE)));
		if (!takes || (t->is & SX_IS_PERIOD))
			return end;
		if (t->tag == SX_T_PARTICIPLE && from < line->n && line->tok[from].tag == SX_T_PREPOSITION)
			from++;
		struct sx_part p = sx_phrase_after(line, from);
		/* "a plate of thickness 2 cm": what follows is another measure */
		if (p.a == p.b || (p.b < line->n && line->tok[p.b].tag == SX_T_QUANTITY))
			return end;
		end = p.b;
	}
	return end;
}

/* "[New Zealand] exports": the places that a phrase begins with, where a noun follows them; else nothing. */
static uint32_t places_in_front(const struct sx_line *line, struct sx_part p)
{
	uint32_t end = p.a;
	while (end < p.b && (line->tok[end].is & SX_IS_PLACE))
		end++;
	return end < p.b && sx_is_head(&line->tok[end]) ? end - p.a : 0;
}

/* Without article, possessor, and what says nothing of it. */
struct sx_part sx_phrase_trim(const struct sx_line *line, struct sx_part p)
{
	for (uint32_t i = p.a; i + 1 < p.b && i < p.a + 8; i++)
		if (line->tok[i].tag == SX_T_POSSESSIVE && !sx_tag_in(line->tok[i + 1].tag, SX_TAG(PREPOSITION)))
			p.a = i + 1;
		else if (sx_tag_in(line->tok[i].tag, SX_TAG(PREPOSITION) | SX_TAG(ING)))
			break;
	for (bool again = true; again && p.a + 1 < p.b;) {
		p.a += places_in_front(line, p);
		const struct sx_tok *t = &line->tok[p.a];
		again = p.a + 1 < p.b &&
			(sx_tag_in(t->tag, SX_TAG(DETERMINER) | SX_TAG(HEDGE) | SX_TAG(QUOTE) | SX_TAG(AND)) ||
			 (t->is & SX_IS_PERIOD) ||
			 ((t->is & SX_IS_PLACE_ADJECTIVE) && !(t[1].is & SX_IS_PLACE_ADJECTIVE)) ||
			 (t->tag == SX_T_NUMBER && !(t->calls & SX_CALLS_YEAR)) || sx_tok_in(line, p.a, SX_SET_DROP));
		p.a += again;
	}
	p.a -= p.a > 0 && p.a + 1 < p.b && sx_tok_is(line, p.a, SX_W_capita) && sx_tok_is(line, p.a - 1, SX_W_per);
	return p;
}
