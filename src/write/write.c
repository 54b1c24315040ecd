/* The registry of output formats. */
#include "write/write.h"

#include "write/writer_priv.h"

#include <stdlib.h>

#define BUILT(name, suffixes, meaning, writer) extern const struct sx_write_format writer;
#define KNOWN(name, suffixes, meaning, advice)
#include "write/writers.def"
#undef BUILT
#undef KNOWN

static const struct {
	struct sx_writer_info info;
	const struct sx_write_format *format;
	const char *advice; /* for a format that is not built */
} writers[] = {
#define BUILT(name, suffixes, meaning, writer) { { #name, suffixes, meaning, true }, &writer, NULL },
#define KNOWN(name, suffixes, meaning, advice) { { #name, suffixes, meaning, false }, NULL, advice },
#include "write/writers.def"
#undef BUILT
#undef KNOWN
};

enum { WRITERS = sizeof writers / sizeof *writers, BLOCK = 64 * 1024 };

/* What a reader wants first; the rest is for programs. */
static const enum sx_column first[] = {
	SX_COL_subject, SX_COL_change, SX_COL_comparator, SX_COL_value, SX_COL_unit,   SX_COL_per,
	SX_COL_of,      SX_COL_place,  SX_COL_period,     SX_COL_line,  SX_COL_source,
};

const struct sx_writer_info *sx_writer_info(size_t i)
{
	return i < WRITERS ? &writers[i].info : NULL;
}

const struct sx_writer_info *sx_writer_by_suffix(const char *path)
{
	const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
	for (size_t i = 0; dot && i < WRITERS; i++)
		if (sx_str_among(sx_str_of(dot + 1), writers[i].info.suffixes))
			return &writers[i].info;
	return NULL;
}

static const struct sx_write_format *find_format(const char *name, struct sx_err *err)
{
	struct sx_buf names = { 0 };
	for (size_t i = 0; i < WRITERS; i++) {
		if (strcmp(writers[i].info.name, name) == 0) {
			sx_buf_release(&names);
			if (!writers[i].format) {
				sx_fail(err, SX_USAGE, "the format %s is known but not built into this statext", name);
				sx_err_hint(err, "%s", writers[i].advice);
			}
			return writers[i].format;
		}
		sx_buf_addf(&names, "%s%s", i ? ", " : "", writers[i].info.name);
	}
	sx_fail(err, SX_USAGE, "there is no output format \"%.64s\"", name);
	sx_err_hint(err, "the formats are %s", sx_buf_ok(&names) && names.n ? names.p : "csv");
	sx_buf_release(&names);
	return NULL;
}

static int choose_columns(struct sx_writer *writer, struct sx_err *err)
{
	const struct sx_write_options *options = &writer->options;
	const enum sx_column *from = options->columns;
	size_t n = options->n_columns;
	writer->chosen = from != NULL;
	if (!from) {
		from = writer->format->for_people ? first : NULL;
		n = from ? sizeof first / sizeof *first : SX_COLUMNS;
	}
	writer->columns = n ? calloc(n, sizeof *writer->columns) : NULL;
	if (!writer->columns)
		return n ? sx_fail(err, SX_NOMEM, "out of memory") : sx_fail(err, SX_USAGE, "no column was chosen");
	for (size_t i = 0; i < n; i++)
		writer->columns[i] = from ? from[i] : (enum sx_column)i;
	writer->n_columns = n;
	writer->options.columns = writer->columns;
	return 0;
}

struct sx_writer *sx_writer_new(const char *name, const struct sx_write_options *options, struct sx_out *out,
				struct sx_err *err)
{
	static const struct sx_write_options usual;
	const struct sx_write_format *format = find_format(name, err);
	if (!format)
		return NULL;
	struct sx_writer *writer = calloc(1, sizeof *writer);
	if (!writer) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	writer->format = format;
	writer->options = options ? *options : usual;
	writer->out = out;
	if (choose_columns(writer, err) == 0 && (!format->begin || format->begin(writer, err) == 0))
		return writer;
	sx_writer_free(writer);
	return NULL;
}

struct sx_sink sx_writer_sink(struct sx_writer *writer)
{
	return (struct sx_sink){ writer->format->take, writer->format->skip, writer };
}

int sx_writer_row_done(struct sx_writer *writer, struct sx_err *err)
{
	if (!sx_buf_ok(&writer->out->buf) || !sx_buf_ok(&writer->scratch))
		return sx_fail(err, SX_NOMEM, "out of memory");
	return writer->out == &writer->own || writer->out->buf.n < BLOCK ? 0 : sx_out_flush(writer->out, err);
}

sx_column_set sx_writer_columns(const struct sx_writer *writer)
{
	/* A range is shown in the place of a value, and claims are told apart by their source. */
	sx_column_set set =
		SX_COLUMN(comparator) | SX_COLUMN(value) | SX_COLUMN(low) | SX_COLUMN(high) | SX_COLUMN(source);
	for (size_t i = 0; i < writer->n_columns; i++)
		set |= (sx_column_set)1 << writer->columns[i];
	return set;
}

int sx_writer_end(struct sx_writer *writer, struct sx_err *err)
{
	return writer->format->end ? writer->format->end(writer, err) : 0;
}

void sx_writer_free(struct sx_writer *writer)
{
	if (!writer)
		return;
	if (writer->format->release)
		writer->format->release(writer);
	free(writer->columns);
	sx_buf_release(&writer->scratch);
	sx_buf_release(&writer->own.buf);
	free(writer);
}

bool sx_writer_has_twins(const struct sx_writer *writer)
{
	return writer->format->apart;
}

struct sx_writer *sx_writer_twin(const struct sx_writer *writer, struct sx_err *err)
{
	struct sx_writer *twin = calloc(1, sizeof *twin);
	if (!twin) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	twin->format = writer->format;
	twin->options = writer->options;
	twin->options.n_columns = writer->n_columns;
	twin->out = &twin->own;
	if (choose_columns(twin, err) == 0) {
		twin->chosen = writer->chosen;
		return twin;
	}
	sx_writer_free(twin);
	return NULL;
}

size_t sx_writer_held(const struct sx_writer *twin)
{
	return twin->own.buf.n;
}

void sx_writer_drop(struct sx_writer *twin)
{
	sx_buf_clear(&twin->own.buf);
}

int sx_writer_join(struct sx_writer *writer, struct sx_writer *twin, struct sx_err *err)
{
	int status = sx_out_write(writer->out, sx_buf_view(&twin->own.buf), err);
	sx_buf_clear(&twin->own.buf);
	return status;
}
