#ifndef TESTS_FUZZ_READ_H
#define TESTS_FUZZ_READ_H

#include "base/buf.h"
#include "target.h"

#include "read/read.h"

/* Read the bytes in that format, twice and cut differently, and hold what comes against the reader's promises. */
int fuzz_reader(const char *format, struct sx_str bytes);

#endif
