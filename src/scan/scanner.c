/* The rules of a lexicon, compiled. */
#include "lexicon/letters.h"
#include "scan/scan_priv.h"

#include <stdlib.h>

/* Is a regex made of look-behinds and \\A alone, side by side or as alternatives? */
static bool is_zero_width(struct sx_str s)
{
	bool any = false;
	for (size_t i = 0; i < s.n;) {
		if (s.n - i > 3 && memcmp(s.p + i, "(?<", 3) == 0 && strchr("=!", s.p[i + 3])) {
			int depth = 0;
			do {
				depth += s.p[i] == '(' ? 1 : s.p[i] == ')' ? -1 : 0;
				i += s.p[i] == '\\' ? 2 : 1;
			} while (i < s.n && depth > 0);
			any = true;
		} else if (s.n - i > 1 && memcmp(s.p + i, "\\A", 2) == 0) {
			i += 2;
			any = true;
		} else if (s.n - i > 2 && memcmp(s.p + i, "(?:", 3) == 0) {
			i += 3;
		} else if (s.p[i] == '|' || s.p[i] == ')') {
			i++;
		} else {
			return false;
		}
	}
	return any;
}

/* "(?<name>": a group with a name, which is a capture. */
static bool has_names(struct sx_str s)
{
	for (size_t i = 0; i + 3 < s.n; i++)
		if (memcmp(s.p + i, "(?", 2) == 0 && strchr("<P'", s.p[i + 2]) && !strchr("=!", s.p[i + 3]))
			return true;
	return false;
}

static int compile_piece(struct sx_scanner *s, const struct sx_rule *rule, const struct sx_element *el,
			 struct sx_piece *piece, bool prefix, struct sx_err *err)
{
	piece->element = el;
	if (el->kind != SX_EL_REGEX)
		return 0;
	size_t at = 0;
	struct sx_err why = { 0 };
	unsigned flags = (rule->cased ? 0u : SX_RX_CASELESS) | SX_RX_ANCHORED | SX_RX_GUARDED |
			 (prefix ? SX_RX_ENDED : 0u) | (sx_lexicon_is_builtin(s->lexicon) ? SX_RX_TRUSTED : 0u);
	piece->rx = sx_rx_take(s->expressions, el->regex, flags, &at, &why);
	if (!piece->rx)
		return why.code == SX_NOMEM ? sx_fail(err, SX_NOMEM, "out of memory")
					    : sx_rules_complain(s->lexicon, el, at, why.text, err);
	piece->zero_width = prefix && is_zero_width(el->regex);
	piece->named = has_names(el->regex);
	sx_steps_make(el->regex, !rule->cased, &piece->steps);
	if (sx_rx_groups_most(piece->rx) > s->groups)
		s->groups = sx_rx_groups_most(piece->rx);
	return 0;
}

static int compile_pattern(struct sx_scanner *s, const struct sx_rule *rule, const struct sx_pattern *pattern,
			   uint32_t order, struct sx_err *err)
{
	struct sx_compiled *c = &s->compiled[s->n];
	*c = (struct sx_compiled){
		.rule = rule, .pattern = pattern, .order = order, .rank = (uint8_t)(rule->priority - INT8_MIN)
	};
	c->piece = sx_arena_alloc(&s->arena, (pattern->n + 1) * sizeof *c->piece);
	if (!c->piece)
		return sx_fail(err, SX_NOMEM, "out of memory");
	s->n++; /* from here on sx_scanner_free() frees its pieces */
	bool prefixed = pattern->first_atom > 0 && pattern->first_atom < pattern->n;
	for (uint32_t i = 0; i < pattern->n; i++)
		if (compile_piece(s, rule, &pattern->element[i], &c->piece[i], prefixed && i == 0, err))
			return -1;
	return 0;
}

static void name_lists(struct sx_scanner *s)
{
	const struct sx_lexicon *lx = s->lexicon;
	s->triggers = sx_words_list(lx, "number") | sx_words_list(lx, "fraction");
	s->hedge = sx_words_list(lx, "hedge");
	s->hedge_after = sx_words_list(lx, "hedge_after");
	s->magnitude = sx_words_list(lx, "magnitude") | sx_words_list(lx, "group_word");
	s->sign_word = sx_words_list(lx, "sign_word");
	s->magnitude_abbr = sx_words_list(lx, "magnitude_abbr");
	s->magnitude_letter = sx_words_list(lx, "magnitude_letter");
	s->magnitude_money = sx_words_list(lx, "magnitude_money");
	s->joint = sx_words_list(lx, "number_joint");
	s->counted = s->magnitude | sx_words_list(lx, "fraction");
	s->refused = sx_words_list(lx, "determiner") | sx_words_list(lx, "preposition") | sx_words_list(lx, "pronoun") |
		     sx_words_list(lx, "auxiliary") | sx_words_list(lx, "conjunction");
	s->determiner = sx_words_list(lx, "determiner");
	s->ago = sx_words_list(lx, "ago");
	s->power = sx_words_list(lx, "power");
	s->power_behind = sx_words_list(lx, "power_behind");
	s->filler = sx_words_list(lx, "unit_filler");
	s->unit_joint = sx_words_list(lx, "unit_joint");
	s->per_joint = sx_words_list(lx, "per_joint");
	s->per_noun = sx_words_list(lx, "per_noun");
	s->per_kind = sx_words_list(lx, "per_kind");
	s->spoken = sx_spoken_lists(lx);
	s->magnitudes = s->magnitude | s->magnitude_abbr | s->magnitude_letter | s->magnitude_money;
	s->behind = s->spoken | s->magnitudes | s->power | s->per_joint;
}

/* Rules of these kinds describe claims; the scanner leaves them to their layer. */
static bool is_scanned(const struct sx_rule *rule)
{
	return !sx_str_is(rule->kind, "period") && !sx_str_is(rule->kind, "attribution") &&
	       !sx_str_is(rule->kind, "dateline");
}

/* The higher priority first, then as they stand in the rules. */
static int by_rank(const void *a, const void *b)
{
	const struct sx_compiled *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static int compile_all(struct sx_scanner *s, struct sx_err *err)
{
	size_t n = 0;
	for (size_t i = 0; i < sx_rules_count(s->lexicon); i++)
		n += sx_rules_at(s->lexicon, i)->n_patterns;
	s->compiled = sx_arena_alloc(&s->arena, (n + 1) * sizeof *s->compiled);
	if (!s->compiled)
		return sx_fail(err, SX_NOMEM, "out of memory");
	for (int worded = 0; worded < 2; worded++) {
		uint32_t order = 0;
		s->first_worded = s->n;
		for (size_t i = 0; i < sx_rules_count(s->lexicon); i++) {
			const struct sx_rule *rule = sx_rules_at(s->lexicon, i);
			bool now = is_scanned(rule) && (rule->n_triggers > 0) == worded;
			for (uint32_t k = 0; k < rule->n_patterns; k++, order++)
				if (now && compile_pattern(s, rule, &rule->pattern[k], order, err))
					return -1;
		}
	}
	qsort(s->compiled, s->first_worded, sizeof *s->compiled, by_rank);
	if (sx_dispatch_make(s, err))
		return -1;
	const struct sx_element *digits = sx_rules_fragment(s->lexicon, "digits");
	if (!digits)
		return sx_fail(err, SX_SYNTAX,
			       "the rules have no fragment 'digits' (let digits): the shape of a number in digits");
	size_t at = 0;
	struct sx_err why = { 0 };
	s->digits_known = sx_digits_known(digits->regex);
	s->digits = sx_rx_take(s->expressions, digits->regex, SX_RX_ANCHORED, &at, &why);
	if (!s->digits)
		return why.code == SX_NOMEM ? sx_fail(err, SX_NOMEM, "out of memory")
					    : sx_rules_complain(s->lexicon, digits, at, why.text, err);
	if (sx_rx_groups_most(s->digits) > s->groups)
		s->groups = sx_rx_groups_most(s->digits);
	return 0;
}

struct sx_scanner *sx_scanner_new(const struct sx_lexicon *lexicon, struct sx_err *err)
{
	struct sx_scanner *s = calloc(1, sizeof *s);
	if (!s) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	s->lexicon = lexicon;
	s->expressions = sx_lexicon_expressions(lexicon);
	name_lists(s);
	sx_atom_prepare(s);
	sx_triggers_make(s);
	if (compile_all(s, err)) {
		sx_scanner_free(s);
		return NULL;
	}
	return s;
}

void sx_scanner_pack(const struct sx_scanner *s, struct sx_buf *image, struct sx_buf *expressions)
{
	sx_dispatch_pack(s, image);
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t k = 0; k < s->compiled[i].pattern->n; k++)
			if (s->compiled[i].piece[k].rx)
				sx_rx_pack(s->compiled[i].piece[k].rx, expressions);
	sx_rx_pack(s->digits, expressions);
}

void sx_scanner_free(struct sx_scanner *s)
{
	if (!s)
		return;
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t k = 0; k < s->compiled[i].pattern->n; k++)
			sx_rx_free(s->compiled[i].piece[k].rx);
	sx_rx_free(s->digits);
	sx_dispatch_free(s);
	sx_arena_release(&s->arena);
	free(s);
}

struct sx_scan *sx_scan_new(const struct sx_scanner *scanner, struct sx_err *err)
{
	struct sx_scan *scan = calloc(1, sizeof *scan);
	if (scan) {
		scan->scanner = scanner;
		scan->match = sx_rx_match_new(scanner->groups);
		scan->dispatch = sx_dispatch_run_new(scanner, err);
		scan->waiting = malloc((scanner->n + 1) * sizeof *scan->waiting);
	}
	if (!scan || !scan->match || !scan->dispatch || !scan->waiting) {
		sx_scan_free(scan);
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	return scan;
}

void sx_scan_free(struct sx_scan *scan)
{
	if (!scan)
		return;
	sx_rx_match_free(scan->match);
	sx_dispatch_run_free(scan->dispatch);
	free(scan->waiting);
	free(scan);
}

bool sx_scan_ok(const struct sx_scan *scan)
{
	return sx_rx_match_ok(scan->match);
}

struct sx_str sx_scan_gave_up(struct sx_scan *scan)
{
	struct sx_str rule = scan->gave_up;
	scan->gave_up = (struct sx_str){ 0 };
	return rule;
}
