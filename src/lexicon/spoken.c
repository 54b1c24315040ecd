#include "lexicon/spoken.h"

#include "lexicon/lexicon_priv.h"
#include "lexicon/spoken_priv.h"

/* What has been read: total of closed magnitudes, and the group of up to 999 that is open. */
struct sum {
	struct sx_decimal total;
	int64_t open;           /* -1: none */
	struct sx_decimal last; /* the last magnitude; unset: none */
	size_t end;
	bool magnitude;
	bool place; /* an ordinal: a place in a row, no number */
};

static bool add_small(struct sum *sum, const struct sx_token *token)
{
	int64_t n = token->whole, open = sum->open;
	if (open < 0)
		sum->open = n;
	else if ((open >= 100 && open % 100 == 0) || (n > 0 && n < 10 && open % 10 == 0 && open % 100 >= 20))
		sum->open += n;
	else
		return false;
	return true;
}

static bool add_magnitude(struct sum *sum, const struct sx_token *token)
{
	struct sx_decimal part = sx_decimal_of(sum->open);
	if (sum->open >= 0) {
		if (sum->last.set && sx_decimal_cmp(&token->value, &sum->last) >= 0)
			return false;
		if (sx_decimal_mul(&part, &part, &token->value) || sx_decimal_add(&sum->total, &sum->total, &part))
			return false;
	} else if (!sum->last.set || sx_decimal_mul(&sum->total, &sum->total, &token->value)) {
		return false;
	}
	sum->open = -1;
	sum->last = token->value;
	sum->magnitude = true;
	return true;
}

/* Can this word go on with what has been read? */
static bool accept(struct sum *sum, const struct sx_token *token)
{
	switch (token->kind) {
	case UNIT:
	case TENS:
		return add_small(sum, token);
	case HUNDRED:
		if (sum->open < 1 || sum->open > 99)
			return false;
		sum->open *= 100;
		sum->magnitude = true;
		return true;
	case MAGNITUDE:
		return add_magnitude(sum, token);
	case GROUP:
		if (sum->open < 1 || sum->last.set || token->whole < 1)
			return false;
		sum->open *= token->whole;
		return true;
	case DIGITS:
		if (sum->magnitude && sum->open >= 100 && sum->open % 100 == 0 && token->whole < 100)
			sum->open += token->whole;
		else if (sum->magnitude && sum->open < 0 && token->whole < 1000)
			sum->open = token->whole;
		else
			return false;
		return true;
	case NONE:
	case FRACTION:
	case HALF:
	case AND:
	case ARTICLE:
	case POINT:
	case OF:
		break;
	}
	return false;
}

static bool value_of(const struct sum *sum, struct sx_decimal *value)
{
	struct sx_decimal open = sx_decimal_of(sum->open > 0 ? sum->open : 0);
	return !sx_decimal_add(value, &sum->total, &open);
}

/* "and a half", "and three quarters", after a whole number. */
static bool add_fraction(const struct sx_reader *r, struct sx_spoken *s, const struct sum *sum, size_t at)
{
	size_t next;
	struct sx_token token = sx_token_read(r, at);
	struct sx_decimal count = sx_decimal_of(1);
	if (token.kind == UNIT) {
		count = token.value;
		token = sx_token_next(r, token.end, &next);
	} else if (token.kind == ARTICLE) {
		token = sx_token_next(r, token.end, &next);
	} else {
		return false;
	}
	if (token.kind != FRACTION && token.kind != HALF)
		return false;
	struct sx_decimal scale = sum->last.set && sum->open < 0 ? sum->last : sx_decimal_of(1), whole, part;
	struct sx_token of = sx_token_next(r, token.end, &next);
	bool smaller = of.kind == MAGNITUDE && sum->last.set && sx_decimal_cmp(&of.value, &sum->last) < 0;
	if (smaller)
		scale = of.value; /* a billion and three quarters million */
	if (!value_of(sum, &whole) || sx_decimal_mul(&part, &count, &scale) ||
	    sx_decimal_mul(&whole, &whole, &token.over) || sx_decimal_add(&s->value, &whole, &part))
		return false;
	s->over = token.over;
	s->end = smaller ? of.end : token.end;
	return true;
}

/* "two point five": digits one by one. */
static bool add_decimals(const struct sx_reader *r, struct sx_spoken *s, size_t at)
{
	struct sx_token token = sx_token_read(r, at);
	int places = 0;
	while (token.kind == UNIT && token.whole < 10 && places < 20) {
		struct sx_decimal digit = token.value;
		sx_decimal_scale(&digit, -++places);
		if (sx_decimal_add(&s->value, &s->value, &digit))
			return false;
		s->end = token.end;
		token = sx_token_next(r, token.end, &at);
	}
	if (places && token.kind == MAGNITUDE && !sx_decimal_mul(&s->value, &s->value, &token.value)) {
		s->end = token.end;
		s->magnitude = true;
	}
	return places > 0;
}

/* Magnitudes behind a fraction: half a million, three quarters of a billion, half a dozen. */
static void scale_fraction(const struct sx_reader *r, struct sx_spoken *s)
{
	size_t at;
	struct sx_token token = sx_token_next(r, s->end, &at);
	if (token.kind == OF)
		token = sx_token_next(r, token.end, &at);
	bool article = token.kind == ARTICLE;
	if (article)
		token = sx_token_next(r, token.end, &at);
	if ((token.kind != MAGNITUDE && token.kind != HUNDRED && token.kind != GROUP) ||
	    (!article && token.kind != MAGNITUDE))
		return;
	if (sx_decimal_mul(&s->value, &s->value, &token.value))
		return;
	s->end = token.end;
	s->fraction = false;
	s->magnitude = token.kind != GROUP;
}

/* No word behind it but "of": what counts things there is a place in a row ("a twenty-first century house"). */
static bool stands_alone(const struct sx_reader *r, size_t end)
{
	size_t at;
	return sx_token_next(r, end, &at).kind == OF || !at || !sx_letter_at(r->text, at);
}

/* Is it so many parts of a whole, or a place in a row: "two thirds", "a third", but "two hundredth", "a twenty-first
 * house"? */
static bool is_part(const struct sx_reader *r, const struct sx_decimal *count, const struct sx_token *part)
{
	struct sx_decimal one = sx_decimal_of(1);
	double over = sx_decimal_double(&part->over);
	if (part->kind == HALF && !part->many)
		return sx_decimal_cmp(count, &one) == 0;
	if (part->many)
		return (over != 2.0 && over != 4.0) ||
		       sx_decimal_cmp(count, &part->over) < 0; /* no share: two halves, eight quarters */
	bool plain = sx_decimal_cmp(count, &one) == 0 ? over <= 10.0 || part->hyphen : part->hyphen && over < 100.0;
	return plain || (sx_decimal_double(count) < 10.0 && stands_alone(r, part->end));
}

static void set_fraction(const struct sx_reader *r, struct sx_spoken *s, const struct sx_decimal *count,
			 const struct sx_token *part)
{
	s->value = *count;
	s->over = part->over;
	s->end = part->end;
	s->fraction = true;
	scale_fraction(r, s);
}

/* What follows "and": "two hundred and five", "a hundred and thirty fifths" (130/5), but not "a hundred and three
 * fifths" (100 3/5). */
static struct sx_token after_and(const struct sx_reader *r, struct sum *sum, size_t end)
{
	struct sx_reader numbers = *r;
	size_t at;
	struct sx_token token = sx_token_next(r, end, &at);
	sum->place = token.kind == FRACTION && !token.many && sum->open >= 100 && sum->open % 100 == 0;
	if (token.kind == FRACTION && token.many) {
		numbers.all &= ~r->fractions;
		token = sx_token_read(&numbers, at);
	}
	enum sx_token_kind next = sx_token_next(r, token.end, &at).kind;
	bool fraction = (next == FRACTION || next == HALF) && token.kind != TENS;
	bool hundred = sum->open >= 100 && sum->open % 100 == 0;
	if ((token.kind != UNIT && token.kind != TENS && !(token.kind == DIGITS && hundred)) || fraction)
		token.kind = NONE;
	return token;
}

/* "three million, two hundred and forty": a comma may stand behind a magnitude where hundreds or a smaller magnitude
 * follow. */
static struct sx_token after_comma(const struct sx_reader *r, const struct sum *sum)
{
	struct sx_token none = { .kind = NONE };
	size_t at;
	if (!sum->last.set || sum->open >= 0 || sum->end + 1 >= r->text.n || r->text.p[sum->end] != ',')
		return none;
	struct sx_token token = sx_token_next(r, sum->end + 1, &at);
	struct sx_token next = token.kind == UNIT || token.kind == TENS ? sx_token_next(r, token.end, &at) : none;
	bool hundreds = next.kind == HUNDRED && token.whole < 10;
	return hundreds || (next.kind == MAGNITUDE && sx_decimal_cmp(&next.value, &sum->last) < 0) ? token : none;
}

/* Continue a cardinal as long as the words fit. */
/* "£18 million two years ago": behind digits and a magnitude, a small number goes on only as "two hundred" does. */
static bool begins_anew(const struct sx_reader *r, const struct sx_token *token)
{
	size_t at;
	struct sx_token next = sx_token_next(r, token->end, &at);
	if (token->kind == TENS && next.kind == UNIT)
		next = sx_token_next(r, next.end, &at);
	return (token->kind == UNIT || token->kind == TENS) && next.kind != HUNDRED && next.kind != MAGNITUDE &&
	       next.kind != GROUP;
}

static void read_cardinal(const struct sx_reader *r, struct sum *sum, bool digits)
{
	for (size_t read = 0;; read++) {
		size_t at;
		struct sx_token token = sx_token_next(r, sum->end, &at);
		if (token.kind == NONE)
			token = after_comma(r, sum);
		if (token.kind == AND && sum->magnitude && sum->open != 0) {
			token = after_and(r, sum, token.end);
		} else if (token.kind == DIGITS) { /* "4 thousand 3 hundred", but not "2 million 14 times" */
			enum sx_token_kind next = sx_token_next(r, token.end, &at).kind;
			if (next != HUNDRED && next != MAGNITUDE)
				return;
		} else if (digits && read == 1 && begins_anew(r, &token)) {
			return;
		}
		struct sum before = *sum;
		if (!accept(sum, &token)) {
			*sum = before;
			return;
		}
		sum->end = token.end;
	}
}

/* The denominator behind a cardinal, where there is one. Sets `place` where the two together are an ordinal. */
static bool fraction_behind(const struct sx_reader *r, struct sx_spoken *s, struct sum *sum, enum sx_token_kind first)
{
	size_t at;
	struct sx_token part = sx_token_next(r, sum->end, &at);
	struct sx_decimal count;
	if ((part.kind != FRACTION && part.kind != HALF) || first == DIGITS || !value_of(sum, &count))
		return false;
	if (is_part(r, &count, &part)) {
		set_fraction(r, s, &count, &part);
		return true;
	}
	bool tens = sum->open >= 20 && sum->open % 10 == 0;
	sum->place = !part.many && part.kind == FRACTION &&
		     (sum->magnitude || tens || sx_decimal_double(&part.over) >= 100.0);
	return false;
}

static bool finish(const struct sx_reader *r, struct sx_spoken *s, const struct sum *sum)
{
	size_t at;
	if (!value_of(sum, &s->value))
		return false;
	s->end = sum->end;
	s->magnitude = sum->magnitude;
	struct sx_token token = sx_token_next(r, sum->end, &at);
	struct sx_spoken longer = *s;
	if (token.kind == AND) {
		size_t next;
		(void)sx_token_next(r, token.end, &next);
		if (next && add_fraction(r, &longer, sum, next)) {
			*s = longer;
			struct sx_token after = sx_token_next(r, s->end, &at);
			if (after.kind == MAGNITUDE && !sum->last.set &&
			    !sx_decimal_mul(&s->value, &s->value, &after.value)) {
				s->end = after.end;
				s->magnitude = true;
			}
		}
	} else if (token.kind == POINT) {
		size_t next;
		(void)sx_token_next(r, token.end, &next);
		if (next && add_decimals(r, &longer, next))
			*s = longer;
	}
	return true;
}

/* Do the words behind `at` up to `end` hold more than one magnitude? */
static bool more_than_magnitude(const struct sx_reader *r, size_t at, size_t end)
{
	size_t next;
	struct sx_token token = sx_token_next(r, at, &next);
	if (token.kind == MAGNITUDE || token.kind == HUNDRED || token.kind == GROUP)
		return end > token.end;
	return end > at;
}

/* "half a million", "quarter million", "a third", "one twentieth": begins with what is shared. *done: nothing else can
 * follow. */
static bool begins_fraction(const struct sx_reader *r, struct sx_spoken *s, const struct sx_token *first, bool *done)
{
	struct sx_decimal one = sx_decimal_of(1);
	size_t at;
	*done = true;
	if (first->kind == HALF || first->kind == FRACTION) {
		if (first->many)
			return false;
		set_fraction(r, s, &one, first);
		return first->kind == HALF || !s->fraction;
	}
	struct sx_token part = sx_token_next(r, first->end, &at);
	*done = (first->kind == ARTICLE || first->whole == 1) && (part.kind == FRACTION || part.kind == HALF);
	if (!*done || !is_part(r, &one, &part))
		return false;
	set_fraction(r, s, &one, &part);
	return true;
}

static struct sx_reader reader_of(const struct sx_lexicon *lx, struct sx_str text, struct sx_memo *memo)
{
	return (struct sx_reader){ lx,
				   text,
				   lx->spoken_magnitudes,
				   lx->spoken_groups,
				   lx->spoken_fraction,
				   lx->spoken_fractions,
				   lx->spoken_joints,
				   lx->spoken_all,
				   memo };
}

/* Most are a single word: nothing behind it goes on the number. */
static bool is_all(const struct sx_reader *r, const struct sx_token *first)
{
	if (first->kind != UNIT && first->kind != TENS && first->kind != DIGITS && first->kind != ARTICLE &&
	    first->kind != FRACTION)
		return false;
	size_t at = sx_blanks_at(r->text, first->end, SX_BLANKS_MOST);
	at += at == first->end && at < r->text.n && r->text.p[at] == '-';
	bool digit = at < r->text.n && r->text.p[at] >= '0' && r->text.p[at] <= '9';
	if (at == first->end || (!digit && !sx_words_may_stand(r->lx, r->text, at, r->all)))
		return true;
	struct sx_token next = sx_token_next(r, first->end, &at);
	if (next.kind == AND) { /* "2002 and the", but not "two and a half" */
		at = sx_blanks_at(r->text, next.end, SX_BLANKS_MOST);
		return at > next.end && !sx_words_may_stand(r->lx, r->text, at, r->all);
	}
	return next.kind == NONE || (first->kind != FRACTION && (next.kind == OF || next.kind == ARTICLE));
}

/* What begins with `first` and goes on. */
static bool read_on(const struct sx_reader *r, struct sx_spoken *s, const struct sx_token *first)
{
	bool done = false;
	if (first->kind == HALF || first->kind == FRACTION || first->kind == ARTICLE || first->kind == UNIT) {
		bool found = begins_fraction(r, s, first, &done);
		if (done)
			return found;
	}
	struct sum sum = { .total = sx_decimal_of(0), .open = 1, .end = first->end };
	if (first->kind == UNIT || first->kind == TENS || first->kind == DIGITS) {
		sum.open = first->whole;
	} else if (first->kind == ARTICLE) {
		size_t next;
		struct sx_token token = sx_token_next(r, first->end, &next);
		if (token.kind != HUNDRED && token.kind != MAGNITUDE && token.kind != GROUP)
			return false;
	} else {
		return false;
	}
	read_cardinal(r, &sum, first->kind == DIGITS);
	if (fraction_behind(r, s, &sum, first->kind))
		return true;
	if (sum.place || !finish(r, s, &sum))
		return false;
	s->one_word = first->kind != ARTICLE && s->end == first->end;
	s->word = first->whole > 0 ? first->whole : 0;
	s->mixed = first->kind == DIGITS && more_than_magnitude(r, first->end, s->end);
	return true;
}

bool sx_spoken_at(const struct sx_lexicon *lx, struct sx_str text, size_t at, struct sx_spoken *s)
{
	struct sx_memo memo;
	memo.after = 0;
	struct sx_reader r = reader_of(lx, text, &memo);
	struct sx_token first = sx_token_read(&r, at);
	if (first.kind == NONE)
		return false;
	*s = (struct sx_spoken){ .over = sx_decimal_of(1), .article = first.kind == ARTICLE };
	if (!is_all(&r, &first))
		return read_on(&r, s, &first);
	s->one_word = true;
	s->word = first.whole > 0 ? first.whole : 0;
	s->value = sx_decimal_of(s->word);
	s->end = first.end;
	return first.kind != ARTICLE && first.kind != FRACTION; /* "a dog", "third" */
}

sx_lists sx_spoken_lists(const struct sx_lexicon *lx)
{
	return lx->spoken_all;
}
