/* meeting_row.h: a meeting as a row, who may do what with it, and what homes say of it. Private to store/assembly/. */
#ifndef BBS_MEETING_ROW_H
#define BBS_MEETING_ROW_H

#include "meetings.h"
#include "numbers.h"
#include "store/base/db.h"
#include "store/people/by_hand.h"
#include "store/people/person.h"

struct meeting_row {
    int64_t id, unit, caller, called, starts;
    int64_t opened, closed; /* its room; 0: not yet */
    int64_t notice;         /* seconds from the call to the beginning, as the unit decided */
    int64_t agenda_closes;  /* when nobody adds an item any more */
    int minutes, facilitated;
    bool founding;
    enum meeting_state state; /* at the time for which it was read, also before the caretaker wrote it */
};
/* RESULT_NOT_FOUND when there is no such meeting, and for everybody who does not belong to its unit. */
enum result meeting_row_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct meeting_row *out);
/* "There is no such meeting": also to everybody who may not know of it. */
enum result meeting_refuse_unknown(struct store *store);
/* The state that the row has at `now`, by its times and by what the database keeps. */
enum meeting_state meeting_state_at(enum meeting_state kept, const struct meeting_row *row, int64_t now);
/* It is asked for or called, and has not begun. */
bool meeting_is_ahead(const struct meeting_row *row, int64_t now);
bool meeting_agenda_is_open(const struct meeting_row *row, int64_t now);
/* A refusal that says why nothing can be changed any more: it has begun, is over, was withdrawn, or lapsed. */
enum result meeting_refuse_ended(struct store *store, const struct meeting_row *row);
/* Accepts a member, also by hand, of this unit (0: the one where she acts; *unit is set). */
enum result meeting_require_unit(struct store *store, const struct actor *actor, int64_t *unit);
/* True when the next meeting that is called there is the founding assembly, whose agenda appears by itself. RULES 1.2:
 * the first meeting of a street or workplace that founds itself. When it was over before enough homes were in, it was
 * "for now". Once they are in, the next one that is called is the founding assembly, until one closed. */
bool meeting_founds(struct store *store, int64_t unit);
/* The member has a seat of facilitator there, and its term goes on. */
bool meeting_facilitates(struct store *store, int64_t unit, int64_t member, int64_t now);
/* The same of the actor, when she acts herself: nobody facilitates by another's hand. */
bool meeting_is_facilitator(struct store *store, const struct actor *actor, int64_t unit, int64_t now);
bool meeting_may_change(struct store *store, const struct actor *actor, const struct meeting_row *row, int64_t now);
/* An entry in the book, which makes open screens draw anew. Inside a write. */
enum result meeting_book(
    struct store *store, const struct actor *actor, int64_t unit, enum ledger_kind kind, int64_t subject, int64_t now);
/* Refuses somebody who does not belong to that unit: an item about a person names one of its members. */
enum result meeting_item_check_person(struct store *store, int64_t unit, int64_t person);
/* Makes open screens draw anew where nothing goes to the book: who said what for her home is forgotten. */
void meeting_hint(struct store *store);

/* Refuses a time at which another meeting of the unit is called. meeting_call.c */
enum result meeting_check_overlap(
    struct store *store, int64_t unit, int64_t but, int64_t starts, int minutes, int64_t now);

/* --- meeting_say.c: what members say for their homes, in the tables meeting_wanted and meeting_matters --- */

/* SQL: the home of member `m`, a number: a member without a home counts as one (RULES 1.0). */
#define HOME_KEY(m) "coalesce(" m ".household, -" m ".id)"
/* SQL: how many homes said it; whether the home of member ?1 did. `of`: the column that names the meeting or item. */
#define SAID_BY(table, of, id)                                                                                         \
    " FROM " table " said JOIN member m ON m.id = said.member WHERE said." of " = " id                                 \
    " AND said.struck = 0 AND m.gone = 0 AND NOT " AWAITS_ADMISSION("m.id")
#define HOMES_SAID(table, of, id) "(SELECT count(DISTINCT " HOME_KEY("m") ")" SAID_BY(table, of, id) ")"
#define HER_HOME_SAID(table, of, id)                                                                                   \
    "EXISTS (SELECT 1" SAID_BY(table, of, id) " AND " HOME_KEY("m") " = (SELECT " HOME_KEY(                            \
        "me") " FROM member me WHERE me.id = ?1))"

enum meeting_said { SAID_WANTED, SAID_MATTERS }; /* about a meeting, about an item */
/* Inside a write. */
enum result meeting_say(
    struct store *store, const struct actor *actor, int64_t unit, enum meeting_said said, int64_t about, int64_t now);
enum result meeting_unsay(struct store *store, const struct actor *actor, enum meeting_said said, int64_t about);
/* Refuses a hand that speaks for as many people as that unit lets it (NUMBER_HAND_FOR). */
enum result meeting_refuse_third(struct store *store, int64_t unit);
int64_t meeting_homes(struct store *store, int64_t meeting); /* that want it */

extern const struct by_hand_kind meeting_by_hand[]; /* meeting_hand.c; ends with an entry of nulls */

/* --- meeting_needs.c; inside a write --- */
/* Withdraws the asks of a meeting that nobody has agreed to. */
enum result meeting_needs_end(struct store *store, int64_t meeting, int64_t by, int64_t now);
/* Gives those that nobody has answered the meeting's new hours. */
enum result meeting_needs_move(
    struct store *store, int64_t meeting, int64_t starts, int minutes, int64_t by, int64_t now);

/* --- agenda.c --- */
/* Adds the three items of a founding assembly (RULES 1.2). Inside a write. */
void agenda_found(struct store *store, int64_t meeting, int64_t now);
/* Items that appear by themselves, as `founds` keeps them: 1 to 3 are the founding assembly's. Only ever appended. */
enum { ITEM_NOT_DARED = 4, ITEM_QUARTER, ITEM_BY_ITSELF_LAST = ITEM_QUARTER };
/* Adds one of those two, with details ("": none). Inside a write. Returns its number. */
int64_t agenda_add_by_itself(struct store *store, int64_t meeting, int which, const char *details, int64_t now);
/* A new item on the agenda of another meeting, with the words, the author and the person of that one. Gives its number.
 * Inside a write. */
int64_t agenda_copy(struct store *store, int64_t item, int64_t meeting, int64_t now);
/* Whom the item is about; 0: nobody. */
int64_t meeting_item_person_of(struct store *store, int64_t item);
/* The title of an item that appeared by itself, in the reader's language. `founds`: 1 to ITEM_BY_ITSELF_LAST. */
const char *agenda_founding_title(int founds);
/* The title of an item about a decision, which came by itself: "Late: ...", "A stop came: ...", "Review: ...". */
void agenda_title_again(enum item_wants wants, const char *title, char *out, size_t size);
/* Checks an item as it was typed. */
enum result agenda_check(struct store *store, const struct item_new *form);
/* Adds it: its title and details are clean. Inside a write. */
enum result agenda_add(struct store *store, const struct actor *actor, const struct item_new *form, int64_t now,
    struct meeting_row *meeting, int64_t *item);
/* Takes an item from the agenda or puts it back, with an entry in the book. Inside a write. */
enum result agenda_strike(struct store *store, const struct actor *actor, int64_t item, int64_t now);
enum result agenda_unstrike(struct store *store, const struct actor *actor, int64_t item, int64_t now);

#endif
