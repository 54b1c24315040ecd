/* The registry of formats, and the file under them. */
#include "read/read.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "read/reader_priv.h"
#include "read/unpack_priv.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUILT(name, suffixes, meaning, reader) extern const struct sx_format reader;
#define KNOWN(name, suffixes, meaning, advice)
#include "read/readers.def"
#undef BUILT
#undef KNOWN

static const struct {
	struct sx_reader_info info;
	const struct sx_format *format;
	const char *advice; /* for a format that is not built */
} readers[] = {
#define BUILT(name, suffixes, meaning, reader) { { #name, suffixes, meaning, true }, &reader, NULL },
#define KNOWN(name, suffixes, meaning, advice) { { #name, suffixes, meaning, false }, NULL, advice },
#include "read/readers.def"
#undef BUILT
#undef KNOWN
};

enum { READERS = sizeof readers / sizeof *readers };

struct sx_reader {
	struct sx_input input;
	struct sx_buf path, source;
	const struct sx_format *format;
	void *state;
};

const struct sx_reader_info *sx_reader_info(size_t i)
{
	return i < READERS ? &readers[i].info : NULL;
}

static const struct sx_reader_info *info_by_suffix(struct sx_str suffix)
{
	for (size_t i = 0; i < READERS; i++)
		if (sx_str_among(suffix, readers[i].info.suffixes))
			return &readers[i].info;
	return NULL;
}

const struct sx_reader_info *sx_reader_by_suffix(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *end = name + strlen(name);
	for (;;) {
		const char *dot = memrchr(name, '.', (size_t)(end - name));
		if (!dot)
			return NULL;
		struct sx_str suffix = { dot + 1, (size_t)(end - dot - 1) };
		if (!sx_unpack_is_suffix(suffix))
			return info_by_suffix(suffix);
		end = dot;
	}
}

const struct sx_format *sx_reader_format(const char *name)
{
	for (size_t i = 0; i < READERS; i++)
		if (strcmp(readers[i].info.name, name) == 0)
			return readers[i].format;
	return NULL;
}

static int no_such_format(const char *name, struct sx_err *err)
{
	struct sx_buf names = { 0 };
	for (size_t i = 0; i < READERS; i++)
		sx_buf_addf(&names, "%s%s", i ? ", " : "", readers[i].info.name);
	sx_fail(err, SX_USAGE, "there is no input format \"%.64s\"", name);
	sx_err_hint(err, "the formats are auto, %s", sx_buf_ok(&names) && names.n ? names.p : "text");
	sx_buf_release(&names);
	return -1;
}

static int find_format(const char *name, enum sx_code code, const struct sx_format **format, struct sx_err *err)
{
	for (size_t i = 0; i < READERS; i++) {
		if (strcmp(readers[i].info.name, name) != 0)
			continue;
		*format = readers[i].format;
		if (*format)
			return 0;
		sx_fail(err, code, "the format %s is known but not built into this statext", name);
		sx_err_hint(err, "%s", readers[i].advice);
		return -1;
	}
	return no_such_format(name, err);
}

static bool is_standard(const struct sx_input *input)
{
	return strcmp(input->path, "-") == 0;
}

static int open_file(struct sx_input *input, struct sx_err *err)
{
	struct stat about;
	input->fd = is_standard(input) ? STDIN_FILENO : sx_open_read(input->path);
	if (input->fd < 0)
		return sx_fail_errno(err, "%s: cannot open", input->name);
	if (fstat(input->fd, &about))
		return sx_fail_errno(err, "%s: cannot read", input->name);
	if (S_ISDIR(about.st_mode))
		return sx_fail(err, SX_INPUT, "is a folder, not a file");
	return sx_input_start(input, err);
}

static int copy_path(struct sx_reader *reader, const char *path, struct sx_err *err)
{
	sx_buf_z(&reader->path, path);
	if (!sx_buf_ok(&reader->path))
		return sx_fail(err, SX_NOMEM, "out of memory");
	reader->input.path = reader->path.p;
	reader->input.name = is_standard(&reader->input) ? "standard input" : reader->path.p;
	return 0;
}

/* File names are bytes; what is no UTF-8 in them stays readable and unique as %XX. */
static int name_source(struct sx_reader *reader, struct sx_err *err)
{
	bool standard = strcmp(reader->input.path, "-") == 0;
	struct sx_str path = sx_str_of(standard ? "<stdin>" : reader->input.path);
	size_t bytes;
	for (size_t at = 0; at < path.n; at += bytes) {
		bool bad = sx_utf8_next(path, at, &bytes) == SX_UTF8_BAD;
		for (size_t i = at; bad && i < at + bytes; i++)
			sx_buf_addf(&reader->source, "%%%02X", (unsigned char)path.p[i]);
		if (!bad)
			sx_buf_add(&reader->source, path.p + at, bytes);
	}
	reader->input.source = sx_buf_view(&reader->source);
	return sx_buf_ok(&reader->source) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static int open_format(struct sx_reader *reader, const struct sx_read_options *options, struct sx_err *err)
{
	const char *name = options->format;
	enum sx_code code = SX_USAGE;
	if (!name || strcmp(name, "auto") == 0) {
		struct sx_str head = { reader->input.head, reader->input.head_n };
		name = sx_sniff(head, reader->input.path, options, err);
		code = SX_INPUT;
	}
	if (!name || find_format(name, code, &reader->format, err))
		return -1;
	reader->state = reader->format->open(&reader->input, options, err);
	return reader->state ? 0 : -1;
}

struct sx_reader *sx_reader_open(const char *path, const struct sx_read_options *options, struct sx_err *err)
{
	static const struct sx_read_options usual;
	struct sx_reader *reader = calloc(1, sizeof *reader);
	if (!reader) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	reader->input.fd = -1;
	if (copy_path(reader, path, err) == 0 && open_file(&reader->input, err) == 0 && name_source(reader, err) == 0 &&
	    open_format(reader, options ? options : &usual, err) == 0)
		return reader;
	if (err && err->code == SX_INPUT)
		sx_err_place(err, reader->input.name, 0, 0, (struct sx_str){ 0 });
	sx_reader_close(reader);
	return NULL;
}

void sx_reader_close(struct sx_reader *reader)
{
	if (!reader)
		return;
	if (reader->state)
		reader->format->close(reader->state);
	sx_input_stop(&reader->input);
	if (reader->input.fd >= 0 && !is_standard(&reader->input))
		close(reader->input.fd);
	sx_buf_release(&reader->path);
	sx_buf_release(&reader->source);
	free(reader);
}

int sx_reader_doc(struct sx_reader *reader, struct sx_doc *doc, struct sx_err *err)
{
	return reader->format->doc(reader->state, doc, err);
}

int sx_reader_piece(struct sx_reader *reader, struct sx_piece *piece, struct sx_err *err)
{
	return reader->format->piece(reader->state, piece, err);
}

uint64_t sx_reader_bad(const struct sx_reader *reader, uint64_t *first)
{
	return reader->format->bad(reader->state, first);
}

uint64_t sx_reader_bytes(const struct sx_reader *reader)
{
	return reader->input.bytes;
}

const char *sx_reader_guessed(const struct sx_reader *reader)
{
	return reader->format->guessed ? reader->format->guessed(reader->state) : NULL;
}
