/* Tables of a PDF. pdftotext gives them column by column; a number then stands far from what it is the number of. Short
 * blocks that stand beside each other, mostly numbers, are put into rows. */
#include "read/pdf_priv.h"

#include <stdlib.h>

enum { MOST_CELL = 45, USUAL_CELL = 20 };

static double middle(const struct sx_pdf_line *line)
{
	return ((double)line->top + (double)line->bottom) / 2;
}

static int by_height(const void *a, const void *b)
{
	const struct sx_pdf_line *x = a, *y = b;
	double difference = middle(x) - middle(y);
	return (difference > 0) - (difference < 0);
}

static int by_row(const void *a, const void *b)
{
	const struct sx_pdf_line *x = a, *y = b;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->left > y->left) - (x->left < y->left);
}

static bool has_digit(const struct sx_pdf_pages *pages, const struct sx_pdf_line *line)
{
	for (size_t i = 0; i < line->n; i++)
		if (pages->words.p[line->text + i] >= '0' && pages->words.p[line->text + i] <= '9')
			return true;
	return false;
}

/* Whether rows of numbers came out of it: not so where columns of prose stand side by side. */
static bool is_table(const struct sx_pdf_pages *pages, const struct sx_pdf_line *line, size_t n)
{
	size_t rows = 0, wide = 0, cells = 0, numbers = 0, bytes = 0;
	for (size_t i = 0, next; i < n; i = next) {
		for (next = i + 1; next < n && line[next].row == line[i].row; next++) {
			cells++;
			numbers += has_digit(pages, &line[next]);
			bytes += line[next].n;
		}
		rows++;
		wide += next > i + 1;
	}
	return wide >= 2 && wide * 2 >= rows && numbers * 2 >= cells && bytes <= USUAL_CELL * cells;
}

static void make_rows(struct sx_pdf_line *line, size_t n)
{
	uint32_t row = 0;
	qsort(line, n, sizeof *line, by_height);
	for (size_t i = 0, first = 0; i < n; i++) {
		if (middle(&line[i]) - middle(&line[first]) > (double)line[first].height / 2) {
			first = i;
			row++;
		}
		line[i].row = row;
	}
	qsort(line, n, sizeof *line, by_row);
}

static void name_table(struct sx_pdf_line *line, size_t n, uint32_t table, size_t first)
{
	for (size_t i = 0; i < n; i++) {
		line[i].table = table;
		line[i].cell = i > 0 && line[i].row == line[i - 1].row;
		line[i].block = !line[i].cell;
	}
	for (size_t i = 0; i < n; i++)
		line[i].row = (uint32_t)first;
}

static size_t row_end(const struct sx_pdf_line *line, size_t i, size_t n)
{
	size_t end = i + 1;
	while (end < n && line[end].row == line[i].row)
		end++;
	return end;
}

/* All of it, or stretches of it in which something stands beside something in every row: a table among short lines. */
static uint32_t find_tables(const struct sx_pdf_pages *pages, struct sx_pdf_line *line, size_t n)
{
	uint32_t tables = 0;
	if (is_table(pages, line, n)) {
		name_table(line, n, ++tables, 0);
		return tables;
	}
	for (size_t i = 0, end; i < n; i = end) {
		end = row_end(line, i, n);
		if (end == i + 1)
			continue;
		for (size_t next = end; next < n; end = next) {
			next = row_end(line, end, n);
			if (next == end + 1)
				break;
		}
		if (is_table(pages, line + i, end - i))
			name_table(line + i, end - i, ++tables, i);
	}
	return tables;
}

/* The lines in their order, but each table whole where its first line stands. */
static void lay_out(const struct sx_pdf_line *line, struct sx_pdf_line *rows, size_t n, struct sx_pdf_line *out)
{
	size_t to = 0;
	for (size_t i = 0; i < n; i++) {
		if (!line[i].table) {
			out[to] = line[i];
			out[to].block |= i > 0 && line[i - 1].table;
			to++;
			continue;
		}
		size_t first = line[i].row;
		uint32_t table = rows[first].table;
		for (size_t k = first; table && k < n && line[rows[k].at].table == table; k++)
			out[to++] = rows[k];
		rows[first].table = 0; /* laid out */
	}
}

static int try_table(struct sx_pdf_pages *pages, size_t start, size_t n)
{
	struct sx_pdf_line *line = pages->lines + start, *rows = malloc(2 * n * sizeof *rows);
	if (!rows)
		return -1;
	for (size_t i = 0; i < n; i++) {
		line[i].at = (uint32_t)i;
		line[i].table = 0;
	}
	memcpy(rows, line, n * sizeof *rows);
	make_rows(rows, n);
	if (find_tables(pages, rows, n)) {
		for (size_t i = 0; i < n; i++) {
			line[rows[i].at].table = rows[i].table;
			line[rows[i].at].row = rows[i].row;
		}
		lay_out(line, rows, n, rows + n);
		memcpy(line, rows + n, n * sizeof *rows);
	}
	free(rows);
	return 0;
}

/* The end of the block that begins at i, and whether all of it could be cells. */
static size_t block_end(const struct sx_pdf_pages *pages, size_t i, bool *cells)
{
	size_t end = i;
	*cells = true;
	do {
		const struct sx_pdf_line *line = &pages->lines[end];
		*cells &= line->n <= MOST_CELL && !line->heading && !line->out && line->page == pages->lines[i].page;
		end++;
	} while (end < pages->n_lines && !pages->lines[end].block);
	return end;
}

int sx_pdf_tables(struct sx_pdf_pages *pages)
{
	for (size_t i = 0, next; i < pages->n_lines; i = next) {
		bool cells;
		size_t end = next = block_end(pages, i, &cells);
		for (bool more = cells;
		     more && end < pages->n_lines && pages->lines[end].page == pages->lines[i].page;) {
			size_t after = block_end(pages, end, &more);
			if (more)
				next = end = after;
		}
		if (cells && end - i > 3 && try_table(pages, i, end - i))
			return -1;
	}
	return 0;
}
