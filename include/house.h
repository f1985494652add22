/* house.h: the values of a house, and the first write of a new one. RULES 1.0, 1.2. */
#ifndef BBS_HOUSE_H
#define BBS_HOUSE_H

#include "units.h"

/* The first write of a new database: makes the first unit (id 1) with the boards `welcome` (public) and `general`
 * (unit). */
enum result house_make(struct store *store, const char *name, enum unit_kind kind, int64_t now);
enum { HOUSE_HELP_MAX = 500, HOUSE_HELP_BYTES = HOUSE_HELP_MAX * 4 + 1 };
struct house {
    char name[UNIT_NAME_BYTES]; /* of the unit, cleaned */
    enum unit_kind kind;
    bool demo;          /* a made-up street: every screen says so at the top (RULES 9.3) */
    bool guests;        /* guests may log in: each street and workplace of the house decided so (RULES 1.3) */
    char now_line[256]; /* RULES 9.1 "danger now"; "" when there is none */
    char address[256];  /* its network address, for invitation cards: "bbs.example.org:2222"; "" when nobody set it */
    char help[HOUSE_HELP_BYTES]; /* numbers of help outside, "NAME NUMBER; NAME NUMBER" (hurt.h) */
    char blocks[256];            /* of the street, "A B C"; "": nobody set them, and any block is good (homes.h) */
    int64_t founded;             /* when the tenth home came in; 0: it is founding time, all is "for now" (RULES 1.2) */
    int64_t assembled;           /* when its founding assembly closed; 0: not yet. Until then all who are in vote */
    int64_t homes, members;
    int64_t units; /* number of communes and forums in the house; with only one, no face mentions units */
};
/* Reads the values of the house and of one unit; `unit` 0: of the house only. */
enum result house_get(struct store *store, int64_t unit, struct house *house);
/* Sets a value; operator only. Values of the house: "guests", "demo", "address"; of the unit that is actor->here:
 * "now", "blocks" (homes.h), "help" (hurt.h). */
enum result house_set(struct store *store, const struct actor *actor, const char *name, const char *value, int64_t now);

#endif
