/* Rule records into rules: keys read, patterns built, examples kept. */
#include "lexicon/rules.h"

#include "lexicon/lexicon_priv.h"

struct build {
	struct sx_lexicon *lx;
	struct sx_rule *rule;
	const struct sx_line *line; /* the whole line */
	struct sx_line value;       /* what follows the key */
	struct sx_err *err;
};

static int bad(const struct build *b, const char *what)
{
	return sx_line_fail(b->lx, &b->value, 0, b->err, "%s", what);
}

static int key_match(struct build *b)
{
	return sx_pattern_build(b->lx, &b->value, &b->rule->pattern[b->rule->n_patterns++], b->err);
}

static int key_trigger(struct build *b)
{
	struct sx_str rest = b->value.text;
	while (rest.n) {
		size_t n = 0;
		while (n < rest.n && rest.p[n] != ' ')
			n++;
		b->rule->trigger[b->rule->n_triggers++] = (struct sx_str){ rest.p, n };
		rest = sx_str_trim((struct sx_str){ rest.p + n, rest.n - n });
	}
	return 0;
}

static int key_kind(struct build *b)
{
	b->rule->kind = b->value.text;
	return 0;
}

static int key_change(struct build *b)
{
	b->rule->change = b->value.text;
	bool known = sx_str_is(b->value.text, "increase") || sx_str_is(b->value.text, "decrease");
	return known ? 0 : bad(b, "expected: increase or decrease");
}

static int key_compare(struct build *b)
{
	static const char *const known[] = { "eq", "approx", "gt", "ge", "lt", "le" };
	b->rule->compare = b->value.text;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (sx_str_is(b->value.text, known[i]))
			return 0;
	return bad(b, "expected: eq, approx, gt, ge, lt or le");
}

static int key_unit(struct build *b)
{
	b->rule->unit = b->value.text;
	return sx_unit_find(b->lx, b->value.text) == UINT32_MAX ? bad(b, "no unit of this id") : 0;
}

static int key_means(struct build *b)
{
	b->rule->means = b->value.text;
	return 0;
}

static int key_value(struct build *b)
{
	return sx_decimal_read(&b->rule->value, b->value.text) ? bad(b, "expected a number") : 0;
}

static int key_confidence(struct build *b)
{
	struct sx_decimal one = sx_decimal_of(1), *c = &b->rule->confidence;
	bool good = !sx_decimal_read(c, b->value.text) && !c->negative && sx_decimal_cmp(c, &one) <= 0;
	return good ? 0 : bad(b, "expected a number from 0 to 1");
}

static int key_priority(struct build *b)
{
	struct sx_decimal d;
	if (sx_decimal_read(&d, b->value.text) || !sx_decimal_is_whole(&d) || sx_decimal_double(&d) < -9 ||
	    sx_decimal_double(&d) > 9)
		return bad(b, "expected a whole number from -9 to 9");
	b->rule->priority = (int)sx_decimal_double(&d);
	return 0;
}

static int key_cased(struct build *b)
{
	b->rule->cased = true;
	return 0;
}

static int key_bare(struct build *b)
{
	b->rule->bare = true;
	return 0;
}

static int add_example(struct build *b, bool yes)
{
	struct sx_str text = b->value.text, expect = { 0 };
	for (size_t i = 0; yes && i + 1 < text.n; i++)
		if (text.p[i] == '=' && text.p[i + 1] == '>') {
			expect = sx_str_trim((struct sx_str){ text.p + i + 2, text.n - i - 2 });
			text = sx_str_trim((struct sx_str){ text.p, i });
			break;
		}
	struct sx_example example = {
		.rule = b->rule->id,
		.yes = yes,
		.text = text,
		.expect = expect,
		.file = b->lx->files.at[b->line->file].name,
		.line = b->line->no,
		.column = (uint32_t)(b->value.text.p - b->line->whole.p) + 1,
		.shown = b->line->whole,
	};
	return SX_PUSH(b->lx->examples, example, b->err);
}

static int key_yes(struct build *b)
{
	return add_example(b, true);
}

static int key_no(struct build *b)
{
	return add_example(b, false);
}

static const struct {
	const char *name;
	int (*read)(struct build *b);
	bool empty; /* takes no value */
} keys[] = {
	{ "match", key_match, false },       { "trigger", key_trigger, false }, { "kind", key_kind, false },
	{ "change", key_change, false },     { "compare", key_compare, false }, { "unit", key_unit, false },
	{ "means", key_means, false },       { "value", key_value, false },     { "confidence", key_confidence, false },
	{ "priority", key_priority, false }, { "cased", key_cased, true },      { "bare", key_bare, true },
	{ "yes", key_yes, false },           { "no", key_no, false },
};

static int read_key(struct build *b)
{
	struct sx_str text = b->line->text;
	size_t n = 0;
	while (n < text.n && text.p[n] != ' ' && text.p[n] != '\t')
		n++;
	struct sx_str key = { text.p, n };
	b->value = *b->line;
	b->value.text = sx_str_trim((struct sx_str){ text.p + n, text.n - n });
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (!sx_str_is(key, keys[i].name))
			continue;
		if (!keys[i].empty && !b->value.text.n)
			return sx_line_fail(b->lx, b->line, n, b->err, "'%s' needs a value", keys[i].name);
		return keys[i].read(b);
	}
	return sx_line_fail(
		b->lx, b->line, 0, b->err,
		"unknown key: expected match, trigger, kind, change, compare, unit, means, value, confidence, "
		"priority, cased, bare, yes or no");
}

static uint32_t count_key(const struct sx_rule_source *source, const char *key)
{
	uint32_t n = 0;
	size_t length = strlen(key);
	for (uint32_t i = 0; i < source->n; i++) {
		struct sx_str text = source->line[i].text;
		n += text.n > length && memcmp(text.p, key, length) == 0 &&
		     (text.p[length] == ' ' || text.p[length] == '\t');
	}
	return n;
}

static int build_rule(struct sx_lexicon *lx, const struct sx_rule_source *source, struct sx_err *err)
{
	struct sx_rule rule = { .id = source->id, .priority = INT32_MIN, .number = lx->rules.n };
	struct build b = { .lx = lx, .rule = &rule, .err = err };
	size_t words = 0;
	for (uint32_t i = 0; i < source->n; i++)
		words += source->line[i].text.n / 2 + 1;
	rule.pattern = sx_arena_alloc(&lx->arena, (count_key(source, "match") + 1) * sizeof *rule.pattern);
	rule.trigger = count_key(source, "trigger") ? sx_arena_alloc(&lx->arena, words * sizeof *rule.trigger) : NULL;
	if (!sx_arena_ok(&lx->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	for (uint32_t i = 0; i < source->n; i++) {
		b.line = &source->line[i];
		if (read_key(&b))
			return -1;
	}
	if (rule.priority == INT32_MIN)
		rule.priority = sx_str_is(rule.kind, "none") ? 1 : 0;
	return SX_PUSH(lx->rules, rule, err);
}

int sx_rules_build(struct sx_lexicon *lx, struct sx_err *err)
{
	for (uint32_t i = 0; i < lx->lets.n; i++)
		if (sx_fragment_build(lx, &lx->lets.at[i], err))
			return -1;
	for (uint32_t i = 0; i < lx->sources.n; i++)
		if (build_rule(lx, &lx->sources.at[i], err))
			return -1;
	return 0;
}

size_t sx_rules_count(const struct sx_lexicon *lx)
{
	return lx->rules.n;
}

const struct sx_rule *sx_rules_at(const struct sx_lexicon *lx, size_t i)
{
	return &lx->rules.at[i];
}
