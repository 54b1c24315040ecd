#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

char *sx_buf_room(struct sx_buf *buf, size_t n)
{
	if (buf->failed)
		return NULL;
	if (buf->cap - buf->n > n)
		return buf->p + buf->n;
	size_t cap = buf->cap ? buf->cap : 256;
	while (cap - buf->n <= n && cap <= SIZE_MAX / 4)
		cap *= 2;
	char *p = cap - buf->n > n ? realloc(buf->p, cap) : NULL;
	if (!p) {
		buf->failed = true;
		return NULL;
	}
	buf->p = p;
	buf->cap = cap;
	return p + buf->n;
}

void sx_buf_add(struct sx_buf *buf, const void *bytes, size_t n)
{
	char *to = sx_buf_room(buf, n);
	if (!to)
		return;
	if (n)
		memcpy(to, bytes, n);
	buf->n += n;
	buf->p[buf->n] = '\0';
}

void sx_buf_addf(struct sx_buf *buf, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *to = n >= 0 ? sx_buf_room(buf, (size_t)n) : NULL;
	if (!to) {
		buf->failed = true;
		return;
	}
	va_start(args, format);
	vsnprintf(to, (size_t)n + 1, format, args);
	va_end(args);
	buf->n += (size_t)n;
}

void sx_buf_clear(struct sx_buf *buf)
{
	buf->n = 0;
	buf->failed = false;
	if (buf->p)
		buf->p[0] = '\0';
}

void sx_buf_release(struct sx_buf *buf)
{
	free(buf->p);
	*buf = (struct sx_buf){ 0 };
}
