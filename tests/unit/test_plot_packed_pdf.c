/* PDF as cairo 1.18 writes it, with objects packed into compressed streams, made plain. */
#include "base/buf.h"
#include "plot/render_priv.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

/* What one packed file is made of; a test changes one thing. */
struct parts {
	const char *widths, *info, *first, *pairs;
	unsigned stream_of_info, place_of_info, entries;
};

static const struct parts sound = { .widths = "/W [1 2 1]",
				    .info = "/Info 4 0 R",
				    .first = "/First 9 ",
				    .pairs = "3 0 4 23\n",
				    .stream_of_info = 2,
				    .place_of_info = 1,
				    .entries = 7 };

/* A zlib stream that holds the bytes as they are. */
static void add_zlib(struct sx_buf *out, struct sx_str bytes)
{
	unsigned a = 1, b = 0;
	for (size_t i = 0; i < bytes.n; i++) {
		a = (a + (unsigned char)bytes.p[i]) % 65521;
		b = (b + a) % 65521;
	}
	unsigned n = (unsigned)bytes.n;
	const unsigned head[] = { 0x78, 0x01, 1, n & 0xFF, n >> 8, ~n & 0xFF, ~n >> 8 & 0xFF };
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		sx_buf_c(out, (char)head[i]);
	sx_buf_str(out, bytes);
	const unsigned tail[] = { b >> 8, b & 0xFF, a >> 8, a & 0xFF };
	for (size_t i = 0; i < 4; i++)
		sx_buf_c(out, (char)tail[i]);
}

static void add_stream(struct sx_buf *pdf, unsigned object, const char *dictionary, struct sx_str bytes)
{
	sx_buf_addf(pdf, "%u 0 obj\n<< %s /Filter /FlateDecode >>\nstream\n", object, dictionary);
	add_zlib(pdf, bytes);
	sx_buf_z(pdf, "\nendstream\nendobj\n");
}

static void add_entry(struct sx_buf *table, unsigned kind, size_t a, unsigned b)
{
	sx_buf_c(table, (char)kind);
	sx_buf_c(table, (char)(a >> 8));
	sx_buf_c(table, (char)a);
	sx_buf_c(table, (char)b);
}

static struct sx_buf packed(const struct parts *parts)
{
	struct sx_buf pdf = { 0 }, inside = { 0 }, table = { 0 };
	char dictionary[200];
	size_t at[7] = { 0 };
	sx_buf_z(&pdf, "%PDF-1.7\n");
	at[1] = pdf.n;
	sx_buf_z(&pdf, "1 0 obj\n<< /Length 5 >>\nstream\nhello\nendstream\nendobj\n");
	at[2] = pdf.n;
	sx_buf_z(&inside, parts->pairs);
	sx_buf_z(&inside, "<< /Type /Catalog   >>\n<< /CreationDate (D:20240102030405Z) >>\n");
	snprintf(dictionary, sizeof dictionary, "/Type /ObjStm /Length 5 0 R /N 2 %s", parts->first);
	add_stream(&pdf, 2, dictionary, sx_buf_view(&inside));
	at[5] = pdf.n;
	sx_buf_z(&pdf, "5 0 obj\n   90\nendobj\n");
	at[6] = pdf.n;
	add_entry(&table, 0, 0, 0);
	add_entry(&table, 1, at[1], 0);
	add_entry(&table, 1, at[2], 0);
	add_entry(&table, 2, 2, 0);
	add_entry(&table, 2, parts->stream_of_info, parts->place_of_info);
	add_entry(&table, 1, at[5], 0);
	add_entry(&table, 1, at[6], 0);
	table.n = (size_t)parts->entries * 4;
	snprintf(dictionary, sizeof dictionary, "/Type /XRef /Length 40 /Size 7 /Root 3 0 R %s %s", parts->info,
		 parts->widths);
	add_stream(&pdf, 6, dictionary, sx_buf_view(&table));
	sx_buf_addf(&pdf, "startxref\n%zu\n%%%%EOF\n", at[6]);
	sx_buf_release(&inside);
	sx_buf_release(&table);
	cr_assert(sx_buf_ok(&pdf));
	return pdf;
}

/* Every place in the table must be where its object begins. */
static void check_table(const struct sx_buf *pdf, unsigned objects)
{
	const char *start = strstr(pdf->p, "startxref\n");
	cr_assert_not_null(start);
	const char *table = pdf->p + strtoul(start + strlen("startxref\n"), NULL, 10);
	cr_assert_eq(strncmp(table, "xref\n0 7\n", 9), 0);
	unsigned used = 0;
	for (unsigned i = 1; i < 7; i++) {
		const char *line = table + 9 + 20 * i;
		char head[40];
		snprintf(head, sizeof head, "%u 0 obj\n", i);
		if (line[17] != 'n')
			continue;
		used++;
		cr_expect_eq(strncmp(pdf->p + strtoul(line, NULL, 10), head, strlen(head)), 0, "object %u", i);
	}
	cr_expect_eq(used, objects);
}

Test(plot_packed_pdf, packed_objects_become_plain)
{
	struct sx_err err = { 0 };
	struct sx_buf pdf = packed(&sound);
	cr_assert_eq(sx_pdf_plain(&pdf, &err), 0, "%s", err.text);
	cr_expect_not_null(strstr(pdf.p, "1 0 obj\n<< /Length 5 >>\nstream\nhello\nendstream\nendobj\n"));
	cr_expect_not_null(strstr(pdf.p, "3 0 obj\n<< /Type /Catalog   >>\nendobj\n"));
	cr_expect_not_null(strstr(pdf.p, "4 0 obj\n<< /CreationDate (D:20240102030405Z) >>\nendobj\n"));
	cr_expect_not_null(strstr(pdf.p, "/Root 3 0 R\n   /Info 4 0 R\n"));
	cr_expect_null(strstr(pdf.p, "ObjStm"), "the streams are gone");
	cr_expect_null(strstr(pdf.p, "   90\n"), "and their lengths");
	check_table(&pdf, 3);
	sx_buf_release(&pdf);
}

Test(plot_packed_pdf, a_plain_one_stays)
{
	struct sx_err err = { 0 };
	struct sx_buf pdf = { 0 };
	cr_expect_eq(sx_pdf_plain(&pdf, &err), 0, "nothing");
	sx_buf_z(&pdf, "%PDF-1.5\n1 0 obj\nendobj\ntrailer\n");
	cr_expect_eq(sx_pdf_plain(&pdf, &err), 0);
	cr_expect_str_eq(pdf.p, "%PDF-1.5\n1 0 obj\nendobj\ntrailer\n");
	sx_buf_release(&pdf);
}

Test(plot_packed_pdf, what_is_not_sound_is_refused)
{
	struct parts bad[12];
	for (size_t i = 0; i < 12; i++)
		bad[i] = sound;
	bad[0].widths = "/W [2 1 1]";
	bad[1].widths = "/W [1 9 1]";
	bad[2].widths = "";
	bad[3].info = "";
	bad[4].first = "";
	bad[5].first = "/First 9999 ";
	bad[6].pairs = "3 0 4 999999999\n";
	bad[7].pairs = "3 40 4 0\n";
	bad[8].stream_of_info = 1;
	bad[9].stream_of_info = 200;
	bad[10].place_of_info = 9;
	bad[11].entries = 6;
	for (size_t i = 0; i < 12; i++) {
		struct sx_err err = { 0 };
		struct sx_buf pdf = packed(&bad[i]);
		int status = sx_pdf_plain(&pdf, &err);
		if (i == 10) { /* an object that is not there is an empty one */
			cr_expect_eq(status, 0);
			cr_expect_not_null(strstr(pdf.p, "4 0 obj\nendobj\n"));
		} else {
			cr_expect_eq(status, -1, "%zu", i);
			cr_expect_eq(err.code, SX_LIMIT, "%zu", i);
			cr_expect_not_null(memmem(pdf.p, pdf.n, "/Type /XRef", 11), "%zu: what was there is kept", i);
		}
		sx_buf_release(&pdf);
	}
}

/* Each byte in turn becomes another: it is read or refused, and nothing else happens. */
Test(plot_packed_pdf, damage)
{
	struct sx_buf whole = packed(&sound);
	size_t refused = 0;
	for (size_t i = 0; i < whole.n; i++) {
		static const char other[] = { '0', '9', ' ', '\0', '\xFF' };
		for (size_t k = 0; k < sizeof other; k++) {
			struct sx_err err = { 0 };
			struct sx_buf pdf = { 0 };
			sx_buf_str(&pdf, sx_buf_view(&whole));
			pdf.p[i] = other[k];
			int status = sx_pdf_plain(&pdf, &err);
			cr_expect(status == 0 || (err.code == SX_LIMIT && pdf.n == whole.n), "byte %zu", i);
			refused += status != 0;
			sx_buf_release(&pdf);
		}
	}
	cr_expect_gt(refused, 100);
	sx_buf_release(&whole);
}
