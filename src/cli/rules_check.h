/* The examples beside the rules, run. */
#ifndef SX_CLI_RULES_CHECK_H
#define SX_CLI_RULES_CHECK_H

#include "lexicon/lexicon.h"

/* Those in these files and folders, or all when there is none named. Tells of each that fails and prints the count; an
 * exit status, or -1. */
int sx_rules_check(const struct sx_lexicon *lexicon, const char *const *path, size_t n_paths, struct sx_err *err);

#endif
