#include "lexicon/units.h"

#include "lexicon/lexicon_priv.h"

#include <limits.h>

const struct sx_unit *sx_unit(const struct sx_lexicon *lx, uint32_t number)
{
	return &lx->units.at[number].unit;
}

uint32_t sx_unit_find(const struct sx_lexicon *lx, struct sx_str id)
{
	return SX_FIND(lx->unit_names, lx->units, id);
}

/* The spellings of `en/units.names`, taken apart at the commas, become spellings of their unit. */
static int add_names(struct sx_lexicon *lx, const struct sx_name_record *record, struct sx_err *err)
{
	uint32_t unit = sx_unit_find(lx, record->id);
	if (unit == UINT32_MAX)
		return sx_line_fail(lx, &record->line, 0, err, "no unit of this id: %.*s", (int)record->id.n,
				    record->id.p);
	return sx_spellings_add(lx, unit, record->spellings, ',', SX_SPELLED_NAME, err);
}

enum { SYMBOLS_MOST = 8 };

struct prefix {
	struct sx_str name;
	struct sx_str symbol[SYMBOLS_MOST];
	bool usual[SYMBOLS_MOST]; /* one of those that "si" stands for */
	uint32_t symbols;
	struct sx_decimal factor;
	bool binary;
};

static struct sx_str next_symbol(struct sx_str *list)
{
	size_t n = 0;
	while (n < list->n && list->p[n] != ' ')
		n++;
	struct sx_str s = { list->p, n };
	*list = sx_str_trim((struct sx_str){ list->p + n, list->n - n });
	return s;
}

static bool has_token(struct sx_str list, struct sx_str token)
{
	while (list.n)
		if (sx_str_eq(next_symbol(&list), token))
			return true;
	return false;
}

/* prefix  kilo  1e3  k : the record's spellings are "1e3  k …". */
static int read_prefix(const struct sx_lexicon *lx, const struct sx_name_record *record, struct prefix *prefix,
		       struct sx_err *err)
{
	struct sx_str rest = record->spellings;
	size_t n = 0;
	while (n < rest.n && rest.p[n] != ' ' && rest.p[n] != '\t')
		n++;
	struct sx_str symbols = sx_str_trim((struct sx_str){ rest.p + n, rest.n - n });
	*prefix = (struct prefix){ .name = record->id };
	prefix->binary = symbols.n > 1 && symbols.p[symbols.n - 1] == 'i';
	if (sx_decimal_read(&prefix->factor, (struct sx_str){ rest.p, n }) || !symbols.n)
		return sx_line_fail(lx, &record->line, 0, err, "expected: prefix  name  factor  symbols");
	for (; symbols.n; prefix->symbols++) {
		if (prefix->symbols == SYMBOLS_MOST)
			return sx_line_fail(lx, &record->line, 0, err, "more than %d symbols", SYMBOLS_MOST);
		prefix->symbol[prefix->symbols] = next_symbol(&symbols);
		prefix->usual[prefix->symbols] =
			has_token(SX_STR("f p n µ μ u m k M G T P"), prefix->symbol[prefix->symbols]);
	}
	return 0;
}

static struct sx_str join(struct sx_lexicon *lx, struct sx_str a, struct sx_str b)
{
	char *p = sx_arena_alloc(&lx->arena, a.n + b.n + 1);
	if (!p)
		return (struct sx_str){ 0 };
	memcpy(p, a.p, a.n);
	memcpy(p + a.n, b.p, b.n);
	return (struct sx_str){ p, a.n + b.n };
}

/* Which symbols of the prefix a unit takes, as bits. "si" stands for the usual ones; others are named: "si c d h". */
static unsigned taken(struct sx_str allowed, const struct prefix *prefix)
{
	unsigned bits = 0;
	if (prefix->binary)
		return has_token(allowed, SX_STR("bin")) ? UINT_MAX : 0;
	bool only = sx_str_is(allowed, "si"), si = only || has_token(allowed, SX_STR("si"));
	for (uint32_t i = 0; i < prefix->symbols; i++)
		if ((si && prefix->usual[i]) || (!only && has_token(allowed, prefix->symbol[i])))
			bits |= 1u << i;
	return bits;
}

/* A spelling with something in front of one that is there. */
static int push_joined(struct sx_lexicon *lx, struct sx_spelling *spelling, struct sx_str front, uint32_t at,
		       uint32_t n, struct sx_err *err)
{
	if (front.n + n > UINT16_MAX || lx->text.n > UINT32_MAX - front.n - n)
		return sx_fail(err, SX_LIMIT, "a unit's name is too long with its prefix");
	char *to = sx_buf_room(&lx->text, front.n + n);
	if (!to)
		return sx_fail(err, SX_NOMEM, "out of memory");
	spelling->at = (uint32_t)lx->text.n;
	spelling->n = (uint16_t)(front.n + n);
	memcpy(to, front.p, front.n);
	memcpy(to + front.n, lx->text.p + at, n);
	lx->text.n += front.n + n;
	return SX_PUSH(lx->spellings, *spelling, err);
}

/* One spelling of the base with the prefix: its name before a name, its symbols before a symbol. */
static int add_spelling(struct sx_lexicon *lx, struct sx_spelling spelling, const struct prefix *prefix, unsigned bits,
			struct sx_err *err)
{
	uint32_t base = spelling.at, n = spelling.n;
	if (spelling.how & SX_SPELLED_NAME) {
		spelling.how = SX_SPELLED_NAME;
		return n > 2 ? push_joined(lx, &spelling, prefix->name, base, n, err) : 0;
	}
	spelling.how = SX_SPELLED_SYMBOL;
	for (; bits; bits &= bits - 1) {
		uint32_t i = (uint32_t)__builtin_ctz(bits);
		if (i >= prefix->symbols)
			break;
		if (push_joined(lx, &spelling, prefix->symbol[i], base, n, err))
			return -1;
	}
	return 0;
}

/* kilo + metre: a unit of its own, spelled with every symbol and name of its base. */
static int add_prefixed(struct sx_lexicon *lx, uint32_t base, const struct prefix *prefix, struct sx_err *err)
{
	unsigned bits = taken(lx->units.at[base].prefixes, prefix);
	if (prefix->binary && !bits)
		return 0;
	struct sx_unit unit = lx->units.at[base].unit;
	bool symbol = !sx_str_eq(unit.symbol, unit.id);
	unit.id = join(lx, prefix->name, unit.id);
	unit.symbol = symbol ? join(lx, prefix->symbol[0], lx->units.at[base].unit.symbol) : unit.id;
	if (sx_decimal_mul(&unit.times, &unit.times, &prefix->factor) || sx_unit_find(lx, unit.id) != UINT32_MAX)
		return 0;
	struct sx_unit_record record = { .unit = unit, .line = lx->units.at[base].line, .made = true };
	uint32_t number = lx->units.n;
	if (SX_PUSH(lx->units, record, err) || SX_NAME(lx->unit_names, lx->units, err))
		return -1;
	for (uint32_t i = lx->units.at[base].spellings; i != UINT32_MAX; i = lx->spellings.at[i].next_of_unit) {
		struct sx_spelling spelling = lx->spellings.at[i];
		spelling.unit = number;
		if (add_spelling(lx, spelling, prefix, bits, err))
			return -1;
	}
	return sx_arena_ok(&lx->arena) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int add_all_prefixed(struct sx_lexicon *lx, struct sx_err *err)
{
	uint32_t units = lx->units.n;
	for (uint32_t u = 0; u < units; u++)
		lx->units.at[u].spellings = UINT32_MAX;
	for (uint32_t i = lx->spellings.n; i-- > 0;) {
		struct sx_unit_record *record = &lx->units.at[lx->spellings.at[i].unit];
		lx->spellings.at[i].next_of_unit = record->spellings;
		record->spellings = i;
	}
	for (uint32_t p = 0; p < lx->prefixes.n; p++) {
		struct prefix prefix;
		if (read_prefix(lx, &lx->prefixes.at[p], &prefix, err))
			return -1;
		for (uint32_t u = 0; u < units; u++)
			if (lx->units.at[u].prefixes.n && add_prefixed(lx, u, &prefix, err))
				return -1;
	}
	return 0;
}

/* In file order: the first of an ambiguous sign wins. Bit w is set where the unit, so spelled, has all flags of w. */
static uint32_t item_of(const struct sx_lexicon *lx, uint32_t i, struct sx_item *item)
{
	const struct sx_spelling *spelling = &lx->spellings.at[i];
	unsigned flags =
		lx->units.at[spelling->unit].unit.flags | (spelling->how & SX_SPELLED_SYMBOL ? SX_UNIT_SIGN : 0u);
	item->spelling = sx_spelled(lx, spelling);
	item->bits = 1;
	for (unsigned flag = SX_UNIT_MONEY; flag <= SX_UNIT_SIGN; flag *= 2)
		item->bits |= flags & flag ? item->bits << flag : 0;
	item->cased = spelling->how & SX_SPELLED_SYMBOL;
	item->common = false;
	return i;
}

int sx_units_index(struct sx_lexicon *lx, struct sx_err *err)
{
	for (uint32_t i = 0; i < lx->names.n; i++)
		if (add_names(lx, &lx->names.at[i], err))
			return -1;
	if (add_all_prefixed(lx, err))
		return -1;
	return sx_index_make(&lx->spelled, lx, lx->spellings.n, item_of, err);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A name ends where its word ends; after a symbol a digit may stand (m2, s-1). */
static bool ends_well(struct sx_str text, size_t end, unsigned how)
{
	if (!sx_letter_before(text, end) || !sx_letter_at(text, end))
		return true;
	return (how & SX_SPELLED_SYMBOL) && is_digit(text.p[end]);
}

static bool longer_at(const struct sx_lexicon *lx, const struct sx_group *group, struct sx_str text, size_t at,
		      sx_lists bits, struct sx_unit_spelling *found)
{
	uint32_t mark = sx_mark_behind(text, at + group->key.n);
	size_t best = at;
	for (struct sx_run run = sx_index_run(&lx->spelled, group, SX_BEGIN, mark); run.n; run.n--, run.at++) {
		const struct sx_spelling *s = &lx->spellings.at[run.at->item];
		size_t end = run.at->bits & bits ? sx_spelling_at(text, at, sx_spelled(lx, s), run.at->cased) : 0;
		if (end <= best || !ends_well(text, end, s->how))
			continue;
		best = end;
		*found = (struct sx_unit_spelling){ .unit = s->unit, .how = s->how, .end = end };
	}
	return best > at;
}

static bool longer_before(const struct sx_lexicon *lx, const struct sx_group *group, struct sx_str text, size_t end,
			  sx_lists bits, struct sx_unit_spelling *found)
{
	uint32_t mark = sx_mark_before(text, end - group->key.n);
	size_t best = end;
	for (struct sx_run run = sx_index_run(&lx->spelled, group, SX_END, mark); run.n; run.n--, run.at++) {
		if (!(run.at->bits & bits))
			continue;
		const struct sx_spelling *s = &lx->spellings.at[run.at->item];
		size_t at = sx_spelling_before(text, end, sx_spelled(lx, s), run.at->cased);
		if (at >= best || (sx_letter_at(text, at) && sx_letter_before(text, at)))
			continue;
		best = at;
		*found = (struct sx_unit_spelling){ .unit = s->unit, .how = s->how, .end = at };
	}
	return best < end;
}

/* Few bytes, mostly one or two. */
static bool same_bytes(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

/* The first spelling of a group that is its word alone and stands at text[at, end); a digit may follow a symbol. */
static bool single(const struct sx_lexicon *lx, const struct sx_group *group, struct sx_str text, size_t at, bool back,
		   sx_lists bits, struct sx_unit_spelling *found)
{
	const struct sx_member *member = lx->spelled.member + group->at[SX_SINGLE];
	size_t end = at + group->key.n;
	bool joined = back ? sx_letter_at(text, at) && sx_letter_before(text, at)
			   : sx_letter_before(text, end) && sx_letter_at(text, end);
	if (joined && (back || !is_digit(text.p[end])))
		return false;
	for (uint32_t i = 0; i < group->n[SX_SINGLE]; i++) {
		const struct sx_spelling *s = &lx->spellings.at[member[i].item];
		if (!(member[i].bits & bits) || (joined && !(s->how & SX_SPELLED_SYMBOL)) ||
		    (member[i].cased && !same_bytes(text.p + at, lx->text.p + s->at, s->n)))
			continue;
		*found = (struct sx_unit_spelling){ .unit = s->unit, .how = s->how, .end = back ? at : end };
		return true;
	}
	return false;
}

static __attribute__((noinline)) bool spelling_at(const struct sx_lexicon *lx, const struct sx_group *group,
						  struct sx_str text, size_t at, sx_lists bits,
						  struct sx_unit_spelling *found)
{
	return (group->begin & bits && longer_at(lx, group, text, at, bits, found)) ||
	       (group->single & bits && single(lx, group, text, at, false, bits, found));
}

bool sx_units_at(const struct sx_lexicon *lx, struct sx_str text, size_t at, unsigned want,
		 struct sx_unit_spelling *found)
{
	sx_lists bits = (sx_lists)1 << want & sx_sieve_at(&lx->spelled, text, at);
	const struct sx_group *group = bits ? sx_index_at(&lx->spelled, text, at) : NULL;
	return group && (group->begin | group->single) & bits && spelling_at(lx, group, text, at, bits, found);
}

bool sx_units_may_stand(const struct sx_lexicon *lx, struct sx_str text, size_t at)
{
	const struct sx_group *group = sx_sieve_at(&lx->spelled, text, at) ? sx_index_at(&lx->spelled, text, at) : NULL;
	return group && group->single | group->begin;
}

static __attribute__((noinline)) bool spelling_before(const struct sx_lexicon *lx, const struct sx_group *group,
						      struct sx_str text, size_t end, sx_lists bits,
						      struct sx_unit_spelling *found)
{
	return (group->end & bits && longer_before(lx, group, text, end, bits, found)) ||
	       (group->single & bits && single(lx, group, text, end - group->key.n, true, bits, found));
}

bool sx_units_before(const struct sx_lexicon *lx, struct sx_str text, size_t end, unsigned want,
		     struct sx_unit_spelling *found)
{
	sx_lists bits = (sx_lists)1 << want & sx_sieve_before(&lx->spelled, text, end);
	const struct sx_group *group = bits ? sx_index_before(&lx->spelled, text, end) : NULL;
	return group && (group->end | group->single) & bits && spelling_before(lx, group, text, end, bits, found);
}

bool sx_units_next(const struct sx_lexicon *lx, unsigned want, size_t *cursor, struct sx_str *spelling)
{
	while (*cursor < lx->spellings.n) {
		const struct sx_spelling *next = &lx->spellings.at[(*cursor)++];
		if (!(lx->units.at[next->unit].unit.flags & want) ||
		    (want & SX_UNIT_SIGN && !(next->how & SX_SPELLED_SYMBOL)))
			continue;
		*spelling = sx_spelled(lx, next);
		return true;
	}
	return false;
}
