/* The part each word plays: by the table, else by its form, then by its neighbours. */
#include "describe/facts_priv.h"

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool ends(struct sx_str word, const char *with, size_t n)
{
	if (word.n < n + 2)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((word.p[word.n - n + i] | 0x20) != with[i])
			return false;
	return true;
}
#define ENDS(word, with) ends(word, with, sizeof(with) - 1)

static bool is_adjective(struct sx_str word)
{
	switch (word.p[word.n - 1] | 0x20) {
	case 'd':
		return ENDS(word, "based") || ENDS(word, "speed") || ENDS(word, "year-old");
	case 'e':
		return ENDS(word, "able") || ENDS(word, "ible") || ENDS(word, "ive") || ENDS(word, "wide") ||
		       ENDS(word, "free") || ENDS(word, "style") || ENDS(word, "scale");
	case 'l':
		return ENDS(word, "ful") || ENDS(word, "ical") || ENDS(word, "level");
	case 'm':
		return ENDS(word, "term");
	case 's':
		return ENDS(word, "less") || ENDS(word, "ous") || ENDS(word, "class");
	case 'y':
		return ENDS(word, "ary");
	default:
		return false;
	}
}

/* Endings that tell what a word is. */
static bool by_ending(struct sx_str word, uint8_t *tag, uint32_t *is)
{
	switch (word.p[word.n - 1] | 0x20) {
	case 'g':
		if (!ENDS(word, "ing"))
			return false;
		*tag = SX_T_ING;
		*is |= SX_MAY_ING | SX_MAY_NOUN;
		return true;
	case 'd':
		if (!ENDS(word, "ed"))
			return false;
		*tag = SX_T_PARTICIPLE;
		*is = (*is | SX_MAY_PARTICIPLE | SX_MAY_VERB) & ~(uint32_t)SX_MAY_NOUN;
		return true;
	case 'y':
		if (!ENDS(word, "ly"))
			return false;
		*tag = SX_T_ADVERB;
		*is &= ~(uint32_t)SX_MAY_NOUN;
		return true;
	case 's':
		if (!ENDS(word, "s") || ENDS(word, "ss") || ENDS(word, "us") || ENDS(word, "is"))
			return false;
		*is |= SX_IS_PLURAL | SX_MAY_VERB | SX_MAY_NOUN;
		return true;
	default:
		return false;
	}
}

/* The last letters of endings that tell, by their low five bits; half of the words have none of them. */
enum {
	TELLING = 1 << ('d' & 31) | 1 << ('e' & 31) | 1 << ('g' & 31) | 1 << ('l' & 31) | 1 << ('m' & 31) |
		  1 << ('s' & 31) | 1 << ('y' & 31)
};

void sx_tag_form(struct sx_str word, bool hyphen, uint8_t *tag, uint32_t *is)
{
	bool tells = TELLING >> (word.p[word.n - 1] & 31) & 1;
	*tag = SX_T_NOUN;
	*is |= SX_IS_UNSETTLED;
	if (tells && by_ending(word, tag, is))
		;
	else if (hyphen)
		*tag = SX_T_ADJECTIVE, *is |= SX_MAY_ADJECTIVE | SX_MAY_NOUN; /* longer-run */
	else
		*is |= SX_MAY_VERB | SX_MAY_NOUN; /* after "to" */
	if (tells && is_adjective(word))
		*tag = SX_T_ADJECTIVE, *is |= SX_MAY_ADJECTIVE;
}

void sx_tag_more(struct sx_str word, uint8_t tag, bool tagged, uint32_t *is)
{
	char last = (char)(word.p[word.n - 1] | 0x20);
	if (last == 's' && tagged && tag == SX_T_NOUN && ENDS(word, "s") && !ENDS(word, "ss"))
		*is |= SX_IS_PLURAL;
	if (last == 'd' && ENDS(word, "ed") && sx_tag_in(tag, SX_TAG(VERB) | SX_TAG(PARTICIPLE) | SX_TAG(ADJECTIVE)))
		*is |= SX_MAY_VERB | SX_MAY_PARTICIPLE;
	if (last == 'g' && tag == SX_T_ADJECTIVE && ENDS(word, "ing"))
		*is |= SX_MAY_ING;
}

static bool is_year(struct sx_str word)
{
	return word.n == 4 && (word.p[0] == '1' || word.p[0] == '2') && is_digit(word.p[1]) && is_digit(word.p[2]) &&
	       is_digit(word.p[3]);
}

/* "FY2025", "mid-2023" */
static bool is_dated(struct sx_str word)
{
	if (word.n < 6 || !is_year((struct sx_str){ word.p + word.n - 4, 4 }))
		return false;
	return word.p[word.n - 5] == '-' || (word.n == 6 && word.p[0] == 'F' && word.p[1] == 'Y');
}

/* "1990s", "2014", "2011-12", "20", "8th", "4G" */
static void with_digits(struct sx_str word, struct sx_tok *t)
{
	const char *dot = memchr(word.p, '.', word.n);
	bool section = dot && memchr(dot + 1, '.', (size_t)(word.p + word.n - dot) - 1); /* 1.2.3 */
	t->tag = section ? SX_T_OTHER : SX_T_NUMBER;
	if (is_year((struct sx_str){ word.p, word.n < 4 ? word.n : 4 }))
		t->calls |= word.n == 10 && word.p[4] == '-' ? SX_CALLS_MONTH : SX_CALLS_YEAR;
	size_t digits = 0;
	while (digits < word.n && (is_digit(word.p[digits]) || word.p[digits] == '.' || word.p[digits] == ','))
		digits++;
	struct sx_str rest = { word.p + digits, word.n - digits };
	bool ordinal = sx_str_is(rest, "st") || sx_str_is(rest, "nd") || sx_str_is(rest, "rd") || sx_str_is(rest, "th");
	if (ordinal)
		t->tag = SX_T_ADJECTIVE, t->is |= SX_IS_UNSETTLED, t->calls |= SX_CALLS_INSIDE;
	else if (rest.n && !t->calls && digits < word.n)
		t->tag = SX_T_PROPER;
}

/* Two or more capitals and no small letters. */
static bool is_caps(struct sx_str word)
{
	unsigned capitals = 0, small = 0;
	for (size_t i = 0; i < word.n; i++) {
		capitals += is_upper(word.p[i]);
		small += word.p[i] >= 'a' && word.p[i] <= 'z';
	}
	return !small && capitals > 1;
}

void sx_tag_word(struct sx_line *line, struct sx_tok *t, uint64_t capitals, const struct sx_fact *fact, unsigned how)
{
	struct sx_str word = { line->text.p + t->start, t->end - t->start };
	if (!fact->settled) {
		if (is_digit(word.p[0])) {
			with_digits(word, t);
			return;
		}
		sx_tag_form(word, !(how & SX_WORD_PLAIN) && memchr(word.p, '-', word.n), &t->tag, &t->is);
		t->calls |= is_dated(word) ? SX_CALLS_YEAR : 0;
	}
	bool caps = (capitals & (capitals - 1)) && is_caps(word);
	if (sx_tag_is_section(word)) {
		t->tag = SX_T_OTHER;
		if (is_upper(word.p[0])) {
			t->is |= SX_IS_CAPITAL;
			sx_tag_note_place(line, t);
		}
		return;
	}
	t->is |= caps ? SX_IS_CAPS : 0;
	if (is_upper(word.p[0]))
		sx_tag_capital(line, t, caps, how & SX_WORD_FIRST, fact->listed);
	else if (caps)
		t->tag = SX_T_PROPER; /* eBay */
}

/* The token before i that is no adverb or quote; UINT32_MAX: none. */
static uint32_t back(const struct sx_line *line, uint32_t i)
{
	while (i-- > 0)
		if (!sx_tag_in(line->tok[i].tag, SX_TAG(ADVERB) | SX_TAG(QUOTE) | SX_TAG(HEDGE)))
			return i;
	return UINT32_MAX;
}

enum { LOOK = 40 };

#define BOUND (SX_TAG(COMMA) | SX_TAG(COLON) | SX_TAG(STOP) | SX_TAG(CLAUSE) | SX_TAG(OPEN) | SX_TAG(CLOSE))

/* An object follows, as behind a finite verb. */
static bool has_object(const struct sx_line *line, uint32_t i)
{
	return i + 1 < line->n &&
	       sx_tag_in(line->tok[i + 1].tag, SX_TAG(DETERMINER) | SX_TAG(QUANTITY) | SX_TAG(HEDGE) | SX_TAG(PRONOUN) |
						       HEADS | SX_TAG(ADJECTIVE));
}

static bool is_finite_token(const struct sx_tok *t)
{
	return t->tag == SX_T_VERB || t->tag == SX_T_AUXILIARY;
}

/* A number that is a verb: doubled. */
static inline bool is_multiplying(const struct sx_line *line, uint32_t i)
{
	const struct sx_tok *t = &line->tok[i];
	return t->tag == SX_T_QUANTITY && t->end - t->start > 5 && memcmp(line->text.p + t->end - 2, "ed", 2) == 0;
}

/* Whether a finite verb stands behind i before the clause ends; with `past`, a form like "rose to" or "reached" behind
 * a noun counts, too. */
static bool finite_behind(const struct sx_line *line, uint32_t i, bool past)
{
	uint32_t to = i;
	for (uint32_t k = i + 1; k < line->n && k < i + LOOK && !sx_tag_in(line->tok[k].tag, BOUND); k++) {
		const struct sx_tok *t = &line->tok[k];
		uint8_t before = line->tok[k - 1].tag;
		if (t->tag == SX_T_TO)
			to = k;
		if (to + 1 == k && k > i + 1)
			continue;
		bool form = past && (t->is & SX_MAY_PARTICIPLE) && (t->is & SX_MAY_VERB) &&
			    sx_tag_in(t->tag, SX_TAG(VERB) | SX_TAG(PARTICIPLE)) &&
			    sx_tag_in(before, HEADS | SX_TAG(CLOSE));
		if (is_multiplying(line, k))
			return true;
		if (form || (is_finite_token(t) && !(t->is & (SX_MAY_NOUN | SX_MAY_PARTICIPLE))))
			return !sx_tag_in(before, SX_TAG(AND) | SX_TAG(PRONOUN));
	}
	return false;
}

static bool finite_before(const struct sx_line *line, uint32_t i)
{
	uint32_t bound = BOUND & ~SX_TAG(CLOSE) & ~SX_TAG(OPEN), finite = SX_TAG(VERB) | SX_TAG(AUXILIARY);
	for (uint32_t floor = i > LOOK ? i - LOOK : 0; i-- > floor;) {
		uint8_t tag = line->tok[i].tag;
		if (!sx_tag_in(tag, bound | finite))
			continue;
		if (sx_tag_in(tag, bound))
			return false;
		if (!(line->tok[i].is & SX_IS_SAY))
			return true;
	}
	return false;
}

/* "62% favor a ban", where the share begins its clause; "stands at 5"; "and cost 5". */
static bool is_verb_here(const struct sx_line *line, uint32_t i, uint32_t p)
{
	const struct sx_tok *t = &line->tok[i];
	uint8_t before = p == UINT32_MAX ? (uint8_t)SX_T_STOP : line->tok[p].tag;
	uint8_t after = i + 1 < line->n ? line->tok[i + 1].tag : (uint8_t)SX_T_STOP;
	uint32_t number = SX_TAG(QUANTITY) | SX_TAG(HEDGE);
	if (t->is & SX_IS_LEVEL) {
		if (sx_tag_in(before, HEADS) && sx_tok_is(line, i + 1, SX_W_at) && i + 2 < line->n &&
		    sx_tag_in(line->tok[i + 2].tag, number))
			return true;
		if (before == SX_T_AND && !(t->is & SX_IS_PLURAL) && sx_tag_in(after, number) && finite_before(line, p))
			return true;
	}
	if ((t->is & SX_IS_SHARE) && sx_tok_is(line, i + 1, SX_W_for) && i + 2 < line->n &&
	    sx_tag_in(line->tok[i + 2].tag, number) && sx_tag_in(before, SX_TAG(AND) | SX_TAG(COMMA)))
		return true;
	if ((t->is & SX_IS_FORESEES) && sx_tag_in(before, HEADS) && sx_tag_in(after, HEADS | SX_TAG(ADJECTIVE)))
		return !(line->tok[i + 1].is & SX_MAY_VERB) && !finite_before(line, i) && !finite_behind(line, i, true);
	if (before != SX_T_QUANTITY || !sx_percent_at(line, p) || (t->is & (SX_IS_CHANGE | SX_IS_UP | SX_IS_DOWN)))
		return false;
	bool things = after == SX_T_ADJECTIVE && i + 2 < line->n && (line->tok[i + 2].is & SX_IS_PLURAL);
	if (!things && !sx_tag_in(after, SX_TAG(DETERMINER) | SX_TAG(PRONOUN) | SX_TAG(CLAUSE) | SX_TAG(TO)))
		return false;
	while (p > 0 && line->tok[p - 1].tag == SX_T_HEDGE)
		p--;
	return p == 0 || sx_tag_in(line->tok[p - 1].tag, BOUND | SX_TAG(AND));
}

/* "12 postpaid subscribers", "cover halved", "while vacancies fell". */
static bool is_noun_here(const struct sx_line *line, uint32_t i, uint32_t p)
{
	const struct sx_tok *t = &line->tok[i];
	if (p == UINT32_MAX)
		return false;
	if (i + 1 < line->n && is_multiplying(line, i + 1) && sx_tag_in(line->tok[p].tag, HEADS))
		return true;
	if (line->tok[p].tag == SX_T_CLAUSE && (t->is & SX_IS_PLURAL || t->tag == SX_T_NOUN) && i + 1 < line->n &&
	    (sx_tok_is(line, p, SX_W_while) || sx_tok_is(line, p, SX_W_although) || sx_tok_is(line, p, SX_W_because) ||
	     sx_tok_is(line, p, SX_W_whereas)))
		return line->tok[i + 1].tag == SX_T_AUXILIARY || (line->tok[i + 1].is & SX_MAY_VERB);
	return (t->is & SX_IS_PLURAL) && p > 0 && line->tok[p].tag == SX_T_NOUN && !(line->tok[p].is & SX_IS_PLURAL) &&
	       line->tok[p - 1].tag == SX_T_QUANTITY && !sx_percent_at(line, p - 1) &&
	       (p < 2 || line->tok[p - 2].tag != SX_T_DETERMINER);
}

/* A word that can be noun and verb: "reports", "rise". */
static void noun_or_verb(struct sx_line *line, uint32_t i)
{
	struct sx_tok *t = &line->tok[i];
	uint32_t p = back(line, i);
	uint8_t before = p == UINT32_MAX ? (uint8_t)SX_T_STOP : line->tok[p].tag;
	uint8_t after = i + 1 < line->n ? line->tok[i + 1].tag : (uint8_t)SX_T_STOP;
	uint8_t verb = SX_T_VERB, noun = t->tag == SX_T_PROPER ? SX_T_PROPER : SX_T_NOUN;
	if (before == SX_T_TO && !(t->is & SX_IS_PLURAL)) {
		/* "connected to broadband" */
		bool leans = p > 0 &&
			     sx_tag_in(line->tok[p - 1].tag, SX_TAG(PARTICIPLE) | SX_TAG(ADJECTIVE) | SX_TAG(QUANTITY));
		/* "expected to fall to 5" */
		bool moves = p > 0 && (line->tok[p - 1].is & SX_IS_FORESEES);
		moves |= (t->is & (SX_IS_UP | SX_IS_DOWN)) &&
			 sx_tag_in(after, SX_TAG(QUANTITY) | SX_TAG(HEDGE) | SX_TAG(TO));
		t->tag = leans && !moves && t->tag == SX_T_NOUN && !has_object(line, i) ? noun : verb;
	} else if (before == SX_T_AUXILIARY) {
		bool passive = (t->is & SX_MAY_PARTICIPLE) && (line->tok[p].is & (SX_IS_BE | SX_IS_HAVE));
		t->tag = passive ? SX_T_PARTICIPLE : line->tok[p].is & (SX_IS_BE | SX_IS_HAVE) ? noun : verb;
	} else if (is_verb_here(line, i, p))
		t->tag = verb;
	else if (is_noun_here(line, i, p))
		t->tag = noun;
	else if (sx_tag_in(before, SX_TAG(DETERMINER) | SX_TAG(POSSESSIVE) | SX_TAG(ADJECTIVE) | SX_TAG(PREPOSITION) |
					   SX_TAG(QUANTITY) | SX_TAG(NUMBER) | SX_TAG(TO) | SX_TAG(OPEN) |
					   SX_TAG(SLASH)))
		t->tag = noun;
	else if (before == SX_T_PRONOUN || before == SX_T_CLAUSE)
		t->tag = verb;
	else if (sx_tag_in(before, HEADS | SX_TAG(CLOSE)) && !finite_before(line, i) &&
		 (sx_tag_in(after, SX_TAG(DETERMINER) | SX_TAG(QUANTITY) | SX_TAG(HEDGE) | SX_TAG(TO) | SX_TAG(ADVERB) |
					   SX_TAG(PRONOUN) | SX_TAG(ADJECTIVE) | SX_TAG(NUMBER)) ||
		  (after == SX_T_PREPOSITION && !sx_tok_is(line, i + 1, SX_W_of))) &&
		 !finite_behind(line, i, false))
		t->tag = verb;
	else if (t->tag != SX_T_PROPER)
		t->tag = p == UINT32_MAX || sx_tag_in(before, HEADS | SX_TAG(VERB)) ? noun : t->tag;
}

/* "infected": before a noun it describes it; after one it is finite unless a finite verb follows in the clause. */
static void participle(struct sx_line *line, uint32_t i)
{
	struct sx_tok *t = &line->tok[i];
	uint32_t p = back(line, i);
	uint8_t before = p == UINT32_MAX ? (uint8_t)SX_T_STOP : line->tok[p].tag;
	uint8_t after = i + 1 < line->n ? line->tok[i + 1].tag : (uint8_t)SX_T_STOP;
	bool noun_behind = sx_tag_in(after, HEADS | SX_TAG(ADJECTIVE));
	if (before == SX_T_AUXILIARY) {
		t->tag = line->tok[p].is & (SX_IS_BE | SX_IS_HAVE) ? SX_T_PARTICIPLE : SX_T_VERB;
	} else if (noun_behind &&
		   sx_tag_in(before, SX_TAG(DETERMINER) | SX_TAG(POSSESSIVE) | SX_TAG(ADJECTIVE) | SX_TAG(PREPOSITION) |
					     SX_TAG(QUANTITY) | SX_TAG(NUMBER) | SX_TAG(HEDGE))) {
		t->tag = SX_T_ADJECTIVE;
	} else if (sx_tag_in(before, SX_TAG(DETERMINER) | SX_TAG(POSSESSIVE) | SX_TAG(TO)) &&
		   (t->is & SX_MAY_ADJECTIVE)) {
		t->tag = SX_T_ADJECTIVE;
	} else if (sx_tag_in(before, HEADS | SX_TAG(QUANTITY) | SX_TAG(CLOSE) | SX_TAG(ADJECTIVE))) {
		bool strong = has_object(line, i) || (t->is & (SX_IS_UP | SX_IS_DOWN | SX_IS_LEVEL));
		bool reduced = finite_behind(line, i, !strong) || finite_before(line, i);
		t->tag = (t->is & SX_MAY_VERB) && !reduced ? SX_T_VERB : SX_T_PARTICIPLE;
	} else if (sx_tag_in(before, SX_TAG(PRONOUN) | SX_TAG(CLAUSE))) {
		t->tag = SX_T_VERB;
	} else if (sx_tag_in(before, SX_TAG(COMMA) | SX_TAG(DASH))) {
		bool leads =
			(t->is & (SX_IS_UP | SX_IS_DOWN | SX_IS_LEVEL | SX_IS_SHARE)) && !finite_behind(line, i, false);
		t->tag = leads && p > 0 ? SX_T_VERB : SX_T_PARTICIPLE;
	} else if (before == SX_T_AND) {
		uint32_t q = back(line, p);
		bool verbs = q != UINT32_MAX && finite_before(line, p) && !noun_behind;
		t->tag = noun_behind ? SX_T_ADJECTIVE : verbs ? SX_T_VERB : SX_T_PARTICIPLE;
	} else if (noun_behind && (t->is & SX_MAY_ADJECTIVE)) {
		t->tag = SX_T_ADJECTIVE;
	} else {
		t->tag = SX_T_PARTICIPLE;
	}
}

/* "growing": before a noun and after an article it describes; "the building" is a noun. */
static void ing(struct sx_line *line, uint32_t i)
{
	struct sx_tok *t = &line->tok[i];
	uint32_t p = back(line, i);
	uint8_t before = p == UINT32_MAX ? (uint8_t)SX_T_STOP : line->tok[p].tag;
	uint8_t after = i + 1 < line->n ? line->tok[i + 1].tag : (uint8_t)SX_T_STOP;
	if (sx_tag_in(before, SX_TAG(DETERMINER) | SX_TAG(POSSESSIVE) | SX_TAG(ADJECTIVE)))
		t->tag = sx_tag_in(after, HEADS | SX_TAG(ADJECTIVE)) ? SX_T_ADJECTIVE : SX_T_NOUN;
	else if (sx_tag_in(before, SX_TAG(NUMBER) | SX_TAG(QUANTITY)) && sx_tag_in(after, HEADS))
		t->tag = SX_T_ADJECTIVE;
	else if (t->tag == SX_T_ADJECTIVE)
		t->tag = sx_tag_in(after, HEADS | SX_TAG(AND) | SX_TAG(ADJECTIVE)) ? SX_T_ADJECTIVE : SX_T_ING;
	else if ((t->is & SX_MAY_NOUN) && sx_tag_in(before, BOUND) && i + 1 < line->n &&
		 ((line->tok[i + 1].is & SX_MAY_VERB) || after == SX_T_AUXILIARY))
		t->tag = SX_T_NOUN; /* "Farming accounts for" */
	else if ((t->is & SX_MAY_NOUN) && before == SX_T_NOUN && !(line->tok[p].is & SX_IS_PLURAL) &&
		 sx_tag_in(after, SX_TAG(AUXILIARY) | SX_TAG(VERB) | SX_TAG(PREPOSITION)) &&
		 !(t->is & (SX_IS_UP | SX_IS_LEVEL | SX_IS_SHARE)))
		t->tag = SX_T_NOUN;
	else if ((t->is & SX_MAY_NOUN) && sx_tag_in(before, SX_TAG(PREPOSITION) | SX_TAG(NOUN)) &&
		 !sx_tag_in(after, SX_TAG(DETERMINER) | SX_TAG(QUANTITY) | SX_TAG(TO) | SX_TAG(HEDGE)))
		t->tag = SX_T_NOUN;
}

static void settle(struct sx_line *line, uint32_t i)
{
	struct sx_tok *t = &line->tok[i];
	if (sx_tag_in(t->tag, SX_TAG(HEDGE) | SX_TAG(QUANTITY)))
		return;
	if (t->is & SX_IS_SAY)
		line->sayer[line->sayers++] = (uint16_t)i;
	if ((t->is & SX_IS_SAY) && i > 0 && sx_tok_is(line, i + 1, SX_W_that) &&
	    !sx_tag_in(line->tok[i - 1].tag, SX_TAG(DETERMINER) | SX_TAG(ADJECTIVE) | SX_TAG(AUXILIARY))) {
		t->tag = SX_T_VERB;
		return;
	}
	bool either = (t->is & SX_MAY_NOUN) && (t->is & SX_MAY_VERB);
	if (either && (t->tag == SX_T_NOUN || (t->tag == SX_T_VERB && !(t->is & SX_MAY_PARTICIPLE))))
		noun_or_verb(line, i);
	else if (t->tag == SX_T_ADJECTIVE && (t->is & SX_IS_LEVEL) && i > 0 && i + 1 < line->n &&
		 (line->tok[i - 1].is & SX_IS_PLURAL) && line->tok[i - 1].tag == SX_T_NOUN &&
		 sx_tag_in(line->tok[i + 1].tag, SX_TAG(QUANTITY) | SX_TAG(HEDGE)))
		t->tag = SX_T_VERB; /* "bills average 5" */
	else if (t->tag == SX_T_ING || (t->tag == SX_T_ADJECTIVE && (t->is & SX_MAY_ING)))
		ing(line, i);
	else if ((t->is & SX_MAY_PARTICIPLE) &&
		 sx_tag_in(t->tag, SX_TAG(VERB) | SX_TAG(PARTICIPLE) | SX_TAG(ADJECTIVE)))
		participle(line, i);
	else if (t->tag == SX_T_VERB && back(line, i) != UINT32_MAX && (line->tok[back(line, i)].is & SX_IS_BE) &&
		 line->tok[back(line, i)].tag == SX_T_AUXILIARY)
		t->tag = SX_T_PARTICIPLE; /* "were laid" */
	else if (t->tag == SX_T_VERB && i > 0 && line->tok[i - 1].tag == SX_T_QUANTITY &&
		 !((t->is & SX_IS_SHARE) && i > 1 && sx_tok_is(line, i - 2, SX_W_of)) &&
		 line->text.p[t->end - 1] == 's')
		t->tag = SX_T_NOUN; /* "22 passes": no finite verb of the plural ends in s */
	else if (t->tag == SX_T_VERB && i > 0 &&
		 sx_tag_in(line->tok[i - 1].tag, SX_TAG(DETERMINER) | SX_TAG(POSSESSIVE) | SX_TAG(ADJECTIVE)) &&
		 !sx_tok_is(line, i - 1, SX_W_this) && !(line->tok[i - 1].is & SX_IS_ANAPHOR))
		t->tag = SX_T_NOUN;
	else if (t->tag == SX_T_ADJECTIVE && (t->is & SX_MAY_NOUN) &&
		 !(i + 1 < line->n &&
		   sx_tag_in(line->tok[i + 1].tag, HEADS | SX_TAG(ADJECTIVE) | SX_TAG(ING) | SX_TAG(PARTICIPLE))))
		t->tag = SX_T_NOUN;
}

/* "to" before a number or noun. */
static void settle_to(struct sx_tok *t, const struct sx_tok *end)
{
	const struct sx_tok *next = t + 1;
	if (next < end && !(sx_tag_in(next->tag, SX_TAG(VERB) | SX_TAG(AUXILIARY)) ||
			    ((next->is & SX_MAY_VERB) && !(next->is & SX_IS_PLURAL))))
		t->tag = SX_T_PREPOSITION;
}

/* All "to"s come first: they are asked for on both sides. */
void sx_tag_settle(struct sx_line *line)
{
	struct sx_tok *end = line->tok + line->n;
	uint16_t open[SX_TOKENS];
	uint32_t n = 0;
	end->is = SX_IS_UNSETTLED; /* ends the search */
	for (struct sx_tok *t = line->tok;; t++) {
		while (!(t->is & SX_IS_UNSETTLED))
			t++;
		if (t == end)
			break;
		if (t->tag == SX_T_TO)
			settle_to(t, end);
		else
			open[n++] = (uint16_t)(t - line->tok);
	}
	for (uint32_t i = 0; i < n; i++)
		settle(line, open[i]);
}
