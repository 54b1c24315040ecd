/* One block of Markdown: its lines, and the marks within them. */
#ifndef SX_READ_MARKDOWN_PRIV_H
#define SX_READ_MARKDOWN_PRIV_H

#include "read/weave_priv.h"

enum sx_md_kind { SX_MD_PARAGRAPH, SX_MD_HEADING, SX_MD_ROW };

/* What becomes of a byte of a block. CODE: a mark stands for the bytes from here on that are CODE or DROP. */
enum { SX_MD_KEEP, SX_MD_DROP, SX_MD_CODE, SX_MD_BREAK, SX_MD_CELL, SX_MD_RAISE, SX_MD_LINE };

/* Start as {0}. */
struct sx_md_block {
	struct sx_weave weave;
	struct sx_buf text; /* the block's lines, without what stands before them */
	struct sx_md_line {
		size_t at, in; /* where in `text`, and where in the weave's input */
	} * lines;
	size_t n_lines, cap_lines, line;
	unsigned char *dropped; /* what becomes of each byte of `text` */
	size_t cap_dropped;
	bool begun, apart, failed;
	bool item; /* the block begins an item of a list */
	char last; /* the last character of text */
};

/* The input that the lines to come are slices of. It may go when `fed` was called; no block may be open then. */
void sx_md_block_feed(struct sx_md_block *block, const struct sx_piece *piece);
void sx_md_block_fed(struct sx_md_block *block);

/* A line of the block; its end in the source may stand right behind it. */
void sx_md_block_add(struct sx_md_block *block, struct sx_str line, bool with_end);
bool sx_md_block_is_open(const struct sx_md_block *block);
/* The block was this; the next line begins another. Nothing when no line was added. */
void sx_md_block_end(struct sx_md_block *block, enum sx_md_kind kind);

/* Sets what becomes of the bytes of `text`, which the block's begins with; all of them are kept so far. */
void sx_md_find_marks(struct sx_md_block *block, struct sx_str text, bool row);

int sx_md_block_give(struct sx_md_block *block, struct sx_piece *piece, struct sx_err *err);
void sx_md_block_release(struct sx_md_block *block);

#endif
