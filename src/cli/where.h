/* --where and --min-confidence: a sink in front of another that lets through what was asked for. */
#ifndef SX_CLI_WHERE_H
#define SX_CLI_WHERE_H

#include "cli/args.h"
#include "model/claim.h"

struct sx_condition;

struct sx_where {
	const struct sx_sink *next;
	uint64_t passed; /* claims let through */
	struct sx_condition *condition;
	size_t n;
	struct sx_decimal min_confidence;
	struct sx_rx_match *match;
	struct sx_buf cell;
};

int sx_where_open(struct sx_where *where, const struct sx_args *args, const struct sx_sink *next, struct sx_err *err);
struct sx_sink sx_where_sink(struct sx_where *where);
sx_column_set sx_where_columns(const struct sx_where *where); /* those that it looks at */
void sx_where_release(struct sx_where *where);

/* The column of that name, or -1 with err set and the nearest name as advice. `option` is named in the message. */
int sx_where_column(struct sx_str name, const char *option, struct sx_err *err);

#endif
