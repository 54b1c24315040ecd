/* OpenDocument texts: the text as it is read with all changes accepted, hidden text out. Notes, text boxes and the like
 * follow their paragraph. */
#include "base/arena.h"
#include "read/zip_xml_priv.h"

#include <stdlib.h>

enum { MOST_STYLES = 65536, PART = 256 };

/* A character or section style that hides or raises. */
struct style {
	struct sx_str name;
	bool hidden, raised;
};

struct odt {
	struct sx_zipped zipped; /* first: the calls that all zipped formats share take it for the state */
	struct sx_arena names;
	struct style *styles; /* sorted where `sorted` */
	size_t n_styles, cap_styles;
	bool sorted;
	struct sx_str style;   /* whose properties are read */
	unsigned raised;       /* superscript within superscript */
	bool want_date, known; /* known: it has the body of a text */
	struct sx_buf value;   /* of a property */
};

enum what {
	OTHER,
	BODY,
	PARAGRAPH,
	HEADING,
	SPAN,
	SECTION,
	TAB,
	LINE,
	SPACES,
	ASIDE,
	LEFT_OUT,
	HIDDEN_TEXT,
	STYLE,
	STYLE_PROPERTIES,
	CELL,
	ROW,
};

static const struct sx_xml_name names[] = {
	{ "office:text", BODY },
	{ "text:p", PARAGRAPH },
	{ "text:h", HEADING },
	{ "text:span", SPAN },
	{ "text:section", SECTION },
	{ "text:tab", TAB },
	{ "text:line-break", LINE },
	{ "text:s", SPACES },
	{ "text:note-body", ASIDE },
	{ "draw:frame", ASIDE },
	{ "draw:text-box", ASIDE },
	{ "draw:custom-shape", ASIDE },
	{ "text:note-citation", LEFT_OUT },
	{ "text:tracked-changes", LEFT_OUT },
	{ "office:annotation", LEFT_OUT },
	{ "office:forms", LEFT_OUT },
	{ "text:ruby-text", LEFT_OUT },
	{ "svg:title", LEFT_OUT },
	{ "svg:desc", LEFT_OUT },
	{ "text:hidden-text", HIDDEN_TEXT },
	{ "text:hidden-paragraph", HIDDEN_TEXT },
	{ "table:table-cell", CELL },
	{ "table:table-row", ROW },
	{ "style:style", STYLE },
	{ "style:text-properties", STYLE_PROPERTIES },
	{ NULL, 0 },
};

enum { OUT = 1, IN_BODY = 2, IN_PARAGRAPH = 4, UP = 8 };

static int compare_styles(const void *a, const void *b)
{
	struct sx_str x = ((const struct style *)a)->name, y = ((const struct style *)b)->name;
	int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);
	return order ? order : (x.n > y.n) - (x.n < y.n);
}

static const struct style *style_of(struct odt *odt, const char **attributes)
{
	struct style key = { .name = sx_str_of(sx_xml_attribute(attributes, "text:style-name")) };
	if (!key.name.n || !odt->n_styles)
		return NULL;
	if (!odt->sorted)
		qsort(odt->styles, odt->n_styles, sizeof *odt->styles, compare_styles);
	odt->sorted = true;
	return bsearch(&key, odt->styles, odt->n_styles, sizeof key, compare_styles);
}

static void keep_style(struct odt *odt, bool hidden, bool raised)
{
	if (odt->n_styles == odt->cap_styles) {
		size_t cap = odt->cap_styles ? odt->cap_styles * 2 : 64;
		if (cap > MOST_STYLES)
			return;
		struct style *styles = realloc(odt->styles, cap * sizeof *styles);
		if (!styles) {
			odt->names.failed = true;
			return;
		}
		odt->styles = styles;
		odt->cap_styles = cap;
	}
	odt->styles[odt->n_styles++] = (struct style){ odt->style, hidden, raised };
	odt->sorted = false;
}

/* "super 58%", "sub 58%", or how far it is raised: "33% 58%". */
static bool is_raised(const char *position)
{
	return position && (strncmp(position, "super", 5) == 0 || (position[0] >= '1' && position[0] <= '9'));
}

static void read_style(struct odt *odt, const char **attributes)
{
	const char *display = sx_xml_attribute(attributes, "text:display");
	bool hidden = display && strcmp(display, "none") == 0;
	bool raised = is_raised(sx_xml_attribute(attributes, "style:text-position"));
	if (odt->style.n && (hidden || raised))
		keep_style(odt, hidden, raised);
}

static bool is_hidden(struct odt *odt, enum what what, const char **attributes)
{
	const char *name = what == SECTION ? "text:display" : "text:is-hidden";
	const char *value = sx_xml_attribute(attributes, name);
	if (what == HIDDEN_TEXT)
		return !value || strcmp(value, "false") != 0;
	if (what == SECTION)
		return value && strcmp(value, "none") == 0;
	const struct style *style = what == SPAN ? style_of(odt, attributes) : NULL;
	return style && style->hidden;
}

static void open_text(struct odt *odt, enum what what, const char **attributes, struct sx_xml_level *element)
{
	struct sx_prose *prose = &odt->zipped.prose;
	const struct style *style = what == SPAN ? style_of(odt, attributes) : NULL;
	if (what == PARAGRAPH || what == HEADING) {
		element->flags |= IN_PARAGRAPH;
		if (what == HEADING)
			sx_prose_heading(prose);
	} else if (what == ASIDE) {
		element->flags &= ~(unsigned)IN_PARAGRAPH;
		sx_prose_aside(prose);
	} else if (what == CELL) {
		sx_prose_cell(prose);
	} else if (what == TAB) {
		sx_prose_tab(prose);
	} else if (what == LINE) {
		sx_prose_line(prose);
	} else if (what == SPACES) {
		sx_prose_add(prose, SX_STR(" "));
	} else if (style && style->raised && !(element->flags & UP)) {
		element->flags |= UP;
		sx_prose_raise(prose);
	}
}

static void odt_open(void *ctx, const char *name, const char **attributes, const struct sx_xml_level *parent,
		     struct sx_xml_level *element)
{
	struct odt *odt = ctx;
	enum what what = (enum what)sx_xml_find(names, name);
	const char *style = what == STYLE ? sx_xml_attribute(attributes, "style:name") : NULL;
	element->what = what;
	if (parent->flags & OUT)
		return;
	if (what == BODY)
		element->flags |= IN_BODY, odt->known = true;
	else if (what == STYLE)
		odt->style = sx_arena_dup(&odt->names, sx_str_of(style));
	else if (what == STYLE_PROPERTIES)
		read_style(odt, attributes);
	else if (what == LEFT_OUT || is_hidden(odt, what, attributes))
		element->flags |= OUT;
	else if (element->flags & IN_BODY)
		open_text(odt, what, attributes, element);
}

static void odt_text(void *ctx, const struct sx_xml_level *element, struct sx_str text)
{
	struct odt *odt = ctx;
	if ((element->flags & IN_PARAGRAPH) && !(element->flags & OUT))
		sx_prose_add(&odt->zipped.prose, text);
}

static void odt_close(void *ctx, const struct sx_xml_level *element)
{
	struct odt *odt = ctx;
	struct sx_prose *prose = &odt->zipped.prose;
	if (element->flags & OUT || !(element->flags & IN_BODY))
		return;
	if (element->what == PARAGRAPH || element->what == HEADING)
		sx_prose_paragraph(prose);
	else if (element->what == ASIDE)
		sx_prose_aside_end(prose);
	else if (element->what == CELL)
		sx_prose_cell_end(prose);
	else if (element->what == ROW)
		sx_prose_row_end(prose);
	else if (element->what == SPAN && (element->flags & UP))
		sx_prose_lower(prose);
}

static int check(void *ctx, struct sx_err *err)
{
	const struct odt *odt = ctx;
	return sx_prose_check(&odt->zipped.prose, err);
}

static const struct sx_xml_calls text_calls = { odt_open, odt_text, odt_close, check };

/* When it was begun, else when it was last saved. */
static void meta_open(void *ctx, const char *name, const char **attributes, const struct sx_xml_level *parent,
		      struct sx_xml_level *element)
{
	struct odt *odt = ctx;
	(void)attributes, (void)parent, (void)element;
	odt->want_date =
		strcmp(name, "meta:creation-date") == 0 || (strcmp(name, "dc:date") == 0 && !odt->zipped.date[0]);
	sx_buf_clear(&odt->value);
}

static void meta_text(void *ctx, const struct sx_xml_level *element, struct sx_str text)
{
	struct odt *odt = ctx;
	(void)element;
	if (odt->want_date && odt->value.n < PART)
		sx_buf_str(&odt->value, text);
}

static void meta_close(void *ctx, const struct sx_xml_level *element)
{
	struct odt *odt = ctx;
	(void)element;
	odt->names.failed |= !sx_buf_ok(&odt->value);
	if (odt->want_date)
		sx_zipped_date(&odt->zipped, sx_buf_view(&odt->value));
	odt->want_date = false;
}

static const struct sx_xml_calls meta_calls = { meta_open, meta_text, meta_close, NULL };

static int read_odt(struct sx_zipped *zipped, struct sx_err *err)
{
	struct odt *odt = (struct odt *)zipped;
	struct sx_package *package = &zipped->package;
	if (sx_package_mentions(package, "META-INF/manifest.xml", "encryption-data"))
		return sx_fail(err, SX_INPUT, "is encrypted");
	if (sx_package_has(package, "meta.xml") && sx_package_parse(package, "meta.xml", &meta_calls, odt, err))
		return -1;
	/* Its styles come first; its text would be headers and footers, which are not in the body. */
	if (sx_package_has(package, "styles.xml") && sx_package_parse(package, "styles.xml", &text_calls, odt, err))
		return -1;
	if (!sx_package_has(package, "content.xml"))
		return sx_fail(err, SX_INPUT, "is a ZIP archive but no OpenDocument text: it has no content.xml");
	odt->known = false;
	if (sx_package_parse(package, "content.xml", &text_calls, odt, err))
		return -1;
	if (!odt->known)
		return sx_fail(err, SX_INPUT, "is no OpenDocument text: its content is something else");
	sx_prose_paragraph(&zipped->prose);
	return sx_arena_ok(&odt->names) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}

static void odt_release(void *state)
{
	struct odt *odt = state;
	sx_zipped_release(&odt->zipped);
	sx_arena_release(&odt->names);
	sx_buf_release(&odt->value);
	free(odt->styles);
	free(odt);
}

static void *odt_start(struct sx_input *input, const struct sx_read_options *options, struct sx_err *err)
{
	struct odt *odt = calloc(1, sizeof *odt);
	if (!odt) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	sx_zipped_open(&odt->zipped, input, options);
	return odt;
}

static int odt_doc(void *state, struct sx_doc *doc, struct sx_err *err)
{
	return sx_zipped_doc(state, doc, read_odt, err);
}

extern const struct sx_format sx_odt_reader;
const struct sx_format sx_odt_reader = {
	.open = odt_start, .doc = odt_doc, .piece = sx_zipped_piece, .bad = sx_zipped_bad, .close = odt_release
};
