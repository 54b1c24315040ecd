/* Which format a file is taken for, and what is said of those that are not built. */
#include "read/read.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct format_case {
	const char *name; /* of the file */
	struct sx_str bytes;
	const char *format; /* asked for */
	enum sx_code code;  /* SX_OK: it opens … */
	const char *source; /* … and its first document is this one; else words of the message */
};

#define BYTES(literal)                                                                                                 \
	{                                                                                                              \
		(literal), sizeof(literal) - 1                                                                         \
	}
#define RECORD "{\"id\": \"r1\", \"text\": \"5 km\"}\n"

#define WARC                                                                                                           \
	"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a/\r\nContent-Length: 4\r\n"                     \
	"Content-Type: text/plain\r\n\r\n5 km"

static const struct format_case cases[] = {
	{ "a.txt", BYTES("12 eggs"), NULL, SX_OK, "a.txt" },
	{ "a", BYTES("12 eggs"), "auto", SX_OK, "a" },
	{ "notes.md", BYTES("# Rain\n12 mm"), NULL, SX_OK, "notes.md" },
	{ "a.jsonl", BYTES(RECORD), NULL, SX_OK, "r1" },
	{ "a.NDJSON", BYTES("\xEF\xBB\xBF\n" RECORD), NULL, SX_OK, "r1" },
	{ "a", BYTES(RECORD RECORD), NULL, SX_OK, "r1" },
	{ "a.log", BYTES(RECORD), NULL, SX_OK, "r1" },
	{ "a.txt", BYTES(RECORD), NULL, SX_OK, "a.txt" },
	{ "a.txt", BYTES(RECORD), "jsonl", SX_OK, "r1" },
	{ "a.jsonl", BYTES(RECORD), "text", SX_OK, "a.jsonl" },
	{ "set", BYTES("{1, 2, 3} has 3 members"), NULL, SX_OK, "set" },
	{ "a.json", BYTES("{\n  \"id\": 1\n}\n"), NULL, SX_OK, "a.json" },
	{ "caf\xE9", BYTES("5 km"), NULL, SX_OK, "caf%E9" },
	{ "a.txt", BYTES("\n <!DocType HTML><p>5 km"), NULL, SX_OK, "a.txt" },
	{ "a", BYTES("<?xml version='1.0'?>\n<html><p>5 km"), NULL, SX_OK, "a" },
	{ "a.htm", BYTES("<p>5 km"), NULL, SX_OK, "a.htm" },
	{ "a", BYTES(WARC), NULL, SX_OK, "http://a/" },
	{ "a.csv", BYTES("id,text\nr1,5 km\n"), NULL, SX_OK, "r1" },
	{ "a.csv", BYTES("id,words\nr1,5 km\n"), NULL, SX_OK, "a.csv" },
	{ "a.csv", BYTES("id,words\nr1,5 km\n"), "csv", SX_INPUT, "the table has no column \"text\"" },
	{ "a.txt", BYTES("PK\x03\x04 .. picture.png"), NULL, SX_INPUT, "ZIP archive" },
	{ "a.txt", BYTES("BZh91AY&SY"), NULL, SX_INPUT, "compressed by bzip2" },
	{ "a.txt", BYTES("5 km"), "rtf", SX_USAGE, "there is no input format \"rtf\"" },
};

static void check(const struct format_case *c)
{
	struct sx_err err = { 0 };
	struct sx_doc doc = { 0 };
	int fd = open(c->name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	cr_assert(fd >= 0 && write(fd, c->bytes.p, c->bytes.n) == (ssize_t)c->bytes.n);
	close(fd);
	struct sx_reader *reader = sx_reader_open(c->name, &(struct sx_read_options){ .format = c->format }, &err);
	unlink(c->name);
	cr_expect_eq(err.code, c->code, "%s: %s", c->name, err.text);
	if (reader) {
		cr_expect_eq(sx_reader_doc(reader, &doc, &err), 1, "%s: %s", c->name, err.text);
		cr_expect(sx_str_is(doc.source, c->source), "%s: %.*s", c->name, (int)doc.source.n, doc.source.p);
	} else {
		cr_expect(strstr(err.text, c->source), "%s: %s", c->name, err.text);
		cr_expect(err.hint[0], "%s: no advice", c->name);
		cr_expect_str_eq(err.file, c->code == SX_INPUT ? c->name : "");
	}
	sx_reader_close(reader);
}

Test(read_format, by_content_and_name)
{
	char folder[] = "/tmp/test_read_format.XXXXXX";
	cr_assert(mkdtemp(folder) && chdir(folder) == 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(&cases[i]);
	cr_expect_eq(chdir("/"), 0);
	rmdir(folder);
}

Test(read_format, registry)
{
	const struct sx_reader_info *info;
	size_t n = 0, built = 0;
	for (; (info = sx_reader_info(n)); n++) {
		built += info->built;
		cr_expect(info->name[0] && info->meaning[0]);
	}
	cr_expect_eq(n, 10);
	cr_expect_geq(built, 6); /* those that need no library of their own */
}

Test(read_format, what_cannot_be_opened)
{
	struct sx_err err = { 0 };
	cr_expect_null(sx_reader_open("/nowhere/at/all", NULL, &err));
	cr_expect_eq(err.code, SX_IO);
	cr_expect_str_eq(err.text, "/nowhere/at/all: cannot open: No such file or directory");
	err = (struct sx_err){ 0 };
	cr_expect_null(sx_reader_open("/", NULL, &err));
	cr_expect_eq(err.code, SX_INPUT);
	cr_expect_str_eq(err.text, "is a folder, not a file");
	cr_expect_str_eq(err.file, "/");
	err = (struct sx_err){ 0 };
	close(STDIN_FILENO);
	cr_expect_null(sx_reader_open("-", NULL, &err));
	cr_expect_eq(err.code, SX_IO);
	cr_expect(strstr(err.text, "standard input"), "%s", err.text);
}

Test(read_format, standard_input)
{
	struct sx_err err = { 0 };
	struct sx_doc doc;
	int ends[2];
	cr_assert(pipe(ends) == 0 && write(ends[1], RECORD, sizeof RECORD - 1) > 0);
	close(ends[1]);
	cr_assert(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
	struct sx_reader *reader = sx_reader_open("-", NULL, &err);
	cr_assert(reader, "%s", err.text);
	cr_expect_eq(sx_reader_doc(reader, &doc, &err), 1);
	cr_expect(sx_str_is(doc.source, "r1"));
	cr_expect_eq(sx_reader_doc(reader, &doc, &err), 0);
	sx_reader_close(reader);
	cr_expect(fcntl(STDIN_FILENO, F_GETFD) >= 0, "standard input is not ours to close");
}
