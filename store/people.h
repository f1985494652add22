/* people.h: making a member, for the files of store/. Inside a transaction. */
#ifndef BBS_PEOPLE_H
#define BBS_PEOPLE_H

#include "homes.h"
#include "members.h"
#include "store/rights.h"
#include "voucher.h"

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
/* Whoever has an account comes to live at `home`; her time here begins now. */
enum result member_take_in(struct store *store, int64_t member, const char *home, int64_t now);
/* RULES 1.2: the tenth home is not in yet. */
bool house_is_founding(struct store *store);
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

/* voucher.c: does this one's word count for that member now? By voucher_judge(). */
enum voucher_fault voucher_weigh(struct store *store, int64_t member, int64_t voucher, int64_t now);
/* --- newcomers.c --- */
/* Somebody lives there who has a way in and used it lately: that home hears of a card, others count as new. */
bool home_answers(struct store *store, const char *home, int64_t now);
/* What is new for its people stands on their home screens at once, but for `but`. Inside a write. */
void home_hears(struct store *store, const char *home, int64_t but);
enum door_cause { DOOR_SHELL, DOOR_STOPPED }; /* as it is kept */
/* She has an account and no home, and waits for a yes. Inside a write. */
enum result wait_at_door(struct store *store, int64_t member, const char *home, enum door_cause cause, int64_t now);
/* While others of her home can put her out again she says no yes for anybody. */
bool newcomer_can_be_stopped(struct store *store, int64_t member, int64_t now);
void newcomers_leave(struct store *store, int64_t member);
int newcomers_forget(struct store *store, int64_t now); /* as in forget.h */

void invitations_leave(struct store *store, int64_t member); /* what stands there under her number */
int invitations_forget(struct store *store, int64_t now);

#endif
