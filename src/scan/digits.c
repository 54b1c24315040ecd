/* The shapes that nearly all numbers in digits have, read without the regular expression: 1234, 1,234, 1,234.5, 12.5.
 * Where anything else could follow from what stands behind, the expression is asked. */
#include "scan/scan_priv.h"

enum { RUN_MOST = 15 };

/* The expression that `let digits` gives as it was when this was written: its length, and the hash of its bytes. Other
 * rules have other shapes, and are left to the expression; test_scan_digits tells the new figures. */
enum { KNOWN_BYTES = 901 };
static const uint64_t known_hash = 0x9E9DCA02A5880C88u;

uint64_t sx_digits_hash(struct sx_str regex)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < regex.n; i++)
		h = (h ^ (unsigned char)regex.p[i]) * 1099511628211u;
	return h;
}

bool sx_digits_known(struct sx_str regex)
{
	return regex.n == KNOWN_BYTES && sx_digits_hash(regex) == known_hash;
}

static size_t run_end(struct sx_str text, size_t at)
{
	while (sx_is_digit(text, at))
		at++;
	return at;
}

static unsigned char byte_at(struct sx_str text, size_t at)
{
	return at < text.n ? (unsigned char)text.p[at] : 0;
}

/* Beyond ASCII: dashes, closing quotes, the degree sign, and blanks before something that is no digit, end a number. */
static bool high_may_go_on(struct sx_str text, size_t end)
{
	unsigned char a = byte_at(text, end), b = byte_at(text, end + 1), c = byte_at(text, end + 2);
	if (a == 0xC2 && b == 0xA0)
		return c >= 0x80 || (c >= '0' && c <= '9');
	if (a == 0xE2 && b == 0x80 && (c == 0x89 || c == 0xAF))
		return byte_at(text, end + 3) >= 0x80 || sx_is_digit(text, end + 3);
	return !(a == 0xC2 && b == 0xB0) &&
	       !(a == 0xE2 && b == 0x80 && (c == 0x93 || c == 0x94 || c == 0x9C || c == 0x9D));
}

/* A blank or hyphen: 3 1/2, 3-½, 1 234, 5 × 10. */
static bool joint_may_go_on(struct sx_str text, size_t end)
{
	unsigned char next = byte_at(text, end + 1);
	if (next < '0' || next > '9')
		return next >= 0x80 || next == 'x' || next == '*';
	size_t stop = run_end(text, end + 1);
	unsigned char behind = byte_at(text, stop);
	return behind == '/' || behind >= 0x80 || (text.p[end] == ' ' && stop - end > 3);
}

/* Can what stands behind the digits make something else of them: a fraction, a power, a group? */
static bool may_go_on(struct sx_str text, size_t end)
{
	unsigned char c = byte_at(text, end);
	switch (c) {
	case ' ':
	case '-':
		return joint_may_go_on(text, end);
	case '.':
	case ',':
	case '\'':
		return sx_is_digit(text, end + 1);
	case '/':
	case '^':
	case 'e':
	case 'E':
	case 'x':
	case '*':
		return true;
	default:
		return c >= 0x80 && high_may_go_on(text, end);
	}
}

bool sx_digits_read(struct sx_str text, size_t at, size_t *end)
{
	*end = run_end(text, at);
	if (*end == at)
		return byte_at(text, at) < 0x80 && byte_at(text, at) != '.';
	if (*end - at > RUN_MOST)
		return false;
	bool grouped = byte_at(text, *end) == ',' && sx_is_digit(text, *end + 1);
	if (grouped && *end - at > 3)
		return false;
	while (byte_at(text, *end) == ',' && sx_is_digit(text, *end + 1)) {
		size_t next = run_end(text, *end + 1);
		if (next - *end != 4)
			return false;
		*end = next;
	}
	if (byte_at(text, *end) == '.' && sx_is_digit(text, *end + 1)) {
		size_t next = run_end(text, *end + 1);
		if (next - *end > RUN_MOST)
			return false;
		*end = next;
	}
	return !may_go_on(text, *end);
}
