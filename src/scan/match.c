/* One pattern at one place: words before, atoms, words behind; and what stands round a match. */
#include "lexicon/letters.h"
#include "scan/scan_priv.h"

enum { PREFIX_BYTES = 160, TOKEN_BYTES = 120 };

static int run(struct sx_scan *scan, const struct sx_compiled *c, const struct sx_piece *piece, struct sx_str text,
	       size_t at)
{
	int found = sx_rx_run(piece->rx, text, at, scan->match, NULL);
	if (found < 0 && !scan->gave_up.n)
		scan->gave_up = c->rule->id;
	return found > 0;
}

static void take_captures(struct sx_scan *scan, const struct sx_piece *piece, struct sx_candidate *c)
{
	const size_t *spans = piece->named ? sx_rx_spans(scan->match) : NULL;
	const struct sx_rx_name *name;
	for (uint32_t n = spans ? sx_rx_names(piece->rx, &name) : 0; n && c->captures < SX_CAPTURES; n--, name++) {
		const size_t *span = spans + 2 * (size_t)name->group;
		if (span[0] != SIZE_MAX && span[0] != span[1])
			c->capture[c->captures++] = (struct sx_capture){ name->name, { span[0], span[1] } };
	}
}

/* Does what stands before `i` belong to the word there? */
static bool in_word(struct sx_str text, size_t i)
{
	unsigned char c = (unsigned char)text.p[i - 1];
	if (c > ' ' && c < 0x80)
		return !(c == '(' || c == '[' || c == '{' || c == '"');
	return c && !sx_blank_before(text, i);
}

/* The start of the word before `at`, over blanks and the signs that join words. */
static size_t word_back(struct sx_str text, size_t at, size_t floor)
{
	size_t i = sx_skip_blanks_back(text, at, 4);
	if (i == at && i > floor && strchr("([{", text.p[--i]))
		return i;
	while (i > floor && in_word(text, i))
		i--;
	return i < floor ? floor : i;
}

/* The words before `at`, shared by all rules that look back from there. */
static struct sx_backs *backs_of(struct sx_scan *scan, size_t at)
{
	for (unsigned i = 0; i < scan->n_backs; i++)
		if (scan->backs[i].at == at)
			return &scan->backs[i];
	struct sx_backs *backs = &scan->backs[scan->n_backs < SX_BACKS ? scan->n_backs++ : SX_BACKS - 1];
	backs->at = at;
	backs->n = 0;
	return backs;
}

/* Where the word begins that stands i words before backs->at, nearest first; SIZE_MAX: too far back. */
static size_t back(struct sx_backs *backs, unsigned i, struct sx_str text, size_t floor)
{
	while (backs->n <= i) {
		size_t from = backs->n ? backs->start[backs->n - 1] : backs->at;
		if (backs->n == SX_PREFIX_WORDS || from <= floor || backs->at - from >= PREFIX_BYTES)
			return SIZE_MAX;
		size_t start = word_back(text, from, floor);
		if (start >= from)
			return SIZE_MAX;
		backs->start[backs->n++] = start;
	}
	return backs->start[i];
}

/* Words before the number, by looking back: tried from each of the words before; the longest match wins. */
static bool match_prefix(struct sx_scan *scan, const struct sx_compiled *c, struct sx_str text, size_t at, size_t floor,
			 struct sx_candidate *out)
{
	struct sx_str before = { text.p, at };
	uint32_t pattern = (uint32_t)(c - scan->scanner->compiled);
	if (c->piece[0].zero_width) {
		out->match.start = at;
		return run(scan, c, &c->piece[0], before, at);
	}
	struct sx_backs *backs = backs_of(scan, at);
	size_t farthest = sx_dispatch_farthest(scan, pattern, at), start = at;
	bool found = false;
	for (unsigned i = 0; start > farthest && (start = back(backs, i, text, floor)) != SIZE_MAX; i++) {
		if (!sx_dispatch_may_begin(scan, pattern, start, at) || !run(scan, c, &c->piece[0], before, start))
			continue;
		found = true;
		out->match.start = start;
		out->captures = 0;
		take_captures(scan, &c->piece[0], out);
	}
	return found;
}

/* What number begins at `at`, behind the first: several patterns ask at the same place. */
static const struct sx_later *read_later(struct sx_scan *scan, struct sx_str text, size_t at)
{
	for (unsigned i = 0; i < scan->n_later && i < SX_LATER; i++)
		if (scan->later[i].at == at)
			return &scan->later[i];
	struct sx_later *later = &scan->later[scan->n_later++ % SX_LATER];
	later->at = at;
	later->found = sx_atom_read(scan, text, at, at, false, &later->number, &later->quantity);
	return later;
}

static struct sx_atom *add_atom(struct sx_candidate *out, const struct sx_atom *atom, struct sx_str role)
{
	struct sx_atom *added = &out->atom[out->atoms++];
	*added = *atom;
	added->role = role;
	return added;
}

/* An atom behind the first; NULL: there is none. */
static const struct sx_atom *match_atom(struct sx_scan *scan, const struct sx_element *element, struct sx_str text,
					size_t at, struct sx_candidate *out)
{
	if (out->atoms == SX_ATOMS)
		return NULL;
	if (element->kind == SX_EL_UNIT) {
		struct sx_atom unit = { 0 };
		if (!sx_unit_read(scan->scanner, text, at, &unit.unit))
			return NULL;
		unit.all = unit.unit.at;
		return add_atom(out, &unit, element->role);
	}
	const struct sx_later *later = read_later(scan, text, at);
	if (!later->found || (element->kind == SX_EL_MEASURE && !later->quantity.unit.parts))
		return NULL;
	return add_atom(out, element->kind == SX_EL_NUMBER ? &later->number : &later->quantity, element->role);
}

/* An expression behind the first atom, and its end. */
static bool run_behind(struct sx_scan *scan, const struct sx_compiled *c, const struct sx_piece *piece,
		       struct sx_str text, size_t at, size_t *end)
{
	if (piece->steps.n && !scan->plain)
		return sx_steps_run(&piece->steps, text, at, end);
	if (!run(scan, c, piece, text, at))
		return false;
	*end = sx_rx_spans(scan->match)[1];
	return true;
}

/* What follows the first atom: regexes and atoms in turn. */
static bool match_rest(struct sx_scan *scan, const struct sx_compiled *c, struct sx_str text, struct sx_candidate *out)
{
	size_t at = out->match.end;
	for (uint32_t i = c->pattern->first_atom + 1; i < c->pattern->n; i++) {
		const struct sx_piece *piece = &c->piece[i];
		if (piece->rx) {
			if (!run_behind(scan, c, piece, text, at, &at))
				return false;
			take_captures(scan, piece, out);
			continue;
		}
		const struct sx_atom *atom = match_atom(scan, piece->element, text, at, out);
		if (!atom)
			return false;
		at = atom->all.end;
		out->quantity.end = at;
	}
	out->match.end = at;
	return true;
}

/* Captures, hedges and atoms are written before they are counted. */
static void clear(struct sx_candidate *out, const struct sx_compiled *c)
{
	out->rule = c->rule->number;
	out->captures = out->hedges = out->atoms = 0;
	out->after = (struct sx_hedge_span){ 0 };
	out->next_word = (struct sx_range){ 0, 0 };
}

/* From the first atom, that stands at `at`; NULL: the pattern reads the digits itself. */
static bool match_from(struct sx_scan *scan, const struct sx_compiled *c, const struct sx_atom *first,
		       struct sx_range at, struct sx_candidate *out)
{
	const uint32_t before = c->pattern->first_atom;
	clear(out, c);
	out->match = out->quantity = at;
	if (first)
		add_atom(out, first, c->pattern->element[before].role);
	if (before > 0 && !match_prefix(scan, c, scan->text, at.start, scan->floor, out))
		return false;
	return match_rest(scan, c, scan->text, out);
}

bool sx_match_has_trigger(const struct sx_rule *rule, struct sx_str text, size_t at)
{
	for (uint32_t i = 0; i < rule->n_triggers; i++) {
		size_t end = sx_spelling_at(text, at, rule->trigger[i], false);
		if (end && !sx_letter_at(text, end))
			return true;
	}
	return false;
}

bool sx_match_trigger(struct sx_scan *scan, const struct sx_compiled *c, struct sx_candidate *out)
{
	const size_t at = scan->trigger;
	if (!run(scan, c, &c->piece[0], scan->text, at))
		return false;
	size_t end = sx_rx_spans(scan->match)[1];
	clear(out, c);
	out->match = out->quantity = (struct sx_range){ at, end };
	take_captures(scan, &c->piece[0], out);
	return true;
}

/* "more than", "not fewer than about": words that bound the quantity, in front of it. Articles between are stepped
 * over. */
static void hedges_before(const struct sx_scanner *s, struct sx_str text, size_t floor, size_t at,
			  struct sx_candidate *c)
{
	while (c->hedges < SX_HEDGES) {
		size_t end = sx_skip_blanks_back(text, at, 2);
		end -= end == at && end > floor && text.p[end - 1] == '-'; /* near-400,000 */
		struct sx_word word;
		size_t start = end > floor ? sx_words_before(s->lexicon, text, end, s->hedge, &word) : SIZE_MAX;
		if (start == SIZE_MAX || start < floor)
			return;
		c->hedge[c->hedges++] = (struct sx_hedge_span){ { start, end }, word.value };
		at = start;
	}
}

static void hedge_behind(const struct sx_scanner *s, struct sx_str text, struct sx_candidate *c)
{
	size_t next = sx_skip_blanks(text, c->match.end, 2);
	struct sx_word word;
	size_t end = sx_words_at(s->lexicon, text, next, s->hedge_after, &word);
	if (end)
		c->after = (struct sx_hedge_span){ { next, end }, word.value };
}

static void word_behind(struct sx_str text, struct sx_candidate *c)
{
	size_t at = sx_skip_blanks(text, c->quantity.end, 2), end = at;
	while (end < text.n && (sx_letter_at(text, end) || ((unsigned char)text.p[end] & 0xC0) == 0x80))
		end++;
	if (at > c->quantity.end)
		c->next_word = (struct sx_range){ at, end };
}

/* Inside an address, a path, an identifier: characters that prose does not put into one word with a number. */
static bool in_code(struct sx_str text, size_t at)
{
	size_t i = at;
	while (i > 0 && at - i < TOKEN_BYTES && !sx_blank_before(text, i) && !strchr("\"<>(", text.p[i - 1]))
		i--;
	struct sx_str token = { text.p + i, at - i };
	if (memchr(token.p, '@', token.n) || memchr(token.p, '_', token.n) || memchr(token.p, '\\', token.n) ||
	    memmem(token.p, token.n, "://", 3) || memmem(token.p, token.n, "www.", 4))
		return true;
	if (at > 1 && text.p[at - 1] == '"' && text.p[at - 2] == '=') /* width="60%" */
		return true;
	return token.n && ((token.p[token.n - 1] == '/' && token.n > 1 && sx_letter_before(token, token.n - 1)) ||
			   token.p[token.n - 1] == '&' || (token.n > 1 && memcmp(token.p + token.n - 2, "&#", 2) == 0));
}

/* Does the number go on what stands before it: 2.5^-1, 3+1, n−1, 2**32, 0:0:0, a|16, name(8)? */
static bool goes_on(struct sx_str text, size_t at)
{
	if (at < 2)
		return false;
	char last = text.p[at - 1], before = text.p[at - 2];
	bool digit = before >= '0' && before <= '9';
	if ((last == '+' || last == ':') && digit)
		return true;
	if (at > 3 && memcmp(text.p + at - 3, "−", 3) == 0 && sx_letter_before(text, at - 3))
		return !sx_is_digit(text, at - 4);
	if (last == '*')
		return before == '*' && at > 2 && sx_is_digit(text, at - 3);
	if (last == '(')
		return (before >= 'a' && before <= 'z') || before == '_';
	return last == '|' || last == '!' || (last == ')' && !sx_blank_before(text, at - 1)) ||
	       (before == '^' && strchr("-+", last));
}

/* A digit behind a letter, or behind letter and hyphen, belongs to a name (PM2, COVID-19) unless the letters are
 * money's. */
static bool in_name(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	struct sx_word word;
	if (sx_letter_before(text, at) || strchr("#_@^", text.p[at - 1]))
		return true;
	if (goes_on(text, at))
		return true;
	if (at > 1 && text.p[at - 1] == '-' && sx_words_before(s->lexicon, text, at - 1, s->hedge, &word) != SIZE_MAX)
		return false;
	return at > 1 && (text.p[at - 1] == '-' || text.p[at - 1] == '.') && sx_letter_before(text, at - 1);
}

bool sx_match_stands_free(const struct sx_scan *scan, struct sx_str text)
{
	const size_t at = scan->quantity.all.start;
	return at == 0 || (!in_name(scan->scanner, text, at) && !in_code(text, at));
}

void sx_scan_surroundings(const struct sx_scan *scan, struct sx_str text, size_t floor, struct sx_candidate *c)
{
	const struct sx_scanner *s = scan->scanner;
	for (uint8_t i = 0; i < c->captures; i++)
		if (sx_str_is(c->capture[i].name, "more"))
			c->quantity.end = c->capture[i].at.end;
	hedges_before(s, text, floor, c->quantity.start, c);
	if (!c->hedges && c->match.start < c->quantity.start) /* "about between 5 and 10" */
		hedges_before(s, text, floor, c->match.start, c);
	hedge_behind(s, text, c);
	word_behind(text, c);
}

bool sx_match_number(struct sx_scan *scan, uint32_t i, struct sx_candidate *out)
{
	const struct sx_compiled *c = &scan->scanner->compiled[i];
	const struct sx_open_patterns *open = &scan->open;
	const struct sx_atom *quantity = &scan->quantity, *number = &scan->number;
	const uint64_t bit = (uint64_t)1 << (i % 64);
	const uint32_t w = i / 64;
	if (open->here[w] & bit)
		return match_from(scan, c, NULL, (struct sx_range){ number->number.start, number->number.start }, out);
	return (open->quantity[w] & bit && match_from(scan, c, quantity, quantity->all, out)) ||
	       (open->number[w] & bit && match_from(scan, c, number, number->all, out));
}
