/* floor FILE: read it and count its digits, which is the least that finding numbers can take. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	static unsigned char block[1 << 20];
	int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
	unsigned long digits = 0;
	ssize_t n;
	if (fd < 0)
		return fprintf(stderr, "usage: floor FILE\n"), 2;
	while ((n = read(fd, block, sizeof block)) > 0)
		for (ssize_t i = 0; i < n; i++)
			digits += (unsigned char)(block[i] - '0') < 10;
	printf("%lu\n", digits);
	return n < 0;
}
