#include "lexicon/words.h"

#include "lexicon/lexicon_priv.h"

sx_lists sx_words_list(const struct sx_lexicon *lx, const char *name)
{
	for (uint32_t i = 0; i < lx->lists.n; i++)
		if (sx_str_is(lx->lists.at[i].name, name))
			return (sx_lists)1 << i;
	return 0;
}

sx_lists sx_words_abbreviations(const struct sx_lexicon *lx)
{
	return lx->abbreviations;
}

static int index_entry(struct sx_lexicon *lx, uint32_t i)
{
	struct sx_entry *entry = &lx->entries.at[i];
	struct sx_str spelling = entry->word.spelling;
	entry->key = (struct sx_str){ spelling.p, sx_first_word(spelling, 0) };
	size_t last = sx_last_word(spelling, spelling.n);
	entry->last = (struct sx_str){ spelling.p + last, spelling.n - last };
	uint32_t *first_head = &lx->first.head[sx_hash(entry->key) & (lx->first.size - 1)];
	for (uint32_t k = *first_head; k != UINT32_MAX; k = lx->entries.at[k].next_first) {
		struct sx_entry *old = &lx->entries.at[k];
		if (old->word.list == entry->word.list && sx_str_eq(old->word.spelling, spelling))
			old->dead = true;
	}
	entry->next_first = *first_head;
	*first_head = i;
	uint32_t *last_head = &lx->last.head[sx_hash(entry->last) & (lx->last.size - 1)];
	entry->next_last = *last_head;
	*last_head = i;
	return 0;
}

int sx_words_index(struct sx_lexicon *lx, struct sx_err *err)
{
	if (sx_table_make(&lx->first, lx->entries.n, &lx->arena, err) ||
	    sx_table_make(&lx->last, lx->entries.n, &lx->arena, err))
		return -1;
	for (uint32_t i = 0; i < lx->entries.n; i++)
		index_entry(lx, i);
	lx->tag_list = sx_words_list(lx, "tag");
	lx->abbreviations = sx_words_list(lx, "abbreviation");
	lx->spoken_magnitudes = sx_words_list(lx, "magnitude");
	lx->spoken_groups = sx_words_list(lx, "group_word");
	lx->spoken_fraction = sx_words_list(lx, "fraction");
	lx->spoken_fractions = sx_words_list(lx, "fractions");
	lx->spoken_joints = sx_words_list(lx, "number_joint");
	lx->spoken_all = sx_words_list(lx, "number") | lx->spoken_magnitudes | lx->spoken_groups | lx->spoken_fraction |
			 lx->spoken_fractions | lx->spoken_joints;
	return 0;
}

static bool wanted(const struct sx_entry *entry, sx_lists lists)
{
	return (lists >> entry->word.list & 1) && !entry->dead;
}

size_t sx_words_at(const struct sx_lexicon *lx, struct sx_str text, size_t at, sx_lists lists, struct sx_word *word)
{
	if (at >= text.n)
		return 0;
	struct sx_str key = { text.p + at, sx_first_word(text, at) - at };
	size_t best = 0;
	for (uint32_t i = lx->first.head[sx_hash(key) & (lx->first.size - 1)]; i != UINT32_MAX;
	     i = lx->entries.at[i].next_first) {
		const struct sx_entry *entry = &lx->entries.at[i];
		if (!wanted(entry, lists) || entry->key.n != key.n)
			continue;
		size_t end = sx_spelling_at(text, at, entry->word.spelling, lx->lists.at[entry->word.list].cased);
		if (end <= best || (sx_letter_before(text, end) && sx_letter_at(text, end)))
			continue;
		best = end;
		*word = entry->word;
	}
	return best;
}

size_t sx_words_before(const struct sx_lexicon *lx, struct sx_str text, size_t end, sx_lists lists,
		       struct sx_word *word)
{
	if (end == 0)
		return SIZE_MAX;
	size_t last = sx_last_word(text, end), best = SIZE_MAX;
	struct sx_str key = { text.p + last, end - last };
	for (uint32_t i = lx->last.head[sx_hash(key) & (lx->last.size - 1)]; i != UINT32_MAX;
	     i = lx->entries.at[i].next_last) {
		const struct sx_entry *entry = &lx->entries.at[i];
		if (!wanted(entry, lists) || entry->last.n != key.n)
			continue;
		size_t at = sx_spelling_before(text, end, entry->word.spelling, lx->lists.at[entry->word.list].cased);
		if (at >= best || (sx_letter_at(text, at) && sx_letter_before(text, at)))
			continue;
		best = at;
		*word = entry->word;
	}
	return best;
}

sx_lists sx_words_classes(const struct sx_lexicon *lx, struct sx_str word, char *tag)
{
	sx_lists found = 0;
	*tag = 0;
	if (!word.n)
		return 0;
	struct sx_str key = { word.p, sx_first_word(word, 0) };
	for (uint32_t i = lx->first.head[sx_hash(key) & (lx->first.size - 1)]; i != UINT32_MAX;
	     i = lx->entries.at[i].next_first) {
		const struct sx_entry *entry = &lx->entries.at[i];
		if (entry->dead || entry->word.spelling.n != word.n ||
		    sx_spelling_at(word, 0, entry->word.spelling, lx->lists.at[entry->word.list].cased) != word.n)
			continue;
		sx_lists bit = (sx_lists)1 << entry->word.list;
		found |= bit;
		if (bit == lx->tag_list && entry->word.value.n)
			*tag = entry->word.value.p[0];
	}
	return found;
}

bool sx_words_next(const struct sx_lexicon *lx, sx_lists lists, size_t *cursor, struct sx_word *word)
{
	while (*cursor < lx->entries.n) {
		const struct sx_entry *entry = &lx->entries.at[(*cursor)++];
		if (!wanted(entry, lists))
			continue;
		*word = entry->word;
		return true;
	}
	return false;
}
