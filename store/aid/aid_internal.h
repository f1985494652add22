/* aid_internal.h: what the files of mutual aid share. RULES 3. */
#ifndef BBS_AID_ROOM_H
#define BBS_AID_ROOM_H

#include "aid.h"
#include "hand.h"
#include "store/boards/access.h"
#include "store/people/by_hand.h"
#include "units.h"

enum { AID_FELL_SAID = 2 * 86400, AID_NO_SAID = 86400 }; /* how long it is said that a match did not come about */

/* An ask or an offer as it stands in its table, names and words apart. */
struct aid_row {
    bool is_offer;
    int64_t id, unit, member, at, starts, ends, ended;
    int64_t since; /* when it was asked or offered, or asked again */
    enum aid_kind kind;
    enum aid_urgency urgency;
    enum aid_state state;
    enum aid_who who_may;
    uint32_t languages;
    int many, capacity;
    bool weekly, learner, again;
    enum aid_climbs climbs;
    /* aid_reach.c: how the actor who asked for it sees it */
    enum aid_from from;
    bool veiled;    /* RULES 3.7: kind, window, how many and area are hers to know, and no more */
    bool line_told; /* veiled, but for its one line */
    char place[AID_PLACE_MAX * 4 + 1];
};
#define ASK_COLUMNS                                                                                                    \
    "a.id, coalesce(a.member, 0), a.asked, a.kind, a.urgency, a.many, a.starts, a.ends, coalesce(a.place, ''),"        \
    " a.languages, a.weekly, a.state, a.ended, a.who_may, a.climbs, a.again, max(a.asked, a.reopened), a.unit"
#define OFFER_COLUMNS                                                                                                  \
    "a.id, coalesce(a.member, 0), a.offered, a.kind, 3, a.many, a.starts, a.ends, coalesce(a.place, ''),"              \
    " a.languages, a.weekly, a.state, a.ended, a.capacity, a.learner, 0, a.offered, a.unit"
enum { AID_COLUMNS = 18 }; /* of both */
void aid_read_row(sqlite3_stmt *row, bool is_offer, struct aid_row *out);

/* --- aid_reach.c: whom it reaches, and how much of it --- */
/* RESULT_NOT_FOUND where there is none, also when the actor may not know of it. */
enum result aid_row_get(struct store *store, const struct actor *actor, bool is_offer, int64_t id, struct aid_row *out);
/* May the actor know of it? Sets from, veiled and line_told. */
bool aid_reaches(struct store *store, const struct actor *actor, struct aid_row *row);
/* The line of what is veiled: "transport, for 2, until Friday 27 November, 18:00, nearby". */
void aid_veiled_line(struct store *store, const struct aid_row *row, char *out, size_t size);
void aid_area(
    struct store *store, int64_t unit, char out[UNIT_NAME_BYTES]); /* the name of the unit above it, or "nearby" */
/* Whoever is behind it: "a neighbour from the next street". */
void a_neighbour_from(enum aid_from from, bool woman, char *out, size_t size);

/* --- aid_climb.c --- */
bool ask_is_up(struct store *store, int64_t ask); /* it is shown in other units */
/* Inside a write. */
int aid_climb_tick(struct store *store, int64_t now); /* asks whose time to climb came; gives how many */
/* It is agreed on, or over: it is shown in its own unit alone. */
void ask_come_down(struct store *store, int64_t ask, int64_t now);

/* Two who muted or barred each other, either way, never come to agree, and neither can tell: see the head of
 * aid_match.c. It is asked at the second yes, and nowhere before. */
bool aid_apart(struct store *store, int64_t one, int64_t other);
/* Did one side of a match of this ask and this helper say no to the other? Final for this ask. */
bool ask_was_refused(struct store *store, int64_t ask, int64_t helper, enum aid_side by);
/* May the actor see this ask? It is hers; or whoever asks named her, or nobody. */
bool ask_is_shown(struct store *store, const struct actor *actor, const struct aid_row *ask);
bool offer_is_shown(struct store *store, const struct actor *actor, const struct aid_row *offer);
/* May this member answer it by its "who may answer"? */
bool ask_may_answer(struct store *store, const struct aid_row *ask, int64_t member, int64_t now);

/* Those of these places that an offer has left for new asks. */
int offer_left(struct store *store, const struct aid_row *offer, int64_t now);
/* SQL, of an aid_match: it takes one of its offer's places. */
#define TAKES_PLACE " state BETWEEN " SQL_MATCH_HOLDS " AND " SQL_MATCH_DONE " "
/* Refused with a sentence: it is over, ends before it begins, or is more than a year away. */
enum result aid_check_window(struct store *store, int64_t starts, int64_t ends, bool weekly, int64_t now);

void block_of(struct store *store, int64_t member, char out[AID_PLACE_MAX * 4 + 1]); /* "C"; "" unknown */
/* "a neighbour, block C" */
void a_neighbour(const char *place, char *out, size_t size);
enum aid_from aid_helper_from(struct store *store, const struct aid_row *ask, int64_t helper); /* of another unit? */
/* A helper, as whoever asks reads of her before accepting: "a neighbour, block C"; of an ask that women alone answer "a
 * woman of block C, 5 months here". */
void a_helper(struct store *store, const struct aid_row *ask, int64_t helper, int64_t now, char *out, size_t size);
void handle_of(struct store *store, int64_t member, char out[HANDLE_BYTES]);

/* Have these two agreed on an ask, of which the words are kept still? */
bool aid_has_met(struct store *store, const struct actor *actor, int64_t other);
/* The book of the unit where it stands: who asked is never in it. `subject`: an ask, or an offer, by the kind. */
enum result aid_ledger(struct store *store, enum ledger_kind kind, int64_t subject, int64_t now);

/* Inside a write; `by`: the member who does it, who needs no notice; 0: nobody does. */
/* Ends a match that goes on, tells both by a notice; its ask is open again if it held it and is not over. */
enum result match_end(struct store *store, int64_t match, enum match_state state, int64_t by, int64_t now);
/* A strike ended what two had agreed on, and is taken back: they have agreed as before, with what they wrote to each
 * other. Refused as by hand_say_anew() where life went on since: another answered, or the ask or offer is over. */
enum result match_put_back(struct store *store, const struct actor *actor, int64_t match, int64_t now);
/* All that hangs on an offer that is over: suggestions and waiting ones end, agreed ones stay. */
enum result offer_let_go(struct store *store, int64_t offer, int64_t by, int64_t now);
/* All that hangs on an ask. */
enum result ask_let_go(struct store *store, int64_t ask, enum match_state state, int64_t by, int64_t now);
/* What was agreed on for an ask when it was struck; 0: nothing was. Before the striking is taken back. */
int64_t ask_struck_match(struct store *store, int64_t ask);
/* The two agree again, on an ask that stands again: unless it is over, they are kept apart now, or the offer's room
 * went to others. What they had written to each other is theirs again, if it was struck within a day. */
enum result match_take_up(struct store *store, int64_t match, int64_t now);
/* An ask or offer is over, and so is all that hangs on it; what was agreed with an offer stays. In this order in the
 * book, which hears of it once. */
enum result aid_end(struct store *store, bool is_offer, int64_t id, enum aid_state state, int64_t by, int64_t now);
/* It happened. A weekly one is asked again for its next week: *next, else 0. */
enum result ask_done(
    struct store *store, const struct aid_row *ask, int64_t match, int64_t by, int64_t now, int64_t *next);
/* The same ask for the next week of its window. */
enum result ask_repeat(struct store *store, const struct aid_row *ask, int64_t now, int64_t *next);
enum result aid_tell(struct store *store, int64_t member, int64_t subject, int64_t now); /* 0: nobody */
/* aid_suggest.c: both windows at once: when they begin together; 0: no fixed time. */
int64_t aid_meet_at(const struct aid_row *ask, const struct aid_row *offer, int64_t now);
void aid_reason(struct store *store, const struct aid_row *ask, const struct aid_row *offer, int64_t now,
    char out[AID_REASON_BYTES]);

/* An ask or offer that was written by hand is seen, struck, given back. Inside a write. aid_strike.c */
enum result aid_see_hand(struct store *store, const struct actor *actor, bool is_offer, int64_t id, struct place *out);
enum result aid_strike(struct store *store, bool is_offer, int64_t id, int64_t now);
enum result aid_unstrike(struct store *store, bool is_offer, int64_t id, int64_t now);

/* --- aid_hand.c: RULES 1.8. Of an actor who acts herself all of it is true --- */
/* Who typed it; 0: nobody did, or it was struck. `kind`: of enum hand_kind (hand.h). */
int64_t aid_hand_behind(struct store *store, enum hand_kind kind, int64_t subject);
/* Did her hand write this ask, or offer? */
bool aid_hand_owns(struct store *store, const struct actor *actor, bool is_offer, int64_t id);
bool aid_is_own(struct store *store, const struct actor *actor, const struct aid_row *row); /* hers, and that hand's */
/* RESULT_REFUSED: it is not hers, or another hand wrote it. *row in any case where there is one. */
enum result aid_require_own_ask(struct store *store, const struct actor *actor, int64_t ask, struct aid_row *row);
/* May her hand go on with this match: as helper's (`helps`) or as asker's? Another would learn how to reach the two. */
bool aid_hand_goes_on(
    struct store *store, const struct actor *actor, bool helps, int64_t match, int64_t ask, int64_t offer);
/* Before a yes: a hand that writes for the helper may answer the ask itself, else RESULT_REFUSED. `match`, `offer`: 0
 * when there is none. */
enum result aid_hands_may_answer(struct store *store, const struct actor *actor, const struct aid_row *ask,
    int64_t match, int64_t helper, int64_t offer, int64_t now);
/* Does the actor stand on the helper's side of a match of this ask? A member who stands on both, because another hand
 * than that of her ask said "I can" for her, stands for that hand on the helper's side: it does not learn whose ask it
 * is. */
bool aid_is_helping(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t helper);
/* aid_apart() of the two and of those who write for them. An ask that is the helper's own is apart from her too. */
bool aid_hands_apart(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t match,
    int64_t helper, int64_t offer);
/* What was said in a match: seen by whoever may see its ask; named (theirs) to the two, once they agreed.
 */
enum result aid_see_said(struct store *store, const struct actor *actor, int64_t match, struct place *out);
/* A "no" is not seen by whom it refuses. */
enum result aid_see_no(struct store *store, const struct actor *actor, int64_t match, struct place *out);
/* Hide who asks, or who answers, from an actor who may not know her; as in struct by_hand_kind. */
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

#endif
