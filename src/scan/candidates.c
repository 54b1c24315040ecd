/* The matches at one trigger, best first. A pattern is run only once none that could be better is left: where a match
 * could begin and end at most is known from the dispatch, so that mostly the first that is run is the one that wins. */
#include "lexicon/letters.h"
#include "scan/scan_priv.h"

enum { REACH_BITS = 56 };
static const uint64_t any_reach = ((uint64_t)1 << REACH_BITS) - 1;

/* What decides which of two matches is taken, as one number of which the higher goes first: priority, then the longer
 * match behind, then before, then the earlier pattern. */
static uint64_t rank_of(const struct sx_scan *scan, uint32_t pattern, struct sx_range reach)
{
	const struct sx_compiled *c = &scan->scanner->compiled[pattern];
	size_t behind = reach.end > scan->trigger ? reach.end - scan->trigger : 0,
	       before = reach.start < scan->trigger ? scan->trigger - reach.start : 0;
	return (uint64_t)c->rank << REACH_BITS | (uint64_t)(behind < 0xFFFFFF ? behind : 0xFFFFFF) << 32 |
	       (uint64_t)(before < 0xFFFF ? before : 0xFFFF) << 16 | (0xFFFF - (c->order < 0xFFFF ? c->order : 0xFFFF));
}

static size_t end_of_token(struct sx_str text, size_t at)
{
	while (at < text.n &&
	       (sx_letter_at(text, at) || ((unsigned char)text.p[at] & 0xC0) == 0x80 || text.p[at] == '_'))
		at++;
	return at;
}

/* ".5" begins at its dot. */
static size_t number_start(struct sx_str text, size_t trigger, size_t floor)
{
	bool dot = trigger > floor && sx_is_digit(text, trigger) && text.p[trigger - 1] == '.';
	return dot && !(trigger > 1 && (sx_letter_before(text, trigger - 1) || strchr(".)", text.p[trigger - 2])))
		       ? trigger - 1
		       : trigger;
}

static uint64_t most_of(uint8_t priority)
{
	return (uint64_t)priority << REACH_BITS | any_reach;
}

/* Rules with trigger words of their own; the patterns of one rule stand together. */
static void wait_for_words(struct sx_scan *scan)
{
	const struct sx_scanner *s = scan->scanner;
	bool stands = false;
	for (uint32_t i = s->first_worded; i < s->n; i++) {
		const struct sx_compiled *c = &s->compiled[i];
		if (i == s->first_worded || c->rule != c[-1].rule)
			stands = sx_match_has_trigger(c->rule, scan->text, scan->trigger);
		if (stands && c->pattern->n == 1 && c->piece[0].rx)
			scan->waiting[scan->n_waiting++] = (struct sx_waiting){ most_of(c->rank), i };
	}
}

/* How far those that have just begun to wait reach; one that waits alone is run whatever it could come to. */
static void rank_waiting(struct sx_scan *scan, uint64_t most)
{
	for (uint32_t k = 0; scan->n_waiting > 1 && k < scan->n_waiting; k++) {
		struct sx_waiting *waiting = &scan->waiting[k];
		if (waiting->rank == most && waiting->pattern < scan->scanner->first_worded)
			waiting->rank = rank_of(scan, waiting->pattern, sx_dispatch_reach(scan, waiting->pattern));
	}
}

/* Of the open patterns that are left, those of the highest priority begin to wait: they stand by priority. */
static void wait_for_patterns(struct sx_scan *scan)
{
	const struct sx_compiled *compiled = scan->scanner->compiled;
	const uint32_t words = (scan->scanner->first_worded + 63) / 64;
	uint64_t most = 0;
	scan->next_most = 0;
	for (uint32_t w = scan->next_word; w < words && !scan->next_most; w++) {
		scan->next_word = w;
		for (uint64_t bits = scan->left[w]; bits; bits &= bits - 1) {
			const uint32_t i = w * 64 + (uint32_t)__builtin_ctzll(bits);
			const uint64_t its = most_of(compiled[i].rank);
			scan->left[w] = bits;
			if (most && its != most) {
				scan->next_most = its;
				break;
			}
			most = its;
			scan->waiting[scan->n_waiting++] = (struct sx_waiting){ most, i };
		}
	}
	rank_waiting(scan, most);
}

/* Where the text goes on when no candidate holds. */
static size_t end_of_all(const struct sx_scan *scan)
{
	size_t begin = scan->has_number ? scan->number.number.end : scan->trigger;
	size_t end = scan->has_number && !scan->number.cut ? begin : end_of_token(scan->text, begin);
	return end > scan->trigger ? end : scan->trigger + 1;
}

void sx_scan_start(struct sx_scan *scan, struct sx_str text, size_t trigger, size_t floor, size_t *skip)
{
	size_t start = number_start(text, trigger, floor);
	scan->text = text;
	scan->trigger = trigger;
	scan->floor = floor;
	scan->n_backs = scan->n_later = scan->n_waiting = scan->held = 0;
	scan->next_word = 0;
	scan->next_most = 0;
	scan->has_number = sx_atom_read(scan, text, start, floor, true, &scan->number, &scan->quantity);
	*skip = end_of_all(scan);
	if (scan->has_number) {
		const size_t at = scan->quantity.all.start;
		const bool apart = at > 0 && text.p[at - 1] == ' '; /* mostly */
		if (!apart && !sx_match_stands_free(scan, text))
			return;
		sx_dispatch(scan, text);
		scan->next_most = UINT64_MAX; /* it is not known yet */
	}
	if (sx_may_be_rule_word(scan->scanner, text, trigger))
		wait_for_words(scan);
}

/* Of those that wait, the one that could come to the most, where that is more than `wanted`; n_waiting: none. */
static uint32_t pick_waiting(const struct sx_scan *scan, uint64_t wanted)
{
	uint32_t best = scan->n_waiting;
	for (uint32_t i = 0; i < scan->n_waiting; i++)
		if (scan->waiting[i].rank > wanted) {
			wanted = scan->waiting[i].rank;
			best = i;
		}
	return best;
}

/* The best of the candidates that are held, or SX_HELD; with `flip` all ones the worst. */
static unsigned pick_held(const struct sx_scan *scan, uint64_t flip)
{
	unsigned pick = SX_HELD;
	for (uint32_t bits = scan->held; bits; bits &= bits - 1) {
		unsigned k = (unsigned)__builtin_ctz(bits);
		if (pick == SX_HELD || (scan->rank[k] ^ flip) > (scan->rank[pick] ^ flip))
			pick = k;
	}
	return pick;
}

/* Run a pattern and hold what it matches; with no room left, the worst that is held goes. SX_HELD: no match. */
static unsigned run_pattern(struct sx_scan *scan, uint32_t pattern)
{
	if (scan->held == ((uint32_t)1 << SX_HELD) - 1)
		scan->held &= ~((uint32_t)1 << pick_held(scan, UINT64_MAX));
	unsigned k = (unsigned)__builtin_ctz(~scan->held);
	struct sx_candidate *c = &scan->candidate[k];
	const struct sx_scanner *s = scan->scanner;
	bool found = pattern < s->first_worded ? sx_match_number(scan, pattern, c)
					       : sx_match_trigger(scan, &s->compiled[pattern], c);
	if (!found)
		return SX_HELD;
	const bool alone = !scan->held && !scan->n_waiting; /* of its priority: mostly */
	scan->rank[k] = alone ? most_of(s->compiled[pattern].rank) : rank_of(scan, pattern, c->match);
	scan->held |= (uint32_t)1 << k;
	return k;
}

struct sx_candidate *sx_scan_candidate(struct sx_scan *scan)
{
	unsigned best = pick_held(scan, 0);
	for (;;) {
		uint64_t rank = best < SX_HELD ? scan->rank[best] : 0;
		uint32_t i = pick_waiting(scan, rank);
		bool waits = i < scan->n_waiting;
		if (scan->next_most > (waits ? scan->waiting[i].rank : rank)) {
			wait_for_patterns(scan);
			continue;
		}
		if (!waits)
			break;
		uint32_t pattern = scan->waiting[i].pattern;
		scan->waiting[i] = scan->waiting[--scan->n_waiting];
		unsigned k = run_pattern(scan, pattern);
		if (k < SX_HELD && (best == SX_HELD || scan->rank[k] > rank))
			best = k;
	}
	if (best == SX_HELD)
		return NULL;
	scan->held &= ~((uint32_t)1 << best);
	return &scan->candidate[best];
}
