/*
 * restored.c: the days after others set a member's password: older content stays closed to her account, and her drafts
 * are set aside. RULES 1.9.
 */
#include "store/people/restored.h"

#include "store/base/ledger_chain.h"

enum { DAY = 86400 };

void restored_begin(struct store *store, int64_t member, bool by_shell, int64_t now)
{
    db_run(store, "DELETE FROM restored_said WHERE member = ?", member);
    db_run(store, "INSERT OR REPLACE INTO restored (member, at, by_shell) VALUES (?, ?, ?)", member,
        store_time_begun(store, now), by_shell);
    db_run(store,
        "INSERT INTO draft_shut (member, place, target, at, title, body, written_for, anger)"
        " SELECT member, place, target, at, title, body, written_for, anger FROM draft WHERE member = ?",
        member);
    db_run(store, "DELETE FROM draft WHERE member = ?", member);
    ledger_wrote_remember(store, &(struct wrote) { .member = member }); /* her open sessions end */
}

bool restored_keeps_draft(struct store *store, int64_t member)
{
    return db_number(store, 0,
               "SELECT 1 FROM password p JOIN restored r ON r.member = p.member WHERE p.member = ? AND p.due = 1",
               member) == 1;
}

/* Puts drafts that were set aside back in their places, newest first. One whose place has a newer draft waits until
 * that place is free. */
void restored_return_drafts(struct store *store)
{
    int64_t draft;
    while ((draft = db_number(store, 0,
                "SELECT s.id FROM draft_shut s WHERE NOT EXISTS (SELECT 1 FROM restored r WHERE r.member = s.member)"
                " AND NOT EXISTS (SELECT 1 FROM draft d WHERE d.member = s.member AND d.place = s.place"
                " AND d.target = s.target AND d.written_for = s.written_for) ORDER BY s.at DESC LIMIT 1")) != 0 &&
           !db_failed(store)) {
        db_run(store,
            "INSERT INTO draft (member, place, target, at, title, body, written_for, anger)"
            " SELECT member, place, target, at, title, body, written_for, anger FROM draft_shut WHERE id = ?",
            draft);
        db_run(store, "DELETE FROM draft_shut WHERE id = ?", draft);
    }
}

void restored_end(struct store *store, int64_t member)
{
    db_run(store, "DELETE FROM restored_said WHERE member = ?", member);
    db_run(store, "DELETE FROM restored WHERE member = ?", member);
    restored_return_drafts(store);
}

int64_t lost_restored_at(struct store *store, const struct actor *actor)
{
    return actor_has_account(actor) ? db_number(store, 0, "SELECT at FROM restored WHERE member = ?", actor->member)
                                    : 0;
}

size_t lost_restored_after(struct store *store, int64_t after, int64_t *members, size_t limit)
{
    size_t count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT DISTINCT subject FROM ledger WHERE seq > ? AND kind IN (" SQL_LEDGER_PASSWORD_RESET
        ", " SQL_LEDGER_LOST_RESTORED ")",
        after);
    while (count < limit && db_step(store, row))
        members[count++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    return count;
}

bool restored_lately(struct store *store, int64_t member, int64_t now)
{
    return db_number(store, 0, "SELECT 1 FROM restored WHERE member = ? AND at > ?", member,
               store_time_over(store, now) - RESTORED_DAYS * DAY) == 1;
}
