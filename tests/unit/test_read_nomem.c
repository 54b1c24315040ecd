/* Every allocation of the readers fails once, in turn: nothing crashes or leaks, and the failure is told. Linked with
 * --wrap. */
#include "base/buf.h"
#include "read/read.h"

#include "base/nomem.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char path[64];

static void write_file(const char *suffix, struct sx_str bytes)
{
	snprintf(path, sizeof path, "/tmp/test_read_nomem.XXXXXX%s", suffix);
	int fd = mkstemps(path, (int)strlen(suffix));
	cr_assert(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
	close(fd);
}

/* Everything of the file; small pieces, so that buffers have to grow. */
static int read_job(void *ctx, struct sx_err *err)
{
	(void)ctx;
	struct sx_read_options options = { .piece = 64 };
	struct sx_reader *reader = sx_reader_open(path, &options, err);
	struct sx_doc doc;
	struct sx_piece piece;
	int rc = reader ? 0 : -1, got;
	while (rc == 0 && (got = sx_reader_doc(reader, &doc, err)) != 0) {
		while (got == 1 && (got = sx_reader_piece(reader, &piece, err)) == 1)
			;
		rc = got < 0 ? -1 : 0;
	}
	sx_reader_close(reader);
	return rc;
}

static void check(const char *suffix, struct sx_str bytes)
{
	write_file(suffix, bytes);
	nomem_each(read_job, NULL, "read_job");
	unlink(path);
}

static void repeat(struct sx_buf *out, const char *words, int n)
{
	while (n--)
		sx_buf_z(out, words);
}

Test(read_nomem, html)
{
	struct sx_buf bytes = { 0 };
	sx_buf_z(&bytes, "<html lang=en><meta name=date content=2014-06-03>");
	repeat(&bytes, "<h2>Rain</h2><p>It rose to 1<b>2</b>&nbsp;mm,\n\n 10<sup>6</sup>.<td>x", 60);
	check(".html", sx_buf_view(&bytes));
	sx_buf_release(&bytes);
}

Test(read_nomem, markdown)
{
	struct sx_buf bytes = { 0 };
	sx_buf_z(&bytes, "---\ndate: 2014-06-03\n---\n");
	repeat(&bytes, "# Rain\n\nIt *rose* to\n[12](x) &amp; `x` mm\n\n| a | b |\n", 60);
	check(".md", sx_buf_view(&bytes));
	sx_buf_release(&bytes);
}

Test(read_nomem, csv)
{
	struct sx_buf bytes = { 0 };
	sx_buf_z(&bytes, "id,text\n");
	repeat(&bytes, "1,It rose to 12 mm\n", 20);
	check(".csv", sx_buf_view(&bytes));
	sx_buf_release(&bytes);
}

Test(read_nomem, warc)
{
	struct sx_buf bytes = { 0 };
	repeat(&bytes,
	       "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a/\r\nContent-Type: text/plain\r\n"
	       "Content-Length: 4\r\n\r\n5 km\r\n\r\n",
	       3);
	check(".warc", sx_buf_view(&bytes));
	sx_buf_release(&bytes);
}

Test(read_nomem, legacy_text)
{
	check(".txt", SX_STR("The caf\xE9 has 12 tables, and the r\xE9sum\xE9 3 pages."));
}
