#include "load/load.h"

#include "base/utf8.h"
#include "load/load_priv.h"

static struct sx_str without_mark(struct sx_str s)
{
	bool marked = s.n >= 3 && memcmp(s.p, "\xEF\xBB\xBF", 3) == 0;
	return marked ? (struct sx_str){ s.p + 3, s.n - 3 } : s;
}

bool sx_load_is_ours(const bool has[SX_COLUMNS])
{
	return has[SX_COL_value] && (has[SX_COL_subject] || has[SX_COL_quantity]);
}

bool sx_load_sniff(struct sx_str head, enum sx_load_format *format)
{
	struct sx_str s = without_mark(head);
	const char *end = s.n ? memchr(s.p, '\n', s.n) : NULL;
	if (sx_load_sniff_jsonl(s)) {
		*format = SX_LOAD_JSONL;
		return true;
	}
	return sx_load_sniff_csv((struct sx_str){ s.p, end ? (size_t)(end - s.p) : s.n }, format);
}

/* How much of a cell a message shows: whole characters. */
static int shown_of(struct sx_str text)
{
	size_t n = text.n < 64 ? text.n : 64;
	while (n && n < text.n && ((unsigned char)text.p[n] & 0xC0) == 0x80)
		n--;
	return (int)n;
}

int sx_load_cell(struct sx_claim *claim, enum sx_column column, struct sx_str text, struct sx_err *err)
{
	const struct sx_column_info *info = &sx_columns[column];
	if ((column == SX_COL_comparator && text.n == 0) || sx_claim_set(claim, column, text) == 0)
		return 0;
	const char *wanted = info->type == SX_NUMBER    ? "a number such as 1234.5"
			     : info->type == SX_INTEGER ? "a whole number"
							: info->meaning;
	return sx_fail(err, SX_INPUT, "the column %s holds %s, not \"%.*s\"", info->name, wanted, shown_of(text),
		       text.p);
}

int sx_load_no_columns(struct sx_err *err)
{
	sx_fail(err, SX_INPUT, "this is no table of claims: it has none of their columns");
	sx_err_hint(err, "the first line names the columns: %s, %s, %s, %s, %s …", sx_columns[0].name,
		    sx_columns[1].name, sx_columns[2].name, sx_columns[3].name, sx_columns[4].name);
	return -1;
}

void sx_load_place(struct sx_err *err, const char *name, struct sx_str bytes, size_t at)
{
	uint32_t line = 1;
	size_t start = 0;
	const char *end;
	while ((end = memchr(bytes.p + start, '\n', at - start))) {
		start = (size_t)(end - bytes.p) + 1;
		line++;
	}
	end = memchr(bytes.p + at, '\n', bytes.n - at);
	size_t stop = end ? (size_t)(end - bytes.p) : bytes.n;
	struct sx_str shown = { bytes.p + start, stop - start }, before = { bytes.p + start, at - start };
	if (shown.n && shown.p[shown.n - 1] == '\r')
		shown.n--;
	if (before.n >= sizeof err->shown || sx_utf8_check(shown) < shown.n)
		shown.n = 0;
	sx_err_place(err, name, line, (uint32_t)sx_utf8_length(before) + 1, shown);
}

int sx_load(struct sx_claims *claims, struct sx_str bytes, enum sx_load_format format, const char *name,
	    struct sx_err *err)
{
	struct sx_str text = without_mark(bytes);
	size_t good = sx_utf8_check(text);
	if (good < text.n) {
		sx_fail(err, SX_INPUT, "the table is not in UTF-8");
		sx_load_place(err, name, text, good);
		sx_err_hint(err, "save it as \"CSV UTF-8\", or convert it with iconv");
		return -1;
	}
	if (format == SX_LOAD_JSONL)
		return sx_load_jsonl(claims, text, name, err);
	return sx_load_csv(claims, text, format == SX_LOAD_TSV, name, err);
}
