/* What the build made ready of the rules is what the rules make, and taken out it is what was put in. */
#include "base/rx.h"
#include "describe/describe.h"
#include "lexicon/rules.h"
#include "scan/scan.h"

#include <criterion/criterion.h>

struct made {
	struct sx_lexicon *lexicon;
	struct sx_scanner *scanner;
	struct sx_describer *describer;
};

static struct made make(bool ready, const char *more)
{
	struct sx_err err = { 0 };
	struct made m = { .lexicon = sx_lexicon_new(&err) };
	if (ready)
		sx_lexicon_use_ready(m.lexicon, sx_ready_parts);
	cr_assert(!sx_lexicon_add_builtin(m.lexicon, &err), "%s", err.text);
	if (more)
		cr_assert(!sx_lexicon_add(m.lexicon, "more.rules", sx_str_of(more), &err), "%s", err.text);
	cr_assert(!sx_lexicon_finish(m.lexicon, &err), "%s", err.text);
	m.scanner = sx_scanner_new(m.lexicon, &err);
	m.describer = sx_describer_new(m.lexicon, &err);
	cr_assert(m.scanner && m.describer, "%s", err.text);
	return m;
}

static void release(struct made *m)
{
	sx_describer_free(m->describer);
	sx_scanner_free(m->scanner);
	sx_lexicon_free(m->lexicon);
}

enum { LEXICON, SCAN, DESCRIBE, EXPRESSIONS, PARTS };

static void pack(const struct made *m, struct sx_buf image[PARTS])
{
	struct sx_buf each = { 0 };
	sx_lexicon_pack(m->lexicon, &image[LEXICON]);
	sx_scanner_pack(m->scanner, &image[SCAN], &each);
	sx_describer_pack(m->describer, &image[DESCRIBE], &each);
	sx_rx_pack_all(sx_buf_view(&each), &image[EXPRESSIONS]);
	sx_buf_release(&each);
}

static void compare(bool ready)
{
	struct made m = make(ready, NULL);
	struct sx_buf image[PARTS] = { 0 };
	pack(&m, image);
	for (int i = 0; i < PARTS; i++) {
		const struct sx_ready *r = &sx_ready_parts[i];
		cr_assert(r->part);
		cr_expect_eq(sx_lexicon_ready(m.lexicon, r->part).n, ready ? r->n : 0);
		/* PCRE2 notes in its code that it was taken out. */
		if (i != EXPRESSIONS || !ready)
			cr_expect(image[i].n == r->n && memcmp(image[i].p, r->bytes, r->n) == 0, "part %s", r->part);
		sx_buf_release(&image[i]);
	}
	cr_expect_null(sx_ready_parts[PARTS].part);
	release(&m);
}

Test(ready_parts, are_what_the_rules_make)
{
	compare(false);
}

Test(ready_parts, come_out_as_they_went_in)
{
	compare(true);
}

/* Every record and example is shown alike. */
Test(ready_parts, records)
{
	struct made read = make(false, NULL), ready = make(true, NULL);
	struct sx_record a, b;
	struct sx_example x, y;
	size_t i = 0;
	for (; sx_lexicon_record(read.lexicon, i, &a); i++) {
		cr_assert(sx_lexicon_record(ready.lexicon, i, &b));
		cr_expect(strcmp(a.kind, b.kind) == 0 && strcmp(a.file, b.file) == 0 && a.line == b.line &&
				  sx_str_eq(a.id, b.id) && sx_str_eq(a.text, b.text),
			  "%.*s", (int)a.id.n, a.id.p);
	}
	cr_expect(i > 500 && !sx_lexicon_record(ready.lexicon, i, &b));
	for (i = 0; sx_lexicon_example(read.lexicon, i, &x); i++) {
		cr_assert(sx_lexicon_example(ready.lexicon, i, &y));
		cr_expect(x.yes == y.yes && strcmp(x.file, y.file) == 0 && x.line == y.line && x.column == y.column &&
				  sx_str_eq(x.rule, y.rule) && sx_str_eq(x.text, y.text) &&
				  sx_str_eq(x.expect, y.expect) && sx_str_eq(x.shown, y.shown),
			  "%.*s", (int)x.shown.n, x.shown.p);
	}
	cr_expect(i > 100 && !sx_lexicon_example(ready.lexicon, i, &y));
	release(&read);
	release(&ready);
}

/* Where a rule is added everything is read, and nothing that was made without it is used but single expressions. */
Test(ready_parts, not_with_other_rules)
{
	struct made alone = make(true, NULL),
		    more = make(true, "rule house.more\n    match    %{number:value} zorks\n");
	cr_expect(sx_lexicon_is_builtin(alone.lexicon) && !sx_lexicon_is_builtin(more.lexicon));
	cr_expect_eq(sx_rules_count(more.lexicon), sx_rules_count(alone.lexicon) + 1);
	for (const struct sx_ready *r = sx_ready_parts; r->part; r++)
		cr_expect_eq(sx_lexicon_ready(more.lexicon, r->part).n, 0);
	cr_expect_gt(sx_lexicon_expressions(more.lexicon).n, 0);
	release(&alone);
	release(&more);
}
