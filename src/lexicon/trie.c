/* A word list as a regular expression: a trie of alternatives, the longest reading first, so that PCRE2 looks at each
 * letter of the text once however long the list is. */
#include "lexicon/lexicon_priv.h"

#include <stdlib.h>

static int by_bytes(const void *a, const void *b)
{
	const struct sx_str *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int d = n ? memcmp(x->p, y->p, n) : 0;
	return d ? d : (x->n > y->n) - (x->n < y->n);
}

static void add_character(struct sx_buf *out, struct sx_str s, size_t at, size_t n)
{
	if (s.p[at] == ' ')
		sx_buf_z(out, SX_RX_BLANKS);
	else if (n == 1 && strchr("\\^$.|?*+()[]{}-#", s.p[at]))
		sx_buf_addf(out, "\\%c", s.p[at]);
	else
		sx_buf_add(out, s.p + at, n);
}

static size_t character(struct sx_str s, size_t at)
{
	size_t n = 1;
	while (at + n < s.n && ((unsigned char)s.p[at + n] & 0xC0) == 0x80)
		n++;
	return n;
}

/* Words words[from..to) share their first `depth` bytes; emit what can follow. */
static void emit(const struct sx_str *words, size_t from, size_t to, size_t depth, struct sx_buf *out)
{
	bool ends = words[from].n == depth, boundary = depth > 0 && sx_letter_before(words[from], depth);
	size_t i = from + ends, branches = 0;
	if (i < to)
		sx_buf_z(out, "(?:");
	while (i < to) {
		size_t n = character(words[i], depth), j = i;
		while (j < to && words[j].n >= depth + n && memcmp(words[j].p + depth, words[i].p + depth, n) == 0)
			j++;
		if (branches++)
			sx_buf_c(out, '|');
		add_character(out, words[i], depth, n);
		emit(words, i, j, depth + n, out);
		i = j;
	}
	if (ends && branches)
		sx_buf_c(out, '|');
	if (ends && boundary)
		sx_buf_z(out, "(?![\\p{L}\\d])");
	if (branches)
		sx_buf_c(out, ')');
}

static void make(const struct sx_lexicon *lx, uint32_t list, struct sx_buf *out)
{
	size_t n = 0, cursor = 0;
	struct sx_word word;
	struct sx_str *words = malloc((lx->list_from[list + 1] - lx->list_from[list] + (size_t)1) * sizeof *words);
	out->failed |= !words;
	while (words && sx_words_next(lx, (sx_lists)1 << list, &cursor, &word))
		words[n++] = word.spelling;
	if (n) {
		qsort(words, n, sizeof *words, by_bytes);
		sx_buf_z(out, "(?>");
		emit(words, 0, n, 0, out);
		sx_buf_c(out, ')');
	} else {
		sx_buf_z(out, "(?!)");
	}
	free(words);
}

struct sx_str sx_trie_regex(struct sx_lexicon *lx, uint32_t list)
{
	struct sx_buf out = { 0 };
	if (lx->lists.at[list].regex.n)
		return lx->lists.at[list].regex;
	make(lx, list, &out);
	if (sx_buf_ok(&out))
		lx->lists.at[list].regex = sx_arena_dup(&lx->arena, sx_buf_view(&out));
	sx_buf_release(&out);
	return lx->lists.at[list].regex;
}
