/* removal.c: a member leaves a unit by decision of its assembly. See removal.h. */
#include "store/people/removal.h"

#include "store/base/ledger_chain.h"
#include "store/base/subject.h"
#include "store/people/person.h"

static bool has_another_place(struct store *store, int64_t member, int64_t unit)
{
    return db_number(store, 0,
               "SELECT 1 FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = ? AND u.id <> ? AND " IS_PLACE(
                   "u.kind") " LIMIT 1",
               member, unit) == 1;
}

enum result removal_carry_out(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    bool leaves = !has_another_place(store, member, unit);
    parting_do(store, unit, member, now);
    db_run(store, "DELETE FROM membership WHERE member = ? AND unit = ?", member, unit);
    db_run(store,
        "UPDATE member SET household = NULL WHERE id = ? AND household IN (SELECT id FROM household WHERE unit = ?)",
        member, unit);
    if (leaves)
        db_run(store, "INSERT OR IGNORE INTO removal (member, at) VALUES (?, ?)", member, now);
    ledger_wrote_remember(store, &(struct wrote) { .member = member }); /* her sessions may show a page of that unit */
    return ledger_append(
        store, &(struct ledger_new) { .at = now, .unit = unit, .subject = member, .kind = LEDGER_UNIT_LEFT });
}

int64_t removal_next(struct store *store)
{
    return db_number(
        store, 0, "SELECT r.member FROM removal r JOIN member m ON m.id = r.member WHERE m.gone = 0 LIMIT 1");
}
