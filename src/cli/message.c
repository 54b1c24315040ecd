#include "cli/message.h"

#include "base/escape.h"
#include "base/file.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

/* Standard error that cannot be written leaves nobody to tell. */
static void write_all(struct sx_str text)
{
	while (text.n) {
		ssize_t n = write(STDERR_FILENO, text.p, text.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		text.p += n;
		text.n -= (size_t)n;
	}
}

void sx_send(struct sx_buf *out)
{
	if (sx_buf_ok(out))
		write_all(sx_buf_view(out));
	else
		write_all(SX_STR("statext: out of memory\n"));
	sx_buf_release(out);
}

static void add_line(struct sx_buf *out, const char *format, va_list args)
{
	char text[2048];
	vsnprintf(text, sizeof text, format, args);
	sx_buf_z(out, "statext: ");
	sx_escape_terminal(out, sx_str_of(text));
	sx_buf_c(out, '\n');
}

void sx_say_to(struct sx_buf *out, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add_line(out, format, args);
	va_end(args);
}

void sx_say(const char *format, ...)
{
	struct sx_buf out = { 0 };
	va_list args;
	va_start(args, format);
	add_line(&out, format, args);
	va_end(args);
	sx_send(&out);
}

/* The bytes of the first n characters. */
static struct sx_str first_characters(struct sx_str text, size_t n)
{
	size_t at = 0;
	for (size_t bytes; n > 0 && at < text.n; n--, at += bytes)
		sx_utf8_at(text, at, &bytes);
	return (struct sx_str){ text.p, at };
}

/* The line in question and a caret under its column, as wide as the line before it looks on a terminal. */
static void add_shown(struct sx_buf *out, const struct sx_err *err)
{
	struct sx_buf line = { 0 }, before = { 0 };
	sx_utf8_clean(&line, sx_str_of(err->shown));
	sx_buf_z(out, "    ");
	sx_escape_terminal(out, sx_buf_view(&line));
	sx_buf_c(out, '\n');
	bool inside = err->column > 0 && err->column <= sx_utf8_length(sx_buf_view(&line)) + 1;
	if (inside) {
		sx_escape_terminal(&before, first_characters(sx_buf_view(&line), err->column - 1));
		sx_buf_addf(out, "    %*s^\n", (int)sx_utf8_cells(sx_buf_view(&before)), "");
	}
	sx_buf_release(&line);
	sx_buf_release(&before);
}

void sx_say_err(const struct sx_err *err)
{
	struct sx_buf out = { 0 };
	sx_buf_z(&out, "statext: ");
	if (err->file[0]) {
		sx_escape_terminal(&out, sx_str_of(err->file));
		if (err->line)
			sx_buf_addf(&out, ":%u", err->line);
		if (err->line && err->column)
			sx_buf_addf(&out, ":%u", err->column);
		sx_buf_z(&out, ": ");
	}
	sx_escape_terminal(&out, sx_str_of(err->text));
	sx_buf_c(&out, '\n');
	if (err->shown[0])
		add_shown(&out, err);
	if (err->hint[0]) {
		sx_buf_z(&out, "  ");
		sx_escape_terminal(&out, sx_str_of(err->hint));
		sx_buf_c(&out, '\n');
	}
	sx_send(&out);
}

void sx_say_lines(struct sx_str text)
{
	struct sx_buf out = { 0 };
	while (text.n) {
		const char *stop = memchr(text.p, '\n', text.n);
		size_t n = stop ? (size_t)(stop - text.p) : text.n;
		sx_escape_terminal(&out, (struct sx_str){ text.p, n });
		sx_buf_c(&out, '\n');
		n += stop ? 1 : 0;
		text.p += n;
		text.n -= n;
	}
	sx_send(&out);
}

int sx_print(const struct sx_buf *text, struct sx_err *err)
{
	if (!sx_buf_ok(text))
		return sx_fail(err, SX_NOMEM, "out of memory");
	struct sx_out out;
	if (sx_out_open(&out, "-", err) < 0)
		return -1;
	if (sx_out_write(&out, sx_buf_view(text), err) < 0) {
		sx_out_abandon(&out);
		return -1;
	}
	return sx_out_commit(&out, err);
}
