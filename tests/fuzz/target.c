#include "target.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void target_require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

struct target_file target_file(struct sx_str bytes)
{
	struct target_file file = { .fd = memfd_create("input", MFD_CLOEXEC) };
	target_require(file.fd >= 0, "a file in memory can be made");
	while (bytes.n) {
		ssize_t done = write(file.fd, bytes.p, bytes.n);
		target_require(done > 0, "a file in memory can be written");
		bytes.p += done;
		bytes.n -= (size_t)done;
	}
	snprintf(file.path, sizeof file.path, "/proc/self/fd/%d", file.fd);
	return file;
}

const struct sx_lexicon *target_lexicon(void)
{
	static struct sx_lexicon *lexicon;
	struct sx_err err = { 0 };
	if (lexicon)
		return lexicon;
	lexicon = sx_lexicon_new(&err);
	target_require(lexicon && sx_lexicon_add_builtin(lexicon, &err) == 0 && sx_lexicon_finish(lexicon, &err) == 0,
		       "the built-in rules load");
	return lexicon;
}

size_t target_pick(struct sx_str bytes, size_t below)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < bytes.n; i++)
		hash = (hash ^ (unsigned char)bytes.p[i]) * 16777619u;
	return hash % below;
}
