/* What is read step by step ends where PCRE2 ends it. */
#include "lexicon/rules.h"
#include "scan/scan_priv.h"

#include <criterion/criterion.h>

#define S  SX_RX_BLANKS
#define S0 SX_RX_BLANKS_MAYBE

static const char *const taken[] = {
	"-", "\\)", ",?" S, "," S, S0 "\\(", S0 "[\\[(]", ",?" S "(?:and" S ")?", S "to" S0 "x", "\\.(?:0)?",
};

static const char *const left[] = {
	"",          "a|b", ",?,",      ",?-",          "-+",           "-??",   "(?:and)?x",
	"[a-z]",     "\\d", "k",        "(?<more>\\))", "(?:-",         "-?",    S0,
	",?" S0 ",", ".",   "(?:,?x)?", "(?:and)",      "\xE2\x80\x93", "(?=-)", "(?:-)?(?:-)?",
};

static const char *const texts[] = {
	"5, and 6",
	"5 ,  AND\t6",
	"5 (6) [7]",
	"5\xC2\xA0(6",
	"5      (6",
	", 7, an 8",
	"5-6--7",
	",and",
	"1\xE2\x80\xAF and \xE2\x80\x8A"
	"2",
	"a to\nx) tox",
	"., .0 .\xC2",
	"\xE2\x80\x93 (",
	" ",
	"",
};

/* The end of the match at `at`; SIZE_MAX: there is none. */
static size_t by_pcre2(struct sx_rx *rx, struct sx_str text, size_t at, struct sx_rx_match *match)
{
	return sx_rx_run(rx, text, at, match, NULL) > 0 ? sx_rx_spans(match)[1] : SIZE_MAX;
}

static void compare(const char *regex, bool caseless)
{
	struct sx_steps steps;
	struct sx_err err = { 0 };
	unsigned flags = SX_RX_ANCHORED | (caseless ? SX_RX_CASELESS : 0u);
	struct sx_rx *rx = sx_rx_new(sx_str_of(regex), flags, NULL, &err);
	struct sx_rx_match *match = sx_rx_match_new(0);
	cr_assert(rx && match, "%s", err.text);
	sx_steps_make(sx_str_of(regex), caseless, &steps);
	cr_expect(steps.n, "%s is read step by step", regex);
	for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
		struct sx_str text = sx_str_of(texts[t]);
		for (size_t at = 0; at <= text.n; at++) {
			if (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
				continue;
			size_t end = SIZE_MAX, wanted = by_pcre2(rx, text, at, match);
			end = sx_steps_run(&steps, text, at, &end) ? end : SIZE_MAX;
			cr_expect_eq(end, wanted, "%s in '%s' at %zu: %zu, not %zu", regex, texts[t], at, end, wanted);
		}
	}
	sx_rx_match_free(match);
	sx_rx_free(rx);
}

Test(scan_steps, same_as_pcre2)
{
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
		compare(taken[i], false);
		compare(taken[i], true);
	}
}

Test(scan_steps, more_than_marks_and_blanks)
{
	for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
		struct sx_steps steps;
		sx_steps_make(sx_str_of(left[i]), true, &steps);
		cr_expect_eq(steps.n, 0, "%s is left to PCRE2", left[i]);
	}
}
