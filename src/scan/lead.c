/* What stands where a number or a quantity begins, as a regular expression that is true of more places than that: a
 * pattern that wants a number next need not be tried elsewhere. */
#include "scan/scan_priv.h"

enum { LETTERS = 26 };

/* For words that begin with one letter: the letters that follow, as bits, up to where the shortest of them ends. */
struct lead {
	uint32_t second, third;
	bool begins, ends_at_first, ends_at_second;
};

/* From 1; 0: no letter, the word is over. */
static unsigned letter_of(struct sx_str word, size_t i)
{
	unsigned char c = i < word.n ? (unsigned char)word.p[i] | 0x20 : 0;
	return c >= 'a' && c <= 'z' ? c - 'a' + 1u : 0;
}

static void add(struct lead leads[LETTERS], struct sx_str word)
{
	unsigned first = letter_of(word, 0), second = letter_of(word, 1), third = second ? letter_of(word, 2) : 0;
	if (!first)
		return;
	struct lead *lead = &leads[first - 1];
	lead->begins = true;
	lead->ends_at_first |= !second;
	lead->ends_at_second |= !third;
	lead->second |= (uint32_t)1 << second;
	lead->third |= (uint32_t)1 << third;
}

static void put_class(struct sx_buf *regex, uint32_t letters)
{
	sx_buf_c(regex, '[');
	for (unsigned i = 1; i <= LETTERS; i++)
		if (letters >> i & 1)
			sx_buf_c(regex, (char)('a' + i - 1));
	sx_buf_c(regex, ']');
}

static void put(struct sx_buf *regex, unsigned first, const struct lead *lead)
{
	if (!lead->begins)
		return;
	sx_buf_addf(regex, "|(?i:%c", (char)('a' + first));
	if (!lead->ends_at_first)
		put_class(regex, lead->second);
	if (!lead->ends_at_first && !lead->ends_at_second)
		put_class(regex, lead->third);
	sx_buf_c(regex, ')');
}

void sx_lead_regex(const struct sx_scanner *s, struct sx_buf *regex)
{
	struct lead leads[LETTERS] = { 0 };
	struct sx_word word;
	struct sx_str symbol;
	for (size_t cursor = 0; sx_words_next(s->lexicon, s->triggers | s->magnitude | s->sign_word, &cursor, &word);)
		add(leads, word.spelling);
	for (size_t cursor = 0; sx_words_next(s->lexicon, s->joint, &cursor, &word);)
		if (sx_str_is(word.value, "article") || sx_str_is(word.value, "point"))
			add(leads, word.spelling);
	for (size_t cursor = 0; sx_units_next(s->lexicon, SX_UNIT_MONEY, &cursor, &symbol);)
		if (symbol.n && symbol.p[0] >= 'a' && symbol.p[0] <= 'z')
			add(leads, symbol);
	sx_buf_z(regex, "(?:(?-i:[^a-z\\s()\\[\\],;:!?\"])");
	for (unsigned i = 0; i < LETTERS; i++)
		put(regex, i, &leads[i]);
	sx_buf_c(regex, ')');
}
