/* circle_row.h: a circle's row, and who may know of it. Private to store/circles. */
#ifndef BBS_CIRCLE_ROW_H
#define BBS_CIRCLE_ROW_H

#include "circles.h"
#include "store/base/db.h"
#include "store/people/person.h"

/* Reads one circle as this member sees it. RESULT_NOT_FOUND: she may not know of it. */
enum result circle_read(struct store *store, const struct actor *actor, int64_t id, struct circle *out);
/* Refuses unless she is a member who acts herself, and may know of it. */
enum result circle_require(struct store *store, const struct actor *actor, int64_t id, struct circle *out);
/* Asks this member by name; a keeper has a place of her own. Inside a write. */
enum result circle_ask(struct store *store, int64_t circle, int64_t member, int64_t now);
/* Fills the places of its keepers that are empty, from the willing. Inside a write. */
void circle_find_keepers(struct store *store, int64_t circle, int64_t unit, int64_t now);
/* Gives free places to those who wait longest. Inside a write. */
void circle_move_up(struct store *store, int64_t circle);
/* Tells these sessions that there is something new for their member. Nothing is written. */
void circle_hint_member(struct store *store, int64_t member);
void circle_hint(struct store *store, int64_t circle); /* those who are in it */
/* Whether "would you be afraid?" still stands for the member of this session, who comes: until her answer is in the
 * memory, also in the second before the caretaker has named her there. Asks the memory, no statement. */
bool circle_asks_afraid(struct store *store, int64_t circle);
int circle_coming(struct store *store, int64_t circle);

#endif
