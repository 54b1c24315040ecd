/* A lexicon of what is built in out of its image: large tables are used where they lie, records that hold strings are
 * made. */
#include "lexicon/image_priv.h"

#include <stdlib.h>

struct unpacker {
	struct sx_lexicon *lx;
	struct sx_str files;
	const char *made; /* strings that are in no file */
	const struct sx_decimal *decimals;
	struct sx_str rows;
	bool failed;
};

struct sx_str sx_builtin_text(void)
{
	const struct sx_builtin *first = sx_lexicon_builtin(0);
	size_t n = 0;
	for (size_t i = 0; sx_lexicon_builtin(i); i++)
		n = (size_t)(sx_lexicon_builtin(i)->bytes - first->bytes) + sx_lexicon_builtin(i)->n;
	return first ? (struct sx_str){ (const char *)first->bytes, n } : SX_STR("");
}

static struct sx_str str(const struct unpacker *u, uint32_t at, uint32_t n)
{
	return (struct sx_str){ at < u->files.n ? u->files.p + at : u->made + (at - u->files.n), n };
}

static struct sx_str str_of(const struct unpacker *u, struct sx_text_row text)
{
	return str(u, text.at, text.n);
}

static struct sx_line line_of(const struct unpacker *u, struct sx_place_row place)
{
	struct sx_str whole = str_of(u, place.whole);
	return (struct sx_line){ .file = place.file, .no = place.no, .column = 1, .whole = whole, .text = whole };
}

/* Room for n records in a vector, zeroed, and the rows they come from. */
static const void *open_rows(struct unpacker *u, void **at, size_t size, uint32_t *n, uint32_t *cap, uint32_t wanted,
			     size_t row)
{
	*at = calloc(wanted + (size_t)1, size);
	u->failed |= !*at;
	*n = *cap = *at ? wanted : 0;
	return sx_image_take(&u->rows, wanted * row);
}
#define OPEN(u, vec, wanted, size_of_row)                                                                              \
	open_rows(u, (void **)&(vec).at, sizeof *(vec).at, &(vec).n, &(vec).cap, wanted, size_of_row)

/* Nobody writes to what a finished lexicon points to. */
static void *table(struct unpacker *u, size_t n, size_t size)
{
	return (void *)(uintptr_t)sx_image_take(&u->rows, n * size);
}

static void take_words(struct unpacker *u, const struct sx_lexicon_row *counts)
{
	struct sx_lexicon *lx = u->lx;
	lx->text.n = counts->text;
	lx->text.p = table(u, counts->text, 1);
	lx->entries.n = counts->entries;
	lx->entries.at = table(u, counts->entries, sizeof *lx->entries.at);
	lx->by_list = table(u, counts->entries, sizeof *lx->by_list);
	memcpy(lx->list_from, sx_image_take(&u->rows, sizeof lx->list_from), sizeof lx->list_from);
	sx_index_unpack(&lx->words, &u->rows);
}

static void take_units(struct unpacker *u, uint32_t n, uint32_t n_spellings, uint32_t mask)
{
	struct sx_lexicon *lx = u->lx;
	const struct sx_unit_row *row = OPEN(u, lx->units, n, sizeof *row);
	for (uint32_t i = 0; i < lx->units.n; i++)
		lx->units.at[i] = (struct sx_unit_record){
			.unit = { .id = str_of(u, row[i].id),
				  .symbol = str_of(u, row[i].symbol),
				  .kind = str_of(u, row[i].kind),
				  .base = str_of(u, row[i].base),
				  .times = u->decimals[row[i].times],
				  .over = u->decimals[row[i].over],
				  .offset = u->decimals[row[i].offset],
				  .flags = row[i].flags },
			.line = line_of(u, row[i].place),
			.made = row[i].made,
		};
	lx->spellings.n = n_spellings;
	lx->spellings.at = table(u, n_spellings, sizeof *lx->spellings.at);
	lx->unit_names.mask = mask;
	lx->unit_names.n = n;
	lx->unit_names.slot = table(u, mask + (size_t)1, sizeof *lx->unit_names.slot);
	sx_index_unpack(&lx->spelled, &u->rows);
}

static int take_records(struct unpacker *u, const struct sx_lexicon_row *counts, struct sx_err *err)
{
	struct sx_lexicon *lx = u->lx;
	const struct sx_record_row *row = OPEN(u, lx->lets, counts->lets, sizeof *row);
	for (uint32_t i = 0; i < lx->lets.n; i++)
		lx->lets.at[i] = (struct sx_let){ .name = str_of(u, row[i].name),
						  .head = line_of(u, row[i].place),
						  .expanded = { .regex = str_of(u, row[i].regex) } };
	row = OPEN(u, lx->sources, counts->sources, sizeof *row);
	for (uint32_t i = 0; i < lx->sources.n; i++)
		lx->sources.at[i] =
			(struct sx_rule_source){ .id = str_of(u, row[i].name), .head = line_of(u, row[i].place) };
	row = OPEN(u, lx->lists, counts->lists, sizeof *row);
	for (uint32_t i = 0; i < lx->lists.n; i++)
		lx->lists.at[i] = (struct sx_list){ .name = str_of(u, row[i].name),
						    .head = line_of(u, row[i].place),
						    .cased = row[i].cased };
	for (uint32_t i = 0; i < lx->lets.n; i++)
		if (SX_NAME(lx->let_names, lx->lets, err))
			return -1;
	return 0;
}

static int take_pattern(struct unpacker *u, struct sx_pattern *pattern)
{
	const struct sx_pattern_row *row = sx_image_take(&u->rows, sizeof *row);
	const struct sx_element_row *element = sx_image_take(&u->rows, row->n * sizeof *element);
	pattern->n = row->n;
	pattern->first_atom = row->first_atom;
	pattern->element = sx_arena_alloc(&u->lx->arena, (row->n + (size_t)1) * sizeof *pattern->element);
	for (uint32_t i = 0; pattern->element && i < row->n; i++)
		pattern->element[i] = (struct sx_element){ .kind = (enum sx_element_kind)element[i].kind,
							   .regex = str_of(u, element[i].regex),
							   .role = str_of(u, element[i].role) };
	return pattern->element ? 0 : -1;
}

static int take_rule(struct unpacker *u, struct sx_rule *rule, uint32_t number)
{
	const struct sx_rule_row *row = sx_image_take(&u->rows, sizeof *row);
	const struct sx_text_row *trigger = sx_image_take(&u->rows, row->n_triggers * sizeof *trigger);
	*rule = (struct sx_rule){ .id = str_of(u, row->id),
				  .kind = str_of(u, row->kind),
				  .change = str_of(u, row->change),
				  .compare = str_of(u, row->compare),
				  .unit = str_of(u, row->unit),
				  .means = str_of(u, row->means),
				  .value = row->value,
				  .confidence = row->confidence,
				  .priority = row->priority,
				  .bare = row->bare,
				  .cased = row->cased,
				  .n_patterns = row->n_patterns,
				  .n_triggers = row->n_triggers,
				  .number = number };
	rule->pattern = sx_arena_alloc(&u->lx->arena, (row->n_patterns + (size_t)1) * sizeof *rule->pattern);
	rule->trigger = sx_arena_alloc(&u->lx->arena, (row->n_triggers + (size_t)1) * sizeof *rule->trigger);
	if (!sx_arena_ok(&u->lx->arena))
		return -1;
	for (uint32_t i = 0; i < row->n_triggers; i++)
		rule->trigger[i] = str_of(u, trigger[i]);
	for (uint32_t i = 0; i < row->n_patterns; i++)
		if (take_pattern(u, &rule->pattern[i]))
			return -1;
	return 0;
}

static void take_rules(struct unpacker *u, uint32_t n)
{
	struct sx_lexicon *lx = u->lx;
	OPEN(u, lx->rules, n, 0);
	for (uint32_t i = 0; i < lx->rules.n && !u->failed; i++)
		u->failed = take_rule(u, &lx->rules.at[i], i);
}

static void take_examples(struct unpacker *u, uint32_t n)
{
	struct sx_lexicon *lx = u->lx;
	const struct sx_example_row *row = OPEN(u, lx->examples, n, sizeof *row);
	for (uint32_t i = 0; i < lx->examples.n; i++)
		lx->examples.at[i] = (struct sx_example){ .rule = str_of(u, row[i].rule),
							  .yes = row[i].yes,
							  .text = str_of(u, row[i].text),
							  .expect = str_of(u, row[i].expect),
							  .file = lx->files.at[row[i].file].name,
							  .line = row[i].line,
							  .column = row[i].column,
							  .shown = str_of(u, row[i].shown) };
}

static int open_files(struct sx_lexicon *lx, struct sx_err *err)
{
	for (size_t i = 0; sx_lexicon_builtin(i); i++) {
		struct sx_file file = { .name = sx_lexicon_builtin(i)->name };
		if (SX_PUSH(lx->files, file, err))
			return -1;
	}
	return 0;
}

int sx_lexicon_unpack(struct sx_lexicon *lx, struct sx_err *err)
{
	struct unpacker u = { .lx = lx, .files = sx_builtin_text(), .rows = sx_lexicon_ready(lx, "lexicon") };
	size_t n = sx_image_take_number(&u.rows);
	u.made = sx_image_take(&u.rows, n);
	n = sx_image_take_number(&u.rows);
	u.decimals = sx_image_take(&u.rows, n);
	const struct sx_lexicon_row *counts = sx_image_take(&u.rows, sizeof *counts);
	if (open_files(lx, err))
		return -1;
	take_words(&u, counts);
	take_units(&u, counts->units, counts->spellings, counts->unit_mask);
	if (take_records(&u, counts, err))
		return -1;
	take_rules(&u, counts->rules);
	if (!u.failed)
		take_examples(&u, counts->examples);
	if (u.failed)
		return sx_fail(err, SX_NOMEM, "out of memory");
	sx_words_name_lists(lx);
	return 0;
}
