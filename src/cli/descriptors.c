#include "cli/descriptors.h"

#include <fcntl.h>
#include <unistd.h>

void sx_descriptors_secure(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			/* The lowest free number is fd itself. Opened the wrong way round, so that its use fails. */
			(void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}
