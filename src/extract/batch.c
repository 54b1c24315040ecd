/* Groups wait until there are some, are then all described, then all put out: a stage that runs many times in a row
 * finds its code and its data near. */
#include "extract/extract_priv.h"

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

/* Whether something that is wanted is read off the group's sentence. */
static bool must_describe(const struct sx_extractor *x, const struct sx_quantity *q, size_t n)
{
	if (x->wanted & SX_DESCRIBED)
		return true;
	for (size_t i = 0; i < n && (x->wanted & SX_TOUCHED); i++)
		if (sx_str_is(q[i].kind, "number") || sx_str_is(q[i].kind, "temperature"))
			return true;
	return false;
}

struct place {
	const struct sx_extractor *x;
	const struct sx_sentence *sentence;
};

static bool find_before(void *ctx, struct sx_sentence *before)
{
	const struct place *p = ctx;
	return sx_sentence_before(p->x->options.lexicon, sx_buf_view(&p->x->window), p->sentence, before);
}

static bool find_intro(void *ctx, struct sx_sentence *intro)
{
	const struct place *p = ctx;
	return sx_sentence_intro(p->x->options.lexicon, sx_buf_view(&p->x->window), p->sentence, intro);
}

static int describe(struct sx_extractor *x, const struct sx_group *g, const struct sx_quantity *q,
		    struct sx_description *description, struct sx_err *err)
{
	struct place place = { x, &g->sentence };
	if (!must_describe(x, q, g->n)) {
		memset(description, 0, g->n * sizeof *description);
		return 0;
	}
	sx_describe_sentence(x->describe, sx_buf_view(&x->window), &g->sentence,
			     (struct sx_context){ find_before, find_intro, &place }, q, g->n);
	for (size_t i = 0; i < g->n; i++) {
		sx_describe_claim(x->describe, i, &description[i]);
		if (!sx_describe_ok(x->describe))
			return sx_fail(err, SX_NOMEM, "out of memory");
		sx_lost_note(x, sx_describe_gave_up(x->describe), q[i].at.start);
	}
	return 0;
}

static int put_out(struct sx_extractor *x, const struct sx_group *g, const struct sx_quantity *q,
		   const struct sx_description *description, const struct sx_sink *sink, struct sx_err *err)
{
	struct sx_claim claim;
	struct sx_str sentence = sx_show_sentence(x, g, q->at.start);
	for (size_t i = 0; i < g->n; i++) {
		if (sx_marks_move(&x->marks, x->origin + q[i].at.start, err))
			return -1;
		sx_assemble_claim(x, g, &q[i], &description[i], &claim);
		claim.section = sx_buf_view(&x->marks.section);
		claim.page = x->marks.page;
		claim.sentence = sentence;
		if (emit(x, &claim, sink, err))
			return -1;
	}
	return 0;
}

int sx_put_out(struct sx_extractor *x, const struct sx_sink *sink, struct sx_err *err)
{
	size_t at = 0;
	for (size_t k = 0; k < x->n_closed; at += x->closed[k++].n)
		if (describe(x, &x->closed[k], x->quantity + at, x->description + at, err))
			return -1;
	at = 0;
	for (size_t k = 0; k < x->n_closed; at += x->closed[k++].n)
		if (put_out(x, &x->closed[k], x->quantity + at, x->description + at, sink, err))
			return -1;
	memmove(x->quantity, x->quantity + at, x->group.n * sizeof *x->quantity);
	x->n_quantities = x->group.n;
	x->n_closed = 0;
	return 0;
}

int sx_close_group(struct sx_extractor *x, const struct sx_sink *sink, struct sx_err *err)
{
	if (!x->group.n)
		return 0;
	x->closed[x->n_closed++] = x->group;
	x->group.n = 0;
	return x->n_quantities < QUEUE ? 0 : sx_put_out(x, sink, err);
}

int sx_finish_groups(struct sx_extractor *x, const struct sx_sink *sink, struct sx_err *err)
{
	return sx_close_group(x, sink, err) ? -1 : sx_put_out(x, sink, err);
}
