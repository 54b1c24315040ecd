#include "base/cleanup_priv.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS = 64 };
enum state { FREE, TAKEN, A_FILE, A_FOLDER, A_GROUP };

static struct {
	_Atomic int state; /* enum state; FREE → TAKEN while it is filled in → what it holds → FREE */
	pid_t group;
	_Atomic int fd; /* of a folder that is there; -1: none */
	char path[PATH_MAX];
} slots[SLOTS];

static int take(void)
{
	for (int i = 0; i < SLOTS; i++) {
		int expected = FREE;
		if (atomic_compare_exchange_strong(&slots[i].state, &expected, TAKEN))
			return i;
	}
	return -1;
}

static int enter_path(const char *path, enum state what)
{
	size_t n = strlen(path);
	int slot = n < sizeof slots->path ? take() : -1;
	if (slot < 0)
		return -1;
	memcpy(slots[slot].path, path, n + 1);
	atomic_store(&slots[slot].fd, -1);
	atomic_store(&slots[slot].state, what);
	return slot;
}

int sx_cleanup_file(const char *path)
{
	return enter_path(path, A_FILE);
}

int sx_cleanup_folder(const char *path)
{
	return enter_path(path, A_FOLDER);
}

int sx_cleanup_group(pid_t group)
{
	int slot = take();
	if (slot < 0)
		return -1;
	slots[slot].group = group;
	atomic_store(&slots[slot].state, A_GROUP);
	return slot;
}

void sx_cleanup_forget(int slot)
{
	if (slot >= 0)
		atomic_store(&slots[slot].state, FREE);
}

int sx_cleanup_hold_folder(int slot)
{
	int fd;
	do
		fd = open(slots[slot].path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	while (fd < 0 && errno == EINTR);
	atomic_store(&slots[slot].fd, fd);
	return fd < 0 ? -1 : 0;
}

/* Async-signal-safe: readdir() may allocate, which a signal handler must not. */
static void empty_folder(int fd)
{
	_Alignas(struct dirent64) char entries[4096];
	ssize_t n;
	lseek(fd, 0, SEEK_SET);
	while ((n = getdents64(fd, entries, sizeof entries)) > 0) {
		bool any = false;
		for (ssize_t at = 0; at < n;) {
			const struct dirent64 *entry = (const void *)(entries + at);
			any |= unlinkat(fd, entry->d_name, 0) == 0;
			at += entry->d_reclen;
		}
		if (any)
			lseek(fd, 0, SEEK_SET); /* removal may have moved what was not yet seen */
	}
}

static void remove_folder(int slot)
{
	int fd = atomic_load(&slots[slot].fd);
	if (fd >= 0)
		empty_folder(fd);
	rmdir(slots[slot].path);
}

void sx_cleanup_remove_folder(const char *path)
{
	for (int i = 0; i < SLOTS; i++) {
		if (atomic_load(&slots[i].state) != A_FOLDER || strcmp(slots[i].path, path) != 0)
			continue;
		remove_folder(i);
		int fd = atomic_load(&slots[i].fd);
		sx_cleanup_forget(i);
		if (fd >= 0)
			close(fd);
		return;
	}
}

void sx_out_unlink_all(void)
{
	int saved = errno;
	for (int i = 0; i < SLOTS; i++)
		if (atomic_load(&slots[i].state) == A_GROUP)
			kill(-slots[i].group, SIGKILL);
	for (int i = 0; i < SLOTS; i++) {
		int state = atomic_load(&slots[i].state);
		if (state == A_FILE)
			unlink(slots[i].path);
		else if (state == A_FOLDER)
			remove_folder(i);
	}
	errno = saved;
}
