/* Places where a rule's pattern ran into the limits on matching: what it would have found there may be missing. Of each
 * document the first place is told. It is the same however the text is cut and whoever scans it, as a place that is
 * looked at twice counts once. */
#include "extract/extract_priv.h"

#include "base/escape.h"

#include <inttypes.h>

void sx_lost_note(struct sx_extractor *x, struct sx_str rule, size_t at)
{
	uint64_t place = x->origin + at;
	if (!rule.n || (x->lost.rule.n && x->lost.at <= place))
		return;
	struct sx_cursor cursor = x->cursor;
	sx_cursor_move(&cursor, x, place);
	x->lost = (struct sx_lost){ rule, place, cursor.line, sx_source_start(x, place) };
}

void sx_lost_join(struct sx_lost *all, const struct sx_lost *more)
{
	if (more->rule.n && (!all->rule.n || more->at < all->at))
		*all = *more;
}

int sx_lost_tell(const struct sx_lost *lost, const struct sx_doc *doc, const struct sx_sink *sink, uint64_t *documents,
		 struct sx_err *err)
{
	if (!lost->rule.n)
		return 0;
	*documents += 1;
	if (!sink->skip)
		return 0;
	struct sx_buf why = { 0 }, source = { 0 };
	sx_buf_addf(&why,
		    "rule '%.*s' gave up at byte %" PRIu64
		    ", and claims may be missing or changed from there on; bound "
		    "its repeats ('statext rules check' tests it)",
		    (int)lost->rule.n, lost->rule.p, lost->byte);
	if (doc->source_json.n)
		sx_buf_str(&source, doc->source_json);
	else
		sx_escape_json(&source, doc->source);
	int status = sx_buf_ok(&why) && sx_buf_ok(&source)
			     ? sink->skip(sink->ctx, sx_buf_view(&source),
					  doc->record_line ? doc->record_line : lost->line, why.p, err)
			     : sx_fail(err, SX_NOMEM, "out of memory");
	sx_buf_release(&why);
	sx_buf_release(&source);
	return status;
}
