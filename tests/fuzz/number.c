/* Numbers: what was read is written and read again as the same; arithmetic keeps its word. */
#include "target.h"

#include "base/utf8.h"
#include "lexicon/spoken.h"
#include "norm/norm.h"

#include <math.h>

static void check_written(const struct sx_decimal *d)
{
	struct sx_buf text = { 0 };
	struct sx_decimal again = { 0 };
	target_require(isfinite(sx_decimal_double(d)), "a number is finite");
	if (!d->set || !sx_decimal_fits(d))
		return;
	sx_decimal_write(d, &text);
	target_require(sx_decimal_read(&again, sx_buf_view(&text)) == 0, "a number that was written can be read");
	target_require(sx_decimal_cmp(d, &again) == 0, "a number that was written is read as the same");
	sx_buf_release(&text);
}

static void check_pair(struct sx_str a_text, struct sx_str b_text)
{
	struct sx_decimal a = { 0 }, b = { 0 }, r;
	bool exact;
	if (sx_decimal_read(&a, a_text) || sx_decimal_read(&b, b_text))
		return;
	target_require(sx_decimal_cmp(&a, &b) == -sx_decimal_cmp(&b, &a), "order is the same from both sides");
	if (sx_decimal_add(&r, &a, &b) == 0) {
		check_written(&r);
		sx_decimal_neg(&b);
		if (sx_decimal_add(&r, &r, &b) == 0)
			target_require(sx_decimal_cmp(&r, &a) == 0, "what was added can be taken away");
		sx_decimal_neg(&b);
	}
	if (sx_decimal_mul(&r, &a, &b) == 0)
		check_written(&r);
	if (sx_decimal_div(&r, &a, &b, &exact) == 0) {
		check_written(&r);
		if (exact && sx_decimal_mul(&r, &r, &b) == 0)
			target_require(sx_decimal_cmp(&r, &a) == 0, "an exact quotient leads back");
	}
	sx_decimal_round(&a, 15);
	check_written(&a);
}

static void check_atom(struct sx_str text, unsigned flags)
{
	struct sx_number reading[SX_READINGS];
	const char *why = NULL;
	struct sx_atom atom = { .number = { 0, text.n }, .all = { 0, text.n }, .words = flags & 1 };
	atom.sign = (char)(flags & 2 ? '-' : 0);
	if (flags & 4)
		atom.magnitude_value = SX_STR("1e6");
	unsigned n = sx_norm_number(target_lexicon(), text, &atom, reading, &why);
	target_require(n <= SX_READINGS && (n || why), "a number is read, or it is said why not");
	for (unsigned i = 0; i < n; i++)
		check_written(&reading[i].value);
}

int fuzz_number(const uint8_t *data, size_t size)
{
	struct sx_buf clean = { 0 };
	sx_utf8_clean(&clean, (struct sx_str){ (const char *)data, size });
	struct sx_str text = sx_buf_view(&clean);
	struct sx_decimal d;
	if (sx_decimal_read(&d, text) == 0)
		check_written(&d);
	const char *line = text.n ? memchr(text.p, '\n', text.n) : NULL;
	if (line)
		check_pair((struct sx_str){ text.p, (size_t)(line - text.p) },
			   (struct sx_str){ line + 1, text.n - (size_t)(line - text.p) - 1 });
	for (unsigned flags = 0; text.n && flags < 8; flags++)
		check_atom(text, flags);
	size_t bytes;
	for (size_t at = 0; at < text.n && at < 4096; at += bytes) {
		struct sx_spoken spoken;
		sx_utf8_at(text, at, &bytes);
		if (!sx_spoken_at(target_lexicon(), text, at, &spoken))
			continue;
		target_require(spoken.end > at && spoken.end <= text.n, "a number in words ends in the text");
		check_written(&spoken.value);
	}
	sx_buf_release(&clean);
	return 0;
}
