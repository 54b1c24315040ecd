/* The registry of compressions, and the stream of compressed bytes under them. */
#include "read/unpack_priv.h"

#include "read/read.h"

#include <stdlib.h>
#include <strings.h>

enum { PACKED = 64 * 1024 };

struct sx_unpacker {
	const struct sx_packing *packing;
	void *state;
	struct sx_str packed; /* what is left in `buf` */
	bool ended;
	struct sx_err failure; /* what was told once is told again */
	char buf[PACKED];
};

#define BUILT(name, suffix, magic, packing) extern const struct sx_packing packing;
#define KNOWN(name, suffix, magic, advice)
#include "read/packings.def"
#undef BUILT
#undef KNOWN

static const struct {
	struct sx_packing_info info;
	struct sx_str magic;
	const struct sx_packing *packing;
	const char *advice; /* for one that is not built */
} packings[] = {
#define BUILT(name, suffix, magic, packing) { { #name, suffix, true }, { magic, sizeof magic - 1 }, &packing, NULL },
#define KNOWN(name, suffix, magic, advice)  { { #name, suffix, false }, { magic, sizeof magic - 1 }, NULL, advice },
#include "read/packings.def"
#undef BUILT
#undef KNOWN
};

enum { PACKINGS = sizeof packings / sizeof *packings };

const struct sx_packing_info *sx_packing_info(size_t i)
{
	return i < PACKINGS ? &packings[i].info : NULL;
}

bool sx_unpack_is_suffix(struct sx_str suffix)
{
	for (size_t i = 0; i < PACKINGS; i++)
		if (suffix.n == strlen(packings[i].info.suffix) &&
		    strncasecmp(suffix.p, packings[i].info.suffix, suffix.n) == 0)
			return true;
	return false;
}

static struct sx_unpacker *open_packing(const struct sx_packing *packing, struct sx_err *err)
{
	struct sx_unpacker *u = malloc(sizeof *u);
	if (!u) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	u->packing = packing;
	u->packed = (struct sx_str){ u->buf, 0 };
	u->ended = false;
	u->failure = (struct sx_err){ 0 };
	u->state = packing->open(err);
	if (u->state)
		return u;
	free(u);
	return NULL;
}

int sx_unpacker_new(struct sx_str head, struct sx_unpacker **unpacker, struct sx_err *err)
{
	for (size_t i = 0; i < PACKINGS; i++) {
		struct sx_str magic = packings[i].magic;
		if (head.n < magic.n || memcmp(head.p, magic.p, magic.n) != 0)
			continue;
		if (!packings[i].packing) {
			sx_fail(err, SX_INPUT, "is compressed by %s: this format is known but not built",
				packings[i].info.name);
			sx_err_hint(err, "%s", packings[i].advice);
			return -1;
		}
		*unpacker = open_packing(packings[i].packing, err);
		return *unpacker ? 1 : -1;
	}
	return 0;
}

void sx_unpacker_free(struct sx_unpacker *u)
{
	if (!u)
		return;
	u->packing->close(u->state);
	free(u);
}

ptrdiff_t sx_unpacker_read(struct sx_unpacker *u, sx_unpack_more *more, void *ctx, char *to, size_t n,
			   struct sx_err *err)
{
	while (!u->failure.code) {
		if (u->packed.n == 0 && !u->ended) {
			ptrdiff_t got = more(ctx, u->buf, PACKED, &u->failure);
			if (got < 0)
				break;
			u->ended = got == 0;
			u->packed = (struct sx_str){ u->buf, (size_t)got };
		}
		ptrdiff_t written = u->packing->run(u->state, &u->packed, to, n, u->ended, &u->failure);
		if (written > 0 || (written == 0 && u->ended && u->packed.n == 0))
			return written;
	}
	if (err && err->code == SX_OK)
		*err = u->failure;
	return -1;
}
