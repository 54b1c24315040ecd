#include "cli/rules_in_force.h"

#include "base/buf.h"

#include <stdlib.h>
#include <sys/stat.h>

/* $XDG_CONFIG_HOME/statext/rules, or the same under ~/.config; added when it exists. Relative paths are not obeyed:
 * nothing is taken from the current folder unasked. */
static int add_configured(struct sx_lexicon *lexicon, struct sx_err *err)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");
	struct sx_buf path = { 0 };
	if (config && config[0] == '/')
		sx_buf_addf(&path, "%s/statext/rules", config);
	else if (home && home[0] == '/')
		sx_buf_addf(&path, "%s/.config/statext/rules", home);
	else
		return 0;
	struct stat info;
	int status = 0;
	if (!sx_buf_ok(&path))
		status = sx_fail(err, SX_NOMEM, "out of memory");
	else if (stat(path.p, &info) == 0)
		status = sx_lexicon_add_path(lexicon, path.p, err);
	sx_buf_release(&path);
	return status;
}

static int add_all(struct sx_lexicon *lexicon, const struct sx_args *args, struct sx_err *err)
{
	sx_lexicon_use_ready(lexicon, sx_ready_parts);
	if (sx_lexicon_add_builtin(lexicon, err) < 0 || add_configured(lexicon, err) < 0)
		return -1;
	size_t from = 0;
	for (const char *path; (path = sx_args_next(args, SX_OPT_RULES_FROM, &from));)
		if (sx_lexicon_add_path(lexicon, path, err) < 0)
			return -1;
	return sx_lexicon_finish(lexicon, err);
}

struct sx_lexicon *sx_rules_in_force(const struct sx_args *args, struct sx_err *err)
{
	struct sx_lexicon *lexicon = sx_lexicon_new(err);
	if (lexicon && add_all(lexicon, args, err) < 0) {
		sx_lexicon_free(lexicon);
		return NULL;
	}
	return lexicon;
}
