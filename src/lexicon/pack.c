/* A lexicon of what is built in as an image. Runs when the program is built. */
#include "lexicon/image_priv.h"

struct packer {
	const struct sx_lexicon *lx;
	struct sx_str files;
	struct sx_buf rows;
	struct sx_buf made;     /* strings that are in no file */
	struct sx_buf decimals; /* the distinct ones */
};

#define PUT(k, row) sx_image_put(&(k)->rows, &(row), sizeof(row))

static struct sx_text_row text_of(struct packer *k, struct sx_str s)
{
	struct sx_text_row text = { 0, (uint32_t)s.n };
	if (!s.n)
		return text;
	uintptr_t at = (uintptr_t)s.p - (uintptr_t)k->files.p; /* far beyond where it is elsewhere */
	if (at < k->files.n) {
		text.at = (uint32_t)at;
		return text;
	}
	text.at = (uint32_t)(k->files.n + k->made.n);
	sx_buf_str(&k->made, s);
	return text;
}

static struct sx_place_row place_of(struct packer *k, const struct sx_line *head, const struct sx_line *last)
{
	struct sx_str whole = { head->whole.p, (size_t)(last->whole.p + last->whole.n - head->whole.p) };
	return (struct sx_place_row){ text_of(k, whole), head->file, head->no };
}

/* Without what may lie between its parts. */
static void copy_decimal(struct sx_decimal *to, const struct sx_decimal *d)
{
	memset(to, 0, sizeof *to);
	to->set = d->set;
	to->negative = d->negative;
	to->limbs = d->limbs;
	to->exp = d->exp;
	memcpy(to->limb, d->limb, d->limbs * sizeof *d->limb);
}

static uint32_t decimal_of(struct packer *k, const struct sx_decimal *d)
{
	struct sx_decimal plain;
	copy_decimal(&plain, d);
	for (size_t at = 0; at < k->decimals.n; at += sizeof plain)
		if (memcmp(k->decimals.p + at, &plain, sizeof plain) == 0)
			return (uint32_t)(at / sizeof plain);
	sx_buf_add(&k->decimals, &plain, sizeof plain);
	return (uint32_t)(k->decimals.n / sizeof plain - 1);
}

static void put_words(struct packer *k)
{
	const struct sx_lexicon *lx = k->lx;
	sx_image_put(&k->rows, lx->text.p, lx->text.n);
	sx_image_put(&k->rows, lx->entries.at, lx->entries.n * sizeof *lx->entries.at);
	sx_image_put(&k->rows, lx->by_list, lx->entries.n * sizeof *lx->by_list);
	sx_image_put(&k->rows, lx->list_from, sizeof lx->list_from);
	sx_index_pack(&lx->words, &k->rows);
}

static void put_units(struct packer *k)
{
	const struct sx_lexicon *lx = k->lx;
	for (uint32_t i = 0; i < lx->units.n; i++) {
		const struct sx_unit *unit = &lx->units.at[i].unit;
		const struct sx_line *line = &lx->units.at[i].line;
		struct sx_unit_row row = { .id = text_of(k, unit->id),
					   .symbol = text_of(k, unit->symbol),
					   .kind = text_of(k, unit->kind),
					   .base = text_of(k, unit->base),
					   .times = decimal_of(k, &unit->times),
					   .over = decimal_of(k, &unit->over),
					   .offset = decimal_of(k, &unit->offset),
					   .flags = (uint16_t)unit->flags,
					   .made = lx->units.at[i].made,
					   .place = place_of(k, line, line) };
		PUT(k, row);
	}
	sx_image_put(&k->rows, lx->spellings.at, lx->spellings.n * sizeof *lx->spellings.at);
	sx_image_put(&k->rows, lx->unit_names.slot, (lx->unit_names.mask + (size_t)1) * sizeof *lx->unit_names.slot);
	sx_index_pack(&lx->spelled, &k->rows);
}

static void put_records(struct packer *k)
{
	const struct sx_lexicon *lx = k->lx;
	for (uint32_t i = 0; i < lx->lets.n; i++) {
		const struct sx_let *let = &lx->lets.at[i];
		struct sx_record_row row = {
			text_of(k, let->name), text_of(k, let->expanded.regex),
			place_of(k, &let->head, let->n ? &let->alternative[let->n - 1] : &let->head), 0
		};
		PUT(k, row);
	}
	for (uint32_t i = 0; i < lx->sources.n; i++) {
		const struct sx_rule_source *s = &lx->sources.at[i];
		struct sx_record_row row = { .name = text_of(k, s->id),
					     .place = place_of(k, &s->head, s->n ? &s->line[s->n - 1] : &s->head) };
		PUT(k, row);
	}
	for (uint32_t i = 0; i < lx->lists.n; i++) {
		const struct sx_list *list = &lx->lists.at[i];
		struct sx_record_row row = { .name = text_of(k, list->name),
					     .place = place_of(k, &list->head, &list->head),
					     .cased = list->cased };
		PUT(k, row);
	}
}

static void put_pattern(struct packer *k, const struct sx_pattern *pattern)
{
	struct sx_pattern_row row = { pattern->n, pattern->first_atom };
	PUT(k, row);
	for (uint32_t i = 0; i < pattern->n; i++) {
		const struct sx_element *el = &pattern->element[i];
		struct sx_element_row element = { text_of(k, el->regex), text_of(k, el->role), el->kind };
		PUT(k, element);
	}
}

static void put_rule(struct packer *k, const struct sx_rule *rule)
{
	struct sx_rule_row row = { .id = text_of(k, rule->id),
				   .kind = text_of(k, rule->kind),
				   .change = text_of(k, rule->change),
				   .compare = text_of(k, rule->compare),
				   .unit = text_of(k, rule->unit),
				   .means = text_of(k, rule->means),
				   .priority = rule->priority,
				   .bare = rule->bare,
				   .cased = rule->cased,
				   .n_patterns = rule->n_patterns,
				   .n_triggers = rule->n_triggers };
	copy_decimal(&row.value, &rule->value);
	copy_decimal(&row.confidence, &rule->confidence);
	PUT(k, row);
	for (uint32_t i = 0; i < rule->n_triggers; i++) {
		struct sx_text_row trigger = text_of(k, rule->trigger[i]);
		PUT(k, trigger);
	}
	for (uint32_t i = 0; i < rule->n_patterns; i++)
		put_pattern(k, &rule->pattern[i]);
}

static uint32_t file_of(const struct sx_lexicon *lx, const char *name)
{
	uint32_t i = 0;
	while (lx->files.at[i].name != name)
		i++;
	return i;
}

static void put_examples(struct packer *k)
{
	for (uint32_t i = 0; i < k->lx->examples.n; i++) {
		const struct sx_example *e = &k->lx->examples.at[i];
		struct sx_example_row row = { text_of(k, e->rule),
					      text_of(k, e->text),
					      text_of(k, e->expect),
					      text_of(k, e->shown),
					      file_of(k->lx, e->file),
					      e->line,
					      e->column,
					      e->yes };
		PUT(k, row);
	}
}

void sx_lexicon_pack(const struct sx_lexicon *lx, struct sx_buf *image)
{
	struct packer k = { .lx = lx, .files = sx_builtin_text() };
	struct sx_lexicon_row counts = { (uint32_t)lx->text.n, lx->lets.n,         lx->sources.n,   lx->lists.n,
					 lx->entries.n,        lx->units.n,        lx->spellings.n, lx->rules.n,
					 lx->examples.n,       lx->unit_names.mask };
	PUT(&k, counts);
	put_words(&k);
	put_units(&k);
	put_records(&k);
	for (uint32_t i = 0; i < lx->rules.n; i++)
		put_rule(&k, &lx->rules.at[i]);
	put_examples(&k);
	sx_image_put_number(image, k.made.n);
	sx_image_put(image, k.made.p, k.made.n);
	sx_image_put_number(image, k.decimals.n);
	sx_image_put(image, k.decimals.p, k.decimals.n);
	sx_image_put(image, k.rows.p, k.rows.n);
	image->failed |= !sx_buf_ok(&k.made) || !sx_buf_ok(&k.decimals) || !sx_buf_ok(&k.rows);
	sx_buf_release(&k.made);
	sx_buf_release(&k.decimals);
	sx_buf_release(&k.rows);
}
