/* Prose in, claims out: the same however the text is cut, and whole after a way through a table. */
#include "target.h"

#include "base/file.h"
#include "base/utf8.h"
#include "extract/extract.h"
#include "load/load.h"
#include "write/write.h"

#include <unistd.h>

enum { MOST_TABLE = 256 << 20 };

static void check_claim(const struct sx_claim *claim, uint64_t size)
{
	target_require(claim->start <= claim->end && claim->end <= size, "offsets lie in the source");
	target_require(claim->line > 0 && claim->column > 0, "a claim has a line and a column");
	struct sx_buf cell = { 0 };
	for (enum sx_column column = 0; column < SX_COLUMNS; column++) {
		sx_buf_clear(&cell);
		sx_claim_cell(claim, column, &cell);
		target_require(sx_utf8_check(sx_buf_view(&cell)) == cell.n, "a cell is UTF-8");
	}
	sx_buf_release(&cell);
}

/* One for each size of segment, made once: an extractor takes any number of documents. */
static struct sx_extractor *extractor_of(size_t segment)
{
	static struct {
		size_t segment;
		struct sx_extractor *extractor;
	} made[] = { { 0, NULL }, { 1, NULL }, { 57, NULL }, { 400, NULL } };
	size_t i = segment % (sizeof made / sizeof *made);
	struct sx_err err = { 0 };
	struct sx_extract_options options = { .lexicon = target_lexicon(),
					      .date = SX_STR("2014-06-03"),
					      .segment = made[i].segment };
	if (!made[i].extractor)
		made[i].extractor = sx_extractor_new(&options, &err);
	target_require(made[i].extractor, "an extractor can be made");
	return made[i].extractor;
}

static struct sx_claims extract(const char *path, size_t segment, size_t piece)
{
	struct sx_err err = { 0 };
	struct sx_read_options reading = { .format = "text", .piece = piece };
	struct sx_claims claims = { 0 };
	struct sx_sink sink = sx_claims_sink(&claims);
	struct sx_input_report report = { 0 };
	int status = sx_extract_input(extractor_of(segment), path, &reading, &sink, &report, &err);
	target_require(status == 0 || err.code == SX_INPUT, "a text is read, or refused as one");
	target_require(status || report.claims == claims.n, "every claim is handed on");
	return claims;
}

static void require_same(const struct sx_claims *a, const struct sx_claims *b, const char *what)
{
	target_require(a->n == b->n, what);
	struct sx_buf left = { 0 }, right = { 0 };
	for (size_t i = 0; i < a->n; i++) {
		for (enum sx_column column = 0; column < SX_COLUMNS; column++) {
			sx_buf_clear(&left);
			sx_buf_clear(&right);
			sx_claim_cell(&a->row[i], column, &left);
			sx_claim_cell(&b->row[i], column, &right);
			target_require(sx_str_eq(sx_buf_view(&left), sx_buf_view(&right)), what);
		}
	}
	sx_buf_release(&left);
	sx_buf_release(&right);
}

static void round_trip(struct sx_claims *claims, const char *format, enum sx_load_format back)
{
	struct sx_err err = { 0 };
	struct target_file file = target_file((struct sx_str){ 0 });
	struct sx_out out;
	target_require(sx_out_open(&out, file.path, &err) == 0, "a descriptor can be written");
	struct sx_writer *writer = sx_writer_new(format, &(struct sx_write_options){ 0 }, &out, &err);
	target_require(writer, "a writer can be made");
	struct sx_sink sink = sx_writer_sink(writer);
	for (size_t i = 0; i < claims->n; i++)
		target_require(sink.take(sink.ctx, &claims->row[i], &err) == 0, "a claim can be written");
	target_require(sx_writer_end(writer, &err) == 0 && sx_out_commit(&out, &err) == 0, "a table can be ended");
	sx_writer_free(writer);

	struct sx_buf bytes = { 0 };
	struct sx_claims loaded = { 0 };
	target_require(sx_read_file(&bytes, file.path, MOST_TABLE, &err) == 0, "a table can be read");
	target_require(sx_load(&loaded, sx_buf_view(&bytes), back, "table", &err) == 0, "what was written loads");
	require_same(claims, &loaded, format);
	sx_claims_release(&loaded);
	sx_buf_release(&bytes);
	close(file.fd);
}

int fuzz_extract(const uint8_t *data, size_t size)
{
	struct sx_str bytes = { (const char *)data, size };
	struct target_file file = target_file(bytes);
	struct sx_claims whole = extract(file.path, 0, 0);
	struct sx_claims cut = extract(file.path, 1 + target_pick(bytes, 3), 64 + target_pick(bytes, 1000));
	for (size_t i = 0; i < whole.n; i++)
		check_claim(&whole.row[i], size);
	require_same(&whole, &cut, "the claims do not depend on how the text is cut");
	round_trip(&whole, "jsonl", SX_LOAD_JSONL);
	round_trip(&whole, "csv", SX_LOAD_CSV);
	round_trip(&whole, "tsv", SX_LOAD_TSV);
	sx_claims_release(&whole);
	sx_claims_release(&cut);
	close(file.fd);
	return 0;
}
