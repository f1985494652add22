/* aid_room.h: what the files of store/aid*.c share. Private to store/. RULES 3. */
#ifndef BBS_AID_ROOM_H
#define BBS_AID_ROOM_H

#include "aid.h"
#include "store/access.h"

/* An ask or an offer as it stands in its table, names and words apart. */
struct aid_row {
    bool is_offer;
    int64_t id, member, at, starts, ends, ended;
    enum aid_kind kind;
    enum aid_urgency urgency;
    enum aid_state state;
    enum aid_who who_may;
    uint32_t languages;
    int many, capacity;
    bool weekly, learner, climbs, again;
    char place[AID_PLACE_MAX * 4 + 1];
};
#define ASK_COLUMNS                                                                                                    \
    "a.id, coalesce(a.member, 0), a.asked, a.kind, a.urgency, a.many, a.starts, a.ends, coalesce(a.place, ''),"        \
    " a.languages, a.weekly, a.state, a.ended, a.who_may, a.climbs, a.again"
#define OFFER_COLUMNS                                                                                                  \
    "a.id, coalesce(a.member, 0), a.offered, a.kind, 3, a.many, a.starts, a.ends, coalesce(a.place, ''),"              \
    " a.languages, a.weekly, a.state, a.ended, a.capacity, a.learner, 0"
enum { AID_COLUMNS = 16 }; /* of both */
void aid_read_row(sqlite3_stmt *row, bool is_offer, struct aid_row *out);
/* RESULT_NOT_FOUND where there is none, also when the actor may not know of it. */
enum result aid_row_get(struct store *store, const struct actor *actor, bool is_offer, int64_t id, struct aid_row *out);

/* A member of the house's unit. */
enum result require_neighbour(struct store *store, const struct actor *actor);
/* May the actor see this ask? It is hers; or whoever asks named her, or nobody; and neither muted or barred the other.
 */
bool ask_is_shown(struct store *store, const struct actor *actor, const struct aid_row *ask);
bool aid_barred(struct store *store, int64_t one, int64_t other); /* barred or muted, either way */
/* May this member answer it by its "who may answer"? */
bool ask_may_answer(struct store *store, const struct aid_row *ask, int64_t member);

/* Those of these places that an offer has left for new asks. */
int offer_left(struct store *store, const struct aid_row *offer, int64_t now);

void block_of(struct store *store, int64_t member, char out[AID_PLACE_MAX * 4 + 1]); /* "C"; "" unknown */
/* "a neighbour, block C" */
void a_neighbour(const char *place, char *out, size_t size);
void handle_of(struct store *store, int64_t member, char out[HANDLE_BYTES]);

/* The book: who asked is never in it. */
enum result aid_ledger(struct store *store, enum ledger_kind kind, int64_t subject, int64_t now);

/* Inside a write. Ends a match that goes on, tells the other side by a notice; its ask is open again if it held it. */
enum result match_end(struct store *store, int64_t match, enum match_state state, int64_t now);
/* All that hangs on an offer that is over: suggestions and waiting ones end, agreed ones stay. */
enum result offer_let_go(struct store *store, int64_t offer, int64_t now);
enum result ask_let_go(struct store *store, int64_t ask, enum match_state state, int64_t now); /* and of an ask */
/* aid_suggest.c: both windows at once: when they begin together; 0: no fixed time. */
int64_t aid_meet_at(const struct aid_row *ask, const struct aid_row *offer, int64_t now);
void aid_reason(struct store *store, const struct aid_row *ask, const struct aid_row *offer, int64_t now,
    char out[AID_REASON_BYTES]);

/* hand.c: an ask or offer that was written by hand is seen, struck, given back. Inside a write. */
enum result aid_see_hand(struct store *store, const struct actor *actor, bool is_offer, int64_t id, struct place *out);
enum result aid_strike(struct store *store, bool is_offer, int64_t id, int64_t now);
enum result aid_unstrike(struct store *store, bool is_offer, int64_t id, int64_t now);

/* --- aid_hand.c: RULES 1.8. Of an actor who acts herself all of it is true --- */
/* Did her hand write this ask, or offer? */
bool aid_hand_owns(struct store *store, const struct actor *actor, bool is_offer, int64_t id);
/* May her hand go on with this match: as helper's (`helps`) or as asker's? Another would learn how to reach the two. */
bool aid_hand_goes_on(
    struct store *store, const struct actor *actor, bool helps, int64_t match, int64_t ask, int64_t offer);
/* Before a yes: a hand on either side who was barred by the other, or may not answer, is refused as a helper is.
 * `match`: 0 when there is none yet. */
enum result aid_check_hands(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t match, int64_t helper);
/* The doors of what was said in a match: seen by who may see its ask; named (theirs) to the two, once they agreed. */
enum result aid_see_said(struct store *store, const struct actor *actor, int64_t match, struct place *out);
bool aid_said_is_theirs(struct store *store, const struct actor *actor, int64_t match);
enum result aid_strike_yes(struct store *store, const struct actor *actor, int64_t match, int64_t now);
enum result aid_strike_done(struct store *store, const struct actor *actor, int64_t match, int64_t now);
enum result aid_strike_no(struct store *store, const struct actor *actor, int64_t match, int64_t now);
enum result aid_hand_repeats(struct store *store, int64_t ask, int64_t next, int64_t now);
void aid_hands_forget(struct store *store);
void aid_hands_leave(struct store *store, int64_t member);

/* forget.h and member_erase */
int aid_forget(struct store *store, int64_t now);
void aid_leave(struct store *store, int64_t member, int64_t now);

#endif
