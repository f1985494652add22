/* proposal_row.h: what the files of proposals share, and what the room asks of them. Private to store/assembly/. */
#ifndef BBS_PROPOSAL_ROW_H
#define BBS_PROPOSAL_ROW_H

#include "proposals.h"
#include "store/base/db.h"

/* --- for the room. proposal_row.c and minutes.c call nothing of room_*.c --- */

/* The proposal before the room on that item, and its open question; 0: none. */
void proposal_of_item(struct store *store, int64_t item, int64_t *proposal, int64_t *test);
/* True while a question is open or a small matter is put in that meeting: no item ends meanwhile. */
bool proposal_question_is_open(struct store *store, int64_t meeting);
/* The meeting closes: open questions end without a result, decisions act, and the minutes are written, of what
 * `room` says just before. Inside a write. */
enum result minutes_write(struct store *store, const struct actor *actor, const struct room *room, int64_t now);

#endif
