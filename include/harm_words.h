/* harm_words.h: a path (harm.h) in sentences, as screens and commands show it. Numbers of help outside stand first.
 * RULES 6.7. */
#ifndef BBS_HARM_WORDS_H
#define BBS_HARM_WORDS_H

#include "actor.h"
#include "harm.h"
#include "util.h"

/* Numbers of help outside, and people of a women's caucus who can be named: the same for everybody, before a phrase. */
void harm_say_before(struct store *store, const struct actor *actor, int64_t now, struct buffer *out);
/* The numbers alone, for what is said beside the page. */
void harm_say_numbers(struct store *store, const struct actor *actor, int64_t now, struct buffer *out);
/* The whole path. The caller wipes the buffer. */
void harm_say(struct store *store, const struct actor *actor, const struct harm *harm, int64_t now, struct buffer *out);
/* What a phrase protects, and what not. */
const char *harm_say_protects(void);
void harm_clear(struct buffer *out); /* wipes and frees */

#endif
