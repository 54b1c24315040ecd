/* The manual page and the shells' completions, made from the tables of commands and options. */
#ifndef SX_CLI_GENERATE_H
#define SX_CLI_GENERATE_H

#include "base/buf.h"
#include "base/err.h"

/* Print the one of that name: man, bash, zsh, fish. */
int sx_generate(const char *name, struct sx_err *err);

void sx_generate_man(struct sx_buf *out);
void sx_generate_bash(struct sx_buf *out);
void sx_generate_zsh(struct sx_buf *out);
void sx_generate_fish(struct sx_buf *out);

#endif
