#include "cli/outlet.h"

#include "cli/message.h"
#include "cli/where.h"
#include "model/claims.h"

#include <inttypes.h>
#include <stdlib.h>

/* A record that could not be read, kept until its turn. */
struct skipped {
	size_t before; /* claims in front of it */
	struct sx_str source_json, why;
	uint64_t line;
};

struct rows {
	struct sx_outlet *outlet;
	const char *path;
	struct sx_where where;
	struct sx_sink next; /* behind `where` */
	struct sx_buf said;

	struct sx_writer *twin; /* else these: */
	struct sx_claims claims;
	struct skipped *skipped;
	size_t n_skipped, cap_skipped;
};

static int keep_skipped(void *ctx, struct sx_str source_json, uint64_t line, const char *why, struct sx_err *err)
{
	struct rows *rows = ctx;
	struct sx_arena *arena = &rows->claims.arena;
	if (rows->n_skipped == rows->cap_skipped) {
		size_t cap = rows->cap_skipped ? rows->cap_skipped * 2 : 16;
		struct skipped *more = realloc(rows->skipped, cap * sizeof *more);
		if (!more)
			return sx_fail(err, SX_NOMEM, "out of memory");
		rows->skipped = more;
		rows->cap_skipped = cap;
	}
	rows->skipped[rows->n_skipped++] = (struct skipped){ rows->claims.n, sx_arena_dup(arena, source_json),
							     sx_arena_dup(arena, sx_str_of(why)), line };
	return sx_arena_ok(arena) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int keep_claim(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct rows *rows = ctx;
	return sx_claims_add(&rows->claims, claim, err);
}

static void rows_free(void *ctx)
{
	struct rows *rows = ctx;
	sx_where_release(&rows->where);
	sx_writer_free(rows->twin);
	sx_claims_release(&rows->claims);
	sx_buf_release(&rows->said);
	free(rows->skipped);
	free(rows);
}

static int rows_open(struct rows *rows, struct sx_err *err)
{
	const struct sx_outlet *outlet = rows->outlet;
	bool twins = sx_writer_has_twins(outlet->writer);
	if (twins) {
		rows->twin = sx_writer_twin(outlet->writer, err);
		if (!rows->twin)
			return -1;
		rows->next = sx_writer_sink(rows->twin);
	} else {
		bool skips = sx_writer_sink(outlet->writer).skip != NULL;
		rows->next = (struct sx_sink){ keep_claim, skips ? keep_skipped : NULL, rows };
	}
	return sx_where_open(&rows->where, outlet->args, &rows->next, err);
}

static void *rows_new(void *ctx, struct sx_err *err)
{
	struct rows *rows = calloc(1, sizeof *rows);
	if (!rows) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	rows->outlet = ctx;
	if (rows_open(rows, err) == 0)
		return rows;
	rows_free(rows);
	return NULL;
}

static void clear(struct rows *rows)
{
	if (rows->twin)
		sx_writer_drop(rows->twin);
	sx_arena_clear(&rows->claims.arena);
	sx_buf_clear(&rows->said);
	rows->claims.n = rows->n_skipped = 0;
	rows->where.passed = 0;
}

static void rows_begin(void *ctx, const char *path)
{
	struct rows *rows = ctx;
	clear(rows);
	rows->path = path;
}

static int take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct rows *rows = ctx;
	struct sx_sink sink = sx_where_sink(&rows->where);
	return sink.take(sink.ctx, claim, err);
}

static int skip(void *ctx, struct sx_str source_json, uint64_t line, const char *why, struct sx_err *err)
{
	struct rows *rows = ctx;
	sx_say_to(&rows->said, "%s:%" PRIu64 ": %s", sx_input_name(rows->path), line, why);
	return rows->next.skip ? rows->next.skip(rows->next.ctx, source_json, line, why, err) : 0;
}

static struct sx_sink rows_sink(void *rows)
{
	return (struct sx_sink){ .take = take, .skip = skip, .ctx = rows };
}

static size_t rows_held(const void *ctx)
{
	const struct rows *rows = ctx;
	if (rows->twin)
		return sx_writer_held(rows->twin);
	return rows->claims.arena.held + rows->claims.n * sizeof *rows->claims.row;
}

/* Claims and skipped records as they came. */
static int replay(const struct rows *rows, struct sx_err *err)
{
	struct sx_sink to = sx_writer_sink(rows->outlet->writer);
	size_t k = 0;
	for (size_t i = 0; i <= rows->claims.n; i++) {
		for (; k < rows->n_skipped && rows->skipped[k].before == i; k++) {
			const struct skipped *s = &rows->skipped[k];
			if (to.skip(to.ctx, s->source_json, s->line, s->why.p, err) < 0)
				return -1;
		}
		if (i < rows->claims.n && to.take(to.ctx, &rows->claims.row[i], err) < 0)
			return -1;
	}
	return 0;
}

static int put(void *ctx, void *made, struct sx_err *err)
{
	struct sx_outlet *outlet = ctx;
	struct rows *rows = made;
	if (rows->said.n || !sx_buf_ok(&rows->said)) {
		sx_progress_hold(outlet->inputs->progress);
		sx_send(&rows->said);
		sx_progress_go_on(outlet->inputs->progress);
	}
	outlet->passed += rows->where.passed;
	int status = rows->twin ? sx_writer_join(outlet->writer, rows->twin, err) : replay(rows, err);
	clear(rows);
	return status;
}

static int done(void *ctx, const char *path, const struct sx_input_report *report, const struct sx_err *why,
		struct sx_err *err)
{
	struct sx_outlet *outlet = ctx;
	return sx_inputs_done(outlet->inputs, path, report, why, err);
}

static void tell(void *ctx, const char *path, const struct sx_err *what)
{
	struct sx_outlet *outlet = ctx;
	sx_inputs_tell(outlet->inputs, path, what);
}

struct sx_crew_outlet sx_outlet_of(struct sx_outlet *outlet)
{
	return (struct sx_crew_outlet){ .ctx = outlet,
					.rows_new = rows_new,
					.rows_free = rows_free,
					.rows_begin = rows_begin,
					.rows_sink = rows_sink,
					.rows_held = rows_held,
					.put = put,
					.done = done,
					.tell = tell };
}
