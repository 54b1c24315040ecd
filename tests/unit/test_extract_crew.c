/* A crew gives what one thread gives, whatever the number of threads and however long texts are parted. */
#include "extract/crew.h"
#include "model/claims.h"

#include "base/nomem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_INPUTS = 40 };

/* What came out, in order: a line a claim, and a line for each input and word. */
struct outcome {
	struct sx_buf text;
	int stop_after; /* puts; -1: never */
	size_t weight;  /* what a byte of rows is said to take; 0: 1 */
};

struct rows {
	struct sx_buf buf; /* first, so that the sink's context is either */
	size_t weight;
};

static void add_claim(struct sx_buf *out, const struct sx_claim *claim)
{
	for (int column = 0; column < SX_COLUMNS; column++) {
		sx_claim_cell(claim, (enum sx_column)column, out);
		sx_buf_c(out, '\t');
	}
	sx_buf_c(out, '\n');
}

static int take(void *rows, const struct sx_claim *claim, struct sx_err *err)
{
	struct sx_buf *out = rows;
	add_claim(out, claim);
	return sx_buf_ok(out) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int skip(void *rows, struct sx_str source_json, uint64_t line, const char *why, struct sx_err *err)
{
	struct sx_buf *out = rows;
	sx_buf_addf(out, "skipped %.*s %u: %s\n", (int)source_json.n, source_json.p, (unsigned)line, why);
	return sx_buf_ok(out) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static void *rows_new(void *ctx, struct sx_err *err)
{
	const struct outcome *outcome = ctx;
	struct rows *rows = calloc(1, sizeof *rows);
	if (rows)
		rows->weight = outcome->weight ? outcome->weight : 1;
	else
		sx_fail(err, SX_NOMEM, "out of memory");
	return rows;
}

static void rows_free(void *rows)
{
	sx_buf_release(rows);
	free(rows);
}

static void rows_begin(void *rows, const char *path)
{
	(void)path;
	sx_buf_clear(rows);
}

static struct sx_sink rows_sink(void *rows)
{
	return (struct sx_sink){ take, skip, rows };
}

static size_t rows_held(const void *rows)
{
	return ((const struct rows *)rows)->buf.n * ((const struct rows *)rows)->weight;
}

static int put(void *ctx, void *rows, struct sx_err *err)
{
	struct outcome *outcome = ctx;
	if (outcome->stop_after-- == 0)
		return sx_fail(err, SX_IO, "no more");
	sx_buf_str(&outcome->text, sx_buf_view(rows));
	sx_buf_clear(rows);
	return sx_buf_ok(&outcome->text) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int done(void *ctx, const char *path, const struct sx_input_report *report, const struct sx_err *why,
		struct sx_err *err)
{
	struct outcome *outcome = ctx;
	const char *name = strrchr(path, '/');
	if (why->code == SX_NOMEM) {
		*err = *why;
		return -1;
	}
	sx_buf_addf(&outcome->text, "%s: %u documents, %u claims, %u bytes, %u skipped, %u unmatched: %d %s\n",
		    name ? name : path, (unsigned)report->documents, (unsigned)report->claims, (unsigned)report->bytes,
		    (unsigned)report->skipped, (unsigned)report->unmatched, why->code, why->text);
	return sx_buf_ok(&outcome->text) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static void tell(void *ctx, const char *path, const struct sx_err *what)
{
	struct outcome *outcome = ctx;
	sx_buf_addf(&outcome->text, "%s: %s\n", path, what->text);
}

static struct sx_crew_outlet outlet_to(struct outcome *outcome)
{
	return (struct sx_crew_outlet){
		outcome, rows_new, rows_free, rows_begin, rows_sink, rows_held, put, done, tell
	};
}

static struct sx_lexicon *lexicon(void)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	cr_assert(lx && !sx_lexicon_add_builtin(lx, &err) && !sx_lexicon_finish(lx, &err), "%s", err.text);
	return lx;
}

static int run(const struct sx_extract_options *options, unsigned threads, char paths[][64], size_t n,
	       struct outcome *outcome, struct sx_err *err)
{
	static const struct sx_read_options reading;
	static const struct sx_err word = { .text = "a word" };
	struct sx_crew_outlet outlet = outlet_to(outcome);
	struct sx_crew *crew = sx_crew_new(threads, options, &reading, &outlet, err);
	int status = crew ? 0 : -1;
	for (size_t i = 0; status == 0 && i < n; i++) {
		if (i == 2)
			status = sx_crew_tell(crew, paths[i], &word, err);
		if (status == 0)
			status = sx_crew_read(crew, paths[i], err);
	}
	if (status == 0)
		status = sx_crew_end(crew, err);
	sx_crew_free(crew);
	return status;
}

/* The same by one extractor. */
static void run_alone(const struct sx_extract_options *options, char paths[][64], size_t n, struct outcome *outcome)
{
	struct sx_err err = { 0 };
	struct sx_extractor *x = sx_extractor_new(options, &err);
	struct sx_sink sink = { take, skip, &outcome->text };
	cr_assert(x, "%s", err.text);
	for (size_t i = 0; i < n; i++) {
		struct sx_input_report report;
		struct sx_err why = { 0 };
		if (i == 2)
			tell(outcome, paths[i], &(struct sx_err){ .text = "a word" });
		sx_extract_input(x, paths[i], NULL, &sink, &report, &why);
		done(outcome, paths[i], &report, &why, &err);
	}
	sx_extractor_free(x);
}

static void write_file(char *path, const char *suffix, struct sx_str text)
{
	strcpy(path, "/tmp/statext-crew-XXXXXX");
	strcat(path, suffix);
	int fd = mkstemps(path, (int)strlen(suffix));
	cr_assert(fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n);
	close(fd);
}

static void remove_all(char paths[][64], size_t n)
{
	for (size_t i = 0; i < n; i++)
		unlink(paths[i]);
}

static void repeat(struct sx_buf *out, const char *what, size_t n)
{
	while (n--)
		sx_buf_z(out, what);
}

/* Prose; then chains in which a number belongs to the one before it, or to the one behind, by where one begins; then a
 * line without end; then nothing for longer than a stretch. */
static struct sx_buf long_text(void)
{
	struct sx_buf out = { 0 };
	for (unsigned i = 0; out.n < 300000; i++) {
		sx_buf_addf(&out,
			    "By the end of %u, more than %u million people used it, and %u.5%% of them were new. ",
			    1990 + i % 30, 3 + i % 90, i % 60);
		repeat(&out, "Words without any figure go on and on for a while, \xC3\xA9t\xC3\xA9. ", 30);
		repeat(&out, i % 3 ? "\r\n" : "\n\n", 1);
	}
	for (unsigned i = 0; i < 3000; i++)
		sx_buf_addf(&out, "%u to ", 3 + i);
	sx_buf_z(&out, "9000 km\n");
	repeat(&out, "5, 6 and 7 km, ", 1200);
	repeat(&out, "and 7 more blah blah blah blah blah blah blah blah blah blah ", 600);
	repeat(&out, " ", 70000);
	repeat(&out, "5 cats sat. ", 1000);
	repeat(&out, "\n", 40000);
	sx_buf_z(&out, "It has 59 boats.");
	return out;
}

/* Pieces of sentences in any order; few of them end one. */
static struct sx_buf random_text(unsigned seed)
{
	static const char *const parts[] = {
		"5, 6 and 7 km, ",
		"from 3 to ",
		"two hundred ",
		"and 1,234 ",
		"of 50% ",
		"about $5 ",
		"between 4 and ",
		"boats. ",
		"it went ",
		"more than ",
		"twelve\n",
		"on 5 May 2014 ",
		"\xC3\xA9t\xC3\xA9 ",
		"7-9 per 1,000 people ",
	};
	struct sx_buf out = { 0 };
	repeat(&out, "Nothing is counted here at all. ", 9000);
	while (out.n < 340000) {
		seed = seed * 1103515245u + 12345u;
		sx_buf_z(&out, parts[(seed >> 16) % (sizeof parts / sizeof *parts)]);
		if (seed >> 26 < 20)
			repeat(&out, "words ", seed >> 26);
	}
	return out;
}

static void check_parts_by(struct sx_lexicon *lx, const struct sx_buf *text, const char *expected)
{
	static const size_t sizes[] = { 8192, 50000, 0 };
	struct sx_err err = { 0 };
	struct sx_shared *shared = sx_shared_new(lx, &err);
	struct sx_extract_options options = { .lexicon = lx, .shared = shared };
	struct outcome alone = { .stop_after = -1 };
	char path[1][64];
	write_file(path[0], ".txt", sx_buf_view(text));
	run_alone(&options, path, 1, &alone);
	cr_assert_gt(alone.text.n, 100000);
	cr_expect(strstr(alone.text.p, expected), "%s", alone.text.p + alone.text.n - 300);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct outcome cut = { .stop_after = -1 };
		options.segment = sizes[i];
		run_alone(&options, path, 1, &cut);
		cr_expect(sx_str_eq(sx_buf_view(&alone.text), sx_buf_view(&cut.text)), "segments of %zu bytes",
			  sizes[i]);
		sx_buf_release(&cut.text);
		for (unsigned threads = 1; threads <= 4; threads += threads) {
			/* Now and then so heavy that rows have to wait for their turn. */
			struct outcome crew = { .stop_after = -1, .weight = threads > 1 ? 1000 : 1 };
			cr_assert_eq(run(&options, threads, path, 1, &crew, &err), 0, "%s", err.text);
			cr_expect(sx_str_eq(sx_buf_view(&alone.text), sx_buf_view(&crew.text)),
				  "stretches of %zu bytes, %u threads", sizes[i], threads);
			sx_buf_release(&crew.text);
		}
	}
	remove_all(path, 1);
	sx_buf_release(&alone.text);
	sx_shared_free(shared);
}

static void check_parts(const struct sx_buf *text)
{
	struct sx_lexicon *lx = lexicon();
	check_parts_by(lx, text, " 0 unmatched");
	sx_lexicon_free(lx);
}

/* With a rule that gives up on long words. */
static struct sx_lexicon *lexicon_that_gives_up(void)
{
	static const char rules[] = "rule house.boots\n    kind count\n"
				    "    match %{quantity:value} ([a-z]+)[a-z]+[a-z]+[a-z]+\\1 boots\n";
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = sx_lexicon_new(&err);
	char path[64];
	write_file(path, ".rules", sx_str_of(rules));
	cr_assert(lx && !sx_lexicon_add_builtin(lx, &err) && !sx_lexicon_add_path(lx, path, &err) &&
			  !sx_lexicon_finish(lx, &err),
		  "%s", err.text);
	unlink(path);
	return lx;
}

/* The first place is told, though parts behind it come to theirs before, and part ends are looked at twice. */
Test(extract_crew, a_rule_that_gives_up)
{
	struct sx_buf text = { 0 };
	for (unsigned i = 0; i < 6000; i++) {
		sx_buf_addf(&text, "It has %u boats, and %u%% of them sank in May 2014. ", i, i % 100);
		if (i % 331)
			continue;
		sx_buf_addf(&text, "Then %u ", i + 2);
		repeat(&text, "a", i < 1000 ? 9 : 80);
		sx_buf_z(&text, " boats came, and nobody has seen any of them again since that day.\n");
	}
	struct sx_lexicon *lx = lexicon_that_gives_up();
	check_parts_by(lx, &text, " 1 unmatched");
	sx_lexicon_free(lx);
	sx_buf_release(&text);
}

Test(extract_crew, parts_of_one_text)
{
	struct sx_buf text = long_text();
	check_parts(&text);
	sx_buf_release(&text);
	for (unsigned seed = 1; seed < 4; seed++) {
		text = random_text(seed);
		check_parts(&text);
		sx_buf_release(&text);
	}
}

/* Files of many kinds, some of which cannot be read, are not there, or are empty. */
static void many_files(char paths[][64])
{
	struct sx_buf text = { 0 };
	for (unsigned i = 0; i < MOST_INPUTS; i++) {
		sx_buf_clear(&text);
		for (unsigned k = 0; k < i * i; k++)
			if (i % 4 == 1 && k % 7 == 3)
				sx_buf_z(&text, "{\"id\": 4, \"text\": 5}\n");
			else if (i % 4 == 1)
				sx_buf_addf(&text, "{\"id\": %u, \"text\": \"It has %u boats. %u%% sank.\"}\n", k,
					    k + 2, k % 100);
			else
				sx_buf_addf(&text,
					    "# Part %u\n\nIt has %u boats, and %u%% of them sank in May 2014.\n\n", k,
					    k + i, k % 100);
		write_file(paths[i], i % 4 == 1 ? ".jsonl" : i % 4 == 2 ? ".md" : ".txt", sx_buf_view(&text));
		if (i % 10 == 7)
			unlink(paths[i]);
	}
	sx_buf_release(&text);
}

Test(extract_crew, many_inputs)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = lexicon();
	struct sx_shared *shared = sx_shared_new(lx, &err);
	struct sx_extract_options options = { .lexicon = lx, .shared = shared };
	struct outcome alone = { .stop_after = -1 };
	static char paths[MOST_INPUTS][64];
	many_files(paths);
	run_alone(&options, paths, MOST_INPUTS, &alone);
	cr_assert(strstr(alone.text.p, "skipped 4"));
	for (unsigned threads = 1; threads <= 5; threads += 2) {
		struct outcome crew = { .stop_after = -1 };
		cr_assert_eq(run(&options, threads, paths, MOST_INPUTS, &crew, &err), 0, "%s", err.text);
		cr_expect(sx_str_eq(sx_buf_view(&alone.text), sx_buf_view(&crew.text)), "%u threads", threads);
		sx_buf_release(&crew.text);
	}
	remove_all(paths, MOST_INPUTS);
	sx_buf_release(&alone.text);
	sx_shared_free(shared);
	sx_lexicon_free(lx);
}

/* A sink that fails stops the work at once, whoever is at what. */
Test(extract_crew, stops)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = lexicon();
	struct sx_shared *shared = sx_shared_new(lx, &err);
	struct sx_extract_options options = { .lexicon = lx, .shared = shared, .segment = 8192 };
	struct sx_buf text = long_text();
	static char paths[4][64];
	for (size_t i = 0; i < 4; i++)
		write_file(paths[i], ".txt", sx_buf_view(&text));
	for (int puts = 0; puts < 30; puts += 7) {
		struct outcome crew = { .stop_after = puts, .weight = puts % 2 ? 2000 : 1 };
		struct sx_err why = { 0 };
		cr_expect_eq(run(&options, 3, paths, 4, &crew, &why), -1);
		cr_expect_str_eq(why.text, "no more");
		sx_buf_release(&crew.text);
	}
	remove_all(paths, 4);
	sx_buf_release(&text);
	sx_shared_free(shared);
	sx_lexicon_free(lx);
}

struct job {
	struct sx_extract_options options;
	char paths[2][64];
};

static int job(void *ctx, struct sx_err *err)
{
	struct job *job = ctx;
	struct outcome outcome = { .stop_after = -1 };
	int status = run(&job->options, 1, job->paths, 2, &outcome, err);
	sx_buf_release(&outcome.text);
	return status;
}

Test(extract_crew, every_allocation_fails_once)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lx = lexicon();
	struct sx_shared *shared = sx_shared_new(lx, &err);
	struct job todo = { .options = { .lexicon = lx, .shared = shared, .segment = 8192 } };
	struct sx_buf text = { 0 };
	repeat(&text, "{\"id\": 4, \"text\": \"It has 12 boats.\"}\n{\"id\": 4, \"text\": 5}\n", 3);
	write_file(todo.paths[0], ".jsonl", sx_buf_view(&text));
	sx_buf_clear(&text);
	repeat(&text, "# Of words\n\nNothing is counted here at all. ", 6500);
	sx_buf_z(&text, "# Of cats\n\nThere are 59 cats.");
	write_file(todo.paths[1], ".md", sx_buf_view(&text));
	nomem_each(job, &todo, "crew");
	remove_all(todo.paths, 2);
	sx_buf_release(&text);
	sx_shared_free(shared);
	sx_lexicon_free(lx);
}
