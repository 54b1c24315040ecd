/* Text put together from the parts of a packed document. */
#include "read/prose_priv.h"

#include <criterion/criterion.h>

static void add(struct sx_prose *p, const char *z)
{
	sx_prose_add(p, sx_str_of(z));
}

static void expect(struct sx_prose *p, const char *text)
{
	struct sx_err err = { 0 };
	cr_expect_eq(sx_prose_check(p, &err), 0);
	cr_expect_str_eq(p->text.p ? p->text.p : "", text);
	sx_prose_release(p);
}

Test(read_prose, white_space)
{
	struct sx_prose p = { 0 };
	add(&p, " \n 3");
	add(&p, ".5");
	add(&p, "%\r\n  of ");
	add(&p, " it ");
	sx_prose_line(&p);
	add(&p, " a");
	sx_prose_tab(&p);
	add(&p, " b ");
	sx_prose_paragraph(&p);
	sx_prose_paragraph(&p);
	add(&p, "bad \xFF byte");
	expect(&p, "3.5% of it\na\tb\n\nbad \xEF\xBF\xBD byte");
}

static void raise(struct sx_prose *p, const char *z)
{
	sx_prose_raise(p);
	add(p, z);
	sx_prose_lower(p);
}

Test(read_prose, superscript)
{
	struct sx_prose p = { 0 };
	add(&p, "10");
	raise(&p, "6");
	add(&p, " and 5 km");
	raise(&p, "2");
	add(&p, " on the 1");
	raise(&p, "st");
	add(&p, ", 10");
	raise(&p, "\xE2\x88\x92"
		  "3");
	add(&p, " ");
	raise(&p, "7");
	expect(&p, "10^6 and 5 km^2 on the 1st, 10^\xE2\x88\x92"
		   "3 7");
}

Test(read_prose, notes_follow_their_paragraph)
{
	struct sx_prose p = { 0 };
	add(&p, "Between 20 ");
	sx_prose_aside(&p);
	add(&p, "A note.");
	sx_prose_aside(&p);
	add(&p, "A note in it.");
	sx_prose_aside_end(&p);
	sx_prose_paragraph(&p);
	sx_prose_aside_end(&p);
	add(&p, "and 30.");
	sx_prose_paragraph(&p);
	add(&p, "Next.");
	sx_prose_paragraph(&p);
	expect(&p, "Between 20 and 30.\n\nA note.\n\nA note in it.\n\nNext.\n\n");
}

static void cell(struct sx_prose *p, const char *first, const char *second)
{
	sx_prose_cell(p);
	add(p, first);
	sx_prose_paragraph(p);
	add(p, second);
	if (*second)
		sx_prose_paragraph(p);
	sx_prose_cell_end(p);
}

Test(read_prose, cells)
{
	struct sx_prose p = { 0 };
	cell(&p, "Aldermoor", "");
	cell(&p, "1,204", "");
	cell(&p, "", "");
	cell(&p, "81%", "");
	sx_prose_row_end(&p);
	cell(&p, "One paragraph.", "Another one.");
	cell(&p, "Beside them.", "");
	sx_prose_row_end(&p);
	cell(&p, "This cell is as long as a paragraph and holds a sentence of its own.", "");
	cell(&p, "12", "");
	sx_prose_row_end(&p);
	add(&p, "After.");
	expect(&p, "Aldermoor | 1,204 | 81%\n\nOne paragraph.\n\nAnother one. | Beside them.\n\n"
		   "This cell is as long as a paragraph and holds a sentence of its own.\n\n12\n\nAfter.");
}

/* Pieces put together give the text; marks come with the piece they begin in, and a heading is never cut. */
Test(read_prose, pieces)
{
	struct sx_prose p = { 0 };
	struct sx_piece piece;
	struct sx_buf all = { 0 };
	size_t marks = 0;
	for (int i = 0; i < 20; i++) {
		sx_prose_heading(&p);
		add(&p, "A heading of \xC3\xA9t\xC3\xA9");
		sx_prose_paragraph(&p);
		sx_prose_page(&p, (uint64_t)i + 1);
		add(&p, "Some text of the chapter \xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC.");
		sx_prose_paragraph(&p);
	}
	for (size_t size = 1; sx_prose_piece(&p, size, &piece); size = size % 40 + 1) {
		for (size_t i = 0; i < piece.n_marks; i++, marks++) {
			const struct sx_mark *m = &piece.marks[i];
			cr_expect(m->text >= all.n && m->text < all.n + piece.text.n);
			if (m->kind != SX_HEADING)
				continue;
			struct sx_str heading = { piece.text.p + (m->text - all.n), (size_t)m->n };
			cr_assert(m->text + m->n <= all.n + piece.text.n);
			cr_expect(sx_str_is(heading, "A heading of \xC3\xA9t\xC3\xA9"));
		}
		cr_expect((piece.text.p[0] & 0xC0) != 0x80);
		sx_buf_str(&all, piece.text);
	}
	cr_expect_eq(marks, 40);
	cr_expect(sx_str_eq(sx_buf_view(&all), sx_buf_view(&p.text)));
	sx_buf_release(&all);
	sx_prose_release(&p);
}
