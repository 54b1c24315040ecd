/* Numbers in words: the text word by word, and what each means. */
#include "lexicon/lexicon_priv.h"
#include "lexicon/spoken_priv.h"

/* The list number_joint names the little words: a = article, and, point, of. */
static enum sx_token_kind joint_kind(struct sx_str value)
{
	return sx_str_is(value, "article") ? ARTICLE
	       : sx_str_is(value, "and")   ? AND
	       : sx_str_is(value, "point") ? POINT
	       : sx_str_is(value, "of")    ? OF
					   : NONE;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void read_value(struct sx_token *token, struct sx_str value)
{
	token->over = sx_decimal_of(1);
	if (value.n == 1 || (value.n == 2 && is_digit(value.p[1]))) { /* nearly all of them */
		token->whole = is_digit(value.p[0]) ? value.p[0] - '0' : -1;
		token->whole = value.n == 2 && token->whole >= 0 ? token->whole * 10 + value.p[1] - '0' : token->whole;
		token->value = sx_decimal_of(token->whole);
		token->kind = token->whole < 0 ? NONE : token->kind;
		return;
	}
	const char *slash = value.n ? memchr(value.p, '/', value.n) : NULL;
	size_t n = slash ? (size_t)(slash - value.p) : value.n;
	if (sx_decimal_read(&token->value, (struct sx_str){ value.p, n }) ||
	    (slash && sx_decimal_read(&token->over, (struct sx_str){ slash + 1, value.n - n - 1 })))
		token->kind = NONE;
	double d = sx_decimal_double(&token->value);
	token->whole = d >= 0 && d <= 1e9 ? (int64_t)d : -1;
}

/* "3 hundred and 21": a short whole number in digits may stand among the words. */
static bool digit_token(struct sx_str text, size_t at, struct sx_token *token)
{
	size_t end = at;
	token->whole = 0;
	while (end < text.n && end - at < 4 && text.p[end] >= '0' && text.p[end] <= '9')
		token->whole = token->whole * 10 + (text.p[end++] - '0');
	if (end == at || sx_letter_at(text, end) ||
	    (end + 1 < text.n && strchr(".,:/", text.p[end]) && text.p[end + 1] >= '0' && text.p[end + 1] <= '9'))
		return false;
	token->kind = DIGITS;
	token->end = end;
	token->value = sx_decimal_of(token->whole);
	token->over = sx_decimal_of(1);
	return true;
}

struct sx_token sx_token_read(const struct sx_reader *r, size_t at)
{
	struct sx_token token = { .kind = NONE };
	struct sx_word word;
	if (at < r->text.n && digit_token(r->text, at, &token))
		return token;
	token.end = sx_words_at(r->lx, r->text, at, r->all, &word);
	if (!token.end)
		return token;
	sx_lists list = (sx_lists)1 << word.list;
	if (list & r->joints) {
		token.kind = joint_kind(word.value);
		return token;
	}
	token.many = (list & r->fractions) != 0;
	token.kind = list & r->groups                      ? GROUP
		     : list & (r->fraction | r->fractions) ? FRACTION
		     : list & r->magnitudes                ? MAGNITUDE
							   : UNIT;
	read_value(&token, word.value);
	if (token.kind == UNIT && token.whole >= 20)
		token.kind = TENS;
	if (token.kind == MAGNITUDE && token.whole == 100)
		token.kind = HUNDRED;
	if (token.kind == FRACTION && token.whole == 1 && sx_decimal_double(&token.over) <= 2.0)
		token.kind = HALF;
	return token;
}

static struct sx_token read_next(const struct sx_reader *r, size_t after, size_t *at)
{
	size_t end = sx_blanks_at(r->text, after, SX_BLANKS_MOST);
	end = end > after ? end : 0;
	bool hyphen = !end && after < r->text.n && r->text.p[after] == '-';
	if (hyphen)
		end = after + 1;
	*at = end;
	struct sx_token token = end ? sx_token_read(r, end) : (struct sx_token){ .kind = NONE };
	token.hyphen = hyphen;
	return token;
}

struct sx_token sx_token_next(const struct sx_reader *r, size_t after, size_t *at)
{
	struct sx_memo *memo = r->memo;
	if (!after || memo->after != after) {
		memo->token = read_next(r, after, &memo->at);
		memo->after = after;
	}
	*at = memo->at;
	return memo->token;
}
