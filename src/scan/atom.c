/* One number with what belongs to it: sign, currency, digits or words, magnitude, unit. */
#include "lexicon/letters.h"
#include "scan/scan_priv.h"

enum { LINE_BYTES = 200, SHORT = 4 /* letters of a magnitude that is more an abbreviation */ };

/* Does `mark` end just before text[end]? */
static bool ends_with(struct sx_str text, size_t end, const char *mark)
{
	size_t n = strlen(mark);
	return end >= n && memcmp(text.p + end - n, mark, n) == 0;
}

static bool starts_with(struct sx_str text, size_t at, const char *mark)
{
	size_t n = strlen(mark);
	return at + n <= text.n && memcmp(text.p + at, mark, n) == 0;
}

static const char *const signs[] = { "-", "−", "–", "+", "﹣", "－" };

/* "= - 5", "(- 20", or all of a one-line text: a hyphen with a blank behind it is a minus where nothing stands that it
 * could join and where it is no list's mark. */
static bool opens_with_minus(struct sx_str text, size_t hyphen)
{
	size_t front = sx_skip_blanks_back(text, hyphen, 2);
	if (front > 0)
		return text.p[front - 1] != '\0' && strchr("([{=<>~", text.p[front - 1]) != NULL;
	size_t rest = text.n - hyphen;
	return !memchr(text.p + hyphen, '\n', rest < LINE_BYTES ? rest : LINE_BYTES);
}

/* Can a sign stand just before `end`, or at `at`? */
static bool sign_byte(unsigned char c)
{
	return c == '-' || c == '+' || c >= 0x80;
}

static bool may_end_in_sign(struct sx_str text, size_t end)
{
	return end > 0 && sign_byte((unsigned char)text.p[end - 1]);
}

static bool may_begin_with_sign(struct sx_str text, size_t at)
{
	return at < text.n && sign_byte((unsigned char)text.p[at]);
}

/* A sign just before `at`, or before the blank there, which begins at `spaced`; a dash behind a letter or digit joins
 * and is no sign. */
static size_t sign_back(struct sx_str text, size_t at, size_t spaced, size_t floor, char *sign)
{
	if (!may_end_in_sign(text, spaced))
		return at;
	if (spaced < at && spaced > floor && text.p[spaced - 1] == '-' && opens_with_minus(text, spaced - 1)) {
		*sign = '-';
		return spaced - 1;
	}
	if (spaced < at && spaced >= floor + 3 && ends_with(text, spaced, "−")) { /* "≈ − 10" */
		size_t front = sx_skip_blanks_back(text, spaced - 3, 2);
		if (front > 0 && !sx_letter_before(text, front) && !strchr(")]%", text.p[front - 1])) {
			*sign = '-';
			return spaced - 3;
		}
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t n = strlen(signs[i]);
		if (at < floor + n || !ends_with(text, at, signs[i]))
			continue;
		size_t before = at - n;
		if (before > 0 && !sx_blank_before(text, before) && !strchr("([{\"'=:;,/<>~$", text.p[before - 1]) &&
		    ((unsigned char)text.p[before - 1] < 0x80 || sx_letter_before(text, before)))
			return at;
		*sign = signs[i][0] == '+' ? '+' : '-';
		return before;
	}
	return at;
}

/* "minus 5", "negative ten". */
static size_t sign_word_back(const struct sx_scanner *s, struct sx_str text, size_t at, size_t spaced, size_t floor,
			     char *sign)
{
	struct sx_word word;
	size_t start = spaced < at ? sx_words_before(s->lexicon, text, spaced, s->sign_word, &word) : SIZE_MAX;
	if (start == SIZE_MAX || start < floor)
		return at;
	*sign = '-';
	return start;
}

static size_t sign_word_forward(const struct sx_scanner *s, struct sx_str text, size_t at, char *sign)
{
	struct sx_word word;
	size_t end = sx_words_at(s->lexicon, text, at, s->sign_word, &word);
	size_t next = end ? sx_skip_blanks(text, end, 1) : at;
	if (!end || next == end)
		return at;
	*sign = '-';
	return next;
}

static size_t sign_forward(struct sx_str text, size_t at, char *sign)
{
	for (size_t i = 0; may_begin_with_sign(text, at) && i < sizeof signs / sizeof *signs; i++)
		if (starts_with(text, at, signs[i])) {
			*sign = signs[i][0] == '+' ? '+' : '-';
			return at + strlen(signs[i]);
		}
	return at;
}

static void set_currency(struct sx_unit_span *unit, const struct sx_unit_spelling *found, size_t start, size_t end)
{
	*unit = (struct sx_unit_span){ .at = { start, end }, .parts = 1, .before = true };
	unit->part[0].unit = found->unit;
	unit->part[0].power = 1;
	unit->ambiguous = (found->how & SX_SPELLED_AMBIGUOUS) != 0;
	unit->risky = (found->how & SX_SPELLED_RISKY) != 0;
	unit->glued = true;
}

/* "$5", "US$ 5", "Rs. 5", "EUR 5": money's signs and codes stand before; its names do not. */
static size_t currency_back(const struct sx_scanner *s, struct sx_str text, size_t at, size_t floor,
			    struct sx_unit_span *unit)
{
	struct sx_unit_spelling found;
	size_t end = sx_skip_blanks_back(text, at, 1);
	if (end <= floor || !sx_units_before(s->lexicon, text, end, SX_UNIT_MONEY | SX_UNIT_SIGN, &found) ||
	    !sx_units_before(s->lexicon, text, end, SX_UNIT_MONEY, &found) || !(found.how & SX_SPELLED_SYMBOL) ||
	    found.end < floor || (found.how & SX_SPELLED_RISKY && end != at))
		return at;
	set_currency(unit, &found, found.end, end);
	return found.end;
}

static size_t currency_forward(const struct sx_scanner *s, struct sx_str text, size_t at, struct sx_unit_span *unit)
{
	struct sx_unit_spelling found;
	if (!sx_units_at(s->lexicon, text, at, SX_UNIT_MONEY | SX_UNIT_SIGN, &found) ||
	    !sx_units_at(s->lexicon, text, at, SX_UNIT_MONEY, &found) || !(found.how & SX_SPELLED_SYMBOL))
		return at;
	set_currency(unit, &found, at, found.end);
	return sx_skip_blanks(text, found.end, 1);
}

/* A single letter touches the number; m and M count millions only where a noun follows (5m people), else they are
 * metres or moles. */
static bool letter_counts(struct sx_str text, size_t end, char letter)
{
	if (letter == 'k' || letter == 'K')
		return true;
	size_t after = sx_skip_blanks(text, end, 1);
	bool ends = after >= text.n || !sx_letter_at(text, after);
	return (letter == 'M' && ends) ||
	       (after > end && after < text.n && text.p[after] >= 'a' && text.p[after] <= 'z');
}

/* What stands for a magnitude in short, from the lists that fit the place. */
static size_t short_magnitude(const struct sx_scanner *s, struct sx_str text, size_t at, size_t next, bool money,
			      struct sx_word *word)
{
	size_t end = sx_words_at(s->lexicon, text, next, s->magnitude_abbr | (money ? s->magnitude_money : 0), word);
	if (!end && next > at && next + 1 <= text.n && text.p[next] == 'k' && !sx_letter_at(text, next + 1) &&
	    !sx_blank_at(text, next + 1))
		at = next; /* "10 k" at the end of a clause */
	if (!end && next == at) {
		end = sx_words_at(s->lexicon, text, at, s->magnitude_letter, word);
		end = end && (word->spelling.n > 1 || letter_counts(text, end, word->spelling.p[0])) ? end : 0;
	}
	return end;
}

/* million, bn, k behind the number. */
static size_t magnitude(const struct sx_scanner *s, struct sx_str text, size_t at, bool money, struct sx_atom *atom)
{
	struct sx_word word;
	size_t next = sx_skip_blanks(text, at, 2);
	bool hyphen = next == at && at < text.n && text.p[at] == '-';
	next += hyphen;
	size_t end = sx_words_at(s->lexicon, text, next, s->magnitude, &word);
	if (end && hyphen && sx_str_is(word.value, "1e2"))
		end = 0;
	if (end && next == at && (atom->words || word.spelling.n <= SHORT)) /* "400billion", but not "5mil" */
		end = 0;
	if (!end && !hyphen)
		end = short_magnitude(s, text, at, next, money, &word);
	if (!end)
		return at;
	atom->magnitude = (struct sx_range){ next, end };
	atom->magnitude_value = word.value;
	return end;
}

/* "$(3.5) million", "(3.5)%": the bracket is closed right behind the digits and opened right before them, and money
 * stands in front or a sign behind; a bracket that only holds a remark is no minus. */
static bool accountants(struct sx_str text, size_t at, size_t end, size_t floor)
{
	if (at <= floor || text.p[at - 1] != '(' || end >= text.n || text.p[end] != ')')
		return false;
	bool money = at > floor + 1 && !sx_blank_before(text, at - 1) && !sx_letter_before(text, at - 1) &&
		     text.p[at - 2] != '.';
	return money || starts_with(text, end + 1, "%");
}

static bool read_digits(struct sx_scan *scan, struct sx_str text, size_t at, size_t *end)
{
	if (scan->scanner->digits_known && !scan->plain && sx_digits_read(text, at, end))
		return *end > at;
	int found = sx_rx_run(scan->scanner->digits, text, at, scan->match, NULL);
	if (found < 0 && !scan->gave_up.n)
		scan->gave_up = SX_STR("digits");
	if (found > 0)
		*end = sx_rx_spans(scan->match)[1];
	return found > 0 && *end > at;
}

/* What may stand right behind a number that belongs to it, asked of the index once for all: mostly nothing. */
struct behind {
	sx_lists lists;
	bool unit;
};

static struct behind behind_at(const struct sx_scan *scan, struct sx_str text, size_t at)
{
	const struct sx_scanner *s = scan->scanner;
	size_t next = sx_skip_blanks(text, at, 2);
	if (scan->plain || (next < text.n && (text.p[next] == '-' || sx_blank_at(text, next))))
		return (struct behind){ ~(sx_lists)0, true }; /* it may stand farther on */
	return (struct behind){ sx_words_may_stand(s->lexicon, text, next, s->behind),
				sx_units_may_stand(s->lexicon, text, next) };
}

static bool read_number(struct sx_scan *scan, struct sx_str text, size_t at, struct sx_atom *atom,
			struct behind *behind)
{
	const struct sx_lexicon *lx = scan->scanner->lexicon;
	struct sx_spoken spoken;
	size_t end;
	bool digits = read_digits(scan, text, at, &end);
	if (!digits && !(sx_may_be_number_word(scan->scanner, text, at) && sx_spoken_at(lx, text, at, &spoken)))
		return false;
	*atom = (struct sx_atom){ .words = !digits };
	*behind = behind_at(scan, text, digits ? end : spoken.end);
	/* "3 million and a half", "2 and a half": digits may begin what words go on with; a plain "3 million" is read
	 * below. */
	if (digits && end < text.n && text.p[end] == ' ' &&
	    (behind->lists & scan->scanner->spoken || sx_is_digit(text, end + 1) ||
	     (sx_blank_at(text, end + 1) && sx_is_digit(text, sx_skip_blanks(text, end + 1, 1))))) {
		atom->words = sx_spoken_at(lx, text, at, &spoken) && spoken.mixed;
		*behind = atom->words ? behind_at(scan, text, spoken.end) : *behind;
	}
	atom->number = (struct sx_range){ at, atom->words ? spoken.end : end };
	atom->one_word = atom->words && spoken.one_word && spoken.word <= UINT16_MAX;
	atom->word = atom->one_word ? (uint16_t)spoken.word : 0;
	return true;
}

/* "half a litre", "a quarter of an hour": the end of the article behind the number, or 0. */
static size_t after_article(const struct sx_scanner *s, struct sx_str text, size_t at)
{
	struct sx_word word;
	size_t next = sx_skip_blanks(text, at, 1);
	size_t end = sx_words_at(s->lexicon, text, next, s->joint, &word);
	if (end && sx_str_is(word.value, "of")) {
		next = sx_skip_blanks(text, end, 1);
		end = sx_words_at(s->lexicon, text, next, s->joint, &word);
	}
	return end && sx_str_is(word.value, "article") ? end : 0;
}

/* Unit behind the number, where none stood before it; next to it only where it may stand there. */
static void read_unit(const struct sx_scanner *s, struct sx_str text, bool may_stand, struct sx_atom *atom)
{
	struct sx_unit_span unit;
	size_t article = atom->words ? after_article(s, text, atom->all.end) : 0;
	if (!atom->unit.parts && article && sx_unit_read(s, text, article, &unit) && !unit.risky) {
		atom->unit = unit; /* half a litre, a quarter of a mile */
		atom->all.end = unit.at.end;
	} else if (!may_stand || !sx_unit_read(s, text, atom->all.end, &unit)) {
		return;
	} else if (!atom->unit.parts) {
		atom->unit = unit;
		atom->all.end = unit.at.end;
	} else if (unit.part[0].unit == atom->unit.part[0].unit && sx_letter_at(text, unit.at.start)) {
		atom->all.end = unit.at.end; /* "$5 dollars", "US$5 USD" */
	}
	if (atom->unit.parts && !atom->unit.before && !atom->magnitude_value.n &&
	    sx_unit(s->lexicon, atom->unit.part[0].unit)->flags & SX_UNIT_MONEY)
		atom->all.end = magnitude(s, text, atom->all.end, false, atom); /* "75 USD million" */
}

/* Letters behind the last digit or letter make it a part of something longer; behind a sign (10%sugar) they do not. */
static inline bool is_cut(struct sx_str text, size_t end)
{
	return (end < text.n && text.p[end] == '_') || (sx_letter_at(text, end) && sx_letter_before(text, end));
}

/* What stands in front of a number: sign and currency, in either order. */
struct front {
	size_t start; /* where they begin */
	size_t at;    /* where the number begins */
	char sign;
	bool spelled; /* "minus" */
	struct sx_unit_span currency;
};

/* By its last byte, and the one before it, what may stand in front of a number. */
static void add_front(struct sx_scanner *s, struct sx_str word, bool cased)
{
	if (!word.n)
		return;
	unsigned char last = (unsigned char)word.p[word.n - 1],
		      before = word.n > 1 ? (unsigned char)word.p[word.n - 2] : ' ';
	uint64_t bits = before == ' ' ? UINT64_MAX : (uint64_t)1 << (before & 63);
	if (!cased && sx_ascii_letter(before))
		bits |= (uint64_t)1 << ((before ^ 0x20) & 63);
	s->front[last] |= bits;
	if (!cased && sx_ascii_letter(last))
		s->front[last ^ 0x20] |= bits;
}

void sx_atom_prepare(struct sx_scanner *s)
{
	struct sx_word word;
	struct sx_str symbol;
	for (unsigned c = 0; c < 256; c++)
		s->front[c] = sign_byte((unsigned char)c) ? UINT64_MAX : 0;
	for (size_t cursor = 0; sx_words_next(s->lexicon, s->sign_word, &cursor, &word);)
		add_front(s, word.spelling, false);
	for (size_t cursor = 0; sx_units_next(s->lexicon, SX_UNIT_MONEY | SX_UNIT_SIGN, &cursor, &symbol);)
		add_front(s, symbol, true);
}

static bool may_be_front(const struct sx_scanner *s, struct sx_str text, size_t end)
{
	const unsigned char *p = (const unsigned char *)text.p + end;
	return end < 2 ? end > 0 : s->front[p[-1]] >> (p[-2] & 63) & 1;
}

static void front_back(const struct sx_scan *scan, struct sx_str text, size_t floor, struct front *f)
{
	const struct sx_scanner *s = scan->scanner;
	size_t spaced = sx_skip_blanks_back(text, f->at, 1);
	if (spaced <= floor || !(scan->plain || may_be_front(s, text, spaced)))
		return;
	f->start = sign_back(text, f->at, spaced, floor, &f->sign);
	if (!f->sign) {
		f->start = sign_word_back(s, text, f->at, spaced, floor, &f->sign);
		f->spelled = f->sign;
	}
	f->start = currency_back(s, text, f->start, floor, &f->currency);
	if (!f->sign && f->currency.parts)
		f->start = sign_back(text, f->start, sx_skip_blanks_back(text, f->start, 1), floor, &f->sign);
}

/* What begins with a digit is the number itself. */
static void front_forward(const struct sx_scanner *s, struct sx_str text, struct front *f)
{
	if (sx_is_digit(text, f->at))
		return;
	f->at = sign_forward(text, f->at, &f->sign);
	if (!f->sign) {
		f->at = sign_word_forward(s, text, f->at, &f->sign);
		f->spelled = f->sign;
	}
	f->at = currency_forward(s, text, f->at, &f->currency);
	if (!f->sign && f->currency.parts)
		f->at = sign_forward(text, f->at, &f->sign);
}

/* "p53", "R 2", "AMD64": a letter or word is no money by itself, but "R2,000" and "R2m" are. */
static bool no_money(const struct sx_scanner *s, struct sx_str text, const struct front *f, struct sx_atom *number)
{
	const struct sx_range *digits = &number->number;
	if (!f->currency.parts)
		return false;
	bool letter = f->currency.risky || f->currency.at.end - f->currency.at.start == 1;
	return letter && sx_letter_before(text, f->currency.at.end) &&
	       !memchr(text.p + digits->start, ',', digits->end - digits->start) &&
	       magnitude(s, text, digits->end, true, number) == digits->end;
}

bool sx_atom_read(struct sx_scan *scan, struct sx_str text, size_t at, size_t floor, bool look_back,
		  struct sx_atom *number, struct sx_atom *quantity)
{
	const struct sx_scanner *s = scan->scanner;
	struct front f = { .start = at, .at = at };
	struct behind behind;
	if (look_back)
		front_back(scan, text, floor, &f);
	else
		front_forward(s, text, &f);
	if (!read_number(scan, text, f.at, number, &behind))
		return false;
	bool no_sign = number->words && f.sign && !f.spelled;
	if (no_sign || no_money(s, text, &f, number)) {
		f.currency.parts = 0;
		f.start = look_back || no_sign ? f.at : f.start;
		f.sign = no_sign ? 0 : f.sign;
	}
	number->brackets = look_back && !number->words && accountants(text, f.at, number->number.end, floor);
	if (number->brackets) {
		f.start = currency_back(s, text, f.at - 1, floor, &f.currency);
		f.sign = '-';
		behind = behind_at(scan, text, number->number.end + 1);
	}
	number->sign = f.sign;
	number->all.start = number->words && look_back && !f.currency.parts && !f.spelled ? f.at : f.start;
	number->all.end = number->number.end + number->brackets;
	if (behind.lists & s->magnitudes)
		number->all.end = magnitude(s, text, number->all.end, f.currency.parts > 0, number);
	*quantity = *number;
	if (f.currency.before) /* though it may be no money */
		quantity->unit = f.currency;
	if (f.currency.parts && look_back)
		number->all.start = f.at;
	bool unit = number->magnitude_value.n || behind.unit || behind.lists & s->power;
	if (unit || (number->words && behind.lists & s->joint))
		read_unit(s, text, unit, quantity);
	if (quantity->all.end != number->number.end + number->brackets || behind.lists & s->per_joint)
		quantity->per = sx_per_read(s, text, quantity->all.end);
	number->cut = is_cut(text, number->all.end);
	quantity->cut = quantity->all.end == number->all.end ? number->cut : is_cut(text, quantity->all.end);
	return true;
}
