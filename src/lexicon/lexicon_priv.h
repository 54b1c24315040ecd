/* The inside of a lexicon: records as they were read, and the tables made of them by sx_lexicon_finish(). */
#ifndef SX_LEXICON_LEXICON_PRIV_H
#define SX_LEXICON_LEXICON_PRIV_H

#include "base/arena.h"
#include "lexicon/letters.h"
#include "lexicon/lexicon.h"
#include "lexicon/rules.h"
#include "lexicon/units.h"
#include "lexicon/words.h"

struct sx_file {
	const char *name;
	struct sx_str text;
};

/* A slice of a file with its place, so that mistakes can be shown. */
struct sx_line {
	uint32_t file; /* index into the lexicon's files */
	uint32_t no;
	uint32_t column;     /* of text.p, from 1 */
	struct sx_str whole; /* the line */
	struct sx_str text;  /* the part in question */
};

/* A part of an expanded regex and the place it came from. */
struct sx_mark {
	uint32_t from; /* offset in the regex */
	struct sx_line line;
};

struct sx_let {
	struct sx_str name;
	struct sx_line *alternative;
	uint32_t n;
	struct sx_line head;
	struct sx_element expanded;
	bool busy; /* being expanded: a fragment that holds itself is a mistake */
};

struct sx_rule_source {
	struct sx_str id;
	struct sx_line head;
	struct sx_line *line; /* every indented line, key and value */
	uint32_t n;
};

struct sx_list {
	struct sx_str name;
	struct sx_line head;
	bool cased;
	struct sx_str regex; /* of its entries, once a pattern has asked for it */
};

/* Strings of entries and spellings lie in one text, so that these are found in it wherever it is. */
struct sx_entry {
	uint32_t at, value_at;
	uint16_t n, value_n;
	uint8_t list;
	bool dead; /* replaced by a later one */
	uint16_t unused;
};

struct sx_spelling {
	uint32_t at;
	uint32_t unit;
	uint32_t next_of_unit;
	uint16_t n;
	uint16_t how;
};

struct sx_unit_record {
	struct sx_unit unit;
	struct sx_line line;
	struct sx_str prefixes; /* "si", "bin", single symbols, with blanks between; empty: none */
	bool made;              /* by a prefix, not by a line of its own; these come last */
	uint32_t spellings;     /* chain of its own spellings */
};

struct sx_name_record {
	struct sx_str id;
	struct sx_line line;
	struct sx_str spellings;
};

/* Records by their ids: numbers from 1 in the slots, in the order in which they were added. */
struct sx_names {
	uint32_t *slot;
	uint32_t mask, n;
};

/* A word by value, letters in lower case: its first eight bytes, and the last eight of one that is longer; beyond
 * sixteen a hash of the rest. */
struct sx_key {
	const char *p; /* as it is written */
	uint64_t head, tail;
	uint32_t n;
};

/* What is spelled with one and the same word: the word alone, something longer that begins with it, that ends with
 * it; the latter two by their marks. */
enum { SX_SINGLE, SX_BEGIN, SX_END, SX_PARTS };

struct sx_group {
	struct {
		uint64_t head, tail;
		uint32_t n;
		uint32_t rest; /* beyond sixteen: where it stands among the long words */
	} key;
	sx_lists single, begin, end; /* lists that have such a spelling */
	uint32_t at[SX_PARTS], n[SX_PARTS];
};

struct sx_member {
	sx_lists bits;
	uint32_t item;
	uint32_t mark; /* of the spelling beyond its first word, or its last */
	bool cased;
};

struct sx_slot {
	uint32_t hash, group; /* its number from 1; 0: none */
};

/* By the three bytes that a spelling begins or ends with, letters in either case: the lists that have such a one. Bytes
 * are told apart by codes; where a letter ends a spelling, the text goes on with something else. */
enum { SX_CODES = 32 };
struct sx_sieve {
	unsigned char code[256];
	sx_lists alone[256]; /* a single byte, which may stand before anything */
	sx_lists head[SX_CODES * SX_CODES], tail[SX_CODES * SX_CODES]; /* of the first two, and of the last two */
};

struct sx_index {
	struct sx_slot *slot;
	uint32_t mask;
	struct sx_group *group;
	uint32_t groups, group_room;
	struct sx_member *member;
	struct sx_buf rest; /* long words, as they are written */
	struct sx_sieve forward, backward;
	bool packed; /* the tables are an image's */
};

/* Vectors: pointer, count, room. */
#define SX_VEC(type)                                                                                                   \
	struct {                                                                                                       \
		type *at;                                                                                              \
		uint32_t n, cap;                                                                                       \
	}

struct sx_lexicon {
	struct sx_arena arena;
	SX_VEC(struct sx_file) files;
	SX_VEC(struct sx_let) lets;
	SX_VEC(struct sx_rule_source) sources;
	SX_VEC(struct sx_list) lists;
	struct sx_buf text; /* of entries and of spellings */
	SX_VEC(struct sx_entry) entries;
	SX_VEC(struct sx_unit_record) units;
	SX_VEC(struct sx_name_record) prefixes; /* id, "1e3 k" */
	SX_VEC(struct sx_name_record) names;
	SX_VEC(struct sx_spelling) spellings;
	SX_VEC(struct sx_rule) rules;
	SX_VEC(struct sx_example) examples;
	struct sx_index words, spelled; /* of entries, and of the spellings of units */
	uint32_t *by_list;              /* entries list by list, those of list i from list_from[i] on */
	uint32_t list_from[SX_LISTS_MAX + 1];
	struct sx_names let_names, rule_names, unit_names;
	sx_lists tag_list, abbreviations;
	sx_lists spoken_magnitudes, spoken_groups, spoken_fraction, spoken_fractions, spoken_joints, spoken_all;
	const struct sx_ready *ready; /* what is built in, made ready; NULL: not given */
	bool as_made;                 /* it is what holds: nothing was added to it */
	bool foreign;                 /* holds more than what is built in */
	bool finished;
};

static inline struct sx_str sx_spelled(const struct sx_lexicon *lexicon, const struct sx_spelling *spelling)
{
	return (struct sx_str){ lexicon->text.p + spelling->at, spelling->n };
}

static inline struct sx_word sx_entry_word(const struct sx_lexicon *lexicon, const struct sx_entry *entry)
{
	const char *text = lexicon->text.p;
	return (struct sx_word){ { text + entry->at, entry->n },
				 { text + entry->value_at, entry->value_n },
				 entry->list };
}

/* Room for one more at the end of a vector: 0, or -1. */
int sx_vec_grow(void **at, uint32_t *n, uint32_t *cap, size_t size, struct sx_err *err);
#define SX_PUSH(vec, value, err)                                                                                       \
	(sx_vec_grow((void **)&(vec).at, &(vec).n, &(vec).cap, sizeof *(vec).at, err)                                  \
		 ? -1                                                                                                  \
		 : ((vec).at[(vec).n++] = (value), 0))

/* Record a mistake at `at` bytes into the line's text. Always -1. */
int sx_line_fail(const struct sx_lexicon *lexicon, const struct sx_line *line, size_t at, struct sx_err *err,
		 const char *format, ...) __attribute__((format(printf, 5, 6)));

/* parse.c: one file into records. */
int sx_parse_rules(struct sx_lexicon *lexicon, uint32_t file, struct sx_err *err);
int sx_parse_units(struct sx_lexicon *lexicon, uint32_t file, struct sx_err *err);
int sx_parse_names(struct sx_lexicon *lexicon, uint32_t file, struct sx_err *err);

/* Every spelling of a list, with `between` between them: ! and ? behind one are its marks. */
int sx_spellings_add(struct sx_lexicon *lexicon, uint32_t unit, struct sx_str list, char between, unsigned how,
		     struct sx_err *err);

/* words.c, units.c, pattern.c, rules.c: the tables. */
int sx_words_index(struct sx_lexicon *lexicon, struct sx_err *err);
void sx_words_name_lists(struct sx_lexicon *lexicon);
int sx_units_index(struct sx_lexicon *lexicon, struct sx_err *err);
int sx_rules_build(struct sx_lexicon *lexicon, struct sx_err *err);

/* pattern.c: a match line into elements. */
int sx_pattern_build(struct sx_lexicon *lexicon, const struct sx_line *line, struct sx_pattern *pattern,
		     struct sx_err *err);
int sx_fragment_build(struct sx_lexicon *lexicon, struct sx_let *let, struct sx_err *err);

/* trie.c: the entries of a list as one regex, longest first. An empty slice: out of memory. */
struct sx_str sx_trie_regex(struct sx_lexicon *lexicon, uint32_t list);

/* index.c: items of an index in the order in which equally long ones are preferred: their number, UINT32_MAX where
 * there is none. */
struct sx_item {
	struct sx_str spelling;
	sx_lists bits; /* what it is found by: words_at() asks for lists, units_at() for flags */
	bool cased;
	bool common; /* one of so many that the sieve would let everything through */
};
typedef uint32_t sx_item_of(const struct sx_lexicon *lexicon, uint32_t i, struct sx_item *item);
int sx_index_make(struct sx_index *index, const struct sx_lexicon *lexicon, uint32_t items, sx_item_of *item_of,
		  struct sx_err *err);
void sx_index_release(struct sx_index *index);
void sx_index_pack(const struct sx_index *index, struct sx_buf *image);
void sx_index_unpack(struct sx_index *index, struct sx_str *image);
uint32_t sx_spelling_hash(struct sx_str spelling);

/* sieve.c: one spelling, read from its begin or from its end; and when all are there: lists that are too large for the
 * sieve pass it everywhere. */
void sx_sieve_add(struct sx_sieve *sieve, const struct sx_item *item, bool back);
void sx_sieve_finish(struct sx_sieve *sieve, sx_lists common);

/* What is filed under the word at text[at], or before text[end]; there must be a byte. NULL: nothing. */
const struct sx_group *sx_index_at(const struct sx_index *index, struct sx_str text, size_t at);
const struct sx_group *sx_index_before(const struct sx_index *index, struct sx_str text, size_t end);

/* A number that tells how the text goes on at text[at], or before text[end]: by the word beyond the blanks there, or by
 * a byte; 0: not at all. */
uint32_t sx_mark_behind(struct sx_str text, size_t at);
uint32_t sx_mark_before(struct sx_str text, size_t end);

/* The members of one part of a group that go on with this mark. */
struct sx_run {
	const struct sx_member *at;
	uint32_t n;
};
struct sx_run sx_index_run(const struct sx_index *index, const struct sx_group *group, int part, uint32_t mark);

static inline sx_lists sx_sieve(const struct sx_sieve *sieve, unsigned char a, unsigned char b, unsigned char c)
{
	unsigned second = sieve->code[b];
	return sieve->alone[a] |
	       (sieve->head[sieve->code[a] * SX_CODES + second] & sieve->tail[second * SX_CODES + sieve->code[c]]);
}

/* Which of the lists can have a spelling at text[at], or before text[end]? Near the end of the text: any. */
static inline sx_lists sx_sieve_at(const struct sx_index *index, struct sx_str text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.p + at;
	if (at + 3 > text.n)
		return at < text.n ? ~(sx_lists)0 : 0;
	return sx_sieve(&index->forward, p[0], p[1], p[2]);
}

static inline sx_lists sx_sieve_before(const struct sx_index *index, struct sx_str text, size_t end)
{
	const unsigned char *p = (const unsigned char *)text.p + end;
	if (end < 3)
		return end > 0 ? ~(sx_lists)0 : 0;
	return sx_sieve(&index->backward, p[-1], p[-2], p[-3]);
}

/* unpack.c: everything that sx_lexicon_finish() makes, from the part "lexicon" of what was made ready. */
int sx_lexicon_unpack(struct sx_lexicon *lexicon, struct sx_err *err);

/* names.c: the number of the record of this id, UINT32_MAX where there is none; `size` is that of one record, whose
 * first member is its id. Each record is added when it has been pushed. */
uint32_t sx_names_find(const struct sx_names *names, const void *records, size_t size, struct sx_str name);
int sx_names_add(struct sx_names *names, const void *records, size_t size, struct sx_err *err);
#define SX_FIND(names, vec, name) sx_names_find(&(names), (vec).at, sizeof *(vec).at, (name))
#define SX_NAME(names, vec, err)  sx_names_add(&(names), (vec).at, sizeof *(vec).at, (err))

static inline struct sx_str sx_str_trim(struct sx_str s)
{
	while (s.n && (s.p[0] == ' ' || s.p[0] == '\t')) {
		s.p++;
		s.n--;
	}
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\r'))
		s.n--;
	return s;
}

#endif
