/* statext: quantitative claims in prose, as a table and as figures. */
#include "cli/args.h"
#include "cli/descriptors.h"
#include "cli/exit.h"
#include "cli/help.h"
#include "cli/message.h"
#include "cli/signals.h"

static int run(const struct sx_args *args, struct sx_err *err)
{
	if (args->help)
		return sx_help_short(args->command, err);
	return sx_commands[args->command].run(args, err);
}

int main(int argc, char **argv)
{
	sx_descriptors_secure();
	sx_signals_install();

	struct sx_args args;
	struct sx_err err = { 0 };
	int status = sx_args_read(&args, argc, argv, &err);
	if (status == 0)
		status = run(&args, &err);
	sx_args_release(&args);
	if (status >= 0)
		return status;
	sx_say_err(&err);
	return SX_EXIT_WRONG;
}
