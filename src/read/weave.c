#include "read/weave_priv.h"

#include <stdlib.h>

void sx_weave_feed(struct sx_weave *w, const struct sx_piece *piece)
{
	w->in = piece->text;
	w->in_runs = piece->runs;
	w->in_n_runs = piece->n_runs;
	w->in_next = w->placed = 0;
}

static void count(struct sx_weave *w, unsigned char c)
{
	if (c == '\n' || c == '\r') {
		w->line += c == '\r' || !w->after_cr;
		w->column = 0;
	} else {
		w->column += (c & 0xC0) != 0x80;
	}
	w->after_cr = c == '\r';
}

/* The input's run at in.p[at] put into in_run. */
static void find_run(struct sx_weave *w, size_t at)
{
	while (w->in_next < w->in_n_runs && w->in_runs[w->in_next].text <= w->in_at + at)
		w->in_run = w->in_runs[w->in_next++];
}

static uint64_t source_of(const struct sx_weave *w, size_t at)
{
	const struct sx_run *run = &w->in_run;
	return run->text_step ? run->source + (w->in_at + at - run->text) / run->text_step * run->source_step : 0;
}

struct sx_origin sx_weave_origin(struct sx_weave *w, size_t at)
{
	for (; w->placed < at; w->placed++)
		count(w, (unsigned char)w->in.p[w->placed]);
	find_run(w, at < w->in.n ? at : w->in.n - (w->in.n > 0));
	return (struct sx_origin){ source_of(w, at), w->line + 1, w->column + 1, w->in_run.source_step };
}

void sx_weave_fed(struct sx_weave *w)
{
	if (w->in.n)
		sx_weave_origin(w, w->in.n); /* lines are counted over all of it */
	w->in_at += w->in.n;
	w->in = (struct sx_str){ 0 };
	w->in_n_runs = w->in_next = 0;
}

/* n bytes of text with these steps come from `source`: a new run, unless the last one leads there. */
static bool goes_on(const struct sx_weave *w, unsigned text_step, unsigned source_step, uint64_t source)
{
	return w->run.text_step == text_step && w->run.source_step == source_step && w->next_source == source;
}

static void add_run(struct sx_weave *w, unsigned text_step, unsigned source_step, const struct sx_origin *origin)
{
	if (w->n_runs == w->cap_runs) {
		size_t cap = w->cap_runs ? w->cap_runs * 2 : 64;
		struct sx_run *runs = realloc(w->runs, cap * sizeof *runs);
		if (!runs) {
			w->failed = true;
			return;
		}
		w->runs = runs;
		w->cap_runs = cap;
	}
	w->run = (struct sx_run){ .text = sx_weave_at(w),
				  .source = origin->source,
				  .text_step = (uint8_t)text_step,
				  .source_step = (uint8_t)source_step,
				  .line = origin->line,
				  .column = origin->column };
	w->runs[w->n_runs++] = w->run;
}

void sx_weave_copy(struct sx_weave *w, size_t from, size_t to)
{
	while (from < to) {
		find_run(w, from);
		size_t end = to;
		if (w->in_next < w->in_n_runs && w->in_runs[w->in_next].text - w->in_at < end)
			end = (size_t)(w->in_runs[w->in_next].text - w->in_at);
		unsigned text_step = w->in_run.text_step, source_step = w->in_run.source_step;
		uint64_t source = source_of(w, from);
		if (!goes_on(w, text_step, source_step, source)) {
			struct sx_origin origin = sx_weave_origin(w, from);
			add_run(w, text_step, source_step, &origin);
		}
		sx_buf_add(&w->text, w->in.p + from, end - from);
		w->next_source = source + (end - from) / (text_step ? text_step : 1) * source_step;
		from = end;
	}
}

void sx_weave_put(struct sx_weave *w, struct sx_str character, const struct sx_origin *origin, size_t bytes)
{
	unsigned text_step = (unsigned)character.n, source_step = bytes < UINT8_MAX ? (unsigned)bytes : UINT8_MAX;
	if (!goes_on(w, text_step, source_step, origin->source))
		add_run(w, text_step, source_step, origin);
	sx_buf_str(&w->text, character);
	w->next_source = origin->source + source_step;
}

void sx_weave_insert(struct sx_weave *w, const char *ascii)
{
	struct sx_origin behind = { .source = w->next_source, .line = w->run.line, .column = w->run.column };
	if (!goes_on(w, 1, 0, w->next_source))
		add_run(w, 1, 0, &behind);
	sx_buf_z(&w->text, ascii);
}

uint64_t sx_weave_at(const struct sx_weave *w)
{
	return w->text_at + w->text.n;
}

void sx_weave_heading(struct sx_weave *w, uint64_t from)
{
	if (w->failed || !sx_buf_ok(&w->text) || from < w->text_at + w->given || from == sx_weave_at(w))
		return;
	if (w->n_marks == w->cap_marks) {
		size_t cap = w->cap_marks ? w->cap_marks * 2 : 16;
		struct sx_mark *marks = realloc(w->marks, cap * sizeof *marks);
		if (!marks) {
			w->failed = true;
			return;
		}
		w->marks = marks;
		w->cap_marks = cap;
	}
	w->marks[w->n_marks++] = (struct sx_mark){ SX_HEADING, from, sx_weave_at(w) - from };
}

/* What was handed out may go. */
static void drop_given(struct sx_weave *w)
{
	w->text.n -= w->given;
	w->n_runs -= w->given_runs;
	w->n_marks -= w->given_marks;
	if (w->given)
		memmove(w->text.p, w->text.p + w->given, w->text.n);
	if (w->given_runs)
		memmove(w->runs, w->runs + w->given_runs, w->n_runs * sizeof *w->runs);
	if (w->given_marks)
		memmove(w->marks, w->marks + w->given_marks, w->n_marks * sizeof *w->marks);
	w->text_at += w->given;
	w->given = w->given_runs = w->given_marks = 0;
}

int sx_weave_give(struct sx_weave *w, uint64_t until, struct sx_piece *piece, struct sx_err *err)
{
	if (w->failed || !sx_buf_ok(&w->text))
		return sx_fail(err, SX_NOMEM, "out of memory");
	drop_given(w);
	w->given = until < sx_weave_at(w) ? (size_t)(until - w->text_at) : w->text.n;
	while (w->given_runs < w->n_runs && w->runs[w->given_runs].text < w->text_at + w->given)
		w->given_runs++;
	while (w->given_marks < w->n_marks && w->marks[w->given_marks].text < w->text_at + w->given)
		w->given_marks++;
	*piece = (struct sx_piece){ .text = { w->text.p, w->given },
				    .runs = w->runs,
				    .n_runs = w->given_runs,
				    .marks = w->marks,
				    .n_marks = w->given_marks };
	return w->given > 0;
}

void sx_weave_release(struct sx_weave *w)
{
	sx_buf_release(&w->text);
	free(w->runs);
	free(w->marks);
	*w = (struct sx_weave){ 0 };
}
