#include "base/lanes.h"
#include "lexicon/letters.h"
#include "lexicon/words.h"
#include "model/candidate.h"
#include "model/doc.h"
#include "text/text.h"

enum { CLOSERS = 8 }; /* bytes of quotes and brackets that may stand between a full stop and the sentence's end */

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What a byte can be at a sentence's bounds. */
enum { CLOSES = 1, OPENS = 2, GOES_ON = 4, BULLET = 8, STOPS = 16 };
static const unsigned char is[256] = {
	['.'] = STOPS,
	['!'] = STOPS,
	['?'] = STOPS,
	['"'] = CLOSES | OPENS | STOPS,
	['\''] = CLOSES | OPENS | STOPS,
	[')'] = CLOSES | GOES_ON | STOPS,
	[']'] = CLOSES,
	['}'] = CLOSES,
	['('] = OPENS,
	['['] = OPENS,
	['{'] = OPENS,
	['_'] = OPENS,
	['*'] = OPENS | BULLET,
	[','] = GOES_ON,
	[';'] = GOES_ON,
	[':'] = GOES_ON,
	['-'] = BULLET,
	['+'] = BULLET,
	['|'] = BULLET,
	['#'] = BULLET,
	['>'] = BULLET,
};

static bool stands(struct sx_str text, size_t at, unsigned what)
{
	return at < text.n && is[(unsigned char)text.p[at]] & what;
}

/* U+2018, U+2019, U+201C, U+201D: the third byte of one of two, or of the other. */
static bool quote_stands(struct sx_str text, size_t at, unsigned char one, unsigned char other)
{
	return at + 2 < text.n && memcmp(text.p + at, "\xE2\x80", 2) == 0 &&
	       ((unsigned char)text.p[at + 2] == one || (unsigned char)text.p[at + 2] == other);
}

/* Over closing quotes and brackets. */
static size_t skip_closers(struct sx_str text, size_t at)
{
	for (;;) {
		if (stands(text, at, CLOSES))
			at++;
		else if (quote_stands(text, at, 0x9D, 0x99))
			at += 3;
		else
			return at;
	}
}

/* Over opening quotes and brackets. */
static size_t skip_openers(struct sx_str text, size_t at)
{
	for (;;) {
		if (stands(text, at, OPENS))
			at++;
		else if (quote_stands(text, at, 0x9C, 0x98))
			at += 3;
		else
			return at;
	}
}

enum { ABBREVIATION_MOST = 12 };

/* How many ASCII letters, digits and dots stand before text[end], as far as it matters. */
static size_t word_before(struct sx_str text, size_t end)
{
	size_t n = 0;
	if (end >= SX_LANES) {
		sx_lanes c = sx_lanes_at(text.p + end - SX_LANES);
		unsigned in = sx_lanes_bits(sx_lanes_below((c | 0x20) - 'a', 26) | sx_lanes_below(c - '0', 10) |
					    sx_lanes_are(c, '.'));
		n = (size_t)__builtin_clz(~(in << SX_LANES));
		return n < ABBREVIATION_MOST ? n : ABBREVIATION_MOST;
	}
	while (n < end && n < ABBREVIATION_MOST &&
	       (sx_ascii_letter((unsigned char)text.p[end - n - 1]) || text.p[end - n - 1] == '.'))
		n++;
	return n;
}

/* "Mr.", "U.S.", "No." and initials end in a dot without ending a sentence. */
static bool abbreviation(const struct sx_lexicon *lx, struct sx_str text, size_t dot)
{
	size_t n = word_before(text, dot), start = dot - n;
	if (n == 1 && is_upper(text.p[start]))
		return true;
	struct sx_word word;
	return n > 0 && sx_words_at(lx, text, start, sx_words_abbreviations(lx), &word) > dot;
}

/* Does the mark at text[at] end a sentence? Then *end is the offset after it and its closers. */
static __attribute__((noinline)) bool any_mark_ends(const struct sx_lexicon *lx, struct sx_str text, size_t at,
						    size_t *end)
{
	char c = text.p[at];
	size_t after = skip_closers(text, at + 1), next = after;
	*end = after;
	size_t step;
	while ((step = sx_blank_at(text, next)) != 0)
		next += step;
	if (next == after && after < text.n)
		return false;
	if (next >= text.n)
		return true;
	next = skip_openers(text, next);
	if (next < text.n && (is_lower(text.p[next]) || (c == '.' && stands(text, next, GOES_ON))))
		return false;
	return c != '.' || !abbreviation(lx, text, at);
}

/* Mostly a capital stands behind it and a blank. */
static inline bool mark_ends(const struct sx_lexicon *lx, struct sx_str text, size_t at, size_t *end)
{
	if (at + 2 >= text.n || text.p[at + 1] != ' ' || !is_upper(text.p[at + 2]))
		return any_mark_ends(lx, text, at, end);
	*end = at + 1;
	return text.p[at] != '.' || !abbreviation(lx, text, at);
}

enum { SHORT = 50 };

/* Does the line that ends at text[at] have fewer than SHORT bytes? */
static bool is_short(struct sx_str text, size_t at)
{
	return at < SHORT || memchr(text.p + at - SHORT, '\n', SHORT) != NULL;
}

/* Does an item of a list, or a row, begin at text[at]? Beyond ASCII there are • ‣ ▪ ● ◦ and what Word puts there. */
static bool bullet_stands(struct sx_str text, size_t at)
{
	static const char bullets[][4] = { "\u2022", "\u2023", "\u25AA", "\u25CF", "\u25E6", "\uF0B7" };
	if (stands(text, at, BULLET))
		return at + 1 < text.n && (text.p[at + 1] == ' ' || text.p[at + 1] == '|');
	if (text.n < at + 3 || (unsigned char)text.p[at] < 0xE2)
		return false;
	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
		if (memcmp(text.p + at, bullets[i], 3) == 0)
			return true;
	return false;
}

/* Does the line break at text[at] end a sentence (a heading, a list item, a row), or is it only where a line was
 * wrapped? */
static bool break_ends(struct sx_str text, size_t at)
{
	size_t next = at + 1, line = at > 0 && text.p[at - 1] == '\r' ? at - 1 : at;
	while (next < text.n && (text.p[next] == ' ' || text.p[next] == '\t' || text.p[next] == '\r'))
		next++;
	if (next >= text.n || text.p[next] == '\n' || line == 0 || text.p[line - 1] == '\n')
		return true; /* an empty line */
	if (bullet_stands(text, next))
		return true;
	size_t opened = skip_openers(text, next);
	bool fresh = opened < text.n && (is_upper(text.p[opened]) || is_digit(text.p[opened]));
	/* A wrapped line is filled: one that stops short and is followed by a capital was meant to end. */
	return fresh && is_short(text, at);
}

/* U+3002, U+FF01, U+FF1F. */
static bool wide_mark(struct sx_str text, size_t at)
{
	return at + 2 < text.n &&
	       (memcmp(text.p + at, "\xE3\x80\x82", 3) == 0 || memcmp(text.p + at, "\xEF\xBC\x81", 3) == 0 ||
		memcmp(text.p + at, "\xEF\xBC\x9F", 3) == 0);
}

/* Bytes at which a sentence can end at all; the last two begin wide full stops. */
static bool may_end(unsigned char c)
{
	return c == '.' || c == '\n' || c == '!' || c == '?' || c == 0xE3 || c == 0xEF;
}

/* The same of sixteen, a bit for each. */
static inline __attribute__((always_inline)) unsigned may_end_at(const char *p)
{
	sx_lanes c = sx_lanes_at(p);
	return sx_lanes_bits(sx_lanes_are(c, '.') | sx_lanes_are(c, '\n') | sx_lanes_are(c, '!') |
			     sx_lanes_are(c, '?') | sx_lanes_are(c, 0xE3) | sx_lanes_are(c, 0xEF));
}

/* The first such byte at or behind `at`, or `to`. */
static size_t next_mark(struct sx_str text, size_t at, size_t to)
{
	for (; to - at >= SX_LANES; at += SX_LANES) {
		unsigned marks = may_end_at(text.p + at);
		if (marks)
			return at + (size_t)__builtin_ctz(marks);
	}
	while (at < to && !may_end((unsigned char)text.p[at]))
		at++;
	return at;
}

/* The end of the last such byte before `at`, or `from`. */
static size_t last_mark(struct sx_str text, size_t from, size_t at)
{
	for (; at - from >= SX_LANES; at -= SX_LANES) {
		unsigned marks = may_end_at(text.p + at - SX_LANES);
		if (marks)
			return at - (size_t)__builtin_clz(marks << SX_LANES);
	}
	while (at > from && !may_end((unsigned char)text.p[at - 1]))
		at--;
	return at;
}

/* A sentence's end at text[at]? *end: where the next one may begin. */
static bool ends_here(const struct sx_lexicon *lx, struct sx_str text, size_t at, size_t *end)
{
	switch (text.p[at]) {
	case '.':
	case '!':
	case '?':
		return mark_ends(lx, text, at, end);
	case '\n':
		*end = at + 1;
		return break_ends(text, at);
	case '\xE3':
	case '\xEF':
		*end = at + 3;
		return wide_mark(text, at);
	default:
		return false;
	}
}

static size_t to_character(struct sx_str text, size_t at)
{
	while (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* The last sentence's end before `at`, looked for from `low` on. */
static size_t start_of(const struct sx_lexicon *lx, struct sx_str text, size_t at, size_t low, bool *cut)
{
	size_t end;
	*cut = false;
	for (size_t i = last_mark(text, low, at); i > low; i = last_mark(text, low, i - 1))
		if (ends_here(lx, text, i - 1, &end) && end <= at)
			return end;
	*cut = low > 0;
	return low;
}

/* The first sentence's end behind `at`, of marks from `from` on; `high` when there is none before that. */
static size_t end_of(const struct sx_lexicon *lx, struct sx_str text, size_t at, size_t from, size_t high, bool *cut)
{
	size_t end;
	*cut = false;
	for (size_t i = next_mark(text, from, high); i < high; i = next_mark(text, i + 1, high))
		if (ends_here(lx, text, i, &end) && end > at)
			return end;
	*cut = high < text.n;
	return high;
}

/* Bytes looked at before a place behind which no end is near. */
enum { BACK_OF_ENDLESS = SX_SENTENCE_MOST / 4 };

struct sx_sentence sx_sentence_at(const struct sx_lexicon *lx, struct sx_str text, size_t at)
{
	struct sx_sentence s = { 0 };
	size_t high = text.n - at > SX_SENTENCE_MOST ? to_character(text, at + SX_SENTENCE_MOST) : text.n;
	s.end = end_of(lx, text, at, at > CLOSERS ? at - CLOSERS : 0, high, &s.cut_end);
	size_t back = s.cut_end ? BACK_OF_ENDLESS : SX_SENTENCE_MOST;
	s.start = start_of(lx, text, at, at > back ? to_character(text, at - back) : 0, &s.cut_start);
	while (s.start < s.end && sx_blank_at(text, s.start))
		s.start += sx_blank_at(text, s.start);
	while (s.end > s.start && sx_blank_before(text, s.end))
		s.end -= sx_blank_before(text, s.end);
	s.heading = s.end > s.start && !stands(text, s.end - 1, STOPS) && s.end - s.start < 200;
	return s;
}

bool sx_sentence_before(const struct sx_lexicon *lx, struct sx_str text, const struct sx_sentence *sentence,
			struct sx_sentence *before)
{
	size_t at = sentence->start, breaks = 0, step;
	if (sentence->cut_start)
		return false;
	while (at > 0 && (step = sx_blank_before(text, at)) != 0) {
		at -= step;
		breaks += text.p[at] == '\n';
	}
	if (at == 0 || breaks > 1)
		return false;
	at--;
	while (at > 0 && ((unsigned char)text.p[at] & 0xC0) == 0x80)
		at--;
	*before = sx_sentence_at(lx, text, at);
	return before->end <= sentence->start;
}

enum { ITEMS_MOST = 16, INTRO_WITHIN = SX_SENTENCE_MOST };

/* The line that ends before `end`, without its break and white space at its end; not looked for before `low`. */
static struct sx_range line_before(struct sx_str text, size_t end, size_t low)
{
	const char *brk = end > low ? memrchr(text.p + low, '\n', end - low) : NULL;
	struct sx_range line = { brk ? (size_t)(brk - text.p) + 1 : low, end };
	while (line.end > line.start && sx_blank_before(text, line.end))
		line.end -= sx_blank_before(text, line.end);
	return line;
}

/* "1. ", "12) ", "(a) ": what numbers an item; its length, or 0. */
static size_t numeral(struct sx_str text, size_t at)
{
	size_t i = at + stands(text, at, OPENS), from = i;
	while (i < text.n && i < from + 2 && is_digit(text.p[i]))
		i++;
	i += i == from && i < text.n && is_lower(text.p[i]);
	bool closes = i > from && i + 1 < text.n && (text.p[i] == '.' || text.p[i] == ')') && text.p[i + 1] == ' ';
	return closes ? i + 2 - at : 0;
}

/* One of a list by its looks: behind a mark, or a paragraph that begins small. */
static bool is_item(struct sx_str text, size_t at)
{
	return at < text.n && (is_lower(text.p[at]) || bullet_stands(text, at) || numeral(text, at));
}

/* Where the line begins whose item the sentence opens, or SIZE_MAX. */
static size_t item_start(struct sx_str text, size_t sentence, size_t low)
{
	enum { NUMERAL_MOST = 5 };
	size_t at = sentence;
	while (at > low && (text.p[at - 1] == ' ' || text.p[at - 1] == '\t'))
		at--;
	for (size_t i = at; i > low && at - i <= NUMERAL_MOST; i--)
		if (text.p[i - 1] == '\n')
			return i == at || i + numeral(text, i) == sentence ? i : SIZE_MAX;
	return SIZE_MAX;
}

bool sx_sentence_intro(const struct sx_lexicon *lx, struct sx_str text, const struct sx_sentence *sentence,
		       struct sx_sentence *intro)
{
	size_t low = sentence->start > INTRO_WITHIN ? sentence->start - INTRO_WITHIN : 0;
	size_t at = item_start(text, sentence->start, low);
	if (sentence->cut_start || at == SIZE_MAX)
		return false;
	bool marked = is_item(text, sentence->start) || is_item(text, at), gap = false;
	for (int items = 0; items < ITEMS_MOST && at > low; items++) {
		struct sx_range line = line_before(text, at - 1, low);
		at = line.start;
		if (line.end > line.start && text.p[line.end - 1] == ':') {
			*intro = sx_sentence_at(lx, text, line.end - 1);
			return intro->end <= sentence->start;
		}
		bool empty = line.end <= line.start;
		bool reader = empty && at > 0 && at + 1 < text.n &&
			      !memcmp(text.p + at - 1, SX_ITEM_BREAK, sizeof SX_ITEM_BREAK - 1);
		if ((empty || !marked) && gap)
			return false;
		if (marked && !empty && !is_item(text, at) && !sx_blank_at(text, at))
			return false;
		gap = empty && !reader;
	}
	return false;
}
