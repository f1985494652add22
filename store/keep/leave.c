/* leave.c: a member leaves, and the rows that are only hers are removed. RULES 10.2, 1.8. */
#include "members.h"
#include "store/base/ledger_chain.h"
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/people/by_hand.h"
#include "store/people/credentials.h"
#include "store/people/removal.h"
#include "store/people/unit_row.h"

/* Removes the rows that are only hers. Her posts stay, as posts of "a former member". Inside a write. */
static void member_erase(struct store *store, int64_t member, int64_t at)
{
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++)
        if ((*subject)->leave != NULL)
            (*subject)->leave(store, member, at);
    db_run(store, "UPDATE member SET gone = ?, household = NULL WHERE id = ?", at, member);
    ledger_wrote_remember(store, &(struct wrote) { .member = member }); /* her other sessions end */
}

enum result member_leave(struct store *store, const struct actor *actor, int64_t now)
{
    enum result result = rights_require_account(store, actor);
    if (result != RESULT_OK || (result = credentials_require_proof(store, actor, now)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    int64_t unit = unit_street_of(store, actor->member);
    member_erase(store, actor->member, now);
    retention_note_erased(store, "member", actor->member, now);
    ledger_append(store,
        &(struct ledger_new) {
            .at = now, .unit = unit, .subject = actor->member, .actor = actor->member, .kind = LEDGER_MEMBER_LEFT });
    return db_commit(store);
}

/* --- leaving by another's hand --- */

/* Skips members who have a password or key by now. They leave by themselves. */
static int let_leave(struct store *store, int64_t now)
{
    int64_t member;
    int count = 0;
    while (
        (member = db_number(store, 0,
             "SELECT w.member FROM hand_word w JOIN member m ON m.id = w.member WHERE w.kind = 'leave' AND m.gone = 0"
             " AND w.struck_by = 0 AND w.confirmed_by <> 0 AND w.confirmed_at <= ? AND " IS_BY_HAND(
                 "w.member") " LIMIT 1",
             now - HAND_LEAVE_SECONDS)) != 0 &&
        !db_failed(store)) {
        int64_t unit = unit_street_of(store, member);
        member_erase(store, member, now);
        retention_note_erased(store, "member", member, now);
        ledger_append(
            store, &(struct ledger_new) {
                       .at = now, .unit = unit, .subject = member, .actor = member, .kind = LEDGER_MEMBER_LEFT });
        count++;
    }
    return count;
}

/* Whom an assembly removed, and who belongs to no other place here. */
static int let_removed_leave(struct store *store, int64_t now)
{
    int64_t member;
    int count = 0;
    for (; (member = removal_next(store)) != 0 && !db_failed(store); count++) {
        member_erase(store, member, now);
        retention_note_erased(store, "member", member, now);
        db_run(store, "DELETE FROM removal WHERE member = ?", member);
        ledger_append(store, &(struct ledger_new) { .at = now, .subject = member, .kind = LEDGER_MEMBER_LEFT });
    }
    return count;
}

static int leave_due(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    int count = let_leave(store, now) + let_removed_leave(store, now);
    return db_commit(store) == RESULT_OK ? count : -1;
}

/* --- a restored house --- */

/* A restored house gives out numbers again that the lost house had used. So only a member who joined before the erasing
 * is the one who left. */
static bool erase_again(struct store *store, int64_t member, int64_t at)
{
    if (db_number(store, 0, "SELECT 1 FROM member WHERE id = ? AND gone = 0 AND joined <= ?", member, at) == 0)
        return false;
    int64_t unit = unit_street_of(store, member);
    member_erase(store, member, at);
    ledger_append(
        store, &(struct ledger_new) { .at = at, .unit = unit, .subject = member, .kind = LEDGER_MEMBER_LEFT });
    return true;
}

const struct subject leaving_subject = {
    .name = "leaving",
    .forget = leave_due,
    .erases = "member",
    .erase = erase_again,
};
