/* What the help and the manual page say beside the options. */
#ifndef SX_CLI_FACTS_H
#define SX_CLI_FACTS_H

struct sx_fact {
	const char *name;
	const char *text; /* a full sentence or several */
};

#define SX_SUMMARY "quantitative claims in prose, as a table and as figures"

/* Each ends with a row whose name is NULL. */
extern const struct sx_fact sx_fact_statuses[];
extern const struct sx_fact sx_fact_environment[];
extern const struct sx_fact sx_fact_files[];
extern const struct sx_fact sx_fact_examples[]; /* name: what it does; text: what to type */

#endif
