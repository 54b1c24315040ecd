/* Number words: written by a small speller here, read by the lexicon's. */
#include "lexicon/spoken.h"

#include <criterion/criterion.h>
#include <stdio.h>

static struct sx_lexicon *lexicon;

static void setup(void)
{
	struct sx_err err = { 0 };
	lexicon = sx_lexicon_new(&err);
	cr_assert(lexicon && !sx_lexicon_add_builtin(lexicon, &err) && !sx_lexicon_finish(lexicon, &err), "%s",
		  err.text);
}

static void teardown(void)
{
	sx_lexicon_free(lexicon);
}

TestSuite(lexicon_spoken, .init = setup, .fini = teardown);

static const char *const small[] = { "zero",     "one",     "two",     "three",     "four",     "five",    "six",
				     "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
				     "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen" };
static const char *const tens[] = { "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" };

/* `how` varies the spelling: bit 0 "and" behind hundreds, bit 1 a blank for the hyphen. */
static void spell_below_thousand(char *out, size_t room, unsigned n, unsigned how)
{
	char *p = out;
	*out = 0;
	if (n >= 100)
		p += snprintf(p, room, "%s hundred%s", small[n / 100], n % 100 ? how & 1 ? " and " : " " : "");
	room -= (size_t)(p - out);
	n %= 100;
	if (n >= 20)
		snprintf(p, room, n % 10 ? "%s%s%s" : "%s", tens[n / 10 - 2], how & 2 ? " " : "-", small[n % 10]);
	else if (n > 0)
		snprintf(p, room, "%s", small[n]);
}

static void spell(char *out, size_t room, uint64_t n, unsigned how)
{
	static const struct {
		uint64_t worth;
		const char *name;
	} groups[] = { { 1000000000000, " trillion" },
		       { 1000000000, " billion" },
		       { 1000000, " million" },
		       { 1000, " thousand" },
		       { 1, "" } };
	char group[80];
	size_t at = 0;
	if (n == 0)
		snprintf(out, room, "zero");
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		unsigned part = (unsigned)(n / groups[i].worth % 1000);
		if (!part)
			continue;
		spell_below_thousand(group, sizeof group, part, how);
		at += (size_t)snprintf(out + at, room - at, "%s%s%s", at ? " " : "", group, groups[i].name);
	}
}

static void check(uint64_t n, unsigned how)
{
	char words[400];
	struct sx_spoken spoken;
	spell(words, sizeof words, n, how);
	struct sx_str text = sx_str_of(words);
	struct sx_decimal value = sx_decimal_of((int64_t)n), one = sx_decimal_of(1);
	bool found = sx_spoken_at(lexicon, text, 0, &spoken);
	if (!found || spoken.end != text.n || sx_decimal_cmp(&spoken.value, &value) ||
	    sx_decimal_cmp(&spoken.over, &one))
		cr_expect_fail("%s", words);
}

Test(lexicon_spoken, agrees_with_digits_to_a_million)
{
	for (uint64_t n = 0; n <= 1000000; n++)
		check(n, (unsigned)(n % 4));
}

Test(lexicon_spoken, agrees_with_digits_beyond)
{
	uint64_t random = 88172645463325252u;
	for (unsigned i = 0; i < 100000; i++) {
		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		check(random % (UINT64_C(1000000000000000) >> i % 30), i % 4);
	}
}

struct fraction {
	char words[56];
	int64_t value, over;
	bool whole_text;
};

static const struct fraction fractions[] = {
	{ "half", 1, 2, true },
	{ "a third", 1, 3, true },
	{ "two thirds", 2, 3, true },
	{ "two-thirds", 2, 3, true },
	{ "twenty-one fifths", 21, 5, true },
	{ "three twenty-firsts", 3, 21, true },
	{ "one hundred and thirty fifths", 130, 5, true },
	{ "one hundred thirty-fifths", 100, 35, true },
	{ "a hundred and three fifths", 503, 5, true },
	{ "a hundredth of a second", 1, 100, false },
	{ "three quarters of a million", 3000000, 4, true },
	{ "half a million", 1000000, 2, true },
	{ "half a dozen", 12, 2, true },
	{ "a million and a half", 3000000, 2, true },
	{ "one and a half million", 3000000, 2, true },
	{ "a billion and three quarters million", 4003000000, 4, true },
	{ "two point five", 5, 2, true },
	{ "three million, two hundred and forty", 3000240, 1, true },
	{ "three million, two hundred people", 3000200, 1, false },
	{ "two million, three of them", 2000000, 1, false },
	{ "the two halves", 0, 0, false },
	{ "eight quarters", 8, 1, false },
};

Test(lexicon_spoken, puts_fractions_together)
{
	for (size_t i = 0; i < sizeof fractions / sizeof *fractions; i++) {
		const struct fraction *f = &fractions[i];
		struct sx_str text = sx_str_of(f->words);
		struct sx_spoken spoken;
		bool found = sx_spoken_at(lexicon, text, 0, &spoken);
		cr_expect_eq(found, f->over != 0, "%s", f->words);
		if (!found || !f->over)
			continue;
		struct sx_decimal a = sx_decimal_of(f->value), b = sx_decimal_of(f->over);
		cr_expect(!sx_decimal_mul(&a, &a, &spoken.over) && !sx_decimal_mul(&b, &b, &spoken.value) &&
				  !sx_decimal_cmp(&a, &b),
			  "%s", f->words);
		cr_expect_eq(spoken.end == text.n, f->whole_text, "%s ends at %zu", f->words, spoken.end);
	}
}

Test(lexicon_spoken, leaves_places_in_a_row_alone)
{
	static const char none[][40] = { "twenty-first century",
					 "two hundredth time",
					 "one hundred and fiftieth",
					 "a twenty-first birthday",
					 "twenty fifth of them",
					 "and",
					 "of",
					 "first" };
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct sx_spoken spoken;
		cr_expect_not(sx_spoken_at(lexicon, sx_str_of(none[i]), 0, &spoken), "%s", none[i]);
	}
}
