#include "read/entity_priv.h"

#include <stdint.h>
#include <stdlib.h>

struct entity {
	const char *name, *text;
	bool bare;
};

static const struct entity entities[] = {
#define ENTITY(name, text, bare) { name, text, bare },
#include "read/entities.def"
#undef ENTITY
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alphanumeric(char c)
{
	return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

bool sx_entity_goes_on(struct sx_str s, char c)
{
	if (s.n >= SX_ENTITY_MOST || s.p[s.n - 1] == ';')
		return false;
	return is_alphanumeric(c) || (c == '#' && s.n == 1) || (c == ';' && s.n > 1);
}

static int compare(const void *key, const void *entry)
{
	const struct sx_str *name = key;
	const struct entity *entity = entry;
	int order = strncmp(name->p, entity->name, name->n);
	return order ? order : entity->name[name->n] ? -1 : 0;
}

static const struct entity *find(struct sx_str name)
{
	return bsearch(&name, entities, sizeof entities / sizeof *entities, sizeof *entities, compare);
}

static size_t take(const char *from, char text[8], size_t *text_n)
{
	*text_n = strlen(from);
	memcpy(text, from, *text_n);
	return *text_n;
}

static size_t named(struct sx_str s, char text[8], size_t *text_n)
{
	size_t n = 1;
	while (n < s.n && is_alphanumeric(s.p[n]))
		n++;
	const struct entity *entity =
		n > 1 && n < s.n && s.p[n] == ';' ? find((struct sx_str){ s.p + 1, n - 1 }) : NULL;
	if (entity)
		return take(entity->text, text, text_n) ? n + 1 : 0;
	for (; n > 2; n--) {
		entity = find((struct sx_str){ s.p + 1, n - 1 });
		if (entity && entity->bare)
			return take(entity->text, text, text_n) ? n : 0;
	}
	return 0;
}

static size_t encode(uint32_t point, char text[8])
{
	size_t n = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	for (size_t i = n; i-- > 1; point >>= 6)
		text[i] = (char)(0x80 | (point & 0x3F));
	text[0] = (char)(lead[n] | point);
	return n;
}

/* Numbers that the standard reads as Windows-1252, and those that are no characters. */
static uint32_t mend(uint32_t point)
{
	static const uint16_t special[32] = {
		0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
		0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
		0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
	};
	if (point >= 0x80 && point < 0xA0)
		return special[point - 0x80];
	if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
		return 0xFFFD;
	return point < 0x20 || point == 0x7F ? ' ' : point;
}

static int digit_of(char c, bool hex)
{
	if (is_digit(c))
		return c - '0';
	char letter = (char)(c | 0x20);
	return hex && letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

static size_t numbered(struct sx_str s, char text[8], size_t *text_n)
{
	bool hex = s.n > 2 && (s.p[2] | 0x20) == 'x';
	size_t at = hex ? 3 : 2, first = at;
	uint32_t point = 0;
	for (int digit; at < s.n && (digit = digit_of(s.p[at], hex)) >= 0; at++)
		point = point > 0x10FFFF ? point : point * (hex ? 16 : 10) + (uint32_t)digit;
	if (at == first)
		return 0;
	*text_n = encode(mend(point), text);
	return at < s.n && s.p[at] == ';' ? at + 1 : at;
}

size_t sx_entity_read(struct sx_str s, char text[8], size_t *text_n)
{
	if (s.n < 3)
		return 0;
	return s.p[1] == '#' ? numbered(s, text, text_n) : named(s, text, text_n);
}
