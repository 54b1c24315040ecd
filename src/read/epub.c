/* EPUB books: the chapters in the order of the spine. */
#include "base/arena.h"
#include "read/zip_xml_priv.h"

#include <stdlib.h>

enum { MOST_ITEMS = 100000, PART = 512 };

struct item {
	struct sx_str id, path;
	bool given; /* a chapter that the spine names twice is read once */
	bool prose; /* XHTML, and no table of contents */
};

struct epub {
	struct sx_zipped zipped; /* first: the calls that all zipped formats share take it for the state */
	struct sx_arena names;
	char opf[PART];
	struct item *items; /* sorted by id once the manifest is read */
	size_t n_items, cap_items;
	bool sorted;
	struct item **spine;
	size_t n_spine, cap_spine;
	bool body; /* the chapter at hand has one */
	char want; /* of the package's metadata: 'd' date, 'l' language */
	struct sx_buf value;
};

enum what { OTHER, BODY, BLOCK, HEADING, CELL, ROW, LINE, RAISED, LEFT_OUT };

static const struct sx_xml_name names[] = {
	{ "h:body", BODY },
	{ "h:p", BLOCK },
	{ "h:div", BLOCK },
	{ "h:li", BLOCK },
	{ "h:h1", HEADING },
	{ "h:h2", HEADING },
	{ "h:h3", HEADING },
	{ "h:h4", HEADING },
	{ "h:h5", HEADING },
	{ "h:h6", HEADING },
	{ "h:td", CELL },
	{ "h:th", CELL },
	{ "h:br", LINE },
	{ "h:hr", BLOCK },
	{ "h:sup", RAISED },
	{ "h:tr", ROW },
	{ "h:table", BLOCK },
	{ "h:caption", BLOCK },
	{ "h:blockquote", BLOCK },
	{ "h:pre", BLOCK },
	{ "h:dt", BLOCK },
	{ "h:dd", BLOCK },
	{ "h:dl", BLOCK },
	{ "h:ul", BLOCK },
	{ "h:ol", BLOCK },
	{ "h:section", BLOCK },
	{ "h:article", BLOCK },
	{ "h:aside", BLOCK },
	{ "h:header", BLOCK },
	{ "h:footer", BLOCK },
	{ "h:figure", BLOCK },
	{ "h:figcaption", BLOCK },
	{ "h:main", BLOCK },
	{ "h:address", BLOCK },
	{ "h:summary", BLOCK },
	{ "h:details", BLOCK },
	{ "h:head", LEFT_OUT },
	{ "h:script", LEFT_OUT },
	{ "h:style", LEFT_OUT },
	{ "h:template", LEFT_OUT },
	{ "h:noscript", LEFT_OUT },
	{ "h:rt", LEFT_OUT },
	{ "h:rp", LEFT_OUT },
	{ "h:nav", LEFT_OUT },
	{ "h:code", OTHER },
	{ "h:title", LEFT_OUT },
	{ "h:iframe", LEFT_OUT },
	{ "h:object", OTHER },
	{ "h:annotation", LEFT_OUT },
	{ "?:annotation", LEFT_OUT },
	{ "?:title", LEFT_OUT },
	{ NULL, 0 },
};

enum { OUT = 1, IN_BODY = 2 };

static bool has_word(const char *words, const char *word)
{
	const char *at = words ? strstr(words, word) : NULL;
	return at && (at == words || at[-1] == ' ') && (at[strlen(word)] == '\0' || at[strlen(word)] == ' ');
}

/* The number that leads to a note would be the last digit of the word before it. */
static bool is_note_mark(const char **attributes)
{
	return has_word(sx_xml_attribute(attributes, "epub:type"), "noteref") ||
	       has_word(sx_xml_attribute(attributes, "role"), "doc-noteref") ||
	       has_word(sx_xml_attribute(attributes, "class"), "footnote-reference");
}

/* XHTML, and the same names in no space, as careless tools write them. */
static enum what what_is(const char *name)
{
	unsigned what = sx_xml_find(names, name);
	bool bare = !what && !strchr(name, ':');
	for (const struct sx_xml_name *known = names; bare && known->name; known++)
		if (strncmp(known->name, "h:", 2) == 0 && strcmp(known->name + 2, name) == 0)
			what = known->what;
	return (enum what)what;
}

static void chapter_open(void *ctx, const char *name, const char **attributes, const struct sx_xml_level *parent,
			 struct sx_xml_level *element)
{
	struct epub *epub = ctx;
	struct sx_prose *prose = &epub->zipped.prose;
	enum what what = what_is(name);
	element->what = what;
	if (parent->flags & OUT)
		return;
	if (what == LEFT_OUT || sx_xml_attribute(attributes, "hidden") || is_note_mark(attributes))
		element->flags |= OUT;
	else if (what == BODY)
		element->flags |= IN_BODY, epub->body = true;
	else if (!(element->flags & IN_BODY))
		return;
	else if (what == BLOCK || what == ROW)
		sx_prose_paragraph(prose);
	else if (what == CELL)
		sx_prose_cell(prose);
	else if (what == HEADING) {
		sx_prose_paragraph(prose);
		sx_prose_heading(prose);
	} else if (what == LINE)
		sx_prose_line(prose);
	else if (what == RAISED)
		sx_prose_raise(prose);
}

static void chapter_text(void *ctx, const struct sx_xml_level *element, struct sx_str text)
{
	struct epub *epub = ctx;
	if ((element->flags & IN_BODY) && !(element->flags & OUT))
		sx_prose_add(&epub->zipped.prose, text);
}

static void chapter_close(void *ctx, const struct sx_xml_level *element)
{
	struct epub *epub = ctx;
	struct sx_prose *prose = &epub->zipped.prose;
	if (element->flags & OUT || !(element->flags & IN_BODY))
		return;
	if (element->what == RAISED)
		sx_prose_lower(prose);
	else if (element->what == CELL)
		sx_prose_cell_end(prose);
	else if (element->what == ROW)
		sx_prose_row_end(prose);
	else if (element->what == BLOCK || element->what == HEADING || element->what == BODY)
		sx_prose_paragraph(prose);
}

static int check(void *ctx, struct sx_err *err)
{
	const struct epub *epub = ctx;
	return sx_prose_check(&epub->zipped.prose, err);
}

static const struct sx_xml_calls chapter_calls = { chapter_open, chapter_text, chapter_close, check };

static void no_text(void *ctx, const struct sx_xml_level *element, struct sx_str text)
{
	(void)ctx, (void)element, (void)text;
}

static void no_close(void *ctx, const struct sx_xml_level *element)
{
	(void)ctx, (void)element;
}

/* Where the package's description is: the first one named. */
static void container_open(void *ctx, const char *name, const char **attributes, const struct sx_xml_level *parent,
			   struct sx_xml_level *element)
{
	struct epub *epub = ctx;
	const char *path = strcmp(name, "c:rootfile") == 0 ? sx_xml_attribute(attributes, "full-path") : NULL;
	(void)parent, (void)element;
	if (path && !epub->opf[0] && strlen(path) < sizeof epub->opf)
		memcpy(epub->opf, path, strlen(path) + 1);
}

static const struct sx_xml_calls container_calls = { container_open, no_text, no_close, NULL };

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	char lower = (char)(c | 0x20);
	return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* A reference, relative to the description, as an entry of the archive: without its fragment, %XX undone, dots
 * resolved. */
static struct sx_str resolve(struct epub *epub, const char *href)
{
	const char *slash = strrchr(epub->opf, '/');
	struct sx_buf path = { 0 };
	sx_buf_add(&path, epub->opf, slash ? (size_t)(slash + 1 - epub->opf) : 0);
	for (; *href && *href != '#' && *href != '?'; href++) {
		if (strncmp(href, "../", 3) == 0 && path.n && path.p[path.n - 1] == '/') {
			for (path.n--; path.n && path.p[path.n - 1] != '/';)
				path.n--;
			href += 2;
		} else if (strncmp(href, "./", 2) == 0 && (!path.n || path.p[path.n - 1] == '/')) {
			href++;
		} else if (*href == '%' && hex(href[1]) >= 0 && hex(href[2]) >= 0) {
			sx_buf_c(&path, (char)(hex(href[1]) * 16 + hex(href[2])));
			href += 2;
		} else {
			sx_buf_c(&path, *href);
		}
	}
	epub->names.failed |= !sx_buf_ok(&path);
	struct sx_str kept = sx_arena_dup(&epub->names, sx_buf_view(&path));
	sx_buf_release(&path);
	return kept;
}

/* One more of n things of this size in an array. */
static void *grown(struct epub *epub, void *array, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return array;
	size_t more = *cap ? *cap * 2 : 64;
	void *bigger = more <= MOST_ITEMS ? realloc(array, more * size) : NULL;
	if (bigger)
		*cap = more;
	else
		epub->names.failed |= more <= MOST_ITEMS;
	return bigger ? bigger : array;
}

static void add_item(struct epub *epub, const char **attributes)
{
	const char *id = sx_xml_attribute(attributes, "id"), *href = sx_xml_attribute(attributes, "href");
	const char *type = sx_xml_attribute(attributes, "media-type");
	epub->items = grown(epub, epub->items, epub->n_items, &epub->cap_items, sizeof *epub->items);
	if (!id || !href || epub->n_items == epub->cap_items)
		return;
	epub->items[epub->n_items++] = (struct item){
		.id = sx_arena_dup(&epub->names, sx_str_of(id)),
		.path = resolve(epub, href),
		.prose = type && strcmp(type, "application/xhtml+xml") == 0 &&
			 !has_word(sx_xml_attribute(attributes, "properties"), "nav"),
	};
}

static int compare_items(const void *a, const void *b)
{
	struct sx_str x = ((const struct item *)a)->id, y = ((const struct item *)b)->id;
	int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);
	return order ? order : (x.n > y.n) - (x.n < y.n);
}

/* The manifest stands in front of the spine. */
static void add_chapter(struct epub *epub, const char **attributes)
{
	const char *id = sx_xml_attribute(attributes, "idref");
	struct item key = { .id = sx_str_of(id) };
	if (!key.id.n || !epub->n_items || !sx_arena_ok(&epub->names))
		return;
	if (!epub->sorted)
		qsort(epub->items, epub->n_items, sizeof *epub->items, compare_items);
	epub->sorted = true;
	struct item *item = bsearch(&key, epub->items, epub->n_items, sizeof key, compare_items);
	epub->spine = grown(epub, epub->spine, epub->n_spine, &epub->cap_spine, sizeof *epub->spine);
	if (!item)
		epub->zipped.lost = "a chapter is not in its manifest";
	else if (epub->n_spine == epub->cap_spine)
		epub->zipped.lost = "it has too many chapters";
	if (!item || item->given || !item->prose || epub->n_spine == epub->cap_spine)
		return;
	item->given = true;
	epub->spine[epub->n_spine++] = item;
}

static void opf_open(void *ctx, const char *name, const char **attributes, const struct sx_xml_level *parent,
		     struct sx_xml_level *element)
{
	struct epub *epub = ctx;
	(void)parent, (void)element;
	epub->want = strcmp(name, "dc:date") == 0 && !epub->zipped.date[0]       ? 'd'
		     : strcmp(name, "dc:language") == 0 && !epub->zipped.lang[0] ? 'l'
										 : '\0';
	sx_buf_clear(&epub->value);
	if (strcmp(name, "opf:item") == 0 && !epub->sorted)
		add_item(epub, attributes);
	else if (strcmp(name, "opf:itemref") == 0)
		add_chapter(epub, attributes);
}

static void opf_text(void *ctx, const struct sx_xml_level *element, struct sx_str text)
{
	struct epub *epub = ctx;
	(void)element;
	if (epub->want && epub->value.n < PART)
		sx_buf_str(&epub->value, text);
}

static void opf_close(void *ctx, const struct sx_xml_level *element)
{
	struct epub *epub = ctx;
	(void)element;
	epub->names.failed |= !sx_buf_ok(&epub->value);
	if (epub->want == 'd')
		sx_zipped_date(&epub->zipped, sx_buf_view(&epub->value));
	else if (epub->want == 'l')
		sx_zipped_lang(&epub->zipped, sx_buf_view(&epub->value));
	epub->want = '\0';
}

static const struct sx_xml_calls opf_calls = { opf_open, opf_text, opf_close, NULL };

static int read_chapters(struct epub *epub, struct sx_err *err)
{
	struct sx_package *package = &epub->zipped.package;
	for (size_t i = 0; i < epub->n_spine; i++) {
		epub->body = false;
		if (sx_package_parse(package, epub->spine[i]->path.p, &chapter_calls, epub, err)) {
			if (sx_package_mentions(package, "META-INF/encryption.xml", "EncryptedData"))
				sx_err_hint(err, "the book may be protected: it says that parts of it are encrypted");
			return -1;
		}
		sx_prose_paragraph(&epub->zipped.prose);
		if (!epub->body)
			epub->zipped.lost = "a chapter is no XHTML";
	}
	return 0;
}

static int read_epub(struct sx_zipped *zipped, struct sx_err *err)
{
	struct epub *epub = (struct epub *)zipped;
	if (!sx_package_has(&zipped->package, "META-INF/container.xml"))
		return sx_fail(err, SX_INPUT, "is a ZIP archive but no EPUB book: it has no META-INF/container.xml");
	if (sx_package_parse(&zipped->package, "META-INF/container.xml", &container_calls, epub, err))
		return -1;
	if (!epub->opf[0])
		return sx_fail(err, SX_INPUT, "META-INF/container.xml names no package");
	if (sx_package_parse(&zipped->package, epub->opf, &opf_calls, epub, err))
		return -1;
	if (!sx_arena_ok(&epub->names))
		return sx_fail(err, SX_NOMEM, "out of memory");
	if (!epub->n_spine)
		return sx_fail(err, SX_INPUT, "%.200s names no chapter", epub->opf);
	return read_chapters(epub, err);
}

static void epub_close(void *state)
{
	struct epub *epub = state;
	sx_zipped_release(&epub->zipped);
	sx_arena_release(&epub->names);
	sx_buf_release(&epub->value);
	free(epub->items);
	free(epub->spine);
	free(epub);
}

static void *epub_open(struct sx_input *input, const struct sx_read_options *options, struct sx_err *err)
{
	struct epub *epub = calloc(1, sizeof *epub);
	if (!epub) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	sx_zipped_open(&epub->zipped, input, options);
	return epub;
}

static int epub_doc(void *state, struct sx_doc *doc, struct sx_err *err)
{
	return sx_zipped_doc(state, doc, read_epub, err);
}

extern const struct sx_format sx_epub_reader;
const struct sx_format sx_epub_reader = {
	.open = epub_open, .doc = epub_doc, .piece = sx_zipped_piece, .bad = sx_zipped_bad, .close = epub_close
};
