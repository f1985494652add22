/*
 * lost.h: a lost password. RULES 1.9.
 *
 * Somebody who knows her (or the steward) begins a request; she types the password she wants, there and then. Six
 * digits are shown to whoever began it, once. She says them, face to face, to each neighbour who vouches, and he types
 * them: so a vouch binds to that request, and to a person who was met.
 *
 * The password becomes hers at once when somebody she chose beforehand vouches for her with one of her unused paper
 * codes; else 48 hours after it was begun, when members of three homes, none of them hers, vouched. Up to three
 * requests run side by side, and none displaces another. Any log-in of hers stops them all. It is in the book, and on
 * her home screen. Then, for 7 days, her account may not do all: see member_is_restored_lately.
 */
#ifndef BBS_LOST_H
#define BBS_LOST_H

#include "members.h"

enum {
    LOST_HOMES = 3,
    LOST_WAIT = 48 * 3600,
    LOST_DAYS = 14, /* then a request that came to nothing is forgotten */
    LOST_OPEN_MOST = 3,
    LOST_SHOWN = 6, /* requests of one account: the open ones and the last that ended */
    LOST_DIGITS = 6,
    LOST_DIGITS_BYTES = LOST_DIGITS + 2, /* "481 203" */
    LOST_WRONG_MOST = 5,                 /* digits that one voucher may get wrong for one account in 24 hours */
    RESTORED_DAYS = 7,
    RESTORED_MATES = 2, /* of her caucus, who say that it is she: they end the 7 days */
    RESET_DAYS = 14,    /* after founding, a steward's `reset` only begins a request */
    VOUCHERS_MOST = 7,
};

/* --- the rule alone; pure --- */
struct lost_case {
    int64_t begun;
    int homes;         /* other than hers, of those who vouched */
    bool code_at_once; /* one she chose before it was begun vouched with an unused code of hers */
};
enum lost_state { LOST_NEEDS_HOMES, LOST_NEEDS_TIME, LOST_RESTORED, LOST_TOO_OLD };
/* *when: the time it can be hers at the earliest. */
enum lost_state lost_judge(const struct lost_case *lost, int64_t now, int64_t *when);

/* May a steward set a password from the shell? Founded: when, or 0 while it is founding time. */
bool lost_reset_is_open(int64_t founded, int64_t now);

/* --- whom she chose --- */
enum result vouchers_list(
    struct store *store, const struct actor *actor, struct member *out, size_t limit, size_t *count);
/* Not of her own home. On a shared computer both, and to speak for somebody below, take a proof (password_prove). */
enum result voucher_add(struct store *store, const struct actor *actor, const char *handle, int64_t now);
enum result voucher_remove(struct store *store, const struct actor *actor, const char *handle, int64_t now);

/* --- in her name --- */

struct lost_answer {
    enum lost_state state; /* of that request */
    int64_t when, begun;
    char by[HANDLE_BYTES];          /* who began that request */
    char digits[LOST_DIGITS_BYTES]; /* after lost_begin: to be shown once; wipe it. Else "" */
    bool moved;                     /* the voucher's word stood for another request until now */
};
/* A member or the operator begins; the member vouches by it. RESULT_REFUSED for a fourth, and for a second by the same
 * beginner or home. `code` as below, or NULL. */
enum result lost_begin(struct store *store, const struct actor *actor, const char *handle, const char *new_password,
    int argon_slots, const char *code, int64_t now, struct lost_answer *out);
/* `digits`: as she says them, blanks do not matter. Wrong ones are counted, and refused. A voucher's word counts for
 * one request of hers: whoever types the digits of another moves it there. `code`: an unused paper code of hers, for
 * one she chose beforehand; else NULL. */
enum result lost_vouch(struct store *store, const struct actor *actor, const char *handle, const char *digits,
    const char *code, int64_t now, struct lost_answer *out);
/* The beginner's own request ends, and each word for it; whoever only vouched takes that word back. *request: which. */
enum result lost_take_back(
    struct store *store, const struct actor *actor, const char *handle, int64_t now, bool *request);
/* In the 7 days after: somebody of her caucus says that it is she. *left: how many more have to. */
enum result lost_known(struct store *store, const struct actor *actor, const char *handle, int64_t now, int *left);

enum lost_end { LOST_IS_OPEN, LOST_STOPPED, LOST_TAKEN_BACK, LOST_ENDED_BY_CHANGE }; /* stored: only ever appended to */
struct lost_request {
    int64_t begun, ended;  /* ended 0: it is open */
    char by[HANDLE_BYTES]; /* "the steward" from the shell */
    int vouched;
    enum lost_end how;
    bool mine;    /* the asker vouched for it, or began it */
    bool vouches; /* her word counts for it: who began it may have moved hers to another one */
};
/* What is open for somebody, oldest first, up to LOST_OPEN_MOST: for members who may vouch, and the operator. */
enum result lost_open_for(struct store *store, const struct actor *actor, const char *handle, int64_t now,
    struct member *whom, struct lost_request *out, size_t *count);

/* --- what she sees --- */
struct lost {
    struct lost_request request[LOST_SHOWN]; /* the open ones first, then the newest */
    size_t count, open;
    int64_t
        restored;  /* when a request was granted, or a password set from the shell, while it still binds her; else 0 */
    bool by_shell; /* a steward set it */
};
enum result lost_mine(struct store *store, const struct actor *actor, struct lost *out);
/* Sentences for every face: who asked and how it ended; what binds her for 7 days. */
enum { LOST_END_BYTES = 300 };
void lost_end_say(const struct lost_request *request, char *out, size_t size);
const char *lost_restored_words(bool by_shell);
/* Stops all that is open in her name, for whoever was in already when it was begun. Log-ins stop it by themselves. */
enum result lost_stop(struct store *store, const struct actor *actor, int64_t now);

/* Such an account can't vote, withdraw trust, vouch, or open older letters, drafts, caucus and care, nor take the file
 * of what is kept about it. Writes that are barred ask here. Letters from before stay shut, and caucuses out of the
 * actor, by the store itself. */
bool member_is_restored_lately(struct store *store, int64_t member, int64_t now);

#endif
