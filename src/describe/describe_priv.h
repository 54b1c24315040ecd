/* The inside of the describer: a sentence as tagged words, and the parts that each look for one thing in it. */
#ifndef SX_DESCRIBE_DESCRIBE_PRIV_H
#define SX_DESCRIBE_DESCRIBE_PRIV_H

#include "base/arena.h"
#include "base/rx.h"
#include "base/rxset.h"
#include "describe/describe.h"
#include "lexicon/letters.h"
#include "lexicon/rules.h"
#include "lexicon/words.h"

/* The part a word plays. The tagger is a table with a few rules of context behind it, no more than noun phrases need.
 */
enum sx_tag {
	SX_T_OTHER,
	SX_T_NOUN,
	SX_T_PROPER,
	SX_T_PRONOUN,
	SX_T_DETERMINER,
	SX_T_ADJECTIVE,
	SX_T_ADVERB,
	SX_T_VERB, /* finite or infinitive */
	SX_T_ING,
	SX_T_PARTICIPLE, /* infected, known */
	SX_T_AUXILIARY,
	SX_T_TO,
	SX_T_PREPOSITION,
	SX_T_AND,
	SX_T_CLAUSE, /* that, which, who, while: a clause begins */
	SX_T_NUMBER, /* not one of the sentence's claims */
	SX_T_QUANTITY,
	SX_T_HEDGE,
	SX_T_POSSESSIVE,
	SX_T_OPEN,
	SX_T_CLOSE,
	SX_T_COMMA,
	SX_T_COLON, /* : ; */
	SX_T_DASH,
	SX_T_SLASH,
	SX_T_QUOTE,
	SX_T_STOP,
	SX_T_SIGN,
};

/* What a word can be, before its neighbours decide; and what else is known of it. */
enum {
	SX_MAY_NOUN = 1 << 0,
	SX_MAY_VERB = 1 << 1,
	SX_MAY_ING = 1 << 2,
	SX_MAY_PARTICIPLE = 1 << 3,
	SX_MAY_ADJECTIVE = 1 << 4,
	SX_MAY_ADVERB = 1 << 5,
	SX_IS_UP = 1 << 6,       /* rise, grow, gain */
	SX_IS_DOWN = 1 << 7,     /* fall, cut, drop */
	SX_IS_LEVEL = 1 << 8,    /* reach, total, stand */
	SX_IS_SHARE = 1 << 9,    /* account, represent, comprise */
	SX_IS_SAY = 1 << 10,     /* said, estimates */
	SX_IS_ACTS = 1 << 11,    /* raise, expand: takes an object */
	SX_IS_AMOUNT = 1 << 12,  /* number, total, rate: names no subject by itself */
	SX_IS_TIME = 1 << 13,    /* year, quarter */
	SX_IS_ANAPHOR = 1 << 14, /* it, this, these: named before */
	SX_IS_BE = 1 << 15,
	SX_IS_HAVE = 1 << 16,
	SX_IS_CHANGE = 1 << 17,    /* as a noun, too: a rise, a cut */
	SX_IS_UNSETTLED = 1 << 18, /* its neighbours may make something else of it */
	SX_IS_MORE = 1 << 19,      /* more, less, higher, fewer: compares */
	SX_IS_CAPITAL = 1 << 20,
	SX_IS_CAPS = 1 << 21,   /* two or more letters, all capital */
	SX_IS_GLUED = 1 << 22,  /* no blank in front */
	SX_IS_PERIOD = 1 << 23, /* part of a period found */
	SX_IS_PLACE = 1 << 24,
	SX_IS_PLACE_ADJECTIVE = 1 << 25,
	SX_IS_PLURAL = 1 << 26,
	SX_IS_FORESEES = 1 << 27, /* forecast, expect: what is said is the number itself */
	SX_IS_WITHIN = 1 << 28,   /* borders, territory: "within the borders of our country" is a place */
	SX_IS_AFFECTS = 1 << 30,  /* kill, destroy: "killed 30% of the cattle" is about the cattle */
	SX_IS_SUM = 1 << 29,      /* loss, savings: an amount, not a change */
};

/* What a word may be the sign of, so that the rules need to be tried there alone. */
enum {
	SX_CALLS_YEAR = 1 << 0,  /* 2014 */
	SX_CALLS_MONTH = 1 << 1, /* May; 2014-05-20 */
	SX_CALLS_UNIT = 1 << 2,  /* year, quarter, today */
	SX_CALLS_WEEKDAY = 1 << 3,
	SX_CALLS_SEASON = 1 << 4,
	SX_CALLS_NOW = 1 << 5, /* currently */
	SX_CALLS_PERIOD = SX_CALLS_NOW * 2 - 1,
	SX_CALLS_INSIDE = 1 << 6, /* last, early, first: inside a period, in front of one of those */
	SX_CALLS_CUE = 1 << 7,    /* according, data */
	SX_CALLS_PLACE = 1 << 8,  /* begins a name in the lists of places */
	SX_CALLS_AIM = 1 << 9,    /* plans, aims: "to" and what is not yet so follow */
	SX_CALLS_GOAL = 1 << 10,  /* target, goal */
	SX_CALLS_NAMED = SX_CALLS_GOAL * 2 - 1,
	SX_CALLS_WHERE = 1 << 11,  /* in, across: where something is may follow */
	SX_CALLS_EACH = 1 << 12,   /* respectively */
	SX_CALLS_AHEAD = 1 << 14,  /* expected, will: what is not yet so may follow */
	SX_CALLS_REGION = 1 << 15, /* central, province: beside the name of a place */
};

/* What is known of a token, in parts or all at once. */
#define SX_KNOWN_OF                                                                                                    \
	union {                                                                                                        \
		struct {                                                                                               \
			uint32_t is;                                                                                   \
			uint16_t calls;                                                                                \
			uint8_t tag;  /* enum sx_tag */                                                                \
			uint8_t word; /* enum sx_known */                                                              \
		};                                                                                                     \
		uint64_t known;                                                                                        \
	}

struct sx_tok {
	uint32_t start, end;
	SX_KNOWN_OF;
};

/* Tokens a to b - 1 of a line; empty: nothing. */
struct sx_part {
	uint32_t a, b;
};

enum { SX_TOKENS = 1024, SX_PERIODS = 32, SX_TOKENS_KEPT = 32 };

/* A sentence, or what is looked at of a long one. */
struct sx_line {
	struct sx_str text;
	size_t from, to;
	uint32_t n, names, sayers, periods;
	uint32_t is;                       /* all that any of its words is */
	uint16_t calls;                    /* and calls */
	bool brackets;                     /* it has one that opens */
	struct sx_tok tok[SX_TOKENS + 1];  /* one is for ends */
	uint32_t quantity[SX_TOKENS_KEPT]; /* tokens of the first quantities */
	uint16_t name[SX_TOKENS];          /* tokens with a capital that call a place */
	uint16_t sayer[SX_TOKENS];         /* words of saying, from tag.c */
	struct {
		struct sx_part at;
		struct sx_period_span span;
	} period[SX_PERIODS];
};

/* What is known of a word wherever it stands. */
struct sx_fact {
	uint64_t low, high;
	SX_KNOWN_OF;
	uint32_t at;      /* its spelling, in the words of the facts */
	uint16_t n;       /* 0: empty slot */
	uint8_t rank;     /* of the list that the tag is from */
	bool listed : 1;  /* in the word lists, not in known.def alone */
	bool settled : 1; /* in small letters, its form has no more to say; not of one that begins with a digit */
};

/* A compiled rule. */
struct sx_described {
	const struct sx_rule *rule;
	struct sx_rx *rx;
	uint16_t calls; /* words at which it is tried */
};

struct sx_describer {
	const struct sx_lexicon *lexicon;
	unsigned char byte[256]; /* what a token may begin with, tokens.c */
	uint8_t sign[256];       /* enum sx_tag of the signs that are one byte; SX_T_OTHER: no such sign */
	struct sx_facts {
		struct sx_fact *fact;
		uint32_t n, slots;   /* how many, and room for how many: a power of two */
		struct sx_buf words; /* as they are spelled */
		bool packed;         /* both are an image's */
	} facts;
	struct sx_arena arena;
	struct sx_rules_of {
		struct sx_described *rule;
		uint32_t n;
		struct sx_rxset *set; /* which of them could match at a place */
	} period, attribution;
	uint32_t groups;
	sx_lists place, place_adjective;
};

/* A claim that was described, for those behind it. */
struct sx_said {
	struct sx_description description;
	struct sx_part whole; /* its subject before a share of it was taken */
	uint32_t token;
	size_t quantity; /* its number among those of the sentence */
};

struct sx_describe {
	const struct sx_describer *describer;
	sx_column_set wanted;
	struct sx_rx_match *match;
	struct sx_str gave_up; /* the first rule that did since somebody asked; empty: none */
	struct sx_worth {      /* rules worth trying at a place, bit i for the i-th */
		struct sx_rxset_run *run;
		struct sx_rxset_places places; /* up to where they could match */
		uint64_t *bits, *tried;
		uint32_t words, rules;
	} period, attribution;
	struct sx_line line, before, intro;
	struct sx_context context;
	struct sx_range before_at; /* as much of it as is looked at */
	bool before_known, has_before;
	const struct sx_quantity *quantity;
	size_t n;
	struct sx_said last;    /* the claim before */
	struct sx_said outer;   /* the last one outside brackets, for what follows them; only in lines with brackets */
	struct sx_range stands; /* the subject of the last claim that a verb follows */
	struct sx_part whole;   /* the subject at hand before a share of it was taken: "sales and costs" */
	bool has_last, last_in_brackets, has_outer;
	struct sx_range cue; /* who speaks for the whole sentence */
	bool cue_known;
	struct sx_description lead; /* what the words in front of a list say of its items: period, place, attribution */
	const struct sx_description *led; /* that, or nothing; NULL: not known yet */
	/* A period that leads the sentence before and holds for this one. */
	bool opening_known, opening;
	struct sx_period_span opens;
};

/* facts.c: the word lists as one table. */
int sx_facts_build(struct sx_describer *d, struct sx_str *image, struct sx_err *err);
void sx_facts_pack(const struct sx_facts *facts, struct sx_buf *image);
void sx_facts_release(struct sx_facts *facts);

/* tokens.c: the tables; text[from..to), of which line->text, from and to tell, into tokens, each quantity one of them.
 */
void sx_line_read(const struct sx_describer *d, struct sx_line *line, const struct sx_quantity *quantities, size_t n,
		  uint32_t most);
/* What is known of the first word of a line not yet read; NULL: more than a look at the lists is needed for it. */
const struct sx_fact *sx_line_first(const struct sx_describer *d, const struct sx_line *line);
void sx_tokens_build(struct sx_describer *d);
size_t sx_word_end(struct sx_str text, size_t start, size_t to);
uint32_t sx_token_at(const struct sx_line *line, size_t offset); /* the token that holds it, or the next */
bool sx_percent_at(const struct sx_line *line, uint32_t i);      /* a number in percent */

/* tag.c: the words' parts by table, form and neighbours. */
/* by the ending, as words in no table are */
void sx_tag_form(struct sx_str word, bool hyphen, uint8_t *tag, uint32_t *is);

/* A.1.7 */
static inline bool sx_tag_is_section(struct sx_str word)
{
	return word.n > 2 && word.p[1] == '.' && word.p[word.n - 1] >= '0' && word.p[word.n - 1] <= '9';
}

/* what the ending adds to a tag; `tagged`: that is not by form */
void sx_tag_more(struct sx_str word, uint8_t tag, bool tagged, uint32_t *is);
void sx_tag_settle(struct sx_line *line);

static inline bool sx_tag_in(uint8_t tag, uint32_t set)
{
	return set >> tag & 1;
}
#define SX_TAG(name) ((uint32_t)1 << SX_T_##name)

/* The words of known.def. */
enum sx_known_set {
	SX_SET_DIRECTION = 1 << 0, /* 19 km south of the town */
	SX_SET_DIMENSION = 1 << 1, /* 8 feet high */
	SX_SET_MARK = 1 << 2,      /* a 50-year low */
	SX_SET_STEP = 1 << 3,      /* three years later */
	SX_SET_REFERS = 1 << 4,    /* 61 of them */
	SX_SET_RELATED = 1 << 5,   /* $5m related to hedges */
	SX_SET_SPENDS = 1 << 6,    /* spend $48m on schools */
	SX_SET_LEADS = 1 << 7,     /* rose to 5: what follows is a level */
	SX_SET_MOVES = 1 << 8,     /* went up 5: the word behind is no part of the verb */
	SX_SET_PLAIN = 1 << 9,     /* total number: tells it from no other */
	SX_SET_KIND = 1 << 10,     /* provision for losses */
	SX_SET_ITS_KIND = 1 << 11, /* cost of sales, profit before tax: "… of 5" looks back over them */
	SX_SET_DROP = 1 << 12,     /* another price: says nothing of what it is */
	SX_SET_WHERE = 1 << 13,    /* in Norway */
	SX_SET_COMES = 1 << 14,    /* 8% came from fees */
	SX_SET_RECORD = 1 << 15,   /* the worst since May: what stands behind dates the record */
};

enum sx_known {
	SX_W_NONE,
#define KNOWN(word, sets) SX_W_##word,
#include "describe/known.def"
#undef KNOWN
	SX_KNOWN
};

extern const uint16_t sx_known_sets[SX_KNOWN];

static inline bool sx_tok_is(const struct sx_line *line, uint32_t i, enum sx_known word)
{
	return i < line->n && line->tok[i].word == word;
}

static inline bool sx_tok_in(const struct sx_line *line, uint32_t i, enum sx_known_set set)
{
	return i < line->n && (sx_known_sets[line->tok[i].word] & set);
}

#define HEADS  (SX_TAG(NOUN) | SX_TAG(PROPER))
#define VERBAL (SX_TAG(VERB) | SX_TAG(AUXILIARY) | SX_TAG(ING) | SX_TAG(PARTICIPLE))

/* A noun or name. */
static inline bool sx_is_head(const struct sx_tok *t)
{
	return sx_tag_in(t->tag, HEADS) && !(t->is & SX_IS_PERIOD);
}

static inline bool sx_is_verb(const struct sx_line *line, uint32_t i)
{
	return sx_tag_in(line->tok[i].tag, VERBAL);
}

/* phrase.c */
struct sx_part sx_phrase_after(const struct sx_line *line, uint32_t at);
enum sx_reach {
	SX_REACH_ALL,  /* over every preposition: the subject of a verb */
	SX_REACH_OF,   /* over "of", participles, "and": what a number is of */
	SX_REACH_HERE, /* over "of" and participles: what a bracket explains */
};
struct sx_part sx_phrase_before(const struct sx_line *line, uint32_t end, enum sx_reach reach);
struct sx_part sx_phrase_trim(const struct sx_line *line, struct sx_part p);
uint32_t sx_phrase_more(const struct sx_line *line, uint32_t end, bool all);
uint32_t sx_skip_groups_back(const struct sx_line *line, uint32_t at);

/* Back over periods, adverbs, quotes and brackets that end before `at`: mostly there are none. */
static inline uint32_t sx_skip_periods_back(const struct sx_line *line, uint32_t at)
{
	bool any = at > 0 && (sx_tag_in(line->tok[at - 1].tag, SX_TAG(ADVERB) | SX_TAG(QUOTE) | SX_TAG(CLOSE)) ||
			      (line->tok[at - 1].is & SX_IS_PERIOD));
	return any ? sx_skip_groups_back(line, at) : at;
}

static inline struct sx_range sx_part_range(const struct sx_line *line, struct sx_part p)
{
	if (p.a >= p.b)
		return (struct sx_range){ 0, 0 };
	return (struct sx_range){ line->tok[p.a].start, line->tok[p.b - 1].end };
}

/* clause.c: the first token of the verb group that ends at v. */
uint32_t sx_verb_start(const struct sx_line *line, uint32_t v);

/* subject.c */
struct sx_reading {
	const struct sx_line *line;
	uint32_t at; /* the quantity's token */
	const struct sx_quantity *quantity;
	struct sx_part subject, predicate, of;
	uint32_t verb;      /* the verb that governs it; UINT32_MAX: none */
	uint32_t noun;      /* "a rise of 5%": the noun; UINT32_MAX: none */
	bool before;        /* the subject is in the sentence before */
	bool claims_before; /* the sentence has a claim before this one */
	bool stands;        /* "40 had left": the number stands for those counted before */
	bool same;          /* what was said of the claim before holds */
};
void sx_subject_find(struct sx_reading *r);
/* The subject of a verb; *anaphor gets the token of a pronoun that stands for it. */
struct sx_part sx_subject_of_verb(const struct sx_line *line, uint32_t verb, uint32_t *anaphor);
struct sx_part sx_subject_of_sentence(const struct sx_line *line);

/* change.c */
enum sx_change sx_change_find_in(const struct sx_line *line, const struct sx_reading *r);

/* rules.c */
int sx_rules_compile(struct sx_describer *d, const char *kind, struct sx_rules_of *rules, struct sx_str *image,
		     struct sx_err *err);
void sx_rules_pack(const struct sx_rules_of *rules, struct sx_buf *image, struct sx_buf *expressions);
void sx_rules_release(struct sx_rules_of *rules);
int sx_worth_make(struct sx_worth *worth, const struct sx_rules_of *rules, struct sx_err *err);
void sx_worth_release(struct sx_worth *worth);
/* The rule that matches farthest from text[at] on, beyond `end`, of those tried at words that call these; of two that
 * match as far, the first. Its match then stands in s->match. NULL: none. What cannot reach farther is not run. */
const struct sx_described *sx_rules_longest(struct sx_describe *s, const struct sx_rules_of *rules,
					    struct sx_worth *worth, struct sx_str text, size_t at, uint16_t calls,
					    size_t end);
/* describe.c: whether the pattern matches at text[at]; the match stands in s->match. */
bool sx_described_run(struct sx_describe *s, const struct sx_described *c, struct sx_str text, size_t at);

/* predicate.c: what the clause says of the subject; empty: nothing. */
struct sx_part sx_predicate_choose(const struct sx_line *line, const struct sx_reading *r);

/* period.c, place.c, attribution.c */
void sx_periods_find(struct sx_describe *s, struct sx_line *line);
/* UINT32_MAX: none is named; SX_OTHER_PERIOD: nor does that of the claim before hold. */
#define SX_OTHER_PERIOD (UINT32_MAX - 1)
uint32_t sx_period_choose(const struct sx_line *line, const struct sx_reading *r);
bool sx_period_may_lead(const struct sx_describer *d, struct sx_line *line); /* not yet read: by its first token */
bool sx_period_leads(const struct sx_line *line);
void sx_places_mark(const struct sx_describer *d, struct sx_line *line);
struct sx_range sx_place_choose(const struct sx_line *line, const struct sx_reading *r);
uint32_t sx_token_of(const struct sx_describe *s, size_t i); /* the token of a quantity */
/* respective.c: numbers in a list, "5, 6 and 7": which of how many, and the token of the last. */
enum { SX_LISTING_MOST = 8 };
struct sx_listing {
	unsigned place, length;
	uint32_t end;
};
struct sx_listing sx_listing_round(const struct sx_describe *s, size_t i);
void sx_period_narrow(const struct sx_describe *s, size_t i, uint32_t period, struct sx_period_span *span);
struct sx_part sx_subject_narrow(const struct sx_describe *s, size_t i, struct sx_part subject);

/* target.c: is the number at that token what somebody aims at? */
bool sx_target_near(const struct sx_line *line, uint32_t at);
bool sx_foreseen_near(const struct sx_line *line, uint32_t at); /* is it expected? */

/* Of all that the line says. */
struct sx_range sx_attribution_of_line(struct sx_describe *s, const struct sx_line *line);
struct sx_range sx_attribution_find(struct sx_describe *s, const struct sx_line *line, uint32_t at);

#endif
