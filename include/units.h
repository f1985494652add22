/*
 * units.h: the communes, forums, caucuses and confederal units of a house. RULES 1.0, 5.1.
 *
 * Each commune and forum has its own homes, people, boards, asks and offers, rotas, shelf, tasks and founding time. A
 * unit has a name, which screens show, and a short name, which is typed: in --in, before a board's, in names of files.
 * A caucus is known to its own members alone: to everybody else a call answers as if there were none.
 */
#ifndef BBS_UNITS_H
#define BBS_UNITS_H

#include "store.h"

enum unit_kind { UNIT_COMMUNE, UNIT_FORUM, UNIT_CAUCUS, UNIT_NEIGHBOURHOOD, UNIT_CITY, UNIT_CANTON, UNIT_NATIONAL };
const char *unit_kind_name(enum unit_kind kind); /* "commune", as commands spell it */
bool unit_kind_parse(const char *name, enum unit_kind *kind);

enum {
    UNIT_NAME_MAX = 60, /* letters */
    UNIT_NAME_BYTES = UNIT_NAME_MAX * 4 + 1,
    UNIT_SLUG_BYTES = 32,    /* a short name with its NUL */
    UNIT_VALUE_BYTES = 2048, /* the longest of unit_value */
};

/* The short name that a name gives: "Second Street" is second-street. Accents go, a-z and 0-9 stay, all else between
 * them becomes one '-'. "" when nothing of it is left, as of a name in Chinese. Pure. */
void unit_slug_of(const char *name, char out[UNIT_SLUG_BYTES]);
/* Whether these words may be a short name: a-z, 0-9 and single '-' between them, a letter first. Pure. */
bool unit_slug_is_good(const char *slug);

struct unit {
    int64_t id, parent; /* parent 0: none */
    enum unit_kind kind;
    char name[UNIT_NAME_BYTES], slug[UNIT_SLUG_BYTES];
    int64_t founded; /* when its tenth home came in; 0: it is founding time, all is "for now" (RULES 1.2) */
    int64_t homes, members;
    char now_line[256]; /* RULES 9.1 "danger now"; "" when there is none */
    char help[2048];    /* numbers of help outside, "NAME NUMBER; NAME NUMBER" (hurt.h) */
    char blocks[256];   /* "A B C"; "": nobody said which, so any passes (homes.h) */
    bool neighbours;    /* a commune or forum of this house lies beside it: its asks can climb (RULES 3.7) */
};
/* RESULT_NOT_FOUND for a unit that is not there, and for a caucus of which the actor is no member. */
enum result unit_get(struct store *store, const struct actor *actor, int64_t unit, struct unit *out);
/* Those that the actor may know of, communes and forums first, each kind in the order in which they were added. */
enum result units_list(struct store *store, const struct actor *actor, struct unit *out, size_t limit, size_t *count);
/* How many communes and forums there are: with one, nothing on a screen speaks of units. */
int64_t units_number(struct store *store);
/* By short name, name or number, in any case. A caucus is found by its members alone. */
enum result unit_find(struct store *store, const struct actor *actor, const char *word, int64_t *unit);

/* --- where she is --- */

/* Sets actor->here, by short name, name or number. Refused for whoever does not belong to it; for the operator no
 * unit but a caucus. */
enum result unit_enter(struct store *store, struct actor *actor, const char *word);
/* The next of her units in their order, as Tab gives; back to the first after the last. On a shared computer caucuses
 * are passed over. False: she has one alone, and stays. */
bool unit_next(struct store *store, struct actor *actor, bool shared);
/* RESULT_OK when it is clear in which unit an act of the operator is meant. With several communes and forums in the
 * house and none chosen it is refused with the way out, and the list of short names. */
enum result require_here(struct store *store, const struct actor *actor);

/* --- by the operator --- */

/* A commune or forum with its boards `welcome` (public) and `general` (its own). `slug` NULL: made of the name. Refused
 * where a unit of the house has the name, one that looks like it, or the short name. */
enum result unit_found(struct store *store, const struct actor *actor, const char *name, const char *slug,
    enum unit_kind kind, int64_t now, int64_t *unit);
/* Two units without a unit above them are neighbours from now on, or no more. It ends when one of them comes below a
 * unit: from then on all that are below that one are its neighbours. */
enum result unit_neighbour_set(
    struct store *store, const struct actor *actor, int64_t unit, int64_t neighbour, bool set, int64_t now);

#endif
