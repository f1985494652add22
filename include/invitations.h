/*
 * invitations.h: how a person becomes a member: an invitation, the sign-up, a greeter; and founding time.
 * RULES 1.1, 1.2, 1.12 (who invited whom: 90 days).
 *
 * An invitation is a code that can be used once. The store keeps only its hash; the code itself is only on the card.
 * Nothing of a sign-up is written before the member exists, so a connection that drops meanwhile does no harm.
 */
#ifndef BBS_INVITATIONS_H
#define BBS_INVITATIONS_H

#include "members.h"

enum { INVITATION_CODE_BYTES = 15 }; /* "k7fm-2xqp-9hdt" */

struct invitation {
    int64_t id, made, until;
    int64_t unit;               /* the street or workplace that it opens */
    char home[32];              /* "" for a workplace */
    char inviter[HANDLE_BYTES]; /* "" when the operator made it, and when a newcomer reads it */
    bool mine;
    bool waits; /* for a yes of a second home, because its home is new here or nobody of it logs in; for a workplace:
                   for a yes of a second worker */
    bool asks_home; /* it waits, but was made from the shell in founding time: people of the home itself are asked */
    bool stopped;   /* people of its home stopped it (newcomers.h): the code is not valid any more */
};

/* Makes a code for one more person of `home` (NULL: the inviter's own). A member may have 3 open ones; in founding time
 * the operator may make them too. `code` is never given again. */
enum result invitation_make(struct store *store, const struct actor *actor, const char *home, int64_t now,
    char code[INVITATION_CODE_BYTES], struct invitation *out);
/* Lists her own open ones, her own that were stopped, and those to which she may say yes. For the operator: those made
 * by the operator. */
enum result invitations_list(
    struct store *store, const struct actor *actor, int64_t now, struct invitation *out, size_t limit, size_t *count);
/* Somebody of a second home says yes to a home that is new here. (For a workplace: a second worker.) The second home
 * must be of the same block, if that block has homes. */
enum result invitation_yes(struct store *store, const struct actor *actor, int64_t invitation, int64_t now);
enum result invitation_withdraw(struct store *store, const struct actor *actor, int64_t invitation, int64_t now);

/* --- the sign-up. There is no actor yet. After a refusal store_reason() says what is wrong --- */

/* Capitals, spaces and dashes in `code` do not matter. */
enum result invitation_check_code(struct store *store, const char *code, int64_t now, struct invitation *out);
enum result invitation_check_handle(struct store *store, const char *handle);
enum result invitation_check_password(struct store *store, const char *password);
enum result invitation_check_key(struct store *store, const char *line);

struct joining {
    const char *code, *handle;
    const char *password; /* NULL: none */
    const char *key;      /* NULL, or a line as in authorized_keys. A password or a key must be given */
};
/* Makes the member in one transaction. When two people use one code at the same time, exactly one gets in. `actor` is
 * filled as at a log-in. */
enum result invitation_join(
    struct store *store, const struct joining *form, int argon_slots, int64_t now, struct actor *actor);

/* A person who is a member of the house already uses a card. With the card of a workplace she then belongs to it, too;
 * the card of a street is for members who live in no street. Refused for a second street and a second workplace. The
 * caller must make `actor` anew. */
enum result invitation_use(
    struct store *store, const struct actor *actor, const char *code, int64_t now, struct invitation *out);

/* The greeter of this newcomer; RESULT_NOT_FOUND when she has none (any more). */
enum result invitation_greeter_of(struct store *store, const struct actor *actor, int64_t member, struct member *out);
/* The newcomers of the last 14 days whom the actor is to greet in the unit where she is. */
enum result invitation_greeted_by(
    struct store *store, const struct actor *actor, int64_t now, struct member *out, size_t limit, size_t *count);

#endif
