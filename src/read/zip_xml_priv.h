/* Documents that are XML in a ZIP archive: a named entry at a time, limits on each, checksums held, no entity of the
 * document's own ever expanded and none fetched. Names stand as prefix:local with the prefixes of zip_xml.c, whatever
 * the document calls them. */
#ifndef SX_READ_ZIP_XML_PRIV_H
#define SX_READ_ZIP_XML_PRIV_H

#include "read/prose_priv.h"
#include "read/reader_priv.h"

struct zip;

struct sx_package {
	struct sx_buf bytes; /* the archive, where it is no plain file */
	struct zip *zip;
};

int sx_package_open(struct sx_package *package, struct sx_input *input, struct sx_err *err);
void sx_package_close(struct sx_package *package);
bool sx_package_has(const struct sx_package *package, const char *entry);

/* Whether the entry holds these words: of the manifests that say what is encrypted. */
bool sx_package_mentions(struct sx_package *package, const char *entry, const char *words);

/* What a format does with a part. `what` and `flags` are its own: an element has those of its parent until `open`
 * gives it others, and they come back with its text and its end. */
struct sx_xml_level {
	unsigned what, flags;
};

struct sx_xml_calls {
	void (*open)(void *ctx, const char *name, const char **attributes, const struct sx_xml_level *parent,
		     struct sx_xml_level *element);
	void (*text)(void *ctx, const struct sx_xml_level *element, struct sx_str text);
	void (*close)(void *ctx, const struct sx_xml_level *element);
	int (*check)(void *ctx, struct sx_err *err); /* asked now and then: -1 to stop */
};

/* -1 with what was called so far being void: cut, with a wrong checksum, not well-formed, too large … */
int sx_package_parse(struct sx_package *package, const char *entry, const struct sx_xml_calls *calls, void *ctx,
		     struct sx_err *err);

/* The value of an attribute, or NULL; its name as above. */
const char *sx_xml_attribute(const char **attributes, const char *name);

/* The number that goes with a name in a table that ends in NULL, or 0. */
struct sx_xml_name {
	const char *name;
	unsigned what;
};
unsigned sx_xml_find(const struct sx_xml_name *names, const char *name);

/* What the readers of these formats have in common: one document, put together when it is asked for. */
struct sx_zipped {
	struct sx_input *input;
	struct sx_package package;
	struct sx_prose prose;
	size_t piece;
	char date[11], lang[4];
	bool given;
	const char *lost; /* why some of it may be missing, told behind the rest; NULL: nothing is */
};
void sx_zipped_open(struct sx_zipped *zipped, struct sx_input *input, const struct sx_read_options *options);
int sx_zipped_doc(struct sx_zipped *zipped, struct sx_doc *doc, int (*read)(struct sx_zipped *, struct sx_err *),
		  struct sx_err *err);
void sx_zipped_release(struct sx_zipped *zipped);

/* Take the day out of an ISO 8601 date, and the language out of a tag, where they are such. */
void sx_zipped_date(struct sx_zipped *zipped, struct sx_str text);
void sx_zipped_lang(struct sx_zipped *zipped, struct sx_str text);

/* The calls of struct sx_format for a state that is a struct sx_zipped, or begins with one. */
int sx_zipped_piece(void *state, struct sx_piece *piece, struct sx_err *err);
uint64_t sx_zipped_bad(const void *state, uint64_t *first);

#endif
