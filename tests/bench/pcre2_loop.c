/* pcre2_loop REGEX FILE: print every match of the regex in REGEX, a line each: what a program does that knows PCRE2 and
 * no more. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *slurp(const char *path, size_t *n)
{
	FILE *file = fopen(path, "rb");
	long size = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
	char *text = size >= 0 ? malloc((size_t)size + 1) : NULL;
	if (!text || fseek(file, 0, SEEK_SET) || fread(text, 1, (size_t)size, file) != (size_t)size) {
		perror(path);
		exit(2);
	}
	fclose(file);
	text[size] = '\0';
	*n = (size_t)size;
	return text;
}

int main(int argc, char **argv)
{
	size_t n, length;
	int error;
	PCRE2_SIZE at, *span;
	if (argc != 3)
		return fprintf(stderr, "usage: pcre2_loop REGEX FILE\n"), 2;
	char *regex = slurp(argv[1], &length), *text = slurp(argv[2], &n);
	length = strcspn(regex, "\n");
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex, length, 0, &error, &at, NULL);
	if (!code || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE))
		return fprintf(stderr, "pcre2_loop: the regex does not compile, at %zu\n", at), 2;
	pcre2_match_data *match = pcre2_match_data_create(1, NULL);
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	pcre2_jit_stack *stack = pcre2_jit_stack_create(32 * 1024, 1024 * 1024, NULL);
	pcre2_jit_stack_assign(context, NULL, stack);
	for (at = 0; at < n; at = span[1] + (span[1] == span[0])) {
		if (pcre2_jit_match(code, (PCRE2_SPTR)text, n, at, 0, match, context) < 0)
			break;
		span = pcre2_get_ovector_pointer(match);
		fwrite(text + span[0], 1, span[1] - span[0], stdout);
		putchar('\n');
	}
	pcre2_jit_stack_free(stack);
	pcre2_match_context_free(context);
	pcre2_match_data_free(match);
	pcre2_code_free(code);
	free(regex);
	free(text);
	return fclose(stdout) ? 2 : 0;
}
