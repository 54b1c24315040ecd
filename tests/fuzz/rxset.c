/* Sets of expressions: where PCRE2 finds a match, the set says that there may be one. The first line of the input is an
 * expression, the rest the text. */
#include "target.h"

#include "base/rx.h"
#include "base/rxset.h"
#include "base/utf8.h"

enum { PATTERN_MOST = 200, TEXT_MOST = 400 };

static bool begins_here(struct sx_str text, size_t at)
{
	return at == text.n || ((unsigned char)text.p[at] & 0xC0) != 0x80;
}

/* Does any match end at `at`? */
static bool ends_here(const struct sx_rx *rx, struct sx_str text, size_t at, struct sx_rx_match *match, size_t *start)
{
	struct sx_str before = { text.p, at };
	for (*start = 0; *start <= at; ++*start)
		if (begins_here(before, *start) && sx_rx_run(rx, before, *start, match, NULL) == 1)
			return true;
	return false;
}

static void compare(enum sx_rxset_way way, unsigned flags, struct sx_str pattern, struct sx_str text)
{
	bool back = way == SX_RXSET_BACK;
	struct sx_rx *rx = sx_rx_new(pattern, flags | SX_RX_ANCHORED | (back ? SX_RX_ENDED : 0u), NULL, NULL);
	struct sx_rxset *set = rx ? sx_rxset_new(way, 1, NULL) : NULL;
	struct sx_rx_match *match = rx ? sx_rx_match_new(sx_rx_groups_most(rx)) : NULL;
	struct sx_rxset_run *run = NULL;
	if (match && set && !sx_rxset_add(set, 0, pattern, flags, NULL) && !sx_rxset_finish(set, NULL))
		run = sx_rxset_run_new(set, NULL);
	for (size_t at = 0; run && at <= text.n; at++) {
		uint64_t bits = 0;
		size_t start = at;
		struct sx_rxset_places places;
		if (!begins_here(text, at))
			continue;
		sx_rxset_make_room(run);
		sx_rxset_match(run, text, at, &bits, &places);
		bool found = back ? ends_here(rx, text, at, match, &start) : sx_rx_run(rx, text, at, match, NULL) == 1;
		target_require(!found || bits, "where there is a match, the set says that there may be one");
		if (!found || places.n > SX_RXSET_PLACES)
			continue;
		if (!back) {
			target_require(sx_rx_spans(match)[1] <= places.at[places.n - 1], "and up to where it may go");
			continue;
		}
		bool known = false;
		for (uint32_t i = 0; i < places.n; i++)
			known |= places.at[i] == start;
		target_require(known || start == at, "and where it may begin");
	}
	sx_rxset_run_free(run);
	sx_rxset_free(set);
	sx_rx_match_free(match);
	sx_rx_free(rx);
}

int fuzz_rxset(const uint8_t *data, size_t n)
{
	struct sx_str all = { (const char *)data, n };
	const char *line = n ? memchr(data, '\n', n) : NULL;
	if (!line || sx_utf8_check(all) < n)
		return 0;
	struct sx_str pattern = { all.p, (size_t)(line - all.p) }, text = { line + 1, n - (size_t)(line - all.p) - 1 };
	if (pattern.n > PATTERN_MOST || text.n > TEXT_MOST)
		return 0;
	for (int way = SX_RXSET_AHEAD; way <= SX_RXSET_BACK; way++) {
		compare((enum sx_rxset_way)way, 0, pattern, text);
		compare((enum sx_rxset_way)way, SX_RX_CASELESS, pattern, text);
	}
	return 0;
}
