/* at_door.h: tells homes who comes to live there; and the people who wait "at the door": they have an account and no
 * home. RULES 1.1. Private to store/. */
#ifndef BBS_AT_DOOR_H
#define BBS_AT_DOOR_H

#include "store/people/person.h"

/* True when somebody who lives there can log in and did so in the last HOME_SILENT_SECONDS. Then the home itself hears
 * of a card; other homes count as new. newcomers.h */
bool at_door_home_answers(struct store *store, int64_t unit, const char *home, int64_t now);
/* Marks the home screens of its people to be drawn anew at once, except that of member `but`. Inside a write. */
void at_door_home_hears(struct store *store, int64_t unit, const char *home, int64_t but);
enum door_cause { DOOR_SHELL, DOOR_STOPPED }; /* the numbers are stored */
/* Notes that she has an account and no home, and waits for a home's yes. Inside a write. */
enum result at_door_wait(
    struct store *store, int64_t unit, int64_t member, const char *home, enum door_cause cause, int64_t now);
/* May the actor say yes to somebody who comes to live at that home? Its people may. When nobody of it logs in, people
 * of a second home of its block may. Never `by`: the member who brought her, or she herself. */
bool at_door_may_let_in(
    struct store *store, const struct actor *actor, int64_t unit, const char *home, int64_t by, int64_t now);
/* True while others of her home can still put her out. She cannot say yes for anybody until that time is over. */
bool at_door_can_be_stopped(struct store *store, int64_t member, int64_t now);

#endif
