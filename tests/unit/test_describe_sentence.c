/* What the describer says of sentences; their quantities stand in braces: "We saw {59} birds." */
#include "describe/describe.h"

#include <criterion/criterion.h>
#include <stdio.h>

enum { MARKED_MOST = 8 };

struct marked {
	char text[2048];
	struct sx_sentence before, sentence;
	bool has_before;
	struct sx_quantity quantity[MARKED_MOST];
	size_t n;
};

/* What a quantity is, by its looks: enough for the describer. */
static void marked_kind(struct sx_quantity *q, struct sx_str s)
{
	static const struct {
		const char *sign, *unit, *kind;
	} looks[] = {
		{ "%", "%", "percent" },          { " per cent", "%", "percent" },
		{ "$", "USD", "money" },          { " tonnes", "t", "mass" },
		{ " km", "km", "length" },        { " metres", "m", "length" },
		{ " years", "year", "duration" }, { " days", "day", "duration" },
		{ "-year", "year", "duration" },  { " points", "pp", "percentage_point" },
	};
	q->kind = SX_STR("count");
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		if (memmem(s.p, s.n, looks[i].sign, strlen(looks[i].sign))) {
			q->unit = sx_str_of(looks[i].unit);
			q->kind = sx_str_of(looks[i].kind);
			return;
		}
}

/* Sentence before, if any, and sentence, with "{…}" round quantities and "<…>" round hedges. */
static struct marked marked_of(const char *before, const char *marked)
{
	struct marked m = { 0 };
	struct sx_range hedge = { 0, 0 };
	size_t n = before ? (size_t)snprintf(m.text, sizeof m.text, "%s", before) : 0, open = 0;
	m.has_before = before != NULL;
	m.before = (struct sx_sentence){ .start = 0, .end = n };
	if (before)
		m.text[n++] = ' ';
	m.sentence.start = n;
	for (const char *p = marked; *p && n + 1 < sizeof m.text; p++) {
		if (*p == '<') {
			hedge.start = n;
		} else if (*p == '>') {
			hedge.end = n;
		} else if (*p == '{') {
			open = n;
		} else if (*p == '}' && m.n < MARKED_MOST) {
			struct sx_quantity *q = &m.quantity[m.n++];
			q->at = (struct sx_range){ open, n };
			q->hedge = hedge;
			hedge = (struct sx_range){ 0, 0 };
			marked_kind(q, (struct sx_str){ m.text + open, n - open });
		} else {
			m.text[n++] = *p;
		}
	}
	m.sentence.end = n;
	return m;
}

/* The describer with the rules built in, for a whole test. */
struct marked_describer {
	struct sx_lexicon *lexicon;
	struct sx_describer *describer;
	struct sx_describe *describe;
};

static struct marked_describer marked_open(void)
{
	struct sx_err err = { 0 };
	struct marked_describer d = { .lexicon = sx_lexicon_new(&err) };
	cr_assert(d.lexicon && !sx_lexicon_add_builtin(d.lexicon, &err) && !sx_lexicon_finish(d.lexicon, &err), "%s",
		  err.text);
	d.describer = sx_describer_new(d.lexicon, &err);
	cr_assert_not_null(d.describer, "%s", err.text);
	d.describe = sx_describe_new(d.describer, &err);
	cr_assert_not_null(d.describe, "%s", err.text);
	return d;
}

static void marked_close(struct marked_describer *d)
{
	sx_describe_free(d->describe);
	sx_describer_free(d->describer);
	sx_lexicon_free(d->lexicon);
}

static bool marked_before(void *ctx, struct sx_sentence *before)
{
	const struct marked *m = ctx;
	*before = m->before;
	return m->has_before;
}

/* Describe every quantity of the sentence. */
static void marked_describe(struct marked_describer *d, const struct marked *m, struct sx_description out[MARKED_MOST])
{
	struct marked copy = *m;
	struct sx_str text = { m->text, m->sentence.end };
	sx_describe_sentence(d->describe, text, &m->sentence,
			     (struct sx_context){ .before = marked_before, .ctx = &copy }, m->quantity, m->n);
	for (size_t i = 0; i < m->n; i++)
		sx_describe_claim(d->describe, i, &out[i]);
}

static void marked_expect(const struct marked *m, size_t i, const char *what, struct sx_range got, const char *want)
{
	bool same = got.end - got.start == strlen(want) && memcmp(m->text + got.start, want, got.end - got.start) == 0;
	cr_expect(same, "%s of %zu in \"%s\": \"%.*s\", not \"%s\"", what, i, m->text + m->sentence.start,
		  (int)(got.end - got.start), m->text + got.start, want);
}

/* ------------------------------------------------------------------ subject, predicate, whole */

struct row {
	const char *text;
	const char *subject[MARKED_MOST];
};

static void expect_subjects(const struct row *rows, size_t n)
{
	struct marked_describer d = marked_open();
	for (size_t i = 0; i < n; i++) {
		struct marked m = marked_of(NULL, rows[i].text);
		struct sx_description out[MARKED_MOST];
		marked_describe(&d, &m, out);
		for (size_t k = 0; k < m.n; k++)
			marked_expect(&m, k, "subject", out[k].subject, rows[i].subject[k]);
	}
	marked_close(&d);
}
#define EXPECT_SUBJECTS(rows) expect_subjects(rows, sizeof(rows) / sizeof *(rows))

Test(describe_subject, behind_the_number)
{
	static const struct row rows[] = {
		{ "The survey covers {59} towns and {127} villages.", { "towns", "villages" } },
		{ "There are {18.4 million} registered domestic users.", { "registered domestic users" } },
		{ "The lab gave {3} doses of vaccine to each of the {40} patients.",
		  { "doses of vaccine", "patients" } },
		{ "The barn has {2} doors of the old kind.", { "doors" } },
		{ "They found <nearly> {5,000} pages imitating popular shops.", { "pages imitating popular shops" } },
		{ "It has {3}, {5} or {8} legs.", { "legs", "legs", "legs" } },
	};
	EXPECT_SUBJECTS(rows);
}

Test(describe_subject, round_of_and_in)
{
	static const struct row rows[] = {
		{ "About {12.5%} of households own a boat.", { "households" } },
		{ "The firm earned {$5bn} in revenue.", { "revenue" } },
		{ "The plant emits {6.3 million tonnes} of carbon dioxide.", { "carbon dioxide" } },
		{ "It reported revenue of {$3m} and a profit of {$1m}.", { "revenue", "profit" } },
		{ "Farming accounts for {45%} of output.", { "Farming" } },
		{ "An increase of {4%} in prices hurt.", { "prices" } },
		{ "A {5%} drop in sales was followed by a {3%} rise.", { "sales", "sales" } },
	};
	EXPECT_SUBJECTS(rows);
}

Test(describe_subject, before_the_verb)
{
	static const struct row rows[] = {
		{ "The number of roofs covered with moss or lichen reached {4.86 million}.",
		  { "roofs covered with moss or lichen" } },
		{ "The unemployment rate fell to {4.1%} from {4.3%}.", { "unemployment rate", "unemployment rate" } },
		{ "Exports rose {5%} and imports fell {3%}.", { "Exports", "imports" } },
		{ "The economy grew by {3.2%}, with farm output increasing {2%}.", { "economy", "farm output" } },
		{ "The price, which had fallen for months, rose {7%}.", { "price" } },
		{ "Turnover climbed in May, reaching {$9m}.", { "Turnover" } },
		{ "The bank cut its main rate to {2%}.", { "main rate" } },
	};
	EXPECT_SUBJECTS(rows);
}

Test(describe_subject, without_a_verb)
{
	static const struct row rows[] = {
		{ "Inflation ({3.1%}) and unemployment ({5%}) fell.", { "Inflation", "unemployment" } },
		{ "Population: {1.4 million}", { "Population" } },
		{ "Industry grew {5%}, services {3%} and farming {1%}.", { "Industry", "services", "farming" } },
		{ "Sales were {$5m} in 2019, {$6m} in 2020 and {$7m} in 2021.", { "Sales", "Sales", "Sales" } },
		{ "Of the {200} patients, {40} died.", { "patients", "patients" } },
		{ "The wreck lies {12 km} south of the port.", { "wreck" } },
	};
	EXPECT_SUBJECTS(rows);
}

Test(describe_subject, from_the_sentence_before)
{
	struct marked_describer d = marked_open();
	struct marked m = marked_of("The jobless rate rose in May.", "It stood at {12%}.");
	struct sx_description out[MARKED_MOST];
	marked_describe(&d, &m, out);
	marked_expect(&m, 0, "subject", out[0].subject, "jobless rate");
	cr_assert_not_null(out[0].note);
	cr_expect_str_eq(out[0].note, "subject from the sentence before");
	marked_close(&d);
}

Test(describe_subject, predicate_and_whole)
{
	struct marked_describer d = marked_open();
	struct sx_description out[MARKED_MOST];
	struct marked m = marked_of(
		NULL, "<More than> {20,000} roofs were looked after, and slates were laid on {18,000} sheds.");
	marked_describe(&d, &m, out);
	marked_expect(&m, 0, "predicate", out[0].predicate, "were looked after");
	marked_expect(&m, 1, "predicate", out[1].predicate, "slates were laid on");
	m = marked_of(NULL, "Farming makes up {45%} of output.");
	marked_describe(&d, &m, out);
	marked_expect(&m, 0, "of", out[0].of, "output");
	m = marked_of(NULL, "{80%} of farmers depend on rain.");
	marked_describe(&d, &m, out);
	marked_expect(&m, 0, "of", out[0].of, "");
	marked_close(&d);
}

/* However long the sentence, only what is near its quantities is looked at, and nothing runs over. */
Test(describe_subject, endless_sentences)
{
	enum { LONG = 60000 };
	static char text[LONG + 64];
	static const char *const fill[] = {
		"and ", "( ", "the number of ", "which ", "rose to ", "in 2010 ", "a-", ","
	};
	struct marked_describer d = marked_open();
	for (size_t f = 0; f < sizeof fill / sizeof *fill; f++) {
		size_t n = strlen(fill[f]);
		for (size_t i = 0; i < LONG; i++)
			text[i] = fill[f][i % n];
		memcpy(text + LONG / 2, " 59 birds ", 10);
		struct sx_quantity q = { .at = { LONG / 2 + 1, LONG / 2 + 3 }, .kind = SX_STR("count") };
		struct sx_sentence cut = { 0, LONG, true, true, false },
				   whole = { LONG / 2 - 2048, LONG / 2 + 2048, false, false, false };
		struct sx_context none = { 0 };
		struct sx_description out;
		sx_describe_sentence(d.describe, (struct sx_str){ text, LONG }, &cut, none, &q, 1);
		sx_describe_claim(d.describe, 0, &out);
		cr_expect(out.subject.end - out.subject.start >= 5 && !memcmp(text + out.subject.start, "birds", 5),
			  "%s", fill[f]);
		sx_describe_sentence(d.describe, (struct sx_str){ text, LONG }, &whole, none, &q, 1);
		sx_describe_claim(d.describe, 0, &out);
	}
	marked_close(&d);
}

/* ------------------------------------------------------------------ change, period, place, attribution */
Test(describe_clause, change)
{
	static const struct {
		const char *text;
		enum sx_change change[MARKED_MOST];
	} rows[] = {
		{ "Sales rose {12%} to {$5m}.", { SX_INCREASE, SX_NO_CHANGE } },
		{ "Sales rose to {$5m}, up from {$4m}.", { SX_NO_CHANGE, SX_NO_CHANGE } },
		{ "The rate fell by {3 points}.", { SX_DECREASE } },
		{ "Shares were up {12%}.", { SX_INCREASE } },
		{ "The firm lost {200} jobs.", { SX_DECREASE } },
		{ "A {5%} drop in sales followed growth of {9%}.", { SX_DECREASE, SX_INCREASE } },
		{ "It sold {12%} more than in 2003.", { SX_INCREASE } },
		{ "The jobless rate was {4%}.", { SX_NO_CHANGE } },
		{ "The lake is {700 km} longer than the river.", { SX_NO_CHANGE } },
		{ "It makes up {11 million} of the lines.", { SX_NO_CHANGE } },
		{ "The firm raised {$5m}.", { SX_NO_CHANGE } },
	};
	struct marked_describer d = marked_open();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct marked m = marked_of(NULL, rows[i].text);
		struct sx_description out[MARKED_MOST];
		marked_describe(&d, &m, out);
		for (size_t k = 0; k < m.n; k++)
			cr_expect_eq(out[k].change, rows[i].change[k], "%s: change of %zu is \"%s\"", rows[i].text, k,
				     sx_change_name(out[k].change));
	}
	marked_close(&d);
}

Test(describe_clause, period)
{
	static const struct {
		const char *text, *period[MARKED_MOST];
	} rows[] = {
		{ "By the end of last year, {600} firms had closed, and {20} had moved.",
		  { "By the end of last year", "By the end of last year" } },
		{ "Between January and April of this year, {5} ships sank.",
		  { "Between January and April of this year" } },
		{ "Sales were {$5m} in 2019 and {$6m} in the first quarter of 2020.",
		  { "in 2019", "in the first quarter of 2020" } },
		{ "Since 1998 {40} dams were built.", { "Since 1998" } },
		{ "It sold {5} cars in the six months to June.", { "in the six months to June" } },
		{ "Output rose {3%} over the past three months.", { "over the past three months" } },
		{ "It was {5%} higher than in 2003.", { "" } },
		{ "Rents rose {4%} year-on-year.", { "" } },
		{ "In the 1990s there were {12} mines; today there are {3}.", { "In the 1990s", "today" } },
		{ "Homes cost {$5m} in 2011-12.", { "in 2011-12" } },
		{ "He was born on 3 May 1980 and has {4} sons.", { "on 3 May 1980" } },
	};
	struct marked_describer d = marked_open();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct marked m = marked_of(NULL, rows[i].text);
		struct sx_description out[MARKED_MOST];
		marked_describe(&d, &m, out);
		for (size_t k = 0; k < m.n; k++)
			marked_expect(&m, k, "period", out[k].period.at, rows[i].period[k]);
	}
	marked_close(&d);
}

/* What leads the sentence before dates a story that goes on in the past, and no other. */
Test(describe_clause, period_from_the_sentence_before)
{
	struct marked_describer d = marked_open();
	struct sx_description out[MARKED_MOST];
	struct marked m = marked_of("Last year, the council made plans.", "It opened {3} schools.");
	marked_describe(&d, &m, out);
	marked_expect(&m, 0, "period", out[0].period.at, "Last year");
	m = marked_of("Last year, the council made plans.", "It has {3} schools.");
	marked_describe(&d, &m, out);
	marked_expect(&m, 0, "period", out[0].period.at, "");
	marked_close(&d);
}

Test(describe_clause, place)
{
	static const struct {
		const char *text, *place;
	} rows[] = {
		{ "There are {600} firms in China.", "China" },
		{ "In France, {5%} of farms closed.", "France" },
		{ "UK exports rose {3%}.", "UK" },
		{ "Japan sold {300} ships.", "Japan" },
		{ "Hosts within the borders of our country reached {40}.", "within the borders of our country" },
		{ "Exports to Japan rose {3%}.", "" },
		{ "Visits in May rose {3%}.", "" },
	};
	struct marked_describer d = marked_open();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct marked m = marked_of(NULL, rows[i].text);
		struct sx_description out[MARKED_MOST];
		marked_describe(&d, &m, out);
		marked_expect(&m, 0, "place", out[0].place, rows[i].place);
	}
	marked_close(&d);
}

Test(describe_clause, attribution)
{
	static const struct {
		const char *text, *who[MARKED_MOST];
	} rows[] = {
		{ "According to the Ministry of Finance, {5} banks closed.", { "Ministry of Finance" } },
		{ "On the basis of monitoring data from the State Weather Centre, {5} storms came and {2} died.",
		  { "State Weather Centre", "State Weather Centre" } },
		{ "The Office for National Statistics (ONS) estimates that output grew {2%}.",
		  { "Office for National Statistics (ONS)" } },
		{ "Sales rose {5%}, said the Bureau of Trade.", { "Bureau of Trade" } },
		{ "Profit was {$5m}, but analysts had expected {$6m}.", { "", "analysts" } },
		{ "The village has {40} houses.", { "" } },
	};
	struct marked_describer d = marked_open();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct marked m = marked_of(NULL, rows[i].text);
		struct sx_description out[MARKED_MOST];
		marked_describe(&d, &m, out);
		for (size_t k = 0; k < m.n; k++)
			marked_expect(&m, k, "attribution", out[k].attribution, rows[i].who[k]);
	}
	marked_close(&d);
}
