/* Who says so. */
#include "describe/describe_priv.h"

enum { LOOK = 60 };

/* The name that begins at token i: "the State Weather Centre", "Ministry of Finance (MoF)". */
static struct sx_range name_at(const struct sx_line *line, uint32_t i)
{
	struct sx_part p = sx_phrase_after(line, i);
	if (p.a == p.b)
		return (struct sx_range){ 0, 0 };
	for (int links = 0; links < 4 && p.b + 1 < line->n; links++) {
		bool joint = sx_tok_is(line, p.b, SX_W_of) || sx_tok_is(line, p.b, SX_W_for) ||
			     sx_tok_is(line, p.b, SX_W_at) || sx_tok_is(line, p.b, SX_W_and);
		struct sx_part more = sx_phrase_after(line, p.b + 1);
		if (!joint || more.a == more.b || !(line->tok[more.a].is & SX_IS_CAPITAL))
			break;
		p.b = more.b;
	}
	if (p.b + 2 < line->n && line->tok[p.b].tag == SX_T_OPEN && (line->tok[p.b + 1].is & SX_IS_CAPS) &&
	    line->tok[p.b + 2].tag == SX_T_CLOSE)
		p.b += 3;
	return sx_part_range(line, p);
}

/* "according to", "on the basis of data from": a rule's match ends where the name begins. */
static struct sx_range by_rule(struct sx_describe *s, const struct sx_line *line, uint32_t i)
{
	struct sx_str text = { line->text.p, line->to };
	if (!sx_rules_longest(s, &s->describer->attribution, &s->attribution, text, line->tok[i].start, UINT16_MAX, 0))
		return (struct sx_range){ 0, 0 };
	return name_at(line, sx_token_at(line, sx_rx_spans(s->match)[1]));
}

/* Behind a verb of saying, over when it was said, and in what: "said on Monday in its annual report that". */
static uint32_t over_occasion(const struct sx_line *line, uint32_t i)
{
	uint32_t from = i;
	for (uint32_t p = 0; p < line->periods; p++)
		if (line->period[p].at.a == i)
			i = line->period[p].at.b;
	if (i < line->n && (sx_tok_is(line, i, SX_W_in) || sx_tok_is(line, i, SX_W_at))) {
		uint32_t b = sx_phrase_after(line, i + 1).b;
		for (uint32_t p = 0; p < line->periods; p++)
			if (line->period[p].at.a == b)
				b = line->period[p].at.b;
		return b < line->n && line->tok[b].tag == SX_T_CLAUSE ? b : from;
	}
	return i;
}

/* Behind whom it was said to: "told AFP", "told reporters in Lima". */
static uint32_t over_listener(const struct sx_line *line, uint32_t i)
{
	if (i < line->n && line->tok[i].tag == SX_T_PRONOUN)
		return i + 1;
	struct sx_part p = sx_phrase_after(line, i);
	if (p.a < p.b && p.b + 1 < line->n && (line->tok[p.b].calls & SX_CALLS_WHERE))
		p.b = sx_phrase_after(line, p.b + 1).b;
	return p.a < p.b ? p.b : i;
}

static uint32_t behind_verb(const struct sx_line *line, uint32_t v)
{
	return over_occasion(line, sx_tok_is(line, v, SX_W_told) ? over_listener(line, v + 1) : v + 1);
}

/* Does a clause, a quotation or the claim itself follow a verb of saying? */
static bool reports(const struct sx_line *line, uint32_t v)
{
	uint32_t i = behind_verb(line, v);
	if (i >= line->n)
		return true;
	const struct sx_tok *t = &line->tok[i];
	if (t->tag == SX_T_PREPOSITION)
		return false;
	if (line->tok[v].is & SX_IS_FORESEES)
		return true;
	if (sx_tag_in(t->tag, SX_TAG(STOP) | SX_TAG(COMMA) | SX_TAG(QUOTE) | SX_TAG(CLAUSE) | SX_TAG(COLON)))
		return true;
	if (line->tok[v].is & SX_IS_UP) /* "adds 5 to the bill" */
		return false;
	/* "said profits rose", "estimates the economy grew": a finite verb behind */
	for (; i < line->n && i < v + 16 && !sx_tag_in(line->tok[i].tag, SX_TAG(STOP) | SX_TAG(COMMA)); i++)
		if (sx_tag_in(line->tok[i].tag, SX_TAG(VERB) | SX_TAG(AUXILIARY)))
			return true;
	return false;
}

/* Of a verb with no noun in front of it; `far`: its subject may stand farther off. */
static struct sx_range sayer(const struct sx_line *line, uint32_t v, bool far)
{
	struct sx_range none = { 0, 0 };
	uint32_t start = sx_verb_start(line, v);
	struct sx_part p = sx_phrase_before(line, start, SX_REACH_ALL);
	if (p.a == p.b) {
		/* ", said Jane Doe" */
		bool inverted = v > 0 && sx_tag_in(line->tok[v - 1].tag, SX_TAG(COMMA) | SX_TAG(QUOTE) | SX_TAG(STOP));
		bool name = v + 1 < line->n &&
			    ((line->tok[v + 1].is & SX_IS_CAPITAL) || line->tok[v + 1].tag == SX_T_DETERMINER);
		if (inverted && name)
			return name_at(line, v + 1);
		/* "The firm, which has 30 shops, said" */
		uint32_t anaphor = UINT32_MAX;
		bool finite = line->text.p[line->tok[v].end - 1] != 'g'; /* not "…, suggesting" */
		return far && inverted && finite && sx_is_verb(line, start)
			       ? sx_part_range(line, sx_subject_of_verb(line, start, &anaphor))
			       : none;
	}
	p = sx_phrase_trim(line, p);
	if (start >= p.b + 3 && (line->tok[p.b + 1].is & SX_IS_CAPS) && line->tok[p.b + 2].tag == SX_T_CLOSE)
		p.b += 3; /* (ONS) */
	return sx_part_range(line, p);
}

/* "Officials announced on Monday that exports rose": what looks like "the plans announced on Monday". */
static bool tells(const struct sx_line *line, uint32_t i)
{
	uint32_t that = over_occasion(line, i + 1);
	return i > 0 && sx_is_head(&line->tok[i - 1]) && that + 1 < line->n && line->tok[that].tag == SX_T_CLAUSE &&
	       !sx_tag_in(line->tok[that + 1].tag, SX_TAG(VERB) | SX_TAG(AUXILIARY));
}

/* A word of saying, as a verb. */
static bool says(const struct sx_line *line, uint32_t i)
{
	const struct sx_tok *t = &line->tok[i];
	if (i > 0 &&
	    (sx_tag_in(line->tok[i - 1].tag, SX_TAG(TO) | SX_TAG(DETERMINER)) || (line->tok[i - 1].is & SX_IS_BE)))
		return false;
	if (t->tag != SX_T_PARTICIPLE)
		return t->tag == SX_T_VERB;
	return (i > 0 && (line->tok[i - 1].is & SX_IS_HAVE)) || (i > 1 && (line->tok[i - 2].is & SX_IS_HAVE)) ||
	       tells(line, i);
}

static bool stops_between(const struct sx_line *line, uint32_t a, uint32_t b)
{
	while (++a < b)
		if (line->tok[a].tag == SX_T_STOP)
			return true;
	return false;
}

/* The verb of saying over the claim at `at`: the nearest in front of it, or one behind a comma at the sentence's end.
 */
static __attribute__((noinline)) struct sx_range by_verb(const struct sx_line *line, uint32_t at)
{
	struct sx_range none = { 0, 0 };
	for (uint32_t k = line->sayers; k-- > 0;) {
		uint32_t i = line->sayer[k];
		if (i >= at || at - i > LOOK || !says(line, i) || !reports(line, i))
			continue;
		if (stops_between(line, i, at))
			break;
		return sayer(line, i, i + 1 < line->n && line->tok[i + 1].tag != SX_T_COMMA);
	}
	for (uint32_t k = 0; k < line->sayers; k++) {
		uint32_t i = line->sayer[k];
		if (i <= at || i - at > LOOK || !says(line, i))
			continue;
		uint32_t end = behind_verb(line, i);
		bool last = end >= line->n || sx_tag_in(line->tok[end].tag, SX_TAG(STOP) | SX_TAG(COMMA));
		bool inverted = line->tok[i - 1].tag == SX_T_COMMA || line->tok[i - 1].tag == SX_T_QUOTE;
		if (last || inverted)
			return stops_between(line, at, i) ? none : sayer(line, i, last);
	}
	return none;
}

/* A cue like "according to" holds for the whole sentence: looked for once. */
static __attribute__((noinline)) struct sx_range by_cue(struct sx_describe *s, const struct sx_line *line)
{
	struct sx_range who = { 0, 0 };
	uint32_t n = line->calls & SX_CALLS_CUE ? line->n : 0;
	for (uint32_t i = 0; i < n && who.start == who.end; i++)
		if (line->tok[i].calls & SX_CALLS_CUE)
			who = by_rule(s, line, i);
	return who;
}

struct sx_range sx_attribution_of_line(struct sx_describe *s, const struct sx_line *line)
{
	struct sx_range who = by_cue(s, line);
	return who.start < who.end || !line->n ? who : by_verb(line, line->n - 1);
}

struct sx_range sx_attribution_find(struct sx_describe *s, const struct sx_line *line, uint32_t at)
{
	if (!s->cue_known)
		s->cue = by_cue(s, line);
	s->cue_known = true;
	return s->cue.start < s->cue.end || !line->sayers ? s->cue : by_verb(line, at);
}
