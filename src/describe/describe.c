/* The describer's face: a sentence taken up once, then asked about each of its quantities. */
#include "describe/subject_priv.h"

#include <stddef.h>
#include <stdlib.h>

enum {
	WINDOW = 128, /* bytes to either side of the quantities of a sentence without end */
	BEFORE = 256, /* bytes of the sentence before */
	OPENING = 12, /* tokens */
};

struct sx_describer *sx_describer_new(const struct sx_lexicon *lexicon, struct sx_err *err)
{
	struct sx_describer *d = calloc(1, sizeof *d);
	if (!d) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	d->lexicon = lexicon;
	sx_tokens_build(d);
	d->place = sx_words_list(lexicon, "place");
	d->place_adjective = sx_words_list(lexicon, "place_adjective");
	struct sx_str image = sx_lexicon_ready(lexicon, "describe");
	if (sx_facts_build(d, &image, err) || sx_rules_compile(d, "period", &d->period, &image, err) ||
	    sx_rules_compile(d, "attribution", &d->attribution, &image, err)) {
		sx_describer_free(d);
		return NULL;
	}
	return d;
}

void sx_describer_pack(const struct sx_describer *d, struct sx_buf *image, struct sx_buf *expressions)
{
	sx_facts_pack(&d->facts, image);
	sx_rules_pack(&d->period, image, expressions);
	sx_rules_pack(&d->attribution, image, expressions);
}

void sx_describer_free(struct sx_describer *d)
{
	if (!d)
		return;
	sx_rules_release(&d->period);
	sx_rules_release(&d->attribution);
	sx_arena_release(&d->arena);
	sx_facts_release(&d->facts);
	free(d);
}

struct sx_describe *sx_describe_new(const struct sx_describer *describer, struct sx_err *err)
{
	struct sx_describe *s = calloc(1, sizeof *s);
	if (s)
		s->match = sx_rx_match_new(describer->groups);
	if (!s || !s->match || sx_worth_make(&s->period, &describer->period, err) ||
	    sx_worth_make(&s->attribution, &describer->attribution, err)) {
		sx_describe_free(s);
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	s->describer = describer;
	s->wanted = ~(sx_column_set)0;
	return s;
}

void sx_describe_want(struct sx_describe *s, sx_column_set columns)
{
	s->wanted = columns;
}

void sx_describe_free(struct sx_describe *s)
{
	if (!s)
		return;
	sx_rx_match_free(s->match);
	sx_worth_release(&s->period);
	sx_worth_release(&s->attribution);
	free(s);
}

bool sx_describe_ok(const struct sx_describe *s)
{
	return sx_rx_match_ok(s->match);
}

struct sx_str sx_describe_gave_up(struct sx_describe *s)
{
	struct sx_str rule = s->gave_up;
	s->gave_up = (struct sx_str){ 0 };
	return rule;
}

bool sx_described_run(struct sx_describe *s, const struct sx_described *c, struct sx_str text, size_t at)
{
	int found = sx_rx_run(c->rx, text, at, s->match, NULL);
	if (found < 0 && !s->gave_up.n)
		s->gave_up = c->rule->id;
	return found > 0;
}

/* Hedges bound the number and name nothing; verbs and nouns among them ("exceeded", "a population of", but not "an
 * estimated") keep their part. */
static void mark_hedges(struct sx_line *line, const struct sx_quantity *quantities, size_t n)
{
	for (size_t q = 0; q < n; q++) {
		struct sx_range h = quantities[q].hedge;
		bool article = false;
		for (uint32_t i = h.start < h.end ? sx_token_at(line, h.start) : line->n;
		     i < line->n && line->tok[i].start < h.end; i++) {
			struct sx_tok *t = &line->tok[i];
			bool names = sx_is_head(t) && !(t->is & SX_IS_AMOUNT);
			bool verb = t->tag == SX_T_VERB || ((t->is & SX_IS_LEVEL) && t->tag != SX_T_PREPOSITION);
			verb &= !article;
			article = t->tag == SX_T_DETERMINER;
			if (t->tag != SX_T_QUANTITY && !names && !verb)
				t->tag = SX_T_HEDGE;
		}
	}
}

static void read_line(struct sx_describe *s, struct sx_line *line, const struct sx_quantity *quantities, size_t n)
{
	sx_line_read(s->describer, line, quantities, n, SX_TOKENS);
	mark_hedges(line, quantities, n);
	sx_periods_find(s, line);
	sx_places_mark(s->describer, line);
	sx_tag_settle(line);
}

void sx_describe_sentence(struct sx_describe *s, struct sx_str text, const struct sx_sentence *sentence,
			  struct sx_context context, const struct sx_quantity *quantities, size_t n)
{
	size_t from = sentence->start, to = sentence->end;
	if (n && sentence->cut_start && quantities[0].at.start > from + WINDOW)
		from = quantities[0].at.start - WINDOW;
	if (n && sentence->cut_end && quantities[n - 1].at.end + WINDOW < to)
		to = quantities[n - 1].at.end + WINDOW;
	while (from > sentence->start && ((unsigned char)text.p[from] & 0xC0) == 0x80)
		from--;
	while (to < sentence->end && ((unsigned char)text.p[to] & 0xC0) == 0x80)
		to++;
	s->line.text = text;
	s->line.from = from;
	s->line.to = to;
	read_line(s, &s->line, quantities, n);
	s->quantity = quantities;
	s->n = n;
	s->context = context;
	s->led = NULL;
	s->before_known = s->has_before = s->has_last = s->has_outer = s->last_in_brackets = s->cue_known =
		s->opening_known = false;
	s->stands = (struct sx_range){ 0, 0 };
}

uint32_t sx_token_of(const struct sx_describe *s, size_t i)
{
	return i < SX_TOKENS_KEPT ? s->line.quantity[i] : sx_token_at(&s->line, s->quantity[i].at.start);
}

/* The sentence before, or as much of it as holds its subject: not yet read. */
static bool find_before(struct sx_describe *s)
{
	struct sx_sentence before;
	struct sx_str text = s->line.text;
	if (!s->before_known) {
		s->before_at = (struct sx_range){ 0, 0 };
		if (s->context.before && s->context.before(s->context.ctx, &before)) {
			size_t to = before.end - before.start > BEFORE ? before.start + BEFORE : before.end;
			while (to < before.end && ((unsigned char)text.p[to] & 0xC0) == 0x80)
				to++;
			s->before_at = (struct sx_range){ before.start, to };
		}
		s->before.text = text;
		s->before.from = s->before_at.start;
		s->before.to = s->before_at.end;
	}
	s->before_known = true;
	return s->before_at.start < s->before_at.end;
}

static bool read_before(struct sx_describe *s)
{
	if (!s->has_before && find_before(s)) {
		read_line(s, &s->before, NULL, 0);
		s->has_before = true;
	}
	return s->has_before;
}

/* The subject of the sentence before, for "It rose to 12%". */
static struct sx_range subject_before(struct sx_describe *s)
{
	if (!read_before(s))
		return (struct sx_range){ 0, 0 };
	return sx_part_range(&s->before, sx_subject_of_sentence(&s->before));
}

/* "Most of the cells were red, and 60% of them": the subject of the clause in front. */
static struct sx_part subject_in_front(const struct sx_reading *r)
{
	uint32_t anaphor = UINT32_MAX;
	for (uint32_t i = 0; i < r->at; i++)
		if (sx_is_verb(r->line, i))
			return sx_subject_of_verb(r->line, i, &anaphor);
	return (struct sx_part){ 0, 0 };
}

static void fill(struct sx_describe *s, size_t i, struct sx_reading *r, struct sx_description *out)
{
	const struct sx_line *line = r->line;
	out->of = sx_part_range(line, r->of);
	if (r->same && !s->has_last && r->subject.a == r->subject.b)
		r->subject = subject_in_front(r);
	struct sx_part whole = r->subject.a < r->subject.b ? r->subject
			       : r->same && s->has_last    ? s->last.whole
							   : r->subject;
	struct sx_part own = line->calls & SX_CALLS_EACH ? sx_subject_narrow(s, i, whole) : whole;
	bool shared = own.b < whole.b || own.a > whole.a;
	out->subject = sx_part_range(line, shared ? own : r->subject);
	s->whole = whole;
	if (r->same && s->has_last && out->subject.start == out->subject.end) {
		out->subject = r->stands && s->stands.start < s->stands.end ? s->stands : s->last.description.subject;
		if (out->of.start == out->of.end)
			out->of = s->last.description.of;
		out->note = s->last.description.note;
	}
	if (out->subject.start == out->subject.end && r->same && out->of.start < out->of.end) {
		out->subject = out->of;
		out->of = (struct sx_range){ 0, 0 };
	}
	if (out->subject.start == out->subject.end && r->before) {
		out->subject = subject_before(s);
		out->note = out->subject.start < out->subject.end ? "subject from the sentence before" : NULL;
	}
	out->predicate = sx_part_range(line, sx_predicate_choose(line, r));
}

/* Does nothing but a comma and light words stand between the claim before and this one? Then what was said of that one
 * holds. */
static bool goes_on(const struct sx_describe *s, uint32_t at)
{
	if (!s->has_last)
		return false;
	for (uint32_t i = s->last.token + 1; i < at; i++)
		if (sx_is_verb(&s->line, i) ||
		    sx_tag_in(s->line.tok[i].tag, SX_TAG(STOP) | SX_TAG(COLON) | SX_TAG(CLAUSE)))
			return false;
	return true;
}

/* Does a period lead the sentence before? Often the first word tells, and a dozen do, unless it is longer. */
static bool opens(struct sx_describe *s)
{
	struct sx_line *line = &s->before;
	if (!s->has_before) {
		if (!sx_period_may_lead(s->describer, line))
			return false;
		sx_line_read(s->describer, line, NULL, 0, OPENING);
		if (line->n >= OPENING)
			sx_periods_find(s, line);
		if (line->n < OPENING || (line->periods && line->period[0].at.b == line->n))
			read_before(s);
	}
	if (!sx_period_leads(line))
		return false;
	s->opens = line->period[0].span;
	return true;
}

/* "Last year, … . The ministry issued …": a story goes on in the past; what leads the sentence before dates it, too. */
static bool is_led(struct sx_describe *s)
{
	bool past = false;
	for (const struct sx_tok *t = s->line.tok, *end = t + s->line.n; t < end; t++) {
		if (!sx_tag_in(t->tag, SX_TAG(VERB) | SX_TAG(AUXILIARY)))
			continue;
		if (t->tag == SX_T_AUXILIARY && t->word != SX_W_was && t->word != SX_W_were)
			return false;
		past |= t->tag == SX_T_VERB && (t->is & SX_MAY_PARTICIPLE);
	}
	return past && find_before(s) && opens(s);
}

static bool opens_with_period(struct sx_describe *s)
{
	if (!s->opening_known)
		s->opening = is_led(s);
	s->opening_known = true;
	return s->opening;
}

/* "In 2013 the town: - built 300 homes": what the words in front of the list say of its items. */
static const struct sx_description *find_lead_in(struct sx_describe *s)
{
	static const struct sx_description none;
	struct sx_line *line = &s->intro;
	struct sx_sentence at;
	if (!s->context.intro || !s->context.intro(s->context.ctx, &at))
		return &none;
	s->lead = none;
	line->text = s->line.text;
	line->from = at.start;
	line->to = at.end;
	read_line(s, line, NULL, 0);
	struct sx_reading r = { .line = line, .verb = UINT32_MAX, .noun = UINT32_MAX, .before = true };
	r.at = line->n && line->tok[line->n - 1].tag == SX_T_COLON ? line->n - 1 : line->n;
	uint32_t p = sx_period_choose(line, &r);
	if (p < line->periods)
		s->lead.period = line->period[p].span;
	s->lead.place = sx_place_choose(line, &r);
	s->lead.attribution = sx_attribution_of_line(s, line);
	return &s->lead;
}

static inline const struct sx_description *lead_in(struct sx_describe *s)
{
	if (!s->led)
		s->led = find_lead_in(s);
	return s->led;
}

/* All of a description but the parts of its period, of which only those that it has are read; and of a period. */
enum { HEAD = offsetof(struct sx_description, period.part), PERIOD_HEAD = offsetof(struct sx_period_span, part) };

static void copy_parts(struct sx_period_span *to, const struct sx_period_span *from)
{
	for (uint8_t i = 0; i < from->parts; i++)
		to->part[i] = from->part[i];
}

static void copy_period(struct sx_period_span *to, const struct sx_period_span *from)
{
	memcpy(to, from, PERIOD_HEAD);
	copy_parts(to, from);
}

static void copy(struct sx_description *to, const struct sx_description *from)
{
	memcpy(to, from, HEAD);
	copy_parts(&to->period, &from->period);
}

static void choose_period(struct sx_describe *s, size_t i, const struct sx_reading *r, bool inherits,
			  struct sx_description *out)
{
	uint32_t p = sx_period_choose(r->line, r);
	if (p == SX_OTHER_PERIOD)
		return;
	if (p != UINT32_MAX) {
		copy_period(&out->period, &s->line.period[p].span);
		sx_period_narrow(s, i, p, &out->period);
	} else if (inherits)
		copy_period(&out->period, &s->last.description.period);
	else if (!s->line.periods && lead_in(s)->period.at.start < s->led->period.at.end)
		copy_period(&out->period, &s->led->period);
	else if (!s->line.periods && opens_with_period(s))
		copy_period(&out->period, &s->opens);
}

/* ", 20 firms closed": it begins a clause of its own. */
static bool begins_clause(const struct sx_line *line, uint32_t at)
{
	while (at > 0 && sx_tag_in(line->tok[at - 1].tag, SX_TAG(HEDGE) | SX_TAG(DETERMINER)))
		at--;
	return at > 0 && sx_tag_in(line->tok[at - 1].tag, SX_TAG(COMMA) | SX_TAG(AND));
}

static void choose_place(struct sx_describe *s, const struct sx_reading *r, bool inherits, struct sx_description *out)
{
	out->place = sx_place_choose(&s->line, r);
	if (out->place.start < out->place.end)
		return;
	bool own = out->predicate.start < out->predicate.end && begins_clause(&s->line, r->at);
	out->place = inherits && !own ? s->last.description.place : lead_in(s)->place;
}

static void choose_attribution(struct sx_describe *s, uint32_t at, struct sx_description *out)
{
	out->attribution = sx_attribution_find(s, &s->line, at);
	if (out->attribution.start == out->attribution.end)
		out->attribution = lead_in(s)->attribution;
}

/* "0.6% in May and 0.7% in June": the second is what the first was; "rose 4% to $5m" is not. */
static enum sx_change choose_change(struct sx_describe *s, const struct sx_reading *r)
{
	enum sx_change change = sx_change_find_in(r->line, r);
	if (change || !(r->same || sx_tok_is(r->line, r->at - (r->at > 0), SX_W_or)) || !s->has_last || r->at == 0 ||
	    sx_str_is(r->quantity->kind, "age"))
		return change;
	const struct sx_quantity *last = &s->quantity[s->last.quantity];
	uint32_t i = r->at;
	while (i > 0 && sx_tag_in(r->line->tok[i - 1].tag, SX_TAG(HEDGE) | SX_TAG(PREPOSITION)) &&
	       !sx_tok_is(r->line, i - 1, SX_W_to) && !sx_tok_is(r->line, i - 1, SX_W_from))
		i--;
	/* "rose by 15 cents, or 0.4 percent" */
	if (i > 1 && sx_tok_is(r->line, i - 1, SX_W_or) && s->last.token + 3 >= i)
		return s->last.description.change;
	bool list = i > 0 && sx_tag_in(r->line->tok[i - 1].tag, SX_TAG(AND) | SX_TAG(COMMA) | SX_TAG(OPEN));
	return list && sx_str_eq(last->unit, r->quantity->unit) ? s->last.description.change : SX_NO_CHANGE;
}

static void copy_said(struct sx_said *to, const struct sx_said *from)
{
	copy(&to->description, &from->description);
	to->whole = from->whole;
	to->token = from->token;
	to->quantity = from->quantity;
}

static void remember(struct sx_describe *s, size_t i, uint32_t at, bool in_brackets, const struct sx_description *said)
{
	copy(&s->last.description, said);
	s->last.whole = s->whole;
	s->last.token = at;
	s->last.quantity = i;
	s->has_last = true;
	s->last_in_brackets = in_brackets;
	if (s->line.brackets && !in_brackets) {
		copy_said(&s->outer, &s->last);
		s->has_outer = true;
	}
}

void sx_describe_claim(struct sx_describe *s, size_t i, struct sx_description *out)
{
	memset(out, 0, HEAD);
	const struct sx_quantity *q = &s->quantity[i];
	struct sx_reading r = { .line = &s->line, .quantity = q, .verb = UINT32_MAX, .noun = UINT32_MAX };
	r.at = sx_token_of(s, i);
	if (r.at >= s->line.n)
		return;
	r.claims_before = s->has_last;
	/* "43.7 years old (SD 11.2), and 56% were female": behind brackets the claim before is the one in front */
	bool in_brackets = sx_near_bracket(&s->line, r.at) != NONE;
	if (s->last_in_brackets && s->has_outer && !in_brackets)
		copy_said(&s->last, &s->outer);
	sx_subject_find(&r);
	fill(s, i, &r, out);
	out->target = sx_target_near(r.line, r.at);
	out->foreseen = sx_foreseen_near(r.line, r.at);
	out->change = choose_change(s, &r);
	bool inherits = s->has_last && (r.same || goes_on(s, r.at));
	if (s->wanted & (SX_COLUMN(period) | SX_COLUMN(period_start) | SX_COLUMN(period_end)))
		choose_period(s, i, &r, inherits, out);
	if (s->wanted & SX_COLUMN(place))
		choose_place(s, &r, inherits, out);
	if (s->wanted & SX_COLUMN(attribution))
		choose_attribution(s, r.at, out);
	out->per = q->per;
	if (r.stands || (out->predicate.start > q->at.end && out->subject.start < out->subject.end))
		s->stands = out->subject;
	remember(s, i, r.at, in_brackets, out);
}
