/* The register of what must not outlive the program: temporary files, private folders, running helpers. Its places are
 * fixed, so that a signal handler can go through them. The only state that changes behind the caller's back. */
#ifndef SX_BASE_CLEANUP_PRIV_H
#define SX_BASE_CLEANUP_PRIV_H

#include <stdbool.h>
#include <sys/types.h>

/* Enter a file, a folder or a process group; the slot, or -1 when the register is full or the path too long. Enter a
 * path before it is made: a signal in between then finds nothing to remove, rather than leaving something. */
int sx_cleanup_file(const char *path);
int sx_cleanup_folder(const char *path);
int sx_cleanup_group(pid_t group);

void sx_cleanup_forget(int slot); /* -1 is harmless */

/* Keep the folder of a slot open once it is made, so that it can be emptied when no further file can be opened: 0, or
 * -1 and errno. */
int sx_cleanup_hold_folder(int slot);

/* Remove the files of the folder that is entered by this path, and the folder, and forget it. */
void sx_cleanup_remove_folder(const char *path);

#endif
