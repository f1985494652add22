/*
 * access.h: the place of a post or thread, and what an actor may do there. RULES 2.1. Private to store/.
 *
 * Who reads a board depends on its visibility. unit: the members of the unit. confederation: the members of the unit,
 * of its parent, and of all units below that parent. public: everybody, also guests and the operator. The same people
 * write there, but members only; on a public board, every member of a unit of this house.
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
bool access_place_is_caucus(struct store *store, const struct place *place); /* read by one caucus only */
bool access_may_read(const struct actor *actor, const struct place *place);
bool access_may_write(const struct actor *actor, const struct place *place);

/* Reads eight columns, from the first: board, unit, its parent, visibility, thread, first post, last post, number of
 * posts. */
void access_place_read(sqlite3_stmt *row, struct place *out);
/* RESULT_NOT_FOUND, with a sentence, also when the actor may not read there: its existence must not show. */
enum result access_board_place(struct store *store, const struct actor *actor, int64_t board, struct place *out);
enum result access_thread_place(struct store *store, const struct actor *actor, int64_t thread, struct place *out);
/* As thread_share(), for a place that was read already. */
void thread_share_of(struct store *store, const struct actor *actor, const struct place *place, struct share *out);
/* Has this author a shown post, on any board, that the actor may read? */
bool access_reads_author(struct store *store, const struct actor *actor, int64_t author);
/* How many letters a post has there at most (RULES 2.2 *); 0: of no board. */
size_t access_post_letters(struct store *store, int64_t unit);
enum result access_require_writer(struct store *store, const struct actor *actor, const struct place *place);

/* SQL: false for boards `b` that this member (0: no member) certainly may not read, the closed boards of other units. A
 * house has many of those. access_may_read() must still decide about each board that is left. */
#define MAY_BE_READ_BY(member)                                                                                         \
    "b.id IN (SELECT w.id FROM board w WHERE w.visibility <> " SQL_VISIBLE_UNIT                                        \
    " UNION ALL SELECT o.id FROM membership s JOIN board o ON o.unit = s.unit WHERE s.member = " member ")"

/* The author of what the house itself wrote: the minutes of a meeting. A member without a name or a unit, who is gone;
 * number 0 stays nobody. */
enum { AUTHOR_HOUSE = -1 };
#define SQL_AUTHOR_HOUSE "-1"
/* SQL: the handle of a post's author, with a mark when it is the house. */
#define AUTHOR_OF(member) "CASE " member " WHEN " SQL_AUTHOR_HOUSE " THEN ' ' ELSE " HANDLE_OF(member) " END"
/* Copies that column, as person_copy_handle(); "the house", in the reader's language. */
void access_copy_author(sqlite3_stmt *row, int column, char to[HANDLE_BYTES]);

/* SQL: where the text of a post lies in post_text. Texts of one unit lie together: in a house of many units a page of a
 * thread or of finds then costs as few reads as in a house of one. Posts have numbers below 2^40. */
#define TEXT_PLACE(unit, post) "((" unit " << 40) | " post ")"
#define UNIT_OF_THREAD(thread) "(SELECT o.unit FROM thread h JOIN board o ON o.id = h.board WHERE h.id = " thread ")"
/* The same for post `p` of a statement that does not know its unit. */
#define TEXT_PLACE_OF_P TEXT_PLACE(UNIT_OF_THREAD("p.thread"), "p.id")

/* A title whose post is covered. */
#define TITLE_COVERED " "
/* SQL for a title; "" after it was withdrawn. */
#define TITLE_OF(thread) "coalesce((SELECT title FROM thread_title WHERE thread_title.thread = " thread "), '')"
/* Copies that column; "[withdrawn]" or "[covered]", in the reader's language, when its words do not show. */
void access_copy_title(sqlite3_stmt *row, int column, char *to, size_t size);

#endif
