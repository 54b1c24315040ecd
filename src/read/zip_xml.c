#include "read/zip_xml_priv.h"

#include "read/whole_priv.h"

#include <errno.h>
#include <expat.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

enum {
	BLOCK = 64 * 1024,
	MOST_PACKAGE = 256 * 1024 * 1024, /* of an archive that has to be held in memory */
	MOST_ENTRY = 256 * 1024 * 1024,
	SMALL_ENTRY = 8 * 1024 * 1024, /* up to this it may be packed as tightly as it likes */
	MOST_RATIO = 200,
	MOST_MANIFEST = 1024 * 1024,
	MOST_DEPTH = 10000,
	MOST_TAG = 1024 * 1024, /* the parser begins anew with each block until it has seen a tag's end */
	NAME = 128,
};

static const struct {
	const char *uri, *prefix;
} spaces[] = {
	{ "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w" },
	{ "http://purl.oclc.org/ooxml/wordprocessingml/main", "w" },
	{ "http://schemas.openxmlformats.org/markup-compatibility/2006", "mc" },
	{ "http://schemas.openxmlformats.org/officeDocument/2006/math", "m" },
	{ "http://purl.oclc.org/ooxml/officeDocument/math", "m" },
	{ "http://schemas.openxmlformats.org/package/2006/relationships", "rel" },
	{ "http://purl.org/dc/terms/", "dcterms" },
	{ "http://purl.org/dc/elements/1.1/", "dc" },
	{ "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office" },
	{ "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text" },
	{ "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table" },
	{ "urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style" },
	{ "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw" },
	{ "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg" },
	{ "urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "meta" },
	{ "urn:oasis:names:tc:opendocument:xmlns:container", "c" },
	{ "http://www.idpf.org/2007/opf", "opf" },
	{ "http://www.idpf.org/2007/ops", "epub" },
	{ "http://www.w3.org/1999/xhtml", "h" },
};

static int read_package(struct sx_package *package, struct sx_input *input, struct sx_err *err)
{
	for (;;) {
		char *to = sx_buf_room(&package->bytes, BLOCK);
		if (!to)
			return sx_fail(err, SX_NOMEM, "out of memory");
		ptrdiff_t n = sx_input_read(input, to, BLOCK, err);
		if (n <= 0)
			return (int)n;
		package->bytes.n += (size_t)n;
		if (package->bytes.n > MOST_PACKAGE)
			return sx_fail(err, SX_LIMIT, "is larger than %d MiB", MOST_PACKAGE / 1024 / 1024);
	}
}

/* Opening must not lose an error that tells more than "is damaged". */
static int fail_open(zip_error_t *error, struct sx_err *err)
{
	int code = zip_error_code_zip(error);
	errno = zip_error_code_system(error);
	if (code == ZIP_ER_MEMORY)
		sx_fail(err, SX_NOMEM, "out of memory");
	else if (code == ZIP_ER_OPEN)
		sx_fail_errno(err, "cannot open");
	else if (code == ZIP_ER_NOZIP)
		sx_fail(err, SX_INPUT, "is no ZIP archive, or was cut short");
	else
		sx_fail(err, SX_INPUT, "the ZIP archive is damaged: %s", zip_error_strerror(error));
	return -1;
}

int sx_package_open(struct sx_package *package, struct sx_input *input, struct sx_err *err)
{
	zip_error_t error;
	zip_source_t *source;
	bool plain = sx_input_is_file(input);
	if (input->head_n >= 4 && memcmp(input->head, "\xD0\xCF\x11\xE0", 4) == 0) {
		sx_fail(err, SX_INPUT, "is encrypted, or a document in the old binary form");
		sx_err_hint(err, "open it and save it without a password as .docx");
		return -1;
	}
	if (!plain && read_package(package, input, err))
		return -1;
	zip_error_init(&error);
	if (plain)
		source = zip_source_file_create(input->path, 0, -1, &error);
	else
		source = zip_source_buffer_create(package->bytes.p, package->bytes.n, 0, &error);
	package->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	int status = package->zip ? 0 : fail_open(&error, err);
	if (!package->zip && source)
		zip_source_free(source);
	zip_error_fini(&error);
	if (plain && package->zip)
		input->bytes = (uint64_t)lseek(input->fd, 0, SEEK_END);
	return status;
}

void sx_package_close(struct sx_package *package)
{
	if (package->zip)
		zip_discard(package->zip);
	sx_buf_release(&package->bytes);
	*package = (struct sx_package){ 0 };
}

bool sx_package_has(const struct sx_package *package, const char *entry)
{
	return zip_name_locate(package->zip, entry, 0) >= 0;
}

static int fail_entry(const char *entry, zip_error_t *error, struct sx_err *err)
{
	switch (zip_error_code_zip(error)) {
	case ZIP_ER_MEMORY:
		return sx_fail(err, SX_NOMEM, "out of memory");
	case ZIP_ER_CRC:
		return sx_fail(err, SX_INPUT, "%.200s is damaged: its checksum is wrong", entry);
	case ZIP_ER_NOPASSWD:
	case ZIP_ER_WRONGPASSWD:
		return sx_fail(err, SX_INPUT, "is encrypted");
	case ZIP_ER_NOENT:
		return sx_fail(err, SX_INPUT, "has no %.200s", entry);
	default:
		return sx_fail(err, SX_INPUT, "%.200s cannot be unpacked: %s", entry, zip_error_strerror(error));
	}
}

/* An entry that is not larger than its limits say, and *size what it says of itself. */
static zip_file_t *open_entry(struct sx_package *package, const char *entry, uint64_t *size, struct sx_err *err)
{
	zip_stat_t about;
	if (zip_stat(package->zip, entry, 0, &about)) {
		fail_entry(entry, zip_get_error(package->zip), err);
		return NULL;
	}
	bool usual = about.valid & ZIP_STAT_COMP_METHOD &&
		     (about.comp_method == ZIP_CM_STORE || about.comp_method == ZIP_CM_DEFLATE);
	if (!usual) { /* the formats allow no other, and libzip would ask libraries that nobody else needs */
		sx_fail(err, SX_INPUT, "%.200s is packed in a way that documents are not", entry);
		return NULL;
	}
	*size = about.valid & ZIP_STAT_SIZE ? about.size : MOST_ENTRY;
	uint64_t packed = about.valid & ZIP_STAT_COMP_SIZE ? about.comp_size : 0;
	if (*size > MOST_ENTRY || (*size > SMALL_ENTRY && *size / MOST_RATIO > packed)) {
		sx_fail(err, SX_LIMIT, "%.200s would unpack to %llu bytes from %llu", entry, (unsigned long long)*size,
			(unsigned long long)packed);
		return NULL;
	}
	zip_file_t *file = zip_fopen(package->zip, entry, 0);
	if (!file)
		fail_entry(entry, zip_get_error(package->zip), err);
	return file;
}

bool sx_package_mentions(struct sx_package *package, const char *entry, const char *words)
{
	struct sx_buf text = { 0 };
	uint64_t size;
	bool found = false;
	zip_file_t *file = open_entry(package, entry, &size, NULL);
	char *to = file && size <= MOST_MANIFEST ? sx_buf_room(&text, (size_t)size + 1) : NULL;
	if (to) {
		zip_int64_t n = zip_fread(file, to, size);
		found = n > 0 && memmem(to, (size_t)n, words, strlen(words));
	}
	if (file)
		zip_fclose(file);
	sx_buf_release(&text);
	return found;
}

/* One part on its way through the parser. */
struct parse {
	XML_Parser parser;
	const struct sx_xml_calls *calls;
	void *ctx;
	struct sx_xml_level *level;
	size_t depth, cap;
	const char *refused; /* why the parser was stopped */
	bool nomem;
};

/* "uri local" of the parser as "prefix:local"; what is in no space of ours has the prefix "?". */
static const char *short_name(const char *name, char *to)
{
	const char *blank = strrchr(name, ' '), *prefix = blank ? "?" : "";
	size_t n = blank ? (size_t)(blank - name) : 0;
	for (size_t i = 0; blank && i < sizeof spaces / sizeof *spaces; i++)
		if (strlen(spaces[i].uri) == n && memcmp(spaces[i].uri, name, n) == 0)
			prefix = spaces[i].prefix;
	size_t head = strlen(prefix), tail = strlen(blank ? blank + 1 : name);
	if (head + tail + 2 > NAME)
		return "?";
	memcpy(to, prefix, head);
	if (head)
		to[head++] = ':';
	memcpy(to + head, blank ? blank + 1 : name, tail + 1);
	return to;
}

const char *sx_xml_attribute(const char **attributes, const char *name)
{
	char buffer[NAME];
	const char *local = strchr(name, ':');
	local = local ? local + 1 : name;
	for (size_t n = strlen(local); *attributes; attributes += 2) {
		size_t length = strlen(attributes[0]);
		if (length >= n && strcmp(attributes[0] + length - n, local) == 0 &&
		    strcmp(short_name(attributes[0], buffer), name) == 0)
			return attributes[1];
	}
	return NULL;
}

unsigned sx_xml_find(const struct sx_xml_name *names, const char *name)
{
	for (; names->name; names++)
		if (strcmp(names->name, name) == 0)
			return names->what;
	return 0;
}

static void stop(struct parse *p, const char *why)
{
	if (!p->refused)
		p->refused = why;
	XML_StopParser(p->parser, XML_FALSE);
}

static struct sx_xml_level *deeper(struct parse *p)
{
	if (p->depth + 1 >= p->cap) {
		size_t cap = p->cap ? p->cap * 2 : 64;
		struct sx_xml_level *level = realloc(p->level, cap * sizeof *level);
		if (!level) {
			p->nomem = true;
			stop(p, "");
			return NULL;
		}
		if (!p->level)
			level[0] = (struct sx_xml_level){ 0 };
		p->level = level;
		p->cap = cap;
	}
	p->level[p->depth + 1] = p->level[p->depth];
	return &p->level[++p->depth];
}

static void XMLCALL on_open(void *data, const XML_Char *name, const XML_Char **attributes)
{
	struct parse *p = data;
	char buffer[NAME];
	if (p->depth >= MOST_DEPTH) {
		stop(p, "is nested too deeply");
		return;
	}
	struct sx_xml_level *element = deeper(p);
	if (element)
		p->calls->open(p->ctx, short_name(name, buffer), attributes, element - 1, element);
}

static void XMLCALL on_close(void *data, const XML_Char *name)
{
	(void)name;
	struct parse *p = data;
	if (p->depth == 0)
		return;
	p->calls->close(p->ctx, &p->level[p->depth]);
	p->depth--;
}

static void XMLCALL on_text(void *data, const XML_Char *text, int n)
{
	struct parse *p = data;
	if (p->depth)
		p->calls->text(p->ctx, &p->level[p->depth], (struct sx_str){ text, (size_t)n });
}

/* A document of these formats has no reason to declare one; what has is an attack. */
static void XMLCALL on_entity(void *data, const XML_Char *name, int is_parameter, const XML_Char *value, int n,
			      const XML_Char *base, const XML_Char *system, const XML_Char *public,
			      const XML_Char *notation)
{
	(void)name, (void)is_parameter, (void)value, (void)n, (void)base, (void)system, (void)public, (void)notation;
	stop(data, "declares an entity, which is refused");
}

/* Entities of XHTML that books use, though only their DTD, which is not read, declares them. */
static void XMLCALL on_skipped(void *data, const XML_Char *name, int is_parameter)
{
	static const struct {
		const char *name, *text;
	} known[] = {
		{ "nbsp", "\u00A0" }, { "shy", "" },     { "ndash", "–" },       { "mdash", "—" },
		{ "hellip", "…" },    { "lsquo", "‘" },  { "rsquo", "’" },       { "ldquo", "“" },
		{ "rdquo", "”" },     { "laquo", "«" },  { "raquo", "»" },       { "minus", "−" },
		{ "plusmn", "±" },    { "times", "×" },  { "le", "≤" },          { "ge", "≥" },
		{ "deg", "°" },       { "euro", "€" },   { "pound", "£" },       { "yen", "¥" },
		{ "cent", "¢" },      { "frac12", "½" }, { "frac14", "¼" },      { "frac34", "¾" },
		{ "sup2", "²" },      { "sup3", "³" },   { "micro", "µ" },       { "permil", "‰" },
		{ "copy", "©" },      { "reg", "®" },    { "thinsp", "\u2009" }, { "ensp", "\u2002" },
		{ "emsp", "\u2003" }, { "eacute", "é" }, { "auml", "ä" },        { "ouml", "ö" },
		{ "uuml", "ü" },      { "szlig", "ß" },  { "bull", "•" },        { "middot", "·" },
	};
	struct parse *p = data;
	for (size_t i = 0; !is_parameter && i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].name, name) == 0) {
			on_text(p, known[i].text, (int)strlen(known[i].text));
			return;
		}
	if (!is_parameter)
		on_text(p, "\uFFFD", 3);
}

static int fail_parse(const struct parse *p, const char *entry, struct sx_err *err)
{
	enum XML_Error code = XML_GetErrorCode(p->parser);
	if (p->nomem || code == XML_ERROR_NO_MEMORY)
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (p->refused)
		return sx_fail(err, SX_INPUT, "%.200s %s", entry, p->refused);
	return sx_fail(err, SX_INPUT, "%.200s is damaged: line %lu: %s", entry,
		       (unsigned long)XML_GetCurrentLineNumber(p->parser), XML_ErrorString(code));
}

/* Block by block, the last one too: only at its end is the checksum known. */
static int feed(struct parse *p, zip_file_t *file, const char *entry, uint64_t size, struct sx_err *err)
{
	for (uint64_t got = 0;;) {
		void *block = XML_GetBuffer(p->parser, BLOCK);
		if (!block)
			return sx_fail(err, SX_NOMEM, "out of memory");
		zip_int64_t n = zip_fread(file, block, BLOCK);
		if (n < 0)
			return fail_entry(entry, zip_file_get_error(file), err);
		got += (uint64_t)n;
		if (got > size)
			return sx_fail(err, SX_INPUT, "%.200s is damaged: it is longer than it says", entry);
		if (XML_ParseBuffer(p->parser, (int)n, n == 0) != XML_STATUS_OK)
			return fail_parse(p, entry, err);
		XML_Index at = XML_GetCurrentByteIndex(p->parser);
		if (at >= 0 && got > (uint64_t)at + MOST_TAG)
			return sx_fail(err, SX_LIMIT, "%.200s has a tag of more than %d bytes", entry, MOST_TAG);
		if (p->calls->check && p->calls->check(p->ctx, err))
			return -1;
		if (n == 0)
			return 0;
	}
}

/* Where the parser stopped at damage, the checksum knows better than the parser what is wrong. */
static int check_rest(zip_file_t *file, const char *entry, uint64_t size, struct sx_err *err)
{
	char block[16 * 1024];
	zip_int64_t n;
	uint64_t got = 0;
	do {
		n = zip_fread(file, block, sizeof block);
		got += n > 0 ? (uint64_t)n : 0;
	} while (n > 0 && got <= size);
	return n < 0 ? fail_entry(entry, zip_file_get_error(file), err) : 0;
}

int sx_package_parse(struct sx_package *package, const char *entry, const struct sx_xml_calls *calls, void *ctx,
		     struct sx_err *err)
{
	uint64_t size;
	zip_file_t *file = open_entry(package, entry, &size, err);
	if (!file)
		return -1;
	struct parse p = { .parser = XML_ParserCreateNS(NULL, ' '), .calls = calls, .ctx = ctx };
	struct sx_err failure = { 0 };
	int status = p.parser ? 0 : sx_fail(&failure, SX_NOMEM, "out of memory");
	if (p.parser) {
		XML_SetUserData(p.parser, &p);
		XML_SetElementHandler(p.parser, on_open, on_close);
		XML_SetCharacterDataHandler(p.parser, on_text);
		XML_SetEntityDeclHandler(p.parser, on_entity);
		XML_SetSkippedEntityHandler(p.parser, on_skipped);
		status = feed(&p, file, entry, size, &failure);
		if (status && failure.code == SX_INPUT)
			check_rest(file, entry, size, err);
		XML_ParserFree(p.parser);
	}
	if (status)
		sx_fail(err, failure.code, "%s", failure.text);
	free(p.level);
	zip_fclose(file);
	return status;
}

void sx_zipped_open(struct sx_zipped *zipped, struct sx_input *input, const struct sx_read_options *options)
{
	*zipped = (struct sx_zipped){ .input = input, .piece = options->piece };
}

int sx_zipped_doc(struct sx_zipped *zipped, struct sx_doc *doc, int (*read)(struct sx_zipped *, struct sx_err *),
		  struct sx_err *err)
{
	if (zipped->given)
		return 0;
	zipped->given = true;
	*doc = (struct sx_doc){ 0 };
	if (sx_package_open(&zipped->package, zipped->input, err) || read(zipped, err) ||
	    sx_prose_check(&zipped->prose, err))
		return -1;
	sx_package_close(&zipped->package);
	doc->source = zipped->input->source;
	doc->date = sx_str_of(zipped->date);
	doc->lang = sx_str_of(zipped->lang);
	return 1;
}

void sx_zipped_release(struct sx_zipped *zipped)
{
	sx_package_close(&zipped->package);
	sx_prose_release(&zipped->prose);
}

void sx_zipped_date(struct sx_zipped *zipped, struct sx_str text)
{
	struct sx_str day = sx_meta_date(text);
	if (day.n == 0 || day.n >= sizeof zipped->date)
		return;
	memcpy(zipped->date, day.p, day.n);
	zipped->date[day.n] = '\0';
}

void sx_zipped_lang(struct sx_zipped *zipped, struct sx_str text)
{
	char lang[4];
	struct sx_str tag = sx_meta_lang(text, lang);
	if (tag.n == 0 || tag.n >= sizeof zipped->lang)
		return;
	memcpy(zipped->lang, tag.p, tag.n);
	zipped->lang[tag.n] = '\0';
}

int sx_zipped_piece(void *state, struct sx_piece *piece, struct sx_err *err)
{
	struct sx_zipped *zipped = state;
	int got = sx_prose_piece(&zipped->prose, zipped->piece, piece);
	return got == 0 && zipped->lost ? sx_fail(err, SX_INPUT, "is not read whole: %s", zipped->lost) : got;
}

uint64_t sx_zipped_bad(const void *state, uint64_t *first)
{
	(void)state;
	*first = 0;
	return 0;
}
