/* Prints the claims of a text file, one a line: comparator, value or range, unit, subject.
 *
 *	cc claims.c $(pkg-config --cflags --libs statext) -o claims
 *	./claims speech.txt 2014-11-19 */
#include <statext/statext.h>

#include <stdio.h>
#include <stdlib.h>

/* The file's bytes, or NULL. */
static char *read_file(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	size_t cap = 0;
	*size = 0;
	while (file && !feof(file) && !ferror(file)) {
		char *larger = realloc(text, cap += 65536);
		if (!larger)
			break;
		text = larger;
		*size += fread(text + *size, 1, cap - *size, file);
	}
	if (!file || ferror(file) || !feof(file)) {
		perror(path);
		free(text);
		text = NULL;
	}
	if (file)
		fclose(file);
	return text;
}

static void print_table(const struct sx_statext_table *table)
{
	static const char *const names[] = { "comparator", "value", "low", "high", "unit", "subject" };
	for (size_t row = 0; row < sx_statext_rows(table); row++)
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			printf("%s%s", sx_statext_cell(table, row, sx_statext_column(names[i])),
			       i + 1 < sizeof names / sizeof *names ? "\t" : "\n");
}

static int complain(const struct sx_statext_error *error)
{
	fprintf(stderr, "%s%s%s\n", error->file, *error->file ? ": " : "", error->text);
	return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
	struct sx_statext_error error;
	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: claims FILE [YYYY-MM-DD]\n");
		return EXIT_FAILURE;
	}
	size_t size;
	char *text = read_file(argv[1], &size);
	if (!text)
		return EXIT_FAILURE;
	struct sx_statext *statext = sx_statext_open(NULL, 0, &error);
	if (!statext) {
		free(text);
		return complain(&error);
	}
	struct sx_statext_options options = { 0 };
	options.source = argv[1];
	options.date = argc > 2 ? argv[2] : NULL;
	struct sx_statext_table *table = sx_statext_extract(statext, text, size, &options, &error);
	if (table)
		print_table(table);
	int status = table ? EXIT_SUCCESS : complain(&error);
	sx_statext_free(table);
	sx_statext_close(statext);
	free(text);
	return status;
}
