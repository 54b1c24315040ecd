/* PDF, by way of pdftotext: a process with limits, that sees the file and nothing else of what was asked. */
#include "read/pdf_priv.h"

#include "base/file.h"
#include "base/proc.h"
#include "read/whole_priv.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { SECONDS = 60, BYTES_A_SECOND = 256 * 1024, MESSAGES = 64 * 1024, SHOWN = 160 };

static const size_t most_memory = (size_t)512 * 1024 * 1024, most_layout = (size_t)512 * 1024 * 1024;
static const uint64_t most_file = (uint64_t)1024 * 1024 * 1024;

struct pdf {
	struct sx_input *input;
	struct sx_prose prose;
	size_t piece;
	bool given;
	char date[11];
	char damage[SHOWN]; /* what is wrong with a file whose text could be read in part */
};

static void pdf_close(void *state)
{
	struct pdf *pdf = state;
	sx_prose_release(&pdf->prose);
	free(pdf);
}

static void *pdf_open(struct sx_input *input, const struct sx_read_options *options, struct sx_err *err)
{
	struct pdf *pdf = calloc(1, sizeof *pdf);
	if (!pdf) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	pdf->input = input;
	pdf->piece = options->piece;
	return pdf;
}

/* The first line of what it wrote that tells of an error, without the kind that stands before it. */
static void first_error(struct sx_str errors, const char *kind, char *to, size_t size)
{
	const char *at = errors.n ? memmem(errors.p, errors.n, kind, strlen(kind)) : NULL;
	to[0] = '\0';
	if (!at)
		return;
	const char *end = errors.p + errors.n, *colon = memchr(at, ':', (size_t)(end - at));
	at = colon ? colon + 1 : at;
	while (at < end && *at == ' ')
		at++;
	const char *stop = memchr(at, '\n', (size_t)(end - at));
	snprintf(to, size, "%.*s", (int)((stop ? stop : end) - at), at);
}

static bool says(struct sx_str errors, const char *words)
{
	return errors.n && memmem(errors.p, errors.n, words, strlen(words));
}

/* It ended with an error. */
static int refuse(const struct sx_proc_result *result, struct sx_err *err)
{
	struct sx_str errors = sx_buf_view(&result->errors);
	char why[SHOWN];
	if (says(errors, "Incorrect password")) {
		sx_fail(err, SX_INPUT, "is encrypted: it opens with a password only");
		sx_err_hint(err, "qpdf --decrypt --password=... FILE.pdf OPEN.pdf");
	} else if (result->status == 3 || says(errors, "not allowed")) {
		sx_fail(err, SX_INPUT, "does not permit its text to be copied");
	} else if (result->status > 128) {
		sx_fail(err, SX_LIMIT,
			"pdftotext came to an end by signal %d, which its limits on memory and output may have sent",
			result->status - 128);
	} else {
		first_error(errors, "Error", why, sizeof why);
		sx_fail(err, SX_INPUT, "is damaged, or no PDF: %s", why[0] ? why : "pdftotext cannot read it");
	}
	return -1;
}

/* What tells that pages may be missing; other complaints (a font, a colour space) are about how they look. */
static void note_damage(struct pdf *pdf, struct sx_str errors)
{
	static const char *const grave[] = { "xref",        "trailer",   "end of file", "Page count",
					     "Kids object", "page tree", "Catalog" };
	for (size_t i = 0; i < sizeof grave / sizeof *grave; i++)
		if (says(errors, grave[i])) {
			first_error(errors, "Error", pdf->damage, sizeof pdf->damage);
			return;
		}
}

static int check_text(const struct sx_pdf_pages *pages, struct sx_str errors, struct sx_err *err)
{
	char why[SHOWN];
	if (!pages->whole) { /* it ends with status 0 also where the disk is full */
		sx_fail(err, SX_IO, "pdftotext did not write all of its text");
		sx_err_hint(err, "is the folder for temporary files full? TMPDIR names it");
		return -1;
	}
	if (pages->words.n)
		return 0;
	first_error(errors, "Error", why, sizeof why);
	if (why[0])
		return sx_fail(err, SX_INPUT, "is damaged, and no text could be read: %s", why);
	sx_fail(err, SX_INPUT, "has no text layer: its pages are pictures");
	sx_err_hint(err, "ocrmypdf FILE.pdf WITH-TEXT.pdf adds one");
	return -1;
}

/* Longer for a file of thousands of pages. */
static unsigned seconds_for(const char *path)
{
	struct stat about;
	uint64_t size = stat(path, &about) == 0 && about.st_size > 0 ? (uint64_t)about.st_size : 0;
	return SECONDS + (unsigned)((size < most_file ? size : most_file) / BYTES_A_SECOND);
}

static int run(const char *path, const char *layout, struct sx_proc_result *result, struct sx_err *err)
{
	const char *const argv[] = { "pdftotext", "-bbox-layout", "-enc", "UTF-8", path, layout, NULL };
	const struct sx_proc proc = {
		.argv = argv, .seconds = seconds_for(path), .most = MESSAGES, .memory = most_memory, .file = most_layout
	};
	if (sx_proc_run(&proc, result, err) == 0)
		return result->status == 0 ? 0 : refuse(result, err);
	if (err && err->code == SX_MISSING)
		sx_err_hint(err, "PDF is read by pdftotext, of the package poppler-utils");
	return -1;
}

static int read_layout(struct pdf *pdf, const char *path, const char *layout, struct sx_err *err)
{
	struct sx_proc_result result = { 0 };
	struct sx_pdf_pages pages = { 0 };
	int status = run(path, layout, &result, err);
	struct sx_str errors = sx_buf_view(&result.errors);
	if (status == 0)
		status = sx_pdf_layout(&pages, layout, err);
	if (status == 0)
		status = check_text(&pages, errors, err);
	if (status == 0) {
		note_damage(pdf, errors);
		memcpy(pdf->date, pages.date, sizeof pdf->date);
		status = sx_pdf_prose(&pages, &pdf->prose, err);
	}
	sx_pdf_pages_release(&pages);
	sx_buf_release(&result.output);
	sx_buf_release(&result.errors);
	return status;
}

/* The path as poppler takes it for nothing else: it begins with / or ., and has no :// that would make it an address.
 */
static void write_path(struct sx_buf *out, const char *path)
{
	sx_buf_z(out, path[0] == '/' ? "" : "./");
	for (; *path; path++)
		if (path[0] != '/' || path[1] != '/')
			sx_buf_c(out, *path);
}

/* What is no file under its own name is put into one. */
static int name_file(struct pdf *pdf, const char *folder, struct sx_buf *path, struct sx_err *err)
{
	bool is_file = sx_input_is_file(pdf->input);
	if (is_file)
		write_path(path, pdf->input->path);
	else
		sx_buf_addf(path, "%s/in.pdf", folder);
	if (!sx_buf_ok(path))
		return sx_fail(err, SX_NOMEM, "out of memory");
	return is_file ? 0 : sx_input_spool(pdf->input, path->p, most_file, err);
}

static int read_pdf(struct pdf *pdf, struct sx_err *err)
{
	char folder[PATH_MAX];
	struct sx_buf path = { 0 }, layout = { 0 };
	if (sx_scratch_make(folder, sizeof folder, err))
		return -1;
	sx_buf_addf(&layout, "%s/layout", folder);
	int status = sx_buf_ok(&layout) ? name_file(pdf, folder, &path, err) : sx_fail(err, SX_NOMEM, "out of memory");
	if (status == 0)
		status = read_layout(pdf, path.p, layout.p, err);
	sx_scratch_remove(folder);
	sx_buf_release(&path);
	sx_buf_release(&layout);
	return status;
}

static int pdf_doc(void *state, struct sx_doc *doc, struct sx_err *err)
{
	struct pdf *pdf = state;
	if (pdf->given)
		return 0;
	pdf->given = true;
	if (read_pdf(pdf, err))
		return -1;
	*doc = (struct sx_doc){ .source = pdf->input->source, .date = sx_str_of(pdf->date) };
	return 1;
}

static int pdf_piece(void *state, struct sx_piece *piece, struct sx_err *err)
{
	struct pdf *pdf = state;
	if (sx_prose_piece(&pdf->prose, pdf->piece, piece))
		return 1;
	return pdf->damage[0] ? sx_fail(err, SX_INPUT, "is damaged, and parts of it may be missing: %s", pdf->damage)
			      : 0;
}

static uint64_t pdf_bad(const void *state, uint64_t *first)
{
	(void)state;
	*first = 0;
	return 0;
}

extern const struct sx_format sx_pdf_reader;
const struct sx_format sx_pdf_reader = {
	.open = pdf_open, .doc = pdf_doc, .piece = pdf_piece, .bad = pdf_bad, .close = pdf_close
};
