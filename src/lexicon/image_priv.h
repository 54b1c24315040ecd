/* How the records of a lexicon lie in an image: rows without pointers. */
#ifndef SX_LEXICON_IMAGE_PRIV_H
#define SX_LEXICON_IMAGE_PRIV_H

#include "base/image.h"
#include "lexicon/lexicon_priv.h"

/* A string: in the files built in, which lie one behind the other, or behind them among the strings that were made. */
struct sx_text_row {
	uint32_t at, n;
};

/* A record as it stands in its file, and its first line. */
struct sx_place_row {
	struct sx_text_row whole;
	uint32_t file, no;
};

struct sx_unit_row {
	struct sx_text_row id, symbol, kind, base;
	uint32_t times, over, offset; /* numbers of decimals */
	uint16_t flags, made;
	struct sx_place_row place;
};

/* A fragment, a list or a rule as it is shown; of a fragment its regular expression. */
struct sx_record_row {
	struct sx_text_row name, regex;
	struct sx_place_row place;
	uint64_t cased;
};

struct sx_element_row {
	struct sx_text_row regex, role;
	uint64_t kind;
};

struct sx_pattern_row {
	uint32_t n, first_atom;
};

struct sx_rule_row {
	struct sx_text_row id, kind, change, compare, unit, means;
	struct sx_decimal value, confidence;
	int32_t priority;
	uint8_t bare, cased;
	uint16_t unused;
	uint32_t n_patterns, n_triggers;
};

struct sx_example_row {
	struct sx_text_row rule, text, expect, shown;
	uint32_t file, line, column, yes;
};

/* How many of each. */
struct sx_lexicon_row {
	uint32_t text, lets, sources, lists, entries, units, spellings, rules, examples, unit_mask;
};

/* All the files built in as one text. */
struct sx_str sx_builtin_text(void);

#endif
