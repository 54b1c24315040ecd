/* The order of the stages over a window that moves through the document. */
#include "extract/extract_priv.h"

#include <stdlib.h>

struct sx_shared *sx_shared_new(const struct sx_lexicon *lexicon, struct sx_err *err)
{
	struct sx_shared *shared = calloc(1, sizeof *shared);
	if (!shared) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	shared->scanner = sx_scanner_new(lexicon, err);
	shared->describer = shared->scanner ? sx_describer_new(lexicon, err) : NULL;
	if (shared->describer)
		return shared;
	sx_shared_free(shared);
	return NULL;
}

void sx_shared_free(struct sx_shared *shared)
{
	if (!shared)
		return;
	sx_describer_free(shared->describer);
	sx_scanner_free(shared->scanner);
	free(shared);
}

struct sx_extractor *sx_extractor_new(const struct sx_extract_options *options, struct sx_err *err)
{
	struct sx_extractor *x = calloc(1, sizeof *x);
	if (!x) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	x->options = *options;
	if (!x->options.segment)
		x->options.segment = SEGMENT;
	x->wanted = options->columns ? options->columns : ~(sx_column_set)0;
	const struct sx_shared *shared = options->shared;
	if (!shared)
		shared = x->own = sx_shared_new(options->lexicon, err);
	x->scanner = shared ? shared->scanner : NULL;
	x->scan = shared ? sx_scan_new(shared->scanner, err) : NULL;
	x->describe = x->scan ? sx_describe_new(shared->describer, err) : NULL;
	if (!x->describe) {
		sx_extractor_free(x);
		return NULL;
	}
	sx_describe_want(x->describe, x->wanted);
	return x;
}

void sx_extractor_free(struct sx_extractor *x)
{
	if (!x)
		return;
	sx_describe_free(x->describe);
	sx_scan_free(x->scan);
	sx_shared_free(x->own);
	sx_buf_release(&x->window);
	sx_arena_release(&x->arena);
	free(x->runs.at);
	sx_marks_release(&x->marks);
	free(x);
}

int sx_extractor_begin(struct sx_extractor *x, const struct sx_doc *doc, struct sx_err *err)
{
	struct sx_date none = { 0 };
	x->doc = doc;
	x->today = none;
	if (!(doc->date.n && sx_date_read(doc->date, &x->today)) && x->options.date.n &&
	    !sx_date_read(x->options.date, &x->today))
		return sx_fail(err, SX_USAGE, "not a date: %.*s (expected YYYY-MM-DD)", (int)x->options.date.n,
			       x->options.date.p);
	sx_buf_clear(&x->window);
	sx_arena_clear(&x->arena);
	sx_marks_clear(&x->marks);
	x->origin = x->at = x->floor = x->runs.n = x->skip = 0;
	x->group.n = x->n_closed = x->n_quantities = 0;
	x->cursor = (struct sx_cursor){ .line = 1, .column = 1 };
	x->started = false;
	x->lost = (struct sx_lost){ 0 };
	return 0;
}

/* How far the group in hand takes quantities. One whose sentence has no end near takes those that still have words
 * behind them, and the next that comes opens a group of its own. */
static size_t reach(const struct sx_sentence *s)
{
	return s->cut_end ? s->end - SX_SENTENCE_MOST / 4 : s->end;
}

/* Whether it joins those in hand, for it stands in their sentence. */
static bool joins(const struct sx_extractor *x, const struct sx_quantity *q)
{
	return x->group.n && q->at.start >= x->group.sentence.start && q->at.end <= reach(&x->group.sentence);
}

static struct sx_group open_group(const struct sx_extractor *x, size_t at)
{
	struct sx_str text = sx_buf_view(&x->window);
	struct sx_sentence s = sx_sentence_at(x->options.lexicon, text, at);
	return (struct sx_group){ s, sx_is_folded((struct sx_str){ text.p + s.start, s.end - s.start }), 0 };
}

/* A quantity joins the group in hand, or opens the next one. */
static int add_quantity(struct sx_extractor *x, const struct sx_quantity *q, const struct sx_sink *sink,
			struct sx_err *err)
{
	bool placed = x->wanted & (SX_DESCRIBED | SX_TOUCHED | SX_COLUMN(sentence)); /* else no sentence matters */
	bool inside = placed && joins(x, q);
	if ((!inside || x->group.n == GROUP) && sx_close_group(x, sink, err))
		return -1;
	if (!inside)
		x->group = placed ? open_group(x, q->at.start) : (struct sx_group){ 0 };
	else if (!x->group.n)
		x->group.sentence.cut_start = true; /* what those before it took is behind it */
	x->quantity[x->n_quantities++] = *q;
	x->group.n++;
	return 0;
}

void sx_drop_front(struct sx_extractor *x, size_t drop)
{
	sx_cursor_move(&x->cursor, x, x->origin + drop);
	memmove(x->window.p, x->window.p + drop, x->window.n - drop + 1);
	x->window.n -= drop;
	x->origin += drop;
	size_t old = 0;
	while (old + 1 < x->runs.n && x->runs.at[old + 1].text <= x->origin)
		old++;
	memmove(x->runs.at, x->runs.at + old, (x->runs.n - old) * sizeof *x->runs.at);
	x->runs.n -= old;
}

/* Drop what lies too far back to matter, when little else is left to be moved. Only when no quantity is in hand. */
static int slide(struct sx_extractor *x, const struct sx_sink *sink, struct sx_err *err)
{
	if (x->at <= HISTORY + x->options.segment / 2 || x->at < x->window.n - x->window.n / 8)
		return 0;
	if (sx_put_out(x, sink, err))
		return -1;
	struct sx_str text = sx_buf_view(&x->window);
	size_t drop = x->at - HISTORY;
	while (drop < text.n && ((unsigned char)text.p[drop] & 0xC0) == 0x80)
		drop++;
	sx_drop_front(x, drop);
	x->at -= drop;
	x->floor = x->floor > drop ? x->floor - drop : 0;
	return sx_marks_move(&x->marks, x->origin + x->at, err);
}

/* The quantities at a trigger: how many, or -1. */
static int resolve(struct sx_extractor *x, struct sx_str text, size_t trigger, struct sx_quantity *found, size_t *end,
		   struct sx_err *err)
{
	unsigned n = sx_resolve(x, text, trigger, found, end);
	if (!sx_arena_ok(&x->arena) || !sx_scan_ok(x->scan))
		return sx_fail(err, SX_NOMEM, "out of memory");
	sx_lost_note(x, sx_scan_gave_up(x->scan), trigger);
	return (int)n;
}

/* Strings of quantities live in the arena, so it is cleared only when there are none. */
int sx_scan_until(struct sx_extractor *x, size_t behind, size_t gate, const struct sx_sink *sink, struct sx_err *err)
{
	struct sx_quantity found[SX_ATOMS];
	struct sx_ahead ahead = { 0 };
	while (x->at + behind < x->window.n) {
		struct sx_str text = sx_buf_view(&x->window);
		size_t limit = text.n - behind, end;
		size_t trigger = x->at = sx_scan_next(x->scanner, text, x->at, limit, &ahead);
		if (trigger >= limit)
			break;
		if (x->group.n && trigger >= reach(&x->group.sentence) && sx_close_group(x, sink, err))
			return -1;
		if (!x->n_quantities)
			sx_arena_clear(&x->arena);
		if (!x->group.n) {
			if (trigger >= gate)
				break;
			if (slide(x, sink, err))
				return -1;
			ahead.to = trigger == x->at ? ahead.to : 0; /* else the text has moved */
			text = sx_buf_view(&x->window);
			trigger = x->at;
		}
		int n = resolve(x, text, trigger, found, &end, err);
		if (n < 0)
			return -1;
		for (unsigned i = x->skip; i < (unsigned)n; i++) {
			if (trigger >= gate && !joins(x, &found[i])) {
				x->skip = i;
				return sx_finish_groups(x, sink, err);
			}
			if (add_quantity(x, &found[i], sink, err))
				return -1;
		}
		x->skip = 0;
		x->at = end > trigger ? end : trigger + 1;
		if (n)
			x->floor = x->at;
	}
	return sx_put_out(x, sink, err);
}

static void start(struct sx_extractor *x)
{
	x->style = sx_text_style(sx_buf_view(&x->window));
	x->started = true;
}

/* Scan as far as the window allows. At the document's end nothing more can come, so all of it. */
static int advance(struct sx_extractor *x, bool last, const struct sx_sink *sink, struct sx_err *err)
{
	if (!x->started) {
		if (!last && x->window.n < SX_HEAD_MOST)
			return 0;
		start(x);
	}
	if (sx_scan_until(x, last ? 0 : LOOKAHEAD, SIZE_MAX, sink, err))
		return -1;
	/* A group in hand whose sentence reaches into what is to come waits for it: how claims are grouped must not
	 * depend on the cut. */
	if ((last || x->group.sentence.end <= x->at) && sx_finish_groups(x, sink, err))
		return -1;
	return last || x->group.n ? 0 : slide(x, sink, err);
}

int sx_add_runs(struct sx_runs *to, const struct sx_run *runs, size_t n, struct sx_err *err)
{
	if (to->n + n > to->cap) {
		size_t cap = (to->n + n) * 2 + 16;
		struct sx_run *more = realloc(to->at, cap * sizeof *more);
		if (!more)
			return sx_fail(err, SX_NOMEM, "out of memory");
		to->at = more;
		to->cap = cap;
	}
	if (n)
		memcpy(to->at + to->n, runs, n * sizeof *runs);
	to->n += n;
	return 0;
}

int sx_extractor_feed(struct sx_extractor *x, const struct sx_piece *piece, const struct sx_sink *sink,
		      struct sx_err *err)
{
	if (sx_add_runs(&x->runs, piece->runs, piece->n_runs, err) ||
	    sx_marks_add(&x->marks, piece, x->origin + x->window.n, err))
		return -1;
	sx_buf_str(&x->window, piece->text);
	if (!sx_buf_ok(&x->window))
		return sx_fail(err, SX_NOMEM, "out of memory");
	return advance(x, false, sink, err);
}

int sx_extractor_end(struct sx_extractor *x, const struct sx_sink *sink, struct sx_err *err)
{
	if (advance(x, true, sink, err))
		return -1;
	return sx_lost_tell(&x->lost, x->doc, sink, &x->unmatched, err);
}
