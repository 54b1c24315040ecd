#include "plot/labels_priv.h"

#include "plot/clean_priv.h"
#include "plot/stated_priv.h"
#include "plot/text_priv.h"
#include "plot/when_priv.h"

#include <stdlib.h>

/* The sentence from the part on in which the quantity stands: "the largest, €4.7 million, went to a dairy". */
static struct sx_str part_of_sentence(const struct sx_claim *claim)
{
	struct sx_str s = claim->sentence, quantity = claim->quantity;
	if (!s.n)
		return s;
	const char *found = quantity.n ? memmem(s.p, s.n, quantity.p, quantity.n) : NULL;
	size_t at = found ? (size_t)(found - s.p) : 0, from = at;
	while (from && !(s.p[from - 1] == ' ' && from > 1 && strchr(";:.!?", s.p[from - 2])))
		from--;
	return (struct sx_str){ s.p + from, s.n - from };
}

/* The subject, or what comes nearest to one. */
static struct sx_str name_of(const struct sx_claim *claim)
{
	const struct sx_str names[] = { claim->subject, claim->predicate, claim->of, part_of_sentence(claim),
					claim->quantity };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].n)
			return names[i];
	return SX_STR("(no subject)");
}

/* What can join a name, in this order, and the sign between. */
enum { PREDICATE, PERIOD, PLACE, WHOLE, SPEAKER, SECTION, JOINS };

/* Append what the step has to say of a row. */
static void add_join(struct sx_buf *out, const struct sx_series_row *row, unsigned step)
{
	const struct sx_claim *claim = row->claim;
	const struct sx_str joins[JOINS] = { [PREDICATE] = claim->predicate,
					     [PLACE] = claim->place,
					     [WHOLE] = claim->of,
					     [SPEAKER] = claim->attribution,
					     [SECTION] = claim->section };
	if (step == PERIOD)
		sx_when_words(out, claim);
	else if (step != PREDICATE || claim->subject.n) /* a predicate that is the name cannot join itself */
		sx_clean_text(out, joins[step]);
}

static int by_label(const void *a, const void *b)
{
	const struct sx_series_row *x = *(struct sx_series_row *const *)a, *y = *(struct sx_series_row *const *)b;
	size_t n = x->label.n < y->label.n ? x->label.n : y->label.n;
	int order = n ? memcmp(x->label.p, y->label.p, n) : 0;
	if (!order)
		order = (x->label.n > y->label.n) - (x->label.n < y->label.n);
	return order ? order : (x > y) - (x < y);
}

static bool tells_apart(struct sx_series_row *const *row, size_t n, unsigned step, struct sx_arena *arena,
			struct sx_buf *buf)
{
	bool apart = false;
	add_join(buf, row[0], step);
	size_t first = buf->n;
	for (size_t i = 1; i < n && !apart && !buf->failed; i++) {
		buf->n = first;
		add_join(buf, row[i], step);
		apart = buf->n != 2 * first || (first && memcmp(buf->p, buf->p + first, first) != 0);
	}
	arena->failed |= buf->failed;
	sx_buf_clear(buf);
	return apart;
}

static void join(struct sx_series_row *row, unsigned step, struct sx_arena *arena, struct sx_buf *buf)
{
	sx_buf_str(buf, row->label);
	size_t label = buf->n;
	sx_buf_z(buf, step == PREDICATE ? ": " : ", ");
	size_t end = buf->n;
	add_join(buf, row, step);
	if (buf->n == end && !buf->failed)
		buf->n = label;
	row->label = sx_keep_text(arena, buf);
}

/* Let the step's words join the labels of each run of rows that read alike, where they make a difference. */
static void tell_apart(struct sx_series_row **row, size_t n, unsigned step, struct sx_arena *arena, struct sx_buf *buf)
{
	qsort(row, n, sizeof *row, by_label);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && sx_str_eq(row[i]->label, row[end]->label); end++)
			;
		if (end - i < 2 || !tells_apart(row + i, end - i, step, arena, buf))
			continue;
		for (size_t k = i; k < end; k++)
			join(row[k], step, arena, buf);
	}
}

static int by_label_and_order(const void *a, const void *b)
{
	const struct sx_series_row *x = *(struct sx_series_row *const *)a, *y = *(struct sx_series_row *const *)b;
	return sx_str_eq(x->label, y->label) ? (x->order > y->order) - (x->order < y->order) : by_label(a, b);
}

/* Whether every one of the rows of one label has a period of its own beside it. */
static bool periods_differ(struct sx_series_row *const *row, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (sx_str_eq(row[i]->when, row[k]->when))
				return false;
	return true;
}

/* What nothing tells apart is counted, in the order of the table: "Surplus (1)", "Surplus (2)". */
static void count_alike(struct sx_series_row **row, size_t n, bool periods, struct sx_arena *arena, struct sx_buf *buf)
{
	qsort(row, n, sizeof *row, by_label_and_order);
	for (size_t i = 0, end; i < n; i = end) {
		struct sx_str label = row[i]->label;
		for (end = i + 1; end < n && sx_str_eq(label, row[end]->label); end++)
			;
		if (periods && periods_differ(row + i, end - i))
			continue;
		for (size_t k = i; k < end && end - i > 1; k++) {
			sx_buf_str(buf, label);
			sx_buf_addf(buf, " (%zu)", k - i + 1);
			row[k]->label = sx_keep_text(arena, buf);
		}
	}
}

/* The first row of a thing stands for all. */
static bool repeats(const struct sx_series *series, size_t i)
{
	return series->by_thing && i && series->row[i].thing == series->row[i - 1].thing;
}

int sx_label_rows(struct sx_series *series, int column, struct sx_arena *arena, struct sx_err *err)
{
	size_t n = 0;
	struct sx_buf buf = { 0 }, cell = { 0 };
	struct sx_series_row **order = sx_arena_alloc(arena, (series->n + 1) * sizeof *order);
	for (size_t i = 0; order && i < series->n; i++) {
		struct sx_series_row *row = &series->row[i];
		sx_stated_value(&buf, series, row);
		row->shown = sx_keep_text(arena, &buf);
		if (repeats(series, i))
			continue;
		order[n++] = row;
		sx_buf_clear(&cell);
		if (column >= 0)
			sx_claim_cell(row->claim, (enum sx_column)column, &cell);
		if (!sx_buf_ok(&cell))
			arena->failed = true;
		sx_clean_label(&buf, column >= 0 ? sx_buf_view(&cell) : name_of(row->claim));
		row->label = sx_keep_text(arena, &buf);
	}
	for (unsigned step = 0; order && column < 0 && step < JOINS; step++)
		if (!series->says_when || step != PERIOD)
			tell_apart(order, n, step, arena, &buf);
	if (order && column < 0)
		count_alike(order, n, series->says_when && !series->by_thing, arena, &buf);
	for (size_t i = 0; order && i < series->n; i++)
		if (repeats(series, i))
			series->row[i].label = series->row[i - 1].label;
	bool ok = order && sx_buf_ok(&buf) && sx_buf_ok(&cell) && sx_arena_ok(arena);
	sx_buf_release(&buf);
	sx_buf_release(&cell);
	return ok ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}
