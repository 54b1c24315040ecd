/* The rules built in, copied to a folder to read or to start from. */
#ifndef SX_CLI_RULES_DUMP_H
#define SX_CLI_RULES_DUMP_H

#include "base/err.h"

/* Makes the folder when it is not there. Nothing is written when one of the files is there already. */
int sx_rules_dump(const char *folder, struct sx_err *err);

#endif
