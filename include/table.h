/*
 * table.h: a table in the yard, and the four digits of whoever sits there. RULES 1.6, 1.8, 4.3, 4.5.
 *
 * Most of a street sits together around a few laptops. A member who is on line in an open meeting makes her session a
 * table. From then on the session holds an actor of the kind ACTOR_TABLE: the store lets it read the room of this
 * meeting and do what is below, and refuses everything else. The same actor with `by_digits` acts for one person of the
 * table: room_raise, room_lower, room_point, room_say, room_writing, room_signal, room_straw, room_change_mind
 * (room.h), position_take, proposal_talk (proposals.h), vote_cast (votes.h), secret_cast (secret_votes.h). A face asks
 * for her digits before each act, and forgets that actor after it.
 *
 * Whoever came in at the door (room_tick) chooses four digits there, or when she sits down. They are kept as a hash
 * under a key that is not in the database, and wiped when the meeting closes. Four digits are few: whoever holds both
 * the file and the house's keys finds them. They keep one neighbour from answering for another during this meeting, and
 * nothing else. Any four will do.
 *
 * After TABLE_TRIES wrong tries, at whichever table, her digits are gone: two keepers tick her name again, and she
 * chooses anew. She stays counted as present meanwhile.
 */
#ifndef BBS_TABLE_H
#define BBS_TABLE_H

#include "room.h"

enum {
    TABLE_DIGITS = 4,
    TABLE_TRIES = 3,
    TABLE_SEATS = 20, /* at one table */
    TABLE_NAMES = 400 /* bytes of a list of names */
};

struct table_person {
    int64_t member;
    char handle[HANDLE_BYTES];
    bool has_digits;
    bool may_answer, answered; /* the open question: who has answered is known at her table, never what */
    bool may_vote, voted;      /* the open vote: the same. may_vote: she is in its list, and has no paper */
    bool has_turn, waits;      /* waits: her hand is up, or a point, answer or sentence of hers waits */
};
struct table {
    int64_t meeting, owner;
    int number; /* "table 3" */
    int count;  /* of people who are present, in the order of sitting down */
    struct table_person people[TABLE_SEATS];
    int reader, scribe; /* into people: both change with each item. -1: nobody sits here */
    bool read;          /* the last turn was read aloud here */
    bool aloud;         /* so was the small matter that is put now */
    bool done;          /* done with the open question */
};

/* --- the table --- */
/* Makes the session of this member a table, or takes up again the one that she had: it keeps its number and its people.
 * `digits`: her own, for her acts there. *out: the actor for the session. */
enum result table_begin(struct store *store, const struct actor *actor, int64_t meeting, const char *digits,
    int64_t now, struct actor *out);
/* The same actor, when a session of this member is a table now: for single commands. RESULT_NOT_FOUND: none is. */
enum result table_of(struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct actor *out);
/* The table says each minute that it is there; its owner is present by it. */
enum result table_stay(struct store *store, const struct actor *table, int64_t now);
/* The password of whoever logged in there. RESULT_REFUSED: it is another one, or there is none: then only hanging up
 * ends the table. */
enum result table_prove(
    struct store *store, const struct actor *table, const char *password, int argon_slots, int64_t now);
bool table_has_password(struct store *store, const struct actor *table);
/* It is no table any more. A face asks table_prove() first. */
enum result table_end(struct store *store, const struct actor *table, int64_t now);
enum result table_get(struct store *store, const struct actor *table, int64_t now, struct table *out);

/* --- people and their digits --- */
/* At the door: somebody who was let in chooses her digits, in the session of one of her door-keepers. */
enum result table_choose(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, const char *digits, int64_t now);
/* Who was let in at the door and does not sit here: for a list to sit down from. */
enum result table_others(
    struct store *store, const struct actor *table, int64_t now, struct table_person *out, size_t limit, size_t *count);
/* Somebody sits down here, from another table too. Her digits; when she has none yet, she chooses these. */
enum result table_sit(struct store *store, const struct actor *table, int64_t member, const char *digits, int64_t now);
/* She sits here no more. She stays present. */
enum result table_rise(struct store *store, const struct actor *table, int64_t member, int64_t now);
/* Her digits are right: *out acts for her. RESULT_REFUSED counts a wrong try. While a secret vote is open in the room,
 * right digits write nothing: no copy of the database shows when somebody came to the laptop. */
enum result table_person(
    struct store *store, const struct actor *table, int64_t member, const char *digits, int64_t now, struct actor *out);

/* --- what the table says as one --- */
/* Its reader has read the last turn aloud: that counts as "read" of everybody there (RULES 4.3). */
enum result table_read(struct store *store, const struct actor *table, int64_t now);
/* Somebody else reads, and the one after her writes. */
enum result table_shift(struct store *store, const struct actor *table, int64_t now);
/* "Our table is done" with the open question. names[TABLE_NAMES]: who has no answer, to be read aloud. */
enum result table_done(struct store *store, const struct actor *table, int64_t now, char names[TABLE_NAMES]);
/* The small matter was read aloud: at this table, or by a helper to those for whom she speaks, who calls it as herself.
 * Its two minutes begin when the last one has. */
enum result table_aloud(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);

#endif
