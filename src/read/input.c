/* The bytes under a reader: a descriptor or memory, and what unpacks them. */
#include "base/file.h"
#include "read/reader_priv.h"
#include "read/unpack_priv.h"

static ptrdiff_t read_packed(void *ctx, char *to, size_t n, struct sx_err *err)
{
	struct sx_input *input = ctx;
	ptrdiff_t got;
	if (input->fd >= 0) {
		got = sx_read_some(input->fd, to, n, input->name, err);
	} else {
		n = n < input->memory.n ? n : input->memory.n;
		if (n)
			memcpy(to, input->memory.p, n);
		input->memory = (struct sx_str){ n ? input->memory.p + n : NULL, input->memory.n - n };
		got = (ptrdiff_t)n;
	}
	if (got > 0)
		input->bytes += (uint64_t)got;
	return got;
}

/* What was read of the head before it was known to be packed comes first. */
static ptrdiff_t read_packed_head(void *ctx, char *to, size_t n, struct sx_err *err)
{
	struct sx_input *input = ctx;
	size_t ahead = input->head_n - input->head_at;
	if (!ahead)
		return read_packed(ctx, to, n, err);
	n = n < ahead ? n : ahead;
	memcpy(to, input->head + input->head_at, n);
	input->head_at += n;
	return (ptrdiff_t)n;
}

static ptrdiff_t read_plain(struct sx_input *input, char *to, size_t n, struct sx_err *err)
{
	if (input->ended)
		return 0;
	ptrdiff_t got = input->unpacker ? sx_unpacker_read(input->unpacker, read_packed, input, to, n, err)
					: read_packed(input, to, n, err);
	input->ended = got == 0;
	return got;
}

ptrdiff_t sx_input_read(struct sx_input *input, char *to, size_t n, struct sx_err *err)
{
	size_t ahead = input->head_n - input->head_at;
	if (!ahead)
		return read_plain(input, to, n, err);
	n = n < ahead ? n : ahead;
	memcpy(to, input->head + input->head_at, n);
	input->head_at += n;
	return (ptrdiff_t)n;
}

static int read_head(struct sx_input *input, struct sx_err *err)
{
	while (input->head_n < SX_HEAD && !input->ended) {
		ptrdiff_t n = read_plain(input, input->head + input->head_n, SX_HEAD - input->head_n, err);
		if (n < 0)
			return -1;
		input->head_n += (size_t)n;
	}
	return 0;
}

/* The head was packed: read it anew from what unpacks it. The packed bytes held are moved over by reading them. */
static int unpack_head(struct sx_input *input, struct sx_err *err)
{
	char head[SX_HEAD];
	size_t n = 0;
	input->head_at = 0;
	input->ended = false;
	while (n < SX_HEAD) {
		struct sx_err *whose = n == 0 ? err : NULL;
		ptrdiff_t got =
			sx_unpacker_read(input->unpacker, read_packed_head, input, head + n, SX_HEAD - n, whose);
		if (got < 0 && n == 0)
			return -1;
		if (got <= 0)
			break; /* a failure comes again when the bytes before it have been read */
		n += (size_t)got;
	}
	memcpy(input->head, head, n);
	input->head_n = n;
	input->head_at = 0;
	return 0;
}

int sx_input_start(struct sx_input *input, struct sx_err *err)
{
	if (read_head(input, err))
		return -1;
	int packed = sx_unpacker_new((struct sx_str){ input->head, input->head_n }, &input->unpacker, err);
	return packed > 0 ? unpack_head(input, err) : packed;
}

void sx_input_stop(struct sx_input *input)
{
	sx_unpacker_free(input->unpacker);
	input->unpacker = NULL;
}
