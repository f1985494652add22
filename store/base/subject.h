/*
 * subject.h: what the rest of the house has to know of one subject: people, boards, mutual aid, the rota ... Private to
 * store/.
 *
 * A subject tells it beside its own code, in one `const struct subject`. store/keep/subjects.c lists them all, and a
 * new subject is one line there. Whatever concerns every subject walks that list: forgetting and erasing (forget.c),
 * due jobs (store_tick), leaving (leave.c), a member's own file (member_file.c), the export of a unit (export.c), and
 * what is written by another's hand (hand.c). A subject leaves out what it has none of.
 */
#ifndef BBS_SUBJECT_H
#define BBS_SUBJECT_H

#include "store/base/db.h"

/* Rows of a member's own file. `sql` binds her number; columns come out under their names. */
struct subject_rows {
    const char *name, *sql;
};

/* An export that is going on; export_file.c. */
struct unit_export {
    struct store *store;
    const char *directory;
    int64_t unit;
    FILE *readme;
    char *problem; /* a sentence, when something failed */
    size_t size;
};
/* A new file in the folder; NULL: it could not be made, and the problem says so. */
FILE *export_open(const struct unit_export *export, const char *name);
/* False: it could not be written whole, and the problem says so. */
bool export_close(const struct unit_export *export, FILE *file, const char *name);

/* A file of a unit's export: rows as JSON Lines by `sql`, which binds the unit; or what `write` makes of it. */
struct subject_export {
    const char *file;
    const char *explained; /* its lines in README.txt */
    const char *sql;
    bool (*write)(const struct unit_export *export); /* false: it failed, and the problem says so */
};

/* What a member leaves behind in a unit, in sentences with a blank between them. */
struct parting {
    char ends[1000]; /* ends by itself: tasks, asks that nobody agreed to */
    char owes[1000]; /* others count on it: a day of a rota, a thing that is lent */
};
/* Adds a sentence to one of the two; `out` has room for `size` bytes. */
void parting_say(char *out, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

struct by_hand_kind; /* store/people/by_hand.h */

struct subject {
    const char *name;
    /* RULES 1.12: empties what is due, in a transaction of its own. How many rows; more than 0 also while something is
     * left to do; -1 on failure. */
    int (*forget)(struct store *store, int64_t now);
    /* What stands there under the number of a member who leaves. Inside a write. */
    void (*leave)(struct store *store, int64_t member, int64_t at);
    /* Somebody who is in the house came to one more unit. Inside a write. */
    void (*enter)(struct store *store, int64_t unit, int64_t member, int64_t now);
    /* Somebody who stays in the house shall belong to that unit no more: what of hers ends with it, what she has to
     * give back first. Each adds its sentences behind those that stand there. */
    void (*parting)(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out);
    /* And then she does: it ends. She still belongs to the unit meanwhile. Inside a write. */
    void (*part)(struct store *store, int64_t unit, int64_t member, int64_t now);
    /* A caucus began, with nobody in it yet; and came to its end, so that what was said there goes. Inside a write. */
    void (*begin)(struct store *store, int64_t caucus, int64_t now);
    void (*end)(struct store *store, int64_t caucus, int64_t now);
    /* Whether by this subject the actor, a member, knows of somebody with whom she shares no unit (RULES 1.0). */
    bool (*knows)(struct store *store, const struct actor *actor, int64_t member);
    /* What time does to it. How many rows changed; -1 on failure. */
    int (*tick)(struct store *store, int64_t now);
    /* A row that was erased before its time, noted under `erases` by erased_note(), came back with a restored backup:
     * it goes again. Rows younger than `at` got the number anew, and stay. False: there was none. Inside a write. */
    const char *erases;
    bool (*erase)(struct store *store, int64_t row, int64_t at);
    /* Lists; each ends with an entry of nulls. */
    const struct subject_rows *file;
    const struct subject_export *exports;
    const struct by_hand_kind *by_hand;
};

#endif
