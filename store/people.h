/* people.h: making a member, for the files of store/. Inside a transaction. */
#ifndef BBS_PEOPLE_H
#define BBS_PEOPLE_H

#include "homes.h"
#include "members.h"
#include "store/db.h"

/* A member as she acts, with her units. */
enum result actor_fill(struct store *store, int64_t member, struct actor *actor);
/* A block and a number, as the house writes it (homes.h); *out is malloc'd. */
enum result home_clean(struct store *store, const char *home, char **out);
/* handles.c: RESULT_INVALID, RESULT_CONFLICT with a sentence; takes it for this member, inside a write. */
enum result handle_is_free(struct store *store, const char *handle);
enum result handle_take(struct store *store, int64_t member, const char *handle);
/* Member, handle, home, the house's unit, ways in, and the book's entry. `home` is clean; `hash`: of the form's
 * password, by credentials_hash() before the write began; NULL when there is none. */
enum result member_insert(struct store *store, const struct member_new *form, const char *home, const char *hash,
    int64_t now, int64_t *member);
/* --- homes, in homes.c and invitations.c --- */
/* Writes the labels of this house anew as home_form() says, each that it can; homes that become one are made one, and
 * their people are told. Inside a transaction. */
enum result homes_settle(struct store *store, int64_t at);
void home_of(struct store *store, int64_t member, char out[HOME_BYTES]);
size_t block_length(const char *home); /* of the block's name in it: of "C" in "C 14" and in "C14" */
bool home_is_in(struct store *store, const char *home);
bool same_home(const char *home, const char *other);
/* May somebody of `hers` be the second home for a new one, which `adders` told of? Of its block, where the block has
 * such a home. */
bool may_be_second_home(struct store *store, const char *hers, const char *home, const char *adders);

void invitations_leave(struct store *store, int64_t member); /* what stands there under her number */
int invitations_forget(struct store *store, int64_t now);

#endif
