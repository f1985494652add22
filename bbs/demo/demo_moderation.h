/* demo_moderation.h: what moderators of the made-up street did: a cover that stands, and one that a panel lifted after
 * an appeal, so that both can be read in the log. For demo.c. */
#ifndef BBS_DEMO_MODERATION_H
#define BBS_DEMO_MODERATION_H

#include "actor.h"
#include "store.h"

struct demo_moderation {
    const struct actor *actors; /* everybody of the street; those who have not moved in are ACTOR_NOBODY */
    size_t count;
    const struct actor *first, *second, *author; /* two moderators; who wrote `appealed` */
    int64_t other, appealed;                     /* posts */
};
/* Begins at that time. Takes some hours of it. After a refusal store_reason() has the sentence. */
enum result demo_moderate(struct store *store, const struct demo_moderation *story, int64_t at);

#endif
