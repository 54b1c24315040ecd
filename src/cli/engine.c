#include "cli/engine.h"

#include "cli/message.h"
#include "cli/nearest.h"
#include "cli/rules_in_force.h"
#include "norm/norm.h"

/* A format that is known but not built is the readers' to refuse: they know what to do instead. */
static int check_format(const char *name, struct sx_err *err)
{
	struct sx_nearest nearest = sx_nearest_to(sx_str_of(name));
	if (!name || strcmp(name, "auto") == 0)
		return 0;
	const struct sx_reader_info *info;
	for (size_t i = 0; (info = sx_reader_info(i)); i++) {
		if (strcmp(info->name, name) == 0)
			return 0;
		sx_nearest_try(&nearest, sx_str_of(info->name));
	}
	sx_fail(err, SX_USAGE, "--from: there is no input format '%s'", name);
	if (sx_nearest_found(&nearest))
		sx_err_hint(err, "did you mean '%.*s'?", (int)nearest.best.n, nearest.best.p);
	else
		sx_err_hint(err, "'statext help formats' names them");
	return -1;
}

static int read_date(struct sx_engine *engine, struct sx_err *err)
{
	const char *date = sx_args_value(engine->args, SX_OPT_DATE);
	struct sx_date day;
	if (!date)
		return 0;
	if (!sx_date_read(sx_str_of(date), &day)) {
		sx_fail(err, SX_USAGE, "--date: '%s' is no day", date);
		sx_err_hint(err, "write it as 2013-12-31");
		return -1;
	}
	engine->options.date = sx_str_of(date);
	return 0;
}

static enum sx_decimal_style decimal_style(const char *name)
{
	if (name && strcmp(name, "point") == 0)
		return SX_STYLE_POINT;
	if (name && strcmp(name, "comma") == 0)
		return SX_STYLE_COMMA;
	return SX_STYLE_AUTO;
}

int sx_engine_open(struct sx_engine *engine, const struct sx_args *args, const struct sx_explain *explain,
		   struct sx_err *err)
{
	*engine = (struct sx_engine){ .args = args };
	engine->reading = (struct sx_read_options){
		.format = sx_args_value(args, SX_OPT_FROM),
		.encoding = sx_args_value(args, SX_OPT_ENCODING),
		.id_key = sx_args_value(args, SX_OPT_ID_KEY),
		.text_key = sx_args_value(args, SX_OPT_TEXT_KEY),
		.date_key = sx_args_value(args, SX_OPT_DATE_KEY),
		.lang_key = sx_args_value(args, SX_OPT_LANG_KEY),
	};
	engine->options.explain = explain;
	engine->options.decimal = decimal_style(sx_args_value(args, SX_OPT_DECIMAL));
	const char *lang = sx_args_value(args, SX_OPT_LANG);
	if (lang && strcmp(lang, "auto") != 0)
		engine->options.lang = sx_str_of(lang);
	if (check_format(engine->reading.format, err) < 0)
		return -1;
	return read_date(engine, err);
}

/* Whether some record stands in a folder named after the language. */
static bool has_rules(const struct sx_lexicon *lexicon, struct sx_str lang)
{
	struct sx_record record;
	for (size_t i = 0; sx_lexicon_record(lexicon, i, &record); i++) {
		const char *at = record.file;
		for (const char *slash; (slash = strchr(at, '/')); at = slash + 1)
			if (sx_str_eq((struct sx_str){ at, (size_t)(slash - at) }, lang))
				return true;
	}
	return false;
}

int sx_engine_start(struct sx_engine *engine, struct sx_err *err)
{
	if (engine->shared)
		return 0;
	engine->lexicon = sx_rules_in_force(engine->args, err);
	if (!engine->lexicon)
		return -1;
	struct sx_str lang = engine->options.lang;
	if (lang.n && !has_rules(engine->lexicon, lang))
		sx_say("there are no rules for the language '%.*s' yet; reading with those that hold for any",
		       (int)lang.n, lang.p);
	engine->options.lexicon = engine->lexicon;
	engine->options.shared = engine->shared = sx_shared_new(engine->lexicon, err);
	return engine->shared ? 0 : -1;
}

int sx_engine_ready(struct sx_engine *engine, struct sx_err *err)
{
	if (engine->extractor)
		return 0;
	if (sx_engine_start(engine, err) < 0)
		return -1;
	engine->extractor = sx_extractor_new(&engine->options, err);
	return engine->extractor ? 0 : -1;
}

void sx_engine_release(struct sx_engine *engine)
{
	sx_extractor_free(engine->extractor);
	sx_shared_free(engine->shared);
	sx_lexicon_free(engine->lexicon);
	*engine = (struct sx_engine){ 0 };
}
