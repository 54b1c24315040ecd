#include "extract/stretch_priv.h"

static int ignore(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	(void)ctx, (void)claim, (void)err;
	return 0;
}

static bool far_behind(const struct sx_state *s)
{
	return s->floor + HISTORY <= s->at;
}

bool sx_state_same(const struct sx_state *a, const struct sx_state *b)
{
	return a->at == b->at && a->skip == b->skip && (a->floor == b->floor || (far_behind(a) && far_behind(b)));
}

static struct sx_state state_of(const struct sx_extractor *x)
{
	return (struct sx_state){ x->origin + x->at, x->origin + x->floor, x->skip };
}

/* Until nothing is in hand at or behind `gate`; where no trigger comes for a long way, to the end of that. */
static int scan_over(struct sx_extractor *x, size_t gate, const struct sx_sink *sink, struct sx_err *err)
{
	if (sx_scan_until(x, x->window.n - (gate + OVERRUN), gate, sink, err))
		return -1;
	return sx_finish_groups(x, sink, err);
}

static int scan(struct sx_extractor *x, struct sx_stretch *s, const struct sx_state *exact, const struct sx_sink *sink,
		struct sx_err *err)
{
	static const struct sx_sink nobody = { .take = ignore };
	if (exact) {
		x->at = exact->at - s->origin;
		x->skip = exact->skip;
		x->floor = exact->floor > s->origin ? exact->floor - s->origin : 0;
	} else if (s->from && scan_over(x, s->from, &nobody, err)) {
		return -1;
	}
	x->claims = 0;
	x->lost = (struct sx_lost){ 0 };
	s->begin = state_of(x);
	int status = s->last ? sx_scan_until(x, 0, SIZE_MAX, sink, err) : scan_over(x, s->to, sink, err);
	if (status == 0)
		status = sx_finish_groups(x, sink, err);
	s->end = state_of(x);
	s->lost = x->lost;
	return status;
}

int sx_stretch_scan(struct sx_extractor *x, struct sx_stretch *s, const struct sx_state *exact,
		    const struct sx_sink *sink, struct sx_err *err)
{
	x->claims = 0;
	if (sx_extractor_begin(x, &s->doc, err) || sx_add_runs(&x->runs, s->runs, s->n_runs, err) ||
	    sx_marks_copy(&x->marks, &s->marks, err))
		return -1;
	sx_buf_str(&x->window, s->text);
	if (!sx_buf_ok(&x->window))
		return sx_fail(err, SX_NOMEM, "out of memory");
	x->origin = s->origin;
	x->cursor = s->cursor;
	x->style = s->styled ? s->style : sx_text_style(s->text);
	x->started = true;
	return scan(x, s, exact, sink, err);
}
