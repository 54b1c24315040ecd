/* White space is folded where looking at every character finds nothing to fold. */
#include "extract/extract_priv.h"

#include <criterion/criterion.h>
#include <stdlib.h>

/* What it is, said plainly. */
static bool is_folded(struct sx_str s)
{
	size_t step;
	bool blank = true;
	for (size_t i = 0; i < s.n; i += step ? step : 1) {
		step = sx_blank_at(s, i);
		if (step && (blank || s.p[i] != ' '))
			return false;
		blank = step > 0;
	}
	return !blank;
}

/* The memory ends with the text: a byte read too far is found by the sanitizers. */
Test(extract_folded, wherever_the_gap_is)
{
	static const char *const pieces[] = { "a",     "plain words ", "and_nothing_else",
					      "0.5",   "caf\xC3\xA9",  "\xE2\x82\xAC",
					      "it's ", "here",         "x y" };
	static const char *const gaps[] = { "", "  ", "\n", "\t", " \r\n", "\xC2\xA0", "\xE2\x80\x89", " " };
	uint64_t random = 3;
	for (int round = 0; round < 4000; round++) {
		struct sx_buf text = { 0 };
		for (int i = 0, at = round % 9; i < 9; i++) {
			random = random * 6364136223846793005u + 1442695040888963407u;
			if (i == at)
				sx_buf_z(&text, gaps[(random >> 40) % (sizeof gaps / sizeof *gaps)]);
			sx_buf_z(&text, pieces[(random >> 33) % (sizeof pieces / sizeof *pieces)]);
		}
		char *exact = malloc(text.n);
		cr_assert(exact);
		memcpy(exact, text.p, text.n);
		struct sx_str s = { exact, text.n };
		cr_assert_eq(sx_is_folded(s), is_folded(s), "%s", text.p);
		free(exact);
		sx_buf_release(&text);
	}
	cr_expect(!sx_is_folded((struct sx_str){ 0 }));
}
