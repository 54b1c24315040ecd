/* The automaton of a set of expressions, state by state as the text asks for them. A state is the set of nodes that the
 * text read so far can have led to. */
#include "base/rxset_priv.h"

#include <stdlib.h>

enum {
	UNKNOWN,          /* this step has not been taken yet */
	START,            /* where the text is entered */
	ACCEPTS = 0x8000, /* with a state's number in a step: some expression matches there */
	DEAD = ACCEPTS,   /* no expression can match any more */
	FULL = 0x10000,   /* no room for one more: forget them all; never taken for a step */
	READ_MOST = 128,  /* bytes; what is not decided by then may match */
	STATES_MOST = 16 * 1024,
	HELD_MOST = 2 * SX_RXSET_NODES, /* nodes of all states */
	HEADS = 4096,
	FEW = 2,     /* pairs of words that are summed up in registers, */
	STRIDE = 128 /* and classes that a row of steps has room for then */
};

/* Two words of an answer: what accepts is summed up so. */
typedef uint64_t pair __attribute__((vector_size(16)));

struct state {
	uint32_t nodes, n; /* those that eat a byte: offset into run->held, and how many */
	uint32_t hash;
	uint32_t same; /* next state with this hash, 0: none */
	bool accepts;  /* and its row says what */
};

struct sx_rxset_run;
typedef bool read_text(struct sx_rxset_run *run, struct sx_str text, size_t at, uint64_t *bits,
		       struct sx_rxset_places *places);
static read_text read_back, read_ahead, read_large; /* of few words and classes, and of any */

/* All arrays have their full size from the start: the system gives memory when it is written to. */
struct sx_rxset_run {
	const struct sx_rxset *set;
	read_text *read;
	uint32_t words, pairs; /* of an answer */
	uint32_t stride;       /* of the rows of steps */
	struct state *state;
	uint16_t *step; /* [state * stride + class]: the next state */
	uint32_t states, n_held;
	bool full; /* there was no room for a state */
	uint32_t *held;
	pair *row; /* for each state that accepts, the expressions */
	uint16_t head[HEADS];
	uint64_t *mark;  /* a bit for each node: reached in this step */
	uint32_t *stack; /* nodes that are still to be followed */
	uint32_t *seen;  /* those that are marked */
	uint64_t *bits;  /* expressions that accept in this step */
	struct sx_rxset_places unwanted;
};

void sx_rxset_run_free(struct sx_rxset_run *run)
{
	if (!run)
		return;
	free(run->state);
	free(run->step);
	free(run->held);
	free(run->row);
	free(run->mark);
	free(run->stack);
	free(run->seen);
	free(run->bits);
	free(run);
}

/* Everything that can be reached from the `n` nodes on the stack without reading: the nodes that eat, behind those that
 * are held; and bits for the expressions that accept. The order is that of the search, which is much the same whichever
 * way a set was reached; where it is not, a state is made twice. */
static void close_over(struct sx_rxset_run *run, uint32_t n, struct state *s)
{
	const struct sx_node *node = run->set->node;
	uint32_t seen = 0;
	s->nodes = run->n_held;
	while (n) {
		uint32_t i = run->stack[--n];
		if (run->mark[i >> 6] >> (i & 63) & 1)
			continue;
		run->mark[i >> 6] |= (uint64_t)1 << (i & 63);
		run->seen[seen++] = i;
		if (node[i].kind == SX_NODE_SPLIT) {
			run->stack[n++] = node[i].other;
			run->stack[n++] = node[i].out;
		} else if (node[i].kind == SX_NODE_ACCEPT) {
			run->bits[node[i].out >> 6] |= (uint64_t)1 << (node[i].out & 63);
			s->accepts = true;
		} else {
			run->held[s->nodes + s->n++] = i;
			s->hash = (s->hash ^ i) * 16777619u;
		}
	}
	while (seen)
		run->mark[run->seen[--seen] >> 6] = 0;
	for (uint32_t w = 0; s->accepts && w < run->words; w++)
		s->hash = (s->hash ^ (uint32_t)(run->bits[w] ^ run->bits[w] >> 32)) * 16777619u;
	s->hash ^= s->hash >> 15;
}

static inline pair *row_of(const struct sx_rxset_run *run, size_t state)
{
	return run->row + state * run->pairs;
}

static bool is_same(const struct sx_rxset_run *run, const struct state *s, const struct state *wanted)
{
	return s->hash == wanted->hash && s->n == wanted->n && s->accepts == wanted->accepts &&
	       memcmp(run->held + s->nodes, run->held + wanted->nodes, s->n * sizeof *run->held) == 0 &&
	       (!s->accepts ||
		memcmp(row_of(run, (size_t)(s - run->state)), run->bits, run->words * sizeof *run->bits) == 0);
}

/* The number of a state: of the one that is there already, or it is added. */
static uint32_t number_of(struct sx_rxset_run *run, struct state *wanted)
{
	uint16_t *head = &run->head[wanted->hash % HEADS];
	for (uint32_t i = *head; i; i = run->state[i].same)
		if (is_same(run, &run->state[i], wanted))
			return i;
	if (wanted->accepts)
		memcpy(row_of(run, run->states), run->bits, run->words * sizeof *run->bits);
	run->n_held += wanted->n;
	wanted->same = *head;
	*head = (uint16_t)run->states;
	run->state[run->states] = *wanted;
	return run->states++;
}

/* The state that is reached by the `n` nodes on the stack. */
static uint32_t settle(struct sx_rxset_run *run, uint32_t n)
{
	struct state wanted = { .hash = 2166136261u };
	if (run->n_held + run->set->nodes > HELD_MOST || run->states == STATES_MOST)
		return FULL;
	close_over(run, n, &wanted);
	uint32_t state = wanted.n || wanted.accepts || run->states == START ? number_of(run, &wanted) : DEAD;
	if (wanted.accepts)
		memset(run->bits, 0, run->words * sizeof *run->bits);
	return state;
}

/* Forget all states but the first. */
static void start_anew(struct sx_rxset_run *run)
{
	memset(run->step, 0, (size_t)run->states * run->stride * sizeof *run->step);
	memset(run->head, 0, sizeof run->head);
	run->states = START;
	run->full = false;
	run->n_held = 0;
	for (uint32_t i = 0; i < run->set->added; i++)
		run->stack[i] = run->set->start[i];
	settle(run, run->set->added);
}

struct sx_rxset_run *sx_rxset_run_new(const struct sx_rxset *set, struct sx_err *err)
{
	struct sx_rxset_run *run = calloc(1, sizeof *run);
	if (run) {
		run->set = set;
		run->words = sx_rxset_words(set);
		const bool small = run->words && run->words <= 2 * FEW && set->classes <= STRIDE;
		run->read = !small ? read_large : set->way == SX_RXSET_BACK ? read_back : read_ahead;
		run->pairs = small ? FEW : (run->words + 1) / 2;
		run->stride = small ? STRIDE : set->classes;
		run->state = calloc(STATES_MOST, sizeof *run->state);
		run->step = calloc((size_t)STATES_MOST * run->stride, sizeof *run->step);
		run->held = malloc(HELD_MOST * sizeof *run->held);
		run->row = calloc((size_t)STATES_MOST * run->pairs + 1, sizeof *run->row);
		run->mark = calloc(set->nodes / 64 + 1, sizeof *run->mark);
		run->stack = malloc((2 * (size_t)set->nodes + set->added + 1) * sizeof *run->stack);
		run->seen = malloc(((size_t)set->nodes + 1) * sizeof *run->seen);
		run->bits = calloc(run->words + 1, sizeof *run->bits);
	}
	if (!run || !run->state || !run->step || !run->held || !run->row || !run->mark || !run->stack || !run->seen ||
	    !run->bits) {
		sx_rxset_run_free(run);
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	start_anew(run);
	return run;
}

/* The state after one more byte of a class. */
static uint32_t take_step(struct sx_rxset_run *run, uint32_t from, unsigned class)
{
	const struct sx_rxset *set = run->set;
	const struct state *s = &run->state[from];
	unsigned char byte = set->byte_of[class];
	uint32_t n = 0;
	for (uint32_t i = 0; i < s->n; i++) {
		const struct sx_node *node = &set->node[run->held[s->nodes + i]];
		if (sx_bytes_have(&set->bytes[node->bytes], byte))
			run->stack[n++] = node->out;
	}
	uint32_t to = settle(run, n);
	if (to != DEAD && to != FULL && run->state[to].accepts)
		to |= ACCEPTS;
	if (to != FULL)
		run->step[(size_t)from * run->stride + class] = (uint16_t)to;
	return to;
}

/* What was accepted so far; where it is little, all of it stays in registers. */
struct accepted {
	pair first, second;
	uint32_t places;
};

static inline __attribute__((always_inline)) void accept(const struct sx_rxset_run *run, size_t state,
							 struct sx_str text, const unsigned char *p, const bool small,
							 struct accepted *so_far, uint64_t *bits,
							 struct sx_rxset_places *places)
{
	const pair *row = run->row + state * (small ? (size_t)FEW : run->pairs);
	const uint64_t *accepts = (const uint64_t *)row;
	if (small) {
		so_far->first |= row[0];
		so_far->second |= row[1];
	}
	for (uint32_t w = 0; !small && w < run->words; w++)
		bits[w] |= accepts[w];
	if (so_far->places < SX_RXSET_PLACES) {
		places->at[so_far->places] = (size_t)(p - (const unsigned char *)text.p);
		places->bits[so_far->places] = accepts;
	}
	so_far->places++;
}

static inline __attribute__((always_inline)) void add_up(const struct sx_rxset_run *run, const struct accepted *so_far,
							 const bool small, uint64_t *bits,
							 struct sx_rxset_places *places)
{
	places->n = so_far->places;
	if (!small)
		return;
	bits[0] |= so_far->first[0];
	if (run->words > 1)
		bits[1] |= so_far->first[1];
	if (run->words > 2)
		bits[2] |= so_far->second[0];
	if (run->words > 3)
		bits[3] |= so_far->second[1];
}

/* There was no room for one more state: everything may match. */
static __attribute__((noinline, cold)) bool give_up(struct sx_rxset_run *run, uint64_t *bits,
						    struct sx_rxset_places *places)
{
	run->full = true;
	memset(bits, 0xFF, run->words * sizeof *bits);
	places->n = SX_RXSET_PLACES + 1;
	return false;
}

/* Those that are still undecided; at the text's end, those that wait for it. false: there are none. */
static bool add_living(const struct sx_rxset_run *run, size_t state, bool edge, uint64_t *bits)
{
	const struct sx_rxset *set = run->set;
	const struct state *s = &run->state[state];
	bool any = false;
	for (uint32_t i = 0; i < s->n; i++) {
		uint32_t node = run->held[s->nodes + i];
		if (edge && set->node[node].bytes + 1u != set->edge)
			continue;
		bits[set->owner[node] >> 6] |= (uint64_t)1 << (set->owner[node] & 63);
		any = true;
	}
	return any;
}

/* false: the states are full. In line, so that each way has a loop of its own. */
static inline __attribute__((always_inline)) bool read_on(struct sx_rxset_run *run, struct sx_str text, size_t at,
							  const bool back, const bool small, uint64_t *bits,
							  struct sx_rxset_places *places)
{
	const unsigned char *const class_of = run->set->class_of;
	const size_t stride = small ? (size_t)STRIDE : run->stride;
	const uint16_t *const steps = run->step, *row = steps + START * stride;
	const size_t left = back ? at : text.n - at, most = left < READ_MOST ? left : READ_MOST;
	const unsigned char *p = (const unsigned char *)text.p + at, *const end = back ? p - most : p + most;
	struct accepted so_far = { .places = 0 };
	uint32_t stop = UNKNOWN;
	if (run->state[START].accepts)
		accept(run, START, text, p, small, &so_far, bits, places);
	while (p != end) {
		const unsigned class = class_of[back ? *--p : *p++];
		uint32_t to = row[class];
		if ((int16_t)to <= 0) { /* seldom */
			if (to == UNKNOWN)
				to = take_step(run, (uint32_t)((size_t)(row - steps) / stride), class);
			if (to == DEAD || to == FULL) {
				stop = to;
				break;
			}
			if (to & ACCEPTS) {
				to &= ~(uint32_t)ACCEPTS;
				accept(run, to, text, p, small, &so_far, bits, places);
			}
		}
		row = steps + to * stride;
	}
	add_up(run, &so_far, small, bits, places);
	if (stop == DEAD)
		return true;
	if (stop == FULL)
		return give_up(run, bits, places);
	if ((left >= READ_MOST || run->set->edge) &&
	    add_living(run, (size_t)(row - steps) / stride, left < READ_MOST, bits))
		places->n = SX_RXSET_PLACES + 1;
	return true;
}

static bool read_back(struct sx_rxset_run *run, struct sx_str text, size_t at, uint64_t *bits,
		      struct sx_rxset_places *places)
{
	return read_on(run, text, at, true, true, bits, places);
}

static bool read_ahead(struct sx_rxset_run *run, struct sx_str text, size_t at, uint64_t *bits,
		       struct sx_rxset_places *places)
{
	return read_on(run, text, at, false, true, bits, places);
}

static bool read_large(struct sx_rxset_run *run, struct sx_str text, size_t at, uint64_t *bits,
		       struct sx_rxset_places *places)
{
	return run->set->way == SX_RXSET_BACK ? read_on(run, text, at, true, false, bits, places)
					      : read_on(run, text, at, false, false, bits, places);
}

void sx_rxset_make_room(struct sx_rxset_run *run)
{
	if (run->full)
		start_anew(run);
}

bool sx_rxset_match(struct sx_rxset_run *run, struct sx_str text, size_t at, uint64_t *bits,
		    struct sx_rxset_places *places)
{
	return run->read(run, text, at, bits, places ? places : &run->unwanted);
}
