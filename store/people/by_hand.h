/*
 * by_hand.h: what a write by another's hand does. RULES 1.8. Private to store/. Inside a transaction.
 *
 * A write that may be done by hand calls by_hand_require_voice() in place of rights_require_member(). Once its row is
 * stored it calls by_hand_note(). Each kind of entry that can be written by hand is declared in its subject (subject.h)
 * as a struct by_hand_kind. In this code an entry by hand is a row of the table hand_word.
 */
#ifndef BBS_BY_HAND_H
#define BBS_BY_HAND_H

#include "hand.h"
#include "store/base/db.h"

/* Accepts a member who acts herself or by a helper's hand. It checks again that the hand may still write for her: hours
 * may have passed. */
enum result by_hand_require_voice(struct store *store, const struct actor *actor);
/* The same, and she must be a member of the unit where she acts. */
enum result by_hand_require_neighbour(struct store *store, const struct actor *actor);
/* Notes who typed it. Does nothing for a member who writes herself. Said again, it gets a new number and replaces the
 * note about the same kind and subject. */
enum result by_hand_note(
    struct store *store, const struct actor *actor, enum hand_kind kind, int64_t subject, int64_t now);
/* For an answer that may be given anew (a vote, a position): accepts the member herself, and the hand that typed it
 * before. Refuses another hand, which has to strike it first, so that its name stands beside that; and every hand once
 * she answered herself. `given`: an answer stands there already. */
enum result by_hand_require_same(
    struct store *store, const struct actor *actor, enum hand_kind kind, int64_t subject, bool given);
/* by_hand_note() for such an answer: whoever answers herself is no more told of as written by a hand. */
enum result by_hand_note_anew(
    struct store *store, const struct actor *actor, enum hand_kind kind, int64_t subject, int64_t now);

/* Returns the kind that is stored under this name. `name` must be one of hand_kind_name(). */
enum hand_kind by_hand_kind(const char *name);
/* Makes a handle of a name as people type it: "Gogo Maria" becomes Gogo-Maria. */
void by_hand_name(const char *name, char *out, size_t size);

/* SQL: joins the entry about `subject`, when there is one. BY_HAND_COLUMNS are its five columns; by_hand_read() reads
 * them, the first at `column`. */
#define BY_HAND_JOIN(kind, subject) " LEFT JOIN hand_word w ON w.kind = '" kind "' AND w.subject = " subject " "
#define BY_HAND_NAME(who)                                                                                              \
    "CASE coalesce(w." who ", 0) WHEN 0 THEN '' ELSE"                                                                  \
    " coalesce((SELECT handle FROM member_name WHERE member_name.member = w." who "), '?') END"
#define BY_HAND_COLUMNS                                                                                                \
    "coalesce(w.id, 0), " BY_HAND_NAME("hand") ", " BY_HAND_NAME("confirmed_by") ", " BY_HAND_NAME(                    \
        "struck_by") ", coalesce(w.struck_at, 0)"
void by_hand_read(sqlite3_stmt *row, int column, struct by_hand *out);
/* Says in words how one thing was written; "" when its author wrote it herself. */
void by_hand_of(struct store *store, enum hand_kind kind, int64_t subject, char *out, size_t size);

/* SQL: she came in without a device, has neither password nor key, and does not wait for a home. */
#define IS_BY_HAND(member)                                                                                             \
    "(EXISTS (SELECT 1 FROM hand_member x WHERE x.member = " member ")"                                                \
    " AND NOT EXISTS (SELECT 1 FROM password x WHERE x.member = " member ")"                                           \
    " AND NOT EXISTS (SELECT 1 FROM key x WHERE x.member = " member ")"                                                \
    " AND NOT EXISTS (SELECT 1 FROM at_door x WHERE x.member = " member " AND x.yes = 0))"

/* One kind of entry by hand: who may see it, how it is struck and put back. The SQL fields are expressions over the
 * entry, hand_word `w`; `w.subject` is the id of what was written. */
struct place; /* store/boards/access.h */
struct by_hand_kind {
    enum hand_kind kind;
    /* RESULT_OK: the actor may see it. *out is filled for an entry in the member's own street; the function changes
     * only what differs. */
    enum result (*see)(struct store *store, const struct actor *actor, int64_t subject, struct place *out);
    /* Inside a write. `unstrike` NULL: an entry of this kind is not put back; it is said again. */
    enum result (*strike)(struct store *store, const struct actor *actor, int64_t subject, int64_t now);
    enum result (*unstrike)(struct store *store, const struct actor *actor, int64_t subject, int64_t now);
    /* Hides in *word the names that the actor may not know. Not called for her own entry, nor for one that her own hand
     * wrote. NULL: everybody who sees the entry may know the names. */
    void (*hide)(struct store *store, const struct actor *actor, struct hand_entry *word);
    bool own;            /* true: lists show it only to the hand that wrote it */
    const char *body;    /* SQL: its text; NULL: it has no text */
    const char *goes_on; /* SQL: can somebody still confirm it? NULL: it needs no confirmation by a second home */
    const char *thread;  /* SQL: the thread it stands in, and that thread's title (`about`); NULL: it is in no thread */
    const char *about;
};
/* For `unstrike`: always refuses, with the sentence that it is not put back but written again. */
enum result by_hand_say_anew(struct store *store);

#endif
