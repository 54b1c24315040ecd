/* Plain text: every encoding, whatever the size of the pieces it is read in. */
#include "base/utf8.h"
#include "read/read.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct text_case {
	struct sx_str bytes;
	const char *text;
	const char *runs; /* text:source*text_step/source_step, one after another */
	uint64_t bad, first;
};

#define BYTES(literal)                                                                                                 \
	{                                                                                                              \
		(literal), sizeof(literal) - 1                                                                         \
	}

static const struct text_case cases[] = {
	{ BYTES(""), "", "", 0, 0 },
	{ BYTES("\xEF\xBB\xBF"), "", "", 0, 0 },
	{ BYTES("Rain: 12 mm\n"), "Rain: 12 mm\n", "0:0*1/1 ", 0, 0 },
	{ BYTES("a\r\nb\rc"), "a\r\nb\rc", "0:0*1/1 ", 0, 0 },
	{ BYTES("\xEF\xBB\xBF"
		"5 %"),
	  "5 %", "0:3*1/1 ", 0, 0 },
	{ BYTES("é€😀!"), "é€😀!", "0:0*1/1 ", 0, 0 },
	{ BYTES("a\xFF"
		"b"),
	  "a\uFFFDb", "0:0*1/1 1:1*3/1 4:2*1/1 ", 1, 1 },
	{ BYTES("\x80\x80"
		"b"),
	  "\uFFFD\uFFFDb", "0:0*3/1 6:2*1/1 ", 2, 0 },
	/* Overlong, a surrogate, beyond U+10FFFF, cut in the middle and at the end. */
	{ BYTES("\xC0\xAF"), "\uFFFD\uFFFD", "0:0*3/1 ", 2, 0 },
	{ BYTES("\xED\xA0\x80"
		"x"),
	  "\uFFFD\uFFFD\uFFFDx", "0:0*3/1 9:3*1/1 ", 3, 0 },
	{ BYTES("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD", "0:0*3/1 ", 4, 0 },
	{ BYTES("1\xE2\x82"
		"2"),
	  "1\uFFFD"
	  "2",
	  "0:0*1/1 1:1*3/2 4:3*1/1 ", 2, 1 },
	{ BYTES("1\xF0\x9F\x98"), "1\uFFFD", "0:0*1/1 1:1*3/3 ", 3, 1 },
	{ BYTES("600\0"
		"000 people live here"),
	  "600\uFFFD000 people live here", "0:0*1/1 3:3*3/1 6:4*1/1 ", 1, 3 },
	{ BYTES("\xFF\xFE"
		"A\0\xE9\0\xAC\x20\x3D\xD8\0\xDE"),
	  "Aé€😀", "0:2*1/2 1:4*2/2 3:6*3/2 6:8*4/4 ", 0, 0 },
	{ BYTES("\xFE\xFF\0A\0B\xD8\x3D"), "AB\uFFFD", "0:2*1/2 2:6*3/2 ", 2, 6 },
	{ BYTES("\xFF\xFE"
		"A\0\x3D\xD8"
		"B\0"
		"C"),
	  "A\uFFFDB\uFFFD", "0:2*1/2 1:4*3/2 4:6*1/2 5:8*3/1 ", 3, 4 },
	{ BYTES("5\0 \0k\0m\0\n\0"), "5 km\n", "0:0*1/2 ", 0, 0 },
	{ BYTES("\0005\0 \0k\0m\0\n"), "5 km\n", "0:0*1/2 ", 0, 0 },
	{ BYTES("\xFF\xFE\0\0"
		"A\0\0\0\0\xF6\x01\0"),
	  "A\U0001F600", "0:4*1/4 1:8*4/4 ", 0, 0 },
	{ BYTES("\0\0\xFE\xFF\0\0\0A\0\x11\0\0\0\0"), "A\uFFFD\uFFFD", "0:4*1/4 1:8*3/4 4:12*3/2 ", 6, 8 },
};

static void write_file(char *path, struct sx_str bytes)
{
	strcpy(path, "/tmp/test_read_text.XXXXXX");
	int fd = mkstemp(path);
	cr_assert(fd >= 0 && (bytes.n == 0 || write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n));
	close(fd);
}

static struct sx_reader *open_bytes(struct sx_str bytes, size_t piece, struct sx_err *err)
{
	char path[64];
	write_file(path, bytes);
	struct sx_reader *reader =
		sx_reader_open(path, &(struct sx_read_options){ .format = "text", .piece = piece }, err);
	unlink(path);
	return reader;
}

/* All of the document's text and runs. */
static void read_all(struct sx_reader *reader, struct sx_buf *text, struct sx_buf *runs)
{
	struct sx_err err = { 0 };
	struct sx_piece piece;
	int rc;
	while ((rc = sx_reader_piece(reader, &piece, &err)) == 1) {
		cr_expect(piece.text.n > 0);
		cr_expect_eq(sx_utf8_check(piece.text), piece.text.n, "a piece is well-formed by itself");
		for (size_t i = 0; i < piece.n_runs; i++) {
			const struct sx_run *run = &piece.runs[i];
			cr_expect(run->text >= text->n && run->text < text->n + piece.text.n);
			sx_buf_addf(runs, "%" PRIu64 ":%" PRIu64 "*%u/%u ", run->text, run->source, run->text_step,
				    run->source_step);
		}
		sx_buf_str(text, piece.text);
	}
	cr_expect_eq(rc, 0);
	cr_expect_eq(sx_reader_piece(reader, &piece, &err), 0);
}

static void check(const struct text_case *c, size_t number, size_t size)
{
	struct sx_err err = { 0 };
	struct sx_doc doc;
	struct sx_buf text = { 0 }, runs = { 0 };
	uint64_t first;
	struct sx_reader *reader = open_bytes(c->bytes, size, &err);
	cr_assert(reader, "case %zu: %s", number, err.text);
	cr_expect_eq(sx_reader_doc(reader, &doc, &err), 1);
	read_all(reader, &text, &runs);
	cr_expect(sx_str_is(sx_buf_view(&text), c->text), "case %zu, pieces of %zu: \"%s\"", number, size,
		  text.p ? text.p : "");
	cr_expect(sx_str_is(sx_buf_view(&runs), c->runs), "case %zu, pieces of %zu: %s", number, size,
		  runs.p ? runs.p : "");
	cr_expect_eq(sx_reader_bad(reader, &first), c->bad, "case %zu", number);
	cr_expect(c->bad == 0 || first == c->first, "case %zu: %" PRIu64, number, first);
	cr_expect_eq(sx_reader_bytes(reader), c->bytes.n);
	cr_expect_eq(sx_reader_doc(reader, &doc, &err), 0);
	sx_buf_release(&text);
	sx_buf_release(&runs);
	sx_reader_close(reader);
}

Test(read_text, same_for_every_piece_size)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (size_t size = 1; size <= cases[i].bytes.n + 1; size++)
			check(&cases[i], i, size);
		check(&cases[i], i, 0);
	}
}

/* Longer than the head that is read ahead, with something wrong on either side of every border. */
Test(read_text, long_file)
{
	struct sx_buf bytes = { 0 };
	for (int i = 0; i < 20000; i++)
		sx_buf_add(&bytes, i % 7 == 3 ? "\xE2\x82\xAC\xFF" : "7 km", 4);
	for (size_t size = 100; size < 30000; size += 7777) {
		struct sx_err err = { 0 };
		struct sx_doc doc;
		struct sx_buf text = { 0 }, runs = { 0 }, clean = { 0 };
		uint64_t first;
		struct sx_reader *reader = open_bytes(sx_buf_view(&bytes), size, &err);
		cr_assert(reader, "%s", err.text);
		cr_assert_eq(sx_reader_doc(reader, &doc, &err), 1);
		read_all(reader, &text, &runs);
		size_t replaced = sx_utf8_clean(&clean, sx_buf_view(&bytes));
		cr_expect(sx_str_eq(sx_buf_view(&text), sx_buf_view(&clean)));
		cr_expect_eq(sx_reader_bad(reader, &first), replaced);
		cr_expect_eq(first, 4 * 3 + 3);
		sx_buf_release(&text);
		sx_buf_release(&runs);
		sx_buf_release(&clean);
		sx_reader_close(reader);
	}
	sx_buf_release(&bytes);
}

Test(read_text, binary_is_refused)
{
	char noise[4096];
	uint32_t state = 1;
	for (size_t i = 0; i < sizeof noise; i++) {
		state = state * 1664525 + 1013904223;
		noise[i] = (char)(state >> 24);
	}
	char zeros[1000] = { 0 };
	const struct sx_str files[] = {
		{ noise, sizeof noise },
		{ zeros, sizeof zeros },
		{ zeros, 2 },
		BYTES("\x7F"
		      "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0\x01\0\0\0"),
		BYTES("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0"),
	};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct sx_err err = { 0 };
		struct sx_reader *reader = open_bytes(files[i], 0, &err);
		cr_expect_null(reader, "file %zu", i);
		cr_expect_eq(err.code, SX_INPUT);
		cr_expect(strstr(err.text, "looks like binary data"), "%s", err.text);
		sx_reader_close(reader);
	}
}
