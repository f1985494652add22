/* agreements.c: the agreements of a unit, which a stop can name, and an effect ends. RULES 4.5. */
#include "store/assembly/proposal_row.h"

/* SQL: decisions about the rules, or of the item of a founding assembly about them, that are in force. */
#define AGREEMENT_IN_FORCE                                                                                             \
    " FROM decision d JOIN proposal p ON p.id = d.proposal JOIN meeting_item i ON i.id = p.item"                       \
    " WHERE d.unit = ?1 AND i.about = " SQL_ITEM_RULES                                                                 \
    " AND d.suspended = 0 AND d.ended = 0 AND d.acts > 0 AND d.acts <= ?2 AND NOT EXISTS"                              \
    " (SELECT 1 FROM effect e WHERE e.proposal = p.id AND e.kind = " SQL_EFFECT_AGREEMENT_END ")"

bool agreement_is_in_force(struct store *store, int64_t unit, int64_t decision, int64_t now)
{
    return db_number(store, 0, "SELECT 1" AGREEMENT_IN_FORCE " AND d.id = ?3", unit, now, decision) == 1;
}

enum result agreements_list(
    struct store *store, const struct actor *actor, int64_t now, struct agreement *out, size_t limit, size_t *count)
{
    int64_t unit = 0;
    *count = 0;
    enum result result = meeting_require_unit(store, actor, &unit);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT d.id, d.acts, t.title, t.body FROM (SELECT d.id, d.acts, d.proposal, p.version" AGREEMENT_IN_FORCE
        ") d JOIN proposal_text t ON t.proposal = d.proposal AND t.version = d.version ORDER BY d.id",
        unit, now);
    while (*count < limit && db_step(store, row)) {
        struct agreement *one = &out[(*count)++];
        *one = (struct agreement) { .decision = sqlite3_column_int64(row, 0), .since = sqlite3_column_int64(row, 1) };
        db_copy(row, 2, one->title, sizeof one->title);
        db_copy(row, 3, one->text, sizeof one->text);
    }
    db_done(store, row);
    return db_reading_end(store);
}
