/* The lines of a PDF's pages as running text. */
#include "read/pdf_priv.h"

#include <stdlib.h>
#include <strings.h>

enum { HEIGHTS = 200, MOST_HEADING = 200, LONG_LINE = 30 };

static const double taller = 1.15, same_height = 0.07;

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/* Letters of ASCII, and all bytes beyond it: the dashes and quotes there are seen to where they matter. */
static bool is_letter(char c)
{
	return is_lower((char)(c | 0x20)) || ((unsigned char)c & 0x80);
}

static uint64_t hash_of(uint64_t hash, char c)
{
	return (hash ^ (unsigned char)c) * 1099511628211U;
}

/* Headings: blocks in larger letters than most. */

static float usual_height(const struct sx_pdf_pages *pages)
{
	size_t letters[HEIGHTS] = { 0 }, most = 0;
	for (size_t i = 0; i < pages->n_lines; i++) {
		const struct sx_pdf_line *line = &pages->lines[i];
		size_t at = line->height < HEIGHTS / 2 ? (size_t)(line->height * 2) : HEIGHTS - 1;
		letters[at] += line->out ? 0 : line->n;
	}
	for (size_t i = 1; i < HEIGHTS; i++)
		if (letters[i] > letters[most])
			most = i;
	return ((float)most + 0.5F) / 2;
}

static void find_headings(struct sx_pdf_pages *pages)
{
	double usual = (double)usual_height(pages);
	for (size_t i = 0, next; i < pages->n_lines; i = next) {
		bool tall = true, letters = false;
		size_t n = 0;
		for (next = i; next < pages->n_lines && (next == i || !pages->lines[next].block); next++) {
			const struct sx_pdf_line *line = &pages->lines[next];
			tall &= (double)line->height > taller * usual;
			n += line->n;
			for (size_t k = 0; k < line->n && !letters; k++)
				letters = is_letter(pages->words.p[line->text + k]);
		}
		for (size_t k = i; k < next; k++)
			pages->lines[k].heading = tall && letters && n <= MOST_HEADING;
	}
}

/* Hyphens at line ends. */

/* The hashes of all words, sorted; those broken at a line's end are not among them. */
struct vocabulary {
	uint64_t *hash;
	size_t n;
};

static int compare_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static uint64_t word_hash(uint64_t hash, struct sx_str s)
{
	for (size_t i = 0; i < s.n; i++)
		hash = hash_of(hash, s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 0x20) : s.p[i]);
	return hash;
}

static const uint64_t empty_hash = 14695981039346656037U;

static size_t word_end(struct sx_str s, size_t at)
{
	while (at < s.n && (is_letter(s.p[at]) || s.p[at] == '-'))
		at++;
	return at;
}

static int learn_words(const struct sx_pdf_pages *pages, struct vocabulary *vocabulary)
{
	struct sx_buf hashes = { 0 };
	for (size_t i = 0; i < pages->n_lines; i++) {
		struct sx_str s = sx_pdf_text(pages, &pages->lines[i]);
		for (size_t at = 0, end; at < s.n; at = end + 1) {
			end = word_end(s, at);
			uint64_t hash = word_hash(empty_hash, (struct sx_str){ s.p + at, end - at });
			if (end > at && !(end == s.n && s.p[end - 1] == '-'))
				sx_buf_add(&hashes, &hash, sizeof hash);
		}
	}
	if (!sx_buf_ok(&hashes)) {
		sx_buf_release(&hashes);
		return -1;
	}
	vocabulary->n = hashes.n / sizeof *vocabulary->hash;
	vocabulary->hash = vocabulary->n ? malloc(hashes.n) : NULL;
	if (vocabulary->hash) {
		memcpy(vocabulary->hash, hashes.p, hashes.n);
		qsort(vocabulary->hash, vocabulary->n, sizeof *vocabulary->hash, compare_hashes);
	}
	sx_buf_release(&hashes);
	return vocabulary->n && !vocabulary->hash ? -1 : 0;
}

static bool knows(const struct vocabulary *vocabulary, uint64_t hash)
{
	return vocabulary->n && bsearch(&hash, vocabulary->hash, vocabulary->n, sizeof hash, compare_hashes);
}

/* Words that are often the first part of one with a hyphen, numbers above all. */
static bool takes_hyphen(struct sx_str s)
{
	static const char *const firsts[] = { "twenty", "thirty", "forty", "fifty",  "sixty", "seventy", "eighty",
					      "ninety", "half",   "one",   "two",    "three", "four",    "five",
					      "six",    "seven",  "eight", "nine",   "ten",   "self",    "well",
					      "long",   "short",  "high",  "low",    "mid",   "non",     "year",
					      "part",   "full",   "third", "quarter" };
	for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
		if (s.n == strlen(firsts[i]) && strncasecmp(s.p, firsts[i], s.n) == 0)
			return true;
	return false;
}

/* Whether the hyphen between the two parts of a word is its own. The text itself knows best. */
static bool keeps_hyphen(const struct vocabulary *vocabulary, struct sx_str first, struct sx_str second)
{
	uint64_t with = word_hash(word_hash(word_hash(empty_hash, first), SX_STR("-")), second);
	uint64_t without = word_hash(word_hash(empty_hash, first), second);
	if (first.n == 0 || !is_letter(first.p[first.n - 1]) || second.n == 0 || !is_letter(second.p[0]))
		return true; /* 20-year, 20-30 */
	if (second.p[0] >= 'A' && second.p[0] <= 'Z' &&
	    !(first.p[0] >= 'A' && first.p[0] <= 'Z' && first.n > 1 && first.p[1] >= 'A' && first.p[1] <= 'Z'))
		return true; /* Anglo-Saxon */
	if (knows(vocabulary, with) || memchr(first.p, '-', first.n))
		return true;
	return !knows(vocabulary, without) && takes_hyphen(first);
}

enum join { NEW_LINE, NO_BREAK, NO_HYPHEN, NEXT_CELL };

static bool ends_in(struct sx_str s, const char *z)
{
	size_t n = strlen(z);
	return s.n >= n && memcmp(s.p + s.n - n, z, n) == 0;
}

/* How a line goes on in the next. */
static enum join join_of(const struct vocabulary *vocabulary, struct sx_str line, struct sx_str next)
{
	size_t start = line.n;
	if (ends_in(line, "\u00AD"))
		return NO_HYPHEN;
	if (ends_in(line, "\u2013") && line.n > 3 && is_digit(line.p[line.n - 4]) && is_digit(next.p[0]))
		return NO_BREAK;
	if (!ends_in(line, "-") || ends_in(line, "--"))
		return NEW_LINE;
	if (line.n == 1 || line.p[line.n - 2] == ' ') {
		bool minus = is_digit(next.p[0]) && !(line.n > 2 && is_digit(line.p[line.n - 3]));
		return minus ? NO_BREAK : NEW_LINE;
	}
	line.n--;
	for (start = line.n; start && (is_letter(line.p[start - 1]) || line.p[start - 1] == '-');)
		start--;
	struct sx_str first = { line.p + start, line.n - start };
	struct sx_str second = { next.p, word_end(next, 0) };
	return keeps_hyphen(vocabulary, first, second) ? NO_BREAK : NO_HYPHEN;
}

/* Whether a sentence runs from one block into the next: into the next column or page. */
static bool goes_on(const struct sx_pdf_pages *pages, const struct sx_pdf_line *last, const struct sx_pdf_line *next)
{
	struct sx_str before = sx_pdf_text(pages, last), after = sx_pdf_text(pages, next);
	double difference = (double)(last->height - next->height);
	char c = before.p[before.n - 1];
	bool open = is_lower(c) || c == ',' || c == '-' || is_digit(c);
	bool alike =
		difference < same_height * (double)last->height && -difference < same_height * (double)last->height;
	return open && alike && !last->heading && !next->heading && before.n >= LONG_LINE && is_lower(after.p[0]);
}

static void add_line(struct sx_prose *prose, struct sx_str line, enum join join)
{
	if (join == NO_HYPHEN)
		line.n -= line.p[line.n - 1] == '-' ? 1 : 2;
	sx_prose_add(prose, line);
	if (join == NEW_LINE)
		sx_prose_line(prose);
	else if (join == NEXT_CELL)
		sx_prose_add(prose, SX_STR(" | "));
}

/* The bytes of a section's number at a heading's start: "3 Results", but not "5 Million Members". */
static size_t section_number(struct sx_str s)
{
	static const char *const amounts[] = {
		"hundred", "thousand", "million", "billion", "trillion", "percent", "per"
	};
	size_t n = 0;
	while (n < s.n && n < 3 && is_digit(s.p[n]))
		n++;
	if (n == 0 || n == 3 || n + 2 >= s.n || s.p[n] != ' ' || s.p[n + 1] < 'A' || s.p[n + 1] > 'Z')
		return 0;
	struct sx_str word = { s.p + n + 1, word_end(s, n + 1) - (n + 1) };
	for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
		if (word.n == strlen(amounts[i]) && strncasecmp(word.p, amounts[i], word.n) == 0)
			return 0;
	return n;
}

/* The heading that this line is the first of. */
static void begin_block(struct sx_prose *prose, const struct sx_pdf_line *line)
{
	sx_prose_paragraph(prose);
	if (line->heading)
		sx_prose_heading(prose);
}

/* The line without the section's number, which was added with the point that shows it for one. */
static struct sx_str add_section_number(struct sx_prose *prose, struct sx_str text)
{
	size_t number = section_number(text);
	if (number) {
		sx_prose_add(prose, (struct sx_str){ text.p, number });
		sx_prose_add(prose, SX_STR("."));
	}
	return (struct sx_str){ text.p + number, text.n - number };
}

static void compose(struct sx_pdf_pages *pages, const struct vocabulary *vocabulary, struct sx_prose *prose)
{
	const struct sx_pdf_line *last = NULL;
	bool joined = false;
	uint32_t page = 0;
	for (size_t i = 0, next; i < pages->n_lines; i = next) {
		const struct sx_pdf_line *line = &pages->lines[i];
		for (next = i + 1; next < pages->n_lines && pages->lines[next].out;)
			next++;
		if (line->out)
			continue;
		bool begins = !last || (line->block && !joined);
		if (begins)
			begin_block(prose, line);
		for (; page < line->page; page++)
			sx_prose_page(prose, page + 1);
		const struct sx_pdf_line *follower = next < pages->n_lines ? &pages->lines[next] : NULL;
		bool cell = follower && follower->cell;
		joined = follower && follower->block && goes_on(pages, line, follower);
		enum join join = NEW_LINE;
		if (cell)
			join = NEXT_CELL;
		else if (follower && (joined || !follower->block))
			join = join_of(vocabulary, sx_pdf_text(pages, line), sx_pdf_text(pages, follower));
		struct sx_str text = sx_pdf_text(pages, line);
		add_line(prose, begins && line->heading ? add_section_number(prose, text) : text, join);
		last = line;
	}
	sx_prose_paragraph(prose);
}

int sx_pdf_prose(struct sx_pdf_pages *pages, struct sx_prose *prose, struct sx_err *err)
{
	struct vocabulary vocabulary = { 0 };
	int status = 0;
	if (sx_pdf_leave_out(pages) || learn_words(pages, &vocabulary)) {
		status = sx_fail(err, SX_NOMEM, "out of memory");
	} else {
		find_headings(pages);
		if (sx_pdf_tables(pages))
			status = sx_fail(err, SX_NOMEM, "out of memory");
		sx_pdf_leave_out_lone_numbers(pages);
		compose(pages, &vocabulary, prose);
		status = status ? status : sx_prose_check(prose, err);
	}
	free(vocabulary.hash);
	return status;
}
