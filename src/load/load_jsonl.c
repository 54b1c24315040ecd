/* JSON Lines through yyjson: one claim a line, numbers by their text. */
#include "base/escape.h"
#include "load/load_priv.h"

#include <stdlib.h>
#include <yyjson.h>

static struct sx_str next_line(struct sx_str bytes, size_t *at)
{
	const char *end = memchr(bytes.p + *at, '\n', bytes.n - *at);
	size_t stop = end ? (size_t)(end - bytes.p) : bytes.n;
	struct sx_str line = { bytes.p + *at, stop - *at };
	*at = end ? stop + 1 : stop;
	return line;
}

static bool is_blank(struct sx_str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r')
			return false;
	return true;
}

static yyjson_doc *parse(struct sx_str line, yyjson_read_err *why)
{
	char *p = (char *)(uintptr_t)line.p; /* not written to without YYJSON_READ_INSITU */
	return yyjson_read_opts(p, line.n, YYJSON_READ_NUMBER_AS_RAW, NULL, why);
}

static struct sx_str text_of(yyjson_val *value)
{
	if (yyjson_is_raw(value))
		return (struct sx_str){ yyjson_get_raw(value), yyjson_get_len(value) };
	return (struct sx_str){ yyjson_get_str(value), yyjson_get_len(value) };
}

/* An id of any type is kept as it is written; a string needs no second form. */
static int set_source(struct sx_claim *claim, yyjson_val *value, char **json, struct sx_err *err)
{
	if (yyjson_is_str(value)) {
		claim->source = text_of(value);
		return 0;
	}
	size_t n = 0;
	free(*json);
	*json = yyjson_val_write(value, 0, &n);
	if (!*json)
		return sx_fail(err, SX_NOMEM, "out of memory");
	claim->source = claim->source_json = (struct sx_str){ *json, n };
	return 0;
}

static int set_all(struct sx_claim *claim, yyjson_val *object, char **json, struct sx_err *err)
{
	yyjson_obj_iter each = yyjson_obj_iter_with(object);
	bool any = false;
	for (yyjson_val *key; (key = yyjson_obj_iter_next(&each));) {
		yyjson_val *value = yyjson_obj_iter_get_val(key);
		int column = sx_column_find(text_of(key));
		if (column < 0)
			continue;
		any = true;
		if (yyjson_is_null(value))
			continue;
		if (column == SX_COL_source ? set_source(claim, value, json, err)
		    : yyjson_is_str(value) || yyjson_is_raw(value)
			    ? sx_load_cell(claim, (enum sx_column)column, text_of(value), err)
			    : sx_fail(err, SX_INPUT, "the value of %s is neither text nor a number",
				      sx_columns[column].name))
			return -1;
	}
	return any ? 0 : sx_load_no_columns(err);
}

static int add_record(struct sx_claims *claims, yyjson_val *root, struct sx_err *err)
{
	struct sx_claim claim = { 0 };
	char *json = NULL;
	if (!yyjson_is_obj(root))
		return sx_fail(err, SX_INPUT, "the line holds JSON that is no object");
	if (yyjson_obj_get(root, "error"))
		return 0; /* the place of a record that could not be read */
	int rc = set_all(&claim, root, &json, err);
	if (rc == 0)
		rc = sx_claims_add(claims, &claim, err);
	free(json);
	return rc;
}

int sx_load_jsonl(struct sx_claims *claims, struct sx_str bytes, const char *name, struct sx_err *err)
{
	for (size_t at = 0; at < bytes.n;) {
		size_t start = at;
		struct sx_str line = next_line(bytes, &at);
		yyjson_read_err why = { 0 };
		if (is_blank(line))
			continue;
		yyjson_doc *doc = parse(line, &why);
		if (!doc && why.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION)
			return sx_fail(err, SX_NOMEM, "out of memory");
		int rc = doc ? add_record(claims, yyjson_doc_get_root(doc), err)
			     : sx_fail(err, SX_INPUT, "malformed JSON: %s", why.msg);
		yyjson_doc_free(doc);
		if (rc) {
			sx_load_place(err, name, bytes, start + (why.pos < line.n ? why.pos : line.n));
			return -1;
		}
	}
	return 0;
}

static void note_keys(yyjson_val *object, bool has[SX_COLUMNS])
{
	yyjson_obj_iter each = yyjson_obj_iter_with(object);
	for (yyjson_val *key; (key = yyjson_obj_iter_next(&each));) {
		int column = sx_column_find(text_of(key));
		if (column >= 0)
			has[column] = true;
	}
}

/* A line that the head cuts short cannot be parsed: look for the keys, of which a quote inside a string would be
 * escaped. */
static bool cut_line_is_ours(struct sx_str line)
{
	bool has[SX_COLUMNS] = { false };
	has[SX_COL_value] = memmem(line.p, line.n, "\"value\":", 8);
	has[SX_COL_subject] = memmem(line.p, line.n, "\"subject\":", 10);
	has[SX_COL_quantity] = memmem(line.p, line.n, "\"quantity\":", 11);
	return sx_load_is_ours(has);
}

bool sx_load_sniff_jsonl(struct sx_str head)
{
	for (size_t at = 0; at < head.n;) {
		struct sx_str line = next_line(head, &at);
		bool has[SX_COLUMNS] = { false };
		if (is_blank(line))
			continue;
		if (line.p[0] != '{')
			return false;
		yyjson_doc *doc = parse(line, NULL);
		if (!doc)
			return at == head.n && cut_line_is_ours(line);
		bool error = yyjson_obj_get(yyjson_doc_get_root(doc), "error");
		note_keys(yyjson_doc_get_root(doc), has);
		yyjson_doc_free(doc);
		if (!error || sx_load_is_ours(has))
			return sx_load_is_ours(has);
	}
	return false;
}
