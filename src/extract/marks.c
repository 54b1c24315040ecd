/* The nearest heading above a claim, and the page it stands on. */
#include "extract/extract_priv.h"

#include <stdlib.h>

static struct sx_awaited *one_more(struct sx_marks *m)
{
	if (m->n == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 16;
		struct sx_awaited *awaited = realloc(m->awaited, cap * sizeof *awaited);
		if (!awaited)
			return NULL;
		m->awaited = awaited;
		m->cap = cap;
	}
	return &m->awaited[m->n++];
}

/* White space folded; how many bytes it has become. */
static size_t add_words(struct sx_buf *out, struct sx_str s)
{
	size_t before = out->n, step;
	for (size_t i = 0, blank = 0; i < s.n; i += step) {
		step = sx_blank_at(s, i);
		if (step) {
			blank = out->n > before;
			continue;
		}
		if (blank)
			sx_buf_c(out, ' ');
		blank = 0;
		step = 1;
		sx_buf_c(out, s.p[i]);
	}
	return out->n - before;
}

int sx_marks_add(struct sx_marks *m, const struct sx_piece *piece, uint64_t origin, struct sx_err *err)
{
	for (size_t i = 0; i < piece->n_marks; i++) {
		const struct sx_mark *mark = &piece->marks[i];
		struct sx_awaited *awaited = one_more(m);
		if (!awaited)
			return sx_fail(err, SX_NOMEM, "out of memory");
		*awaited = (struct sx_awaited){ mark->kind, mark->text, mark->n };
		if (mark->kind != SX_HEADING)
			continue;
		awaited->from += mark->n;
		awaited->n = add_words(&m->words, (struct sx_str){ piece->text.p + (mark->text - origin), mark->n });
	}
	return sx_buf_ok(&m->words) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

int sx_marks_move(struct sx_marks *m, uint64_t to, struct sx_err *err)
{
	size_t past = 0, words = 0;
	for (; past < m->n && m->awaited[past].from <= to; past++) {
		const struct sx_awaited *mark = &m->awaited[past];
		if (mark->kind == SX_PAGE) {
			m->page = mark->n;
			continue;
		}
		sx_buf_clear(&m->section);
		sx_buf_add(&m->section, m->words.p + words, mark->n);
		words += mark->n;
	}
	if (past == 0)
		return 0;
	m->n -= past;
	memmove(m->awaited, m->awaited + past, m->n * sizeof *m->awaited);
	m->words.n -= words;
	if (words)
		memmove(m->words.p, m->words.p + words, m->words.n);
	return sx_buf_ok(&m->section) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

int sx_marks_copy(struct sx_marks *to, const struct sx_marks *from, struct sx_err *err)
{
	sx_marks_clear(to);
	for (size_t i = 0; i < from->n; i++) {
		struct sx_awaited *awaited = one_more(to);
		if (!awaited)
			return sx_fail(err, SX_NOMEM, "out of memory");
		*awaited = from->awaited[i];
	}
	sx_buf_str(&to->words, sx_buf_view(&from->words));
	sx_buf_str(&to->section, sx_buf_view(&from->section));
	to->page = from->page;
	return sx_buf_ok(&to->words) && sx_buf_ok(&to->section) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

void sx_marks_clear(struct sx_marks *m)
{
	sx_buf_clear(&m->words);
	sx_buf_clear(&m->section);
	m->n = 0;
	m->page = 0;
}

void sx_marks_release(struct sx_marks *m)
{
	sx_buf_release(&m->words);
	sx_buf_release(&m->section);
	free(m->awaited);
	*m = (struct sx_marks){ 0 };
}
