#include "cli/nearest.h"

#include <stdint.h>

enum { LONGEST = 64 };

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;
	return ab < c ? ab : c;
}

/* Insertions, deletions, substitutions and swaps of neighbours that make b of a; both at most LONGEST bytes. */
static size_t distance(struct sx_str a, struct sx_str b)
{
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];
	for (size_t j = 0; j <= b.n; j++)
		last[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t same = a.p[i - 1] == b.p[j - 1] ? 0 : 1;
			now[j] = least(last[j] + 1, now[j - 1] + 1, last[j - 1] + same);
			bool swap = i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1];
			if (swap && before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		size_t *oldest = before;
		before = last;
		last = now;
		now = oldest;
	}
	return last[b.n];
}

struct sx_nearest sx_nearest_to(struct sx_str wanted)
{
	return (struct sx_nearest){ .wanted = wanted, .distance = SIZE_MAX };
}

void sx_nearest_try(struct sx_nearest *nearest, struct sx_str candidate)
{
	if (nearest->wanted.n > LONGEST || candidate.n > LONGEST)
		return;
	size_t d = distance(nearest->wanted, candidate);
	if (d < nearest->distance) {
		nearest->distance = d;
		nearest->best = candidate;
	}
}

bool sx_nearest_found(const struct sx_nearest *nearest)
{
	size_t n = nearest->wanted.n;
	return nearest->distance <= (n < 3 ? 0 : n / 3);
}
