#include "model/claim.h"

#include <inttypes.h>
#include <stddef.h>

static const char *const comparators[] = { "eq", "approx", "gt", "ge", "lt", "le" };
static const char *const changes[] = { "", "increase", "decrease" };

static int find(const char *const *names, int n, struct sx_str name)
{
	for (int i = 0; i < n; i++)
		if (sx_str_is(name, names[i]))
			return i;
	return -1;
}

const char *sx_comparator_name(enum sx_comparator c)
{
	return comparators[c];
}

int sx_comparator_find(struct sx_str name)
{
	return find(comparators, 6, name);
}

const char *sx_change_name(enum sx_change c)
{
	return changes[c];
}

int sx_change_find(struct sx_str name)
{
	return find(changes, 3, name);
}

/* Where a column lives in the struct; comparator and change are words of their own and have none. */
enum { NOWHERE = -1 };
#define AT(name) (int)offsetof(struct sx_claim, name)
static const int places[SX_COLUMNS] = {
	AT(subject),   NOWHERE,         AT(value),    AT(low),     AT(high),       AT(unit),         AT(kind),
	AT(predicate), AT(of),          AT(per),      NOWHERE,     AT(period),     AT(period_start), AT(period_end),
	AT(place),     AT(attribution), AT(quantity), AT(hedge),   AT(base_value), AT(base_unit),    AT(confidence),
	AT(note),      AT(rule),        AT(sentence), AT(section), AT(source),     AT(page),         AT(line),
	AT(column),    AT(start),       AT(end),
};

static bool has_place(const struct sx_claim *claim, enum sx_column column)
{
	if (column == SX_COL_start || column == SX_COL_end)
		return claim->end != 0;
	return *(const uint64_t *)(const void *)((const char *)claim + places[column]) != 0;
}

void sx_claim_cell(const struct sx_claim *claim, enum sx_column column, struct sx_buf *out)
{
	if (column == SX_COL_comparator) {
		sx_buf_z(out, comparators[claim->comparator]);
		return;
	}
	if (column == SX_COL_change) {
		sx_buf_z(out, changes[claim->change]);
		return;
	}
	const void *at = (const char *)claim + places[column];
	switch (sx_columns[column].type) {
	case SX_NUMBER:
		sx_decimal_write(at, out);
		break;
	case SX_INTEGER:
		if (has_place(claim, column))
			sx_buf_addf(out, "%" PRIu64, *(const uint64_t *)at);
		break;
	case SX_TEXT:
	case SX_WORD:
	case SX_DATE:
		sx_buf_str(out, *(const struct sx_str *)at);
	}
}

static int read_integer(uint64_t *to, struct sx_str text)
{
	uint64_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9' || n > (UINT64_MAX - 9) / 10)
			return -1;
		n = n * 10 + (uint64_t)(text.p[i] - '0');
	}
	*to = n;
	return 0;
}

int sx_claim_set(struct sx_claim *claim, enum sx_column column, struct sx_str text)
{
	int word;
	if (column == SX_COL_comparator || column == SX_COL_change) {
		word = column == SX_COL_change ? sx_change_find(text) : sx_comparator_find(text);
		if (word < 0)
			return -1;
		if (column == SX_COL_change)
			claim->change = (enum sx_change)word;
		else
			claim->comparator = (enum sx_comparator)word;
		return 0;
	}
	void *at = (char *)claim + places[column];
	switch (sx_columns[column].type) {
	case SX_NUMBER:
		if (text.n)
			return sx_decimal_read(at, text);
		*(struct sx_decimal *)at = (struct sx_decimal){ 0 };
		break;
	case SX_INTEGER:
		return read_integer(at, text);
	case SX_TEXT:
	case SX_WORD:
	case SX_DATE:
		*(struct sx_str *)at = text;
		break;
	}
	return 0;
}
