/* Text that is put together from the parts of a packed document: paragraphs with an empty line between them, white
 * space folded, headings and pages marked. For the formats whose offsets are those of the extracted text. */
#ifndef SX_READ_PROSE_PRIV_H
#define SX_READ_PROSE_PRIV_H

#include "base/buf.h"
#include "base/err.h"
#include "model/doc.h"

/* Start as {0}. Failures are kept and told by sx_prose_check. */
struct sx_prose {
	struct sx_buf text;
	struct sx_buf aside; /* what stands inside a paragraph but is none of it: notes, text boxes */
	unsigned in_aside;   /* how deep */
	bool blank;          /* white space is due before the next character */
	bool blank_outside;  /* the same of the paragraph around the aside */
	unsigned in_cell;    /* of a table, how deep */
	size_t cell;         /* where it began */
	char due;       /* what is to stand before the next character: a cell's end (|), a paragraph's (\n), none (0) */
	size_t raised;  /* where superscript began; SIZE_MAX in none */
	size_t heading; /* where the heading began, + 1; 0 in none */
	struct sx_mark *marks;
	size_t n_marks, cap_marks;
	size_t given, given_marks; /* how far it was handed out */
	bool failed;
};

/* Unchecked bytes, with every run of white space as one blank and none at a line's start. */
void sx_prose_add(struct sx_prose *prose, struct sx_str s);

/* A tab; a line's end; a paragraph's end, which brings what stood aside in it. */
void sx_prose_tab(struct sx_prose *prose);
void sx_prose_line(struct sx_prose *prose);
void sx_prose_paragraph(struct sx_prose *prose);

/* Round a table's cell, and behind its row. A row of short cells is one line, with | between them as in Markdown, so
 * that a name and the number beside it are not read together; what is longer than a label is a
 * paragraph as elsewhere. */
void sx_prose_cell(struct sx_prose *prose);
void sx_prose_cell_end(struct sx_prose *prose);
void sx_prose_row_end(struct sx_prose *prose);

/* Round superscript: a number that touches what is before it is set apart by ^, so that a power is no longer number and
 * the mark of a note no digit of the word's own. */
void sx_prose_raise(struct sx_prose *prose);
void sx_prose_lower(struct sx_prose *prose);

/* Round what stands aside. Asides in asides follow them. */
void sx_prose_aside(struct sx_prose *prose);
void sx_prose_aside_end(struct sx_prose *prose);

/* Round a heading, which is also ended by the next paragraph's end. */
void sx_prose_heading(struct sx_prose *prose);
void sx_prose_heading_end(struct sx_prose *prose);

void sx_prose_page(struct sx_prose *prose, uint64_t number);

/* -1 when memory ran out or the text became too long. */
int sx_prose_check(const struct sx_prose *prose, struct sx_err *err);

/* Hand the text out in pieces of about `size` bytes (0: 256 KiB), cut behind a line where there is one: 1, or 0 at the
 * end. */
int sx_prose_piece(struct sx_prose *prose, size_t size, struct sx_piece *piece);
void sx_prose_release(struct sx_prose *prose);

#endif
