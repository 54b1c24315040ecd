/* Rules, words and units as data: loaded once, merged by record id (later wins), then read-only and shared by all
 * threads. The forms of the files: docs/rules.md. */
#ifndef SX_LEXICON_LEXICON_H
#define SX_LEXICON_LEXICON_H

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

struct sx_lexicon;

struct sx_lexicon *sx_lexicon_new(struct sx_err *err);
void sx_lexicon_free(struct sx_lexicon *lexicon);

/* One file's text. `name` is shown in messages; its suffix (.rules .words .units .names) says the form. The bytes are
 * copied. */
int sx_lexicon_add(struct sx_lexicon *lexicon, const char *name, struct sx_str text, struct sx_err *err);
/* A file, or every such file under a folder. */
int sx_lexicon_add_path(struct sx_lexicon *lexicon, const char *path, struct sx_err *err);
/* The rules built into the program. */
int sx_lexicon_add_builtin(struct sx_lexicon *lexicon, struct sx_err *err);
/* The same, made ready when the program was built: parts by name, {0} at the end. To be given before anything is added;
 * what is built in is then read only where other rules come to it. */
struct sx_ready {
	const char *part;
	const void *bytes;
	size_t n;
};
void sx_lexicon_use_ready(struct sx_lexicon *lexicon, const struct sx_ready *ready);
/* Those that the build makes, src/ready: for programs alone, as the layers must be there before. */
extern const struct sx_ready sx_ready_parts[];
/* A part that another layer has made of these rules and no others; p is NULL where it has to be made anew. */
struct sx_str sx_lexicon_ready(const struct sx_lexicon *lexicon, const char *part);
/* The part "expressions": those of the rules built in, compiled, for whoever has the same ones. p is NULL: none. */
struct sx_str sx_lexicon_expressions(const struct sx_lexicon *lexicon);
/* The part "lexicon" of a lexicon that was read and finished. */
void sx_lexicon_pack(const struct sx_lexicon *lexicon, struct sx_buf *image);
/* Nothing but what is built in: its expressions are known to compile. */
bool sx_lexicon_is_builtin(const struct sx_lexicon *lexicon);
/* After the last file: expands fragments, builds the tables. Nothing can be added afterwards. */
int sx_lexicon_finish(struct sx_lexicon *lexicon, struct sx_err *err);

/* The files built in, as they are in rules/: name ("en/period.rules") and bytes. NULL at the end. */
struct sx_builtin {
	const char *name;
	const unsigned char *bytes;
	size_t n;
};
const struct sx_builtin *sx_lexicon_builtin(size_t i);

/* Every record in force, for `rules list` and `rules show`: kind is "rule", "let", "list" or "unit". false at the end.
 */
struct sx_record {
	const char *kind;
	struct sx_str id;
	struct sx_str text; /* as it stands in its file */
	const char *file;
	uint32_t line;
};
bool sx_lexicon_record(const struct sx_lexicon *lexicon, size_t i, struct sx_record *record);

/* An example beside a rule: `yes  TEXT => name=value …` or `no  TEXT`. false at the end. */
struct sx_example {
	struct sx_str rule; /* its rule's id */
	bool yes;
	struct sx_str text;   /* before the arrow */
	struct sx_str expect; /* after it: name=value pairs, a name being a column or a capture; may be empty */
	const char *file;
	uint32_t line, column;
	struct sx_str shown; /* the line as it stands in the file */
};
bool sx_lexicon_example(const struct sx_lexicon *lexicon, size_t i, struct sx_example *example);

#endif
