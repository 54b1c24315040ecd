/* The line that says how far the work has come. */
#include "cli/progress.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdlib.h>

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

static void redirect(void)
{
	cr_redirect_stderr();
	setenv("COLUMNS", "30", 1);
}

Test(cli_progress, drawn_in_its_time, .init = redirect)
{
	const char *input = "/nowhere";
	struct sx_given always = { SX_OPT_PROGRESS, "always" };
	struct sx_args args = { .given = &always, .n_given = 1, .operand = &input, .n_operands = 1 };
	struct sx_progress *progress = sx_progress_open(&args, true);
	cr_assert(progress);
	struct sx_watch watch = sx_progress_watch(progress);
	watch.moved(watch.ctx, 50, 1);
	sx_progress_moved(progress, 50, 1, 0.9); /* too early */
	sx_progress_file(progress);
	sx_progress_moved(progress, 100, 1, 2);
	sx_progress_moved(progress, 100, 1, 2.05); /* too soon again */
	sx_progress_hold(progress);
	sx_progress_go_on(progress);
	sx_progress_hold(progress); /* nothing to take away */
	sx_progress_go_on(progress);
	sx_progress_moved(progress, 100, 996, 4);
	sx_progress_close(progress);
	cr_assert_stderr_eq_str(
		"\r1 file, 200 B, 3 claims, 100 \033[K\r\033[K\r1 file, 400 B, 1000 claims, 1\033[K\r\033[K");
}

Test(cli_progress, not_wanted)
{
	struct sx_given never = { SX_OPT_PROGRESS, "never" };
	struct sx_args args = { .given = &never, .n_given = 1 };
	struct sx_progress *none = sx_progress_open(&args, false);
	cr_assert_null(none);
	cr_expect_null(sx_progress_watch(none).moved);
	sx_progress_file(none);
	sx_progress_hold(none);
	sx_progress_go_on(none);
	sx_progress_close(none);
}
