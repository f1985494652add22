/* people.h: making a member, for the files of store/. Inside a transaction. */
#ifndef BBS_PEOPLE_H
#define BBS_PEOPLE_H

#include "store/people/person.h"
#include "voucher.h"

/* A member as she acts, with her units. */
enum result actor_fill(struct store *store, int64_t member, struct actor *actor);
/* A block and a number, as the house writes it (homes.h); *out is malloc'd. */
enum result home_clean(struct store *store, int64_t unit, const char *home, char **out);
/* The home that a newcomer of this unit comes to live at: home_clean(), and "" in a workplace, whatever is said.
 * *out is malloc'd. */
enum result home_for_unit(struct store *store, int64_t unit, const char *home, char **out);
/* Member, handle, home, her unit, ways in, and the book's entry. `home` is clean, and "" in a workplace; `hash`: of the
 * form's password, by credentials_hash() before the write began; NULL when there is none. */
enum result member_insert(struct store *store, int64_t unit, const struct member_new *form, const char *home,
    const char *hash, int64_t now, int64_t *member);
/* Whoever has an account comes to live at `home`; her time here begins now. */
enum result member_take_in(struct store *store, int64_t unit, int64_t member, const char *home, int64_t now);
/* She belongs to this unit from now on; what is older than 14 days there counts as read. Inside a write. */
enum result member_enter(struct store *store, int64_t unit, int64_t member, int64_t now);
/* Somebody greets her in that unit: by task, whoever brought her, or whoever has been there longest. Inside a write. */
void greeter_give(struct store *store, int64_t unit, const char *home, int64_t by, int64_t member, int64_t now);
/* --- homes, in homes.c --- */
/* Writes the labels of this unit anew as home_form() says, each that it can; homes that become one are made one, and
 * their people are told. Inside a transaction. */
enum result homes_settle(struct store *store, int64_t unit, int64_t at);
/* The same for homes that people ask to move to: of a younger step of the schema than the one that calls
 * homes_settle(). */
void homes_settle_moves(struct store *store, int64_t unit, int64_t at);

/* voucher.c: does this one's word count for that member now? By voucher_judge(). */
enum voucher_fault voucher_weigh(struct store *store, int64_t member, int64_t voucher, int64_t now);

#endif
