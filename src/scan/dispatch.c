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

/* Which could match one way from a place. */
struct answer {
	uint64_t set[SX_DISPATCH_WORDS];
};

/* Before a number that begins at `at`. */
struct before {
	size_t at;
	struct answer answer;
	struct sx_rxset_places places; /* where the patterns could begin */
};

struct sx_dispatch_run {
	struct sx_rxset_run *run[WAYS];
	struct before before[3];
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

static void ask(struct sx_scan *scan, enum way way, struct sx_str text, size_t at, struct answer *answer,
		struct sx_rxset_places *places)
{
	uint32_t words = scan->scanner->dispatch->words;
	memset(answer->set, scan->plain ? 0xFF : 0, words * sizeof *answer->set);
	if (!scan->plain)
		sx_rxset_match(scan->dispatch->run[way], text, at, answer->set, places);
}

static bool may_be_bare(const struct sx_atom *quantity)
{
	const struct sx_unit_span *unit = &quantity->unit;
	return !(unit->parts && (!unit->risky || unit->before)) && !quantity->magnitude_value.n;
}

/* What may stand before a number that begins at `at`. A number, its currency and its sign mostly begin at one place. */
static const uint64_t *ask_before(struct sx_scan *scan, struct sx_str text, size_t at)
{
	struct sx_dispatch_run *run = scan->dispatch;
	for (unsigned i = 0; i < run->n_before; i++)
		if (run->before[i].at == at)
			return run->before[i].answer.set;
	struct before *before = &run->before[run->n_before++];
	before->at = at;
	ask(scan, BEFORE, text, at, &before->answer, &before->places);
	return before->answer.set;
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

uint32_t sx_dispatch(struct sx_scan *scan, struct sx_str text, struct sx_open_patterns *worth)
{
	const struct sx_dispatch *d = scan->scanner->dispatch;
	const struct sx_atom *number = &scan->number, *quantity = &scan->quantity;
	struct answer behind[2], here;
	scan->dispatch->n_before = 0;
	const uint64_t *before_quantity = ask_before(scan, text, quantity->all.start),
		       *before_number = ask_before(scan, text, number->all.start),
		       *before_here = ask_before(scan, text, number->number.start);
	const struct answer *after = &behind[0];
	ask(scan, BEHIND, text, quantity->all.end, &behind[0], NULL);
	if (number->all.end != quantity->all.end) {
		ask(scan, BEHIND, text, number->all.end, &behind[1], NULL);
		after = &behind[1];
	}
	ask(scan, HERE, text, number->number.start, &here, NULL);
	uint64_t bare = may_be_bare(quantity) ? ~(uint64_t)0 : 0, unit = quantity->unit.parts ? ~(uint64_t)0 : 0,
		 money = quantity->unit.before ? ~(uint64_t)0 : 0; /* what stands behind money is money */
	for (uint32_t i = 0; i < d->words; i++) {
		uint64_t open = bare | ~d->bare[i];
		worth->quantity[i] =
			open & d->quantity[i] & (unit | ~d->unit[i]) & before_quantity[i] & behind[0].set[i];
		worth->number[i] =
			open & d->number[i] & ~money & (unit | ~d->plain[i]) & before_number[i] & after->set[i];
		worth->here[i] = open & d->here[i] & before_here[i] & here.set[i];
	}
	return d->words;
}
