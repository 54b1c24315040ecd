/* HTML: what is seen of a page, and where it stands in the source. */
#include "base/buf.h"
#include "read/read.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct sx_reader *open_bytes(struct sx_str bytes, struct sx_read_options options)
{
	struct sx_err err = { 0 };
	char path[] = "/tmp/test_read_html.XXXXXX";
	int fd = mkstemp(path);
	cr_assert(fd >= 0 && (bytes.n == 0 || write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n));
	close(fd);
	options.format = "html";
	struct sx_reader *reader = sx_reader_open(path, &options, &err);
	unlink(path);
	cr_assert(reader, "%s", err.text);
	return reader;
}

/* A document's text, its runs, and its headings in braces behind it. */
struct page {
	struct sx_buf text, runs, headings;
	char date[11], lang[4];
};

static void read_page(struct page *page, struct sx_str bytes, struct sx_read_options options)
{
	struct sx_reader *reader = open_bytes(bytes, options);
	struct sx_err err = { 0 };
	struct sx_doc doc;
	struct sx_piece piece;
	int rc;
	*page = (struct page){ 0 };
	cr_assert_eq(sx_reader_doc(reader, &doc, &err), 1);
	snprintf(page->date, sizeof page->date, "%.*s", (int)doc.date.n, doc.date.p);
	snprintf(page->lang, sizeof page->lang, "%.*s", (int)doc.lang.n, doc.lang.p);
	while ((rc = sx_reader_piece(reader, &piece, &err)) == 1) {
		for (size_t i = 0; i < piece.n_marks; i++) {
			cr_expect_eq(piece.marks[i].kind, SX_HEADING);
			sx_buf_addf(&page->headings, "{%.*s}", (int)piece.marks[i].n,
				    piece.text.p + (piece.marks[i].text - page->text.n));
		}
		sx_buf_add(&page->runs, piece.runs, piece.n_runs * sizeof *piece.runs);
		sx_buf_str(&page->text, piece.text);
	}
	cr_expect_eq(rc, 0, "%s", err.text);
	sx_buf_c(&page->text, 0);
	sx_buf_c(&page->headings, 0);
	sx_reader_close(reader);
}

static void release(struct page *page)
{
	sx_buf_release(&page->text);
	sx_buf_release(&page->runs);
	sx_buf_release(&page->headings);
}

struct html_case {
	const char *html, *text, *headings;
};

static const struct html_case cases[] = {
	{ "", "", "" },
	{ "5 km", "5 km", "" },
	{ "<p>It rose to 1<b>2</b>.<i>5</i>%.</p>\n<p>Next.", "It rose to 12.5%.\n\nNext.", "" },
	{ "a  b\n\n c\td <br> e<br><br>f", "a b c d \ne\n\nf", "" },
	{ "<h1>One\n <em>and</em> more</h1>x<h2>Two</h2><h3></h3>y", "One and more\n\nx\n\nTwo\n\ny",
	  "{One and more}{Two}" },
	{ "<table><tr><th>Year<th>Rain<tr><td>2014<td>12 mm</table>", "Year | Rain\n\n2014 | 12 mm", "" },
	{ "10<sup>6</sup>, 10<sup>&minus;3</sup>, m<sup>2</sup>, 1<sup>st</sup>, CO<sub>2</sub>",
	  "10^6, 10^\u22123, m^2, 1st, CO2", "" },
	{ "<math><msup><mn>10</mn><mn>6</mn></msup> <mfrac><mn>2</mn><mn>3</mn></mfrac></math>", "10^6 2/3", "" },
	/* References, those of HTML 5 and those without a semicolon; what is none. */
	{ "5&nbsp;km &le; 6&thinsp;%, &#x20AC;5, &#8364;6, &#128;7, &euro;8",
	  "5\u00A0km \u2264 6\u2009%, \u20AC5, \u20AC6, \u20AC7, \u20AC8", "" },
	{ "&lt5 &amp6 &notit; &unknown; & 7 &; &#; &#x; &#0; &#xD800;",
	  "<5 &6 \u00ACit; &unknown; & 7 &; &#; &#x; \uFFFD \uFFFD", "" },
	{ "&NotEqualTilde;5&amp", "\u2242\u03385&", "" },
	{ "3 < 4, 5 <6> 7 <", "3 < 4, 5 <6> 7 ", "" },
	/* What is not shown. */
	{ "a<script>if (1 < 2) '</scr' + 9</script>b<style>9</style><title>9</title>c", "abc", "" },
	{ "a<!-- 9 -->b<!-->c<!--->d<!-- 9 --!>e<!-- - -- 9 > -->f<![CDATA[ 9 ]]>g<?x 9?>h", "abcdefgh", "" },
	{ "a<template>9</template><select><option>9</select><textarea>9</textarea><noscript>9</noscript>b", "ab", "" },
	{ "a<p hidden>9<p>b<div style='color: red; DISPLAY : none'>9<div>9</div>9</div>c<del>9</del>", "a\n\nb\n\nc",
	  "" },
	{ "a<script>9</SCRIPT >b<xmp><p>9</xmp>c<plaintext>9</plaintext>9", "abc", "" },
	{ "use <code>x = 9</code>, <pre>a\n  b</pre><pre><code>9</code></pre>", "use \u2026, \n\na\n  b", "" },
	{ "in 2021.<a class='x footnote-ref' role=doc-noteref><sup>1</sup></a> Six<sup "
	  "class=reference><a>[2]</a></sup> m<sup>3</sup>",
	  "in 2021. Six m^3", "" },
	{ "<pre class=programlisting>9</pre>a<pre class='x Language-C'>9</pre>b<pre class='lang- screenshot'>8</pre>",
	  "a\n\nb", "" },
	{ "<div class='highlight'><p>a</p><pre>9</pre></div><pre>8</pre><i class=code />b<pre>7</pre>",
	  "a\n\n8\n\nb\n\n7", "" },
	{ "<a title='9 > 8' href=x/9>5</a> <img alt=\"9\"/>km", "5 km", "" },
	{ "<ul><li>a<li>b<ul><li>c</ul></ul><dl><dt>d<dd>e</dl>f", "a\n \nb\n \nc\n\nd\n\ne\n\nf", "" },
	/* What is left open at the end. */
	{ "5 km<!-- 9", "5 km", "" },
	{ "5 km<p title='9", "5 km", "" },
	{ "5 km<title>9", "5 km", "" },
	{ "5 km</", "5 km", "" },
	{ "<h1>5 km", "5 km", "{5 km}" },
	{ "<td hidden>9</div>9</td>5", "5", "" },
	{ "<ruby>5<rt>9<rp>)<rt>8</ruby> km <ruby>a<rt>9<p>b<div>c</div>", "5 km a\n\nb\n\nc", "" },
};

Test(read_html, shown)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (size_t size = 0; size < 12; size++) {
			struct page page;
			read_page(&page, sx_str_of(cases[i].html), (struct sx_read_options){ .piece = size });
			cr_expect_str_eq(page.text.p, cases[i].text, "case %zu, pieces of %zu: %s", i, size,
					 page.text.p);
			cr_expect_str_eq(page.headings.p, cases[i].headings, "case %zu, pieces of %zu", i, size);
			release(&page);
		}
	}
}

/* The source offset, line and column of the text's byte `at`. */
static struct sx_run place_of(const struct page *page, size_t at)
{
	const struct sx_run *runs = (const struct sx_run *)(const void *)page->runs.p, *run = NULL;
	for (size_t i = 0; i < page->runs.n / sizeof *runs && runs[i].text <= at; i++)
		run = &runs[i];
	cr_assert(run);
	uint64_t n = (at - run->text) / run->text_step;
	return (struct sx_run){ .source = run->source + n * run->source_step,
				.line = run->line,
				.column = run->column + n };
}

static void check_place(const struct page *page, const char *words, uint64_t source, uint64_t line, uint64_t column)
{
	const char *found = strstr(page->text.p, words);
	cr_assert(found, "%s", words);
	struct sx_run place = place_of(page, (size_t)(found - page->text.p));
	cr_expect_eq(place.source, source, "%s: %" PRIu64, words, place.source);
	cr_expect_eq(place.line, line, "%s: line %" PRIu64, words, place.line);
	cr_expect_eq(place.column, column, "%s: column %" PRIu64, words, place.column);
}

Test(read_html, places)
{
	static const char html[] = "<p>caf\xC3\xA9 <b>5</b>&nbsp;km\r\n\r\n  &amp <i\n>6 mm";
	for (size_t size = 0; size < 12; size++) {
		struct page page;
		read_page(&page, SX_STR(html), (struct sx_read_options){ .piece = size });
		check_place(&page, "5", 12, 1, 12);
		check_place(&page, "km", 23, 1, 23);
		check_place(&page, "&", 31, 3, 3);
		check_place(&page, "6", 40, 4, 2);
		release(&page);
	}
}

#define BYTES(literal)                                                                                                 \
	{                                                                                                              \
		(literal), sizeof(literal) - 1                                                                         \
	}

Test(read_html, encodings)
{
	static const struct {
		struct sx_str bytes;
		const char *text;
	} pages[] = {
		{ BYTES("<meta charset=windows-1252><p>\x80 5"), "\u20AC 5" },
		{ BYTES("<meta http-equiv=x content='text/html; charset=ISO-8859-2'><p>\xB1 5"), "\u0105 5" },
		{ BYTES("<?xml version='1.0' encoding='windows-1251'?><p>\xE4 5"), "\u0434 5" },
		{ BYTES("\xEF\xBB\xBF<meta charset=windows-1252><p>\xC3\xA9"), "\u00E9" },
		{ BYTES("<!-- <meta charset=windows-1251> --><p>\xC3\xA9"), "\u00E9" },
		{ BYTES("<meta charset=nonesuch><p>\xC3\xA9"), "\u00E9" },
		{ BYTES("<meta charset=utf-16><p>\xC3\xA9"), "\u00E9" },
		{ BYTES("\xFF\xFE<\0p\0>\0\x35\0"), "5" },
	};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct page page;
		read_page(&page, pages[i].bytes, (struct sx_read_options){ 0 });
		cr_expect_str_eq(page.text.p, pages[i].text, "page %zu: %s", i, page.text.p);
		release(&page);
	}
	struct page page;
	read_page(&page, SX_STR("<meta charset=utf-8><p>\xE9"), (struct sx_read_options){ .encoding = "latin1" });
	cr_expect_str_eq(page.text.p, "\u00E9");
	release(&page);
}

Test(read_html, late_charset_is_no_charset)
{
	struct sx_buf bytes = { 0 };
	for (int i = 0; i < 400; i++)
		sx_buf_z(&bytes, "<br>");
	sx_buf_z(&bytes, "<meta charset=windows-1251><p>\xE4\xE5 5");
	struct page page;
	read_page(&page, sx_buf_view(&bytes), (struct sx_read_options){ 0 });
	cr_expect_str_eq(page.text.p, "\uFFFD\uFFFD 5");
	release(&page);
	sx_buf_release(&bytes);
}

Test(read_html, what_it_says_of_itself)
{
	static const struct {
		const char *html, *date, *lang;
	} pages[] = {
		{ "<html lang=en-GB><meta name=Date content=2014-06-03><p>x", "2014-06-03", "en" },
		{ "<meta content='2014-06-03T10:00:00Z' property='article:published_time'>", "2014-06-03", "" },
		{ "<html xml:lang='DE'><p><time datetime=2013-01-02>2 January</time>", "2013-01-02", "de" },
		{ "<time datetime=2013-01-02></time><meta name=date content=2014-06-03>", "2014-06-03", "" },
		{ "<meta name=date content='3 June'><meta name=other content=2014-06-03>", "", "" },
		{ "<meta name=date name=x content=2014-06-03 content=2015-01-01>", "2014-06-03", "" },
	};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct page page;
		read_page(&page, sx_str_of(pages[i].html), (struct sx_read_options){ .piece = 5 });
		cr_expect_str_eq(page.date, pages[i].date, "page %zu", i);
		cr_expect_str_eq(page.lang, pages[i].lang, "page %zu", i);
		release(&page);
	}
}

/* `n` times the same, then a claim: as much time as text, however it nests. */
static void check_many(const char *unit, size_t n, const char *end, const char *text)
{
	struct sx_buf bytes = { 0 };
	for (size_t i = 0; i < n; i++)
		sx_buf_z(&bytes, unit);
	sx_buf_z(&bytes, end);
	struct page page;
	read_page(&page, sx_buf_view(&bytes), (struct sx_read_options){ 0 });
	cr_expect_str_eq(page.text.p, text, "%s: %.60s", unit, page.text.p);
	release(&page);
	sx_buf_release(&bytes);
}

Test(read_html, much_of_everything, .timeout = 60)
{
	static const char *const units[] = { "<div>",       "<span>",         "</div>", "<p>",    "<b><i></b>", "<h1>",
					     "<table><td>", "<li>",           "<sup>",  "<a b=c", "<!--",       "<!",
					     "<br>",        "<p hidden></p>", "</",     "<x\n",   "<code>" };
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct sx_buf bytes = { 0 };
		for (size_t n = 0; n < 300000; n++)
			sx_buf_z(&bytes, units[i]);
		struct page page;
		read_page(&page, sx_buf_view(&bytes), (struct sx_read_options){ 0 });
		release(&page);
		sx_buf_release(&bytes);
	}
	check_many("<div><span>", 200000, "5 km", "5 km");
	check_many("<span></div>", 200000, "5 km", "5 km");
	check_many("<div><b>", 200000, "</div></b><p>5 km", "5 km");
}

/* Elements beyond those that are kept end, too: what is hidden stays so no longer than up to its own end. */
Test(read_html, hidden_deep_down)
{
	for (size_t n = 510; n < 5000; n += n < 515 ? 1 : 2000) {
		struct sx_buf bytes = { 0 };
		for (size_t i = 0; i < n; i++)
			sx_buf_z(&bytes, "<div hidden>");
		sx_buf_z(&bytes, "<p>9 km<ul><li>8 km<li>7 km</ul><table><tr><td>6 km</table>");
		for (size_t i = 0; i < n; i++)
			sx_buf_z(&bytes, "</div>");
		sx_buf_z(&bytes, "<p>5 km");
		struct page page;
		read_page(&page, sx_buf_view(&bytes), (struct sx_read_options){ 0 });
		cr_expect_str_eq(page.text.p, "5 km", "%zu: %.60s", n, page.text.p);
		release(&page);
		sx_buf_release(&bytes);
	}
}
