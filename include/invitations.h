/*
 * invitations.h: how somebody comes to live here: an invitation, the sign-up, a greeter; and founding time.
 * RULES 1.1, 1.2, 1.12 (who invited whom: 90 days).
 *
 * An invitation is a code that opens once. The store keeps its hash alone: the code is on the card. Nothing of a
 * sign-up is written before the member exists, so a line that breaks in the middle costs nothing.
 */
#ifndef BBS_INVITATIONS_H
#define BBS_INVITATIONS_H

#include "members.h"

/* Numbers of the rules; a commune changes those marked * by decision. */
enum {
    INVITATION_SECONDS = 14 * 86400, /* * */
    INVITATIONS_OPEN_MOST = 3,       /* * a member */
    VOTE_AFTER_SECONDS = 14 * 86400, /* * */
    FOUNDING_HOMES = 10,             /* * until so many homes are in, everything is "for now" */
    INVITATION_CODE_BYTES = 15,      /* "k7fm-2xqp-9hdt" */
};

struct invitation {
    int64_t id, made, until;
    int64_t unit;               /* the street or workplace that it opens */
    char home[32];              /* "" for a workplace */
    char inviter[HANDLE_BYTES]; /* "" for the operator, and in what a newcomer gets to see */
    bool mine;
    bool waits;     /* for a yes: its home is new here, or nobody of it logs in, so a second home is asked */
    bool asks_home; /* of those: the shell made it in founding time, and the home's own people are asked */
    bool stopped;   /* people of its home stopped it (newcomers.h): it opens nothing */
};

/* A code for one more person of `home` (NULL: the inviter's own). By a member, at most 3 open ones; in founding time by
 * the operator too. `code` is given this one time. */
enum result invitation_make(struct store *store, const struct actor *actor, const char *home, int64_t now,
    char code[INVITATION_CODE_BYTES], struct invitation *out);
/* Her own open ones, her own that were stopped, and those that wait for a yes that she may give; the operator's own for
 * the operator. */
enum result invitations_list(
    struct store *store, const struct actor *actor, int64_t now, struct invitation *out, size_t limit, size_t *count);
/* A second home says yes to a home that is new here: one of the same block, or any where that block has none. */
enum result invitation_yes(struct store *store, const struct actor *actor, int64_t invitation, int64_t now);
enum result invitation_withdraw(struct store *store, const struct actor *actor, int64_t invitation, int64_t now);

/* --- the sign-up; called before there is an actor. Each check leaves a sentence that says what is wrong --- */

/* However the code was typed: capitals, spaces and dashes do not matter. */
enum result join_check_code(struct store *store, const char *code, int64_t now, struct invitation *out);
enum result join_check_handle(struct store *store, const char *handle);
enum result join_check_password(struct store *store, const char *password);
enum result join_check_key(struct store *store, const char *line);

struct joining {
    const char *code, *handle;
    const char *password; /* NULL: none */
    const char *key;      /* NULL, or a line as in authorized_keys. One of the two is given */
};
/* Makes the member: all of it or nothing. Of two at once with one code exactly one gets in. `actor` is filled as by a
 * log-in. */
enum result member_join(
    struct store *store, const struct joining *form, int argon_slots, int64_t now, struct actor *actor);

/* Who greets this newcomer; RESULT_NOT_FOUND where nobody does (any more). */
enum result greeter_of(struct store *store, const struct actor *actor, int64_t member, struct member *out);
/* The newcomers of the last 14 days whom the actor is to greet. */
enum result greeted_by(
    struct store *store, const struct actor *actor, int64_t now, struct member *out, size_t limit, size_t *count);

/* RULES 1.1: she votes after 14 days; whoever came in founding time votes at once, for then no rule binds and the
 * founding assembly is theirs. `founded`: when the tenth home came in, 0 while it has not. Pure. */
bool member_may_vote(int64_t since, int64_t founded, int64_t now);

#endif
