/* What signals do: those that end the program take its temporary files with them. */
#ifndef SX_CLI_SIGNALS_H
#define SX_CLI_SIGNALS_H

void sx_signals_install(void);

#endif
