/* Compressed input: the same documents as without, cut and damaged data told of, memory that does not grow with them.
 */
#include "base/buf.h"
#include "read/read.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

/* "The farm keeps 12 cows.\n" as gzip and zstd make it. */
static const unsigned char gzip_bytes[] = {
	0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x0B, 0xC9, 0x48, 0x55, 0x48,
	0x4B, 0x2C, 0xCA, 0x55, 0xC8, 0x4E, 0x4D, 0x2D, 0x28, 0x56, 0x30, 0x34, 0x52, 0x48, 0xCE,
	0x2F, 0x2F, 0xD6, 0xE3, 0x02, 0x00, 0xDA, 0xB4, 0xC8, 0xC3, 0x18, 0x00, 0x00, 0x00,
};
static const unsigned char zstd_bytes[] = {
	0x28, 0xB5, 0x2F, 0xFD, 0x24, 0x18, 0xC1, 0x00, 0x00, 0x54, 0x68, 0x65, 0x20,
	0x66, 0x61, 0x72, 0x6D, 0x20, 0x6B, 0x65, 0x65, 0x70, 0x73, 0x20, 0x31, 0x32,
	0x20, 0x63, 0x6F, 0x77, 0x73, 0x2E, 0x0A, 0x24, 0x22, 0xC5, 0x18,
};
#define TEXT "The farm keeps 12 cows.\n"

static char folder[] = "/tmp/test_read_packed.XXXXXX";

static void setup(void)
{
	cr_assert(mkdtemp(folder) && chdir(folder) == 0);
}

static void teardown(void)
{
	cr_expect_eq(chdir("/"), 0);
	rmdir(folder);
}

TestSuite(read_packed, .init = setup, .fini = teardown);

/* All of the text of the file with these bytes; what went wrong into err. */
static void read_bytes(struct sx_buf *out, const char *name, struct sx_str bytes, size_t piece_size, struct sx_err *err)
{
	FILE *f = fopen(name, "w");
	cr_assert(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fclose(f) == 0);
	struct sx_reader *reader = sx_reader_open(name, &(struct sx_read_options){ .piece = piece_size }, err);
	struct sx_doc doc;
	struct sx_piece piece;
	unlink(name);
	while (reader && sx_reader_doc(reader, &doc, err) == 1)
		while (sx_reader_piece(reader, &piece, err) == 1)
			sx_buf_str(out, piece.text);
	sx_reader_close(reader);
}

static void check(const char *name, struct sx_str bytes, const char *text, const char *message)
{
	for (size_t size = 0; size < 30; size++) {
		struct sx_err err = { 0 };
		struct sx_buf got = { 0 };
		read_bytes(&got, name, bytes, size, &err);
		sx_buf_c(&got, 0);
		cr_expect_str_eq(got.p, text, "%s, pieces of %zu: %s", name, size, got.p);
		cr_expect(message ? strstr(err.text, message) != NULL : err.code == SX_OK, "%s: %s", name, err.text);
		sx_buf_release(&got);
	}
}

static void check_kind(const char *name, const unsigned char *packed, size_t n, const char *cut)
{
	struct sx_buf bytes = { 0 };
	sx_buf_add(&bytes, packed, n);
	check(name, sx_buf_view(&bytes), TEXT, NULL);
	sx_buf_add(&bytes, packed, n);
	check(name, sx_buf_view(&bytes), TEXT TEXT, NULL);
	bytes.n -= 2;
	struct sx_err err = { 0 };
	struct sx_buf got = { 0 };
	read_bytes(&got, name, sx_buf_view(&bytes), 0, &err);
	cr_expect(strstr(err.text, cut), "%s", err.text);
	cr_expect(got.n >= sizeof TEXT - 1, "what is whole is read");
	sx_buf_release(&got);
	sx_buf_release(&bytes);
}

Test(read_packed, gzip)
{
	check_kind("a.txt.gz", gzip_bytes, sizeof gzip_bytes, "the gzip data ends in the middle");
	struct sx_buf bytes = { 0 };
	sx_buf_add(&bytes, gzip_bytes, sizeof gzip_bytes);
	sx_buf_add(&bytes, "\0\0\0\0", 4);
	check("padded", sx_buf_view(&bytes), TEXT, NULL);
	sx_buf_c(&bytes, 'x');
	check("a.txt.gz", sx_buf_view(&bytes), TEXT, "something else behind the gzip data");
	bytes.n = sizeof gzip_bytes;
	bytes.p[sizeof gzip_bytes - 6] ^= 1;
	check("a.txt.gz", sx_buf_view(&bytes), TEXT, "the gzip data is damaged: incorrect data check");
	sx_buf_release(&bytes);
}

Test(read_packed, zstd)
{
	check_kind("a.txt.zst", zstd_bytes, sizeof zstd_bytes, "the zstd data ends in the middle");
}

/* The suffix before that of the compression speaks of the format. */
Test(read_packed, formats_within)
{
	struct sx_buf got = { 0 };
	struct sx_err err = { 0 };
	struct sx_str bytes = { (const char *)gzip_bytes, sizeof gzip_bytes };
	read_bytes(&got, "a.jsonl.gz", bytes, 0, &err);
	cr_expect(got.n == 0 && strstr(err.text, "malformed JSON"), "%s", err.text);
	err = (struct sx_err){ 0 };
	read_bytes(&got, "a.xz", SX_STR("\xFD\x37zXZ\0..."), 0, &err);
	cr_expect(strstr(err.text, "compressed by xz"), "%s", err.text);
	cr_expect(err.hint[0]);
	sx_buf_release(&got);
}

/* A thousand bytes in the file for each byte read: no more memory than for any file. */
Test(read_packed, bomb, .timeout = 60)
{
	FILE *pipe = popen("head -c 100000000 /dev/zero | tr '\\0' 'a' | gzip -1 > bomb.gz", "r");
	cr_assert(pipe && pclose(pipe) == 0);
	const struct rlimit limit = { 1u << 29, 1u << 29 };
#if !defined(__SANITIZE_ADDRESS__)
	cr_assert_eq(setrlimit(RLIMIT_AS, &limit), 0);
#else
	(void)limit;
#endif
	struct sx_err err = { 0 };
	struct sx_doc doc;
	struct sx_piece piece;
	size_t n = 0;
	struct sx_reader *reader = sx_reader_open("bomb.gz", NULL, &err);
	cr_assert(reader, "%s", err.text);
	cr_expect_eq(sx_reader_doc(reader, &doc, &err), 1);
	while (sx_reader_piece(reader, &piece, &err) == 1)
		n += piece.text.n;
	cr_expect_eq(n, 100000000);
	sx_reader_close(reader);
	unlink("bomb.gz");
}
