/* The rules at one trigger. */
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
	const size_t *spans = sx_rx_spans(scan->match);
	const struct sx_rx_name *name;
	for (uint32_t n = sx_rx_names(piece->rx, &name); n && c->captures < SX_CAPTURES; n--, name++) {
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

/* An atom behind the first. */
static bool match_atom(struct sx_scan *scan, const struct sx_element *element, struct sx_str text, size_t at,
		       struct sx_candidate *out)
{
	struct sx_atom number = { 0 }, quantity = { 0 };
	if (out->atoms == SX_ATOMS)
		return false;
	if (element->kind == SX_EL_UNIT) {
		if (!sx_unit_read(scan->scanner, text, at, &quantity.unit))
			return false;
		quantity.all = quantity.unit.at;
	} else if (!sx_atom_read(scan, text, at, at, false, &number, &quantity)) {
		return false;
	}
	if (element->kind == SX_EL_MEASURE && !quantity.unit.parts)
		return false;
	struct sx_atom *atom = &out->atom[out->atoms++];
	*atom = element->kind == SX_EL_NUMBER ? number : quantity;
	atom->role = element->role;
	return true;
}

/* What follows the first atom: regexes and atoms in turn. */
static bool match_rest(struct sx_scan *scan, const struct sx_compiled *c, struct sx_str text, struct sx_candidate *out)
{
	size_t at = out->match.end;
	for (uint32_t i = c->pattern->first_atom + 1; i < c->pattern->n; i++) {
		const struct sx_piece *piece = &c->piece[i];
		if (piece->rx) {
			if (!run(scan, c, piece, text, at))
				return false;
			at = sx_rx_spans(scan->match)[1];
			take_captures(scan, piece, out);
			continue;
		}
		if (!match_atom(scan, piece->element, text, at, out))
			return false;
		at = out->atom[out->atoms - 1].all.end;
		out->quantity.end = at;
	}
	out->match.end = at;
	return true;
}

/* All but the atoms, which are written before they are counted. */
static void clear(struct sx_candidate *out, const struct sx_compiled *c)
{
	memset(out, 0, offsetof(struct sx_candidate, atom));
	out->rule = c->rule->number;
}

static bool match_with(struct sx_scan *scan, const struct sx_compiled *c, struct sx_str text,
		       const struct sx_atom *first, size_t floor, struct sx_candidate *out)
{
	uint32_t at = c->pattern->first_atom;
	clear(out, c);
	out->match = out->quantity = first->all;
	if (c->pattern->element[at].kind != SX_EL_HERE) {
		out->atoms = 1;
		out->atom[0] = *first;
		out->atom[0].role = c->pattern->element[at].role;
	}
	if (at > 0 && !match_prefix(scan, c, text, first->all.start, floor, out))
		return false;
	return match_rest(scan, c, text, out);
}

static bool match_trigger(struct sx_scan *scan, const struct sx_compiled *c, struct sx_str text, size_t at,
			  struct sx_candidate *out)
{
	bool stands = false;
	for (uint32_t i = 0; i < c->rule->n_triggers && !stands; i++) {
		size_t end = sx_spelling_at(text, at, c->rule->trigger[i], false);
		stands = end && !sx_letter_at(text, end);
	}
	if (!stands || c->pattern->n != 1 || !c->piece[0].rx || !run(scan, c, &c->piece[0], text, at))
		return false;
	size_t end = sx_rx_spans(scan->match)[1];
	clear(out, c);
	out->match = out->quantity = (struct sx_range){ at, end };
	take_captures(scan, &c->piece[0], out);
	return true;
}

/* Higher priority, then the longer match behind, then before, then the earlier rule. */
static bool better(const struct sx_scan *scan, const struct sx_candidate *a, const struct sx_candidate *b)
{
	int pa = sx_rules_at(scan->scanner->lexicon, a->rule)->priority,
	    pb = sx_rules_at(scan->scanner->lexicon, b->rule)->priority;
	if (pa != pb)
		return pa > pb;
	if (a->match.end != b->match.end)
		return a->match.end > b->match.end;
	if (a->match.start != b->match.start)
		return a->match.start < b->match.start;
	return a->rule < b->rule;
}

/* Only the atoms that it has: they are most of it, and mostly one. */
static void copy(struct sx_candidate *to, const struct sx_candidate *from)
{
	memcpy(to, from, offsetof(struct sx_candidate, atom) + from->atoms * sizeof *from->atom);
}

static size_t insert(const struct sx_scan *scan, struct sx_candidate *out, size_t n, size_t most,
		     const struct sx_candidate *c)
{
	size_t at = n;
	while (at > 0 && better(scan, c, &out[at - 1]))
		at--;
	if (at == most)
		return n;
	for (size_t i = n < most ? n : most - 1; i > at; i--)
		copy(&out[i], &out[i - 1]);
	copy(&out[at], c);
	return n < most ? n + 1 : n;
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

static size_t end_of_token(struct sx_str text, size_t at)
{
	while (at < text.n &&
	       (sx_letter_at(text, at) || ((unsigned char)text.p[at] & 0xC0) == 0x80 || text.p[at] == '_'))
		at++;
	return at;
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
static bool in_name(const struct sx_scanner *s, struct sx_str text, const struct sx_atom *atom)
{
	size_t at = atom->all.start;
	struct sx_word word;
	if (at > 0 && (sx_letter_before(text, at) || strchr("#_@^", text.p[at - 1])))
		return true;
	if (goes_on(text, at))
		return true;
	if (at > 1 && text.p[at - 1] == '-' && sx_words_before(s->lexicon, text, at - 1, s->hedge, &word) != SIZE_MAX)
		return false;
	return at > 1 && (text.p[at - 1] == '-' || text.p[at - 1] == '.') && sx_letter_before(text, at - 1);
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

/* ".5" begins at its dot. */
static size_t number_start(struct sx_str text, size_t trigger, size_t floor)
{
	bool dot = trigger > floor && sx_is_digit(text, trigger) && text.p[trigger - 1] == '.';
	return dot && !(trigger > 1 && (sx_letter_before(text, trigger - 1) || strchr(".)", text.p[trigger - 2])))
		       ? trigger - 1
		       : trigger;
}

/* A pattern at the number just read, in the forms that are worth trying: with its unit first. */
static bool match_number(struct sx_scan *scan, const struct sx_open_patterns *worth, uint32_t i, struct sx_str text,
			 size_t floor, struct sx_candidate *out)
{
	const struct sx_compiled *c = &scan->scanner->compiled[i];
	size_t at = scan->number.number.start;
	struct sx_atom here = { .all = { at, at } };
	uint64_t bit = (uint64_t)1 << (i % 64);
	uint32_t w = i / 64;
	return (worth->quantity[w] & bit && match_with(scan, c, text, &scan->quantity, floor, out)) ||
	       (worth->number[w] & bit && match_with(scan, c, text, &scan->number, floor, out)) ||
	       (worth->here[w] & bit && match_with(scan, c, text, &here, floor, out));
}

/* Every rule that can match at the number just read. */
static size_t match_all(struct sx_scan *scan, struct sx_str text, size_t floor, struct sx_candidate *out, size_t most)
{
	struct sx_open_patterns worth;
	size_t n = 0;
	uint32_t words = sx_dispatch(scan, text, &worth);
	for (uint32_t w = 0; w < words; w++)
		for (uint64_t bits = worth.quantity[w] | worth.number[w] | worth.here[w]; bits; bits &= bits - 1) {
			struct sx_candidate c;
			if (match_number(scan, &worth, w * 64 + (uint32_t)__builtin_ctzll(bits), text, floor, &c))
				n = insert(scan, out, n, most, &c);
		}
	return n;
}

size_t sx_scan_candidates(struct sx_scan *scan, struct sx_str text, size_t trigger, size_t floor,
			  struct sx_candidate *out, size_t most, size_t *skip)
{
	const struct sx_scanner *s = scan->scanner;
	size_t n = 0, start = number_start(text, trigger, floor);
	scan->n_backs = 0;
	scan->has_number = sx_atom_read(scan, text, start, floor, true, &scan->number, &scan->quantity);
	*skip = end_of_token(text, trigger);
	if (*skip == trigger)
		*skip = trigger + 1;
	if (scan->has_number) {
		size_t end = scan->number.number.end;
		*skip = scan->number.cut ? end_of_token(text, end) : end;
		if (in_name(s, text, &scan->quantity) || in_code(text, scan->quantity.all.start))
			return 0;
		n = match_all(scan, text, floor, out, most);
	}
	for (uint32_t i = sx_may_be_rule_word(s, text, trigger) ? s->first_worded : s->n; i < s->n; i++) {
		struct sx_candidate c;
		if (match_trigger(scan, &s->compiled[i], text, trigger, &c))
			n = insert(scan, out, n, most, &c);
	}
	return n;
}
