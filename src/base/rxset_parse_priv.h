/* Between the two files that read a regular expression. */
#ifndef SX_BASE_RXSET_PARSE_PRIV_H
#define SX_BASE_RXSET_PARSE_PRIV_H

#include "base/rxset_priv.h"

/* A class as it is written, and its tree: blanks and letters come again and again. */
struct sx_rxset_seen {
	struct sx_str source;
	bool caseless;
	const struct sx_tree *tree;
};

enum { SX_RXSET_SEEN = 4 };

struct sx_rxset_parser {
	const char *p, *end;
	struct sx_arena *arena;
	bool caseless;
	unsigned depth;
	struct sx_rxset_seen seen[SX_RXSET_SEEN];
	unsigned n_seen;
};

/* All of these return NULL when the arena has failed; the parsing ones also where they do not understand. */
struct sx_tree *sx_tree_new(struct sx_rxset_parser *s, enum sx_tree_kind kind);
struct sx_tree *sx_tree_append(struct sx_tree *parent, struct sx_tree *child);
struct sx_tree *sx_tree_repeat(struct sx_rxset_parser *s, struct sx_tree *child, unsigned min, unsigned max);

/* rxset_class.c: one character of those that an item stands for. */
struct sx_tree *sx_rxset_class(struct sx_rxset_parser *s);  /* "[…]", from its bracket */
struct sx_tree *sx_rxset_escape(struct sx_rxset_parser *s); /* from its backslash */
struct sx_tree *sx_rxset_point(struct sx_rxset_parser *s, uint32_t point);
struct sx_tree *sx_rxset_dot(struct sx_rxset_parser *s);

#endif
