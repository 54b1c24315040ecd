/* convert FROM TO FILE: load a table of claims and write it in another format to standard output. What the tests in
 * this folder are run with. */
#include "load/load.h"
#include "write/write.h"

#include <stdio.h>

static int write_all(const struct sx_claims *claims, const char *format, struct sx_err *err)
{
	struct sx_out out;
	if (sx_out_open(&out, "-", err))
		return -1;
	struct sx_writer *writer = sx_writer_new(format, &(struct sx_write_options){ .width = 100 }, &out, err);
	int rc = writer ? 0 : -1;
	struct sx_sink sink = writer ? sx_writer_sink(writer) : (struct sx_sink){ 0 };
	for (size_t i = 0; i < claims->n && rc == 0; i++)
		rc = sink.take(sink.ctx, &claims->row[i], err);
	if (rc == 0)
		rc = sx_writer_end(writer, err);
	sx_writer_free(writer);
	if (rc == 0)
		return sx_out_commit(&out, err);
	sx_out_abandon(&out);
	return rc;
}

static int convert(const char *from, const char *to, const char *path, struct sx_err *err)
{
	struct sx_buf bytes = { 0 };
	struct sx_claims claims = { 0 };
	enum sx_load_format format = strcmp(from, "csv") == 0   ? SX_LOAD_CSV
				     : strcmp(from, "tsv") == 0 ? SX_LOAD_TSV
								: SX_LOAD_JSONL,
			    seen = format;
	int rc = sx_read_file(&bytes, path, 1 << 26, err);
	if (rc == 0 && (!sx_load_sniff(sx_buf_view(&bytes), &seen) || seen != format))
		rc = sx_fail(err, SX_INPUT, "%s is not seen to be %s", path, from);
	if (rc == 0)
		rc = sx_load(&claims, sx_buf_view(&bytes), format, path, err);
	if (rc == 0)
		rc = write_all(&claims, to, err);
	sx_claims_release(&claims);
	sx_buf_release(&bytes);
	return rc;
}

int main(int argc, char **argv)
{
	struct sx_err err = { 0 };
	if (argc != 4) {
		fputs("usage: convert FROM TO FILE\n", stderr);
		return 2;
	}
	if (convert(argv[1], argv[2], argv[3], &err) == 0)
		return 0;
	fprintf(stderr, "%s:%u:%u: %s\n", err.file, err.line, err.column, err.text);
	return 1;
}
