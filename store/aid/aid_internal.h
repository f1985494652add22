/* aid_internal.h: functions and rows that the files of mutual aid share. RULES 3. Private to store/aid/. */
#ifndef BBS_AID_INTERNAL_H
#define BBS_AID_INTERNAL_H

#include "aid.h"
#include "hand.h"
#include "numbers.h"
#include "store/boards/access.h"
#include "store/people/by_hand.h"
#include "units.h"

enum { AID_SUGGESTED_SECONDS = 48 * 3600 }; /* what a night suggests waits so long: it holds nothing, so nobody waits */
enum { AID_FELL_SAID = 2 * 86400, AID_NO_SAID = 86400 }; /* home says for so many seconds that a match ended */

/* A row of `ask` or `offer`, without names and texts. */
struct aid_row {
    bool is_offer;
    int64_t id, unit, member, at, starts, ends, ended;
    int64_t since; /* when it was asked or offered, or last asked again */
    enum aid_kind kind;
    enum aid_urgency urgency;
    enum aid_state state;
    enum aid_who who_may;
    uint32_t languages;
    int many, capacity, hands;
    enum aid_pays pays;
    bool weekly, learner, again;
    enum aid_climbs climbs;
    /* set by aid_reaches() (aid_reach.c): how this actor may see it */
    enum aid_from from;
    bool veiled;    /* RULES 3.7: she may know only its kind, window, number and area */
    bool line_told; /* it is veiled, except its one line */
    char place[AID_PLACE_MAX * 4 + 1];
};
#define ASK_COLUMNS                                                                                                    \
    "a.id, coalesce(a.member, 0), a.asked, a.kind, a.urgency, a.many, a.starts, a.ends, coalesce(a.place, ''),"        \
    " a.languages, a.weekly, a.state, a.ended, a.who_may, a.climbs, a.again, max(a.asked, a.reopened), a.unit,"        \
    " a.hands, a.pays"
#define OFFER_COLUMNS                                                                                                  \
    "a.id, coalesce(a.member, 0), a.offered, a.kind, 3, a.many, a.starts, a.ends, coalesce(a.place, ''),"              \
    " a.languages, a.weekly, a.state, a.ended, a.capacity, a.learner, 0, a.offered, a.unit, 1, 0"
enum { AID_COLUMNS = 20 }; /* number of columns of both */
void aid_read_row(sqlite3_stmt *row, bool is_offer, struct aid_row *out);

/* --- aid_reach.c: who may know of an ask or offer, and how much of it --- */
/* RESULT_NOT_FOUND when there is no such row, and also when the actor may not know of it. */
enum result aid_row_get(struct store *store, const struct actor *actor, bool is_offer, int64_t id, struct aid_row *out);
/* May the actor know of it? Sets from, veiled and line_told. */
bool aid_reaches(struct store *store, const struct actor *actor, struct aid_row *row);
/* Writes the line that stands for a veiled one: "transport, for 2, until Friday 27 November, 18:00, nearby". */
void aid_veiled_line(struct store *store, const struct aid_row *row, char *out, size_t size);
/* Stands for the words of an ask that are not kept any more. */
const char *aid_gone_line(const struct aid_row *ask);
/* Gives the name of the unit above this one, or "nearby". */
void aid_area(struct store *store, int64_t unit, char out[UNIT_NAME_BYTES]);
/* Names a person of another unit without her name: "a neighbour from the next street". */
void aid_neighbour_from(enum aid_from from, bool woman, char *out, size_t size);

/* How long the house waits for the second yes (RULES 3.2), and until an ask climbs (RULES 3.7), in seconds, as that
 * unit decided. aid_row.c */
int64_t aid_wait(struct store *store, int64_t unit, enum aid_urgency urgency);
int64_t aid_climb_wait(struct store *store, int64_t unit, enum aid_urgency urgency);

/* --- aid_climb.c --- */
bool aid_ask_is_up(struct store *store, int64_t ask); /* it is shown in other units */
/* Inside a write. */
int aid_climb_tick(struct store *store, int64_t now); /* lets asks climb whose time has come; returns their number */
/* The ask is agreed on or over: from now on it is shown only in its own unit. */
void aid_ask_come_down(struct store *store, int64_t ask, int64_t now);

/* True when these two must be kept apart: one of them muted or barred the other. They never come to agree, and neither
 * can find out; the head of aid_match.c explains it. It is asked only at the second yes. */
bool aid_apart(struct store *store, int64_t one, int64_t other);
/* RULES 3.1: did the asker say that this member may not answer her ask? It keeps the two apart, on this ask alone. */
bool aid_ask_is_unwanted(struct store *store, int64_t ask, int64_t member);
/* Does this member hold a place of the ask: answered, or agreed? */
bool aid_ask_has_hand(struct store *store, int64_t ask, int64_t member);
bool aid_ask_some_agreed(struct store *store, int64_t ask);             /* at least one helper agreed */
int aid_ask_hands_found(struct store *store, int64_t ask);              /* how many agreed */
int aid_ask_hands_left(struct store *store, const struct aid_row *ask); /* places that nobody holds */
/* Did this side of a match between this ask and this helper refuse the other? A refusal is final for this ask. */
bool aid_ask_was_refused(struct store *store, int64_t ask, int64_t helper, enum aid_side by);
/* May the actor see this ask? True for her own ask, and for an ask that does not name who may answer, or names her. */
bool aid_ask_is_shown(struct store *store, const struct actor *actor, const struct aid_row *ask);
bool aid_offer_is_shown(struct store *store, const struct actor *actor, const struct aid_row *offer);
/* May this member answer the ask, by its "who may answer"? */
bool aid_ask_may_answer(struct store *store, const struct aid_row *ask, int64_t member, int64_t now);

/* --- aid_weeks.c: the week that an offer serves --- */
/* The window of an offer; of a weekly one that of the first week that is not over at `now`. */
struct aid_week aid_offer_week(const struct aid_row *offer, int64_t now);
/* How many more asks this offer can take; of a weekly one in that week, or in aid_offer_week(). */
int aid_offer_left_in(struct store *store, const struct aid_row *offer, const struct aid_week *week);
int aid_offer_left(struct store *store, const struct aid_row *offer, int64_t now);
enum aid_fits {
    AID_FITS,
    AID_NO_TIME, /* the two share no time */
    AID_NO_ROOM, /* they share time only when the offer's places are taken */
};
/* Finds the week with room in which the two share the longest time; of equal ones the earliest. `untouched`: no place
 * of the offer is taken, so it need not be looked up. */
enum aid_fits aid_best_week(struct store *store, const struct aid_row *ask, const struct aid_row *offer, bool untouched,
    int64_t now, struct aid_week *best);
/* The time that an ask shares with that week of an offer; starts 0: both have begun. */
struct aid_week aid_shared(const struct aid_row *ask, const struct aid_week *week);
/* SQL, of an aid_match: this match takes one of its offer's places. */
#define TAKES_PLACE " state BETWEEN " SQL_MATCH_HOLDS " AND " SQL_MATCH_DONE " "
/* Refuses when she has AID_OPEN_MOST open asks, or offers. */
enum result aid_check_open(struct store *store, const struct actor *actor, bool is_offer);
/* Refuses, with a sentence, a window that is over, ends before it begins, or ends more than a year from now. */
enum result aid_check_window(struct store *store, int64_t starts, int64_t ends, bool weekly, int64_t now);

void aid_block_of(
    struct store *store, int64_t member, char out[AID_PLACE_MAX * 4 + 1]); /* "C"; "" when it is not known */
/* True for a place that means the block of her own home: "", "your block". NULL counts as "". */
bool aid_is_own_block(const char *place);
/* A place as it is kept, shown and compared. A home in it is told as its block alone: its number would tell who asks,
 * before she accepts anybody (RULES 3.2). "A 1", "block A" and "bloque a" are all "A". */
void aid_place_plain(struct store *store, int64_t unit, const char *place, char out[AID_PLACE_MAX * 4 + 1]);
/* "a neighbour, block C" */
void aid_neighbour(const char *place, char *out, size_t size);
/* Where a member lies, as seen from a unit to which she does not belong: in the next street, or further away. This
 * holds also when the ask came down, and no row of ask_climbed says it any more. */
enum aid_from aid_from_lies(struct store *store, int64_t unit, int64_t member);
enum aid_from aid_helper_from(struct store *store, const struct aid_row *ask, int64_t helper); /* from which unit, as
                                                                                                * the ask's unit sees
                                                                                                * it */
/* Names a helper as the asker reads of her before accepting: "a neighbour, block C"; for an ask that only women may
 * answer, "a woman of block C, 5 months here". */
void aid_helper(struct store *store, const struct aid_row *ask, int64_t helper, int64_t now, char *out, size_t size);
void aid_handle_of(struct store *store, int64_t member, char out[HANDLE_BYTES]);

/* Have these two agreed on an ask whose messages are still kept? */
bool aid_has_met(struct store *store, const struct actor *actor, int64_t other);
/* Writes an entry to the ledger of the unit where the ask or offer was made. It never names who asked. `subject`: the
 * id of an ask or an offer, depending on the kind. */
enum result aid_ledger(struct store *store, enum ledger_kind kind, int64_t subject, int64_t now);

/* Inside a write. `by`: the member who does it, and gets no notice; 0 when no member does it. */
/* Ends a match that has not ended, and sends both a notice. When it held its ask, the ask is open again, unless that is
 * over. */
enum result aid_match_end(struct store *store, int64_t match, enum match_state state, int64_t by, int64_t now);
/* A strike ended an agreement and is now taken back: the two agree again, and their messages are kept. Refused as by
 * by_hand_say_anew() when something happened meanwhile: somebody else answered, or the ask or offer is over. */
enum result aid_match_put_back(struct store *store, const struct actor *actor, int64_t match, int64_t now);
/* Ends the matches of an offer that is over: suggestions and waiting ones. Agreed ones stay. */
enum result aid_offer_let_go(struct store *store, int64_t offer, int64_t by, int64_t now);
/* Ends all matches of an ask. */
enum result aid_ask_let_go(struct store *store, int64_t ask, enum match_state state, int64_t by, int64_t now);
/* The next match, after number `after`, that was agreed for this ask when the ask was struck; 0: there are no more. */
int64_t aid_ask_struck_match(struct store *store, int64_t ask, int64_t after);
/* The two agree again on an ask that stands again, unless the ask is over, the two must be kept apart, or the offer's
 * room went to others. If the ask was struck less than a day ago, they also have their messages again. */
enum result aid_match_take_up(struct store *store, int64_t match, int64_t now);
/* Ends an ask or offer and what hangs on it; agreements with an offer stay. The ledger gets one entry, after those of
 * the matches. */
enum result aid_end(struct store *store, bool is_offer, int64_t id, enum aid_state state, int64_t by, int64_t now);
/* Nobody can be found for its free places any more. It is over in this state, unless some agreed: then it goes on with
 * these. */
enum result aid_ask_close(struct store *store, int64_t ask, enum aid_state state, int64_t by, int64_t now);
/* The help happened, with all who agreed. A weekly ask is asked again for its next week, with number *next; else *next
 * is 0. */
enum result aid_ask_done(struct store *store, const struct aid_row *ask, int64_t by, int64_t now, int64_t *next);
/* Asks the same again for the next week of its window, unless it was done already, or its asker is no longer of that
 * unit. */
enum result aid_ask_repeat(struct store *store, const struct aid_row *ask, int64_t now, int64_t *next);
enum result aid_tell(struct store *store, int64_t member, int64_t subject, int64_t now); /* sends a notice; member 0:
                                                                                          * to nobody */
/* aid_suggest.c: why these two fit. `served`: the time that they share begins then, as their match says; 0: it is not
 * known, or has no fixed time. */
void aid_reason(
    struct store *store, int64_t ask, int64_t offer, int64_t served, int64_t now, char out[AID_REASON_BYTES]);

/* aid_strike.c: sees, strikes and puts back an ask or offer that was written by hand. Inside a write. */
enum result aid_see_hand(struct store *store, const struct actor *actor, bool is_offer, int64_t id, struct place *out);
enum result aid_strike(struct store *store, bool is_offer, int64_t id, int64_t now);
enum result aid_unstrike(struct store *store, bool is_offer, int64_t id, int64_t now);

/* --- aid_hand.c: RULES 1.8. For an actor who acts herself these checks are all true --- */
/* The hand that typed it; 0 when nobody typed it for her, or it was struck. */
int64_t aid_hand_behind(struct store *store, enum hand_kind kind, int64_t subject);
/* Did the actor's hand write this ask or offer? */
bool aid_hand_owns(struct store *store, const struct actor *actor, bool is_offer, int64_t id);
bool aid_is_own(struct store *store, const struct actor *actor, const struct aid_row *row); /* it is hers, and the
                                                                                             * actor's hand wrote it */
/* RESULT_REFUSED when it is not her ask, or another hand wrote it. *row is set whenever the ask exists. */
enum result aid_require_own_ask(struct store *store, const struct actor *actor, int64_t ask, struct aid_row *row);
/* May the actor's hand go on with this match, on the helper's side (`helps`) or the asker's? Another hand would learn
 * how to reach the two. */
bool aid_hand_goes_on(
    struct store *store, const struct actor *actor, bool helps, int64_t match, int64_t ask, int64_t offer);
/* Before a yes: RESULT_REFUSED unless each hand that writes for the helper may answer the ask itself. `match`, `offer`:
 * 0 when there is none. */
enum result aid_hands_may_answer(struct store *store, const struct actor *actor, const struct aid_row *ask,
    int64_t match, int64_t helper, int64_t offer, int64_t now);
/* Is the actor on the helper's side of a match of this ask? A member can be on both sides: then another hand than the
 * one that wrote her ask said "I can" for her. For that hand she counts as the helper, so it does not learn that the
 * ask is hers. */
bool aid_is_helping(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t helper);
/* As aid_apart(), for the two and for the hands that write for them. True also when the ask is the helper's own. */
bool aid_hands_apart(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t match,
    int64_t helper, int64_t offer);
/* What was said in a match is seen by everybody who may see its ask. Names are shown to the two only, once they
 * agreed. */
enum result aid_see_said(struct store *store, const struct actor *actor, int64_t match, struct place *out);
/* A "no" is not shown to the member whom it refuses. */
enum result aid_see_no(struct store *store, const struct actor *actor, int64_t match, struct place *out);
/* Hide the name of the asker or helper from an actor who may not know it; the field `hide` of struct by_hand_kind. */
void aid_hide_ask(struct store *store, const struct actor *actor, struct hand_entry *word);
void aid_hide_said(struct store *store, const struct actor *actor, struct hand_entry *word);
enum result aid_strike_answer(struct store *store, const struct actor *actor, int64_t match, int64_t now);
enum result aid_strike_accept(struct store *store, const struct actor *actor, int64_t match, int64_t now);
enum result aid_strike_done(struct store *store, const struct actor *actor, int64_t match, int64_t now);
enum result aid_strike_helped(struct store *store, const struct actor *actor, int64_t match, int64_t now);
enum result aid_strike_no(struct store *store, const struct actor *actor, int64_t match, int64_t now);
enum result aid_hand_repeats(struct store *store, int64_t ask, int64_t next, int64_t now);
void aid_hands_forget(struct store *store);
void aid_hands_leave(struct store *store, int64_t member);

/* --- aid_every_week.c and aid_every_end.c; inside a write. `by` gets no notice --- */
/* SQL: the ask of the first week of this one; and what the two of a match said of every week, for aid_every_read(). A
 * row that ended has in `served` who ended it: minus the side; 0: neither of the two. */
#define FIRST_OF(ask) "(SELECT CASE k.first WHEN 0 THEN k.id ELSE k.first END FROM ask k WHERE k.id = " ask ")"
#define EVERY_BITS(first, helper, since)                                                                               \
    "(SELECT (e.asker_yes > 0) + 2 * (e.helper_yes > 0) + 4 * (e.ended > " since                                       \
    ") + 8 * (CASE WHEN e.served < 0 THEN -e.served ELSE 0 END) FROM aid_every_week e"                                 \
    " WHERE e.first = " first " AND e.helper = " helper ")"
enum { EVERY_ENDED = 4, EVERY_ENDED_BY = 8 };
enum aid_every aid_every_read(int64_t bits, bool asks);
/* Agrees on this week's ask with those who do it every week. */
enum result aid_every_week_serve(struct store *store, int64_t ask, int64_t now);
int64_t aid_every_week_first(struct store *store, int64_t ask); /* the ask of its first week */
void aid_every_week_end(
    struct store *store, int64_t first, int64_t helper, int64_t by, int64_t now); /* told for two days */
void aid_every_week_end_of(struct store *store, int64_t ask, int64_t helper, int64_t by, int64_t now);
void aid_every_week_end_offer(struct store *store, int64_t offer, int64_t by, int64_t now);
void aid_every_week_end_ask(struct store *store, int64_t ask);
void aid_every_week_part(struct store *store, int64_t unit, int64_t member, int64_t now);
void aid_every_week_leave(struct store *store, int64_t member, int64_t now);
void aid_every_week_forget(struct store *store, int64_t now);

#endif
