#include "cli/generate.h"

#include "cli/message.h"

int sx_generate(const char *name, struct sx_err *err)
{
	static const struct {
		const char *name;
		void (*add)(struct sx_buf *out);
	} makers[] = {
		{ "man", sx_generate_man },
		{ "bash", sx_generate_bash },
		{ "zsh", sx_generate_zsh },
		{ "fish", sx_generate_fish },
	};
	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
		if (strcmp(makers[i].name, name) != 0)
			continue;
		struct sx_buf out = { 0 };
		makers[i].add(&out);
		int status = sx_print(&out, err);
		sx_buf_release(&out);
		return status;
	}
	return sx_fail(err, SX_USAGE, "--generate: there is no '%s'", name);
}
