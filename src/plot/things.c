#include "plot/things_priv.h"

#include "plot/clean_priv.h"
#include "plot/text_priv.h"
#include "plot/when_priv.h"

#include <stdlib.h>

enum { MOST_LINES = 5, PERIODS = 3, POINTS = 3 };

/* A row and what it is equal in to others; `rank` orders the numbers. */
struct keyed {
	struct sx_str key;
	double rank;
	size_t row, run;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	size_t n = x->key.n < y->key.n ? x->key.n : y->key.n;
	int order = n ? memcmp(x->key.p, y->key.p, n) : 0;
	if (!order)
		order = (x->key.n > y->key.n) - (x->key.n < y->key.n);
	if (!order)
		order = (x->rank > y->rank) - (x->rank < y->rank);
	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static int by_rank(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->run > y->run) - (x->run < y->run);
}

static void add_folded(struct sx_buf *out, struct sx_str s)
{
	for (size_t i = 0; i < s.n; i++)
		sx_buf_c(out, s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i]);
	sx_buf_c(out, '\0');
}

/* Give equal keys equal numbers, in the order of their smallest rank. The numbers go to number[row]; n is returned. */
static size_t number_keys(struct keyed *keyed, size_t n, struct keyed *first, size_t *number)
{
	size_t runs = 0;
	qsort(keyed, n, sizeof *keyed, by_key);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !sx_str_eq(keyed[i].key, keyed[i - 1].key)) {
			first[runs] = keyed[i];
			first[runs].run = runs;
			runs++;
		}
		keyed[i].run = runs - 1;
	}
	qsort(first, runs, sizeof *first, by_rank);
	for (size_t r = 0; r < runs; r++)
		number[first[r].run] = r;
	return runs;
}

/* Days from 1970 to YYYY-MM-DD; false when that is none. */
static bool day_of(struct sx_str date, double *day)
{
	long part[3] = { 0, 0, 0 };
	unsigned k = 0;
	for (size_t i = 0; i < date.n; i++) {
		if (date.p[i] == '-' && k < 2)
			k++;
		else if (date.p[i] >= '0' && date.p[i] <= '9')
			part[k] = part[k] * 10 + date.p[i] - '0';
		else
			return false;
	}
	if (date.n != sizeof "YYYY-MM-DD" - 1 || k != 2 || part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31)
		return false;
	long y = part[0] - (part[1] <= 2), era = y / 400, of_era = y - era * 400;
	long of_year = (153 * (part[1] + (part[1] > 2 ? -3 : 9)) + 2) / 5 + part[2] - 1;
	*day = (double)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468);
	return true;
}

static void date_row(struct sx_series_row *row)
{
	const struct sx_claim *claim = row->claim;
	bool low = day_of(claim->period_start, &row->day_low), high = day_of(claim->period_end, &row->day_high);
	row->dated = low || high;
	if (low && !high)
		row->day_high = row->day_low;
	if (high && !low)
		row->day_low = row->day_high;
}

static void thing_key(struct sx_buf *out, const struct sx_claim *claim)
{
	const struct sx_str texts[] = { claim->subject, claim->predicate, claim->place, claim->of };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		add_folded(out, texts[i]);
}

static void moment_key(struct sx_buf *out, const struct sx_series_row *row)
{
	if (row->dated)
		sx_buf_addf(out, "%.0f %.0f", row->day_low, row->day_high);
	else
		add_folded(out, row->claim->period);
}

static struct sx_str group_of(const struct sx_claim *claim, int column, struct sx_arena *arena, struct sx_buf *buf)
{
	struct sx_buf cell = { 0 };
	if (column == SX_COL_period)
		sx_when_words(&cell, claim);
	else if (column >= 0)
		sx_claim_cell(claim, (enum sx_column)column, &cell);
	else
		sx_buf_str(&cell, claim->section);
	sx_clean_label(buf, sx_buf_view(&cell));
	buf->failed |= cell.failed;
	sx_buf_release(&cell);
	return sx_keep_text(arena, buf);
}

static void set_words(struct sx_series_row *row, int column, struct sx_arena *arena, struct sx_buf *buf)
{
	sx_when_words(buf, row->claim);
	row->when = sx_keep_text(arena, buf);
	row->heading = group_of(row->claim, column, arena, buf);
}

enum aspect { THING, MOMENT, GROUP };

static void number_aspect(struct sx_series *series, enum aspect aspect, struct keyed *keyed, struct keyed *first,
			  size_t *number, struct sx_arena *arena, struct sx_buf *buf)
{
	size_t n = 0, runs;
	for (size_t i = 0; i < series->n; i++) {
		struct sx_series_row *row = &series->row[i];
		bool has = aspect == THING || (aspect == GROUP ? row->heading.n : row->dated || row->when.n);
		row->group = aspect == GROUP ? SX_NONE : row->group;
		row->moment = aspect == MOMENT ? SX_NONE : row->moment;
		if (!has)
			continue;
		if (aspect == THING)
			thing_key(buf, row->claim);
		else if (aspect == MOMENT)
			moment_key(buf, row);
		else
			sx_buf_str(buf, row->heading);
		double rank =
			aspect == MOMENT && row->dated ? (row->day_low + row->day_high) / 2 - 1e9 : (double)row->order;
		keyed[n++] = (struct keyed){ .key = sx_keep_text(arena, buf), .rank = rank, .row = i };
	}
	runs = number_keys(keyed, n, first, number);
	for (size_t i = 0; i < n; i++) {
		struct sx_series_row *row = &series->row[keyed[i].row];
		*(aspect == THING ? &row->thing : aspect == MOMENT ? &row->moment : &row->group) = number[keyed[i].run];
	}
	*(aspect == THING ? &series->things : aspect == MOMENT ? &series->moments : &series->groups) = runs;
}

int sx_things_find(struct sx_series *series, int column, struct sx_arena *arena, struct sx_err *err)
{
	struct sx_buf buf = { 0 };
	struct keyed *keyed = sx_arena_alloc(arena, (series->n + 1) * sizeof *keyed);
	struct keyed *first = sx_arena_alloc(arena, (series->n + 1) * sizeof *first);
	size_t *number = sx_arena_alloc(arena, (series->n + 1) * sizeof *number);
	bool ok = keyed && first && number, sections = false;
	for (size_t i = 0; i < series->n; i++)
		sections |= series->row[i].claim->section.n > 0;
	if (column < 0 && !sections)
		column = SX_COL_period;
	series->by_period = column == SX_COL_period;
	for (size_t i = 0; ok && i < series->n; i++) {
		date_row(&series->row[i]);
		set_words(&series->row[i], column, arena, &buf);
	}
	for (enum aspect aspect = THING; ok && sx_arena_ok(arena) && aspect <= GROUP; aspect++)
		number_aspect(series, aspect, keyed, first, number, arena, &buf);
	ok = ok && sx_buf_ok(&buf) && sx_arena_ok(arena);
	sx_buf_release(&buf);
	return ok ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int by_thing(const void *a, const void *b)
{
	const struct sx_series_row *x = a, *y = b;
	if (x->thing != y->thing)
		return x->thing < y->thing ? -1 : 1;
	if (x->moment != y->moment)
		return x->moment < y->moment ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* A thing and its moments: how many, and the first few. */
struct course {
	size_t thing, moments, moment[PERIODS + 1], same;
};

/* The courses of all things, and the rows in the order of things and moments. Claims that are stated for the same
 * moment once more are passed over. NULL without memory. */
static struct course *courses_of(const struct sx_series *series, bool dated, struct sx_series_row **sorted,
				 struct sx_arena *arena)
{
	struct course *course = sx_arena_alloc(arena, (series->things + 1) * sizeof *course);
	struct sx_series_row *row = sx_arena_alloc(arena, (series->n + 1) * sizeof *row);
	if (!course || !row)
		return NULL;
	if (series->n)
		memcpy(row, series->row, series->n * sizeof *row);
	qsort(row, series->n, sizeof *row, by_thing);
	for (size_t i = 0; i < series->n; i++) {
		struct course *c = &course[row[i].thing];
		c->thing = row[i].thing;
		if (row[i].moment == SX_NONE || (dated && !row[i].dated))
			continue;
		if (i && row[i - 1].thing == row[i].thing && row[i - 1].moment == row[i].moment)
			continue;
		if (c->moments <= PERIODS)
			c->moment[c->moments] = row[i].moment;
		c->moments++;
	}
	*sorted = row;
	return course;
}

static int by_moments(const void *a, const void *b)
{
	const struct course *x = a, *y = b;
	if (x->moments != y->moments)
		return x->moments > y->moments ? -1 : 1;
	for (size_t i = 0; i < PERIODS && i < x->moments; i++)
		if (x->moment[i] != y->moment[i])
			return x->moment[i] < y->moment[i] ? -1 : 1;
	return (x->thing > y->thing) - (x->thing < y->thing);
}

static bool same_moments(const struct course *a, const struct course *b)
{
	return a->moments == b->moments && memcmp(a->moment, b->moment, a->moments * sizeof *a->moment) == 0;
}

/* The largest run of courses over the same two or three moments, in front. */
static size_t largest_pairing(struct course *course, size_t n)
{
	size_t best = 0, most = 0;
	qsort(course, n, sizeof *course, by_moments);
	for (size_t i = 0, end; i < n; i = end) {
		end = i + 1;
		if (course[i].moments < 2 || course[i].moments > PERIODS)
			continue;
		while (end < n && same_moments(&course[i], &course[end]))
			end++;
		if ((end - i) * course[i].moments > most) {
			most = (end - i) * course[i].moments;
			best = i;
		}
	}
	size_t things = most ? most / course[best].moments : 0;
	memmove(course, course + best, things * sizeof *course);
	return things;
}

bool sx_things_in_time(const struct sx_series *series, size_t *things, size_t *rows, struct sx_arena *arena)
{
	struct sx_series_row *sorted;
	const struct course *course = courses_of(series, true, &sorted, arena);
	size_t longest = 0;
	*things = *rows = 0;
	for (size_t i = 0; course && i < series->things; i++)
		if (course[i].moments >= POINTS) {
			++*things;
			*rows += course[i].moments;
			longest = course[i].moments > longest ? course[i].moments : longest;
		}
	/* Many things at three moments are better seen as pairs, which have room for all of them. */
	bool pairs = *things > MOST_LINES && longest <= PERIODS;
	return *things && !pairs && *rows * 2 >= series->n;
}

bool sx_things_paired(const struct sx_series *series, size_t *things, size_t *moments, size_t *rows,
		      struct sx_arena *arena)
{
	struct sx_series_row *sorted;
	struct course *course = courses_of(series, false, &sorted, arena);
	*things = course ? largest_pairing(course, series->things) : 0;
	*moments = *things ? course[0].moments : 0;
	*rows = *things * *moments;
	return *things >= 2 && *rows * 2 >= series->n;
}

/* Keep the rows of the first `kept` courses, renumbering the things and the moments. */
static int keep_courses(struct sx_series *series, const struct course *course, size_t kept,
			const struct sx_series_row *sorted, bool dated, struct sx_arena *arena)
{
	size_t *thing = sx_arena_alloc(arena, (series->things + 1) * sizeof *thing), n = 0, most = 0;
	size_t *moment = sx_arena_alloc(arena, (series->moments + 1) * sizeof *moment);
	if (!thing || !moment)
		return -1;
	for (size_t i = 0; i < kept; i++)
		thing[course[i].thing] = i + 1;
	for (size_t i = 0; i < series->n; i++) {
		const struct sx_series_row *row = &sorted[i];
		bool again = i && row[-1].thing == row->thing && row[-1].moment == row->moment;
		if (!thing[row->thing] || row->moment == SX_NONE || (dated && !row->dated) || again)
			continue;
		moment[row->moment] = 1;
		series->row[n++] = *row;
	}
	for (size_t i = 0; i < series->moments; i++)
		if (moment[i])
			moment[i] = ++most;
	series->others = series->n - n;
	series->n = n;
	series->by_thing = true;
	series->things = kept;
	series->moments = most;
	for (size_t i = 0; i < n; i++) {
		series->row[i].thing = thing[series->row[i].thing] - 1;
		series->row[i].moment = moment[series->row[i].moment] - 1;
	}
	qsort(series->row, n, sizeof *series->row, by_thing);
	return 0;
}

int sx_things_keep_in_time(struct sx_series *series, struct sx_arena *arena)
{
	struct sx_series_row *sorted;
	struct course *course = courses_of(series, true, &sorted, arena);
	size_t kept = 0;
	if (!course)
		return -1;
	qsort(course, series->things, sizeof *course, by_moments);
	while (kept < series->things && kept < MOST_LINES && course[kept].moments >= POINTS)
		kept++;
	return keep_courses(series, course, kept, sorted, true, arena);
}

/* The things whose last value is the largest first. */
static void sort_things(struct course *course, size_t n, const struct sx_series_row *sorted, size_t rows)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rows; k++)
			if (sorted[k].thing == course[i].thing &&
			    sorted[k].moment == course[i].moment[course[i].moments - 1])
				course[i].same = k;
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k && sorted[course[k].same].at > sorted[course[k - 1].same].at; k--) {
			struct course swap = course[k];
			course[k] = course[k - 1];
			course[k - 1] = swap;
		}
}

int sx_things_keep_paired(struct sx_series *series, struct sx_arena *arena)
{
	enum { MOST_THINGS = 15 };
	struct sx_series_row *sorted;
	struct course *course = courses_of(series, false, &sorted, arena);
	if (!course)
		return -1;
	size_t things = largest_pairing(course, series->things);
	if (things > MOST_THINGS)
		things = MOST_THINGS;
	sort_things(course, things, sorted, series->n);
	return keep_courses(series, course, things, sorted, false, arena);
}
