/* What statext.h promises, asked of an installed library. */
#include <statext/statext.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

#define CHECK(condition)                                                                                               \
	do {                                                                                                           \
		if (!(condition)) {                                                                                    \
			fprintf(stderr, "line %d: %s\n", __LINE__, #condition);                                        \
			failures++;                                                                                    \
		}                                                                                                      \
	} while (0)

static const char text[] = "The fund granted 8,412 loans. Households received 61% of the money.";

static const char *cell(const struct sx_statext_table *table, size_t row, const char *column)
{
	const char *found = sx_statext_cell(table, row, sx_statext_column(column));
	return found ? found : "(no such cell)";
}

static void check_columns(void)
{
	CHECK(strcmp(sx_statext_version(), "") != 0);
	CHECK(sx_statext_columns() > 0);
	for (size_t i = 0; i < sx_statext_columns(); i++)
		CHECK(sx_statext_column(sx_statext_column_name(i)) == i);
	CHECK(!sx_statext_column_name(sx_statext_columns()));
	CHECK(sx_statext_column("no such column") == sx_statext_columns());
}

static void check_table(const struct sx_statext_table *table)
{
	CHECK(sx_statext_rows(table) == 2);
	CHECK(strcmp(cell(table, 0, "value"), "8412") == 0);
	CHECK(strcmp(cell(table, 1, "value"), "61") == 0);
	CHECK(strcmp(cell(table, 1, "unit"), "%") == 0);
	CHECK(strcmp(cell(table, 0, "unit"), "") == 0);
	CHECK(!sx_statext_gave_up(table));
	CHECK(!sx_statext_cell(table, 2, 0));
	CHECK(!sx_statext_cell(table, 0, sx_statext_columns()));
}

static void check_options(struct sx_statext *statext)
{
	struct sx_statext_options options = { 0 };
	struct sx_statext_error error;
	options.lang = "en";
	options.date = "2024-02-15";
	options.source = "fund.txt";
	static const char marked[] = "\xEF\xBB\xBFLast year the fund granted 8,412 loans.";
	struct sx_statext_table *table = sx_statext_extract(statext, marked, sizeof marked - 1, &options, &error);
	CHECK(table && error.code == SX_STATEXT_OK);
	if (table) {
		CHECK(strcmp(cell(table, 0, "source"), "fund.txt") == 0);
		CHECK(strcmp(cell(table, 0, "period_start"), "2023-01-01") == 0);
		/* Offsets are those of the bytes given, mark included. */
		size_t start = (size_t)strtoul(cell(table, 0, "start"), NULL, 10);
		CHECK(strncmp(marked + start, "8,412", 5) == 0);
	}
	sx_statext_free(table);

	options.date = "2024-02-30";
	CHECK(!sx_statext_extract(statext, text, sizeof text - 1, &options, &error));
	CHECK(error.code == SX_STATEXT_USAGE && *error.hint);
}

static void check_hard_texts(struct sx_statext *statext)
{
	struct sx_statext_error error;
	struct sx_statext_table *table = sx_statext_extract(statext, NULL, 0, NULL, NULL);
	CHECK(table && sx_statext_rows(table) == 0);
	sx_statext_free(table);

	CHECK(!sx_statext_extract(statext, "12 \xFF cats", 9, NULL, &error));
	CHECK(error.code == SX_STATEXT_INPUT && strstr(error.text, "byte 3"));

	static const char with_nul[] = "The farm keeps\0 12 cats.";
	table = sx_statext_extract(statext, with_nul, sizeof with_nul - 1, NULL, &error);
	CHECK(table && error.code == SX_STATEXT_OK);
	if (table && sx_statext_rows(table))
		CHECK(strstr(cell(table, 0, "sentence"), "\xEF\xBF\xBD"));
	sx_statext_free(table);
}

static void check_open_errors(void)
{
	struct sx_statext_error error;
	const char *const nowhere[] = { "/no/such/folder" };
	CHECK(!sx_statext_open(nowhere, 1, &error));
	CHECK(error.code == SX_STATEXT_IO && *error.text);
	CHECK(!sx_statext_open(nowhere, 1, NULL));
	sx_statext_close(NULL);
	sx_statext_free(NULL);
}

/* Claims stay, and what may be missing is said. */
static void check_giving_up(void)
{
	static const char path[] = "gives_up.rules";
	static const char rule[] = "rule house.boots\n    kind count\n"
				   "    match %{quantity:value} ([a-z]+)[a-z]+[a-z]+[a-z]+\\1 boots\n";
	char long_word[400] = "It has 12 ";
	memset(long_word + strlen(long_word), 'a', 100);
	strcat(long_word, " boats, and nobody has seen any of them again since that day in the spring, nor heard.");
	FILE *file = fopen(path, "w");
	CHECK(file && fputs(rule, file) >= 0);
	if (!file || fclose(file) != 0)
		return;
	struct sx_statext_error error;
	const char *const rules[] = { path };
	struct sx_statext *statext = sx_statext_open(rules, 1, &error);
	remove(path);
	struct sx_statext_table *table =
		statext ? sx_statext_extract(statext, long_word, strlen(long_word), NULL, &error) : NULL;
	CHECK(table && sx_statext_rows(table) == 1);
	CHECK(table && sx_statext_gave_up(table) && strstr(sx_statext_gave_up(table), "'house.boots'"));
	sx_statext_free(table);
	sx_statext_close(statext);
}

static void *one_thread(void *statext)
{
	for (int i = 0; i < 50; i++) {
		struct sx_statext_table *table = sx_statext_extract(statext, text, sizeof text - 1, NULL, NULL);
		if (!table || sx_statext_rows(table) != 2)
			return statext;
		sx_statext_free(table);
	}
	return NULL;
}

static void check_threads(struct sx_statext *statext)
{
	enum { THREADS = 20 };
	pthread_t thread[THREADS];
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&thread[i], NULL, one_thread, statext) != 0)
			abort();
	for (int i = 0; i < THREADS; i++) {
		void *failed = NULL;
		pthread_join(thread[i], &failed);
		CHECK(!failed);
	}
}

int main(void)
{
	struct sx_statext_error error;
	check_columns();
	check_open_errors();
	struct sx_statext *statext = sx_statext_open(NULL, 0, &error);
	if (!statext) {
		fprintf(stderr, "%s:%u:%u: %s\n", error.file, error.line, error.column, error.text);
		return EXIT_FAILURE;
	}
	check_options(statext);
	check_hard_texts(statext);
	check_giving_up();
	check_threads(statext);
	struct sx_statext_table *table = sx_statext_extract(statext, text, sizeof text - 1, NULL, &error);
	sx_statext_close(statext);
	CHECK(table);
	if (table)
		check_table(table); /* a table outlives the handle it came from */
	sx_statext_free(table);
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
