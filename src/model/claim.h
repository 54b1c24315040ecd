/* A quantitative claim: one row of the table. DESIGN of the columns: docs/columns.md, model/columns.def. */
#ifndef SX_MODEL_CLAIM_H
#define SX_MODEL_CLAIM_H

#include "base/buf.h"
#include "base/decimal.h"
#include "base/err.h"
#include "model/columns.h"

#include <stdint.h>

/* What a claim's note says of a number that somebody aims at; notes are parted by "; ". */
#define SX_NOTE_TARGET "a target"
/* And of one that is expected. */
#define SX_NOTE_FORECAST "a forecast"

enum sx_comparator { SX_EQ, SX_APPROX, SX_GT, SX_GE, SX_LT, SX_LE };
enum sx_change { SX_NO_CHANGE, SX_INCREASE, SX_DECREASE };

/* Every slice belongs to somebody else (the document's arena, the loaded table) and is UTF-8.
 * Empty slice: the column is empty. Numbers not `set`: the column is empty. */
struct sx_claim {
	struct sx_str subject;
	enum sx_comparator comparator;
	struct sx_decimal value, low, high;
	struct sx_str unit, kind, predicate, of, per;
	enum sx_change change;
	struct sx_str period, period_start, period_end; /* dates as YYYY-MM-DD */
	struct sx_str place, attribution, quantity, hedge;
	struct sx_decimal base_value;
	struct sx_str base_unit;
	struct sx_decimal confidence; /* 0 to 1, at most two decimals */
	struct sx_str note, rule, sentence, section;
	struct sx_str source;        /* as text */
	struct sx_str source_json;   /* the id as JSON where it came from a JSON record ("7", "\"x\""); else empty */
	uint64_t page, line, column; /* from 1; 0: none */
	uint64_t start, end;         /* byte offsets; none when both are 0 */
};

/* Where claims go. Called once a claim, in the order of the input; the claim lives only during the call.
 * Returns 0, or -1 to stop with err set. */
struct sx_sink {
	int (*take)(void *ctx, const struct sx_claim *claim, struct sx_err *err);
	/* A record that could not be read, in its place: `line` of the input, id as JSON or empty. May be NULL. */
	int (*skip)(void *ctx, struct sx_str source_json, uint64_t line, const char *why, struct sx_err *err);
	void *ctx;
};

const char *sx_comparator_name(enum sx_comparator c);
int sx_comparator_find(struct sx_str name);   /* the enum's value, or -1 */
const char *sx_change_name(enum sx_change c); /* "" for none */
int sx_change_find(struct sx_str name);

/* Append one cell as text: the words, the exact number in plain digits, or nothing. */
void sx_claim_cell(const struct sx_claim *claim, enum sx_column column, struct sx_buf *out);

/* Set one cell from its text (the inverse of sx_claim_cell; text slices are kept as they are, not copied).
 * -1 when the text is none that the column can hold. */
int sx_claim_set(struct sx_claim *claim, enum sx_column column, struct sx_str text);

#endif
