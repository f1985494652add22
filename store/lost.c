/* lost.c: how somebody who lost her password comes in again, and what her account may not do for a while. RULES 1.9. */
#include "lost.h"

#include <sodium.h>
#include <string.h>

#include "paper_codes.h"
#include "store/credentials.h"
#include "store/forget.h"
#include "store/lost_request.h"

enum { DAY = 86400 };

/* --- the rule --- */

enum lost_state lost_judge(const struct lost_case *lost, int64_t now, int64_t *when)
{
    *when = lost->begun + LOST_WAIT;
    if (lost->code_at_once || (lost->homes >= LOST_HOMES && now >= *when))
        return LOST_RESTORED;
    if (lost->homes >= LOST_HOMES)
        return LOST_NEEDS_TIME;
    return now >= lost->begun + LOST_DAYS * DAY ? LOST_TOO_OLD : LOST_NEEDS_HOMES;
}

/* --- whom she chose --- */

static int64_t household_of(struct store *store, int64_t member)
{
    return db_number(store, 0, "SELECT household FROM member WHERE id = ? AND gone = 0", "i", member);
}

/* Why this voucher's word does not count for her; NULL when it does. RULES 1.9. Asked when somebody is chosen, when
 * she vouches, and again at each judging: whoever qualified then and no longer does counts no more. */
static const char *voucher_refusal(struct store *store, int64_t member, int64_t voucher, int64_t now)
{
    if (household_of(store, voucher) == household_of(store, member))
        return _("Who vouches for somebody is of another home.");
    if (member_is_restored_lately(store, voucher, now))
        return _("An account whose password was restored these days vouches for nobody.");
    return NULL;
}

static enum result check_voucher(struct store *store, int64_t member, int64_t voucher, int64_t now)
{
    const char *refusal = voucher_refusal(store, member, voucher, now);
    return refusal != NULL ? store_refuse(store, RESULT_REFUSED, "%s", refusal) : RESULT_OK;
}

static enum result find_member(struct store *store, const char *handle, int64_t *member)
{
    *member = member_find(store, handle);
    return *member != 0 ? RESULT_OK
                        : store_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that. `people` lists all."));
}

enum result vouchers_list(
    struct store *store, const struct actor *actor, struct member *out, size_t limit, size_t *count)
{
    int64_t ids[VOUCHERS_MOST];
    size_t found = 0;
    *count = 0;
    enum result result = require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_begin_read(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT v.voucher FROM voucher v JOIN member m ON m.id = v.voucher WHERE v.member = ? AND m.gone = 0"
        " ORDER BY v.since, v.voucher",
        "i", actor->member);
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
    enum result result = check_voucher(store, member, voucher, now);
    if (result != RESULT_OK)
        return result;
    if (member_is_restored_lately(store, member, now))
        return store_refuse(store, RESULT_REFUSED, _("Your password was restored these days: choose vouchers later."));
    if (db_number(store, 0, "SELECT count(*) FROM voucher WHERE member = ?", "i", member) >= VOUCHERS_MOST)
        return store_refuse(store, RESULT_REFUSED, _("You have %d vouchers already. Remove one first."), VOUCHERS_MOST);
    return db_run(store, "INSERT OR IGNORE INTO voucher VALUES (?, ?, ?)", "iii", member, voucher, now);
}

enum result voucher_add(struct store *store, const struct actor *actor, const char *handle, int64_t now)
{
    int64_t voucher;
    enum result result = require_member(store, actor);
    if (result != RESULT_OK || (result = find_member(store, handle, &voucher)) != RESULT_OK ||
        (result = require_proof(store, now)) != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = add_voucher(store, actor->member, voucher, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result voucher_remove(struct store *store, const struct actor *actor, const char *handle, int64_t now)
{
    int64_t voucher;
    enum result result = require_member(store, actor);
    if (result != RESULT_OK || (result = find_member(store, handle, &voucher)) != RESULT_OK ||
        (result = require_proof(store, now)) != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "DELETE FROM voucher WHERE member = ? AND voucher = ?", "ii", actor->member, voucher);
    if (sqlite3_changes(store->db) == 0)
        return db_abandon(store, store_refuse(store, RESULT_NOT_FOUND, _("You did not choose that one.")));
    return db_commit(store);
}

/* --- in her name; all inside a write --- */

static enum result note(struct store *store, int64_t member, int64_t actor, enum ledger_kind kind, int64_t now)
{
    return ledger_append(
        store, &(struct ledger_new) { .at = now, .unit = 1, .subject = member, .actor = actor, .kind = kind });
}

static bool is_open(struct store *store, int64_t member)
{
    return db_number(store, 0, "SELECT 1 FROM lost WHERE member = ? AND hash IS NOT NULL", "i", member) == 1;
}

/* Homes are counted as they are now: a voucher who left, moved in with her or no longer qualifies counts no more. */
static int count_homes(struct store *store, int64_t member, int64_t now)
{
    int homes = 0;
    int64_t counted = -1;
    sqlite3_stmt *row = db_query(store,
        "SELECT m.household, m.id FROM vouched v JOIN member m ON m.id = v.voucher WHERE v.member = ? AND m.gone = 0"
        " ORDER BY m.household",
        "i", member);
    while (db_step(store, row)) {
        int64_t home = sqlite3_column_int64(row, 0);
        if (home == counted || voucher_refusal(store, member, sqlite3_column_int64(row, 1), now) != NULL)
            continue;
        counted = home;
        homes++;
    }
    db_done(store, row);
    return homes;
}

static enum lost_state judge(struct store *store, int64_t member, int64_t now, int64_t *when)
{
    struct lost_case lost = {
        .begun = db_number(store, 0, "SELECT begun FROM lost WHERE member = ?", "i", member),
        .homes = count_homes(store, member, now),
        .code_at_once =
            db_number(store, 0,
                "SELECT 1 FROM vouched v JOIN voucher c ON c.member = v.member AND c.voucher = v.voucher"
                " JOIN lost l ON l.member = v.member WHERE v.member = ? AND v.code = 1 AND c.since <= l.begun",
                "i", member) == 1,
    };
    return lost_judge(&lost, store_time_over(store, now), when); /* 48 h of a clock that was set are none */
}

/* Without a code she may have lost her paper too: then none is asked for any more. */
static enum result restore(struct store *store, int64_t member, int64_t now)
{
    if (db_number(store, 0, "SELECT 1 FROM vouched WHERE member = ? AND code = 1", "i", member) == 0) {
        db_run(store, "DELETE FROM paper_code WHERE member = ?", "i", member);
        db_run(store, "DELETE FROM paper_list WHERE member = ?", "i", member);
        db_run(store, "DELETE FROM setting WHERE member = ? AND name = 'code'", "i", member);
    }
    db_run(store,
        "INSERT INTO password SELECT member, hash, 1, ?2 FROM lost WHERE member = ?1"
        " ON CONFLICT DO UPDATE SET hash = excluded.hash, due = 1, set_at = excluded.set_at",
        "ii", member, now);
    db_run(store, "DELETE FROM vouched WHERE member = ?", "i", member);
    db_run(store, "DELETE FROM lost WHERE member = ?", "i", member);
    db_run(store, "DELETE FROM restored_said WHERE member = ?", "i", member);
    db_run(store, "INSERT OR REPLACE INTO restored VALUES (?, ?)", "ii", member, store_time_begun(store, now));
    return note(store, member, 0, LEDGER_LOST_RESTORED, now);
}

static enum result judge_and_restore(
    struct store *store, int64_t member, int64_t now, enum lost_state *state, int64_t *when)
{
    *state = judge(store, member, now, when);
    return *state == LOST_RESTORED ? restore(store, member, now) : RESULT_OK;
}

static enum result show_code(struct store *store, int64_t member, int64_t voucher, const char *code, int64_t now)
{
    if (db_number(store, 0,
            "SELECT 1 FROM voucher c JOIN lost l ON l.member = c.member"
            " WHERE c.member = ? AND c.voucher = ? AND c.since <= l.begun",
            "ii", member, voucher) == 0)
        return store_refuse(
            store, RESULT_REFUSED, _("A code counts with somebody whom she chose beforehand. Vouch without it."));
    return code_use(store, member, code, now);
}

static enum result vouch(struct store *store, int64_t member, int64_t voucher, const char *code, int64_t now)
{
    enum result result = check_voucher(store, member, voucher, now);
    if (result != RESULT_OK || (code != NULL && (result = show_code(store, member, voucher, code, now)) != RESULT_OK))
        return result;
    bool before =
        db_number(store, 0, "SELECT 1 FROM vouched WHERE member = ? AND voucher = ?", "ii", member, voucher) == 1;
    db_run(store, "INSERT INTO vouched VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET code = max(code, excluded.code)",
        "iiii", member, voucher, now, (int64_t)(code != NULL));
    return before ? RESULT_OK : note(store, member, voucher, LEDGER_LOST_VOUCHED, now);
}

static enum result begin(
    struct store *store, const struct actor *actor, int64_t member, const char *hash, const char *code, int64_t now)
{
    if (member_is_restored_lately(store, member, now))
        return store_refuse(store, RESULT_REFUSED, _("That password was restored these days already."));
    if (actor->member == member)
        return store_refuse(store, RESULT_REFUSED, _("You are in. `settings` changes your own password."));
    db_run(store, "DELETE FROM vouched WHERE member = ?", "i", member);
    db_run(store, "INSERT OR REPLACE INTO lost (member, begun, begun_by, hash) VALUES (?, ?, ?, ?)", "iiit", member,
        store_time_begun(store, now), actor->member, hash);
    enum result result = note(store, member, actor->member, LEDGER_LOST_BEGUN, now);
    if (result == RESULT_OK && actor->kind == ACTOR_MEMBER)
        result = vouch(store, member, actor->member, code, now);
    return result;
}

enum result lost_begin(struct store *store, const struct actor *actor, const char *handle, const char *new_password,
    int argon_slots, const char *code, int64_t now, enum lost_state *state, int64_t *when)
{
    int64_t member;
    char hash[PASSWORD_HASH];
    enum result result = actor->kind == ACTOR_OPERATOR ? require_operator(store, actor) : require_member(store, actor);
    if (result != RESULT_OK || (result = find_member(store, handle, &member)) != RESULT_OK ||
        (result = require_proof(store, now)) != RESULT_OK ||
        (result = credentials_hash(store, new_password, argon_slots, hash)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    result = begin(store, actor, member, hash, code, now);
    explicit_bzero(hash, sizeof hash);
    if (result == RESULT_OK)
        result = judge_and_restore(store, member, now, state, when);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- it is she --- */

static bool share_a_caucus(struct store *store, int64_t one, int64_t other)
{
    return db_number(store, 0,
               "SELECT 1 FROM membership a JOIN membership b ON b.unit = a.unit JOIN unit u ON u.id = a.unit"
               " WHERE a.member = ? AND b.member = ? AND u.kind = ? LIMIT 1",
               "iii", one, other, (int64_t)UNIT_CAUCUS) == 1;
}

static enum result say_it_is_she(struct store *store, int64_t member, int64_t mate, int64_t now)
{
    if (member == mate || !share_a_caucus(store, member, mate))
        return store_refuse(store, RESULT_REFUSED,
            _("That password was restored these days already. Only two of her caucus can say more about it."));
    enum result result = check_voucher(store, member, mate, now);
    if (result != RESULT_OK)
        return result;
    db_run(store, "INSERT OR IGNORE INTO restored_said VALUES (?, ?)", "ii", member, mate);
    if (db_number(store, 0, "SELECT count(*) FROM restored_said WHERE member = ?", "i", member) < RESTORED_MATES)
        return RESULT_OK;
    db_run(store, "DELETE FROM restored_said WHERE member = ?", "i", member);
    return db_run(store, "DELETE FROM restored WHERE member = ?", "i", member);
}

enum result lost_vouch(struct store *store, const struct actor *actor, const char *handle, const char *code,
    int64_t now, enum lost_state *state, int64_t *when)
{
    int64_t member;
    *state = LOST_RESTORED;
    *when = now;
    enum result result = require_member(store, actor);
    if (result != RESULT_OK || (result = find_member(store, handle, &member)) != RESULT_OK ||
        (result = require_proof(store, now)) != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if (member_is_restored_lately(store, member, now))
        result = say_it_is_she(store, member, actor->member, now);
    else if (!is_open(store, member) || judge(store, member, now, when) == LOST_TOO_OLD)
        result = store_refuse(store, RESULT_NOT_FOUND,
            _("Nobody asked for a new password for her. If she is with you: `vouch begin HANDLE`; she types it herself."));
    else if ((result = vouch(store, member, actor->member, code, now)) == RESULT_OK)
        result = judge_and_restore(store, member, now, state, when);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- what she sees --- */

enum result lost_mine(struct store *store, const struct actor *actor, struct lost *out)
{
    *out = (struct lost) { 0 };
    enum result result = require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_begin_read(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT l.begun, l.stopped, coalesce(n.handle, ''), (SELECT count(*) FROM vouched v WHERE v.member = l.member)"
        " FROM lost l LEFT JOIN member_name n ON n.member = l.begun_by WHERE l.member = ?",
        "i", actor->member);
    if (db_step(store, row)) {
        out->begun = sqlite3_column_int64(row, 0);
        out->stopped = sqlite3_column_int64(row, 1);
        db_copy(row, 2, out->by, sizeof out->by);
        out->vouched = sqlite3_column_int(row, 3);
    }
    db_done(store, row);
    if (out->begun != 0 && out->by[0] == '\0')
        copy_text(out->by, sizeof out->by, _("the steward"));
    out->restored = db_number(store, 0, "SELECT at FROM restored WHERE member = ?", "i", actor->member);
    db_end_read(store);
    return RESULT_OK;
}

static enum result stop(struct store *store, int64_t member, int64_t now)
{
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if (!is_open(store, member)) /* it was granted, or stopped, since we looked */
        return db_abandon(store, store_refuse(store, RESULT_NOT_FOUND, _("Nothing is asked in your name.")));
    db_run(store, "UPDATE lost SET hash = NULL, stopped = ? WHERE member = ?", "ii", now, member);
    note(store, member, member, LEDGER_LOST_STOPPED, now);
    return db_commit(store);
}

enum result lost_stop(struct store *store, const struct actor *actor, int64_t now)
{
    enum result result = require_member(store, actor);
    return result == RESULT_OK ? stop(store, actor->member, now) : result;
}

void lost_login(struct store *store, int64_t member, int64_t now)
{
    if (is_open(store, member))
        stop(store, member, now);
}

void lost_settle(struct store *store, int64_t member, int64_t now)
{
    enum lost_state state;
    int64_t when;
    if (!is_open(store, member) || judge(store, member, now, &when) != LOST_RESTORED || db_begin(store) != RESULT_OK)
        return;
    enum result result =
        is_open(store, member) ? judge_and_restore(store, member, now, &state, &when) : RESULT_CONFLICT;
    if (result == RESULT_OK)
        db_commit(store);
    else
        db_abandon(store, result);
}

bool member_is_restored_lately(struct store *store, int64_t member, int64_t now)
{
    return db_number(store, 0, "SELECT 1 FROM restored WHERE member = ? AND at > ?", "ii", member,
               store_time_over(store, now) - RESTORED_DAYS * DAY) == 1;
}

/* --- forgetting --- */

static void settle_all(struct store *store, int64_t now)
{
    int64_t member = 0;
    while ((member = db_number(
                store, 0, "SELECT min(member) FROM lost WHERE hash IS NOT NULL AND member > ?", "i", member)) != 0)
        lost_settle(store, member, now);
}

int lost_forget(struct store *store, int64_t now)
{
    int64_t due = now - forget_after(store, "lost");
    settle_all(store, now);
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM vouched WHERE member IN (SELECT member FROM lost WHERE begun <= ?)", "i", due);
    db_run(store, "DELETE FROM lost WHERE begun <= ?", "i", due);
    int count = sqlite3_changes(store->db);
    due = now - forget_after(store, "restored");
    db_run(store, "DELETE FROM restored_said WHERE member IN (SELECT member FROM restored WHERE at <= ?)", "i", due);
    db_run(store, "DELETE FROM restored WHERE at <= ?", "i", due);
    count += sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}
