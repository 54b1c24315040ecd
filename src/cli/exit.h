/* What the program's exit status says. A signal n that ends it shows as 128 + n. */
#ifndef SX_CLI_EXIT_H
#define SX_CLI_EXIT_H

enum sx_exit {
	SX_EXIT_DONE = 0,
	SX_EXIT_NOTHING = 1, /* done, and nothing was found */
	SX_EXIT_WRONG = 2,   /* wrong usage, bad rules, output that could not be written, no memory */
	SX_EXIT_UNREAD = 3,  /* done, but some input could not be read; goes before SX_EXIT_NOTHING */
};

#endif
