/* Which patterns are worth trying at a number: told by the word before it and the byte behind it. Most are ruled out
 * here, so that the cost of a place does not grow with the number of rules. */
#include "scan/scan_priv.h"

enum { BUCKETS = 256 };

/* What patterns want behind the number is joined into gates: where one is shut, none of its patterns can match. */
enum { GATES = 8, GATE_BYTES = 12 * 1024 /* of regex in one gate: PCRE2 compiles no more than 64 KiB */ };

struct gate {
	struct sx_rx *rx; /* NULL: always open */
	uint64_t set[SX_DISPATCH_WORDS];
};

/* Sets of patterns, bit i for the i-th; `words` 64-bit words each. */
struct sx_dispatch {
	uint32_t words;
	uint64_t *after_word; /* [BUCKETS]: by the hash of the last word in front */
	uint64_t *after_none; /* no word in front */
	uint64_t *at_here;    /* [256]: by the first byte of the number */
	uint64_t *behind;     /* [256]: by the byte behind the number or quantity */
	struct gate here_gate[GATES], behind_gate[GATES];
};

static uint32_t bucket_of(struct sx_str word)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < word.n; i++) {
		unsigned char c = (unsigned char)word.p[i];
		h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 16777619u;
	}
	return (h ^ h >> 16) % BUCKETS;
}

static void add(uint64_t *sets, uint32_t words, uint32_t set, uint32_t i)
{
	sets[(size_t)set * words + i / 64] |= (uint64_t)1 << (i % 64);
}

static void add_to_all(uint64_t *sets, uint32_t words, uint32_t i)
{
	for (uint32_t b = 0; b < 256; b++)
		add(sets, words, b, i);
}

static void add_prefix(struct sx_dispatch *d, const struct sx_compiled *c, uint32_t i)
{
	const struct sx_element *prefix = c->pattern->first_atom > 0 ? &c->pattern->element[0] : NULL;
	if (!prefix || !prefix->last_words) {
		add_to_all(d->after_word, d->words, i);
		add(d->after_none, d->words, 0, i);
		return;
	}
	for (uint32_t k = 0; k < prefix->n_last_words; k++)
		add(d->after_word, d->words, bucket_of(prefix->last_words[k]), i);
}

static void add_first(struct sx_dispatch *d, const struct sx_compiled *c, uint32_t i)
{
	uint32_t atom = c->pattern->first_atom;
	uint64_t *sets = c->pattern->element[atom].kind == SX_EL_HERE ? d->at_here : d->behind;
	const unsigned char *first =
		atom + 1 < c->pattern->n && c->piece[atom + 1].rx ? c->piece[atom + 1].first : NULL;
	for (uint32_t b = 0; b < 256; b++)
		if (!first || (first[b >> 3] >> (b & 7) & 1))
			add(sets, d->words, b, i);
}

/* Does the regex match where nothing but an ordinary word follows the number, or at an ordinary number? Then it would
 * hold the gate open for all the others. */
static bool is_permissive(const struct sx_piece *piece, bool here, struct sx_rx_match *match)
{
	static const char *const ordinary[2][3] = { { " zq zq", ", zq zq", ". Zq zq" },
						    { "5 zq zq", "1234 zq", "12,345 zq" } };
	for (int i = 0; i < 3; i++)
		if (sx_rx_run(piece->rx, sx_str_of(ordinary[here][i]), 0, match, NULL) != 0)
			return true;
	return false;
}

/* A gate's regex that is being put together. */
struct draft {
	struct sx_buf text;
	struct gate *gate;
};

/* Close the draft into its gate. A gate that cannot be compiled stands open. */
static int close_gate(struct draft *draft, struct sx_err *err)
{
	size_t at;
	struct sx_err why = { 0 };
	if (!draft->text.n)
		return 0;
	sx_buf_c(&draft->text, ')');
	if (!sx_buf_ok(&draft->text))
		return sx_fail(err, SX_NOMEM, "out of memory");
	draft->gate->rx = sx_rx_new(sx_buf_view(&draft->text), SX_RX_ANCHORED, &at, &why);
	sx_buf_clear(&draft->text);
	draft->gate++;
	return why.code == SX_NOMEM ? sx_fail(err, SX_NOMEM, "out of memory") : 0;
}

/* Join what the patterns want behind their first atom; `here`: those that read the digits themselves. */
static int make_gates(const struct sx_scanner *s, bool here, struct sx_rx_match *match, struct gate gates[GATES],
		      struct sx_err *err)
{
	struct draft draft = { .gate = gates };
	int status = 0;
	for (uint32_t i = 0; i < s->first_worded && !status && draft.gate < gates + GATES; i++) {
		const struct sx_compiled *c = &s->compiled[i];
		uint32_t atom = c->pattern->first_atom, next = atom + 1;
		if (next >= c->pattern->n || !c->piece[next].rx ||
		    (c->pattern->element[atom].kind == SX_EL_HERE) != here)
			continue;
		struct sx_str regex = c->pattern->element[next].regex;
		if (regex.n > GATE_BYTES || is_permissive(&c->piece[next], here, match))
			continue;
		if (draft.text.n + regex.n > GATE_BYTES)
			status = close_gate(&draft, err);
		if (draft.gate == gates + GATES)
			break;
		sx_buf_addf(&draft.text, "%s(?%si:%.*s)", draft.text.n ? "|" : "(?J)(?:", c->rule->cased ? "-" : "",
			    (int)regex.n, regex.p);
		draft.gate->set[i / 64] |= (uint64_t)1 << (i % 64);
	}
	if (!status && draft.gate < gates + GATES)
		status = close_gate(&draft, err);
	sx_buf_release(&draft.text);
	return status;
}

void sx_dispatch_free(struct sx_scanner *s)
{
	if (!s->dispatch)
		return;
	for (int i = 0; i < GATES; i++) {
		sx_rx_free(s->dispatch->here_gate[i].rx);
		sx_rx_free(s->dispatch->behind_gate[i].rx);
	}
}

int sx_dispatch_make(struct sx_scanner *s, struct sx_err *err)
{
	struct sx_dispatch *d = sx_arena_alloc(&s->arena, sizeof *d);
	uint32_t words = (s->first_worded + 63) / 64;
	size_t set = words * sizeof(uint64_t);
	if (d) {
		d->words = words;
		d->after_word = sx_arena_alloc(&s->arena, BUCKETS * set + 1);
		d->after_none = sx_arena_alloc(&s->arena, set + 1);
		d->at_here = sx_arena_alloc(&s->arena, 256 * set + 1);
		d->behind = sx_arena_alloc(&s->arena, 256 * set + 1);
	}
	if (!sx_arena_ok(&s->arena) || words > SX_DISPATCH_WORDS)
		return sx_fail(err, words > SX_DISPATCH_WORDS ? SX_LIMIT : SX_NOMEM, "%s",
			       words > SX_DISPATCH_WORDS ? "too many rules" : "out of memory");
	for (uint32_t i = 0; i < s->first_worded; i++) {
		if (s->compiled[i].pattern->first_atom >= s->compiled[i].pattern->n)
			continue; /* no number and no trigger word: never tried */
		add_prefix(d, &s->compiled[i], i);
		add_first(d, &s->compiled[i], i);
	}
	s->dispatch = d;
	struct sx_rx_match *match = sx_rx_match_new(s->groups);
	if (!match)
		return sx_fail(err, SX_NOMEM, "out of memory");
	int status = make_gates(s, true, match, d->here_gate, err);
	if (!status)
		status = make_gates(s, false, match, d->behind_gate, err);
	sx_rx_match_free(match);
	return status;
}

uint32_t sx_dispatch_groups(const struct sx_scanner *s, uint32_t most)
{
	for (int i = 0; i < 2 * GATES; i++) {
		const struct sx_rx *rx = (i < GATES ? s->dispatch->here_gate : s->dispatch->behind_gate)[i % GATES].rx;
		uint32_t groups = rx ? sx_rx_groups(rx) : 0;
		most = groups > most ? groups : most;
	}
	return most;
}

static bool is_open(struct sx_scan *scan, const struct gate *gate, struct sx_str text, size_t at)
{
	return sx_rx_run(gate->rx, text, at, scan->match, NULL) != 0; /* what gave up is tried one by one */
}

/* Take the patterns behind a shut gate out of the set. */
static void pass(struct sx_scan *scan, const struct gate *gate, struct sx_str text, size_t a, size_t b, uint64_t *set,
		 uint32_t words)
{
	uint64_t concerned = 0;
	for (uint32_t i = 0; i < words; i++)
		concerned |= set[i] & gate->set[i];
	if (!concerned || is_open(scan, gate, text, a) || (b != a && is_open(scan, gate, text, b)))
		return;
	for (uint32_t i = 0; i < words; i++)
		set[i] &= ~gate->set[i];
}

static unsigned char byte_at(struct sx_str text, size_t at)
{
	return at < text.n ? (unsigned char)text.p[at] : 0;
}

static uint64_t plain_set(const struct sx_scanner *s, uint32_t word)
{
	uint64_t set = 0;
	for (uint32_t i = word * 64; i < s->first_worded && i < word * 64 + 64; i++)
		if (s->compiled[i].pattern->first_atom < s->compiled[i].pattern->n)
			set |= (uint64_t)1 << (i % 64);
	return set;
}

uint32_t sx_dispatch(struct sx_scan *scan, struct sx_str text, struct sx_str word, uint64_t set[SX_DISPATCH_WORDS])
{
	const struct sx_dispatch *d = scan->scanner->dispatch;
	if (!d) { /* the plain way: every pattern is tried */
		for (uint32_t i = 0; i < SX_DISPATCH_WORDS; i++)
			set[i] = i * 64 < scan->scanner->first_worded ? plain_set(scan->scanner, i) : 0;
		return SX_DISPATCH_WORDS;
	}
	size_t w = d->words;
	const uint64_t *before = word.n ? d->after_word + bucket_of(word) * w : d->after_none;
	const uint64_t *here = d->at_here + byte_at(text, scan->number.number.start) * w;
	const uint64_t *number = d->behind + byte_at(text, scan->number.all.end) * w;
	const uint64_t *quantity = d->behind + byte_at(text, scan->quantity.all.end) * w;
	for (size_t i = 0; i < w; i++)
		set[i] = before[i] & (here[i] | number[i] | quantity[i]);
	for (int i = 0; i < GATES && d->here_gate[i].rx; i++)
		pass(scan, &d->here_gate[i], text, scan->number.number.start, scan->number.number.start, set, d->words);
	for (int i = 0; i < GATES && d->behind_gate[i].rx; i++)
		pass(scan, &d->behind_gate[i], text, scan->quantity.all.end, scan->number.all.end, set, d->words);
	return d->words;
}
