#include "base/rxset.h"

#include "base/image.h"
#include "base/rx.h"
#include "base/rxset_priv.h"

#include <stdlib.h>

struct sx_rxset *sx_rxset_new(enum sx_rxset_way way, uint32_t n, struct sx_err *err)
{
	struct sx_rxset *set = calloc(1, sizeof *set);
	struct sx_rxset_draft *draft = set ? calloc(1, sizeof *draft) : NULL;
	if (!draft) {
		free(set);
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	set->way = way;
	set->n = n;
	set->draft = draft;
	return set;
}

void sx_rxset_free(struct sx_rxset *set)
{
	if (!set)
		return;
	if (set->draft) {
		free(set->draft->node);
		free(set->draft->start);
		free(set->draft->owner);
		free(set->draft);
	}
	free(set);
}

static int reserve(struct sx_rxset *set, struct sx_err *err)
{
	struct sx_rxset_draft *draft = set->draft;
	if (set->added < draft->cap_start)
		return 0;
	uint32_t cap = draft->cap_start ? draft->cap_start * 2 : 64;
	uint32_t *grown = realloc(draft->start, cap * sizeof *grown);
	if (!grown)
		return sx_fail(err, SX_NOMEM, "out of memory");
	draft->start = grown;
	draft->cap_start = cap;
	return 0;
}

int sx_rxset_read(struct sx_rxset_expression *x, struct sx_str pattern, unsigned flags, struct sx_err *err)
{
	*x = (struct sx_rxset_expression){ 0 };
	x->tree = sx_rxset_parse(pattern, flags & SX_RX_CASELESS, &x->arena);
	if (x->tree)
		return 0;
	sx_arena_release(&x->arena);
	return sx_fail(err, SX_NOMEM, "out of memory");
}

void sx_rxset_release(struct sx_rxset_expression *x)
{
	sx_arena_release(&x->arena);
	*x = (struct sx_rxset_expression){ 0 };
}

int sx_rxset_add_read(struct sx_rxset *set, uint32_t i, const struct sx_rxset_expression *x, struct sx_err *err)
{
	if (reserve(set, err) || sx_rxset_emit(set, i, x->tree, &set->draft->start[set->added], err))
		return -1;
	set->added++;
	return 0;
}

int sx_rxset_add(struct sx_rxset *set, uint32_t i, struct sx_str pattern, unsigned flags, struct sx_err *err)
{
	struct sx_rxset_expression x;
	if (sx_rxset_read(&x, pattern, flags, err))
		return -1;
	int status = sx_rxset_add_read(set, i, &x, err);
	sx_rxset_release(&x);
	return status;
}

/* Split the classes by one more set of bytes. */
static void refine(struct sx_rxset *set, const struct sx_bytes *bytes)
{
	unsigned char inside[256]; /* of each class that is split: the class of its bytes in the set */
	bool seen_in[256] = { 0 }, seen_out[256] = { 0 };
	for (unsigned c = 0; c < 256; c++)
		(sx_bytes_have(bytes, (unsigned char)c) ? seen_in : seen_out)[set->class_of[c]] = true;
	for (uint32_t k = 0, n = set->classes; k < n; k++)
		inside[k] = (unsigned char)(seen_in[k] && seen_out[k] ? set->classes++ : k);
	for (unsigned c = 0; c < 256; c++)
		if (sx_bytes_have(bytes, (unsigned char)c))
			set->class_of[c] = inside[set->class_of[c]];
}

int sx_rxset_finish(struct sx_rxset *set, struct sx_err *err)
{
	if (set->nodes > SX_RXSET_NODES)
		return sx_fail(err, SX_LIMIT, "the expressions are too large together");
	struct sx_rxset_draft *draft = set->draft;
	set->classes = 1;
	for (uint32_t i = 0; i < set->n_bytes && set->classes < 256; i++)
		refine(set, &draft->bytes[i]);
	for (unsigned c = 0; c < 256; c++)
		set->byte_of[set->class_of[c]] = (unsigned char)c;
	draft->owner = malloc((set->nodes + 1) * sizeof *draft->owner);
	if (!draft->owner)
		return sx_fail(err, SX_NOMEM, "out of memory");
	uint32_t owner = 0; /* each expression's nodes follow on its ACCEPT */
	for (uint32_t i = 0; i < set->nodes; i++) {
		owner = draft->node[i].kind == SX_NODE_ACCEPT ? draft->node[i].out : owner;
		draft->owner[i] = owner;
	}
	set->node = draft->node;
	set->bytes = draft->bytes;
	set->start = draft->start;
	set->owner = draft->owner;
	return 0;
}

void sx_rxset_pack(const struct sx_rxset *set, struct sx_buf *image)
{
	const uint32_t head[] = { set->way, set->n, set->added, set->nodes, set->n_bytes, set->edge, set->classes };
	sx_image_put(image, head, sizeof head);
	sx_image_put(image, set->class_of, sizeof set->class_of);
	sx_image_put(image, set->byte_of, sizeof set->byte_of);
	sx_image_put(image, set->node, set->nodes * sizeof *set->node);
	sx_image_put(image, set->bytes, set->n_bytes * sizeof *set->bytes);
	sx_image_put(image, set->start, set->added * sizeof *set->start);
	sx_image_put(image, set->owner, set->nodes * sizeof *set->owner);
}

struct sx_rxset *sx_rxset_unpack(struct sx_str *image, struct sx_err *err)
{
	struct sx_rxset *set = calloc(1, sizeof *set);
	if (!set) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	const uint32_t *head = sx_image_take(image, 7 * sizeof *head);
	set->way = (enum sx_rxset_way)head[0];
	set->n = head[1];
	set->added = head[2];
	set->nodes = head[3];
	set->n_bytes = head[4];
	set->edge = head[5];
	set->classes = head[6];
	memcpy(set->class_of, sx_image_take(image, sizeof set->class_of), sizeof set->class_of);
	memcpy(set->byte_of, sx_image_take(image, sizeof set->byte_of), sizeof set->byte_of);
	set->node = sx_image_take(image, set->nodes * sizeof *set->node);
	set->bytes = sx_image_take(image, set->n_bytes * sizeof *set->bytes);
	set->start = sx_image_take(image, set->added * sizeof *set->start);
	set->owner = sx_image_take(image, set->nodes * sizeof *set->owner);
	return set;
}

uint32_t sx_rxset_words(const struct sx_rxset *set)
{
	return (set->n + 63) / 64;
}
