/*
 * units.h: the communes, forums, caucuses and confederal units of a house. RULES 1.0, 5.1.
 *
 * Each commune and forum has its own homes, people, boards, asks and offers, rotas, shelf, tasks and founding time. A
 * unit has a name, which screens show, and a short name, which people type: after --in, before a board's short name,
 * and in names of files. Only its own members may know of a caucus: to everybody else, calls answer as if it did not
 * exist.
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

/* Makes a short name of a name: "Second Street" gives second-street. Accents are removed, a-z and 0-9 stay, and all
 * else between them becomes one '-'. "" when nothing is left, as for a name in Chinese. Pure. */
void unit_slug_of(const char *name, char out[UNIT_SLUG_BYTES]);
/* True for a good short name: a-z, 0-9 and single '-' between them, and a letter first. Pure. */
bool unit_slug_is_good(const char *slug);

struct unit {
    int64_t id, parent; /* parent 0: none */
    enum unit_kind kind;
    char name[UNIT_NAME_BYTES], slug[UNIT_SLUG_BYTES];
    int64_t founded;   /* when its tenth home came in; 0: it is founding time, all is "for now" (RULES 1.2) */
    int64_t assembled; /* when its founding assembly closed, with enough homes in; 0: not yet (RULES 1.2) */
    int64_t homes, members;
    char now_line[256]; /* RULES 9.1 "danger now"; "" when there is none */
    char help[2048];    /* numbers of help outside, "NAME NUMBER; NAME NUMBER" (hurt.h) */
    char blocks[256];   /* "A B C"; "": nobody set them, and any block is good (homes.h) */
    bool neighbours;    /* a commune or forum of this house is its neighbour: its asks can climb (RULES 3.7) */
};
/* RESULT_NOT_FOUND when there is no such unit, and for a caucus to which the actor does not belong. */
enum result unit_get(struct store *store, const struct actor *actor, int64_t unit, struct unit *out);
/* Its name alone, for what is drawn often. As unit_get(). */
enum result unit_get_name(struct store *store, const struct actor *actor, int64_t unit, char name[UNIT_NAME_BYTES]);
/* The units that the actor may know of, communes and forums first, each kind in the order in which they were added. */
enum result units_list(struct store *store, const struct actor *actor, struct unit *out, size_t limit, size_t *count);
/* The number of communes and forums. With only one, no screen mentions units. */
int64_t units_number(struct store *store);
/* What the house has beyond the units of a member. Of what she could not use, no face says a word (RULES 1.0). */
struct units_beyond {
    bool street; /* a street where she does not live, and others do: she can move there */
    bool place;  /* a workplace while she has none, or a street while she has none: a card of it lets her in */
};
void units_beyond(struct store *store, const struct actor *actor, struct units_beyond *out);
/* Finds a unit by short name, name or number, in capital or small letters. Only its members find a caucus. */
enum result unit_find(struct store *store, const struct actor *actor, const char *word, int64_t *unit);

/* --- where she is --- */

/* Sets actor->here to the unit with this short name, name or number. Refused when she does not belong to it. The
 * operator may enter every unit but a caucus. */
enum result unit_enter(struct store *store, struct actor *actor, const char *word);
/* Sets actor->here to the next of her units, for the key Tab; after the last comes the first. On a shared computer it
 * leaves out caucuses. False when there is no other unit; she stays where she is. */
bool unit_next(struct store *store, struct actor *actor, bool shared);
/* RESULT_OK when actor->here is set. Refused when the operator has several communes and forums and named none; the
 * sentence says how to name one, and lists the short names. */
enum result unit_require_here(struct store *store, const struct actor *actor);

/* --- by the operator --- */

/* Makes a commune or forum with its boards `welcome` (public) and `general` (unit). `slug` NULL: the short name is made
 * of the name. Refused when a unit of the house has this name, a name that looks like it, or this short name. */
enum result unit_found(struct store *store, const struct actor *actor, const char *name, const char *slug,
    enum unit_kind kind, int64_t now, int64_t *unit);
/* Gives a unit another name, with all that unit_found() asks of a name. `slug` NULL: the short name is made of the new
 * name. Refused when its founding time is over: then it decides its name itself (effects.h). Its people read on the
 * home screen that a steward did it. */
enum result unit_rename(
    struct store *store, const struct actor *actor, int64_t unit, const char *name, const char *slug, int64_t now);
/* Takes back a unit that was added by mistake, with all that belongs to it; the book keeps its entries. Refused when
 * somebody was ever taken in, is on the way in, or wrote on one of its boards; while units are below it; and when it is
 * the only street or workplace of the house. */
struct unit_drop {
    int64_t boards, codes; /* that go with it; a code was used by nobody */
};
enum result unit_drop(struct store *store, const struct actor *actor, int64_t unit, int64_t now, struct unit_drop *out);
/* Makes two units neighbours, or ends that (`set` false). Both have no parent unit. It ends when one of them gets a
 * parent: from then on the neighbours of that unit are the other units with the same parent. */
enum result unit_neighbour_set(
    struct store *store, const struct actor *actor, int64_t unit, int64_t neighbour, bool set, int64_t now);

/* These three are for the operator only, who neither founds a caucus nor puts anybody into one (RULES 1.0); the house
 * itself does both where it makes up a street. unit_add() makes a unit without boards (unit_found() makes
 * them, too). `slug` NULL: made from the name; `parent` 0: it has no parent unit. unit_join() adds a member to it. */
enum result unit_add(struct store *store, const struct actor *actor, const char *name, const char *slug,
    enum unit_kind kind, int64_t parent, int64_t now, int64_t *unit);
enum result unit_join(struct store *store, const struct actor *actor, int64_t unit, int64_t member, int64_t now);

/* parent 0: none. Refused where `parent` is a street, workplace or caucus, or is below `unit`. */
enum result unit_set_parent(struct store *store, const struct actor *actor, int64_t unit, int64_t parent);

#endif
