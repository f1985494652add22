/* people.h: adding members, for the files of store/. RULES 1.1. Inside a transaction. */
#ifndef BBS_PEOPLE_H
#define BBS_PEOPLE_H

#include "store/people/person.h"
#include "voucher.h"

/* Fills in the actor of a member: her handle, rights and units. RESULT_NOT_FOUND for one who left. */
enum result member_fill_actor(struct store *store, int64_t member, struct actor *actor);
/* Checks a home and writes it in its proper form (homes.h). *out is malloc'd. */
enum result home_clean(struct store *store, int64_t unit, const char *home, char **out);
/* The home of a newcomer of this unit: as home_clean(), but "" for a workplace, whatever `home` says. *out is
 * malloc'd. */
enum result home_for_unit(struct store *store, int64_t unit, const char *home, char **out);
/* Adds a member: her handle, home, unit, ways in, and the ledger's entry. `home` is clean; "" in a workplace. `hash` is
 * of the form's password, made by credentials_hash() before the write began; NULL when there is no password. */
enum result member_insert(struct store *store, int64_t unit, const struct member_new *form, const char *home,
    const char *hash, int64_t now, int64_t *member);
/* A member who has an account comes to live at `home`; her time in this street begins now. */
enum result member_take_in(struct store *store, int64_t unit, int64_t member, const char *home, int64_t now);
/* She belongs to this unit from now on. Inside a write. In one unit more than her first, posts older than 14 days count
 * as read. */
enum result member_enter(struct store *store, int64_t unit, int64_t member, int64_t now);
/* Gives her a greeter in that unit: one by task, else the member `by` who brought her, else whoever has been there
 * longest. Inside a write. */
void invitation_greeter_give(
    struct store *store, int64_t unit, const char *home, int64_t by, int64_t member, int64_t now);
/* --- homes, in homes.c --- */
/* Writes all labels of this unit that can be read in the form of home_form(). Two homes that get the same label become
 * one, and their people are told. Inside a transaction. */
enum result homes_settle(struct store *store, int64_t unit, int64_t at);
/* The same for homes that people ask to move to: of a younger step of the schema than the one that calls
 * homes_settle(). */
void homes_settle_moves(struct store *store, int64_t unit, int64_t at);

/* voucher.c: does this voucher's word count for that member now? The rule is voucher_judge(). */
enum voucher_fault voucher_weigh(struct store *store, int64_t member, int64_t voucher, int64_t now);

#endif
