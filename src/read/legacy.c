/* Encodings older than Unicode: Windows-1252 by a table of our own, since it is what is guessed, all others by iconv.
 */
#include "base/utf8.h"
#include "read/decode_priv.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <strings.h>

enum { NAME_MOST = 40, NONE = SX_UTF8_BAD };

struct sx_legacy {
	bool single; /* every byte is a character by itself: those in `table` */
	bool opened;
	iconv_t conversion; /* to UTF-32, in this machine's byte order */
	uint32_t table[256];
};

/* 0x80 to 0x9F; what is not assigned is no character. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* Names on the web mean what browsers take them for (https://encoding.spec.whatwg.org/#names-and-labels). */
static const struct {
	const char *label, *name;
} labels[] = {
	{ "ascii", "windows-1252" },
	{ "big5", "BIG5-HKSCS" },
	{ "cp1252", "windows-1252" },
	{ "euc-kr", "CP949" },
	{ "gb2312", "GB18030" },
	{ "gbk", "GB18030" },
	{ "iso-8859-1", "windows-1252" },
	{ "iso-8859-11", "CP874" },
	{ "iso-8859-9", "CP1254" },
	{ "iso8859-1", "windows-1252" },
	{ "iso_8859-1", "windows-1252" },
	{ "ks_c_5601-1987", "CP949" },
	{ "l1", "windows-1252" },
	{ "latin1", "windows-1252" },
	{ "shift-jis", "CP932" },
	{ "shift_jis", "CP932" },
	{ "sjis", "CP932" },
	{ "tis-620", "CP874" },
	{ "us-ascii", "windows-1252" },
	{ "windows-874", "CP874" },
	{ "x-cp1252", "windows-1252" },
	{ "x-gbk", "GB18030" },
	{ "x-sjis", "CP932" },
};

static const struct {
	const char *name;
	enum sx_encoding encoding;
} unicode[] = {
	{ "utf-8", SX_UTF8 },       { "utf8", SX_UTF8 },      { "utf-16", SX_UTF16LE },   { "utf-16le", SX_UTF16LE },
	{ "utf-16be", SX_UTF16BE }, { "utf-32", SX_UTF32LE }, { "utf-32le", SX_UTF32LE }, { "utf-32be", SX_UTF32BE },
};

static void fill_1252(struct sx_legacy *legacy)
{
	legacy->single = true;
	for (unsigned i = 0; i < 256; i++) {
		uint32_t special = i >= 0x80 && i < 0xA0 ? windows_1252[i - 0x80] : i;
		legacy->table[i] = special || i == 0 ? special : NONE;
	}
}

/* How iconv takes the bytes from the front of its input: 0 or errno. */
static int convert(struct sx_legacy *legacy, struct sx_str bytes, size_t room, uint32_t point[2], size_t *taken,
		   size_t *points)
{
	char *in, *out = (char *)point;
	memcpy(&in, &bytes.p, sizeof in); /* iconv() has no const, and does not write there */
	size_t left = bytes.n, out_left = room * sizeof *point;
	errno = 0;
	int failure = iconv(legacy->conversion, &in, &left, &out, &out_left) == (size_t)-1 ? errno : 0;
	*taken = bytes.n - left;
	*points = room - out_left / sizeof *point;
	return failure;
}

/* Where no byte wants another behind it, a table does what iconv does. */
static void fill_single(struct sx_legacy *legacy)
{
	legacy->single = true;
	for (unsigned i = 0; i < 256 && legacy->single; i++) {
		char byte = (char)i;
		size_t taken, points;
		uint32_t point[2];
		iconv(legacy->conversion, NULL, NULL, NULL, NULL);
		int failure = convert(legacy, (struct sx_str){ &byte, 1 }, 2, point, &taken, &points);
		legacy->table[i] = failure == 0 && points == 1 ? point[0] : NONE;
		legacy->single = failure == EILSEQ || (failure == 0 && points == 1);
	}
	iconv(legacy->conversion, NULL, NULL, NULL, NULL);
}

static int open_iconv(struct sx_legacy *legacy, const char *name)
{
	const uint16_t one = 1;
	legacy->conversion = iconv_open(*(const char *)&one ? "UTF-32LE" : "UTF-32BE", name);
	legacy->opened = legacy->conversion != (iconv_t)-1;
	if (legacy->opened)
		fill_single(legacy);
	return legacy->opened ? 0 : -1;
}

/* Letters, digits and a few marks: nothing that would mean something to iconv besides a name. UTF-7 hides ASCII. */
static bool is_name(struct sx_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
		if (!letter && !(c >= '0' && c <= '9') && !(c && strchr("-_.:+", c)))
			return false;
	}
	return s.n > 0 && s.n < NAME_MOST && !(s.n >= 5 && strncasecmp(s.p, "utf-7", 5) == 0);
}

static int open_legacy(struct sx_decoder *d, const char *name, struct sx_err *err)
{
	struct sx_legacy *legacy = calloc(1, sizeof *legacy);
	if (!legacy)
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (strcasecmp(name, "windows-1252") == 0) {
		fill_1252(legacy);
	} else if (open_iconv(legacy, name)) {
		free(legacy);
		sx_fail(err, SX_USAGE, "there is no encoding \"%s\"", name);
		sx_err_hint(err, "'iconv -l' lists those that this system knows");
		return -1;
	}
	sx_legacy_free(d->legacy);
	d->legacy = legacy;
	d->encoding = SX_LEGACY;
	return 0;
}

int sx_decode_named(struct sx_decoder *d, struct sx_str s, struct sx_err *err)
{
	char name[NAME_MOST];
	if (!is_name(s)) {
		sx_fail(err, SX_USAGE, "there is no encoding \"%.*s\"", (int)(s.n < NAME_MOST ? s.n : NAME_MOST), s.p);
		sx_err_hint(err, "names are utf-8, windows-1252, gb18030, shift_jis and the like");
		return -1;
	}
	memcpy(name, s.p, s.n);
	name[s.n] = 0;
	for (size_t i = 0; i < sizeof unicode / sizeof *unicode; i++)
		if (strcasecmp(unicode[i].name, name) == 0) {
			d->encoding = unicode[i].encoding;
			return 0;
		}
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (strcasecmp(labels[i].label, name) == 0)
			return open_legacy(d, labels[i].name, err);
	return open_legacy(d, name, err);
}

enum sx_legacy_found sx_legacy_next(struct sx_legacy *legacy, struct sx_str bytes, uint32_t point[2], size_t *taken)
{
	if (legacy->single) {
		*taken = 1;
		point[0] = legacy->table[(unsigned char)*bytes.p];
		return point[0] == NONE ? SX_LEGACY_BAD : SX_LEGACY_CHARACTER;
	}
	size_t points;
	int failure = convert(legacy, bytes, 1, point, taken, &points);
	if (failure == E2BIG && points == 0)
		failure = convert(legacy, bytes, 2, point, taken, &points);
	if (points)
		return points == 2 ? SX_LEGACY_PAIR : SX_LEGACY_CHARACTER;
	if (*taken)
		return SX_LEGACY_SHIFT;
	*taken = failure == EINVAL ? bytes.n : 1;
	return failure == EINVAL ? SX_LEGACY_CUT : SX_LEGACY_BAD;
}

void sx_legacy_free(struct sx_legacy *legacy)
{
	if (legacy && legacy->opened)
		iconv_close(legacy->conversion);
	free(legacy);
}

static bool is_high(char c)
{
	return (unsigned char)c >= 0x80;
}

static bool is_ascii_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Letters of Windows-1252 beyond ASCII. The y with diaeresis is in no common word, and 0xFF in much that is no text. */
static bool is_high_letter(char c)
{
	unsigned char u = (unsigned char)c;
	return (u >= 0xC0 && u < 0xFF && u != 0xD7 && u != 0xF7) || (u && strchr("\x8A\x8C\x8E\x9A\x9C\x9E", c));
}

/* Quotes, dashes, currencies, degrees, fractions, and the blank that does not break. */
static bool is_high_sign(char c)
{
	return c && strchr("\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xA0\xA2\xA3\xA5\xA7\xA9\xAB\xAD\xAE\xB0"
			   "\xB1\xB2\xB3\xB5\xB7\xBA\xBB\xBC\xBD\xBE\xD7\xF7",
			   c);
}

bool sx_decode_is_1252(char before, struct sx_str s, bool whole)
{
	size_t valid = 0, bad = 0, typical = 0, bytes;
	for (size_t i = 0; i < s.n; i += bytes) {
		bytes = 1;
		if (!is_high(s.p[i]))
			continue;
		if (!whole && s.n - i < 4)
			break;
		if (sx_utf8_next(s, i, &bytes) != SX_UTF8_BAD) {
			valid++;
			continue;
		}
		size_t end = i;
		while (end < s.n && is_high_letter(s.p[end]))
			end++;
		char previous = i ? s.p[i - 1] : before;
		bytes = end > i ? end - i : 1;
		char next = i + bytes < s.n ? s.p[i + bytes] : '\n';
		bool apart = !is_high(previous) && !is_high(next);
		bool word = bytes <= 2 && end > i && (is_ascii_letter(previous) || is_ascii_letter(next));
		bad += bytes;
		typical += apart && (word || (end == i && is_high_sign(s.p[i]))) ? bytes : 0;
	}
	return valid == 0 && bad > 0 && typical * 10 >= bad * 9;
}
