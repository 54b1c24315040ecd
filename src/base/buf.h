/* A growing run of bytes. Like the arena it may fail once and stay failed; sx_buf_ok() says so.
 * {0} is an empty buffer. The bytes are always followed by a NUL that `n` does not count (p is NULL until the first
 * byte). */
#ifndef SX_BASE_BUF_H
#define SX_BASE_BUF_H

#include "base/str.h"

struct sx_buf {
	char *p;
	size_t n, cap;
	bool failed;
};

void sx_buf_add(struct sx_buf *buf, const void *bytes, size_t n);
void sx_buf_addf(struct sx_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for n more bytes at p + n, or NULL; the caller writes them and adds to buf->n. */
char *sx_buf_room(struct sx_buf *buf, size_t n);

static inline void sx_buf_str(struct sx_buf *buf, struct sx_str s)
{
	sx_buf_add(buf, s.p, s.n);
}

static inline void sx_buf_z(struct sx_buf *buf, const char *z)
{
	sx_buf_add(buf, z, strlen(z));
}

static inline void sx_buf_c(struct sx_buf *buf, char c)
{
	sx_buf_add(buf, &c, 1);
}

static inline struct sx_str sx_buf_view(const struct sx_buf *buf)
{
	return (struct sx_str){ buf->p, buf->n };
}

static inline bool sx_buf_ok(const struct sx_buf *buf)
{
	return !buf->failed;
}

void sx_buf_clear(struct sx_buf *buf);   /* empty again, memory kept, failure forgotten */
void sx_buf_release(struct sx_buf *buf); /* memory given back */

#endif
