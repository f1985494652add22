/*
 * access.h: where a post or thread stands, and what an actor may do there. Private to store/.
 *
 * Read by: unit (its members), confederation (members of the unit, of its parent, and of all units below that parent),
 * public (everybody, guests and the operator too). Written by the same people, members only: a public board by every
 * member of a unit of this house.
 */
#ifndef BBS_ACCESS_H
#define BBS_ACCESS_H

#include "boards.h"
#include "store/people/person.h"

struct place {
    int64_t board, unit, parent; /* parent: of the unit, 0 when it has none */
    enum visibility visibility;
    int64_t thread, first_post, last_post, posts; /* 0 when only a board is meant */
};
bool place_is_caucus(struct store *store, const struct place *place); /* read by a caucus alone */
bool may_read(const struct actor *actor, const struct place *place);
bool may_write(const struct actor *actor, const struct place *place);

/* Of the first eight columns: board, unit, its parent, visibility, thread, first and last post, number of posts. */
void place_read(sqlite3_stmt *row, struct place *out);
/* RESULT_NOT_FOUND, with a sentence, also when the actor may not read there. */
enum result board_place(struct store *store, const struct actor *actor, int64_t board, struct place *out);
enum result thread_place(struct store *store, const struct actor *actor, int64_t thread, struct place *out);
/* thread_share() of a place that was read. */
void share_of(struct store *store, const struct actor *actor, const struct place *place, struct share *out);
/* Has this author a post that the actor can read, on a board of another unit than hers? */
bool post_is_read_by(struct store *store, const struct actor *actor, int64_t author);
enum result require_writer(struct store *store, const struct actor *actor, const struct place *place);

/* SQL: board b may be one that this member (or 0) reads. It leaves out the boards of all other units, which a house has
 * many of; may_read() says of each that is left whether she does. */
#define MAY_BE_READ_BY(member)                                                                                         \
    "b.id IN (SELECT w.id FROM board w WHERE w.visibility <> " SQL_VISIBLE_UNIT                                        \
    " UNION ALL SELECT o.id FROM membership s JOIN board o ON o.unit = s.unit WHERE s.member = " member ")"

/* SQL for a title, "" once it was withdrawn. */
#define TITLE_OF(thread) "coalesce((SELECT title FROM thread_title WHERE thread_title.thread = " thread "), '')"
/* Copies such a column, in words where it is empty. */
void copy_title(sqlite3_stmt *row, int column, char *to, size_t size);

#endif
