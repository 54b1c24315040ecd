/* Rules that describe claims, compiled; and which of them are worth trying at a place. */
#include "describe/describe_priv.h"

#include <stdlib.h>

/* The words at which a way of reading periods is tried; rules of a user's own are tried at all of them. */
static uint16_t calls_of(struct sx_str means)
{
	static const struct {
		const char *means;
		uint16_t calls;
	} ways[] = {
		{ "day", SX_CALLS_MONTH },
		{ "month", SX_CALLS_MONTH },
		{ "year", SX_CALLS_YEAR },
		{ "years", SX_CALLS_YEAR | SX_CALLS_MONTH },
		{ "part", SX_CALLS_UNIT | SX_CALLS_YEAR },
		{ "relative", SX_CALLS_UNIT | SX_CALLS_SEASON },
		{ "ago", SX_CALLS_UNIT },
		{ "window", SX_CALLS_UNIT },
		{ "ending", SX_CALLS_UNIT },
		{ "decade", SX_CALLS_YEAR },
		{ "century", SX_CALLS_UNIT },
		{ "weekday", SX_CALLS_WEEKDAY },
		{ "season", SX_CALLS_SEASON },
		{ "now", SX_CALLS_NOW },
	};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (sx_str_is(means, ways[i].means))
			return ways[i].calls;
	return SX_CALLS_PERIOD;
}

static int compile(struct sx_describer *d, const struct sx_rule *rule, const struct sx_pattern *pattern,
		   struct sx_described *c, struct sx_err *err)
{
	const struct sx_element *el = &pattern->element[0];
	struct sx_err why = { 0 };
	size_t at = 0;
	if (pattern->n != 1 || el->kind != SX_EL_REGEX)
		return sx_fail(err, SX_SYNTAX,
			       "rule %.*s: a rule of kind %.*s describes claims and finds no numbers of its own",
			       (int)rule->id.n, rule->id.p, (int)rule->kind.n, rule->kind.p);
	*c = (struct sx_described){ .rule = rule, .calls = calls_of(rule->means) };
	unsigned flags = SX_RX_ANCHORED | SX_RX_GUARDED | (rule->cased ? 0u : SX_RX_CASELESS) |
			 (sx_lexicon_is_builtin(d->lexicon) ? SX_RX_TRUSTED : 0u);
	c->rx = sx_rx_take(sx_lexicon_expressions(d->lexicon), el->regex, flags, &at, &why);
	if (!c->rx)
		return why.code == SX_NOMEM ? sx_fail(err, SX_NOMEM, "out of memory")
					    : sx_rules_complain(d->lexicon, el, at, why.text, err);
	if (sx_rx_groups_most(c->rx) > d->groups)
		d->groups = sx_rx_groups_most(c->rx);
	return 0;
}

static int add(struct sx_describer *d, const struct sx_rule *rule, struct sx_rules_of *rules, struct sx_str *image,
	       struct sx_err *err)
{
	unsigned flags = SX_RX_GUARDED | (rule->cased ? 0u : SX_RX_CASELESS);
	for (uint32_t k = 0; k < rule->n_patterns; k++) {
		const struct sx_pattern *pattern = &rule->pattern[k];
		if (compile(d, rule, pattern, &rules->rule[rules->n], err))
			return -1;
		rules->n++;
		if (!image->p && sx_rxset_add(rules->set, rules->n - 1, pattern->element[0].regex, flags, err))
			return -1;
	}
	return 0;
}

int sx_rules_compile(struct sx_describer *d, const char *kind, struct sx_rules_of *rules, struct sx_str *image,
		     struct sx_err *err)
{
	uint32_t patterns = 0;
	size_t n = sx_rules_count(d->lexicon);
	for (size_t i = 0; i < n; i++)
		patterns +=
			sx_str_is(sx_rules_at(d->lexicon, i)->kind, kind) ? sx_rules_at(d->lexicon, i)->n_patterns : 0;
	rules->rule = sx_arena_alloc(&d->arena, (patterns + 1) * sizeof *rules->rule);
	if (!rules->rule)
		return sx_fail(err, SX_NOMEM, "out of memory");
	rules->set = image->p ? sx_rxset_unpack(image, err) : sx_rxset_new(SX_RXSET_AHEAD, patterns, err);
	if (!rules->set)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (sx_str_is(sx_rules_at(d->lexicon, i)->kind, kind) &&
		    add(d, sx_rules_at(d->lexicon, i), rules, image, err))
			return -1;
	return image->p ? 0 : sx_rxset_finish(rules->set, err);
}

void sx_rules_pack(const struct sx_rules_of *rules, struct sx_buf *image, struct sx_buf *expressions)
{
	sx_rxset_pack(rules->set, image);
	for (uint32_t i = 0; i < rules->n; i++)
		sx_rx_pack(rules->rule[i].rx, expressions);
}

void sx_rules_release(struct sx_rules_of *rules)
{
	for (uint32_t i = 0; i < rules->n; i++)
		sx_rx_free(rules->rule[i].rx);
	sx_rxset_free(rules->set);
}

int sx_worth_make(struct sx_worth *worth, const struct sx_rules_of *rules, struct sx_err *err)
{
	worth->words = sx_rxset_words(rules->set);
	worth->rules = rules->n;
	worth->run = sx_rxset_run_new(rules->set, err);
	worth->bits = calloc(worth->words + 1, sizeof *worth->bits);
	worth->tried = calloc(worth->words + 1, sizeof *worth->tried);
	return worth->run && worth->bits && worth->tried ? 0 : -1;
}

void sx_worth_release(struct sx_worth *worth)
{
	sx_rxset_run_free(worth->run);
	free(worth->bits);
	free(worth->tried);
}

/* Finds where rules could end that could match at text[at]; of those of which that is not known, at SIZE_MAX. */
static void ask(struct sx_worth *worth, struct sx_str text, size_t at)
{
	struct sx_rxset_places *places = &worth->places;
	for (uint32_t w = 0; w < worth->words; w++)
		worth->bits[w] = worth->tried[w] = 0;
	if (!sx_rxset_match(worth->run, text, at, worth->bits, places))
		sx_rxset_make_room(worth->run);
	if (places->n <= SX_RXSET_PLACES)
		return;
	if (worth->rules & 63)
		worth->bits[worth->words - 1] &= ((uint64_t)1 << (worth->rules & 63)) - 1;
	*places = (struct sx_rxset_places){ .n = 1, .at = { SIZE_MAX }, .bits = { worth->bits } };
}

const struct sx_described *sx_rules_longest(struct sx_describe *s, const struct sx_rules_of *rules,
					    struct sx_worth *worth, struct sx_str text, size_t at, uint16_t calls,
					    size_t end)
{
	const struct sx_described *best = NULL, *last = NULL;
	const struct sx_rxset_places *places = &worth->places;
	ask(worth, text, at);
	for (uint32_t k = places->n; k-- > 0 && places->at[k] >= end;)
		for (uint32_t w = 0; w < worth->words; w++) {
			uint64_t bits = places->bits[k][w] & ~worth->tried[w];
			worth->tried[w] |= bits;
			for (; bits; bits &= bits - 1) {
				const struct sx_described *c = &rules->rule[w * 64 + (uint32_t)__builtin_ctzll(bits)];
				bool may = (c->calls & calls) && (places->at[k] > end || (best && c < best));
				if (!may || !sx_described_run(s, last = c, text, at))
					continue;
				size_t to = sx_rx_spans(s->match)[1];
				if (to > end || (to == end && best && c < best))
					best = c, end = to;
			}
		}
	if (best != last && best)
		sx_described_run(s, best, text, at); /* another one's match stands there */
	return best;
}
