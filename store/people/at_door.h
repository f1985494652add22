/* at_door.h: homes hear of who comes, and who waits for a home. Private to store/. */
#ifndef BBS_AT_DOOR_H
#define BBS_AT_DOOR_H

#include "store/people/person.h"

/* Somebody lives there who has a way in and used it lately: that home hears of a card, others count as new. */
bool home_answers(struct store *store, int64_t unit, const char *home, int64_t now);
/* What is new for its people stands on their home screens at once, but for `but`. Inside a write. */
void home_hears(struct store *store, int64_t unit, const char *home, int64_t but);
enum door_cause { DOOR_SHELL, DOOR_STOPPED }; /* as it is kept */
/* She has an account and no home, and waits for a yes. Inside a write. */
enum result wait_at_door(
    struct store *store, int64_t unit, int64_t member, const char *home, enum door_cause cause, int64_t now);
/* May the actor say yes to somebody who comes to live at that home? Whoever lives there may; where nobody of it logs
 * in, a second home of its block; never `by`, who brought her or is herself the one. */
bool home_may_let_in(
    struct store *store, const struct actor *actor, int64_t unit, const char *home, int64_t by, int64_t now);
/* While others of her home can put her out again she says no yes for anybody. */
bool newcomer_can_be_stopped(struct store *store, int64_t member, int64_t now);

#endif
