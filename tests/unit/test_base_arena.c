#include "base/arena.h"

#include <criterion/criterion.h>
#include <stdint.h>

Test(base_arena, gives_zeroed_aligned_memory)
{
	struct sx_arena arena = { 0 };
	for (size_t n = 0; n < 3000; n++) {
		unsigned char *p = sx_arena_alloc(&arena, n);
		cr_assert_not_null(p);
		cr_expect_eq((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			if (p[i])
				cr_assert_fail("byte %zu of %zu", i, n);
		memset(p, 0xFF, n);
		if (n % 1000 == 999)
			sx_arena_clear(&arena);
	}
	cr_expect(sx_arena_ok(&arena));
	sx_arena_release(&arena);
}

Test(base_arena, holds_what_is_larger_than_a_block)
{
	struct sx_arena arena = { 0 };
	size_t n = 1 << 20;
	char *big = sx_arena_alloc(&arena, n), *small = sx_arena_alloc(&arena, 1);
	cr_assert(big && small);
	memset(big, 'x', n);
	cr_expect_eq(*small, 0);
	cr_expect_geq(arena.held, n);
	sx_arena_clear(&arena);
	cr_expect_lt(arena.held, n, "only an ordinary block is kept");
	sx_arena_release(&arena);
	cr_expect_eq(arena.held, 0);
}

Test(base_arena, copies)
{
	struct sx_arena arena = { 0 };
	char text[] = "twelve";
	struct sx_str copy = sx_arena_dup(&arena, sx_str_of(text)), empty = sx_arena_dup(&arena, (struct sx_str){ 0 });
	text[0] = 'x';
	cr_expect_str_eq(copy.p, "twelve");
	cr_expect_eq(copy.n, 6);
	cr_expect_eq(empty.n, 0);
	sx_arena_release(&arena);
}

Test(base_arena, stays_failed_until_cleared)
{
	struct sx_arena arena = { 0 };
	cr_expect_null(sx_arena_alloc(&arena, SIZE_MAX));
	cr_expect_not(sx_arena_ok(&arena));
	cr_expect_null(sx_arena_alloc(&arena, 1));
	cr_expect_eq(sx_arena_dup(&arena, SX_STR("x")).n, 0);
	sx_arena_clear(&arena);
	cr_expect(sx_arena_ok(&arena));
	cr_expect_null(sx_arena_alloc(&arena, SIZE_MAX / 2 + 1));
	sx_arena_release(&arena);
	cr_expect_not_null(sx_arena_alloc(&arena, 1));
	sx_arena_release(&arena);
}
