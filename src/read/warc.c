/* WARC (ISO 28500) and WET: the pages and texts of a web archive, each a document named by its address. A record that
 * cannot be read is told of, and reading goes on at the next one that begins as records do. Offsets are those of the
 * page as it was sent, once the archive's and the server's packing are undone. */
#include "base/escape.h"
#include "base/utf8.h"
#include "read/decode_priv.h"
#include "read/reader_priv.h"

#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

enum { MOST_RECORD = 64 * 1024 * 1024, MOST_HEADER = 64 * 1024, STEP = 64 * 1024 };

struct warc {
	struct sx_input *input;
	struct sx_read_options options; /* for the records' own formats */
	struct sx_buf held;             /* bytes of the archive from the record at hand on */
	size_t at;                      /* of them, where the next record begins */
	bool ended, lost;               /* lost: looking for the next record after a bad one */
	uint64_t number;                /* of the record, from 1 */
	size_t most;
	struct sx_input *inner; /* the record's content, and the reader of its format */
	const struct sx_format *format;
	void *state;
	struct sx_buf source, source_json;
	char charset[40];
	uint64_t bad, first_bad; /* of the records before this one */
	const char *guessed;
};

/* What the headers of a record, or those of HTTP in it, say. */
struct headers {
	struct sx_str type, content_type, length, uri, encoding, transfer;
};

static bool begins(struct sx_str s, const char *z)
{
	return s.n >= strlen(z) && memcmp(s.p, z, strlen(z)) == 0;
}

static bool is_word(struct sx_str s, const char *z)
{
	return s.n == strlen(z) && strncasecmp(s.p, z, s.n) == 0;
}

static struct sx_str behind(struct sx_str s, size_t n)
{
	return (struct sx_str){ s.p + n, s.n - n };
}

static struct sx_str trim(struct sx_str s)
{
	while (s.n && (*s.p == ' ' || *s.p == '\t'))
		s = behind(s, 1);
	while (s.n && strchr(" \t\r\n", s.p[s.n - 1]) && s.p[s.n - 1])
		s.n--;
	return s;
}

/* The bytes of headers, with the empty line behind them; 0 where they do not end. */
static size_t headers_end(struct sx_str s)
{
	for (size_t at = 0; at < s.n;) {
		const char *end = memchr(s.p + at, '\n', s.n - at);
		if (!end)
			return 0;
		size_t next = (size_t)(end + 1 - s.p);
		if (trim((struct sx_str){ s.p + at, next - at }).n == 0)
			return next;
		at = next;
	}
	return 0;
}

static struct headers read_headers(struct sx_str s)
{
	struct headers h = { 0 };
	const struct {
		const char *name;
		struct sx_str *value;
	} known[] = {
		{ "warc-type", &h.type },
		{ "content-type", &h.content_type },
		{ "content-length", &h.length },
		{ "warc-target-uri", &h.uri },
		{ "content-encoding", &h.encoding },
		{ "transfer-encoding", &h.transfer },
	};
	for (size_t at = 0; at < s.n;) {
		const char *end = memchr(s.p + at, '\n', s.n - at);
		size_t next = end ? (size_t)(end + 1 - s.p) : s.n;
		struct sx_str line = { s.p + at, next - at };
		const char *colon = memchr(line.p, ':', line.n);
		size_t name = colon ? (size_t)(colon - line.p) : 0;
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			if (is_word((struct sx_str){ line.p, name }, known[i].name) && known[i].value->n == 0)
				*known[i].value = trim(behind(line, name + 1));
		at = next;
	}
	return h;
}

/* ---- the archive's bytes ---------------------------------------------------------------------------------------- */

static void drop_read(struct warc *w)
{
	if (!w->at)
		return;
	w->held.n -= w->at;
	memmove(w->held.p, w->held.p + w->at, w->held.n);
	w->at = 0;
}

/* n bytes from `at` on, or all there are: 0, -1. */
static int hold(struct warc *w, size_t n, struct sx_err *err)
{
	while (!w->ended && w->held.n - w->at < n) {
		if (w->at > STEP)
			drop_read(w);
		size_t lacking = n - (w->held.n - w->at), step = lacking > STEP ? lacking : STEP;
		char *to = sx_buf_room(&w->held, step);
		if (!to)
			return sx_fail(err, SX_NOMEM, "out of memory");
		ptrdiff_t got = sx_input_read(w->input, to, step, err);
		if (got < 0)
			return -1;
		w->ended = got == 0;
		w->held.n += (size_t)got;
	}
	return 0;
}

static struct sx_str held(const struct warc *w)
{
	return (struct sx_str){ w->held.n ? w->held.p + w->at : "", w->held.n - w->at };
}

/* Over n bytes, which need not all fit. */
static int skip(struct warc *w, uint64_t n, struct sx_err *err)
{
	while (n) {
		if (hold(w, 1, err))
			return -1;
		size_t there = held(w).n, step = n < there ? (size_t)n : there;
		if (step == 0)
			return 0;
		w->at += step;
		n -= step;
	}
	return 0;
}

/* To the next line that begins as a record does: 1, 0 there is none, -1. */
static int find_record(struct warc *w, struct sx_err *err)
{
	for (;;) {
		if (hold(w, STEP, err))
			return -1;
		struct sx_str s = held(w);
		const char *found = s.n ? memmem(s.p, s.n, "\nWARC/", 6) : NULL;
		if (found) {
			w->at += (size_t)(found + 1 - s.p);
			return 1;
		}
		w->at += w->ended ? s.n : s.n - 5;
		if (w->ended)
			return 0;
	}
}

static int skip_line_ends(struct warc *w, struct sx_err *err)
{
	for (;;) {
		if (hold(w, 1, err))
			return -1;
		struct sx_str s = held(w);
		if (s.n == 0 || (*s.p != '\r' && *s.p != '\n'))
			return 0;
		w->at++;
	}
}

/* ---- one record ------------------------------------------------------------------------------------------------- */

static int refuse(struct warc *w, struct sx_err *err, const char *why)
{
	if (err && err->code == SX_NOMEM)
		return -1;
	if (err)
		*err = (struct sx_err){ 0 };
	sx_fail(err, SX_INPUT, "%s", why);
	sx_err_place(err, w->input->name, 0, 0, (struct sx_str){ 0 });
	return 2;
}

static bool read_number(struct sx_str s, int base, uint64_t *number, size_t *digits)
{
	*number = 0;
	for (*digits = 0; *digits < s.n && *digits < 16; ++*digits) {
		char c = s.p[*digits], letter = (char)(c | 0x20);
		int digit = c >= '0' && c <= '9'                           ? c - '0'
			    : base == 16 && letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
									   : -1;
		if (digit < 0)
			break;
		*number = *number * (unsigned)base + (unsigned)digit;
	}
	return *digits > 0;
}

/* Chunks of HTTP put together where they stand. What is cut stays cut. */
static struct sx_str without_chunks(char *p, size_t n)
{
	size_t at = 0, to = 0, digits;
	uint64_t size;
	while (at < n && read_number((struct sx_str){ p + at, n - at }, 16, &size, &digits) && size) {
		const char *end = memchr(p + at, '\n', n - at);
		if (!end)
			break;
		at = (size_t)(end + 1 - p);
		size_t step = size < n - at ? (size_t)size : n - at;
		memmove(p + to, p + at, step);
		to += step;
		at += step;
		while (at < n && (p[at] == '\r' || p[at] == '\n'))
			at++;
	}
	return (struct sx_str){ p, to };
}

/* The reader for a media type, or NULL: not a text. */
static const struct sx_format *format_of(struct sx_str type)
{
	const char *end = type.n ? memchr(type.p, ';', type.n) : NULL;
	struct sx_str media = trim((struct sx_str){ type.p, end ? (size_t)(end - type.p) : type.n });
	if (is_word(media, "text/html") || is_word(media, "application/xhtml+xml"))
		return sx_reader_format("html");
	return is_word(media, "text/plain") ? sx_reader_format("text") : NULL;
}

/* The encoding that a media type names, into w->charset; a byte-order mark would go before it. */
static const char *charset_of(struct warc *w, struct sx_str type, struct sx_str content)
{
	static const char key[] = "charset=";
	size_t mark, n = 0;
	sx_decode_sniff(content, &mark);
	for (size_t i = 0; !mark && i + sizeof key <= type.n; i++) {
		if (strncasecmp(type.p + i, key, sizeof key - 1) != 0)
			continue;
		i += sizeof key - 1;
		i += type.p[i] == '"';
		while (i < type.n && n + 1 < sizeof w->charset && !strchr("\"'; \t", type.p[i]))
			w->charset[n++] = type.p[i++];
		break;
	}
	w->charset[n] = 0;
	return n ? w->charset : NULL;
}

static void close_record(struct warc *w)
{
	if (w->state) {
		uint64_t first, bad = w->format->bad(w->state, &first);
		w->first_bad = w->bad ? w->first_bad : first;
		w->bad += bad;
		const char *guessed = w->format->guessed ? w->format->guessed(w->state) : NULL;
		w->guessed = guessed ? guessed : w->guessed;
		w->format->close(w->state);
	}
	w->state = NULL;
	sx_input_stop(w->inner);
}

/* The content's reader, on the encoding that is named or, where nobody knows that one, on its own. */
static int open_content(struct warc *w, struct sx_str content, struct sx_str type, struct sx_err *err)
{
	*w->inner = (struct sx_input){ .fd = -1, .memory = content, .path = "", .name = w->input->name };
	w->inner->source = sx_buf_view(&w->source);
	if (sx_input_start(w->inner, err))
		return -1;
	w->options.encoding = charset_of(w, type, (struct sx_str){ w->inner->head, w->inner->head_n });
	w->state = w->format->open(w->inner, &w->options, err);
	if (!w->state && err->code == SX_USAGE) {
		*err = (struct sx_err){ 0 };
		w->options.encoding = NULL;
		w->state = w->format->open(w->inner, &w->options, err);
	}
	return w->state ? 0 : -1;
}

static int name_record(struct warc *w, struct sx_str uri, struct sx_err *err)
{
	sx_buf_clear(&w->source);
	sx_buf_clear(&w->source_json);
	if (uri.n) {
		sx_utf8_clean(&w->source, uri);
		sx_escape_json(&w->source_json, uri);
	} else {
		sx_buf_addf(&w->source, "%" PRIu64, w->number);
		sx_buf_z(&w->source_json, "null");
	}
	return sx_buf_ok(&w->source) && sx_buf_ok(&w->source_json) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

/* The answer of a server: what its headers say, and what stands behind them. False where it is no page. */
static bool open_answer(struct sx_str *content, struct headers *http)
{
	size_t end = headers_end(*content);
	if (!end || !begins(*content, "HTTP/"))
		return false;
	const char *status = memchr(content->p, ' ', end);
	*http = read_headers((struct sx_str){ content->p, end });
	*content = behind(*content, end);
	return status && status[1] == '2';
}

/* A record with its content held: 1 a document, 0 none that is a text, 2 it cannot be read, -1. */
static int open_record(struct warc *w, const struct headers *h, struct sx_str content, struct sx_doc *doc,
		       struct sx_err *err)
{
	struct headers http = { .content_type = h->content_type };
	bool answer = is_word(h->type, "response");
	if (!h->type.n)
		return refuse(w, err, "the record does not say what it is");
	if (!answer && !is_word(h->type, "resource") && !is_word(h->type, "conversion"))
		return 0;
	if (answer && !open_answer(&content, &http))
		return 0;
	w->format = format_of(http.content_type);
	if (!w->format || content.n == 0)
		return 0;
	if (name_record(w, h->uri, err))
		return -1;
	doc->source_json = sx_buf_view(&w->source_json);
	doc->record_line = w->number;
	if (is_word(http.transfer, "chunked"))
		content = without_chunks(w->held.p + (content.p - w->held.p), content.n);
	if (http.encoding.n && !is_word(http.encoding, "gzip") && !is_word(http.encoding, "identity"))
		return refuse(w, err, "the page is packed in a way that cannot be undone here");
	struct sx_err why = { 0 };
	if (open_content(w, content, http.content_type, &why))
		return why.code == SX_NOMEM ? sx_fail(err, SX_NOMEM, "out of memory") : refuse(w, err, why.text);
	int got = w->format->doc(w->state, doc, err);
	doc->source = sx_buf_view(&w->source);
	doc->source_json = sx_buf_view(&w->source_json);
	doc->record_line = w->number;
	return got;
}

/* ---- the reader ------------------------------------------------------------------------------------------------- */

static int bad_record(struct warc *w, struct sx_err *err, const char *why)
{
	w->lost = true;
	return refuse(w, err, why);
}

/* The record at `at`: as open_record(). */
static int next_record(struct warc *w, struct sx_doc *doc, struct sx_err *err)
{
	uint64_t length;
	size_t digits;
	doc->record_line = ++w->number;
	drop_read(w);
	if (hold(w, MOST_HEADER, err))
		return -1;
	struct sx_str s = held(w);
	size_t end =
		begins(s, "WARC/") ? headers_end((struct sx_str){ s.p, s.n < MOST_HEADER ? s.n : MOST_HEADER }) : 0;
	if (!end)
		return bad_record(w, err, "here should be a record of the archive, and is none");
	struct headers h = read_headers((struct sx_str){ s.p, end });
	if (!read_number(h.length, 10, &length, &digits) || digits != h.length.n)
		return bad_record(w, err, "the record does not say how long it is");
	if (length > w->most) {
		w->at += end;
		return skip(w, length, err) ? -1 : refuse(w, err, "the record is longer than records may be");
	}
	if (hold(w, end + (size_t)length, err))
		return -1;
	if (held(w).n < end + length) {
		w->at += end; /* the length may be wrong, and other records stand within it */
		return bad_record(w, err, "the record is cut short");
	}
	s = held(w);
	h = read_headers((struct sx_str){ s.p, end });
	w->at += end + (size_t)length;
	return open_record(w, &h, (struct sx_str){ s.p + end, (size_t)length }, doc, err);
}

static int warc_doc(void *state, struct sx_doc *doc, struct sx_err *err)
{
	struct warc *w = state;
	int got;
	do {
		*doc = (struct sx_doc){ 0 };
		close_record(w);
		if (w->lost) {
			got = find_record(w, err);
			if (got <= 0)
				return got;
		} else if (skip_line_ends(w, err)) {
			return -1;
		}
		w->lost = false;
		if (held(w).n == 0 && w->ended)
			return 0;
		got = next_record(w, doc, err);
	} while (got == 0);
	return got;
}

static int warc_piece(void *state, struct sx_piece *piece, struct sx_err *err)
{
	struct warc *w = state;
	*piece = (struct sx_piece){ 0 };
	return w->state ? w->format->piece(w->state, piece, err) : 0;
}

static uint64_t warc_bad(const void *state, uint64_t *first)
{
	const struct warc *w = state;
	uint64_t bad = w->state ? w->format->bad(w->state, first) : 0;
	*first = w->bad ? w->first_bad : *first;
	return w->bad + bad;
}

static const char *warc_guessed(const void *state)
{
	const struct warc *w = state;
	const char *guessed = w->state && w->format->guessed ? w->format->guessed(w->state) : NULL;
	return guessed ? guessed : w->guessed;
}

static void warc_close(void *state)
{
	struct warc *w = state;
	if (w->inner)
		close_record(w);
	free(w->inner);
	sx_buf_release(&w->held);
	sx_buf_release(&w->source);
	sx_buf_release(&w->source_json);
	free(w);
}

static void *warc_open(struct sx_input *input, const struct sx_read_options *options, struct sx_err *err)
{
	struct warc *w = calloc(1, sizeof *w);
	if (w)
		w->inner = calloc(1, sizeof *w->inner);
	if (!w || !w->inner) {
		free(w);
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	w->input = input;
	w->options = *options;
	w->most = options->most_record ? options->most_record : MOST_RECORD;
	return w;
}

extern const struct sx_format sx_warc_reader;
const struct sx_format sx_warc_reader = { warc_open, warc_doc, warc_piece, warc_bad, warc_close, warc_guessed };
