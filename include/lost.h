/*
 * lost.h: a lost password. RULES 1.9.
 *
 * A member who knows her, or the steward, begins a request; she comes along and types her new password herself. The
 * beginner is shown six digits, once. She says these digits, face to face, to each neighbour who vouches for her, and
 * the neighbour types them. So a vouch is for exactly this request, and for a person whom the neighbour met.
 *
 * The password becomes hers at once when a voucher whom she chose beforehand vouches with one of her unused paper
 * codes. Else it becomes hers 48 hours after the beginning, when members of three homes, none of them hers, have
 * vouched. Up to three requests may be open for one account; none ends another. Any log-in of hers stops them all.
 * Requests stand in the book and on her home screen. For 7 days afterwards her account may not do everything:
 * restored_lately().
 */
#ifndef BBS_LOST_H
#define BBS_LOST_H

#include "members.h"

enum {
    LOST_DAYS = 14, /* a request that was not granted is forgotten after so long */
    LOST_OPEN_MOST = 3,
    LOST_SHOWN = 6, /* requests of one account: the open ones and the last that ended */
    LOST_DIGITS = 6,
    LOST_DIGITS_BYTES = LOST_DIGITS + 2, /* "481 203" */
    LOST_WRONG_MOST = 5,                 /* wrong digits of one voucher for one account in 24 hours */
    RESTORED_DAYS = 7,
    RESTORED_MATES = 2, /* so many of her caucus end the 7 days by saying that it is she */
    RESET_DAYS = 14,    /* so long after founding a steward's `reset` sets a password; later it only begins a request */
    VOUCHERS_MOST = 7,
};

/* --- the rule alone; pure --- */
struct lost_case {
    int64_t begun;
    int64_t wait; /* so long it waits */
    int homes;    /* number of homes, other than hers, whose members vouched */
    int homes_needed;
    bool code_at_once; /* a voucher whom she chose before it was begun vouched with an unused code of hers */
};
enum lost_state { LOST_NEEDS_HOMES, LOST_NEEDS_TIME, LOST_RESTORED, LOST_TOO_OLD };
/* *when: the earliest time at which three homes can restore it. */
enum lost_state lost_judge(const struct lost_case *lost, int64_t now, int64_t *when);

/* May a steward set a password from the shell? `founded`: when the house was founded, or 0 in founding time. */
bool lost_reset_is_open(int64_t founded, int64_t now);

/* --- the vouchers whom she chose beforehand --- */
enum result vouchers_list(
    struct store *store, const struct actor *actor, struct member *out, size_t limit, size_t *count);
/* A voucher must not be of her own home. On a shared computer voucher_add(), voucher_remove() and vouching need a proof
 * (password_prove). */
enum result voucher_add(struct store *store, const struct actor *actor, const char *handle, int64_t now);
enum result voucher_remove(struct store *store, const struct actor *actor, const char *handle, int64_t now);

/* --- requests for her account --- */

struct lost_answer {
    enum lost_state state; /* of that request */
    int64_t when, begun;
    char by[HANDLE_BYTES];          /* the person who began that request */
    char digits[LOST_DIGITS_BYTES]; /* after lost_begin(): the caller shows it once and wipes it. Else "" */
    bool moved;                     /* until now this voucher had vouched for another request for the same account */
};
/* A member or the operator begins a request; a member vouches by that. RESULT_REFUSED for a fourth open request, and
 * for a second one by the same beginner or home. `code` as in lost_vouch(), or NULL. */
enum result lost_begin(struct store *store, const struct actor *actor, const char *handle, const char *new_password,
    int argon_slots, const char *code, int64_t now, struct lost_answer *out);
/* Vouches for the request that has these `digits`; blanks in them do not matter. Wrong digits are counted and refused.
 * A voucher vouches for only one request for an account: with the digits of another one the vouch moves to that one.
 * `code`: an unused paper code of hers, when she chose this voucher beforehand; else NULL. */
enum result lost_vouch(struct store *store, const struct actor *actor, const char *handle, const char *digits,
    const char *code, int64_t now, struct lost_answer *out);
/* True when the member of that handle chose the actor beforehand, so that a paper code of hers counts at once. */
bool lost_chose(struct store *store, const struct actor *actor, const char *handle);
/* The beginner ends her request with all vouches for it (*request true). A voucher only takes the vouch back (false).
 */
enum result lost_take_back(
    struct store *store, const struct actor *actor, const char *handle, int64_t now, bool *request);
/* In the 7 days afterwards: a member of her caucus says that it is really she. *left: how many more have to say so. */
enum result lost_known(struct store *store, const struct actor *actor, const char *handle, int64_t now, int *left);

/* Stored as these numbers: add new ones only at the end. */
enum lost_end { LOST_IS_OPEN, LOST_STOPPED, LOST_TAKEN_BACK, LOST_ENDED_BY_CHANGE };
struct lost_request {
    int64_t begun, ended;  /* ended 0: it is open */
    char by[HANDLE_BYTES]; /* "the steward" when it was begun from the shell */
    int vouched;
    enum lost_end how;
    bool mine;    /* the actor began it, or vouched for it */
    bool vouches; /* the actor's vouch is for it; the beginner may have moved hers to another request */
};
/* The open requests for an account, oldest first, at most LOST_OPEN_MOST; *whom is its owner. For members who may
 * vouch, and for the operator. */
enum result lost_open_for(struct store *store, const struct actor *actor, const char *handle, int64_t now,
    struct member *whom, struct lost_request *out, size_t *count);

/* --- what she sees --- */
struct lost {
    struct lost_request request[LOST_SHOWN]; /* the open ones first, then the newest */
    size_t count, open;
    int64_t restored; /* when a request was granted or a steward set a password; 0 when that no longer restricts her */
    bool by_shell;    /* a steward set it */
};
enum result lost_mine(struct store *store, const struct actor *actor, struct lost *out);
/* Sentences for every face: who began a request and how it ended; what she may not do for 7 days. */
enum { LOST_END_BYTES = 300 };
void lost_end_say(const struct lost_request *request, char *out, size_t size);
const char *lost_restored_words(bool by_shell);
/* Stops all open requests for her account. For a member who was logged in when they were begun: a log-in stops them by
 * itself. */
enum result lost_stop(struct store *store, const struct actor *actor, int64_t now);

/* True for 7 days after a request was granted or a steward set a password. Such an account can't vote, withdraw trust
 * or vouch. It cannot open older letters, drafts, caucus and care, nor take the file of all that is kept about her.
 * Writes that are not allowed to it must ask here. The store itself keeps older letters shut, and leaves caucuses out
 * of the actor. */
bool restored_lately(struct store *store, int64_t member, int64_t now);
/* When others set her password; 0: not in these days. A session that began earlier ends: whoever sits at it does not
 * know the new password. */
int64_t lost_restored_at(struct store *store, const struct actor *actor);
/* Members whose password others set, by the entries of the book after `after`. For the caretaker: a steward's shell
 * cannot tell their open sessions. */
size_t lost_restored_after(struct store *store, int64_t after, int64_t *members, size_t limit);

#endif
