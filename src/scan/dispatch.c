/* Which patterns are worth trying at a number: told by the text before it and behind it, for all patterns in one pass.
 * Nearly all are ruled out here, so that the cost of a place does not grow with the number of rules. */
#include "scan/scan_priv.h"

#include <stdlib.h>

/* What patterns want before their first atom, behind it, and where the number stands that they read themselves. */
enum way { BEFORE, BEHIND, HERE, WAYS };

/* Sets of patterns, bit i for the i-th; `words` 64-bit words each. */
struct sx_dispatch {
	uint32_t words;
	struct sx_rxset *set[WAYS];
	uint64_t *here;     /* those that read the digits themselves */
	uint64_t *quantity; /* tried with the unit */
	uint64_t *number;   /* tried without it */
	uint64_t *unit;     /* tried only where there is a unit */
	uint64_t *bare;     /* tried only where there is none */
	uint64_t *plain;    /* tried without a unit only where there is none */
};

/* Which could match one way from a place, and where they could end (backwards: begin). */
struct answer {
	size_t at;
	uint64_t set[SX_DISPATCH_WORDS];
	struct sx_rxset_places places;
};

struct sx_dispatch_run {
	struct sx_rxset_run *run[WAYS];
	struct answer before[3], here, behind_unit, behind_number;
	const struct answer *behind; /* the number: one of the two */
	unsigned n_before;
};

static void put(uint64_t *set, uint32_t i)
{
	set[i / 64] |= (uint64_t)1 << (i % 64);
}

/* With and without its unit: when is a pattern tried? */
static void sort_in(struct sx_dispatch *d, const struct sx_compiled *c, uint32_t i)
{
	enum sx_element_kind kind = c->pattern->element[c->pattern->first_atom].kind;
	if (c->rule->bare)
		put(d->bare, i);
	if (kind == SX_EL_HERE) {
		put(d->here, i);
		return;
	}
	if (kind != SX_EL_NUMBER)
		put(d->quantity, i);
	if (kind == SX_EL_MEASURE)
		put(d->unit, i);
	else
		put(d->number, i);
	if (kind == SX_EL_QUANTITY)
		put(d->plain, i);
}

/* An element of a pattern; and, where an atom follows, what it may begin with. */
static int add(struct sx_rxset *set, const struct sx_compiled *c, uint32_t element, uint32_t i, struct sx_str lead,
	       struct sx_err *err)
{
	bool regex = element < c->pattern->n && c->pattern->element[element].kind == SX_EL_REGEX;
	struct sx_str pattern = regex ? c->pattern->element[element].regex : (struct sx_str){ 0 };
	struct sx_buf both = { 0 };
	if (regex && lead.n && element + 1 < c->pattern->n && c->pattern->element[element + 1].kind != SX_EL_UNIT &&
	    !memmem(pattern.p, pattern.n, "(?=", 3)) {
		sx_buf_addf(&both, "(?:%.*s)%.*s", (int)pattern.n, pattern.p, (int)lead.n, lead.p);
		pattern = sx_buf_view(&both);
	}
	int status = sx_buf_ok(&both) ? sx_rxset_add(set, i, pattern, c->rule->cased ? 0 : SX_RX_CASELESS, err)
				      : sx_fail(err, SX_NOMEM, "out of memory");
	sx_buf_release(&both);
	return status;
}

static int fill(const struct sx_scanner *s, struct sx_dispatch *d, struct sx_str lead, struct sx_err *err)
{
	for (uint32_t i = 0; i < s->first_worded; i++) {
		const struct sx_compiled *c = &s->compiled[i];
		uint32_t atom = c->pattern->first_atom;
		if (atom >= c->pattern->n)
			continue; /* no number and no trigger word: never tried */
		bool here = c->pattern->element[atom].kind == SX_EL_HERE;
		sort_in(d, c, i);
		if (add(d->set[here ? HERE : BEHIND], c, atom + 1, i, lead, err) ||
		    add(d->set[BEFORE], c, atom ? 0 : UINT32_MAX, i, SX_STR(""), err))
			return -1;
	}
	for (int way = 0; way < WAYS; way++)
		if (sx_rxset_finish(d->set[way], err))
			return -1;
	return 0;
}

void sx_dispatch_free(struct sx_scanner *s)
{
	for (int way = 0; s->dispatch && way < WAYS; way++)
		sx_rxset_free(s->dispatch->set[way]);
}

int sx_dispatch_make(struct sx_scanner *s, struct sx_err *err)
{
	struct sx_dispatch *d = sx_arena_alloc(&s->arena, sizeof *d);
	uint32_t words = (s->first_worded + 63) / 64;
	uint64_t *sets = sx_arena_alloc(&s->arena, 6 * words * sizeof *sets + 1);
	if (words > SX_DISPATCH_WORDS)
		return sx_fail(err, SX_LIMIT, "too many rules");
	if (!sx_arena_ok(&s->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	s->dispatch = d;
	*d = (struct sx_dispatch){ .words = words,
				   .here = sets,
				   .quantity = sets + words,
				   .number = sets + 2 * words,
				   .unit = sets + 3 * words,
				   .bare = sets + 4 * words,
				   .plain = sets + 5 * words };
	for (int way = 0; way < WAYS; way++) {
		d->set[way] = sx_rxset_new(way == BEFORE ? SX_RXSET_BACK : SX_RXSET_AHEAD, s->first_worded, err);
		if (!d->set[way])
			return -1;
	}
	struct sx_buf lead = { 0 };
	sx_lead_regex(s, &lead);
	int status = sx_buf_ok(&lead) ? fill(s, d, sx_buf_view(&lead), err) : sx_fail(err, SX_NOMEM, "out of memory");
	sx_buf_release(&lead);
	return status;
}

void sx_dispatch_run_free(struct sx_dispatch_run *run)
{
	for (int way = 0; run && way < WAYS; way++)
		sx_rxset_run_free(run->run[way]);
	free(run);
}

struct sx_dispatch_run *sx_dispatch_run_new(const struct sx_scanner *s, struct sx_err *err)
{
	struct sx_dispatch_run *run = calloc(1, sizeof *run);
	if (!run)
		sx_fail(err, SX_NOMEM, "out of memory");
	for (int way = 0; run && way < WAYS; way++) {
		run->run[way] = sx_rxset_run_new(s->dispatch->set[way], err);
		if (!run->run[way]) {
			sx_dispatch_run_free(run);
			return NULL;
		}
	}
	return run;
}

static void ask(struct sx_scan *scan, enum way way, struct sx_str text, size_t at, struct answer *answer)
{
	uint32_t words = scan->scanner->dispatch->words;
	answer->at = at;
	memset(answer->set, scan->plain ? 0xFF : 0, words * sizeof *answer->set);
	if (!scan->plain)
		sx_rxset_match(scan->dispatch->run[way], text, at, answer->set, &answer->places);
}

static bool may_be_bare(const struct sx_atom *quantity)
{
	const struct sx_unit_span *unit = &quantity->unit;
	return !(unit->parts && (!unit->risky || unit->before)) && !quantity->magnitude_value.n;
}

/* What may stand before a number that begins at `at`. A number, its currency and its sign mostly begin at one place. */
static const struct answer *ask_before(struct sx_scan *scan, struct sx_str text, size_t at)
{
	struct sx_dispatch_run *run = scan->dispatch;
	for (unsigned i = 0; i < run->n_before; i++)
		if (run->before[i].at == at)
			return &run->before[i];
	ask(scan, BEFORE, text, at, &run->before[run->n_before]);
	return &run->before[run->n_before++];
}

/* NULL: it is not known. */
static const struct sx_rxset_places *places_before(const struct sx_scan *scan, size_t at)
{
	const struct sx_dispatch_run *run = scan->dispatch;
	for (unsigned b = 0; b < run->n_before && !scan->plain; b++)
		if (run->before[b].at == at)
			return run->before[b].places.n > SX_RXSET_PLACES ? NULL : &run->before[b].places;
	return NULL;
}

static bool has(const struct sx_rxset_places *places, uint32_t k, uint32_t i)
{
	return places->bits[k][i / 64] >> (i % 64) & 1;
}

bool sx_dispatch_may_begin(const struct sx_scan *scan, uint32_t i, size_t start, size_t at)
{
	const struct sx_rxset_places *places = places_before(scan, at);
	for (uint32_t k = 0; places && k < places->n; k++)
		if (places->at[k] == start)
			return has(places, k, i);
	return !places;
}

size_t sx_dispatch_farthest(const struct sx_scan *scan, uint32_t i, size_t at)
{
	const struct sx_rxset_places *places = places_before(scan, at);
	for (uint32_t k = places ? places->n : 0; k-- > 0;)
		if (has(places, k, i))
			return places->at[k];
	return places ? at : 0;
}

/* Where what pattern i wants behind its first atom could end at the latest. */
static size_t latest(const struct sx_compiled *c, uint32_t i, const struct answer *behind)
{
	const struct sx_rxset_places *places = &behind->places;
	if (c->pattern->n > c->pattern->first_atom + 2 || places->n > SX_RXSET_PLACES)
		return SIZE_MAX; /* another atom follows, whose end nobody has looked for; or it is not known */
	for (uint32_t k = places->n; k-- > 0;)
		if (has(places, k, i))
			return places->at[k];
	return behind->at;
}

/* The reach of one form of a pattern, that begins its first atom at `start`, with that of its other forms. */
static void stretch(struct sx_range *reach, const struct sx_scan *scan, uint32_t i, size_t start,
		    const struct answer *behind)
{
	const struct sx_compiled *c = &scan->scanner->compiled[i];
	size_t end = latest(c, i, behind);
	if (c->pattern->first_atom)
		start = sx_dispatch_farthest(scan, i, start);
	*reach = (struct sx_range){ start < reach->start ? start : reach->start, end > reach->end ? end : reach->end };
}

struct sx_range sx_dispatch_reach(const struct sx_scan *scan, uint32_t i)
{
	const struct sx_dispatch_run *run = scan->dispatch;
	const struct sx_open_patterns *open = &scan->open;
	const uint64_t bit = (uint64_t)1 << (i % 64);
	const uint32_t w = i / 64;
	struct sx_range reach = { SIZE_MAX, 0 };
	if (scan->plain)
		return (struct sx_range){ 0, SIZE_MAX };
	if (open->quantity[w] & bit)
		stretch(&reach, scan, i, scan->quantity.all.start, &run->behind_unit);
	if (open->number[w] & bit)
		stretch(&reach, scan, i, scan->number.all.start, run->behind);
	if (open->here[w] & bit)
		stretch(&reach, scan, i, scan->number.number.start, &run->here);
	return reach;
}

uint32_t sx_dispatch(struct sx_scan *scan, struct sx_str text)
{
	const struct sx_dispatch *d = scan->scanner->dispatch;
	const struct sx_atom *number = &scan->number, *quantity = &scan->quantity;
	struct sx_dispatch_run *run = scan->dispatch;
	run->n_before = 0;
	for (int way = 0; way < WAYS; way++)
		sx_rxset_make_room(run->run[way]);
	const struct answer *before_quantity = ask_before(scan, text, quantity->all.start),
			    *before_number = ask_before(scan, text, number->all.start),
			    *before_here = ask_before(scan, text, number->number.start);
	ask(scan, BEHIND, text, quantity->all.end, &run->behind_unit);
	run->behind = &run->behind_unit;
	if (number->all.end != quantity->all.end) {
		ask(scan, BEHIND, text, number->all.end, &run->behind_number);
		run->behind = &run->behind_number;
	}
	ask(scan, HERE, text, number->number.start, &run->here);
	uint64_t bare = may_be_bare(quantity) ? ~(uint64_t)0 : 0, unit = quantity->unit.parts ? ~(uint64_t)0 : 0,
		 money = quantity->unit.before ? ~(uint64_t)0 : 0; /* what stands behind money is money */
	for (uint32_t i = 0; i < d->words; i++) {
		uint64_t can = bare | ~d->bare[i];
		scan->open.quantity[i] =
			can & d->quantity[i] & (unit | ~d->unit[i]) & before_quantity->set[i] & run->behind_unit.set[i];
		scan->open.number[i] = can & d->number[i] & ~money & (unit | ~d->plain[i]) & before_number->set[i] &
				       run->behind->set[i];
		scan->open.here[i] = can & d->here[i] & before_here->set[i] & run->here.set[i];
	}
	return d->words;
}
