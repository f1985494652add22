/* vouchers.c: whom a member chose beforehand, to vouch for her when she loses her password. RULES 1.9. */
#include "store/people/vouchers.h"

#include "store/people/credentials.h"
#include "store/people/handles.h"
#include "store/people/people.h"
#include "store/people/restored.h"
#include "voucher.h"

const char *vouchers_refusal(struct store *store, int64_t member, int64_t voucher, int64_t now)
{
    enum voucher_fault fault = voucher_weigh(store, member, voucher, now);
    return fault != VOUCHER_COUNTS ? voucher_sentence(fault) : NULL;
}

enum result vouchers_check(struct store *store, int64_t member, int64_t voucher, int64_t now)
{
    const char *refusal = vouchers_refusal(store, member, voucher, now);
    return refusal != NULL ? db_refuse(store, RESULT_REFUSED, "%s", refusal) : RESULT_OK;
}

enum result vouchers_find_member(struct store *store, const struct actor *actor, const char *handle, int64_t *member)
{
    struct member found = { 0 };
    enum result result = member_by_handle(store, actor, handle, &found);
    *member = found.id;
    return result;
}

enum result vouchers_nothing_taken_back(
    struct store *store, const struct actor *actor, const char *handle, const char *sentence)
{
    int64_t member;
    enum result result = vouchers_find_member(store, actor, handle, &member);
    return result == RESULT_OK ? db_refuse(store, RESULT_NOT_FOUND, "%s", sentence) : result;
}

enum result vouchers_list(
    struct store *store, const struct actor *actor, struct member *out, size_t limit, size_t *count)
{
    int64_t ids[VOUCHERS_MOST];
    size_t found = 0;
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_begin_read(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT v.voucher FROM voucher v JOIN member m ON m.id = v.voucher WHERE v.member = ? AND m.gone = 0"
        " ORDER BY v.since, v.voucher",
        actor->member);
    while (found < VOUCHERS_MOST && db_step(store, row))
        ids[found++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    for (size_t i = 0; i < found && *count < limit; i++)
        if (member_get(store, actor, ids[i], &out[*count]) == RESULT_OK)
            (*count)++;
    db_end_read(store);
    return RESULT_OK;
}

static enum result add_voucher(struct store *store, int64_t member, int64_t voucher, int64_t now)
{
    enum voucher_fault fault = voucher_weigh(store, member, voucher, now);
    if (fault != VOUCHER_COUNTS && !voucher_fault_passes(fault)) /* it will pass with time: she may be chosen now and
                                                                  * needed later */
        return db_refuse(store, RESULT_REFUSED, "%s", voucher_sentence(fault));
    if (restored_lately(store, member, now))
        return db_refuse(store, RESULT_REFUSED, _("Your password was restored these days: choose vouchers later."));
    if (db_number(store, 0, "SELECT count(*) FROM voucher WHERE member = ?", member) >= VOUCHERS_MOST)
        return db_refuse(store, RESULT_REFUSED, _("You have %d vouchers already. Remove one first."), VOUCHERS_MOST);
    return db_run(store, "INSERT OR IGNORE INTO voucher VALUES (?, ?, ?)", member, voucher, now);
}

enum result voucher_add(struct store *store, const struct actor *actor, const char *handle, int64_t now)
{
    int64_t voucher;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = vouchers_find_member(store, actor, handle, &voucher)) != RESULT_OK ||
        (result = credentials_require_proof(store, actor, now)) != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = add_voucher(store, actor->member, voucher, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result voucher_remove(struct store *store, const struct actor *actor, const char *handle, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = credentials_require_proof(store, actor, now)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "DELETE FROM voucher WHERE member = ? AND voucher = ?", actor->member,
        handle_find_member(store, handle));
    if (sqlite3_changes(store->db) == 0)
        return db_abandon(
            store, vouchers_nothing_taken_back(store, actor, handle, _("You did not choose that person.")));
    return db_commit(store);
}
