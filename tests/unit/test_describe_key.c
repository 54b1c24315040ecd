/* A word's key is the same by eight bytes, by a wide register, and byte by byte. */
#include "describe/facts_priv.h"

#include <criterion/criterion.h>

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void same(const struct sx_key *a, const struct sx_key *b, const char *text, const char *way)
{
	int capitals = 0;
	for (size_t i = 0; i < a->n; i++)
		capitals += text[i] >= 'A' && text[i] <= 'Z';
	cr_expect(a->low == b->low && a->high == b->high && a->n == b->n && !a->capitals == !capitals,
		  "%s of '%.16s': %zu bytes, %d capitals", way, text, b->n, capitals);
	cr_expect_eq(__builtin_popcountll(b->capitals), capitals, "%s of '%.16s': %d capitals", way, text, capitals);
}

static void check(const char *text, size_t room)
{
	size_t n = 0;
	struct sx_key key;
	while (n < room && is_plain(text[n]))
		n++;
	struct sx_key plain = sx_key_of((struct sx_str){ text, room }, 0, n);
	bool is_short = n > 0 && n<SX_KEY_HALF, is_wide = n> 0 && n < SX_KEY_READS;
	cr_expect_eq(sx_key_short(text, &key), is_short, "'%.16s' is %zu bytes", text, n);
	if (is_short)
		same(&plain, &key, text, "the short key");
	cr_expect_eq(sx_key_plain(text, &key), is_wide, "'%.16s' is %zu bytes", text, n);
	if (is_wide)
		same(&plain, &key, text, "the wide key");
}

Test(describe_key, all_ways_agree)
{
	static const char *const words[] = {
		"a",
		"I",
		"of",
		"UN",
		"U2",
		"eBay",
		"GDP growth",
		"Percent",
		"PERCENT,",
		"quarters",
		"2014-15",
		"x_y",
		"na\xC3\xAFve",
		"-",
		"",
		"Mississippi River",
		"INTERNATIONALLY",
		"internationally.",
		"Internationalize",
		"[ok]",
		"`tick",
		"@at",
		"{x}",
		"/9:",
		"Zz",
		"aZ",
		"0",
		"9th",
		"1,234",
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		char text[32] = { 0 };
		memcpy(text, words[i], strlen(words[i]));
		check(text, sizeof text);
	}
	unsigned seed = 5;
	for (int round = 0; round < 200000; round++) {
		char text[32];
		for (size_t i = 0; i < sizeof text; i++) {
			seed = seed * 1103515245u + 12345u;
			unsigned r = seed >> 16;
			text[i] = r % 16 ? "abcxyzABCXYZ0189"[r / 16 % 16] : (char)(r / 16);
		}
		check(text, sizeof text);
	}
}
