/* The dispatch only leaves out what cannot match: with and without it the candidates are the same. */
#include "base/file.h"
#include "scan/scan_priv.h"

#include <criterion/criterion.h>

static const char *const texts[] = {
	"Between 5 and 10 million people, about 12.5% of them aged 65 or over, live within 20 km of the coast (see "
	"Section 4, p. 12).",
	"In 2014, from 28.3 to 19.3 per cent; on 20 May 2015 at 10:45; equation (7) and figures 3 and 4; version "
	"2.14.3; 4G; No. 5.",
	"She is 5 ft 2 in tall, ran 2 hours 5 minutes, paid $3 a share, US$4.2bn to $4.35bn, Rs. 500, EUR 20 and 33 "
	"cents.",
	"One in five, eight out of 10, 3:1, 5.2 \xC2\xB1 0.3 kg, 0.99 [0.84 to 1.10] \xC2\xB0"
	"C, a quarter of a million, two-thirds, half a litre.",
	"Minus 5 \xC2\xB0"
	"C, (3.5)%, $(4.1) million, R2,000 and R 2, 75 USD million, 3 million and a half, 2002 and again five, a third "
	"of a million, 10 square miles, 9 mm yr-1, 7 per day, 5-km, 10 k, 5k.",
	"1,2,3 and 4-5-6 -7 +8 \xE2\x88\x92"
	"9 (10) [11] {12} 13% 14th 15s '16 17/18 #19 20x 21-fold 22-year-old 1980s A4 B-52 1.2.3.4",
};

static size_t candidates(struct sx_scan *scan, struct sx_str text, size_t at, struct sx_candidate *out)
{
	size_t skip, n = 0;
	sx_scan_start(scan, text, at, 0, &skip);
	for (struct sx_candidate *c; n < 8 && (c = sx_scan_candidate(scan));)
		out[n++] = *c;
	return n;
}

static void compare_atoms(const struct sx_candidate *fast, const struct sx_candidate *plain, size_t at)
{
	cr_assert_eq(fast->atoms, plain->atoms, "at byte %zu", at);
	for (uint8_t i = 0; i < fast->atoms; i++) {
		const struct sx_atom *a = &fast->atom[i], *b = &plain->atom[i];
		cr_expect(a->all.start == b->all.start && a->all.end == b->all.end &&
				  a->number.start == b->number.start && a->number.end == b->number.end,
			  "at byte %zu", at);
		cr_expect(a->sign == b->sign && a->unit.parts == b->unit.parts && a->per.end == b->per.end &&
				  a->magnitude.end == b->magnitude.end && a->words == b->words && a->cut == b->cut,
			  "at byte %zu", at);
	}
}

static void compare(const struct sx_scanner *scanner, struct sx_scan *scan, struct sx_str text)
{
	static struct sx_candidate fast[8], plain[8];
	struct sx_ahead ahead = { 0 };
	for (size_t at = 0; (at = sx_scan_next(scanner, text, at, text.n, &ahead)) < text.n; at++) {
		size_t n = candidates(scan, text, at, fast);
		scan->plain = true;
		size_t m = candidates(scan, text, at, plain);
		scan->plain = false;
		for (size_t i = 0; n != m && i < n + m; i++) {
			struct sx_str id = sx_rules_at(scanner->lexicon, (i < n ? fast[i] : plain[i - n]).rule)->id;
			cr_log_error("%s: %.*s", i < n ? "fast" : "plain", (int)id.n, id.p);
		}
		cr_assert_eq(n, m, "at byte %zu of: %.40s", at, text.p + at);
		for (size_t i = 0; i < n; i++) {
			cr_expect_eq(fast[i].rule, plain[i].rule, "at byte %zu", at);
			cr_expect_eq(fast[i].match.start, plain[i].match.start, "at byte %zu", at);
			cr_expect_eq(fast[i].match.end, plain[i].match.end, "at byte %zu", at);
			compare_atoms(&fast[i], &plain[i], at);
		}
	}
}

/* What is built in is trusted to compile. */
static void compile_all(const struct sx_scanner *scanner)
{
	for (uint32_t i = 0; i < scanner->n; i++)
		for (uint32_t k = 0; k < scanner->compiled[i].pattern->n; k++) {
			const struct sx_element *element = &scanner->compiled[i].pattern->element[k];
			struct sx_err err = { 0 };
			if (element->kind != SX_EL_REGEX)
				continue;
			struct sx_rx *rx = sx_rx_new(element->regex, SX_RX_CASELESS, NULL, &err);
			cr_expect(rx, "%.*s: %s", (int)scanner->compiled[i].rule->id.n, scanner->compiled[i].rule->id.p,
				  err.text);
			sx_rx_free(rx);
		}
}

Test(scan_dispatch, same_candidates)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lexicon = sx_lexicon_new(&err);
	cr_assert(lexicon && !sx_lexicon_add_builtin(lexicon, &err) && !sx_lexicon_finish(lexicon, &err), "%s",
		  err.text);
	struct sx_scanner *scanner = sx_scanner_new(lexicon, &err);
	cr_assert(scanner, "%s", err.text);
	struct sx_scan *scan = sx_scan_new(scanner, &err);
	cr_assert(scan);
	compile_all(scanner);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		compare(scanner, scan, sx_str_of(texts[i]));
	struct sx_buf corpus = { 0 };
	if (sx_read_file(&corpus, SX_SOURCE "/../shared/perf/wiki.txt", 16 << 20, &err) == 0)
		compare(scanner, scan, (struct sx_str){ corpus.p, corpus.n < 600000 ? corpus.n : 600000 });
	else
		cr_log_info("without the corpus: %s", err.text);
	sx_buf_release(&corpus);
	cr_expect_eq(sx_scan_gave_up(scan).n, 0);
	sx_scan_free(scan);
	sx_scanner_free(scanner);
	sx_lexicon_free(lexicon);
}
