/* Web archives: pages and texts, and records that are none. */
#include "base/buf.h"
#include "read/read.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define HTML_ANSWER "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n\r\n"

/* length: what the record says; 0: the truth. */
static void add_record(struct sx_buf *out, const char *type, const char *uri, const char *media, const char *content,
		       size_t length)
{
	sx_buf_addf(
		out,
		"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
		type, uri, media, length ? length : strlen(content));
	sx_buf_addf(out, "%s\r\n\r\n", content);
}

static void transcribe(struct sx_buf *out, struct sx_str bytes, struct sx_read_options options)
{
	struct sx_err err = { 0 };
	struct sx_doc doc;
	struct sx_piece piece;
	int rc;
	char path[] = "/tmp/test_read_warc.XXXXXX";
	int fd = mkstemp(path);
	cr_assert(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
	close(fd);
	struct sx_reader *reader = sx_reader_open(path, &options, &err);
	unlink(path);
	cr_assert(reader, "%s", err.text);
	while ((rc = sx_reader_doc(reader, &doc, &err)) > 0) {
		sx_buf_addf(out, "%" PRIu64 " %.*s: ", doc.record_line, (int)doc.source_json.n, doc.source_json.p);
		sx_buf_addf(out, "%s", rc == 2 ? err.text : "");
		err = (struct sx_err){ 0 };
		while (rc == 1 && sx_reader_piece(reader, &piece, &err) == 1)
			sx_buf_str(out, piece.text);
		sx_buf_c(out, '\n');
	}
	cr_expect_eq(rc, 0, "%s", err.text);
	sx_reader_close(reader);
}

static void check(struct sx_buf *bytes, struct sx_read_options options, const char *expected)
{
	for (size_t size = 0; size < 40; size += size < 8 ? 1 : 7) {
		struct sx_buf got = { 0 };
		options.piece = size;
		transcribe(&got, sx_buf_view(bytes), options);
		cr_expect(sx_str_is(sx_buf_view(&got), expected), "pieces of %zu:\n%s", size, got.p ? got.p : "");
		sx_buf_release(&got);
	}
	sx_buf_release(bytes);
}

Test(read_warc, records)
{
	struct sx_buf bytes = { 0 };
	add_record(&bytes, "warcinfo", "", "application/warc-fields", "software: 9\r\n", 0);
	add_record(&bytes, "request", "http://a/", "application/http", "GET / HTTP/1.1\r\n\r\n", 0);
	add_record(&bytes, "response", "http://a/", "application/http; msgtype=response",
		   HTML_ANSWER "<p>caf\xE9 <b>5</b> km", 0);
	add_record(&bytes, "response", "http://b/", "application/http",
		   "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n9", 0);
	add_record(&bytes, "response", "http://c/", "application/http",
		   "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n9", 0);
	add_record(&bytes, "response", "http://d/", "application/http",
		   "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
		   "3\r\n6 k\r\n1;x\r\nm\r\n0\r\n\r\n",
		   0);
	add_record(&bytes, "response", "http://e/", "application/http",
		   "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n9", 0);
	add_record(&bytes, "conversion", "http://f/\"", "text/plain", "7 km", 0);
	add_record(&bytes, "conversion", "", "text/plain", "8 km", 0);
	add_record(&bytes, "resource", "http://g/", "text/html;charset=nonesuch", "<p>9 km", 0);
	check(&bytes, (struct sx_read_options){ 0 },
	      "3 \"http://a/\": caf\u00E9 5 km\n"
	      "6 \"http://d/\": 6 km\n"
	      "7 \"http://e/\": the page is packed in a way that cannot be undone here\n"
	      "8 \"http://f/\\\"\": 7 km\n"
	      "9 null: 8 km\n"
	      "10 \"http://g/\": 9 km\n");
}

/* After a bad record the next one that begins as records do is read. */
Test(read_warc, bad_records)
{
	struct sx_buf bytes = { 0 };
	add_record(&bytes, "conversion", "http://a/", "text/plain", "5 km", 0);
	sx_buf_z(&bytes, "something else\r\n\r\nand more\r\n");
	add_record(&bytes, "conversion", "http://b/", "text/plain", "6 km", 0);
	add_record(&bytes, "conversion", "http://c/", "text/plain", "9 km", 2);
	add_record(&bytes, "conversion", "http://d/", "text/plain", "7 km", 0);
	sx_buf_z(&bytes, "WARC/1.0\r\nContent-Length: many\r\n\r\n");
	add_record(&bytes, "conversion", "http://e/", "text/plain", "a record that is too long for what is allowed", 0);
	add_record(&bytes, "conversion", "http://f/", "text/plain", "9 km", 39);
	add_record(&bytes, "conversion", "http://g/", "text/plain", "8 km", 0);
	sx_buf_z(&bytes, "WARC/1.0\r\nContent-Length: 4\r\n\r\n6 km\r\n\r\n");
	sx_buf_z(&bytes, "WARC/1.0\r\nContent-Le");
	check(&bytes, (struct sx_read_options){ .most_record = 40 },
	      "1 \"http://a/\": 5 km\n"
	      "2 : here should be a record of the archive, and is none\n"
	      "3 \"http://b/\": 6 km\n"
	      "4 \"http://c/\": 9 \n"
	      "5 : here should be a record of the archive, and is none\n"
	      "6 \"http://d/\": 7 km\n"
	      "7 : the record does not say how long it is\n"
	      "8 : the record is longer than records may be\n"
	      "9 \"http://f/\": 9 km\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\n"
	      "10 : here should be a record of the archive, and is none\n"
	      "11 : the record does not say what it is\n"
	      "12 : here should be a record of the archive, and is none\n");
}

/* A length that leads beyond the end does not hide the records within it. */
Test(read_warc, cut_records)
{
	struct sx_buf bytes = { 0 };
	add_record(&bytes, "conversion", "http://a/", "text/plain", "9 km", 100000);
	add_record(&bytes, "conversion", "http://b/", "text/plain", "5 km", 0);
	check(&bytes, (struct sx_read_options){ 0 }, "1 : the record is cut short\n2 \"http://b/\": 5 km\n");
}
