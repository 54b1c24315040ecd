/* The rules in force: built in, then the user's configuration folder, then --rules; later wins. */
#ifndef SX_CLI_RULES_IN_FORCE_H
#define SX_CLI_RULES_IN_FORCE_H

#include "cli/args.h"
#include "lexicon/lexicon.h"

/* Loaded and finished; NULL with err set. */
struct sx_lexicon *sx_rules_in_force(const struct sx_args *args, struct sx_err *err);

#endif
