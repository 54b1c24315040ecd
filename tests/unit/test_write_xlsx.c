/* Workbooks, as far as their archive's directory speaks of them. What is in the sheets: tests/text/formats/xlsx. */
#include "base/utf8.h"
#include "write/write.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool is_built(void)
{
	const struct sx_writer_info *info = sx_writer_by_suffix("a.xlsx");
	return info && info->built;
}

static struct sx_str write_claims(size_t n, struct sx_write_options options, const struct sx_claim *claim)
{
	struct sx_err err = { 0 };
	struct sx_out out;
	struct sx_buf bytes = { 0 };
	char path[] = "/tmp/test_write_xlsx.XXXXXX";
	close(mkstemp(path));
	cr_assert_eq(sx_out_open(&out, path, &err), 0, "%s", err.text);
	struct sx_writer *writer = sx_writer_new("xlsx", &options, &out, &err);
	cr_assert(writer, "%s", err.text);
	struct sx_sink sink = sx_writer_sink(writer);
	for (size_t i = 0; i < n; i++)
		cr_assert_eq(sink.take(sink.ctx, claim, &err), 0, "%s", err.text);
	cr_assert_eq(sink.skip(sink.ctx, SX_STR("null"), 7, "broken", &err), 0);
	cr_assert_eq(sx_writer_end(writer, &err), 0, "%s", err.text);
	sx_writer_free(writer);
	cr_assert_eq(sx_out_commit(&out, &err), 0, "%s", err.text);
	cr_assert_eq(sx_read_file(&bytes, path, 1 << 24, &err), 0);
	unlink(path);
	return sx_buf_view(&bytes);
}

static size_t count(struct sx_str s, const char *z)
{
	size_t n = 0;
	for (const char *at = s.p; (at = memmem(at, s.n - (size_t)(at - s.p), z, strlen(z))); at++)
		n++;
	return n;
}

static void free_bytes(struct sx_str s)
{
	union {
		const char *seen;
		char *owned;
	} bytes = { s.p };
	free(bytes.owned);
}

/* Two rows a sheet, of which one is the head: five claims and the documents. Each name stands in the archive twice. */
Test(write_xlsx, a_full_sheet_is_followed_by_the_next)
{
	if (!is_built())
		cr_skip_test();
	struct sx_claim claim = { .subject = SX_STR("sheep"), .source = SX_STR("a.txt"), .line = 3 };
	struct sx_str whole = write_claims(5, (struct sx_write_options){ .sheet_rows = 2 }, &claim);
	cr_expect_eq(count(whole, "xl/worksheets/sheet6.xml"), 2);
	cr_expect_eq(count(whole, "xl/worksheets/sheet7.xml"), 0);
	free_bytes(whole);
	whole = write_claims(0, (struct sx_write_options){ 0 }, &claim);
	cr_expect_eq(count(whole, "xl/worksheets/sheet2.xml"), 2);
	cr_expect_eq(count(whole, "xl/worksheets/sheet3.xml"), 0);
	free_bytes(whole);
}

Test(write_xlsx, cells_that_no_cell_can_hold)
{
	if (!is_built())
		cr_skip_test();
	struct sx_buf text = { 0 };
	for (int i = 0; i < 40000; i++)
		sx_utf8_add(&text, i % 2 ? 0x1F411 : (uint32_t)i % 128);
	sx_buf_z(&text, "_x0041_\xFF");
	struct sx_claim claim = { .subject = sx_buf_view(&text),
				  .sentence = sx_buf_view(&text),
				  .source = SX_STR("_x0041_") };
	cr_expect_eq(sx_decimal_read(&claim.value, SX_STR("-123456789012345678901234567890.5")), 0);
	cr_expect_eq(sx_decimal_read(&claim.low, SX_STR("1e300")), 0);
	cr_expect_eq(sx_decimal_read(&claim.high, SX_STR("0")), 0);
	free_bytes(write_claims(3, (struct sx_write_options){ 0 }, &claim));
	sx_buf_release(&text);
}

Test(write_xlsx, abandoned)
{
	struct sx_err err = { 0 };
	struct sx_out out;
	if (!is_built())
		cr_skip_test();
	cr_assert_eq(sx_out_open(&out, "/dev/null", &err), 0);
	struct sx_writer *writer = sx_writer_new("xlsx", NULL, &out, &err);
	cr_assert(writer, "%s", err.text);
	sx_writer_free(writer);
	sx_out_abandon(&out);
	cr_assert_eq(setenv("TMPDIR", "/nowhere", 1), 0);
	cr_assert_eq(sx_out_open(&out, "/dev/null", &err), 0);
	cr_expect_null(sx_writer_new("xlsx", NULL, &out, &err));
	cr_expect_eq(err.code, SX_IO);
	sx_out_abandon(&out);
}
