/*
 * homes.h: how a home is written, and which blocks the street has. RULES, "Words": a home is known as a block and a
 * number, never as a street address.
 *
 * "A1", "a 1" and "A-1" are one home: it is kept as "A 1". Homes that an older version wrote otherwise stay as they
 * are, and a steward is told which they are.
 */
#ifndef BBS_HOMES_H
#define BBS_HOMES_H

#include "actor.h"
#include "store.h"

enum {
    HOME_BYTES = 32,       /* a label with its NUL */
    HOME_BLOCK_LETTERS = 3 /* of a block while nobody said which blocks the street has */
};

enum home_fault {
    HOME_GOOD,
    HOME_SHAPE, /* no block and number */
    HOME_BLOCK, /* the street has no such block */
};
/* Writes a home in the one way in which it is kept: "C 14", with one letter after the number for a part of it ("C
 * 14B"). `blocks`: the street's own, as it writes them, between single blanks ("A B North"); "": any of up to three
 * letters. `out` is "" unless HOME_GOOD comes back. Pure. */
enum home_fault home_form(const char *typed, const char *blocks, char out[HOME_BYTES]);

/* The blocks of the street, cleaned for home_form(): letters alone, up to six each, every one once. Gives false when
 * `typed` is no such list. `out` has room for HOME_BLOCKS_BYTES. Pure. */
enum { HOME_BLOCKS_BYTES = 256 };
bool home_blocks_clean(const char *typed, char out[HOME_BLOCKS_BYTES]);

/* A home where people live, for the steward. */
struct home_row {
    char label[HOME_BYTES];
    int64_t people;
    bool unwritten; /* it is no block and number, or of no block of the street */
};
/* Of the unit where the actor is, by label; all, or only those that are not written as a block and a number. For
 * whoever may know people. */
enum result homes_list(struct store *store, const struct actor *actor, bool only_unwritten, struct home_row *out,
    size_t limit, size_t *count);
/* How many homes of a unit, or with `unit` 0 of the house, are not written as a block and a number. */
int64_t homes_unwritten(struct store *store, int64_t unit);
/* The operator writes such a home as what it is, "14 Moema St" as "C 14". Refused for one that is written well already,
 * and where people live at `to`: two homes are made one by their own people. Its people read it on home (RULES 1.10).
 */
enum result home_write(struct store *store, const struct actor *actor, const char *label, const char *to, int64_t now);

#endif
