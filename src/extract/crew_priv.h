/* The crew's ledger. A lane is an input, in the order they were named; its units are what was read of it, in the order
 * of the text. A unit is read, waits, is scanned by whoever is free, and is put out when it is the first of the first
 * lane.
 *
 * No thread has a trade: it scans the earliest unit that waits, else it reads the earliest input that nobody reads yet.
 * One that reads scans units itself when too many wait. It takes none of a later lane then, so that the first unit of
 * all is always being read or scanned by a thread that waits for nobody: no deadlock. */
#ifndef SX_EXTRACT_CREW_PRIV_H
#define SX_EXTRACT_CREW_PRIV_H

#include "extract/crew.h"
#include "extract/stretch_priv.h"

#include <pthread.h>

enum {
	ROWS_MOST = 4 * 1024 * 1024, /* bytes of rows that a unit gathers before it waits until it may put them out */
	BATCH = 256 * 1024,          /* bytes of short documents in one unit */
	BATCH_DOCS = 256,
};

/* Whole documents, or one stretch of a long one. */
struct sx_unit {
	struct sx_unit *next;
	struct sx_lane *lane;
	enum { SX_WAITS, SX_SCANNED, SX_DONE } state;
	bool turn; /* it is the first of all, and its beginning has been checked: rows may be put out */
	bool redo; /* its beginning was found wrong: all to be scanned again */

	struct sx_stretch *stretch;
	size_t n, cap;
	struct sx_buf text;
	struct sx_runs runs;
	struct sx_arena strings; /* of the documents */

	void *rows;
	uint64_t claims, unmatched;
	struct sx_err err;
};

struct sx_lane {
	struct sx_lane *next;
	char *path;
	bool word; /* for the outlet; nothing to read */
	enum { SX_UNREAD, SX_READ_NOW, SX_READ } state;
	bool in_turn; /* no file that several could read at once: waits until it is the first */
	struct sx_unit *first, *last;
	size_t units;         /* not yet put out */
	struct sx_state left; /* what the last stretch that was put out remembers */
	struct sx_lost lost;  /* in the stretches of its document that were put out */
	struct sx_input_report report;
	struct sx_err why;
};

struct sx_worker {
	struct sx_crew *crew;
	struct sx_extractor *x;        /* scans */
	struct sx_extractor *gatherer; /* its window alone is used: the text that is being read */
	pthread_t thread;
};

struct sx_crew {
	struct sx_extract_options options;
	const struct sx_read_options *reading;
	const struct sx_crew_outlet *outlet;
	struct sx_worker *worker; /* the first is the caller's thread */
	unsigned workers;
	size_t most_units, most_lanes;

	pthread_mutex_t lock; /* over all below, and the state of lanes and units */
	pthread_cond_t news;
	struct sx_lane *first, *last; /* lanes that are not all out */
	size_t lanes, units;
	struct sx_unit *spare;
	bool ended;   /* no lane will follow */
	bool putting; /* a thread puts out what is done */
	bool stopped;
	struct sx_err err;
};

/* crew.c: an empty unit; NULL with err set. */
struct sx_unit *sx_unit_new(struct sx_crew *crew, struct sx_lane *lane, struct sx_err *err);
void sx_unit_free(struct sx_crew *crew, struct sx_unit *unit);
/* Hand it over, and help while too many wait. -1: the work was stopped. */
int sx_unit_submit(struct sx_worker *worker, struct sx_unit *unit);

/* intake.c: read all of a lane. */
void sx_lane_read(struct sx_worker *worker, struct sx_lane *lane);

/* unit.c: scan it, from `exact` where that is not NULL; the outcome stands in unit->err. */
void sx_unit_scan(struct sx_worker *worker, struct sx_unit *unit, const struct sx_state *exact);
/* Whether it began where the lane's last one left. */
bool sx_unit_fits(const struct sx_unit *unit);

#endif
