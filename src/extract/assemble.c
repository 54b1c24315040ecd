/* Quantity and description → claim. */
#include "extract/extract_priv.h"

enum { SENTENCE_SHOWN = 1000 }; /* characters of a sentence in the table */

static struct sx_str slice(struct sx_str text, struct sx_range at)
{
	return at.end > at.start ? (struct sx_str){ text.p + at.start, at.end - at.start } : (struct sx_str){ 0 };
}

/* Copy with white space folded to single blanks; cut with "…" at `most` characters, and marked where it was cut before.
 */
static struct sx_str folded(struct sx_extractor *x, struct sx_str s, size_t most, bool cut_start, bool cut_end)
{
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

static struct sx_str words(struct sx_extractor *x, struct sx_str text, struct sx_range at)
{
	return at.end > at.start ? folded(x, slice(text, at), SIZE_MAX, false, false) : (struct sx_str){ 0 };
}

static struct sx_str date_text(struct sx_extractor *x, struct sx_date date)
{
	char *p = sx_arena_alloc(&x->arena, 11);
	if (!p)
		return (struct sx_str){ 0 };
	sx_date_write(date, p);
	return (struct sx_str){ p, 10 };
}

static void set_period(struct sx_extractor *x, struct sx_str text, const struct sx_period_span *period,
		       struct sx_claim *claim)
{
	struct sx_date start, end;
	if (period->at.end <= period->at.start)
		return;
	claim->period = words(x, text, period->at);
	if (!sx_norm_period(x->options.lexicon, text, period, x->today, &start, &end))
		return;
	claim->period_start = date_text(x, start);
	claim->period_end = date_text(x, end);
}

static void set_place_in_source(struct sx_extractor *x, const struct sx_quantity *q, struct sx_claim *claim)
{
	uint64_t start = x->origin + q->at.start;
	if (start >= x->cursor.offset)
		sx_cursor_move(&x->cursor, x, start);
	claim->line = x->cursor.line;
	claim->column = x->cursor.column;
	claim->start = sx_source_start(x, start);
	claim->end = sx_source_end(x, x->origin + q->at.end);
}

static struct sx_decimal per_cent(int confidence)
{
	struct sx_decimal d = sx_decimal_of(confidence < 0 ? 0 : confidence > 99 ? 99 : confidence);
	sx_decimal_scale(&d, -2);
	return d;
}

static void fill(struct sx_extractor *x, struct sx_str text, const struct sx_quantity *q,
		 const struct sx_description *d, struct sx_claim *claim)
{
	const struct sx_rule *rule = sx_rules_at(x->options.lexicon, q->rule);
	*claim = (struct sx_claim){
		.subject = words(x, text, d->subject),
		.comparator = q->comparator,
		.value = q->value,
		.low = q->low,
		.high = q->high,
		.unit = q->unit,
		.kind = d->kind.n ? d->kind : q->kind,
		.predicate = words(x, text, d->predicate),
		.of = words(x, text, d->of),
		.per = words(x, text, q->per.end > q->per.start ? q->per : d->per),
		.change = q->change ? q->change : d->change,
		.place = words(x, text, d->place),
		.attribution = words(x, text, d->attribution),
		.quantity = words(x, text, q->at),
		.hedge = words(x, text, q->hedge),
		.base_value = q->base_value,
		.base_unit = q->base_unit,
		.confidence = per_cent(q->confidence),
		.note = q->note,
		.rule = rule->id,
		.source = x->doc->source,
		.source_json = x->doc->source_json,
	};
	if (claim->subject.n && sx_str_is(claim->kind, "number"))
		claim->kind = SX_STR("count"); /* what has a name is counted */
	if (claim->change &&
	    sx_str_is(q->kind, "temperature")) { /* a difference of temperatures has no zero to count from */
		claim->base_value.set = false;
		claim->base_unit = (struct sx_str){ 0 };
	}
	if (d->note)
		sx_note(&x->arena, &claim->note, "%s", d->note);
	set_period(x, text, &d->period, claim);
	set_place_in_source(x, q, claim);
}

static int emit(struct sx_extractor *x, struct sx_claim *claim, const struct sx_sink *sink, struct sx_err *err)
{
	const struct sx_decimal *least = &x->options.min_confidence;
	if (!sx_arena_ok(&x->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (least->set && sx_decimal_cmp(&claim->confidence, least) < 0)
		return 0;
	x->claims++;
	return sink->take(sink->ctx, claim, err);
}

int sx_flush_sentence(struct sx_extractor *x, const struct sx_sink *sink, struct sx_err *err)
{
	struct sx_str text = sx_buf_view(&x->window);
	struct sx_sentence before;
	int status = 0;
	if (!x->n_group)
		return 0;
	bool has_before = sx_sentence_before(x->options.lexicon, text, &x->sentence, &before);
	struct sx_str shown =
		folded(x, (struct sx_str){ text.p + x->sentence.start, x->sentence.end - x->sentence.start },
		       SENTENCE_SHOWN, x->sentence.cut_start, x->sentence.cut_end);
	if (sx_describe_sentence(x->describe, text, &x->sentence, has_before ? &before : NULL, x->group, x->n_group,
				 err))
		return -1;
	for (size_t i = 0; i < x->n_group && !status; i++) {
		struct sx_description description = { 0 };
		struct sx_claim claim;
		sx_describe_claim(x->describe, i, &description);
		if (!sx_describe_ok(x->describe))
			return sx_fail(err, SX_NOMEM, "out of memory");
		if (sx_marks_move(&x->marks, x->origin + x->group[i].at.start, err))
			return -1;
		fill(x, text, &x->group[i], &description, &claim);
		claim.section = sx_buf_view(&x->marks.section);
		claim.page = x->marks.page;
		claim.sentence = shown;
		status = emit(x, &claim, sink, err);
	}
	x->n_group = 0;
	return status;
}
