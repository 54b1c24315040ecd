/* Where in the source a place of the text stands. */
#include "base/lanes.h"
#include "extract/extract_priv.h"

static void step(struct sx_cursor *c, unsigned char byte)
{
	if (byte == '\n') {
		c->line += !c->after_cr;
		c->column = 1;
	} else if (byte == '\r') {
		c->line++;
		c->column = 1;
	} else if ((byte & 0xC0) != 0x80) {
		c->column++;
	}
	c->after_cr = byte == '\r';
}

/* The highest bit of a lane: a control character, which may end a line, or a character beyond ASCII. */
static inline sx_lanes unusual(const char *p)
{
	sx_lanes bytes = sx_lanes_at(p);
	return bytes | (bytes - ' ');
}

/* Over as many bytes as can be passed in whole lanes with nothing unusual; how many they are. */
static size_t pass_plain(struct sx_cursor *c, const char *p, size_t n)
{
	enum { STEP = 2 * SX_LANES };
	size_t i = 0, end = n - n % STEP;
	while (i < end && !sx_lanes_bits(unusual(p + i) | unusual(p + i + SX_LANES)))
		i += STEP;
	c->column += i;
	c->after_cr = c->after_cr && !i;
	return i;
}

/* Over what stands before the next control character among n bytes, no more than lanes; how many they are. */
static size_t pass_some(struct sx_cursor *c, const char *p, size_t n)
{
	sx_lanes bytes = sx_lanes_at(p);
	unsigned control = sx_lanes_bits(sx_lanes_below(bytes, ' ')) | 1U << n;
	unsigned before = (control & -control) - 1;
	unsigned tails = sx_lanes_bits(sx_lanes_are(bytes & 0xC0, 0x80)) & before;
	n = (size_t)__builtin_ctz(control);
	c->column += n - (tails ? (size_t)__builtin_popcount(tails) : 0);
	c->after_cr = c->after_cr && !n;
	return n;
}

/* Over n bytes, which no run changes; there are `room` of them to be looked at. */
static void advance(struct sx_cursor *c, const char *p, size_t n, size_t room)
{
	c->offset += n;
	for (size_t done; n; p += done, n -= done, room -= done) {
		done = pass_plain(c, p, n);
		if (room - done >= SX_LANES)
			done += pass_some(c, p + done, n - done < SX_LANES ? n - done : SX_LANES);
		if (done < n && (!done || (unsigned char)p[done] < ' '))
			step(c, (unsigned char)p[done++]);
	}
}

/* The number of runs that begin at or before `at`. */
static size_t runs_to(const struct sx_extractor *x, uint64_t at)
{
	size_t low = 0, high = x->runs.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (x->runs.at[middle].text <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Lines end at LF, CR or both together. A run that knows its line sets the count right. */
void sx_cursor_move(struct sx_cursor *c, const struct sx_extractor *x, uint64_t to)
{
	size_t next = c->offset ? runs_to(x, c->offset - 1) : 0;
	for (;;) {
		uint64_t stop = next < x->runs.n && x->runs.at[next].text < to ? x->runs.at[next].text : to;
		if (c->offset < stop)
			advance(c, x->window.p + (c->offset - x->origin), (size_t)(stop - c->offset),
				(size_t)(x->origin + x->window.n - c->offset));
		if (next == x->runs.n || x->runs.at[next].text > to)
			return;
		if (x->runs.at[next].line) {
			c->line = x->runs.at[next].line;
			c->column = x->runs.at[next].column;
			c->after_cr = false;
		}
		next++;
	}
}

static uint64_t within(const struct sx_run *run, uint64_t at)
{
	return run->source + (at - run->text) / run->text_step * run->source_step;
}

uint64_t sx_source_start(const struct sx_extractor *x, uint64_t at)
{
	size_t n = runs_to(x, at);
	return n ? within(&x->runs.at[n - 1], at) : at;
}

/* Behind the last character before `at`, not before the next one: a tag may stand between them. */
uint64_t sx_source_end(const struct sx_extractor *x, uint64_t at)
{
	size_t n = at ? runs_to(x, at - 1) : 0;
	return n ? within(&x->runs.at[n - 1], at) : at;
}
