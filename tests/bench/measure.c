/* measure OUTPUT COMMAND…: run it with its output in a file and print what it cost: seconds of user and of system time
 * and on the clock, the most memory in kB, and milliseconds until the first byte of output. OUTPUT '-': a pipe that is
 * read and thrown away, which alone tells the last. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* All there is to read; when the first byte came. */
static double drain(int fd)
{
	static char bytes[1 << 16];
	double first = 0;
	ssize_t n;
	while ((n = read(fd, bytes, sizeof bytes)) > 0)
		first = first > 0 ? first : now();
	return first;
}

int main(int argc, char **argv)
{
	int ends[2] = { -1, -1 }, status = 0;
	if (argc < 3)
		return fprintf(stderr, "usage: measure OUTPUT COMMAND...\n"), 2;
	bool piped = strcmp(argv[1], "-") == 0;
	if (piped && pipe2(ends, O_CLOEXEC))
		return perror("measure"), 2;
	double start = now(), first = 0;
	pid_t child = fork();
	if (child == 0) {
		int out = piped ? ends[1] : open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0666);
		if (out < 0 || dup2(out, STDOUT_FILENO) < 0)
			_exit(127);
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	if (piped) {
		close(ends[1]);
		first = drain(ends[0]);
	}
	struct rusage used;
	if (child < 0 || wait4(child, &status, 0, &used) != child)
		return perror("measure"), 2;
	printf("%.4f %.4f %.4f %ld %.2f\n", seconds(used.ru_utime), seconds(used.ru_stime), now() - start,
	       used.ru_maxrss, first > 0 ? (first - start) * 1e3 : 0);
	/* grep's kind end with 1 when nothing matched */
	return WIFEXITED(status) && WEXITSTATUS(status) < 2 ? 0 : 3;
}
