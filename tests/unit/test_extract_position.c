/* The cursor that takes many bytes at once comes to where one comes that takes them one by one. */
#include "extract/extract_priv.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static struct sx_extractor extractor;

/* What a line and a column are, said plainly. */
static struct sx_cursor counted(struct sx_str text, size_t to)
{
	struct sx_cursor c = { .line = 1, .column = 1 };
	for (size_t i = 0; i < to; i++) {
		bool second = text.p[i] == '\n' && i > 0 && text.p[i - 1] == '\r';
		if (text.p[i] == '\n' || text.p[i] == '\r') {
			c.line += !second;
			c.column = 1;
		} else if (((unsigned char)text.p[i] & 0xC0) != 0x80) {
			c.column++;
		}
	}
	return c;
}

static void goes(struct sx_str text, size_t first, size_t second)
{
	struct sx_cursor c = { .line = 1, .column = 1 };
	const size_t stops[] = { first, second };
	for (size_t i = 0; i < 2; i++) {
		struct sx_cursor want = counted(text, stops[i]);
		sx_cursor_move(&c, &extractor, stops[i]);
		cr_assert(c.offset == stops[i] && c.line == want.line && c.column == want.column,
			  "%zu, then %zu of %zu: line %lu, column %lu", first, stops[i], text.n, (unsigned long)c.line,
			  (unsigned long)c.column);
	}
}

/* The memory ends with the text: a byte read too far is found by the sanitizers. */
Test(extract_position, wherever_it_stops)
{
	static const char *const pieces[] = {
		"plain words and nothing else but them", "\n",           "\r\n", "\r", "\t",
		"\xE4\xB8\x80\xE4\xBA\x8C\xE4\xB8\x89",  "caf\xC3\xA9 ", "x",    ". ", "\f"
	};
	uint64_t random = 7;
	for (int round = 0; round < 300; round++) {
		struct sx_buf text = { 0 };
		for (int i = 0; i < 12; i++) {
			random = random * 6364136223846793005u + 1442695040888963407u;
			sx_buf_z(&text, pieces[(random >> 33) % (sizeof pieces / sizeof *pieces)]);
		}
		char *exact = malloc(text.n);
		cr_assert(exact);
		memcpy(exact, text.p, text.n);
		extractor.window = (struct sx_buf){ .p = exact, .n = text.n };
		for (size_t first = 0; first <= text.n; first += 1 + first / 9)
			for (size_t second = first; second <= text.n; second++)
				goes((struct sx_str){ exact, text.n }, first, second);
		free(exact);
		sx_buf_release(&text);
	}
}
