/* Where: names of places the lists know, names behind "in", and "within the borders of …". */
#include "describe/subject_priv.h"

enum { LOOK = 60 };

/* The end of the name of a place, or 0. Mostly there is none, so all lists are asked at once. */
static size_t place_end(const struct sx_describer *d, struct sx_str text, size_t at, bool *adjective)
{
	struct sx_word word;
	size_t end = sx_words_at(d->lexicon, text, at, d->place | d->place_adjective, &word);
	if (!end || (d->place >> word.list & 1))
		return end;
	end = sx_words_at(d->lexicon, text, at, d->place, &word);
	*adjective = !end;
	return end;
}

/* Marks the words of a place that ends at `end`; returns the token behind them. */
static uint32_t mark(struct sx_line *line, uint32_t i, size_t end)
{
	line->is |= SX_IS_PLACE;
	for (; i < line->n && line->tok[i].start < end; i++) {
		line->tok[i].is |= SX_IS_PLACE;
		if (line->tok[i].tag != SX_T_PREPOSITION && line->tok[i].tag != SX_T_AND)
			line->tok[i].tag = SX_T_PROPER;
	}
	return i;
}

void sx_places_mark(const struct sx_describer *d, struct sx_line *line)
{
	struct sx_str text = { line->text.p, line->to };
	uint32_t floor = 0;
	for (uint32_t k = 0; k < line->names; k++) {
		uint32_t i = line->name[k];
		if (i < floor)
			continue;
		bool adjective = false;
		size_t end = place_end(d, text, line->tok[i].start, &adjective);
		if (end)
			floor = mark(line, i, end);
		else if (adjective)
			line->tok[i].is |= SX_IS_PLACE_ADJECTIVE;
	}
}

/* A name of capitals alone: "Karachi", "North Africa"; of a phrase that ends at `end`. */
static bool is_name(const struct sx_line *line, struct sx_part p, uint32_t end)
{
	if (end < line->n && (sx_tok_is(line, end, SX_W_of) || line->tok[end].tag == SX_T_POSSESSIVE ||
			      (p.b == end && line->tok[end].tag == SX_T_QUANTITY)))
		return false;
	for (uint32_t i = p.a; i < p.b; i++)
		if (!(line->tok[i].is & SX_IS_CAPITAL) || (line->tok[i].calls & SX_CALLS_PERIOD) ||
		    (line->tok[i].is & (SX_IS_PERIOD | SX_IS_CAPS)))
			return false;
	return p.a < p.b;
}

/* The name in "central Sulawesi", "Kunar province". */
static struct sx_part without_region(const struct sx_line *line, struct sx_part p)
{
	while (p.a < p.b && (line->tok[p.a].calls & SX_CALLS_REGION) && !(line->tok[p.a].is & SX_IS_PLACE))
		p.a++;
	while (p.a < p.b && (line->tok[p.b - 1].calls & SX_CALLS_REGION) && !(line->tok[p.b - 1].is & SX_IS_PLACE))
		p.b--;
	return p;
}

/* The place behind the preposition at i. */
static struct sx_part place_at(const struct sx_line *line, uint32_t i)
{
	struct sx_part none = { 0, 0 };
	if (line->tok[i].is & SX_IS_PERIOD)
		return none;
	struct sx_part p = sx_phrase_after(line, i + 1);
	if (p.a == p.b)
		return none;
	if (line->tok[p.b - 1].is & SX_IS_WITHIN) {
		uint32_t end = sx_phrase_more(line, p.b, false);
		return end > p.b ? (struct sx_part){ i, end } : none;
	}
	struct sx_part name = without_region(line, p);
	if (name.a < name.b && (line->tok[name.a].is & SX_IS_PLACE)) {
		uint32_t b = name.a;
		while (b < line->n && (line->tok[b].is & SX_IS_PLACE))
			b++;
		uint32_t end = b < p.b && b >= name.b ? p.b : b;
		bool whole = end >= p.b && !(end < line->n && line->tok[end].tag == SX_T_POSSESSIVE);
		return whole ? (struct sx_part){ p.a, end } : none;
	}
	bool named = p.a == i + 1 || sx_tok_is(line, i + 1, SX_W_the); /* "in this Parliament" is a time */
	return named && is_name(line, name, p.b) && sx_tok_is(line, i, SX_W_in) ? p : none;
}

/* Behind the number, before the next number or clause. */
static struct sx_part place_after(const struct sx_line *line, uint32_t at)
{
	uint32_t end = line->n < at + LOOK ? line->n : at + LOOK;
	uint32_t stops = SX_TAG(STOP) | SX_TAG(COLON) | SX_TAG(QUANTITY);
	for (uint32_t i = at + 1; i < end; i++) {
		const struct sx_tok *t = &line->tok[i];
		if (sx_tag_in(t->tag, stops))
			break;
		if (t->tag == SX_T_COMMA) /* behind it, a clause of its own may begin */
			stops |= SX_TAG(VERB) | SX_TAG(AUXILIARY) | SX_TAG(CLAUSE);
		if (!(t->calls & SX_CALLS_WHERE))
			continue;
		struct sx_part p = place_at(line, i);
		if (p.a < p.b)
			return p;
	}
	return (struct sx_part){ 0, 0 };
}

/* In front of it in the clause; or the words that the sentence begins with. */
static struct sx_part place_before(const struct sx_line *line, uint32_t at)
{
	uint32_t bound = 0;
	for (uint32_t i = at; i-- > 0 && i + LOOK > at;) {
		const struct sx_tok *t = &line->tok[i];
		if (sx_tag_in(t->tag, SX_TAG(STOP) | SX_TAG(COLON) | SX_TAG(QUANTITY) | SX_TAG(COMMA))) {
			bound = i;
			break;
		}
		if (!(line->tok[i].calls & SX_CALLS_WHERE))
			continue;
		struct sx_part p = place_at(line, i);
		if (p.a < p.b && p.b <= at)
			return p;
	}
	for (uint32_t i = 0; i < 2 && i < bound; i++) {
		if (!(line->tok[i].calls & SX_CALLS_WHERE) ||
		    (line->tok[0].is & SX_IS_SAY)) /* "Speaking in Lima, she" */
			continue;
		struct sx_part p = place_at(line, i);
		if (p.a < p.b && p.b <= at)
			return p;
	}
	return (struct sx_part){ 0, 0 };
}

/* "UK GDP", "Norway's population": in front of the subject's words. */
static struct sx_part place_of_subject(const struct sx_line *line, struct sx_part subject)
{
	struct sx_part none = { 0, 0 };
	if (subject.a >= subject.b || subject.a == 0)
		return none;
	uint32_t b = subject.a;
	if (line->tok[b - 1].tag == SX_T_POSSESSIVE)
		b--;
	uint32_t a = b;
	while (a > 0 && (line->tok[a - 1].is & SX_IS_PLACE))
		a--;
	return a < b ? (struct sx_part){ a, b } : none;
}

/* "China submitted 59,000 applications", "ravaged Europe for three years": the nearest place in front that stands alone
 * as subject or object. */
static struct sx_part place_alone(const struct sx_line *line, uint32_t at)
{
	for (uint32_t b = at, floor = at > LOOK ? at - LOOK : 0; b > floor; b--) {
		if (sx_tag_in(line->tok[b - 1].tag, SX_TAG(STOP) | SX_TAG(COLON)))
			break;
		if (!(line->tok[b - 1].is & SX_IS_PLACE))
			continue;
		uint32_t a = b;
		while (a > 0 && (line->tok[a - 1].is & SX_IS_PLACE))
			a--;
		uint32_t front = a > 0 && line->tok[a - 1].tag == SX_T_DETERMINER ? a - 1 : a;
		bool opens = front == 0 || sx_tag_in(line->tok[front - 1].tag,
						     SX_TAG(VERB) | SX_TAG(COMMA) | SX_TAG(STOP) | SX_TAG(CLAUSE));
		bool closes =
			b < line->n && !sx_is_head(&line->tok[b]) && line->tok[b].tag != SX_T_POSSESSIVE && b <= at;
		return opens && closes ? (struct sx_part){ a, b } : (struct sx_part){ 0, 0 };
	}
	return (struct sx_part){ 0, 0 };
}

/* "Peru ($5m) and Chile ($4m)": right before the bracket. */
static struct sx_part place_of_bracket(const struct sx_line *line, uint32_t at)
{
	const uint32_t open = sx_near_bracket(line, at), b = open == UINT32_MAX ? 0 : open;
	uint32_t a = b;
	while (a > 0 && (line->tok[a - 1].is & SX_IS_PLACE))
		a--;
	return (struct sx_part){ a, b };
}

/* A name stands there that is of no place known. */
static bool names_bracket(const struct sx_line *line, uint32_t at)
{
	const uint32_t open = sx_near_bracket(line, at);
	return open != UINT32_MAX && open > 0 && line->tok[open - 1].tag == SX_T_PROPER;
}

struct sx_range sx_place_choose(const struct sx_line *line, const struct sx_reading *r)
{
	struct sx_part p = { 0, 0 };
	bool where = line->calls & SX_CALLS_WHERE, places = line->is & SX_IS_PLACE;
	if (places)
		p = place_of_bracket(line, r->at);
	if (p.a == p.b && where)
		p = place_after(line, r->at);
	if (p.a == p.b && places && !r->before)
		p = place_of_subject(line, r->subject);
	if (p.a == p.b && where)
		p = place_before(line, r->at);
	if (p.a == p.b && places && !names_bracket(line, r->at))
		p = place_alone(line, r->at);
	return sx_part_range(line, p);
}
