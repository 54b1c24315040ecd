/* statext rules: list, show, check, dump. */
#include "cli/commands.h"
#include "cli/exit.h"
#include "cli/message.h"
#include "cli/nearest.h"
#include "cli/rules_check.h"
#include "cli/rules_dump.h"
#include "cli/rules_in_force.h"

static int list(const struct sx_args *args, struct sx_err *err)
{
	struct sx_lexicon *lexicon = sx_rules_in_force(args, err);
	struct sx_buf text = { 0 };
	struct sx_record record;
	if (!lexicon)
		return -1;
	for (size_t i = 0; sx_lexicon_record(lexicon, i, &record); i++)
		sx_buf_addf(&text, "%s\t%.*s\t%s:%u\n", record.kind, (int)record.id.n, record.id.p, record.file,
			    record.line);
	int status = sx_print(&text, err);
	sx_buf_release(&text);
	sx_lexicon_free(lexicon);
	return status;
}

static void add_record(struct sx_buf *text, const struct sx_record *record)
{
	sx_buf_addf(text, "# %s:%u\n", record->file, record->line);
	sx_buf_str(text, record->text);
	if (record->text.n && record->text.p[record->text.n - 1] != '\n')
		sx_buf_c(text, '\n');
}

static int show_one(const struct sx_lexicon *lexicon, const char *id, struct sx_buf *text, struct sx_err *err)
{
	struct sx_nearest nearest = sx_nearest_to(sx_str_of(id));
	struct sx_record record;
	bool any = false;
	for (size_t i = 0; sx_lexicon_record(lexicon, i, &record); i++) {
		if (sx_str_is(record.id, id)) {
			add_record(text, &record);
			any = true;
		}
		sx_nearest_try(&nearest, record.id);
	}
	if (any)
		return 0;
	sx_fail(err, SX_USAGE, "there is no record '%s'", id);
	if (sx_nearest_found(&nearest))
		sx_err_hint(err, "did you mean '%.*s'?", (int)nearest.best.n, nearest.best.p);
	else
		sx_err_hint(err, "'statext rules list' names them");
	return -1;
}

static int show(const struct sx_args *args, struct sx_err *err)
{
	struct sx_buf text = { 0 };
	int status = 0;
	if (args->n_operands < 2)
		return sx_fail(err, SX_USAGE, "rules show needs the id of a record");
	struct sx_lexicon *lexicon = sx_rules_in_force(args, err);
	if (!lexicon)
		return -1;
	for (size_t i = 1; status == 0 && i < args->n_operands; i++)
		status = show_one(lexicon, args->operand[i], &text, err);
	if (status == 0)
		status = sx_print(&text, err);
	sx_buf_release(&text);
	sx_lexicon_free(lexicon);
	return status;
}

/* The files under test on top of those built in, and nothing of the user's own, so that the result is the same
 * everywhere. */
static int check(const struct sx_args *args, struct sx_err *err)
{
	const char *const *path = args->operand + 1;
	size_t n = args->n_operands - 1;
	struct sx_lexicon *lexicon = sx_lexicon_new(err);
	if (!lexicon)
		return -1;
	int status = sx_lexicon_add_builtin(lexicon, err);
	for (size_t i = 0; status == 0 && i < n; i++)
		status = sx_lexicon_add_path(lexicon, path[i], err);
	if (status == 0)
		status = sx_lexicon_finish(lexicon, err);
	if (status == 0)
		status = sx_rules_check(lexicon, path, n, err);
	sx_lexicon_free(lexicon);
	return status;
}

static int dump(const struct sx_args *args, struct sx_err *err)
{
	if (args->n_operands != 2)
		return sx_fail(err, SX_USAGE, "rules dump needs one folder");
	return sx_rules_dump(args->operand[1], err);
}

int sx_rules_command(const struct sx_args *args, struct sx_err *err)
{
	static const struct {
		const char *name;
		int (*run)(const struct sx_args *args, struct sx_err *err);
	} verbs[] = { { "list", list }, { "show", show }, { "check", check }, { "dump", dump } };
	const char *name = args->n_operands ? args->operand[0] : "";
	struct sx_nearest nearest = sx_nearest_to(sx_str_of(name));
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(verbs[i].name, name) == 0)
			return verbs[i].run(args, err);
		sx_nearest_try(&nearest, sx_str_of(verbs[i].name));
	}
	if (!name[0])
		sx_fail(err, SX_USAGE, "rules needs to know what to do");
	else
		sx_fail(err, SX_USAGE, "rules cannot '%s'", name);
	if (name[0] && sx_nearest_found(&nearest))
		sx_err_hint(err, "did you mean '%.*s'?", (int)nearest.best.n, nearest.best.p);
	else
		sx_err_hint(err, "it can: list, show ID, check FILE, dump FOLDER");
	return -1;
}
