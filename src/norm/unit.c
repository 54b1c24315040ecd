/* Units in the text → the unit column, the kind, and the base unit. */
#include "norm/norm_priv.h"

#include <stdarg.h>
#include <stdio.h>

void sx_note(struct sx_arena *arena, struct sx_str *note, const char *format, ...)
{
	char text[200];
	va_list args;
	va_start(args, format);
	int n = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (n < 0)
		return;
	size_t length = (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
	char *p = sx_arena_alloc(arena, note->n + length + 3);
	if (!p)
		return;
	size_t at = 0;
	if (note->n) {
		memcpy(p, note->p, note->n);
		memcpy(p + note->n, "; ", 2);
		at = note->n + 2;
	}
	memcpy(p + at, text, length);
	*note = (struct sx_str){ p, at + length };
}

/* What a product of two kinds, or a power of one, is called. */
static struct sx_str kind_of(const struct sx_lexicon *lx, const struct sx_unit_span *span)
{
	static const struct {
		const char *first;
		int first_power;
		const char *second; /* NULL: no second part */
		int second_power;
		const char *kind;
	} kinds[] = {
		{ "length", 2, NULL, 0, "area" },
		{ "length", 3, NULL, 0, "volume" },
		{ "length", 1, "duration", -1, "speed" },
		{ "length", 1, "duration", -2, "acceleration" },
		{ "data", 1, "duration", -1, "data_rate" },
		{ "mass", 1, "volume", -1, "concentration" },
		{ "mass", 1, "length", -3, "concentration" },
		{ "amount", 1, "volume", -1, "molarity" },
		{ "power", 1, "duration", 1, "energy" },
		{ "energy", 1, "duration", -1, "power" },
		{ "force", 1, "length", -2, "pressure" },
		{ "duration", -1, NULL, 0, "frequency" },
	};
	const struct sx_unit *a = sx_unit(lx, span->part[0].unit);
	if (span->parts == 1 && span->part[0].power == 1)
		return a->kind;
	const struct sx_unit *b = span->parts == 2 ? sx_unit(lx, span->part[1].unit) : NULL;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && span->parts <= 2; i++)
		if (sx_str_is(a->kind, kinds[i].first) && span->part[0].power == kinds[i].first_power &&
		    !b == !kinds[i].second &&
		    (!b || (sx_str_is(b->kind, kinds[i].second) && span->part[1].power == kinds[i].second_power)))
			return sx_str_of(kinds[i].kind);
	return SX_STR("rate");
}

static void add_power(struct sx_buf *out, struct sx_str symbol, int power)
{
	sx_buf_str(out, symbol);
	if (power != 1)
		sx_buf_addf(out, "%d", power);
}

/* "km/h", "kg·m/s2", "1/min": the parts above the line, then those below. */
static struct sx_str compose(const struct sx_lexicon *lx, const struct sx_unit_span *span, bool base,
			     struct sx_arena *arena)
{
	struct sx_buf out = { 0 };
	for (int i = 0; i < span->parts; i++) {
		const struct sx_unit *unit = sx_unit(lx, span->part[i].unit);
		if (span->part[i].power < 0)
			continue;
		if (out.n)
			sx_buf_z(&out, "·");
		add_power(&out, base ? unit->base : unit->symbol, span->part[i].power);
	}
	if (!out.n)
		sx_buf_c(&out, '1');
	for (int i = 0; i < span->parts; i++) {
		const struct sx_unit *unit = sx_unit(lx, span->part[i].unit);
		if (span->part[i].power >= 0)
			continue;
		sx_buf_c(&out, '/');
		add_power(&out, base ? unit->base : unit->symbol, -span->part[i].power);
	}
	struct sx_str made = sx_arena_dup(arena, sx_buf_view(&out));
	if (!sx_buf_ok(&out))
		arena->failed = true;
	sx_buf_release(&out);
	return made;
}

/* One factor of a conversion: value * times / over, `power` times. */
static bool convert_part(struct sx_decimal *value, const struct sx_unit *unit, int power)
{
	bool exact;
	const struct sx_decimal *times = power > 0 ? &unit->times : &unit->over,
				*over = power > 0 ? &unit->over : &unit->times;
	for (int k = power > 0 ? power : -power; k > 0; k--)
		if (sx_decimal_mul(value, value, times) || sx_decimal_div(value, value, over, &exact))
			return false;
	return true;
}

static void to_base(const struct sx_lexicon *lx, const struct sx_unit_span *span, struct sx_arena *arena,
		    struct sx_quantity *q)
{
	struct sx_decimal value = q->value;
	if (!value.set)
		return;
	for (int i = 0; i < span->parts; i++) {
		const struct sx_unit *unit = sx_unit(lx, span->part[i].unit);
		if (!unit->base.n || !convert_part(&value, unit, span->part[i].power))
			return;
	}
	const struct sx_unit *first = sx_unit(lx, span->part[0].unit);
	bool plain = span->parts == 1 && span->part[0].power == 1;
	if (plain && sx_decimal_add(&value, &value, &first->offset))
		return;
	sx_decimal_round(&value, 15);
	q->base_value = value;
	q->base_unit = plain ? first->base : compose(lx, span, true, arena);
}

/* "33 cents" is 0.33 of the currency. */
static void to_currency(const struct sx_unit *unit, struct sx_quantity *q)
{
	struct sx_decimal *const numbers[] = { &q->value, &q->low, &q->high };
	bool exact;
	for (int i = 0; i < 3; i++)
		if (numbers[i]->set && !sx_decimal_mul(numbers[i], numbers[i], &unit->times))
			sx_decimal_div(numbers[i], numbers[i], &unit->over, &exact);
	q->unit = unit->base;
	q->kind = unit->kind;
}

void sx_norm_unit(const struct sx_lexicon *lx, const struct sx_unit_span *span, struct sx_arena *arena,
		  struct sx_quantity *q)
{
	const struct sx_unit *unit = sx_unit(lx, span->part[0].unit);
	if (unit->flags & SX_UNIT_MONEY) {
		to_currency(unit, q);
		return;
	}
	bool plain = span->parts == 1 && span->part[0].power == 1;
	q->kind = kind_of(lx, span);
	bool bare = sx_str_is(q->kind, "multiple") || sx_str_is(q->kind, "index") || sx_str_is(q->kind, "score") ||
		    sx_str_is(q->kind, "ratio");
	q->unit = bare ? (struct sx_str){ 0 } : plain ? unit->symbol : compose(lx, span, false, arena);
	to_base(lx, span, arena, q);
}
