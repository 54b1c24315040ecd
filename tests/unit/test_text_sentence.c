/* Sentence bounds and number style. `|` in a text marks where a sentence ends. */
#include "text/text.h"

#include <criterion/criterion.h>
#include <stdio.h>

static const char rules[] = "list abbreviation cased\n    Dr., No., U.S., e.g.  -\n";

static const char *const cases[] = {
	"It rose by 5.2 per cent.| Dr. Smith agreed.| Was it 3?| Yes!",
	"The U.S. economy grew.| (See No. 5 for more.)| \"It did,\" he said.| Then 12 firms closed.",
	"It cost $3.5 million, e.g. in 2004, and then some.| 40 people came.",
	"A heading without a stop\n\n|The first sentence goes on\nover a line that was wrapped because it was long "
	"enough for it.| The second.",
	"- first item of 3\n|- second item of 4\n|- third",
	"Population: 1.4 billion\n|Area: 9.6 million square kilometres\n",
	"J. K. Smith sold 12 cars.| None were left.",
};

static struct sx_lexicon *lexicon_of(const char *text)
{
	struct sx_err err = { 0 };
	struct sx_lexicon *lexicon = sx_lexicon_new(&err);
	cr_assert(lexicon && !sx_lexicon_add(lexicon, "test.words", sx_str_of(text), &err) &&
			  !sx_lexicon_finish(lexicon, &err),
		  "%s", err.text);
	return lexicon;
}

/* The text without its marks, and which sentence every byte belongs to. */
static size_t unmark(const char *marked, char *text, unsigned *number)
{
	size_t n = 0;
	unsigned sentence = 0;
	for (; *marked; marked++) {
		if (*marked == '|') {
			sentence++;
			continue;
		}
		number[n] = sentence;
		text[n++] = *marked;
	}
	return n;
}

Test(text_sentence, bounds)
{
	struct sx_lexicon *lexicon = lexicon_of(rules);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[400];
		unsigned number[400];
		size_t n = unmark(cases[i], text, number);
		for (size_t at = 0; at < n; at++) {
			if (text[at] == ' ' || text[at] == '\n')
				continue;
			struct sx_sentence s = sx_sentence_at(lexicon, (struct sx_str){ text, n }, at);
			cr_expect(s.start <= at && at < s.end, "case %zu, byte %zu: outside its sentence", i, at);
			cr_expect_eq(number[s.start], number[at], "case %zu, byte %zu: begins too early", i, at);
			cr_expect_eq(number[s.end - 1], number[at], "case %zu, byte %zu: ends too late", i, at);
			cr_expect(s.start == 0 || number[s.start - 1] != number[at] || text[s.start - 1] == ' ' ||
					  text[s.start - 1] == '\n',
				  "case %zu, byte %zu: begins too late", i, at);
		}
	}
	sx_lexicon_free(lexicon);
}

Test(text_sentence, before)
{
	struct sx_lexicon *lexicon = lexicon_of(rules);
	struct sx_str text = sx_str_of("New paragraph.\n\nSales grew. They reached 5 million.");
	struct sx_sentence s = sx_sentence_at(lexicon, text, text.n - 3), before;
	cr_assert(sx_sentence_before(lexicon, text, &s, &before));
	cr_expect_eq(memcmp(text.p + before.start, "Sales", 5), 0);
	cr_expect(!sx_sentence_before(lexicon, text, &before, &before),
		  "another paragraph's sentence is not the one before");
	sx_lexicon_free(lexicon);
}

Test(text_sentence, bounded)
{
	struct sx_lexicon *lexicon = lexicon_of(rules);
	static char text[20000];
	memset(text, 'x', sizeof text);
	struct sx_sentence s = sx_sentence_at(lexicon, (struct sx_str){ text, sizeof text }, 10000);
	cr_expect(s.cut_start && s.cut_end && s.end - s.start <= 2 * SX_SENTENCE_MOST + 8);
	sx_lexicon_free(lexicon);
}

/* Three sentences of one word each: whatever stands in the second has its bounds. */
static void middle_is_found(const struct sx_lexicon *lexicon, const char *mark, int outer, int inner)
{
	static const char word[] = "Abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuv";
	char text[200];
	size_t n = (size_t)snprintf(text, sizeof text, "%.*s%s%.*s%s%.*s", outer, word, mark, inner, word, mark, outer,
				    word);
	size_t start = (size_t)outer + strlen(mark), end = start + (size_t)inner;
	for (size_t at = start; at < end; at++) {
		struct sx_sentence s = sx_sentence_at(lexicon, (struct sx_str){ text, n }, at);
		cr_assert(s.start == start && s.end >= end && s.end <= end + strlen(mark), "%zu in: %s", at, text);
	}
}

Test(text_sentence, wherever_its_mark_stands)
{
	static const char *const marks[] = { ". ", "! ", "? ", "\n\n", "\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F" };
	struct sx_lexicon *lexicon = lexicon_of(rules);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		for (int outer = 2; outer < 40; outer++)
			for (int inner = 2; inner < 40; inner++)
				middle_is_found(lexicon, marks[i], outer, inner);
	sx_lexicon_free(lexicon);
}

Test(text_style, counts)
{
	struct sx_number_style en = sx_text_style(sx_str_of("12,345 and 1,234.5 and 18.44 and 1,234,567")),
			       de = sx_text_style(sx_str_of("1.234,5 und 18,44 und 1.234.567")),
			       open = sx_text_style(sx_str_of("20.000"));
	cr_expect(en.point_decimal == 2 && en.comma_groups == 2 && en.comma_decimal == 0 && en.dot_groups == 0);
	cr_expect(de.comma_decimal == 2 && de.dot_groups == 1 && de.point_decimal == 0);
	cr_expect(open.point_decimal + open.comma_decimal + open.comma_groups + open.dot_groups == 0,
		  "20.000 says nothing");
}
