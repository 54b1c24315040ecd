/* Digits read without the regular expression end where it ends them. */
#include "scan/scan_priv.h"

#include <criterion/criterion.h>

static struct sx_lexicon *lexicon;
static struct sx_scanner *scanner;
static struct sx_rx_match *match;

static void open_scanner(void)
{
	struct sx_err err = { 0 };
	lexicon = sx_lexicon_new(&err);
	cr_assert(lexicon && !sx_lexicon_add_builtin(lexicon, &err) && !sx_lexicon_finish(lexicon, &err), "%s",
		  err.text);
	scanner = sx_scanner_new(lexicon, &err);
	match = sx_rx_match_new(scanner->groups);
	cr_assert(scanner && match, "%s", err.text);
}

static void close_scanner(void)
{
	sx_rx_match_free(match);
	sx_scanner_free(scanner);
	sx_lexicon_free(lexicon);
}

TestSuite(scan_digits, .init = open_scanner, .fini = close_scanner);

Test(scan_digits, known)
{
	struct sx_str regex = sx_rules_fragment(lexicon, "digits")->regex;
	cr_expect(scanner->digits_known,
		  "`let digits` has changed: when the other tests here pass with the new shape, digits.c may take its "
		  "length, %zu, and its hash, 0x%llX",
		  regex.n, (unsigned long long)sx_digits_hash(regex));
	cr_expect_not(sx_digits_known(SX_STR("\\d+")));
}

/* The end of the match, `at` when there is none. */
static size_t plain(struct sx_str text, size_t at)
{
	return sx_rx_run(scanner->digits, text, at, match, NULL) > 0 ? sx_rx_spans(match)[1] : at;
}

static bool same(struct sx_str text, size_t at)
{
	size_t end;
	bool decided = sx_digits_read(text, at, &end);
	cr_assert(!decided || end == plain(text, at), "at byte %zu of '%.*s': %zu, not %zu", at, (int)text.n, text.p,
		  end, plain(text, at));
	return decided;
}

Test(scan_digits, common_shapes_are_decided)
{
	static const struct {
		const char *text;
		size_t end;
	} cases[] = { { "7", 1 },
		      { "1234 people", 4 },
		      { "1,234,567.89 m", 12 },
		      { "12.5%", 4 },
		      { "5-10", 1 },
		      { "2014, 3", 4 },
		      { "3. Then", 1 },
		      { "45\xE2\x80\x93"
			"50",
			2 },
		      { "20\xC2\xB0"
			"C",
			2 },
		      { "8\xC2\xA0km", 1 },
		      { "1,234)", 5 },
		      { "people", 0 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t end = 99;
		cr_expect(sx_digits_read(sx_str_of(cases[i].text), 0, &end), "%s", cases[i].text);
		cr_expect_eq(end, cases[i].end, "%s: %zu", cases[i].text, end);
	}
}

/* Digits and everything that can stand among them, thrown together. */
Test(scan_digits, thrown_together)
{
	static const char *const pieces[] = {
		"0",
		"1",
		"2",
		"5",
		"10",
		"12",
		"123",
		"234",
		"5678",
		"000",
		",",
		".",
		" ",
		"-",
		"/",
		"'",
		"e",
		"E",
		"x",
		"*",
		"^",
		"m",
		"-bit",
		"\n",
		"(",
		"%",
		"x 10",
		"\xC3\x97",
		"\xC2\xB7",
		"\xE2\x8B\x85",
		"\xC2\xBD",
		"\xE2\x85\x94",
		"\xC2\xA0",
		"\xE2\x80\xAF",
		"\xE2\x80\x89",
		"\xE2\x80\x99",
		"\xE2\x80\x93",
		"\xE2\x80\x9D",
		"\xE2\x81\x84",
		"\xE2\x88\x92",
		"\xC2\xB2",
		"\xE2\x81\xBB",
		"\xE2\x81\xB6",
		"\xC2\xB0",
		"\xC2\xB5",
		"\xD9\xA3",
		"\xC3\xA9",
	};
	uint64_t random = 7;
	unsigned decided = 0, all = 0;
	for (int round = 0; round < 200000; round++) {
		char bytes[64];
		size_t n = 0;
		for (unsigned i = 0, most = 2 + (unsigned)(random >> 60) % 6; i < most; i++) {
			random = random * 6364136223846793005u + 1442695040888963407u;
			const char *piece = pieces[(random >> 33) % (i % 2 ? sizeof pieces / sizeof *pieces : 10)];
			memcpy(bytes + n, piece, strlen(piece));
			n += strlen(piece);
		}
		decided += same((struct sx_str){ bytes, n }, 0);
		all++;
	}
	cr_expect_gt(decided, all / 8, "%u of %u", decided, all);
}
