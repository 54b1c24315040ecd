/* corpus dense|sparse BYTES: so many bytes of prose, the same every time. Dense is like business news, with a number in
 * nearly every sentence; sparse is like a novel. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 88172645463325252u;

static unsigned below(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state >> 33) % n;
}

#define PICK(words) words[below(sizeof words / sizeof *words)]

static const char *const names[] = { "Anna Ferris",  "Tom Okoro",  "the mayor",   "Dr. Lindqvist", "Marta Ruiz",
				     "the ministry", "old Brandt", "her brother", "the council",   "Mrs. Vane" };
static const char *const places[] = { "Norfield",   "Lake Tarn", "the harbour", "Port Ellery",
				      "the valley", "East Moor", "the north",   "Karsten",
				      "Vienna",     "Chile",     "Canada",      "the old town" };
static const char *const things[] = {
	"boats",    "houses",   "pupils",        "new members",    "solar panels",
	"letters",  "cows",     "workers",       "apple trees",    "square metres of roof",
	"visitors", "bicycles", "hospital beds", "electric buses", "tonnes of grain",
	"patients"
};
static const char *const verbs[] = { "repaired", "counted", "bought", "lost",   "sold",    "planted",
				     "found",    "built",   "closed", "opened", "shipped", "registered" };
static const char *const measures[] = { "output",          "the price of bread", "turnover",
					"the water level", "demand for power",   "the population",
					"traffic",         "the harvest",        "net profit",
					"exports" };
static const char *const hedges[] = { "",          "",        "",       "about ",  "more than ", "nearly ",
				      "at least ", "almost ", "up to ", "around ", "only ",      "fewer than " };
static const char *const words[] = {
	"and",    "the",   "a",        "wind",    "over",    "hills",   "slowly", "evening", "without",
	"answer", "lamp",  "table",    "she",     "had",     "never",   "known",  "what",    "walked",
	"along",  "shore", "until",    "light",   "faded",   "behind",  "trees",  "it",      "was",
	"said",   "that",  "nobody",   "would",   "come",    "back",    "door",   "stood",   "open",
	"rain",   "fell",  "on",       "roofs",   "quiet",   "street",  "voice",  "called",  "from",
	"garden", "where", "children", "once",    "of",      "in",      "with",   "his",     "her",
	"their",  "old",   "small",    "bright",  "winter",  "morning", "house",  "to",      "for",
	"again",  "river", "carried",  "stories", "nothing", "more",    "than",   "silence", "music"
};

/* A number as people write it. */
static void number(char *out, size_t size)
{
	switch (below(7)) {
	case 0:
		snprintf(out, size, "%u.%u million", 1 + below(90), below(10));
		return;
	case 1:
		snprintf(out, size, "%u,%03u", 1 + below(900), below(1000));
		return;
	case 2:
		snprintf(out, size, "%s", below(2) ? "twelve" : "three hundred");
		return;
	case 3:
		snprintf(out, size, "%u.%u", below(100), below(100));
		return;
	default:
		snprintf(out, size, "%u", 2 + below(400));
	}
}

static int claim(char *out, size_t size)
{
	char a[32], b[32], money[32];
	snprintf(money, sizeof money, below(2) ? "%u.%u million" : "%u", 1 + below(900), below(10));
	number(a, sizeof a);
	number(b, sizeof b);
	switch (below(8)) {
	case 0:
		return snprintf(out, size, "In %u, %s %s %s%s %s in %s. ", 1990 + below(35), PICK(names), PICK(verbs),
				PICK(hedges), a, PICK(things), PICK(places));
	case 1:
		return snprintf(out, size, "%s said %s rose by %u.%u%% to $%s last year. ", PICK(names), PICK(measures),
				below(40), below(10), money);
	case 2:
		return snprintf(out, size, "According to %s, %s%s %s were %s in %s, or %u%% of all. ", PICK(names),
				PICK(hedges), a, PICK(things), PICK(verbs), PICK(places), below(100));
	case 3:
		return snprintf(out, size, "Between %u and %u %s were %s by the end of May. ", 2 + below(50),
				60 + below(500), PICK(things), PICK(verbs));
	case 4:
		return snprintf(out, size, "The road to %s is %s km long and took %u years to build. ", PICK(places), b,
				2 + below(30));
	case 5:
		return snprintf(out, size, "It had %s%s %s, while %s had %s. ", PICK(hedges), a, PICK(things),
				PICK(places), b);
	case 6:
		return snprintf(out, size, "Of the %u,%03u %s in %s, one in %u was %s. ", 1 + below(90), below(1000),
				PICK(things), PICK(places), 2 + below(20), PICK(verbs));
	default:
		return snprintf(out, size, "See page %u for what %s wrote on %u May %u about No. %u. ", below(300),
				PICK(names), 1 + below(30), 1950 + below(70), below(20));
	}
}

/* Words alone. */
static int talk(char *out, size_t size)
{
	size_t at = 0;
	for (unsigned n = 6 + below(20); n && at + 40 < size; n--) {
		int more = snprintf(out + at, size - at, "%s%s", PICK(words), n == 1 ? ". " : below(9) ? " " : ", ");
		at += more > 0 ? (size_t)more : 0;
	}
	return (int)at;
}

int main(int argc, char **argv)
{
	bool dense = argc == 3 && strcmp(argv[1], "dense") == 0;
	uint64_t left = argc == 3 ? strtoull(argv[2], NULL, 10) : 0;
	if (argc != 3 || (!dense && strcmp(argv[1], "sparse") != 0)) {
		fprintf(stderr, "usage: corpus dense|sparse BYTES\n");
		return 2;
	}
	while (left) {
		char sentence[512];
		int n = below(100) < (dense ? 60 : 3) ? claim(sentence, sizeof sentence)
						      : talk(sentence, sizeof sentence);
		size_t size = (size_t)n < left ? (size_t)n : (size_t)left;
		if (sentence[0] >= 'a' && sentence[0] <= 'z')
			sentence[0] = (char)(sentence[0] - 'a' + 'A');
		if (below(6) == 0)
			sentence[n - 1] = '\n';
		if (fwrite(sentence, 1, size, stdout) != size)
			return 2;
		left -= size;
	}
	return fclose(stdout) ? 2 : 0;
}
