#include "base/buf.h"

#include <criterion/criterion.h>
#include <stdint.h>

Test(base_buf, grows_and_ends_in_nul)
{
	struct sx_buf buf = { 0 };
	for (int i = 0; i < 5000; i++) {
		sx_buf_c(&buf, (char)('a' + i % 26));
		cr_expect_eq(buf.p[buf.n], '\0');
	}
	sx_buf_z(&buf, "");
	sx_buf_add(&buf, NULL, 0);
	cr_expect_eq(buf.n, 5000);
	sx_buf_clear(&buf);
	cr_expect(buf.n == 0 && buf.p[0] == '\0');
	sx_buf_release(&buf);
	cr_expect(buf.p == NULL && buf.cap == 0);
}

Test(base_buf, formats)
{
	struct sx_buf buf = { 0 };
	for (int i = 0; i < 300; i++)
		sx_buf_addf(&buf, "%d;", i);
	cr_expect_eq(buf.n, 1090);
	cr_expect_eq(strlen(buf.p), buf.n);
	sx_buf_clear(&buf);
	sx_buf_addf(&buf, "%s", "");
	sx_buf_addf(&buf, "%*s", 1000, "x");
	cr_expect_eq(buf.n, 1000);
	sx_buf_release(&buf);
}

Test(base_buf, room)
{
	struct sx_buf buf = { 0 };
	sx_buf_z(&buf, "ab");
	char *to = sx_buf_room(&buf, 100000);
	cr_assert_not_null(to);
	cr_expect_eq(to, buf.p + 2);
	memset(to, 'c', 100000);
	buf.n += 100000;
	sx_buf_c(&buf, 'd');
	cr_expect_eq(buf.n, 100003);
	cr_expect_eq(buf.p[100002], 'd');
	sx_buf_release(&buf);
}

Test(base_buf, stays_failed_until_cleared)
{
	struct sx_buf buf = { 0 };
	sx_buf_z(&buf, "kept");
	cr_expect_null(sx_buf_room(&buf, SIZE_MAX - 2));
	cr_expect_not(sx_buf_ok(&buf));
	sx_buf_z(&buf, "lost");
	sx_buf_addf(&buf, "%d", 1);
	cr_expect_str_eq(buf.p, "kept");
	sx_buf_clear(&buf);
	sx_buf_z(&buf, "new");
	cr_expect(sx_buf_ok(&buf));
	cr_expect_str_eq(buf.p, "new");
	sx_buf_release(&buf);
}
