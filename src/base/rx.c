#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/rx.h"

#include <pcre2.h>
#include <stdatomic.h>
#include <stdlib.h>

enum {
	MATCH_LIMIT = 100000,
	DEPTH_LIMIT = 20000, /* of the interpreter; with it the heap limit, in KiB, is not reached */
	HEAP_LIMIT = 32 * 1024,
	JIT_STACK_FIRST = 32 * 1024,
	JIT_STACK_MOST = 1024 * 1024,
	FIRST_BYTES = 32,
	LAZY = 100, /* runs before machine code is made, which costs about as much as these */
};

struct sx_rx {
	pcre2_code *code;
	uint32_t groups;
	/* Machine code is made when the expression has proved busy: most of a run's expressions never are, and making
	 * it costs more than all their matches. The thread that counts LAZY makes it; until jit is set nobody touches
	 * it. */
	atomic_uint runs;
	atomic_bool jit;
	bool has_first;
	unsigned char first[FIRST_BYTES];
};

struct sx_rx_match {
	bool out_of_memory;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL where PCRE2 has no JIT */
	uint32_t groups, touched;
};

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

/* Find what PCRE2 would take and no rule may hold. -1 with *at and err set. */
static int refuse(struct sx_str pattern, size_t *at, struct sx_err *err)
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

static pcre2_code *compile(struct sx_str pattern, uint32_t options, size_t *at, struct sx_err *err)
{
	int error;
	PCRE2_SIZE offset = 0;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n, options, &error, &offset, NULL);
	if (code)
		return code;
	PCRE2_UCHAR text[256];
	pcre2_get_error_message(error, text, sizeof text);
	*at = offset < pattern.n ? offset : pattern.n;
	sx_fail(err, error == PCRE2_ERROR_HEAP_FAILED ? SX_NOMEM : SX_SYNTAX, "%s", (const char *)text);
	return NULL;
}

static void set_bit(unsigned char *bits, uint32_t byte)
{
	bits[byte / 8] |= (unsigned char)(1U << byte % 8);
}

static void find_first(struct sx_rx *rx, const pcre2_code *code)
{
	uint32_t type = 0, unit = 0;
	const uint8_t *bitmap = NULL;
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &type);
	if (type == 1) {
		pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
		set_bit(rx->first, unit);
		/* PCRE2 does not tell whether case counts for it. */
		if ((unit | 0x20) >= 'a' && (unit | 0x20) <= 'z')
			set_bit(rx->first, unit ^ 0x20);
		rx->has_first = true;
	} else if (type == 0 && pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &bitmap) == 0 && bitmap) {
		memcpy(rx->first, bitmap, FIRST_BYTES);
		rx->has_first = true;
	}
}

/* Before it matches, PCRE2 looks up to thousands of bytes ahead for a character that the pattern must end in. Where a
 * match can only begin at one place this costs far more than it saves, so such a pattern is compiled again without it.
 */
static int drop_lookout(struct sx_rx *rx, struct sx_str pattern, uint32_t options, size_t *at, struct sx_err *err)
{
	uint32_t type = 0;
	find_first(rx, rx->code);
	pcre2_pattern_info(rx->code, PCRE2_INFO_LASTCODETYPE, &type);
	if (type == 0 || !(options & PCRE2_ANCHORED))
		return 0;
	pcre2_code *code = compile(pattern, options | PCRE2_NO_START_OPTIMIZE, at, err);
	if (!code)
		return -1;
	pcre2_code_free(rx->code);
	rx->code = code;
	return 0;
}

struct sx_rx *sx_rx_new(struct sx_str pattern, unsigned flags, size_t *at, struct sx_err *err)
{
	uint32_t options = PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C;
	size_t nowhere;
	if (!at)
		at = &nowhere;
	*at = 0;
	if (!pattern.p)
		pattern.p = "";
	if (refuse(pattern, at, err) < 0)
		return NULL;
	options |= flags & SX_RX_CASELESS ? PCRE2_CASELESS : 0;
	options |= flags & SX_RX_ANCHORED ? PCRE2_ANCHORED : 0;
	options |= flags & SX_RX_ENDED ? PCRE2_ENDANCHORED : 0;
	struct sx_rx *rx = calloc(1, sizeof *rx);
	if (!rx) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	rx->code = compile(pattern, options, at, err);
	if (!rx->code || drop_lookout(rx, pattern, options, at, err) < 0) {
		sx_rx_free(rx);
		return NULL;
	}
	pcre2_pattern_info(rx->code, PCRE2_INFO_CAPTURECOUNT, &rx->groups);
	return rx;
}

void sx_rx_free(struct sx_rx *rx)
{
	if (!rx)
		return;
	pcre2_code_free(rx->code);
	free(rx);
}

uint32_t sx_rx_groups(const struct sx_rx *rx)
{
	return rx->groups;
}

uint32_t sx_rx_group(const struct sx_rx *rx, const char *name)
{
	int number = pcre2_substring_number_from_name(rx->code, (PCRE2_SPTR)name);
	return number > 0 ? (uint32_t)number : 0;
}

const unsigned char *sx_rx_first(const struct sx_rx *rx)
{
	return rx->has_first ? rx->first : NULL;
}

struct sx_rx_match *sx_rx_match_new(uint32_t groups)
{
	struct sx_rx_match *match = calloc(1, sizeof *match);
	if (!match)
		return NULL;
	match->groups = groups;
	match->data = pcre2_match_data_create(groups + 1, NULL);
	match->context = pcre2_match_context_create(NULL);
	match->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MOST, NULL);
	if (!match->data || !match->context) {
		sx_rx_match_free(match);
		return NULL;
	}
	pcre2_set_match_limit(match->context, MATCH_LIMIT);
	pcre2_set_depth_limit(match->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(match->context, HEAP_LIMIT);
	pcre2_jit_stack_assign(match->context, NULL, match->stack);
	match->touched = groups; /* what a new one holds is not set: the first match clears it */
	return match;
}

void sx_rx_match_free(struct sx_rx_match *match)
{
	if (!match)
		return;
	pcre2_match_data_free(match->data);
	pcre2_match_context_free(match->context);
	pcre2_jit_stack_free(match->stack);
	free(match);
}

const size_t *sx_rx_spans(const struct sx_rx_match *match)
{
	return pcre2_get_ovector_pointer(match->data);
}

/* Groups that this pattern lacks may hold what another pattern left there. */
static void clear_rest(const struct sx_rx *rx, struct sx_rx_match *match)
{
	size_t *spans = pcre2_get_ovector_pointer(match->data);
	for (uint32_t i = rx->groups + 1; i <= match->touched; i++)
		spans[2 * (size_t)i] = spans[2 * (size_t)i + 1] = PCRE2_UNSET;
	match->touched = rx->groups < match->groups ? rx->groups : match->groups;
}

bool sx_rx_match_ok(const struct sx_rx_match *match)
{
	return !match->out_of_memory;
}

/* Whether the machine code is ready; makes it when its time has come. */
static bool ready(const struct sx_rx *shared)
{
	struct sx_rx *rx = (struct sx_rx *)(uintptr_t)
		shared; /* the counter and the code behind it are no part of what is promised constant */
	if (atomic_load_explicit(&rx->jit, memory_order_acquire))
		return true;
	if (atomic_fetch_add_explicit(&rx->runs, 1, memory_order_relaxed) != LAZY)
		return false;
	if (pcre2_jit_compile(rx->code, PCRE2_JIT_COMPLETE) != 0)
		return false;
	atomic_store_explicit(&rx->jit, true, memory_order_release);
	return true;
}

int sx_rx_run(const struct sx_rx *rx, struct sx_str text, size_t from, struct sx_rx_match *match, struct sx_err *err)
{
	PCRE2_SPTR subject = (PCRE2_SPTR)(text.p ? text.p : "");
	int rc;
	if (from > text.n)
		return 0;
	if (ready(rx))
		rc = pcre2_jit_match(rx->code, subject, text.n, from, 0, match->data, match->context);
	else
		rc = pcre2_match(rx->code, subject, text.n, from, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, match->data,
				 match->context);
	if (rc == PCRE2_ERROR_NOMATCH)
		return 0;
	if (rc >= 0) {
		clear_rest(rx, match);
		return 1;
	}
	match->out_of_memory |= rc == PCRE2_ERROR_NOMEMORY;
	PCRE2_UCHAR why[256];
	pcre2_get_error_message(rc, why, sizeof why);
	return sx_fail(err, rc == PCRE2_ERROR_NOMEMORY ? SX_NOMEM : SX_LIMIT, "a pattern gave up: %s",
		       (const char *)why);
}
