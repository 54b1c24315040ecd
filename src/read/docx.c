/* Word documents: the text as it is read with all changes accepted, hidden text out. Notes follow their paragraph's
 * part. */
#include "base/arena.h"
#include "read/zip_xml_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

enum { MOST_STYLES = 8192, STYLE_CHAIN = 8, PART = 256 };

struct style {
	struct sx_str id, based_on; /* in `names` */
	bool heading, hidden;
};

struct docx {
	struct sx_zipped zipped; /* first: the calls that all zipped formats share take it for the state */
	char main[PART];         /* the part with the text */
	struct style *styles;
	size_t n_styles, cap_styles;
	struct style *style; /* being read */
	struct sx_arena names;
	bool joined; /* the paragraph's end was deleted: the next one goes on with it */
	bool want_date;
	bool created;
	struct sx_buf value; /* of a property */
};

enum what {
	OTHER,
	PARAGRAPH,
	PARAGRAPH_PROPERTIES,
	RUN,
	RUN_PROPERTIES,
	TEXT,
	TAB,
	LINE,
	HYPHEN,
	SYMBOL,
	LEFT_OUT,
	DELETED,
	VANISH,
	RAISED,
	PARAGRAPH_STYLE,
	RUN_STYLE,
	BOX,
	OUTLINE,
	EXPONENT,
	CELL,
	ROW,
};

static const struct sx_xml_name names[] = {
	{ "w:p", PARAGRAPH },
	{ "w:r", RUN },
	{ "m:r", RUN },
	{ "m:sup", EXPONENT },
	{ "w:rPr", RUN_PROPERTIES },
	{ "w:t", TEXT },
	{ "m:t", TEXT },
	{ "w:pPr", PARAGRAPH_PROPERTIES },
	{ "w:pStyle", PARAGRAPH_STYLE },
	{ "w:rStyle", RUN_STYLE },
	{ "w:vanish", VANISH },
	{ "w:vertAlign", RAISED },
	{ "w:tab", TAB },
	{ "w:ptab", TAB },
	{ "w:br", LINE },
	{ "w:cr", LINE },
	{ "w:noBreakHyphen", HYPHEN },
	{ "w:sym", SYMBOL },
	{ "w:del", DELETED },
	{ "w:tc", CELL },
	{ "w:tr", ROW },
	{ "w:outlineLvl", OUTLINE },
	{ "w:txbxContent", BOX },
	{ "w:moveFrom", LEFT_OUT },
	{ "w:instrText", LEFT_OUT },
	{ "w:delInstrText", LEFT_OUT },
	{ "w:delText", LEFT_OUT },
	{ "w:pPrChange", LEFT_OUT },
	{ "w:rPrChange", LEFT_OUT },
	{ "w:sectPr", LEFT_OUT },
	{ "w:tabs", LEFT_OUT },
	{ "w:rt", LEFT_OUT },
	{ "mc:Fallback", LEFT_OUT }, /* the same as the choice before it, for older programs */
	{ NULL, 0 },
};

/* Flags of elements. What a run is stands beside them, since it is said by an element in front of its text. */
enum { OUT = 1, IN_RUN = 2, IN_PARAGRAPH_PROPERTIES = 4, UP = 8 };

/* The state while a part is read. */
struct part {
	struct docx *docx;
	bool hidden, raised; /* the run's */
	bool raising;        /* the text so far ends in superscript, which the next run may go on with */
	bool known;          /* it is a Word document's */
};

static bool is_on(const char **attributes)
{
	const char *value = sx_xml_attribute(attributes, "w:val");
	return !value || !(strcmp(value, "0") == 0 || strcmp(value, "false") == 0 || strcmp(value, "off") == 0);
}

static int compare_styles(const void *a, const void *b)
{
	struct sx_str x = ((const struct style *)a)->id, y = ((const struct style *)b)->id;
	int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);
	return order ? order : (x.n > y.n) - (x.n < y.n);
}

static const struct style *style_of(const struct docx *docx, struct sx_str id)
{
	struct style key = { .id = id };
	if (!docx->n_styles)
		return NULL;
	return bsearch(&key, docx->styles, docx->n_styles, sizeof key, compare_styles);
}

/* What the style is, or one that it is based on. */
static bool style_is(const struct docx *docx, const char *id, bool heading)
{
	struct sx_str at = sx_str_of(id);
	for (int i = 0; i < STYLE_CHAIN && at.n; i++) {
		const struct style *style = style_of(docx, at);
		if (!style)
			return false;
		if (heading ? style->heading : style->hidden)
			return true;
		at = style->based_on;
	}
	return false;
}

/* Characters of the font Symbol, which stand in its private range. */
static const char *symbol(const char *hex)
{
	static const struct {
		unsigned code;
		const char *text;
	} known[] = {
		{ 0xB0, "°" }, { 0xB1, "±" }, { 0xA3, "≤" }, { 0xB3, "≥" }, { 0xB4, "×" },
		{ 0xBB, "≈" }, { 0x7E, "~" }, { 0x6D, "µ" }, { 0x2D, "−" }, { 0xA2, "′" },
	};
	unsigned code = hex ? (unsigned)strtoul(hex, NULL, 16) & 0xFF : 0;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].code == code)
			return known[i].text;
	return "\uFFFD";
}

static void lower(struct part *part)
{
	if (part->raising)
		sx_prose_lower(&part->docx->zipped.prose);
	part->raising = false;
}

static void open_run(struct part *part, struct sx_xml_level *element)
{
	element->flags |= IN_RUN;
	part->hidden = part->raised = false;
}

static void open_box(struct part *part)
{
	lower(part);
	sx_prose_aside(&part->docx->zipped.prose);
}

static void open_run_text(struct part *part, enum what what, const char **attributes)
{
	struct sx_prose *prose = &part->docx->zipped.prose;
	const char *type = sx_xml_attribute(attributes, "w:type");
	if (part->hidden)
		return;
	if (what != OTHER && what != TEXT)
		lower(part);
	if (what == TAB)
		sx_prose_tab(prose);
	else if (what == LINE && !(type && strcmp(type, "column") == 0))
		sx_prose_line(prose);
	else if (what == HYPHEN)
		sx_prose_add(prose, SX_STR("-"));
	else if (what == SYMBOL)
		sx_prose_add(prose, sx_str_of(symbol(sx_xml_attribute(attributes, "w:char"))));
}

static void open_property(struct part *part, enum what what, const char **attributes, bool of_paragraph)
{
	struct docx *docx = part->docx;
	const char *value = sx_xml_attribute(attributes, "w:val");
	if (what == VANISH && !of_paragraph)
		part->hidden = is_on(attributes);
	else if (what == RUN_STYLE && value && !of_paragraph)
		part->hidden |= style_is(docx, value, false);
	else if (what == RAISED && !of_paragraph)
		part->raised = value && strcmp(value, "superscript") == 0;
	else if (what == DELETED && of_paragraph)
		docx->joined = true;
	else if ((what == PARAGRAPH_STYLE && value && style_is(docx, value, true)) ||
		 (what == OUTLINE && value && value[0] >= '0' && value[0] <= '8'))
		sx_prose_heading(&docx->zipped.prose);
}

static void text_open(void *ctx, const char *name, const char **attributes, const struct sx_xml_level *parent,
		      struct sx_xml_level *element)
{
	struct part *part = ctx;
	enum what what = (enum what)sx_xml_find(names, name);
	element->what = what;
	part->known = part->known || strcmp(name, "w:document") == 0;
	if (parent->flags & OUT)
		return;
	if (what == LEFT_OUT || (what == DELETED && !(parent->what == RUN_PROPERTIES)))
		element->flags |= OUT;
	else if (what == PARAGRAPH_PROPERTIES)
		element->flags |= IN_PARAGRAPH_PROPERTIES;
	else if (what == PARAGRAPH)
		element->flags = 0;
	else if (what == EXPONENT)
		element->flags |= UP;
	else if (what == CELL)
		sx_prose_cell(&part->docx->zipped.prose);
	else if (what == RUN)
		open_run(part, element);
	else if (what == BOX)
		open_box(part);
	else if (parent->what == RUN_PROPERTIES || parent->what == PARAGRAPH_PROPERTIES)
		open_property(part, what, attributes, (element->flags & IN_PARAGRAPH_PROPERTIES) != 0);
	else if (element->flags & IN_RUN)
		open_run_text(part, what, attributes);
}

static void text_text(void *ctx, const struct sx_xml_level *element, struct sx_str text)
{
	struct part *part = ctx;
	struct sx_prose *prose = &part->docx->zipped.prose;
	if (element->what != TEXT || (element->flags & OUT) || part->hidden)
		return;
	bool up = part->raised || (element->flags & UP);
	if (!up)
		lower(part);
	else if (!part->raising)
		sx_prose_raise(prose);
	part->raising = up;
	sx_prose_add(prose, text);
}

static void text_close(void *ctx, const struct sx_xml_level *element)
{
	struct part *part = ctx;
	struct docx *docx = part->docx;
	if (element->flags & OUT)
		return;
	if (element->what == BOX || element->what == PARAGRAPH)
		lower(part);
	if (element->what == BOX) {
		sx_prose_aside_end(&docx->zipped.prose);
		part->hidden = part->raised = false;
	} else if (element->what == CELL) {
		sx_prose_cell_end(&docx->zipped.prose);
	} else if (element->what == ROW) {
		sx_prose_row_end(&docx->zipped.prose);
	} else if (element->what == PARAGRAPH) {
		if (!docx->joined)
			sx_prose_paragraph(&docx->zipped.prose);
		docx->joined = false;
	}
}

static int check(void *ctx, struct sx_err *err)
{
	const struct part *part = ctx;
	return sx_prose_check(&part->docx->zipped.prose, err);
}

static const struct sx_xml_calls text_calls = { text_open, text_text, text_close, check };

static void no_text(void *ctx, const struct sx_xml_level *element, struct sx_str text)
{
	(void)ctx, (void)element, (void)text;
}

static void no_close(void *ctx, const struct sx_xml_level *element)
{
	(void)ctx, (void)element;
}

static struct style *new_style(struct docx *docx, const char *id)
{
	if (docx->n_styles == docx->cap_styles) {
		size_t cap = docx->cap_styles ? docx->cap_styles * 2 : 64;
		if (cap > MOST_STYLES)
			return NULL;
		struct style *styles = realloc(docx->styles, cap * sizeof *styles);
		if (!styles) {
			docx->names.failed = true;
			return NULL;
		}
		docx->styles = styles;
		docx->cap_styles = cap;
	}
	struct style *style = &docx->styles[docx->n_styles++];
	*style = (struct style){ .id = sx_arena_dup(&docx->names, sx_str_of(id)) };
	return style;
}

/* "heading 1" is called so in every language; "Title" is one too. */
static void styles_open(void *ctx, const char *name, const char **attributes, const struct sx_xml_level *parent,
			struct sx_xml_level *element)
{
	struct docx *docx = ctx;
	const char *value = sx_xml_attribute(attributes, "w:val");
	(void)parent, (void)element;
	if (strcmp(name, "w:style") == 0) {
		const char *id = sx_xml_attribute(attributes, "w:styleId");
		docx->style = id ? new_style(docx, id) : NULL;
	} else if (!docx->style) {
		return;
	} else if (strcmp(name, "w:name") == 0 && value) {
		docx->style->heading |= strncasecmp(value, "heading ", 8) == 0 || strcasecmp(value, "title") == 0;
	} else if (strcmp(name, "w:basedOn") == 0 && value) {
		docx->style->based_on = sx_arena_dup(&docx->names, sx_str_of(value));
	} else if (strcmp(name, "w:outlineLvl") == 0 && value) {
		docx->style->heading |= value[0] >= '0' && value[0] <= '8';
	} else if (strcmp(name, "w:vanish") == 0) {
		docx->style->hidden = is_on(attributes);
	}
}

static const struct sx_xml_calls styles_calls = { styles_open, no_text, no_close, NULL };

/* Where the main part is. */
static void rels_open(void *ctx, const char *name, const char **attributes, const struct sx_xml_level *parent,
		      struct sx_xml_level *element)
{
	static const char kind[] = "/officeDocument";
	struct docx *docx = ctx;
	const char *type = sx_xml_attribute(attributes, "Type"), *target = sx_xml_attribute(attributes, "Target");
	(void)parent, (void)element;
	if (strcmp(name, "rel:Relationship") != 0 || !type || !target || strlen(type) < sizeof kind ||
	    strcmp(type + strlen(type) - (sizeof kind - 1), kind) != 0)
		return;
	target += *target == '/';
	if (strlen(target) < sizeof docx->main)
		memcpy(docx->main, target, strlen(target) + 1);
}

static const struct sx_xml_calls rels_calls = { rels_open, no_text, no_close, NULL };

/* When it was begun, else when it was last saved. */
static void core_open(void *ctx, const char *name, const char **attributes, const struct sx_xml_level *parent,
		      struct sx_xml_level *element)
{
	struct docx *docx = ctx;
	(void)attributes, (void)parent, (void)element;
	docx->created = strcmp(name, "dcterms:created") == 0;
	docx->want_date = docx->created || (strcmp(name, "dcterms:modified") == 0 && !docx->zipped.date[0]);
	sx_buf_clear(&docx->value);
}

static void core_text(void *ctx, const struct sx_xml_level *element, struct sx_str text)
{
	struct docx *docx = ctx;
	(void)element;
	if (docx->want_date && docx->value.n < PART)
		sx_buf_str(&docx->value, text);
}

static void core_close(void *ctx, const struct sx_xml_level *element)
{
	struct docx *docx = ctx;
	(void)element;
	docx->names.failed |= !sx_buf_ok(&docx->value);
	if (docx->want_date)
		sx_zipped_date(&docx->zipped, sx_buf_view(&docx->value));
	docx->want_date = false;
}

static const struct sx_xml_calls core_calls = { core_open, core_text, core_close, NULL };

/* A part that may be missing. */
static int parse_some(struct docx *docx, const char *entry, const struct sx_xml_calls *calls, void *ctx,
		      struct sx_err *err)
{
	struct sx_package *package = &docx->zipped.package;
	return sx_package_has(package, entry) ? sx_package_parse(package, entry, calls, ctx, err) : 0;
}

/* A part that stands beside the main one. */
static int beside(const struct docx *docx, const char *name, char *to, size_t size)
{
	const char *slash = strrchr(docx->main, '/');
	int folder = slash ? (int)(slash + 1 - docx->main) : 0;
	int n = snprintf(to, size, "%.*s%s", folder, docx->main, name);
	return n > 0 && (size_t)n < size ? 0 : -1;
}

static int read_docx(struct sx_zipped *zipped, struct sx_err *err)
{
	static const char *const notes[] = { "footnotes.xml", "endnotes.xml" };
	struct docx *docx = (struct docx *)zipped;
	struct part part = { .docx = docx };
	char entry[2 * PART];
	if (parse_some(docx, "_rels/.rels", &rels_calls, docx, err) ||
	    parse_some(docx, "docProps/core.xml", &core_calls, docx, err))
		return -1;
	if (!sx_package_has(&zipped->package, docx->main))
		return sx_fail(err, SX_INPUT, "is a ZIP archive but no Word document: it has no %.200s", docx->main);
	if (beside(docx, "styles.xml", entry, sizeof entry) == 0 && parse_some(docx, entry, &styles_calls, docx, err))
		return -1;
	if (docx->n_styles)
		qsort(docx->styles, docx->n_styles, sizeof *docx->styles, compare_styles);
	if (sx_package_parse(&zipped->package, docx->main, &text_calls, &part, err))
		return -1;
	if (!part.known)
		return sx_fail(err, SX_INPUT, "is no Word document: %.200s is something else", docx->main);
	sx_prose_paragraph(&zipped->prose);
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		if (beside(docx, notes[i], entry, sizeof entry) == 0 &&
		    parse_some(docx, entry, &text_calls, &part, err))
			return -1;
	sx_prose_paragraph(&zipped->prose);
	return sx_arena_ok(&docx->names) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static void docx_close(void *state)
{
	struct docx *docx = state;
	sx_zipped_release(&docx->zipped);
	sx_arena_release(&docx->names);
	sx_buf_release(&docx->value);
	free(docx->styles);
	free(docx);
}

static void *docx_open(struct sx_input *input, const struct sx_read_options *options, struct sx_err *err)
{
	struct docx *docx = calloc(1, sizeof *docx);
	if (!docx) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	sx_zipped_open(&docx->zipped, input, options);
	memcpy(docx->main, "word/document.xml", sizeof "word/document.xml");
	return docx;
}

static int docx_doc(void *state, struct sx_doc *doc, struct sx_err *err)
{
	return sx_zipped_doc(state, doc, read_docx, err);
}

extern const struct sx_format sx_docx_reader;
const struct sx_format sx_docx_reader = {
	.open = docx_open, .doc = docx_doc, .piece = sx_zipped_piece, .bad = sx_zipped_bad, .close = docx_close
};
