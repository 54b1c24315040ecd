/* Which of the candidates at a place wins, and which reading of an open number: decided with the number's own shape,
 * the noun behind it, what the document does elsewhere, the language, in this order. */
#include "extract/extract_priv.h"

struct choice {
	const struct sx_number *number;
	const char *note; /* NULL: nothing was open */
	int cost;         /* taken off the confidence */
};

static struct choice take(const struct sx_number *number, const char *note, int cost)
{
	return (struct choice){ number, note, cost };
}

/* "1.234": the reading as a decimal stands first. */
static struct choice choose_dot(const struct sx_extractor *x, struct sx_str text, const struct sx_candidate *c,
				const struct sx_atom *atom, const struct sx_number *readings)
{
	const struct sx_number_style *style = &x->style;
	bool grouping_elsewhere = style->dot_groups + style->comma_decimal > style->point_decimal + style->comma_groups;
	bool zeros = memcmp(text.p + atom->number.end - 3, "000", 3) == 0;
	bool counted = !atom->unit.parts && c->next_word.end > c->next_word.start;
	if (x->options.decimal == SX_STYLE_POINT)
		return take(&readings[0], NULL, 0);
	if (x->options.decimal == SX_STYLE_COMMA)
		return take(&readings[1], NULL, 0);
	if (atom->magnitude_value.n)
		return take(&readings[0], NULL, 0);
	if (counted && c->atoms == 1)
		return take(&readings[1], "dot read as thousands separator", grouping_elsewhere || zeros ? 4 : 12);
	if (grouping_elsewhere)
		return take(&readings[1], "dot read as thousands separator, as elsewhere in the text", 8);
	if (zeros && !style->point_decimal)
		return take(&readings[1], "dot read as thousands separator", 20);
	return take(&readings[0], "dot read as decimal point", style->point_decimal ? 6 : 15);
}

/* "1,234": the reading as over a thousand stands first. */
static struct choice choose_comma(const struct sx_extractor *x, const struct sx_atom *atom,
				  const struct sx_number *readings)
{
	const struct sx_number_style *style = &x->style;
	if (x->options.decimal == SX_STYLE_COMMA)
		return take(&readings[1], NULL, 0);
	if (x->options.decimal == SX_STYLE_POINT)
		return take(&readings[0], NULL, 0);
	bool point_language = !x->options.lang.n || sx_str_is(x->options.lang, "auto") ||
			      sx_str_is(x->options.lang, "en") || sx_str_is(x->options.lang, "zh");
	bool decimal_elsewhere =
		style->comma_decimal > style->point_decimal && style->dot_groups + style->comma_decimal > 1;
	if (atom->magnitude_value.n && !point_language)
		return take(&readings[1], "comma read as decimal mark", 6);
	if (decimal_elsewhere && (!point_language || style->dot_groups))
		return take(&readings[1], "comma read as decimal mark, as elsewhere in the text", 8);
	return take(&readings[0], NULL, point_language ? 0 : 8);
}

static struct choice choose(const struct sx_extractor *x, struct sx_str text, const struct sx_candidate *c,
			    const struct sx_atom *atom, const struct sx_number *readings, unsigned n)
{
	if (n == 1)
		return take(&readings[0], NULL, 0);
	return readings[0].form == SX_FORM_POINT_DECIMAL ? choose_dot(x, text, c, atom, readings)
							 : choose_comma(x, atom, readings);
}

/* What stands in the way of a match that would otherwise be good. */
static const char *objection(const struct sx_extractor *x, const struct sx_candidate *c)
{
	const struct sx_rule *rule = sx_rules_at(x->options.lexicon, c->rule);
	if (c->atoms && rule->n_patterns && c->atom[c->atoms - 1].all.end == c->match.end && c->atom[c->atoms - 1].cut)
		return "part of a name or code";
	return NULL;
}

static void tell(const struct sx_extractor *x, struct sx_str text, struct sx_range at, const struct sx_rule *rule,
		 const char *verdict)
{
	const struct sx_explain *explain = x->options.explain;
	if (!explain)
		return;
	struct sx_cursor cursor = x->cursor;
	sx_cursor_move(&cursor, x, x->origin + at.start);
	struct sx_str words = { text.p + at.start, at.end - at.start };
	explain->number(explain->ctx, words, cursor.line, cursor.column, rule ? rule->id : (struct sx_str){ 0 },
			verdict);
}

/* The number of a candidate, or all that was matched where the rule reads the digits itself. */
static struct sx_range number_of(const struct sx_candidate *c)
{
	return c->quantity.end > c->quantity.start ? c->quantity : c->match;
}

/* One candidate into quantities; 0 with *why when it is none. */
static unsigned read_candidate(struct sx_extractor *x, struct sx_str text, const struct sx_candidate *c,
			       struct sx_quantity *out, const char **why)
{
	struct sx_number numbers[SX_ATOMS], readings[SX_READINGS];
	const char *notes[SX_ATOMS] = { 0 };
	int cost = 0;
	*why = objection(x, c);
	if (*why)
		return 0;
	for (uint8_t i = 0; i < c->atoms; i++) {
		if (c->atom[i].number.end == c->atom[i].number.start) { /* a unit alone */
			numbers[i] = (struct sx_number){ 0 };
			continue;
		}
		unsigned n = sx_norm_number(x->options.lexicon, text, &c->atom[i], readings, why);
		if (!n)
			return 0;
		struct choice choice = choose(x, text, c, &c->atom[i], readings, n);
		numbers[i] = *choice.number;
		notes[i] = choice.note;
		cost = choice.cost > cost ? choice.cost : cost;
	}
	unsigned n = sx_norm_candidate(x->options.lexicon, text, c, numbers, &x->arena, out, why);
	for (unsigned k = 0; k < n; k++) {
		const char *note = n == c->atoms ? notes[k]
				   : notes[0]    ? notes[0]
				   : c->atoms    ? notes[c->atoms - 1]
						 : NULL;
		out[k].confidence = out[k].confidence > cost ? out[k].confidence - cost : 0;
		if (note)
			sx_note(&x->arena, &out[k].note, "%s", note);
	}
	return n;
}

/* The text with no more behind a place than is always there: how far a pattern can run must not depend on the cut. */
static struct sx_str near(struct sx_str text, size_t at)
{
	if (text.n - at > LOOKAHEAD)
		for (text.n = at + LOOKAHEAD; ((unsigned char)text.p[text.n] & 0xC0) == 0x80;)
			text.n--;
	return text;
}

unsigned sx_resolve(struct sx_extractor *x, struct sx_str all, size_t trigger, struct sx_quantity *out, size_t *end)
{
	struct sx_str text = near(all, trigger);
	struct sx_candidate *c;
	size_t skip;
	sx_scan_start(x->scan, text, trigger, x->floor, &skip);
	*end = skip;
	bool any = false;
	while ((c = sx_scan_candidate(x->scan))) {
		const struct sx_rule *rule = sx_rules_at(x->options.lexicon, c->rule);
		const char *why = NULL;
		any = true;
		if (sx_str_is(rule->kind, "none")) {
			tell(x, text, number_of(c), rule, "no claim");
			*end = c->match.end > trigger ? c->match.end : skip;
			return 0;
		}
		sx_scan_surroundings(x->scan, text, x->floor, c);
		unsigned found = read_candidate(x, text, c, out, &why);
		tell(x, text, number_of(c), rule, found ? "claim" : why);
		if (found) {
			*end = c->match.end > c->quantity.end ? c->match.end : c->quantity.end;
			for (unsigned k = 0; k < found; k++) /* "211 per 100,000 births" */
				*end = out[k].per.end > *end ? out[k].per.end : *end;
			return found;
		}
	}
	if (!any && text.p[trigger] >= '0' && text.p[trigger] <= '9')
		tell(x, text, (struct sx_range){ trigger, skip }, NULL, "part of a name, an address or code");
	return 0;
}
