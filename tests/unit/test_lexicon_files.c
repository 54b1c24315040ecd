/* Rule, word and unit files: what they become, later ones over earlier ones, and where mistakes are shown. */
#include "lexicon/rules.h"
#include "lexicon/units.h"
#include "lexicon/words.h"

#include <criterion/criterion.h>
#include <stdio.h>

static int load(struct sx_lexicon *lexicon, const char *name, const char *text, struct sx_err *err)
{
	return sx_lexicon_add(lexicon, name, sx_str_of(text), err);
}

static const char units[] = "prefix  kilo  1e3  k\nprefix  milli  1e-3  m\n"
			    "metre    length    1 m      m!   si\n"
			    "foot     length    0.3048 m  ft  -\n"
			    "mean     length    2 m      min  -\n"
			    "dollar   money     1 USD    USD $?\n";
static const char names[] = "metre  metre, metres\nfoot  foot, feet\n";

Test(lexicon_files, words)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	cr_assert(!load(lx, "a.words",
			"list hedge\n    more than, over  gt\n    up to  le\nlist month cased\n    May  5\n", &err));
	cr_assert(!load(lx, "b.words", "list hedge\n    over  ge  # changed\n", &err));
	cr_assert(!sx_lexicon_finish(lx, &err), "%s", err.text);
	sx_lists hedge = sx_words_list(lx, "hedge"), month = sx_words_list(lx, "month");
	struct sx_str text = sx_str_of("More\xC2\xA0than 5, over 6 in May, may be; overt");
	struct sx_word word;
	cr_expect_eq(sx_words_at(lx, text, 0, hedge, &word), 10, "a no-break space is a blank, a capital no matter");
	cr_expect(sx_str_is(word.value, "gt"));
	cr_expect_eq(sx_words_at(lx, text, 14, hedge, &word), 18);
	cr_expect(sx_str_is(word.value, "ge"), "the later file wins");
	cr_expect_eq(sx_words_before(lx, text, 18, hedge, &word), 14);
	cr_expect_eq(sx_words_at(lx, text, 24, month, &word), 27);
	cr_expect_eq(sx_words_at(lx, text, 29, month, &word), 0, "a cased list does not take 'may'");
	cr_expect_eq(sx_words_at(lx, text, 37, hedge, &word), 0, "'overt' is not 'over'");
	sx_lexicon_free(lx);
}

Test(lexicon_files, units)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	cr_assert(!load(lx, "a.units", units, &err) && !load(lx, "a.names", names, &err) &&
			  !sx_lexicon_finish(lx, &err),
		  "%s", err.text);
	static const struct {
		const char *text, *symbol, *factor;
	} cases[] = { { "km", "km", "1000" },     { "kilometres away", "km", "1000" },
		      { "FEET", "ft", "0.3048" }, { "mm2", "mm", "0.001" },
		      { "min", "min", "2" },      { "$5", "USD", "1" } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sx_unit_spelling found;
		struct sx_decimal factor;
		cr_assert(sx_units_at(lx, sx_str_of(cases[i].text), 0, 0, &found), "%s", cases[i].text);
		const struct sx_unit *unit = sx_unit(lx, found.unit);
		cr_expect(sx_str_is(unit->symbol, cases[i].symbol), "%s", cases[i].text);
		cr_assert(!sx_decimal_read(&factor, sx_str_of(cases[i].factor)));
		cr_expect_eq(sx_decimal_cmp(&factor, &unit->times), 0, "%s", cases[i].text);
	}
	struct sx_unit_spelling found;
	cr_expect(!sx_units_at(lx, sx_str_of("KM"), 0, 0, &found), "symbols are taken as they are");
	cr_expect(!sx_units_at(lx, sx_str_of("footing"), 0, 0, &found), "a name ends with its word");
	cr_expect(sx_units_before(lx, sx_str_of("US $"), 4, SX_UNIT_MONEY, &found) &&
		  (found.how & SX_SPELLED_AMBIGUOUS));
	sx_lexicon_free(lx);
}

Test(lexicon_files, mistakes)
{
	static const struct {
		const char *name, *text, *says;
		uint32_t line, column;
	} cases[] = {
		{ "a.rules", "rule x\n    match %{number:value} %{nothing}\n",
		  "no fragment (let) or list of this name: nothing", 2, 27 },
		{ "a.rules", "  match x\n", "belongs to nothing", 1, 3 },
		{ "a.rules", "rule Bad\n", "a rule's id", 1, 6 },
		{ "a.rules", "rule x\n    matches y\n", "unknown key", 2, 5 },
		{ "a.rules", "let a\n    %{a}\nrule x\n    match %{a}\n", "holds itself", 1, 1 },
		{ "a.rules", "rule x\n    confidence 2\n", "0 to 1", 2, 16 },
		{ "a.units", "metre length\n", "expected: id  kind  definition  symbols", 1, 1 },
		{ "a.units", "metre  length  one  m\n", "expected a definition", 1, 16 },
		{ "a.names", "metre  metres\n", "no unit of this id: metre", 1, 1 },
		{ "a.words", "list two words\n", "list NAME", 1, 6 },
		{ "a.txt", "list x\n", "ends in .rules", 0, 0 },
		{ "a.words", "list x\n    \xFF  1\n", "not UTF-8", 2, 0 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sx_err err = { 0 };
		struct sx_lexicon *lx = sx_lexicon_new(&err);
		int status = load(lx, cases[i].name, cases[i].text, &err);
		status = status ? status : sx_lexicon_finish(lx, &err);
		cr_expect_eq(status, -1, "case %zu is accepted", i);
		cr_expect(strstr(err.text, cases[i].says), "case %zu says: %s", i, err.text);
		cr_expect(err.line == cases[i].line && err.column == cases[i].column, "case %zu: %u:%u", i, err.line,
			  err.column);
		sx_lexicon_free(lx);
	}
}

Test(lexicon_files, a_line_too_long)
{
	static const char *const begin[][2] = { { "a.words", "list x\n    " },
						{ "a.units", "# u\n" },
						{ "a.names", "# n\nmetre  " } };
	for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) {
		struct sx_err err = { 0 };
		struct sx_lexicon *lx = sx_lexicon_new(&err);
		struct sx_buf text = { 0 };
		sx_buf_z(&text, begin[i][1]);
		for (int k = 0; k < 70000; k++)
			sx_buf_c(&text, 'a');
		cr_expect_eq(load(lx, begin[i][0], text.p, &err), -1);
		cr_expect(strstr(err.text, "a line of more than 65535 bytes") && err.line == 2, "%s: %s", begin[i][0],
			  err.text);
		sx_buf_release(&text);
		sx_lexicon_free(lx);
	}
}

Test(lexicon_files, builtin_records)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	cr_assert(!sx_lexicon_add_builtin(lx, &err) && !sx_lexicon_finish(lx, &err), "%s:%u: %s", err.file, err.line,
		  err.text);
	struct sx_record record;
	size_t units_seen = 0, rules_seen = 0;
	for (size_t i = 0; sx_lexicon_record(lx, i, &record); i++) {
		units_seen += strcmp(record.kind, "unit") == 0;
		rules_seen += strcmp(record.kind, "rule") == 0;
		cr_expect(record.id.n > 0 && record.text.n >= record.id.n && record.line > 0);
	}
	cr_expect_geq(units_seen, 500, "units and currencies: %zu", units_seen);
	cr_expect_geq(rules_seen, 50);
	sx_lexicon_free(lx);
}

/* Enough records for every table to grow; the last line of an id holds. */
Test(lexicon_files, many)
{
	enum { MANY = 3000 };
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	struct sx_buf text = { 0 };
	for (int round = 1; round < 3; round++)
		for (int i = 0; i < MANY; i++)
			sx_buf_addf(&text, "unit%d  length  %d m  u%dx  -\n", i, i + round, i);
	cr_assert(sx_buf_ok(&text) && !sx_lexicon_add(lx, "a.units", sx_buf_view(&text), &err), "%s", err.text);
	sx_buf_clear(&text);
	for (int i = 0; i < MANY; i++)
		sx_buf_addf(&text, "let f%d\n    x%d\nrule r%d\n    match  %%{f%d} %%{number:value}\n", i, i, i, i);
	cr_assert(sx_buf_ok(&text) && !sx_lexicon_add(lx, "a.rules", sx_buf_view(&text), &err), "%s", err.text);
	cr_assert(!sx_lexicon_finish(lx, &err), "%s", err.text);
	cr_expect_eq(sx_rules_count(lx), MANY);
	for (int i = 0; i < MANY; i++) {
		char id[16];
		snprintf(id, sizeof id, "unit%d", i);
		uint32_t unit = sx_unit_find(lx, sx_str_of(id));
		cr_assert_eq(unit, (uint32_t)i);
		cr_expect_eq(sx_decimal_double(&sx_unit(lx, unit)->times), i + 2);
	}
	cr_expect_eq(sx_unit_find(lx, SX_STR("unit")), UINT32_MAX);
	cr_expect(sx_rules_fragment(lx, "f2999") && !sx_rules_fragment(lx, "f3000"));
	sx_buf_release(&text);
	sx_lexicon_free(lx);
}
