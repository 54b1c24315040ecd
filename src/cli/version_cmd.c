/* statext version: what this program was built from, and what it can read and write. */
#include "cli/commands.h"
#include "cli/message.h"
#include "read/read.h"
#include "write/write.h"

static void add_name(struct sx_buf *built, struct sx_buf *missing, const char *name, bool is_built)
{
	sx_buf_addf(is_built ? built : missing, " %s", name);
}

static void add_names(struct sx_buf *out, const char *what, const struct sx_buf *names)
{
	if (names->n)
		sx_buf_addf(out, "%s:%s\n", what, names->p);
	out->failed |= names->failed;
}

static void add_formats(struct sx_buf *out)
{
	struct sx_buf reads = { 0 }, writes = { 0 }, missing_reads = { 0 }, missing_writes = { 0 };
	const struct sx_reader_info *reader;
	const struct sx_writer_info *writer;
	for (size_t i = 0; (reader = sx_reader_info(i)); i++)
		add_name(&reads, &missing_reads, reader->name, reader->built);
	for (size_t i = 0; (writer = sx_writer_info(i)); i++)
		add_name(&writes, &missing_writes, writer->name, writer->built);
	add_names(out, "reads", &reads);
	add_names(out, "writes", &writes);
	add_names(out, "reading known but not built", &missing_reads);
	add_names(out, "writing known but not built", &missing_writes);
	sx_buf_release(&reads);
	sx_buf_release(&writes);
	sx_buf_release(&missing_reads);
	sx_buf_release(&missing_writes);
}

int sx_version_command(const struct sx_args *args, struct sx_err *err)
{
	(void)args;
	struct sx_buf out = { 0 };
	sx_buf_z(&out,
		 "statext " SX_VERSION "\n"
		 "built with: PCRE2 " SX_PCRE2_VERSION ", libcsv " SX_CSV_VERSION ", yyjson " SX_YYJSON_VERSION "\n");
	add_formats(&out);
	int status = sx_print(&out, err);
	sx_buf_release(&out);
	return status;
}
