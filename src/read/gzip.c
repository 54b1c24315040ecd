/* gzip (RFC 1952): one member after another. zlib checks length and CRC of each. */
#include "read/unpack_priv.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct gzip {
	z_stream z;
	bool inside; /* a member has begun and not ended */
	bool over;   /* after the last member: padding of zeros */
};

enum { GZIP_ONLY = 16 + MAX_WBITS };

static void *gzip_open(struct sx_err *err)
{
	struct gzip *g = calloc(1, sizeof *g);
	if (g && inflateInit2(&g->z, GZIP_ONLY) == Z_OK)
		return g;
	free(g);
	sx_fail(err, SX_NOMEM, "out of memory");
	return NULL;
}

static void gzip_close(void *state)
{
	struct gzip *g = state;
	inflateEnd(&g->z);
	free(g);
}

/* Between members: zeros are padding, as tar and tapes leave it. */
static int begin(struct gzip *g, struct sx_str *in, struct sx_err *err)
{
	while (in->n && *in->p == 0) {
		in->p++;
		in->n--;
		g->over = true;
	}
	if (in->n == 0)
		return 0;
	if (g->over || (unsigned char)*in->p != 0x1F)
		return sx_fail(err, SX_INPUT, "there is something else behind the gzip data");
	g->inside = true;
	return inflateReset(&g->z) == Z_OK ? 1 : sx_fail(err, SX_INPUT, "the gzip data is damaged");
}

static int gzip_fail(const struct gzip *g, int status, bool cut, struct sx_err *err)
{
	if (status == Z_MEM_ERROR)
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (status != Z_OK && status != Z_BUF_ERROR)
		return sx_fail(err, SX_INPUT, "the gzip data is damaged%s%s", g->z.msg ? ": " : "",
			       g->z.msg ? g->z.msg : "");
	return cut ? sx_fail(err, SX_INPUT, "the gzip data ends in the middle: the rest of the file is missing") : 0;
}

static ptrdiff_t gzip_run(void *state, struct sx_str *in, char *to, size_t n, bool last, struct sx_err *err)
{
	struct gzip *g = state;
	int more = g->inside ? 1 : begin(g, in, err);
	if (more <= 0)
		return more;
	/* zlib's interface of 1995 has no const, and counts in unsigned int. */
	memcpy(&g->z.next_in, &in->p, sizeof in->p);
	g->z.avail_in = in->n < UINT_MAX ? (unsigned)in->n : UINT_MAX;
	size_t offered = g->z.avail_in;
	g->z.next_out = (Bytef *)to;
	g->z.avail_out = n < UINT_MAX ? (unsigned)n : UINT_MAX;
	size_t room = g->z.avail_out;
	int status = inflate(&g->z, Z_NO_FLUSH);
	size_t taken = offered - g->z.avail_in;
	in->p += taken;
	in->n -= taken;
	size_t written = room - g->z.avail_out;
	if (status == Z_STREAM_END)
		g->inside = false;
	if (written || status == Z_STREAM_END)
		return (ptrdiff_t)written; /* what is wrong behind it will be so in the next call too */
	return gzip_fail(g, status, last && in->n == 0, err);
}

extern const struct sx_packing sx_gzip;
const struct sx_packing sx_gzip = { gzip_open, gzip_run, gzip_close };
