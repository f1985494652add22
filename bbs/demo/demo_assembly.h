/* demo_assembly.h: calls the meetings of the made-up streets through the store. For demo.c. */
#ifndef BBS_DEMO_ASSEMBLY_H
#define BBS_DEMO_ASSEMBLY_H

#include "bbs/demo/demo.h"

/* Each acts in the name of `actor`, who is in the unit of the meeting. After a refusal store_reason() has the sentence.
 * The meeting is on the next such day that lies far enough ahead. */
enum result demo_meeting(
    struct store *store, const struct actor *actor, const struct story_meeting *meeting, int64_t now, int64_t *id);
enum result demo_item(struct store *store, const struct actor *actor, const struct story_item *item, int64_t meeting,
    int64_t now, int64_t *id);
enum result demo_need(struct store *store, const struct actor *actor, const char *need, int64_t meeting, int64_t now);

#endif
