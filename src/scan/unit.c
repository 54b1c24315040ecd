/* Units behind a number: km, km/h, per square kilometre, g CO2/kWh, mm yr-1. */
#include "lexicon/letters.h"
#include "scan/scan_priv.h"

/* Exponents: "2", "³", "^2", "-1", "−1", "⁻¹" after a symbol. Offset after it; *power changed. */
static size_t exponent(struct sx_str text, size_t at, int8_t *power)
{
	size_t begin = at;
	static const struct {
		const char *text;
		int8_t power;
	} marks[] = { { "²", 2 },    { "³", 3 },    { "⁻¹", -1 }, { "⁻²", -2 }, { "⁻³", -3 }, { "^-1", -1 },
		      { "^-2", -2 }, { "^-3", -3 }, { "^2", 2 },  { "^3", 3 },  { "-1", -1 }, { "-2", -2 },
		      { "-3", -3 },  { "−1", -1 },  { "−2", -2 }, { "−3", -3 }, { "–1", -1 }, { "–2", -2 },
		      { "–3", -3 },  { "2", 2 },    { "3", 3 } };
	size_t spaced = sx_skip_blanks(text, at, 1); /* "cm −3", as extracted from typeset pages */
	if (spaced > at && spaced + 3 < text.n &&
	    (memcmp(text.p + spaced, "−", 3) == 0 || memcmp(text.p + spaced, "–", 3) == 0))
		at = spaced;
	unsigned char first = at < text.n ? (unsigned char)text.p[at] : 0;
	if (first < 0x80 && (!first || !strchr("^-23", first)))
		return begin;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = strlen(marks[i].text);
		bool decimal = at + n < text.n && text.p[at + n] == '.' && sx_is_digit(text, at + n + 1);
		if (text.n - at >= n && memcmp(text.p + at, marks[i].text, n) == 0 && !decimal &&
		    !sx_letter_at(text, at + n)) {
			*power = marks[i].power;
			return at + n;
		}
	}
	return begin;
}

/* "km squared". */
static size_t power_behind(const struct sx_scanner *s, struct sx_str text, size_t at, int8_t *power)
{
	struct sx_word word;
	size_t next = sx_skip_blanks(text, at, 1);
	size_t end = next > at ? sx_words_at(s->lexicon, text, next, s->power_behind, &word) : 0;
	if (!end)
		return at;
	*power = word.value.n && word.value.p[0] == '3' ? 3 : 2;
	return end;
}

/* A spelling that is also an everyday word ("in", "a", "am") is a unit only where it touches the number, or ends a
 * clause. */
static bool is_refused(const struct sx_scanner *s, struct sx_str text, size_t at, size_t end)
{
	struct sx_str word = { text.p + at, end - at };
	char tag;
	if (word.n > 3 || word.p[0] < 'a' || word.p[0] > 'z' ||
	    !(sx_words_classes(s->lexicon, word, &tag) & s->refused))
		return false;
	size_t next = sx_skip_blanks(text, end, 1);
	return word.n < 2 || (next < text.n && !strchr(".,;)", text.p[next]));
}

/* "Part 2 marks the end": what takes an object is no unit. */
static bool is_verb(const struct sx_scanner *s, struct sx_str text, size_t end)
{
	struct sx_word word;
	size_t next = sx_skip_blanks(text, end, 1);
	return next > end && end > 1 && sx_letter_before(text, end - 1) &&
	       sx_words_at(s->lexicon, text, next, s->determiner, &word);
}

/* "13 F-Series", "23456 F Block": one capital that goes on as a name. */
static bool is_initial(struct sx_str text, size_t at, size_t end, bool glued)
{
	if (end - at != 1 || text.p[at] < 'A' || text.p[at] > 'Z' || end >= text.n)
		return false;
	if (text.p[end] == '.' && sx_letter_at(text, end + 1)) /* "47 U.S.C." */
		return true;
	size_t next = sx_skip_blanks(text, end, 1);
	next += next == end && text.p[next] == '-';
	return next > end && next < text.n && sx_letter_at(text, next) &&
	       (text.p[end] == '-' || (!glued && text.p[next] >= 'A' && text.p[next] <= 'Z'));
}

/* One unit with its power: "square kilometres", "m2". */
static bool read_part(const struct sx_scanner *s, struct sx_str text, size_t at, struct sx_unit_span *span, int sign,
		      size_t *end)
{
	struct sx_word word;
	int8_t power = 1;
	size_t power_end = sx_words_at(s->lexicon, text, at, s->power, &word);
	struct sx_unit_spelling found;
	bool got = false;
	if (power_end) {
		size_t next = sx_skip_blanks(text, power_end, 2);
		next += next == power_end && next < text.n && text.p[next] == '-';
		got = next > power_end && sx_units_at(s->lexicon, text, next, 0, &found);
		power = word.value.n && word.value.p[0] == '3' ? 3 : 2;
	}
	if (!got) {
		power = 1;
		got = sx_units_at(s->lexicon, text, at, 0, &found);
	}
	if (!got || span->parts == SX_UNIT_PARTS)
		return false;
	*end = found.end;
	if (sx_letter_before(text, found.end) && (found.how & SX_SPELLED_SYMBOL || found.end - at <= 3))
		*end = exponent(text, *end, &power);
	if (power == 1)
		*end = power_behind(s, text, *end, &power);
	span->risky |= (found.how & SX_SPELLED_RISKY) != 0;
	span->ambiguous |= (found.how & SX_SPELLED_AMBIGUOUS) != 0;
	span->part[span->parts].unit = found.unit;
	span->part[span->parts++].power = (int8_t)(power * sign);
	return true;
}

/* "g CO2/kWh": what is weighed stands between a unit and its "per". */
static size_t skip_filler(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	struct sx_word word;
	size_t next = sx_skip_blanks(text, at, 1);
	size_t end = sx_words_at(s->lexicon, text, next, s->filler, &word);
	return end ? end : at;
}

/* What joins the parts of a compound; its value says how: per, times. Returns the offset after it, 0: none. */
static size_t read_joint(const struct sx_scanner *s, struct sx_str text, size_t at, int *sign, bool *in_words)
{
	struct sx_word word;
	size_t next = sx_skip_blanks(text, at, 1);
	size_t end = sx_words_at(s->lexicon, text, next, s->unit_joint, &word);
	if (!end)
		return 0;
	*sign = sx_str_is(word.value, "per") ? -1 : 1;
	*in_words = sx_letter_before(text, end);
	return sx_skip_blanks(text, end, 1);
}

/* "mm yr-1", "W m-2": a symbol with a negative power may follow after a blank. */
static bool read_power_tail(const struct sx_scanner *s, struct sx_str text, size_t at, struct sx_unit_span *span,
			    size_t *end)
{
	size_t next = sx_skip_blanks(text, at, 1), part_end;
	struct sx_unit_span longer = *span;
	if (next == at || !read_part(s, text, next, &longer, 1, &part_end) || longer.part[longer.parts - 1].power >= 0)
		return false;
	*span = longer;
	*end = part_end;
	return true;
}

/* Money, shares and multiples by something are no units: what they are by goes into `per`. */
static bool takes_parts(const struct sx_unit *unit)
{
	return !(unit->flags & (SX_UNIT_MONEY | SX_UNIT_WHOLE));
}

/* "5 min. Then": the full stop of an abbreviation that ends its sentence is left to the sentence. */
static size_t without_full_stop(struct sx_str text, size_t end)
{
	size_t next = sx_skip_blanks(text, end, 2);
	bool ends = next >= text.n ||
		    (next > end && (text.p[next] == '\n' || (text.p[next] >= 'A' && text.p[next] <= 'Z')));
	return end > 0 && text.p[end - 1] == '.' && ends ? end - 1 : end;
}

/* "1.9 months a year ago": that is when, not how often. */
static bool is_when(const struct sx_scanner *s, struct sx_str text, size_t end)
{
	struct sx_word word;
	size_t next = sx_skip_blanks(text, end, 1);
	return next > end && sx_words_at(s->lexicon, text, next, s->ago, &word);
}

bool sx_unit_read(const struct sx_scanner *s, struct sx_str text, size_t at, struct sx_unit_span *unit)
{
	size_t begin = sx_skip_blanks(text, at, 2), end;
	*unit = (struct sx_unit_span){ .glued = begin == at };
	if (begin == at && at < text.n && text.p[at] == '-') {
		unit->hyphen = true;
		unit->glued = false;
		begin = at + 1;
	}
	if (!read_part(s, text, begin, unit, 1, &end))
		return false;
	if (unit->risky && !unit->glued && !unit->hyphen && is_verb(s, text, end))
		return false;
	if (unit->risky &&
	    ((!unit->glued && is_refused(s, text, begin, end)) || is_initial(text, begin, end, unit->glued)))
		return false;
	while (takes_parts(sx_unit(s->lexicon, unit->part[0].unit))) {
		int sign;
		bool in_words;
		size_t part_end, after = skip_filler(s, text, end);
		size_t next = read_joint(s, text, after, &sign, &in_words);
		struct sx_unit_span longer = *unit;
		if (next && read_part(s, text, next, &longer, sign, &part_end) &&
		    !(longer.risky && !unit->risky && sign < 0 && in_words) &&
		    !(in_words && is_when(s, text, part_end))) {
			*unit = longer;
			end = part_end;
		} else if (!read_power_tail(s, text, end, unit, &end)) {
			break;
		}
	}
	unit->risky &= unit->parts == 1 && unit->part[0].power == 1;
	unit->at = (struct sx_range){ begin, without_full_stop(text, end) };
	return true;
}

static bool is_noun(const struct sx_scanner *s, struct sx_str text, size_t at, size_t end)
{
	char tag;
	struct sx_str word = { text.p + at, end - at };
	return end > at && !sx_is_digit(text, at) && !(sx_words_classes(s->lexicon, word, &tag) & s->refused);
}

static size_t word_end(struct sx_str text, size_t end)
{
	while (end < text.n && (sx_letter_at(text, end) || ((unsigned char)text.p[end] & 0xC0) == 0x80 ||
				(text.p[end] == '-' && sx_letter_at(text, end + 1))))
		end++;
	bool raised =
		text.n - end >= 2 && text.p[end] == '\xC2' && (text.p[end + 1] == '\xB2' || text.p[end + 1] == '\xB3');
	return raised ? end + 2 : end; /* km² */
}

/* "share", "diluted share": over the word that tells what kind of it. */
static size_t noun_end(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	struct sx_word word;
	size_t end = word_end(text, at);
	if (end == at || sx_words_at(s->lexicon, text, at, s->per_kind, &word) < end)
		return end;
	size_t next = sx_skip_blanks(text, end, 1), noun = word_end(text, next);
	return next > end && is_noun(s, text, next, noun) ? noun : end;
}

/* A short run of words: "capita", "1,000 live births", "share". */
static size_t words_end(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	size_t end = at;
	while (sx_is_digit(text, end) || (end > at && end < text.n && text.p[end] == ',' && sx_is_digit(text, end + 1)))
		end++;
	if (end == at)
		return noun_end(s, text, at);
	size_t next = sx_skip_blanks(text, end, 1);
	return is_noun(s, text, next, word_end(text, next)) ? noun_end(s, text, next) : end;
}

struct sx_range sx_per_read(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	struct sx_word word;
	size_t next = sx_skip_blanks(text, at, 2);
	size_t end = sx_words_at(s->lexicon, text, next, s->per_joint, &word);
	if (!end)
		return (struct sx_range){ 0, 0 };
	size_t begin = sx_skip_blanks(text, end, 2);
	if (begin == end && text.p[end - 1] != '/')
		return (struct sx_range){ 0, 0 };
	size_t stop = words_end(s, text, begin);
	struct sx_unit_spelling found;
	if (!sx_str_is(word.value, "any") && !sx_units_at(s->lexicon, text, begin, SX_UNIT_TIME, &found) &&
	    !sx_words_at(s->lexicon, text, begin, s->per_noun, &word))
		return (struct sx_range){ 0, 0 };
	if (stop == begin || is_when(s, text, stop))
		return (struct sx_range){ 0, 0 };
	return (struct sx_range){ begin, stop };
}
