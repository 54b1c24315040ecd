/* statext version: what this program was built from, and what it can read and write. */
#include "cli/commands.h"
#include "cli/message.h"
#include "read/read.h"
#include "write/write.h"

#if defined(__GLIBC__)
#define NUMBER_(x) #x
#define NUMBER(x)  NUMBER_(x)
#define ICONV      "iconv of glibc " NUMBER(__GLIBC__) "." NUMBER(__GLIBC_MINOR__)
#else
#define ICONV "iconv"
#endif

/* Names of formats: those built in, and those that are only known. */
struct names {
	struct sx_buf built, missing;
};

static void add_name(struct names *names, const char *name, bool is_built)
{
	sx_buf_addf(is_built ? &names->built : &names->missing, " %s", name);
}

static void add_line(struct sx_buf *out, const char *what, const char *how, struct sx_buf *names)
{
	if (names->n)
		sx_buf_addf(out, "%s%s:%s\n", what, how, names->p);
	out->failed |= !sx_buf_ok(names);
	sx_buf_release(names);
}

static void add_formats(struct sx_buf *out)
{
	struct names reads = { 0 }, packed = { 0 }, writes = { 0 };
	const struct sx_reader_info *reader;
	const struct sx_packing_info *packing;
	const struct sx_writer_info *writer;
	for (size_t i = 0; (reader = sx_reader_info(i)); i++)
		add_name(&reads, reader->name, reader->built);
	for (size_t i = 0; (packing = sx_packing_info(i)); i++)
		add_name(&packed, packing->name, packing->built);
	for (size_t i = 0; (writer = sx_writer_info(i)); i++)
		add_name(&writes, writer->name, writer->built);
	add_line(out, "reads", "", &reads.built);
	add_line(out, "unpacks", "", &packed.built);
	add_line(out, "writes", "", &writes.built);
	add_line(out, "reading", " known but not built", &reads.missing);
	add_line(out, "unpacking", " known but not built", &packed.missing);
	add_line(out, "writing", " known but not built", &writes.missing);
}

int sx_version_command(const struct sx_args *args, struct sx_err *err)
{
	(void)args;
	struct sx_buf out = { 0 };
	sx_buf_z(&out, "statext " SX_VERSION "\n"
		       "built with: " SX_LIBRARIES ", " ICONV "\n");
	add_formats(&out);
	int status = sx_print(&out, err);
	sx_buf_release(&out);
	return status;
}
