/* Where in its sentence a claim's subject, predicate, whole, place, period, attribution and change stand. */
#ifndef SX_DESCRIBE_DESCRIBE_H
#define SX_DESCRIBE_DESCRIBE_H

#include "lexicon/lexicon.h"
#include "model/description.h"
#include "model/quantity.h"
#include "model/sentence.h"

/* Compiled rules of kind period, attribution …; read-only, shared by threads. The lexicon must outlive it. */
struct sx_describer;
struct sx_describer *sx_describer_new(const struct sx_lexicon *lexicon, struct sx_err *err);
/* What takes long to make of it: the part "describe" of what is made ready for programs, and its expressions. */
void sx_describer_pack(const struct sx_describer *describer, struct sx_buf *image, struct sx_buf *expressions);
void sx_describer_free(struct sx_describer *describer);

/* One thread's state: the sentence in hand, cut into words once for all its claims. */
struct sx_describe;
struct sx_describe *sx_describe_new(const struct sx_describer *describer, struct sx_err *err);
void sx_describe_free(struct sx_describe *describe);

/* Look for what fills these columns alone; at first it is all of them. */
void sx_describe_want(struct sx_describe *describe, sx_column_set columns);

/* Find, when it is needed, which is seldom, the sentence before in the same paragraph, and the words that lead in the
 * list whose item this one is; false: there are none. */
struct sx_context {
	bool (*before)(void *ctx, struct sx_sentence *before);
	bool (*intro)(void *ctx, struct sx_sentence *intro);
	void *ctx;
};

/* Take up a sentence and the quantities found in it, in order. All must stay until the next call. */
void sx_describe_sentence(struct sx_describe *describe, struct sx_str text, const struct sx_sentence *sentence,
			  struct sx_context context, const struct sx_quantity *quantities, size_t n);

/* What it says of the i-th. Call in order of i: what an elliptic clause leaves out comes from the claim before. */
void sx_describe_claim(struct sx_describe *describe, size_t i, struct sx_description *out);

/* Whether memory has sufficed so far; if not, something may be missing from the descriptions. */
bool sx_describe_ok(const struct sx_describe *describe);

/* The first rule since this was last asked of which a pattern ran into the limits on matching; empty: none. */
struct sx_str sx_describe_gave_up(struct sx_describe *describe);

#endif
