/* The command line, an argument a line: options told apart, conditions compiled and asked; no file is touched. */
#include "target.h"

#include "cli/args.h"
#include "cli/engine.h"
#include "cli/where.h"

#include <stdlib.h>

enum { MOST_ARGUMENTS = 64 };

static int take(void *ctx, const struct sx_claim *claim, struct sx_err *err)
{
	(void)ctx;
	(void)claim;
	(void)err;
	return 0;
}

static void ask(const struct sx_args *args, struct sx_err *err)
{
	struct sx_where where = { 0 };
	struct sx_engine engine = { 0 };
	struct sx_sink end = { .take = take };
	struct sx_claim claim = { .subject = SX_STR("hosts infected with Trojans"),
				  .quantity = SX_STR("4.86 million"),
				  .sentence = SX_STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
				  .line = 1,
				  .column = 1 };
	if (sx_engine_open(&engine, args, NULL, err) == 0 && sx_where_open(&where, args, &end, err) == 0) {
		struct sx_sink sink = sx_where_sink(&where);
		sink.take(sink.ctx, &claim, err);
	}
	sx_where_release(&where);
	sx_engine_release(&engine);
}

int fuzz_options(const uint8_t *data, size_t size)
{
	static char name[] = "statext";
	char *text = malloc(size + 1), *argv[MOST_ARGUMENTS + 2] = { name };
	target_require(text, "there is memory for an input");
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	int argc = 1;
	for (char *at = text; argc <= MOST_ARGUMENTS && at;) {
		argv[argc++] = at;
		at = strchr(at, '\n');
		if (at)
			*at++ = '\0';
	}
	struct sx_args args;
	struct sx_err err = { 0 };
	int status = sx_args_read(&args, argc, argv, &err);
	target_require(status == 0 || err.text[0], "a mistake is told");
	if (status == 0 && !args.help)
		ask(&args, &err);
	sx_args_release(&args);
	free(text);
	return 0;
}
