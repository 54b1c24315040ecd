/* Reads the rules built in and writes what programs use of them as a C file: sx_ready_parts[]. Runs when statext is
 * built. */
#include "base/rx.h"
#include "describe/describe.h"
#include "scan/scan.h"

#include <stdio.h>
#include <stdlib.h>

enum { LEXICON, SCAN, DESCRIBE, EXPRESSIONS, PARTS };
enum { IN_A_LINE = 8 };

struct part {
	const char *name;
	struct sx_buf image;
};

static int make(struct part *part, struct sx_lexicon *lexicon, struct sx_err *err)
{
	struct sx_buf each = { 0 };
	if (sx_lexicon_add_builtin(lexicon, err) || sx_lexicon_finish(lexicon, err))
		return -1;
	struct sx_scanner *scanner = sx_scanner_new(lexicon, err);
	struct sx_describer *describer = sx_describer_new(lexicon, err);
	if (scanner && describer) {
		sx_lexicon_pack(lexicon, &part[LEXICON].image);
		sx_scanner_pack(scanner, &part[SCAN].image, &each);
		sx_describer_pack(describer, &part[DESCRIBE].image, &each);
		sx_rx_pack_all(sx_buf_view(&each), &part[EXPRESSIONS].image);
		part[EXPRESSIONS].image.failed |= !sx_buf_ok(&each);
	}
	sx_buf_release(&each);
	int status = scanner && describer ? 0 : -1;
	sx_scanner_free(scanner);
	sx_describer_free(describer);
	for (int i = 0; i < PARTS && !status; i++)
		if (!sx_buf_ok(&part[i].image))
			status = sx_fail(err, SX_NOMEM, "out of memory");
	return status;
}

/* As numbers, which are read sooner than as many bytes. */
static void write_array(FILE *out, int number, struct sx_str bytes)
{
	fprintf(out, "static const uint64_t part_%d[] = {", number);
	for (size_t at = 0; at < bytes.n; at += sizeof(uint64_t)) {
		uint64_t value;
		memcpy(&value, bytes.p + at, sizeof value);
		fprintf(out, "%s0x%llx,", at / sizeof value % IN_A_LINE ? "" : "\n\t", (unsigned long long)value);
	}
	fputs("\n};\n\n", out);
}

static int write_all(const char *path, const struct part *part)
{
	FILE *out = fopen(path, "w");
	if (!out)
		return -1;
	fputs("/* Made by src/ready/make.c. */\n#include \"lexicon/lexicon.h\"\n\n", out);
	for (int i = 0; i < PARTS; i++)
		write_array(out, i, sx_buf_view(&part[i].image));
	fputs("const struct sx_ready sx_ready_parts[] = {\n", out);
	for (int i = 0; i < PARTS; i++)
		fprintf(out, "\t{ \"%s\", part_%d, sizeof part_%d },\n", part[i].name, i, i);
	fputs("\t{ 0 },\n};\n", out);
	int lost = ferror(out);
	return fclose(out) || lost ? -1 : 0;
}

int main(int argc, char **argv)
{
	struct part part[PARTS] = { [LEXICON] = { .name = "lexicon" },
				    [SCAN] = { .name = "scan" },
				    [DESCRIBE] = { .name = "describe" },
				    [EXPRESSIONS] = { .name = "expressions" } };
	struct sx_err err = { 0 };
	struct sx_lexicon *lexicon = sx_lexicon_new(&err);
	int status = argc == 2 && lexicon ? make(part, lexicon, &err) : -1;
	if (status)
		fprintf(stderr, "%s:%u: %s\n", err.file, err.line, err.text);
	else if ((status = write_all(argv[1], part)))
		perror(argv[1]);
	sx_lexicon_free(lexicon);
	for (int i = 0; i < PARTS; i++)
		sx_buf_release(&part[i].image);
	return status ? EXIT_FAILURE : EXIT_SUCCESS;
}
