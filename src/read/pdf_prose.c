/* The lines of a PDF's pages as running text. */
#include "read/pdf_priv.h"

#include <stdlib.h>
#include <strings.h>

enum { HEIGHTS = 200, MOST_HEADING = 200, LONG_LINE = 30, SHARE_OF_PAGES = 3, MOST_PAGES_MORE = 50 };

static const double taller = 1.15, same_height = 0.07;
static const float smaller = 0.85F;

static struct sx_str text_of(const struct sx_pdf_pages *pages, const struct sx_pdf_line *line)
{
	return (struct sx_str){ pages->words.p + line->text, line->n };
}

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

/* Head and foot lines. */

static struct sx_str trim(struct sx_str s)
{
	while (s.n && (s.p[0] == ' ' || s.p[0] == '-' || s.p[0] == '|'))
		s = (struct sx_str){ s.p + 1, s.n - 1 };
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '-' || s.p[s.n - 1] == '|'))
		s.n--;
	return s;
}

static struct sx_str without_number(struct sx_str s)
{
	size_t n = 0;
	while (n < s.n && is_digit(s.p[n]))
		n++;
	if (n && (n == s.n || s.p[n] == ' '))
		s = (struct sx_str){ s.p + n, s.n - n };
	for (n = 0; n < s.n && is_digit(s.p[s.n - 1 - n]);)
		n++;
	if (n && (n == s.n || s.p[s.n - 1 - n] == ' '))
		s.n -= n;
	return trim(s);
}

/* 7, - 7 -, Page 7, 7 of 12, 7/12, xiv. */
static bool is_page_number(struct sx_str s)
{
	size_t digits = 0, others = 0, roman = 0;
	s = trim(s);
	if (s.n > 5 && strncasecmp(s.p, "page ", 5) == 0)
		s = (struct sx_str){ s.p + 5, s.n - 5 };
	for (size_t i = 0; i < s.n; i++) {
		if (i + 4 <= s.n && memcmp(s.p + i, " of ", 4) == 0)
			i += 3;
		else if (is_digit(s.p[i]))
			digits++;
		else if (memchr("ivxlc", s.p[i], 5))
			roman++;
		else if (s.p[i] != '/' && s.p[i] != ' ')
			others++;
	}
	return others == 0 && ((digits > 0 && digits <= 8 && roman == 0) || (digits == 0 && roman > 0 && roman <= 7));
}

/* Sorted hashes of the lines at the edges, each once a page: how often one stands there is seen by its neighbours. */
struct edges {
	uint64_t *hash;
	size_t n;
};

static uint64_t edge_hash(struct sx_str s)
{
	uint64_t hash = 14695981039346656037U;
	s = without_number(trim(s));
	for (size_t i = 0; i < s.n; i++)
		hash = hash_of(hash, s.p[i]);
	return hash;
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static int gather_edges(const struct sx_pdf_pages *pages, struct edges *edges)
{
	size_t n = 0;
	for (size_t i = 0; i < pages->n_lines; i++)
		n += pages->lines[i].margin;
	edges->hash = n ? malloc(n * sizeof *edges->hash) : NULL;
	if (n && !edges->hash)
		return -1;
	for (size_t i = 0; i < pages->n_lines; i++)
		if (pages->lines[i].margin)
			edges->hash[edges->n++] = edge_hash(text_of(pages, &pages->lines[i]));
	if (n)
		qsort(edges->hash, n, sizeof *edges->hash, compare_hashes);
	return 0;
}

/* How many sorted hashes lie below, or up to, this one. */
static size_t rank(const struct edges *edges, uint64_t hash, bool with_equal)
{
	size_t low = 0, high = edges->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (edges->hash[middle] < hash || (with_equal && edges->hash[middle] == hash))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A block whose first line goes begins with its second. */
static void leave_out(struct sx_pdf_pages *pages, size_t i)
{
	pages->lines[i].out = true;
	if (pages->lines[i].block && i + 1 < pages->n_lines)
		pages->lines[i + 1].block = true;
}

/* Left out are lines at the edge that stand on a third of the pages (left and right ones may differ), never a page's
 * only text. */
static int drop_edges(struct sx_pdf_pages *pages)
{
	struct edges edges = { 0 };
	if (gather_edges(pages, &edges))
		return -1;
	for (size_t i = 0, next; i < pages->n_lines; i = next) {
		bool body = false;
		for (next = i; next < pages->n_lines && pages->lines[next].page == pages->lines[i].page; next++)
			body |= !pages->lines[next].margin;
		for (size_t k = i; body && k < next; k++) {
			struct sx_str text = text_of(pages, &pages->lines[k]);
			if (!pages->lines[k].margin)
				continue;
			uint64_t hash = edge_hash(text);
			size_t times = rank(&edges, hash, true) - rank(&edges, hash, false);
			if (is_page_number(text) || (times >= 2 && times * SHARE_OF_PAGES >= pages->pages))
				leave_out(pages, k);
		}
	}
	free(edges.hash);
	return 0;
}

/* The number at a footnote's start, which stands on a line of its own where it is small and raised, counts nothing. */
static void drop_note_marks(struct sx_pdf_pages *pages)
{
	for (size_t i = 0; i + 1 < pages->n_lines; i++) {
		const struct sx_pdf_line *line = &pages->lines[i], *next = line + 1;
		struct sx_str text = text_of(pages, line);
		bool number = text.n <= 3;
		for (size_t k = 0; k < text.n; k++)
			number &= is_digit(text.p[k]);
		if (number && next->page == line->page && line->height < smaller * next->height)
			leave_out(pages, i);
	}
}

/* Tables of contents. */

static bool has_leaders(struct sx_str s)
{
	return s.n > 7 && (memmem(s.p, s.n, ". . . .", 7) || memmem(s.p, s.n, ".....", 5));
}

/* The number at the line's end; SIZE_MAX where there is none. */
static size_t last_number(struct sx_str s)
{
	size_t at = s.n, value = 0;
	while (at && is_digit(s.p[at - 1]) && s.n - at < 5)
		at--;
	for (size_t i = at; i < s.n; i++)
		value = value * 10 + (size_t)(s.p[i] - '0');
	return at == s.n ? SIZE_MAX : value;
}

/* Whether the lines are a part of one: dots that lead to numbers of pages, and those rise. A table of figures has dots
 * too. */
static bool is_contents(const struct sx_pdf_pages *pages, size_t start, size_t end)
{
	size_t leaders = 0, numbers = 0, rising = 0, before = 0;
	for (size_t i = start; i < end; i++) {
		struct sx_str s = text_of(pages, &pages->lines[i]);
		bool dots = has_leaders(s);
		size_t number = dots || is_page_number(s) ? last_number(s) : SIZE_MAX;
		leaders += dots;
		if (number == SIZE_MAX)
			continue;
		numbers++;
		rising += number >= before && number <= (size_t)pages->pages + MOST_PAGES_MORE;
		before = number;
	}
	return leaders >= 3 && numbers >= 3 && rising * 5 >= numbers * 4;
}

/* 4.2, 10.6.1 */
static bool is_section_number(struct sx_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && s.p[i] != '.')
			return false;
	return true;
}

/* They say again what the headings say, with numbers that count nothing. */
static void drop_contents(struct sx_pdf_pages *pages)
{
	for (size_t i = 0, next; i < pages->n_lines; i = next) {
		for (next = i; next < pages->n_lines && pages->lines[next].page == pages->lines[i].page;)
			next++;
		bool contents = is_contents(pages, i, next);
		for (size_t k = i; contents && k < next; k++) {
			struct sx_str s = text_of(pages, &pages->lines[k]);
			if (has_leaders(s) || is_page_number(s) || is_section_number(s))
				leave_out(pages, k);
		}
	}
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
		struct sx_str s = text_of(pages, &pages->lines[i]);
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
	struct sx_str before = text_of(pages, last), after = text_of(pages, next);
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

/* The heading that this line is the first of. */
static void begin_block(struct sx_prose *prose, const struct sx_pdf_line *line)
{
	sx_prose_paragraph(prose);
	if (line->heading)
		sx_prose_heading(prose);
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
		if (!last || (line->block && !joined))
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
			join = join_of(vocabulary, text_of(pages, line), text_of(pages, follower));
		add_line(prose, text_of(pages, line), join);
		last = line;
	}
	sx_prose_paragraph(prose);
}

int sx_pdf_prose(struct sx_pdf_pages *pages, struct sx_prose *prose, struct sx_err *err)
{
	struct vocabulary vocabulary = { 0 };
	int status = 0;
	if (drop_edges(pages) || learn_words(pages, &vocabulary)) {
		status = sx_fail(err, SX_NOMEM, "out of memory");
	} else {
		drop_contents(pages);
		drop_note_marks(pages);
		find_headings(pages);
		if (sx_pdf_tables(pages))
			status = sx_fail(err, SX_NOMEM, "out of memory");
		compose(pages, &vocabulary, prose);
		status = status ? status : sx_prose_check(prose, err);
	}
	free(vocabulary.hash);
	return status;
}
