/* Many inputs read by many threads, with the result of one: documents and parts of long ones are worked on at once, and
 * what they give comes out in the order of the inputs. Memory is bounded by the number of threads. */
#ifndef SX_EXTRACT_CREW_H
#define SX_EXTRACT_CREW_H

#include "extract/extract.h"

/* What becomes of the claims. Rows are made by any thread, and put out and reported in order by one at a time. */
struct sx_crew_outlet {
	void *ctx;
	/* A place for rows; NULL with err set. */
	void *(*rows_new)(void *ctx, struct sx_err *err);
	void (*rows_free)(void *rows);
	/* Begin anew with rows of this input. The path lives as long as the rows are not put. */
	void (*rows_begin)(void *rows, const char *path);
	struct sx_sink (*rows_sink)(void *rows);
	size_t (*rows_held)(const void *rows); /* bytes of memory that they take */

	/* Put the rows out and empty them. */
	int (*put)(void *ctx, void *rows, struct sx_err *err);
	/* All rows of an input are out. why->code says whether it could be read to its end; -1 with err set: stop. */
	int (*done)(void *ctx, const char *path, const struct sx_input_report *report, const struct sx_err *why,
		    struct sx_err *err);
	/* What sx_crew_tell() was given. */
	void (*tell)(void *ctx, const char *path, const struct sx_err *what);
};

struct sx_crew;

/* The extract options must have `shared`, and no `explain`. The structs and what they point to must outlive the crew.
 * Fewer threads than asked for work where the system gives no more. */
struct sx_crew *sx_crew_new(unsigned threads, const struct sx_extract_options *options,
			    const struct sx_read_options *reading, const struct sx_crew_outlet *outlet,
			    struct sx_err *err);

/* Join an input, or a word for the outlet, to the queue; works itself while the queue is full. -1: the work was
 * stopped. */
int sx_crew_read(struct sx_crew *crew, const char *path, struct sx_err *err);
int sx_crew_tell(struct sx_crew *crew, const char *path, const struct sx_err *what, struct sx_err *err);

/* Work until everything is out; -1 with what stopped the work. */
int sx_crew_end(struct sx_crew *crew, struct sx_err *err);
void sx_crew_free(struct sx_crew *crew);

#endif
