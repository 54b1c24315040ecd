/* JSON Lines: every line an object, one of whose values is the text. A line that cannot be read is told of and passed
 * over. */
#include "base/escape.h"
#include "base/utf8.h"
#include "read/decode_priv.h"
#include "read/reader_priv.h"

#include <inttypes.h>
#include <stdlib.h>
#include <yyjson.h>

enum { PIECE = 256 * 1024, MOST_RECORD = 64 * 1024 * 1024, SHOWN = 200, VALUES = 3 };

/* Memory for the values of one record, bounded: a line of brackets may ask for many times its own size. */
struct pool {
	size_t most, held;
	bool refused;
};

struct jsonl {
	struct sx_input *input;
	struct sx_decoder decoder;
	const char *id_key, *text_key, *date_key, *lang_key;
	size_t piece, most;
	struct sx_buf lines; /* bytes read, of which those from `at` on are still to come */
	size_t at, looked;   /* up to `looked` there is no line end */
	uint64_t line;
	bool ended;
	struct pool pool;
	yyjson_doc *record;
	struct sx_str text; /* of the record, what is left of it */
	struct sx_buf source, source_json;
	char lang[4];
	char shown[SHOWN + 1]; /* how the line began, for messages: parsing overwrites it */
	size_t shown_n;
};

/* Each block remembers its size in front, so that the pool knows what comes back. */
union block {
	size_t size;
	max_align_t align;
};

static void *pool_realloc(void *ctx, void *old, size_t old_size, size_t size)
{
	(void)old_size;
	struct pool *pool = ctx;
	union block *block = old ? (union block *)old - 1 : NULL;
	size_t before = block ? block->size : 0;
	pool->refused = size > pool->most || pool->held - before > pool->most - size;
	block = pool->refused ? NULL : realloc(block, sizeof *block + size);
	if (!block)
		return NULL;
	block->size = size;
	pool->held += size - before;
	return block + 1;
}

static void *pool_malloc(void *ctx, size_t size)
{
	return pool_realloc(ctx, NULL, 0, size);
}

static void pool_free(void *ctx, void *p)
{
	struct pool *pool = ctx;
	union block *block = p ? (union block *)p - 1 : NULL;
	if (block)
		pool->held -= block->size;
	free(block);
}

static void forget_record(struct jsonl *j)
{
	yyjson_doc_free(j->record);
	j->record = NULL;
	j->text = (struct sx_str){ 0 };
}

static void jsonl_close(void *state)
{
	struct jsonl *j = state;
	forget_record(j);
	sx_decoder_release(&j->decoder);
	sx_buf_release(&j->lines);
	sx_buf_release(&j->source);
	sx_buf_release(&j->source_json);
	free(j);
}

static void *jsonl_open(struct sx_input *input, const struct sx_read_options *options, struct sx_err *err)
{
	struct jsonl *j = calloc(1, sizeof *j);
	if (!j) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	j->input = input;
	j->id_key = options->id_key ? options->id_key : "id";
	j->text_key = options->text_key ? options->text_key : "text";
	j->date_key = options->date_key ? options->date_key : "date";
	j->lang_key = options->lang_key ? options->lang_key : "lang";
	j->piece = options->piece ? options->piece : PIECE;
	j->most = options->most_record ? options->most_record : MOST_RECORD;
	j->pool.most = j->most < SIZE_MAX / 8 ? VALUES * j->most + PIECE : SIZE_MAX;
	return j;
}

/* Read on behind the bytes held; those before `at` are dropped when that makes room. */
static int fill(struct jsonl *j, struct sx_err *err)
{
	struct sx_buf *lines = &j->lines;
	if (j->at) {
		memmove(lines->p, lines->p + j->at, lines->n - j->at);
		lines->n -= j->at;
		j->looked -= j->at;
		j->at = 0;
	}
	char *to = sx_buf_room(lines, j->piece + YYJSON_PADDING_SIZE);
	if (!to)
		return sx_fail(err, SX_NOMEM, "out of memory");
	ptrdiff_t n = sx_input_read(j->input, to, j->piece, err);
	if (n < 0)
		return -1;
	j->ended = n == 0;
	lines->n += (size_t)n;
	return 0;
}

/* The next line, without its end: 1, 0 no more, -1; 2 for one that is longer than it may be and was read over. */
static int next_line(struct jsonl *j, struct sx_str *line, struct sx_err *err)
{
	bool over = false;
	for (;;) {
		const char *end =
			j->looked < j->lines.n ? memchr(j->lines.p + j->looked, '\n', j->lines.n - j->looked) : NULL;
		size_t stop = end ? (size_t)(end - j->lines.p) : j->lines.n;
		if (end || j->ended) {
			*line = (struct sx_str){ j->lines.p + j->at, stop - j->at };
			if (!end && line->n == 0 && !over)
				return 0;
			j->at = j->looked = end ? stop + 1 : stop;
			j->line++;
			return over || line->n > j->most ? 2 : 1;
		}
		over = over || stop - j->at > j->most;
		if (over)
			j->at = stop;
		j->looked = stop;
		if (fill(j, err))
			return -1;
	}
}

static bool is_blank(struct sx_str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r')
			return false;
	return true;
}

static struct sx_str string_of(yyjson_val *value)
{
	return (struct sx_str){ yyjson_get_str(value), yyjson_get_len(value) };
}

static struct sx_str text_of(yyjson_val *value)
{
	return yyjson_is_str(value) ? string_of(value) : (struct sx_str){ 0 };
}

/* The value as JSON, numbers as they were written. */
static int write_json(struct sx_buf *out, yyjson_val *value)
{
	if (yyjson_is_raw(value)) {
		sx_buf_add(out, yyjson_get_raw(value), yyjson_get_len(value));
	} else if (yyjson_is_str(value)) {
		sx_escape_json(out, string_of(value));
	} else {
		size_t n;
		char *json = yyjson_val_write(value, 0, &n);
		if (json)
			sx_buf_add(out, json, n);
		else
			out->failed = true;
		free(json);
	}
	return sx_buf_ok(out) ? 0 : -1;
}

/* U+0000 in an id is no text that a table could hold. */
static void write_text(struct sx_buf *out, struct sx_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i])
			sx_buf_c(out, s.p[i]);
		else
			sx_utf8_add(out, 0xFFFD);
}

static int name_record(struct jsonl *j, yyjson_val *id, struct sx_err *err)
{
	sx_buf_clear(&j->source);
	sx_buf_clear(&j->source_json);
	if (!id || yyjson_is_null(id)) {
		sx_buf_addf(&j->source, "%" PRIu64, j->line);
		sx_buf_z(&j->source_json, "null");
	} else {
		write_json(&j->source_json, id);
		if (yyjson_is_str(id))
			write_text(&j->source, string_of(id));
		else
			sx_buf_str(&j->source, sx_buf_view(&j->source_json));
	}
	return sx_buf_ok(&j->source) && sx_buf_ok(&j->source_json) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static yyjson_val *find(yyjson_val *object, const char *key)
{
	return yyjson_obj_get(object, key);
}

/* This record cannot be read: the reason, and where in the line when that is known (byte from 0, else SIZE_MAX). */
static int refuse(struct jsonl *j, struct sx_err *err, size_t at)
{
	struct sx_str shown = { j->shown, j->shown_n };
	uint32_t column = 0;
	if (at <= j->shown_n && sx_utf8_check(shown) == shown.n)
		column = (uint32_t)sx_utf8_length((struct sx_str){ j->shown, at }) + 1;
	else
		shown.n = 0;
	if (err && err->code != SX_NOMEM)
		sx_err_place(err, j->input->name, j->line <= UINT32_MAX ? (uint32_t)j->line : 0, column, shown);
	return err && err->code == SX_NOMEM ? -1 : 2;
}

static void keep_shown(struct jsonl *j, struct sx_str line)
{
	size_t n = line.n < SHOWN ? line.n : SHOWN;
	while (n && n < line.n && ((unsigned char)line.p[n] & 0xC0) == 0x80)
		n--;
	while (n && n == line.n && line.p[n - 1] == '\r')
		n--;
	if (n)
		memcpy(j->shown, line.p, n);
	j->shown_n = n;
}

/* Parse in place: the line's bytes are ours, and what follows them is put back. */
static int parse(struct jsonl *j, struct sx_str line, struct sx_err *err)
{
	const yyjson_alc alc = { pool_malloc, pool_realloc, pool_free, &j->pool };
	char *p = j->lines.p + (line.p - j->lines.p), kept[YYJSON_PADDING_SIZE];
	yyjson_read_err why = { 0 };
	keep_shown(j, line);
	j->pool.refused = false;
	memcpy(kept, p + line.n, sizeof kept);
	memset(p + line.n, 0, sizeof kept);
	j->record = yyjson_read_opts(p, line.n, YYJSON_READ_INSITU | YYJSON_READ_NUMBER_AS_RAW, &alc, &why);
	memcpy(p + line.n, kept, sizeof kept);
	if (j->record)
		return 1;
	if (j->pool.refused)
		sx_fail(err, SX_INPUT, "the record has too many values");
	else if (why.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION)
		return sx_fail(err, SX_NOMEM, "out of memory");
	else
		sx_fail(err, SX_INPUT, "malformed JSON at byte %zu of the line: %s", why.pos + 1, why.msg);
	return refuse(j, err, j->pool.refused ? SIZE_MAX : why.pos);
}

static int open_record(struct jsonl *j, struct sx_doc *doc, struct sx_err *err)
{
	yyjson_val *root = yyjson_doc_get_root(j->record);
	if (!yyjson_is_obj(root)) {
		sx_fail(err, SX_INPUT, "the line holds JSON that is no object");
		return refuse(j, err, 0);
	}
	yyjson_val *text = find(root, j->text_key), *id = find(root, j->id_key);
	if (name_record(j, id, err))
		return -1;
	if (id)
		doc->source_json = sx_buf_view(&j->source_json);
	if (!yyjson_is_str(text)) {
		sx_fail(err, SX_INPUT, text ? "the value of \"%.64s\" is no string" : "the record has no \"%.64s\"",
			j->text_key);
		sx_err_hint(err, "--text-key names the key that holds the text");
		return refuse(j, err, SIZE_MAX);
	}
	doc->source = sx_buf_view(&j->source);
	doc->source_json = sx_buf_view(&j->source_json);
	doc->date = sx_meta_date(text_of(find(root, j->date_key)));
	doc->lang = sx_meta_lang(text_of(find(root, j->lang_key)), j->lang);
	j->text = string_of(text);
	j->decoder.text = j->decoder.source = 0;
	j->decoder.run = (struct sx_run){ 0 };
	return 1;
}

static int jsonl_doc(void *state, struct sx_doc *doc, struct sx_err *err)
{
	struct jsonl *j = state;
	struct sx_str line;
	int found;
	forget_record(j);
	*doc = (struct sx_doc){ 0 };
	do {
		found = next_line(j, &line, err);
		if (j->line == 1 && found == 1 && line.n >= 3 && memcmp(line.p, "\xEF\xBB\xBF", 3) == 0)
			line = (struct sx_str){ line.p + 3, line.n - 3 };
	} while (found == 1 && is_blank(line));
	doc->record_line = j->line;
	if (found == 2) {
		j->shown_n = 0;
		sx_fail(err, SX_INPUT, "the record is longer than %zu bytes", j->most);
		return refuse(j, err, SIZE_MAX);
	}
	if (found == 1)
		found = parse(j, line, err);
	return found == 1 ? open_record(j, doc, err) : found;
}

static int jsonl_piece(void *state, struct sx_piece *piece, struct sx_err *err)
{
	struct jsonl *j = state;
	size_t used = 0;
	*piece = (struct sx_piece){ 0 };
	for (size_t n = j->piece; j->text.n && used == 0; n += 4) {
		bool last = j->text.n <= n;
		struct sx_str part = { j->text.p, last ? j->text.n : n };
		if (sx_decode(&j->decoder, part, last, &used, piece, err))
			return -1;
	}
	j->text = (struct sx_str){ j->text.n ? j->text.p + used : NULL, j->text.n - used };
	return piece->text.n > 0;
}

static uint64_t jsonl_bad(const void *state, uint64_t *first)
{
	const struct jsonl *j = state;
	*first = j->decoder.first_bad;
	return j->decoder.bad;
}

extern const struct sx_format sx_jsonl_reader;
const struct sx_format sx_jsonl_reader = { jsonl_open, jsonl_doc, jsonl_piece, jsonl_bad, jsonl_close, NULL };
