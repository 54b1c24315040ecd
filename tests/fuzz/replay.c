/* replay TARGET FILE-or-FOLDER…: hand files to a fuzz target, without a fuzzer. */
#include "target.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
	const char *name;
	int (*run)(const uint8_t *data, size_t size);
} targets[] = {
#define TARGET(name) { #name, fuzz_##name },
#include "targets.def"
#undef TARGET
};

struct replay {
	int (*run)(const uint8_t *data, size_t size);
	const char *now;
	size_t files;
};

static int each(void *ctx, const char *path)
{
	struct replay *replay = ctx;
	struct sx_buf bytes = { 0 };
	struct sx_err err = { 0 };
	fprintf(stderr, "%s\n", path);
	int status = sx_read_file(&bytes, path, 64 << 20, &err);
	if (status == 0) {
		/* A copy of exactly its size: a read beyond the end is a sanitizer's to see. */
		uint8_t *copy = malloc(bytes.n ? bytes.n : 1);
		target_require(copy, "there is memory for an input");
		if (bytes.n)
			memcpy(copy, bytes.p, bytes.n);
		replay->run(copy, bytes.n);
		free(copy);
		replay->files++;
	}
	sx_buf_release(&bytes);
	return status;
}

int main(int argc, char **argv)
{
	struct replay replay = { 0 };
	for (size_t i = 0; argc > 1 && i < sizeof targets / sizeof *targets; i++)
		if (strcmp(targets[i].name, argv[1]) == 0)
			replay.run = targets[i].run;
	if (!replay.run) {
		fprintf(stderr, "usage: replay TARGET FILE-or-FOLDER...\n");
		return 2;
	}
	struct sx_walk walk = { .each = each, .ctx = &replay };
	struct sx_err err = { 0 };
	for (int i = 2; i < argc; i++)
		if (sx_walk(argv[i], &walk, &err) < 0) {
			fprintf(stderr, "replay: %s\n", err.text);
			return 2;
		}
	printf("%zu files\n", replay.files);
	return 0;
}
