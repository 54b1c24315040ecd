/* Preloaded into a program, makes one of its calls fail. In the environment:
 *
 *	FAULT=KIND:N    the N-th call of that kind fails: alloc read write close fsync rename
 *	FAULT=open:N    the N-th of all calls that need a descriptor fails
 *	FAULT=kill:N    SIGKILL comes just before the N-th of all calls but allocations
 *	FAULT=term:N    SIGTERM does
 *	FAULT=shrink:N  just then the file FAULT_FILE is cut to half its length
 *	FAULT=grow:N    it gets as much again
 *	FAULT=eintr:N   every second read, write, open and fsync is interrupted (N is not looked at)
 *	FAULT=short:N   reads and writes do one byte each
 *	FAULT_LOG=FILE  gets a line at the end: allocations that live on, calls of each kind, and of all but alloc
 *
 * Calls count while main() runs: what comes before and behind it is no part of the program, as counters of its lines
 * that are written down at its end. What goes to standard error is left alone, for the message is what the test wants
 * to see. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { ALLOC, READ, WRITE, OPEN, CLOSE, FSYNC, RENAME, KINDS };
static const char *const names[KINDS] = { "alloc", "read", "write", "open", "close", "fsync", "rename" };

static atomic_long calls[KINDS], moments, live, turns;
static long failing = -1;
static enum kind what = KINDS;
static int interrupted, single, ready, signal_number;
static double stretched; /* what its length is multiplied by */
static char log_path[512], changed_path[512];

/* What the C library calls itself by when nobody interposes. */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);
extern void __libc_free(void *p);

static ssize_t (*real_read)(int, void *, size_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_open)(const char *, int, ...);
static FILE *(*real_fopen)(const char *, const char *);
static FILE *(*real_tmpfile)(void);
static DIR *(*real_opendir)(const char *);
static int (*real_pipe2)(int *, int);
static int (*real_fcntl)(int, int, ...);
static int (*real_close)(int);
static int (*real_fsync)(int);
static int (*real_rename)(const char *, const char *);

static void look_up(void *to, const char *name)
{
	void *symbol = dlsym(RTLD_NEXT, name);
	memcpy(to, &symbol, sizeof symbol);
}

__attribute__((constructor)) static void begin(void)
{
	look_up(&real_read, "read");
	look_up(&real_write, "write");
	look_up(&real_open, "open");
	look_up(&real_fopen, "fopen");
	look_up(&real_tmpfile, "tmpfile");
	look_up(&real_opendir, "opendir");
	look_up(&real_pipe2, "pipe2");
	look_up(&real_fcntl, "fcntl");
	look_up(&real_close, "close");
	look_up(&real_fsync, "fsync");
	look_up(&real_rename, "rename");
	const char *fault = getenv("FAULT"), *path = getenv("FAULT_LOG");
	const char *colon = fault ? strchr(fault, ':') : NULL;
	snprintf(log_path, sizeof log_path, "%s", path ? path : "");
	for (enum kind kind = 0; colon && kind < KINDS; kind++)
		if (strlen(names[kind]) == (size_t)(colon - fault) &&
		    strncmp(fault, names[kind], (size_t)(colon - fault)) == 0)
			what = kind;
	interrupted = colon && strncmp(fault, "eintr:", 6) == 0;
	single = colon && strncmp(fault, "short:", 6) == 0;
	signal_number = colon && strncmp(fault, "kill:", 5) == 0 ? SIGKILL : 0;
	if (colon && strncmp(fault, "term:", 5) == 0)
		signal_number = SIGTERM;
	if (colon && strncmp(fault, "shrink:", 7) == 0)
		stretched = 0.5;
	if (colon && strncmp(fault, "grow:", 5) == 0)
		stretched = 2;
	path = getenv("FAULT_FILE");
	snprintf(changed_path, sizeof changed_path, "%s", path ? path : "");
	failing = colon ? atol(colon + 1) : -1;
}

static int (*real_main)(int, char **, char **);

static int watched_main(int argc, char **argv, char **environment)
{
	ready = 1;
	int status = real_main(argc, argv, environment);
	ready = 0;
	return status;
}

/* No header has it: what the start of each program calls. */
int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
		      void (*rtld_fini)(void), void *stack_end);

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
		      void (*rtld_fini)(void), void *stack_end)
{
	int (*real_start)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void),
			  void *);
	look_up(&real_start, "__libc_start_main");
	real_main = main;
	return real_start(watched_main, argc, argv, init, fini, rtld_fini, stack_end);
}

__attribute__((destructor)) static void end(void)
{
	char line[256];
	int n = snprintf(line, sizeof line, "%ld", live);
	for (enum kind kind = 0; kind < KINDS; kind++)
		n += snprintf(line + n, sizeof line - (size_t)n, " %ld", calls[kind]);
	n += snprintf(line + n, sizeof line - (size_t)n, " %ld\n", moments);
	int fd = log_path[0] ? real_open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
	if (fd >= 0 && real_write(fd, line, (size_t)n) != n)
		abort();
	if (fd >= 0)
		real_close(fd);
}

static void change_file(void)
{
	struct stat st;
	if (stat(changed_path, &st) || truncate(changed_path, (off_t)((double)st.st_size * stretched)))
		abort();
}

/* Count the call; whether it is to fail. */
static int fails(enum kind kind)
{
	if (!ready)
		return 0;
	long n = ++calls[kind];
	if (kind != ALLOC && ++moments == failing) {
		if (signal_number)
			kill(getpid(), signal_number);
		if (stretched > 0)
			change_file();
	}
	return kind == what && n == failing;
}

static int interrupts(void)
{
	if (!ready || !interrupted || ++turns % 2)
		return 0;
	errno = EINTR;
	return 1;
}

static void *counted(void *p)
{
	if (p && ready)
		live++;
	return p;
}

void *malloc(size_t n)
{
	if (!fails(ALLOC))
		return counted(__libc_malloc(n));
	errno = ENOMEM;
	return NULL;
}

void *calloc(size_t n, size_t size)
{
	if (!fails(ALLOC))
		return counted(__libc_calloc(n, size));
	errno = ENOMEM;
	return NULL;
}

void *realloc(void *p, size_t n)
{
	if (!fails(ALLOC))
		return p ? __libc_realloc(p, n) : counted(__libc_realloc(p, n));
	errno = ENOMEM;
	return NULL;
}

void free(void *p)
{
	if (p && ready)
		live--;
	__libc_free(p);
}

static int refuse(int why)
{
	errno = why;
	return -1;
}

ssize_t read(int fd, void *to, size_t n)
{
	if (fails(READ))
		return refuse(EIO);
	return interrupts() ? -1 : real_read(fd, to, single && n ? 1 : n);
}

ssize_t write(int fd, const void *from, size_t n)
{
	if (fd == STDERR_FILENO)
		return real_write(fd, from, n);
	if (fails(WRITE))
		return refuse(ENOSPC);
	return interrupts() ? -1 : real_write(fd, from, single && n ? 1 : n);
}

int open(const char *path, int flags, ...)
{
	va_list more;
	va_start(more, flags);
	unsigned mode = flags & O_CREAT ? va_arg(more, unsigned) : 0;
	va_end(more);
	if (fails(OPEN))
		return refuse(EMFILE);
	return interrupts() ? -1 : real_open(path, flags, mode);
}

FILE *fopen(const char *path, const char *mode)
{
	return fails(OPEN) ? refuse(EMFILE), NULL : real_fopen(path, mode);
}

FILE *tmpfile(void)
{
	return fails(OPEN) ? refuse(EMFILE), NULL : real_tmpfile();
}

DIR *opendir(const char *path)
{
	return fails(OPEN) ? refuse(EMFILE), NULL : real_opendir(path);
}

int pipe2(int ends[2], int flags)
{
	return fails(OPEN) ? refuse(EMFILE) : real_pipe2(ends, flags);
}

int fcntl(int fd, int command, ...)
{
	va_list more;
	va_start(more, command);
	void *argument = va_arg(more, void *); /* an int passes through as well */
	va_end(more);
	bool opens = command == F_DUPFD || command == F_DUPFD_CLOEXEC;
	return opens && fails(OPEN) ? refuse(EMFILE) : real_fcntl(fd, command, argument);
}

/* The descriptor is gone all the same, as with the system's own. */
int close(int fd)
{
	int failed = fails(CLOSE);
	int status = real_close(fd);
	return failed ? refuse(EIO) : status;
}

int fsync(int fd)
{
	if (fails(FSYNC))
		return refuse(EIO);
	return interrupts() ? -1 : real_fsync(fd);
}

int rename(const char *from, const char *to)
{
	return fails(RENAME) ? refuse(EACCES) : real_rename(from, to);
}
