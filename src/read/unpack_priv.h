/* Compressed input, unpacked as it is read, in constant memory whatever it grows to. */
#ifndef SX_READ_UNPACK_PRIV_H
#define SX_READ_UNPACK_PRIV_H

#include "base/err.h"

/* One kind of compression. `run` takes bytes from the front of *in, writes up to n (> 0) to `to` and says how many: 0,
 * and all of *in taken, where it wants more. With `last` and nothing left in *in it says whether the data may end here:
 * -1 where it was cut. A name for messages is put before them by the caller. */
struct sx_packing {
	void *(*open)(struct sx_err *err);
	ptrdiff_t (*run)(void *state, struct sx_str *in, char *to, size_t n, bool last, struct sx_err *err);
	void (*close)(void *state);
};

struct sx_unpacker;

/* 1 and *unpacker, where the head is that of compressed data; 0 where it is not; -1, also for a compression that is
 * known but not built. */
int sx_unpacker_new(struct sx_str head, struct sx_unpacker **unpacker, struct sx_err *err);
void sx_unpacker_free(struct sx_unpacker *unpacker);

/* Read unpacked bytes; more compressed ones come from `more`, which works as read(2) does. */
typedef ptrdiff_t sx_unpack_more(void *ctx, char *to, size_t n, struct sx_err *err);
ptrdiff_t sx_unpacker_read(struct sx_unpacker *unpacker, sx_unpack_more *more, void *ctx, char *to, size_t n,
			   struct sx_err *err);

/* Whether a file name's suffix is that of a compression. */
bool sx_unpack_is_suffix(struct sx_str suffix);

#endif
