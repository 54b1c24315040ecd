#include "plot/labels_priv.h"

#include "plot/clean_priv.h"
#include "plot/stated_priv.h"
#include "plot/text_priv.h"

#include <stdlib.h>

/* The subject, or what comes nearest to one. */
static struct sx_str name_of(const struct sx_claim *claim)
{
	const struct sx_str names[] = { claim->subject, claim->predicate, claim->of, claim->sentence, claim->quantity };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].n)
			return names[i];
	return SX_STR("(no subject)");
}

/* What can join a name, in this order, and the sign between. */
enum { JOINS = 6, PERIOD = 1 };

static struct sx_str join_of(const struct sx_claim *claim, unsigned step)
{
	const struct sx_str joins[JOINS] = { claim->predicate, claim->period,      claim->place,
					     claim->of,        claim->attribution, claim->section };
	/* Where the predicate stood in for a missing subject it cannot join itself. */
	return step == 0 && !claim->subject.n ? (struct sx_str){ 0 } : joins[step];
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

static bool tells_apart(struct sx_series_row *const *row, size_t n, unsigned step)
{
	for (size_t i = 1; i < n; i++)
		if (!sx_str_eq(join_of(row[0]->claim, step), join_of(row[i]->claim, step)))
			return true;
	return false;
}

static void join(struct sx_series_row *row, unsigned step, struct sx_arena *arena, struct sx_buf *buf)
{
	struct sx_str more = join_of(row->claim, step);
	if (!more.n)
		return;
	sx_buf_str(buf, row->label);
	sx_buf_z(buf, step == 0 ? ": " : ", ");
	sx_clean_text(buf, more);
	row->label = sx_keep_text(arena, buf);
}

/* Let the step's words join the labels of each run of rows that read alike, where they make a difference. */
static void tell_apart(struct sx_series_row **row, size_t n, unsigned step, struct sx_arena *arena, struct sx_buf *buf)
{
	qsort(row, n, sizeof *row, by_label);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && sx_str_eq(row[i]->label, row[end]->label); end++)
			;
		if (end - i < 2 || !tells_apart(row + i, end - i, step))
			continue;
		for (size_t k = i; k < end; k++)
			join(row[k], step, arena, buf);
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
		if (!series->by_thing || step != PERIOD)
			tell_apart(order, n, step, arena, &buf);
	for (size_t i = 0; order && i < series->n; i++)
		if (repeats(series, i))
			series->row[i].label = series->row[i - 1].label;
	bool ok = order && sx_buf_ok(&buf) && sx_buf_ok(&cell) && sx_arena_ok(arena);
	sx_buf_release(&buf);
	sx_buf_release(&cell);
	return ok ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}
