/* The character references of HTML: &amp; &#38; &#x26; */
#ifndef SX_READ_ENTITY_PRIV_H
#define SX_READ_ENTITY_PRIV_H

#include "base/str.h"

enum { SX_ENTITY_MOST = 40 }; /* longer than any name with its marks */

/* Whether c can go on with the reference `s`, which begins with &. */
bool sx_entity_goes_on(struct sx_str s, char c);

/* What the reference at the front of s (with its &) stands for: one or two characters in UTF-8, in `text`; how many
 * bytes of s it takes, or 0 where there is none. */
size_t sx_entity_read(struct sx_str s, char text[8], size_t *text_n);

#endif
