/*
 * subject.h: what the rest of the house has to know about one subject: people, boards, mutual aid, the rota ...
 * Private to store/.
 *
 * A subject declares it beside its own code, in one `const struct subject`. store/keep/subjects.h lists all subjects,
 * and a new subject is one line there. Code that concerns every subject walks that list: forgetting and erasing
 * (forget.c), due jobs (store_tick), leaving (leave.c), a member's own file (member_file.c), the export of a unit
 * (export.c), and acts by a helper's hand (hand.c). A subject leaves out the fields that it does not need.
 */
#ifndef BBS_SUBJECT_H
#define BBS_SUBJECT_H

#include "store/base/db.h"

/* Rows of a member's own file. `sql` binds her number; the names of its columns become the names in the file. */
struct subject_rows {
    const char *name, *sql;
};

/* An export in progress; export_file.c. */
struct unit_export {
    struct store *store;
    const char *directory;
    int64_t unit;
    FILE *readme;
    char *problem; /* a sentence, when something failed */
    size_t size;
};
/* Opens a new file in the folder. NULL when this fails; `problem` then holds the reason. */
FILE *export_open(const struct unit_export *export, const char *name);
/* False when the file could not be written completely; `problem` then holds the reason. */
bool export_close(const struct unit_export *export, FILE *file, const char *name);

/* One file of a unit's export. Its rows are written as JSON Lines by `sql`, which binds the unit, or by `write`. */
struct subject_export {
    const char *file;
    const char *explained; /* its lines in README.txt */
    const char *sql;
    bool (*write)(const struct unit_export *export); /* false on failure; `problem` then holds the reason */
};

/*
 * What becomes of the rows of a table when a steward takes back a unit that she added by mistake, and in which nobody
 * ever was (store/keep/unit_drop.c). Each table that refers to a unit, or to a row that goes, has its answer;
 * tests/store/test_unit_drop.c finds the one that has none.
 */
enum unit_rows {
    UNIT_ROWS_GO,     /* removed with the unit */
    UNIT_ROWS_PEOPLE, /* they show that people are in, or were: the unit is theirs, and is not removed */
    UNIT_ROWS_WORDS,  /* somebody wrote there: nothing that anybody wrote is lost */
    UNIT_ROWS_BELOW,  /* units below it, which have to go elsewhere first */
};
struct subject_unit {
    const char *table;
    const char *where; /* SQL: which rows belong to unit ?1 */
    const char *sql;   /* removes them, or finds one */
    enum unit_rows rows;
};
/* Literals, as db.h wants statements. */
#define UNIT_GOES(table, where)                                                                                        \
    {                                                                                                                  \
        table, where, "DELETE FROM " table " WHERE " where, UNIT_ROWS_GO                                               \
    }
#define UNIT_HELD(table, where, rows)                                                                                  \
    {                                                                                                                  \
        table, where, "SELECT 1 FROM " table " WHERE " where " LIMIT 1", rows                                          \
    }

/* What a member leaves behind in a unit, in sentences with a blank between them. */
struct parting {
    char ends[1000]; /* ends by itself: tasks, asks that nobody agreed to */
    char owes[1000]; /* others count on it: a day of a rota, a thing that is lent */
};
/* Adds a sentence to one of the two; `out` has room for `size` bytes. */
void parting_say(char *out, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* What all subjects say of a member's parting from that unit; and it ends. The second one inside a write. */
void parting_ask(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out);
void parting_do(struct store *store, int64_t unit, int64_t member, int64_t now);

struct by_hand_kind; /* store/people/by_hand.h */

struct subject {
    const char *name;
    /* RULES 1.12: empties what is due, in a transaction of its own. Returns the number of rows, and a number above 0
     * also while more is left to do; -1 on failure. */
    int (*forget)(struct store *store, int64_t now);
    /* Removes or changes the rows of a member who leaves. Inside a write. */
    void (*leave)(struct store *store, int64_t member, int64_t at);
    /* A member of the house joined one more unit. Inside a write. */
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
    /* Does what is due at `now`. Returns how many rows changed; -1 on failure. */
    int (*tick)(struct store *store, int64_t now);
    /* Erases once more a row that came back with a restored backup. retention_note_erased() had noted it under the name
     * `erases`. A row newer than `at` has reused the number and stays. False when there is no such row. Inside a write.
     */
    const char *erases;
    bool (*erase)(struct store *store, int64_t row, int64_t at);
    /* Lists; each ends with an entry of nulls. */
    const struct subject_rows *file;
    const struct subject_export *exports;
    const struct by_hand_kind *by_hand;
    const struct subject_unit *units;
};

#endif
