/* room_reader.h: who reads an open meeting of a unit to which she does not belong, and what is kept from her. Private
 * to store/assembly/. RULES 5.6, 1.3, 4.5. */
#ifndef BBS_ROOM_READER_H
#define BBS_ROOM_READER_H

#include "store/assembly/room_row.h"

/* SQL: an item of which readers learn nothing: about a person, or about action at work. `i`: meeting_item. */
#define KEPT_FROM_READERS(i) i ".about IN (" SQL_ITEM_PERSON ", " SQL_ITEM_ACTION ")"

/* Who may read the meetings of that unit: VISIBLE_UNIT until a decision says more. Of a confederal unit at least its
 * members below. */
enum visibility room_open_to(struct store *store, int64_t unit);
/* She does not belong to that unit, and may read its open meetings: as a member of a unit below a confederal one; as a
 * guest or a member of another unit when the unit decided so. Never by another's hand, and never a caucus. */
bool room_reads_along(struct store *store, const struct actor *actor, int64_t unit);
/* The same for a proposal: it came before the room of a meeting that is open, and is not kept from readers. */
bool room_reads_proposal(struct store *store, const struct actor *actor, int64_t proposal);
/* SQL: a vote that was closed, and is not kept from readers. `v`: vote. */
#define VOTE_IS_TO_READ(v)                                                                                             \
    "(" v ".closed > 0 AND " v                                                                                         \
    ".person = 0 AND NOT " KEPT_FROM_READERS(v) " AND NOT EXISTS (SELECT 1 FROM meeting_item"                          \
                                                " k WHERE k.id = " v ".item AND " KEPT_FROM_READERS("k") "))"
/* She reads what came of the closed votes of that open meeting: its unit; 0: she does not, or belongs to it. */
int64_t room_reads_votes(struct store *store, const struct actor *actor, int64_t meeting);
/* The same for one vote. */
bool room_reads_vote(struct store *store, const struct actor *actor, int64_t vote);
/* Takes from *out what a reader does not see. */
void room_veil(const struct actor *actor, const struct room_row *row, struct room *out);
/* The same for a line of the transcript. */
void room_veil_line(const struct actor *actor, struct room_line *line);

#endif
