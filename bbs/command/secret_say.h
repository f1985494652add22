/* secret_say.h: how a secret vote stands, in sentences and in JSON, for commands and screens. */
#ifndef BBS_SECRET_SAY_H
#define BBS_SECRET_SAY_H

#include <jansson.h>

#include "secret_votes.h"

/* What protects it and what does not, whether it was asked again, its slips, and what she can do now; a paragraph each.
 * The caller frees. */
char *secret_say(const struct vote *vote, const struct secret_vote *secret);
struct reply;
struct call;
/* The same behind a vote that a reply shows, and in its JSON as "secret". */
void secret_say_add(struct reply *reply, const struct call *call, const struct actor *voice, const struct vote *vote);
json_t *secret_say_json(const struct vote *vote, const struct secret_vote *secret);

#endif
