/* What documents say about themselves. */
#include "read/reader_priv.h"

struct sx_str sx_meta_date(struct sx_str s)
{
	static const char shape[] = "dddd-dd-dd";
	if (s.n < 10 || (s.n > 10 && s.p[10] != 'T' && s.p[10] != ' '))
		return (struct sx_str){ 0 };
	for (size_t i = 0; i < 10; i++)
		if (shape[i] == 'd' ? s.p[i] < '0' || s.p[i] > '9' : s.p[i] != shape[i])
			return (struct sx_str){ 0 };
	int month = (s.p[5] - '0') * 10 + s.p[6] - '0', day = (s.p[8] - '0') * 10 + s.p[9] - '0';
	bool fits = month >= 1 && month <= 12 && day >= 1 && day <= 31;
	return fits ? (struct sx_str){ s.p, 10 } : (struct sx_str){ 0 };
}

struct sx_str sx_meta_lang(struct sx_str s, char lang[4])
{
	size_t n = 0;
	while (n < s.n && n < 4 && ((s.p[n] | 0x20) >= 'a' && (s.p[n] | 0x20) <= 'z')) {
		lang[n] = (char)(s.p[n] | 0x20);
		n++;
	}
	bool ends = n == s.n || s.p[n] == '-' || s.p[n] == '_';
	return (n == 2 || n == 3) && ends ? (struct sx_str){ lang, n } : (struct sx_str){ 0 };
}
