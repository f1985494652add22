/* admission.h: tells homes who comes to live there; and the people who wait for admission: they have an account and no
 * home. Their table kept its older name, at_door: homes_settle() also reads it in houses of older versions. RULES 1.1.
 * Private to store/. */
#ifndef BBS_ADMISSION_H
#define BBS_ADMISSION_H

#include "store/people/person.h"

/* True when somebody who lives there can log in and did so in the last HOME_SILENT_SECONDS. Then the home itself hears
 * of a card; other homes count as new. newcomers.h */
bool admission_home_answers(struct store *store, int64_t unit, const char *home, int64_t now);
/* Marks the home screens of its people to be drawn anew at once, except that of member `but`. Inside a write. */
void admission_home_hears(struct store *store, int64_t unit, const char *home, int64_t but);
enum admission_cause { ADMISSION_SHELL, ADMISSION_STOPPED }; /* the numbers are stored */
/* Notes that she has an account and no home, and waits for a home's yes. Inside a write. */
enum result admission_wait(
    struct store *store, int64_t unit, int64_t member, const char *home, enum admission_cause cause, int64_t now);
/* May the actor say yes to somebody who comes to live at that home? Its people may. When nobody of it logs in, people
 * of a second home of its block may. Never `by`: the member who brought her, or she herself. */
bool admission_may_let_in(
    struct store *store, const struct actor *actor, int64_t unit, const char *home, int64_t by, int64_t now);
/* True while others of her home can still put her out. She cannot say yes for anybody until that time is over. */
bool admission_can_be_stopped(struct store *store, int64_t member, int64_t now);

#endif
