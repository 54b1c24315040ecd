#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/rx.h"

#include "base/image.h"
#include "base/rx_priv.h"

#include <pcre2.h>
#include <stdatomic.h>
#include <stdlib.h>

enum {
	MATCH_LIMIT = 100000,
	DEPTH_LIMIT = 20000, /* of the interpreter; with it the heap limit, in KiB, is not reached */
	HEAP_LIMIT = 32 * 1024,
	JIT_STACK_FIRST = 32 * 1024,
	JIT_STACK_MOST = 1024 * 1024,
	NAMES = 12,
	/* Runs after which machine code is worth the making: so many, and one for so many bytes of its code. */
	BUSY = 20,
	BUSY_BYTES = 50,
};

/* An expression as PCRE2 compiled it. */
struct form {
	pcre2_code *code;
	uint32_t groups, names;
	unsigned busy;                 /* runs after which it gets machine code */
	struct sx_rx_name name[NAMES]; /* the strings belong to the code */
};

/* Shared by threads: whoever first needs a form makes it, and it is taken into use by one exchange. Most of a run's
 * expressions never run often, and many never at all. */
struct sx_rx {
	struct sx_str pattern;
	char *own;                   /* its copy; NULL: trusted to stay */
	const unsigned char *packed; /* its code from an image; NULL: there is none */
	uint32_t options, groups;    /* groups of one that is packed */
	_Atomic(struct form *) form;
	_Atomic(pcre2_code *) fast; /* a copy of its code, with machine code */
	atomic_uint runs;
};

/* Of one that is kept compiled: this, then its bytes, then its code. */
struct kept {
	uint32_t options, groups;
	uint32_t pattern, code; /* sizes */
};

/* All that are kept: by hash, where each begins, in steps of SX_IMAGE_ALIGN; 0: none. */
struct shelf {
	const uint32_t *slot;
	uint32_t mask;
	const char *each;
};

struct sx_rx_match {
	bool out_of_memory;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL where PCRE2 has no JIT */
	size_t *spans;          /* of the data */
	uint32_t groups, touched;
};

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

static void find_names(struct form *form)
{
	uint32_t n = 0, size = 0;
	PCRE2_SPTR table = NULL;
	pcre2_pattern_info(form->code, PCRE2_INFO_NAMECOUNT, &n);
	pcre2_pattern_info(form->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(form->code, PCRE2_INFO_NAMETABLE, &table);
	for (uint32_t i = 0; i < n && i < NAMES; i++, table += size)
		form->name[form->names++] =
			(struct sx_rx_name){ sx_str_of((const char *)table + 2), (uint32_t)table[0] << 8 | table[1] };
}

/* Before it matches, PCRE2 looks up to thousands of bytes ahead for a character that the pattern must end in. Where a
 * match can only begin at one place this costs far more than it saves, so such a pattern is compiled again without it.
 */
static int drop_lookout(struct form *form, const struct sx_rx *rx, size_t *at, struct sx_err *err)
{
	uint32_t type = 0;
	pcre2_pattern_info(form->code, PCRE2_INFO_LASTCODETYPE, &type);
	if (type == 0 || !(rx->options & PCRE2_ANCHORED))
		return 0;
	pcre2_code *code = compile(rx->pattern, rx->options | PCRE2_NO_START_OPTIMIZE, at, err);
	if (!code)
		return -1;
	pcre2_code_free(form->code);
	form->code = code;
	return 0;
}

static void free_form(struct form *form)
{
	if (form)
		pcre2_code_free(form->code);
	free(form);
}

static struct form *make_form(const struct sx_rx *rx, size_t *at, struct sx_err *err)
{
	struct form *form = calloc(1, sizeof *form);
	if (!form) {
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	if (!rx->packed || pcre2_serialize_decode(&form->code, 1, rx->packed, NULL) != 1) {
		form->code = compile(rx->pattern, rx->options, at, err);
		if (!form->code || drop_lookout(form, rx, at, err) < 0) {
			free_form(form);
			return NULL;
		}
	}
	find_names(form);
	pcre2_pattern_info(form->code, PCRE2_INFO_CAPTURECOUNT, &form->groups);
	size_t size = 0;
	pcre2_pattern_info(form->code, PCRE2_INFO_SIZE, &size);
	form->busy = BUSY + (unsigned)(size / BUSY_BYTES);
	return form;
}

/* What is promised constant is what an expression matches; its forms are made behind that. */
static struct sx_rx *inside(const struct sx_rx *rx)
{
	return (struct sx_rx *)(uintptr_t)rx;
}

static const struct form *form_of(const struct sx_rx *rx, size_t *at, struct sx_err *err)
{
	struct form *form = atomic_load_explicit(&inside(rx)->form, memory_order_acquire), *none = NULL;
	if (form)
		return form;
	size_t nowhere;
	form = make_form(rx, at ? at : &nowhere, err);
	if (form && !atomic_compare_exchange_strong(&inside(rx)->form, &none, form)) {
		free_form(form);
		form = none; /* another thread's */
	}
	return form;
}

static uint32_t options_of(unsigned flags)
{
	uint32_t options = PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C;
	options |= flags & SX_RX_CASELESS ? PCRE2_CASELESS : 0;
	options |= flags & SX_RX_ANCHORED ? PCRE2_ANCHORED : 0;
	options |= flags & SX_RX_ENDED ? PCRE2_ENDANCHORED : 0;
	return options;
}

struct sx_rx *sx_rx_new(struct sx_str pattern, unsigned flags, size_t *at, struct sx_err *err)
{
	size_t nowhere;
	bool trusted = flags & SX_RX_TRUSTED;
	if (!at)
		at = &nowhere;
	*at = 0;
	if (!trusted && sx_rx_refuse(pattern, flags & SX_RX_GUARDED, at, err) < 0)
		return NULL;
	struct sx_rx *rx = calloc(1, sizeof *rx);
	char *copy = rx && !trusted ? malloc(pattern.n + 1) : NULL;
	if (!rx || (!copy && !trusted)) {
		free(rx);
		sx_fail(err, SX_NOMEM, "out of memory");
		return NULL;
	}
	if (copy && pattern.n)
		memcpy(copy, pattern.p, pattern.n);
	rx->own = copy;
	rx->pattern = (struct sx_str){ copy ? copy : pattern.p, pattern.n };
	rx->options = options_of(flags);
	if (!trusted && !form_of(rx, at, err)) {
		sx_rx_free(rx);
		return NULL;
	}
	return rx;
}

void sx_rx_free(struct sx_rx *rx)
{
	if (!rx)
		return;
	free_form(atomic_load(&rx->form));
	pcre2_code_free(atomic_load(&rx->fast));
	free(rx->own);
	free(rx);
}

void sx_rx_pack(const struct sx_rx *rx, struct sx_buf *each)
{
	const struct form *form = form_of(rx, NULL, NULL);
	const pcre2_code *code = form ? form->code : NULL;
	uint8_t *bytes = NULL;
	PCRE2_SIZE n = 0;
	if (!code || pcre2_serialize_encode(&code, 1, &bytes, &n, NULL) != 1) {
		each->failed = true;
		return;
	}
	struct kept kept = { rx->options, form->groups, (uint32_t)rx->pattern.n, (uint32_t)n };
	sx_image_put(each, &kept, sizeof kept);
	sx_image_put(each, rx->pattern.p, rx->pattern.n);
	sx_image_put(each, bytes, n);
	pcre2_serialize_free(bytes);
}

static size_t size_of(const struct kept *kept)
{
	return sizeof *kept + sx_image_size(kept->pattern) + sx_image_size(kept->code);
}

/* The slot of an expression, or the empty one where it would be. */
static uint32_t slot_of(const struct shelf *shelf, struct sx_str pattern, uint32_t options)
{
	uint64_t hash = pattern.n ^ options;
	for (size_t i = 0; i < pattern.n; i += sizeof hash) {
		uint64_t part = 0;
		memcpy(&part, pattern.p + i, pattern.n - i < sizeof part ? pattern.n - i : sizeof part);
		hash = (hash ^ hash >> 29 ^ part) * 0x9E3779B97F4A7C15u;
	}
	for (uint32_t i = (uint32_t)(hash >> 32) & shelf->mask;; i = (i + 1) & shelf->mask) {
		const struct kept *kept = (const void *)(shelf->each + SX_IMAGE_ALIGN * (size_t)shelf->slot[i]);
		if (!shelf->slot[i] || (kept->options == options && kept->pattern == pattern.n &&
					memcmp(kept + 1, pattern.p, pattern.n) == 0))
			return i;
	}
}

void sx_rx_pack_all(struct sx_str each, struct sx_buf *image)
{
	struct sx_buf kept = { 0 };
	uint32_t n = 0, mask = 1;
	for (size_t at = 0; at < each.n; n++)
		at += size_of((const void *)(each.p + at));
	while (mask < 2 * n)
		mask = 2 * mask + 1;
	uint32_t *slot = calloc(mask + (size_t)1, sizeof *slot);
	sx_image_put_number(&kept, 0); /* nothing begins at 0 */
	for (size_t at = 0, size; slot && sx_buf_ok(&kept) && at < each.n; at += size) {
		const struct kept *one = (const void *)(each.p + at);
		struct shelf shelf = { slot, mask, kept.p };
		uint32_t i = slot_of(&shelf, (struct sx_str){ (const char *)(one + 1), one->pattern }, one->options);
		size = size_of(one);
		if (slot[i])
			continue;
		slot[i] = (uint32_t)(kept.n / SX_IMAGE_ALIGN);
		sx_image_put(&kept, one, size);
	}
	image->failed |= !slot || !sx_buf_ok(&kept);
	sx_image_put_number(image, mask);
	if (slot)
		sx_image_put(image, slot, (mask + (size_t)1) * sizeof *slot);
	sx_image_put(image, kept.p, kept.n);
	sx_buf_release(&kept);
	free(slot);
}

static const struct kept *find_kept(struct sx_str image, struct sx_str pattern, uint32_t options)
{
	if (!image.p)
		return NULL;
	struct shelf shelf = { .mask = (uint32_t)sx_image_take_number(&image) };
	shelf.slot = sx_image_take(&image, (shelf.mask + (size_t)1) * sizeof *shelf.slot);
	shelf.each = image.p;
	uint32_t at = shelf.slot[slot_of(&shelf, pattern, options)];
	return at ? (const void *)(shelf.each + SX_IMAGE_ALIGN * (size_t)at) : NULL;
}

struct sx_rx *sx_rx_take(struct sx_str image, struct sx_str pattern, unsigned flags, size_t *at, struct sx_err *err)
{
	const struct kept *kept = find_kept(image, pattern, options_of(flags));
	struct sx_rx *rx = sx_rx_new(pattern, flags | (kept ? SX_RX_TRUSTED : 0u), at, err);
	if (rx && kept) {
		rx->groups = kept->groups;
		rx->packed = (const unsigned char *)(kept + 1) + sx_image_size(kept->pattern);
	}
	return rx;
}

uint32_t sx_rx_groups_most(const struct sx_rx *rx)
{
	const struct form *form = atomic_load_explicit(&inside(rx)->form, memory_order_acquire);
	uint32_t n = rx->groups;
	for (size_t i = 0; !form && !rx->packed && i < rx->pattern.n; i++)
		n += rx->pattern.p[i] == '(' &&
		     (i + 2 >= rx->pattern.n || rx->pattern.p[i + 1] != '?' || strchr("<P'", rx->pattern.p[i + 2]));
	return form ? form->groups : n;
}

uint32_t sx_rx_names(const struct sx_rx *rx, const struct sx_rx_name **names)
{
	const struct form *form = form_of(rx, NULL, NULL);
	*names = form ? form->name : NULL;
	return form ? form->names : 0;
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
	match->spans = pcre2_get_ovector_pointer(match->data);
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
	return match->spans;
}

/* Groups that this pattern lacks may hold what another pattern left there. */
static void clear_rest(uint32_t groups, struct sx_rx_match *match)
{
	for (uint32_t i = groups + 1; i <= match->touched; i++)
		match->spans[2 * (size_t)i] = match->spans[2 * (size_t)i + 1] = PCRE2_UNSET;
	match->touched = groups < match->groups ? groups : match->groups;
}

bool sx_rx_match_ok(const struct sx_rx_match *match)
{
	return !match->out_of_memory;
}

/* Machine code for an expression that has proved busy, made by a thread that counted so far, or gave up. It goes into a
 * copy: the other threads are running what they have. */
static void make_fast(struct sx_rx *rx, const struct form *form)
{
	pcre2_code *copy = pcre2_code_copy(form->code), *none = NULL;
	if (!copy || pcre2_jit_compile(copy, PCRE2_JIT_COMPLETE) != 0 ||
	    !atomic_compare_exchange_strong_explicit(&rx->fast, &none, copy, memory_order_acq_rel,
						     memory_order_relaxed))
		pcre2_code_free(copy);
}

static int interpret(const struct form *form, struct sx_str text, size_t from, const struct sx_rx_match *match)
{
	return pcre2_match(form->code, (PCRE2_SPTR)text.p, text.n, from, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, match->data,
			   match->context);
}

static int run_fast(const pcre2_code *fast, struct sx_str text, size_t from, const struct sx_rx_match *match)
{
	return pcre2_jit_match(fast, (PCRE2_SPTR)text.p, text.n, from, 0, match->data, match->context);
}

/* Without machine code, for now or for ever. */
static __attribute__((noinline)) int run_slowly(struct sx_rx *rx, struct sx_str text, size_t from,
						struct sx_rx_match *match, struct sx_err *err)
{
	const struct form *form = form_of(rx, NULL, err);
	if (!form)
		return PCRE2_ERROR_NOMEMORY;
	if (atomic_fetch_add_explicit(&rx->runs, 1, memory_order_relaxed) == form->busy)
		make_fast(rx, form);
	return interpret(form, text, from, match);
}

/* The two ways of running count differently, and which of them is taken depends on what was run before, by any thread.
 * So that the outcome does not, one gives up only where the other does too. */
static __attribute__((noinline, cold)) int run_other_way(struct sx_rx *rx, bool was_fast, int rc, struct sx_str text,
							 size_t from, const struct sx_rx_match *match)
{
	const struct form *form = atomic_load_explicit(&rx->form, memory_order_acquire);
	if (was_fast)
		return interpret(form, text, from, match);
	if (!atomic_load_explicit(&rx->fast, memory_order_acquire))
		make_fast(rx, form);
	const pcre2_code *fast = atomic_load_explicit(&rx->fast, memory_order_acquire);
	return fast ? run_fast(fast, text, from, match) : rc;
}

/* Why there is no answer. */
static __attribute__((noinline, cold)) int give_up(int rc, struct sx_rx_match *match, struct sx_err *err)
{
	match->out_of_memory |= rc == PCRE2_ERROR_NOMEMORY;
	PCRE2_UCHAR why[256];
	pcre2_get_error_message(rc, why, sizeof why);
	return sx_fail(err, rc == PCRE2_ERROR_NOMEMORY ? SX_NOMEM : SX_LIMIT, "a pattern gave up: %s",
		       (const char *)why);
}

int sx_rx_run(const struct sx_rx *rx, struct sx_str text, size_t from, struct sx_rx_match *match, struct sx_err *err)
{
	if (from > text.n)
		return 0;
	text.p = text.p ? text.p : "";
	pcre2_code *fast = atomic_load_explicit(&inside(rx)->fast, memory_order_acquire);
	int rc = fast ? run_fast(fast, text, from, match) : run_slowly(inside(rx), text, from, match, err);
	if (rc < 0 && rc != PCRE2_ERROR_NOMATCH && rc != PCRE2_ERROR_NOMEMORY)
		rc = run_other_way(inside(rx), fast != NULL, rc, text, from, match);
	if (rc == PCRE2_ERROR_NOMATCH)
		return 0;
	if (rc < 0)
		return give_up(rc, match, err);
	clear_rest(atomic_load_explicit(&inside(rx)->form, memory_order_acquire)->groups, match);
	return 1;
}
