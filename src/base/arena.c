#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

enum { BLOCK = 64 * 1024, ALIGN = alignof(max_align_t) };

struct sx_arena_block {
	struct sx_arena_block *next;
	size_t size;
	alignas(max_align_t) char bytes[];
};

static struct sx_arena_block *grow(struct sx_arena *arena, size_t size)
{
	size_t room = size > BLOCK ? size : BLOCK;
	struct sx_arena_block *block = room < SIZE_MAX / 2 ? malloc(sizeof *block + room) : NULL;
	if (!block) {
		arena->failed = true;
		return NULL;
	}
	block->size = room;
	block->next = arena->blocks;
	arena->blocks = block;
	arena->used = 0;
	arena->held += room;
	return block;
}

void *sx_arena_alloc(struct sx_arena *arena, size_t size)
{
	if (arena->failed)
		return NULL;
	size_t room = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (room < size) {
		arena->failed = true;
		return NULL;
	}
	struct sx_arena_block *block = arena->blocks;
	if (!block || block->size - arena->used < room) {
		block = grow(arena, room);
		if (!block)
			return NULL;
	}
	void *p = block->bytes + arena->used;
	arena->used += room;
	return memset(p, 0, room);
}

struct sx_str sx_arena_dup(struct sx_arena *arena, struct sx_str s)
{
	char *p = sx_arena_alloc(arena, s.n + 1);
	if (!p)
		return (struct sx_str){ 0 };
	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct sx_str){ p, s.n };
}

static void free_blocks(struct sx_arena_block *block)
{
	while (block) {
		struct sx_arena_block *next = block->next;
		free(block);
		block = next;
	}
}

void sx_arena_clear(struct sx_arena *arena)
{
	struct sx_arena_block *keep = arena->blocks;
	if (keep && keep->size > BLOCK) {
		free_blocks(keep);
		keep = NULL;
	} else if (keep) {
		free_blocks(keep->next);
		keep->next = NULL;
	}
	*arena = (struct sx_arena){ .blocks = keep, .held = keep ? keep->size : 0 };
}

void sx_arena_release(struct sx_arena *arena)
{
	free_blocks(arena->blocks);
	*arena = (struct sx_arena){ 0 };
}
