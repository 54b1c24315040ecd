#include "base/err.h"
#include "base/utf8.h"

#include <criterion/criterion.h>
#include <errno.h>

Test(base_err, the_first_failure_stays)
{
	struct sx_err err = { 0 };
	cr_expect_eq(sx_fail(&err, SX_INPUT, "%s is no %s", "x", "number"), -1);
	cr_expect_eq(sx_fail(&err, SX_IO, "later"), -1);
	cr_expect_str_eq(err.text, "x is no number");
	cr_expect_eq(err.code, SX_INPUT);
	sx_err_place(&err, "a.rules", 3, 14, SX_STR("match x"));
	sx_err_place(&err, "b.rules", 9, 9, SX_STR(""));
	cr_expect_str_eq(err.file, "a.rules");
	cr_expect(err.line == 3 && err.column == 14);
	cr_expect_str_eq(err.shown, "match x");
	sx_err_hint(&err, "try %d", 1);
	sx_err_hint(&err, "try %d", 2);
	cr_expect_str_eq(err.hint, "try 1");
}

Test(base_err, nobody_need_listen)
{
	cr_expect_eq(sx_fail(NULL, SX_IO, "unheard"), -1);
	cr_expect_eq(sx_fail_errno(NULL, "unheard"), -1);
	sx_err_place(NULL, "x", 1, 1, SX_STR(""));
	sx_err_hint(NULL, "unheard");
}

Test(base_err, says_what_the_system_said)
{
	struct sx_err err = { 0 };
	errno = ENOENT;
	sx_fail_errno(&err, "%s: cannot open", "x.txt");
	cr_expect_str_eq(err.text, "x.txt: cannot open: No such file or directory");
	cr_expect_eq(err.code, SX_IO);
	err = (struct sx_err){ 0 };
	errno = ENOMEM;
	sx_fail_errno(&err, "x");
	cr_expect_eq(err.code, SX_NOMEM);
}

/* Whatever its length, a message is cut between two characters, never inside one. */
Test(base_err, cuts_between_characters)
{
	char text[1200];
	for (size_t lead = 0; lead < 4; lead++) {
		memset(text, 'a', lead);
		for (size_t i = lead; i + 3 < sizeof text; i += 3)
			memcpy(text + i, "\xE4\xB8\xAD", 4);
		struct sx_err err = { 0 };
		sx_fail(&err, SX_INPUT, "%s", text);
		sx_err_hint(&err, "%s", text);
		sx_err_place(&err, text, 1, 1, sx_str_of(text));
		const char *const all[] = { err.text, err.hint, err.file, err.shown };
		for (size_t i = 0; i < 4; i++) {
			cr_expect_gt(strlen(all[i]), 240);
			cr_expect_eq(sx_utf8_check(sx_str_of(all[i])), strlen(all[i]), "field %zu", i);
		}
		struct sx_err other = { 0 };
		errno = ENOENT;
		sx_fail_errno(&other, "%s", text + lead + 690);
		cr_expect_eq(sx_utf8_check(sx_str_of(other.text)), strlen(other.text));
	}
}
