/* Expressions that are a few marks with blanks between, as stand between two numbers: " ?\(", ",? (?:and )?", "-". They
 * are read without PCRE2, which costs more to call than this takes. */
#include "lexicon/letters.h"
#include "scan/scan_priv.h"

static bool skip(struct sx_str *regex, const char *what)
{
	const size_t n = strlen(what);
	if (regex->n < n || memcmp(regex->p, what, n) != 0)
		return false;
	*regex = (struct sx_str){ regex->p + n, regex->n - n };
	return true;
}

/* One character; of letters in either case, but for k and s, which have a third one. */
static bool read_mark(struct sx_str *regex, bool caseless, struct sx_step *step)
{
	const bool escaped = skip(regex, "\\");
	const unsigned char c = regex->n ? (unsigned char)regex->p[0] : 0;
	const bool letter = sx_ascii_letter(c) && c > '9';
	if (c <= ' ' || c >= 0x7F || (escaped ? sx_ascii_letter(c) : strchr("^$.[]|?*+(){}", c) != NULL) ||
	    (letter && strchr("kKsS", c)))
		return false;
	step->mark[0] = (char)c;
	step->mark[1] = (char)(letter && caseless ? c ^ 0x20 : c);
	*regex = (struct sx_str){ regex->p + 1, regex->n - 1 };
	return true;
}

static bool read_step(struct sx_str *regex, bool caseless, struct sx_step *step)
{
	*step = (struct sx_step){ .optional = false };
	if (skip(regex, SX_RX_BLANKS))
		return true;
	if (skip(regex, SX_RX_BLANKS_MAYBE)) {
		step->optional = true;
		return true;
	}
	if (skip(regex, "[\\[(]")) {
		*step = (struct sx_step){ .mark = { '[', '(' } };
		return true;
	}
	if (!read_mark(regex, caseless, step))
		return false;
	step->optional = skip(regex, "?");
	return true;
}

/* Steps up to the end, or to that of a group that may be missing. What may be missing must not be what comes next. */
static bool read_steps(struct sx_str *regex, bool caseless, struct sx_steps *steps)
{
	steps->whole = SX_STEPS;
	while (regex->n) {
		const struct sx_step *last = steps->n ? &steps->step[steps->n - 1] : NULL;
		if (steps->n == SX_STEPS)
			return false;
		if (steps->whole == SX_STEPS && skip(regex, "(?:"))
			steps->whole = steps->n;
		else if (steps->whole < steps->n && skip(regex, ")?"))
			return !regex->n && !last->optional;
		struct sx_step *step = &steps->step[steps->n++];
		if (!read_step(regex, caseless, step) || (step->optional && step->mark[0] && steps->whole < steps->n) ||
		    (last && last->optional && last->mark[0] && (step->mark[0] || step->optional)))
			return false;
	}
	return steps->whole == SX_STEPS && steps->n && !(steps->step[steps->n - 1].optional);
}

void sx_steps_make(struct sx_str regex, bool caseless, struct sx_steps *steps)
{
	*steps = (struct sx_steps){ .n = 0 };
	if (!read_steps(&regex, caseless, steps))
		steps->n = 0;
}

bool sx_steps_run(const struct sx_steps *steps, struct sx_str text, size_t at, size_t *end)
{
	for (unsigned i = 0; i < steps->n; i++) {
		const struct sx_step *step = &steps->step[i];
		const char c = at < text.n ? text.p[at] : '\0';
		if (i == steps->whole)
			*end = at; /* where it is if the rest is missing */
		const size_t next = !step->mark[0] ? sx_blanks_at(text, at, SX_BLANKS_MOST)
						   : at + (c && (c == step->mark[0] || c == step->mark[1]));
		if (next == at && !step->optional)
			return i >= steps->whole;
		at = next;
	}
	*end = at;
	return true;
}
