/* The rules of a lexicon, compiled. */
#include "lexicon/letters.h"
#include "scan/scan_priv.h"

#include <stdlib.h>

/* Is a regex made of look-behinds alone, side by side or as alternatives? */
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

static int compile_piece(struct sx_scanner *s, const struct sx_rule *rule, const struct sx_element *el,
			 struct sx_piece *piece, bool prefix, struct sx_err *err)
{
	static const char *const known[] = { "of",   "per",   "subject", "unit",   "more",
					     "noun", "place", "period",  "change", "hedge" };
	piece->element = el;
	if (el->kind != SX_EL_REGEX)
		return 0;
	size_t at = 0;
	struct sx_err why = { 0 };
	unsigned flags = (rule->cased ? 0u : SX_RX_CASELESS) | SX_RX_ANCHORED | (prefix ? SX_RX_ENDED : 0u);
	piece->rx = sx_rx_new(el->regex, flags, &at, &why);
	if (!piece->rx)
		return why.code == SX_NOMEM ? sx_fail(err, SX_NOMEM, "out of memory")
					    : sx_rules_complain(s->lexicon, el, at, why.text, err);
	piece->zero_width = prefix && is_zero_width(el->regex);
	if (sx_rx_groups(piece->rx) > s->groups)
		s->groups = sx_rx_groups(piece->rx);
	for (size_t i = 0; i < sizeof known / sizeof *known && piece->names < SX_CAPTURES; i++) {
		uint32_t group = sx_rx_group(piece->rx, known[i]);
		if (!group)
			continue;
		piece->name[piece->names] = sx_str_of(known[i]);
		piece->group[piece->names++] = group;
	}
	return 0;
}

static int compile_pattern(struct sx_scanner *s, const struct sx_rule *rule, const struct sx_pattern *pattern,
			   struct sx_compiled *c, struct sx_err *err)
{
	*c = (struct sx_compiled){ .rule = rule, .pattern = pattern };
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

static unsigned lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32u : c;
}

/* Where words end, whatever ends them is one and the same. */
static unsigned char at_or_end(struct sx_str s, size_t at)
{
	unsigned char c = at < s.n ? (unsigned char)s.p[at] : 0;
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c : 0;
}

/* The first three letters of a word, hashed. */
static unsigned start_of(struct sx_str s, size_t at)
{
	unsigned a = lower((unsigned char)s.p[at]), b = at_or_end(s, at + 1);
	unsigned c = b ? at_or_end(s, at + 2) : 0;
	return (a * 961u + lower((unsigned char)b) * 31u + lower((unsigned char)c)) % SX_STARTS;
}

static void add_start(struct sx_scanner *s, struct sx_str word)
{
	unsigned k = start_of(word, 0);
	s->starts[k >> 3] |= (unsigned char)(1u << (k & 7));
}

bool sx_is_start(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	unsigned k = start_of(text, at);
	return s->starts[k >> 3] >> (k & 7) & 1;
}

bool sx_is_rule_trigger(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	for (uint32_t i = s->first_worded; i < s->n; i++)
		for (uint32_t k = 0; k < s->compiled[i].rule->n_triggers; k++) {
			size_t end = sx_spelling_at(text, at, s->compiled[i].rule->trigger[k], false);
			if (end && !sx_letter_at(text, end))
				return true;
		}
	return false;
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
	s->power = sx_words_list(lx, "power");
	s->power_behind = sx_words_list(lx, "power_behind");
	s->filler = sx_words_list(lx, "unit_filler");
	s->unit_joint = sx_words_list(lx, "unit_joint");
	s->per_joint = sx_words_list(lx, "per_joint");
	struct sx_word word;
	for (size_t cursor = 0; sx_words_next(lx, s->triggers, &cursor, &word);)
		add_start(s, word.spelling);
	for (size_t cursor = 0; sx_words_next(lx, s->joint, &cursor, &word);)
		if (sx_str_is(word.value, "article")) /* a million */
			add_start(s, word.spelling);
	for (size_t i = 0; i < sx_rules_count(lx); i++)
		for (uint32_t k = 0; k < sx_rules_at(lx, i)->n_triggers; k++)
			add_start(s, sx_rules_at(lx, i)->trigger[k]);
}

/* Rules of these kinds describe claims; the scanner leaves them to their layer. */
static bool is_scanned(const struct sx_rule *rule)
{
	return !sx_str_is(rule->kind, "period") && !sx_str_is(rule->kind, "attribution") &&
	       !sx_str_is(rule->kind, "dateline");
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
		s->first_worded = s->n;
		for (size_t i = 0; i < sx_rules_count(s->lexicon); i++) {
			const struct sx_rule *rule = sx_rules_at(s->lexicon, i);
			bool now = is_scanned(rule) && (rule->n_triggers > 0) == worded;
			for (uint32_t k = 0; now && k < rule->n_patterns; k++)
				if (compile_pattern(s, rule, &rule->pattern[k], &s->compiled[s->n], err))
					return -1;
		}
	}
	if (sx_dispatch_make(s, err))
		return -1;
	const struct sx_element *digits = sx_rules_fragment(s->lexicon, "digits");
	if (!digits)
		return sx_fail(err, SX_SYNTAX,
			       "the rules have no fragment 'digits' (let digits): the shape of a number in digits");
	size_t at = 0;
	struct sx_err why = { 0 };
	s->digits = sx_rx_new(digits->regex, SX_RX_ANCHORED, &at, &why);
	if (!s->digits)
		return why.code == SX_NOMEM ? sx_fail(err, SX_NOMEM, "out of memory")
					    : sx_rules_complain(s->lexicon, digits, at, why.text, err);
	if (sx_rx_groups(s->digits) > s->groups)
		s->groups = sx_rx_groups(s->digits);
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
	name_lists(s);
	if (compile_all(s, err)) {
		sx_scanner_free(s);
		return NULL;
	}
	return s;
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
	}
	if (!scan || !scan->match || !scan->dispatch) {
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
	free(scan);
}

bool sx_scan_ok(const struct sx_scan *scan)
{
	return sx_rx_match_ok(scan->match);
}

uint64_t sx_scan_gave_up(const struct sx_scan *scan)
{
	return scan->gave_up;
}
