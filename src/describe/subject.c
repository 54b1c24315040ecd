/* What is counted or measured: the phrase behind the number, round an "of", or before the verb. */
#include "describe/subject_priv.h"

/* ------------------------------------------------------------------ the ways to name a subject, in turn */

/* What the noun phrase p goes on with to its right. */
static struct sx_part extended(const struct sx_line *line, struct sx_part p, bool both)
{
	if (p.a == p.b)
		return p;
	/* "doses of vaccine", but "doors of the old barn" are doors */
	bool definite = !both && sx_tok_is(line, p.b, SX_W_of) && p.b + 1 < line->n &&
			line->tok[p.b + 1].tag == SX_T_DETERMINER;
	if (!(line->tok[p.b - 1].is & SX_IS_TIME) && !definite)
		p.b = sx_phrase_more(line, p.b, false);
	/* "8 million plant and animal species" */
	if (!both && p.b + 1 < line->n && line->tok[p.b].tag == SX_T_AND && !(line->tok[p.b - 1].is & SX_IS_PLURAL)) {
		struct sx_part more = sx_phrase_after(line, p.b + 1);
		if (more.a == p.b + 1 && more.b > more.a + 1 && (line->tok[more.b - 1].is & SX_IS_PLURAL) &&
		    !(line->tok[more.a].is & SX_MAY_PARTICIPLE)) /* "people and destroyed crops" */
			p.b = more.b;
	}
	/* "restructuring and other charges", unless the second begins a clause of its own */
	if (both && p.b < line->n && line->tok[p.b].tag == SX_T_AND) {
		struct sx_part more = sx_phrase_after(line, p.b + 1);
		bool clause = more.b < line->n && sx_tag_in(line->tok[more.b].tag, VERBAL | SX_TAG(TO));
		if (more.a == p.b + 1 && more.a < more.b && !clause)
			p.b = sx_phrase_more(line, more.b, false);
	}
	return sx_phrase_trim(line, p);
}

struct sx_part sx_phrase_right(const struct sx_line *line, uint32_t at, bool both)
{
	return extended(line, sx_phrase_after(line, at), both);
}

/* "a 5% drop in sales", "a rise of 5% in prices": from the noun of change to what changes. */
static struct sx_part changed_by_noun(const struct sx_line *line, uint32_t noun, uint32_t after)
{
	struct sx_part p = { 0, 0 };
	if (after < line->n &&
	    (sx_tok_is(line, after, SX_W_in) || sx_tok_is(line, after, SX_W_of) || sx_tok_is(line, after, SX_W_to)) &&
	    !(line->tok[after].is & SX_IS_PERIOD)) {
		p = sx_phrase_right(line, after + 1, true);
		if (p.a < p.b && (line->tok[p.b - 1].is & SX_IS_PLACE))
			p.b = p.a;
	}
	if (p.a < p.b)
		return p;
	/* "price increase" */
	uint32_t a = noun;
	while (a > 0 && sx_tag_in(line->tok[a - 1].tag, HEADS))
		a--;
	return (struct sx_part){ a, noun };
}

/* No phrase has so many tokens; a text that is a single list of numbers and names has "phrases" without an end. */
enum { PHRASE_MOST = 48, COUNTED = 4 /* of a phrase beside a number */ };

bool sx_subject_take(struct sx_reading *r, struct sx_part p)
{
	if (p.a >= p.b || p.b - p.a > PHRASE_MOST)
		return false;
	r->subject = p;
	return true;
}

/* "…, with the rate near 5%": a clause without a verb behind the one found. */
static bool with_behind(struct sx_reading *r, uint32_t verb)
{
	const struct sx_line *line = r->line;
	if (sx_subject_take(r, sx_phrase_trim(line, sx_near_with(line, r->at, verb))))
		return true;
	for (uint32_t i = r->at; i-- > verb + 1;)
		if (sx_tok_is(line, i, SX_W_with) && line->tok[i - 1].tag == SX_T_COMMA) {
			struct sx_part p = sx_phrase_after(line, i + 1);
			return p.b <= r->at && sx_subject_take(r, sx_phrase_trim(line, p));
		}
	return false;
}

/* "61 of them stayed …", "…, and it fell …", "It rose …": the number before, the clause before, the sentence before. */
static bool from_anaphor(struct sx_reading *r, uint32_t pronoun)
{
	const struct sx_line *line = r->line;
	if (r->claims_before && sx_tok_in(line, pronoun, SX_SET_REFERS)) {
		r->same = true;
		return true;
	}
	uint32_t none = NONE;
	for (uint32_t i = 0; i < pronoun; i++)
		if (sx_tag_in(line->tok[i].tag, SX_TAG(VERB) | SX_TAG(AUXILIARY)))
			return sx_subject_take(r, sx_subject_of_verb(line, sx_verb_start(line, i), &none)) ||
			       (r->before = true);
	r->before = true;
	return true;
}

/* "recorded 5 million offences, 4% fewer", "3,100 died, up from 2,411": beside the one number that counts something. */
static bool from_counted(struct sx_reading *r)
{
	const struct sx_line *line = r->line;
	bool noun = r->noun < r->at && sx_is_change_noun(&line->tok[r->noun]); /* ", a rise of 9%" */
	uint32_t i = noun ? r->noun : r->at, counted = NONE;
	while (i > 0 && (sx_tag_in(line->tok[i - 1].tag, SX_TAG(HEDGE) | SX_TAG(DETERMINER) | SX_TAG(ADJECTIVE)) ||
			 sx_tok_is(line, i - 1, SX_W_up) || sx_tok_is(line, i - 1, SX_W_down) ||
			 (sx_tok_is(line, i - 1, SX_W_from) && i > 1)))
		i--;
	if (!r->claims_before || i == 0 || line->tok[i - 1].tag != SX_T_COMMA ||
	    !(sx_is_share(r->quantity) || sx_is_count(r->quantity)))
		return false;
	for (i--; i-- > 0;) {
		const struct sx_tok *t = &line->tok[i];
		if (sx_tag_in(t->tag, SX_TAG(STOP) | SX_TAG(COLON) | SX_TAG(CLAUSE)))
			break;
		if (t->tag != SX_T_QUANTITY || (t->is & SX_IS_PERIOD))
			continue;
		if (counted != NONE)
			return false;
		counted = i;
	}
	if (counted == NONE || sx_percent_at(line, counted))
		return false;
	const struct sx_tok *next = &line->tok[counted + 1];
	r->same = sx_is_head(next) || (next->tag == SX_T_ADJECTIVE && !(next->is & SX_IS_PERIOD)) ||
		  sx_tok_is(line, counted + 1, SX_W_of);
	return r->same;
}

/* "sales of $5m in May, a 15% increase", "a dividend of $2 per share, 5% higher", "(420 cases, a 6% fall)": right
 * behind a number, its time and what it is by or counts. */
static bool beside_number(const struct sx_reading *r)
{
	const struct sx_line *line = r->line;
	uint32_t i = r->noun < r->at ? r->noun : r->at;
	while (i > 0 && sx_tag_in(line->tok[i - 1].tag, SX_TAG(HEDGE) | SX_TAG(DETERMINER) | SX_TAG(ADJECTIVE)))
		i--;
	if (!r->claims_before || i < 2 || !sx_tag_in(line->tok[i - 1].tag, SX_TAG(COMMA) | SX_TAG(DASH)))
		return false;
	for (i--; i > 0 && (line->tok[i - 1].is & SX_IS_PERIOD);)
		i--;
	i -= i > 2 && sx_tok_is(line, i - 2, SX_W_per) ? 2 : 0;
	for (uint32_t end = i;
	     i > 0 && end - i < COUNTED && sx_tag_in(line->tok[i - 1].tag, HEADS | SX_TAG(ADJECTIVE));)
		i--;
	return i > 0 && line->tok[i - 1].tag == SX_T_QUANTITY && !sx_percent_at(line, i - 1);
}

/* Is the phrase no more than a noun of change or amount, with adjectives? */
static bool is_bare(const struct sx_line *line, struct sx_part p)
{
	for (uint32_t i = p.a; i + 1 < p.b; i++)
		if (sx_is_head(&line->tok[i]))
			return false;
	return true;
}

/* "took a slight dip to 33", "saw a rise in profit to $5m": the object is no more than a noun of change. */
static bool moves_its_subject(const struct sx_reading *r, struct sx_part object)
{
	return object.a < object.b && sx_is_change_noun(&r->line->tok[object.b - 1]) && is_bare(r->line, object) &&
	       !(r->line->tok[object.b - 1].is & SX_IS_SUM);
}

static bool from_verb(struct sx_reading *r, uint32_t floor)
{
	uint32_t object_end = 0;
	uint32_t v = sx_governing_verb(r->line, r->at, floor, &object_end);
	if (v == NONE)
		return false;
	r->verb = v;
	const struct sx_line *line = r->line;
	bool alike = sx_is_count(r->quantity) && r->claims_before && v > 0 && sx_near_front(line, r->at) == v &&
		     line->tok[v - 1].tag == SX_T_AND; /* "killed 90 people and injured 40" */
	if (alike ||
	    (sx_is_share(r->quantity) && sx_tok_is(line, sx_near_behind(r) + 1, SX_W_than) && beside_number(r)))
		r->same = true;
	if (r->same || from_counted(r))
		return true;
	uint32_t anaphor = NONE;
	/* "cut the rate to 5%", "acquired the firm for $5m": the object, when a preposition stands between. */
	uint32_t front = sx_near_front(line, r->at);
	bool preposition = front != NONE && sx_tag_in(line->tok[front].tag, SX_TAG(PREPOSITION) | SX_TAG(TO));
	bool lasts = sx_str_is(r->quantity->kind, "duration") && !sx_tok_is(line, front, SX_W_to) &&
		     !sx_tok_is(line, front, SX_W_by);
	if (preposition && v + 1 < front && sx_is_anaphor(line, v + 1)) {
		r->same = true;
		return true;
	}
	if ((line->tok[v].is & SX_IS_SAY) && front == v && r->claims_before) {
		r->same = true;
		return true;
	}
	/* "growth of 2%, rising to 3%" */
	if (line->tok[v].tag == SX_T_ING && (line->tok[v].is & (SX_IS_UP | SX_IS_DOWN)) && !object_end && v > 1 &&
	    r->claims_before && line->tok[v - 1].tag == SX_T_COMMA && line->tok[v - 2].tag == SX_T_QUANTITY) {
		r->same = true;
		return true;
	}
	bool moves = sx_tok_is(line, front, SX_W_with) && sx_tok_in(line, v, SX_SET_COMES | SX_SET_MOVES);
	if (object_end > v + 1 && preposition && !lasts && !moves &&
	    sx_tag_in(line->tok[v].tag, SX_TAG(VERB) | SX_TAG(ING) | SX_TAG(PARTICIPLE))) {
		struct sx_part object = sx_phrase_after(line, v + 1);
		bool dips = !sx_tok_is(line, front, SX_W_of) && moves_its_subject(r, object);
		if (dips && sx_subject_take(r, changed_by_noun(line, object.b - 1, object.b)))
			return true;
		if (object.a < object.b && object.b <= front && !dips &&
		    !(object.b - 1 == r->noun && sx_is_share(r->quantity) && sx_is_change_noun(&line->tok[r->noun]) &&
		      !(line->tok[v].is & SX_IS_SAY))) {
			object.b = sx_phrase_more(line, object.b, false);
			return sx_subject_take(r, sx_phrase_trim(line, object));
		}
	}
	if (with_behind(r, v))
		return true;
	if (sx_subject_take(r, sx_subject_of_verb(line, sx_verb_start(line, v), &anaphor)))
		return true;
	return anaphor != NONE && from_anaphor(r, anaphor);
}

/* "12.5% of households"; "accounts for 45% of GDP": the subject is the part, GDP its whole. */
static bool part_of_whole(struct sx_reading *r, struct sx_part whole, uint32_t floor)
{
	const struct sx_line *line = r->line;
	uint32_t end, v = sx_governing_verb(line, r->at, floor, &end);
	uint32_t front = sx_near_front(line, r->at);
	bool to = front != NONE && sx_tok_is(line, front, SX_W_to); /* "fell to 20% of its peak" */
	uint32_t other = SX_IS_SAY | SX_IS_AFFECTS | (to ? 0 : SX_IS_UP | SX_IS_DOWN);
	if (v == NONE || end || (line->tok[v].is & other))
		return false;
	/* next to the verb or its preposition, and not "were 5% of …" at the head of a clause */
	if (front != v &&
	    !(front > 0 && front - 1 == v && sx_tag_in(line->tok[front].tag, SX_TAG(PREPOSITION) | SX_TAG(TO))))
		return false;
	uint32_t anaphor = NONE;
	struct sx_part part = sx_subject_of_verb(line, sx_verb_start(line, v), &anaphor);
	if (part.a == part.b)
		return false;
	r->of = whole;
	r->verb = v;
	return sx_subject_take(r, part);
}

static bool from_of(struct sx_reading *r, uint32_t next, uint32_t front, uint32_t floor)
{
	const struct sx_line *line = r->line;
	if (!sx_tok_is(line, next, SX_W_of) || sx_tok_is(line, next + 1, SX_W_age) ||
	    (front != NONE && sx_tok_is(line, front, SX_W_within)))
		return false;
	uint32_t at = next + 1;
	while (at < line->n && !sx_is_anaphor(line, at) &&
	       (sx_tag_in(line->tok[at].tag, SX_TAG(DETERMINER) | SX_TAG(QUANTITY) | SX_TAG(HEDGE) | SX_TAG(DASH)) ||
		sx_tok_is(line, at, SX_W_near) || sx_near_owner(line, at)))
		at += 1 + sx_near_owner(line, at);
	if (sx_is_anaphor(line, at)) {
		r->verb = at + 1 < line->n && sx_is_verb(line, at + 1) ? at + 1 : NONE;
		r->same = true;
		r->before = !r->claims_before;
		return true;
	}
	struct sx_part whole = sx_phrase_right(line, at, true);
	if (whole.a == whole.b)
		return false;
	if (sx_tok_is(line, at, SX_W_time) && from_verb(r, floor)) {
		r->of = whole;
		return true;
	}
	if (sx_is_share(r->quantity)) {
		if (r->claims_before && (sx_near_compared(line, front) || sx_near_beside(line, r->at, whole.b))) {
			r->of = whole;
			r->same = true;
			return true;
		}
		if (part_of_whole(r, whole, floor))
			return true;
	}
	return sx_subject_take(r, whole);
}

/* "a 5% drop", "an increase of 4%" with no word of what dropped: the subject of the verb, or of the number before. */
static bool from_around(struct sx_reading *r, uint32_t floor, struct sx_part otherwise)
{
	const struct sx_line *line = r->line;
	if (beside_number(r)) {
		r->same = true;
		return true;
	}
	if (from_verb(r, floor))
		return true;
	r->before = false;
	if (floor > 1) { /* in brackets */
		struct sx_part chain = sx_phrase_before(line, floor - 1, SX_REACH_OF);
		if (chain.a < chain.b && sx_subject_take(r, sx_essence(line, chain, false)))
			return true;
	}
	if (r->claims_before) {
		r->same = true;
		return true;
	}
	return sx_subject_take(r, otherwise);
}

/* "59 countries", "a 5% increase in sales", "a 50-year low". */
static bool from_right(struct sx_reading *r, uint32_t next, uint32_t floor)
{
	const struct sx_line *line = r->line;
	if (next + 1 < line->n && (line->tok[next].is & SX_IS_MORE) && line->tok[next].tag == SX_T_ADVERB)
		next++;
	struct sx_part p = sx_phrase_after(line, next);
	bool rated = sx_near_rated(r) && line->tok[next - 1].end <= r->quantity->per.end;
	if (rated || p.a == p.b || line->tok[next].tag == SX_T_DETERMINER || (line->tok[next].is & SX_IS_PERIOD) ||
	    sx_near_direction(line, p.a))
		return false;
	const struct sx_tok *head = &line->tok[p.b - 1];
	if (sx_is_change_noun(head) || sx_near_mark(line, p.b - 1)) {
		r->noun = p.b - 1;
		struct sx_part changed = changed_by_noun(line, p.b - 1, p.b);
		if (changed.a < changed.b && (changed.a > r->at || changed.b > r->at))
			return sx_subject_take(r, sx_phrase_trim(line, changed));
		return from_around(r, floor, p);
	}
	return sx_subject_take(r, extended(line, p, !sx_is_count(r->quantity)));
}

/* "earnings per share of $5": the chain is what stands behind "per". */
static bool from_rated(struct sx_reading *r, struct sx_part chain, uint32_t floor)
{
	if (chain.a < 2 || !sx_tok_is(r->line, chain.a - 1, SX_W_per))
		return false;
	struct sx_part rated = sx_phrase_before(r->line, chain.a - 1, SX_REACH_HERE);
	return rated.a < rated.b && rated.a >= floor &&
	       sx_subject_take(r, sx_phrase_trim(r->line, (struct sx_part){ rated.a, chain.b }));
}

/* "revenue of $3m", "an increase of 4%". */
static bool from_noun_of(struct sx_reading *r, uint32_t front, uint32_t next, uint32_t floor)
{
	const struct sx_line *line = r->line;
	if (front == NONE || front == 0)
		return false;
	bool of = sx_tok_is(line, front, SX_W_of), way = sx_near_way(line, front);
	if (!of && !way)
		return false;
	struct sx_part chain = sx_phrase_before(line, front, SX_REACH_OF);
	if (chain.a == chain.b || chain.a < floor)
		return false;
	if (of && from_rated(r, chain, floor))
		return true;
	struct sx_part head = sx_phrase_after(line, chain.a);
	if (head.a == head.b || head.b > chain.b)
		head = chain;
	uint32_t noun = head.b - 1;
	bool change = sx_is_change_noun(&line->tok[noun]) &&
		      !((line->tok[noun].is & SX_IS_SUM) && sx_str_is(r->quantity->kind, "money"));
	if (change || (sx_near_mark(line, noun) && is_bare(line, head))) {
		r->noun = way && !sx_tok_is(line, front, SX_W_by) ? NONE : noun;
		struct sx_part changed = changed_by_noun(line, noun, next);
		if (changed.a == changed.b && noun + 1 < front)
			changed = changed_by_noun(line, noun, noun + 1);
		if (changed.a < changed.b)
			return sx_subject_take(r, sx_phrase_trim(line, changed));
		return from_around(r, floor, head);
	}
	if (way)
		return false;
	if ((line->tok[noun].is & SX_IS_AMOUNT) && is_bare(line, head) && head.b == chain.b) {
		/* "rose by an average of 5", "has a total of 5"; but "expects a volume of 5" */
		uint32_t end, v = sx_governing_verb(line, r->at, floor, &end);
		uint32_t leads = SX_IS_BE | SX_IS_HAVE | SX_IS_LEVEL | SX_IS_SHARE | SX_IS_UP | SX_IS_DOWN;
		return v == NONE || (line->tok[v].is & leads) ? from_around(r, floor, head)
							      : sx_subject_take(r, sx_phrase_trim(line, head));
	}
	return sx_subject_take(r, sx_without_place(line, sx_essence(line, chain, false)));
}

/* In brackets: what stands before them, or the same as the number there. */
static bool from_brackets(struct sx_reading *r, uint32_t open)
{
	const struct sx_line *line = r->line;
	if (open == 0)
		return false;
	if (line->tok[open - 1].tag == SX_T_QUANTITY) {
		r->same = true;
		return true;
	}
	struct sx_part chain = sx_phrase_before(line, open, SX_REACH_HERE);
	if (chain.a == chain.b)
		return false;
	struct sx_part p = sx_essence(line, chain, false),
		       far = sx_phrase_after(line, sx_phrase_before(line, open, SX_REACH_ALL).a);
	if (far.a < far.b && far.b <= open && sx_is_change_noun(&line->tok[far.b - 1]) && is_bare(line, far) &&
	    r->claims_before && !sx_tok_is(line, far.b, SX_W_in) && !sx_tok_is(line, far.b, SX_W_of)) {
		r->noun = far.b - 1;
		r->same = true;
		return true;
	}
	return sx_subject_take(r, p);
}

/* "mining 2%", "Population: 9 million", "k = 5", "copying at 2 GB/s". With `gap` only behind a comma or
 * "and", where a number stands before: the verb is left out. */
static bool from_left(struct sx_reading *r, uint32_t floor, bool gap)
{
	const struct sx_line *line = r->line;
	uint32_t i = r->at;
	while (i > floor && sx_tag_in(line->tok[i - 1].tag, SX_TAG(HEDGE) | SX_TAG(COLON) | SX_TAG(DASH) |
								    SX_TAG(SIGN) | SX_TAG(PREPOSITION) |
								    SX_TAG(DETERMINER) | SX_TAG(TO) | SX_TAG(ADVERB)))
		i--;
	/* "Exports to Peru, worth $5m, rose" */
	i -= i > floor && sx_tok_is(line, i, SX_W_worth) && line->tok[i - 1].tag == SX_T_COMMA;
	struct sx_part chain = sx_phrase_before(line, i, gap ? SX_REACH_HERE : SX_REACH_ALL);
	if (chain.a == chain.b || chain.a < floor)
		return false;
	if (gap) {
		uint32_t k = chain.a;
		while (k > 0 && line->tok[k - 1].tag == SX_T_DETERMINER)
			k--;
		bool starts = k > 0 && (sx_tag_in(line->tok[k - 1].tag, SX_TAG(COMMA) | SX_TAG(AND) | SX_TAG(COLON)) ||
					sx_tok_is(line, k - 1, SX_W_while));
		if (!starts || !r->claims_before)
			return false;
	}
	return sx_subject_take(r, sx_without_place(line, sx_essence(line, chain, false)));
}

/* "a 140 mm (5.5 in) gun" */
static bool from_right_over_brackets(struct sx_reading *r, uint32_t next, uint32_t over, uint32_t floor)
{
	bool measure = !sx_is_share(r->quantity) && !sx_str_is(r->quantity->kind, "money") && next + 2 < r->line->n &&
		       r->line->tok[next + 1].tag == SX_T_QUANTITY;
	return over > next && measure && from_right(r, over, floor);
}

/* What stands behind the number; of "$5m worth of shares" the "of", of "a 12-foot-long snake" the snake. */
static uint32_t behind(const struct sx_reading *r)
{
	const struct sx_line *line = r->line;
	const uint32_t next = sx_near_behind(r), last = line->n - 1;
	if (next >= last)
		return next;
	const uint32_t worth = next + (line->tok[next].tag == SX_T_POSSESSIVE);
	if (sx_tok_is(line, worth, SX_W_worth) && sx_tok_is(line, worth + 1, SX_W_of))
		return worth + 1;
	const uint32_t how = next + (line->tok[next].tag == SX_T_DASH);
	bool named = how > next || (r->at > 0 && line->tok[r->at - 1].tag == SX_T_DETERMINER);
	bool goes_on = how < last && (sx_is_head(&line->tok[how + 1]) || line->tok[how + 1].tag == SX_T_ADJECTIVE);
	return named && goes_on && sx_near_dimension(line, how) ? how + 1 : next;
}

void sx_subject_find(struct sx_reading *r)
{
	const struct sx_line *line = r->line;
	uint32_t next = behind(r), over = sx_near_over_brackets(line, next), front = sx_near_front(line, r->at);
	uint32_t open = sx_near_bracket(line, r->at), floor = open == NONE ? 0 : open + 1;
	bool count = sx_is_count(r->quantity);
	if (sx_str_is(r->quantity->kind, "age") && sx_subject_take(r, sx_near_person(line, r->at)))
		return;
	if (sx_near_step(r, next) || (count && from_right(r, next, floor)) ||
	    sx_subject_from_dimension(r, front, next) ||
	    (count && sx_percent_at(line, next + 1) && from_right_over_brackets(r, next, over, floor)))
		return;
	if (from_of(r, next, front, floor) || (over > next && from_of(r, over, front, floor)))
		return;
	if (open != NONE && (front == open || front == NONE) && from_brackets(r, open))
		return;
	if (!count && (from_right(r, next, floor) || from_right_over_brackets(r, next, over, floor)))
		return;
	if (from_noun_of(r, front, over, floor) || sx_subject_from_opening(r, front, next))
		return;
	uint32_t list = sx_near_list_behind(r, next);
	if (list > next && (from_of(r, list, front, floor) || (count && from_right(r, list, floor))))
		return;
	if (sx_subject_from_form(r, front, list))
		return;
	if (sx_subject_from_spent(r, front, list) || from_left(r, floor, true) ||
	    sx_subject_from_related(r, front, list))
		return;
	if (sx_near_shares(line, r->at) && r->claims_before) {
		r->same = true;
		return;
	}
	if (front != NONE && sx_near_compared(line, front) && r->claims_before) {
		r->same = true;
		return;
	}
	if (!(front != NONE && sx_near_follows(line, front)) && sx_subject_from_behind(r, next))
		return;
	if (from_verb(r, floor))
		return;
	if (from_left(r, floor, false) || (open != NONE && from_brackets(r, open)))
		return;
	if (sx_tok_is(line, 0, SX_W_for) && sx_subject_take(r, sx_phrase_right(line, 1, true)) &&
	    r->subject.b < r->at && line->tok[r->subject.b].tag == SX_T_COMMA)
		return;
	r->subject = (struct sx_part){ 0, 0 };
	r->same = true;
}
