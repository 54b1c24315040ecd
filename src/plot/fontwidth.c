#include "plot/fontwidth_priv.h"

#include "base/utf8.h"

#include <math.h>

/* Advance widths in thousandths of an em, from the font's hmtx table (Liberation Sans 2; Arial and Helvetica have the
 * same). 0: the font has no such character. */
static const uint16_t latin[] = {
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
	556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
	611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
	667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
	222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584,
};

static const uint16_t latin_more[] = {
	278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370,  556, 584, 333, 737, 552, 400, 549,  333, 333, 333,
	576, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611,  667, 667, 667, 667, 667, 667, 1000, 722, 667, 667,
	667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778,  778, 778, 584, 778, 722, 722, 722,  722, 667, 667,
	611, 556, 556, 556, 556, 556, 556, 889, 500, 556, 556,  556, 556, 278, 278, 278, 278, 556,  556, 556, 556,
	556, 556, 556, 549, 611, 556, 556, 556, 556, 500, 556,  500, 667, 556, 667, 556, 667, 556,  722, 500, 722,
	500, 722, 500, 722, 500, 722, 615, 722, 556, 667, 556,  667, 556, 667, 556, 667, 556, 667,  556, 778, 556,
	778, 556, 778, 556, 778, 556, 722, 556, 722, 556, 278,  278, 278, 278, 278, 278, 278, 222,  278, 278, 735,
	444, 500, 222, 667, 500, 500, 556, 222, 556, 222, 556,  292, 556, 334, 556, 222, 722, 556,  722, 556, 722,
	556, 604, 723, 556, 778, 556, 778, 556, 778, 556, 1000, 944, 722, 333, 722, 333, 722, 333,  667, 500, 667,
	500, 667, 500, 667, 500, 611, 278, 611, 375, 611, 278,  722, 556, 722, 556, 722, 556, 722,  556, 722, 556,
	722, 556, 944, 722, 667, 500, 667, 611, 500, 611, 500,  611, 500, 222,
};

static const uint16_t greek[] = {
	667, 278, 784, 838, 384, 0,   774, 0,   855, 752, 222, 667, 667, 551, 668, 667, 611, 722, 778,
	278, 667, 668, 833, 722, 650, 778, 722, 667, 0,   618, 611, 667, 798, 667, 835, 748, 278, 667,
	578, 446, 556, 222, 547, 578, 575, 500, 557, 446, 441, 556, 556, 222, 500, 500, 576, 500, 448,
	556, 690, 569, 482, 617, 395, 547, 648, 525, 713, 781, 222, 547, 556, 547, 781,
};

static const uint16_t cyrillic[] = {
	667, 667, 865, 542, 719, 667, 278,  278, 500, 1057, 1010, 854, 583, 722, 635, 719, 667, 656, 667, 542,
	677, 667, 923, 604, 719, 719, 583,  656, 833, 722,  778,  719, 667, 722, 611, 635, 760, 667, 740, 667,
	917, 938, 792, 885, 656, 719, 1010, 722, 556, 573,  531,  365, 583, 556, 669, 458, 559, 559, 438, 583,
	688, 552, 556, 542, 556, 500, 458,  500, 823, 500,  573,  521, 802, 823, 625, 719, 521, 510, 750, 542,
	556, 556, 556, 365, 510, 500, 222,  278, 222, 906,  812,  556, 438, 559, 500, 552,
};

static const uint16_t punctuation[] = {
	333,  333, 0, 556, 1000, 1000, 0, 552, 222, 222, 222,  222, 333, 333, 333, 0, 556, 556, 350, 0,   0,   0,
	1000, 0,   0, 0,   0,    0,    0, 0,   0,   0,   1000, 0,   188, 354, 0,   0, 0,   0,   0,   333, 333,
};

struct block {
	uint32_t first, last;
	const uint16_t *width;
};

static const struct block blocks[] = {
	{ 0x0020, 0x007E, latin },    { 0x00A0, 0x017F, latin_more },  { 0x0386, 0x03CE, greek },
	{ 0x0400, 0x045F, cyrillic }, { 0x2010, 0x203A, punctuation },
};

/* What is left of the font, one by one. */
static const struct single {
	uint32_t point;
	uint16_t width;
} singles[] = {
	{ 0x0192, 556 },  { 0x0218, 667 },  { 0x0219, 500 }, { 0x021A, 611 },  { 0x021B, 278 }, { 0x02C6, 333 },
	{ 0x02DC, 333 },  { 0x2044, 167 },  { 0x20A3, 556 }, { 0x20A4, 556 },  { 0x20AC, 556 }, { 0x2113, 323 },
	{ 0x2116, 1073 }, { 0x2122, 1000 }, { 0x2126, 768 }, { 0x215B, 834 },  { 0x215C, 834 }, { 0x215D, 834 },
	{ 0x215E, 834 },  { 0x2190, 1000 }, { 0x2191, 500 }, { 0x2192, 1000 }, { 0x2193, 500 }, { 0x2194, 1000 },
	{ 0x2202, 494 },  { 0x2206, 612 },  { 0x220F, 823 }, { 0x2211, 713 },  { 0x2212, 584 }, { 0x221A, 549 },
	{ 0x221E, 713 },  { 0x222B, 274 },  { 0x2248, 549 }, { 0x2260, 549 },  { 0x2264, 549 }, { 0x2265, 549 },
};

enum { EM = 1000, UNKNOWN = 650 };

static unsigned known_width(uint32_t point)
{
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (point >= blocks[i].first && point <= blocks[i].last)
			return blocks[i].width[point - blocks[i].first];
	for (size_t i = 0; i < sizeof singles / sizeof *singles; i++)
		if (point == singles[i].point)
			return singles[i].width;
	return 0;
}

bool sx_font_has(uint32_t point)
{
	return known_width(point) != 0;
}

unsigned sx_font_width(uint32_t point)
{
	unsigned width = known_width(point);
	if (width)
		return width;
	int cells = sx_utf8_cells_of(point);
	return cells == 0 ? 0 : cells == 2 ? EM : UNKNOWN;
}

double sx_font_rounded(double em)
{
	/* Letters by how often they stand in English, and what single words may differ by. */
	static const char usual[] = "      eeeeetttaaaooonnniiisssrrrhhllddduuccmmffppggyywwbbvk0123456789,.";
	const double other_words = 0.25;
	double exact = 0, rounded = 0;
	for (size_t i = 0; i + 1 < sizeof usual; i++) {
		double width = known_width((unsigned char)usual[i]) * em / EM;
		exact += width;
		rounded += floor(width + 0.5);
	}
	return fmax(1, rounded / exact + other_words / em);
}

double sx_text_width(struct sx_str text, double size)
{
	unsigned long sum = 0;
	for (size_t at = 0, bytes; at < text.n; at += bytes)
		sum += sx_font_width(sx_utf8_at(text, at, &bytes));
	return (double)sum * size / EM;
}
