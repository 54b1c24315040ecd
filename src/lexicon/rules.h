/* Rules as the scanner and the describer need them: patterns cut into regular expressions and atoms, fragments
 * expanded. */
#ifndef SX_LEXICON_RULES_H
#define SX_LEXICON_RULES_H

#include "base/decimal.h"
#include "lexicon/lexicon.h"

/* A run of white space in running text, as a regex: short, possessive, no-break and thin spaces included. */
#define SX_RX_BLANKS       "[ \\t\\n\\r\\x{A0}\\x{2000}-\\x{200A}\\x{202F}]{1,4}+"
#define SX_RX_BLANKS_MAYBE "[ \\t\\n\\r\\x{A0}\\x{2000}-\\x{200A}\\x{202F}]{0,4}+"

/* What a pattern is made of. An atom is matched by the engine with the tables of the lexicon: %{number:role} digits or
 * number words with their magnitude, %{quantity:role} the same with a currency or unit where there is one,
 * %{measure:role} with a unit or currency that must be there, %{unit:role} a unit alone; %{here} matches nothing and
 * marks where the number stands, whose digits the regular expression behind it reads. Everything else is one regular
 * expression between two atoms. */
enum sx_element_kind { SX_EL_REGEX, SX_EL_NUMBER, SX_EL_QUANTITY, SX_EL_MEASURE, SX_EL_UNIT, SX_EL_HERE };

struct sx_element {
	enum sx_element_kind kind;
	struct sx_str regex;         /* SX_EL_REGEX */
	struct sx_str role;          /* atoms: value, low, high, error, part, whole, each, other … */
	const struct sx_mark *marks; /* SX_EL_REGEX: where its parts stand in the files */
	uint32_t n_marks;
};

struct sx_pattern {
	struct sx_element *element;
	uint32_t n;
	uint32_t first_atom; /* index of the first atom; n when there is none */
};

struct sx_rule {
	struct sx_str id;
	struct sx_str kind;      /* `kind`: of the claim; "none": what matches is no claim; "period", "attribution": see
				    describe; empty: by the unit */
	struct sx_str change;    /* `change`: increase, decrease */
	struct sx_str compare;   /* `compare`: a comparator */
	struct sx_str unit;      /* `unit`: id of the unit the value is in */
	struct sx_str means;     /* `means`: how the captures are to be read, a name that norm knows */
	struct sx_decimal value; /* `value`: for rules without a number */
	struct sx_decimal confidence; /* `confidence`: 0 to 1; unset: 0.9 */
	int priority;                 /* `priority`: higher wins before length does; 0, and 1 for kind none */
	bool bare;                    /* `bare`: only where the number has no unit and no magnitude */
	bool cased;                   /* `cased`: upper and lower case differ */
	struct sx_pattern *pattern;
	uint32_t n_patterns;
	struct sx_str *trigger; /* `trigger`: words that stand for the number */
	uint32_t n_triggers;
	uint32_t number; /* its place among the rules in force */
};

size_t sx_rules_count(const struct sx_lexicon *lexicon);
const struct sx_rule *sx_rules_at(const struct sx_lexicon *lexicon, size_t i);

/* Name the place in the files for a mistake at `at` in the regex of an element; always returns -1. */
int sx_rules_complain(const struct sx_lexicon *lexicon, const struct sx_element *element, size_t at, const char *what,
		      struct sx_err *err);

/* A fragment (`let NAME`) expanded by itself, for the engine's own use. NULL: there is none of that name. */
const struct sx_element *sx_rules_fragment(const struct sx_lexicon *lexicon, const char *name);

#endif
