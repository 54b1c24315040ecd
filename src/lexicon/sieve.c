/* What can stand at a place, by three bytes: spares most places the look-up. */
#include "lexicon/lexicon_priv.h"

/* Letters have codes of their own; of what else there is, the few kinds that stand in spellings are told apart. */
enum { MARK, DIGIT = 27, SIGN, STOP, HYPHEN, HIGH };

static unsigned code_of(unsigned char c)
{
	if ((unsigned char)((c | 0x20) - 'a') < 26)
		return c & 31;
	return c >= 0x80                              ? HIGH
	       : c >= '0' && c <= '9'                 ? DIGIT
	       : c == '.'                             ? STOP
	       : c == '-'                             ? HYPHEN
	       : c > ' ' && !strchr(",;:!?()[]{}", c) ? SIGN
						      : MARK;
}

static bool is_letter_code(unsigned code)
{
	return code > MARK && code < DIGIT;
}

/* Every pair of `first` and what may follow: anything, or anything but a letter. */
static void add_pairs(sx_lists *pairs, unsigned first, bool letters, sx_lists bits)
{
	for (unsigned code = 0; code < SX_CODES; code++)
		if (letters || !is_letter_code(code))
			pairs[first * SX_CODES + code] |= bits;
}

/* From a blank on, which may be any white space, a spelling says nothing about the bytes of a text. */
void sx_sieve_add(struct sx_sieve *sieve, const struct sx_item *item, bool back)
{
	const char *p = back ? item->spelling.p + item->spelling.n - 1 : item->spelling.p;
	const ptrdiff_t step = back ? -1 : 1;
	unsigned code[3] = { code_of((unsigned char)*p) };
	size_t n = 1;
	for (; n < 3 && n < item->spelling.n && p[(ptrdiff_t)n * step] != ' '; n++)
		code[n] = code_of((unsigned char)p[(ptrdiff_t)n * step]);
	bool open = n == item->spelling.n && !is_letter_code(code[n - 1]);
	if (n == 1 && open) {
		sieve->alone[(unsigned char)*p] |= item->bits;
		return;
	}
	if (n > 1)
		sieve->head[code[0] * SX_CODES + code[1]] |= item->bits;
	if (n == 3)
		sieve->tail[code[1] * SX_CODES + code[2]] |= item->bits;
	if (n == 2)
		add_pairs(sieve->tail, code[1], open, item->bits);
	if (n == 1) {
		add_pairs(sieve->head, code[0], false, item->bits);
		for (unsigned second = 0; second < SX_CODES; second++)
			if (!is_letter_code(second))
				add_pairs(sieve->tail, second, true, item->bits);
	}
}

/* Lists that are too large for the sieve pass it everywhere. */
void sx_sieve_finish(struct sx_sieve *sieve, sx_lists common)
{
	for (unsigned c = 0; c < 256; c++) {
		sieve->code[c] = (unsigned char)code_of((unsigned char)c);
		sieve->alone[c] |= common;
	}
}
