#include "cli/facts.h"

const struct sx_fact sx_fact_statuses[] = {
	{ "0", "Done." },
	{ "1", "Done, and nothing was found: no claim, an empty folder, nothing to plot." },
	{ "2", "Wrong usage, bad rules, or output that could not be written." },
	{ "3",
	  "Done, but some input could not be read, or a rule gave up on it. Each is named on standard error; the rest "
	  "is complete." },
	{ "128+n", "Ended by signal n." },
	{ 0 },
};

const struct sx_fact sx_fact_environment[] = {
	{ "COLUMNS", "The width of the table and of charts on a terminal that does not tell its own." },
	{ "NO_COLOR", "When set and not empty, nothing is coloured unless --color says so." },
	{ "TERM", "With the value dumb, nothing is coloured and lines are drawn in ASCII." },
	{ "TMPDIR", "Where temporary files go that have no place beside an output; /tmp when it is not set." },
	{ "XDG_CONFIG_HOME", "Where the user's own rules are looked for; ~/.config when it is not set." },
	{ 0 },
};

const struct sx_fact sx_fact_files[] = {
	{ "$XDG_CONFIG_HOME/statext/rules/", "The user's own rules, words and units. They are read after those built "
					     "in and before those of --rules; of records with "
					     "the same id the later one holds." },
	{ 0 },
};

const struct sx_fact sx_fact_examples[] = {
	{ "See the claims of a text on the terminal:", "statext extract speech.txt" },
	{ "Write those of a folder into one table:", "statext extract -o claims.csv reports/" },
	{ "Draw the shares of a table as a figure two columns wide:",
	  "statext plot --where kind=percent --width 2col claims.csv -o shares.pdf" },
	{ "Draw straight from a text, on the terminal:", "statext extract speech.txt | statext plot -" },
	{ "Test rules of your own:", "statext rules check my.rules" },
	{ 0 },
};
