/* A whole input: reader in, extractor over each document. */
#include "extract/extract_priv.h"

void sx_tell_watch(const struct sx_watch *watch, struct sx_told *told, uint64_t bytes, uint64_t claims)
{
	if (watch->moved)
		watch->moved(watch->ctx, bytes - told->bytes, claims - told->claims);
	*told = (struct sx_told){ bytes, claims };
}

static int extract_document(struct sx_extractor *x, struct sx_reader *reader, const struct sx_doc *doc,
			    struct sx_told *told, const struct sx_sink *sink, struct sx_err *err)
{
	struct sx_piece piece;
	int more;
	if (sx_extractor_begin(x, doc, err))
		return -1;
	while ((more = sx_reader_piece(reader, &piece, err)) > 0) {
		if (sx_extractor_feed(x, &piece, sink, err))
			return -1;
		sx_tell_watch(&x->options.watch, told, sx_reader_bytes(reader), x->claims);
	}
	struct sx_err later = { 0 }; /* what was read before the input broke is still good */
	int ended = sx_extractor_end(x, sink, more < 0 ? &later : err);
	return more < 0 ? -1 : ended;
}

static int skip_record(const struct sx_doc *doc, const struct sx_err *why, const struct sx_sink *sink,
		       struct sx_err *err)
{
	return sink->skip ? sink->skip(sink->ctx, doc->source_json, doc->record_line, why->text, err) : 0;
}

static int extract_documents(struct sx_extractor *x, struct sx_reader *reader, const struct sx_sink *sink,
			     struct sx_input_report *report, struct sx_told *told, struct sx_err *err)
{
	for (;;) {
		struct sx_doc doc = { 0 };
		struct sx_err why = { 0 };
		int got = sx_reader_doc(reader, &doc, &why);
		if (got == 0)
			return 0;
		if (got < 0) {
			*err = why;
			return -1;
		}
		if (got == 2) {
			report->skipped++;
			if (skip_record(&doc, &why, sink, err))
				return -1;
			continue;
		}
		report->documents++;
		if (extract_document(x, reader, &doc, told, sink, err))
			return -1;
	}
}

int sx_extract_input(struct sx_extractor *x, const char *path, const struct sx_read_options *how,
		     const struct sx_sink *sink, struct sx_input_report *report, struct sx_err *err)
{
	*report = (struct sx_input_report){ 0 };
	struct sx_reader *reader = sx_reader_open(path, how, err);
	if (!reader)
		return -1;
	uint64_t before = x->claims, unmatched = x->unmatched;
	struct sx_told told = { .claims = before };
	int status = extract_documents(x, reader, sink, report, &told, err);
	sx_tell_watch(&x->options.watch, &told, sx_reader_bytes(reader), x->claims);
	report->claims = x->claims - before;
	report->unmatched = x->unmatched - unmatched;
	report->bytes = sx_reader_bytes(reader);
	report->bad_utf8 = sx_reader_bad(reader, &report->first_bad);
	report->guessed = sx_reader_guessed(reader);
	sx_reader_close(reader);
	return status;
}
