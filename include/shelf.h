/*
 * shelf.h: the lending shelf: things and their keepers; no prices. RULES 8.1.
 *
 * A thing is here, or lent to somebody until a day. That a day is over is told to keeper and borrower alone, in plain
 * words; nobody is counted or compared. Who borrowed what is forgotten 90 days after it is back (RULES 1.12).
 */
#ifndef BBS_SHELF_H
#define BBS_SHELF_H

#include "store.h"

enum {
    SHELF_LINE_MAX = 60,     /* letters */
    SHELF_DETAILS_MAX = 600, /* letters */
    SHELF_DAYS_MAX = 365,    /* nobody lends for longer at once */
    SHELF_ASKS_MAX = 10,     /* shown of those who wait for a thing */
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
    int asks;          /* who wait for it; only its keeper sees more than 0 */
};
struct thing_ask {
    int64_t member, until;
    char handle[HANDLE_BYTES];
};

/* On the shelf of the unit where she is (unit 0) or that of another of hers. She is its keeper. */
enum result shelf_add(struct store *store, const struct actor *actor, int64_t unit, const char *line,
    const char *details, int64_t now, int64_t *thing);
enum result shelf_remove(struct store *store, const struct actor *actor, int64_t thing, int64_t now);
/* Of the unit where she is; after `after` (0: from the start), by number. */
enum result shelf_list(struct store *store, const struct actor *actor, int64_t after, int64_t now, struct thing *out,
    size_t limit, size_t *count);
enum result shelf_get(struct store *store, const struct actor *actor, int64_t thing, int64_t now, struct thing *out);
/* Those who ask for it, oldest first; none but for its keeper. */
enum result shelf_asks(
    struct store *store, const struct actor *actor, int64_t thing, struct thing_ask *out, size_t limit, size_t *count);

enum result shelf_ask(struct store *store, const struct actor *actor, int64_t thing, int64_t until, int64_t now);
enum result shelf_unask(struct store *store, const struct actor *actor, int64_t thing, int64_t now);
/* "I have it until": between two people who met already. RESULT_CONFLICT: somebody else has it. */
enum result shelf_take(struct store *store, const struct actor *actor, int64_t thing, int64_t until, int64_t now);
/* Its keeper: lends it to her until that day (0: the day she asked for). */
enum result shelf_lend(
    struct store *store, const struct actor *actor, int64_t thing, const char *handle, int64_t until, int64_t now);
enum result shelf_refuse(
    struct store *store, const struct actor *actor, int64_t thing, const char *handle, int64_t now); /* not this time */
/* It is back: its keeper or its borrower says so. */
enum result shelf_back(struct store *store, const struct actor *actor, int64_t thing, int64_t now);

/* What stands on home: hers that somebody asks for, and what is overdue that she keeps or has. */
enum result shelf_waits(
    struct store *store, const struct actor *actor, int64_t now, struct thing *out, size_t limit, size_t *count);

#endif
