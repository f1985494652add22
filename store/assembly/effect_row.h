/* effect_row.h: an effect as a row, and what the files of proposals ask of it. Private to store/assembly/. */
#ifndef BBS_EFFECT_ROW_H
#define BBS_EFFECT_ROW_H

#include "effects.h"
#include "meetings.h"
#include "store/base/db.h"

/* What the words mean in that unit; effect_read() says how they are typed. */
enum result effect_parse(struct store *store, int64_t unit, const char *typed, int64_t now, struct effect *out);
/* Refuses what could not be done now: a board that exists, a number beyond its limits, a task that she may not have. */
enum result effect_check(struct store *store, int64_t unit, const struct effect *effect, int64_t now);
/* Tasks are given in items about tasks, agreements made in items about the rules (RULES 4.5: no short road, and they
 * act when the minutes stand). */
enum result effect_fits(struct store *store, const struct effect *effect, enum item_about about, int64_t person);
enum result effect_fits_urgent(struct store *store, const struct effect *effect, int64_t item);
/* The three of them, for a new proposal: proposals.c. */
enum result effect_new(
    struct store *store, int64_t unit, const struct item_new *item, const char *typed, int64_t now, struct effect *out);
/* Keeps it for that proposal, in place of another one; EFFECT_NONE: none. Inside a write. */
void effect_keep(struct store *store, int64_t proposal, const struct effect *effect);
/* Without rights: for whoever may read the proposal. */
void effect_load(struct store *store, int64_t proposal, struct effect *out);
/* Does what the decisions of that meeting do by themselves and what acts now; meeting 0: of all meetings, for the
 * caretaker. Inside a write. Returns how many it did, or could not do. */
int effects_act(struct store *store, int64_t meeting, int64_t now);

/* effect_words.c: the clause in out->words. */
void effect_say(struct store *store, int64_t unit, struct effect *effect);

#endif
