/* demo_aid.h: mutual aid of the made-up street, done through the store by those who did it. For demo.c. */
#ifndef BBS_DEMO_AID_H
#define BBS_DEMO_AID_H

#include "bbs/demo/demo.h"

/* Each is done in the name of `actor`; on a refusal store_reason() has the sentence. */
enum result demo_about(struct store *store, const struct actor *actor, const struct story_about *about, int64_t now);
enum result demo_aid(struct store *store, const struct actor *actor, const struct story_aid *aid, int64_t *id);
/* `ask` and `offer` are ids; offer 0: "I can" without one. *match is set by TURN_CAN, and needed by TURN_SAY. */
enum result demo_turn(struct store *store, const struct actor *actor, const struct story_turn *turn, int64_t ask,
    int64_t offer, int64_t *match);

#endif
