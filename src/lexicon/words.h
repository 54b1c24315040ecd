/* Word lists: hedges, number words, months, cue verbs, places … Each entry is a spelling of one or more words and a
 * value. Looked up in running text: letters of either case match (unless the list is `cased`), a blank matches any
 * short run of white space, and an entry that ends in a letter or digit must end where the word ends. */
#ifndef SX_LEXICON_WORDS_H
#define SX_LEXICON_WORDS_H

#include "lexicon/lexicon.h"

enum { SX_LISTS_MAX = 64 };
typedef uint64_t sx_lists; /* a set of lists: bit i is list number i */

struct sx_word {
	struct sx_str spelling;
	struct sx_str value;
	uint8_t list;
};

/* The set of the one list of that name; empty when no file has it. */
sx_lists sx_words_list(const struct sx_lexicon *lexicon, const char *name);

/* The list `abbreviation`, for which every full stop asks. */
sx_lists sx_words_abbreviations(const struct sx_lexicon *lexicon);

/* The longest entry of any of the lists that stands at text[at]. Returns its end, or 0 when there is none. */
size_t sx_words_at(const struct sx_lexicon *lexicon, struct sx_str text, size_t at, sx_lists lists,
		   struct sx_word *word);

/* Of these lists, those that can have an entry at text[at]: to ask once where many are sought one by one. */
sx_lists sx_words_may_stand(const struct sx_lexicon *lexicon, struct sx_str text, size_t at, sx_lists lists);

/* The longest entry that ends just before text[end]. Returns its start, or SIZE_MAX. */
size_t sx_words_before(const struct sx_lexicon *lexicon, struct sx_str text, size_t end, sx_lists lists,
		       struct sx_word *word);

/* Every list that has exactly this single word, as a set; *tag gets the value in the list `tag` (0: none). */
sx_lists sx_words_classes(const struct sx_lexicon *lexicon, struct sx_str word, char *tag);

/* Walk the entries of some lists in file order: *cursor starts at 0. false at the end. */
bool sx_words_next(const struct sx_lexicon *lexicon, sx_lists lists, size_t *cursor, struct sx_word *word);

#endif
