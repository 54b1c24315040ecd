#include "cli/where.h"

#include "base/rx.h"
#include "base/utf8.h"
#include "cli/nearest.h"

#include <stdlib.h>

/* COLUMN=VALUE, or COLUMN~REGEX when rx is set. */
struct sx_condition {
	enum sx_column column;
	struct sx_str value;
	struct sx_rx *rx;
};

int sx_where_column(struct sx_str name, const char *option, struct sx_err *err)
{
	int column = sx_column_find(name);
	if (column >= 0)
		return column;
	struct sx_nearest nearest = sx_nearest_to(name);
	for (size_t i = 0; i < SX_COLUMNS; i++)
		sx_nearest_try(&nearest, sx_str_of(sx_columns[i].name));
	sx_fail(err, SX_USAGE, "--%s: there is no column '%.*s'", option, (int)(name.n < 400 ? name.n : 400), name.p);
	if (sx_nearest_found(&nearest))
		sx_err_hint(err, "did you mean '%.*s'?", (int)nearest.best.n, nearest.best.p);
	else
		sx_err_hint(err, "'statext help columns' names them");
	return -1;
}

static int read_regex(struct sx_condition *condition, const char *text, const char *option, struct sx_err *err)
{
	size_t at = 0;
	condition->rx = sx_rx_new(condition->value, 0, &at, err);
	if (condition->rx)
		return 0;
	size_t before = (size_t)(condition->value.p - text) + at;
	struct sx_buf clean = { 0 };
	sx_utf8_clean(&clean, (struct sx_str){ text, before });
	uint32_t column = sx_buf_ok(&clean) ? (uint32_t)sx_utf8_length(sx_buf_view(&clean)) + 1 : 0;
	sx_buf_release(&clean);
	sx_err_place(err, option, 0, column, sx_str_of(text));
	return -1;
}

static int read_condition(struct sx_condition *condition, const char *text, struct sx_err *err)
{
	size_t n = strcspn(text, "=~");
	if (!text[n]) {
		sx_fail(err, SX_USAGE, "--where: '%s' has neither = nor ~", text);
		sx_err_hint(err, "write COLUMN=VALUE or COLUMN~REGEX");
		return -1;
	}
	int column = sx_where_column((struct sx_str){ text, n }, "where", err);
	if (column < 0)
		return -1;
	condition->column = (enum sx_column)column;
	condition->value = sx_str_of(text + n + 1);
	return text[n] == '~' ? read_regex(condition, text, "--where", err) : 0;
}

/* --subject, --kind and --unit are conditions in short. */
static int read_short(struct sx_where *where, const struct sx_args *args, enum sx_option_id option,
		      enum sx_column column, struct sx_err *err)
{
	size_t from = 0;
	for (const char *text; (text = sx_args_next(args, option, &from));) {
		struct sx_condition *condition = &where->condition[where->n++];
		*condition = (struct sx_condition){ .column = column, .value = sx_str_of(text) };
		if (option == SX_OPT_SUBJECT && read_regex(condition, text, "--subject", err) < 0)
			return -1;
	}
	return 0;
}

static int read_confidence(struct sx_where *where, const char *text, struct sx_err *err)
{
	struct sx_decimal *least = &where->min_confidence;
	struct sx_decimal one = sx_decimal_of(1);
	if (!text)
		return 0;
	if (sx_decimal_read(least, sx_str_of(text)) < 0 || least->negative || sx_decimal_cmp(least, &one) > 0)
		return sx_fail(err, SX_USAGE, "--min-confidence: '%s' is no number from 0 to 1", text);
	return 0;
}

int sx_where_open(struct sx_where *where, const struct sx_args *args, const struct sx_sink *next, struct sx_err *err)
{
	*where = (struct sx_where){ .next = next };
	if (read_confidence(where, sx_args_value(args, SX_OPT_MIN_CONFIDENCE), err) < 0)
		return -1;
	where->condition = calloc(args->n_given + 1, sizeof *where->condition);
	where->match = sx_rx_match_new(0);
	if (!where->condition || !where->match)
		return sx_fail(err, SX_NOMEM, "out of memory");
	size_t from = 0;
	for (const char *text; (text = sx_args_next(args, SX_OPT_WHERE, &from));)
		if (read_condition(&where->condition[where->n++], text, err) < 0)
			return -1;
	if (read_short(where, args, SX_OPT_SUBJECT, SX_COL_subject, err) < 0)
		return -1;
	if (read_short(where, args, SX_OPT_KIND, SX_COL_kind, err) < 0)
		return -1;
	return read_short(where, args, SX_OPT_UNIT, SX_COL_unit, err);
}

sx_column_set sx_where_columns(const struct sx_where *where)
{
	sx_column_set set = SX_COLUMN(confidence);
	for (size_t i = 0; i < where->n; i++)
		set |= (sx_column_set)1 << where->condition[i].column;
	return set;
}

void sx_where_release(struct sx_where *where)
{
	for (size_t i = 0; i < where->n; i++)
		sx_rx_free(where->condition[i].rx);
	free(where->condition);
	sx_rx_match_free(where->match);
	sx_buf_release(&where->cell);
	*where = (struct sx_where){ 0 };
}

/* 1 it holds, 0 not, -1 failure. */
static int holds(struct sx_where *where, const struct sx_condition *condition, const struct sx_claim *claim,
		 struct sx_err *err)
{
	sx_buf_clear(&where->cell);
	sx_claim_cell(claim, condition->column, &where->cell);
	if (!sx_buf_ok(&where->cell))
		return sx_fail(err, SX_NOMEM, "out of memory");
	struct sx_str cell = sx_buf_view(&where->cell);
	if (!condition->rx)
		return sx_str_eq(cell, condition->value);
	int status = sx_rx_run(condition->rx, cell.n ? cell : SX_STR(""), 0, where->match, err);
	if (status < 0) {
		sx_err_place(err, "--where", 0, 0, (struct sx_str){ 0 });
		sx_err_hint(err, "repeats within repeats, as (a+)+, cost too much: write a simpler expression");
	}
	return status;
}

static int take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_where *where = ctx;
	if (where->min_confidence.set &&
	    (!claim->confidence.set || sx_decimal_cmp(&claim->confidence, &where->min_confidence) < 0))
		return 0;
	for (size_t i = 0; i < where->n; i++) {
		int status = holds(where, &where->condition[i], claim, err);
		if (status <= 0)
			return status;
	}
	where->passed++;
	return where->next->take(where->next->ctx, claim, err);
}

static int skip(void *ctx, struct sx_str source_json, uint64_t line, const char *why, struct sx_err *err)
{
	const struct sx_sink *next = ((struct sx_where *)ctx)->next;
	return next->skip ? next->skip(next->ctx, source_json, line, why, err) : 0;
}

struct sx_sink sx_where_sink(struct sx_where *where)
{
	return (struct sx_sink){ .take = take, .skip = skip, .ctx = where };
}
