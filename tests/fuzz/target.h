/* What the fuzz targets share. A target takes any bytes, calls the code behind one door with them, and holds what comes
 * out against what is promised; it stops the program by abort() where a promise is broken. */
#ifndef TESTS_FUZZ_TARGET_H
#define TESTS_FUZZ_TARGET_H

#include "lexicon/lexicon.h"

#include <stdint.h>

#define TARGET(name) int fuzz_##name(const uint8_t *data, size_t size);
#include "targets.def"
#undef TARGET

/* A file in memory that holds these bytes, and a path to open it by. Close fd. */
struct target_file {
	int fd;
	char path[32];
};
struct target_file target_file(struct sx_str bytes);

/* The built-in rules, loaded once. */
const struct sx_lexicon *target_lexicon(void);

/* A number that depends on the bytes alone, to vary what is no part of them: how an input is cut, a width. */
size_t target_pick(struct sx_str bytes, size_t below);

/* Ends the program, with the words on standard error, unless it holds. */
void target_require(bool holds, const char *what);

#endif
