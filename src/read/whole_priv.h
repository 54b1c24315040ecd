/* An input as a file that others can open, for what cannot be read from its start to its end. */
#ifndef SX_READ_WHOLE_PRIV_H
#define SX_READ_WHOLE_PRIV_H

#include "base/buf.h"
#include "read/reader_priv.h"

/* Whether the file at the input's path is what it gives: not so where it is standard input, a part of another file, or
 * unpacked on the way. */
bool sx_input_is_file(const struct sx_input *input);

/* Write what is left of the input to a new file; refused when it is more than `most` bytes (SX_LIMIT). */
int sx_input_spool(struct sx_input *input, const char *path, uint64_t most, struct sx_err *err);

#endif
