/*
 * homes.h: the form of a home's name, and the blocks of a street. RULES, "Words": a home is known as a block and a
 * number, never as a street address.
 *
 * "A1", "a 1" and "A-1" are one home: it is kept as "A 1". Homes that an older version kept in another form stay as
 * they are, and a steward is told which they are.
 */
#ifndef BBS_HOMES_H
#define BBS_HOMES_H

#include "actor.h"
#include "store.h"

enum {
    HOME_BYTES = 32,       /* a label with its NUL */
    HOME_BLOCK_LETTERS = 3 /* the most letters of a block, in a street whose blocks nobody has set */
};

enum home_fault {
    HOME_GOOD,
    HOME_SHAPE, /* it is not a block and a number */
    HOME_BLOCK, /* the street has no such block */
};
/* Brings a home into the one form in which it is kept: "C 14", or "C 14B" for a part of a home. `blocks` are the
 * street's blocks, separated by single blanks ("A B North"); "" allows any block of up to three letters. `out` is ""
 * unless it returns HOME_GOOD. Pure. */
enum home_fault home_form(const char *typed, const char *blocks, char out[HOME_BYTES]);

/* Cleans a list of blocks for home_form(): each has one to six letters, and none stands there twice. False when
 * `typed` is not such a list. Pure. */
enum { HOME_BLOCKS_BYTES = 256 };
bool home_blocks_clean(const char *typed, char out[HOME_BLOCKS_BYTES]);

/* A home where people live, for the steward. */
struct home_row {
    char label[HOME_BYTES];
    int64_t people;
    bool unwritten; /* it is not a block and a number, or not of a block of the street */
};
/* The homes of the unit where the actor is, by label: all, or only the `unwritten` ones. Needs
 * person_may_know_people(). */
enum result homes_list(struct store *store, const struct actor *actor, bool only_unwritten, struct home_row *out,
    size_t limit, size_t *count);
/* How many `unwritten` homes a unit has, or with `unit` 0 the whole house. */
int64_t homes_unwritten(struct store *store, int64_t unit);
/* The operator gives such a home its block and number: "14 Moema St" becomes "C 14". Refused when `label` is a block
 * and number already, and when people live at `to`: only the people of two homes can join them. The people of the home
 * read of it on their home screens (RULES 1.10). */
enum result home_write(struct store *store, const struct actor *actor, const char *label, const char *to, int64_t now);

#endif
