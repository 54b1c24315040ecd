/* From the words on a PDF's pages to running text. */
#include "read/pdf_priv.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A page of 600 by 800 points, drawn line by line. */
struct drawing {
	struct sx_buf html;
};

static void page(struct drawing *d)
{
	sx_buf_z(&d->html, "<page width=\"600.000000\" height=\"800.000000\">\n");
}

static void block(struct drawing *d)
{
	sx_buf_z(&d->html, "<block xMin=\"0\" yMin=\"0\" xMax=\"0\" yMax=\"0\">\n");
}

/* A line of letters that are half as wide as high. */
static void line_at(struct drawing *d, const char *text, double x, double y, double size)
{
	sx_buf_addf(&d->html, "  <line xMin=\"%f\">\n", x);
	while (*text) {
		size_t n = strcspn(text, " ");
		double right = x + (double)n * size / 2;
		sx_buf_addf(&d->html, "<word xMin=\"%f\" yMin=\"%f\" xMax=\"%f\" yMax=\"%f\">%.*s</word>\n", x, y,
			    right, y + size, (int)n, text);
		x = right + size / 2;
		text += n + (text[n] == ' ');
	}
}

static void line(struct drawing *d, const char *text, double y)
{
	line_at(d, text, 50, y, 10);
}

static void expect(struct drawing *d, const char *text, struct sx_pdf_pages *pages, struct sx_prose *prose)
{
	struct sx_err err = { 0 };
	char path[] = "/tmp/test_read_pdf.XXXXXX";
	int fd = mkstemp(path);
	cr_assert(fd >= 0 && write(fd, d->html.p, d->html.n) == (ssize_t)d->html.n);
	close(fd);
	cr_expect_eq(sx_pdf_layout(pages, path, &err), 0, "%s", err.text);
	unlink(path);
	cr_expect_eq(sx_pdf_prose(pages, prose, &err), 0, "%s", err.text);
	cr_expect_str_eq(prose->text.p ? prose->text.p : "", text);
	sx_buf_release(&d->html);
}

static void check(struct drawing *d, const char *text)
{
	struct sx_pdf_pages pages = { 0 };
	struct sx_prose prose = { 0 };
	expect(d, text, &pages, &prose);
	sx_pdf_pages_release(&pages);
	sx_prose_release(&prose);
}

Test(read_pdf, hyphens_at_line_ends)
{
	struct drawing d = { 0 };
	page(&d);
	block(&d);
	line(&d, "A twenty-year plan for infor-", 100);
	line(&d, "mation on 20-", 112);
	line(&d, "30 per cent of the well-", 124);
	line(&d, "known long-term costs in Anglo-", 136);
	line(&d, "Saxon law; some seventy-", 148);
	line(&d, "five firms and their long-", 160);
	line(&d, "term debt, and it fell to -", 172);
	line(&d, "5 degrees over 5\xE2\x80\x93", 184);
	line(&d, "10 km.", 196);
	check(&d,
	      "A twenty-year plan for information on 20-30 per cent of the well-known long-term costs in Anglo-Saxon "
	      "law; some seventy-five firms and their long-term debt, and it fell to -5 degrees over 5\xE2\x80\x93"
	      "10 km.\n\n");
}

Test(read_pdf, raised_numbers_and_other_fonts)
{
	static const char html[] =
		"<page width=\"600\" height=\"800\">\n<block >\n<line >\n"
		"<word xMin=\"50\" yMin=\"100\" xMax=\"60\" yMax=\"110\">10</word>\n"
		"<word xMin=\"60\" yMin=\"97\" xMax=\"63\" yMax=\"103\">6</word>\n"
		"<word xMin=\"70\" yMin=\"100\" xMax=\"85\" yMax=\"110\">3.5</word>\n"
		"<word xMin=\"85.1\" yMin=\"100\" xMax=\"90\" yMax=\"110\">%</word>\n"
		"<word xMin=\"95\" yMin=\"100\" xMax=\"100\" yMax=\"110\">1</word>\n"
		"<word xMin=\"100\" yMin=\"97\" xMax=\"106\" yMax=\"103\">st</word>\n"
		"<word xMin=\"110\" yMin=\"100\" xMax=\"130\" yMax=\"110\">&lt;b&gt;&amp;&quot;\x01\xFF</word>\n";
	struct drawing d = { 0 };
	sx_buf_z(&d.html, html);
	check(&d, "10^6 3.5% 1st <b>&\"\xEF\xBF\xBD\n\n");
}

Test(read_pdf, heads_feet_and_page_numbers)
{
	struct drawing d = { 0 };
	char number[16];
	for (int i = 1; i <= 4; i++) {
		page(&d);
		block(&d);
		line(&d, "Annual Report", 20);
		block(&d);
		line(&d, i == 1 ? "Sales rose by 5% in the" : "The end of this page", 300);
		snprintf(number, sizeof number, i % 2 ? "- %d -" : "Page %d of 4", i);
		block(&d);
		line(&d, number, 770);
	}
	struct sx_pdf_pages pages = { 0 };
	struct sx_prose prose = { 0 };
	expect(&d,
	       "Sales rose by 5% in the\n\nThe end of this page\n\nThe end of this page\n\nThe end of this page\n\n",
	       &pages, &prose);
	cr_assert_eq(prose.n_marks, 4);
	for (size_t i = 0; i < 4; i++) {
		cr_expect_eq(prose.marks[i].kind, SX_PAGE);
		cr_expect_eq(prose.marks[i].n, i + 1);
	}
	cr_expect_eq(prose.marks[1].text, strlen("Sales rose by 5% in the\n\n"));
	sx_pdf_pages_release(&pages);
	sx_prose_release(&prose);
}

/* What stands on every page and is the only text there is no running head. */
Test(read_pdf, the_only_line_of_a_page_stays)
{
	struct drawing d = { 0 };
	for (int i = 0; i < 3; i++) {
		page(&d);
		block(&d);
		line(&d, "Prices rose by 3%.", 20);
	}
	check(&d, "Prices rose by 3%.\n\nPrices rose by 3%.\n\nPrices rose by 3%.\n\n");
}

Test(read_pdf, sentences_over_columns_and_headings)
{
	struct drawing d = { 0 };
	page(&d);
	block(&d);
	line_at(&d, "Water", 50, 100, 16);
	block(&d);
	line(&d, "The waterworks of the valley pumped between 20", 130);
	block(&d);
	line_at(&d, "and 30 million litres.", 320, 100, 10);
	struct sx_pdf_pages pages = { 0 };
	struct sx_prose prose = { 0 };
	expect(&d, "Water\n\nThe waterworks of the valley pumped between 20\nand 30 million litres.\n\n", &pages,
	       &prose);
	cr_assert_eq(prose.n_marks, 2);
	cr_expect(prose.marks[1].kind == SX_HEADING || prose.marks[0].kind == SX_HEADING);
	sx_pdf_pages_release(&pages);
	sx_prose_release(&prose);
}

Test(read_pdf, tables_in_rows)
{
	static const char *const cells[3][3] = { { "Village", "Homes", "Share" },
						 { "Aldermoor", "1,204", "81%" },
						 { "Brankholm", "967", "64%" } };
	struct drawing d = { 0 };
	page(&d);
	for (int column = 0; column < 3; column++) {
		block(&d);
		for (int row = 0; row < 3; row++)
			line_at(&d, cells[row][column], 50 + column * 100, 200 + row * 15, 10);
	}
	check(&d, "Village | Homes | Share\n\nAldermoor | 1,204 | 81%\n\nBrankholm | 967 | 64%\n\n");
}

/* Short lines above and below are none of it. */
Test(read_pdf, a_table_among_short_lines)
{
	static const char *const cells[2][3] = { { "Aldermoor", "1,204", "81%" }, { "Brankholm", "967", "64%" } };
	struct drawing d = { 0 };
	page(&d);
	block(&d);
	line(&d, "The homes were counted.", 100);
	line(&d, "Nobody was left out.", 112);
	block(&d);
	line(&d, "Village", 200);
	line(&d, cells[0][0], 215);
	line(&d, cells[1][0], 230);
	line(&d, "Then came the roads.", 260);
	block(&d);
	line(&d, "They are 9 km long.", 290);
	for (int column = 1; column < 3; column++) {
		block(&d);
		line_at(&d, column == 1 ? "Homes" : "Share", 50 + column * 100, 200, 10);
		for (int row = 0; row < 2; row++)
			line_at(&d, cells[row][column], 50 + column * 100, 215 + row * 15, 10);
	}
	check(&d,
	      "The homes were counted.\nNobody was left out.\n\nVillage | Homes | Share\n\n"
	      "Aldermoor | 1,204 | 81%\n\nBrankholm | 967 | 64%\n\nThen came the roads.\n\nThey are 9 km long.\n\n");
}

Test(read_pdf, contents_are_left_out_and_figures_not)
{
	struct drawing d = { 0 };
	page(&d);
	block(&d);
	line(&d, "Contents", 100);
	line(&d, "Supply . . . . . . . . 1", 120);
	line(&d, "Quality ............. 2", 140);
	line(&d, "People . . . . . . . . . 3", 160);
	page(&d);
	block(&d);
	line(&d, "Wheat ............... 450", 120);
	line(&d, "Oats ................ 80", 140);
	line(&d, "Barley .............. 65", 160);
	check(&d, "Contents\n\nWheat ............... 450\nOats ................ 80\nBarley .............. 65\n\n");
}

/* One that has no dots, over two pages; a table of figures under another title is none. */
Test(read_pdf, contents_without_dots)
{
	struct drawing d = { 0 };
	char text[32];
	for (int i = 0; i < 20; i++) {
		if (i % 10 == 0) {
			page(&d);
			block(&d);
		}
		if (i == 0)
			line(&d, "Contents", 100);
		snprintf(text, sizeof text, "%d.%d Wells %d", 1 + i / 5, 1 + i % 5, 3 + 2 * i);
		line(&d, text, 120 + 20 * (i % 10));
	}
	page(&d);
	block(&d);
	line(&d, "Wells by parish", 100);
	for (int i = 0; i < 9; i++) {
		snprintf(text, sizeof text, "Parish %c 1%d", 'A' + i, i);
		line(&d, text, 120 + 20 * i);
	}
	check(&d, "Contents\n\nWells by parish\nParish A 10\nParish B 11\nParish C 12\nParish D 13\nParish E 14\n"
		  "Parish F 15\nParish G 16\nParish H 17\nParish I 18\n\n");
}

Test(read_pdf, an_index_is_left_out)
{
	struct drawing d = { 0 };
	char text[32];
	page(&d);
	block(&d);
	line(&d, "The index of prices rose to 104.", 100);
	for (int i = 0; i < 20; i++) {
		if (i % 10 == 0) {
			page(&d);
			block(&d);
		}
		if (i == 0) {
			line(&d, "Index", 100);
			block(&d);
		}
		snprintf(text, sizeof text,
			 "well %c, %d, 3\xE2\x80\x93"
			 "4",
			 'a' + i, i % 3 + 1);
		line(&d, text, 120 + 20 * (i % 10));
	}
	page(&d);
	block(&d);
	line(&d, "The end of 9 wells.", 100);
	check(&d, "The index of prices rose to 104.\n\nIndex\n\nThe end of 9 wells.\n\n");
}

Test(read_pdf, marks_of_notes_and_sections)
{
	static const char note[] = "<line >\n<word xMin=\"50\" yMin=\"599\" xMax=\"53\" yMax=\"606\">1</word>\n"
				   "<word xMin=\"54\" yMin=\"600\" xMax=\"74\" yMax=\"610\">We</word>\n"
				   "<word xMin=\"76\" yMin=\"600\" xMax=\"96\" yMax=\"610\">agree.</word>\n"
				   "<line >\n<word xMin=\"50\" yMin=\"612\" xMax=\"53\" yMax=\"622\">5</word>\n"
				   "<word xMin=\"56\" yMin=\"612\" xMax=\"74\" yMax=\"622\">wells.</word>\n";
	struct drawing d = { 0 };
	page(&d);
	block(&d);
	line_at(&d, "3 Results", 50, 150, 16);
	block(&d);
	line_at(&d, "5 Million Members", 50, 200, 16);
	block(&d);
	line(&d, "3 Wells were dug there in the long summer, and none since.", 300);
	block(&d);
	sx_buf_z(&d.html, note);
	check(&d, "3. Results\n\n5 Million Members\n\n3 Wells were dug there in the long summer, and none since.\n\n"
		  "We agree.\n5 wells.\n\n");
}

Test(read_pdf, numbers_of_lines_are_left_out)
{
	struct drawing d = { 0 };
	page(&d);
	block(&d);
	for (int i = 0; i < 3; i++)
		line(&d, i == 0 ? "8" : i == 1 ? "9" : "10", 100 + 12 * i);
	block(&d);
	line_at(&d, "The wells are as deep as they were when the first of them was dug.", 100, 100, 10);
	block(&d);
	line(&d, "4 wells", 150);
	line(&d, "12", 162);
	block(&d);
	line(&d, "47%", 190);
	check(&d, "The wells are as deep as they were when the first of them was dug.\n\n4 wells\n12\n\n47%\n\n");
}

Test(read_pdf, columns_of_prose_stay_columns)
{
	static const char *const lines[2][3] = {
		{ "The mayor said that", "the town would grow", "as before, she hopes." },
		{ "Others disagree with", "that view, and they", "have said so often." }
	};
	struct drawing d = { 0 };
	page(&d);
	for (int column = 0; column < 2; column++) {
		block(&d);
		for (int row = 0; row < 3; row++)
			line_at(&d, lines[column][row], 50 + column * 300, 200 + row * 15, 10);
	}
	check(&d,
	      "The mayor said that\nthe town would grow\nas before, she hopes.\n\nOthers disagree with\nthat view, and "
	      "they\nhave said so often.\n\n");
}

Test(read_pdf, nothing_and_nonsense)
{
	static const char *const nonsense[] = {
		"", "<page >\n<word", "<word xMin=\"1e99\">5</word>\n", "<page >\n<line >\n<word >\n",
		"<page height=\"99999999999999999999999999999999\">\n<line ><word >a</word>"
	};
	for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
		struct drawing d = { 0 };
		struct sx_pdf_pages pages = { 0 };
		struct sx_prose prose = { 0 };
		struct sx_err err = { 0 };
		char path[] = "/tmp/test_read_pdf.XXXXXX";
		int fd = mkstemp(path);
		sx_buf_z(&d.html, nonsense[i]);
		cr_assert(fd >= 0 && write(fd, d.html.p ? d.html.p : "", d.html.n) == (ssize_t)d.html.n);
		close(fd);
		cr_expect_eq(sx_pdf_layout(&pages, path, &err), 0);
		cr_expect_eq(sx_pdf_prose(&pages, &prose, &err), 0);
		unlink(path);
		sx_buf_release(&d.html);
		sx_pdf_pages_release(&pages);
		sx_prose_release(&prose);
	}
}
