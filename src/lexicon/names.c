/* Records found by their ids, while they are being read and after. */
#include "lexicon/lexicon_priv.h"

#include <stdlib.h>

/* The id stands first in every record that has one. */
static struct sx_str name_of(const void *records, size_t size, uint32_t number)
{
	struct sx_str name;
	memcpy(&name, (const char *)records + size * number, sizeof name);
	return name;
}

static uint32_t slot_of(const struct sx_names *names, const void *records, size_t size, struct sx_str name)
{
	uint32_t i = sx_spelling_hash(name) & names->mask;
	while (names->slot[i] && !sx_str_eq(name_of(records, size, names->slot[i] - 1), name))
		i = (i + 1) & names->mask;
	return i;
}

uint32_t sx_names_find(const struct sx_names *names, const void *records, size_t size, struct sx_str name)
{
	uint32_t found = names->slot ? names->slot[slot_of(names, records, size, name)] : 0;
	return found ? found - 1 : UINT32_MAX;
}

int sx_names_add(struct sx_names *names, const void *records, size_t size, struct sx_err *err)
{
	if (names->n * 2 >= names->mask) {
		struct sx_names more = { .mask = names->mask ? names->mask * 2 + 1 : 255, .n = names->n };
		more.slot = calloc(more.mask + (size_t)1, sizeof *more.slot);
		if (!more.slot)
			return sx_fail(err, SX_NOMEM, "out of memory");
		for (uint32_t i = 0; i < names->n; i++)
			more.slot[slot_of(&more, records, size, name_of(records, size, i))] = i + 1;
		free(names->slot);
		*names = more;
	}
	names->slot[slot_of(names, records, size, name_of(records, size, names->n))] = names->n + 1;
	names->n++;
	return 0;
}
