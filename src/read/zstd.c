/* Zstandard (RFC 8878): one frame after another. The window, and so the memory, is bounded as the zstd program bounds
 * it: 128 MiB. */
#include "read/unpack_priv.h"

#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

struct stream {
	ZSTD_DStream *context;
	bool inside; /* a frame has begun and not ended */
};

static void *zstd_open(struct sx_err *err)
{
	struct stream *s = calloc(1, sizeof *s);
	if (s && (s->context = ZSTD_createDStream()))
		return s;
	free(s);
	sx_fail(err, SX_NOMEM, "out of memory");
	return NULL;
}

static void zstd_close(void *state)
{
	struct stream *s = state;
	ZSTD_freeDStream(s->context);
	free(s);
}

static ptrdiff_t zstd_run(void *state, struct sx_str *in, char *to, size_t n, bool last, struct sx_err *err)
{
	struct stream *s = state;
	ZSTD_inBuffer from = { in->p, in->n, 0 };
	ZSTD_outBuffer out = { to, n, 0 };
	if (in->n == 0 && !s->inside)
		return 0;
	size_t left = ZSTD_decompressStream(s->context, &out, &from);
	in->p += from.pos;
	in->n -= from.pos;
	if (ZSTD_isError(left)) {
		if (ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation)
			return sx_fail(err, SX_NOMEM, "out of memory");
		return sx_fail(err, SX_INPUT, "the zstd data is damaged: %s", ZSTD_getErrorName(left));
	}
	s->inside = left != 0;
	if (last && s->inside && in->n == 0 && out.pos == 0)
		return sx_fail(err, SX_INPUT, "the zstd data ends in the middle: the rest of the file is missing");
	return (ptrdiff_t)out.pos;
}

extern const struct sx_packing sx_zstd;
const struct sx_packing sx_zstd = { zstd_open, zstd_run, zstd_close };
