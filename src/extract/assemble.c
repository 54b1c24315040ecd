/* Group, quantity and description → claim. */
#include "base/lanes.h"
#include "extract/extract_priv.h"

enum {
	SENTENCE_SHOWN = 1000, /* characters of a sentence in the table */
	SHOWN_BEFORE = 200,    /* bytes in front of the claims, of a sentence without a beginning */
};

static struct sx_str slice(struct sx_str text, struct sx_range at)
{
	return at.end > at.start ? (struct sx_str){ text.p + at.start, at.end - at.start } : (struct sx_str){ 0 };
}

static bool is_plain(char c)
{
	return (unsigned char)c > ' ' && (unsigned char)c < 0xC2;
}

/* Whether white space stands in s, from s.p[i] on and before `end`, otherwise than as one blank between words. */
static bool has_gap(struct sx_str s, size_t i, size_t end)
{
	for (; i < end; i++) {
		if (is_plain(s.p[i]))
			continue;
		bool blank = s.p[i] == ' ';
		if (blank ? i == 0 || i + 1 == s.n || s.p[i + 1] == ' ' : sx_blank_at(s, i) > 0)
			return true;
	}
	return false;
}

/* Whether there may be one in lanes that begin at p: two blanks side by side, what is below the blank, the bytes that
 * white space beyond ASCII begins with. */
static bool may_have_gap(const char *p)
{
	sx_lanes bytes = sx_lanes_at(p), next = sx_lanes_at(p + 1);
	return sx_lanes_bits(sx_lanes_below(bytes, ' ') | (sx_lanes_are(bytes, ' ') & sx_lanes_are(next, ' ')) |
			     sx_lanes_are(bytes | 0x20, 0xE2));
}

bool sx_is_folded(struct sx_str s)
{
	size_t i = 0;
	if (!s.n || s.p[0] == ' ')
		return false;
	for (; s.n - i > SX_LANES; i += SX_LANES)
		if (may_have_gap(s.p + i) && has_gap(s, i, i + SX_LANES))
			return false;
	return !has_gap(s, i, s.n);
}

/* White space folded to single blanks; cut with "…" at `most` characters, and marked where it was cut before. What is
 * so already is not copied. */
static struct sx_str folded(struct sx_extractor *x, struct sx_str s, size_t most, bool cut_start, bool cut_end)
{
	if (s.n <= most && !cut_start && !cut_end && sx_is_folded(s))
		return s;
	char *p = sx_arena_alloc(&x->arena, s.n + 8);
	if (!p)
		return (struct sx_str){ 0 };
	size_t n = 0, shown = 0;
	bool blank = false;
	if (cut_start) {
		memcpy(p, "…", 3);
		n = 3;
	}
	for (size_t i = 0; i < s.n;) {
		unsigned char c = (unsigned char)s.p[i];
		size_t step = c > ' ' && c < 0x80 ? 0 : sx_blank_at(s, i);
		if (step) {
			blank = n > 0;
			i += step;
			continue;
		}
		if (((unsigned char)s.p[i] & 0xC0) != 0x80 && shown++ >= most) {
			cut_end = true;
			break;
		}
		if (blank)
			p[n++] = ' ';
		blank = false;
		p[n++] = s.p[i++];
	}
	if (cut_end) {
		memcpy(p + n, "…", 3);
		n += 3;
	}
	return (struct sx_str){ p, n };
}

/* What is part of a sentence that is folded is so itself, but for a blank at its ends. */
static struct sx_str words(struct sx_extractor *x, const struct sx_group *g, struct sx_range at)
{
	struct sx_str s = slice(sx_buf_view(&x->window), at);
	bool within = g->folded && at.start >= g->sentence.start && at.end <= g->sentence.end;
	return !s.n || (within && s.p[0] != ' ' && s.p[s.n - 1] != ' ') ? s : folded(x, s, SIZE_MAX, false, false);
}

static struct sx_str date_text(struct sx_extractor *x, struct sx_date date)
{
	char *p = sx_arena_alloc(&x->arena, 11);
	if (!p)
		return (struct sx_str){ 0 };
	sx_date_write(date, p);
	return (struct sx_str){ p, 10 };
}

static void set_period(struct sx_extractor *x, const struct sx_group *g, const struct sx_period_span *period,
		       struct sx_claim *claim)
{
	struct sx_date start, end;
	if (period->at.end <= period->at.start)
		return;
	claim->period = words(x, g, period->at);
	if (!sx_norm_period(x->options.lexicon, sx_buf_view(&x->window), period, x->today, &start, &end))
		return;
	claim->period_start = date_text(x, start);
	claim->period_end = date_text(x, end);
}

static void set_place_in_source(struct sx_extractor *x, const struct sx_quantity *q, struct sx_claim *claim)
{
	uint64_t start = x->origin + q->at.start;
	bool counts = sx_counts_lines(x);
	if (counts && start >= x->cursor.offset)
		sx_cursor_move(&x->cursor, x, start);
	if (counts) {
		claim->line = x->cursor.line;
		claim->column = x->cursor.column;
	}
	claim->start = sx_source_start(x, start);
	claim->end = sx_source_end(x, x->origin + q->at.end);
}

static struct sx_decimal per_cent(int confidence)
{
	struct sx_decimal d = sx_decimal_of(confidence < 0 ? 0 : confidence > 99 ? 99 : confidence);
	sx_decimal_scale(&d, -2);
	return d;
}

static bool is_whole(const struct sx_quantity *q)
{
	const struct sx_decimal *each[] = { &q->value, &q->low, &q->high };
	for (int i = 0; i < 3; i++)
		if (each[i]->set && !sx_decimal_is_whole(each[i]))
			return false;
	return true;
}

void sx_assemble_claim(struct sx_extractor *x, const struct sx_group *g, const struct sx_quantity *q,
		       const struct sx_description *d, struct sx_claim *claim)
{
	const struct sx_rule *rule = sx_rules_at(x->options.lexicon, q->rule);
	*claim = (struct sx_claim){
		.subject = words(x, g, d->subject),
		.comparator = q->comparator,
		.value = q->value,
		.low = q->low,
		.high = q->high,
		.unit = q->unit,
		.kind = d->kind.n ? d->kind : q->kind,
		.predicate = words(x, g, d->predicate),
		.of = words(x, g, d->of),
		.per = words(x, g, q->per.end > q->per.start ? q->per : d->per),
		.change = q->change ? q->change : d->change,
		.place = words(x, g, d->place),
		.attribution = words(x, g, d->attribution),
		.quantity = words(x, g, q->at),
		.hedge = words(x, g, q->hedge),
		.base_value = q->base_value,
		.base_unit = q->base_unit,
		.confidence = per_cent(q->confidence),
		.note = q->note,
		.rule = rule->id,
		.source = x->doc->source,
		.source_json = x->doc->source_json,
	};
	if (claim->subject.n && sx_str_is(claim->kind, "number") && is_whole(q))
		claim->kind = SX_STR("count"); /* what has a name is counted, but for "a hazard ratio of 0.74" */
	if (claim->change &&
	    sx_str_is(q->kind, "temperature")) { /* a difference of temperatures has no zero to count from */
		claim->base_value.set = false;
		claim->base_unit = (struct sx_str){ 0 };
	}
	if (d->note)
		sx_note(&x->arena, &claim->note, "%s", d->note);
	if (d->target)
		sx_note(&x->arena, &claim->note, SX_NOTE_TARGET);
	else if (d->foreseen)
		sx_note(&x->arena, &claim->note, SX_NOTE_FORECAST);
	set_period(x, g, &d->period, claim);
	set_place_in_source(x, q, claim);
}

struct sx_str sx_show_sentence(struct sx_extractor *x, const struct sx_group *g, size_t first)
{
	const struct sx_sentence *s = &g->sentence;
	struct sx_str text = sx_buf_view(&x->window);
	size_t from = s->start;
	if (!(x->wanted & SX_COLUMN(sentence)))
		return (struct sx_str){ 0 };
	if (s->cut_start && first - from > SHOWN_BEFORE)
		for (from = first - SHOWN_BEFORE; ((unsigned char)text.p[from] & 0xC0) == 0x80;)
			from++;
	if (g->folded && s->end - from <= SENTENCE_SHOWN && !s->cut_start && !s->cut_end)
		return slice(text, (struct sx_range){ from, s->end });
	return folded(x, slice(text, (struct sx_range){ from, s->end }), SENTENCE_SHOWN, s->cut_start, s->cut_end);
}
