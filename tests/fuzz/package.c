/* Documents that are XML in a ZIP archive: the bytes are the XML, the archive round it is sound (target `any` takes
 * broken ones). */
#include "read.h"

#include <zlib.h>

struct archive {
	struct sx_buf bytes, directory;
	unsigned n;
};

static void add16(struct sx_buf *to, unsigned value)
{
	sx_buf_c(to, (char)(value & 0xFF));
	sx_buf_c(to, (char)(value >> 8 & 0xFF));
}

static void add32(struct sx_buf *to, uint32_t value)
{
	add16(to, value & 0xFFFF);
	add16(to, value >> 16);
}

/* What an entry's own head and its line in the directory have in common. */
static void add_facts(struct sx_buf *to, struct sx_str name, struct sx_str content)
{
	add16(to, 0); /* flags */
	add16(to, 0); /* stored */
	add32(to, 0x21 << 16);
	add32(to, (uint32_t)crc32(0, (const Bytef *)content.p, (uInt)content.n));
	add32(to, (uint32_t)content.n);
	add32(to, (uint32_t)content.n);
	add16(to, (unsigned)name.n);
	add16(to, 0);
}

static void add_entry(struct archive *archive, const char *path, struct sx_str content)
{
	struct sx_str name = sx_str_of(path);
	uint32_t at = (uint32_t)archive->bytes.n;
	add32(&archive->bytes, 0x04034B50);
	add16(&archive->bytes, 10);
	add_facts(&archive->bytes, name, content);
	sx_buf_str(&archive->bytes, name);
	sx_buf_str(&archive->bytes, content);

	add32(&archive->directory, 0x02014B50);
	add16(&archive->directory, 10);
	add16(&archive->directory, 10);
	add_facts(&archive->directory, name, content);
	for (int i = 0; i < 3; i++)
		add16(&archive->directory, 0);
	add32(&archive->directory, 0);
	add32(&archive->directory, at);
	sx_buf_str(&archive->directory, name);
	archive->n++;
}

static int read_archive(struct archive *archive, const char *format)
{
	uint32_t at = (uint32_t)archive->bytes.n, size = (uint32_t)archive->directory.n;
	sx_buf_str(&archive->bytes, sx_buf_view(&archive->directory));
	add32(&archive->bytes, 0x06054B50);
	add32(&archive->bytes, 0);
	add16(&archive->bytes, archive->n);
	add16(&archive->bytes, archive->n);
	add32(&archive->bytes, size);
	add32(&archive->bytes, at);
	add16(&archive->bytes, 0);
	target_require(sx_buf_ok(&archive->bytes) && sx_buf_ok(&archive->directory), "there is memory for an archive");
	fuzz_reader(format, sx_buf_view(&archive->bytes));
	sx_buf_release(&archive->bytes);
	sx_buf_release(&archive->directory);
	return 0;
}

/* The bytes up to a form feed are one part, what is behind it the other. */
static struct sx_str take_part(struct sx_str *rest)
{
	const char *end = rest->n ? memchr(rest->p, '\f', rest->n) : NULL;
	struct sx_str part = { rest->p, end ? (size_t)(end - rest->p) : rest->n };
	rest->n -= part.n + (end ? 1 : 0);
	rest->p = end ? end + 1 : NULL;
	return part;
}

int fuzz_docx(const uint8_t *data, size_t size)
{
	struct archive archive = { 0 };
	struct sx_str rest = { (const char *)data, size };
	add_entry(&archive, "word/document.xml", take_part(&rest));
	if (rest.n)
		add_entry(&archive, "word/styles.xml", take_part(&rest));
	if (rest.n)
		add_entry(&archive, "word/footnotes.xml", take_part(&rest));
	if (rest.n)
		add_entry(&archive, "docProps/core.xml", take_part(&rest));
	if (rest.n)
		add_entry(&archive, "_rels/.rels", rest);
	return read_archive(&archive, "docx");
}

int fuzz_odt(const uint8_t *data, size_t size)
{
	struct archive archive = { 0 };
	struct sx_str rest = { (const char *)data, size };
	add_entry(&archive, "mimetype", SX_STR("application/vnd.oasis.opendocument.text"));
	add_entry(&archive, "content.xml", take_part(&rest));
	if (rest.n)
		add_entry(&archive, "styles.xml", take_part(&rest));
	if (rest.n)
		add_entry(&archive, "meta.xml", take_part(&rest));
	if (rest.n)
		add_entry(&archive, "META-INF/manifest.xml", rest);
	return read_archive(&archive, "odt");
}

static const char container[] =
	"<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>"
	"<rootfile full-path=\"a.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";
static const char book[] = "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"><manifest>"
			   "<item id=\"c\" href=\"c.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>"
			   "<spine><itemref idref=\"c\"/></spine></package>";

int fuzz_epub(const uint8_t *data, size_t size)
{
	struct archive archive = { 0 };
	struct sx_str rest = { (const char *)data, size };
	add_entry(&archive, "mimetype", SX_STR("application/epub+zip"));
	add_entry(&archive, "c.xhtml", take_part(&rest));
	struct sx_str package = take_part(&rest);
	add_entry(&archive, "a.opf", package.n ? package : sx_str_of(book));
	add_entry(&archive, "META-INF/container.xml", rest.n ? rest : sx_str_of(container));
	return read_archive(&archive, "epub");
}
