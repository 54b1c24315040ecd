#include "extract/crew_priv.h"

#include <stdlib.h>
#include <sys/stat.h>

/* Functions whose comment says "locked" are called with the lock held, and may let go of it in between. */

static void lane_free(struct sx_lane *lane)
{
	free(lane->path);
	free(lane);
}

void sx_unit_free(struct sx_crew *crew, struct sx_unit *unit)
{
	for (size_t i = 0; i < unit->n; i++)
		sx_marks_release(&unit->stretch[i].marks);
	if (unit->rows)
		crew->outlet->rows_free(unit->rows);
	sx_buf_release(&unit->text);
	sx_arena_release(&unit->strings);
	free(unit->stretch);
	free(unit->runs.at);
	free(unit);
}

/* Empty again, what it has of memory kept within reason. */
static void unit_clear(struct sx_unit *unit)
{
	for (size_t i = 0; i < unit->n; i++)
		sx_marks_release(&unit->stretch[i].marks);
	sx_arena_clear(&unit->strings);
	sx_buf_clear(&unit->text);
	if (unit->text.cap > 2 * STRETCH)
		sx_buf_release(&unit->text);
	unit->n = unit->runs.n = 0;
	unit->turn = false;
}

struct sx_unit *sx_unit_new(struct sx_crew *crew, struct sx_lane *lane, struct sx_err *err)
{
	pthread_mutex_lock(&crew->lock);
	struct sx_unit *unit = crew->spare;
	if (unit)
		crew->spare = unit->next;
	pthread_mutex_unlock(&crew->lock);
	if (!unit) {
		unit = calloc(1, sizeof *unit);
		if (unit)
			unit->rows = crew->outlet->rows_new(crew->outlet->ctx, err);
		if (!unit || !unit->rows) {
			free(unit);
			sx_fail(err, SX_NOMEM, "out of memory");
			return NULL;
		}
	}
	unit->next = NULL;
	unit->lane = lane;
	return unit;
}

/* Locked. */
static void stop(struct sx_crew *crew, const struct sx_err *why)
{
	if (!crew->stopped)
		crew->err = *why;
	crew->stopped = true;
	pthread_cond_broadcast(&crew->news);
}

/* What was lost in a document that came in parts, behind the last of them. */
static int tell_lost(struct sx_crew *crew, struct sx_unit *unit, struct sx_err *err)
{
	struct sx_lane *lane = unit->lane;
	const struct sx_stretch *s = unit->stretch;
	if (!unit->n || s->why.n || sx_stretch_whole(s) || unit->err.code)
		return 0;
	if (!s->from)
		lane->lost = (struct sx_lost){ 0 };
	sx_lost_join(&lane->lost, &s->lost);
	struct sx_sink rows = crew->outlet->rows_sink(unit->rows);
	return s->last ? sx_lost_tell(&lane->lost, &s->doc, &rows, &unit->unmatched, err) : 0;
}

/* Put out the first unit of all. It may turn out that it has to be scanned again. */
static int put_unit(struct sx_worker *worker, struct sx_unit *unit, struct sx_err *err)
{
	const struct sx_crew_outlet *outlet = worker->crew->outlet;
	struct sx_lane *lane = unit->lane;
	if (!unit->turn && !sx_unit_fits(unit)) {
		unit->turn = true;
		sx_unit_scan(worker, unit, &lane->left);
	}
	if (tell_lost(worker->crew, unit, err) < 0 || outlet->put(outlet->ctx, unit->rows, err) < 0)
		return -1;
	if (unit->err.code) {
		*err = unit->err;
		return -1;
	}
	lane->report.claims += unit->claims;
	lane->report.unmatched += unit->unmatched;
	sx_tell_watch(&worker->crew->options.watch, &(struct sx_told){ 0 }, 0, unit->claims);
	if (unit->n)
		lane->left = unit->stretch[unit->n - 1].end;
	unit_clear(unit);
	return 0;
}

static int end_lane(struct sx_crew *crew, struct sx_lane *lane, struct sx_err *err)
{
	if (!lane->word)
		return crew->outlet->done(crew->outlet->ctx, lane->path, &lane->report, &lane->why, err);
	crew->outlet->tell(crew->outlet->ctx, lane->path, &lane->why);
	return 0;
}

/* Locked. One step of putting out; false when what is next is not done. */
static bool put_next(struct sx_worker *worker)
{
	struct sx_crew *crew = worker->crew;
	struct sx_lane *lane = crew->first;
	struct sx_unit *unit = lane ? lane->first : NULL;
	struct sx_err err = { 0 };
	if (crew->stopped || !lane || (unit ? unit->state != SX_DONE : lane->state != SX_READ))
		return false;
	pthread_mutex_unlock(&crew->lock);
	int status = unit ? put_unit(worker, unit, &err) : end_lane(crew, lane, &err);
	pthread_mutex_lock(&crew->lock);
	if (status < 0) {
		stop(crew, &err);
	} else if (unit) {
		lane->first = unit->next;
		lane->units--;
		crew->units--;
		unit->next = crew->spare;
		crew->spare = unit;
	} else {
		crew->first = lane->next;
		crew->lanes--;
		lane_free(lane);
	}
	return status == 0;
}

/* Locked. Put out all that is done, unless somebody does. */
static void put_all(struct sx_worker *worker)
{
	struct sx_crew *crew = worker->crew;
	if (crew->putting)
		return;
	crew->putting = true;
	while (put_next(worker))
		pthread_cond_broadcast(&crew->news);
	crew->putting = false;
	pthread_cond_broadcast(&crew->news);
}

/* Locked. Scan the earliest unit that waits, of lanes up to `most` (NULL: of all); false: there is none. */
static bool scan_one(struct sx_worker *worker, const struct sx_lane *most)
{
	struct sx_crew *crew = worker->crew;
	struct sx_unit *unit = NULL;
	for (struct sx_lane *lane = crew->first; lane && !unit; lane = lane == most ? NULL : lane->next)
		for (unit = lane->first; unit && unit->state != SX_WAITS;)
			unit = unit->next;
	if (!unit || crew->stopped)
		return false;
	unit->state = SX_SCANNED;
	pthread_mutex_unlock(&crew->lock);
	sx_unit_scan(worker, unit, NULL);
	pthread_mutex_lock(&crew->lock);
	unit->state = SX_DONE;
	put_all(worker);
	return true;
}

/* Locked. Read the earliest lane that nobody reads; false: there is none that may be read now. */
static bool read_one(struct sx_worker *worker)
{
	struct sx_crew *crew = worker->crew;
	struct sx_lane *lane = crew->first;
	while (lane && lane->state != SX_UNREAD)
		lane = lane->next;
	if (!lane || crew->stopped || (lane != crew->first && (lane->in_turn || crew->units >= crew->most_units)))
		return false;
	lane->state = SX_READ_NOW;
	pthread_mutex_unlock(&crew->lock);
	sx_lane_read(worker, lane);
	pthread_mutex_lock(&crew->lock);
	lane->state = SX_READ;
	put_all(worker);
	return true;
}

/* Locked. */
static void work_or_wait(struct sx_worker *worker)
{
	if (!scan_one(worker, NULL) && !read_one(worker))
		pthread_cond_wait(&worker->crew->news, &worker->crew->lock);
}

/* Locked. The first lane goes by its own count: what later ones hold comes free only after it. */
static bool too_many(const struct sx_crew *crew, const struct sx_lane *lane)
{
	return !crew->stopped && (lane == crew->first ? lane->units : crew->units) > crew->most_units;
}

/* The slices of its stretches, which stand one behind another. */
static void set_slices(struct sx_unit *unit)
{
	const char *text = unit->text.p;
	const struct sx_run *run = unit->runs.at;
	for (size_t i = 0; i < unit->n; i++) {
		struct sx_stretch *s = &unit->stretch[i];
		s->text.p = text;
		s->runs = run;
		text += s->text.n;
		run += s->n_runs;
	}
}

int sx_unit_submit(struct sx_worker *worker, struct sx_unit *unit)
{
	struct sx_crew *crew = worker->crew;
	struct sx_lane *lane = unit->lane;
	set_slices(unit);
	unit->state = SX_WAITS;
	pthread_mutex_lock(&crew->lock);
	if (lane->first)
		lane->last->next = unit;
	else
		lane->first = unit;
	lane->last = unit;
	lane->units++;
	crew->units++;
	pthread_cond_broadcast(&crew->news);
	while (too_many(crew, lane))
		if (!scan_one(worker, lane))
			pthread_cond_wait(&crew->news, &crew->lock);
	bool stopped = crew->stopped;
	pthread_mutex_unlock(&crew->lock);
	return stopped ? -1 : 0;
}

static void *work(void *ctx)
{
	struct sx_worker *worker = ctx;
	struct sx_crew *crew = worker->crew;
	pthread_mutex_lock(&crew->lock);
	while (!crew->stopped && !(crew->ended && !crew->first))
		work_or_wait(worker);
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

static int worker_open(struct sx_crew *crew, struct sx_worker *worker, struct sx_err *err)
{
	worker->crew = crew;
	worker->x = sx_extractor_new(&crew->options, err);
	worker->gatherer = worker->x ? calloc(1, sizeof *worker->gatherer) : NULL;
	if (!worker->gatherer) {
		sx_extractor_free(worker->x);
		return sx_fail(err, SX_NOMEM, "out of memory");
	}
	worker->x->options.segment = SIZE_MAX; /* a stretch stays where it is */
	worker->gatherer->options = crew->options;
	worker->gatherer->wanted = worker->x->wanted;
	return 0;
}

static void worker_close(struct sx_worker *worker)
{
	sx_extractor_free(worker->x);
	sx_extractor_free(worker->gatherer);
}

/* As many as the system gives, the caller's own being one. */
static int hire(struct sx_crew *crew, unsigned threads, struct sx_err *err)
{
	crew->worker = calloc(threads, sizeof *crew->worker);
	if (!crew->worker)
		return sx_fail(err, SX_NOMEM, "out of memory");
	for (; crew->workers < threads; crew->workers++) {
		struct sx_worker *worker = &crew->worker[crew->workers];
		if (worker_open(crew, worker, err))
			return -1;
		if (crew->workers && pthread_create(&worker->thread, NULL, work, worker)) {
			worker_close(worker);
			break;
		}
	}
	return 0;
}

struct sx_crew *sx_crew_new(unsigned threads, const struct sx_extract_options *options,
			    const struct sx_read_options *reading, const struct sx_crew_outlet *outlet,
			    struct sx_err *err)
{
	struct sx_crew *crew = calloc(1, sizeof *crew);
	if (!crew) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	*crew = (struct sx_crew){ .options = *options, .reading = reading, .outlet = outlet };
	crew->most_units = 2 * (size_t)threads + 2;
	crew->most_lanes = 8 * (size_t)threads;
	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->news, NULL);
	if (hire(crew, threads, err) == 0)
		return crew;
	sx_crew_free(crew);
	return NULL;
}

/* A pipe gives its bytes once, so two that read it, or read ahead of their turn, would change what the other gets. */
static bool is_regular(const char *path)
{
	struct stat about;
	return strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static int join(struct sx_crew *crew, struct sx_lane *lane, struct sx_err *err)
{
	pthread_mutex_lock(&crew->lock);
	if (crew->first)
		crew->last->next = lane;
	else
		crew->first = lane;
	crew->last = lane;
	crew->lanes++;
	pthread_cond_broadcast(&crew->news);
	put_all(&crew->worker[0]);
	while (!crew->stopped && crew->lanes > crew->most_lanes)
		work_or_wait(&crew->worker[0]);
	if (crew->stopped && err)
		*err = crew->err;
	int status = crew->stopped ? -1 : 0;
	pthread_mutex_unlock(&crew->lock);
	return status;
}

static struct sx_lane *lane_new(const char *path, struct sx_err *err)
{
	struct sx_lane *lane = calloc(1, sizeof *lane);
	if (lane)
		lane->path = strdup(path);
	if (lane && lane->path)
		return lane;
	free(lane);
	sx_fail(err, SX_NOMEM, "out of memory");
	return NULL;
}

int sx_crew_read(struct sx_crew *crew, const char *path, struct sx_err *err)
{
	struct sx_lane *lane = lane_new(path, err);
	if (!lane)
		return -1;
	lane->in_turn = !is_regular(path);
	return join(crew, lane, err);
}

int sx_crew_tell(struct sx_crew *crew, const char *path, const struct sx_err *what, struct sx_err *err)
{
	struct sx_lane *lane = lane_new(path, err);
	if (!lane)
		return -1;
	lane->state = SX_READ;
	lane->word = true;
	lane->why = *what;
	return join(crew, lane, err);
}

static void dismiss(struct sx_crew *crew)
{
	pthread_mutex_lock(&crew->lock);
	crew->ended = true;
	pthread_cond_broadcast(&crew->news);
	pthread_mutex_unlock(&crew->lock);
	for (unsigned i = 1; i < crew->workers; i++)
		pthread_join(crew->worker[i].thread, NULL);
	for (unsigned i = 0; i < crew->workers; i++)
		worker_close(&crew->worker[i]);
	crew->workers = 0;
}

int sx_crew_end(struct sx_crew *crew, struct sx_err *err)
{
	pthread_mutex_lock(&crew->lock);
	crew->ended = true;
	pthread_mutex_unlock(&crew->lock);
	work(&crew->worker[0]);
	dismiss(crew);
	if (!crew->stopped)
		return 0;
	*err = crew->err;
	return -1;
}

void sx_crew_free(struct sx_crew *crew)
{
	if (!crew)
		return;
	static const struct sx_err gone = { .code = SX_STOPPED };
	pthread_mutex_lock(&crew->lock);
	stop(crew, &gone);
	pthread_mutex_unlock(&crew->lock);
	dismiss(crew);
	for (struct sx_lane *lane; (lane = crew->first);) {
		for (struct sx_unit *unit; (unit = lane->first);) {
			lane->first = unit->next;
			sx_unit_free(crew, unit);
		}
		crew->first = lane->next;
		lane_free(lane);
	}
	for (struct sx_unit *unit; (unit = crew->spare);) {
		crew->spare = unit->next;
		sx_unit_free(crew, unit);
	}
	pthread_mutex_destroy(&crew->lock);
	pthread_cond_destroy(&crew->news);
	free(crew->worker);
	free(crew);
}
