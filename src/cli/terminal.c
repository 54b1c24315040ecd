#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { USUAL_WIDTH = 80, WIDEST = 1000 };

bool sx_terminal_out(void)
{
	return isatty(STDOUT_FILENO);
}

static unsigned width_at(int fd)
{
	struct winsize size;
	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	const char *columns = getenv("COLUMNS");
	long width = columns ? strtol(columns, NULL, 10) : 0;
	return width > 0 && width <= WIDEST ? (unsigned)width : USUAL_WIDTH;
}

unsigned sx_terminal_width(void)
{
	return width_at(STDOUT_FILENO);
}

unsigned sx_terminal_error_width(void)
{
	return width_at(STDERR_FILENO);
}

bool sx_terminal_ascii(void)
{
	const char *name = getenv("TERM");
	return sx_terminal_out() && name && strcmp(name, "dumb") == 0;
}

bool sx_terminal_colour(const char *when)
{
	if (when && strcmp(when, "always") == 0)
		return true;
	if (when && strcmp(when, "never") == 0)
		return false;
	const char *no_colour = getenv("NO_COLOR");
	return sx_terminal_out() && !(no_colour && no_colour[0]) && !sx_terminal_ascii();
}
