#include "base/escape.h"

#include <criterion/criterion.h>

#define SLICE(literal)                                                                                                 \
	{                                                                                                              \
		(literal), sizeof(literal) - 1                                                                         \
	}

struct row {
	struct sx_str text;
	const char *escaped;
};

static void expect_rows(void (*escape)(struct sx_buf *, struct sx_str), const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct sx_buf out = { 0 };
		sx_buf_z(&out, "");
		escape(&out, rows[i].text);
		cr_expect_str_eq(out.p, rows[i].escaped, "row %zu: %s", i, out.p);
		sx_buf_release(&out);
	}
}

#define EXPECT(escape, rows) expect_rows(escape, rows, sizeof rows / sizeof *rows)

Test(base_escape, json)
{
	static const struct row rows[] = {
		{ { NULL, 0 }, "\"\"" },
		{ SLICE("12.5%"), "\"12.5%\"" },
		{ SLICE("say \"no\" \\ /"), "\"say \\\"no\\\" \\\\ /\"" },
		{ SLICE("a\b\t\n\v\f\r"), "\"a\\b\\t\\n\\u000b\\f\\r\"" },
		{ SLICE("\0\x1B[31m\x7F"), "\"\\u0000\\u001b[31m\\u007f\"" },
		{ SLICE("\xC2\x80\xC2\x9F\xC2\xA0"), "\"\\u0080\\u009f\xC2\xA0\"" },
		{ SLICE("\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAE\xE2\x81\xA6\xD8\x9C"),
		  "\"\\u2028\\u2029\\u202e\\u2066\\u061c\"" },
		{ SLICE("\xE4\xB8\xAD\xF0\x9F\x98\x80"), "\"\xE4\xB8\xAD\xF0\x9F\x98\x80\"" },
		{ SLICE("a\xFF\xF0\x9F\x98z\xED\xA0\x80"),
		  "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"" },
	};
	EXPECT(sx_escape_json, rows);
}

Test(base_escape, terminal)
{
	static const struct row rows[] = {
		{ SLICE("plain \\ text"), "plain \\ text" },
		{ SLICE("a\tb\nc\r\nd"), "a b c d" },
		{ SLICE("a\rb\r"), "a\\x0Db\\x0D" },
		{ SLICE("\x1B]0;title\x07\x08"), "\\x1B]0;title\\x07\\x08" },
		{ SLICE("\0\x7F"), "\\x00\\x7F" },
		{ SLICE("\xC2\x9B[31m"), "\\u{009B}[31m" },
		{ SLICE("\x9B[31m"), "\xEF\xBF\xBD[31m" },
		{ SLICE("\xE2\x80\xAE\x32\x30\xE2\x80\x8F"), "\\u{202E}20\\u{200F}" },
		{ SLICE("\xE2\x80\xA8"), " " },
		{ SLICE("\xC3\xA9\xE4\xB8\xAD"), "\xC3\xA9\xE4\xB8\xAD" },
	};
	EXPECT(sx_escape_terminal, rows);
}

Test(base_escape, xml)
{
	static const struct row rows[] = {
		{ SLICE("</mark><script>a && 'b' \"c\""),
		  "&lt;/mark&gt;&lt;script&gt;a &amp;&amp; &#39;b&#39; &quot;c&quot;" },
		{ SLICE("a\tb\nc\rd"), "a\tb\nc&#13;d" },
		{ SLICE("\0\x1B\x7F\xC2\x85"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ SLICE("\xEF\xBF\xBE\xEF\xBF\xBF"), "\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ SLICE("\xC0\xBC"), "\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ SLICE("&amp;"), "&amp;amp;" },
	};
	EXPECT(sx_escape_xml, rows);
}

Test(base_escape, gnuplot_field)
{
	static const struct row rows[] = {
		{ SLICE(""), "\"\"" },
		{ SLICE("hosts, infected"), "\"hosts, infected\"" },
		{ SLICE("a \"b\" c"), "\"a \"\"b\"\" c\"" },
		{ SLICE("back\\slash\\n"), "\"back\\\\slash\\\\n\"" },
		{ SLICE("one\ntwo\r\n!id\t\0"), "\"one two  !id  \"" },
		{ SLICE("`id` '.system(\"id\").' $x # @y"), "\"`id` '.system(\"\"id\"\").' $x # @y\"" },
		{ SLICE("\xFF\xC2\x9F"), "\"\xEF\xBF\xBD \"" },
		{ SLICE("30 \xC2\xB0"
			"C"),
		  "\"30 \xC2\xB0"
		  "C\"" },
	};
	EXPECT(sx_escape_gnuplot_field, rows);
}

/* What each makes of a sign among plain letters, wherever it stands, is what it makes of it alone. */
Test(base_escape, at_every_place)
{
	static void (*const all[])(struct sx_buf *, struct sx_str) = { sx_escape_terminal, sx_escape_xml,
								       sx_escape_tex };
	enum { LONGEST = 40 };
	for (unsigned c = 1; c < 0x80; c++)
		for (size_t k = 0; k < sizeof all / sizeof *all; k++)
			for (size_t n = 1; n < LONGEST; n += 3)
				for (size_t at = 0; at < n; at++) {
					char text[LONGEST], sign = (char)c;
					struct sx_buf got = { 0 }, want = { 0 };
					memset(text, 'x', n);
					text[at] = sign;
					all[k](&got, (struct sx_str){ text, n });
					for (size_t i = 0; i < n; i++)
						if (i == at)
							all[k](&want, (struct sx_str){ &sign, 1 });
						else
							sx_buf_c(&want, 'x');
					cr_assert_str_eq(got.p, want.p, "%02X at %zu of %zu", c, at, n);
					sx_buf_release(&got);
					sx_buf_release(&want);
				}
}

/* Whatever goes in, what comes out is well-formed and holds no control character. */
Test(base_escape, every_pair_of_bytes)
{
	static void (*const all[])(struct sx_buf *, struct sx_str) = { sx_escape_json, sx_escape_terminal,
								       sx_escape_xml, sx_escape_gnuplot_field };
	struct sx_buf out = { 0 };
	for (unsigned pair = 0; pair < 0x10000; pair++) {
		char text[2] = { (char)(pair >> 8), (char)(pair & 0xFF) };
		for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
			sx_buf_clear(&out);
			all[k](&out, (struct sx_str){ text, 2 });
			for (size_t i = 0; i < out.n; i++)
				if ((out.p[i] >= 0 && out.p[i] < 0x20 && !(k == 2 && strchr("\t\n", out.p[i]))) ||
				    out.p[i] == 0x7F)
					cr_assert_fail("%04X through %zu", pair, k);
		}
	}
	sx_buf_release(&out);
}

Test(base_escape, tex)
{
	static const struct row rows[] = {
		{ SLICE(""), "" },
		{ SLICE("about 5 (a/b)"), "about 5 (a/b)" },
		{ SLICE("50% of $1 & #2_x"), "50\\% of \\$1 \\& \\#2\\_x" },
		{ SLICE("\\def{}"), "\\textbackslash{}def\\{\\}" },
		{ SLICE("^^41~"), "\\textasciicircum{}\\textasciicircum{}41\\textasciitilde{}" },
		{ SLICE("a--b?`,,"), "a-{}-{}b?{}\\textasciigrave{},{},{}" },
		{ SLICE("one\ntwo\t\0"), "one two  " },
		{ SLICE(">3 \xE2\x82\xAC \xE2\x89\xA5 4 \xE2\x80\x93 5"),
		  "\\textgreater{}3 \\texteuro{} \\ensuremath{\\geq} 4 \\textendash{} 5" },
		{ SLICE("m\xC2\xB2 \xC3\xA9 \xE4\xB8\xAD \xFF"),
		  "m\\ensuremath{^2} \xC3\xA9 \xE4\xB8\xAD \xEF\xBF\xBD" },
	};
	EXPECT(sx_escape_tex, rows);
	cr_expect(sx_escape_tex_has('%') && sx_escape_tex_has(0xE9) && sx_escape_tex_has(0x2265));
	cr_expect_not(sx_escape_tex_has(0x4E2D) || sx_escape_tex_has(0x1B) || sx_escape_tex_has(0x416));
}
