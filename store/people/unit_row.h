/* unit_row.h: units, and who belongs to them, for the files of store/. RULES 1.0. Functions that write are called
 * inside a transaction. */
#ifndef BBS_UNIT_ROW_H
#define BBS_UNIT_ROW_H

#include "store/base/rights.h"
#include "store/people/handle.h"
#include "units.h"

/* The unit that a house was made with. Ledger entries about settings of the whole house name this unit. */
enum { FIRST_UNIT = 1 };
/* SQL: is this kind of unit one where people live or work? */
#define IS_PLACE(kind) kind " IN (" SQL_UNIT_COMMUNE ", " SQL_UNIT_FORUM ")"
/* SQL: does she belong to that unit? True for unit 0. */
#define IS_OF(member, unit)                                                                                            \
    "(" unit " = 0 OR EXISTS (SELECT 1 FROM membership own WHERE own.member = " member " AND own.unit = " unit "))"

/* Adds a unit, with an entry in the ledger. `name` is clean. `slug` NULL: the short name is made of the name. Refused
 * when the name, a name that looks like it, or the short name is taken. */
enum result unit_insert(struct store *store, const char *name, const char *slug, enum unit_kind kind, int64_t parent,
    int64_t now, int64_t *unit);
/* May that unit (0: a new one) have this name? Refused as unit_insert() refuses. Gives its short name: `asked`, or made
 * of the name. `name` is clean. */
enum result unit_may_be_called(struct store *store, int64_t unit, enum unit_kind kind, const char *name,
    const char *asked, char slug[UNIT_SLUG_BYTES]);
/* The same where its people decide, who say no short name: the old one stays where none can be made of the name. */
enum result unit_may_decide_name(struct store *store, int64_t unit, const char *name, char slug[UNIT_SLUG_BYTES]);
/* Gives it another name and short name, with an entry in the ledger. */
enum result unit_call(struct store *store, int64_t unit, const char *name, const char *slug, int64_t now);
/* Its name; "" where there is no such unit. */
void unit_name_of(struct store *store, int64_t unit, char name[UNIT_NAME_BYTES]);
/* In the table `house`: the highest number that a unit had which was taken back. */
#define UNIT_LAST_NUMBER "last_unit"
/* For schema step 19: gives each unit a short name made of its name. When that is taken, the unit's number is added. */
enum result units_name_anew(struct store *store);
/* Stores a value that the unit set for itself, and notes in the ledger that it did. */
void unit_value_keep(struct store *store, int64_t unit, const char *name, const char *value, int64_t now);

/* The skeleton of a name; names with equal skeletons look alike. Pure. */
void unit_name_skeleton(const char *name, char out[HANDLE_SKELETON]);
/* True when a unit has that name or one that looks like it. Of the caucuses only those of this member are compared. */
bool unit_name_is_taken(struct store *store, const char *name, int64_t member);

/* SQL: unit `o` lies beside unit `u` (RULES 3.7): below the same unit above; where neither has one, as a steward named
 * them. */
#define LIES_BESIDE(u, o)                                                                                              \
    "(" o ".parent = " u ".parent OR (" u ".parent IS NULL AND " o ".parent IS NULL AND EXISTS"                        \
    " (SELECT 1 FROM unit_neighbour n WHERE n.unit = " u ".id AND n.neighbour = " o ".id)))"
bool unit_exists(struct store *store, int64_t unit);
enum result unit_refuse_unknown(struct store *store);
bool unit_is_caucus(struct store *store, int64_t unit);
/* Refuses the operator when the unit is a caucus, as if there were no such unit: it takes in whom it wants, and nobody
 * else changes it (RULES 1.0). */
enum result unit_require_no_caucus(struct store *store, const struct actor *actor, int64_t unit);
/* RULES 1.2: true until the tenth home of this unit comes in. */
bool unit_is_founding(struct store *store, int64_t unit);
/* RULES 1.2: its founding assembly closed: from then on the unit decides about itself, and no steward does. Not in a
 * made-up house (RULES 1.10). */
bool unit_decides(struct store *store, int64_t unit);
/* RULES 1.2: its founding time is over: its name belongs to its people, and no steward changes it. Not in a made-up
 * house. */
bool unit_names_itself(struct store *store, int64_t unit);
/* The refusal for a steward who would do it from the shell: the unit does, by a proposal with this effect (effects.h).
 */
enum result unit_refuse_steward(struct store *store, int64_t unit, const char *effect);
/* How many homes are in. A worker without a home counts as one (RULES 1.0). */
int64_t unit_homes(struct store *store, int64_t unit);
/* The street of her home; for a worker without a home, her workplace; 0 when she has neither. */
int64_t unit_street_of(struct store *store, int64_t member);
/* True when both belong to at least one common unit. */
bool unit_in_common(struct store *store, const struct actor *actor, int64_t member);

#endif
