#include "cli/rules_check.h"

#include "cli/exit.h"
#include "cli/message.h"
#include "extract/extract.h"
#include "lexicon/rules.h"
#include "model/claims.h"

#include <ctype.h>

struct check {
	const struct sx_lexicon *lexicon;
	struct sx_extractor *extractor;
	const char *const *path;
	size_t n_paths;
	struct sx_claims found; /* in the example at hand */
	struct sx_err gave_up;  /* a rule did on it */
	struct sx_buf cell;
	size_t rules, examples, problems;
};

/* The file itself, or one under the folder. */
static bool is_under(const char *file, const char *path)
{
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	return strncmp(file, path, n) == 0 && (file[n] == '\0' || file[n] == '/' || path[n - 1] == '/');
}

static bool in_scope(const struct check *check, const char *file)
{
	for (size_t i = 0; i < check->n_paths; i++)
		if (is_under(file, check->path[i]))
			return true;
	return check->n_paths == 0;
}

/* A rule's language is the name of the folder its file is in, where that has two letters. */
static struct sx_str language_of(const char *file)
{
	const char *slash = strrchr(file, '/');
	if (!slash || slash - file < 2 || (slash - file > 2 && slash[-3] != '/'))
		return (struct sx_str){ 0 };
	bool letters = islower((unsigned char)slash[-1]) && islower((unsigned char)slash[-2]);
	return letters ? (struct sx_str){ slash - 2, 2 } : (struct sx_str){ 0 };
}

static int take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct check *check = ctx;
	return sx_claims_add(&check->found, claim, err);
}

static int note_gave_up(void *ctx, struct sx_str source_json, uint64_t line, const char *why, struct sx_err *err)
{
	struct check *check = ctx;
	(void)source_json, (void)line, (void)err;
	sx_fail(&check->gave_up, SX_LIMIT, "%s", why);
	return 0;
}

static int extract(struct check *check, const struct sx_example *example, struct sx_err *err)
{
	sx_claims_release(&check->found);
	struct sx_sink sink = { .take = take, .skip = note_gave_up, .ctx = check };
	check->gave_up = (struct sx_err){ 0 };
	struct sx_run run = { .text_step = 1, .source_step = 1 };
	struct sx_doc doc = { .source = SX_STR("example"), .lang = language_of(example->file) };
	struct sx_piece piece = { .text = example->text, .runs = &run, .n_runs = 1 };
	if (sx_extractor_begin(check->extractor, &doc, err) < 0)
		return -1;
	if (sx_extractor_feed(check->extractor, &piece, &sink, err) < 0)
		return -1;
	return sx_extractor_end(check->extractor, &sink, err);
}

static size_t name_length(struct sx_str text)
{
	size_t n = 0;
	while (n < text.n && (islower((unsigned char)text.p[n]) || text.p[n] == '_'))
		n++;
	return n < text.n && text.p[n] == '=' ? n : 0;
}

/* The next name=value; a value ends where the next name begins. false at the end. */
static bool next_pair(struct sx_str *rest, struct sx_str *name, struct sx_str *value)
{
	size_t n = name_length(*rest), end = n + 1;
	if (n == 0)
		return false;
	while (end < rest->n &&
	       !(rest->p[end] == ' ' && name_length((struct sx_str){ rest->p + end + 1, rest->n - end - 1 })))
		end++;
	*name = (struct sx_str){ rest->p, n };
	*value = (struct sx_str){ rest->p + n + 1, end - n - 1 };
	while (value->n && value->p[value->n - 1] == ' ')
		value->n--;
	size_t used = end < rest->n ? end + 1 : end;
	*rest = (struct sx_str){ rest->p + used, rest->n - used };
	return true;
}

/* Whether every cell named is as expected. The first that is not goes into why. */
static bool as_expected(struct check *check, const struct sx_claim *claim, struct sx_str expect, struct sx_err *why)
{
	struct sx_str name, value;
	while (next_pair(&expect, &name, &value)) {
		int column = sx_column_find(name);
		if (column < 0) {
			sx_fail(why, SX_SYNTAX, "there is no column '%.*s'", (int)name.n, name.p);
			return false;
		}
		sx_buf_clear(&check->cell);
		sx_claim_cell(claim, (enum sx_column)column, &check->cell);
		struct sx_str cell = sx_buf_view(&check->cell);
		if (sx_str_eq(cell, value))
			continue;
		sx_fail(why, SX_SYNTAX, "%.*s is '%.*s', not '%.*s'", (int)name.n, name.p, (int)cell.n,
			cell.n ? cell.p : "", (int)value.n, value.p);
		return false;
	}
	if (expect.n)
		sx_fail(why, SX_SYNTAX, "'%.*s' is no name=value", (int)expect.n, expect.p);
	return expect.n == 0;
}

static struct sx_str kind_of(const struct check *check, struct sx_str id)
{
	for (size_t i = 0; i < sx_rules_count(check->lexicon); i++)
		if (sx_str_eq(sx_rules_at(check->lexicon, i)->id, id))
			return sx_rules_at(check->lexicon, i)->kind;
	return (struct sx_str){ 0 };
}

/* The column that a rule fills which finds no claims of its own but describes them (kind period, attribution …), or -1.
 */
static int described_column(const struct check *check, struct sx_str rule)
{
	static const enum sx_column described[] = { SX_COL_period, SX_COL_place, SX_COL_attribution };
	int column = sx_column_find(kind_of(check, rule));
	for (size_t i = 0; i < sizeof described / sizeof *described; i++)
		if (column == (int)described[i])
			return column;
	return -1;
}

/* Whether the claim shows that the rule fired. */
static bool fired(struct check *check, const struct sx_claim *claim, struct sx_str rule)
{
	int column = described_column(check, rule);
	if (column < 0)
		return sx_str_eq(claim->rule, rule);
	sx_buf_clear(&check->cell);
	sx_claim_cell(claim, (enum sx_column)column, &check->cell);
	return check->cell.n > 0;
}

static void add_found(const struct check *check, struct sx_str rule, struct sx_err *why)
{
	int column = described_column(check, rule);
	if (column >= 0) {
		sx_err_hint(why, "no claim in this text has a %s; an example needs one that has",
			    sx_columns[column].name);
		return;
	}
	if (check->found.n == 0) {
		sx_err_hint(why, "no claim was found in this text");
		return;
	}
	const struct sx_claim *claim = &check->found.row[0];
	sx_err_hint(why, "found instead: '%.*s' by rule %.*s", (int)claim->quantity.n,
		    claim->quantity.n ? claim->quantity.p : "", (int)claim->rule.n, claim->rule.n ? claim->rule.p : "");
}

/* A yes: some claim by this rule has the cells that are named. */
static void judge_yes(struct check *check, const struct sx_example *example, struct sx_err *why)
{
	bool any = false;
	struct sx_err first = { 0 };
	for (size_t i = 0; i < check->found.n; i++) {
		const struct sx_claim *claim = &check->found.row[i];
		if (!fired(check, claim, example->rule))
			continue;
		struct sx_err differs = { 0 };
		if (as_expected(check, claim, example->expect, &differs))
			return;
		if (!any)
			first = differs;
		any = true;
	}
	if (any) {
		*why = first;
		return;
	}
	sx_fail(why, SX_SYNTAX, "rule %.*s does not fire", (int)example->rule.n, example->rule.p);
	add_found(check, example->rule, why);
}

static void judge_no(struct check *check, const struct sx_example *example, struct sx_err *why)
{
	for (size_t i = 0; i < check->found.n; i++) {
		struct sx_str quantity = check->found.row[i].quantity;
		if (fired(check, &check->found.row[i], example->rule)) {
			sx_fail(why, SX_SYNTAX, "rule %.*s fires on '%.*s'", (int)example->rule.n, example->rule.p,
				(int)quantity.n, quantity.n ? quantity.p : "");
			return;
		}
	}
}

/* The example of a rule that says what is no claim. */
static void judge_rejection(const struct check *check, const struct sx_example *example, struct sx_err *why)
{
	if (!example->yes || check->found.n == 0)
		return;
	sx_fail(why, SX_SYNTAX, "a claim is found in spite of rule %.*s", (int)example->rule.n, example->rule.p);
	add_found(check, example->rule, why);
}

static int run_example(struct check *check, const struct sx_example *example, struct sx_err *err)
{
	struct sx_err why = { 0 };
	if (extract(check, example, err) < 0)
		return -1;
	check->examples++;
	if (check->gave_up.code)
		why = check->gave_up;
	else if (sx_str_is(kind_of(check, example->rule), "none"))
		judge_rejection(check, example, &why);
	else if (example->yes)
		judge_yes(check, example, &why);
	else
		judge_no(check, example, &why);
	if (!sx_buf_ok(&check->cell))
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (why.code == SX_OK)
		return 0;
	sx_err_place(&why, example->file, example->line, example->column, example->shown);
	sx_say_err(&why);
	check->problems++;
	return 0;
}

static int run_all(struct check *check, struct sx_err *err)
{
	struct sx_record record;
	for (size_t i = 0; sx_lexicon_record(check->lexicon, i, &record); i++)
		if (strcmp(record.kind, "rule") == 0 && in_scope(check, record.file))
			check->rules++;
	struct sx_example example;
	for (size_t i = 0; sx_lexicon_example(check->lexicon, i, &example); i++)
		if (in_scope(check, example.file) && run_example(check, &example, err) < 0)
			return -1;
	return 0;
}

static int print_count(const struct check *check, struct sx_err *err)
{
	struct sx_buf text = { 0 };
	sx_buf_addf(&text, "%zu %s, %zu %s, %zu %s\n", check->rules, check->rules == 1 ? "rule" : "rules",
		    check->examples, check->examples == 1 ? "example" : "examples", check->problems,
		    check->problems == 1 ? "problem" : "problems");
	int status = sx_print(&text, err);
	sx_buf_release(&text);
	return status;
}

int sx_rules_check(const struct sx_lexicon *lexicon, const char *const *path, size_t n_paths, struct sx_err *err)
{
	struct sx_extract_options options = { .lexicon = lexicon };
	struct check check = { .lexicon = lexicon, .path = path, .n_paths = n_paths };
	int status = -1;
	check.extractor = sx_extractor_new(&options, err);
	if (check.extractor && run_all(&check, err) == 0)
		status = print_count(&check, err);
	sx_extractor_free(check.extractor);
	sx_claims_release(&check.found);
	sx_buf_release(&check.cell);
	if (status < 0)
		return -1;
	return check.problems ? SX_EXIT_WRONG : SX_EXIT_DONE;
}
