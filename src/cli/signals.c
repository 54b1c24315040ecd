#include "cli/signals.h"

#include "base/file.h"

#include <signal.h>
#include <stddef.h>

/* Entered with the default action restored (SA_RESETHAND), so that raising it again ends the program as it should. */
static void clean_up(int number)
{
	sx_out_unlink_all();
	raise(number);
}

static void handle(int number, bool even_if_ignored)
{
	struct sigaction old;
	if (!even_if_ignored && sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_IGN)
		return; /* nohup and background jobs */
	struct sigaction action = { .sa_handler = clean_up, .sa_flags = (int)(SA_RESETHAND | SA_NODEFER) };
	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

void sx_signals_install(void)
{
	handle(SIGINT, false);
	handle(SIGTERM, false);
	handle(SIGHUP, false);
	handle(SIGPIPE, true); /* a parent that ignores it would have us print an error for each closed pipe */

	/* A file that grows over the limit is a failed write with a message, not a core dump. */
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigemptyset(&ignore.sa_mask);
	sigaction(SIGXFSZ, &ignore, NULL);
}
