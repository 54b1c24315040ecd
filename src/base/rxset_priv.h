/* A regular expression as a tree of byte sets, and as the nodes of an automaton. */
#ifndef SX_BASE_RXSET_PRIV_H
#define SX_BASE_RXSET_PRIV_H

#include "base/arena.h"
#include "base/rxset.h"

struct sx_bytes {
	uint64_t bit[4]; /* one for each byte */
};

enum sx_tree_kind {
	SX_TREE_EMPTY,
	SX_TREE_BYTES,  /* one byte of the set */
	SX_TREE_SEQ,    /* the children, one after the other */
	SX_TREE_ALT,    /* one of the children */
	SX_TREE_REPEAT, /* the child, min to max times */
	SX_TREE_AHEAD,  /* what follows must match the child */
	SX_TREE_BEHIND, /* what stands before must match the child */
	SX_TREE_FIRST,  /* nothing stands before */
	SX_TREE_LAST,   /* nothing follows */
	SX_TREE_ANY,    /* not known: anything may match from here on */
};

enum { SX_TREE_ENDLESS = UINT16_MAX, SX_TREE_FOLDED = 0x80 };

struct sx_tree {
	enum sx_tree_kind kind;
	uint16_t min, max;
	uint8_t letter; /* of SX_TREE_BYTES: the one ASCII character it is, in either case with SX_TREE_FOLDED; 0: look
			   at the bytes */
	bool class;     /* of SX_TREE_ALT: one character of a class, some of which take several bytes */
	struct sx_bytes bytes;
	struct sx_tree *first, *last; /* children */
	struct sx_tree *next, *prev;  /* siblings */
};

/* rxset_parse.c: the tree lives in the arena; NULL when that fails. */
struct sx_tree *sx_rxset_parse(struct sx_str pattern, bool caseless, struct sx_arena *arena);

enum sx_node_kind { SX_NODE_BYTES, SX_NODE_SPLIT, SX_NODE_ACCEPT };

/* A node: eats a byte of the set and goes on to `out`; goes on to both `out` and `other`; or is where expression `out`
 * has matched. */
struct sx_node {
	uint16_t kind;  /* enum sx_node_kind */
	uint16_t bytes; /* number of the set */
	uint32_t out, other;
};

enum { SX_RXSET_SETS = 4096, SX_RXSET_HEADS = 1024, SX_RXSET_NODES = 500 * 1000 };

/* What grows while expressions are given. */
struct sx_rxset_draft {
	struct sx_node *node;
	uint32_t *start, *owner;
	uint32_t cap_nodes, cap_start;
	struct sx_bytes bytes[SX_RXSET_SETS];
	uint32_t same[SX_RXSET_SETS], head[SX_RXSET_HEADS]; /* 1 + numbers of sets, by hash; */
	uint32_t letter[256];                               /* and by letter */
};

struct sx_rxset {
	enum sx_rxset_way way;
	uint32_t n;     /* expressions are numbered below it */
	uint32_t added; /* and so many were given */
	uint32_t nodes, n_bytes;
	uint32_t edge;    /* 1 + number of the set without bytes; 0: not used */
	uint32_t classes; /* bytes that no set tells apart are one class */
	unsigned char class_of[256];
	unsigned char byte_of[256]; /* one byte of each class */
	/* Of the draft when it is finished, or of what was packed: */
	const struct sx_node *node;
	const struct sx_bytes *bytes; /* the distinct sets */
	const uint32_t *start;        /* of each expression that was given */
	const uint32_t *owner;        /* of each node: its expression */
	struct sx_rxset_draft *draft; /* NULL: it was packed */
};

/* rxset_nodes.c: the nodes of expression i; *start is where it begins. */
int sx_rxset_emit(struct sx_rxset *set, uint32_t i, const struct sx_tree *tree, uint32_t *start, struct sx_err *err);

static inline bool sx_bytes_have(const struct sx_bytes *bytes, unsigned char c)
{
	return bytes->bit[c >> 6] >> (c & 63) & 1;
}

static inline void sx_bytes_put(struct sx_bytes *bytes, unsigned char c)
{
	bytes->bit[c >> 6] |= (uint64_t)1 << (c & 63);
}

#endif
