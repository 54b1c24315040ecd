#include "base/rx.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static struct sx_rx *compile(const char *pattern, unsigned flags)
{
	struct sx_err err = { 0 };
	size_t at;
	struct sx_rx *rx = sx_rx_new(sx_str_of(pattern), flags, &at, &err);
	if (!rx)
		cr_assert_fail("%s: %s at %zu", pattern, err.text, at);
	return rx;
}

/* Start of the match, -1 for none, -2 for giving up. */
static long found(const char *pattern, unsigned flags, const char *text, size_t from)
{
	struct sx_rx *rx = compile(pattern, flags);
	struct sx_rx_match *match = sx_rx_match_new(sx_rx_groups_most(rx));
	struct sx_err err = { 0 };
	int rc = sx_rx_run(rx, sx_str_of(text), from, match, &err);
	long at = rc == 1 ? (long)sx_rx_spans(match)[0] : rc - 1;
	cr_expect_eq(rc < 0, err.code == SX_LIMIT);
	sx_rx_match_free(match);
	sx_rx_free(rx);
	return at;
}

Test(base_rx, finds)
{
	cr_expect_eq(found("[0-9]+", 0, "about 12 of 40", 0), 6);
	cr_expect_eq(found("[0-9]+", 0, "about 12 of 40", 8), 12);
	cr_expect_eq(found("[0-9]+", 0, "none", 0), -1);
	cr_expect_eq(found("[0-9]+", 0, "12", 2), -1);
	cr_expect_eq(found("[0-9]+", 0, "12", 3), -1, "beyond the end");
	cr_expect_eq(found("x*", 0, "ab", 2), 2, "nothing at the end");
	cr_expect_eq(found("million", SX_RX_CASELESS, "2 MILLION", 0), 2);
	cr_expect_eq(found("million", 0, "2 MILLION", 0), -1);
	cr_expect_eq(found("[0-9]+", SX_RX_ANCHORED, "a 12", 0), -1);
	cr_expect_eq(found("[0-9]+", SX_RX_ANCHORED, "a 12", 2), 2);
	cr_expect_eq(found("more|more than", SX_RX_ENDED, "some more than", 0), 5);
	cr_expect_eq(found("[0-9]+", SX_RX_ENDED, "12 x", 0), -1);
	cr_expect_eq(found("(?<=a )b", 0, "a b", 2), 2, "looks back before the offset");
	cr_expect_eq(found("^b", 0, "ab", 1), -1);
	cr_expect_eq(found("\xC3\xA9", 0, "caf\xC3\xA9", 0), 3);
}

Test(base_rx, an_empty_text_without_a_pointer)
{
	struct sx_rx *rx = compile("x?", 0);
	struct sx_rx_match *match = sx_rx_match_new(0);
	struct sx_err err = { 0 };
	cr_expect_eq(sx_rx_run(rx, (struct sx_str){ 0 }, 0, match, &err), 1);
	cr_expect_eq(sx_rx_spans(match)[1], 0);
	sx_rx_match_free(match);
	sx_rx_free(rx);
}

/* The same pattern out of an image, as it was put in or with one bit of its head turned. */
static long found_unpacked(const char *pattern, const char *text, size_t wrong)
{
	struct sx_rx *made = compile(pattern, SX_RX_ANCHORED), *other = compile("other", 0);
	struct sx_rx_match *match = sx_rx_match_new(sx_rx_groups_most(made));
	struct sx_buf each = { 0 }, image = { 0 };
	struct sx_err err = { 0 };
	sx_rx_pack(other, &each);
	size_t head = each.n + 16 + (strlen(pattern) + 7) / 8 * 8; /* of its code */
	sx_rx_pack(made, &each);
	sx_rx_pack(made, &each);
	each.p[head + wrong] ^= wrong ? 1 : 0;
	sx_rx_pack_all(sx_buf_view(&each), &image);
	cr_assert(sx_buf_ok(&each) && sx_buf_ok(&image));
	struct sx_rx *rx = sx_rx_take(sx_buf_view(&image), sx_str_of(pattern), SX_RX_ANCHORED, NULL, &err);
	cr_expect_eq(sx_rx_groups_most(rx), sx_rx_groups_most(made));
	long end = sx_rx_run(rx, sx_str_of(text), 0, match, &err) == 1 ? (long)sx_rx_spans(match)[1] : -1;
	for (int i = 0; i < 100; i++) /* into machine code, too */
		cr_expect_eq(sx_rx_run(rx, sx_str_of(text), 0, match, &err), end >= 0);
	sx_rx_free(rx);
	sx_rx_free(made);
	sx_rx_free(other);
	sx_rx_match_free(match);
	sx_buf_release(&each);
	sx_buf_release(&image);
	return end;
}

Test(base_rx, out_of_an_image)
{
	cr_expect_eq(found_unpacked("(a+)(?<n>[0-9]{2,})\\b", "aa123 x", 0), 5);
	cr_expect_eq(found_unpacked("(a+)(?<n>[0-9]{2,})\\b", "aa1", 0), -1);
	cr_expect_eq(found_unpacked("(a|b)*end", "ababend", 0), 7);
}

/* What another version of PCRE2 made is not used. */
Test(base_rx, out_of_an_image_of_another_version)
{
	for (size_t byte = 1; byte < 12; byte++) /* its mark, version and sizes */
		cr_expect_eq(found_unpacked("(a|b)*end", "ababend", byte), 7, "byte %zu", byte);
}

/* The same bytes with other options are another expression; and what is not kept is held against the rules. */
Test(base_rx, what_is_in_no_image)
{
	struct sx_rx *made = compile("ab", SX_RX_ANCHORED);
	struct sx_buf each = { 0 }, image = { 0 };
	struct sx_err err = { 0 };
	sx_rx_pack(made, &each);
	sx_rx_pack_all(sx_buf_view(&each), &image);
	struct sx_rx *rx = sx_rx_take(sx_buf_view(&image), SX_STR("ab"), SX_RX_CASELESS, NULL, &err);
	struct sx_rx_match *match = sx_rx_match_new(0);
	cr_expect_eq(sx_rx_run(rx, SX_STR("xAB"), 0, match, &err), 1);
	cr_expect_null(sx_rx_take(sx_buf_view(&image), SX_STR("a("), 0, NULL, &err));
	cr_expect_eq(err.code, SX_SYNTAX);
	sx_rx_match_free(match);
	sx_rx_free(rx);
	sx_rx_free(made);
	sx_buf_release(&each);
	sx_buf_release(&image);
}

/* The number of a named group; 0: there is none. */
static uint32_t group_named(const struct sx_rx *rx, const char *wanted)
{
	const struct sx_rx_name *name;
	for (uint32_t n = sx_rx_names(rx, &name); n; n--, name++)
		if (sx_str_is(name->name, wanted))
			return name->group;
	return 0;
}

Test(base_rx, named_groups)
{
	struct sx_rx *rx = compile("(?<num>[0-9]+)(?: ?(?<unit>%|km))?", 0);
	struct sx_rx_match *match = sx_rx_match_new(8);
	struct sx_err err = { 0 };
	uint32_t num = group_named(rx, "num"), unit = group_named(rx, "unit");
	cr_expect_eq(sx_rx_groups_most(rx), 2);
	cr_expect_eq(num, 1);
	cr_expect_eq(unit, 2);
	cr_expect_eq(group_named(rx, "subject"), 0);
	const size_t *spans = sx_rx_spans(match);
	cr_expect_eq(sx_rx_run(rx, SX_STR("12 km"), 0, match, &err), 1);
	cr_expect(spans[2 * num] == 0 && spans[2 * num + 1] == 2 && spans[2 * unit] == 3 && spans[2 * unit + 1] == 5);
	cr_expect_eq(sx_rx_run(rx, SX_STR("12 miles"), 0, match, &err), 1);
	cr_expect(spans[2 * unit] == SIZE_MAX && spans[2 * unit + 1] == SIZE_MAX);
	sx_rx_match_free(match);
	sx_rx_free(rx);
}

Test(base_rx, one_match_for_many_patterns)
{
	struct sx_rx *many = compile("(a)(b)(c)", 0), *few = compile("(x)", 0), *more = compile("(a)(b)(c)(d)(e)", 0);
	struct sx_rx_match *match = sx_rx_match_new(3);
	struct sx_err err = { 0 };
	const size_t *spans = sx_rx_spans(match);
	cr_expect_eq(sx_rx_run(few, SX_STR("x"), 0, match, &err), 1);
	cr_expect_eq(spans[4], SIZE_MAX);
	cr_expect_eq(spans[7], SIZE_MAX);
	cr_expect_eq(sx_rx_run(many, SX_STR("abc"), 0, match, &err), 1);
	cr_expect_eq(spans[6], 2);
	cr_expect_eq(sx_rx_run(few, SX_STR("x"), 0, match, &err), 1);
	for (int i = 4; i < 8; i++)
		cr_expect_eq(spans[i], SIZE_MAX, "left over at %d", i);
	cr_expect_eq(sx_rx_run(more, SX_STR("abcde"), 0, match, &err), 1, "more groups than there is room for");
	cr_expect_eq(spans[6], 2);
	cr_expect_eq(sx_rx_run(few, SX_STR("x"), 0, match, &err), 1);
	cr_expect_eq(spans[6], SIZE_MAX);
	sx_rx_match_free(match);
	sx_rx_free(many);
	sx_rx_free(few);
	sx_rx_free(more);
}

Test(base_rx, refuses)
{
	static const struct {
		const char *pattern;
		size_t at;
	} table[] = {
		{ "(*UTF)a", 0 },
		{ "(*UCP)\\w", 0 },
		{ "(*NO_JIT)a", 0 },
		{ "(*LIMIT_MATCH=9999999)a", 0 },
		{ "a(*ACCEPT)b", 1 },
		{ "(*pla:a)", 0 },
		{ "a(?R)?b", 1 },
		{ "(a(?1)?b)", 2 },
		{ "(?0)", 0 },
		{ "(?+1)(a)", 0 },
		{ "(a)(?-1)", 3 },
		{ "(?<n>a)(?&n)", 7 },
		{ "(?P<n>a)(?P>n)", 8 },
		{ "(?<n>a)\\g<n>", 7 },
		{ "(a)\\g'1'", 3 },
		{ "a(?C)b", 1 },
		{ "a(?C9)b", 1 },
		{ "a(?C\"x\")b", 1 },
		{ "(?(?C1)(?=a)b)", 2 },
		{ "[a](?R)", 3 },
		{ "[]](?R)", 3 },
		{ "[^]](?R)", 4 },
		{ "[[:alpha:]](?R)", 11 },
		{ "[[:](?R)", 4 },
		{ "[\\]](?R)", 4 },
		{ "[a\\Q]\\E](?R)", 8 },
		{ "\\[(?R)", 2 },
		{ "\\\\(?R)", 2 },
		{ "\\Qa\\E(?R)", 5 },
		{ "\\Q\\E(?R)", 4 },
		{ "\\c[(?R)]", 3 },
		{ "\\c\\(?R)", 3 },
		{ "[\\c\\](?C1)", 5 },
		{ "(?#[)(?R)", 5 },
		{ "(?x) # [\n (?R)", 10 },
		{ "(?x) # (?#\n (?R)", 12 },
		{ "(?i-x:a) # \\Q\n (?R)", 15 },
		{ "a\\Cb", 3 },
		{ "(a", 2 },
		{ "a)", 1 },
		{ "[a", 2 },
		{ "a{3,2}", 5 },
		{ "(?<n>a)(?<n>b)", 12 },
		{ "\\", 1 },
		{ "(", 1 },
		{ "(?", 2 },
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct sx_err err = { 0 };
		size_t at = SIZE_MAX;
		struct sx_rx *rx = sx_rx_new(sx_str_of(table[i].pattern), 0, &at, &err);
		cr_expect_null(rx, "%s", table[i].pattern);
		cr_expect_eq(err.code, SX_SYNTAX, "%s", table[i].pattern);
		cr_expect(err.text[0] != '\0');
		cr_expect_eq(at, table[i].at, "%s: %zu, %s", table[i].pattern, at, err.text);
		sx_rx_free(rx);
	}
}

/* In rules: what can try a text in exponentially many ways, and what is near to it and cannot. */
Test(base_rx, guards_against_repeats_that_run_away)
{
	static const struct {
		const char *pattern;
		size_t at; /* SIZE_MAX: taken */
	} table[] = {
		{ "(a+)+b", 0 },
		{ "x(?:a*)*", 1 },
		{ "x(?:a+?){2,}", 1 },
		{ "(?:ab(?:c+|d)e)+", 0 },
		{ "(?:(?:a+){1,3})+", 0 },
		{ "(?:[a)]+)*+(?:\\)+)+", 11 },
		{ "(?:\\p{L}+)*", 0 },
		{ "(?:a(?:b)*)*", 0 },
		{ "(?<n>.*)+", 0 },
		{ "(?:[+*(]|\\++)+?", 0 },
		{ "(?:a++)+", SIZE_MAX },
		{ "(?:a+)++", SIZE_MAX },
		{ "(?>a+)+", SIZE_MAX },
		{ "(?:a(?=b+))+", SIZE_MAX },
		{ "(?:a(?<!b)c)+", SIZE_MAX },
		{ "(?:a+){1,9}", SIZE_MAX },
		{ "(?:a{1,9})+", SIZE_MAX },
		{ "(?:a+)b+(?:c)+", SIZE_MAX },
		{ "(?:[+*(]|\\(|\\*)+", SIZE_MAX },
		{ "(?:a{,}b{x}c{2})+", SIZE_MAX },
		{ "(?#(a+)(?:\\Qb+\\E)+", SIZE_MAX },
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct sx_err err = { 0 };
		size_t at = SIZE_MAX;
		struct sx_rx *rx = sx_rx_new(sx_str_of(table[i].pattern), SX_RX_GUARDED, &at, &err);
		cr_expect_eq(rx == NULL, table[i].at != SIZE_MAX, "%s: %s", table[i].pattern, err.text);
		cr_expect(rx || at == table[i].at, "%s: %zu, %s", table[i].pattern, at, err.text);
		sx_rx_free(rx);
		rx = sx_rx_new(sx_str_of(table[i].pattern), 0, &at, &err);
		cr_expect(rx || table[i].at == SIZE_MAX, "%s: bounded when it is run", table[i].pattern);
		sx_rx_free(rx);
	}
}

Test(base_rx, accepts_what_only_looks_alike)
{
	static const char *const table[] = {
		"",
		"[(*]",
		"[(?R)]",
		"\\(*",
		"\\(?R\\)",
		"\\Q(?R)\\E",
		"\\Q(*",
		"(?-i)a",
		"(?i)a",
		"(?-i:a)",
		"(?#(?R)x*",
		"(?|a|b)",
		"(a)\\g1",
		"(a)\\g{-1}",
		"(?<n>a)\\k<n>",
		"(?P<n>a)(?P=n)",
		"(?>a+)b",
		"(?(?=a)a|b)",
		"[[:digit:](*]",
		"a(?!b)",
		"(?<!a)b",
		"[]\\Q(*\\E]",
		"\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?",
		"(?<Royal>a)",
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		sx_rx_free(compile(table[i], 0));
	sx_rx_free(NULL);
	sx_rx_match_free(NULL);
}

Test(base_rx, very_large_patterns_are_refused)
{
	struct sx_err err = { 0 };
	cr_expect_null(sx_rx_new(SX_STR("(?:(?:a{1000}){1000}){1000}"), 0, NULL, &err));
	cr_expect_eq(err.code, SX_SYNTAX);
	char deep[600];
	memset(deep, '(', 300);
	memset(deep + 300, ')', 300);
	err = (struct sx_err){ 0 };
	cr_expect_null(sx_rx_new((struct sx_str){ deep, sizeof deep }, 0, NULL, &err));
}

/* Patterns that take for ever on the wrong text give up instead. */
Test(base_rx, gives_up)
{
	static const char *const patterns[] = { "^(a+)+$", "^(?:a|a)+$", "^(?:(?:a+)+)+$", "(x+x+)+y|^(\\w+\\s?)*$" };
	char text[2002];
	memset(text, 'a', 2000);
	strcpy(text + 2000, "!");
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		cr_expect_eq(found(patterns[i], 0, text, 0), -2, "%s", patterns[i]);
}

/* Deep backtracking needs more stack than a thread has; it is PCRE2's own, and it ends. */
/* Machine code, which is made once an expression has proved busy, gives up in other places than what runs before. */
Test(base_rx, the_hundredth_run_gives_what_the_first_gave)
{
	char text[128] = { 0 };
	unsigned gave_up = 0, ended = 0;
	for (size_t n = 1; n < sizeof text; n++) {
		text[n - 1] = 'a';
		struct sx_rx *rx = compile("(?:a+b?){1,3}[a-z]+c", SX_RX_ANCHORED);
		struct sx_rx_match *match = sx_rx_match_new(0);
		int first = sx_rx_run(rx, sx_str_of(text), 0, match, NULL), last = first;
		for (unsigned i = 0; i < 100; i++)
			last = sx_rx_run(rx, (struct sx_str){ text, i < 99 ? 1 : n }, 0, match, NULL);
		cr_expect_eq(first, last, "%zu letters: %d, then %d", n, first, last);
		*(first < 0 ? &gave_up : &ended) += 1;
		sx_rx_match_free(match);
		sx_rx_free(rx);
	}
	cr_expect(gave_up && ended, "%u, %u", gave_up, ended);
}

Test(base_rx, long_texts)
{
	enum { N = 1000000 };
	char *text = malloc(N + 1);
	memset(text, 'a', N);
	text[N] = '\0';
	cr_expect_eq(found("^a*b", 0, text, 0), -1);
	long at = found("^(?:a|b)*c", 0, text, 0);
	cr_expect(at == -1 || at == -2);
	free(text);
}
