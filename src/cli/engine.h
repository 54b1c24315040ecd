/* What turns text into claims, as the options ask for it. The rules are loaded when the first text comes, not before.
 */
#ifndef SX_CLI_ENGINE_H
#define SX_CLI_ENGINE_H

#include "cli/args.h"
#include "extract/extract.h"

struct sx_engine {
	const struct sx_args *args;
	struct sx_read_options reading;
	struct sx_extract_options options;
	struct sx_lexicon *lexicon;
	struct sx_shared *shared;
	struct sx_extractor *extractor; /* NULL until sx_engine_ready() */
};

/* Check and keep the options. explain may be NULL. */
int sx_engine_open(struct sx_engine *engine, const struct sx_args *args, const struct sx_explain *explain,
		   struct sx_err *err);

/* Load the rules, if that has not been done yet. */
int sx_engine_start(struct sx_engine *engine, struct sx_err *err);
/* The same, and make the extractor, from when on the options stay. */
int sx_engine_ready(struct sx_engine *engine, struct sx_err *err);

void sx_engine_release(struct sx_engine *engine);

#endif
