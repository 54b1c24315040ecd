/* cairo 1.18 and later pack the small objects of a PDF, the date among them, into compressed streams, where nothing can
 * be set right. Here such a file becomes one of plain objects with a classic table, as cairo 1.16 writes it. */
#include "plot/render_priv.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum { MOST_OBJECTS = 4096 };

/* Where an object is: at the offset a, or the b-th in the stream that is object a. The first three are the file's own.
 */
enum { NOWHERE, PLAIN, PACKED, DROPPED };
struct place {
	unsigned kind;
	size_t a, b;
};

struct file {
	const struct sx_buf *pdf;
	struct place *place;
	size_t size;  /* object numbers run to here */
	size_t table; /* offset of the cross-reference stream */
	size_t root, information;
	size_t open;  /* the stream whose content `inside` is; 0: none */
	size_t first; /* where the first object in it begins */
	struct sx_buf inside;
};

/* The unsigned number that follows a name between two offsets, or -1. */
static long number_of(const struct sx_buf *pdf, size_t from, size_t to, const char *name)
{
	const char *at = from < to && to <= pdf->n ? memmem(pdf->p + from, to - from, name, strlen(name)) : NULL;
	return at ? strtol(at + strlen(name), NULL, 10) : -1;
}

/* Inflate the stream of the object at an offset; *head gets where its dictionary ends. */
static int inflate_at(const struct sx_buf *pdf, size_t at, size_t *head, struct sx_buf *out)
{
	static const char open[] = "stream\n", close[] = "\nendstream";
	const char *data = at < pdf->n ? memmem(pdf->p + at, pdf->n - at, open, sizeof open - 1) : NULL;
	if (!data)
		return -1;
	*head = (size_t)(data - pdf->p);
	data += sizeof open - 1;
	/* The length may be an object of its own; the stream says itself where it ends. */
	const char *last = pdf->p + pdf->n - (sizeof close - 1);
	z_stream z = { .next_in = (z_const Bytef *)(uintptr_t)data, .avail_in = data < last ? (uInt)(last - data) : 0 };
	if (inflateInit(&z) != Z_OK)
		return -1;
	int state = Z_OK;
	sx_buf_clear(out);
	while (state == Z_OK) {
		enum { STEP = 16384 };
		char *room = sx_buf_room(out, STEP);
		if (!room)
			break;
		z.next_out = (Bytef *)room;
		z.avail_out = STEP;
		state = inflate(&z, Z_NO_FLUSH);
		out->n += STEP - z.avail_out;
	}
	inflateEnd(&z);
	sx_buf_z(out, ""); /* numbers are read from it */
	return state == Z_STREAM_END ? 0 : -1;
}

static size_t big_endian(const char *p, long n)
{
	size_t value = 0;
	while (n-- > 0)
		value = value << 8 | (unsigned char)*p++;
	return value;
}

static int read_table(struct file *f)
{
	const struct sx_buf *pdf = f->pdf;
	size_t tail = pdf->n > 64 ? pdf->n - 64 : 0, head;
	long start = number_of(pdf, tail, pdf->n, "startxref\n");
	struct sx_buf table = { 0 };
	if (start < 0 || inflate_at(pdf, f->table = (size_t)start, &head, &table) != 0) {
		sx_buf_release(&table);
		return -1;
	}
	long size = number_of(pdf, f->table, head, "/Size "), root = number_of(pdf, f->table, head, "/Root "),
	     information = number_of(pdf, f->table, head, "/Info "), width[3] = { -1, -1, -1 };
	const char *widths = memmem(pdf->p + f->table, head - f->table, "/W [", 4);
	if (widths)
		sscanf(widths, "/W [%ld %ld %ld]", &width[0], &width[1], &width[2]);
	long line = width[0] + width[1] + width[2];
	bool sound = size > 0 && size <= MOST_OBJECTS && root > 0 && information > 0 && width[0] == 1 && width[1] > 0 &&
		     width[1] <= 4 && width[2] > 0 && width[2] <= 4 && table.n == (size_t)(size * line);
	f->place = sound ? calloc((size_t)size, sizeof *f->place) : NULL;
	for (long i = 0; f->place && i < size; i++) {
		const char *p = table.p + i * line;
		f->place[i] = (struct place){ .kind = (unsigned char)*p,
					      .a = big_endian(p + 1, width[1]),
					      .b = big_endian(p + 1 + width[1], width[2]) };
	}
	f->size = (size_t)size;
	f->root = (size_t)root;
	f->information = (size_t)information;
	sx_buf_release(&table);
	return f->place ? 0 : -1;
}

/* Whether the object there is a stream that holds others. */
static bool is_holder(const struct file *f, size_t at, size_t end)
{
	enum { HEAD = 40 };
	return memmem(f->pdf->p + at, end - at < HEAD ? end - at : HEAD, "/Type /ObjStm", 13) != NULL;
}

/* Objects lie one behind the other: one ends where the next begins. */
static size_t end_of(const struct file *f, size_t at)
{
	size_t end = f->table;
	for (size_t i = 0; i < f->size; i++)
		if ((f->place[i].kind == PLAIN || f->place[i].kind == DROPPED) && f->place[i].a > at &&
		    f->place[i].a < end)
			end = f->place[i].a;
	return end;
}

/* The streams themselves go, and with them the objects that say how long they were, which depends on the hour inside.
 */
static void drop_streams(struct file *f)
{
	for (size_t i = 1; i < f->size; i++) {
		size_t at = f->place[i].a, end = f->place[i].kind == PLAIN && at < f->table ? end_of(f, at) : at;
		if (at >= end || end > f->pdf->n || !is_holder(f, at, end))
			continue;
		long length = number_of(f->pdf, at, end, "/Length ");
		f->place[i].kind = DROPPED;
		if (length > 0 && (size_t)length < f->size && f->place[length].kind == PLAIN)
			f->place[length].kind = DROPPED;
	}
}

/* The text of an object that lies in a stream. */
static int find_inside(struct file *f, const struct place *place, struct sx_str *text)
{
	size_t head;
	if (place->a >= f->size || f->place[place->a].kind != DROPPED)
		return -1;
	if (f->open != place->a) {
		f->open = 0;
		if (inflate_at(f->pdf, f->place[place->a].a, &head, &f->inside) != 0)
			return -1;
		long first = number_of(f->pdf, f->place[place->a].a, head, "/First ");
		if (first < 0 || (size_t)first > f->inside.n)
			return -1;
		f->open = place->a;
		f->first = (size_t)first;
	}
	/* Pairs "number offset" stand before the first object. */
	const char *at = f->inside.p;
	size_t from = f->inside.n, to = f->inside.n;
	for (size_t i = 0; i <= place->b + 1 && at < f->inside.p + f->first; i++) {
		char *end;
		strtoul(at, &end, 10);
		size_t offset = f->first + strtoul(end, &end, 10);
		if (i == place->b)
			from = offset;
		else if (i == place->b + 1)
			to = offset;
		at = end + strspn(end, " \n");
	}
	if (from > to || to > f->inside.n)
		return -1;
	*text = (struct sx_str){ f->inside.p + from, to - from };
	return 0;
}

static int write_objects(struct file *f, size_t *offset, struct sx_buf *out)
{
	for (size_t i = 1; i < f->size; i++) {
		const struct place *place = &f->place[i];
		struct sx_str text;
		size_t end = place->kind == PLAIN ? end_of(f, place->a) : 0;
		if ((place->kind != PLAIN && place->kind != PACKED) || (place->kind == PLAIN && place->a == f->table))
			continue;
		if (place->kind == PLAIN && (place->a >= end || end > f->pdf->n))
			return -1;
		offset[i] = out->n;
		if (place->kind == PLAIN) {
			sx_buf_add(out, f->pdf->p + place->a, end - place->a);
		} else {
			if (find_inside(f, place, &text) != 0)
				return -1;
			sx_buf_addf(out, "%zu 0 obj\n", i);
			sx_buf_str(out, text);
			sx_buf_z(out, "endobj\n");
		}
	}
	return 0;
}

static int write_plain(struct file *f, struct sx_buf *out)
{
	size_t *offset = calloc(f->size, sizeof *offset);
	size_t first = f->table;
	for (size_t i = 0; i < f->size; i++)
		if (f->place[i].kind == PLAIN && f->place[i].a < first)
			first = f->place[i].a;
	sx_buf_add(out, f->pdf->p, first);
	drop_streams(f);
	int failed = offset ? write_objects(f, offset, out) : -1;
	size_t table = out->n;
	sx_buf_addf(out, "xref\n0 %zu\n0000000000 65535 f \n", f->size);
	for (size_t i = 1; !failed && i < f->size; i++)
		sx_buf_addf(out, "%010zu %05d %c \n", offset[i], 0, offset[i] ? 'n' : 'f');
	sx_buf_addf(out, "trailer\n<< /Size %zu\n   /Root %zu 0 R\n   /Info %zu 0 R\n>>\nstartxref\n%zu\n%%%%EOF\n",
		    f->size, f->root, f->information, table);
	free(offset);
	return failed;
}

int sx_pdf_plain(struct sx_buf *pdf, struct sx_err *err)
{
	static const char packed[] = "/Type /XRef";
	if (!pdf->n || !memmem(pdf->p, pdf->n, packed, sizeof packed - 1))
		return 0;
	struct file f = { .pdf = pdf };
	struct sx_buf out = { 0 };
	int failed = read_table(&f) != 0 || write_plain(&f, &out) != 0;
	free(f.place);
	sx_buf_release(&f.inside);
	if (failed || !sx_buf_ok(&out) || !sx_buf_ok(pdf)) {
		bool memory = !sx_buf_ok(&out);
		sx_buf_release(&out);
		return memory ? sx_fail(err, SX_NOMEM, "out of memory")
			      : sx_fail(err, SX_LIMIT, "gnuplot wrote a PDF of a form that is not known");
	}
	sx_buf_release(pdf);
	*pdf = out;
	return 0;
}
