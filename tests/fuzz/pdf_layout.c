/* What pdftotext says of a PDF's pages; a hostile file may have any say in it. */
#include "target.h"

#include "base/utf8.h"
#include "read/pdf_priv.h"

#include <unistd.h>

int fuzz_pdf_layout(const uint8_t *data, size_t size)
{
	struct target_file file = target_file((struct sx_str){ (const char *)data, size });
	struct sx_err err = { 0 };
	struct sx_pdf_pages pages = { 0 };
	struct sx_prose prose = { 0 };
	int status = sx_pdf_layout(&pages, file.path, &err);
	if (status == 0)
		status = sx_pdf_prose(&pages, &prose, &err);
	target_require(status == 0 || err.code != SX_OK, "a failure is told");
	struct sx_piece piece;
	while (status == 0 && sx_prose_piece(&prose, 100, &piece) == 1)
		target_require(sx_utf8_check(piece.text) == piece.text.n, "a piece is UTF-8");
	sx_prose_release(&prose);
	sx_pdf_pages_release(&pages);
	close(file.fd);
	return 0;
}
