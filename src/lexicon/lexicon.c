#include "lexicon/lexicon.h"

#include "base/file.h"
#include "base/utf8.h"
#include "lexicon/lexicon_priv.h"

#include <stdlib.h>

enum { FILE_MOST = 64 << 20 };

extern const struct sx_builtin sx_builtin_files[];

struct sx_lexicon *sx_lexicon_new(struct sx_err *err)
{
	struct sx_lexicon *lx = calloc(1, sizeof *lx);
	if (!lx)
		sx_fail(err, SX_NOMEM, "out of memory");
	return lx;
}

void sx_lexicon_free(struct sx_lexicon *lx)
{
	if (!lx)
		return;
	free(lx->files.at);
	free(lx->lets.at);
	free(lx->sources.at);
	free(lx->lists.at);
	if (!lx->as_made) {
		free(lx->entries.at);
		free(lx->spellings.at);
		free(lx->unit_names.slot);
		sx_buf_release(&lx->text);
	}
	free(lx->units.at);
	free(lx->prefixes.at);
	free(lx->names.at);
	free(lx->rules.at);
	free(lx->examples.at);
	free(lx->let_names.slot);
	free(lx->rule_names.slot);
	sx_index_release(&lx->words);
	sx_index_release(&lx->spelled);
	sx_arena_release(&lx->arena);
	free(lx);
}

static bool has_suffix(const char *name, const char *suffix)
{
	size_t n = strlen(name), k = strlen(suffix);
	return n > k && strcmp(name + n - k, suffix) == 0;
}

static int parse(struct sx_lexicon *lx, const char *name, uint32_t file, struct sx_err *err)
{
	if (has_suffix(name, ".rules") || has_suffix(name, ".words"))
		return sx_parse_rules(lx, file, err);
	if (has_suffix(name, ".units"))
		return sx_parse_units(lx, file, err);
	if (has_suffix(name, ".names"))
		return sx_parse_names(lx, file, err);
	sx_fail(err, SX_SYNTAX, "a rule file's name ends in .rules, .words, .units or .names");
	sx_err_place(err, name, 0, 0, (struct sx_str){ 0 });
	return -1;
}

static int add_builtin(struct sx_lexicon *lx, struct sx_err *err);

static int add(struct sx_lexicon *lx, const char *name, struct sx_str text, struct sx_err *err)
{
	struct sx_str kept = sx_arena_dup(&lx->arena, sx_str_of(name));
	if (!sx_arena_ok(&lx->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	struct sx_file file = { kept.p, text };
	if (text.n >= 3 && memcmp(text.p, "\xEF\xBB\xBF", 3) == 0)
		file.text = (struct sx_str){ text.p + 3, text.n - 3 };
	if (SX_PUSH(lx->files, file, err))
		return -1;
	size_t bad = sx_utf8_check(text);
	if (bad < text.n) {
		uint32_t line = 1;
		for (size_t i = 0; i < bad; i++)
			line += text.p[i] == '\n';
		sx_fail(err, SX_SYNTAX, "not UTF-8");
		sx_err_place(err, name, line, 0, (struct sx_str){ 0 });
		return -1;
	}
	return parse(lx, name, lx->files.n - 1, err);
}

int sx_lexicon_add(struct sx_lexicon *lx, const char *name, struct sx_str text, struct sx_err *err)
{
	if (lx->as_made && add_builtin(lx, err))
		return -1;
	struct sx_str copy = sx_arena_dup(&lx->arena, text);
	lx->foreign = true;
	if (!sx_arena_ok(&lx->arena))
		return sx_fail(err, SX_NOMEM, "out of memory");
	return add(lx, name, copy, err);
}

struct walk {
	struct sx_lexicon *lx;
	struct sx_err *err;
};

static int add_file(void *ctx, const char *path)
{
	struct walk *walk = ctx;
	struct sx_buf text = { 0 };
	int status = sx_read_file(&text, path, FILE_MOST, walk->err);
	if (!status)
		status = sx_lexicon_add(walk->lx, path, sx_buf_view(&text), walk->err);
	sx_buf_release(&text);
	return status;
}

static void folder_lost(void *ctx, const struct sx_err *why)
{
	struct walk *walk = ctx;
	if (walk->err && walk->err->code == SX_OK)
		*walk->err = *why;
}

int sx_lexicon_add_path(struct sx_lexicon *lx, const char *path, struct sx_err *err)
{
	struct walk walk = { lx, err };
	struct sx_walk how = { .each = add_file, .lost = folder_lost, .ctx = &walk };
	if (sx_walk(path, &how, err))
		return -1;
	return err && err->code != SX_OK ? -1 : 0;
}

/* As files like any other. */
static int add_builtin(struct sx_lexicon *lx, struct sx_err *err)
{
	lx->as_made = false;
	for (const struct sx_builtin *file = sx_builtin_files; file->name; file++)
		if (add(lx, file->name, (struct sx_str){ (const char *)file->bytes, file->n }, err))
			return -1;
	return 0;
}

int sx_lexicon_add_builtin(struct sx_lexicon *lx, struct sx_err *err)
{
	lx->as_made = lx->ready && !lx->foreign;
	return lx->as_made ? 0 : add_builtin(lx, err);
}

void sx_lexicon_use_ready(struct sx_lexicon *lx, const struct sx_ready *ready)
{
	lx->ready = ready[0].part ? ready : NULL;
}

static struct sx_str find_part(const struct sx_ready *ready, const char *part)
{
	for (; ready && ready->part; ready++)
		if (strcmp(ready->part, part) == 0)
			return (struct sx_str){ ready->bytes, ready->n };
	return (struct sx_str){ 0 };
}

struct sx_str sx_lexicon_ready(const struct sx_lexicon *lx, const char *part)
{
	return find_part(lx->as_made ? lx->ready : NULL, part);
}

struct sx_str sx_lexicon_expressions(const struct sx_lexicon *lx)
{
	return find_part(lx->ready, "expressions");
}

bool sx_lexicon_is_builtin(const struct sx_lexicon *lx)
{
	return !lx->foreign;
}

const struct sx_builtin *sx_lexicon_builtin(size_t i)
{
	return sx_builtin_files[i].name ? &sx_builtin_files[i] : NULL;
}

int sx_lexicon_finish(struct sx_lexicon *lx, struct sx_err *err)
{
	if (lx->as_made) {
		if (sx_lexicon_unpack(lx, err))
			return -1;
	} else if (sx_units_index(lx, err) || sx_words_index(lx, err) || sx_rules_build(lx, err)) {
		return -1;
	}
	lx->finished = true;
	return 0;
}

/* From a record's head to the end of its last line. */
static struct sx_str span(const struct sx_line *head, const struct sx_line *last)
{
	return (struct sx_str){ head->whole.p, (size_t)(last->whole.p + last->whole.n - head->whole.p) };
}

static struct sx_record record_of(const struct sx_lexicon *lx, const char *kind, struct sx_str id,
				  const struct sx_line *head, const struct sx_line *last)
{
	return (struct sx_record){ kind, id, span(head, last), lx->files.at[head->file].name, head->no };
}

bool sx_lexicon_record(const struct sx_lexicon *lx, size_t i, struct sx_record *record)
{
	if (i < lx->sources.n) {
		const struct sx_rule_source *s = &lx->sources.at[i];
		*record = record_of(lx, "rule", s->id, &s->head, s->n ? &s->line[s->n - 1] : &s->head);
		return true;
	}
	i -= lx->sources.n;
	if (i < lx->lets.n) {
		const struct sx_let *let = &lx->lets.at[i];
		*record = record_of(lx, "let", let->name, &let->head,
				    let->n ? &let->alternative[let->n - 1] : &let->head);
		return true;
	}
	i -= lx->lets.n;
	if (i < lx->lists.n) {
		const struct sx_list *list = &lx->lists.at[i];
		*record = record_of(lx, "list", list->name, &list->head, &list->head);
		return true;
	}
	i -= lx->lists.n;
	if (i < lx->units.n && !lx->units.at[i].made) {
		const struct sx_unit_record *unit = &lx->units.at[i];
		*record = record_of(lx, "unit", unit->unit.id, &unit->line, &unit->line);
		return true;
	}
	return false;
}

bool sx_lexicon_example(const struct sx_lexicon *lx, size_t i, struct sx_example *example)
{
	if (i >= lx->examples.n)
		return false;
	*example = lx->examples.at[i];
	return true;
}
