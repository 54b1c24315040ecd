/* What a crew's claims become: conditions tried and rows written by the thread that found them, where the format's rows
 * do not depend on each other; else claims kept until their turn. */
#ifndef SX_CLI_OUTLET_H
#define SX_CLI_OUTLET_H

#include "cli/inputs.h"
#include "write/write.h"

struct sx_outlet {
	const struct sx_args *args;
	struct sx_writer *writer;
	struct sx_inputs *inputs; /* is told what became of each */
	uint64_t passed;          /* claims let through by --where and --min-confidence */
};

struct sx_crew_outlet sx_outlet_of(struct sx_outlet *outlet);

#endif
