/* An input into units. */
#include "extract/crew_priv.h"

#include <stdlib.h>

struct intake {
	struct sx_worker *worker;
	struct sx_lane *lane;
	struct sx_reader *reader;
	struct sx_unit *unit; /* being filled; NULL: none */

	/* the document being read, gathered in the worker's window */
	const struct sx_doc *doc;
	size_t from; /* where in the window the next stretch begins */
	bool parted; /* stretches of it have been handed over */
	size_t stretch;
	struct sx_told told;
	struct sx_number_style style;
};

static int nomem(struct sx_err *err)
{
	return sx_fail(err, SX_NOMEM, "out of memory");
}

static int submit(struct intake *in, struct sx_err *err)
{
	struct sx_unit *unit = in->unit;
	in->unit = NULL;
	if (!unit || sx_unit_submit(in->worker, unit) == 0)
		return 0;
	return sx_fail(err, SX_STOPPED, "stopped");
}

/* An empty stretch at the end of the unit being filled. */
static struct sx_stretch *next_stretch(struct intake *in, struct sx_err *err)
{
	if (!in->unit)
		in->unit = sx_unit_new(in->worker->crew, in->lane, err);
	struct sx_unit *unit = in->unit;
	if (!unit)
		return NULL;
	if (unit->n == unit->cap) {
		size_t cap = unit->cap ? unit->cap * 4 : 1;
		struct sx_stretch *more = realloc(unit->stretch, cap * sizeof *more);
		if (!more) {
			nomem(err);
			return NULL;
		}
		unit->stretch = more;
		unit->cap = cap;
	}
	unit->stretch[unit->n] = (struct sx_stretch){ 0 };
	return &unit->stretch[unit->n++];
}

static int keep_doc(struct sx_unit *unit, struct sx_stretch *s, const struct sx_doc *doc, struct sx_err *err)
{
	s->doc = (struct sx_doc){ .source = sx_arena_dup(&unit->strings, doc->source),
				  .source_json = sx_arena_dup(&unit->strings, doc->source_json),
				  .date = sx_arena_dup(&unit->strings, doc->date),
				  .lang = sx_arena_dup(&unit->strings, doc->lang),
				  .record_line = doc->record_line };
	return sx_arena_ok(&unit->strings) ? 0 : nomem(err);
}

/* A stretch that could not be filled is none. */
static int give_up_stretch(struct intake *in)
{
	struct sx_unit *unit = in->unit;
	if (unit && unit->n)
		sx_marks_release(&unit->stretch[--unit->n].marks);
	return -1;
}

/* What the window holds becomes a stretch. Its slices are set when the unit is full. */
static int keep_window(struct intake *in, bool last, struct sx_err *err)
{
	const struct sx_extractor *g = in->worker->gatherer;
	struct sx_stretch *s = next_stretch(in, err);
	if (!s)
		return -1;
	sx_buf_str(&in->unit->text, sx_buf_view(&g->window));
	if (!sx_buf_ok(&in->unit->text))
		nomem(err);
	if (err->code || keep_doc(in->unit, s, in->doc, err) ||
	    sx_add_runs(&in->unit->runs, g->runs.at, g->runs.n, err) || sx_marks_copy(&s->marks, &g->marks, err))
		return give_up_stretch(in);
	s->text.n = g->window.n;
	s->n_runs = g->runs.n;
	s->origin = g->origin;
	s->cursor = g->cursor;
	s->from = in->from;
	s->last = last;
	s->styled = in->parted;
	s->style = in->style;
	return 0;
}

/* The window holds a stretch and what must stand behind it: hand it over, and keep what the next one needs. */
static int part(struct intake *in, struct sx_err *err)
{
	struct sx_extractor *g = in->worker->gatherer;
	struct sx_str text = sx_buf_view(&g->window);
	size_t to = in->from + in->stretch;
	while (((unsigned char)text.p[to] & 0xC0) == 0x80)
		to++;
	if (!in->parted)
		in->style = sx_text_style(text);
	in->parted = true;
	if (submit(in, err) || keep_window(in, false, err))
		return -1;
	in->unit->stretch[0].to = to;
	if (submit(in, err))
		return -1;
	size_t drop = to - HISTORY;
	while (((unsigned char)text.p[drop] & 0xC0) == 0x80)
		drop--;
	sx_drop_front(g, drop);
	in->from = to - drop;
	return sx_marks_move(&g->marks, g->origin, err);
}

/* The part of a piece up to text[to]; what of its runs and marks begins there goes with it. */
static int gather(struct sx_extractor *g, struct sx_piece *piece, size_t from, size_t to, uint64_t origin,
		  struct sx_err *err)
{
	struct sx_piece now = *piece;
	for (now.n_runs = 0; now.n_runs < piece->n_runs && piece->runs[now.n_runs].text < origin + to;)
		now.n_runs++;
	for (now.n_marks = 0; now.n_marks < piece->n_marks && piece->marks[now.n_marks].text < origin + to;)
		now.n_marks++;
	if (to == piece->text.n) {
		now.n_runs = piece->n_runs;
		now.n_marks = piece->n_marks;
	}
	if (sx_add_runs(&g->runs, now.runs, now.n_runs, err) || sx_marks_add(&g->marks, &now, origin, err))
		return -1;
	piece->runs += now.n_runs;
	piece->n_runs -= now.n_runs;
	piece->marks += now.n_marks;
	piece->n_marks -= now.n_marks;
	sx_buf_add(&g->window, piece->text.p + from, to - from);
	return sx_buf_ok(&g->window) ? 0 : nomem(err);
}

static int take_piece(struct intake *in, struct sx_piece *piece, struct sx_err *err)
{
	struct sx_extractor *g = in->worker->gatherer;
	struct sx_str text = piece->text;
	uint64_t origin = g->origin + g->window.n;
	size_t at = 0;
	do {
		size_t need = in->from + in->stretch + OVERRUN + LOOKAHEAD;
		if (!in->parted && need < SX_HEAD_MOST)
			need = SX_HEAD_MOST;
		size_t room = need > g->window.n ? need - g->window.n : 0;
		size_t to = text.n - at > room ? at + room : text.n;
		while (to < text.n && ((unsigned char)text.p[to] & 0xC0) == 0x80)
			to++;
		if (gather(g, piece, at, to, origin, err))
			return -1;
		at = to;
		if (g->window.n >= need && part(in, err))
			return -1;
	} while (at < text.n);
	return 0;
}

static int end_document(struct intake *in, struct sx_err *err)
{
	const struct sx_extractor *g = in->worker->gatherer;
	if (in->parted)
		return submit(in, err) || keep_window(in, true, err) || submit(in, err) ? -1 : 0;
	if (!g->window.n)
		return 0;
	if (keep_window(in, true, err))
		return -1;
	return in->unit->text.n < BATCH && in->unit->n < BATCH_DOCS ? 0 : submit(in, err);
}

static int read_document(struct intake *in, const struct sx_doc *doc, struct sx_err *err)
{
	struct sx_piece piece;
	int more;
	in->doc = doc;
	in->from = 0;
	in->parted = false;
	if (sx_extractor_begin(in->worker->gatherer, doc, err))
		return -1;
	while ((more = sx_reader_piece(in->reader, &piece, err)) > 0) {
		if (take_piece(in, &piece, err))
			return -1;
		sx_tell_watch(&in->worker->crew->options.watch, &in->told, sx_reader_bytes(in->reader), 0);
	}
	struct sx_err later = { 0 }; /* what was read before the input broke is still good */
	int ended = end_document(in, more < 0 ? &later : err);
	return more < 0 ? -1 : ended;
}

static int skip_record(struct intake *in, const struct sx_doc *doc, const struct sx_err *why, struct sx_err *err)
{
	struct sx_stretch *s = next_stretch(in, err);
	if (!s)
		return -1;
	s->why = sx_arena_dup(&in->unit->strings, sx_str_of(why->text));
	s->line = doc->record_line;
	if (keep_doc(in->unit, s, doc, err))
		return give_up_stretch(in);
	return in->unit->n < BATCH_DOCS ? 0 : submit(in, err);
}

static int read_documents(struct intake *in, struct sx_input_report *report, struct sx_err *err)
{
	for (;;) {
		struct sx_doc doc = { 0 };
		struct sx_err why = { 0 };
		int got = sx_reader_doc(in->reader, &doc, &why);
		if (got == 0)
			return submit(in, err);
		if (got < 0) {
			*err = why;
			return -1;
		}
		report->skipped += got == 2;
		report->documents += got == 1;
		if (got == 2 ? skip_record(in, &doc, &why, err) : read_document(in, &doc, err))
			return -1;
	}
}

void sx_lane_read(struct sx_worker *worker, struct sx_lane *lane)
{
	size_t stretch = worker->crew->options.segment;
	struct intake in = { .worker = worker, .lane = lane, .stretch = stretch ? stretch : STRETCH };
	struct sx_input_report *report = &lane->report;
	in.reader = sx_reader_open(lane->path, worker->crew->reading, &lane->why);
	if (!in.reader)
		return;
	struct sx_err later = { 0 };
	if (read_documents(&in, report, &lane->why) < 0)
		submit(&in, &later); /* what was read before is still good */
	report->bytes = sx_reader_bytes(in.reader);
	sx_tell_watch(&worker->crew->options.watch, &in.told, report->bytes, 0);
	report->bad_utf8 = sx_reader_bad(in.reader, &report->first_bad);
	report->guessed = sx_reader_guessed(in.reader);
	sx_reader_close(in.reader);
}
