/* A slice of bytes that somebody else owns. Never assumed to end in NUL. */
#ifndef SX_BASE_STR_H
#define SX_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

struct sx_str {
	const char *p; /* may be NULL when n is 0 */
	size_t n;      /* bytes */
};

#define SX_STR(literal) ((struct sx_str){ (literal), sizeof(literal) - 1 })

static inline struct sx_str sx_str_of(const char *z)
{
	return (struct sx_str){ z, z ? strlen(z) : 0 };
}

static inline bool sx_str_eq(struct sx_str a, struct sx_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool sx_str_is(struct sx_str a, const char *z)
{
	return sx_str_eq(a, sx_str_of(z));
}

/* Is it one of these words, parted by blanks, in capitals or not? */
static inline bool sx_str_among(struct sx_str word, const char *words)
{
	for (; *words; words += strspn(words, " ")) {
		size_t n = strcspn(words, " ");
		if (n == word.n && strncasecmp(words, word.p, n) == 0)
			return true;
		words += n;
	}
	return false;
}

#endif
