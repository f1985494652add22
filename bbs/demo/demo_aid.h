/* demo_aid.h: does the mutual aid of the made-up streets through the store. For demo.c. */
#ifndef BBS_DEMO_AID_H
#define BBS_DEMO_AID_H

#include "bbs/demo/demo.h"

/* Each acts in the name of `actor`. After a refusal store_reason() has the sentence. */
enum result demo_about(struct store *store, const struct actor *actor, const struct story_about *about, int64_t now);
enum result demo_aid(struct store *store, const struct actor *actor, const struct story_aid *aid, int64_t *id);
/* Does one turn of an ask. `ask` and `offer` are ids; offer 0: "I can" without an offer. TURN_CAN sets *match, and
 * TURN_SAY needs it. */
enum result demo_turn(struct store *store, const struct actor *actor, const struct story_turn *turn, int64_t ask,
    int64_t offer, int64_t *match);

#endif
