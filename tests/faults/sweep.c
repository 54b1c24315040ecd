/* sweep STATEXT INJECT.so FOLDER DOCUMENTS MOST: run statext once for each of its calls that can fail, with that call
 * failing.
 *
 * DOCUMENTS has report.pdf and others. At most MOST runs for each case and kind of call, evenly spread; 0: all. Each
 * run must end by itself with status 2 or 3 and a message, leave the old output as it was and nothing beside it, and
 * lose no memory; or the failure made no difference, and then the output is what it always is.
 *
 * Then SIGKILL and SIGTERM come before each of the calls: every file is whole, an old one or a new one, and nothing is
 * left beside them; of SIGKILL temporary files, whose names say whose they are. And inputs grow and shrink while they
 * are read. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KINDS = 7, TEXT = 1 << 20, ARGUMENTS = 10, SECONDS = 60 };
static const char *const kinds[KINDS] = { "alloc", "read", "write", "open", "close", "fsync", "rename" };
static const char old[] = "old\n", changing[] = "changing";

enum {
	FRAIL = 1,    /* a library under it does not live through a failed allocation: see SECURITY.md */
	SEVERAL = 2,  /* there are outputs before and behind this one: it may be done when another fails */
	OPTIONAL = 4, /* what reads it may be missing */
	CHANGES = 16, /* a copy of the last word is read in its place, and grows or shrinks meanwhile */
	LOSES = 8,    /* a library under it loses a block where its own allocation fails: see SECURITY.md */
};

static const struct test {
	const char *name, *output; /* output: what -o names; NULL: standard output only */
	unsigned is;
	const char *argument[ARGUMENTS];
} tests[] = {
	{ "extract", NULL, 0, { "extract", "a.txt" } },
	{ "extract_csv", "o.csv", 0, { "extract", "--schema", "o.json", "-o", "o.csv", "a.txt" } },
	{ "extract_xlsx", "o.xlsx", FRAIL, { "extract", "-o", "o.xlsx", "a.txt" } },
	{ "extract_folder", "o.jsonl", 0, { "extract", "-o", "o.jsonl", "in" } },
	{ "extract_jobs", "o.csv", 0, { "extract", "-j", "3", "-o", "o.csv", "in", "a.txt", "a.jsonl" } },
	{ "jsonl", "o.jsonl", 0, { "extract", "--from", "jsonl", "-o", "o.jsonl", "a.jsonl" } },
	{ "plot_term", NULL, 0, { "plot", "t.csv" } },
	{ "plot_svg", "o.svg", 0, { "plot", "-o", "o.svg", "t.csv" } },
	{ "plot_png", "o.png", 0, { "plot", "-o", "o.png", "t.csv" } },
	{ "plot_tex", "o.tex", 0, { "plot", "-o", "o.tex", "t.csv" } },
	{ "plot_keep", "o.pdf", 0, { "plot", "--keep", "--caption", "-o", "o.pdf", "t.csv" } },
	{ "plot_all", "all/shares-in.svg", SEVERAL, { "plot", "--all", "-o", "all", "t.csv" } },
	{ "docx", "o.csv", OPTIONAL | LOSES, { "extract", "-o", "o.csv", "documents/report.writer.docx" } },
	{ "epub", "o.csv", OPTIONAL | LOSES, { "extract", "-o", "o.csv", "documents/report.epub" } },
	{ "odt", "o.csv", OPTIONAL | LOSES, { "extract", "-o", "o.csv", "documents/report.odt" } },
	{ "pdf", "o.csv", OPTIONAL, { "extract", "-o", "o.csv", "documents/report.pdf" } },
	{ "changing_text", NULL, CHANGES, { "extract", "long.txt" } },
	{ "changing_jobs", NULL, CHANGES, { "extract", "-j", "3", "long.txt" } },
	{ "changing_docx", NULL, OPTIONAL | CHANGES, { "extract", "documents/report.writer.docx" } },
	{ "changing_pdf", NULL, OPTIONAL | CHANGES, { "extract", "documents/report.pdf" } },
	{ "changing_table", NULL, CHANGES, { "plot", "t.csv" } },
	{ "rules", NULL, 0, { "rules", "check", "--rules", "a.rules", "a.rules" } },
};

struct result {
	int status;                       /* 128 + n: by signal n */
	long live, calls[KINDS], moments; /* moments: calls of all kinds but alloc */
	char *out, *errors;               /* standard output and error */
	char *written;                    /* the output file; NULL: none */
	size_t n_out, n_written;
	uint64_t beside;    /* see beside() */
	int left, nameless; /* temporary files; those of them that do not say whose they are */
};

static const char *statext, *inject;
static long problems, runs;
static const char *spared; /* of the sum, which is of files */
static uint64_t sum;

static char *slurp(const char *path, size_t *n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text = fd >= 0 ? malloc(TEXT) : NULL;
	ssize_t got = text ? read(fd, text, TEXT - 1) : 0;
	if (fd >= 0)
		close(fd);
	*n = got > 0 ? (size_t)got : 0;
	if (text)
		text[*n] = '\0';
	return text;
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	if (!file || fputs(text, file) < 0 || fclose(file)) {
		perror(path);
		exit(1);
	}
}

static void redirect(const char *path, int to)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd < 0 || dup2(fd, to) < 0)
		_exit(99);
	close(fd);
}

static size_t words_of(const struct test *test)
{
	size_t n = 0;
	while (n < ARGUMENTS && test->argument[n])
		n++;
	return n;
}

static void copy(const char *from, const char *to)
{
	char block[4096];
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t n = in >= 0 && out >= 0 ? 1 : -1;
	while (n > 0 && (n = read(in, block, sizeof block)) > 0)
		n = write(out, block, (size_t)n) == n ? n : -1;
	if (n < 0) {
		perror(from);
		exit(1);
	}
	close(in);
	close(out);
}

static void child(const struct test *test, const char *fault)
{
	char *argv[ARGUMENTS + 1] = { (char *)(size_t)statext };
	size_t n = words_of(test);
	for (size_t i = 0; i < n; i++)
		argv[i + 1] = (char *)(size_t)test->argument[i];
	if (test->is & CHANGES)
		argv[n] = (char *)(size_t)changing;
	redirect("../out", STDOUT_FILENO);
	redirect("../err", STDERR_FILENO);
	setenv("FAULT", fault, 1);
	setenv("FAULT_LOG", "../log", 1);
	setenv("FAULT_FILE", changing, 1);
	setenv("LD_PRELOAD", inject, 1);
	setenv("TMPDIR", "../tmp", 1);
	alarm(SECONDS);
	execv(statext, argv);
	_exit(99);
}

static void read_log(struct result *result)
{
	FILE *log = fopen("../log", "r");
	if (!log)
		return;
	if (fscanf(log, "%ld", &result->live) == 1)
		for (size_t i = 0; i < KINDS && fscanf(log, "%ld", &result->calls[i]) == 1; i++)
			;
	if (fscanf(log, "%ld", &result->moments) != 1)
		result->moments = 0;
	fclose(log);
	unlink("../log");
}

static void drop(struct result *result)
{
	free(result->out);
	free(result->errors);
	free(result->written);
}

static int each_entry(int dir, bool (*take)(int dir, const char *name))
{
	int n = 0;
	DIR *entries = fdopendir(dir);
	for (struct dirent *entry; entries && (entry = readdir(entries));)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			n += take(dirfd(entries), entry->d_name);
	if (entries)
		closedir(entries);
	return n;
}

static bool clear(int dir, const char *name)
{
	if (unlinkat(dir, name, 0) < 0) {
		int inner = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (inner >= 0)
			each_entry(inner, clear);
		unlinkat(dir, name, AT_REMOVEDIR);
	}
	return true;
}

/* The folder for temporary files has a name for each, too. */
static bool is_nameless(int dir, const char *name)
{
	(void)dir;
	return strncmp(name, "statext-", 8) != 0;
}

static bool clear_temporary(int dir, const char *name)
{
	return strncmp(name, ".statext", 8) == 0 && clear(dir, name);
}

/* Remove what should not be there any more; how much it was. */
static int leftovers(void)
{
	return each_entry(open("../tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC), clear) +
	       each_entry(open("all", O_RDONLY | O_DIRECTORY | O_CLOEXEC), clear_temporary) +
	       each_entry(open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), clear_temporary);
}

static bool add_to_sum(int dir, const char *name)
{
	char block[4096];
	uint64_t hash = 0xCBF29CE484222325; /* FNV-1a */
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	for (const char *c = name; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 0x100000001B3;
	for (ssize_t n; fd >= 0 && (n = read(fd, block, sizeof block)) > 0;)
		for (ssize_t i = 0; i < n; i++)
			hash = (hash ^ (unsigned char)block[i]) * 0x100000001B3;
	if (fd >= 0)
		close(fd);
	if (strncmp(name, ".statext-", 9) != 0 && (!spared || strcmp(name, spared) != 0))
		sum += hash;
	return false;
}

/* Of the names and bytes of what stands beside the output: it is written anew each time, or not, and always the same.
 */
static uint64_t beside(const struct test *test)
{
	const char *slash = test->output ? strrchr(test->output, '/') : NULL;
	spared = slash ? slash + 1 : test->output;
	sum = 0;
	each_entry(open("all", O_RDONLY | O_DIRECTORY | O_CLOEXEC), add_to_sum);
	each_entry(open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), add_to_sum);
	return sum;
}

static struct result run(const struct test *test, const char *fault)
{
	struct result result = { .status = 99 };
	int status;
	size_t ignored;
	if (test->output)
		put(test->output, old);
	if (test->is & CHANGES)
		copy(test->argument[words_of(test) - 1], changing);
	pid_t pid = fork();
	if (pid == 0)
		child(test, fault);
	if (pid > 0 && waitpid(pid, &status, 0) == pid)
		result.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	while (waitpid(-1, &status, 0) > 0) /* the programs that it left behind */
		;
	read_log(&result);
	result.out = slurp("../out", &result.n_out);
	result.errors = slurp("../err", &ignored);
	result.written = test->output ? slurp(test->output, &result.n_written) : NULL;
	unlink(changing);
	result.beside = beside(test);
	result.nameless = each_entry(open("../tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC), is_nameless);
	result.left = leftovers();
	runs++;
	return result;
}

static bool is_old(const struct result *result)
{
	return result->written && strcmp(result->written, old) == 0;
}

static bool same_written(const struct result *a, const struct result *b)
{
	return a->written && b->written && a->n_written == b->n_written &&
	       memcmp(a->written, b->written, a->n_written) == 0;
}

static bool same_output(const struct result *a, const struct result *b)
{
	bool out = a->n_out == b->n_out && memcmp(a->out, b->out, a->n_out) == 0;
	return out && (!a->written || !b->written || same_written(a, b));
}

static const char *judge(const struct test *test, const struct result *now, const struct result *clean)
{
	bool told = now->status == 2 || now->status == 3;
	if (now->status != clean->status && !told)
		return "wrong status";
	if (now->status == clean->status && !told && !same_output(now, clean))
		return "another output";
	if (told && !strstr(now->errors, "statext: "))
		return "no message";
	if (strstr(now->errors, "Too many open files") && !strstr(now->errors, "ulimit -n"))
		return "no word on what to do";
	if (now->status == 2 && test->output && !is_old(now) && !(test->is & SEVERAL && same_written(now, clean)))
		return "the old output is gone";
	if (now->status == 3 && test->output && !now->written)
		return "the output is gone";
	if (now->left)
		return "a temporary file is left";
	if (now->beside != clean->beside)
		return "another file is not what it was";
	return now->live > clean->live + (test->is & LOSES ? 1 : 0) ? "memory is lost" : NULL;
}

/* The program may die, but the output is the old one, or a whole ZIP archive. */
static const char *judge_frail(const struct result *now)
{
	enum { END = 22 };
	const char *out = now->written;
	size_t n = now->n_written;
	if (out && now->status != 0 && strcmp(out, old) == 0)
		return NULL;
	bool whole = out && n > END && memcmp(out, "PK\3\4", 4) == 0 && memcmp(out + n - END, "PK\5\6", 4) == 0;
	return whole ? NULL : "half a file, or none";
}

/* Every file is whole; SIGKILL may leave temporary ones. */
static const char *judge_signal(const struct test *test, int number, const struct result *now,
				const struct result *clean)
{
	if (now->status != 128 + number && (now->status != clean->status || !same_output(now, clean)))
		return "wrong status";
	if (test->output && !is_old(now) && !same_written(now, clean))
		return "neither the old output nor the new one";
	if (now->beside != clean->beside)
		return "another file is not what it was";
	if (now->nameless || (number != SIGKILL && now->left))
		return "a temporary file is left";
	return NULL;
}

/* What it found cannot be foreseen, but it ends as it should. */
static const char *judge_changed(const struct result *now, const struct result *clean)
{
	if (now->status != 0 && now->status != 1 && now->status != 3)
		return "wrong status";
	if (now->status == 3 && !strstr(now->errors, "statext: "))
		return "no message";
	return now->left || now->live > clean->live ? "something is left" : NULL;
}

static const char *judge_any(const struct test *test, const char *fault, const struct result *now,
			     const struct result *clean)
{
	if (strncmp(fault, "kill:", 5) == 0)
		return judge_signal(test, SIGKILL, now, clean);
	if (strncmp(fault, "term:", 5) == 0)
		return judge_signal(test, SIGTERM, now, clean);
	if (test->is & CHANGES)
		return judge_changed(now, clean);
	return test->is & FRAIL && strncmp(fault, "alloc:", 6) == 0 ? judge_frail(now) : judge(test, now, clean);
}

static void try_fault(const struct test *test, const char *fault, const struct result *clean)
{
	struct result now = run(test, fault);
	const char *wrong = judge_any(test, fault, &now, clean);
	if (wrong) {
		problems++;
		printf("%s %s: %s (status %d, live %ld of %ld)\n%s", test->name, fault, wrong, now.status, now.live,
		       clean->live, now.errors ? now.errors : "");
	}
	drop(&now);
}

/* `calls` is how many there are of them. */
static void sweep_kind(const struct test *test, const char *kind, long calls, long most, const struct result *clean)
{
	char fault[64];
	long step = most > 0 && calls > most ? (calls + most - 1) / most : 1;
	for (long n = 1; n <= calls; n += step) {
		snprintf(fault, sizeof fault, "%s:%ld", kind, n);
		try_fault(test, fault, clean);
	}
}

static void sweep(const struct test *test, long most)
{
	struct result clean = run(test, "none:0");
	if (clean.status != 0 && test->is & OPTIONAL) {
		printf("%s: is not read here\n%s", test->name, clean.errors);
		drop(&clean);
		return;
	}
	if (clean.status != 0) {
		printf("%s: does not work without a fault: status %d\n%s", test->name, clean.status, clean.errors);
		problems++;
		drop(&clean);
		return;
	}
	printf("%-15s", test->name);
	if (test->is & CHANGES) {
		sweep_kind(test, "shrink", clean.moments, most, &clean);
		sweep_kind(test, "grow", clean.moments, most, &clean);
	} else {
		for (size_t kind = 0; kind < KINDS; kind++) {
			sweep_kind(test, kinds[kind], clean.calls[kind], most, &clean);
			printf(" %s %ld", kinds[kind], clean.calls[kind]);
			fflush(stdout);
		}
		sweep_kind(test, "kill", clean.moments, most, &clean);
		sweep_kind(test, "term", clean.moments, most, &clean);
		try_fault(test, "eintr:1", &clean);
		try_fault(test, "short:1", &clean);
	}
	printf(" moments %ld\n", clean.moments);
	drop(&clean);
}

/* The documents stay where they are. */
static void make_inputs(const char *documents)
{
	unlink("documents");
	if (symlink(documents, "documents") < 0) {
		perror("documents");
		exit(1);
	}
	mkdir("all", 0700);
	put("a.txt", "Output rose by 3.5% in 2014, to about 4.6 million tonnes.\nSome 300 boats and 41 kites were lost "
		     "in Peru.\n");
	put("a.jsonl",
	    "{\"id\":1,\"text\":\"Some 300 boats were lost.\"}\n{\"id\":\"b\",\"text\":\"Costs fell to $5bn.\"}\n");
	put("t.csv", "subject,value,unit,kind,quantity\nroads,45,%,percent,45%\nrails,12.5,%,percent,12.5%\nboats,3,%,"
		     "percent,3%\n");
	put("a.rules", "rule x.boats\n    kind count\n    match %{quantity:value} boats\n    yes  Some 300 boats were "
		       "lost. => value=300\n");
	FILE *text = fopen("long.txt", "w");
	for (int i = 0; text && i < 8000; i++)
		fprintf(text, "Some %d boats and 41 kites were lost in Peru.\n", i);
	if (!text || fclose(text))
		exit(1);
	mkdir("in", 0700);
	put("in/a.txt", "Some 300 boats were lost.\n");
	put("in/b.txt", "Costs fell to $5bn.\n");
}

int main(int argc, char **argv)
{
	if (argc < 6) {
		fprintf(stderr, "usage: sweep STATEXT INJECT.so FOLDER DOCUMENTS MOST [CASE]\n");
		return 2;
	}
	char *documents = realpath(argv[4], NULL);
	statext = realpath(argv[1], NULL);
	inject = realpath(argv[2], NULL);
	if (!statext || !inject || !documents || (mkdir(argv[3], 0700), chdir(argv[3])) ||
	    (mkdir("work", 0700), mkdir("tmp", 0700), chdir("work"))) {
		perror("sweep");
		return 2;
	}
	make_inputs(documents);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
		if (argc > 6 && strcmp(argv[6], tests[i].name) != 0)
			continue;
		if (tests[i].output)
			put(tests[i].output, old);
		sweep(&tests[i], atol(argv[5]));
		if (tests[i].output)
			unlink(tests[i].output);
	}
	printf("%ld runs, %ld problems\n", runs, problems);
	free(documents);
	free((void *)(size_t)statext);
	free((void *)(size_t)inject);
	return problems ? 1 : 0;
}
