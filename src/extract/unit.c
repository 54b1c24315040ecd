/* A unit being scanned. */
#include "extract/crew_priv.h"

struct scanning {
	struct sx_unit *unit;
	const struct sx_crew_outlet *outlet;
	struct sx_crew *crew;
	struct sx_sink rows;
};

bool sx_unit_fits(const struct sx_unit *unit)
{
	return !unit->n || !unit->stretch->from || sx_state_same(&unit->stretch->begin, &unit->lane->left);
}

/* Wait until all before this unit is out. */
static int wait_for_turn(struct scanning *s, struct sx_err *err)
{
	struct sx_unit *unit = s->unit;
	struct sx_crew *crew = s->crew;
	pthread_mutex_lock(&crew->lock);
	while (!crew->stopped && (crew->first != unit->lane || unit->lane->first != unit || crew->putting))
		pthread_cond_wait(&crew->news, &crew->lock);
	bool stopped = crew->stopped;
	pthread_mutex_unlock(&crew->lock);
	if (stopped)
		return sx_fail(err, SX_STOPPED, "stopped");
	unit->turn = true;
	unit->redo = !sx_unit_fits(unit);
	return unit->redo ? sx_fail(err, SX_STOPPED, "begun at the wrong place") : 0;
}

/* More rows than may gather go out at once. */
static int make_room(struct scanning *s, struct sx_err *err)
{
	if (s->outlet->rows_held(s->unit->rows) < ROWS_MOST)
		return 0;
	if (!s->unit->turn && wait_for_turn(s, err) < 0)
		return -1;
	return s->outlet->put(s->outlet->ctx, s->unit->rows, err);
}

static int take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	struct scanning *s = ctx;
	return s->rows.take(s->rows.ctx, claim, err) < 0 ? -1 : make_room(s, err);
}

static int scan_stretch(struct sx_worker *worker, struct sx_stretch *s, const struct sx_state *exact,
			struct scanning *scanning, struct sx_err *err)
{
	struct sx_unit *unit = scanning->unit;
	const struct sx_sink *rows = &scanning->rows;
	struct sx_sink sink = { .take = take, .ctx = scanning };
	if (s->why.n)
		return rows->skip ? rows->skip(rows->ctx, s->doc.source_json, s->line, s->why.p, err) : 0;
	if (sx_stretch_scan(worker->x, s, exact, &sink, err) < 0)
		return -1;
	unit->claims += worker->x->claims;
	return sx_stretch_whole(s) ? sx_lost_tell(&s->lost, &s->doc, rows, &unit->unmatched, err) : 0;
}

static int scan_all(struct sx_worker *worker, struct sx_unit *unit, const struct sx_state *exact, struct sx_err *err)
{
	const struct sx_crew_outlet *outlet = worker->crew->outlet;
	struct scanning scanning = { unit, outlet, worker->crew, outlet->rows_sink(unit->rows) };
	unit->claims = unit->unmatched = 0;
	outlet->rows_begin(unit->rows, unit->lane->path);
	for (size_t i = 0; i < unit->n; i++)
		if (scan_stretch(worker, &unit->stretch[i], exact, &scanning, err) < 0)
			return -1;
	return 0;
}

void sx_unit_scan(struct sx_worker *worker, struct sx_unit *unit, const struct sx_state *exact)
{
	unit->err = (struct sx_err){ 0 };
	scan_all(worker, unit, exact, &unit->err);
	if (!unit->redo)
		return;
	unit->redo = false;
	unit->err = (struct sx_err){ 0 };
	scan_all(worker, unit, &unit->lane->left, &unit->err);
}
