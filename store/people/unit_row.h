/* unit_row.h: units and who belongs to them, for the files of store/. Inside a transaction where it writes. */
#ifndef BBS_UNIT_ROW_H
#define BBS_UNIT_ROW_H

#include "store/base/rights.h"
#include "store/people/handle.h"
#include "units.h"

/* The unit that a house was made with: what is set for the whole house stands in its book. */
enum { FIRST_UNIT = 1 };
/* SQL, of a unit's kind: people live or work there. */
#define IS_PLACE(kind) kind " IN (" SQL_UNIT_COMMUNE ", " SQL_UNIT_FORUM ")"
/* SQL: she belongs to that unit; to any, where the unit is 0. */
#define IS_OF(member, unit)                                                                                            \
    "(" unit " = 0 OR EXISTS (SELECT 1 FROM membership own WHERE own.member = " member " AND own.unit = " unit "))"

/* A unit, its short name made of its name when `slug` is NULL, and the book's entry. `name` is clean. Refused where a
 * unit has that name or one that looks like it, or the short name. */
enum result unit_insert(struct store *store, const char *name, const char *slug, enum unit_kind kind, int64_t parent,
    int64_t now, int64_t *unit);
/* After schema step 19: makes a short name of each unit's name; where two give the same, the later one gets its number
 * behind it. */
enum result units_name_anew(struct store *store);
/* Keeps what a unit says of itself, and notes in its book that it did. */
void unit_value_keep(struct store *store, int64_t unit, const char *name, const char *value, int64_t now);

/* What a name looks like, to compare names by. Pure. */
void unit_name_skeleton(const char *name, char out[HANDLE_SKELETON]);
/* A unit has that name, or one that looks like it. Of caucuses only those of this member count. */
bool unit_name_is_taken(struct store *store, const char *name, int64_t member);

/* SQL: unit `o` lies beside unit `u` (RULES 3.7): below the same unit above; where neither has one, as a steward named
 * them. */
#define LIES_BESIDE(u, o)                                                                                              \
    "(" o ".parent = " u ".parent OR (" u ".parent IS NULL AND " o ".parent IS NULL AND EXISTS"                        \
    " (SELECT 1 FROM unit_neighbour n WHERE n.unit = " u ".id AND n.neighbour = " o ".id)))"
bool unit_exists(struct store *store, int64_t unit);
bool unit_is_caucus(struct store *store, int64_t unit);
/* To the operator there is no caucus: it takes in whom it wants, and nobody but itself changes it (RULES 1.0). */
enum result require_no_caucus(struct store *store, const struct actor *actor, int64_t unit);
/* RULES 1.2: the tenth home of this unit is not in yet. */
bool unit_is_founding(struct store *store, int64_t unit);
/* How many homes are in; a worker without one counts as one (RULES 1.0). */
int64_t unit_homes(struct store *store, int64_t unit);
/* The street where she lives, by her home; for a worker without one, where she works; 0: none. */
int64_t member_street(struct store *store, int64_t member);
/* They belong to one unit at least, both. */
bool member_in_same_unit(struct store *store, const struct actor *actor, int64_t member);

#endif
