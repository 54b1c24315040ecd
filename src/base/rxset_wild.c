/* Which expressions read on and on: "the temperature [some words] 5". In one automaton with the others they would keep
 * it reading, and its states would be those of all of them at every distance. */
#include "base/rxset_priv.h"

enum { MANY_LETTERS = 20 };

/* Small letters of ASCII. */
static unsigned letters_in(const struct sx_bytes *bytes)
{
	return (unsigned)__builtin_popcountll(bytes->bit[1] >> ('a' - 64) & 0x3FFFFFF);
}

static void gather(const struct sx_tree *t, struct sx_bytes *all)
{
	for (int i = 0; t->kind == SX_TREE_BYTES && i < 4; i++)
		all->bit[i] |= t->bytes.bit[i];
	for (const struct sx_tree *c = t->first; c; c = c->next)
		gather(c, all);
}

static bool spans_words(const struct sx_tree *t)
{
	struct sx_bytes all = { { 0 } };
	gather(t, &all);
	return sx_bytes_have(&all, ' ') && letters_in(&all) >= MANY_LETTERS;
}

/* What follows a number, or stands before it, is mostly a blank or a word. */
static bool is_particular(const struct sx_bytes *bytes)
{
	return !sx_bytes_have(bytes, ' ') && !sx_bytes_have(bytes, '1') && letters_in(bytes) < MANY_LETTERS;
}

/* *past: something particular has to be read first. */
static bool is_wild(const struct sx_tree *t, bool back, bool *past);

static bool sequence_is_wild(const struct sx_tree *t, bool back, bool *past)
{
	for (const struct sx_tree *c = back ? t->last : t->first; c && !*past; c = back ? c->prev : c->next)
		if (is_wild(c, back, past))
			return true;
	return false;
}

static bool one_is_wild(const struct sx_tree *t, bool back, bool *past)
{
	bool all = t->first != NULL;
	for (const struct sx_tree *c = t->first; c; c = c->next) {
		bool one = false;
		if (is_wild(c, back, &one))
			return true;
		all = all && one;
	}
	*past = all;
	return false;
}

static bool is_wild(const struct sx_tree *t, bool back, bool *past)
{
	bool inside = false;
	switch (t->kind) {
	case SX_TREE_EMPTY:
		return false;
	case SX_TREE_FIRST:
	case SX_TREE_LAST:
		*past = (t->kind == SX_TREE_FIRST) == back;
		return false;
	case SX_TREE_BYTES:
		*past = is_particular(&t->bytes);
		return false;
	case SX_TREE_SEQ:
		return sequence_is_wild(t, back, past);
	case SX_TREE_ALT:
		return one_is_wild(t, back, past);
	case SX_TREE_AHEAD:
	case SX_TREE_BEHIND:
		if (is_wild(t->first, back, &inside))
			return true;
		*past = inside && (t->kind == SX_TREE_BEHIND) == back;
		return false;
	case SX_TREE_REPEAT:
		if (is_wild(t->first, back, &inside) || (t->max > 1 && !inside && spans_words(t->first)))
			return true;
		*past = inside && t->min > 0;
		return false;
	case SX_TREE_ANY:
		break;
	}
	return true;
}

bool sx_rxset_is_wild(const struct sx_rxset_expression *x, enum sx_rxset_way way)
{
	bool past = false;
	return is_wild(x->tree, way == SX_RXSET_BACK, &past);
}

bool sx_rxset_is_particular(const struct sx_rxset_expression *x, enum sx_rxset_way way)
{
	bool past = false;
	return !is_wild(x->tree, way == SX_RXSET_BACK, &past) && past;
}
