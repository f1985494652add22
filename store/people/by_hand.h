/*
 * by_hand.h: what a write by another's hand does (RULES 1.8). Private to store/. Inside a transaction.
 *
 * A write that may be done by hand asks require_voice() in place of require_member() and, when its row is there,
 * hand_note(). A kind of thing that is written so stands in its subject (subject.h) as a struct by_hand_kind.
 */
#ifndef BBS_BY_HAND_H
#define BBS_BY_HAND_H

#include "hand.h"
#include "store/base/db.h"

/* A member, herself or by a hand. That the hand may still write for her is looked at again: hours may have passed. */
enum result require_voice(struct store *store, const struct actor *actor);
/* The same, and she is a member of the house's unit. */
enum result require_neighbour(struct store *store, const struct actor *actor);
/* Notes who typed it; nothing for who writes herself. The same said anew, with a number of its own, stands in place of
 * what was said before. */
enum result hand_note(
    struct store *store, const struct actor *actor, enum hand_kind kind, int64_t subject, int64_t now);

/* The kind that is kept under this name. */
enum hand_kind by_hand_kind(const char *name);
/* "Gogo Maria" is typed as people say it, and kept as a handle. */
void by_hand_name(const char *name, char *out, size_t size);

/* SQL: joins the word that tells of a thing, if there is one, and its five columns, for by_hand_read from `column` on.
 */
#define BY_HAND_JOIN(kind, subject) " LEFT JOIN hand_word w ON w.kind = '" kind "' AND w.subject = " subject " "
#define BY_HAND_NAME(who)                                                                                              \
    "CASE coalesce(w." who ", 0) WHEN 0 THEN '' ELSE"                                                                  \
    " coalesce((SELECT handle FROM member_name WHERE member_name.member = w." who "), '?') END"
#define BY_HAND_COLUMNS                                                                                                \
    "coalesce(w.id, 0), " BY_HAND_NAME("hand") ", " BY_HAND_NAME("confirmed_by") ", " BY_HAND_NAME(                    \
        "struck_by") ", coalesce(w.struck_at, 0)"
void by_hand_read(sqlite3_stmt *row, int column, struct by_hand *out);
/* How one thing was written, in words; "": by herself. */
void by_hand_of(struct store *store, enum hand_kind kind, int64_t subject, char *out, size_t size);

/* SQL: she came in without a device, has no way in of her own, and does not wait for a home. */
#define IS_BY_HAND(member)                                                                                             \
    "(EXISTS (SELECT 1 FROM hand_member x WHERE x.member = " member ")"                                                \
    " AND NOT EXISTS (SELECT 1 FROM password x WHERE x.member = " member ")"                                           \
    " AND NOT EXISTS (SELECT 1 FROM key x WHERE x.member = " member ")"                                                \
    " AND NOT EXISTS (SELECT 1 FROM at_door x WHERE x.member = " member " AND x.yes = 0))"

/* One kind of thing that can be written by another's hand: who may see one, how it is struck and given back. What is
 * SQL is an expression of the word, hand_word `w`, and of its `w.subject`. */
struct place; /* store/boards/access.h */
struct by_hand_kind {
    enum hand_kind kind;
    /* RESULT_OK: the actor may see it. *out is set for a thing of the house's unit; only what differs is changed. */
    enum result (*see)(struct store *store, const struct actor *actor, int64_t subject, struct place *out);
    /* Inside a write. `unstrike` NULL: it is not put back, but said anew. */
    enum result (*strike)(struct store *store, const struct actor *actor, int64_t subject, int64_t now);
    enum result (*unstrike)(struct store *store, const struct actor *actor, int64_t subject, int64_t now);
    /* Hides in *word who may not be known to the actor; not asked for her own word, nor for that of her own hand. NULL:
     * all who see it may know. */
    void (*hide)(struct store *store, const struct actor *actor, struct hand_entry *word);
    bool own;            /* only the hand that wrote it finds it in lists */
    const char *body;    /* its text; NULL: none */
    const char *goes_on; /* can somebody still confirm it? NULL: it needs no second home */
    const char *thread;  /* the thread it stands in, and that one's title; NULL: none */
    const char *about;
};
/* Refused: it is not put back, but said anew. */
enum result hand_say_anew(struct store *store);

#endif
