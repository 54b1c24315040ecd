#include "plot/picks_priv.h"

#include "plot/family_priv.h"
#include "plot/text_priv.h"

#include <math.h>
#include <stdlib.h>

/* Beyond these a logarithmic axis with room for arrows would leave the doubles. */
#define LARGEST  1e120
#define SMALLEST 1e-120

/* No unit is larger or smaller than so many of its base: a table that says so is mistaken. */
#define LARGEST_UNIT 1e24

static int by_text(struct sx_str a, struct sx_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

int sx_compare_numbers(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int by_identity(const void *a, const void *b)
{
	const struct sx_pick *x = a, *y = b;
	int order = by_text(x->identity, y->identity);
	return order ? order : sx_compare_numbers(x->order, y->order);
}

int sx_compare_units(const void *a, const void *b)
{
	const struct sx_pick *x = a, *y = b;
	int order = by_text(x->claim->unit, y->claim->unit);
	if (!order)
		order = by_text(x->claim->kind, y->claim->kind);
	return order ? order : sx_compare_numbers(x->order, y->order);
}

static int by_family(const void *a, const void *b)
{
	const struct sx_pick *x = a, *y = b;
	int order = by_text(x->family, y->family);
	return order ? order : sx_compare_numbers(x->order, y->order);
}

static bool can_be_placed(const struct sx_decimal *d)
{
	double x = fabs(sx_decimal_double(d));
	return !d->set || sx_decimal_is_zero(d) || (x >= SMALLEST && x <= LARGEST);
}

/* A number's text without the zeros that do not change its value. */
static void add_value(struct sx_buf *out, const struct sx_decimal *d)
{
	size_t from = out->n;
	sx_decimal_write(d, out);
	if (out->failed || out->n == from || memchr(out->p + from, 'e', out->n - from) ||
	    !memchr(out->p + from, '.', out->n - from))
		return;
	while (out->p[out->n - 1] == '0')
		out->n--;
	if (out->p[out->n - 1] == '.')
		out->n--;
}

static void add_folded(struct sx_buf *out, struct sx_str s)
{
	for (size_t i = 0; i < s.n; i++)
		sx_buf_c(out, s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i]);
	sx_buf_c(out, '\0');
}

/* What makes two rows the same claim: not who says so, nor where it stands in the text. */
static struct sx_str identity(const struct sx_claim *claim, struct sx_arena *arena, struct sx_buf *buf)
{
	const struct sx_str texts[] = { claim->subject, claim->predicate, claim->unit, claim->period,
					claim->place,   claim->of,        claim->per };
	const struct sx_decimal *const numbers[] = { &claim->value, &claim->low, &claim->high };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		add_folded(buf, texts[i]);
	for (size_t i = 0; i < 3; i++) {
		add_value(buf, numbers[i]);
		sx_buf_c(buf, '\0');
	}
	sx_buf_addf(buf, "%d", (int)claim->change);
	return sx_keep_text(arena, buf);
}

void sx_picks_collect(struct sx_picks *picks, const struct sx_claims *claims, struct sx_arena *arena,
		      struct sx_buf *buf)
{
	for (size_t i = 0; i < claims->n; i++) {
		const struct sx_claim *claim = &claims->row[i];
		if (!claim->value.set && !(claim->low.set && claim->high.set)) {
			picks->numberless++;
		} else if (!can_be_placed(&claim->value) || !can_be_placed(&claim->low) ||
			   !can_be_placed(&claim->high)) {
			picks->beyond++;
		} else {
			picks->pick[picks->n] =
				(struct sx_pick){ .claim = claim, .order = i, .kind = sx_family_of(claim) };
			picks->pick[picks->n++].identity = identity(claim, arena, buf);
		}
	}
}

void sx_picks_drop_repeated(struct sx_picks *picks)
{
	if (!picks->n)
		return;
	qsort(picks->pick, picks->n, sizeof *picks->pick, by_identity);
	size_t kept = 1;
	for (size_t i = 1; i < picks->n; i++) {
		if (by_text(picks->pick[i].identity, picks->pick[kept - 1].identity) == 0)
			picks->again++;
		else
			picks->pick[kept++] = picks->pick[i];
	}
	picks->n = kept;
}

/* The first claim of a run of one unit that shows what the unit is in its base. Degrees have no common zero: they stay
 * apart. */
static const struct sx_claim *with_base(const struct sx_pick *pick, size_t n, double *factor)
{
	for (size_t i = 0; i < n; i++) {
		const struct sx_claim *claim = pick[i].claim;
		if (!claim->base_unit.n || sx_decimal_is_zero(&claim->value) || sx_str_is(claim->kind, "temperature"))
			continue;
		*factor = fabs(sx_decimal_double(&claim->base_value) / sx_decimal_double(&claim->value));
		if (*factor >= 1 / LARGEST_UNIT && *factor <= LARGEST_UNIT)
			return claim;
	}
	*factor = 1;
	return NULL;
}

static void name_family(struct sx_pick *pick, struct sx_str unit, struct sx_arena *arena, struct sx_buf *buf)
{
	const struct sx_claim *claim = pick->claim;
	bool by_kind = pick->kind == SX_FAMILY_OTHER || pick->kind == SX_FAMILY_MEASURE ||
		       (pick->kind == SX_FAMILY_DURATION && sx_str_is(claim->kind, "age"));
	sx_buf_addf(buf, "%d%d", (int)pick->kind, claim->change != SX_NO_CHANGE);
	if (by_kind)
		sx_buf_str(buf, claim->kind);
	sx_buf_c(buf, '\0');
	sx_buf_str(buf, unit);
	sx_buf_c(buf, '\0');
	sx_buf_str(buf, claim->per);
	pick->family = sx_keep_text(arena, buf);
}

/* Name the families of a run of claims with one unit and kind. */
static void name_run(struct sx_pick *pick, size_t n, struct sx_arena *arena, struct sx_buf *buf)
{
	double factor = 1;
	const struct sx_claim *example = pick->kind == SX_FAMILY_MEASURE ? with_base(pick, n, &factor) : NULL;
	struct sx_str unit = example ? example->base_unit : pick->claim->unit;
	if (pick->kind == SX_FAMILY_DURATION) {
		factor = sx_unit_seconds(unit);
		unit = SX_STR("s");
	}
	for (size_t i = 0; i < n; i++) {
		pick[i].factor = factor;
		name_family(&pick[i], unit, arena, buf);
	}
}

void sx_picks_name_families(struct sx_picks *picks, struct sx_arena *arena, struct sx_buf *buf)
{
	qsort(picks->pick, picks->n, sizeof *picks->pick, sx_compare_units);
	for (size_t i = 0, end; i < picks->n; i = end) {
		const struct sx_claim *first = picks->pick[i].claim;
		for (end = i + 1; end < picks->n; end++)
			if (!sx_str_eq(first->unit, picks->pick[end].claim->unit) ||
			    !sx_str_eq(first->kind, picks->pick[end].claim->kind))
				break;
		name_run(picks->pick + i, end - i, arena, buf);
	}
	qsort(picks->pick, picks->n, sizeof *picks->pick, by_family);
}

size_t sx_family_end(const struct sx_picks *picks, size_t from)
{
	size_t end = from + 1;
	while (end < picks->n && by_text(picks->pick[from].family, picks->pick[end].family) == 0)
		end++;
	return end;
}
