/* Where in the source a place of the text stands. */
#include "extract/extract_priv.h"

enum { WORD = sizeof(uint64_t), SUM_MOST = 255 };

static const uint64_t ones = 0x0101010101010101;

/* Characters that begin in p[0..n): bytes that continue none, counted eight at a time. */
static size_t characters(const char *p, size_t n)
{
	size_t continuing = 0, i = 0;
	while (n - i >= WORD) {
		uint64_t sums = 0, word;
		for (size_t k = 0; k < SUM_MOST && n - i >= WORD; k++, i += WORD) {
			memcpy(&word, p + i, WORD);
			sums += word >> 7 & ~word >> 6 & ones;
		}
		/* Even and odd bytes apart, as eight sums of 255 do not fit into one byte. */
		uint64_t pairs = (sums & 0x00FF00FF00FF00FF) + (sums >> 8 & 0x00FF00FF00FF00FF);
		continuing += pairs * 0x0001000100010001 >> 48;
	}
	for (; i < n; i++)
		continuing += ((unsigned char)p[i] & 0xC0) == 0x80;
	return n - continuing;
}

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

/* Over n bytes without a CR. */
static void pass(struct sx_cursor *c, const char *p, size_t n)
{
	const char *end = p + n, *line;
	while ((line = memchr(p, '\n', (size_t)(end - p)))) {
		c->line++;
		c->column = 1;
		p = line + 1;
	}
	c->column += characters(p, (size_t)(end - p));
}

/* Over the text up to a place, which no run changes. */
static void advance(struct sx_cursor *c, const char *p, size_t n)
{
	c->offset += n;
	while (n) {
		const char *cr = memchr(p, '\r', n);
		size_t plain = c->after_cr ? 0 : cr ? (size_t)(cr - p) : n;
		if (plain) {
			pass(c, p, plain);
		} else {
			step(c, (unsigned char)*p);
			plain = 1;
		}
		p += plain;
		n -= plain;
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
			advance(c, x->window.p + (c->offset - x->origin), (size_t)(stop - c->offset));
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
