/* Spellings found by their first or last word: one lookup gives every list that has the word, by itself or at an end of
 * something longer. A sieve in front of it, by the three bytes next to the place, spares most places the lookup. */
#include "base/image.h"
#include "lexicon/lexicon_priv.h"

#include <stdlib.h>

#define ONES 0x0101010101010101u

static uint64_t in_order(uint64_t x)
{
	return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap64(x) : x;
}

/* Up to eight bytes as a number, the first lowest; zeroes behind the last. */
static inline uint64_t load(const char *p, size_t n)
{
	uint64_t x = 0;
	uint32_t low = 0, high = 0;
	if (n >= 8) {
		memcpy(&x, p, 8);
		return in_order(x);
	}
	if (n < 4 || __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__) {
		for (size_t i = 0; i < n; i++)
			x |= (uint64_t)(unsigned char)p[i] << (8 * i);
		return x;
	}
	memcpy(&low, p, 4); /* the two halves may overlap */
	memcpy(&high, p + n - 4, 4);
	return low | (uint64_t)high << (8 * (n - 4));
}

/* The top bit of every byte that is an ASCII letter. */
static inline uint64_t letters(uint64_t x)
{
	uint64_t low = (x | 0x20 * ONES) & 0x7F * ONES;
	return (low + (0x80 - 'a') * ONES) & ~(low + (0x7F - 'z') * ONES) & ~x & 0x80 * ONES;
}

static inline bool is_letter(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* Bytes behind the first eight as a number, letters as lower case. */
static uint64_t hash_rest(const char *p, size_t n, uint64_t fold)
{
	uint64_t h = n;
	for (size_t i = 8; i < n; i += 8)
		h = ((load(p + i, n - i) | fold) ^ h ^ h >> 29) * 0x9E3779B97F4A7C15u;
	return h;
}

/* The key of the word text[at, end). */
static struct sx_key key_of(struct sx_str text, size_t at, size_t end)
{
	struct sx_key key = { .p = text.p + at, .n = (uint32_t)(end - at) };
	uint64_t fold = is_letter(text.p[at]) ? 0x20 * ONES : 0;
	if (key.n < 8) {
		uint64_t mask = ((uint64_t)1 << (8 * key.n)) - 1;
		key.head = (load(key.p, text.n - at < 8 ? key.n : 8) | fold) & mask;
		return key;
	}
	key.head = load(key.p, 8) | fold;
	if (key.n > 16)
		key.tail = hash_rest(key.p, key.n, fold);
	else if (key.n > 8)
		key.tail = load(text.p + end - 8, 8) | fold;
	return key;
}

/* No letter, or eight of them or more. */
static struct sx_key long_key_at(struct sx_str text, size_t at)
{
	size_t end = at;
	if (!is_letter(text.p[at]))
		return key_of(text, at, sx_first_word(text, at));
	uint64_t rest = 0;
	for (end += 8; !rest; end += rest ? (size_t)__builtin_ctzll(rest) / 8 : 8)
		rest = ~letters(load(text.p + end, text.n - end)) & 0x80 * ONES;
	return key_of(text, at, end);
}

/* The word at text[at], or before text[end]; there must be a byte. Most are letters, fewer than eight. */
static inline struct sx_key key_at(struct sx_str text, size_t at)
{
	const char *p = text.p + at;
	if (is_letter(*p)) {
		uint64_t x = load(p, text.n - at), rest = ~letters(x) & 0x80 * ONES;
		if (rest) {
			uint64_t mask = (rest & -rest) - 1; /* the lowest top bit stands in the byte behind the word */
			mask >>= 7;
			return (struct sx_key){ p, (x | 0x20 * ONES) & mask, 0, (uint32_t)__builtin_ctzll(rest) / 8 };
		}
	}
	return long_key_at(text, at);
}

static struct sx_key long_key_before(struct sx_str text, size_t end)
{
	size_t at = end;
	if (!is_letter(text.p[end - 1]))
		return key_of(text, sx_last_word(text, end), end);
	while (at > 0 && is_letter(text.p[at - 1]))
		at--;
	return key_of(text, at, end);
}

static inline struct sx_key key_before(struct sx_str text, size_t end)
{
	if (is_letter(text.p[end - 1])) {
		size_t most = end < 8 ? end : 8;
		uint64_t x = load(text.p + end - most, most) << (64 - 8 * most), rest = ~letters(x) & 0x80 * ONES;
		if (rest) {
			unsigned n = (unsigned)__builtin_clzll(rest) / 8;
			return (struct sx_key){ text.p + end - n, (x | 0x20 * ONES) >> (64 - 8 * n), 0, n };
		}
	}
	return long_key_before(text, end);
}

static inline uint32_t hash_of(uint64_t head, uint64_t tail)
{
	uint64_t h = (head ^ tail * 0x9E3779B97F4A7C15u) * 0xC2B2AE3D27D4EB4Fu;
	return (uint32_t)(h >> 32) ^ (uint32_t)(h >> 17);
}

/* Head and tail tell words of up to sixteen letters apart; longer ones are compared here. */
static bool same_rest(const char *a, const char *b, uint32_t n)
{
	for (uint32_t i = 8; i < n; i++)
		if (a[i] != b[i] && !(is_letter(a[i]) && (a[i] | 0x20) == (b[i] | 0x20)))
			return false;
	return true;
}

static inline uint32_t slot_of(const struct sx_index *index, const struct sx_key *key)
{
	uint32_t hash = hash_of(key->head, key->tail), i = hash & index->mask;
	for (; index->slot[i].group; i = (i + 1) & index->mask) {
		if (index->slot[i].hash != hash)
			continue;
		const struct sx_group *known = &index->group[index->slot[i].group - 1];
		if (known->key.head == key->head && known->key.n == key->n && known->key.tail == key->tail &&
		    (key->n <= 16 || same_rest(index->rest.p + known->key.rest, key->p, key->n)))
			break;
	}
	return i;
}

static inline const struct sx_group *find(const struct sx_index *index, const struct sx_key *key)
{
	uint32_t group = index->slot[slot_of(index, key)].group;
	return group ? &index->group[group - 1] : NULL;
}

/* A word of fewer than eight letters, which its head is all of. */
static inline const struct sx_group *find_short(const struct sx_index *index, uint64_t head, unsigned n)
{
	uint32_t hash = hash_of(head, 0), i = hash & index->mask;
	for (; index->slot[i].group; i = (i + 1) & index->mask) {
		const struct sx_group *group = &index->group[index->slot[i].group - 1];
		if (index->slot[i].hash == hash && group->key.head == head && group->key.n == n)
			return group;
	}
	return NULL;
}

static __attribute__((noinline)) const struct sx_group *find_at(const struct sx_index *index, struct sx_str text,
								size_t at)
{
	struct sx_key key = key_at(text, at);
	return find(index, &key);
}

static __attribute__((noinline)) const struct sx_group *find_before(const struct sx_index *index, struct sx_str text,
								    size_t end)
{
	struct sx_key key = key_before(text, end);
	return find(index, &key);
}

/* Eight letters and what follows: mostly the word ends among the next eight bytes. */
static __attribute__((noinline)) const struct sx_group *find_long_at(const struct sx_index *index, struct sx_str text,
								     size_t at)
{
	const char *p = text.p + at;
	uint64_t rest = text.n - at >= 16 ? ~letters(load(p + 8, 8)) & 0x80 * ONES : 0;
	if (!rest)
		return find_at(index, text, at);
	uint32_t n = 8 + (uint32_t)__builtin_ctzll(rest) / 8;
	uint64_t tail = n > 8 ? load(p + n - 8, 8) | 0x20 * ONES : 0;
	struct sx_key key = { p, load(p, 8) | 0x20 * ONES, tail, n };
	return find(index, &key);
}

static bool is_mark(char c)
{
	return (unsigned char)c < 0x80 && !(c >= '0' && c <= '9');
}

/* Nearly all words are short and stand among others: these are read in one step. */
const struct sx_group *sx_index_at(const struct sx_index *index, struct sx_str text, size_t at)
{
	uint64_t x = text.n - at >= 8 ? load(text.p + at, 8) : 0, rest = ~letters(x) & 0x80 * ONES;
	if (!rest)
		return find_long_at(index, text, at);
	if (rest & 0x80)
		return x && is_mark(text.p[at]) ? find_short(index, (unsigned char)text.p[at], 1)
						: find_at(index, text, at);
	uint64_t mask = ((rest & -rest) - 1) >> 7; /* the lowest top bit stands in the byte behind the word */
	return find_short(index, (x | 0x20 * ONES) & mask, (unsigned)__builtin_ctzll(rest) / 8);
}

const struct sx_group *sx_index_before(const struct sx_index *index, struct sx_str text, size_t end)
{
	uint64_t x = end >= 8 ? load(text.p + end - 8, 8) : 0, rest = ~letters(x) & 0x80 * ONES;
	unsigned n = rest ? (unsigned)__builtin_clzll(rest) / 8 : 0;
	if (!n)
		return find_before(index, text, end);
	return find_short(index, (x | 0x20 * ONES) >> (64 - 8 * n), n);
}

/* Words that follow one another are told by a number, which is greater than that of any byte. */
static uint32_t mark_of(const struct sx_key *key)
{
	return hash_of(key->head, key->tail) | 1u << 31;
}

static uint32_t byte_mark(char c)
{
	return (unsigned char)c | 0x20;
}

uint32_t sx_mark_behind(struct sx_str text, size_t at)
{
	size_t next = sx_blanks_at(text, at, SX_BLANKS_MOST);
	if (next >= text.n)
		return 0;
	if (next == at)
		return byte_mark(text.p[at]);
	struct sx_key key = key_at(text, next);
	return mark_of(&key);
}

uint32_t sx_mark_before(struct sx_str text, size_t end)
{
	size_t last = sx_blanks_before(text, end, SX_BLANKS_MOST);
	if (last == 0)
		return 0;
	if (last == end)
		return byte_mark(text.p[end - 1]);
	struct sx_key key = key_before(text, last);
	return mark_of(&key);
}

struct sx_run sx_index_run(const struct sx_index *index, const struct sx_group *group, int part, uint32_t mark)
{
	const struct sx_member *at = index->member + group->at[part], *end = at + group->n[part];
	for (uint32_t n = group->n[part]; n;) {
		uint32_t half = n / 2;
		bool below = at[half].mark < mark;
		at += below ? half + 1 : 0;
		n = below ? n - half - 1 : half;
	}
	struct sx_run run = { at, 0 };
	while (at + run.n < end && at[run.n].mark == mark)
		run.n++;
	return run;
}

static int grow_slots(struct sx_index *index, uint32_t size, struct sx_err *err)
{
	struct sx_index more = { .group = index->group, .mask = size - 1 };
	more.slot = calloc(size, sizeof *more.slot);
	if (!more.slot)
		return sx_fail(err, SX_NOMEM, "out of memory");
	for (uint32_t g = 0; g < index->groups; g++) {
		struct sx_slot slot = { hash_of(index->group[g].key.head, index->group[g].key.tail), g + 1 };
		uint32_t i = slot.hash & more.mask;
		while (more.slot[i].group)
			i = (i + 1) & more.mask;
		more.slot[i] = slot;
	}
	free(index->slot);
	index->slot = more.slot;
	index->mask = more.mask;
	return 0;
}

/* The number of the group of this word, made where there is none. */
static int group_of(struct sx_index *index, struct sx_key key, uint32_t *number, struct sx_err *err)
{
	uint32_t i = slot_of(index, &key);
	if (!index->slot[i].group) {
		if (index->groups == index->group_room &&
		    sx_vec_grow((void **)&index->group, &index->groups, &index->group_room, sizeof *index->group, err))
			return -1;
		index->group[index->groups] =
			(struct sx_group){ .key = { key.head, key.tail, key.n, (uint32_t)index->rest.n } };
		if (key.n > 16)
			sx_buf_add(&index->rest, key.p, key.n);
		if (!sx_buf_ok(&index->rest))
			return sx_fail(err, SX_NOMEM, "out of memory");
		index->slot[i] = (struct sx_slot){ hash_of(key.head, key.tail), ++index->groups };
		if (index->groups > index->mask / 2 && grow_slots(index, (index->mask + 1) * 2, err))
			return -1;
		*number = index->groups - 1;
		return 0;
	}
	*number = index->slot[i].group - 1;
	return 0;
}

uint32_t sx_spelling_hash(struct sx_str s)
{
	return hash_of(load(s.p, s.n), hash_rest(s.p, s.n, 0));
}

/* Where an item stands: with its first word, and with its last where that is another one. */
struct place {
	struct sx_item item;
	uint32_t number, first, last;
};

static int place_item(struct sx_index *index, struct place *place, struct sx_err *err)
{
	struct sx_str s = place->item.spelling;
	struct sx_key first = key_at(s, 0);
	if (!place->item.common) {
		sx_sieve_add(&index->forward, &place->item, false);
		sx_sieve_add(&index->backward, &place->item, true);
	}
	if (group_of(index, first, &place->first, err))
		return -1;
	place->last = UINT32_MAX;
	if (first.n == s.n) {
		index->group[place->first].single |= place->item.bits;
		index->group[place->first].n[SX_SINGLE]++;
		return 0;
	}
	if (group_of(index, key_before(s, s.n), &place->last, err))
		return -1;
	index->group[place->first].begin |= place->item.bits;
	index->group[place->first].n[SX_BEGIN]++;
	index->group[place->last].end |= place->item.bits;
	index->group[place->last].n[SX_END]++;
	return 0;
}

static int by_mark(const void *a, const void *b)
{
	const struct sx_member *x = a, *y = b;
	if (x->mark != y->mark)
		return x->mark < y->mark ? -1 : 1;
	return x->item < y->item ? -1 : 1;
}

static uint32_t members_of(const struct sx_index *index)
{
	const struct sx_group *last = index->groups ? &index->group[index->groups - 1] : NULL;
	return last ? last->at[SX_END] + last->n[SX_END] : 0;
}

/* Each part by its marks; members know their items by place until then. */
static void sort_members(struct sx_index *index, const struct place *place)
{
	for (uint32_t g = 0; g < index->groups; g++)
		for (int part = SX_BEGIN; part <= SX_END; part++)
			if (index->group[g].n[part] > 1)
				qsort(index->member + index->group[g].at[part], index->group[g].n[part],
				      sizeof *index->member, by_mark);
	for (uint32_t i = 0, n = members_of(index); i < n; i++)
		index->member[i].item = place[index->member[i].item].number;
}

/* Members of one part of a group lie together: those of the same mark in the order of the items. */
static int lay_out(struct sx_index *index, const struct place *place, uint32_t places, struct sx_err *err)
{
	uint32_t n = 0;
	for (uint32_t g = 0; g < index->groups; g++)
		for (int part = 0; part < SX_PARTS; part++) {
			index->group[g].at[part] = n;
			n += index->group[g].n[part];
			index->group[g].n[part] = 0;
		}
	index->member = malloc((n + 1) * sizeof *index->member);
	if (!index->member)
		return sx_fail(err, SX_NOMEM, "out of memory");
	for (uint32_t i = 0; i < places; i++) {
		struct sx_str s = place[i].item.spelling;
		struct sx_group *first = &index->group[place[i].first];
		struct sx_member member = { .bits = place[i].item.bits, .item = i, .cased = place[i].item.cased };
		if (place[i].last == UINT32_MAX) {
			index->member[first->at[SX_SINGLE] + first->n[SX_SINGLE]++] = member;
			continue;
		}
		struct sx_group *last = &index->group[place[i].last];
		size_t end = first->key.n, start = s.n - last->key.n;
		member.mark = sx_mark_behind(s, end);
		index->member[first->at[SX_BEGIN] + first->n[SX_BEGIN]++] = member;
		member.mark = sx_mark_before(s, start);
		index->member[last->at[SX_END] + last->n[SX_END]++] = member;
	}
	sort_members(index, place);
	return 0;
}

int sx_index_make(struct sx_index *index, const struct sx_lexicon *lx, uint32_t items, sx_item_of *item_of,
		  struct sx_err *err)
{
	uint32_t n = 0, size = 64;
	sx_lists common = 0;
	while (size < items * 2)
		size *= 2;
	struct place *place = malloc((items + (size_t)1) * sizeof *place);
	index->group = malloc((items + (size_t)1) * sizeof *index->group);
	index->group_room = index->group ? items + 1 : 0;
	int status = place ? grow_slots(index, size, err) : sx_fail(err, SX_NOMEM, "out of memory");
	for (uint32_t i = 0; i < items && !status; i++) {
		place[n].number = item_of(lx, i, &place[n].item);
		common |= place[n].item.common ? place[n].item.bits : 0;
		if (place[n].number != UINT32_MAX)
			status = place_item(index, &place[n++], err);
	}
	if (!status)
		status = lay_out(index, place, n, err);
	sx_sieve_finish(&index->forward, common);
	sx_sieve_finish(&index->backward, common);
	free(place);
	return status;
}

void sx_index_release(struct sx_index *index)
{
	if (index->packed)
		return;
	free(index->slot);
	free(index->group);
	free(index->member);
	sx_buf_release(&index->rest);
}

void sx_index_pack(const struct sx_index *index, struct sx_buf *image)
{
	uint32_t members = members_of(index);
	sx_image_put_number(image, index->mask);
	sx_image_put_number(image, index->groups);
	sx_image_put_number(image, members);
	sx_image_put_number(image, index->rest.n);
	sx_image_put(image, index->slot, (index->mask + (size_t)1) * sizeof *index->slot);
	sx_image_put(image, index->group, index->groups * sizeof *index->group);
	for (uint32_t i = 0; i < members; i++) {
		struct sx_member member; /* without what may lie between its parts */
		memset(&member, 0, sizeof member);
		member.bits = index->member[i].bits;
		member.item = index->member[i].item;
		member.mark = index->member[i].mark;
		member.cased = index->member[i].cased;
		sx_image_put(image, &member, sizeof member);
	}
	sx_image_put(image, index->rest.p, index->rest.n);
	sx_image_put(image, &index->forward, sizeof index->forward);
	sx_image_put(image, &index->backward, sizeof index->backward);
}

/* Nobody writes to what a finished index points to. */
static void *table(struct sx_str *image, size_t n, size_t size)
{
	return (void *)(uintptr_t)sx_image_take(image, n * size);
}

void sx_index_unpack(struct sx_index *index, struct sx_str *image)
{
	index->packed = true;
	index->mask = (uint32_t)sx_image_take_number(image);
	index->groups = (uint32_t)sx_image_take_number(image);
	uint32_t members = (uint32_t)sx_image_take_number(image);
	index->rest.n = sx_image_take_number(image);
	index->slot = table(image, index->mask + (size_t)1, sizeof *index->slot);
	index->group = table(image, index->groups, sizeof *index->group);
	index->member = table(image, members, sizeof *index->member);
	index->rest.p = table(image, index->rest.n, 1);
	memcpy(&index->forward, sx_image_take(image, sizeof index->forward), sizeof index->forward);
	memcpy(&index->backward, sx_image_take(image, sizeof index->backward), sizeof index->backward);
}
