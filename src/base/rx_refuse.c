/* What PCRE2 would take and no rule may hold: items that change how it works, recursion, calls, repeats that run away.
 */
#include "base/rx_priv.h"

static const char *const no_item = "(*...) items are not allowed";
static const char *const no_recursion = "recursion and calls of groups are not allowed";
static const char *const no_callout = "callouts are not allowed";
static const char *const no_nesting = "a repeat without end holds another, and can run away";

enum { DEEPEST = 250 }; /* of groups, as PCRE2 has it */

/* The groups that are open where the pattern is being read. */
struct groups {
	size_t depth;
	bool repeats[DEEPEST + 1]; /* is there a repeat without end inside that gives back? */
	bool closed[DEEPEST + 1];  /* atomic or looking round: nothing inside is tried again */
	const char *open[DEEPEST + 1];
};

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

/* The length of a quantifier without an upper end at p, as "*", "+?", "{3,}"; 0: none. *possessive: it gives nothing
 * back. */
static size_t endless_at(const char *p, const char *end, bool *possessive)
{
	size_t n = p < end && (*p == '*' || *p == '+');
	if (p < end && *p == '{') {
		const char *q = p + 1;
		while (q < end && *q >= '0' && *q <= '9')
			q++;
		n = q > p + 1 && end - q > 1 && q[0] == ',' && q[1] == '}' ? (size_t)(q - p) + 2 : 0;
	}
	*possessive = n && p + n < end && p[n] == '+';
	return n && p + n < end && (p[n] == '+' || p[n] == '?') ? n + 1 : n;
}

static void open_group(struct groups *groups, const char *p, const char *end)
{
	if (groups->depth == DEEPEST)
		return; /* PCRE2 will refuse it */
	groups->depth++;
	bool special = end - p > 2 && p[1] == '?';
	groups->open[groups->depth] = p;
	groups->repeats[groups->depth] = false;
	groups->closed[groups->depth] = special && (p[2] == '>' || p[2] == '=' || p[2] == '!' ||
						    (p[2] == '<' && end - p > 3 && (p[3] == '=' || p[3] == '!')));
}

/* Follow the pattern past the item that ends at p. NULL, or the group whose endless repeat holds another. */
static const char *follow(struct groups *groups, const char *p, const char *end, bool closes, size_t *skip)
{
	bool possessive;
	*skip = endless_at(p + 1, end, &possessive);
	bool gives = *skip && !possessive, inside = false;
	if (closes && groups->depth > 0) {
		inside = groups->repeats[groups->depth] && !groups->closed[groups->depth];
		if (gives && inside)
			return groups->open[groups->depth];
		groups->depth--;
	}
	groups->repeats[groups->depth] |= gives || (inside && !possessive);
	return NULL;
}

/* An item at a time; which group's repeat runs away, or NULL. */
static const char *find_nesting(struct sx_str pattern, bool spaced)
{
	struct groups groups = { 0 };
	const char *end = pattern.p + pattern.n;
	for (const char *p = pattern.p; p < end; p++) {
		char c = *p;
		const char *last = skip_one(p, end, spaced);
		if (c == '(' && last == p) {
			open_group(&groups, p, end);
			continue;
		}
		size_t skip = 0;
		const char *found = last < end ? follow(&groups, last, end, c == ')', &skip) : NULL;
		if (found)
			return found;
		p = last + skip;
	}
	return NULL;
}

int sx_rx_refuse(struct sx_str pattern, bool guarded, size_t *at, struct sx_err *err)
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
	const char *nested = guarded ? find_nesting(pattern, spaced) : NULL;
	if (!nested)
		return 0;
	*at = (size_t)(nested - pattern.p);
	sx_fail(err, SX_SYNTAX, "%s", no_nesting);
	sx_err_hint(err, "bound one of them, as {0,8}, or let the inner give nothing back, as ++");
	return -1;
}
