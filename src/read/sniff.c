/* Which format a file is in: by its content where that is plain, then by its name. */
#include "read/reader_priv.h"

#include <strings.h>

static struct sx_str rest_of(struct sx_str s, size_t at)
{
	return (struct sx_str){ s.p + at, s.n - at };
}

static bool begins(struct sx_str s, struct sx_str with)
{
	return s.n >= with.n && memcmp(s.p, with.p, with.n) == 0;
}

static bool begins_caseless(struct sx_str s, struct sx_str with)
{
	return s.n >= with.n && strncasecmp(s.p, with.p, with.n) == 0;
}

static bool holds(struct sx_str s, const char *z)
{
	return s.n && memmem(s.p, s.n, z, strlen(z));
}

static struct sx_str skip_blanks(struct sx_str s)
{
	size_t at = begins(s, SX_STR("\xEF\xBB\xBF")) ? 3 : 0;
	while (at < s.n && strchr(" \t\r\n", s.p[at]) && s.p[at])
		at++;
	return s.n ? rest_of(s, at) : s;
}

static bool is_html(struct sx_str head)
{
	struct sx_str s = skip_blanks(head);
	if (begins(s, SX_STR("<?xml")) || begins(s, SX_STR("<!--")))
		return holds(s, "<html") || holds(s, "<!DOCTYPE html") || holds(s, "<!doctype html");
	return begins_caseless(s, SX_STR("<!doctype html")) || begins_caseless(s, SX_STR("<html"));
}

/* A whole object on the first line, or one that goes on beyond the head. JSON over several lines begins with a lone
 * brace. */
static bool is_jsonl(struct sx_str head)
{
	struct sx_str s = skip_blanks(head);
	if (!begins(s, SX_STR("{")))
		return false;
	const char *end = memchr(s.p, '\n', s.n);
	size_t n = end ? (size_t)(end - s.p) : s.n, at = 1;
	while (at < n && (s.p[at] == ' ' || s.p[at] == '\t'))
		at++;
	if (at == n || s.p[at] != '"')
		return false;
	while (n > at && strchr(" \t\r\n", s.p[n - 1]))
		n--;
	return s.p[n - 1] == '}' || (!end && head.n == SX_HEAD);
}

/* The format of that name, where it is one that comes packed. */
static const char *archive_by_suffix(const char *path)
{
	static const char *const names[] = { "docx", "odt", "epub" };
	const struct sx_reader_info *named = sx_reader_by_suffix(path);
	for (size_t i = 0; named && i < sizeof names / sizeof *names; i++)
		if (strcmp(named->name, names[i]) == 0)
			return named->name;
	return NULL;
}

/* What a packed file calls itself, else what it is called; NULL with err set for what is none of ours. */
static const char *in_archive(struct sx_str head, const char *path, struct sx_err *err)
{
	if (holds(head, "application/epub+zip") || holds(head, "META-INF/container.xml"))
		return "epub";
	if (holds(head, "application/vnd.oasis.opendocument.text"))
		return "odt";
	if (holds(head, "word/") || holds(head, "[Content_Types].xml"))
		return "docx";
	const char *named = archive_by_suffix(path);
	if (named)
		return named;
	sx_fail(err, SX_INPUT, "is a ZIP archive, not text");
	sx_err_hint(err, "unpack it and name the files in it");
	return NULL;
}

/* Whether the first line of a table names the column that holds the text. */
static bool has_text_column(struct sx_str head, const struct sx_read_options *options)
{
	static const char key[] = "text";
	if (options->text_key)
		return true;
	struct sx_str s = skip_blanks(head);
	const char *end = memchr(s.p ? s.p : "", '\n', s.n);
	size_t n = end ? (size_t)(end - s.p) : s.n;
	for (size_t at = 0; at + sizeof key - 1 <= n; at++) {
		size_t after = at + sizeof key - 1;
		if (memcmp(s.p + at, key, sizeof key - 1) == 0 && (at == 0 || memchr(",;\t\"", s.p[at - 1], 4)) &&
		    (after == n || memchr(",;\t\"\r", s.p[after], 5)))
			return true;
	}
	return false;
}

const char *sx_sniff(struct sx_str head, const char *path, const struct sx_read_options *options, struct sx_err *err)
{
	if (begins(head, SX_STR("%PDF-")))
		return "pdf";
	if (begins(head, SX_STR("PK\x03\x04")))
		return in_archive(head, path, err);
	if (begins(head, SX_STR("WARC/")))
		return "warc";
	if (is_html(head))
		return "html";
	const struct sx_reader_info *named = sx_reader_by_suffix(path);
	if (named && strcmp(named->name, "csv") == 0)
		return has_text_column(head, options) ? "csv" : "text";
	if (named)
		return named->name;
	return is_jsonl(head) ? "jsonl" : "text";
}
