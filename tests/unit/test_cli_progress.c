/* The line that says how far the work has come. */
#include "cli/progress.h"

#include <criterion/criterion.h>

Test(cli_progress, line)
{
	static const struct {
		struct sx_progress_sum sum;
		const char *line;
	} cases[] = {
		{ { 0 }, "0 files, 0 B, 0 claims" },
		{ { .files = 1, .bytes = 999, .claims = 1, .seconds = 1 }, "1 file, 999 B, 1 claim, 999 B/s" },
		{ { .bytes = 1000, .seconds = 2 }, "0 files, 1.0 kB, 0 claims, 500 B/s" },
		{ { .bytes = 999499, .seconds = 1 }, "0 files, 999 kB, 0 claims, 999 kB/s" },
		{ { .bytes = 999501, .seconds = 1 }, "0 files, 1.0 MB, 0 claims, 1.0 MB/s" },
		{ { .bytes = 340000000, .total = 1200000000, .files = 3, .claims = 48210, .seconds = 4 },
		  "3 files, 340 MB of 1.2 GB, 48210 claims, 85 MB/s, 0:10 left" },
		{ { .bytes = 1000000, .total = 3661000000, .seconds = 1 },
		  "0 files, 1.0 MB of 3.7 GB, 0 claims, 1.0 MB/s, 1:01:00 left" },
		{ { .bytes = 5, .total = 3, .seconds = 1 }, "0 files, 5 B of 3 B, 0 claims, 5 B/s" },
		{ { .total = 3, .seconds = 1 }, "0 files, 0 B of 3 B, 0 claims" },
		{ { .bytes = UINT64_MAX, .seconds = 1 }, "0 files, 18446744 TB, 0 claims, 18446744 TB/s" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sx_buf out = { 0 };
		sx_progress_line(&out, &cases[i].sum);
		cr_expect_str_eq(out.p, cases[i].line);
		sx_buf_release(&out);
	}
}
