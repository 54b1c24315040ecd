/* Trees into nodes, from the end of an expression to its beginning, so that each part knows where it goes on. Backwards
 * the order of what stands side by side is turned round. */
#include "base/rxset_priv.h"

#include <stdlib.h>

enum {
	COPIES_MOST = 24,      /* of a counted repeat; beyond, it is taken as endless */
	NODES_MOST = 60 * 1000 /* of one expression; beyond, it is taken to match anything */
};

struct emitter {
	struct sx_rxset *set;
	uint32_t accept, first;  /* the node that says "matched", and the first of this expression */
	enum sx_tree_kind looks; /* look-arounds that are read where they stand last */
	bool failed;             /* memory */
	bool lost;               /* too large */
};

static uint32_t add_node(struct emitter *e, struct sx_node node)
{
	struct sx_rxset *set = e->set;
	struct sx_rxset_draft *draft = set->draft;
	if (set->nodes - e->first > NODES_MOST)
		e->lost = true;
	if (e->failed || e->lost)
		return e->accept;
	if (set->nodes == draft->cap_nodes) {
		uint32_t cap = draft->cap_nodes ? draft->cap_nodes * 2 : 1024;
		struct sx_node *grown = realloc(draft->node, cap * sizeof *grown);
		if (!grown) {
			e->failed = true;
			return e->accept;
		}
		draft->node = grown;
		draft->cap_nodes = cap;
	}
	draft->node[set->nodes] = node;
	return set->nodes++;
}

static uint32_t hash_of(const struct sx_bytes *bytes)
{
	uint64_t h = bytes->bit[0];
	for (int i = 1; i < 4; i++)
		h = (h ^ h >> 29) * 0x9E3779B97F4A7C15u + bytes->bit[i];
	return (uint32_t)((h ^ h >> 32) * 0x9E3779B97F4A7C15u >> 40) % SX_RXSET_HEADS;
}

static uint32_t find_bytes(struct emitter *e, const struct sx_bytes *bytes)
{
	struct sx_rxset *set = e->set;
	struct sx_rxset_draft *draft = set->draft;
	uint32_t *head = &draft->head[hash_of(bytes)];
	for (uint32_t i = *head; i; i = draft->same[i - 1])
		if (memcmp(&draft->bytes[i - 1], bytes, sizeof *bytes) == 0)
			return i - 1;
	if (set->n_bytes == SX_RXSET_SETS) {
		e->lost = true;
		return 0;
	}
	draft->bytes[set->n_bytes] = *bytes;
	draft->same[set->n_bytes] = *head;
	return (*head = ++set->n_bytes) - 1;
}

static uint16_t number_of(struct emitter *e, const struct sx_tree *t)
{
	uint32_t *known = &e->set->draft->letter[t->letter];
	if (!t->letter)
		return (uint16_t)find_bytes(e, &t->bytes);
	if (!*known)
		*known = find_bytes(e, &t->bytes) + 1;
	return (uint16_t)(*known - 1);
}

/* `last`: nothing but look-arounds comes after this in the direction of reading. */
static uint32_t emit(struct emitter *e, const struct sx_tree *t, uint32_t next, bool last);

static bool is_zero_width(const struct sx_tree *t)
{
	return t->kind == SX_TREE_EMPTY || t->kind == SX_TREE_AHEAD || t->kind == SX_TREE_BEHIND ||
	       t->kind == SX_TREE_FIRST || t->kind == SX_TREE_LAST;
}

static uint32_t emit_sequence(struct emitter *e, const struct sx_tree *t, uint32_t next, bool last)
{
	bool back = e->set->way == SX_RXSET_BACK;
	for (const struct sx_tree *c = back ? t->first : t->last; c; c = back ? c->next : c->prev) {
		next = emit(e, c, next, last);
		last = last && is_zero_width(c);
	}
	return next;
}

static uint32_t emit_alternatives(struct emitter *e, const struct sx_tree *t, uint32_t next, bool last)
{
	uint32_t entry = UINT32_MAX;
	for (const struct sx_tree *c = t->last; c; c = c->prev) {
		uint32_t one = emit(e, c, next, last);
		entry = entry == UINT32_MAX
				? one
				: add_node(e, (struct sx_node){ .kind = SX_NODE_SPLIT, .out = one, .other = entry });
	}
	return entry == UINT32_MAX ? next : entry;
}

static uint32_t emit_repeat(struct emitter *e, const struct sx_tree *t, uint32_t next)
{
	unsigned min = t->min > COPIES_MOST ? COPIES_MOST : t->min;
	bool many = t->first->class && t->max > min + 1; /* a few blanks more or less: not worth the nodes */
	if (t->max > COPIES_MOST || many) {
		uint32_t loop = add_node(e, (struct sx_node){ .kind = SX_NODE_SPLIT, .other = next });
		uint32_t body = emit(e, t->first, loop, false);
		if (e->failed || e->lost)
			return e->accept;
		e->set->draft->node[loop].out = body;
		next = loop;
	} else {
		uint32_t after = next;
		for (unsigned i = min; i < t->max; i++) {
			uint32_t body = emit(e, t->first, next, false);
			next = add_node(e, (struct sx_node){ .kind = SX_NODE_SPLIT, .out = body, .other = after });
		}
	}
	for (unsigned i = 0; i < min; i++)
		next = emit(e, t->first, next, false);
	return next;
}

/* Anything matches from here on, and each place is to be told. */
static uint32_t emit_any(struct emitter *e)
{
	struct sx_tree any = { .kind = SX_TREE_BYTES, .bytes = { { UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX } } };
	uint32_t loop = add_node(e, (struct sx_node){ .kind = SX_NODE_SPLIT, .other = e->accept });
	uint32_t byte =
		add_node(e, (struct sx_node){ .kind = SX_NODE_BYTES, .out = loop, .bytes = number_of(e, &any) });
	if (!e->failed && !e->lost)
		e->set->draft->node[loop].out = byte;
	return loop;
}

/* A node that eats nothing: whoever has come to it when the text is over has matched. */
static uint32_t emit_edge(struct emitter *e)
{
	struct sx_tree none = { .kind = SX_TREE_BYTES };
	uint16_t number = number_of(e, &none);
	e->set->edge = number + 1u;
	return add_node(e, (struct sx_node){ .kind = SX_NODE_BYTES, .out = e->accept, .bytes = number });
}

static uint32_t emit(struct emitter *e, const struct sx_tree *t, uint32_t next, bool last)
{
	bool back = e->set->way == SX_RXSET_BACK;
	if (e->failed || e->lost)
		return e->accept;
	switch (t->kind) {
	case SX_TREE_EMPTY:
		return next;
	case SX_TREE_BYTES: {
		struct sx_node node = { .kind = SX_NODE_BYTES, .out = next, .bytes = number_of(e, t) };
		return add_node(e, node);
	}
	case SX_TREE_SEQ:
		return emit_sequence(e, t, next, last);
	case SX_TREE_ALT:
		return emit_alternatives(e, t, next, last);
	case SX_TREE_REPEAT:
		return emit_repeat(e, t, next);
	case SX_TREE_AHEAD:
	case SX_TREE_BEHIND: /* at the very end, what is looked at can as well be read */
		return t->kind == e->looks && last ? emit(e, t->first, e->accept, true) : next;
	case SX_TREE_FIRST:
	case SX_TREE_LAST:
		return t->kind == (back ? SX_TREE_FIRST : SX_TREE_LAST) && last ? emit_edge(e) : next;
	case SX_TREE_ANY:
		break;
	}
	return emit_any(e);
}

/* Nothing but look-behinds? Where there is more, reading them would lose the place at which the match begins. */
static bool is_looking(const struct sx_tree *t)
{
	if (t->kind != SX_TREE_SEQ && t->kind != SX_TREE_ALT)
		return is_zero_width(t);
	for (const struct sx_tree *c = t->first; c; c = c->next)
		if (!is_looking(c))
			return false;
	return true;
}

int sx_rxset_emit(struct sx_rxset *set, uint32_t i, const struct sx_tree *tree, uint32_t *start, struct sx_err *err)
{
	bool back = set->way == SX_RXSET_BACK;
	struct emitter e = { .set = set,
			     .first = set->nodes,
			     .looks = !back              ? SX_TREE_AHEAD
				      : is_looking(tree) ? SX_TREE_BEHIND
							 : SX_TREE_EMPTY };
	e.accept = add_node(&e, (struct sx_node){ .kind = SX_NODE_ACCEPT, .out = i });
	*start = emit(&e, tree, e.accept, true);
	if (e.failed)
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (e.lost) {
		set->nodes = e.accept + 1;
		e.lost = false;
		*start = emit_any(&e);
		if (e.failed || e.lost)
			return sx_fail(err, e.failed ? SX_NOMEM : SX_LIMIT, "the expressions are too many together");
	}
	return 0;
}
