/* What stands where a number or a quantity begins, as a regular expression that is true of more places than that: a
 * pattern that wants a number next need not be tried elsewhere. */
#include "scan/scan_priv.h"

enum { LEAD = 3, LETTERS = 27 /* 0: none, the word is over */ };

/* The first letters of words, each once. */
struct leads {
	unsigned char seen[LETTERS][LETTERS][LETTERS];
	struct sx_buf *regex;
};

static unsigned letter_of(struct sx_str word, size_t i)
{
	unsigned char c = i < word.n ? (unsigned char)word.p[i] | 0x20 : 0;
	return c >= 'a' && c <= 'z' ? c - 'a' + 1u : 0;
}

static void add(struct leads *leads, struct sx_str word)
{
	unsigned k[LEAD] = { letter_of(word, 0) };
	for (unsigned i = 1; i < LEAD; i++)
		k[i] = k[i - 1] ? letter_of(word, i) : 0;
	if (!k[0] || leads->seen[k[0]][k[1]][k[2]])
		return;
	leads->seen[k[0]][k[1]][k[2]] = 1;
	sx_buf_z(leads->regex, "|(?i:");
	for (unsigned i = 0; i < LEAD && k[i]; i++)
		sx_buf_c(leads->regex, (char)('a' + k[i] - 1));
	sx_buf_c(leads->regex, ')');
}

void sx_lead_regex(const struct sx_scanner *s, struct sx_buf *regex)
{
	struct leads leads = { .regex = regex };
	struct sx_word word;
	struct sx_str symbol;
	sx_buf_z(regex, "(?:(?-i:[^a-z\\s()\\[\\],;:!?\"])");
	for (size_t cursor = 0; sx_words_next(s->lexicon, s->triggers | s->magnitude | s->sign_word, &cursor, &word);)
		add(&leads, word.spelling);
	for (size_t cursor = 0; sx_words_next(s->lexicon, s->joint, &cursor, &word);)
		if (sx_str_is(word.value, "article") || sx_str_is(word.value, "point"))
			add(&leads, word.spelling);
	for (size_t cursor = 0; sx_units_next(s->lexicon, SX_UNIT_MONEY, &cursor, &symbol);)
		if (symbol.n && symbol.p[0] >= 'a' && symbol.p[0] <= 'z')
			add(&leads, symbol);
	sx_buf_c(regex, ')');
}
