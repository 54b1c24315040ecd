/* The pages of a PDF as pdftotext lays them out, and what they say as running text. */
#ifndef SX_READ_PDF_PRIV_H
#define SX_READ_PDF_PRIV_H

#include "read/prose_priv.h"

struct sx_pdf_line {
	size_t text, n; /* in `words` */
	uint32_t page;  /* from 1 */
	float height;   /* of its letters, in points */
	float left, top, bottom;
	/* While tables are looked for: of this line, or where its table begins; its place before; its table, from 1. */
	uint32_t row, at, table;
	bool block;  /* the first of its block */
	bool margin; /* at the page's upper or lower edge */
	bool heading;
	bool cell; /* of the same row of a table as the line before */
	bool out;  /* none of the text */
};

/* Start as {0}. */
struct sx_pdf_pages {
	struct sx_buf words;
	struct sx_pdf_line *lines;
	size_t n_lines, cap_lines;
	uint32_t pages;
	char date[11]; /* when the file was made; empty: not said */
	bool whole;    /* what pdftotext wrote came to its end */
};

static inline struct sx_str sx_pdf_text(const struct sx_pdf_pages *pages, const struct sx_pdf_line *line)
{
	return (struct sx_str){ pages->words.p + line->text, line->n };
}

/* Read what `pdftotext -bbox-layout` wrote; of a file that is not there nothing. */
int sx_pdf_layout(struct sx_pdf_pages *pages, const char *path, struct sx_err *err);
void sx_pdf_pages_release(struct sx_pdf_pages *pages);

/* Mark what is none of the text as `out`; -1: no memory. */
int sx_pdf_leave_out(struct sx_pdf_pages *pages);

/* Put the lines of tables into rows; -1: no memory. */
int sx_pdf_tables(struct sx_pdf_pages *pages);

/* Once the tables are known: blocks of nothing but numbers of lines, of sections, along an axis. */
void sx_pdf_leave_out_lone_numbers(struct sx_pdf_pages *pages);

/* Words broken at line ends made whole, heads, feet and page numbers left out, headings and pages marked. */
int sx_pdf_prose(struct sx_pdf_pages *pages, struct sx_prose *prose, struct sx_err *err);

#endif
