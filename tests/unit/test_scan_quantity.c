/* What the scanner takes for the number with all that belongs to it, and what it leaves alone. */
#include "lexicon/rules.h"
#include "scan/scan.h"

#include <criterion/criterion.h>

static struct sx_lexicon *lexicon;
static struct sx_scanner *scanner;
static struct sx_scan *scan;

static void setup(void)
{
	struct sx_err err = { 0 };
	lexicon = sx_lexicon_new(&err);
	cr_assert(lexicon && !sx_lexicon_add_builtin(lexicon, &err) && !sx_lexicon_finish(lexicon, &err), "%s",
		  err.text);
	scanner = sx_scanner_new(lexicon, &err);
	scan = scanner ? sx_scan_new(scanner, &err) : NULL;
	cr_assert_not_null(scan, "%s", err.text);
}

static void teardown(void)
{
	sx_scan_free(scan);
	sx_scanner_free(scanner);
	sx_lexicon_free(lexicon);
}

TestSuite(scan_quantity, .init = setup, .fini = teardown);

struct expectation {
	char text[64];
	char quantity[40]; /* of the best candidate for the first number; empty: none, or one that makes no claim */
};

static const struct expectation expectations[] = {
	{ "It costs $4.2bn now.", "$4.2bn" },
	{ "It costs 75 USD million now.", "75 USD million" },
	{ "It weighs 5 kg now.", "5 kg" },
	{ "It runs at 1300 m s−1 there.", "1300 m s−1" },
	{ "It covers 4 km squared.", "4 km squared" },
	{ "It rose from 1.4%–3.1% there.", "1.4%–3.1%" },
	{ "Add half a litre.", "half a litre" },
	{ "It was −5 °C.", "−5 °C" },
	{ "It lasted 2 h 5 min.", "2 h 5 min" },
	{ "They sold 800,000 F-Series trucks.", "800,000" },
	{ "A sum of 10%sugar.", "10%" },
	{ "Pay within thirty (30) days.", "thirty (30) days" },
	{ "The gene p53 is known.", "" },
	{ "The count of n−1 is known.", "" },
	{ "Mail 12+ab@example.org now.", "" },
	{ "It flew as Boeing 737 once.", "" },
	{ "It began in 1998.", "" },
	{ "See page(8) there.", "" },
};

Test(scan_quantity, takes_what_belongs_to_a_number)
{
	for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++) {
		const struct expectation *e = &expectations[i];
		struct sx_str text = sx_str_of(e->text);
		const struct sx_candidate *best = NULL;
		struct sx_ahead ahead = { 0 };
		size_t skip;
		for (size_t at = sx_scan_next(scanner, text, 0, text.n, &ahead); at < text.n && !best;
		     at = sx_scan_next(scanner, text, skip, text.n, &ahead)) {
			sx_scan_start(scan, text, at, 0, &skip);
			best = sx_scan_candidate(scan);
		}
		if (best && sx_str_is(sx_rules_at(lexicon, best->rule)->kind, "none"))
			best = NULL;
		cr_expect_eq(best != NULL, e->quantity[0] != 0, "%s", e->text);
		if (!best)
			continue;
		struct sx_str quantity = { text.p + best->quantity.start, best->quantity.end - best->quantity.start };
		cr_expect(sx_str_is(quantity, e->quantity), "%s: %.*s", e->text, (int)quantity.n, quantity.p);
	}
	cr_expect_eq(sx_scan_gave_up(scan).n, 0);
}
