/* Plain text as prose: where sentences begin and end, how the document writes its numbers, when it was written.
 * All decided from the text round the place asked about (SX_SENTENCE_MOST bytes to either side), so that the answer is
 * the same however the text is cut into segments. */
#ifndef SX_TEXT_TEXT_H
#define SX_TEXT_TEXT_H

#include "lexicon/lexicon.h"
#include "model/sentence.h"

enum { SX_SENTENCE_MOST = 1024, /* bytes looked at before and behind a place */ SX_HEAD_MOST = 256 * 1024 };

/* The sentence round text[at]. */
struct sx_sentence sx_sentence_at(const struct sx_lexicon *lexicon, struct sx_str text, size_t at);

/* The sentence before one, in the same paragraph; false: none. */
bool sx_sentence_before(const struct sx_lexicon *lexicon, struct sx_str text, const struct sx_sentence *sentence,
			struct sx_sentence *before);

/* The words that lead in the list whose item a sentence begins, and end in a colon: "In 2013 the town:"; false: none.
 */
bool sx_sentence_intro(const struct sx_lexicon *lexicon, struct sx_str text, const struct sx_sentence *sentence,
		       struct sx_sentence *intro);

/* How often the document's head writes numbers in a way that leaves no doubt. */
struct sx_number_style {
	unsigned point_decimal; /* 18.44, 1,234.5 */
	unsigned comma_decimal; /* 18,44; 1.234,5 */
	unsigned comma_groups;  /* 1,234,567 and 12,345 */
	unsigned dot_groups;    /* 1.234.567 */
};

/* What a document says about itself in its first SX_HEAD_MOST bytes. */
struct sx_number_style sx_text_style(struct sx_str head);

#endif
