/* Where in the source a place of the text stands. */
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

/* The number of runs that begin at or before `at`. */
static size_t runs_to(const struct sx_extractor *x, uint64_t at)
{
	size_t low = 0, high = x->n_runs;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (x->runs[middle].text <= at)
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
		uint64_t stop = next < x->n_runs && x->runs[next].text < to ? x->runs[next].text : to;
		for (; c->offset < stop; c->offset++)
			step(c, (unsigned char)x->window.p[c->offset - x->origin]);
		if (next == x->n_runs || x->runs[next].text > to)
			return;
		if (x->runs[next].line) {
			c->line = x->runs[next].line;
			c->column = x->runs[next].column;
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
	return n ? within(&x->runs[n - 1], at) : at;
}

/* Behind the last character before `at`, not before the next one: a tag may stand between them. */
uint64_t sx_source_end(const struct sx_extractor *x, uint64_t at)
{
	size_t n = at ? runs_to(x, at - 1) : 0;
	return n ? within(&x->runs[n - 1], at) : at;
}
