/* JSON Lines: records, ids of every type, and lines that are none. */
#include "base/buf.h"
#include "read/read.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct sx_reader *open_bytes(struct sx_str bytes, struct sx_read_options options)
{
	struct sx_err err = { 0 };
	char path[] = "/tmp/test_read_jsonl.XXXXXX";
	int fd = mkstemp(path);
	cr_assert(fd >= 0 && (bytes.n == 0 || write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n));
	close(fd);
	options.format = "jsonl";
	struct sx_reader *reader = sx_reader_open(path, &options, &err);
	unlink(path);
	cr_assert(reader, "%s", err.text);
	return reader;
}

static void add_str(struct sx_buf *out, struct sx_str s)
{
	sx_buf_c(out, '[');
	sx_buf_str(out, s);
	sx_buf_c(out, ']');
}

/* Everything a reader gives, one line a document or failure. */
static void transcribe(struct sx_buf *out, struct sx_str bytes, struct sx_read_options options)
{
	struct sx_reader *reader = open_bytes(bytes, options);
	struct sx_err err = { 0 };
	struct sx_doc doc;
	struct sx_piece piece;
	int rc;
	while ((rc = sx_reader_doc(reader, &doc, &err)) > 0) {
		sx_buf_addf(out, "%" PRIu64 " ", doc.record_line);
		add_str(out, doc.source_json);
		if (rc == 2) {
			sx_buf_addf(out, " !%u %s\n", err.column, err.text);
			cr_expect_eq(err.line, doc.record_line);
			err = (struct sx_err){ 0 };
			continue;
		}
		add_str(out, doc.source);
		add_str(out, doc.date);
		add_str(out, doc.lang);
		sx_buf_c(out, ' ');
		while (sx_reader_piece(reader, &piece, &err) == 1)
			sx_buf_str(out, piece.text);
		sx_buf_c(out, '\n');
	}
	cr_expect_eq(rc, 0);
	sx_reader_close(reader);
}

static void check(struct sx_str bytes, struct sx_read_options options, const char *expected)
{
	for (size_t size = 0; size < 40; size += size < 8 ? 1 : 7) {
		struct sx_buf got = { 0 };
		options.piece = size;
		transcribe(&got, bytes, options);
		cr_expect(sx_str_is(sx_buf_view(&got), expected), "pieces of %zu:\n%s", size, got.p ? got.p : "");
		sx_buf_release(&got);
	}
}

Test(read_jsonl, records)
{
	static const char bytes[] =
		"\xEF\xBB\xBF{\"id\": \"x\\\"y\", \"text\": \"5\\u00a0km\\n\\ud83d\\ude00\", \"date\": \"2021-03-04\", "
		"\"lang\": \"en-GB\"}\r\n"
		"\n"
		" \t\r\n"
		"{\"id\":12345678901234567890123,\"text\":\"a\",\"date\":\"2021-03-04T05:06:07Z\",\"lang\":\"DE\"}\n"
		"{\"text\":\"no id\",\"date\":\"2021-13-04\",\"lang\":\"english\"}\n"
		"{\"id\":null,\"text\":\"\",\"date\":\"March\",\"lang\":7}\n"
		"{\"id\":1.50,\"text\":\"b\"}\n"
		"{\"id\":true,\"text\":\"c\"}\n"
		"{\"id\":{\"a\":[1e5]},\"text\":\"d\"}\n"
		"{\"id\":\"\\u0000\",\"text\":\"1\\u00002\"}";
	check(SX_STR(bytes), (struct sx_read_options){ 0 },
	      "1 [\"x\\\"y\"][x\"y][2021-03-04][en] 5\u00A0km\n😀\n"
	      "4 [12345678901234567890123][12345678901234567890123][2021-03-04][de] a\n"
	      "5 [null][5][][] no id\n"
	      "6 [null][6][][] \n"
	      "7 [1.50][1.50][][] b\n"
	      "8 [true][true][][] c\n"
	      "9 [{\"a\":[1e5]}][{\"a\":[1e5]}][][] d\n"
	      "10 [\"\\u0000\"][\uFFFD][][] 1\uFFFD2\n");
}

Test(read_jsonl, other_keys)
{
	static const char bytes[] =
		"{\"key\": 1, \"id\": 2, \"body\": \"x\", \"text\": \"y\", \"day\": \"2020-01-02\", \"l\": \"fr\"}";
	check(SX_STR(bytes),
	      (struct sx_read_options){ .id_key = "key", .text_key = "body", .date_key = "day", .lang_key = "l" },
	      "1 [1][1][2020-01-02][fr] x\n");
}

Test(read_jsonl, what_is_no_record)
{
	static const char bytes[] = "{\"id\":1}\n"
				    "{\"id\":\"q\",\"text\":7}\n"
				    "[1]\n"
				    "{\"id\":3,\"text\":\"ü\" x}\n"
				    "{\"id\":4,\"text\":\"\xFF\"}\n"
				    "{\"id\":5,\"text\":\"\\ud800\"}\n"
				    "{\"id\":6,\"text\":\"good\"}\n"
				    "{\"id\":7,\"te";
	check(SX_STR(bytes), (struct sx_read_options){ 0 },
	      "1 [1] !0 the record has no \"text\"\n"
	      "2 [\"q\"] !0 the value of \"text\" is no string\n"
	      "3 [] !1 the line holds JSON that is no object\n"
	      "4 [] !20 malformed JSON at byte 21 of the line: unexpected character, expected a comma or a closing "
	      "brace\n"
	      "5 [] !0 malformed JSON at byte 17 of the line: invalid UTF-8 encoding in string\n"
	      "6 [] !23 malformed JSON at byte 23 of the line: no low surrogate in string\n"
	      "7 [6][6][][] good\n"
	      "8 [] !12 malformed JSON at byte 12 of the line: unexpected end of data\n");
}

/* A line too long is one bad record, not the end, wherever it stands. */
Test(read_jsonl, long_lines)
{
	static const char bytes[] = "{\"id\":1,\"text\":\"a\"}\n"
				    "{\"id\":2,\"text\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}\n"
				    "{\"id\":3,\"text\":\"12345\"}\n"
				    "{\"id\":4,\"text\":\"123456\"}\n"
				    "{\"id\":5,\"text\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	check(SX_STR(bytes), (struct sx_read_options){ .most_record = 23 },
	      "1 [1][1][][] a\n"
	      "2 [] !0 the record is longer than 23 bytes\n"
	      "3 [3][3][][] 12345\n"
	      "4 [] !0 the record is longer than 23 bytes\n"
	      "5 [] !0 the record is longer than 23 bytes\n");
}

Test(read_jsonl, deep_nesting)
{
	struct sx_buf bytes = { 0 };
	sx_buf_z(&bytes, "{\"a\":");
	for (int i = 0; i < 1000000; i++)
		sx_buf_c(&bytes, '[');
	for (int i = 0; i < 1000000; i++)
		sx_buf_c(&bytes, ']');
	sx_buf_z(&bytes, ",\"text\":\"5 km\"}\n");
	struct sx_buf got = { 0 };
	transcribe(&got, sx_buf_view(&bytes), (struct sx_read_options){ 0 });
	cr_expect(sx_str_is(sx_buf_view(&got), "1 [null][1][][] 5 km\n"));
	sx_buf_clear(&got);
	transcribe(&got, sx_buf_view(&bytes), (struct sx_read_options){ .most_record = 3000000, .piece = 100000 });
	cr_expect(sx_str_is(sx_buf_view(&got), "1 [] !0 the record has too many values\n"), "%s", got.p);
	sx_buf_release(&got);
	sx_buf_release(&bytes);
}

/* The text's runs begin anew with every record. */
Test(read_jsonl, runs)
{
	static const char bytes[] = "{\"text\":\"a\\u0000b\"}\n{\"text\":\"cd\"}\n";
	struct sx_reader *reader = open_bytes(SX_STR(bytes), (struct sx_read_options){ 0 });
	struct sx_err err = { 0 };
	struct sx_doc doc;
	struct sx_piece piece;
	uint64_t first;
	cr_assert_eq(sx_reader_doc(reader, &doc, &err), 1);
	cr_assert_eq(sx_reader_piece(reader, &piece, &err), 1);
	cr_expect_eq(piece.n_runs, 3);
	cr_expect(piece.runs[2].text == 4 && piece.runs[2].source == 2 && piece.runs[2].text_step == 1);
	cr_expect_eq(sx_reader_bad(reader, &first), 1);
	cr_assert_eq(sx_reader_doc(reader, &doc, &err), 1);
	cr_assert_eq(sx_reader_piece(reader, &piece, &err), 1);
	cr_expect_eq(piece.n_runs, 1);
	cr_expect(piece.runs[0].text == 0 && piece.runs[0].source == 0);
	sx_reader_close(reader);
}
