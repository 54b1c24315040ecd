/* Where PCRE2 finds a match, the set must say that there may be one; and where the expressions are plain, nothing more.
 */
#include "base/rx.h"
#include "base/rxset.h"

#include <criterion/criterion.h>

static const char *const patterns[] = {
	"from",
	"",
	"(?:rose|fell|up|down)(?: by)? ",
	"[a-z]+ ",
	"(?:[a-z]+ ){0,3}+per ",
	" (?:to|and) (?!zero)",
	"\\d{1,3}(?:,\\d{3})++(?:\\.\\d++)?(?![,\\d]\\d)",
	"(?<!of )(?<=about )",
	"(?<year>(?:19|20)\\d\\d)\\b",
	"[^.\\n]{0,40} - ",
	"(?i:k|s)elvin(?-i:K)",
	"(?-i:US)\\$",
	" ?[\xE2\x80\x93\xE2\x80\x94-] ?",
	"[\\x{A0}\\x{2000}-\\x{200A}]{1,4}+",
	"\\p{L}+ \\p{Lu}",
	"(?>percent|per cent)(?= of)",
	"([-/.])\\d\\d\\g{-1}\\d\\d",
	"\xC3\xA9t\xC3\xA9",
	"(?=(?:one|two|three)\\b)",
	"\\(?\\$[\\w.+-]*+\\)|\\[\\s\\S",
	"[[:alpha:]]+",
	"a{3}b{2,}c{1,200}",
	"(?s).{2}\\N?x",
	"(?:a|ab)(?:c|bcd)(?:d*)",
	"[\\x{2000}-\\x{221A}]{1,4}+x",
	"[^\\x{100}-\\x{2200}]t",
	"\xE2\x84\xAA"
	"k",
	"\\A\\w+",
	"(?:(?<=\\n)|\\A)",
	"(?:years?|x|)\\z",
	"[\\w ]{0,9}(?=\\z|\\n)",
};
enum { PATTERNS = sizeof patterns / sizeof *patterns };

static const char *const texts[] = {
	"it rose by 5 from 2005 to 2,012,345.5 units per year",
	"from about 10/12/10 \xE2\x80\x93 20",
	"K\xE2\x84\xAA"
	"ELVINK \xE2\x84\xAA"
	"elvinK \xC5\xBF"
	"elvinK US$ us$ ($a.b)",
	"one half percent of \xC3\x89t\xC3\xA9 \xC3\xA9T\xC3\x89 abcd aaabbccc xyx\nx",
	"a\xC2\xA0\xE2\x80\x85\xE2\x80\x8A"
	"b two of about",
	"kkkx KKst\xC5\xBFt kt 7 years",
	"",
};

static bool has(const uint64_t *bits, int i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

/* Does any text that ends at `at` match, from whatever place? */
static bool ends_at(const struct sx_rx *rx, struct sx_str text, size_t at, struct sx_rx_match *match)
{
	struct sx_str before = { text.p, at };
	for (size_t from = 0; from <= at; from++)
		if (((unsigned char)text.p[from] & 0xC0) != 0x80 && sx_rx_run(rx, before, from, match, NULL) == 1)
			return true;
	return false;
}

static void compare(enum sx_rxset_way way, unsigned flags)
{
	struct sx_err err = { 0 };
	struct sx_rxset *set = sx_rxset_new(way, PATTERNS, &err);
	struct sx_rx *rx[PATTERNS];
	struct sx_rx_match *match = sx_rx_match_new(8);
	unsigned more = SX_RX_ANCHORED | (way == SX_RXSET_BACK ? SX_RX_ENDED : 0u);
	for (int i = 0; i < PATTERNS; i++) {
		rx[i] = sx_rx_new(sx_str_of(patterns[i]), flags | more, NULL, &err);
		cr_assert(rx[i] && !sx_rxset_add(set, (uint32_t)i, sx_str_of(patterns[i]), flags, &err), "%s",
			  err.text);
	}
	cr_assert(!sx_rxset_finish(set, &err));
	struct sx_buf image = { 0 };
	sx_rxset_pack(set, &image);
	struct sx_str rest = sx_buf_view(&image);
	struct sx_rxset *packed = sx_rxset_unpack(&rest, &err);
	cr_assert(packed && sx_buf_ok(&image) && rest.n == 0);
	struct sx_rxset_run *run = sx_rxset_run_new(set, &err), *again = sx_rxset_run_new(packed, &err);
	for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
		struct sx_str text = sx_str_of(texts[t]);
		for (size_t at = 0; at <= text.n; at++) {
			uint64_t bits[1] = { 0 }, same[1] = { 0 };
			if (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
				continue;
			sx_rxset_match(run, text, at, bits, NULL);
			sx_rxset_match(again, text, at, same, NULL);
			cr_expect_eq(bits[0], same[0], "out of an image: way %d, text %zu at %zu", way, t, at);
			for (int i = 0; i < PATTERNS; i++) {
				bool found = way == SX_RXSET_BACK ? ends_at(rx[i], text, at, match)
								  : sx_rx_run(rx[i], text, at, match, NULL) == 1;
				cr_expect(!found || has(bits, i), "%s, way %d, text %zu at %zu", patterns[i], way, t,
					  at);
			}
		}
	}
	for (int i = 0; i < PATTERNS; i++)
		sx_rx_free(rx[i]);
	sx_rx_match_free(match);
	sx_rxset_run_free(run);
	sx_rxset_run_free(again);
	sx_rxset_free(set);
	sx_rxset_free(packed);
	sx_buf_release(&image);
}

Test(rxset, never_misses_what_pcre2_finds)
{
	for (int way = SX_RXSET_AHEAD; way <= SX_RXSET_BACK; way++) {
		compare((enum sx_rxset_way)way, 0);
		compare((enum sx_rxset_way)way, SX_RX_CASELESS);
	}
}

/* All expressions, the first of them with this number. */
static struct sx_rxset *numbered_from(uint32_t first, enum sx_rxset_way way)
{
	struct sx_err err = { 0 };
	struct sx_rxset *set = sx_rxset_new(way, first + PATTERNS, &err);
	for (uint32_t i = 0; i < PATTERNS; i++)
		cr_assert(!sx_rxset_add(set, first + i, sx_str_of(patterns[i]), 0, &err));
	cr_assert(!sx_rxset_finish(set, &err));
	return set;
}

enum { WORDS_MOST = 7 };

/* Where the answer takes that many words, it stands in the last of them as it does in one by itself. */
static void compare_words(enum sx_rxset_way way, uint32_t words)
{
	struct sx_err err = { 0 };
	struct sx_rxset *one = numbered_from(0, way), *many = numbered_from(64 * (words - 1), way);
	struct sx_rxset_run *run = sx_rxset_run_new(one, &err), *again = sx_rxset_run_new(many, &err);
	cr_assert(run && again && sx_rxset_words(many) == words);
	for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
		for (size_t at = 0; at <= strlen(texts[t]); at++) {
			uint64_t bits[1] = { 0 }, all[WORDS_MOST] = { 0 }, rest = 0;
			struct sx_rxset_places places, other;
			sx_rxset_match(run, sx_str_of(texts[t]), at, bits, &places);
			sx_rxset_match(again, sx_str_of(texts[t]), at, all, &other);
			for (uint32_t w = 0; w + 1 < words; w++)
				rest |= all[w];
			cr_expect(all[words - 1] == bits[0] && !rest, "%u words, text %zu at %zu", words, t, at);
			cr_assert_eq(places.n, other.n, "%u words, text %zu at %zu", words, t, at);
			for (uint32_t k = 0; k < places.n && places.n <= SX_RXSET_PLACES; k++)
				cr_expect(places.at[k] == other.at[k] && places.bits[k][0] == other.bits[k][words - 1],
					  "%u words, text %zu at %zu, place %u", words, t, at, k);
		}
	sx_rxset_run_free(run);
	sx_rxset_run_free(again);
	sx_rxset_free(one);
	sx_rxset_free(many);
}

Test(rxset, however_many_words)
{
	for (int way = SX_RXSET_AHEAD; way <= SX_RXSET_BACK; way++)
		for (uint32_t words = 1; words <= WORDS_MOST; words++)
			compare_words((enum sx_rxset_way)way, words);
}

/* One expression at one place. */
static bool may(enum sx_rxset_way way, const char *pattern, const char *text, size_t at)
{
	struct sx_err err = { 0 };
	struct sx_rxset *set = sx_rxset_new(way, 1, &err);
	cr_assert(set && !sx_rxset_add(set, 0, sx_str_of(pattern), SX_RX_CASELESS, &err) &&
		  !sx_rxset_finish(set, &err));
	struct sx_rxset_run *run = sx_rxset_run_new(set, &err);
	uint64_t bits[1] = { 0 };
	sx_rxset_match(run, sx_str_of(text), at, bits, NULL);
	sx_rxset_run_free(run);
	sx_rxset_free(set);
	return bits[0];
}

Test(rxset, rules_out_what_cannot_match)
{
	cr_expect(may(SX_RXSET_AHEAD, " to ", "5 to 7", 1));
	cr_expect_not(may(SX_RXSET_AHEAD, " to ", "5 of 7", 1));
	cr_expect_not(may(SX_RXSET_AHEAD, " to ", "5 to", 1));
	cr_expect(may(SX_RXSET_BACK, "(?:from|between) ", "It fell FROM 5", 13));
	cr_expect_not(may(SX_RXSET_BACK, "(?:from|between) ", "It fell form 5", 13));
	cr_expect_not(may(SX_RXSET_BACK, "from ", "from 5", 0));
	cr_expect_not(may(SX_RXSET_AHEAD, "\\d+(?= %)", "5 of", 0), "what is looked at last is read");
}

/* Where there is no room for another state the answer is yes, and room is made for the next. */
Test(rxset, many_states)
{
	struct sx_err err = { 0 };
	struct sx_rxset *set = sx_rxset_new(SX_RXSET_AHEAD, 1, &err);
	cr_assert(!sx_rxset_add(set, 0, SX_STR("[ab]*a[ab]{20}c"), 0, &err) && !sx_rxset_finish(set, &err));
	struct sx_rxset_run *run = sx_rxset_run_new(set, &err);
	char text[120];
	uint32_t random = 7;
	unsigned full = 0;
	for (int round = 0; round < 1000; round++) {
		for (size_t i = 0; i < sizeof text; i++) {
			random = random * 1103515245u + 12345u;
			text[i] = random >> 16 & 1 ? 'a' : 'b';
		}
		text[100] = 'c';
		uint64_t bits[1] = { 0 };
		sx_rxset_make_room(run);
		sx_rxset_match(run, (struct sx_str){ text, sizeof text }, 0, bits, NULL);
		full += bits[0] == UINT64_MAX;
		cr_assert(bits[0] == UINT64_MAX || bits[0] == (text[79] == 'a'), "round %d", round);
	}
	cr_expect(full > 0 && full < 10, "full %u times", full);
	sx_rxset_run_free(run);
	sx_rxset_free(set);
}
