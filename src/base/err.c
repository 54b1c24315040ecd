#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

/* Cut a text that was too long at a character's start, never inside one. */
static void cut_at_character(char *text, size_t size)
{
	size_t n = strlen(text);
	if (n + 1 < size)
		return;
	while (n > 0 && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
		n--;
	if (n > 0 && (unsigned char)text[n - 1] >= 0xC0)
		n--;
	text[n] = '\0';
}

int sx_fail(struct sx_err *err, enum sx_code code, const char *format, ...)
{
	if (!err || err->code != SX_OK)
		return -1;
	va_list args;
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	cut_at_character(err->text, sizeof err->text);
	err->code = code;
	return -1;
}

int sx_fail_errno(struct sx_err *err, const char *format, ...)
{
	int number = errno;
	if (!err || err->code != SX_OK)
		return -1;
	va_list args;
	va_start(args, format);
	int n = vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	if (n >= 0 && (size_t)n < sizeof err->text)
		snprintf(err->text + n, sizeof err->text - (size_t)n, ": %s", strerror(number));
	cut_at_character(err->text, sizeof err->text);
	err->code = number == ENOMEM ? SX_NOMEM : SX_IO;
	if (number == EMFILE || number == ENFILE)
		sx_err_hint(err, "%s",
			    number == EMFILE ? "'ulimit -n' says how many files a program may open, and raises that"
					     : "other programs hold too many files open");
	return -1;
}

void sx_err_place(struct sx_err *err, const char *file, uint32_t line, uint32_t column, struct sx_str shown)
{
	if (!err || err->file[0] || err->line)
		return;
	if (file) {
		snprintf(err->file, sizeof err->file, "%s", file);
		cut_at_character(err->file, sizeof err->file);
	}
	err->line = line;
	err->column = column;
	snprintf(err->shown, sizeof err->shown, "%.*s", (int)(shown.n < 4096 ? shown.n : 4096), shown.n ? shown.p : "");
	cut_at_character(err->shown, sizeof err->shown);
}

void sx_err_hint(struct sx_err *err, const char *format, ...)
{
	if (!err || err->hint[0])
		return;
	va_list args;
	va_start(args, format);
	vsnprintf(err->hint, sizeof err->hint, format, args);
	va_end(args);
	cut_at_character(err->hint, sizeof err->hint);
}
