#include "read/decode_priv.h"

#include "base/utf8.h"

#include <stdlib.h>

static bool begins(struct sx_str s, const char *bytes, size_t n)
{
	return s.n >= n && memcmp(s.p, bytes, n) == 0;
}

/* Controls that stand in no text; a few do in logs and on old terminals. */
static bool is_control(uint32_t point)
{
	return point < 0x20 && !(point >= 0x08 && point <= 0x0D) && point != 0x1B;
}

static uint32_t unit16(const char *p, bool big)
{
	unsigned a = (unsigned char)p[0], b = (unsigned char)p[1];
	return big ? a << 8 | b : b << 8 | a;
}

/* Latin letters, digits, blanks and line ends have one byte of NUL in two, always the same one: a tenth of them is
 * enough where the rest makes sense. */
static bool is_utf16(struct sx_str head, bool big)
{
	size_t pairs = head.n / 2, high = 0, low = 0, odd = 0;
	for (size_t i = 0; i < pairs; i++) {
		uint32_t unit = unit16(head.p + 2 * i, big);
		high += unit < 0x100;
		low += (unit & 0xFF) == 0;
		if (is_control(unit))
			odd++;
		else if ((unit & 0xFC00) == 0xDC00)
			odd += i == 0 || (unit16(head.p + 2 * i - 2, big) & 0xFC00) != 0xD800;
	}
	return high >= 2 && high * 10 >= pairs && low * 2 <= high && odd * 50 <= pairs;
}

enum sx_encoding sx_decode_sniff(struct sx_str head, size_t *mark)
{
	*mark = 0;
	if (begins(head, "\xEF\xBB\xBF", 3)) {
		*mark = 3;
		return SX_UTF8;
	}
	if (begins(head, "\xFF\xFE\0\0", 4) || begins(head, "\0\0\xFE\xFF", 4)) {
		*mark = 4;
		return head.p[0] ? SX_UTF32LE : SX_UTF32BE;
	}
	if (begins(head, "\xFF\xFE", 2) || begins(head, "\xFE\xFF", 2)) {
		*mark = 2;
		return (unsigned char)head.p[0] == 0xFF ? SX_UTF16LE : SX_UTF16BE;
	}
	if (head.n == 0 || !memchr(head.p, 0, head.n))
		return SX_UTF8;
	return is_utf16(head, false) ? SX_UTF16LE : is_utf16(head, true) ? SX_UTF16BE : SX_UTF8;
}

bool sx_decode_is_binary(struct sx_str head)
{
	size_t mark, controls = 0, bad = 0, bytes;
	if (sx_decode_sniff(head, &mark) != SX_UTF8)
		return false;
	for (size_t at = 0; at < head.n; at += bytes) {
		uint32_t point = sx_utf8_next(head, at, &bytes);
		controls += is_control(point);
		bad += point == SX_UTF8_BAD;
	}
	return controls > 1 && (controls * 8 > head.n || (controls * 30 > head.n && bad * 10 > head.n));
}

/* So many characters of these steps come next: a new run where the steps change. */
static void take(struct sx_decoder *d, unsigned text_step, unsigned source_step, size_t characters)
{
	if (characters == 0)
		return;
	if (d->run.text_step != text_step || d->run.source_step != source_step) {
		d->run = (struct sx_run){ .text = d->text,
					  .source = d->source,
					  .text_step = (uint8_t)text_step,
					  .source_step = (uint8_t)source_step };
		if (d->n_runs == d->cap) {
			size_t cap = d->cap ? d->cap * 2 : 16;
			struct sx_run *runs = realloc(d->runs, cap * sizeof *runs);
			if (!runs) {
				d->failed = true;
				return;
			}
			d->runs = runs;
			d->cap = cap;
		}
		d->runs[d->n_runs++] = d->run;
	}
	d->text += text_step * characters;
	d->source += source_step * characters;
}

static void take_bad(struct sx_decoder *d, size_t bytes)
{
	if (d->bad == 0)
		d->first_bad = d->source;
	d->bad += bytes;
	sx_utf8_add(&d->out, 0xFFFD);
	take(d, 3, (unsigned)bytes, 1);
}

static void take_point(struct sx_decoder *d, uint32_t point, unsigned bytes)
{
	if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
		take_bad(d, bytes);
		return;
	}
	sx_utf8_add(&d->out, point);
	take(d, point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4, bytes, 1);
}

/* Where the last character, if it is cut, begins: bytes that more bytes could still make whole. */
static size_t whole_utf8(struct sx_str s)
{
	for (size_t back = 1; back <= 3 && back <= s.n; back++) {
		unsigned char c = (unsigned char)s.p[s.n - back];
		if ((c & 0xC0) == 0x80)
			continue;
		size_t needs = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2, bytes;
		if (c < 0xC2 || c > 0xF4 || needs <= back)
			break;
		bool open = sx_utf8_next(s, s.n - back, &bytes) == SX_UTF8_BAD && bytes == back;
		return open ? s.n - back : s.n;
	}
	return s.n;
}

/* Stretches between NULs, so that no byte is looked at twice whatever is wrong with the text. */
static void repair_utf8(struct sx_decoder *d, struct sx_str s)
{
	for (size_t at = 0; at < s.n;) {
		const char *nul = memchr(s.p + at, 0, s.n - at);
		struct sx_str stretch = { s.p, nul ? (size_t)(nul - s.p) : s.n };
		while (at < stretch.n) {
			size_t good = sx_utf8_check((struct sx_str){ s.p + at, stretch.n - at }), bytes;
			sx_buf_add(&d->out, s.p + at, good);
			take(d, 1, 1, good);
			at += good;
			if (at == stretch.n)
				break;
			sx_utf8_next(stretch, at, &bytes);
			take_bad(d, bytes);
			at += bytes;
		}
		if (nul) {
			take_bad(d, 1);
			at++;
		}
	}
}

static size_t decode_utf8(struct sx_decoder *d, struct sx_str raw, bool last, struct sx_piece *piece)
{
	struct sx_str s = { raw.p, last ? raw.n : whole_utf8(raw) };
	if (s.n == 0 || (!memchr(s.p, 0, s.n) && sx_utf8_check(s) == s.n)) {
		take(d, 1, 1, s.n);
		piece->text = s;
	} else {
		repair_utf8(d, s);
		piece->text = sx_buf_view(&d->out);
	}
	return s.n;
}

static size_t decode_utf16(struct sx_decoder *d, struct sx_str raw, bool last)
{
	bool big = d->encoding == SX_UTF16BE;
	size_t at = 0;
	while (raw.n - at >= 2) {
		uint32_t point = unit16(raw.p + at, big);
		unsigned bytes = 2;
		if ((point & 0xFC00) == 0xD800 && raw.n - at >= 4) {
			uint32_t low = unit16(raw.p + at + 2, big);
			if ((low & 0xFC00) == 0xDC00) {
				point = 0x10000 + ((point & 0x3FF) << 10 | (low & 0x3FF));
				bytes = 4;
			}
		} else if ((point & 0xFC00) == 0xD800 && !last) {
			break;
		}
		take_point(d, point, bytes);
		at += bytes;
	}
	if (last && at < raw.n)
		take_bad(d, raw.n - at);
	return last ? raw.n : at;
}

static size_t decode_utf32(struct sx_decoder *d, struct sx_str raw, bool last)
{
	bool big = d->encoding == SX_UTF32BE;
	size_t at = 0;
	for (; raw.n - at >= 4; at += 4) {
		uint32_t first = unit16(raw.p + at, big), second = unit16(raw.p + at + 2, big);
		take_point(d, big ? first << 16 | second : second << 16 | first, 4);
	}
	if (last && at < raw.n)
		take_bad(d, raw.n - at);
	return last ? raw.n : at;
}

static size_t decode_legacy(struct sx_decoder *d, struct sx_str raw, bool last)
{
	size_t at = 0, taken;
	uint32_t point[2];
	for (; at < raw.n; at += taken) {
		switch (sx_legacy_next(d->legacy, (struct sx_str){ raw.p + at, raw.n - at }, point, &taken)) {
		case SX_LEGACY_CHARACTER:
			take_point(d, point[0], (unsigned)taken);
			break;
		case SX_LEGACY_PAIR:
			take_point(d, point[0], (unsigned)taken);
			take_point(d, point[1], 0);
			break;
		case SX_LEGACY_SHIFT:
			d->source += taken;
			d->run = (struct sx_run){ 0 };
			break;
		case SX_LEGACY_BAD:
			take_bad(d, taken);
			break;
		case SX_LEGACY_CUT:
			if (!last)
				return at;
			take_bad(d, taken);
			break;
		}
	}
	return at;
}

int sx_decode(struct sx_decoder *d, struct sx_str raw, bool last, size_t *used, struct sx_piece *piece,
	      struct sx_err *err)
{
	d->n_runs = 0;
	sx_buf_clear(&d->out);
	*piece = (struct sx_piece){ 0 };
	switch (d->encoding) {
	case SX_UTF8:
		*used = decode_utf8(d, raw, last, piece);
		break;
	case SX_UTF16LE:
	case SX_UTF16BE:
		*used = decode_utf16(d, raw, last);
		piece->text = sx_buf_view(&d->out);
		break;
	case SX_UTF32LE:
	case SX_UTF32BE:
		*used = decode_utf32(d, raw, last);
		piece->text = sx_buf_view(&d->out);
		break;
	case SX_LEGACY:
		*used = decode_legacy(d, raw, last);
		piece->text = sx_buf_view(&d->out);
		break;
	}
	if (d->failed || !sx_buf_ok(&d->out))
		return sx_fail(err, SX_NOMEM, "out of memory");
	piece->runs = d->runs;
	piece->n_runs = d->n_runs;
	return 0;
}

void sx_decoder_release(struct sx_decoder *d)
{
	free(d->runs);
	sx_legacy_free(d->legacy);
	sx_buf_release(&d->out);
	*d = (struct sx_decoder){ 0 };
}
