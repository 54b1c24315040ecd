#include "lexicon/words.h"

#include "lexicon/lexicon_priv.h"

#include <stdlib.h>

sx_lists sx_words_list(const struct sx_lexicon *lx, const char *name)
{
	struct sx_str want = sx_str_of(name);
	for (uint32_t i = 0; i < lx->lists.n; i++)
		if (sx_str_eq(lx->lists.at[i].name, want))
			return (sx_lists)1 << i;
	return 0;
}

sx_lists sx_words_abbreviations(const struct sx_lexicon *lx)
{
	return lx->abbreviations;
}

/* Of entries of one list with one spelling the last one holds. */
static int bury_old(struct sx_lexicon *lx, struct sx_err *err)
{
	uint32_t size = 64;
	while (size < lx->entries.n * 2)
		size *= 2;
	uint32_t *seen = calloc(size, sizeof *seen); /* numbers of entries, from 1 */
	if (!seen)
		return sx_fail(err, SX_NOMEM, "out of memory");
	for (uint32_t i = lx->entries.n; i-- > 0;) {
		struct sx_entry *entry = &lx->entries.at[i];
		struct sx_word word = sx_entry_word(lx, entry);
		uint32_t k = (sx_spelling_hash(word.spelling) + word.list * 31u) & (size - 1);
		for (; seen[k] && !entry->dead; k = (k + 1) & (size - 1)) {
			struct sx_word later = sx_entry_word(lx, &lx->entries.at[seen[k] - 1]);
			entry->dead = later.list == word.list && sx_str_eq(later.spelling, word.spelling);
		}
		if (!entry->dead)
			seen[k] = i + 1;
	}
	free(seen);
	return 0;
}

/* Entries sorted by list, so that a list is walked without the others. */
static int sort_by_list(struct sx_lexicon *lx, struct sx_err *err)
{
	uint32_t at[SX_LISTS_MAX];
	lx->by_list = sx_arena_alloc(&lx->arena, (lx->entries.n + 1) * sizeof *lx->by_list);
	if (!lx->by_list)
		return sx_fail(err, SX_NOMEM, "out of memory");
	for (uint32_t i = 0; i < lx->entries.n; i++)
		lx->list_from[lx->entries.at[i].list + 1] += !lx->entries.at[i].dead;
	for (uint32_t list = 0; list < SX_LISTS_MAX; list++) {
		at[list] = lx->list_from[list];
		lx->list_from[list + 1] += at[list];
	}
	for (uint32_t i = 0; i < lx->entries.n; i++)
		if (!lx->entries.at[i].dead)
			lx->by_list[at[lx->entries.at[i].list]++] = i;
	return 0;
}

enum { COMMON = 2000 };

/* The last entry first: of equally long ones the later wins. */
static uint32_t item_of(const struct sx_lexicon *lx, uint32_t i, struct sx_item *item)
{
	uint32_t number = lx->entries.n - 1 - i;
	const struct sx_entry *entry = &lx->entries.at[number];
	item->spelling = sx_entry_word(lx, entry).spelling;
	item->bits = (sx_lists)1 << entry->list;
	item->cased = lx->lists.at[entry->list].cased;
	item->common = lx->list_from[entry->list + 1] - lx->list_from[entry->list] > COMMON;
	return entry->dead ? UINT32_MAX : number;
}

void sx_words_name_lists(struct sx_lexicon *lx)
{
	lx->tag_list = sx_words_list(lx, "tag");
	lx->abbreviations = sx_words_list(lx, "abbreviation");
	lx->spoken_magnitudes = sx_words_list(lx, "magnitude");
	lx->spoken_groups = sx_words_list(lx, "group_word");
	lx->spoken_fraction = sx_words_list(lx, "fraction");
	lx->spoken_fractions = sx_words_list(lx, "fractions");
	lx->spoken_joints = sx_words_list(lx, "number_joint");
	lx->spoken_all = sx_words_list(lx, "number") | lx->spoken_magnitudes | lx->spoken_groups | lx->spoken_fraction |
			 lx->spoken_fractions | lx->spoken_joints;
}

int sx_words_index(struct sx_lexicon *lx, struct sx_err *err)
{
	if (bury_old(lx, err) || sort_by_list(lx, err) || sx_index_make(&lx->words, lx, lx->entries.n, item_of, err))
		return -1;
	sx_words_name_lists(lx);
	return 0;
}

/* The word alone, in the case its list asks for. */
static bool stands_alone(const struct sx_lexicon *lx, const struct sx_member *member, const char *p, size_t n)
{
	return !member->cased || memcmp(p, lx->text.p + lx->entries.at[member->item].at, n) == 0;
}

/* Something longer that begins with the word at text[at]. */
static size_t longer_at(const struct sx_lexicon *lx, const struct sx_group *group, struct sx_str text, size_t at,
			sx_lists lists, struct sx_word *word)
{
	uint32_t mark = sx_mark_behind(text, at + group->key.n);
	size_t best = 0;
	for (struct sx_run run = sx_index_run(&lx->words, group, SX_BEGIN, mark); run.n; run.n--, run.at++) {
		struct sx_word found = sx_entry_word(lx, &lx->entries.at[run.at->item]);
		size_t end = run.at->bits & lists ? sx_spelling_at(text, at, found.spelling, run.at->cased) : 0;
		if (end <= best || (sx_letter_before(text, end) && sx_letter_at(text, end)))
			continue;
		best = end;
		*word = found;
	}
	return best;
}

/* What is sought by itself, in the group of its word. */
static const struct sx_entry *single(const struct sx_lexicon *lx, const struct sx_group *group, const char *p,
				     sx_lists lists)
{
	const struct sx_member *member = lx->words.member + group->at[SX_SINGLE];
	for (uint32_t i = 0; i < group->n[SX_SINGLE]; i++)
		if (member[i].bits & lists && stands_alone(lx, &member[i], p, group->key.n))
			return &lx->entries.at[member[i].item];
	return NULL;
}

static __attribute__((noinline)) size_t look_up_at(const struct sx_lexicon *lx, struct sx_str text, size_t at,
						   sx_lists lists, struct sx_word *word)
{
	const struct sx_group *group = sx_index_at(&lx->words, text, at);
	if (!group)
		return 0;
	size_t end = group->begin & lists ? longer_at(lx, group, text, at, lists, word) : 0;
	if (end || !(group->single & lists))
		return end;
	end = at + group->key.n;
	const struct sx_entry *entry =
		sx_letter_before(text, end) && sx_letter_at(text, end) ? NULL : single(lx, group, text.p + at, lists);
	if (!entry)
		return 0;
	*word = sx_entry_word(lx, entry);
	return end;
}

/* Most places fail at the sieve. */
size_t sx_words_at(const struct sx_lexicon *lx, struct sx_str text, size_t at, sx_lists lists, struct sx_word *word)
{
	lists &= sx_sieve_at(&lx->words, text, at);
	return lists ? look_up_at(lx, text, at, lists, word) : 0;
}

sx_lists sx_words_may_stand(const struct sx_lexicon *lx, struct sx_str text, size_t at, sx_lists lists)
{
	lists &= sx_sieve_at(&lx->words, text, at);
	const struct sx_group *group = lists ? sx_index_at(&lx->words, text, at) : NULL;
	return group ? (group->single | group->begin) & lists : 0;
}

/* Something longer that ends with the word before text[end]. */
static size_t longer_before(const struct sx_lexicon *lx, const struct sx_group *group, struct sx_str text, size_t end,
			    sx_lists lists, struct sx_word *word)
{
	uint32_t mark = sx_mark_before(text, end - group->key.n);
	size_t best = SIZE_MAX;
	for (struct sx_run run = sx_index_run(&lx->words, group, SX_END, mark); run.n; run.n--, run.at++) {
		if (!(run.at->bits & lists))
			continue;
		struct sx_word found = sx_entry_word(lx, &lx->entries.at[run.at->item]);
		size_t known = run.at->cased ? 0 : group->key.n; /* the word that it was found by */
		struct sx_str rest = { found.spelling.p, found.spelling.n - known };
		size_t at = sx_spelling_before(text, end - known, rest, run.at->cased);
		if (at >= best || (sx_letter_at(text, at) && sx_letter_before(text, at)))
			continue;
		best = at;
		*word = found;
	}
	return best;
}

static __attribute__((noinline)) size_t look_up_before(const struct sx_lexicon *lx, struct sx_str text, size_t end,
						       sx_lists lists, struct sx_word *word)
{
	const struct sx_group *group = sx_index_before(&lx->words, text, end);
	if (!group)
		return SIZE_MAX;
	size_t at = group->end & lists ? longer_before(lx, group, text, end, lists, word) : SIZE_MAX;
	if (at != SIZE_MAX || !(group->single & lists))
		return at;
	at = end - group->key.n;
	const struct sx_entry *entry =
		sx_letter_at(text, at) && sx_letter_before(text, at) ? NULL : single(lx, group, text.p + at, lists);
	if (!entry)
		return SIZE_MAX;
	*word = sx_entry_word(lx, entry);
	return at;
}

size_t sx_words_before(const struct sx_lexicon *lx, struct sx_str text, size_t end, sx_lists lists,
		       struct sx_word *word)
{
	lists &= sx_sieve_before(&lx->words, text, end);
	return lists ? look_up_before(lx, text, end, lists, word) : SIZE_MAX;
}

sx_lists sx_words_classes(const struct sx_lexicon *lx, struct sx_str word, char *tag)
{
	sx_lists found = 0;
	*tag = 0;
	if (!word.n)
		return 0;
	const struct sx_group *group = sx_index_at(&lx->words, word, 0);
	if (!group)
		return 0;
	bool one = group->key.n == word.n;
	for (struct sx_run run = one ? (struct sx_run){ lx->words.member + group->at[SX_SINGLE], group->n[SX_SINGLE] }
				     : sx_index_run(&lx->words, group, SX_BEGIN, sx_mark_behind(word, group->key.n));
	     run.n; run.n--, run.at++) {
		struct sx_word entry = sx_entry_word(lx, &lx->entries.at[run.at->item]);
		if (one ? !stands_alone(lx, run.at, word.p, word.n)
			: entry.spelling.n != word.n ||
				    sx_spelling_at(word, 0, entry.spelling, run.at->cased) != word.n)
			continue;
		found |= run.at->bits;
		if (run.at->bits == lx->tag_list && entry.value.n)
			*tag = entry.value.p[0];
	}
	return found;
}

/* One list by itself lies together; of several, every entry is looked at. */
bool sx_words_next(const struct sx_lexicon *lx, sx_lists lists, size_t *cursor, struct sx_word *word)
{
	if (lists && !(lists & (lists - 1))) {
		uint32_t list = (uint32_t)__builtin_ctzll(lists);
		size_t at = lx->list_from[list] + *cursor;
		if (at >= lx->list_from[list + 1])
			return false;
		++*cursor;
		*word = sx_entry_word(lx, &lx->entries.at[lx->by_list[at]]);
		return true;
	}
	while (*cursor < lx->entries.n) {
		const struct sx_entry *entry = &lx->entries.at[(*cursor)++];
		if (entry->dead || !(lists >> entry->list & 1))
			continue;
		*word = sx_entry_word(lx, entry);
		return true;
	}
	return false;
}
