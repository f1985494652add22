/* password.c: changing a password, typing it again, and a new one from the shell. RULES 1.4, 1.6, 1.9, 1.10. */
#include <string.h>

#include "hand.h"
#include "lost.h"
#include "store/people/credentials.h"
#include "store/people/handles.h"
#include "store/people/person.h"
#include "store/people/restored.h"
#include "store/people/shell_acts.h"

/* True when her password was set by somebody else, and `password` is that one. */
static bool is_the_given_one(struct store *store, int64_t member, const char *password, int argon_slots)
{
    char hash[PASSWORD_HASH] = "";
    sqlite3_stmt *row = db_query(store, "SELECT hash FROM password WHERE member = ? AND due = 1", member);
    bool due = db_step(store, row);
    if (due)
        db_copy(row, 0, hash, sizeof hash);
    db_done(store, row);
    bool same = due && credentials_match(store, hash, password, argon_slots);
    explicit_bzero(hash, sizeof hash);
    return same;
}

static enum result change_password(
    struct store *store, int64_t member, const char *password, int argon_slots, int64_t now)
{
    char hash[PASSWORD_HASH];
    enum result result = credentials_hash(store, password, argon_slots, hash);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = credentials_set_hash(store, member, hash, false, now);
    explicit_bzero(hash, sizeof hash);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result password_change(struct store *store, const struct actor *actor, const char *old_password,
    const char *new_password, int argon_slots, int64_t now)
{
    struct actor again = { 0 };
    enum result result = credentials_require_self(store, actor);
    if (result != RESULT_OK)
        return result;
    bool proved = credentials_are_proved(store, now), none = !member_has_password(store, actor);
    bool free_to_set = none || member_password_is_due(store, actor) || (old_password == NULL && proved);
    store->proved_until = 0;
    if (none && store->shared && !proved) /* else whoever sits there after her makes a door of their own */
        return credentials_refuse_without_password(store);
    if (!free_to_set && (old_password == NULL ||
                            login_password(store, actor->handle, old_password, argon_slots, now, &again) != RESULT_OK))
        return db_refuse(store, RESULT_REFUSED, _("The old password is not that one. Nothing was changed."));
    if (is_the_given_one(store, actor->member, new_password, argon_slots))
        return db_refuse(store, RESULT_REFUSED,
            _("That is the password that somebody else set, so somebody else knows it. Choose another one."));
    return change_password(store, actor->member, new_password, argon_slots, now);
}

enum result password_check(
    struct store *store, const struct actor *actor, const char *password, int argon_slots, int64_t now)
{
    struct actor again = { 0 };
    enum result result = credentials_require_self(store, actor);
    if (result != RESULT_OK)
        return result;
    if (!member_has_password(store, actor))
        return credentials_refuse_without_password(store);
    if (login_password(store, actor->handle, password, argon_slots, now, &again) != RESULT_OK ||
        again.member != actor->member)
        return db_refuse(store, RESULT_REFUSED, _("That is not your password."));
    return RESULT_OK;
}

enum result password_prove(
    struct store *store, const struct actor *actor, const char *password, int argon_slots, int64_t now)
{
    enum result result = password_check(store, actor, password, argon_slots, now);
    if (result != RESULT_OK)
        return result;
    store->proved_until = now + PROOF_SECONDS;
    return RESULT_OK;
}

void password_prove_by_key(struct store *store, const struct actor *actor, int64_t now)
{
    if (!member_has_password(store, actor))
        store->proved_until = now + PROOF_SECONDS;
}

enum proves password_proves(struct store *store, const struct actor *actor, int64_t now)
{
    if (!store->shared)
        return PROVES_NOTHING;
    if (member_has_password(store, actor))
        return PROVES_BY_PASSWORD;
    if (credentials_are_proved(store, now))
        return PROVES_BY_KEY;
    credentials_refuse_without_password(store);
    return PROVES_NOT;
}

/* --- from the shell --- */

/* The shell may set a password only in founding time and RESET_DAYS after it, before neighbours of three homes can
 * vouch, and always in a demo house. store_time_begun() makes sure that setting the clock back does not make this time
 * longer. */
static bool reset_is_open(struct store *store, int64_t member, int64_t now)
{
    struct house house;
    return house_get(store, unit_street_of(store, member), &house) == RESULT_OK &&
           (house.demo || lost_reset_is_open(house.founded, store_time_begun(store, now)));
}

static enum result set_from_shell(
    struct store *store, const struct actor *actor, int64_t member, const char *new_password, int64_t now)
{
    char hash[PASSWORD_HASH];
    enum result result = credentials_hash(store, new_password, -1, hash);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = credentials_set_hash(store, member, hash, true, now);
    explicit_bzero(hash, sizeof hash);
    restored_begin(store, member, true, now);
    shell_act_note(store, actor, member, "password", "", now);
    if (result == RESULT_OK)
        result = ledger_append(store,
            &(struct ledger_new) {
                .at = now, .unit = unit_street_of(store, member), .subject = member, .kind = LEDGER_PASSWORD_RESET });
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result password_reset(struct store *store, const struct actor *actor, const char *handle, const char *new_password,
    int64_t now, bool *set, struct lost_answer *request)
{
    *set = false;
    *request = (struct lost_answer) { 0 };
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK)
        return result;
    int64_t member = handle_find_member(store, handle);
    if (member == 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that."));
    if (hand_writes_for(store, member))
        return db_refuse(store, RESULT_REFUSED,
            _("They have no device, so they would not see who set it. With one, three neighbours vouch for them: `vouch begin`."));
    if (!reset_is_open(store, member, now))
        return lost_begin(store, actor, handle, new_password, -1, NULL, now, request);
    result = set_from_shell(store, actor, member, new_password, now);
    *set = result == RESULT_OK;
    return result;
}
