/* What the columns of a table are, for programs: a data package with a Table Schema. */
#include "base/escape.h"
#include "write/writer_priv.h"

/* Frictionless' names of types. */
static const char *type_of(enum sx_column column)
{
	switch (sx_columns[column].type) {
	case SX_TEXT:
	case SX_WORD:
		return "string";
	case SX_NUMBER:
		return "number";
	case SX_DATE:
		return "date";
	case SX_INTEGER:
		return "integer";
	}
	return "any";
}

/* The words of a closed list. */
static void add_words(struct sx_buf *out, enum sx_column column)
{
	if (column == SX_COL_comparator) {
		sx_buf_z(out, ", \"constraints\": {\"required\": true, \"enum\": [");
		for (int i = SX_EQ; i <= SX_LE; i++)
			sx_buf_addf(out, "%s\"%s\"", i ? ", " : "", sx_comparator_name((enum sx_comparator)i));
		sx_buf_z(out, "]}");
	} else if (column == SX_COL_change) {
		sx_buf_addf(out, ", \"constraints\": {\"enum\": [\"%s\", \"%s\"]}", sx_change_name(SX_INCREASE),
			    sx_change_name(SX_DECREASE));
	} else if (column == SX_COL_confidence) {
		sx_buf_z(out, ", \"constraints\": {\"minimum\": 0, \"maximum\": 1}");
	} else if (sx_columns[column].type == SX_INTEGER) {
		sx_buf_z(out, ", \"constraints\": {\"minimum\": 0}");
	}
}

static void add_field(struct sx_buf *out, enum sx_column column, bool first)
{
	sx_buf_addf(out, "%s\n          {\"name\": ", first ? "" : ",");
	sx_escape_json(out, sx_str_of(sx_columns[column].name));
	sx_buf_addf(out, ", \"type\": \"%s\", \"description\": ", type_of(column));
	sx_escape_json(out, sx_str_of(sx_columns[column].meaning));
	add_words(out, column);
	sx_buf_c(out, '}');
}

static void add_path(struct sx_buf *out, const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;
	sx_buf_z(out, "      \"path\": ");
	sx_escape_json(out, sx_str_of(slash ? slash + 1 : path));
	sx_buf_z(out, ",\n");
}

int sx_write_schema(const char *path, const char *format, const struct sx_write_options *options, struct sx_out *out,
		    struct sx_err *err)
{
	struct sx_buf *to = &out->buf;
	size_t n = options->columns ? options->n_columns : SX_COLUMNS;
	sx_buf_z(to, "{\n  \"profile\": \"tabular-data-package\",\n  \"name\": \"claims\",\n  \"resources\": [\n    {\n"
		     "      \"profile\": \"tabular-data-resource\",\n      \"name\": \"claims\",\n");
	add_path(to, path ? path : "-");
	sx_buf_z(to, "      \"format\": ");
	sx_escape_json(to, sx_str_of(format));
	sx_buf_z(to, ",\n      \"encoding\": \"utf-8\",\n");
	if (strcmp(format, "csv") == 0 || strcmp(format, "tsv") == 0)
		sx_buf_addf(to, "      \"dialect\": {\"delimiter\": \"%s\", \"lineTerminator\": \"\\n\"},\n",
			    strcmp(format, "tsv") == 0 ? "\\t" : ",");
	sx_buf_z(to, "      \"schema\": {\n        \"missingValues\": [\"\"],\n        \"fields\": [");
	for (size_t i = 0; i < n; i++)
		add_field(to, options->columns ? options->columns[i] : (enum sx_column)i, i == 0);
	sx_buf_z(to, "\n        ]\n      }\n    }\n  ]\n}\n");
	return sx_buf_ok(to) ? 0 : sx_fail(err, SX_NOMEM, "out of memory");
}
