#include "plot/select_priv.h"

#include "base/escape.h"
#include "plot/family_priv.h"
#include "plot/marks_priv.h"
#include "plot/picks_priv.h"

#include <math.h>
#include <stdlib.h>

/* What a family is, without its rows. */
static struct sx_series describe(const struct sx_pick *pick)
{
	return (struct sx_series){
		.family = pick->kind,
		.change = pick->claim->change != SX_NO_CHANGE,
		.unit = pick->claim->unit,
		.kind = pick->claim->kind,
		.per = pick->claim->per,
	};
}

/* The unit that most of a family's claims are stated in becomes the axis's. The family is sorted by unit for it. */
static const struct sx_pick *usual_unit(struct sx_pick *pick, size_t n)
{
	const struct sx_pick *best = pick;
	size_t most = 0;
	qsort(pick, n, sizeof *pick, sx_compare_units);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && sx_str_eq(pick[i].claim->unit, pick[end].claim->unit); end++)
			;
		if (end - i > most) {
			most = end - i;
			best = &pick[i];
		}
	}
	return best;
}

/* Whether one of the claim's notes says so. */
static bool is_target(const struct sx_claim *claim)
{
	const struct sx_str target = SX_STR(SX_NOTE_TARGET);
	struct sx_str note = claim->note;
	while (note.n >= target.n) {
		const char *end = memmem(note.p, note.n, "; ", 2);
		size_t n = end ? (size_t)(end - note.p) : note.n;
		if (sx_str_eq((struct sx_str){ note.p, n }, target))
			return true;
		if (!end)
			return false;
		note = (struct sx_str){ end + 2, note.n - n - 2 };
	}
	return false;
}

static enum sx_mark mark_of(const struct sx_claim *claim, bool turned)
{
	if (!claim->value.set)
		return SX_MARK_RANGE;
	return is_target(claim) ? SX_MARK_TARGET : sx_mark_of_comparator(claim, turned);
}

static struct sx_series_row place_row(const struct sx_pick *pick, double unit)
{
	const struct sx_claim *claim = pick->claim;
	double first = sx_decimal_double(claim->value.set ? &claim->value : &claim->low);
	struct sx_series_row row = { .claim = claim, .order = pick->order };
	row.turned = claim->change == SX_DECREASE && first > 0;
	double factor = pick->factor / unit * (row.turned ? -1 : 1);
	row.mark = mark_of(claim, row.turned);
	row.at = row.low = row.high = sx_decimal_double(&claim->value) * factor;
	if (claim->low.set && claim->high.set && (row.mark == SX_MARK_RANGE || row.mark == SX_MARK_SPREAD)) {
		double low = sx_decimal_double(&claim->low) * factor, high = sx_decimal_double(&claim->high) * factor;
		row.low = fmin(low, high);
		row.high = fmax(low, high);
	}
	if (row.mark == SX_MARK_RANGE)
		row.at = row.low / 2 + row.high / 2;
	return row;
}

static int by_size(const void *a, const void *b)
{
	const struct sx_series_row *x = a, *y = b;
	double p = fabs(x->at), q = fabs(y->at);
	return p != q ? (p < q) - (p > q) : sx_compare_numbers(x->order, y->order);
}

static int by_value(const void *a, const void *b)
{
	const struct sx_series_row *x = a, *y = b;
	return x->at != y->at ? (x->at < y->at) - (x->at > y->at) : sx_compare_numbers(x->order, y->order);
}

/* The rows of n picks, largest first. */
static int fill(struct sx_series *series, const struct sx_pick *pick, size_t n, double unit, struct sx_arena *arena)
{
	series->row = sx_arena_alloc(arena, (n + 1) * sizeof *series->row);
	if (!series->row)
		return -1;
	for (size_t i = 0; i < n; i++)
		series->row[i] = place_row(&pick[i], unit);
	qsort(series->row, n, sizeof *series->row, by_value);
	series->n = n;
	return 0;
}

int sx_selection_series(const struct sx_selection *selection, size_t k, struct sx_series *series,
			struct sx_arena *arena, struct sx_err *err)
{
	struct sx_pick *pick = selection->picks.pick + selection->family[k].from;
	size_t n = selection->family[k].n;
	const struct sx_pick *usual = usual_unit(pick, n);
	double unit = usual->kind == SX_FAMILY_MEASURE ? usual->factor : 1;
	*series = describe(usual);
	return fill(series, pick, n, unit, arena) ? sx_fail(err, SX_NOMEM, "out of memory") : 0;
}

int sx_selection_numbers(const struct sx_selection *selection, struct sx_series *series, struct sx_arena *arena,
			 struct sx_err *err)
{
	const struct sx_picks *picks = &selection->picks;
	*series = (struct sx_series){ .family = SX_FAMILY_NUMBERS };
	if (fill(series, picks->pick, picks->n, 1, arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	for (size_t i = 0; i < series->n; i++) { /* as stated, whatever the unit */
		struct sx_series_row *row = &series->row[i];
		const struct sx_claim *claim = row->claim;
		double low = sx_decimal_double(&claim->low), high = sx_decimal_double(&claim->high);
		row->at = claim->value.set ? sx_decimal_double(&claim->value) : low / 2 + high / 2;
		row->low = row->high = row->at;
	}
	return 0;
}

void sx_series_cut(struct sx_series *series, size_t most)
{
	if (series->n <= most)
		return;
	qsort(series->row, series->n, sizeof *series->row, by_size);
	qsort(series->row, most, sizeof *series->row, by_value);
	series->more = series->n - most;
	series->n = most;
}

static void say_left_out(const struct sx_picks *picks, struct sx_buf *messages)
{
	if (picks->again)
		sx_buf_addf(messages, "%zu claim%s stated before with the same words and value: drawn once\n",
			    picks->again, picks->again == 1 ? " was" : "s were");
	if (picks->numberless)
		sx_buf_addf(messages, "%zu claim%s no value or range and cannot be drawn\n", picks->numberless,
			    picks->numberless == 1 ? " has" : "s have");
	if (picks->beyond)
		sx_buf_addf(messages, "%zu claim%s too large or too small for a chart\n", picks->beyond,
			    picks->beyond == 1 ? " is" : "s are");
}

static void say_other_families(const struct sx_selection *selection, size_t drawn, struct sx_buf *messages)
{
	enum { NAMED = 8 };
	size_t named = 0, rest = 0;
	for (size_t k = 0; k < selection->families; k++) {
		const struct sx_selected *family = &selection->family[k];
		if (k == drawn)
			continue;
		if (named == NAMED) {
			rest += family->n;
			continue;
		}
		struct sx_series series = describe(&selection->picks.pick[family->from]);
		sx_buf_z(messages, named++ ? ", " : "on other axes, so not in this figure: ");
		sx_family_words(messages, &series, family->n);
	}
	if (rest)
		sx_buf_addf(messages, ", and %zu more", rest);
	if (named)
		sx_buf_z(messages, "\n");
}

static void say_nothing(const struct sx_picks *picks, struct sx_buf *messages)
{
	if (picks->n == 0) {
		sx_buf_z(messages, "nothing to plot: no claim has a value or a range that a chart can hold\n");
		return;
	}
	if (picks->n == 1)
		sx_buf_z(messages, "nothing to plot: only one claim, and a figure needs two that can share an axis\n");
	else
		sx_buf_addf(messages, "nothing to plot: no two of the %zu claims can share an axis\n", picks->n);
	const struct sx_pick *first = picks->pick;
	for (size_t i = 1; i < picks->n; i++)
		if (picks->pick[i].order < first->order)
			first = &picks->pick[i];
	const struct sx_claim *claim = first->claim;
	sx_escape_terminal(messages, claim->sentence.n ? claim->sentence : claim->subject);
	sx_buf_z(messages, "\n");
}

static int by_rank(const void *a, const void *b)
{
	const struct sx_selected *x = a, *y = b;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return sx_compare_numbers(x->order, y->order);
}

/* Families in the order of the table, the largest in front. */
static int list_families(struct sx_selection *selection, struct sx_arena *arena)
{
	const struct sx_picks *picks = &selection->picks;
	selection->family = sx_arena_alloc(arena, (picks->n + 1) * sizeof *selection->family);
	if (!selection->family)
		return -1;
	for (size_t i = 0, end; i < picks->n; i = end) {
		end = sx_family_end(picks, i);
		selection->family[selection->families++] =
			(struct sx_selected){ .from = i, .n = end - i, .order = picks->pick[i].order };
	}
	struct sx_selected *first = selection->family;
	size_t best = 0;
	for (size_t k = 1; k < selection->families; k++)
		if (by_rank(&first[k], &first[best]) < 0)
			best = k;
	struct sx_selected largest = selection->families ? first[best] : (struct sx_selected){ 0 };
	memmove(first + 1, first, best * sizeof *first);
	if (selection->families)
		first[0] = largest;
	return 0;
}

int sx_selection_make(struct sx_selection *selection, const struct sx_claims *claims, struct sx_arena *arena,
		      struct sx_err *err)
{
	struct sx_buf buf = { 0 };
	struct sx_picks *picks = &selection->picks;
	*selection = (struct sx_selection){ 0 };
	if (claims->n < SIZE_MAX / sizeof *picks->pick)
		picks->pick = sx_arena_alloc(arena, (claims->n + 1) * sizeof *picks->pick);
	bool ok = picks->pick != NULL;
	if (ok) {
		sx_picks_collect(picks, claims, arena, &buf);
		ok = sx_buf_ok(&buf) && sx_arena_ok(arena);
	}
	if (ok) {
		sx_picks_drop_repeated(picks);
		sx_picks_name_families(picks, arena, &buf);
		ok = sx_buf_ok(&buf) && sx_arena_ok(arena) && list_families(selection, arena) == 0;
	}
	sx_buf_release(&buf);
	return ok ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

void sx_selection_say(const struct sx_selection *selection, bool one, struct sx_buf *messages)
{
	say_left_out(&selection->picks, messages);
	if (!sx_selection_draws(selection))
		say_nothing(&selection->picks, messages);
	else if (one)
		say_other_families(selection, 0, messages);
}
