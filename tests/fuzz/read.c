/* The readers: any bytes give well-formed text with offsets that lead back, however they are cut, or an error. */
#include "read.h"

#include "base/utf8.h"

#include <unistd.h>

enum { MOST_DOCUMENTS = 5000 };

struct reading {
	struct sx_buf text; /* of all documents */
	uint64_t at;        /* offset in the document at hand */
	uint64_t source;    /* of the last run */
};

static void check_piece(struct reading *reading, const struct sx_piece *piece)
{
	uint64_t end = reading->at + piece->text.n, last = reading->at;
	target_require(sx_utf8_check(piece->text) == piece->text.n, "a piece is UTF-8");
	for (size_t i = 0; i < piece->n_runs; i++) {
		const struct sx_run *run = &piece->runs[i];
		target_require(run->text >= last && run->text <= end, "runs stand in their piece and in order");
		target_require(run->source >= reading->source, "runs go forward in the source");
		last = run->text;
		reading->source = run->source;
	}
	last = reading->at;
	for (size_t i = 0; i < piece->n_marks; i++) {
		const struct sx_mark *mark = &piece->marks[i];
		target_require(mark->text >= last && mark->text <= end, "marks stand in their piece and in order");
		target_require(mark->kind != SX_HEADING || mark->n <= end - mark->text,
			       "a heading stands in its piece");
		last = mark->text;
	}
	reading->at = end;
	sx_buf_str(&reading->text, piece->text);
}

/* Returns whether it came to its end. */
static bool read_document(struct sx_reader *reader, struct reading *reading)
{
	struct sx_piece piece;
	struct sx_err err = { 0 };
	int status;
	reading->at = reading->source = 0;
	while ((status = sx_reader_piece(reader, &piece, &err)) == 1)
		check_piece(reading, &piece);
	target_require(status == 0 || err.code != SX_OK, "a failure is told");
	return status == 0;
}

/* Returns whether it was read to its end. */
static bool read_all(const char *path, const char *format, size_t piece, struct sx_buf *text)
{
	struct sx_read_options options = { .format = format, .piece = piece, .most_record = 1 << 20 };
	struct sx_err err = { 0 };
	struct reading reading = { 0 };
	struct sx_doc doc = { 0 };
	struct sx_reader *reader = sx_reader_open(path, &options, &err);
	target_require(reader || err.code != SX_OK, "a refusal is told");
	int status = -1;
	for (size_t n = 0; reader && n < MOST_DOCUMENTS; n++) {
		status = sx_reader_doc(reader, &doc, &err);
		target_require(status >= 0 || err.code != SX_OK, "a failure is told");
		if (status <= 0)
			break;
		if (status == 1 && !read_document(reader, &reading)) {
			status = -1;
			break;
		}
		target_require(status == 1 || err.text[0], "a record that could not be read is told");
		err = (struct sx_err){ 0 };
	}
	if (reader) {
		uint64_t first;
		sx_reader_bad(reader, &first);
	}
	sx_reader_close(reader);
	*text = reading.text;
	return status == 0;
}

int fuzz_reader(const char *format, struct sx_str bytes)
{
	struct target_file file = target_file(bytes);
	struct sx_buf whole, cut;
	bool ended = read_all(file.path, format, 0, &whole);
	bool ended_too = read_all(file.path, format, 64 + target_pick(bytes, 1000), &cut);
	target_require(ended == ended_too, "whether an input can be read does not depend on how it is cut");
	target_require(!ended || sx_str_eq(sx_buf_view(&whole), sx_buf_view(&cut)),
		       "the text does not depend on how the input is cut");
	sx_buf_release(&whole);
	sx_buf_release(&cut);
	close(file.fd);
	return 0;
}

#define READER(name)                                                                                                   \
	int fuzz_##name(const uint8_t *data, size_t size)                                                              \
	{                                                                                                              \
		return fuzz_reader(#name, (struct sx_str){ (const char *)data, size });                                \
	}
READER(text)
READER(jsonl)
READER(csv)
READER(markdown)
READER(html)
READER(warc)

/* By its content, as without --from: archives and compressed files too, but no program is run. */
int fuzz_any(const uint8_t *data, size_t size)
{
	if (size >= 5 && memcmp(data, "%PDF-", 5) == 0)
		return 0;
	return fuzz_reader("auto", (struct sx_str){ (const char *)data, size });
}
