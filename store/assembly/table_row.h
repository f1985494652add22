/* table_row.h: the right of a table, and what the room and the question ask about all tables of a meeting. Private to
 * store/assembly/. table_row.c calls nothing of room_*.c and proposal*.c: both ask it. */
#ifndef BBS_TABLE_ROW_H
#define BBS_TABLE_ROW_H

#include "store/base/db.h"
#include "table.h"

/* The actor of a table may read the room of this meeting: its owner is present there, her session is a table, and a
 * person who acts by digits sits at it. */
enum result table_require(struct store *store, const struct actor *actor, int64_t meeting);
/* A member in whose name the actor of a table reads what its whole room may read. */
struct actor table_reads(const struct actor *actor, int64_t unit);

/* SQL: the row `p` of room_present is of a member whose session is a table now. ?2 is table_since(). */
#define IS_TABLE(p) p ".table_number > 0 AND " p ".table_seen > ?2"
int64_t table_since(int64_t now);
/* How many tables with people have not said that they are done with this question (RULES 4.5). `first`: the number of
 * one of them. */
int table_not_done(struct store *store, int64_t meeting, int64_t question, int64_t now, int *first);
/* How many tables, and helpers of people who are present by their hand, have not read this small matter aloud. */
int table_not_aloud(struct store *store, int64_t meeting, int64_t proposal, int64_t now);
/* True when `member` herself types for people who are present by her hand, and has not read it aloud to them. */
bool table_helper_not_aloud(struct store *store, int64_t meeting, int64_t proposal, int64_t member, int64_t now);

#endif
