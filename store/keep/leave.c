/* leave.c: she leaves, and what stands under her number alone goes. RULES 10.2, 1.8. */
#include "store/keep/leave.h"

#include "store/aid/aid_internal.h"
#include "store/base/forget.h"
#include "store/base/limits.h"
#include "store/people/by_hand.h"
#include "store/people/claim_room.h"
#include "store/people/credentials.h"
#include "store/people/people.h"
#include "store/rota/rota_internal.h"

/* What stands under her number alone; her posts stay, under "a former member". Inside a write. */
void member_erase(struct store *store, int64_t member, int64_t at)
{
    static const char *const emptied[] = { "DELETE FROM member_name WHERE member = ?",
        "DELETE FROM handle_of WHERE member = ?", "DELETE FROM password WHERE member = ?",
        "DELETE FROM paper_code WHERE member = ?", "DELETE FROM paper_list WHERE member = ?",
        "DELETE FROM voucher WHERE member = ?1 OR voucher = ?1",
        "DELETE FROM lost_vouch WHERE member = ?1 OR voucher = ?1",
        "DELETE FROM lost_wrong WHERE member = ?1 OR voucher = ?1",
        "DELETE FROM restored_said WHERE member = ?1 OR mate = ?1", "DELETE FROM lost_request WHERE member = ?",
        "DELETE FROM draft_shut WHERE member = ?", "DELETE FROM restored WHERE member = ?",
        "DELETE FROM key WHERE member = ?", "DELETE FROM setting WHERE member = ?",
        "DELETE FROM shell_act WHERE member = ?", "DELETE FROM presence WHERE member = ?",
        "DELETE FROM login WHERE member = ?", "DELETE FROM known_source WHERE member = ?",
        "DELETE FROM membership WHERE member = ?", "DELETE FROM seat WHERE member = ?",
        "DELETE FROM draft WHERE member = ?", "DELETE FROM read_mark WHERE member = ?",
        "DELETE FROM board_mark WHERE member = ?", "DELETE FROM bookmark WHERE member = ?",
        "DELETE FROM muted_thread WHERE member = ?", "DELETE FROM muted_member WHERE member = ?" };
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++)
        db_run(store, emptied[i], "i", member);
    letters_leave(store, member, at);
    hands_leave(store, member);
    limits_leave(store, member);
    invitations_leave(store, member);
    newcomers_leave(store, member);
    aid_leave(store, member, at);
    claim_leave(store, member);
    rota_member_leaves(store, member);
    shelf_member_leaves(store, member, at);
    db_run(store, "UPDATE member SET gone = ?, household = NULL WHERE id = ?", "ii", at, member);
}

enum result member_leave(struct store *store, const struct actor *actor, int64_t now)
{
    enum result result = require_account(store, actor);
    if (result != RESULT_OK || (result = require_proof(store, now)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    int64_t unit = member_street(store, actor->member);
    member_erase(store, actor->member, now);
    erased_note(store, "member", actor->member, now);
    ledger_append(store,
        &(struct ledger_new) {
            .at = now, .unit = unit, .subject = actor->member, .actor = actor->member, .kind = LEDGER_MEMBER_LEFT });
    return db_commit(store);
}

/* --- at her word, by another's hand --- */

/* Who got a way in of her own since says herself whether she leaves. */
static int let_leave(struct store *store, int64_t now)
{
    int64_t member;
    int count = 0;
    while (
        (member = db_number(store, 0,
             "SELECT w.member FROM hand_word w JOIN member m ON m.id = w.member WHERE w.kind = 'leave' AND m.gone = 0"
             " AND w.struck_by = 0 AND w.confirmed_by <> 0 AND w.confirmed_at <= ? AND " IS_BY_HAND(
                 "w.member") " LIMIT 1",
             "i", now - (int64_t)HAND_LEAVE_SECONDS)) != 0 &&
        !db_failed(store)) {
        int64_t unit = member_street(store, member);
        member_erase(store, member, now);
        erased_note(store, "member", member, now);
        ledger_append(
            store, &(struct ledger_new) {
                       .at = now, .unit = unit, .subject = member, .actor = member, .kind = LEDGER_MEMBER_LEFT });
        count++;
    }
    return count;
}

int leave_confirmed(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    int count = let_leave(store, now);
    return db_commit(store) == RESULT_OK ? count : -1;
}
