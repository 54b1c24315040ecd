#include "write/xlsx_priv.h"

#include "base/buf.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Lengths and places in a ZIP archive's directory (APPNOTE 4.3.12, 4.3.16). */
enum {
	END = 22,
	END_SIZE = 12,
	END_START = 16,
	ENTRY = 46,
	ENTRY_SIZE = 24,
	ENTRY_NAME = 28,
	ENTRY_EXTRA = 30,
	ENTRY_COMMENT = 32,
	MOST_DIRECTORY = 64 * 1024 * 1024
};

static uint32_t number(const char *p, int bytes)
{
	uint32_t n = 0;
	for (int i = bytes; i-- > 0;)
		n = n << 8 | (unsigned char)p[i];
	return n;
}

static int fail(const char *name, struct sx_err *err)
{
	return sx_fail(err, SX_IO, "%s: the workbook came out incomplete: the disk may be full", name);
}

static int read_at(int fd, char *to, size_t n, off_t at)
{
	for (size_t got = 0; got < n;) {
		ssize_t more = pread(fd, to + got, n - got, at + (off_t)got);
		if (more <= 0)
			return -1;
		got += (size_t)more;
	}
	return 0;
}

/* The archive has no comment, so its end is where it must be. */
static int read_directory(int fd, struct sx_buf *directory)
{
	struct stat about;
	char end[END];
	if (fstat(fd, &about) || about.st_size < END || read_at(fd, end, END, about.st_size - END) ||
	    number(end, 4) != 0x06054B50)
		return -1;
	size_t size = number(end + END_SIZE, 4);
	char *to = size <= MOST_DIRECTORY ? sx_buf_room(directory, size) : NULL;
	if (!to || read_at(fd, to, size, (off_t)number(end + END_START, 4)))
		return -1;
	directory->n = size;
	return 0;
}

static uint32_t sheets_whole(struct sx_str directory, const uint64_t *least, uint32_t sheets)
{
	uint32_t whole = 0;
	for (size_t at = 0; at + ENTRY <= directory.n;) {
		const char *entry = directory.p + at;
		size_t name = number(entry + ENTRY_NAME, 2), sheet = 0;
		char text[64] = { 0 };
		if (number(entry, 4) != 0x02014B50 || at + ENTRY + name > directory.n)
			break;
		memcpy(text, entry + ENTRY, name < sizeof text ? name : sizeof text - 1);
		if (sscanf(text, "xl/worksheets/sheet%zu.xml", &sheet) == 1 && sheet >= 1 && sheet <= sheets)
			whole += number(entry + ENTRY_SIZE, 4) >= least[sheet - 1];
		at += ENTRY + name + number(entry + ENTRY_EXTRA, 2) + number(entry + ENTRY_COMMENT, 2);
	}
	return whole;
}

int sx_xlsx_check(int fd, const char *name, const uint64_t *least, uint32_t sheets, struct sx_err *err)
{
	struct sx_buf directory = { 0 };
	bool good =
		read_directory(fd, &directory) == 0 && sheets_whole(sx_buf_view(&directory), least, sheets) == sheets;
	sx_buf_release(&directory);
	return good ? 0 : fail(name, err);
}
