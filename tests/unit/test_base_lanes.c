/* Sixteen bytes at once are what each is alone, and the processor's own way of saying so is the plain one. */
#include "base/lanes.h"

#include <criterion/criterion.h>
#include <stdint.h>

static void same(const unsigned char *bytes)
{
	static const unsigned char marks[] = { 0, '\n', ' ', '.', 0x7F, 0x80, 0xFF };
	char text[SX_LANES];
	memcpy(text, bytes, sizeof text);
	sx_lanes lanes = sx_lanes_at(text);
	for (size_t m = 0; m < sizeof marks; m++) {
		unsigned are = sx_lanes_bits(sx_lanes_are(lanes, marks[m]));
		unsigned below = sx_lanes_bits(sx_lanes_below(lanes, marks[m]));
		for (unsigned i = 0; i < SX_LANES; i++) {
			cr_assert_eq(are >> i & 1, bytes[i] == marks[m], "byte %u is %u", i, bytes[i]);
			cr_assert_eq(below >> i & 1, bytes[i] < marks[m], "byte %u is %u", i, bytes[i]);
		}
	}
	uint64_t half[2];
	memcpy(half, text, sizeof half);
	sx_lanes halves = sx_lanes_of(half[0], half[1]);
	cr_assert_eq(memcmp(&lanes, &halves, sizeof lanes), 0);
	cr_assert_eq(sx_lanes_bits(lanes), sx_lanes_bits_plain(lanes));
	for (unsigned i = 0; i < SX_LANES; i++)
		cr_assert_eq(sx_lanes_bits_plain(lanes) >> i & 1, bytes[i] >> 7);
}

Test(base_lanes, every_byte_in_every_lane)
{
	for (unsigned lane = 0; lane < SX_LANES; lane++)
		for (unsigned c = 0; c < 256; c++) {
			unsigned char bytes[SX_LANES];
			for (unsigned i = 0; i < SX_LANES; i++)
				bytes[i] = (unsigned char)(i == lane ? c : c * 31 + i * 17);
			same(bytes);
		}
}
