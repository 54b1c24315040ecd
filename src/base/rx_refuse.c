/* What PCRE2 would take and no rule may hold: items that change how it works, recursion, calls. */
#include "base/rx_priv.h"

static const char *const no_item = "(*...) items are not allowed";
static const char *const no_recursion = "recursion and calls of groups are not allowed";
static const char *const no_callout = "callouts are not allowed";

/* What "(" at p opens, when it is one of those that are refused. */
static const char *refused_group(const char *p, const char *end)
{
	if (end - p < 2)
		return NULL;
	if (p[1] == '*')
		return no_item;
	if (p[1] != '?' || end - p < 3)
		return NULL;
	char sign = p[2], next = end - p > 3 ? p[3] : '\0';
	if (sign == 'C')
		return no_callout;
	if (sign == 'R' || sign == '&' || (sign >= '0' && sign <= '9') || (sign == 'P' && next == '>') ||
	    ((sign == '+' || sign == '-') && next >= '0' && next <= '9'))
		return no_recursion;
	return NULL;
}

/* Whether the free-spacing option can be switched on anywhere. Its comments could hide a bracket from this reading of
 * the pattern, so that classes and quotes are then searched like everything else. */
static bool may_be_spaced(struct sx_str pattern)
{
	for (size_t i = 0; i + 2 < pattern.n; i++) {
		if (pattern.p[i] != '(' || pattern.p[i + 1] != '?')
			continue;
		for (size_t j = i + 2; j < pattern.n && strchr("aDJUimnsx^-rT", pattern.p[j]) && pattern.p[j]; j++)
			if (pattern.p[j] == 'x')
				return true;
	}
	return false;
}

/* The last byte of what the backslash at p begins: the letter after it, \cX, or all of \Q...\E. */
static const char *skip_escape(const char *p, const char *end)
{
	if (end - p < 2)
		return p;
	if (p[1] == 'c')
		return p + 2;
	p++;
	if (*p == 'Q')
		while (p + 2 < end && !(p[1] == '\\' && p[2] == 'E'))
			p++;
	return p;
}

/* The end of a POSIX class name as in "[:alpha:]" when p stands at its bracket; else p. */
static const char *skip_posix(const char *p, const char *end)
{
	if (end - p < 4 || p[1] != ':')
		return p;
	for (const char *q = p + 2; q + 1 < end && *q != ']' && *q != '[' && *q != '\\'; q++)
		if (q[0] == ':' && q[1] == ']')
			return q + 1;
	return p;
}

/* The last byte of the class that opens at p. */
static const char *skip_class(const char *p, const char *end)
{
	p++;
	if (p < end && *p == '^')
		p++;
	if (p < end && *p == ']')
		p++;
	for (; p < end && *p != ']'; p++) {
		if (*p == '[')
			p = skip_posix(p, end);
		else if (*p == '\\')
			p = skip_escape(p, end);
	}
	return p;
}

static const char *refused_escape(const char *p, const char *end)
{
	return end - p > 2 && p[1] == 'g' && (p[2] == '<' || p[2] == '\'') ? no_recursion : NULL;
}

/* The last byte of what is to be passed over at p: an escape, a class, a comment, or the one byte. */
static const char *skip_one(const char *p, const char *end, bool spaced)
{
	if (*p == '\\')
		return spaced && end - p > 1 && p[1] == 'Q' ? p + 1 : skip_escape(p, end);
	if (*p == '[' && !spaced)
		return skip_class(p, end);
	if (*p == '(' && end - p > 2 && p[1] == '?' && p[2] == '#' && !spaced)
		while (p < end && *p != ')')
			p++;
	return p;
}

int sx_rx_refuse(struct sx_str pattern, size_t *at, struct sx_err *err)
{
	const char *end = pattern.p + pattern.n;
	bool spaced = may_be_spaced(pattern);
	for (const char *p = pattern.p; p < end; p++) {
		const char *why = *p == '(' ? refused_group(p, end) : *p == '\\' ? refused_escape(p, end) : NULL;
		if (why) {
			*at = (size_t)(p - pattern.p);
			return sx_fail(err, SX_SYNTAX, "%s", why);
		}
		p = skip_one(p, end, spaced);
	}
	return 0;
}
