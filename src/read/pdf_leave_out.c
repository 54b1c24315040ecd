/* What stands on a PDF's pages and is none of the text: running heads and feet, page numbers, the marks of notes,
 * tables of contents, the index. */
#include "read/pdf_priv.h"

#include <stdlib.h>
#include <strings.h>

enum { SHARE_OF_PAGES = 3, MOST_PAGES_MORE = 50, FEWEST_ENTRIES = 8 };

static const float smaller = 0.85F;

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
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
			edges->hash[edges->n++] = edge_hash(sx_pdf_text(pages, &pages->lines[i]));
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

/* Whether it stands at the edge of a third of the pages (left and right ones may differ). */
static bool is_running(const struct sx_pdf_pages *pages, const struct edges *edges, const struct sx_pdf_line *line)
{
	uint64_t hash = edge_hash(sx_pdf_text(pages, line));
	size_t times = rank(edges, hash, true) - rank(edges, hash, false);
	return line->margin && times >= 2 && times * SHARE_OF_PAGES >= pages->pages;
}

static bool is_numbering(const struct sx_pdf_pages *pages, const struct sx_pdf_line *line)
{
	return line->margin && is_page_number(sx_pdf_text(pages, line));
}

/* Running heads and feet, unless they are a page's only text, and page numbers. */
static int drop_edges(struct sx_pdf_pages *pages)
{
	struct edges edges = { 0 };
	if (gather_edges(pages, &edges))
		return -1;
	for (size_t i = 0, next; i < pages->n_lines; i = next) {
		bool body = false;
		for (next = i; next < pages->n_lines && pages->lines[next].page == pages->lines[i].page; next++)
			body |= !is_numbering(pages, &pages->lines[next]) &&
				!is_running(pages, &edges, &pages->lines[next]);
		for (size_t k = i; k < next; k++)
			if (is_numbering(pages, &pages->lines[k]) ||
			    (body && is_running(pages, &edges, &pages->lines[k])))
				leave_out(pages, k);
	}
	free(edges.hash);
	return 0;
}

/* The number at a footnote's start, which stands on a line of its own where it is small and raised, counts nothing. */
static void drop_note_marks(struct sx_pdf_pages *pages)
{
	for (size_t i = 0; i + 1 < pages->n_lines; i++) {
		const struct sx_pdf_line *line = &pages->lines[i], *next = line + 1;
		struct sx_str text = sx_pdf_text(pages, line);
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

/* 4.2, 10.6.1 */
static bool is_section_number(struct sx_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && s.p[i] != '.')
			return false;
	return true;
}

static bool is_contents_title(struct sx_str s)
{
	static const char *const titles[] = { "contents", "table of contents", "list of figures", "list of tables" };
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (s.n == strlen(titles[i]) && strncasecmp(s.p, titles[i], s.n) == 0)
			return true;
	return false;
}

/* Whether the lines are a part of one: dots, or a title above, that lead to numbers of pages, and those rise. A table
 * of figures has dots too. *page is what the page before led to. */
static bool is_contents(const struct sx_pdf_pages *pages, size_t start, size_t end, bool titled, size_t *page)
{
	size_t leaders = 0, numbers = 0, rising = 0, before = 0, first = *page;
	for (size_t i = start; i < end; i++) {
		struct sx_str s = sx_pdf_text(pages, &pages->lines[i]);
		bool dots = has_leaders(s);
		size_t number = dots || titled || is_page_number(s) ? last_number(s) : SIZE_MAX;
		leaders += dots;
		if (number == SIZE_MAX || pages->lines[i].out)
			continue;
		if (numbers++ == 0)
			first = number;
		rising += number >= before && number <= (size_t)pages->pages + MOST_PAGES_MORE;
		before = number;
	}
	if (titled && first < *page)
		return false;
	*page = before;
	return (titled ? numbers >= FEWEST_ENTRIES : leaders >= 3 && numbers >= 3) && rising * 5 >= numbers * 4;
}

/* They say again what the headings say, with numbers that count nothing. */
static void drop_contents(struct sx_pdf_pages *pages)
{
	bool titled = false;
	size_t page = 0;
	for (size_t i = 0, next; i < pages->n_lines; i = next) {
		page = titled ? page : 0;
		for (next = i; next < pages->n_lines && pages->lines[next].page == pages->lines[i].page; next++)
			titled |= is_contents_title(sx_pdf_text(pages, &pages->lines[next]));
		titled = titled && is_contents(pages, i, next, true, &page);
		bool contents = titled || is_contents(pages, i, next, false, &page);
		for (size_t k = i; contents && k < next; k++) {
			struct sx_str s = sx_pdf_text(pages, &pages->lines[k]);
			if (has_leaders(s) || is_page_number(s) || is_section_number(s) ||
			    (titled && last_number(s) != SIZE_MAX))
				leave_out(pages, k);
		}
	}
}

/* Index */

static bool is_index_title(struct sx_str s)
{
	enum { LONGEST = 48, WORD = 5 };
	if (s.n < WORD || s.n > LONGEST)
		return false;
	const char *last = s.p + s.n - WORD;
	return (strncasecmp(last, "index", WORD) == 0 && (last == s.p || last[-1] == ' ')) ||
	       (s.n > WORD + 4 && strncasecmp(s.p, "index of ", WORD + 4) == 0);
}

/* "entry, 12, 30–32": numbers of pages at its end. */
static bool ends_in_pages(const struct sx_pdf_pages *pages, struct sx_str s)
{
	while (s.n && (s.p[s.n - 1] == ',' || s.p[s.n - 1] == '.' || s.p[s.n - 1] == ' '))
		s.n--;
	size_t last = last_number(s);
	return last && last <= (size_t)pages->pages + MOST_PAGES_MORE;
}

/* Whether most of the lines are entries. */
static bool is_index(const struct sx_pdf_pages *pages, size_t start, size_t end)
{
	size_t lines = 0, entries = 0;
	for (size_t i = start; i < end; i++) {
		lines += !pages->lines[i].out;
		entries += !pages->lines[i].out && ends_in_pages(pages, sx_pdf_text(pages, &pages->lines[i]));
	}
	return entries >= FEWEST_ENTRIES && entries * 2 >= lines;
}

/* From a line that calls itself so to the first page that is none. */
static void drop_index(struct sx_pdf_pages *pages)
{
	bool inside = false;
	for (size_t i = 0, next; i < pages->n_lines; i = next) {
		size_t start = i;
		for (next = i; next < pages->n_lines && pages->lines[next].page == pages->lines[i].page; next++)
			if (!inside && start == i && pages->lines[next].block &&
			    is_index_title(sx_pdf_text(pages, &pages->lines[next])))
				start = next + 1;
		inside = (inside || start > i) && is_index(pages, start, next);
		for (size_t k = start; inside && k < next; k++)
			leave_out(pages, k);
	}
}

int sx_pdf_leave_out(struct sx_pdf_pages *pages)
{
	if (drop_edges(pages))
		return -1;
	drop_contents(pages);
	drop_index(pages);
	drop_note_marks(pages);
	return 0;
}

/* A whole number of no more than four digits. */
static bool is_lone(const struct sx_pdf_pages *pages, const struct sx_pdf_line *line)
{
	struct sx_str s = sx_pdf_text(pages, line);
	return !line->cell && s.n <= 4 && is_section_number(s) && !memchr(s.p, '.', s.n);
}

void sx_pdf_leave_out_lone_numbers(struct sx_pdf_pages *pages)
{
	for (size_t i = 0, next; i < pages->n_lines; i = next) {
		bool lone = true;
		for (next = i; next < pages->n_lines && (next == i || !pages->lines[next].block); next++)
			lone &= is_lone(pages, &pages->lines[next]);
		for (size_t k = i; lone && k < next; k++)
			leave_out(pages, k);
	}
}
