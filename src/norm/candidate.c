/* What a rule's match amounts to: by the roles of its atoms. */
#include "lexicon/words.h"
#include "norm/norm_priv.h"

struct job {
	const struct sx_lexicon *lx;
	struct sx_str text;
	const struct sx_candidate *c;
	const struct sx_number *number;
	const struct sx_rule *rule;
	struct sx_arena *arena;
	struct sx_quantity *out;
	const char **why;
};

static int atom_of(const struct job *j, const char *role)
{
	for (int i = 0; i < j->c->atoms; i++)
		if (sx_str_is(j->c->atom[i].role, role))
			return i;
	return -1;
}

static bool is_one(const struct sx_decimal *d)
{
	if (d->set && !d->negative && d->limbs == 1 && !d->exp && d->limb[0] == 1)
		return true;
	struct sx_decimal one = sx_decimal_of(1);
	return sx_decimal_cmp(d, &one) == 0;
}

/* The number as one decimal; a fraction that does not end keeps its exact form in the note. */
static bool divide(struct job *j, const struct sx_decimal *value, const struct sx_decimal *over, struct sx_decimal *out,
		   struct sx_str *note)
{
	bool exact = true;
	if (is_one(over)) {
		*out = *value;
		return true;
	}
	if (sx_decimal_div(out, value, over, &exact)) {
		*j->why = "division by zero";
		return false;
	}
	if (!exact) {
		struct sx_buf text = { 0 };
		sx_decimal_write(value, &text);
		sx_buf_c(&text, '/');
		sx_decimal_write(over, &text);
		if (sx_buf_ok(&text))
			sx_note(j->arena, note, "%s", text.p);
		sx_buf_release(&text);
	}
	return true;
}

/* Bounds outrank softening, softening outranks nothing; among bounds the nearest to the number wins. */
static enum sx_comparator comparator_of(const struct job *j, struct sx_range *words)
{
	enum sx_comparator best = SX_EQ;
	const struct sx_candidate *c = j->c;
	for (int i = 0; i < c->hedges + (c->after.comparator.n > 0); i++) {
		const struct sx_hedge_span *h = i < c->hedges ? &c->hedge[i] : &c->after;
		int found = sx_comparator_find(h->comparator);
		if (found < 0)
			continue;
		if (i < c->hedges || words->end == 0)
			*words = words->end ? (struct sx_range){ h->at.start, words->end } : h->at;
		if (best == SX_EQ || (best == SX_APPROX && found > SX_APPROX))
			best = (enum sx_comparator)found;
	}
	int by_rule = j->rule->compare.n ? sx_comparator_find(j->rule->compare) : -1;
	if (by_rule == SX_EQ)
		*words = (struct sx_range){ 0, 0 };
	return by_rule >= 0 ? (enum sx_comparator)by_rule : best;
}

/* What the rate is by: behind the quantity, or where the rule caught it. */
static void set_per(const struct job *j, struct sx_quantity *q, const struct sx_atom *atom)
{
	q->per = atom->per;
	for (uint8_t i = 0; i < j->c->captures && q->per.end == q->per.start; i++)
		if (sx_str_is(j->c->capture[i].name, "per"))
			q->per = j->c->capture[i].at;
}

static void set_kind(const struct job *j, struct sx_quantity *q, const struct sx_unit_span *unit, bool fraction)
{
	if (unit && unit->parts)
		sx_norm_unit(j->lx, unit, j->arena, q);
	else if (j->rule->unit.n) {
		struct sx_unit_span by_rule = { .parts = 1 };
		by_rule.part[0].unit = sx_unit_find(j->lx, j->rule->unit);
		by_rule.part[0].power = 1;
		sx_norm_unit(j->lx, &by_rule, j->arena, q);
	} else {
		q->kind = fraction                                      ? SX_STR("ratio")
			  : j->c->next_word.end > j->c->next_word.start ? SX_STR("count")
									: SX_STR("number");
	}
	if (j->rule->kind.n)
		q->kind = j->rule->kind;
}

static void judge(const struct job *j, struct sx_quantity *q, const struct sx_unit_span *unit)
{
	q->confidence = j->rule->confidence.set ? (int)(sx_decimal_double(&j->rule->confidence) * 100 + 0.5) : 92;
	if (unit && unit->parts && unit->ambiguous) {
		struct sx_str id = sx_unit(j->lx, unit->part[0].unit)->id;
		sx_note(j->arena, &q->note, "several units are written so; read as %.*s", (int)id.n, id.p);
		q->confidence -= 2;
	}
	if (unit && !unit->parts && !j->c->next_word.end && !j->c->hedges && !j->rule->kind.n)
		q->confidence -= 8; /* nothing says what is counted */
	if (unit && unit->parts && unit->risky)
		q->confidence -= unit->glued ? 8 : 12;
}

/* The n-th quantity, with what does not depend on its numbers. */
static struct sx_quantity *start(struct job *j, unsigned n, struct sx_range at)
{
	struct sx_quantity *q = &j->out[n];
	*q = (struct sx_quantity){ .at = at, .rule = j->c->rule };
	q->comparator = comparator_of(j, &q->hedge);
	q->change = sx_str_is(j->rule->change, "increase")   ? SX_INCREASE
		    : sx_str_is(j->rule->change, "decrease") ? SX_DECREASE
							     : SX_NO_CHANGE;
	return q;
}

/* One number. */
static unsigned single(struct job *j, int i)
{
	const struct sx_atom *atom = &j->c->atom[i];
	struct sx_quantity *q = start(j, 0, j->c->atoms == 1 ? j->c->quantity : atom->all);
	if (!divide(j, &j->number[i].value, &j->number[i].over, &q->value, &q->note))
		return 0;
	set_kind(j, q, &atom->unit, j->number[i].fraction);
	set_per(j, q, atom);
	if (sx_str_is(j->rule->means, "negative"))
		sx_decimal_neg(&q->value);
	if (sx_str_is(j->rule->means, "and_one")) {
		struct sx_decimal one = sx_decimal_of(1);
		if (sx_decimal_add(&q->value, &q->value, &one))
			return 0;
	}
	judge(j, q, &atom->unit);
	return 1;
}

/* The unit of one atom serves another that has none: "5 to 10 km", "$4 to 5". */
static const struct sx_unit_span *shared_unit(const struct sx_candidate *c, int a, int b)
{
	return c->atom[b].unit.parts ? &c->atom[b].unit : &c->atom[a].unit;
}

/* "5 to 10 million": the magnitude belongs to both, unless the first number is larger than the second would be without
 * it. */
static bool share_magnitude(const struct sx_candidate *c, int low, int high, struct sx_decimal *value,
			    const struct sx_decimal *other)
{
	struct sx_decimal scale;
	if (c->atom[low].magnitude_value.n || !c->atom[high].magnitude_value.n ||
	    sx_decimal_read(&scale, c->atom[high].magnitude_value))
		return false;
	struct sx_decimal scaled;
	if (sx_decimal_mul(&scaled, value, &scale) || sx_decimal_cmp(&scaled, other) > 0)
		return false;
	*value = scaled;
	return true;
}

/* "3 to 5 × 10^6", "3.5 ± 0.6 × 10^10": the power of ten behind the second serves the first, too. */
static bool share_power(const struct job *j, int first, int second, struct sx_decimal *value)
{
	if (j->number[first].power || j->c->atom[first].magnitude_value.n)
		return true;
	sx_decimal_scale(value, j->number[second].power);
	return sx_decimal_fits(value);
}

/* "rose 9.4% to 12.6 million", "fell by half to 1.4 billion": how far, and where to. */
static bool ends_differ(const struct job *j, int low, int high)
{
	const struct sx_atom *a = &j->c->atom[low], *b = &j->c->atom[high];
	bool fraction = j->number[low].fraction && a->words && !j->number[high].fraction && !b->words;
	bool behind = a->unit.parts && a->unit.at.start >= a->number.end;
	return fraction || (behind && !b->unit.parts && b->magnitude_value.n && !a->magnitude_value.n);
}

/* "1.2m-1.5m cars": what looks like a unit is the magnitude that the second number shows. */
static bool is_magnitude(const struct job *j, int low, int high)
{
	const struct sx_atom *a = &j->c->atom[low], *b = &j->c->atom[high];
	if (!a->unit.parts || b->unit.parts || !b->magnitude_value.n || a->magnitude_value.n)
		return false;
	struct sx_str as_unit = { j->text.p + a->unit.at.start, a->unit.at.end - a->unit.at.start };
	struct sx_str magnitude = { j->text.p + b->magnitude.start, b->magnitude.end - b->magnitude.start };
	return sx_str_eq(as_unit, magnitude);
}

static int times_magnitude(const struct job *j, int i, struct sx_decimal *value)
{
	struct sx_decimal scale;
	return sx_decimal_read(&scale, j->c->atom[i].magnitude_value) || sx_decimal_mul(value, value, &scale) ? -1 : 0;
}

static unsigned range(struct job *j, int low, int high)
{
	struct sx_quantity *q = start(j, 0, (struct sx_range){ j->c->atom[low].all.start, j->c->quantity.end });
	struct sx_str ignored = { 0 };
	if (!divide(j, &j->number[low].value, &j->number[low].over, &q->low, &ignored) ||
	    !divide(j, &j->number[high].value, &j->number[high].over, &q->high, &ignored))
		return 0;
	bool million = is_magnitude(j, low, high);
	if (million && times_magnitude(j, high, &q->low))
		return 0;
	share_magnitude(j->c, low, high, &q->low, &q->high);
	if (!share_power(j, low, high, &q->low))
		return 0;
	if (sx_str_is(j->rule->means, "either") && j->c->atom[low].magnitude_value.n)
		return *j->why = "two numbers, each with its magnitude", 0;
	const struct sx_unit_span *a = &j->c->atom[low].unit, *b = &j->c->atom[high].unit;
	if (million)
		a = b;
	if ((!million && ends_differ(j, low, high)) || (a->parts && b->parts && a->part[0].unit != b->part[0].unit)) {
		*j->why = "the ends of the range have different units";
		return 0;
	}
	if (sx_decimal_cmp(&q->low, &q->high) > 0) {
		struct sx_decimal swap = q->low;
		q->low = q->high;
		q->high = swap;
		q->confidence = 0;
		if (sx_str_is(j->rule->means, "rising") || sx_str_is(j->rule->means, "either")) {
			*j->why = "the range falls";
			return 0;
		}
	}
	const struct sx_unit_span *unit = million ? b : shared_unit(j->c, low, high);
	set_kind(j, q, unit, false);
	set_per(j, q, &j->c->atom[high]);
	judge(j, q, unit);
	return 1;
}

/* Value and error of "5.2 ± 0.3 million", "(3.5 ± 0.6) × 10^10": what scales one scales both. */
static bool scale_both(const struct job *j, int value, int error, struct sx_decimal *v, struct sx_decimal *e)
{
	int scale = atom_of(j, "scale");
	const struct sx_decimal *factor = scale >= 0 ? &j->number[scale].value : NULL;
	*v = j->number[value].value;
	*e = j->number[error].value;
	if (factor)
		return !sx_decimal_mul(v, v, factor) && !sx_decimal_mul(e, e, factor);
	if (j->c->atom[error].magnitude_value.n && !j->c->atom[value].magnitude_value.n)
		return times_magnitude(j, error, v) == 0;
	return share_power(j, value, error, v);
}

/* "5.2 ± 0.3 kg", "0.99 [0.84 to 1.10] °C". */
static unsigned uncertain(struct job *j, int value, int error)
{
	struct sx_range at = j->c->quantity;
	int low = atom_of(j, "low"), high = atom_of(j, "high"), behind = atom_of(j, "unit"),
	    scale = atom_of(j, "scale");
	at.start -= scale >= 0 && at.start > 0 && j->text.p[at.start - 1] == '(';
	struct sx_quantity *q = start(j, 0, at);
	const struct sx_unit_span *unit = shared_unit(j->c, value, error >= 0 ? error : value);
	q->value = j->number[value].value;
	if (error >= 0) {
		struct sx_decimal plus, minus;
		if (!scale_both(j, value, error, &q->value, &plus))
			return 0;
		minus = plus;
		sx_decimal_neg(&minus);
		if (sx_decimal_add(&q->low, &q->value, &minus) || sx_decimal_add(&q->high, &q->value, &plus))
			return 0;
	} else {
		q->low = j->number[low].value;
		q->high = j->number[high].value;
		unit = j->c->atom[value].unit.parts ? &j->c->atom[value].unit : shared_unit(j->c, low, high);
	}
	behind = behind < 0 ? scale : behind;
	if (behind >= 0)
		unit = &j->c->atom[behind].unit;
	set_kind(j, q, unit, false);
	judge(j, q, unit);
	return 1;
}

/* "one in five", "4 out of 10", "3:1". */
static unsigned ratio(struct job *j, int part, int whole)
{
	struct sx_quantity *q = start(j, 0, j->c->quantity);
	struct sx_decimal over;
	if (j->number[part].fraction || j->number[whole].fraction || sx_decimal_is_zero(&j->number[whole].value)) {
		*j->why = "no ratio of two numbers";
		return 0;
	}
	over = j->number[whole].value;
	if (sx_str_is(j->rule->means, "share") && sx_decimal_cmp(&j->number[part].value, &over) > 0) {
		*j->why = "the part is larger than the whole";
		return 0;
	}
	if (!divide(j, &j->number[part].value, &over, &q->value, &q->note))
		return 0;
	q->kind = j->rule->kind.n ? j->rule->kind : SX_STR("ratio");
	judge(j, q, NULL);
	return 1;
}

/* The unit of an atom, or the rule's where the text has none (5'2"). */
static const struct sx_unit *unit_of(const struct job *j, int i)
{
	const struct sx_unit_span *span = &j->c->atom[i].unit;
	if (span->parts == 1 && span->part[0].power == 1)
		return sx_unit(j->lx, span->part[0].unit);
	return !span->parts && j->rule->unit.n ? sx_unit(j->lx, sx_unit_find(j->lx, j->rule->unit)) : NULL;
}

/* Cents are the hundredths of many currencies. */
static bool is_any_cent(const struct sx_unit *part, const struct sx_unit *whole)
{
	struct sx_decimal one = sx_decimal_of(1);
	return sx_str_is(part->id, "cent") && whole->flags & SX_UNIT_MONEY && sx_decimal_cmp(&whole->times, &one) == 0;
}

/* "5 ft 2 in", "2 h 5 min 10 s", "3 dollars 50 cents": units of one base, each smaller than the one before. In the
 * smallest unit; money in the largest. */
static unsigned mixed(struct job *j)
{
	struct sx_quantity *q = start(j, 0, j->c->quantity);
	struct sx_decimal sum = sx_decimal_of(0);
	const struct sx_unit *unit = NULL, *first = unit_of(j, 0);
	bool exact = true;
	if (j->c->atom[0].magnitude_value.n)
		return *j->why = "a magnitude in front of a smaller unit", 0;
	for (int i = 0; i < j->c->atoms; i++) {
		const struct sx_unit *next = unit_of(j, i);
		struct sx_decimal part = j->number[i].value;
		bool same = next && unit && (sx_str_eq(next->base, unit->base) || is_any_cent(next, unit));
		bool smaller = !i || (same && sx_decimal_cmp(&next->times, &unit->times) < 0);
		if (!next || !next->base.n || !smaller)
			return *j->why = "no units of one kind, each smaller than the one before", 0;
		if (sx_decimal_mul(&part, &part, &next->times) || sx_decimal_add(&sum, &sum, &part))
			return *j->why = "too long to be exact", 0;
		unit = next;
	}
	q->value = sum;
	if (first->flags & SX_UNIT_MONEY) {
		q->unit = first->base;
		q->kind = first->kind;
	} else {
		struct sx_unit_span span = { .parts = 1, .part[0].power = 1 };
		span.part[0].unit = sx_unit_find(j->lx, unit->id);
		if (sx_decimal_div(&q->value, &sum, &unit->times, &exact))
			return *j->why = "too long to be exact", 0;
		set_kind(j, q, &span, false);
	}
	judge(j, q, NULL);
	return 1;
}

/* "thirty (30) days". */
static unsigned restated(struct job *j, int value, int again)
{
	struct sx_quantity *q = start(j, 0, j->c->quantity);
	int behind = atom_of(j, "unit");
	const struct sx_unit_span *unit = behind >= 0 ? &j->c->atom[behind].unit : shared_unit(j->c, value, again);
	if (sx_decimal_cmp(&j->number[value].value, &j->number[again].value) ||
	    sx_decimal_cmp(&j->number[value].over, &j->number[again].over) ||
	    j->c->atom[value].words == j->c->atom[again].words)
		return *j->why = "not the same number twice, in words and in digits", 0;
	if (!divide(j, &j->number[value].value, &j->number[value].over, &q->value, &q->note))
		return 0;
	set_kind(j, q, unit, j->number[value].fraction);
	judge(j, q, unit);
	return 1;
}

/* "15 dollars 50": hundredths of money. */
static unsigned with_hundredths(struct job *j, int value, int parts)
{
	struct sx_quantity *q = start(j, 0, j->c->quantity);
	const struct sx_unit *unit = unit_of(j, value);
	struct sx_decimal hundredths = j->number[parts].value, most = sx_decimal_of(100), one = sx_decimal_of(1);
	if (!unit || !(unit->flags & SX_UNIT_MONEY) || sx_decimal_cmp(&unit->times, &one) ||
	    j->c->atom[value].magnitude_value.n || !sx_decimal_is_whole(&j->number[value].value) ||
	    sx_decimal_cmp(&hundredths, &most) >= 0 || j->number[parts].fraction)
		return *j->why = "no money with hundredths behind it", 0;
	sx_decimal_scale(&hundredths, -2);
	if (sx_decimal_add(&q->value, &j->number[value].value, &hundredths))
		return 0;
	set_kind(j, q, &j->c->atom[value].unit, false);
	judge(j, q, &j->c->atom[value].unit);
	return 1;
}

/* "rose 32,000 to 1.41 million": an amount of change and the level reached, not a range: both are stated alike, and the
 * second is far beyond the first. */
static bool amount_and_level(const struct job *j)
{
	const struct sx_atom *a = &j->c->atom[0], *b = &j->c->atom[1];
	struct sx_decimal scale, first = j->number[0].value, three = sx_decimal_of(3);
	if (!a->unit.parts && b->unit.parts)
		return false;
	if (!a->magnitude_value.n && b->magnitude_value.n &&
	    (sx_decimal_read(&scale, b->magnitude_value) || sx_decimal_mul(&scale, &scale, &first) ||
	     sx_decimal_cmp(&scale, &j->number[1].value) <= 0))
		return false;
	if (first.negative) /* "by -0.1 to +0.1" */
		return false;
	return !sx_decimal_mul(&first, &first, &three) && sx_decimal_cmp(&first, &j->number[1].value) < 0;
}

/* "264 and 102 μg/m3", "$3m, $4m and $5m", "from 28 to 19 per cent" as a change: a claim each, the unit shared. */
static unsigned each(struct job *j)
{
	unsigned n = 0;
	const struct sx_atom *last = &j->c->atom[j->c->atoms - 1];
	if (sx_str_is(j->rule->means, "by_to") && !amount_and_level(j))
		return *j->why = "a range", 0;
	for (int i = 0; i < j->c->atoms; i++) {
		const struct sx_atom *atom = &j->c->atom[i];
		struct sx_quantity *q = start(j, n, atom->all);
		const struct sx_unit_span *unit = atom->unit.parts ? &atom->unit : &last->unit;
		if (!divide(j, &j->number[i].value, &j->number[i].over, &q->value, &q->note))
			return 0;
		const struct sx_decimal *end = &j->number[j->c->atoms - 1].value;
		if (atom != last && share_magnitude(j->c, i, j->c->atoms - 1, &q->value, end))
			sx_note(j->arena, &q->note, "magnitude shared with the number behind");
		if (unit != &atom->unit && unit->parts)
			sx_note(j->arena, &q->note, "unit shared with the number behind");
		set_kind(j, q, unit, j->number[i].fraction);
		set_per(j, q, atom);
		judge(j, q, unit);
		if (i > 0 && q->hedge.end && q->hedge.end < j->c->atom[0].all.start) {
			q->hedge = (struct sx_range){ 0, 0 };
			q->comparator = SX_EQ;
		}
		n++;
	}
	return n;
}

/* "doubled", "tripled": the rule brings the number. */
static unsigned by_word(struct job *j)
{
	if (!j->rule->value.set)
		return *j->why = "the rule has no number", 0;
	struct sx_quantity *q = start(j, 0, j->c->quantity);
	q->value = j->rule->value;
	set_kind(j, q, NULL, false);
	judge(j, q, NULL);
	return 1;
}

/* The word "one" counts only where something shows that a number is meant. */
static bool weak_one(const struct job *j)
{
	const struct sx_atom *atom = &j->c->atom[0];
	return j->c->atoms == 1 && j->number[0].one && !atom->sign && !atom->unit.parts && !atom->magnitude_value.n &&
	       !j->c->hedges && !j->rule->kind.n && !j->rule->unit.n;
}

unsigned sx_norm_candidate(const struct sx_lexicon *lx, struct sx_str text, const struct sx_candidate *candidate,
			   const struct sx_number *numbers, struct sx_arena *arena, struct sx_quantity *out,
			   const char **why)
{
	struct job j = { lx, text, candidate, numbers, sx_rules_at(lx, candidate->rule), arena, out, why };
	*why = "no role that makes a quantity";
	if (!candidate->atoms)
		return by_word(&j);
	if (weak_one(&j))
		return *why = "'one' is no count here", 0;
	if (candidate->atoms == 1 && sx_str_is(candidate->atom[0].role, "value"))
		return single(&j, 0); /* what most are */
	int value = atom_of(&j, "value"), low = atom_of(&j, "low"), high = atom_of(&j, "high");
	if (value < 0 && low >= 0 && high >= 0)
		return range(&j, low, high);
	if (value >= 0) {
		int again = atom_of(&j, "again"), parts = atom_of(&j, "parts"), error = atom_of(&j, "error");
		if (again >= 0)
			return restated(&j, value, again);
		if (parts >= 0)
			return with_hundredths(&j, value, parts);
		if (error >= 0 || (low >= 0 && high >= 0))
			return uncertain(&j, value, error);
	}
	int part = atom_of(&j, "part"), whole = atom_of(&j, "whole");
	if (part >= 0 && whole >= 0)
		return ratio(&j, part, whole);
	if (atom_of(&j, "major") >= 0 && atom_of(&j, "minor") >= 0)
		return mixed(&j);
	if (atom_of(&j, "each") >= 0)
		return each(&j);
	return value >= 0 ? single(&j, value) : 0;
}
