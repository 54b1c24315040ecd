/* Standard input, output and error, when the caller left some of them closed. */
#ifndef SX_CLI_DESCRIPTORS_H
#define SX_CLI_DESCRIPTORS_H

/* Fill closed ones, so that a file opened later never takes the place of a standard stream. Those filled can neither be
 * read nor written: using them fails as it would have. */
void sx_descriptors_secure(void);

#endif
