/*
 * lost.h: a lost password. RULES 1.9.
 *
 * Somebody who knows her (or the steward) begins a request; she types the password she wants, there and then. It
 * becomes hers at once when somebody she chose beforehand vouches for her with one of her unused paper codes; else 48
 * hours after it was begun, when members of three homes, none of them hers, vouched. Any log-in of hers stops it. It is
 * in the book, and on her home screen. Then, for 7 days, her account may not do all: see member_is_restored_lately.
 */
#ifndef BBS_LOST_H
#define BBS_LOST_H

#include "members.h"

enum {
    LOST_HOMES = 3,
    LOST_WAIT = 48 * 3600,
    LOST_DAYS = 14, /* then a request that came to nothing is forgotten */
    RESTORED_DAYS = 7,
    RESTORED_MATES = 2, /* of her caucus, who say that it is she: they end the 7 days */
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

/* --- whom she chose --- */
enum result vouchers_list(
    struct store *store, const struct actor *actor, struct member *out, size_t limit, size_t *count);
/* Not of her own home. On a shared computer both, and to speak for somebody below, take a proof (password_prove). */
enum result voucher_add(struct store *store, const struct actor *actor, const char *handle, int64_t now);
enum result voucher_remove(struct store *store, const struct actor *actor, const char *handle, int64_t now);

/* --- in her name --- */

/* A member or the operator begins; the member vouches by it. A request that was open ends, and its vouchers with it: so
 * beginning anew never helps whoever did. `code` as below, or NULL. */
enum result lost_begin(struct store *store, const struct actor *actor, const char *handle, const char *new_password,
    int argon_slots, const char *code, int64_t now, enum lost_state *state, int64_t *when);
/* `code`: an unused paper code of hers, for one she chose beforehand; else NULL. In the 7 days after, from somebody of
 * her caucus, it says that it is she. */
enum result lost_vouch(struct store *store, const struct actor *actor, const char *handle, const char *code,
    int64_t now, enum lost_state *state, int64_t *when);

/* --- what she sees --- */
struct lost {
    int64_t begun; /* 0: nothing was asked in her name */
    char by[HANDLE_BYTES];
    int vouched;
    int64_t stopped;  /* by a log-in of hers, or lost_stop; 0: it is open */
    int64_t restored; /* when a request was granted, while it still binds her; else 0 */
};
enum result lost_mine(struct store *store, const struct actor *actor, struct lost *out);
/* Stops what is open in her name, for whoever was in already when it was begun. Log-ins stop it by themselves. */
enum result lost_stop(struct store *store, const struct actor *actor, int64_t now);

/* Such an account can't vote, withdraw trust, vouch, or open older letters, caucus and care. Writes that are barred ask
 * here. Letters from before stay shut, and caucuses out of the actor, by the store itself. */
bool member_is_restored_lately(struct store *store, int64_t member, int64_t now);

#endif
