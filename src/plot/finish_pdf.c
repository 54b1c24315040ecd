#include "plot/render_priv.h"

#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>

/* cairo writes the hour of the drawing whatever one says; a figure's bytes shall follow from its input alone. */
static const char fixed_date[] = "20000101000000";
enum { DATE_DIGITS = sizeof fixed_date - 1 };

static void fix_dates(struct sx_buf *pdf)
{
	static const char key[] = "Date (D:";
	char *at = pdf->p, *end = pdf->p + pdf->n;
	while ((at = memmem(at, (size_t)(end - at), key, sizeof key - 1)) &&
	       end - at > (ptrdiff_t)(sizeof key + DATE_DIGITS)) {
		at += sizeof key - 1;
		size_t digits = strspn(at, "0123456789");
		if (digits == DATE_DIGITS)
			memcpy(at, fixed_date, DATE_DIGITS);
	}
}

/* The last place of `what`, or NULL. */
static const char *last(const struct sx_buf *pdf, const char *what)
{
	size_t n = strlen(what);
	for (size_t at = pdf->n >= n ? pdf->n - n + 1 : 0; at-- > 0;)
		if (memcmp(pdf->p + at, what, n) == 0)
			return pdf->p + at;
	return NULL;
}

/* The unsigned number that follows a name in the trailer, or -1. */
static long number_after(const char *trailer, const char *name)
{
	const char *at = strstr(trailer, name);
	if (!at)
		return -1;
	char *end;
	long number = strtol(at + strlen(name), &end, 10);
	return end > at + strlen(name) && number >= 0 ? number : -1;
}

/* A text string as UTF-16 in hexadecimal digits, which need no escapes. */
static void add_text(struct sx_buf *out, struct sx_str text)
{
	sx_buf_z(out, "<FEFF");
	for (size_t at = 0, bytes; at < text.n; at += bytes) {
		uint32_t point = sx_utf8_next(text, at, &bytes);
		if (point >= SX_UTF8_BAD)
			point = 0xFFFD;
		if (point < 0x10000)
			sx_buf_addf(out, "%04X", point);
		else
			sx_buf_addf(out, "%04X%04X", 0xD800 + ((point - 0x10000) >> 10),
				    0xDC00 + ((point - 0x10000) & 0x3FF));
	}
	sx_buf_z(out, ">");
}

/* Append a new information dictionary as an incremental update (ISO 32000, 7.5.6). A file without the classic trailer
 * is left without title: it is whole nevertheless. */
static void add_information(struct sx_figure *figure)
{
	struct sx_buf *pdf = &figure->bytes;
	const char *trailer = last(pdf, "trailer");
	if (!trailer)
		return;
	long size = number_after(trailer, "/Size "), root = number_after(trailer, "/Root "),
	     before = number_after(trailer, "startxref\n");
	if (size < 0 || root < 0 || before < 0)
		return;
	if (pdf->p[pdf->n - 1] != '\n')
		sx_buf_c(pdf, '\n');
	size_t object = pdf->n;
	sx_buf_addf(pdf, "%ld 0 obj\n<< /Title ", size);
	add_text(pdf, sx_buf_view(&figure->title));
	sx_buf_z(pdf, "\n/Subject ");
	add_text(pdf, sx_buf_view(&figure->alt));
	sx_buf_addf(pdf, "\n/CreationDate (D:%sZ) >>\nendobj\n", fixed_date);
	size_t table = pdf->n;
	sx_buf_addf(pdf,
		    "xref\n%ld 1\n%010zu 00000 n \ntrailer\n<< /Size %ld /Root %ld 0 R /Info %ld 0 R /Prev %ld >>\n",
		    size, object, size + 1, root, size, before);
	sx_buf_addf(pdf, "startxref\n%zu\n%%%%EOF\n", table);
}

int sx_finish_pdf(struct sx_figure *figure, const struct sx_canvas *canvas, struct sx_err *err)
{
	(void)canvas;
	if (sx_pdf_plain(&figure->bytes, err) != 0)
		return -1;
	fix_dates(&figure->bytes);
	add_information(figure);
	return sx_buf_ok(&figure->bytes) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}
