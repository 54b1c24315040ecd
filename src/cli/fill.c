#include "cli/fill.h"

#include "base/utf8.h"

#include <ctype.h>

void sx_fill(struct sx_buf *out, const char *text, size_t indent, size_t width)
{
	size_t at = indent;
	while (*text) {
		struct sx_str word = { text, strcspn(text, " ") };
		size_t cells = sx_utf8_cells(word);
		if (at > indent && at + 1 + cells > width) {
			sx_buf_addf(out, "\n%*s", (int)indent, "");
			at = indent;
		} else if (at > indent) {
			sx_buf_c(out, ' ');
			at++;
		}
		sx_buf_str(out, word);
		at += cells;
		text += word.n + strspn(text + word.n, " ");
	}
	sx_buf_c(out, '\n');
}

void sx_sentence(struct sx_buf *out, const char *text)
{
	sx_buf_c(out, (char)toupper((unsigned char)text[0]));
	sx_buf_addf(out, "%s.", text + 1);
}

void sx_fill_sentence(struct sx_buf *out, const char *text, size_t indent, size_t width)
{
	struct sx_buf sentence = { 0 };
	sx_sentence(&sentence, text);
	if (sx_buf_ok(&sentence))
		sx_fill(out, sentence.p, indent, width);
	out->failed |= sentence.failed;
	sx_buf_release(&sentence);
}
