/* Tables with a column of texts: rows, and what is no row. */
#include "base/buf.h"
#include "read/read.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct sx_reader *open_bytes(struct sx_str bytes, struct sx_read_options options, struct sx_err *err)
{
	char path[] = "/tmp/test_read_csv.XXXXXX";
	int fd = mkstemp(path);
	cr_assert(fd >= 0 && (bytes.n == 0 || write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n));
	close(fd);
	options.format = "csv";
	struct sx_reader *reader = sx_reader_open(path, &options, err);
	unlink(path);
	return reader;
}

/* Everything a reader gives, one line a document or failure. */
static void transcribe(struct sx_buf *out, struct sx_str bytes, struct sx_read_options options)
{
	struct sx_err err = { 0 };
	struct sx_doc doc;
	struct sx_piece piece;
	int rc;
	struct sx_reader *reader = open_bytes(bytes, options, &err);
	cr_assert(reader, "%s", err.text);
	while ((rc = sx_reader_doc(reader, &doc, &err)) > 0) {
		sx_buf_addf(out, "%" PRIu64 " [%.*s]", doc.record_line, (int)doc.source_json.n, doc.source_json.p);
		if (rc == 2) {
			sx_buf_addf(out, " ! %s\n", err.text);
			cr_expect_eq(err.line, doc.record_line);
			err = (struct sx_err){ 0 };
			continue;
		}
		sx_buf_addf(out, "[%.*s][%.*s][%.*s] ", (int)doc.source.n, doc.source.p, (int)doc.date.n, doc.date.p,
			    (int)doc.lang.n, doc.lang.p);
		while (sx_reader_piece(reader, &piece, &err) == 1)
			sx_buf_str(out, piece.text);
		sx_buf_c(out, '\n');
	}
	cr_expect_eq(rc, 0, "%s", err.text);
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

Test(read_csv, rows)
{
	check(SX_STR("\xEF\xBB\xBFid, text ,date,lang\r\n"
		     "a,\"He said \"\"5 km\"\",\r\nthen 6 km\",2014-06-03,en-GB\r\n"
		     "\r\n"
		     "\"b\nc\", 7 km ,June,\n"
		     ",,,\n"
		     "d\n"
		     "e,8 km"),
	      (struct sx_read_options){ 0 },
	      "2 [\"a\"][a][2014-06-03][en] He said \"5 km\",\r\nthen 6 km\n"
	      "5 [\"b\\nc\"][b\nc][][]  7 km \n"
	      "7 [\"\"][][][] \n"
	      "8 [\"d\"] ! the row has no cell in the column \"text\"\n"
	      "9 [\"e\"][e][][] 8 km\n");
}

Test(read_csv, other_signs_and_names)
{
	check(SX_STR("n\tbody\n1\t5 km, 6 km\n"), (struct sx_read_options){ .text_key = "body", .id_key = "n" },
	      "2 [\"1\"][1][][] 5 km, 6 km\n");
	check(SX_STR("\"a,b,c\";text\nx;5,5 km\n"), (struct sx_read_options){ 0 }, "2 [null][2][][] 5,5 km\n");
	check(SX_STR("text\n5 km\n6 km"), (struct sx_read_options){ 0 },
	      "2 [null][2][][] 5 km\n3 [null][3][][] 6 km\n");
	check(SX_STR("text\rcaf\xE9 5 km\r"), (struct sx_read_options){ .encoding = "latin1" },
	      "2 [null][2][][] caf\u00E9 5 km\n");
	check(SX_STR("text\n"), (struct sx_read_options){ 0 }, "");
	check(SX_STR(""), (struct sx_read_options){ 0 }, "");
}

Test(read_csv, a_quote_without_an_end)
{
	static const char told[] = "2 [] ! a quoted cell of this row has no end: the file may be cut short\n";
	char expected[200];
	snprintf(expected, sizeof expected, "2 [\"a\"][a][][] 5 km\nb,6 km\n\n%s", told);
	check(SX_STR("id,text\na,\"5 km\nb,6 km\n"), (struct sx_read_options){ 0 }, expected);
	snprintf(expected, sizeof expected, "2 [\"a\"][a][][] 5 \"km\"\n%s", told);
	check(SX_STR("id,text\na,\"5 \"\"km\"\""), (struct sx_read_options){ 0 }, expected);
	check(SX_STR("id,text\na,\"5 \"\"km\"\"\""), (struct sx_read_options){ 0 }, "2 [\"a\"][a][][] 5 \"km\"\n");
}

/* A row too long is one bad row, also when it is a quote that was never closed. */
Test(read_csv, long_rows)
{
	check(SX_STR("id,text\n1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n2,b\n"),
	      (struct sx_read_options){ .most_record = 20 },
	      "2 [] ! the row is longer than 20 bytes\n3 [\"2\"][2][][] b\n");
	check(SX_STR("id,text\n1,\"aaaa\naaaa\naaaa\naaaa\naaaa\n2,b\n"), (struct sx_read_options){ .most_record = 20 },
	      "2 [] ! the row is longer than 20 bytes\n6 [\"aaaa\"] ! the row has no cell in the column \"text\"\n"
	      "7 [\"2\"][2][][] b\n");
}

Test(read_csv, no_such_column)
{
	struct sx_err err = { 0 };
	cr_expect_null(open_bytes(SX_STR("a,b\n1,2\n"), (struct sx_read_options){ 0 }, &err));
	cr_expect_eq(err.code, SX_INPUT);
	cr_expect_str_eq(err.text, "the table has no column \"text\"");
	cr_expect_str_eq(err.hint, "--text-key names the column that holds the text; there are: a, b");
}
