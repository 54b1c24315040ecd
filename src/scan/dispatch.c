/* Which patterns are worth trying at a number: told by the text before it and behind it, for all patterns in one pass.
 * Nearly all are ruled out here, so that the cost of a place does not grow with the number of rules. */
#include "base/image.h"
#include "scan/scan_priv.h"

#include <stdlib.h>

/* What patterns want before their first atom, behind it, and where the number stands that they read themselves. */
enum way { BEFORE, BEHIND, HERE, WAYS };

/* Expressions that could read on over many words have sets of their own, which are asked only where the others leave
 * one of their patterns open. */
enum reach { NEAR, FAR, REACHES };

/* The forms in which a pattern is tried at a number: with its unit, without, or where it begins; and what tells which
 * of them are. */
enum form { QUANTITY, NUMBER, DIGITS, FORMS };
enum { BARE = 1, UNIT = 2, MONEY = 4, SHAPES = 8 };

/* Sets are worked on two words at a time. */
typedef uint64_t pair __attribute__((vector_size(16), aligned(8), may_alias));

static inline pair pair_at(const uint64_t *set, uint32_t w)
{
	return *(const pair *)(set + w);
}

static inline void put_pair(uint64_t *set, uint32_t w, pair two)
{
	*(pair *)(set + w) = two;
}

/* Sets of patterns, bit i for the i-th; `words` 64-bit words each, an even number. */
struct sx_dispatch {
	uint32_t words;
	struct sx_rxset *set[WAYS][REACHES];
	uint64_t *far[WAYS]; /* whose expression that way is in the set for FAR */
	uint64_t *any_far;
	uint64_t *tried[SHAPES][FORMS];
};

/* Which could match one way from a place, and where they could end (backwards: begin). */
struct answer {
	size_t at;
	enum way way;
	bool complete; /* of FAR too; until then those are taken to match */
	uint64_t set[SX_DISPATCH_WORDS];
	struct sx_rxset_places places[REACHES];
};

struct sx_dispatch_run {
	struct sx_rxset_run *run[WAYS][REACHES];
	struct answer before[3], here, behind_unit, behind_number;
	unsigned n_before;
	bool crowded;                                                 /* some automaton has no room left */
	struct answer *before_quantity, *before_number, *before_here; /* of `before` */
	struct answer *behind;                                        /* the number: one of the two */
};

static void put(uint64_t *set, uint32_t i)
{
	set[i / 64] |= (uint64_t)1 << (i % 64);
}

/* Is a pattern tried in this form at a number of such a shape? What stands behind money is money. */
static bool is_tried(const struct sx_compiled *c, enum form form, unsigned shape)
{
	enum sx_element_kind kind = c->pattern->element[c->pattern->first_atom].kind;
	if ((c->rule->bare && !(shape & BARE)) || (form == DIGITS) != (kind == SX_EL_HERE))
		return false;
	if (form == QUANTITY)
		return kind != SX_EL_NUMBER && (kind != SX_EL_MEASURE || shape & UNIT);
	return form == DIGITS ||
	       (kind != SX_EL_MEASURE && !(shape & MONEY) && (kind != SX_EL_QUANTITY || shape & UNIT));
}

static void sort_in(struct sx_dispatch *d, const struct sx_compiled *c, uint32_t i)
{
	for (unsigned k = 0; k < SHAPES * FORMS; k++)
		if (is_tried(c, (enum form)(k % FORMS), k / FORMS))
			put(d->tried[k / FORMS][k % FORMS], i);
}

/* An element of a pattern, if it is an expression; and, where an atom follows, what it may begin with. */
static int read_element(const struct sx_compiled *c, uint32_t element, struct sx_str lead,
			struct sx_rxset_expression *x, struct sx_err *err)
{
	bool regex = element < c->pattern->n && c->pattern->element[element].kind == SX_EL_REGEX;
	struct sx_str pattern = regex ? c->pattern->element[element].regex : (struct sx_str){ 0 };
	struct sx_buf both = { 0 };
	if (regex && lead.n && element + 1 < c->pattern->n && c->pattern->element[element + 1].kind != SX_EL_UNIT &&
	    !memmem(pattern.p, pattern.n, "(?=", 3)) {
		sx_buf_addf(&both, "(?:%.*s)%.*s", (int)pattern.n, pattern.p, (int)lead.n, lead.p);
		pattern = sx_buf_view(&both);
	}
	int status = sx_buf_ok(&both) ? sx_rxset_read(x, pattern, c->rule->cased ? 0 : SX_RX_CASELESS, err)
				      : sx_fail(err, SX_NOMEM, "out of memory");
	sx_buf_release(&both);
	return status;
}

static int add(struct sx_dispatch *d, enum way way, bool far, uint32_t i, const struct sx_rxset_expression *x,
	       struct sx_err *err)
{
	if (far) {
		put(d->far[way], i);
		put(d->any_far, i);
	}
	return sx_rxset_add_read(d->set[way][far ? FAR : NEAR], i, x, err);
}

/* Both sides of a pattern. Only one of them can be put off, and only where the other rules most places out. */
static int add_pattern(const struct sx_scanner *s, struct sx_dispatch *d, uint32_t i, struct sx_str lead,
		       struct sx_err *err)
{
	const struct sx_compiled *c = &s->compiled[i];
	uint32_t atom = c->pattern->first_atom;
	enum way way = c->pattern->element[atom].kind == SX_EL_HERE ? HERE : BEHIND;
	struct sx_rxset_expression before, after;
	if (read_element(c, atom ? 0 : UINT32_MAX, SX_STR(""), &before, err))
		return -1;
	if (read_element(c, atom + 1, lead, &after, err)) {
		sx_rxset_release(&before);
		return -1;
	}
	bool before_far = sx_rxset_is_wild(&before, SX_RXSET_BACK) && sx_rxset_is_particular(&after, SX_RXSET_AHEAD),
	     after_far = sx_rxset_is_wild(&after, SX_RXSET_AHEAD) && sx_rxset_is_particular(&before, SX_RXSET_BACK);
	int status = add(d, BEFORE, before_far, i, &before, err) || add(d, way, after_far, i, &after, err) ? -1 : 0;
	sx_rxset_release(&before);
	sx_rxset_release(&after);
	return status;
}

/* No number and no trigger word: never tried. */
static bool is_idle(const struct sx_compiled *c)
{
	return c->pattern->first_atom == c->pattern->n;
}

static int fill(const struct sx_scanner *s, struct sx_dispatch *d, struct sx_str lead, struct sx_err *err)
{
	for (int k = 0; k < WAYS * REACHES; k++) {
		enum sx_rxset_way way = k / REACHES == BEFORE ? SX_RXSET_BACK : SX_RXSET_AHEAD;
		d->set[k / REACHES][k % REACHES] = sx_rxset_new(way, s->first_worded, err);
		if (!d->set[k / REACHES][k % REACHES])
			return -1;
	}
	for (uint32_t i = 0; i < s->first_worded; i++) {
		const struct sx_compiled *c = &s->compiled[i];
		if (!is_idle(c) && add_pattern(s, d, i, lead, err))
			return -1;
	}
	for (int k = 0; k < WAYS * REACHES; k++)
		if (sx_rxset_finish(d->set[k / REACHES][k % REACHES], err))
			return -1;
	return 0;
}

static int make_sets(const struct sx_scanner *s, struct sx_dispatch *d, struct sx_err *err)
{
	struct sx_buf lead = { 0 };
	sx_lead_regex(s, &lead);
	int status = sx_buf_ok(&lead) ? fill(s, d, sx_buf_view(&lead), err) : sx_fail(err, SX_NOMEM, "out of memory");
	sx_buf_release(&lead);
	return status;
}

/* Which sets the expressions are in, and the sets. */
void sx_dispatch_pack(const struct sx_scanner *s, struct sx_buf *image)
{
	const struct sx_dispatch *d = s->dispatch;
	sx_image_put(image, d->any_far, d->words * sizeof *d->any_far);
	for (int way = 0; way < WAYS; way++)
		sx_image_put(image, d->far[way], d->words * sizeof *d->far[way]);
	for (int k = 0; k < WAYS * REACHES; k++)
		sx_rxset_pack(d->set[k / REACHES][k % REACHES], image);
}

static int unpack_sets(struct sx_dispatch *d, struct sx_str *image, struct sx_err *err)
{
	memcpy(d->any_far, sx_image_take(image, d->words * sizeof *d->any_far), d->words * sizeof *d->any_far);
	for (int way = 0; way < WAYS; way++)
		memcpy(d->far[way], sx_image_take(image, d->words * sizeof *d->far[way]),
		       d->words * sizeof *d->far[way]);
	for (int k = 0; k < WAYS * REACHES; k++) {
		d->set[k / REACHES][k % REACHES] = sx_rxset_unpack(image, err);
		if (!d->set[k / REACHES][k % REACHES])
			return -1;
	}
	return 0;
}

void sx_dispatch_free(struct sx_scanner *s)
{
	for (int k = 0; s->dispatch && k < WAYS * REACHES; k++)
		sx_rxset_free(s->dispatch->set[k / REACHES][k % REACHES]);
}

int sx_dispatch_make(struct sx_scanner *s, struct sx_err *err)
{
	struct sx_dispatch *d = sx_arena_alloc(&s->arena, sizeof *d);
	uint32_t words = (s->first_worded + 127) / 128 * 2;
	uint64_t *sets = sx_arena_alloc(&s->arena, (1 + WAYS + SHAPES * FORMS) * words * sizeof *sets + 1);
	if (words > SX_DISPATCH_WORDS)
		return sx_fail(err, SX_LIMIT, "too many rules");
	if (!sx_arena_ok(&s->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	s->dispatch = d;
	*d = (struct sx_dispatch){ .words = words, .any_far = sets };
	for (int way = 0; way < WAYS; way++)
		d->far[way] = sets += words;
	for (int k = 0; k < SHAPES * FORMS; k++)
		d->tried[k / FORMS][k % FORMS] = sets += words;
	for (uint32_t i = 0; i < s->first_worded; i++)
		if (!is_idle(&s->compiled[i]))
			sort_in(d, &s->compiled[i], i);
	struct sx_str image = sx_lexicon_ready(s->lexicon, "scan");
	return image.p ? unpack_sets(d, &image, err) : make_sets(s, d, err);
}

void sx_dispatch_run_free(struct sx_dispatch_run *run)
{
	for (int k = 0; run && k < WAYS * REACHES; k++)
		sx_rxset_run_free(run->run[k / REACHES][k % REACHES]);
	free(run);
}

struct sx_dispatch_run *sx_dispatch_run_new(const struct sx_scanner *s, struct sx_err *err)
{
	struct sx_dispatch_run *run = calloc(1, sizeof *run);
	if (!run)
		sx_fail(err, SX_NOMEM, "out of memory");
	for (int k = 0; run && k < WAYS * REACHES; k++) {
		struct sx_rxset_run **one = &run->run[k / REACHES][k % REACHES];
		*one = sx_rxset_run_new(s->dispatch->set[k / REACHES][k % REACHES], err);
		if (!*one) {
			sx_dispatch_run_free(run);
			return NULL;
		}
	}
	return run;
}

static inline void match(struct sx_dispatch_run *run, enum reach reach, struct sx_str text, struct answer *answer)
{
	run->crowded |=
		!sx_rxset_match(run->run[answer->way][reach], text, answer->at, answer->set, &answer->places[reach]);
}

static inline void ask(struct sx_scan *scan, enum way way, struct sx_str text, size_t at, struct answer *answer)
{
	const struct sx_dispatch *d = scan->scanner->dispatch;
	answer->at = at;
	answer->way = way;
	answer->complete = scan->plain;
	if (scan->plain) {
		memset(answer->set, 0xFF, d->words * sizeof *answer->set);
		return;
	}
	for (uint32_t w = 0; w < d->words; w += 2)
		put_pair(answer->set, w, pair_at(d->far[way], w));
	match(scan->dispatch, NEAR, text, answer);
}

/* Where one of those that can read far is still open: ask for them too. */
static void ask_far(struct sx_scan *scan, struct sx_str text, const uint64_t *open, struct answer *answer)
{
	const struct sx_dispatch *d = scan->scanner->dispatch;
	const uint64_t *far = d->far[answer->way];
	uint64_t wanted = 0;
	for (uint32_t w = 0; w < d->words; w++)
		wanted |= open[w] & far[w];
	if (!wanted || answer->complete)
		return;
	for (uint32_t w = 0; w < d->words; w++)
		answer->set[w] &= ~far[w];
	match(scan->dispatch, FAR, text, answer);
	answer->complete = true;
}

static bool may_be_bare(const struct sx_atom *quantity)
{
	const struct sx_unit_span *unit = &quantity->unit;
	return !(unit->parts && (!unit->risky || unit->before)) && !quantity->magnitude_value.n;
}

/* What may stand before a number that begins at `at`. A number, its currency and its sign mostly begin at one place. */
static struct answer *ask_before(struct sx_scan *scan, struct sx_str text, size_t at)
{
	struct sx_dispatch_run *run = scan->dispatch;
	for (unsigned i = 0; i < run->n_before; i++)
		if (run->before[i].at == at)
			return &run->before[i];
	ask(scan, BEFORE, text, at, &run->before[run->n_before]);
	return &run->before[run->n_before++];
}

/* Where pattern i could end; NULL: it is not known. */
static inline const struct sx_rxset_places *places_of(const struct sx_scan *scan, uint32_t i,
						      const struct answer *answer)
{
	bool far = scan->scanner->dispatch->far[answer->way][i / 64] >> (i % 64) & 1;
	const struct sx_rxset_places *places = &answer->places[far ? FAR : NEAR];
	return (far && !answer->complete) || places->n > SX_RXSET_PLACES ? NULL : places;
}

static inline bool has(const struct sx_rxset_places *places, uint32_t k, uint32_t i)
{
	return places->bits[k][i / 64] >> (i % 64) & 1;
}

/* The last of these places at which pattern i could end, or `none`. */
static inline size_t last_place(const struct sx_rxset_places *places, uint32_t i, size_t none)
{
	for (uint32_t k = places->n <= SX_RXSET_PLACES ? places->n : 0; k-- > 0;)
		if (has(places, k, i))
			return places->at[k];
	return none;
}

/* The farthest place at which pattern i could end: mostly it is among the near ones. */
static inline size_t farthest(const struct sx_scan *scan, uint32_t i, const struct answer *answer, size_t unknown)
{
	size_t at = last_place(&answer->places[NEAR], i, SIZE_MAX);
	if (at != SIZE_MAX)
		return at;
	const struct sx_rxset_places *places = places_of(scan, i, answer);
	return places ? last_place(places, i, answer->at) : unknown;
}

static const struct answer *answer_before(const struct sx_scan *scan, size_t at)
{
	const struct sx_dispatch_run *run = scan->dispatch;
	for (unsigned b = 0; b < run->n_before && !scan->plain; b++)
		if (run->before[b].at == at)
			return &run->before[b];
	return NULL;
}

bool sx_dispatch_may_begin(const struct sx_scan *scan, uint32_t i, size_t start, size_t at)
{
	const struct answer *answer = answer_before(scan, at);
	const struct sx_rxset_places *places = answer ? places_of(scan, i, answer) : NULL;
	for (uint32_t k = 0; places && k < places->n; k++)
		if (places->at[k] == start)
			return has(places, k, i);
	return !places;
}

size_t sx_dispatch_farthest(const struct sx_scan *scan, uint32_t i, size_t at)
{
	const struct answer *answer = answer_before(scan, at);
	return answer ? farthest(scan, i, answer, 0) : 0;
}

/* The reach of one form of a pattern, with that of its other forms. Where another atom follows, whose end nobody has
 * looked for, it is not known. */
static void stretch(struct sx_range *reach, const struct sx_scan *scan, uint32_t i, const struct answer *before,
		    const struct answer *behind)
{
	const struct sx_pattern *pattern = scan->scanner->compiled[i].pattern;
	const uint32_t more = pattern->n - pattern->first_atom;
	size_t start = pattern->first_atom ? farthest(scan, i, before, 0) : before->at,
	       end = more == 1   ? behind->at
		     : more == 2 ? farthest(scan, i, behind, SIZE_MAX)
				 : SIZE_MAX;
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
		stretch(&reach, scan, i, run->before_quantity, &run->behind_unit);
	if (open->number[w] & bit)
		stretch(&reach, scan, i, run->before_number, run->behind);
	if (open->here[w] & bit)
		stretch(&reach, scan, i, run->before_here, &run->here);
	return reach;
}

static void ask_near(struct sx_scan *scan, struct sx_str text)
{
	const struct sx_atom *number = &scan->number, *quantity = &scan->quantity;
	struct sx_dispatch_run *run = scan->dispatch;
	run->n_before = 0;
	for (int k = 0; run->crowded && k < WAYS * REACHES; k++)
		sx_rxset_make_room(run->run[k / REACHES][k % REACHES]);
	run->crowded = false;
	run->before_quantity = ask_before(scan, text, quantity->all.start);
	run->before_number = ask_before(scan, text, number->all.start);
	run->before_here = ask_before(scan, text, number->number.start);
	ask(scan, BEHIND, text, quantity->all.end, &run->behind_unit);
	run->behind = &run->behind_unit;
	if (number->all.end != quantity->all.end) {
		ask(scan, BEHIND, text, number->all.end, &run->behind_number);
		run->behind = &run->behind_number;
	}
	ask(scan, HERE, text, number->number.start, &run->here);
}

/* What all answers leave open. Whether one of those that can read far waits for its other side. */
static bool open_patterns(struct sx_scan *scan)
{
	const struct sx_dispatch *d = scan->scanner->dispatch;
	const struct sx_dispatch_run *run = scan->dispatch;
	const struct sx_unit_span *u = &scan->quantity.unit;
	const unsigned shape =
		(may_be_bare(&scan->quantity) ? BARE : 0u) | (u->parts ? UNIT : 0u) | (u->before ? MONEY : 0u);
	struct sx_open_patterns *open = &scan->open;
	const uint64_t *quantities = d->tried[shape][QUANTITY], *numbers = d->tried[shape][NUMBER],
		       *digits = d->tried[shape][DIGITS];
	pair far = { 0 };
	for (uint32_t w = 0; w < d->words; w += 2) {
		pair quantity = pair_at(quantities, w) & pair_at(run->before_quantity->set, w) &
				pair_at(run->behind_unit.set, w),
		     number = pair_at(numbers, w) & pair_at(run->before_number->set, w) & pair_at(run->behind->set, w),
		     here = pair_at(digits, w) & pair_at(run->before_here->set, w) & pair_at(run->here.set, w);
		put_pair(open->quantity, w, quantity);
		put_pair(open->number, w, number);
		put_pair(open->here, w, here);
		put_pair(scan->left, w, quantity | number | here);
		far |= (quantity | number | here) & pair_at(d->any_far, w);
	}
	return (far[0] | far[1]) && !scan->plain;
}

void sx_dispatch(struct sx_scan *scan, struct sx_str text)
{
	struct sx_dispatch_run *run = scan->dispatch;
	const struct sx_open_patterns *open = &scan->open;
	ask_near(scan, text);
	if (open_patterns(scan)) {
		ask_far(scan, text, open->quantity, &run->behind_unit);
		ask_far(scan, text, open->number, run->behind);
		ask_far(scan, text, open->here, &run->here);
		ask_far(scan, text, open->quantity, run->before_quantity);
		ask_far(scan, text, open->number, run->before_number);
		ask_far(scan, text, open->here, run->before_here);
		open_patterns(scan);
	}
}
