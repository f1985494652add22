/*
 * shelf.h: the lending shelf: things and their keepers; no prices. RULES 8.1.
 *
 * A thing is here, or lent to a member until a day. Only keeper and borrower read that this day is over; nobody is
 * counted or compared. 90 days after a thing is back the house forgets who borrowed it (RULES 1.12).
 */
#ifndef BBS_SHELF_H
#define BBS_SHELF_H

#include "store.h"

enum {
    SHELF_LINE_MAX = 60,     /* letters */
    SHELF_DETAILS_MAX = 600, /* letters */
    SHELF_DAYS_MAX = 365,    /* the longest time for which a thing is lent at once */
    SHELF_ASKS_MAX = 10,     /* so many of the members who wait for a thing are shown */
};

struct thing {
    int64_t id, unit, keeper, borrower; /* borrower 0: it is here */
    char line[SHELF_LINE_MAX * 4 + 1], details[SHELF_DETAILS_MAX * 4 + 1];
    char keeper_handle[HANDLE_BYTES], borrower_handle[HANDLE_BYTES];
    int64_t until;     /* the day it is due back, while it is lent */
    bool mine;         /* she keeps it */
    bool with_me;      /* it is lent to her */
    bool overdue;      /* only ever true for keeper and borrower */
    int64_t asked_for; /* she asked for it until this day; 0: she did not */
    int asks;          /* number of members who wait for it; 0 for everybody but its keeper */
};
struct thing_ask {
    int64_t member, until;
    char handle[HANDLE_BYTES];
};

/* Puts a thing on the shelf of another unit of hers, or with `unit` 0 of the unit where she is. She is its keeper. */
enum result shelf_add(struct store *store, const struct actor *actor, int64_t unit, const char *line,
    const char *details, int64_t now, int64_t *thing);
enum result shelf_remove(struct store *store, const struct actor *actor, int64_t thing, int64_t now);
/* The things of the unit where she is, by number: those after thing `after` (0: from the first). */
enum result shelf_list(struct store *store, const struct actor *actor, int64_t after, int64_t now, struct thing *out,
    size_t limit, size_t *count);
enum result shelf_get(struct store *store, const struct actor *actor, int64_t thing, int64_t now, struct thing *out);
/* The members who ask for it, oldest first. Empty for everybody but its keeper. */
enum result shelf_asks(
    struct store *store, const struct actor *actor, int64_t thing, struct thing_ask *out, size_t limit, size_t *count);

enum result shelf_ask(struct store *store, const struct actor *actor, int64_t thing, int64_t until, int64_t now);
enum result shelf_unask(struct store *store, const struct actor *actor, int64_t thing, int64_t now);
/* The borrower notes "I have it until", after keeper and borrower have met. RESULT_CONFLICT: somebody else has it. */
enum result shelf_take(struct store *store, const struct actor *actor, int64_t thing, int64_t until, int64_t now);
/* Its keeper lends it to this member until that day (0: the day she asked for). */
enum result shelf_lend(
    struct store *store, const struct actor *actor, int64_t thing, const char *handle, int64_t until, int64_t now);
enum result shelf_refuse(
    struct store *store, const struct actor *actor, int64_t thing, const char *handle, int64_t now); /* not this time */
/* Its keeper or its borrower notes that it is back. */
enum result shelf_back(struct store *store, const struct actor *actor, int64_t thing, int64_t now);

/* For home: her things that somebody asks for, and overdue things that she keeps or has. */
enum result shelf_waits(
    struct store *store, const struct actor *actor, int64_t now, struct thing *out, size_t limit, size_t *count);

#endif
